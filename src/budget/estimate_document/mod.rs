//! The economic estimate on paper (*økonomisk overslag*): the answer first, then what it rests on.

mod alternatives;

use super::findings::percent;
use super::{Calculation, EstimateBasis, EstimateContent, EstimateState, Fit};
use crate::finance::Timing;
use crate::render::document::{plain, strong};
use crate::render::{Column, Document, Table, Text, markdown, numbers};
use chrono::NaiveDate;

/// Composes the estimate; a draft carries the watermark *Udkast*.
pub fn compose(content: &EstimateContent, date: NaiveDate) -> Document {
    let (basis, calculation) = (&content.basis, &content.calculation);
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
    alternatives::comparison(&mut document, content);
    if let Some(fit) = &calculation.fit {
        how_many(&mut document, fit);
    }
    alternatives::scenarios(&mut document, content);
    grounds(&mut document, basis);
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
        calculation.rhythm(),
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
        document.blocks.extend(markdown::blocks(note));
    }
}

fn by_year(document: &mut Document, calculation: &Calculation) {
    document.heading(1, "budgetaar", "Udgift pr. budgetår");
    document.paragraph(
        "En betaling hører til det kalenderår, hvor den forfalder. Leasingårene følger derfor ikke budgetårene.",
    );
    document.table(calculation.by_year());
    document.chart(calculation.by_year_chart());
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
        ("Betalinger", calculation.rhythm().into()),
        ("Betales", timing.into()),
        (
            "Nominel årlig rente",
            format!("{}{assumed}", percent(calculation.rate)).into(),
        ),
        (
            "Kilde til renten",
            markdown::inline(&basis.estimate.rate_source),
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

/// Every price and rate with its source, and whether it is assumed.
fn grounds(document: &mut Document, basis: &EstimateBasis) {
    document.heading(1, "forudsaetninger", "Forudsætninger");
    let grounds = basis.estimate.grounds();
    let assumed = grounds.iter().filter(|(_, assumed)| *assumed).count();
    document.paragraph(match assumed {
        0 => "Ingen priser eller renter er antaget; alle har en kilde.".to_owned(),
        1 => "Én forudsætning er antaget. Antaget vil sige, at der ikke foreligger et tilbud."
            .to_owned(),
        many => format!(
            "{many} forudsætninger er antaget. Antaget vil sige, at der ikke foreligger et tilbud."
        ),
    });
    let columns = vec![
        Column::text("Forudsætning"),
        Column::text("Værdi"),
        Column::text("Antaget"),
        Column::text("Kilde"),
    ];
    let mut table = Table::new("Alle forudsætninger", columns);
    for (ground, assumed) in grounds {
        table.row(vec![
            ground.what.into(),
            ground.value.into(),
            if assumed { "Antaget" } else { "Nej" }.into(),
            markdown::cell(&ground.source),
        ]);
    }
    document.table(table);
    document.bullets([
        "Antal enheder er skolernes behov og står ikke i overslaget selv.".to_owned(),
        "Kommunen får momsen refunderet; derfor er alle beløb uden moms.".to_owned(),
        format!(
            "Regnet på {}.",
            match basis.counted {
                super::NeedsCounted::Confirmed => "bekræftede behov",
                super::NeedsCounted::Submitted => "bekræftede og indsendte behov",
                super::NeedsCounted::All => "alle behov, også udkast",
            }
        ),
    ]);
}
