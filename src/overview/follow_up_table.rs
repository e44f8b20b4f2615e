//! A project's frame and what has become of it as a table.

use super::FollowUp;
use crate::render::{Cell, Column, Kind, Table};

/// One row for each budget year, and their sums; a year outside the frame or above it says so.
pub fn follow_up_table(follow_up: &FollowUp) -> Table {
    let columns = vec![
        Column::new("Budgetår", Kind::Year),
        Column::money("Ramme"),
        Column::money("Disponeret"),
        Column::money("Planlagt"),
        Column::money("Forbrug"),
        Column::money("Rest"),
        Column::text("Bemærkning"),
    ];
    let mut table = Table::new("Opfølgning på rammen (kr. ekskl. moms)", columns);
    for year in &follow_up.years {
        let bound = year.committed + year.planned;
        let remark = match year.frame {
            None => "Uden for rammen",
            Some(frame) if bound > frame => "Over rammen",
            Some(_) => "",
        };
        table.row(vec![
            i64::from(year.year).into(),
            year.frame.into(),
            year.committed.into(),
            year.planned.into(),
            year.actual.into(),
            year.remaining.into(),
            remark.into(),
        ]);
    }
    let total = follow_up.total;
    table.total(vec![
        "I alt".into(),
        total.frame.into(),
        total.committed.into(),
        total.planned.into(),
        total.actual.into(),
        total.remaining.into(),
        Cell::Empty,
    ]);
    for note in &follow_up.notes {
        table.note(note.as_str());
    }
    table
}
