//! Cost by budget year as a table for text, CSV, spreadsheets and paper.

use super::{CostAmount, CostByYear, CostRow, CostRowBy, CostSharing, CostView};
use crate::render::{Cell, Column, Table, numbers};
use rust_decimal::Decimal;

/// One row for each combination of what was asked for, one column for each budget year with *Tidligere* before and
/// *Senere* after where anything lies there; sums below and at the right; changes since a version after that.
pub fn cost_table(costs: &CostByYear) -> Table {
    let mut columns: Vec<Column> = costs
        .rows_by
        .iter()
        .map(|by| Column::text(heading(*by)))
        .collect();
    if columns.is_empty() {
        columns.push(Column::text("Omkostning"));
    }
    let names = columns.len();
    let mut spans: Vec<String> = Vec::new();
    spans.extend(costs.earlier.map(|_| "Tidligere".to_owned()));
    spans.extend(costs.years.iter().map(i32::to_string));
    spans.extend(costs.later.map(|_| "Senere".to_owned()));
    spans.push("I alt".to_owned());
    columns.extend(spans.iter().map(|span| Column::money(span.as_str())));
    let total = columns.pop().map(Column::summing_row);
    columns.extend(total);
    if costs.compared_with.is_some() {
        let changes = spans
            .iter()
            .map(|span| format!("Ændring {}", lower_first(span)));
        columns.extend(changes.map(Column::money));
    }
    let mut table = Table::new(title(costs), columns);
    table.row_headers = names;
    for row in &costs.rows {
        let mut cells: Vec<Cell> = costs.rows_by.iter().map(|by| name(row, *by)).collect();
        if cells.is_empty() {
            cells.push("Alt".into());
        }
        cells.extend(amounts(row));
        table.row(cells);
    }
    let mut sums: Vec<Cell> = vec!["I alt".into()];
    sums.resize(names, Cell::Empty);
    sums.extend(amounts(&CostRow {
        earlier: costs.earlier,
        years: costs.totals.clone(),
        later: costs.later,
        total: costs.total,
        version_total: costs.version_total,
        difference_total: costs.difference_total,
        ..CostRow::default()
    }));
    table.total(sums);
    for note in notes(costs) {
        table.note(note);
    }
    table
}

fn lower_first(span: &str) -> String {
    let mut letters = span.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

fn title(costs: &CostByYear) -> String {
    let prices = match costs.prices.price_year {
        Some(year) => format!("faste priser, {year}-niveau"),
        None => "årets priser".to_owned(),
    };
    let view = match costs.view {
        CostView::Cash => "efter forfald",
        CostView::Accrual => "efter periode",
    };
    format!("Omkostning pr. budgetår {view} (kr. ekskl. moms, {prices})")
}

const fn heading(by: CostRowBy) -> &'static str {
    match by {
        CostRowBy::School => "Skole",
        CostRowBy::Lease => "Aftale",
        CostRowBy::Account => "Kontostreng",
        CostRowBy::Kind => "Art",
    }
}

fn name(row: &CostRow, by: CostRowBy) -> Cell {
    match by {
        CostRowBy::School => row.school.clone().into(),
        CostRowBy::Lease => row.agreement_number.clone().into(),
        CostRowBy::Account => match row.account_string.as_deref() {
            None | Some("") => "Uden kontostreng".into(),
            Some(account) => account.into(),
        },
        CostRowBy::Kind => row.kind.map(|kind| kind.danish()).into(),
    }
}

/// The amounts of a row, and after them the changes where there is a version.
fn amounts(row: &CostRow) -> Vec<Cell> {
    let years = row.years.iter().map(|year| year.cost);
    let mut all: Vec<CostAmount> = row
        .earlier
        .into_iter()
        .chain(years)
        .chain(row.later)
        .collect();
    all.push(CostAmount {
        amount: row.total,
        version: row.version_total,
        difference: row.difference_total,
    });
    let changes = all.iter().filter_map(|cost| cost.difference);
    let now = all.iter().map(|cost| cost.amount);
    now.chain(changes).map(Cell::Money).collect()
}

fn notes(costs: &CostByYear) -> Vec<String> {
    let mut notes = vec![match costs.view {
        CostView::Cash => "Beløb hører til det år, hvor de forfalder.".to_owned(),
        CostView::Accrual => {
            "Beløb er fordelt på årene efter dage i den periode, de dækker.".to_owned()
        }
    }];
    notes.push(match costs.sharing {
        CostSharing::Holder => {
            "Enhedslinjer er fordelt efter, hvor enhederne er på forfaldsdagen.".to_owned()
        }
        CostSharing::DeviceDays => {
            "Enhedslinjer er fordelt efter enhedsdage i perioden.".to_owned()
        }
    });
    notes.push("Leasingydelser er aftalt i kroner og pristalsreguleres ikke.".to_owned());
    for rate in &costs.prices.rates {
        notes.push(format!(
            "{} {}: {}, offentliggjort {}, {}.",
            rate.series,
            rate.year,
            numbers::percent(rate.rate.value().saturating_mul(Decimal::ONE_HUNDRED)),
            numbers::short_date(rate.published_on),
            rate.source
        ));
    }
    if let Some(version) = &costs.compared_with {
        notes.push(format!(
            "Ændring i forhold til »{}«, godkendt {}.",
            version.title,
            numbers::short_date(version.approved_on)
        ));
    }
    notes
}
