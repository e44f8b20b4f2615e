//! What an agreement finances, what happened to it since, and until when notice must be given.

use super::ScheduleContent;
use crate::finance::Money;
use crate::leasing::words::{self, percent};
use crate::leasing::{LeaseBatch, NoticeState, NoticeView};
use crate::render::document::strong;
use crate::render::{Cell, Column, Document, Kind, Table, markdown, numbers};

pub(super) fn financed(document: &mut Document, content: &ScheduleContent) {
    document.heading(1, "finansieret", "Hvad aftalen finansierer");
    if content.lines.is_empty() {
        document.paragraph("Aftalen har endnu ingen linjer.");
        return;
    }
    let columns = vec![
        Column::text("Hvad"),
        Column::text("Art"),
        Column::integer("Antal"),
        Column::money("Pris pr. stk., kr."),
        Column::money("I alt, kr."),
    ];
    let mut table = Table::new("Linjer", columns);
    for line in &content.lines {
        table.row(vec![
            line.description.as_str().into(),
            words::line(line.kind).into(),
            i64::from(line.quantity).into(),
            line.unit_price.into(),
            line.amount.into(),
        ]);
    }
    let mut sums = vec![Cell::from("I alt")];
    sums.resize(4, Cell::Empty);
    sums.push(content.schedule.financed.into());
    table.total(sums);
    document.table(table);
    batches(document, &content.batches);
}

fn batches(document: &mut Document, batches: &[LeaseBatch]) {
    if batches.is_empty() {
        return;
    }
    let columns = vec![
        Column::integer("Nr."),
        Column::text("Leverandør"),
        Column::text("Faktura"),
        Column::new("Fakturadato", Kind::Date),
        Column::new("Modtaget", Kind::Date),
        Column::new("Godkendt", Kind::Date),
        Column::new("Betalt af leasinggiver", Kind::Date),
        Column::money("Beløb, kr."),
    ];
    let mut table = Table::new("Leverancer, som leasinggiver betaler", columns);
    for batch in batches {
        table.row(vec![
            i64::from(batch.number).into(),
            batch.supplier_name.as_str().into(),
            batch.invoice_number.as_str().into(),
            batch.invoiced_on.into(),
            batch.received_on.into(),
            batch.accepted_on.into(),
            batch.paid_on.into(),
            batch.amount.into(),
        ]);
    }
    let sum: Money = batches.iter().map(|batch| batch.amount).sum();
    let mut sums = vec![Cell::from("I alt")];
    sums.resize(7, Cell::Empty);
    sums.push(sum.into());
    table.total(sums);
    document.table(table);
}

pub(super) fn fixings(document: &mut Document, content: &ScheduleContent) {
    let Some(floating) = &content.lease.floating else {
        return;
    };
    document.heading(1, "rentefastsaettelser", "Rentefastsættelser");
    if content.fixings.is_empty() {
        document.paragraph(format!(
            "Renten følger {}, men er endnu ikke fastsat på ny.",
            floating.index_name
        ));
        return;
    }
    let columns = vec![
        Column::new("Gælder fra", Kind::Date),
        Column::text(floating.index_name.as_str()),
        Column::text("Aftalens rente"),
        Column::text("Kilde"),
    ];
    let mut table = Table::new("Rentefastsættelser", columns);
    for fixing in &content.fixings {
        table.row(vec![
            fixing.applies_from.into(),
            percent(fixing.index_value).into(),
            percent(fixing.rate).into(),
            fixing.source.as_str().into(),
        ]);
    }
    table.note("En rentefastsættelse ændrer kun ydelser, der forfalder efter den.");
    document.table(table);
}

pub(super) fn amendments(document: &mut Document, content: &ScheduleContent) {
    if content.amendments.is_empty() {
        return;
    }
    document.heading(1, "tillaeg", "Tillæg til aftalen");
    let columns = vec![
        Column::integer("Nr."),
        Column::text("Hvad"),
        Column::new("Aftalt", Kind::Date),
        Column::new("Virker fra", Kind::Date),
        Column::money("Betales, kr."),
        Column::text("Begrundelse"),
    ];
    let mut table = Table::new("Tillæg", columns);
    for amendment in &content.amendments {
        let entry = &amendment.entry;
        let mut what = words::amendment(entry.kind).to_owned();
        if let Some(units) = entry.quantity {
            what.push_str(&format!(", {} enheder", numbers::integer(units.into())));
        }
        if let Some(periods) = entry.periods {
            what.push_str(&format!(", {periods} perioder"));
        }
        table.row(vec![
            i64::from(amendment.number).into(),
            what.into(),
            entry.agreed_on.into(),
            entry.effective_on.into(),
            entry.amount.into(),
            markdown::cell(&entry.reason),
        ]);
    }
    document.table(table);
}

pub(super) fn notice(document: &mut Document, content: &ScheduleContent) {
    document.heading(1, "opsigelse", "Opsigelse og udløb");
    let notice = &content.notice;
    let Some(terms) = &notice.terms else {
        document.paragraph("Der er ikke indtastet vilkår for opsigelse; se aftalen.");
        return;
    };
    if let Some(last) = notice.last_date_to_act {
        document.paragraph(strong(format!(
            "Sidste dag at handle på er {}.",
            numbers::date(last)
        )));
    }
    if let Some(reason) = &notice.last_date_reason {
        document.paragraph(reason.as_str());
    }
    let opens = match (terms.opens_before, notice.opens_on) {
        (Some(count), Some(day)) => format!(
            "{} ({} før udløb)",
            numbers::date(day),
            words::notice(terms.unit, count)
        ),
        _ => "Når som helst".to_owned(),
    };
    let mut facts = vec![("Kan opsiges fra", opens)];
    facts.extend(notice.closes_on.map(|day| {
        let before = words::notice(terms.unit, terms.closes_before);
        (
            "Senest",
            format!("{} ({before} før udløb)", numbers::date(day)),
        )
    }));
    facts.extend(terms.form.clone().map(|form| ("Form", form)));
    facts.push(("Uden opsigelse", silence(notice)));
    facts.extend(
        notice
            .state
            .map(|state| ("Stilling", stands(state).to_owned())),
    );
    document.facts(facts);
    document.bullets(notice.notices.iter().map(|given| {
        format!(
            "Opsagt {}: {}.",
            numbers::date(given.given_on),
            words::choice(given.choice)
        )
    }));
}

fn silence(notice: &NoticeView) -> String {
    let renewal = notice
        .terms
        .as_ref()
        .and_then(|terms| terms.renewal.as_ref());
    match (renewal, &notice.renewal) {
        (None, _) => "Aftalen udløber".to_owned(),
        (Some(terms), None) => format!(
            "Aftalen forlænges med {}",
            words::length(terms.unit, terms.count)
        ),
        (Some(terms), Some(cost)) => format!(
            "Aftalen forlænges med {} til og med {}, hvilket koster {}",
            words::length(terms.unit, terms.count),
            numbers::date(super::terms::last_day(cost.ends_on)),
            numbers::kroner(cost.total)
        ),
    }
}

const fn stands(state: NoticeState) -> &'static str {
    match state {
        NoticeState::NotOpen => "Kan endnu ikke opsiges",
        NoticeState::Open => "Kan opsiges nu",
        NoticeState::Given => "Opsagt i tide",
        NoticeState::Missed => "Fristen er passeret uden opsigelse",
    }
}
