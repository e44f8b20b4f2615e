//! Tenders with their conditions and dates.

use super::evaluation::evaluation;
use crate::clock::Instant;
use crate::db::schema::{tender_conditions, tender_dates, tenders};
use crate::db::{
    DbConnection, DocumentId, EstimateId, ProjectId, SpecificationVersionId, TenderId,
};
use crate::error::{Fault, Result, codes};
use crate::tenders::{
    AwardCriterion, ConditionPart, DescribeTender, Procedure, Tender, TenderCondition, TenderDate,
    TenderState,
};
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = tenders)]
struct Row {
    id: TenderId,
    project_id: ProjectId,
    specification_version_id: SpecificationVersionId,
    estimate_id: EstimateId,
    title: String,
    procedure: Procedure,
    award_criterion: AwardCriterion,
    state: TenderState,
    contact: String,
    question_deadline_on: NaiveDate,
    offer_deadline_on: NaiveDate,
    offers_bind_until: NaiveDate,
    published_at: Option<Instant>,
    document_id: Option<DocumentId>,
    cancelled_reason: Option<String>,
    version: i32,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = tenders)]
struct Columns<'a> {
    specification_version_id: SpecificationVersionId,
    estimate_id: EstimateId,
    title: &'a str,
    procedure: Procedure,
    award_criterion: AwardCriterion,
    contact: &'a str,
    question_deadline_on: NaiveDate,
    offer_deadline_on: NaiveDate,
    offers_bind_until: NaiveDate,
    version: i32,
}

fn columns(command: &DescribeTender, version: i32) -> Columns<'_> {
    Columns {
        specification_version_id: command.specification_version_id,
        estimate_id: command.estimate_id,
        title: &command.title,
        procedure: command.procedure,
        award_criterion: command.award_criterion,
        contact: &command.contact,
        question_deadline_on: command.question_deadline_on,
        offer_deadline_on: command.offer_deadline_on,
        offers_bind_until: command.offers_bind_until,
        version,
    }
}

fn whole(conn: &mut DbConnection, row: Row) -> QueryResult<Tender> {
    Ok(Tender {
        id: row.id,
        project_id: row.project_id,
        specification_version_id: row.specification_version_id,
        estimate_id: row.estimate_id,
        title: row.title,
        procedure: row.procedure,
        award_criterion: row.award_criterion,
        state: row.state,
        contact: row.contact,
        question_deadline_on: row.question_deadline_on,
        offer_deadline_on: row.offer_deadline_on,
        offers_bind_until: row.offers_bind_until,
        published_at: row.published_at,
        document_id: row.document_id,
        cancelled_reason: row.cancelled_reason,
        conditions: conditions(conn, row.id)?,
        timetable: dates(conn, row.id)?,
        evaluation: evaluation(conn, row.id)?,
        version: row.version,
    })
}

fn conditions(conn: &mut DbConnection, id: TenderId) -> QueryResult<Vec<TenderCondition>> {
    let rows: Vec<(String, String, ConditionPart)> = tender_conditions::table
        .filter(tender_conditions::tender_id.eq(id))
        .order(tender_conditions::position)
        .select((
            tender_conditions::title,
            tender_conditions::text,
            tender_conditions::part,
        ))
        .load(conn)?;
    let condition = |(title, text, part)| TenderCondition { title, text, part };
    Ok(rows.into_iter().map(condition).collect())
}

fn dates(conn: &mut DbConnection, id: TenderId) -> QueryResult<Vec<TenderDate>> {
    let rows: Vec<(String, NaiveDate, Option<String>)> = tender_dates::table
        .filter(tender_dates::tender_id.eq(id))
        .order(tender_dates::position)
        .select((
            tender_dates::label,
            tender_dates::takes_place_on,
            tender_dates::note,
        ))
        .load(conn)?;
    let date = |(label, takes_place_on, note)| TenderDate {
        label,
        takes_place_on,
        note,
    };
    Ok(rows.into_iter().map(date).collect())
}

