//! Who buys what, by which rules and when: the first four chapters.

use super::{Dossier, authority as name, quantities};
use crate::render::document::{plain, reference, strong};
use crate::render::{Column, Document, Kind, Table, Text, numbers};
use crate::tenders::AwardCriterion;
use chrono::NaiveDate;

/// The contracting authority and whom bidders may turn to.
pub(super) fn authority(document: &mut Document, dossier: &Dossier) {
    document.heading(1, "ordregiver", "Ordregiver og kontakt");
    let mut facts: Vec<(&str, Text)> = vec![("Ordregiver", name(dossier).into())];
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
    document.facts(facts);
    document.paragraph(
        "Al henvendelse om udbuddet sker skriftligt til kontakten og med angivelse af sagsnummeret.",
    );
}

/// Why the municipality buys, and what.
pub(super) fn subject(document: &mut Document, dossier: &Dossier) {
    document.heading(1, "genstand", "Baggrund og genstand");
    document.heading(2, "", "Baggrund");
    if let Some(background) = &dossier.project.background {
        for paragraph in background.split("\n\n").map(str::trim) {
            document.paragraph(paragraph);
        }
    } else {
        document.paragraph(format!(
            "{} gennemfører projektet »{}« og indhenter i den forbindelse tilbud.",
            name(dossier),
            dossier.project.title
        ));
    }
    document.heading(2, "", "Genstand");
    document.paragraph(vec![
        plain(format!("{} ønsker at anskaffe ", name(dossier))),
        strong(quantities(dossier)),
        plain(" til kommunens skoler. Skolernes behov og leveringsdatoer står i "),
        reference("behov"),
        plain("."),
    ]);
    if !dossier.lines.is_empty() {
        document.paragraph("Anskaffelsen omfatter desuden:");
        let items = dossier.lines.iter().map(|line| {
            let quantity = numbers::integer(dossier.line_quantity(line));
            let each = if line.per_device {
                ", til hver enhed"
            } else {
                ""
            };
            format!("{}, {quantity}\u{a0}stk.{each}", line.description)
        });
        document.bullets(items.collect::<Vec<_>>());
    }
    document.paragraph(vec![
        plain("Kravene til det tilbudte står i "),
        reference("krav"),
        plain(", og priserne afgives i "),
        reference("tilbudsliste"),
        plain("."),
    ]);
}

/// How bidders are found and what decides.
pub(super) fn procedure(document: &mut Document, dossier: &Dossier) {
    let tender = &dossier.tender;
    document.heading(1, "udbudsform", "Udbudsform og tildelingskriterium");
    document.facts([
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
    document.paragraph(vec![
        plain(format!("{meaning} Hvordan tilbuddene vurderes, står i ")),
        reference("betingelser"),
        plain("."),
    ]);
}

/// The deadlines and all other dates, in the order of the calendar.
pub(super) fn timetable(document: &mut Document, dossier: &Dossier, date: NaiveDate) {
    let tender = &dossier.tender;
    document.heading(1, "tidsplan", "Tidsplan");
    let deadlines = [
        (date, "Udbudsmaterialet er dateret", ""),
        (
            tender.question_deadline_on,
            "Spørgefrist",
            "Sidste dag for skriftlige spørgsmål",
        ),
        (
            tender.offer_deadline_on,
            "Tilbudsfrist",
            "Tilbuddet skal være modtaget senest denne dag",
        ),
        (
            tender.offers_bind_until,
            "Vedståelsesfrist",
            "Tilbuddet er bindende til og med denne dag",
        ),
    ];
    let other = tender.timetable.iter().map(|date| {
        let note = date.note.as_deref().unwrap_or_default();
        (date.takes_place_on, date.label.as_str(), note)
    });
    let mut rows: Vec<(NaiveDate, &str, &str)> = deadlines.into_iter().chain(other).collect();
    rows.sort_by_key(|row| row.0);
    let columns = vec![
        Column::text("Aktivitet"),
        Column::new("Dato", Kind::Date),
        Column::text("Bemærkning"),
    ];
    let mut table = Table::new("Udbuddets forløb", columns);
    for (day, label, note) in rows {
        table.row(vec![label.into(), day.into(), note.into()]);
    }
    document.table(table);
    document.paragraph("Datoer efter tilbudsfristen er forventede og kan blive ændret, bortset fra vedståelsesfristen.");
}
