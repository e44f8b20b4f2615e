//! Drafts an estimate of a project, and changes its title and financing while it is a draft.

use super::estimate::not_negative;
use super::{Estimate, store};
use crate::clock::Moment;
use crate::db::{DbConnection, EstimateId, ProjectId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::finance::{Every, Money, PaymentDays, Rate, Timetable, Timing, Unit};
use crate::http::actor::EstimateAuthor;
use crate::http::not_blank;
use crate::organisation::journal;
use crate::projects;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

/// Title and financing of an estimate, all of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeEstimate {
    /// Its title.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(
        min_length = 1,
        max_length = 200,
        example = "Leasing af elev-pc'er 2018-2021"
    )]
    pub title: String,
    /// The first day of the lease period, 1990 to 2100.
    pub starts_on: NaiveDate,
    /// The number of payments.
    #[validate(range(min = 1, max = 1200))]
    #[schema(minimum = 1, maximum = 1200)]
    pub periods: u32,
    /// The unit of a period: `day`, `week`, `month` or `year`.
    #[schema(value_type = String, example = "year")]
    pub every_unit: Unit,
    /// How many units a period has.
    #[validate(range(min = 1, max = 1200))]
    #[schema(minimum = 1, maximum = 1200)]
    pub every_count: u32,
    /// `advance` or `arrears`.
    #[schema(value_type = String, example = "advance")]
    pub timing: Timing,
    /// The nominal yearly rate as a fraction of one, 0 to 1.
    #[schema(value_type = String, example = "0.0275")]
    pub rate: Rate,
    /// Where the rate comes from.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 500)]
    pub rate_source: String,
    /// Whether the rate is assumed rather than offered.
    pub rate_assumed: bool,
    /// What remains to be paid after the last period, in kroner.
    #[validate(custom(function = not_negative))]
    #[schema(value_type = String, example = "0.00")]
    pub residual: Money,
    /// Remarks.
    #[validate(length(min = 1, max = 5000))]
    #[schema(min_length = 1, max_length = 5000)]
    pub note: Option<String>,
}

impl DescribeEstimate {
    fn check(&self) -> Result<()> {
        let mut faults = Faults::default();
        faults.require((1990..=2100).contains(&self.starts_on.year()), || {
            Fault::new(&codes::DATE_OUT_OF_RANGE).at("/starts_on")
        });
        let rate = self.rate.value();
        faults.require(
            !rate.is_sign_negative() && rate <= rust_decimal::Decimal::ONE,
            || Fault::new(&codes::ESTIMATE_RATE_OUT_OF_RANGE).at("/rate"),
        );
        let timetable = Timetable {
            starts_on: self.starts_on,
            first_due_on: None,
            periods: self.periods,
            every: Every {
                unit: self.every_unit,
                count: self.every_count,
            },
            timing: self.timing,
            payment_days: PaymentDays::Unadjusted,
        };
        if let Err(reason) = timetable.slots() {
            faults.add(
                Fault::new(&codes::ESTIMATE_TERMS_INVALID)
                    .at("/periods")
                    .with("reason", reason),
            );
        }
        faults.into_result()
    }
}

/// Drafts an estimate without prices and lines.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`], [`codes::PROJECT_CLOSED`]; [`codes::DATE_OUT_OF_RANGE`],
/// [`codes::ESTIMATE_RATE_OUT_OF_RANGE`], [`codes::ESTIMATE_TERMS_INVALID`].
pub fn draft_estimate(
    conn: &mut DbConnection,
    actor: &EstimateAuthor,
    project: ProjectId,
    command: &DescribeEstimate,
    moment: Moment,
) -> Result<Estimate> {
    projects::store::require_open_project(conn, project)?;
    command.check()?;
    let id = store::insert_estimate(conn, project, command)?;
    let estimate = store::estimate(conn, id)?;
    journal::Entry::new("drafted", "estimate", id.0)
        .after(&estimate)
        .record(conn, actor, moment)?;
    Ok(estimate)
}

/// Changes title and financing of a draft.
///
/// # Errors
/// As [`draft_estimate`]; [`codes::ESTIMATE_NOT_FOUND`], [`codes::STALE`], [`codes::ESTIMATE_APPROVED`].
pub fn change_estimate(
    conn: &mut DbConnection,
    actor: &EstimateAuthor,
    id: EstimateId,
    seen: Version,
    command: &DescribeEstimate,
    moment: Moment,
) -> Result<Estimate> {
    let before = store::estimate(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_draft()?;
    projects::store::require_open_project(conn, before.project_id)?;
    command.check()?;
    store::update_estimate(conn, id, command, version)?;
    let after = store::estimate(conn, id)?;
    journal::Entry::new("changed", "estimate", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
