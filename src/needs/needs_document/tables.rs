//! The tables of the needs assessment.

use super::NeedsContent;
use super::content::sum;
use crate::needs::{NeedLine, NeedState};
use crate::render::{Cell, Column, Kind, Table, markdown};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How many categories stand beside each other at most; with more, the table of each category must do.
const MOST_COLUMNS: usize = 6;

/// What each category comes to, by state.
pub(super) fn by_category(content: &NeedsContent) -> Table {
    let mut columns = vec![Column::text("Enhedskategori")];
    let states = [NeedState::Confirmed, NeedState::Submitted, NeedState::Draft];
    columns.extend(states.map(|state| Column::integer(state.danish())));
    columns.push(Column::integer("I alt").summing_row());
    let mut table = Table::new("Enheder efter kategori og status", columns);
    let row = |name: &str, lines: &[&NeedLine]| {
        let of = |state| {
            let own = lines.iter().copied();
            Cell::from(sum(own.filter(|line| line.need.state == state)))
        };
        let mut cells = vec![Cell::from(name)];
        cells.extend(states.map(of));
        cells.push(sum(lines.iter().copied()).into());
        cells
    };
    for (name, lines) in content.categories() {
        table.row(row(name, &lines));
    }
    let all: Vec<&NeedLine> = content.lines.iter().collect();
    table.total(row("I alt", &all));
    table
}

/// A row per school, a column per category where there are few.
pub(super) fn by_school(content: &NeedsContent) -> Table {
    let categories = content.categories();
    let shown = if categories.len() > MOST_COLUMNS || categories.len() < 2 {
        Vec::new()
    } else {
        categories
    };
    let counted = content.school_year.is_some();
    let mut columns = vec![Column::text("Skole")];
    if counted {
        columns.push(Column::integer("Elever"));
    }
    let name = |category: &(&str, _)| Column::integer(category.0).in_group("Enheder");
    columns.extend(shown.iter().map(name));
    columns.push(match shown.is_empty() {
        true => Column::integer("Enheder"),
        false => Column::integer("I alt").in_group("Enheder"),
    });
    if counted {
        columns.push(Column::integer("Enheder pr. 100 elever"));
    }
    let mut table = Table::new("Enheder pr. skole", columns);
    let cells = |name: &str, pupils: Option<i64>, is_meant: &dyn Fn(&NeedLine) -> bool| {
        let mut cells = vec![Cell::from(name)];
        if counted {
            cells.push(pupils.into());
        }
        let of = |lines: &[&NeedLine]| {
            let own = lines.iter().copied();
            sum(own.filter(|line| is_meant(line)))
        };
        cells.extend(shown.iter().map(|(_, lines)| Cell::from(of(lines))));
        let all = sum(content.lines.iter().filter(|line| is_meant(line)));
        cells.push(all.into());
        if counted {
            cells.push(pupils.and_then(|pupils| per_hundred(all, pupils)).into());
        }
        cells
    };
    let schools = content.schools_with_needs();
    for (id, name) in &schools {
        let own = |line: &NeedLine| line.need.school_id == *id;
        table.row(cells(name, content.pupils(*id), &own));
    }
    let pupils: Option<Vec<i64>> = schools.iter().map(|(id, _)| content.pupils(*id)).collect();
    let pupils = pupils.map(|known| known.into_iter().fold(0, i64::saturating_add));
    table.total(cells("I alt", pupils, &|_| true));
    table
}

/// Rounded half up; nothing where there are no pupils.
fn per_hundred(devices: i64, pupils: i64) -> Option<i64> {
    let hundreds = devices.checked_mul(100)?.checked_add(pupils / 2)?;
    (pupils > 0).then(|| hundreds / pupils)
}

/// What each school needs of a category, and why.
pub(super) fn of_category(name: &str, lines: &[&NeedLine]) -> Table {
    let columns = vec![
        Column::text("Skole"),
        Column::integer("Antal"),
        Column::new("Ønsket leveret", Kind::Date),
        Column::text("Status"),
        Column::text("Grundlag"),
    ];
    let mut table = Table::new(format!("Behov: {name}"), columns);
    for line in lines {
        table.row(vec![
            line.school_name.as_str().into(),
            i64::from(line.need.quantity).into(),
            line.need.wanted_on.into(),
            line.need.state.danish().into(),
            markdown::cell(&line.need.basis),
        ]);
    }
    table.total(vec!["I alt".into(), sum(lines.iter().copied()).into()]);
    table
}

/// What is wanted on which day.
pub(super) fn by_day(content: &NeedsContent) -> Table {
    let mut days: BTreeMap<NaiveDate, Vec<&NeedLine>> = BTreeMap::new();
    for line in &content.lines {
        days.entry(line.need.wanted_on).or_default().push(line);
    }
    let columns = vec![
        Column::new("Ønsket leveret", Kind::Date),
        Column::integer("Skoler"),
        Column::integer("Enheder"),
    ];
    let mut table = Table::new("Enheder efter leveringsdag", columns);
    for (day, lines) in days {
        let schools: BTreeSet<_> = lines.iter().map(|line| line.need.school_id).collect();
        table.row(vec![
            day.into(),
            i64::try_from(schools.len()).unwrap_or(i64::MAX).into(),
            sum(lines).into(),
        ]);
    }
    let all = content.devices();
    table.total(vec!["I alt".into(), Cell::Empty, all.into()]);
    table
}

#[cfg(test)]
mod tests {
    use super::per_hundred;

    #[test]
    fn devices_per_hundred_pupils_are_rounded_half_up() {
        assert_eq!(per_hundred(1, 8), Some(13));
        assert_eq!(per_hundred(210, 210), Some(100));
        assert_eq!(per_hundred(5, 0), None);
        assert_eq!(per_hundred(i64::MAX, 3), None);
    }
}
