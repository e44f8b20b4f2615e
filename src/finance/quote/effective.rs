//! What the nominal rate of a quote amounts to in a year.
//!
//! A plain lease has the compounded nominal rate, exactly: reckoning it back from payments rounded to
//! the øre would disturb its last decimals. Only leases that are not plain are reckoned back.

use crate::finance::amortisation::Amortisation;
use crate::finance::annuity::power;
use crate::finance::day_count::{DayCount, YearFraction};
use crate::finance::interim_charge::InterimCharge;
use crate::finance::internal_rate::{compounded, timed_internal_rate};
use crate::finance::period::Every;
use crate::finance::terms::{Drawdown, LeaseTerms};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The effective yearly rate; `None` when the payments imply no rate.
pub(super) fn annual_rate(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    interim: &[InterimCharge],
    table: &Amortisation,
) -> Option<Decimal> {
    let timetable = &terms.timetable;
    let plain = terms.day_count == DayCount::Periodic
        && timetable.first_due_on.is_none()
        && terms.effective_rate_changes().is_empty()
        && drawdowns
            .iter()
            .all(|drawdown| drawdown.on == timetable.starts_on);
    if plain {
        return compounded_yearly(terms.rate.value(), timetable.every);
    }
    let mut flows = Vec::with_capacity(table.rows.len() + drawdowns.len());
    let mut add = |on, amount| -> Option<()> {
        flows.push((
            years_from(timetable.starts_on, on, timetable.every)?,
            amount,
        ));
        Some(())
    };
    for drawdown in drawdowns {
        add(drawdown.on, -drawdown.amount)?;
    }
    for charge in interim {
        add(charge.to, charge.amount)?;
    }
    let slots = timetable.slots().ok()?;
    for (slot, row) in slots.iter().zip(&table.rows) {
        add(slot.falls_on, row.payment)?;
    }
    add(slots.last()?.period_to, terms.residual)?;
    timed_internal_rate(&flows).ok()
}

/// `(1 + r/m)^m − 1` for `m` periods a year.
fn compounded_yearly(rate: Decimal, every: Every) -> Option<Decimal> {
    let per_year = Decimal::from(every.unit.per_year());
    let count = Decimal::from(every.count);
    let periods = per_year.checked_div(count)?;
    let per_period = rate.checked_mul(count)?.checked_div(per_year)?;
    if !periods.fract().is_zero() {
        return compounded(per_period, periods);
    }
    let exponent = u32::try_from(every.unit.per_year() / i64::from(every.count)).ok()?;
    power(Decimal::ONE.checked_add(per_period)?, exponent)?.checked_sub(Decimal::ONE)
}

/// The time from the start to a day in years, counted in regular periods; negative before it.
fn years_from(start: NaiveDate, day: NaiveDate, every: Every) -> Option<YearFraction> {
    if day >= start {
        DayCount::Periodic.fraction(start, day, every)
    } else {
        YearFraction::ZERO.minus(DayCount::Periodic.fraction(day, start, every)?)
    }
}
