//! Tables and documents as values, and the forms in which they leave the house: text, CSV, workbook and PDF.
//!
//! Everything here is pure: the same [`Document`] gives the same bytes, because no clock, database
//! or network is asked. Authors of documents build a [`Document`] or a [`Table`] and never draw;
//! only [`pdf`] knows the page.

pub mod chart;
pub mod colour;
pub mod csv;
pub mod document;
pub mod footnotes;
pub mod html;
pub mod image;
pub mod markdown;
pub mod numbers;
pub mod outline;
pub mod pdf;
pub mod qr;
mod qr_mask;
pub mod spans;
pub mod table;
pub mod text;
pub mod xlsx;

pub use chart::Chart;
pub use document::{Block, Document, Inline, Text};
pub use table::{Cell, Column, Kind, Row, RowKind, Table};
