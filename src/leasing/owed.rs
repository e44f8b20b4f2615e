//! What is owed on one agreement on a day, read from the instalments that were written down.
//!
//! Where nothing was agreed after the signature the rows are those of the terms, and the mathematics knows the debt
//! of every day. Otherwise the rows themselves tell the debt, and interest is in proportion to the days.

use super::store::BoundLease;
use super::{Lease, LeaseInstalment};
use crate::finance::{Amortisation, Debt, Drawdown, Instalment, Money, Timing, amortise, debt_on};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The debt on a day: exactly where the instalments are those of the terms, from the rows themselves otherwise.
pub(super) fn owed(bound: &BoundLease, on: NaiveDate) -> Debt {
    as_agreed(bound, on).unwrap_or_else(|| from_rows(bound, on))
}

/// Only where nothing was agreed after the signature: then the mathematics knows the debt of every day.
fn as_agreed(bound: &BoundLease, on: NaiveDate) -> Option<Debt> {
    let terms = bound.lease.terms();
    let Amortisation { rows, .. } = amortise(&terms, &bound.drawdowns).ok()?;
    let same =
        |(one, other): (&Instalment, &LeaseInstalment)| LeaseInstalment::from(*one) == *other;
    if rows.len() != bound.rows.len() || !rows.iter().zip(&bound.rows).all(same) {
        return None;
    }
    debt_on(&terms, &bound.drawdowns, &rows, on)
}

/// What remains after the last row due, with drawings and settlements since; interest in proportion to the days.
fn from_rows(bound: &BoundLease, on: NaiveDate) -> Debt {
    let due = bound.rows.partition_point(|row| row.due_on <= on);
    let last = due.checked_sub(1).and_then(|index| bound.rows.get(index));
    let next = bound.rows.get(due);
    let since = last.map(|row| row.due_on);
    let between = |day: NaiveDate| since.is_none_or(|since| day > since) && day <= on;
    let drawn: Money = bound
        .drawdowns
        .iter()
        .filter(|drawdown| between(drawdown.on))
        .map(|drawdown| drawdown.amount)
        .sum();
    // The next row takes up what was agreed since the last one; until it is due only the entry tells of it.
    let agreed: Money = bound
        .agreed
        .iter()
        .filter(|entry| last.is_none_or(|last| entry.on >= falls_on(bound, last)) && entry.on <= on)
        .map(|entry| entry.amount)
        .sum();
    let lowered = bound.lowered_on.iter().any(|day| between(*day));
    let opening = match (last, next) {
        (Some(_), Some(next)) if lowered => next.opening,
        (Some(last), _) => last.closing,
        (None, _) => Money::ZERO,
    };
    Debt {
        principal: opening + drawn + agreed,
        accrued_interest: accrued(&bound.lease, &bound.drawdowns, last, next, on),
    }
}

/// The day of an instalment by the terms; a closed day may put off when it is due, and not what counts after it.
fn falls_on(bound: &BoundLease, row: &LeaseInstalment) -> NaiveDate {
    let day = match bound.lease.timing {
        Timing::Advance => row.period_from,
        Timing::Arrears => row.period_to,
    };
    day.min(row.due_on)
}

fn accrued(
    lease: &Lease,
    drawdowns: &[Drawdown],
    last: Option<&LeaseInstalment>,
    next: Option<&LeaseInstalment>,
    on: NaiveDate,
) -> Money {
    let first = drawdowns
        .iter()
        .map(|one| one.on)
        .min()
        .unwrap_or(lease.starts_on);
    let from = last.map_or(first.max(lease.starts_on), |row| row.due_on);
    // In advance the debt after the last instalment grows to the residual at the end of the last period.
    let tail = last
        .filter(|row| {
            next.is_none() && lease.timing == Timing::Advance && lease.residual > row.closing
        })
        .map(|row| (lease.residual - row.closing, row.period_to));
    let Some((interest, to)) = next.map(|row| (row.interest, row.due_on)).or(tail) else {
        return Money::ZERO;
    };
    let whole = to.signed_duration_since(from).num_days();
    let gone = on.min(to).signed_duration_since(from).num_days();
    if whole <= 0 || gone <= 0 {
        return Money::ZERO;
    }
    interest
        .kroner()
        .checked_mul(Decimal::from(gone))
        .and_then(|product| product.checked_div(Decimal::from(whole)))
        .and_then(|part| Money::from_kroner_rounded(part).ok())
        .unwrap_or(Money::ZERO)
}
