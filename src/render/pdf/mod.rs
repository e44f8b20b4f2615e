//! Documents as PDF files that are accessible (PDF/UA-1) and archivable (PDF/A-2a, or PDF/A-3a with
//! attached files).
//!
//! The only user of printpdf and lopdf. A document is laid out by `flow`, `blocks` and `rows`
//! into pages of marks and a structure tree; `operations` turns marks into printpdf operations, and
//! `archive` adds what printpdf lacks. The same document gives the same bytes.

mod archive;
mod attachments;
mod bands;
mod binding;
mod blocks;
mod bookmarks;
mod cell_marks;
mod cells;
mod colours;
mod columns;
mod contents;
mod file;
mod fit;
mod flow;
mod fonts;
mod front;
mod furniture;
mod grid;
mod headings;
mod inline;
mod labels;
mod letterhead;
mod lines;
mod measures;
mod metadata;
mod notes;
mod operations;
mod page;
mod pictures;
mod row_parts;
mod rows;
mod set_rows;
mod setting;
mod signatures;
mod structure;
mod style;
mod tags;
mod ties;
mod type_setting;
mod values;
mod vectors;
mod words;

pub use page::TextBox;

use super::document::{Document, Unread};
use super::outline::{Entry, outline};
use flow::{Bookmark, Flow};
use fonts::Fonts;
use std::collections::{BTreeSet, HashMap};

/// A finished file.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// What the author should know, such as characters that no font has.
    pub warnings: Vec<Warning>,
}

/// Something that was drawn otherwise than it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// The fonts have no glyph for the character; a box stands in its place.
    MissingGlyph(char),
    /// No heading has this id; the reference leads nowhere.
    UnknownReference(String),
    /// The address is neither `https:`, `http:` nor `mailto:`; its text is shown without a link.
    RefusedAddress(String),
    /// A list stands deeper within lists than can be shown; its items are left out.
    ListTooDeep,
    /// A picture was not read by [`super::image::read`]; its alternative text stands in its place.
    UnreadablePicture,
    /// Markup of a user's text is shown as it was typed; the text begins so.
    Unread(Unread, String),
    /// The text that begins so is too long for a QR code; it is left out or shown as text.
    CodeTooLong(String),
}

/// Why no file can be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The columns of the table with this title do not fit, even on a page on its side.
    #[error("the table {0:?} is too wide for the page")]
    TableTooWide(String),
    /// The document has more than this many pages.
    #[error("the document has more than {0} pages")]
    TooManyPages(usize),
    /// A built-in font could not be used.
    #[error("the built-in font {0} could not be used")]
    Font(&'static str),
    /// The file could not be put together.
    #[error("the file could not be written: {0}")]
    Write(String),
}

/// A document on pages, not yet a file.
struct Laid {
    pages: Vec<page::Page>,
    tree: tags::Tree,
    bookmarks: Vec<Bookmark>,
    /// Page and height of each heading.
    places: Vec<(usize, f32)>,
    warnings: BTreeSet<Warning>,
    /// Whether page numbers stand in the text.
    refers: bool,
    /// Page and height of each footnote, by its number.
    notes: HashMap<usize, (usize, f32)>,
    /// The pictures of pixels.
    pixels: Vec<pictures::Pixels>,
}

/// Draws a document as a PDF file.
///
/// # Errors
/// [`PdfError::TableTooWide`] and [`PdfError::TooManyPages`] for documents that cannot be drawn;
/// the other errors do not depend on the content.
pub fn draw(document: &Document) -> Result<Pdf, PdfError> {
    let (laid, fonts) = lay_out(document)?;
    let mut warnings: Vec<Warning> = laid.warnings.iter().cloned().collect();
    warnings.extend(
        fonts
            .missing
            .iter()
            .map(|character| Warning::MissingGlyph(*character)),
    );
    let pages = laid.pages.len();
    let bytes = archive::write(document, laid, &fonts)?;
    Ok(Pdf {
        bytes,
        pages,
        warnings,
    })
}

/// Where each piece of text stands, for tests of the layout.
///
/// # Errors
/// As [`draw`].
pub fn text_boxes(document: &Document) -> Result<Vec<TextBox>, PdfError> {
    Ok(page::text_boxes(&lay_out(document)?.0.pages))
}

/// Lays out until the page numbers in references are those of the layout itself, which is once
/// without references and seldom more than twice with.
fn lay_out(document: &Document) -> Result<(Laid, Fonts), PdfError> {
    let entries = outline(document);
    let mut fonts = Fonts::load()?;
    let patterns = fonts::patterns(&document.language);
    fonts.hyphens = patterns.filter(|_| document.hyphenated);
    let mut laid = lay_out_once(document, &entries, &[], &mut fonts)?;
    for _ in 0..3 {
        let pages: Vec<usize> = laid.places.iter().map(|place| place.0).collect();
        if !laid.refers {
            break;
        }
        laid = lay_out_once(document, &entries, &pages, &mut fonts)?;
        if laid.places.iter().map(|place| place.0).eq(pages) {
            break;
        }
    }
    Ok((laid, fonts))
}

fn lay_out_once(
    document: &Document,
    entries: &[Entry],
    known_pages: &[usize],
    fonts: &mut Fonts,
) -> Result<Laid, PdfError> {
    let mut flow = Flow::new(document, entries, known_pages, fonts);
    flow.front()?;
    flow.blocks()?;
    flow.finish_notes()?;
    flow.drop_empty_page();
    Ok(furniture::finish(flow))
}
