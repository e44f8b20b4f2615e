//! The table of needs; every reader names the reach of who asks.

mod content;

pub use content::needs_content;

use super::{ChangeNeed, Need, NeedState, StateNeed};
use crate::clock::Instant;
use crate::db::schema::needs::{self, table};
use crate::db::schema::{device_categories, schools};
use crate::db::{AccountId, DbConnection, DeviceCategoryId, NeedId, ProjectId, SchoolId};
use crate::error::{Fault, Result, codes};
use crate::http::actor::Reach;
use chrono::NaiveDate;
use diesel::prelude::*;

/// When something was done, and by whom.
pub type Mark = Option<(Instant, AccountId)>;

#[derive(Queryable, Selectable)]
#[diesel(table_name = needs)]
struct Row {
    id: NeedId,
    project_id: ProjectId,
    school_id: SchoolId,
    device_category_id: DeviceCategoryId,
    quantity: i32,
    basis: String,
    wanted_on: NaiveDate,
    state: NeedState,
    submitted_at: Option<Instant>,
    submitted_by: Option<AccountId>,
    confirmed_at: Option<Instant>,
    confirmed_by: Option<AccountId>,
    version: i32,
}

impl From<Row> for Need {
    fn from(row: Row) -> Self {
        Need {
            id: row.id,
            project_id: row.project_id,
            school_id: row.school_id,
            device_category_id: row.device_category_id,
            quantity: row.quantity,
            basis: row.basis,
            wanted_on: row.wanted_on,
            state: row.state,
            submitted_at: row.submitted_at,
            submitted_by: row.submitted_by,
            confirmed_at: row.confirmed_at,
            confirmed_by: row.confirmed_by,
            version: row.version,
        }
    }
}

/// A need with the names of its school and category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedLine {
    /// The need.
    pub need: Need,
    /// The school's name.
    pub school_name: String,
    /// The category's short name.
    pub category_code: String,
    /// The category's name.
    pub category_name: String,
}

/// Which needs of a project are asked for, and from where on.
#[derive(Debug, Default)]
pub struct NeedFilter {
    /// Only of this school.
    pub school: Option<SchoolId>,
    /// Only in this state.
    pub state: Option<NeedState>,
    /// Only of this category.
    pub category: Option<DeviceCategoryId>,
    /// Only those after this need.
    pub after: Option<NeedId>,
}

/// The need.
///
/// # Errors
/// [`codes::NEED_NOT_FOUND`], also for a school out of reach.
pub fn need(conn: &mut DbConnection, reach: &Reach, id: NeedId) -> Result<Need> {
    let mut query = table.find(id).select(Row::as_select()).into_boxed();
    if let Reach::Only(own) = reach {
        query = query.filter(needs::school_id.eq_any(own.clone()));
    }
    query
        .first(conn)
        .optional()?
        .map(Need::from)
        .ok_or_else(|| Fault::new(&codes::NEED_NOT_FOUND).with("id", id).into())
}

/// At most `count` needs of a project within reach, by number.
///
/// # Errors
/// Only when the database fails.
pub fn needs(
    conn: &mut DbConnection,
    reach: &Reach,
    project: ProjectId,
    filter: &NeedFilter,
    count: i64,
) -> QueryResult<Vec<Need>> {
    let mut query = table
        .filter(needs::project_id.eq(project))
        .select(Row::as_select())
        .order(needs::id)
        .limit(count)
        .into_boxed();
    if let Reach::Only(own) = reach {
        query = query.filter(needs::school_id.eq_any(own.clone()));
    }
    if let Some(school) = filter.school {
        query = query.filter(needs::school_id.eq(school));
    }
    if let Some(state) = filter.state {
        query = query.filter(needs::state.eq(state));
    }
    if let Some(category) = filter.category {
        query = query.filter(needs::device_category_id.eq(category));
    }
    if let Some(after) = filter.after {
        query = query.filter(needs::id.gt(after));
    }
    Ok(query.load(conn)?.into_iter().map(Need::from).collect())
}

/// All needs of a project within reach with their names, by category and school.
///
/// # Errors
/// Only when the database fails.
pub fn need_lines(
    conn: &mut DbConnection,
    reach: &Reach,
    project: ProjectId,
) -> QueryResult<Vec<NeedLine>> {
    let mut query = table
        .inner_join(schools::table)
        .inner_join(device_categories::table)
        .filter(needs::project_id.eq(project))
        .order((needs::device_category_id, needs::school_id))
        .select((
            Row::as_select(),
            schools::name,
            device_categories::code,
            device_categories::name,
        ))
        .into_boxed();
    if let Reach::Only(own) = reach {
        query = query.filter(needs::school_id.eq_any(own.clone()));
    }
    let rows: Vec<(Row, String, String, String)> = query.load(conn)?;
    let line = |(row, school_name, category_code, category_name)| NeedLine {
        need: Need::from(row),
        school_name,
        category_code,
        category_name,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Whether the school has stated its need of the category in this project.
///
/// # Errors
/// Only when the database fails.
pub fn has_need(
    conn: &mut DbConnection,
    project: ProjectId,
    school: SchoolId,
    category: DeviceCategoryId,
) -> QueryResult<bool> {
    let found: i64 = table
        .filter(needs::project_id.eq(project))
        .filter(needs::school_id.eq(school))
        .filter(needs::device_category_id.eq(category))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// Adds a need as a draft.
///
/// # Errors
/// A broken uniqueness rule of project, school and category.
pub fn insert_need(
    conn: &mut DbConnection,
    project: ProjectId,
    command: &StateNeed,
) -> QueryResult<NeedId> {
    diesel::insert_into(table)
        .values((
            needs::project_id.eq(project),
            needs::school_id.eq(command.school_id),
            needs::device_category_id.eq(command.device_category_id),
            needs::quantity.eq(command.quantity),
            needs::basis.eq(&command.basis),
            needs::wanted_on.eq(command.wanted_on),
            needs::state.eq(NeedState::Draft),
            needs::version.eq(1),
        ))
        .returning(needs::id)
        .get_result(conn)
}

/// Replaces quantity, basis and day.
///
/// # Errors
/// Only when the database fails.
pub fn update_need(
    conn: &mut DbConnection,
    id: NeedId,
    command: &ChangeNeed,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            needs::quantity.eq(command.quantity),
            needs::basis.eq(&command.basis),
            needs::wanted_on.eq(command.wanted_on),
            needs::version.eq(version),
        ))
        .execute(conn)
}

/// Writes a need's state, and when and by whom it was submitted and confirmed.
///
/// # Errors
/// Only when the database fails.
pub fn update_need_state(
    conn: &mut DbConnection,
    id: NeedId,
    state: NeedState,
    submitted: Mark,
    confirmed: Mark,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set((
            needs::state.eq(state),
            needs::submitted_at.eq(submitted.map(|(at, _)| at)),
            needs::submitted_by.eq(submitted.map(|(_, by)| by)),
            needs::confirmed_at.eq(confirmed.map(|(at, _)| at)),
            needs::confirmed_by.eq(confirmed.map(|(_, by)| by)),
            needs::version.eq(version),
        ))
        .execute(conn)
}
