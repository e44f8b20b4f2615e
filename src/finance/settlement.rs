//! What is owed on any day, and ending a lease early (*indfrielse*), wholly or in part.
//!
//! The price of ending early is the present value of all payments not yet due and of the residual at
//! the market rate, so it is above the debt when the market rate has fallen below the agreement's. At
//! the agreement's own rate the two are equal but for the rounding of payments. An instalment due on
//! the day itself counts as paid.

use super::accrual::Cutter;
use super::allocation::split;
use super::amortisation::Instalment;
use super::level::tail_discount;
use super::money::Money;
use super::rate::Rate;
use super::revision::not_in_rows;
use super::schedule::Slot;
use super::terms::{Drawdown, LeaseTerms, nearest_ore, to_ore};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

/// What is owed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Debt {
    /// The debt without accrued interest; for the statement of remaining debt at year end.
    pub principal: Money,
    /// Interest since the last instalment, not yet paid.
    pub accrued_interest: Money,
}

/// The price of ending a lease on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Settlement {
    /// The debt on that day.
    pub debt: Debt,
    /// The present value of payments not due and the residual, at the market rate.
    pub present_value: Money,
    /// The fixed-rate compensation: the present value less debt and accrued interest; may be negative.
    pub compensation: Money,
}

impl Settlement {
    /// What is paid when a negative compensation is not passed on to the lessee.
    pub fn at_least_the_debt(&self) -> Money {
        self.present_value
            .max(self.debt.principal + self.debt.accrued_interest)
    }
}

/// The debt on `date`: after the instalments and drawdowns of that day, with interest to that day.
///
/// `rows` are the instalments of the same terms and drawdowns, extra repayments included. In advance the last debt accrues to
/// the residual at the end of the last period; after the end nothing is added. `None` when the rows
/// do not belong to the terms, or on overflow.
pub fn debt_on(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    rows: &[Instalment],
    date: NaiveDate,
) -> Option<Debt> {
    let place = Place::find(terms, drawdowns, rows, date)?;
    let Some((from, to)) = place.leg else {
        return Some(Debt {
            principal: place.balance,
            accrued_interest: Money::ZERO,
        });
    };
    let leg = Cutter::new(terms, drawdowns).leg(from, to, date)?;
    let interest = leg.interest(place.balance.kroner(), None)?;
    Some(Debt {
        principal: place.balance.checked_add(leg.drawn())?,
        accrued_interest: to_ore(interest, terms.interest_rounding.strategy())?,
    })
}

/// The price of ending the whole lease on `on` at the nominal yearly `market_rate`.
///
/// Discounting runs from instalment to instalment in the day count of the lease, and the value grows
/// with simple interest from the last instalment to the day. `None` before the start, when the rows
/// do not belong to the terms, or on overflow.
pub fn settle(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    rows: &[Instalment],
    on: NaiveDate,
    market_rate: Rate,
) -> Option<Settlement> {
    if on < terms.timetable.starts_on {
        return None;
    }
    let debt = debt_on(terms, drawdowns, rows, on)?;
    let place = Place::find(terms, drawdowns, rows, on)?;
    let at_market = LeaseTerms {
        rate: market_rate,
        rate_changes: Vec::new(),
        ..terms.clone()
    };
    let cutter = Cutter::new(&at_market, drawdowns);
    let plan = cutter.plan(terms.timetable.starts_on, &place.slots)?;
    let ended = slots_end(&place.slots).is_none_or(|end| on >= end);
    let mut value = terms.residual.kroner();
    if let Some(tail) = plan.tail.filter(|_| !ended) {
        value = value.checked_mul(tail_discount(tail.of(market_rate.value())?)?)?;
    }
    // Backwards: the value just after one instalment from the value just after the next.
    for index in (place.paid..rows.len()).rev() {
        let leg = plan.legs.get(index)?;
        let due = value.checked_add(rows.get(index)?.payment.kroner())?;
        let drawn = leg
            .drawn()
            .kroner()
            .checked_add(leg.interest(Decimal::ZERO, None)?)?;
        let discount = tail_discount(leg.whole.of(market_rate.value())?)?;
        value = due.checked_sub(drawn)?.checked_mul(discount)?;
    }
    if let Some((from, to)) = place.leg {
        let leg = cutter.leg(from, to, on)?;
        let interest = leg.interest(value, None)?;
        value = value
            .checked_add(leg.drawn().kroner())?
            .checked_add(interest)?;
    }
    let present_value = nearest_ore(value)?;
    let owed = debt.principal.checked_add(debt.accrued_interest)?;
    Some(Settlement {
        debt,
        present_value,
        compensation: present_value.checked_sub(owed)?,
    })
}

