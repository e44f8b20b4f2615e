//! The economic estimate on paper (*økonomisk overslag*): the answer first, then what it rests on.

use super::findings::percent;
use super::{Calculation, EstimateBasis, EstimateState, Fit};
use crate::finance::{Timing, Unit};
use crate::render::document::{plain, strong};
use crate::render::{Column, Document, Table, Text, numbers};
use chrono::NaiveDate;

/// Composes the estimate; a draft carries the watermark *Udkast*.
pub fn compose(basis: &EstimateBasis, calculation: &Calculation, date: NaiveDate) -> Document {
    let author = basis.municipality.as_deref().unwrap_or("Kommunen");
    let mut document = Document::new("Økonomisk overslag", author, date);
    document.subtitle = calculation.title.clone();
    document.case_number = basis.case_number.clone();
    document.draft = calculation.state == EstimateState::Draft;
    document.version = format!("Version {}", basis.estimate.version);
    document
        .fact("Projekt", &basis.project_title)
        .fact("Status", status(basis))
        .fact("Beløb", "Alle beløb er i kroner uden moms");
    result(&mut document, basis, calculation);
    by_year(&mut document, calculation);
    acquisition(&mut document, calculation);
    financing(&mut document, basis, calculation);
    if let Some(fit) = &calculation.fit {
        how_many(&mut document, fit);
    }
    assumptions(&mut document, calculation);
    document
}

fn status(basis: &EstimateBasis) -> String {
    match basis.estimate.approved_at {
        Some(at) => format!("Godkendt {}", numbers::date(at.danish_date())),
        None => "Udkast".to_owned(),
    }
}

fn result(document: &mut Document, basis: &EstimateBasis, calculation: &Calculation) {
    document.heading(1, "resultat", "Resultat");
    let sums = format!(
        "{} enheder koster {} at anskaffe. Betalingerne over {} er {} i alt. ",
        numbers::integer(calculation.devices),
        numbers::kroner(calculation.acquisition),
        periods(calculation),
        numbers::kroner(calculation.total),
    );
    let against = if basis.frame.is_empty() {
        plain("Projektet har ingen budgetramme.")
    } else if calculation.difference.is_negative() {
        strong(format!(
            "Det er {} mere end rammen på {}",
            numbers::kroner(-calculation.difference),
            numbers::kroner(calculation.frame_total)
        ))
    } else {
        strong(format!(
            "Det er {} mindre end rammen på {}",
            numbers::kroner(calculation.difference),
            numbers::kroner(calculation.frame_total)
        ))
    };
    document.paragraph(vec![plain(sums), against]);
    for warning in &calculation.warnings {
        document.note("Bemærk", warning.da.as_str());
    }
    if let Some(note) = &basis.estimate.note {
        document.paragraph(note.as_str());
    }
}

fn by_year(document: &mut Document, calculation: &Calculation) {
    document.heading(1, "budgetaar", "Udgift pr. budgetår");
    document.paragraph(
        "En betaling hører til det kalenderår, hvor den forfalder. Leasingårene følger derfor ikke budgetårene.",
    );
    document.table(calculation.by_year());
}

fn acquisition(document: &mut Document, calculation: &Calculation) {
    document.heading(1, "anskaffelse", "Anskaffelsessum");
    let columns = vec![
        Column::text("Post"),
        Column::integer("Antal"),
        Column::money("Pris pr. stk., kr."),
        Column::money("I alt, kr."),
    ];
    let mut table = Table::new("Hvad der anskaffes", columns);
    for item in &calculation.items {
        let mark = if item.assumed { " (antaget pris)" } else { "" };
        table.row(vec![
            format!("{}{mark}", item.description).into(),
            item.quantity.into(),
            item.unit_price.into(),
            item.amount.into(),
        ]);
    }
    table.total(vec![
        "I alt".into(),
        crate::render::Cell::Empty,
        crate::render::Cell::Empty,
        calculation.acquisition.into(),
    ]);
    document.table(table);
}

