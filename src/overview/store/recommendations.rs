//! The texts of recommendations.

use crate::db::schema::{recommendation_lines, recommendations};
use crate::db::{DbConnection, ProjectId};
use crate::error::{Result, codes};
use crate::overview::{Recommendation, WriteRecommendation};
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = recommendations)]
struct Row {
    project_id: ProjectId,
    title: String,
    meeting_on: Option<NaiveDate>,
    department: String,
    is_open: bool,
    summary: String,
    presentation: String,
    legal_basis: Option<String>,
    economy: Option<String>,
    hearing: Option<String>,
    version: i32,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = recommendations, treat_none_as_null = true)]
struct Columns<'a> {
    title: &'a str,
    meeting_on: Option<NaiveDate>,
    department: &'a str,
    is_open: bool,
    summary: &'a str,
    presentation: &'a str,
    legal_basis: Option<&'a str>,
    economy: Option<&'a str>,
    hearing: Option<&'a str>,
    version: i32,
}

fn columns(command: &WriteRecommendation, version: i32) -> Columns<'_> {
    Columns {
        title: &command.title,
        meeting_on: command.meeting_on,
        department: &command.department,
        is_open: command.open,
        summary: &command.summary,
        presentation: &command.presentation,
        legal_basis: command.legal_basis.as_deref(),
        economy: command.economy.as_deref(),
        hearing: command.hearing.as_deref(),
        version,
    }
}

/// The recommendation of a project, if one was written.
///
/// # Errors
/// Only when the database fails.
pub fn find_recommendation(
    conn: &mut DbConnection,
    project: ProjectId,
) -> QueryResult<Option<Recommendation>> {
    let row: Option<Row> = recommendations::table
        .find(project)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    let Some(row) = row else {
        return Ok(None);
    };
    let lines: Vec<(String, String)> = recommendation_lines::table
        .filter(recommendation_lines::project_id.eq(project))
        .order(recommendation_lines::position)
        .select((recommendation_lines::kind, recommendation_lines::text))
        .load(conn)?;
    let of = |kind: &str| -> Vec<String> {
        let own = lines.iter().filter(|(found, _)| found == kind);
        own.map(|(_, text)| text.clone()).collect()
    };
    Ok(Some(Recommendation {
        project_id: row.project_id,
        texts: WriteRecommendation {
            title: row.title,
            bodies: of("body"),
            meeting_on: row.meeting_on,
            department: row.department,
            open: row.is_open,
            summary: row.summary,
            presentation: row.presentation,
            legal_basis: row.legal_basis,
            economy: row.economy,
            hearing: row.hearing,
            points: of("point"),
            attachments: of("attachment"),
        },
        version: row.version,
    }))
}

/// The recommendation of a project.
///
/// # Errors
/// [`codes::RECOMMENDATION_NOT_FOUND`].
pub fn recommendation(conn: &mut DbConnection, project: ProjectId) -> Result<Recommendation> {
    find_recommendation(conn, project)?.ok_or_else(|| (&codes::RECOMMENDATION_NOT_FOUND).into())
}

/// Adds the recommendation of a project.
///
/// # Errors
/// Only when the database fails.
pub fn insert_recommendation(
    conn: &mut DbConnection,
    project: ProjectId,
    command: &WriteRecommendation,
) -> QueryResult<()> {
    diesel::insert_into(recommendations::table)
        .values((columns(command, 1), recommendations::project_id.eq(project)))
        .execute(conn)?;
    insert_lines(conn, project, command)
}

/// Replaces the texts of a recommendation.
///
/// # Errors
/// Only when the database fails.
pub fn update_recommendation(
    conn: &mut DbConnection,
    project: ProjectId,
    command: &WriteRecommendation,
    version: i32,
) -> QueryResult<()> {
    diesel::update(recommendations::table.find(project))
        .set(columns(command, version))
        .execute(conn)?;
    diesel::delete(
        recommendation_lines::table.filter(recommendation_lines::project_id.eq(project)),
    )
    .execute(conn)?;
    insert_lines(conn, project, command)
}

fn insert_lines(
    conn: &mut DbConnection,
    project: ProjectId,
    command: &WriteRecommendation,
) -> QueryResult<()> {
    for (kind, lines) in [
        ("body", &command.bodies),
        ("point", &command.points),
        ("attachment", &command.attachments),
    ] {
        for (position, text) in (1i32..).zip(lines) {
            diesel::insert_into(recommendation_lines::table)
                .values((
                    recommendation_lines::project_id.eq(project),
                    recommendation_lines::kind.eq(kind),
                    recommendation_lines::position.eq(position),
                    recommendation_lines::text.eq(text),
                ))
                .execute(conn)?;
        }
    }
    Ok(())
}
