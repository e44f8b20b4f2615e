//! Who buys what and how: the first chapters.

use super::writer::Writer;
use super::{Part, quantities};
use crate::render::document::{plain, strong};
use crate::render::{Column, Table, Text, numbers};
use crate::tenders::AwardCriterion;

/// The chapters before the timetable.
pub(super) fn chapters(writer: &mut Writer) {
    authority(writer);
    subject(writer);
    parts(writer);
    procedure(writer);
}

/// The contracting authority and whom bidders may turn to.
fn authority(writer: &mut Writer) {
    writer.chapter("Ordregiver og kontakt");
    let dossier = writer.dossier;
    let mut facts: Vec<(&str, Text)> = vec![("Ordregiver", dossier.authority().into())];
    if let Some(municipality) = &dossier.municipality {
        let place = [&municipality.postal_code, &municipality.city];
        let place: Vec<&str> = place.into_iter().flatten().map(String::as_str).collect();
        let street = municipality.street.as_deref();
        let mut address: Vec<String> = street.map(str::to_owned).into_iter().collect();
        if !place.is_empty() {
            address.push(place.join(" "));
        }
        let known = [
            (
                "Adresse",
                Some(address.join("\n")).filter(|text| !text.is_empty()),
            ),
            ("CVR-nummer", municipality.cvr_number.clone()),
            ("EAN/GLN-nummer", municipality.gln.clone()),
        ];
        for (label, value) in known {
            if let Some(value) = value {
                facts.push((label, value.into()));
            }
        }
    }
    facts.push(("Kontakt", dossier.tender.contact.as_str().into()));
    facts.push(("Sagsnummer", dossier.project.case_number.as_str().into()));
    writer.document.facts(facts);
    writer.paragraph(
        "Al henvendelse om udbuddet sker skriftligt til kontakten og med angivelse af sagsnummeret.",
    );
}

/// Why the municipality buys, and what.
fn subject(writer: &mut Writer) {
    writer.chapter("Baggrund og genstand");
    let dossier = writer.dossier;
    writer.section("Baggrund");
    if let Some(background) = &dossier.project.background {
        writer.written(background);
    } else {
        writer.paragraph(format!(
            "{} gennemfører projektet »{}« og indhenter i den forbindelse tilbud.",
            dossier.authority(),
            dossier.project.title
        ));
    }
    writer.section("Genstand");
    writer.paragraph(vec![
        plain(format!("{} ønsker at anskaffe ", dossier.authority())),
        strong(quantities(dossier)),
        plain(" til kommunens skoler. Skolernes behov og leveringsdage står i "),
        writer.refer(Part::Delivery),
        plain("."),
    ]);
    if !dossier.lines.is_empty() {
        writer.paragraph("Anskaffelsen omfatter desuden:");
        let items = dossier.lines.iter().map(|line| {
            let quantity = numbers::integer(dossier.line_quantity(line));
            let each = if line.per_device {
                ", til hver enhed"
            } else {
                ""
            };
            format!("{}, {quantity}\u{a0}stk.{each}", line.description)
        });
        writer.document.bullets(items.collect::<Vec<_>>());
    }
    writer.paragraph(vec![
        plain("Kravene til det tilbudte står i "),
        writer.refer(Part::Specification),
        plain(", og priserne afgives i "),
        writer.refer(Part::Prices),
        plain("."),
    ]);
}

/// What the material consists of, and what the bidder does with each part.
fn parts(writer: &mut Writer) {
    writer.chapter("Udbudsmaterialets dele");
    writer.paragraph("Udbudsmaterialet findes som ét samlet dokument og som en pakke med en fil for hver del. Indholdet er det samme.");
    let columns = vec![
        Column::text("Del"),
        Column::text("Tilbudsgiver"),
        Column::text("Fil i pakken"),
    ];
    let mut table = Table::new("Materialets dele", columns);
    for part in Part::ALL {
        let file = match part {
            Part::Prices => format!("{stem}.xlsx\n{stem}.pdf", stem = part.file_stem()),
            other => format!("{}.pdf", other.file_stem()),
        };
        table.row(vec![
            part.full_title().into(),
            part.task().into(),
            file.into(),
        ]);
    }
    writer.table(table);
    writer.paragraph("Tilbudslisten som regneark og kravene som data er desuden vedhæftet det samlede dokument og kan gemmes fra pdf-læserens liste over vedhæftede filer.");
}

/// How bidders are found and what decides.
fn procedure(writer: &mut Writer) {
    writer.chapter("Udbudsform og tildelingskriterium");
    let tender = &writer.dossier.tender;
    writer.document.facts([
        ("Udbudsform", tender.procedure.danish()),
        ("Tildelingskriterium", tender.award_criterion.danish()),
    ]);
    let meaning = match tender.award_criterion {
        AwardCriterion::Price => {
            "Det tilbud, der opfylder alle mindstekrav og har den laveste pris, vinder."
        }
        AwardCriterion::Cost => {
            "Det tilbud, der opfylder alle mindstekrav og har de laveste samlede omkostninger, vinder."
        }
        AwardCriterion::BestPriceQualityRatio => {
            "Det tilbud, der opfylder alle mindstekrav og har det bedste forhold mellem pris og kvalitet, vinder."
        }
    };
    writer.paragraph(vec![
        plain(format!("{meaning} Hvordan tilbuddene vurderes, står i ")),
        writer.refer(Part::Evaluation),
        plain("."),
    ]);
}
