//! What people write for the committee's agenda; figures, needs and dates come from the project itself.

use super::store;
use crate::clock::Moment;
use crate::db::{DbConnection, ProjectId, Version};
use crate::error::{Fault, Result, codes};
use crate::http::actor::ProjectLead;
use crate::http::not_blank;
use crate::organisation::journal;
use crate::projects;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

/// The recommendation of a project (*indstilling*): its texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Recommendation {
    /// The project.
    pub project_id: ProjectId,
    /// The texts.
    #[serde(flatten)]
    pub texts: WriteRecommendation,
    /// Grows with every change.
    pub version: i32,
}

/// What is written for the agenda, all of it; long texts are Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WriteRecommendation {
    /// The title of the point on the agenda.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// The bodies that treat the matter, in their order.
    #[validate(length(min = 1, max = 10), custom(function = short_lines))]
    #[schema(min_items = 1, max_items = 10, example = json!(["Økonomiudvalget", "Kommunalbestyrelsen"]))]
    pub bodies: Vec<String>,
    /// The day of the first body's meeting.
    pub meeting_on: Option<NaiveDate>,
    /// Who recommends.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200, example = "Skoleafdelingen")]
    pub department: String,
    /// Whether the public may read the point (*åbent punkt*).
    pub open: bool,
    /// The matter in a few sentences (*resumé*).
    #[validate(length(min = 1, max = 5000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 5000)]
    pub summary: String,
    /// The matter (*sagsfremstilling*).
    #[validate(length(min = 1, max = 50000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 50000)]
    pub presentation: String,
    /// The legal basis (*lovgrundlag*).
    #[validate(length(min = 1, max = 20000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 20000)]
    pub legal_basis: Option<String>,
    /// What is to be said of the money besides the estimate.
    #[validate(length(min = 1, max = 20000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 20000)]
    pub economy: Option<String>,
    /// Who was heard, and what they said (*høring*).
    #[validate(length(min = 1, max = 20000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 20000)]
    pub hearing: Option<String>,
    /// What the bodies shall decide, each point beginning after "that" (*at*).
    #[validate(length(min = 1, max = 30), custom(function = long_lines))]
    #[schema(min_items = 1, max_items = 30)]
    pub points: Vec<String>,
    /// What is attached (*bilag*).
    #[serde(default)]
    #[validate(length(max = 50), custom(function = short_lines))]
    #[schema(max_items = 50)]
    pub attachments: Vec<String>,
}

fn short_lines(lines: &[String]) -> Result<(), ValidationError> {
    lines_within(lines, 200)
}

fn long_lines(lines: &[String]) -> Result<(), ValidationError> {
    lines_within(lines, 5000)
}

fn lines_within(lines: &[String], most: usize) -> Result<(), ValidationError> {
    for line in lines {
        if line.trim().is_empty() {
            return Err(ValidationError::new("text_blank"));
        }
        if line.chars().count() > most {
            let mut error = ValidationError::new("length");
            error.add_param("min".into(), &1);
            error.add_param("max".into(), &most);
            return Err(error);
        }
    }
    Ok(())
}

impl WriteRecommendation {
    fn check(&self) -> Result<()> {
        let fits = |date: NaiveDate| (1990..=2100).contains(&date.year());
        if self.meeting_on.is_none_or(fits) {
            return Ok(());
        }
        Err(Fault::new(&codes::DATE_OUT_OF_RANGE)
            .at("/meeting_on")
            .into())
    }
}

/// Writes the recommendation of a project for the first time.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`], [`codes::PROJECT_CLOSED`], [`codes::RECOMMENDATION_EXISTS`],
/// [`codes::DATE_OUT_OF_RANGE`].
pub fn write_recommendation(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    project: ProjectId,
    command: &WriteRecommendation,
    moment: Moment,
) -> Result<Recommendation> {
    projects::store::require_open_project(conn, project)?;
    command.check()?;
    if store::find_recommendation(conn, project)?.is_some() {
        return Err((&codes::RECOMMENDATION_EXISTS).into());
    }
    store::insert_recommendation(conn, project, command)?;
    let written = store::recommendation(conn, project)?;
    journal::Entry::new("written", "recommendation", project.0)
        .after(&written)
        .record(conn, actor, moment)?;
    Ok(written)
}

/// Changes the recommendation of a project; what was issued stays as it is.
///
/// # Errors
/// [`codes::RECOMMENDATION_NOT_FOUND`], [`codes::STALE`], [`codes::PROJECT_CLOSED`], [`codes::DATE_OUT_OF_RANGE`].
pub fn change_recommendation(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    project: ProjectId,
    seen: Version,
    command: &WriteRecommendation,
    moment: Moment,
) -> Result<Recommendation> {
    let before = store::recommendation(conn, project)?;
    let version = seen.require(before.version)?;
    projects::store::require_open_project(conn, project)?;
    command.check()?;
    store::update_recommendation(conn, project, command, version)?;
    let after = store::recommendation(conn, project)?;
    journal::Entry::new("changed", "recommendation", project.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