/// The tender with conditions and dates.
///
/// # Errors
/// [`codes::TENDER_NOT_FOUND`].
pub fn tender(conn: &mut DbConnection, id: TenderId) -> Result<Tender> {
    let row: Option<Row> = tenders::table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    match row {
        Some(row) => Ok(whole(conn, row)?),
        None => Err(Fault::new(&codes::TENDER_NOT_FOUND).with("id", id).into()),
    }
}

/// The tenders of a project, oldest first.
///
/// # Errors
/// Only when the database fails.
pub fn tenders(conn: &mut DbConnection, project: ProjectId) -> QueryResult<Vec<Tender>> {
    let rows: Vec<Row> = tenders::table
        .filter(tenders::project_id.eq(project))
        .order(tenders::id)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| whole(conn, row)).collect()
}

/// Adds a draft without conditions and dates.
///
/// # Errors
/// Only when the database fails.
pub fn insert_tender(
    conn: &mut DbConnection,
    project: ProjectId,
    command: &DescribeTender,
) -> QueryResult<TenderId> {
    diesel::insert_into(tenders::table)
        .values((
            columns(command, 1),
            tenders::project_id.eq(project),
            tenders::state.eq(TenderState::Draft),
        ))
        .returning(tenders::id)
        .get_result(conn)
}

/// Replaces the rules.
///
/// # Errors
/// Only when the database fails.
pub fn update_tender(
    conn: &mut DbConnection,
    id: TenderId,
    command: &DescribeTender,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(tenders::table.find(id))
        .set(columns(command, version))
        .execute(conn)
}

/// Gives the tender its next version after a change of its conditions or dates.
///
/// # Errors
/// Only when the database fails.
pub fn set_version(conn: &mut DbConnection, id: TenderId, version: i32) -> QueryResult<usize> {
    diesel::update(tenders::table.find(id))
        .set(tenders::version.eq(version))
        .execute(conn)
}

/// Marks the tender as published with this document.
///
/// # Errors
/// Only when the database fails.
pub fn publish(
    conn: &mut DbConnection,
    id: TenderId,
    document: DocumentId,
    at: Instant,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(tenders::table.find(id))
        .set((
            tenders::state.eq(TenderState::Published),
            tenders::published_at.eq(at),
            tenders::document_id.eq(document),
            tenders::version.eq(version),
        ))
        .execute(conn)
}

/// Marks the tender as cancelled.
///
/// # Errors
/// Only when the database fails.
pub fn cancel(
    conn: &mut DbConnection,
    id: TenderId,
    reason: &str,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(tenders::table.find(id))
        .set((
            tenders::state.eq(TenderState::Cancelled),
            tenders::cancelled_reason.eq(reason),
            tenders::version.eq(version),
        ))
        .execute(conn)
}

/// Replaces all conditions.
///
/// # Errors
/// Only when the database fails.
pub fn replace_conditions(
    conn: &mut DbConnection,
    id: TenderId,
    conditions: &[TenderCondition],
) -> QueryResult<()> {
    diesel::delete(tender_conditions::table.filter(tender_conditions::tender_id.eq(id)))
        .execute(conn)?;
    for (position, condition) in (1i32..).zip(conditions) {
        diesel::insert_into(tender_conditions::table)
            .values((
                tender_conditions::tender_id.eq(id),
                tender_conditions::position.eq(position),
                tender_conditions::title.eq(&condition.title),
                tender_conditions::text.eq(&condition.text),
                tender_conditions::part.eq(condition.part),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Replaces all dates besides the deadlines.
///
/// # Errors
/// Only when the database fails.
pub fn replace_dates(
    conn: &mut DbConnection,
    id: TenderId,
    dates: &[TenderDate],
) -> QueryResult<()> {
    diesel::delete(tender_dates::table.filter(tender_dates::tender_id.eq(id))).execute(conn)?;
    for (position, date) in (1i32..).zip(dates) {
        diesel::insert_into(tender_dates::table)
            .values((
                tender_dates::tender_id.eq(id),
                tender_dates::position.eq(position),
                tender_dates::label.eq(&date.label),
                tender_dates::takes_place_on.eq(date.takes_place_on),
                tender_dates::note.eq(date.note.as_deref()),
            ))
            .execute(conn)?;
    }
    Ok(())
}
