//! The requirement specification on paper (*kravspecifikation*): how to read and answer it, its requirements in
//! tables with room for answers, its versions. Pure.

mod answers;
mod chapters;
mod versions;

pub use answers::prompt;
pub use chapters::{write_guidance, write_requirements};

use super::{PrintedSpecification, VersionState};
use crate::archive::Edition;
use crate::render::{Document, numbers};

/// What the document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecificationContent {
    /// The municipality's name, once it was entered.
    pub municipality: Option<String>,
    /// The project's case number.
    pub case_number: String,
    /// The project's title.
    pub project_title: String,
    /// The version.
    pub specification: PrintedSpecification,
    /// The version's version, which grows with every change.
    pub data_version: i32,
}

/// Composes the document.
pub fn compose_specification(content: &SpecificationContent, edition: &Edition) -> Document {
    let specification = &content.specification;
    let author = content.municipality.as_deref().unwrap_or("Kommunen");
    let mut document = Document::new("Kravspecifikation", author, edition.date);
    document.subtitle = specification.title.clone();
    document.case_number = content.case_number.clone();
    document
        .fact("Projekt", &content.project_title)
        .fact("Status", status(specification));
    edition.stamp(&mut document);
    document.version = version(specification.number, edition.number);
    document.contents(2).page_break();
    document.heading(1, "vejledning", "Sådan læses og besvares kravene");
    write_guidance(&mut document, specification, 2);
    document.heading(1, "krav", "Krav");
    write_requirements(&mut document, specification, 2);
    versions::write(&mut document, specification);
    if edition.changes.len() > 1 {
        edition.list_changes(&mut document);
    }
    document
}

fn status(specification: &PrintedSpecification) -> String {
    match (specification.state, specification.approved_on) {
        (VersionState::Approved, Some(day)) => format!("Godkendt {}", numbers::date(day)),
        (state, _) => state.danish().to_owned(),
    }
}

/// The specification's own version counts; only a second issue of the same version says so.
fn version(number: i32, edition: i32) -> String {
    match edition {
        1 => format!("Version {number}"),
        later => format!("Version {number}, {later}. udgave"),
    }
}
