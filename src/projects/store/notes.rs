//! Milestones, visits and decisions of projects.

use crate::clock::Instant;
use crate::db::schema::{inspiration_visits, project_decisions, project_milestones};
use crate::db::{AccountId, DbConnection, DecisionId, MilestoneId, ProjectId, VisitId};
use crate::error::{Fault, Result, codes};
use crate::projects::{Decision, Milestone, PlanMilestone, RecordDecision, RecordVisit, Visit};
use chrono::NaiveDate;
use diesel::prelude::*;

type MilestoneRow = (
    MilestoneId,
    ProjectId,
    String,
    NaiveDate,
    Option<NaiveDate>,
    i32,
);

fn to_milestone((id, project_id, title, due_on, done_on, version): MilestoneRow) -> Milestone {
    Milestone {
        id,
        project_id,
        title,
        due_on,
        done_on,
        version,
    }
}

/// The milestone.
///
/// # Errors
/// [`codes::MILESTONE_NOT_FOUND`].
pub fn milestone(conn: &mut DbConnection, id: MilestoneId) -> Result<Milestone> {
    let row = project_milestones::table.find(id).first(conn).optional()?;
    row.map(to_milestone).ok_or_else(|| {
        Fault::new(&codes::MILESTONE_NOT_FOUND)
            .with("id", id)
            .into()
    })
}

/// All milestones of a project, by date.
///
/// # Errors
/// Only when the database fails.
pub fn milestones(conn: &mut DbConnection, project: ProjectId) -> QueryResult<Vec<Milestone>> {
    let rows: Vec<MilestoneRow> = project_milestones::table
        .filter(project_milestones::project_id.eq(project))
        .order((project_milestones::due_on, project_milestones::id))
        .load(conn)?;
    Ok(rows.into_iter().map(to_milestone).collect())
}

/// Adds a milestone.
///
/// # Errors
/// Only when the database fails.
pub fn insert_milestone(
    conn: &mut DbConnection,
    project: ProjectId,
    command: &PlanMilestone,
) -> QueryResult<MilestoneId> {
    diesel::insert_into(project_milestones::table)
        .values((
            project_milestones::project_id.eq(project),
            project_milestones::title.eq(&command.title),
            project_milestones::due_on.eq(command.due_on),
            project_milestones::done_on.eq(command.done_on),
            project_milestones::version.eq(1),
        ))
        .returning(project_milestones::id)
        .get_result(conn)
}

/// Replaces what is known of a milestone.
///
/// # Errors
/// Only when the database fails.
pub fn update_milestone(
    conn: &mut DbConnection,
    id: MilestoneId,
    command: &PlanMilestone,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(project_milestones::table.find(id))
        .set((
            project_milestones::title.eq(&command.title),
            project_milestones::due_on.eq(command.due_on),
            project_milestones::done_on.eq(command.done_on),
            project_milestones::version.eq(version),
        ))
        .execute(conn)
}

type VisitRow = (
    VisitId,
    ProjectId,
    NaiveDate,
    String,
    String,
    Option<String>,
    Option<String>,
    i32,
);

fn to_visit(row: VisitRow) -> Visit {
    let (id, project_id, visited_on, host, participants, questions, findings, version) = row;
    Visit {
        id,
        project_id,
        visited_on,
        host,
        participants,
        questions,
        findings,
        version,
    }
}

/// The visit.
///
/// # Errors
/// [`codes::VISIT_NOT_FOUND`].
pub fn visit(conn: &mut DbConnection, id: VisitId) -> Result<Visit> {
    let row = inspiration_visits::table.find(id).first(conn).optional()?;
    row.map(to_visit)
        .ok_or_else(|| Fault::new(&codes::VISIT_NOT_FOUND).with("id", id).into())
}

/// All visits of a project, by date.
///
/// # Errors
/// Only when the database fails.
pub fn visits(conn: &mut DbConnection, project: ProjectId) -> QueryResult<Vec<Visit>> {
    let rows: Vec<VisitRow> = inspiration_visits::table
        .filter(inspiration_visits::project_id.eq(project))
        .order((inspiration_visits::visited_on, inspiration_visits::id))
        .load(conn)?;
    Ok(rows.into_iter().map(to_visit).collect())
}

/// Adds a visit.
///
/// # Errors
/// Only when the database fails.
pub fn insert_visit(
    conn: &mut DbConnection,
    project: ProjectId,
    command: &RecordVisit,
) -> QueryResult<VisitId> {
    diesel::insert_into(inspiration_visits::table)
        .values((
            inspiration_visits::project_id.eq(project),
            inspiration_visits::visited_on.eq(command.visited_on),
            inspiration_visits::host.eq(&command.host),
            inspiration_visits::participants.eq(&command.participants),
            inspiration_visits::questions.eq(command.questions.clone()),
            inspiration_visits::findings.eq(command.findings.clone()),
            inspiration_visits::version.eq(1),
        ))
        .returning(inspiration_visits::id)
        .get_result(conn)
}

/// Replaces what is known of a visit.
///
/// # Errors
/// Only when the database fails.
pub fn update_visit(
    conn: &mut DbConnection,
    id: VisitId,
    command: &RecordVisit,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(inspiration_visits::table.find(id))
        .set((
            inspiration_visits::visited_on.eq(command.visited_on),
            inspiration_visits::host.eq(&command.host),
            inspiration_visits::participants.eq(&command.participants),
            inspiration_visits::questions.eq(command.questions.clone()),
            inspiration_visits::findings.eq(command.findings.clone()),
            inspiration_visits::version.eq(version),
        ))
        .execute(conn)
}

type DecisionRow = (
    DecisionId,
    ProjectId,
    NaiveDate,
    String,
    String,
    String,
    AccountId,
    Instant,
);

fn to_decision(row: DecisionRow) -> Decision {
    let (id, project_id, decided_on, decided_by, decision, reason, recorded_by, recorded_at) = row;
    Decision {
        id,
        project_id,
        decided_on,
        decided_by,
        decision,
        reason,
        recorded_by,
        recorded_at,
    }
}

/// The decision with this number; it was just recorded.
///
/// # Errors
/// Only when the database fails.
pub fn decision(conn: &mut DbConnection, id: DecisionId) -> QueryResult<Decision> {
    project_decisions::table
        .find(id)
        .first(conn)
        .map(to_decision)
}

/// All decisions of a project, by date.
///
/// # Errors
/// Only when the database fails.
pub fn decisions(conn: &mut DbConnection, project: ProjectId) -> QueryResult<Vec<Decision>> {
    let rows: Vec<DecisionRow> = project_decisions::table
        .filter(project_decisions::project_id.eq(project))
        .order((project_decisions::decided_on, project_decisions::id))
        .load(conn)?;
    Ok(rows.into_iter().map(to_decision).collect())
}

/// Adds a decision.
///
/// # Errors
/// Only when the database fails.
pub fn insert_decision(
    conn: &mut DbConnection,
    project: ProjectId,
    command: &RecordDecision,
    recorded_by: AccountId,
    now: Instant,
) -> QueryResult<DecisionId> {
    diesel::insert_into(project_decisions::table)
        .values((
            project_decisions::project_id.eq(project),
            project_decisions::decided_on.eq(command.decided_on),
            project_decisions::decided_by.eq(&command.decided_by),
            project_decisions::decision.eq(&command.decision),
            project_decisions::reason.eq(&command.reason),
            project_decisions::recorded_by.eq(recorded_by),
            project_decisions::recorded_at.eq(now),
        ))
        .returning(project_decisions::id)
        .get_result(conn)
}
