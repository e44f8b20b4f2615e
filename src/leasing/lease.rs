//! A lease agreement and the terms that decide its instalments.

use crate::db::{LeaseId, ProjectId, text_enum};
use crate::error::{Error, Fault, codes};
use crate::finance::{Every, LeaseTerms, Money, PaymentDays, Rate, Rounding, Timetable, Timing};
use chrono::NaiveDate;

text_enum! {
    /// Who carries the residual value.
    pub enum LeaseKind {
        /// The municipality pays nearly all of the price and bears the residual (*finansiel leasing*).
        FinanceLease = "finance_lease",
        /// The lessor bears the residual and takes the devices back (*operationel leasing*).
        OperatingLease = "operating_lease",
    }
}

text_enum! {
    /// Where a lease stands.
    pub enum LeaseState {
        /// Open for lines and changes; not yet signed (*etablering*).
        Establishment = "establishment",
        /// Signed; purchases are added and the lessor pays suppliers (*oparbejdning*).
        BuildUp = "build_up",
        /// Terms and lines are frozen; payments run, and later agreements are entries (*ikraftsat*, *administration*).
        InForce = "in_force",
        /// Over (*ophør*).
        Ended = "ended",
    }
}

/// A lease agreement with a lessor.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Lease {
    /// Its number in this service.
    pub id: LeaseId,
    /// The procurement project that it carries out.
    pub project_id: Option<ProjectId>,
    /// The lessor's number of the agreement.
    #[schema(example = "KL-2017-0431")]
    pub agreement_number: String,
    /// What it is about.
    pub title: String,
    /// The lessor.
    pub lessor_name: String,
    /// The lessor's company number, eight digits.
    pub lessor_cvr_number: Option<String>,
    /// Who carries the residual value.
    pub kind: LeaseKind,
    /// Where it stands.
    pub state: LeaseState,
    /// The first day of the lease period.
    pub starts_on: NaiveDate,
    /// The number of instalments.
    pub periods: i32,
    /// The length of a period.
    #[schema(value_type = Object, example = json!({"unit": "year", "count": 1}))]
    pub every: Every,
    /// `advance` or `arrears`.
    #[schema(value_type = String, example = "advance")]
    pub timing: Timing,
    /// The nominal yearly rate as a fraction of one.
    #[schema(value_type = String, example = "0.0275")]
    pub rate: Rate,
    /// The debt that remains after the last period, excluding VAT.
    #[schema(value_type = String, example = "0.00")]
    pub residual: Money,
    /// `constant_payment` or `last_payment_absorbs`.
    #[schema(value_type = String, example = "constant_payment")]
    pub rounding: Rounding,
    /// Anything else.
    pub note: Option<String>,
    /// The day on which it ended.
    pub ended_on: Option<NaiveDate>,
    /// Grows with every change of the lease or its lines.
    pub version: i32,
}

impl Lease {
    /// Whether an instalment due on this day counts: a lease that ended early costs nothing after its last day.
    pub fn counts(&self, due_on: NaiveDate) -> bool {
        self.ended_on.is_none_or(|last| due_on <= last)
    }

    /// The terms as the mathematics sees them: an annuity whose due dates stand as they fall.
    pub fn terms(&self) -> LeaseTerms {
        terms(
            self.starts_on,
            self.periods,
            self.every,
            self.timing,
            self.rate,
            self.residual,
            self.rounding,
        )
    }

    /// The lease, if it is still in establishment.
    ///
    /// # Errors
    /// [`codes::LEASE_FROZEN`].
    pub fn require_establishment(&self) -> Result<(), Error> {
        if self.state == LeaseState::Establishment {
            return Ok(());
        }
        Err(Fault::new(&codes::LEASE_FROZEN)
            .with("state", self.state.as_str())
            .into())
    }
}

/// The terms of an annuity without changes of rate.
pub(super) fn terms(
    starts_on: NaiveDate,
    periods: i32,
    every: Every,
    timing: Timing,
    rate: Rate,
    residual: Money,
    rounding: Rounding,
) -> LeaseTerms {
    let timetable = Timetable {
        starts_on,
        first_due_on: None,
        // A negative number never gets past the schema; no periods make no schedule.
        periods: u32::try_from(periods).unwrap_or(0),
        every,
        timing,
        payment_days: PaymentDays::Unadjusted,
    };
    LeaseTerms {
        residual,
        rounding,
        ..LeaseTerms::new(timetable, rate)
    }
}
