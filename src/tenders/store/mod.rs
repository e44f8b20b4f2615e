//! The tables of tenders, and what a tender rests on in other slices' tables.

mod basis;
mod dossier;
mod evaluation;
mod tenders;

pub use basis::{estimate_state, has_confirmed_needs, specification_state};
pub use dossier::dossier;
pub use evaluation::replace_evaluation;
pub use tenders::{
    cancel, insert_tender, publish, replace_conditions, replace_dates, set_version, tender,
    tenders, update_tender,
};
