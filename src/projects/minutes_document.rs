//! The minutes of a meeting on paper (*referat*): who was there, point by point, and what follows from it.

use super::Meeting;
use crate::render::document::{Cover, plain, strong};
use crate::render::{Block, Column, Document, Inline, Kind, Table, markdown, numbers};
use chrono::NaiveDate;

/// What the minutes tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesContent {
    /// The municipality.
    pub author: String,
    /// The project's case number.
    pub case_number: String,
    /// What the project buys.
    pub project: String,
    /// The meeting.
    pub meeting: Meeting,
}

/// Composes the minutes as they are drawn on `date`.
pub fn compose(content: &MinutesContent, date: NaiveDate) -> Document {
    let meeting = &content.meeting;
    let title = format!("Referat: {}", meeting.title);
    let mut document = Document::new(title, content.author.as_str(), date);
    document.subtitle = content.project.clone();
    document.case_number = content.case_number.clone();
    document.cover = Cover::Head;
    let when = numbers::date(meeting.held_on);
    let when = match &meeting.hours {
        Some(hours) => format!("{when}, {hours}"),
        None => when,
    };
    document.fact("Møde", when).fact("Sted", &meeting.place);
    if let Some(name) = &meeting.minute_taker {
        document.fact("Referent", name);
    }
    people(&mut document, meeting);
    for item in &meeting.items {
        document.heading(1, "", item.title.as_str());
        document
            .blocks
            .extend(item.text.iter().flat_map(|text| markdown::blocks(text)));
        for decision in &item.decisions {
            let mut pieces = markdown::inline(&decision.decision).0;
            if let Some(who) = follow_up(decision.responsible.as_deref(), decision.due_on) {
                pieces.push(plain(format!("\n{who}")));
            }
            document.push(Block::Note {
                label: "Beslutning".to_owned(),
                text: pieces.into(),
            });
        }
    }
    decisions(&mut document, meeting);
    next(&mut document, meeting);
    document
}

/// `Ansvarlig: Ida It, senest 1. maj 2027`.
fn follow_up(responsible: Option<&str>, due_on: Option<NaiveDate>) -> Option<String> {
    match (responsible, due_on) {
        (None, None) => None,
        (Some(who), None) => Some(format!("Ansvarlig: {who}")),
        (None, Some(day)) => Some(format!("Frist: {}", numbers::date(day))),
        (Some(who), Some(day)) => Some(format!("Ansvarlig: {who}, senest {}", numbers::date(day))),
    }
}

fn people(document: &mut Document, meeting: &Meeting) {
    document.unnumbered(1, "deltagere", "Deltagere");
    let named = |present: bool| -> Vec<String> {
        let who = meeting
            .attendance
            .iter()
            .filter(|one| one.present == present);
        who.map(|one| format!("{} ({})", one.name, one.organisation))
            .collect()
    };
    let mut facts: Vec<(&str, String)> = Vec::new();
    for (name, people) in [("Til stede", named(true)), ("Afbud", named(false))] {
        if !people.is_empty() {
            facts.push((name, people.join("\n")));
        }
    }
    facts.extend(meeting.guests.clone().map(|guests| ("Øvrige", guests)));
    match facts.is_empty() {
        true => document.paragraph("Der er ikke skrevet deltagere op."),
        false => document.facts(facts),
    };
}

fn decisions(document: &mut Document, meeting: &Meeting) {
    let decided: Vec<_> = (1i64..)
        .zip(&meeting.items)
        .flat_map(|(number, item)| {
            item.decisions
                .iter()
                .map(move |decision| (number, decision))
        })
        .collect();
    document.unnumbered(1, "beslutninger", "Beslutninger og opfølgning");
    if decided.is_empty() {
        document.paragraph("Der blev ikke truffet beslutninger på mødet.");
        return;
    }
    let columns = vec![
        Column::integer("Punkt"),
        Column::text("Beslutning"),
        Column::text("Ansvarlig"),
        Column::new("Frist", Kind::Date),
    ];
    let mut table = Table::new("Hvem gør hvad hvornår", columns);
    for (number, decision) in decided {
        table.row(vec![
            number.into(),
            markdown::cell(&decision.decision),
            decision.responsible.clone().into(),
            decision.due_on.into(),
        ]);
    }
    document.table(table);
}

fn next(document: &mut Document, meeting: &Meeting) {
    let Some(day) = meeting.next_on else {
        return;
    };
    let mut pieces: Vec<Inline> = vec![strong("Næste møde: "), plain(numbers::date(day))];
    pieces.extend(
        meeting
            .next_place
            .iter()
            .map(|place| plain(format!(", {place}"))),
    );
    pieces.push(plain("."));
    document.paragraph(pieces);
}
