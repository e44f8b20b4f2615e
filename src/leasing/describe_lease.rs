//! The terms of a lease as somebody writes them, and what is wrong with them.

use super::account_string::is_account_string;
use super::contract::{FloatingRate, InterimTerms, LeaseEndKind};
use super::{Lease, LeaseKind, store};
use crate::db::{DbConnection, ProjectId};
use crate::error::{Fault, Faults, Result, codes};
use crate::finance::schedule::ScheduleError;
use crate::finance::{
    DayCount, Every, InterestRounding, Money, PaymentDays, Rate, Repayment, Rounding, Timetable,
    Timing,
};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
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
    /// The due date of the first instalment where the first period is odd.
    pub first_due_on: Option<NaiveDate>,
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
    /// `unadjusted` (unless given), `following` or `modified_following`: how a due date that is no bank day moves.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^(unadjusted|following|modified_following)$", example = "unadjusted")]
    pub payment_days: PaymentDays,
    /// The nominal yearly rate as a fraction of one, at most ten decimals; of a floating rate the one at the beginning.
    #[schema(value_type = String, example = "0.0275")]
    pub rate: Rate,
    /// How interest counts time; `periodic` unless given.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^(periodic|30/360|30E/360|ACT/360|ACT/364|ACT/365F|ACT/ACT)$", example = "periodic")]
    pub day_count: DayCount,
    /// The reference that the rate follows; absent for a fixed rate.
    #[validate(nested)]
    pub floating: Option<FloatingRate>,
    /// `annuity` (unless given), `straight_line` or `interest_only`.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^(annuity|straight_line|interest_only)$", example = "annuity")]
    pub repayment: Repayment,
    /// The debt that remains after the last period, excluding VAT; none unless given.
    #[serde(default)]
    #[schema(value_type = String, example = "0.00")]
    pub residual: Money,
    /// `constant_payment` (unless given) or `last_payment_absorbs`.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^(constant_payment|last_payment_absorbs)$", example = "constant_payment")]
    pub rounding: Rounding,
    /// How half an øre of interest is rounded: `half_up` (unless given) or `half_even`.
    #[serde(default)]
    #[schema(value_type = String, pattern = "^(half_up|half_even)$", example = "half_up")]
    pub interest_rounding: InterestRounding,
    /// How the time before the start is charged; not at all unless given.
    #[serde(default)]
    pub interim_charge: InterimTerms,
    /// The VAT rate of the payments as a fraction of one; 0.25 unless given.
    #[serde(default = "danish_vat")]
    #[schema(value_type = String, example = "0.25")]
    pub vat_rate: Rate,
    /// What happens to the devices at the end; `return_to_lessor` unless given.
    #[serde(default = "returned")]
    pub end_kind: LeaseEndKind,
    /// What they cost then, excluding VAT; only with `purchase` and `mixed`.
    #[schema(value_type = Option<String>, example = "120000.00")]
    pub purchase_price: Option<Money>,
    /// The string of the chart of accounts that carries it: at most 16 digits with points, hyphens or spaces between.
    #[schema(example = "3.22.01.1.400.4.9")]
    pub account_string: Option<String>,
    /// Anything else.
    #[validate(length(min = 1, max = 4000))]
    #[schema(min_length = 1, max_length = 4000)]
    pub note: Option<String>,
}

/// The Danish VAT rate (*momsloven* § 33).
pub fn danish_vat() -> Rate {
    Rate::new(Decimal::new(25, 2)).unwrap_or_default()
}

fn returned() -> LeaseEndKind {
    LeaseEndKind::ReturnToLessor
}

impl DescribeLease {
    /// What a lease says now, as somebody would write it.
    pub fn of(lease: &Lease) -> Self {
        let lease = lease.clone();
        DescribeLease {
            project_id: lease.project_id,
            agreement_number: lease.agreement_number,
            title: lease.title,
            lessor_name: lease.lessor_name,
            lessor_cvr_number: lease.lessor_cvr_number,
            kind: lease.kind,
            starts_on: lease.starts_on,
            first_due_on: lease.first_due_on,
            periods: lease.periods,
            every: lease.every,
            timing: lease.timing,
            payment_days: lease.payment_days,
            rate: lease.rate,
            day_count: lease.day_count,
            floating: lease.floating,
            repayment: lease.repayment,
            residual: lease.residual,
            rounding: lease.rounding,
            interest_rounding: lease.interest_rounding,
            interim_charge: lease.interim_charge,
            vat_rate: lease.vat_rate,
            end_kind: lease.end_kind,
            purchase_price: lease.purchase_price,
            account_string: lease.account_string,
            note: lease.note,
        }
    }

