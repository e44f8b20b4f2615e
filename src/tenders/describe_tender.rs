//! Prepares a tender of a project, and changes its rules while it is a draft.

use super::{AwardCriterion, Procedure, Tender, standard_conditions, store};
use crate::clock::Moment;
use crate::db::{DbConnection, EstimateId, ProjectId, SpecificationVersionId, TenderId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::ProjectLead;
use crate::http::not_blank;
use crate::organisation::journal;
use crate::projects;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

/// The rules of a tender, all of them.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeTender {
    /// The approved specification that bidders answer.
    pub specification_version_id: SpecificationVersionId,
    /// The approved estimate that shows the purchase to be affordable.
    pub estimate_id: EstimateId,
    /// Its title.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(
        min_length = 1,
        max_length = 200,
        example = "Elev-pc'er til skolerne i Dragør"
    )]
    pub title: String,
    /// How bidders are found.
    pub procedure: Procedure,
    /// What decides between offers.
    pub award_criterion: AwardCriterion,
    /// Whom bidders may turn to; line feeds are kept.
    #[validate(length(min = 1, max = 1000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 1000)]
    pub contact: String,
    /// The last day for questions.
    pub question_deadline_on: NaiveDate,
    /// The last day for offers, not before the one for questions.
    pub offer_deadline_on: NaiveDate,
    /// The day until which offers bind the bidder, not before the one for offers.
    pub offers_bind_until: NaiveDate,
}

impl DescribeTender {
    fn check_dates(&self, faults: &mut Faults) {
        let dates = [
            ("/question_deadline_on", self.question_deadline_on),
            ("/offer_deadline_on", self.offer_deadline_on),
            ("/offers_bind_until", self.offers_bind_until),
        ];
        let mut earlier: Option<NaiveDate> = None;
        for (pointer, date) in dates {
            faults.require((1990..=2100).contains(&date.year()), || {
                Fault::new(&codes::DATE_OUT_OF_RANGE).at(pointer)
            });
            if let Some(earlier) = earlier.filter(|earlier| *earlier > date) {
                faults.add(
                    Fault::new(&codes::DATES_OUT_OF_ORDER)
                        .at(pointer)
                        .with("not_before", earlier),
                );
            }
            earlier = Some(date);
        }
    }

    /// All that a tender rests on is there and approved; each missing part has its own code.
    fn check(&self, conn: &mut DbConnection, project: ProjectId) -> Result<()> {
        let mut faults = Faults::default();
        let specification = self.specification_version_id;
        match store::specification_state(conn, project, specification)?.as_deref() {
            Some("approved") => {}
            Some(_) => faults.add(
                Fault::new(&codes::TENDER_SPECIFICATION_NOT_APPROVED)
                    .at("/specification_version_id"),
            ),
            None => faults.add(
                Fault::new(&codes::TENDER_SPECIFICATION_UNKNOWN)
                    .at("/specification_version_id")
                    .with("id", specification),
            ),
        }
        match store::estimate_state(conn, project, self.estimate_id)?.as_deref() {
            Some("approved") => {}
            Some(_) => {
                faults.add(Fault::new(&codes::TENDER_ESTIMATE_NOT_APPROVED).at("/estimate_id"))
            }
            None => faults.add(
                Fault::new(&codes::TENDER_ESTIMATE_UNKNOWN)
                    .at("/estimate_id")
                    .with("id", self.estimate_id),
            ),
        }
        if !store::has_confirmed_needs(conn, project)? {
            faults.add(Fault::new(&codes::TENDER_NEEDS_MISSING));
        }
        self.check_dates(&mut faults);
        faults.into_result()
    }
}

/// Prepares a tender with the standard conditions of its procedure.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`], [`codes::PROJECT_CLOSED`]; what is missing:
/// [`codes::TENDER_SPECIFICATION_UNKNOWN`], [`codes::TENDER_SPECIFICATION_NOT_APPROVED`],
/// [`codes::TENDER_ESTIMATE_UNKNOWN`], [`codes::TENDER_ESTIMATE_NOT_APPROVED`], [`codes::TENDER_NEEDS_MISSING`];
/// [`codes::DATES_OUT_OF_ORDER`], [`codes::DATE_OUT_OF_RANGE`].
pub fn prepare_tender(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    project: ProjectId,
    command: &DescribeTender,
    moment: Moment,
) -> Result<Tender> {
    projects::store::require_open_project(conn, project)?;
    command.check(conn, project)?;
    let id = store::insert_tender(conn, project, command)?;
    let conditions = standard_conditions(command.procedure);
    store::replace_conditions(conn, id, &conditions)?;
    let tender = store::tender(conn, id)?;
    journal::Entry::new("prepared", "tender", id.0)
        .after(&tender)
        .record(conn, actor, moment)?;
    Ok(tender)
}

/// Changes the rules of a draft; standard conditions that nobody has edited follow the procedure.
///
/// # Errors
/// As [`prepare_tender`]; [`codes::TENDER_NOT_FOUND`], [`codes::STALE`], [`codes::TENDER_PUBLISHED`],
/// [`codes::TENDER_CANCELLED`].
pub fn change_tender(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    id: TenderId,
    seen: Version,
    command: &DescribeTender,
    moment: Moment,
) -> Result<Tender> {
    let before = store::tender(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_draft()?;
    projects::store::require_open_project(conn, before.project_id)?;
    command.check(conn, before.project_id)?;
    store::update_tender(conn, id, command, version)?;
    if before.conditions == standard_conditions(before.procedure) {
        let conditions = standard_conditions(command.procedure);
        store::replace_conditions(conn, id, &conditions)?;
    }
    let after = store::tender(conn, id)?;
    journal::Entry::new("changed", "tender", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
