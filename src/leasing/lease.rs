//! A lease agreement and the terms that decide its instalments.

use super::contract::{FloatingRate, InterimTerms, LeaseEndKind};
use crate::db::{LeaseId, ProjectId, text_enum};
use crate::error::{Code, Error, Fault, codes};
use crate::finance::{
    DayCount, Every, InterestRounding, LeaseTerms, Money, PaymentDays, Rate, Repayment, Rounding,
    Timetable, Timing,
};
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
    /// The day on which it was signed and became binding.
    pub signed_on: Option<NaiveDate>,
    /// The first day of the lease period.
    pub starts_on: NaiveDate,
    /// The due date of the first instalment where the first period is odd.
    pub first_due_on: Option<NaiveDate>,
    /// The number of instalments as signed; extensions are entries.
    pub periods: i32,
    /// The length of a period.
    #[schema(value_type = Object, example = json!({"unit": "year", "count": 1}))]
    pub every: Every,
    /// `advance` or `arrears`.
    #[schema(value_type = String, example = "advance")]
    pub timing: Timing,
    /// `unadjusted`, `following` or `modified_following`: how a due date that is no bank day moves.
    #[schema(value_type = String, example = "unadjusted")]
    pub payment_days: PaymentDays,
    /// The nominal yearly rate at the beginning as a fraction of one.
    #[schema(value_type = String, example = "0.0275")]
    pub rate: Rate,
    /// How interest counts time.
    #[schema(value_type = String, example = "periodic")]
    pub day_count: DayCount,
    /// The reference that the rate follows; absent for a fixed rate.
    pub floating: Option<FloatingRate>,
    /// `annuity`, `straight_line` or `interest_only`.
    #[schema(value_type = String, example = "annuity")]
    pub repayment: Repayment,
    /// The debt that remains after the last period, excluding VAT.
    #[schema(value_type = String, example = "0.00")]
    pub residual: Money,
    /// `constant_payment` or `last_payment_absorbs`.
    #[schema(value_type = String, example = "constant_payment")]
    pub rounding: Rounding,
    /// `half_up` or `half_even`.
    #[schema(value_type = String, example = "half_up")]
    pub interest_rounding: InterestRounding,
    /// How the time before the start is charged.
    pub interim_charge: InterimTerms,
    /// The VAT rate of the payments as a fraction of one.
    #[schema(value_type = String, example = "0.25")]
    pub vat_rate: Rate,
    /// What happens to the devices at the end.
    pub end_kind: LeaseEndKind,
    /// What they cost then, excluding VAT; only where they may be bought.
    #[schema(value_type = Option<String>, example = "120000.00")]
    pub purchase_price: Option<Money>,
    /// The string of the chart of accounts that carries it.
    #[schema(example = "3.22.01.1.400.4.9")]
    pub account_string: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// The day on which it ended; may lie ahead where an end was agreed in advance.
    pub ended_on: Option<NaiveDate>,
    /// Grows with every change of the lease, its lines and its batches, and with every entry.
    pub version: i32,
}

impl Lease {
    /// Whether an instalment due on this day counts: a lease that ended early costs nothing after its last day.
    pub fn counts(&self, due_on: NaiveDate) -> bool {
        self.ended_on.is_none_or(|last| due_on <= last)
    }

    /// The terms as they were signed, as the mathematics sees them: without fixings and later agreements.
    pub fn terms(&self) -> LeaseTerms {
        LeaseTerms {
            timetable: Timetable {
                starts_on: self.starts_on,
                first_due_on: self.first_due_on,
                // A negative number never gets past the schema; no periods make no schedule.
                periods: u32::try_from(self.periods).unwrap_or(0),
                every: self.every,
                timing: self.timing,
                payment_days: self.payment_days,
            },
            rate: self.rate,
            rate_changes: Vec::new(),
            day_count: self.day_count,
            repayment: self.repayment,
            residual: self.residual,
            rounding: self.rounding,
            interest_rounding: self.interest_rounding,
        }
    }

    /// Whether terms or lines may still change: before the lease is in force.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, LeaseState::Establishment | LeaseState::BuildUp)
    }

    /// The lease, if it is not in force yet.
    ///
    /// # Errors
    /// [`codes::LEASE_FROZEN`].
    pub fn require_open(&self) -> Result<(), Error> {
        self.require(self.is_open(), &codes::LEASE_FROZEN)
    }

    /// The lease, if it is not signed yet.
    ///
    /// # Errors
    /// [`codes::LEASE_NOT_IN_ESTABLISHMENT`].
    pub fn require_establishment(&self) -> Result<(), Error> {
        let establishment = self.state == LeaseState::Establishment;
        self.require(establishment, &codes::LEASE_NOT_IN_ESTABLISHMENT)
    }

    /// The lease, if it is signed and not in force yet.
    ///
    /// # Errors
    /// [`codes::LEASE_NOT_IN_BUILD_UP`].
    pub fn require_build_up(&self) -> Result<(), Error> {
        let build_up = self.state == LeaseState::BuildUp;
        self.require(build_up, &codes::LEASE_NOT_IN_BUILD_UP)
    }

    /// The lease, if it is in force.
    ///
    /// # Errors
    /// [`codes::LEASE_NOT_IN_FORCE`].
    pub fn require_in_force(&self) -> Result<(), Error> {
        let in_force = self.state == LeaseState::InForce;
        self.require(in_force, &codes::LEASE_NOT_IN_FORCE)
    }

    fn require(&self, condition: bool, code: &'static Code) -> Result<(), Error> {
        if condition {
            return Ok(());
        }
        Err(Fault::new(code).with("state", self.state.as_str()).into())
    }
}
