//! The needs assessment on paper (*behovsopgørelse*): in total, per school, per category, and what is missing. Pure.

mod content;
mod missing;
mod tables;

pub use content::{NeedsContent, NeedsSchool};

use crate::archive::Edition;
use crate::render::document::{plain, strong};
use crate::render::{Document, numbers};

/// Composes the document.
pub fn compose_needs(content: &NeedsContent, edition: &Edition) -> Document {
    let author = content.municipality.as_deref().unwrap_or("Kommunen");
    let mut document = Document::new("Behovsopgørelse", author, edition.date);
    document.subtitle = content.project_title.clone();
    document.case_number = content.case_number.clone();
    document.fact("Status", status(content));
    edition.stamp(&mut document);
    result(&mut document, content);
    if !content.lines.is_empty() {
        schools(&mut document, content);
        categories(&mut document, content);
        document.heading(1, "levering", "Ønskede leveringsdage");
        document.table(tables::by_day(content));
    }
    missing::write(&mut document, content);
    edition.list_changes(&mut document);
    document
}

fn status(content: &NeedsContent) -> String {
    match (content.lines.len(), content.unconfirmed()) {
        (0, _) => "Ingen behov er angivet".to_owned(),
        (_, 0) => "Alle behov er bekræftet".to_owned(),
        (all, open) => format!("{} af {all} behov er bekræftet", all.saturating_sub(open)),
    }
}

fn result(document: &mut Document, content: &NeedsContent) {
    document.heading(1, "resultat", "Resultat");
    if content.lines.is_empty() {
        document.paragraph("Ingen skole har angivet et behov endnu.");
        return;
    }
    let schools = content.schools_with_needs().len();
    let schools = match schools {
        1 => "1 skole har brug for ".to_owned(),
        many => format!("{many} skoler har brug for "),
    };
    let confirmed = match content.unconfirmed() {
        0 => "Alle behov er bekræftet af projektlederen.".to_owned(),
        1 => "1 behov er ikke bekræftet endnu.".to_owned(),
        open => format!("{open} behov er ikke bekræftet endnu."),
    };
    document.paragraph(vec![
        plain(schools),
        strong(format!("{} enheder", numbers::integer(content.devices()))),
        plain(format!(" i alt. {confirmed}")),
    ]);
    document.table(tables::by_category(content));
}

fn schools(document: &mut Document, content: &NeedsContent) {
    document.heading(1, "skoler", "Behov pr. skole");
    if let Some(year) = content.school_year {
        document.paragraph(format!(
            "Elevtallene er for skoleåret {year}/{}. Hvor skolen ikke har indberettet elevtal, er feltet tomt.",
            numbers::integer(i64::from(year).saturating_add(1) % 100)
        ));
    }
    document.table(tables::by_school(content));
}

fn categories(document: &mut Document, content: &NeedsContent) {
    document.heading(1, "kategorier", "Behov pr. kategori");
    document.paragraph("Grundlaget er skolens egen forklaring på, hvordan antallet er fundet.");
    for (name, lines) in content.categories() {
        document.heading(2, "", name);
        document.table(tables::of_category(name, &lines));
    }
}
