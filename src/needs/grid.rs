//! The needs of a project as a grid: a row per school, a column per category, and how far each school is.

use super::{NeedLine, NeedState};
use crate::db::{DeviceCategoryId, NeedId, SchoolId};
use crate::organisation::School;
use crate::requirements::DeviceCategory;

/// The grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedGrid {
    /// The columns.
    pub categories: Vec<GridColumn>,
    /// The rows, by the schools' numbers.
    pub schools: Vec<GridRow>,
    /// All devices.
    pub total: i64,
}

/// A column: one category with its sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridColumn {
    /// The category.
    pub id: DeviceCategoryId,
    /// Its name.
    pub name: String,
    /// Devices in all states.
    pub total: i64,
    /// Devices that are confirmed.
    pub confirmed: i64,
}

/// A row: one school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// The school.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// What it needs of each category, in the order of the columns.
    pub cells: Vec<Option<GridCell>>,
    /// All its devices.
    pub total: i64,
    /// How far it is.
    pub state: SchoolState,
}

/// What one school needs of one category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridCell {
    /// The need.
    pub id: NeedId,
    /// How many devices.
    pub quantity: i32,
    /// How far it is.
    pub state: NeedState,
    /// Its version.
    pub version: i32,
}

/// How far a school is with all it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchoolState {
    /// It has stated nothing, and is waited for.
    Missing,
    /// It has stated nothing, and nobody waits for it: the needs have been tendered.
    Nothing,
    /// Some of it is a draft.
    Draft,
    /// All is handed in, not all is accepted.
    Submitted,
    /// All is accepted.
    Confirmed,
}

impl SchoolState {
    /// Its name in the texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            SchoolState::Missing => "missing",
            SchoolState::Nothing => "nothing",
            SchoolState::Draft => "draft",
            SchoolState::Submitted => "submitted",
            SchoolState::Confirmed => "confirmed",
        }
    }

    fn of(cells: &[Option<GridCell>], awaited: bool) -> Self {
        let states = || cells.iter().flatten().map(|cell| cell.state);
        if states().next().is_none() && awaited {
            SchoolState::Missing
        } else if states().next().is_none() {
            SchoolState::Nothing
        } else if states().any(|state| state == NeedState::Draft) {
            SchoolState::Draft
        } else if states().all(|state| state == NeedState::Confirmed) {
            SchoolState::Confirmed
        } else {
            SchoolState::Submitted
        }
    }
}

impl NeedGrid {
    /// The needs that are handed in and wait for an answer.
    pub fn submitted(&self) -> impl Iterator<Item = &GridCell> {
        let cells = self
            .schools
            .iter()
            .flat_map(|row| row.cells.iter().flatten());
        cells.filter(|cell| cell.state == NeedState::Submitted)
    }

    /// The schools that have not handed everything in.
    pub fn waiting(&self) -> impl Iterator<Item = &GridRow> {
        let open = |row: &&GridRow| matches!(row.state, SchoolState::Missing | SchoolState::Draft);
        self.schools.iter().filter(open)
    }
}

/// Puts needs into the grid of these schools and categories; `awaited` tells whether schools may still state theirs.
pub fn need_grid(
    schools: Vec<School>,
    categories: Vec<DeviceCategory>,
    lines: &[NeedLine],
    awaited: bool,
) -> NeedGrid {
    let cell = |school: SchoolId, category: DeviceCategoryId| {
        let of = |line: &&NeedLine| {
            line.need.school_id == school && line.need.device_category_id == category
        };
        lines.iter().find(of).map(|line| GridCell {
            id: line.need.id,
            quantity: line.need.quantity,
            state: line.need.state,
            version: line.need.version,
        })
    };
    let sum = |category: DeviceCategoryId, counts: fn(NeedState) -> bool| {
        let of = lines
            .iter()
            .filter(|line| line.need.device_category_id == category);
        let of = of.filter(|line| counts(line.need.state));
        of.map(|line| i64::from(line.need.quantity)).sum()
    };
    let rows = schools.into_iter().map(|school| {
        let cells: Vec<Option<GridCell>> = categories
            .iter()
            .map(|category| cell(school.id, category.id))
            .collect();
        let own = cells.iter().flatten();
        GridRow {
            total: own.map(|cell| i64::from(cell.quantity)).sum(),
            state: SchoolState::of(&cells, awaited),
            id: school.id,
            name: school.name,
            cells,
        }
    });
    let schools: Vec<GridRow> = rows.collect();
    NeedGrid {
        total: schools.iter().map(|row| row.total).sum(),
        schools,
        categories: categories
            .into_iter()
            .map(|category| GridColumn {
                total: sum(category.id, |_| true),
                confirmed: sum(category.id, |state| state == NeedState::Confirmed),
                id: category.id,
                name: category.name,
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(state: NeedState) -> Option<GridCell> {
        Some(GridCell {
            id: NeedId(1),
            quantity: 1,
            state,
            version: 1,
        })
    }

    #[test]
    fn a_school_is_as_far_as_its_last_need() {
        let (draft, submitted, confirmed) = (
            cell(NeedState::Draft),
            cell(NeedState::Submitted),
            cell(NeedState::Confirmed),
        );
        let of = |cells: &[Option<GridCell>]| SchoolState::of(cells, true);
        assert_eq!(of(&[None, None]), SchoolState::Missing);
        assert_eq!(of(&[confirmed, draft]), SchoolState::Draft);
        assert_eq!(of(&[confirmed, submitted]), SchoolState::Submitted);
        assert_eq!(of(&[confirmed, None]), SchoolState::Confirmed);
        assert_eq!(SchoolState::of(&[None, None], false), SchoolState::Nothing);
    }
}
