//! Meetings with who was there, what was on the agenda and what was decided.

use crate::db::schema::{
    meeting_decisions, meeting_items, meeting_members, meetings, project_members,
};
use crate::db::{DbConnection, MeetingId, MemberId, ProjectId};
use crate::error::{Fault, Result, codes};
use crate::projects::{AgendaDecision, AgendaItem, Attendance, DescribeMeeting, Meeting};
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = meetings)]
struct Row {
    id: MeetingId,
    project_id: ProjectId,
    title: String,
    held_on: NaiveDate,
    hours: Option<String>,
    place: String,
    guests: Option<String>,
    minute_taker: Option<String>,
    next_on: Option<NaiveDate>,
    next_place: Option<String>,
    version: i32,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = meetings, treat_none_as_null = true)]
struct Columns<'a> {
    title: &'a str,
    held_on: NaiveDate,
    hours: Option<&'a str>,
    place: &'a str,
    guests: Option<&'a str>,
    minute_taker: Option<&'a str>,
    next_on: Option<NaiveDate>,
    next_place: Option<&'a str>,
    version: i32,
}

fn columns(command: &DescribeMeeting, version: i32) -> Columns<'_> {
    Columns {
        title: &command.title,
        held_on: command.held_on,
        hours: command.hours.as_deref(),
        place: &command.place,
        guests: command.guests.as_deref(),
        minute_taker: command.minute_taker.as_deref(),
        next_on: command.next_on,
        next_place: command.next_place.as_deref(),
        version,
    }
}

/// The meeting.
///
/// # Errors
/// [`codes::MEETING_NOT_FOUND`].
pub fn meeting(conn: &mut DbConnection, id: MeetingId) -> Result<Meeting> {
    let row: Option<Row> = meetings::table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    match row {
        Some(row) => Ok(whole(conn, row)?),
        None => Err(Fault::new(&codes::MEETING_NOT_FOUND).with("id", id).into()),
    }
}

/// All meetings of a project, by day.
///
/// # Errors
/// Only when the database fails.
pub fn meetings(conn: &mut DbConnection, project: ProjectId) -> QueryResult<Vec<Meeting>> {
    let rows: Vec<Row> = meetings::table
        .filter(meetings::project_id.eq(project))
        .order((meetings::held_on, meetings::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| whole(conn, row)).collect()
}

fn whole(conn: &mut DbConnection, row: Row) -> QueryResult<Meeting> {
    Ok(Meeting {
        id: row.id,
        project_id: row.project_id,
        title: row.title,
        held_on: row.held_on,
        hours: row.hours,
        place: row.place,
        attendance: attendance(conn, row.id)?,
        guests: row.guests,
        minute_taker: row.minute_taker,
        items: items(conn, row.id)?,
        next_on: row.next_on,
        next_place: row.next_place,
        version: row.version,
    })
}

fn attendance(conn: &mut DbConnection, id: MeetingId) -> QueryResult<Vec<Attendance>> {
    let rows: Vec<(MemberId, String, String, bool)> = meeting_members::table
        .inner_join(project_members::table)
        .filter(meeting_members::meeting_id.eq(id))
        .order(project_members::id)
        .select((
            project_members::id,
            project_members::name,
            project_members::organisation,
            meeting_members::present,
        ))
        .load(conn)?;
    let attended = |(member_id, name, organisation, present)| Attendance {
        member_id,
        name,
        organisation,
        present,
    };
    Ok(rows.into_iter().map(attended).collect())
}

type DecisionRow = (i32, String, Option<String>, Option<NaiveDate>);

fn items(conn: &mut DbConnection, id: MeetingId) -> QueryResult<Vec<AgendaItem>> {
    let rows: Vec<(i32, String, Option<String>)> = meeting_items::table
        .filter(meeting_items::meeting_id.eq(id))
        .order(meeting_items::position)
        .select((
            meeting_items::position,
            meeting_items::title,
            meeting_items::text,
        ))
        .load(conn)?;
    let decided: Vec<DecisionRow> = meeting_decisions::table
        .filter(meeting_decisions::meeting_id.eq(id))
        .order((meeting_decisions::item, meeting_decisions::position))
        .select((
            meeting_decisions::item,
            meeting_decisions::decision,
            meeting_decisions::responsible,
            meeting_decisions::due_on,
        ))
        .load(conn)?;
    let item = |(position, title, text)| AgendaItem {
        title,
        text,
        decisions: decided
            .iter()
            .filter(|(item, ..)| *item == position)
            .map(|(_, decision, responsible, due_on)| AgendaDecision {
                decision: decision.clone(),
                responsible: responsible.clone(),
                due_on: *due_on,
            })
            .collect(),
    };
    Ok(rows.into_iter().map(item).collect())
}

/// Adds a meeting.
///
/// # Errors
/// Only when the database fails.
pub fn insert_meeting(
    conn: &mut DbConnection,
    project: ProjectId,
    command: &DescribeMeeting,
) -> QueryResult<MeetingId> {
    let id: MeetingId = diesel::insert_into(meetings::table)
        .values((columns(command, 1), meetings::project_id.eq(project)))
        .returning(meetings::id)
        .get_result(conn)?;
    insert_parts(conn, id, command)?;
    Ok(id)
}

/// Replaces what is known of a meeting.
///
/// # Errors
/// Only when the database fails.
pub fn update_meeting(
    conn: &mut DbConnection,
    id: MeetingId,
    command: &DescribeMeeting,
    version: i32,
) -> QueryResult<()> {
    diesel::update(meetings::table.find(id))
        .set(columns(command, version))
        .execute(conn)?;
    diesel::delete(meeting_decisions::table.filter(meeting_decisions::meeting_id.eq(id)))
        .execute(conn)?;
    diesel::delete(meeting_items::table.filter(meeting_items::meeting_id.eq(id))).execute(conn)?;
    diesel::delete(meeting_members::table.filter(meeting_members::meeting_id.eq(id)))
        .execute(conn)?;
    insert_parts(conn, id, command)
}

fn insert_parts(
    conn: &mut DbConnection,
    id: MeetingId,
    command: &DescribeMeeting,
) -> QueryResult<()> {
    for (members, present) in [(&command.present, true), (&command.absent, false)] {
        for member in members {
            diesel::insert_into(meeting_members::table)
                .values((
                    meeting_members::meeting_id.eq(id),
                    meeting_members::member_id.eq(*member),
                    meeting_members::present.eq(present),
                ))
                .execute(conn)?;
        }
    }
    for (place, item) in (1i32..).zip(&command.items) {
        diesel::insert_into(meeting_items::table)
            .values((
                meeting_items::meeting_id.eq(id),
                meeting_items::position.eq(place),
                meeting_items::title.eq(&item.title),
                meeting_items::text.eq(item.text.as_deref()),
            ))
            .execute(conn)?;
        for (position, decision) in (1i32..).zip(&item.decisions) {
            diesel::insert_into(meeting_decisions::table)
                .values((
                    meeting_decisions::meeting_id.eq(id),
                    meeting_decisions::item.eq(place),
                    meeting_decisions::position.eq(position),
                    meeting_decisions::decision.eq(&decision.decision),
                    meeting_decisions::responsible.eq(decision.responsible.as_deref()),
                    meeting_decisions::due_on.eq(decision.due_on),
                ))
                .execute(conn)?;
        }
    }
    Ok(())
}
