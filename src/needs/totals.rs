//! The needs of a project added up: per category by state, with each school's part.

use super::{NeedLine, NeedState, store};
use crate::db::{DbConnection, DeviceCategoryId, NeedId, ProjectId, SchoolId};
use crate::error::Result;
use crate::http::actor::Reach;
use crate::projects;
use crate::render::table::{Column, Kind, Table};
use chrono::NaiveDate;

/// The needs of a project, as far as the caller may see them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct NeedTotals {
    /// One for each category of which anything is stated.
    pub categories: Vec<CategoryNeed>,
}

/// What is needed of one category.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct CategoryNeed {
    /// The category.
    pub device_category_id: DeviceCategoryId,
    /// Its short name.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Devices in drafts.
    pub draft: i64,
    /// Devices that are submitted and not confirmed yet.
    pub submitted: i64,
    /// Devices that are confirmed.
    pub confirmed: i64,
    /// Devices in all three states.
    pub total: i64,
    /// Each school's part, by the schools' numbers.
    pub schools: Vec<SchoolNeed>,
}

/// What one school needs of the category.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct SchoolNeed {
    /// The need.
    pub need_id: NeedId,
    /// The school.
    pub school_id: SchoolId,
    /// Its name.
    pub school_name: String,
    /// How far the need is.
    pub state: NeedState,
    /// How many devices.
    pub quantity: i32,
    /// When they shall be there.
    pub wanted_on: NaiveDate,
}

/// The needs of a project within reach, added up.
///
/// # Errors
/// [`crate::error::codes::PROJECT_NOT_FOUND`].
pub fn totals(conn: &mut DbConnection, reach: &Reach, project: ProjectId) -> Result<NeedTotals> {
    projects::store::require_project(conn, project)?;
    Ok(sum(store::need_lines(conn, reach, project)?))
}

/// Adds up lines that are ordered by category.
fn sum(lines: Vec<NeedLine>) -> NeedTotals {
    let mut categories: Vec<CategoryNeed> = Vec::new();
    for line in lines {
        let id = line.need.device_category_id;
        if categories.last().map(|last| last.device_category_id) != Some(id) {
            categories.push(CategoryNeed {
                device_category_id: id,
                code: line.category_code.clone(),
                name: line.category_name.clone(),
                draft: 0,
                submitted: 0,
                confirmed: 0,
                total: 0,
                schools: Vec::new(),
            });
        }
        if let Some(category) = categories.last_mut() {
            category.add(line);
        }
    }
    NeedTotals { categories }
}

impl CategoryNeed {
    // A quantity is at most 100,000 and there is one need per school: i64 cannot overflow.
    fn add(&mut self, line: NeedLine) {
        let quantity = i64::from(line.need.quantity);
        match line.need.state {
            NeedState::Draft => self.draft += quantity,
            NeedState::Submitted => self.submitted += quantity,
            NeedState::Confirmed => self.confirmed += quantity,
        }
        self.total += quantity;
        self.schools.push(SchoolNeed {
            need_id: line.need.id,
            school_id: line.need.school_id,
            school_name: line.school_name,
            state: line.need.state,
            quantity: line.need.quantity,
            wanted_on: line.need.wanted_on,
        });
    }
}

/// The needs as a table: a row per school and category, and the sum of each category.
pub fn totals_table(totals: &NeedTotals) -> Table {
    let columns = vec![
        Column::text("Enhedskategori"),
        Column::text("Skole"),
        Column::text("Tilstand"),
        Column::integer("Antal"),
        Column::new("Ønsket leveret", Kind::Date),
    ];
    let mut table = Table::new("Behov pr. skole", columns);
    for category in &totals.categories {
        for school in &category.schools {
            table.row(vec![
                category.name.as_str().into(),
                school.school_name.as_str().into(),
                school.state.danish().into(),
                i64::from(school.quantity).into(),
                school.wanted_on.into(),
            ]);
        }
        table.subtotal(vec![
            category.name.as_str().into(),
            "I alt".into(),
            "".into(),
            category.total.into(),
        ]);
    }
    table
}