fn financing(document: &mut Document, basis: &EstimateBasis, calculation: &Calculation) {
    document.heading(1, "finansiering", "Finansiering");
    let timing = match calculation.timing {
        Timing::Advance => "Forud",
        Timing::Arrears => "Bagud",
    };
    let assumed = if basis.estimate.rate_assumed {
        " (antaget)"
    } else {
        ""
    };
    let facts: Vec<(&str, Text)> = vec![
        (
            "Leasingperioden begynder",
            numbers::date(calculation.starts_on).into(),
        ),
        ("Betalinger", periods(calculation).into()),
        ("Betales", timing.into()),
        (
            "Nominel årlig rente",
            format!("{}{assumed}", percent(calculation.rate)).into(),
        ),
        (
            "Kilde til renten",
            basis.estimate.rate_source.as_str().into(),
        ),
        ("Restværdi", numbers::kroner(calculation.residual).into()),
        (
            "Ydelse pr. betaling",
            numbers::kroner(calculation.payment).into(),
        ),
        (
            "Heraf rente i alt",
            numbers::kroner(calculation.total_interest).into(),
        ),
    ];
    document.facts(facts);
    let columns = vec![
        Column::integer("Nr."),
        Column::new("Forfald", crate::render::Kind::Date),
        Column::money("Rente, kr."),
        Column::money("Afdrag, kr."),
        Column::money("Betaling, kr."),
    ];
    let mut table = Table::new("Betalinger", columns);
    for row in &calculation.payments {
        table.row(vec![
            i64::from(row.number).into(),
            row.due_on.into(),
            row.interest.into(),
            row.principal.into(),
            row.payment.into(),
        ]);
    }
    document.table(table);
}

fn how_many(document: &mut Document, fit: &Fit) {
    document.heading(1, "antal", "Hvor mange enheder kan rammen bære?");
    let answer = match fit.quantity {
        None => format!(
            "De faste udgifter alene giver betalinger på {} og overskrider rammen.",
            numbers::kroner(fit.total)
        ),
        Some(quantity) => {
            let more = match fit.more_than_needed {
                0 => "præcis det antal, der er behov for".to_owned(),
                more if more > 0 => {
                    format!("{} flere, end der er behov for", numbers::integer(more))
                }
                fewer => format!(
                    "{} færre, end der er behov for",
                    numbers::integer(fewer.saturating_neg())
                ),
            };
            format!(
                "Rammen kan bære {} enheder i kategorien {}. Det er {more}.",
                numbers::integer(quantity),
                fit.device_category
            )
        }
    };
    document.paragraph(strong(answer));
    document.facts([
        ("Ramme", numbers::kroner(fit.frame)),
        (
            "Pris pr. enhed med tilhørende ydelser",
            numbers::kroner(fit.per_device),
        ),
        ("Faste udgifter", numbers::kroner(fit.fixed)),
        ("Behov", format!("{} enheder", numbers::integer(fit.needed))),
        (
            "Betalinger i alt ved dette antal",
            numbers::kroner(fit.total),
        ),
    ]);
    if let Some(quantity) = fit.quantity {
        document.paragraph(format!(
            "Med {} enheder bliver betalingerne {}, hvilket er mere end rammen.",
            numbers::integer(quantity.saturating_add(1)),
            numbers::kroner(fit.total_with_one_more)
        ));
    }
}

fn assumptions(document: &mut Document, calculation: &Calculation) {
    document.heading(1, "forudsaetninger", "Forudsætninger");
    if calculation.assumptions.is_empty() {
        document.paragraph("Ingen priser eller renter er antaget; alle har en kilde i overslaget.");
        return;
    }
    let columns = vec![
        Column::text("Hvad"),
        Column::text("Værdi"),
        Column::text("Kilde"),
    ];
    let mut table = Table::new("Antagne priser og renter", columns);
    for assumption in &calculation.assumptions {
        table.row(vec![
            assumption.what.as_str().into(),
            assumption.value.as_str().into(),
            assumption.source.as_str().into(),
        ]);
    }
    table.note("Antaget vil sige, at der ikke foreligger et tilbud.");
    document.table(table);
}

/// `4 årlige betalinger`, `16 betalinger, hver 3. måned`.
fn periods(calculation: &Calculation) -> String {
    let (count, every) = (calculation.periods, calculation.every_count);
    let unit = match calculation.every_unit {
        Unit::Day => "dag",
        Unit::Week => "uge",
        Unit::Month => "måned",
        Unit::Year => "år",
    };
    match (calculation.every_unit, every) {
        (Unit::Year, 1) => format!("{count} årlige betalinger"),
        (Unit::Month, 1) => format!("{count} månedlige betalinger"),
        (Unit::Month, 3) => format!("{count} kvartalsvise betalinger"),
        (_, 1) => format!("{count} betalinger, én hver {unit}"),
        _ => format!("{count} betalinger, én hver {every}. {unit}"),
    }
}
