//! What can be wrong with the terms of a quote: a stable code, a place and the values concerned.
//!
//! All faults of a request come in one answer. Codes and pointers (RFC 6901) are part of the
//! interface and never change their meaning; the texts may.

use crate::finance::money::Money;
use chrono::NaiveDate;

/// The faults of a request, at least one, in the order of the request's fields.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} fault(s) in the terms", .0.len())]
pub struct TermsFaults(pub Vec<TermsFault>);

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsFault {
    /// JSON pointer to the value in the request, such as `/drawdowns/2/amount`.
    pub pointer: String,
    /// What is wrong with it.
    pub kind: FaultKind,
}

impl TermsFault {
    /// The fault `kind` at `pointer`.
    pub fn new(pointer: impl Into<String>, kind: FaultKind) -> Self {
        TermsFault {
            pointer: pointer.into(),
            kind,
        }
    }
}

/// The kinds of faults; their `Display` is English, for logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// No drawdowns although the amount is not solved for.
    #[error("at least one drawdown is needed")]
    DrawdownsMissing,
    /// Drawdowns although the amount is solved for.
    #[error("drawdowns are given although the amount is to be found")]
    DrawdownsGivenAndSolved,
    /// More drawdowns than one quote takes.
    #[error("more than {most} drawdowns")]
    TooManyDrawdowns {
        /// The most that are taken.
        most: usize,
    },
    /// An amount that must be above zero is not.
    #[error("the amount must be above zero")]
    AmountNotPositive,
    /// An amount that must not be below zero is.
    #[error("the amount must not be negative")]
    AmountNegative,
    /// A drawdown after the last instalment.
    #[error("after the last instalment, which falls on {last}")]
    DrawdownAfterLastInstalment {
        /// The day of the last instalment.
        last: NaiveDate,
    },
    /// A date before 1900 or after 2199.
    #[error("the date is out of range")]
    DateOutOfRange,
    /// No periods, or too many.
    #[error("between 1 and {most} periods")]
    PeriodsOutOfRange {
        /// The most that are taken.
        most: u32,
    },
    /// A period of no length.
    #[error("a period needs a length")]
    PeriodWithoutLength,
    /// The first due date is before the start (or on it, in arrears).
    #[error("before the first instalment could be due")]
    FirstDueTooEarly,
    /// The schedule runs beyond the year 9999.
    #[error("the lease runs beyond the calendar")]
    ScheduleTooLong,
    /// No rate although it is not solved for.
    #[error("a rate is needed")]
    RateMissing,
    /// A rate although it is solved for.
    #[error("a rate is given although it is to be found")]
    RateGivenAndSolved,
    /// Rate changes although the rate is solved for.
    #[error("rate changes are given although the rate is to be found")]
    RateChangesWithSolvedRate,
    /// Two rate changes on one day.
    #[error("a second rate change on {from}")]
    RateChangeRepeated {
        /// The day.
        from: NaiveDate,
    },
    /// A rate change before the start and before everything drawn: it is the first rate by another name.
    #[error("before the lease and its first drawdown, {first}")]
    RateChangeBeforeStart {
        /// The first day that bears interest or charge.
        first: NaiveDate,
    },
    /// More rate changes than one quote takes.
    #[error("more than {most} rate changes")]
    TooManyRateChanges {
        /// The most that are taken.
        most: usize,
    },
    /// The residual is above what is financed.
    #[error("above the amount financed, {financed}")]
    ResidualAboveFinanced {
        /// The amount financed.
        financed: Money,
    },
    /// All drawdowns together are more than the service carries.
    #[error("more than {most} in all")]
    FinancedOutOfRange {
        /// The most that is carried.
        most: Money,
    },
    /// A VAT rate below 0 or above 1.
    #[error("a VAT rate lies between 0 and 1")]
    VatRateOutOfRange,
    /// The given value to solve from is missing.
    #[error("the value to solve from is missing")]
    SolveValueMissing,
    /// Two values to solve from, or one that does not go with the unknown.
    #[error("this value does not go with what is to be found")]
    SolveValueNotExpected,
    /// A payment can be given for an annuity only.
    #[error("a payment can be given for an annuity only")]
    SolveNeedsAnnuity,
    /// No rate gives the payment.
    #[error("no rate gives this payment")]
    RateNotFound,
    /// The payments and the residual fall so far short of what is drawn that they never repay it.
    #[error("never repays the debt; without interest the payment is {least}")]
    PaymentNeverRepays {
        /// The level payment without interest.
        least: Money,
    },
    /// No amount fits.
    #[error("no amount fits")]
    AmountNotFound,
    /// The terms lead to amounts that cannot be carried.
    #[error("the terms lead to amounts out of range")]
    AmountsOutOfRange,
}

