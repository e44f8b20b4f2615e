//! What was to be paid beside what was paid, as a table for people.

use super::{PaymentRow, PaymentStatus};
use crate::render::table::Kind;
use crate::render::{Cell, Column, Table, numbers};

/// The status as a table with a line of sums.
pub fn payment_status_table(status: &PaymentStatus) -> Table {
    let mut table = Table::new(
        format!("Betalinger på aftale {}", status.agreement_number),
        vec![
            Column::text("Art"),
            Column::integer("Nr."),
            Column::new("Forfald", Kind::Date),
            Column::money("Forventet"),
            Column::money("Forventet moms"),
            Column::money("Faktureret"),
            Column::money("Betalt"),
            Column::money("Betalt moms"),
            Column::money("Afvigelse"),
            Column::text("Status"),
        ],
    );
    for row in &status.rows {
        table.row(vec![
            row.kind.danish().into(),
            row.number.map(i64::from).into(),
            row.due_on.into(),
            row.expected.into(),
            row.expected_vat.into(),
            row.invoiced.into(),
            row.paid.into(),
            row.paid_vat.into(),
            row.difference.into(),
            row.status.danish().into(),
        ]);
    }
    let sum = |amount: fn(&PaymentRow) -> crate::finance::Money| -> Cell {
        let sum: crate::finance::Money = status.rows.iter().map(amount).sum();
        sum.into()
    };
    table.total(vec![
        "I alt".into(),
        Cell::Empty,
        Cell::Empty,
        status.total_expected.into(),
        sum(|row| row.expected_vat.unwrap_or_default()),
        sum(|row| row.invoiced),
        status.total_paid.into(),
        sum(|row| row.paid_vat),
        status.differing.into(),
        Cell::Empty,
    ]);
    table.note(format!(
        "Opgjort {}. Alle beløb er uden moms, hvor andet ikke er nævnt. Betalt er det, der har en betalingsdato; \
         afvigelse er betalt minus forventet, hvor der er betalt noget.",
        numbers::short_date(status.on)
    ));
    table.note(format!(
        "Forfaldet: {}. Mangler (forfaldet før i dag og intet betalt): {}.",
        numbers::kroner(status.due),
        numbers::kroner(status.missing)
    ));
    table
}
