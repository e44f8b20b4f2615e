//! Whether the terms of a quote make sense, with all faults at once.
//!
//! A check that needs several fields is left out while one of them is itself at fault, so that one
//! mistake is one fault and not a row of consequences.

use super::faults::{FaultKind, TermsFault};
use super::request::{QuoteRequest, Solve, Unknown};
use crate::finance::money::Money;
use crate::finance::period::Timing;
use crate::finance::schedule::{MAX_PERIODS, ScheduleError};
use crate::finance::terms::Repayment;
use chrono::{Datelike, NaiveDate};

/// The most drawdowns, and the most rate changes, of one quote.
pub const MOST_ENTRIES: usize = 1000;

/// The faults of a request in the order of its fields; none when the terms make sense.
pub(super) fn faults(request: &QuoteRequest) -> Vec<TermsFault> {
    let mut faults = Vec::new();
    drawdowns(request, &mut faults);
    dates(request, &mut faults);
    rates(request, &mut faults);
    amounts(request, &mut faults);
    if let Some(solve) = &request.solve {
        solving(solve, request.repayment, &mut faults);
    }
    faults
}

fn unknown(request: &QuoteRequest) -> Option<Unknown> {
    request.solve.map(|solve| solve.unknown)
}

fn in_range(date: NaiveDate) -> bool {
    (1900..2200).contains(&date.year())
}

fn drawdowns(request: &QuoteRequest, faults: &mut Vec<TermsFault>) {
    let mut add = |pointer: &str, kind| faults.push(TermsFault::new(pointer, kind));
    match (
        unknown(request) == Some(Unknown::Amount),
        request.drawdowns.len(),
    ) {
        (true, 0) => return,
        (true, _) => return add("/drawdowns", FaultKind::DrawdownsGivenAndSolved),
        (false, 0) => return add("/drawdowns", FaultKind::DrawdownsMissing),
        (false, count) if count > MOST_ENTRIES => {
            return add(
                "/drawdowns",
                FaultKind::TooManyDrawdowns { most: MOST_ENTRIES },
            );
        }
        _ => {}
    }
    let last = request.timetable().last_slot().ok();
    let last = last.map(|slot| slot.falls_on);
    for (index, drawdown) in request.drawdowns.iter().enumerate() {
        if !in_range(drawdown.on) {
            add(&format!("/drawdowns/{index}/on"), FaultKind::DateOutOfRange);
        } else if let Some(last) = last.filter(|last| drawdown.on > *last) {
            let kind = FaultKind::DrawdownAfterLastInstalment { last };
            add(&format!("/drawdowns/{index}/on"), kind);
        }
        if drawdown.amount <= Money::ZERO {
            add(
                &format!("/drawdowns/{index}/amount"),
                FaultKind::AmountNotPositive,
            );
        }
    }
    let financed: Money = request
        .drawdowns
        .iter()
        .map(|drawdown| drawdown.amount)
        .sum();
    if financed > Money::MAX {
        add(
            "/drawdowns",
            FaultKind::FinancedOutOfRange { most: Money::MAX },
        );
    }
}

fn dates(request: &QuoteRequest, faults: &mut Vec<TermsFault>) {
    let before = faults.len();
    let mut add = |pointer: &str, kind| faults.push(TermsFault::new(pointer, kind));
    if !in_range(request.starts_on) {
        add("/starts_on", FaultKind::DateOutOfRange);
    }
    if !(1..=MAX_PERIODS).contains(&request.periods) {
        add(
            "/periods",
            FaultKind::PeriodsOutOfRange { most: MAX_PERIODS },
        );
    }
    if request.every.count == 0 {
        add("/every/count", FaultKind::PeriodWithoutLength);
    }
    if let Some(first) = request.first_due_on {
        let too_early = match request.timing {
            Timing::Advance => first < request.starts_on,
            Timing::Arrears => first <= request.starts_on,
        };
        if !in_range(first) {
            add("/first_due_on", FaultKind::DateOutOfRange);
        } else if too_early {
            add("/first_due_on", FaultKind::FirstDueTooEarly);
        }
    }
    let too_long = request.timetable().last_slot() == Err(ScheduleError::DateOutOfRange);
    if too_long && faults.len() == before {
        faults.push(TermsFault::new("/periods", FaultKind::ScheduleTooLong));
    }
}