impl FaultKind {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            FaultKind::DrawdownsMissing => "drawdowns_missing",
            FaultKind::DrawdownsGivenAndSolved => "drawdowns_given_and_solved",
            FaultKind::TooManyDrawdowns { .. } => "too_many_drawdowns",
            FaultKind::AmountNotPositive => "amount_not_positive",
            FaultKind::AmountNegative => "amount_negative",
            FaultKind::DrawdownAfterLastInstalment { .. } => "drawdown_after_last_instalment",
            FaultKind::DateOutOfRange => "lease_date_out_of_range",
            FaultKind::PeriodsOutOfRange { .. } => "periods_out_of_range",
            FaultKind::PeriodWithoutLength => "period_without_length",
            FaultKind::FirstDueTooEarly => "first_due_too_early",
            FaultKind::ScheduleTooLong => "schedule_too_long",
            FaultKind::RateMissing => "rate_missing",
            FaultKind::RateGivenAndSolved => "rate_given_and_solved",
            FaultKind::RateChangesWithSolvedRate => "rate_changes_with_solved_rate",
            FaultKind::RateChangeRepeated { .. } => "rate_change_repeated",
            FaultKind::RateChangeBeforeStart { .. } => "rate_change_before_start",
            FaultKind::TooManyRateChanges { .. } => "too_many_rate_changes",
            FaultKind::ResidualAboveFinanced { .. } => "residual_above_financed",
            FaultKind::FinancedOutOfRange { .. } => "financed_out_of_range",
            FaultKind::VatRateOutOfRange => "vat_rate_out_of_range",
            FaultKind::SolveValueMissing => "solve_value_missing",
            FaultKind::SolveValueNotExpected => "solve_value_not_expected",
            FaultKind::SolveNeedsAnnuity => "solve_needs_annuity",
            FaultKind::RateNotFound => "rate_not_found",
            FaultKind::PaymentNeverRepays { .. } => "payment_never_repays",
            FaultKind::AmountNotFound => "amount_not_found",
            FaultKind::AmountsOutOfRange => "amounts_out_of_range",
        }
    }

    /// The values concerned by name, written as JSON writes them.
    pub fn arguments(self) -> Vec<(&'static str, String)> {
        match self {
            FaultKind::TooManyDrawdowns { most } | FaultKind::TooManyRateChanges { most } => {
                vec![("most", most.to_string())]
            }
            FaultKind::PeriodsOutOfRange { most } => vec![("most", most.to_string())],
            FaultKind::FinancedOutOfRange { most } => vec![("most", most.to_string())],
            FaultKind::DrawdownAfterLastInstalment { last } => vec![("last", last.to_string())],
            FaultKind::RateChangeRepeated { from } => vec![("from", from.to_string())],
            FaultKind::RateChangeBeforeStart { first } => vec![("first", first.to_string())],
            FaultKind::PaymentNeverRepays { least } => vec![("least", least.to_string())],
            FaultKind::ResidualAboveFinanced { financed } => {
                vec![("financed", financed.to_string())]
            }
            _ => Vec::new(),
        }
    }
}