/// The rows divided between units handed back and units kept; every row adds up to the whole.
///
/// Payments and debts are split by the largest remainder, and interest follows, so that the row
/// arithmetic holds in both tables. `None` without units, or when the debt does not fit.
pub fn split_rows(
    rows: &[Instalment],
    handed_back: u64,
    kept: u64,
) -> Option<(Vec<Instalment>, Vec<Instalment>)> {
    let weights = [handed_back, kept];
    let pair = |amount| -> Option<[Money; 2]> { split(amount, &weights)?.try_into().ok() };
    let mut tables = (
        Vec::with_capacity(rows.len()),
        Vec::with_capacity(rows.len()),
    );
    let mut opening = pair(rows.first().map_or(Money::ZERO, |row| row.opening))?;
    for row in rows {
        let (drawn, payment, closing) = (pair(row.drawn)?, pair(row.payment)?, pair(row.closing)?);
        for (part, table) in [&mut tables.0, &mut tables.1].into_iter().enumerate() {
            let principal = opening[part]
                .checked_add(drawn[part])?
                .checked_sub(closing[part])?;
            table.push(Instalment {
                opening: opening[part],
                drawn: drawn[part],
                interest: payment[part].checked_sub(principal)?,
                principal,
                payment: payment[part],
                closing: closing[part],
                ..*row
            });
        }
        opening = closing;
    }
    Some(tables)
}

fn slots_end(slots: &[Slot]) -> Option<NaiveDate> {
    slots.last().map(|slot| slot.period_to)
}

/// Where a day lies among the instalments.
struct Place {
    slots: Vec<Slot>,
    /// How many instalments have fallen on or before the day.
    paid: usize,
    /// The debt just after the last of them.
    balance: Money,
    /// The leg in which the day lies; none before the start, on an instalment or after the end.
    leg: Option<(NaiveDate, NaiveDate)>,
}

