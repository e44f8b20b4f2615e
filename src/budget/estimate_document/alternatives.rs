//! What else could be done: buying and operating leasing beside the estimate, and the project's other estimates.

use crate::budget::scenario::Outcome;
use crate::budget::{EstimateContent, EstimateState, findings::percent};
use crate::finance::comparison::{AlternativeKind, Compared};
use crate::finance::{Comparison, Money};
use crate::render::document::strong;
use crate::render::{Cell, Column, Document, Kind, Table, numbers};
use std::collections::BTreeSet;

/// The ways of financing side by side; nothing where nobody has stated what to compare by.
pub(super) fn comparison(document: &mut Document, content: &EstimateContent) {
    let Some(comparison) = &content.comparison else {
        return;
    };
    document.heading(1, "koeb-eller-leasing", "Køb eller leasing");
    if let Some(cheapest) = comparison.alternatives.get(comparison.cheapest) {
        document.paragraph(strong(format!(
            "Regnet i nutidsværdi er {} billigst: {}",
            lower_first(&cheapest.label),
            numbers::kroner(cheapest.present_value)
        )));
    }
    document.paragraph(format!(
        "Nutidsværdien gør beløb, der betales på forskellige dage, til at sammenligne: den er, hvad de er værd {}, når \
         penge koster {} om året.",
        numbers::date(comparison.value_on),
        percent(comparison.discount_rate)
    ));
    document.bullets(comparison.alternatives.iter().map(means));
    document.table(values(comparison));
    document.table(years(comparison));
    document.table(vat(comparison));
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

fn means(alternative: &Compared) -> String {
    let told = match alternative.kind {
        AlternativeKind::Purchase => {
            "anskaffelsessummen betales den første dag, og enhederne sælges ved udløb."
        }
        AlternativeKind::FinanceLease => {
            "overslagets ydelser og restværdi betales, og kommunen får enhedernes værdi ved udløb."
        }
        AlternativeKind::OperatingLease => {
            "ydelserne betales, og enhederne leveres tilbage til leasinggiver ved udløb."
        }
    };
    format!("{}: {told}", alternative.label)
}

fn values(comparison: &Comparison) -> Table {
    let columns = vec![
        Column::text("Måde"),
        Column::money("Betalinger i alt, kr."),
        Column::money("Nutidsværdi, kr."),
        Column::money("Dyrere end den billigste, kr."),
    ];
    let mut table = Table::new("Sammenligning uden moms", columns);
    for alternative in &comparison.alternatives {
        table.row(vec![
            alternative.label.as_str().into(),
            alternative.total.into(),
            alternative.present_value.into(),
            alternative.difference.into(),
        ]);
    }
    table.note("Det, enhederne sælges for, er trukket fra.");
    table
}

fn years(comparison: &Comparison) -> Table {
    let all = comparison.alternatives.iter();
    let years: BTreeSet<i32> = all
        .flat_map(|alternative| alternative.by_budget_year.iter().map(|year| year.year))
        .collect();
    let mut columns = vec![Column::new("Budgetår", Kind::Year)];
    let labels = comparison.alternatives.iter();
    columns.extend(labels.map(|alternative| Column::money(alternative.label.as_str())));
    let mut table = Table::new("Det samme pr. budgetår, kr. uden moms", columns);
    for year in years {
        let mut cells: Vec<Cell> = vec![i64::from(year).into()];
        cells.extend(comparison.alternatives.iter().map(|alternative| {
            let found = alternative
                .by_budget_year
                .iter()
                .find(|one| one.year == year);
            Cell::from(found.map_or(Money::ZERO, |one| one.amount))
        }));
        table.row(cells);
    }
    let mut sums: Vec<Cell> = vec!["I alt".into()];
    sums.extend(
        comparison
            .alternatives
            .iter()
            .map(|alternative| Cell::from(alternative.total)),
    );
    table.total(sums);
    table
}

fn vat(comparison: &Comparison) -> Table {
    let columns = vec![
        Column::text("Måde"),
        Column::money("Moms, kr."),
        Column::money("Heraf refunderet, kr."),
        Column::money("Moms, som kommunen bærer, kr."),
    ];
    let mut table = Table::new("Moms ved siden af", columns);
    for alternative in &comparison.alternatives {
        table.row(vec![
            alternative.label.as_str().into(),
            alternative.vat.into(),
            alternative.vat_refunded.into(),
            alternative.vat_borne.into(),
        ]);
    }
    table.note("25 % moms af alle beløb, som kommunen får refunderet; derfor er der sammenlignet uden moms.");
    table
}

/// The project's estimates side by side, where there are several.
pub(super) fn scenarios(document: &mut Document, content: &EstimateContent) {
    if content.scenarios.len() < 2 {
        return;
    }
    document.heading(1, "scenarier", "Projektets overslag side om side");
    document
        .paragraph("Alle overslag er regnet på de samme behov og holdt op imod den samme ramme.");
    let columns = vec![
        Column::text("Overslag"),
        Column::text("Status"),
        Column::text("Betalinger"),
        Column::money("Anskaffelse, kr."),
        Column::money("Ydelse, kr."),
        Column::money("I alt, kr."),
        Column::money("Ramme minus udgift, kr."),
    ];
    let mut table = Table::new("Scenarier", columns);
    for scenario in &content.scenarios {
        let own = scenario.id == content.basis.estimate.id;
        let title = match own {
            true => format!("{} (dette overslag)", scenario.title),
            false => scenario.title.clone(),
        };
        let status = match (scenario.state, scenario.approved_on) {
            (EstimateState::Approved, Some(on)) => {
                format!("Godkendt {}", numbers::short_date(on))
            }
            (EstimateState::Approved, None) => "Godkendt".to_owned(),
            (EstimateState::Draft, _) => "Udkast".to_owned(),
        };
        let mut cells: Vec<Cell> = vec![title.into(), status.into()];
        match &scenario.outcome {
            Ok(outcome) => cells.extend(amounts(outcome)),
            Err(reason) => {
                cells.push("Kan ikke regnes".into());
                table.note(format!("»{}«: {reason}", scenario.title));
            }
        }
        table.row(cells);
    }
    document.table(table);
}

fn amounts(outcome: &Outcome) -> [Cell; 5] {
    [
        outcome.payments.as_str().into(),
        outcome.acquisition.into(),
        outcome.payment.into(),
        outcome.total.into(),
        outcome.difference.into(),
    ]
}
