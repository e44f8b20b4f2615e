//! Sets a project up, and changes what is known of it and its frame.

use super::{FrameYear, Phase, Project, store};
use crate::clock::Moment;
use crate::db::{DbConnection, ProjectId, Version, violated_unique};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::http::actor::ProjectLead;
use crate::http::not_blank;
use crate::organisation::journal;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use validator::Validate;

/// What is known of a project, all of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeProject {
    /// Its number in the municipality's records system.
    #[validate(length(min = 1, max = 50), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 50, example = "17/2134")]
    pub case_number: String,
    /// What is bought.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(
        min_length = 1,
        max_length = 200,
        example = "Indkøb af IT-enheder til skolerne"
    )]
    pub title: String,
    /// Why, in Markdown.
    #[validate(length(min = 1, max = 20000), custom(function = not_blank))]
    pub background: Option<String>,
    /// Its subject in the municipalities' classification of records (KLE); another form than dd.dd.dd with or without
    /// a facet is told, not refused.
    #[validate(length(min = 1, max = 20), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 20, example = "88.08.12G01")]
    pub kle_code: Option<String>,
    /// When the council decided.
    pub council_decision_on: Option<NaiveDate>,
    /// What the council decided.
    #[validate(length(min = 1, max = 20000), custom(function = not_blank))]
    pub council_decision: Option<String>,
    /// The money, by budget year; may be empty until the council has decided.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    pub frame: Vec<FrameYear>,
}

impl DescribeProject {
    fn check(&self) -> Result<()> {
        let mut faults = Faults::default();
        let mut years = BTreeSet::new();
        for (index, year) in self.frame.iter().enumerate() {
            faults.require(years.insert(year.budget_year), || {
                Fault::new(&codes::BUDGET_YEAR_REPEATED)
                    .at(format!("/frame/{index}/budget_year"))
                    .with("year", year.budget_year)
            });
        }
        faults.require(
            self.council_decision_on.is_none() || self.council_decision.is_some(),
            || Fault::new(&codes::COUNCIL_DECISION_MISSING).at("/council_decision"),
        );
        faults.into_result()
    }
}

/// Sets a project up in its first phase.
///
/// # Errors
/// [`codes::CASE_NUMBER_TAKEN`], [`codes::BUDGET_YEAR_REPEATED`], [`codes::COUNCIL_DECISION_MISSING`].
pub fn establish_project(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    command: &DescribeProject,
    moment: Moment,
) -> Result<Project> {
    command.check()?;
    let id = store::insert_project(conn, command).map_err(case_number_taken)?;
    let project = store::project(conn, id, moment.today)?;
    journal::Entry::new("established", "project", id.0)
        .after(&project)
        .record(conn, actor, moment)?;
    Ok(project)
}

/// Changes what is known of a project.
///
/// # Errors
/// As [`establish_project`]; [`codes::PROJECT_NOT_FOUND`], [`codes::STALE`], [`codes::PROJECT_CLOSED`].
pub fn change_project(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    id: ProjectId,
    seen: Version,
    command: &DescribeProject,
    moment: Moment,
) -> Result<Project> {
    let before = open_project(conn, id, moment)?;
    let version = seen.require(before.version)?;
    command.check()?;
    store::update_project(conn, id, command, version).map_err(case_number_taken)?;
    let after = store::project(conn, id, moment.today)?;
    journal::Entry::new("changed", "project", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// The project, which must not be closed.
pub(super) fn open_project(
    conn: &mut DbConnection,
    id: ProjectId,
    moment: Moment,
) -> Result<Project> {
    let project = store::project(conn, id, moment.today)?;
    if project.phase == Phase::Closed {
        return Err((&codes::PROJECT_CLOSED).into());
    }
    Ok(project)
}

fn case_number_taken(error: store::StoreError) -> Error {
    match violated_unique(&error).as_deref() {
        Some("projects.case_number") => Fault::new(&codes::CASE_NUMBER_TAKEN)
            .at("/case_number")
            .into(),
        _ => error.into(),
    }
}