    /// All faults of the terms at once.
    pub(super) fn check(&self, conn: &mut DbConnection) -> Result<()> {
        let mut faults = Faults::default();
        self.check_texts(&mut faults);
        self.check_amounts(&mut faults);
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

    fn check_texts(&self, faults: &mut Faults) {
        for (pointer, text) in [
            ("/agreement_number", Some(&self.agreement_number)),
            ("/title", Some(&self.title)),
            ("/lessor_name", Some(&self.lessor_name)),
            (
                "/floating/index_name",
                self.floating.as_ref().map(|floating| &floating.index_name),
            ),
        ] {
            let blank = text.is_some_and(|text| text.trim().is_empty());
            faults.require(!blank, || Fault::new(&codes::TEXT_BLANK).at(pointer));
        }
        let cvr = self.lessor_cvr_number.as_deref();
        faults.require(cvr.is_none_or(is_cvr), || {
            Fault::new(&codes::CVR_INVALID).at("/lessor_cvr_number")
        });
        let account = self.account_string.as_deref();
        faults.require(account.is_none_or(is_account_string), || {
            Fault::new(&codes::ACCOUNT_STRING_INVALID).at("/account_string")
        });
    }

    fn check_amounts(&self, faults: &mut Faults) {
        for (pointer, amount) in [
            ("/residual", Some(self.residual)),
            ("/purchase_price", self.purchase_price),
        ] {
            let negative = amount.is_some_and(Money::is_negative);
            faults.require(!negative, || {
                Fault::new(&codes::AMOUNT_NEGATIVE).at(pointer)
            });
        }
        faults.require(
            self.purchase_price.is_none() || self.end_kind.has_purchase(),
            || Fault::new(&codes::LEASE_PURCHASE_PRICE_UNWANTED).at("/purchase_price"),
        );
        let vat = self.vat_rate.value();
        faults.require((Decimal::ZERO..=Decimal::ONE).contains(&vat), || {
            Fault::new(&codes::LEASE_VAT_RATE).at("/vat_rate")
        });
        if let Some(floating) = &self.floating {
            let upside_down =
                matches!((floating.floor, floating.cap), (Some(floor), Some(cap)) if floor > cap);
            faults.require(!upside_down, || {
                Fault::new(&codes::LEASE_FLOOR_ABOVE_CAP).at("/floating/cap")
            });
        }
    }

    fn check_dates(&self, faults: &mut Faults) {
        let count = (1..=1200).contains(&self.every.count);
        faults.require(count, || {
            Fault::new(&codes::NUMBER_RANGE)
                .at("/every/count")
                .with("min", 1)
                .with("max", 1200)
        });
        let mut in_range = true;
        for (pointer, date) in [
            ("/starts_on", Some(self.starts_on)),
            ("/first_due_on", self.first_due_on),
        ] {
            if date.is_some_and(|date| !(1990..=2100).contains(&date.year())) {
                faults.add(Fault::new(&codes::DATE_OUT_OF_RANGE).at(pointer));
                in_range = false;
            }
        }
        if !count || !in_range {
            return;
        }
        match self.timetable().slots() {
            Err(ScheduleError::FirstDueTooEarly) => {
                faults.add(Fault::new(&codes::LEASE_FIRST_DUE_TOO_EARLY).at("/first_due_on"));
            }
            Err(ScheduleError::DateOutOfRange | ScheduleError::NoPeriods) => {
                faults.add(Fault::new(&codes::LEASE_BEYOND_CALENDAR).at("/periods"));
            }
            Ok(_) => {}
        }
    }

    fn timetable(&self) -> Timetable {
        Timetable {
            starts_on: self.starts_on,
            first_due_on: self.first_due_on,
            periods: u32::try_from(self.periods).unwrap_or(0),
            every: self.every,
            timing: self.timing,
            payment_days: self.payment_days,
        }
    }
}

fn is_cvr(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}
