//! The faults and warnings of the mathematics in people's words.

use crate::error::{Code, Error, Fault, Language, codes};
use crate::finance::TermsFaults;
use crate::finance::quote::{FaultKind, Warning};

/// The faults of the terms as a refusal, in their order.
pub(super) fn refused(faults: &TermsFaults) -> Error {
    let told = faults.0.iter().map(|fault| {
        let told = Fault::new(code(fault.kind)).at(&fault.pointer);
        let arguments = fault.kind.arguments();
        arguments
            .into_iter()
            .fold(told, |told, (name, value)| told.with(name, value))
    });
    Error::Refused(told.collect())
}

/// The refusal that a kind of fault is told by.
fn code(kind: FaultKind) -> &'static Code {
    match kind {
        FaultKind::DrawdownsMissing => &codes::DRAWDOWNS_MISSING,
        FaultKind::DrawdownsGivenAndSolved => &codes::DRAWDOWNS_GIVEN_AND_SOLVED,
        FaultKind::TooManyDrawdowns { .. } => &codes::TOO_MANY_DRAWDOWNS,
        FaultKind::AmountNotPositive => &codes::AMOUNT_NOT_POSITIVE,
        FaultKind::AmountNegative => &codes::AMOUNT_NEGATIVE,
        FaultKind::DrawdownAfterLastInstalment { .. } => &codes::DRAWDOWN_AFTER_LAST_INSTALMENT,
        FaultKind::DateOutOfRange => &codes::LEASE_DATE_OUT_OF_RANGE,
        FaultKind::PeriodsOutOfRange { .. } => &codes::PERIODS_OUT_OF_RANGE,
        FaultKind::PeriodWithoutLength => &codes::PERIOD_WITHOUT_LENGTH,
        FaultKind::FirstDueTooEarly => &codes::FIRST_DUE_TOO_EARLY,
        FaultKind::ScheduleTooLong => &codes::SCHEDULE_TOO_LONG,
        FaultKind::RateMissing => &codes::RATE_MISSING,
        FaultKind::RateGivenAndSolved => &codes::RATE_GIVEN_AND_SOLVED,
        FaultKind::RateChangesWithSolvedRate => &codes::RATE_CHANGES_WITH_SOLVED_RATE,
        FaultKind::RateChangeRepeated { .. } => &codes::RATE_CHANGE_REPEATED,
        FaultKind::RateChangeBeforeStart { .. } => &codes::RATE_CHANGE_BEFORE_START,
        FaultKind::TooManyRateChanges { .. } => &codes::TOO_MANY_RATE_CHANGES,
        FaultKind::ResidualAboveFinanced { .. } => &codes::RESIDUAL_ABOVE_FINANCED,
        FaultKind::FinancedOutOfRange { .. } => &codes::FINANCED_OUT_OF_RANGE,
        FaultKind::VatRateOutOfRange => &codes::VAT_RATE_OUT_OF_RANGE,
        FaultKind::SolveValueMissing => &codes::SOLVE_VALUE_MISSING,
        FaultKind::SolveValueNotExpected => &codes::SOLVE_VALUE_NOT_EXPECTED,
        FaultKind::SolveNeedsAnnuity => &codes::SOLVE_NEEDS_ANNUITY,
        FaultKind::RateNotFound => &codes::RATE_NOT_FOUND,
        FaultKind::PaymentNeverRepays { .. } => &codes::PAYMENT_NEVER_REPAYS,
        FaultKind::AmountNotFound => &codes::AMOUNT_NOT_FOUND,
        FaultKind::AmountsOutOfRange => &codes::AMOUNTS_OUT_OF_RANGE,
    }
}

/// A warning as a sentence.
pub(super) fn warned(warning: Warning, language: Language) -> String {
    match language {
        Language::Danish => danish(warning),
        Language::English => english(warning),
    }
}

fn danish(warning: Warning) -> String {
    match warning {
        Warning::RateUnusuallyHigh { rate } => {
            format!("Renten er over 30 % om året ({rate}); 2,75 % skrives 0.0275.")
        }
        Warning::RateNegative { rate } => format!("Renten er negativ ({rate})."),
        Warning::NoInterimCharge => {
            "Der er udbetalinger før leasingperiodens start, men ingen delafgift.".to_owned()
        }
        Warning::RateChangeWithoutEffect { from } => {
            format!("Renteændringen {from} ændrer ingen ydelse.")
        }
        Warning::PaymentBelowInterest { number } => {
            format!("Ydelse nr. {number} dækker ikke renten, så gælden vokser.")
        }
        Warning::DebtNegative { number } => {
            format!("Gælden er negativ efter ydelse nr. {number}.")
        }
        Warning::LastInterestNegative { interest } => {
            format!("Afrundingen gør den sidste rente negativ ({interest}).")
        }
    }
}

fn english(warning: Warning) -> String {
    match warning {
        Warning::RateUnusuallyHigh { rate } => {
            format!("The rate is above 30 % a year ({rate}); 2.75 % is written 0.0275.")
        }
        Warning::RateNegative { rate } => format!("The rate is negative ({rate})."),
        Warning::NoInterimCharge => {
            "There are drawdowns before the lease starts, but no interim charge.".to_owned()
        }
        Warning::RateChangeWithoutEffect { from } => {
            format!("The rate change of {from} changes no payment.")
        }
        Warning::PaymentBelowInterest { number } => {
            format!("Payment no. {number} does not cover the interest, so the debt grows.")
        }
        Warning::DebtNegative { number } => {
            format!("The debt is negative after payment no. {number}.")
        }
        Warning::LastInterestNegative { interest } => {
            format!("Rounding makes the last interest negative ({interest}).")
        }
    }
}
