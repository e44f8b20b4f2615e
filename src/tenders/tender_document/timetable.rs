//! The deadlines and all other dates, in the order of the calendar.

use super::Part;
use super::writer::Writer;
use crate::render::{Column, Kind, Table, markdown};
use chrono::NaiveDate;

/// The timetable, as of the day of the document.
pub(super) fn write(writer: &mut Writer, date: NaiveDate) {
    let tender = &writer.dossier.tender;
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
        table.row(vec![label.into(), day.into(), markdown::cell(note)]);
    }
    writer.begin(Part::Timetable);
    writer.table(table);
    writer.paragraph("Datoer efter tilbudsfristen er forventede og kan blive ændret, bortset fra vedståelsesfristen.");
}