fn rates(request: &QuoteRequest, faults: &mut Vec<TermsFault>) {
    let mut add = |pointer: &str, kind| faults.push(TermsFault::new(pointer, kind));
    let solved = unknown(request) == Some(Unknown::Rate);
    match (request.rate, solved) {
        (None, false) => add("/rate", FaultKind::RateMissing),
        (Some(_), true) => add("/rate", FaultKind::RateGivenAndSolved),
        _ => {}
    }
    if solved && !request.rate_changes.is_empty() {
        add("/rate_changes", FaultKind::RateChangesWithSolvedRate);
    }
    if request.rate_changes.len() > MOST_ENTRIES {
        return add(
            "/rate_changes",
            FaultKind::TooManyRateChanges { most: MOST_ENTRIES },
        );
    }
    let first = first_day(request);
    let mut seen = std::collections::BTreeSet::new();
    for (index, change) in request.rate_changes.iter().enumerate() {
        let pointer = format!("/rate_changes/{index}/from");
        if !in_range(change.from) {
            add(&pointer, FaultKind::DateOutOfRange);
        } else if !seen.insert(change.from) {
            add(
                &pointer,
                FaultKind::RateChangeRepeated { from: change.from },
            );
        } else if let Some(first) = first.filter(|first| change.from < *first) {
            add(&pointer, FaultKind::RateChangeBeforeStart { first });
        }
    }
}

/// The first day on which a rate counts: that of the start, or of a drawdown before it.
fn first_day(request: &QuoteRequest) -> Option<NaiveDate> {
    let drawn = request.drawdowns.iter().map(|drawdown| drawdown.on);
    let first = drawn.fold(request.starts_on, NaiveDate::min);
    (in_range(first) && in_range(request.starts_on)).then_some(first)
}

fn amounts(request: &QuoteRequest, faults: &mut Vec<TermsFault>) {
    let financed: Money = request
        .drawdowns
        .iter()
        .map(|drawdown| drawdown.amount)
        .sum();
    let amounts_stand = !faults
        .iter()
        .any(|fault| fault.pointer.starts_with("/drawdowns"));
    let mut add = |pointer: &str, kind| faults.push(TermsFault::new(pointer, kind));
    let solved = unknown(request) == Some(Unknown::Amount);
    if request.residual.is_negative() {
        add("/residual", FaultKind::AmountNegative);
    } else if amounts_stand && !solved && request.residual > financed {
        add("/residual", FaultKind::ResidualAboveFinanced { financed });
    }
    for (index, fee) in request.fees.iter().enumerate() {
        if fee.amount.is_negative() {
            add(&format!("/fees/{index}/amount"), FaultKind::AmountNegative);
        }
    }
    let vat = request.vat_rate.value();
    if vat.is_sign_negative() && !vat.is_zero() || vat > rust_decimal::Decimal::ONE {
        add("/vat_rate", FaultKind::VatRateOutOfRange);
    }
}

fn solving(solve: &Solve, repayment: Repayment, faults: &mut Vec<TermsFault>) {
    let mut add = |pointer: &str, kind| faults.push(TermsFault::new(pointer, kind));
    match (solve.unknown, solve.payment, solve.per_budget_year) {
        (Unknown::Rate, None, None) => add("/solve/payment", FaultKind::SolveValueMissing),
        (Unknown::Amount, None, None) => add("/solve", FaultKind::SolveValueMissing),
        (Unknown::Rate, _, Some(_)) | (Unknown::Amount, Some(_), Some(_)) => {
            add("/solve/per_budget_year", FaultKind::SolveValueNotExpected);
        }
        _ => {}
    }
    let given = [
        ("/solve/payment", solve.payment),
        ("/solve/per_budget_year", solve.per_budget_year),
    ];
    for (pointer, amount) in given {
        if amount.is_some_and(|amount| amount <= Money::ZERO) {
            add(pointer, FaultKind::AmountNotPositive);
        }
    }
    if solve.payment.is_some() && repayment != Repayment::Annuity {
        add("/solve/payment", FaultKind::SolveNeedsAnnuity);
    }
}
