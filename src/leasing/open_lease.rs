//! Opens a lease in establishment, and changes its terms until it is in force.

use super::lease::terms;
use super::{Lease, LeaseKind, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseId, ProjectId, Version, violated_unique};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::finance::{Every, Money, Rate, Rounding, Timing};
use crate::http::actor::FinanceStaff;
use crate::organisation::journal;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

/// The terms of a lease, all of them.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeLease {
    /// The procurement project that it carries out.
    pub project_id: Option<ProjectId>,
    /// The lessor's number of the agreement; no two leases share one.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "KL-2017-0431")]
    pub agreement_number: String,
    /// What it is about.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// The lessor.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "KommuneLeasing A/S")]
    pub lessor_name: String,
    /// The lessor's company number, eight digits.
    #[schema(pattern = "^[0-9]{8}$")]
    pub lessor_cvr_number: Option<String>,
    /// Who carries the residual value.
    pub kind: LeaseKind,
    /// The first day of the lease period.
    pub starts_on: NaiveDate,
    /// The number of instalments.
    #[validate(range(min = 1, max = 1200))]
    #[schema(minimum = 1, maximum = 1200, example = 4)]
    pub periods: i32,
    /// The length of a period: `unit` is `day`, `week`, `month` or `year`, `count` is 1 to 1200.
    #[schema(value_type = Object, example = json!({"unit": "year", "count": 1}))]
    pub every: Every,
    /// `advance` (at the start of the period) or `arrears` (at its end).
    #[schema(value_type = String, pattern = "^(advance|arrears)$", example = "advance")]
    pub timing: Timing,
    /// The nominal yearly rate as a fraction of one, at most ten decimals.
    #[schema(value_type = String, example = "0.0275")]
    pub rate: Rate,
    /// The debt that remains after the last period, excluding VAT; none unless given.
    #[serde(default)]
    #[schema(value_type = String, example = "0.00")]
    pub residual: Money,
    /// `constant_payment` (unless given) or `last_payment_absorbs`.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^(constant_payment|last_payment_absorbs)$", example = "constant_payment")]
    pub rounding: Rounding,
    /// Anything else.
    #[validate(length(min = 1, max = 4000))]
    #[schema(min_length = 1, max_length = 4000)]
    pub note: Option<String>,
}

impl DescribeLease {
    fn check(&self, conn: &mut DbConnection) -> Result<()> {
        let mut faults = Faults::default();
        for (pointer, text) in [
            ("/agreement_number", &self.agreement_number),
            ("/title", &self.title),
            ("/lessor_name", &self.lessor_name),
        ] {
            faults.require(!text.trim().is_empty(), || {
                Fault::new(&codes::TEXT_BLANK).at(pointer)
            });
        }
        faults.require(self.lessor_cvr_number.as_deref().is_none_or(is_cvr), || {
            Fault::new(&codes::CVR_INVALID).at("/lessor_cvr_number")
        });
        faults.require(!self.residual.is_negative(), || {
            Fault::new(&codes::AMOUNT_NEGATIVE).at("/residual")
        });
        self.check_dates(&mut faults);
        if let Some(project) = self.project_id {
            faults.require(store::project_exists(conn, project)?, || {
                Fault::new(&codes::LEASE_PROJECT_UNKNOWN)
                    .at("/project_id")
                    .with("id", project)
            });
        }
        faults.into_result()
    }

    fn check_dates(&self, faults: &mut Faults) {
        if !(1..=1200).contains(&self.every.count) {
            faults.add(
                Fault::new(&codes::NUMBER_RANGE)
                    .at("/every/count")
                    .with("min", 1)
                    .with("max", 1200),
            );
        } else if !(1990..=2100).contains(&self.starts_on.year()) {
            faults.add(Fault::new(&codes::DATE_OUT_OF_RANGE).at("/starts_on"));
        } else {
            let terms = terms(
                self.starts_on,
                self.periods,
                self.every,
                self.timing,
                self.rate,
                self.residual,
                self.rounding,
            );
            faults.require(terms.timetable.slots().is_ok(), || {
                Fault::new(&codes::LEASE_BEYOND_CALENDAR).at("/periods")
            });
        }
    }
}

fn is_cvr(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Opens a lease in establishment.
///
/// # Errors
/// [`codes::LEASE_NUMBER_TAKEN`], [`codes::LEASE_PROJECT_UNKNOWN`], [`codes::LEASE_BEYOND_CALENDAR`],
/// [`codes::DATE_OUT_OF_RANGE`], [`codes::CVR_INVALID`], [`codes::TEXT_BLANK`].
pub fn open_lease(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    command: &DescribeLease,
    moment: Moment,
) -> Result<Lease> {
    command.check(conn)?;
    let id = store::insert_lease(conn, command).map_err(number_taken)?;
    let lease = store::lease(conn, id)?;
    journal::Entry::new("opened", "lease", id.0)
        .after(&lease)
        .record(conn, actor, moment)?;
    Ok(lease)
}

/// Changes the terms of a lease in establishment.
///
/// # Errors
/// As [`open_lease`]; [`codes::LEASE_NOT_FOUND`], [`codes::STALE`], [`codes::LEASE_FROZEN`].
pub fn change_lease(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &DescribeLease,
    moment: Moment,
) -> Result<Lease> {
    let before = store::lease(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_establishment()?;
    command.check(conn)?;
    store::update_lease(conn, id, command, version).map_err(number_taken)?;
    let after = store::lease(conn, id)?;
    journal::Entry::new("changed", "lease", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

fn number_taken(error: store::StoreError) -> Error {
    match violated_unique(&error).as_deref() {
        Some("leases.agreement_number") => Fault::new(&codes::LEASE_NUMBER_TAKEN)
            .at("/agreement_number")
            .into(),
        _ => error.into(),
    }
}
