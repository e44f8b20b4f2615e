//! The instalments of a lease as a table for people.

use super::LeaseSchedule;
use crate::render::table::Kind;
use crate::render::{Cell, Column, Table};

/// The schedule as a table with a line of sums.
pub fn schedule_table(schedule: &LeaseSchedule) -> Table {
    let mut table = Table::new(
        "Ydelsesplan",
        vec![
            Column::integer("Nr."),
            Column::new("Forfald", Kind::Date),
            Column::new("Periode fra", Kind::Date),
            Column::new("Periode til (dagen efter)", Kind::Date),
            Column::money("Restgæld før"),
            Column::money("Rente"),
            Column::money("Afdrag"),
            Column::money("Ydelse"),
            Column::money("Restgæld efter"),
        ],
    );
    for row in &schedule.rows {
        table.row(vec![
            i64::from(row.number).into(),
            row.due_on.into(),
            row.period_from.into(),
            row.period_to.into(),
            row.opening.into(),
            row.interest.into(),
            row.principal.into(),
            row.payment.into(),
            row.closing.into(),
        ]);
    }
    table.total(vec![
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        schedule.total_interest.into(),
        schedule
            .rows
            .iter()
            .map(|row| row.principal)
            .sum::<crate::finance::Money>()
            .into(),
        schedule.total_payments.into(),
        Cell::Empty,
    ]);
    table
}
