//! The instalments of a lease as a table for people.

use super::{LeaseSchedule, ScheduledInstalment};
use crate::finance::Money;
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
            Column::money("Tilgang"),
            Column::money("Rente"),
            Column::money("Afdrag"),
            Column::money("Ydelse"),
            Column::money("Restgæld efter"),
            Column::money("Moms af ydelsen"),
        ],
    );
    for scheduled in &schedule.rows {
        let row = &scheduled.instalment;
        table.row(vec![
            i64::from(row.number).into(),
            row.due_on.into(),
            row.period_from.into(),
            row.period_to.into(),
            row.opening.into(),
            row.drawn.into(),
            row.interest.into(),
            row.principal.into(),
            row.payment.into(),
            row.closing.into(),
            scheduled.vat.into(),
        ]);
    }
    let sum = |amount: fn(&ScheduledInstalment) -> Money| -> Cell {
        schedule.rows.iter().map(amount).sum::<Money>().into()
    };
    table.total(vec![
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        sum(|row| row.instalment.drawn),
        schedule.total_interest.into(),
        sum(|row| row.instalment.principal),
        schedule.total_payments.into(),
        Cell::Empty,
        sum(|row| row.vat),
    ]);
    table
}
