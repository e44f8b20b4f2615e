//! Where a recommendation comes from, and when it may be issued: with the day of the meeting and an approved estimate.

use super::recommendation_document::{RecommendationContent, compose};
use super::store;
use crate::archive::{DocumentSource, Edition, kind};
use crate::budget::{self, Calculation, EstimateBasis, EstimateState, NeedsCounted, calculate};
use crate::clock::Moment;
use crate::db::{DbConnection, ProjectId};
use crate::error::{Fault, Faults, Result, codes};
use crate::finance::Every;
use crate::http::actor::Reach;
use crate::leasing::{self, Requirement, requirement, term_in_months};
use crate::needs;
use crate::organisation;
use crate::projects;
use crate::render;

/// The recommendation of a project as a document.
pub static RECOMMENDATION_DOCUMENT: DocumentSource<ProjectId, RecommendationContent> =
    DocumentSource {
        kind: &kind::RECOMMENDATION,
        subject: |project| project.0,
        read,
        check,
        data_version: |content| content.recommendation.version,
        compose: composed,
    };

fn read(
    conn: &mut DbConnection,
    project: &ProjectId,
    moment: Moment,
) -> Result<RecommendationContent> {
    let found = projects::store::project(conn, *project, moment.today)?;
    let recommendation = store::recommendation(conn, *project)?;
    let municipality = organisation::store::find_municipality(conn)?;
    let estimate = approved(conn, *project)?;
    let day = recommendation.texts.meeting_on.unwrap_or(moment.today);
    let requirement = match &estimate {
        Some((basis, calculation)) => Some(required(conn, basis, calculation, day)?),
        None => None,
    };
    Ok(RecommendationContent {
        author: organisation::document_author(municipality.as_ref()),
        recommendation,
        project: found,
        needs: needs::totals(conn, &Reach::All, *project)?,
        estimate,
        requirement,
        milestones: projects::store::milestones(conn, *project)?,
        decisions: projects::store::decisions(conn, *project)?,
    })
}

/// The estimate that was approved last, reckoned on confirmed needs.
fn approved(
    conn: &mut DbConnection,
    project: ProjectId,
) -> Result<Option<(EstimateBasis, Calculation)>> {
    let estimates = budget::store::estimates(conn, project)?.into_iter();
    let latest = estimates
        .filter(|estimate| estimate.state == EstimateState::Approved)
        .max_by_key(|estimate| (estimate.approved_at, estimate.id));
    let Some(latest) = latest else {
        return Ok(None);
    };
    let basis = budget::store::basis(conn, latest.id, NeedsCounted::Confirmed)?;
    let calculation = calculate(&basis, None)?;
    Ok(Some((basis, calculation)))
}

/// Who must decide on an agreement as the estimate plans it.
fn required(
    conn: &mut DbConnection,
    basis: &EstimateBasis,
    calculation: &Calculation,
    day: chrono::NaiveDate,
) -> Result<Requirement> {
    let estimate = &basis.estimate;
    let every = Every {
        unit: estimate.every_unit,
        count: estimate.every_count,
    };
    let ends_on = every.after(estimate.starts_on, i64::from(estimate.periods));
    let months = ends_on.map_or(0, |end| term_in_months(estimate.starts_on, end));
    let rules = leasing::store::approval_rules(conn)?;
    Ok(requirement(&rules, calculation.total, months, day))
}

fn check(content: &RecommendationContent, _: Moment) -> Faults {
    let mut faults = Faults::default();
    faults.require(content.recommendation.texts.meeting_on.is_some(), || {
        Fault::new(&codes::RECOMMENDATION_WITHOUT_MEETING)
    });
    faults.require(content.estimate.is_some(), || {
        Fault::new(&codes::RECOMMENDATION_WITHOUT_ESTIMATE)
    });
    faults
}

fn composed(content: &RecommendationContent, edition: &Edition) -> Result<render::Document> {
    let mut document = compose(content, edition.date);
    edition.stamp(&mut document);
    edition.list_changes(&mut document);
    Ok(document)
}
