//! What is allowed in a quote but seldom meant.
//!
//! A warning never changes the answer. It is a code and the values concerned; its texts for people are
//! written where the quote is answered, in the reader's language.

use super::answer::QuotedInstalment;
use super::request::QuoteRequest;
use crate::finance::interim_charge::InterimMethod;
use crate::finance::money::Money;
use crate::finance::period::Timing;
use crate::finance::rate::Rate;
use crate::finance::terms::LeaseTerms;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// Above this a nominal rate is probably percent written as a fraction: 30 %.
const UNUSUAL_RATE: Decimal = Decimal::from_parts(30, 0, 0, false, 2);

/// Something that is allowed but seldom meant; the `Display` is English, for logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// A rate above 30 %.
    #[error("the rate is above 30 % a year ({rate})")]
    RateUnusuallyHigh {
        /// The rate.
        rate: Rate,
    },
    /// A rate below zero.
    #[error("the rate is negative ({rate})")]
    RateNegative {
        /// The rate.
        rate: Rate,
    },
    /// Drawdowns before the start, and no interim charge.
    #[error("drawdowns before the start without interim charge")]
    NoInterimCharge,
    /// A rate change that changes no payment.
    #[error("the rate change of {from} changes no payment")]
    RateChangeWithoutEffect {
        /// The day of the change.
        from: NaiveDate,
    },
    /// A payment that does not cover the interest.
    #[error("payment {number} does not cover the interest")]
    PaymentBelowInterest {
        /// The first such payment.
        number: u32,
    },
    /// A debt below zero.
    #[error("the debt is negative after payment {number}")]
    DebtNegative {
        /// The first payment after which it is.
        number: u32,
    },
    /// The plug makes the last interest negative.
    #[error("rounding makes the last interest negative ({interest})")]
    LastInterestNegative {
        /// The last interest.
        interest: Money,
    },
}

impl Warning {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Warning::RateUnusuallyHigh { .. } => "rate_unusually_high",
            Warning::RateNegative { .. } => "rate_negative",
            Warning::NoInterimCharge => "no_interim_charge",
            Warning::RateChangeWithoutEffect { .. } => "rate_change_without_effect",
            Warning::PaymentBelowInterest { .. } => "payment_below_interest",
            Warning::DebtNegative { .. } => "debt_negative",
            Warning::LastInterestNegative { .. } => "last_interest_negative",
        }
    }
}

/// `{"code": …, "detail": …}`, the detail in English.
impl Serialize for Warning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut warning = serializer.serialize_struct("Warning", 2)?;
        warning.serialize_field("code", self.code())?;
        warning.serialize_field("detail", &self.to_string())?;
        warning.end()
    }
}

/// The warnings about a request and its rows.
pub(super) fn warnings(
    request: &QuoteRequest,
    terms: &LeaseTerms,
    rows: &[QuotedInstalment],
) -> Vec<Warning> {
    let mut found = Vec::new();
    let rate = terms.rate;
    if rate.value() > UNUSUAL_RATE {
        found.push(Warning::RateUnusuallyHigh { rate });
    }
    if rate < Rate::ZERO {
        found.push(Warning::RateNegative { rate });
    }
    let early = request
        .drawdowns
        .iter()
        .any(|drawdown| drawdown.on < request.starts_on);
    if early && request.interim_charge.method == InterimMethod::None {
        found.push(Warning::NoInterimCharge);
    }
    let effective = terms.effective_rate_changes();
    let last = rows.last().map(|row| row.due_on);
    let too_late = |day| match terms.timetable.timing {
        Timing::Advance => last.is_some_and(|last| day > last),
        Timing::Arrears => last.is_some_and(|last| day >= last),
    };
    for change in &terms.rate_changes {
        if !effective.contains(change) || too_late(change.from) {
            found.push(Warning::RateChangeWithoutEffect { from: change.from });
        }
    }
    if let Some(row) = rows.iter().find(|row| row.principal.is_negative()) {
        found.push(Warning::PaymentBelowInterest { number: row.number });
    }
    if let Some(row) = rows.iter().find(|row| row.closing.is_negative()) {
        found.push(Warning::DebtNegative { number: row.number });
    }
    if let Some(row) = rows
        .last()
        .filter(|row| row.interest.is_negative() && !row.opening.is_negative() && rate > Rate::ZERO)
    {
        found.push(Warning::LastInterestNegative {
            interest: row.interest,
        });
    }
    found
}
