//! Projects, their frames and their phases.

use super::standing::standing;
use crate::clock::Instant;
use crate::db::schema::{project_frames, project_phase_changes, projects};
use crate::db::{AccountId, DbConnection, ProjectId};
use crate::error::{Fault, Result, codes};
use crate::finance::Money;
use crate::projects::{
    AdvanceProject, DescribeProject, FrameYear, Phase, PhaseChange, Project, ProjectSummary,
    is_usual_kle_code,
};
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = projects)]
struct Row {
    id: ProjectId,
    case_number: String,
    title: String,
    background: Option<String>,
    kle_code: Option<String>,
    phase: Phase,
    council_decision_on: Option<NaiveDate>,
    council_decision: Option<String>,
    version: i32,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = projects, treat_none_as_null = true)]
struct Columns<'a> {
    case_number: &'a str,
    title: &'a str,
    background: Option<&'a str>,
    kle_code: Option<&'a str>,
    council_decision_on: Option<NaiveDate>,
    council_decision: Option<&'a str>,
    version: i32,
}

fn columns(command: &DescribeProject, version: i32) -> Columns<'_> {
    Columns {
        case_number: &command.case_number,
        title: &command.title,
        background: command.background.as_deref(),
        kle_code: command.kle_code.as_deref(),
        council_decision_on: command.council_decision_on,
        council_decision: command.council_decision.as_deref(),
        version,
    }
}

/// The project and what it has achieved on `today`.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`].
pub fn project(conn: &mut DbConnection, id: ProjectId, today: NaiveDate) -> Result<Project> {
    let row = projects::table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?
        .ok_or_else(|| Fault::new(&codes::PROJECT_NOT_FOUND).with("id", id))?;
    let years: Vec<(i32, Money, Option<String>)> = project_frames::table
        .filter(project_frames::project_id.eq(id))
        .order(project_frames::budget_year)
        .select((
            project_frames::budget_year,
            project_frames::amount,
            project_frames::note,
        ))
        .load(conn)?;
    let frame: Vec<FrameYear> = years
        .into_iter()
        .map(|(budget_year, amount, note)| FrameYear {
            budget_year,
            amount,
            note,
        })
        .collect();
    Ok(Project {
        id: row.id,
        case_number: row.case_number,
        title: row.title,
        background: row.background,
        kle_code_usual: row.kle_code.as_deref().map(is_usual_kle_code),
        kle_code: row.kle_code,
        phase: row.phase,
        council_decision_on: row.council_decision_on,
        council_decision: row.council_decision,
        frame_total: frame.iter().map(|year| year.amount).sum(),
        frame,
        standing: standing(conn, id, today)?,
        version: row.version,
    })
}

/// Refuses a project that does not exist.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`].
pub fn require_project(conn: &mut DbConnection, id: ProjectId) -> Result<()> {
    let found: i64 = projects::table.find(id).count().get_result(conn)?;
    if found == 0 {
        return Err(Fault::new(&codes::PROJECT_NOT_FOUND).with("id", id).into());
    }
    Ok(())
}

/// Refuses a project that does not exist or is closed: nothing is added to it any more.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`], [`codes::PROJECT_CLOSED`].
pub fn require_open_project(conn: &mut DbConnection, id: ProjectId) -> Result<()> {
    let phase: Option<Phase> = projects::table
        .find(id)
        .select(projects::phase)
        .first(conn)
        .optional()?;
    match phase {
        None => Err(Fault::new(&codes::PROJECT_NOT_FOUND).with("id", id).into()),
        Some(Phase::Closed) => Err((&codes::PROJECT_CLOSED).into()),
        Some(_) => Ok(()),
    }
}

/// At most `count` projects after `after`, by number; only those in `phase`, where it is given.
///
/// # Errors
/// Only when the database fails.
pub fn projects(
    conn: &mut DbConnection,
    phase: Option<Phase>,
    after: Option<ProjectId>,
    count: i64,
) -> QueryResult<Vec<ProjectSummary>> {
    let mut query = projects::table
        .filter(projects::id.gt(after.unwrap_or(ProjectId(0))))
        .order(projects::id)
        .limit(count)
        .select(Row::as_select())
        .into_boxed();
    if let Some(phase) = phase {
        query = query.filter(projects::phase.eq(phase));
    }
    let rows = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| ProjectSummary {
            id: row.id,
            case_number: row.case_number,
            title: row.title,
            phase: row.phase,
            version: row.version,
        })
        .collect())
}

/// Adds a project in its first phase.
///
/// # Errors
/// A broken uniqueness rule of the case number.
pub fn insert_project(
    conn: &mut DbConnection,
    command: &DescribeProject,
) -> QueryResult<ProjectId> {
    let id = diesel::insert_into(projects::table)
        .values((columns(command, 1), projects::phase.eq(Phase::Established)))
        .returning(projects::id)
        .get_result(conn)?;
    insert_frame(conn, id, &command.frame)?;
    Ok(id)
}

/// Replaces what is known of a project and its frame.
///
/// # Errors
/// A broken uniqueness rule of the case number.
pub fn update_project(
    conn: &mut DbConnection,
    id: ProjectId,
    command: &DescribeProject,
    version: i32,
) -> QueryResult<()> {
    diesel::update(projects::table.find(id))
        .set(columns(command, version))
        .execute(conn)?;
    // The journal keeps the frame as it was.
    diesel::delete(project_frames::table.filter(project_frames::project_id.eq(id)))
        .execute(conn)?;
    insert_frame(conn, id, &command.frame)
}

fn insert_frame(conn: &mut DbConnection, id: ProjectId, frame: &[FrameYear]) -> QueryResult<()> {
    for year in frame {
        diesel::insert_into(project_frames::table)
            .values((
                project_frames::project_id.eq(id),
                project_frames::budget_year.eq(year.budget_year),
                project_frames::amount.eq(year.amount),
                project_frames::note.eq(year.note.clone()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Notes the step to another phase.
///
/// # Errors
/// Only when the database fails.
pub fn enter_phase(
    conn: &mut DbConnection,
    before: &Project,
    account: AccountId,
    command: &AdvanceProject,
    version: i32,
    now: Instant,
) -> QueryResult<()> {
    diesel::update(projects::table.find(before.id))
        .set((
            projects::phase.eq(command.to),
            projects::version.eq(version),
        ))
        .execute(conn)?;
    diesel::insert_into(project_phase_changes::table)
        .values((
            project_phase_changes::project_id.eq(before.id),
            project_phase_changes::from_phase.eq(before.phase),
            project_phase_changes::to_phase.eq(command.to),
            project_phase_changes::reason.eq(command.reason.clone()),
            project_phase_changes::account_id.eq(account),
            project_phase_changes::at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// The steps of a project, oldest first.
///
/// # Errors
/// Only when the database fails.
pub fn phase_changes(conn: &mut DbConnection, id: ProjectId) -> QueryResult<Vec<PhaseChange>> {
    use project_phase_changes as changes;
    type Step = (ProjectId, Phase, Phase, Option<String>, AccountId, Instant);
    let steps: Vec<Step> = changes::table
        .filter(changes::project_id.eq(id))
        .order(changes::id)
        .select((
            changes::project_id,
            changes::from_phase,
            changes::to_phase,
            changes::reason,
            changes::account_id,
            changes::at,
        ))
        .load(conn)?;
    Ok(steps
        .into_iter()
        .map(
            |(project_id, from, to, reason, account_id, at)| PhaseChange {
                project_id,
                from,
                to,
                reason,
                account_id,
                at,
            },
        )
        .collect())
}
