//! The frames of the projects beside what is bound in them, year by year.

use super::CostContent;
use crate::finance::Money;
use crate::overview::FollowUpYear;
use crate::render::{Cell, Column, Document, Kind, Table, numbers};

/// Adds the table, and says in which years the frame does not suffice.
pub(super) fn add(document: &mut Document, content: &CostContent) {
    if content.frame.is_empty() {
        return;
    }
    document.heading(1, "ramme", "Rammen og det, der er disponeret");
    let beyond: Vec<String> = content
        .frame
        .iter()
        .filter(|year| year.remaining.is_negative())
        .map(|year| year.year.to_string())
        .collect();
    document.paragraph(match beyond.as_slice() {
        [] => "Rammen rækker i alle viste år.".to_owned(),
        years => format!("Rammen rækker ikke i {}.", years.join(", ")),
    });
    let mut columns = vec![Column::new("Budgetår", Kind::Year)];
    columns
        .extend(["Ramme", "Disponeret", "Planlagt", "Rest", "Heraf forbrugt"].map(Column::money));
    let mut table = Table::new("Rammen for alle projekter, kr. uden moms", columns);
    for year in &content.frame {
        let mut cells: Vec<Cell> = vec![i64::from(year.year).into(), year.frame.into()];
        cells.extend([year.committed, year.planned, year.remaining, year.actual].map(Cell::from));
        table.row(cells);
    }
    let sum = |of: fn(&FollowUpYear) -> Money| content.frame.iter().map(of).sum::<Money>();
    let sums = [
        sum(|year| year.frame.unwrap_or_default()),
        sum(|year| year.committed),
        sum(|year| year.planned),
        sum(|year| year.remaining),
        sum(|year| year.actual),
    ];
    let mut cells: Vec<Cell> = vec!["I alt".into()];
    cells.extend(sums.map(Cell::from));
    table.total(cells);
    table.note(
        "Disponeret er det, aftaler i kraft eller ophørt koster efter forfald. Planlagt er overslaget for projekter, der \
         endnu ingen aftale har i kraft. Rest er ramme minus disponeret minus planlagt.",
    );
    let outside = content.by_school.total - sums[1];
    if outside > Money::ZERO
        && content.by_school.earlier.is_none()
        && content.by_school.later.is_none()
    {
        table.note(format!(
            "Aftaler uden projekt har ingen ramme; de koster {} i de viste år.",
            numbers::kroner(outside)
        ));
    }
    document.table(table);
}