impl Place {
    fn find(
        terms: &LeaseTerms,
        drawdowns: &[Drawdown],
        rows: &[Instalment],
        date: NaiveDate,
    ) -> Option<Place> {
        let slots = terms.timetable.slots().ok()?;
        if slots.len() != rows.len() {
            return None;
        }
        let start = terms.timetable.starts_on;
        let cutter = Cutter::new(terms, drawdowns);
        let paid = slots.partition_point(|slot| slot.falls_on <= date);
        if date < start {
            return Some(Place {
                slots,
                paid,
                balance: cutter.drawn_before(date, true),
                leg: None,
            });
        }
        let before = paid.checked_sub(1);
        let balance = match before {
            Some(index) => {
                let late = not_in_rows(&cutter, &slots, rows.get(..paid)?);
                rows.get(index)?.closing.checked_add(late)?
            }
            None => cutter.drawn_before(start, true),
        };
        let from = before
            .and_then(|index| slots.get(index))
            .map_or(start, |slot| slot.falls_on);
        let end = slots_end(&slots)?;
        let to = slots.get(paid).map_or(end, |slot| slot.falls_on);
        let (balance, leg) = match (paid == slots.len() && date >= end, from < date) {
            (true, _) => (terms.residual, None),
            (false, true) => (balance, Some((from, to))),
            (false, false) => (balance, None),
        };
        Some(Place {
            slots,
            paid,
            balance,
            leg,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::{
        Amortisation, Every, PaymentDays, RateChange, Timetable, Timing, amortise,
    };

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    fn money(text: &str) -> Money {
        text.parse().expect("amount")
    }

    fn rate(text: &str) -> Rate {
        text.parse().expect("rate")
    }

    fn lease(timing: Timing) -> (LeaseTerms, Vec<Drawdown>, Amortisation) {
        let timetable = Timetable {
            starts_on: date("2027-01-01"),
            first_due_on: None,
            periods: 48,
            every: Every::MONTH,
            timing,
            payment_days: PaymentDays::Unadjusted,
        };
        let mut terms = LeaseTerms::new(timetable, rate("0.036"));
        terms.residual = money("120000.00");
        let drawdowns = vec![Drawdown {
            on: date("2026-12-01"),
            amount: money("1200000.00"),
        }];
        let table = amortise(&terms, &drawdowns).expect("table");
        (terms, drawdowns, table)
    }

    #[test]
    fn the_debt_at_year_end_is_the_last_closing_and_its_interest() {
        let (terms, drawdowns, table) = lease(Timing::Advance);
        let owed = |on: &str| debt_on(&terms, &drawdowns, &table.rows, date(on)).expect("debt");
        assert_eq!(owed("2026-11-30").principal, Money::ZERO);
        assert_eq!(owed("2026-12-31").principal, money("1200000.00"));
        assert_eq!(owed("2027-01-01").principal, table.rows[0].closing);
        let year_end = owed("2027-12-31");
        assert_eq!(year_end.principal, table.rows[11].closing);
        // 30 of the 31 days of December at 0.3 % a month.
        assert_eq!(year_end.accrued_interest, money("2733.55"));
        assert_eq!(
            owed("2031-01-01"),
            Debt {
                principal: money("120000.00"),
                accrued_interest: Money::ZERO,
            }
        );
    }

    #[test]
    fn at_the_agreements_own_rate_the_price_is_the_debt() {
        for timing in [Timing::Advance, Timing::Arrears] {
            let (terms, drawdowns, table) = lease(timing);
            for on in [
                "2027-01-01",
                "2027-06-20",
                "2029-02-28",
                "2030-12-15",
                "2031-01-01",
            ] {
                let price = settle(&terms, &drawdowns, &table.rows, date(on), rate("0.036"));
                let compensation = price.expect("price").compensation;
                assert!(
                    compensation.ore().abs() <= 25,
                    "{timing:?} {on}: {compensation}"
                );
            }
        }
    }

    #[test]
    fn a_lower_market_rate_costs_compensation_and_a_higher_one_earns_it() {
        let (terms, drawdowns, table) = lease(Timing::Advance);
        let price = |market: &str| {
            settle(
                &terms,
                &drawdowns,
                &table.rows,
                date("2029-01-01"),
                rate(market),
            )
            .expect("price")
        };
        assert!(price("0.02").compensation > Money::ZERO);
        let cheap = price("0.06");
        assert!(cheap.compensation.is_negative());
        assert_eq!(cheap.at_least_the_debt(), cheap.debt.principal);
        assert_eq!(
            settle(
                &terms,
                &drawdowns,
                &table.rows,
                date("2026-12-31"),
                rate("0.02")
            ),
            None
        );
    }

    #[test]
    fn handing_back_a_third_releases_a_third_of_every_row() {
        let (_, _, table) = lease(Timing::Advance);
        let (back, kept) = split_rows(&table.rows, 70, 140).expect("units");
        for ((row, back), kept) in table.rows.iter().zip(&back).zip(&kept) {
            assert_eq!(back.payment + kept.payment, row.payment);
            assert_eq!(back.closing + kept.closing, row.closing);
            assert_eq!(back.interest + kept.interest, row.interest);
            assert_eq!(kept.payment, kept.interest + kept.principal);
            assert_eq!(kept.closing, kept.opening + kept.drawn - kept.principal);
        }
        assert_eq!(back[0].payment, money("8159.70"));
        assert_eq!(split_rows(&table.rows, 0, 0), None);
    }

    #[test]
    fn a_rate_change_after_the_day_does_not_reach_back() {
        let (mut terms, drawdowns, table) = lease(Timing::Arrears);
        let before = debt_on(&terms, &drawdowns, &table.rows, date("2028-05-20"));
        terms.rate_changes = vec![RateChange {
            from: date("2028-06-01"),
            rate: rate("0.05"),
        }];
        let table = amortise(&terms, &drawdowns).expect("table");
        assert_eq!(
            debt_on(&terms, &drawdowns, &table.rows, date("2028-05-20")),
            before
        );
    }
}
