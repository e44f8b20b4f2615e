//! The table of instalments: how every payment divides into interest and principal.
//!
//! In every row `payment = interest + principal` and `closing = opening + drawn − principal`. In
//! advance the interest of a period is paid with the next instalment, so row 1 has none and the debt
//! after the last instalment is the residual discounted by one period; it reaches the residual at the
//! end of that period.

use super::accrual::{Cutter, Leg, Plan};
use super::level::{present_values, tail_discount};
use super::money::Money;
use super::schedule::{ScheduleError, Slot};
use super::terms::{Drawdown, LeaseTerms, Repayment, Rounding, nearest_ore};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// Number, from 1.
    pub number: u32,
    /// The day on which it is due; decides the budget year.
    pub due_on: NaiveDate,
    /// First day of the period.
    pub period_from: NaiveDate,
    /// Day after the period.
    pub period_to: NaiveDate,
    /// Debt before the instalment without the interest accrued since the last one; in row 1 all that
    /// was drawn up to and on the start.
    pub opening: Money,
    /// Drawn since the last instalment (in row 1: since the start).
    pub drawn: Money,
    /// Interest in the payment.
    pub interest: Money,
    /// Repayment in the payment; negative when the payment does not cover the interest.
    pub principal: Money,
    /// What is paid, excluding fees and VAT.
    pub payment: Money,
    /// Debt after the instalment.
    pub closing: Money,
}

/// The instalments of a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amortisation {
    /// The level payment at the first rate; without an annuity, the first payment.
    pub payment: Money,
    /// One row per period.
    pub rows: Vec<Instalment>,
}

/// Why there is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmortisationError {
    /// The dates make no schedule.
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
    /// A drawdown after the day of the last instalment could never be repaid.
    #[error("a drawdown after the last instalment")]
    DrawdownTooLate,
    /// An amount beyond what the service can carry, or a rate that no payment can meet.
    #[error("the amounts are out of range")]
    AmountOutOfRange,
}

/// The table of instalments for these terms and drawdowns (in any order).
///
/// # Errors
/// [`AmortisationError`] when dates or amounts make no table.
pub fn amortise(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
) -> Result<Amortisation, AmortisationError> {
    amortise_agreed(terms, drawdowns, None)
}

/// The same with a level payment that is agreed instead of computed, until the first rate change.
///
/// # Errors
/// As [`amortise`].
pub fn amortise_agreed(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    agreed: Option<Money>,
) -> Result<Amortisation, AmortisationError> {
    let slots = terms.timetable.slots()?;
    let last = slots.last().ok_or(ScheduleError::NoPeriods)?;
    if drawdowns.iter().any(|drawdown| drawdown.on > last.falls_on) {
        return Err(AmortisationError::DrawdownTooLate);
    }
    let financed: Money = drawdowns.iter().map(|drawdown| drawdown.amount).sum();
    if financed > Money::MAX {
        return Err(AmortisationError::AmountOutOfRange);
    }
    let table = Cutter::new(terms, drawdowns)
        .plan(terms.timetable.starts_on, &slots)
        .and_then(|plan| {
            Table {
                terms,
                plan,
                financed,
                agreed,
            }
            .rows(&slots)
        });
    let rows = table.ok_or(AmortisationError::AmountOutOfRange)?;
    if !rows.iter().all(is_carried) {
        return Err(AmortisationError::AmountOutOfRange);
    }
    let payment = first_level(terms, drawdowns, &slots, agreed)
        .or_else(|| rows.first().map(|row| row.payment))
        .ok_or(AmortisationError::AmountOutOfRange)?;
    Ok(Amortisation { payment, rows })
}

/// Amounts in øre up to here can be added up over all instalments, with VAT on top, in an `i64`.
const CARRIED: u64 = i64::MAX.unsigned_abs() / 100_000;

/// Whether the sums of a table with this row are exact; a debt that explodes at an absurd rate is refused.
fn is_carried(row: &Instalment) -> bool {
    [
        row.opening,
        row.drawn,
        row.interest,
        row.principal,
        row.payment,
        row.closing,
    ]
    .iter()
    .all(|amount| amount.ore().unsigned_abs() <= CARRIED)
}

/// The level payment at the rate in force on the start, when a change hides it from row 1.
fn first_level(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    slots: &[Slot],
    agreed: Option<Money>,
) -> Option<Money> {
    let (start, first) = (terms.timetable.starts_on, slots.first()?.falls_on);
    let hidden = |change: &NaiveDate| *change > start && *change <= first;
    let changes = terms.effective_rate_changes();
    if terms.repayment != Repayment::Annuity || !changes.iter().any(|c| hidden(&c.from)) {
        return None;
    }
    if agreed.is_some() {
        return agreed;
    }
    let mut unchanged = terms.clone();
    unchanged.rate_changes.retain(|change| change.from <= start);
    let plan = Cutter::new(&unchanged, drawdowns).plan(start, slots)?;
    let values = present_values(&plan, 0, plan.opening.kroner())?;
    nearest_ore(values.payment(terms.residual.kroner())?)
}

struct Table<'a> {
    terms: &'a LeaseTerms,
    plan: Plan,
    financed: Money,
    agreed: Option<Money>,
}

impl Table<'_> {
    fn rows(&self, slots: &[Slot]) -> Option<Vec<Instalment>> {
        let mut opening = self.plan.opening;
        let mut step = Money::ZERO;
        let mut rows = Vec::with_capacity(slots.len());
        for (index, (slot, leg)) in slots.iter().zip(&self.plan.legs).enumerate() {
            if index == 0 || leg.rate_changed {
                step = self.step(index, opening)?;
            }
            let row = self.row(slot, leg, opening, step, index + 1 == slots.len())?;
            opening = row.closing;
            rows.push(row);
        }
        Some(rows)
    }

    /// What stays the same from row to row: the level payment, or the equal principal.
    fn step(&self, index: usize, opening: Money) -> Option<Money> {
        match self.terms.repayment {
            Repayment::InterestOnly => Some(Money::ZERO),
            Repayment::StraightLine => {
                let repaid = self.financed.checked_sub(self.target(index)?)?;
                let periods = Decimal::from(self.terms.timetable.periods);
                nearest_ore(repaid.kroner().checked_div(periods)?)
            }
            Repayment::Annuity => match self.agreed {
                Some(agreed)
                    if !self
                        .plan
                        .legs
                        .get(..=index)?
                        .iter()
                        .any(|leg| leg.rate_changed) =>
                {
                    Some(agreed)
                }
                _ => self.level(index, opening),
            },
        }
    }

    fn level(&self, index: usize, opening: Money) -> Option<Money> {
        let values = present_values(&self.plan, index, opening.kroner())?;
        let level = nearest_ore(values.payment(self.terms.residual.kroner())?)?;
        if self.terms.rounding == Rounding::ConstantPayment {
            return Some(level);
        }
        let off = self
            .last_payment(index, opening, level)?
            .checked_sub(level)?;
        let payments = Decimal::from(self.plan.legs.len().checked_sub(index)?);
        let moved = level.checked_add(nearest_ore(off.kroner().checked_div(payments)?)?)?;
        let still_off = self
            .last_payment(index, opening, moved)?
            .checked_sub(moved)?;
        let closer = still_off.ore().unsigned_abs() < off.ore().unsigned_abs();
        Some(if closer { moved } else { level })
    }

    /// What the last payment would become at a level payment from row `index` on.
    fn last_payment(&self, index: usize, opening: Money, level: Money) -> Option<Money> {
        let legs = self.plan.legs.get(index..)?;
        let rate = legs.first()?.rate_ahead;
        let mut balance = opening;
        for (offset, leg) in legs.iter().enumerate() {
            let interest = self.interest(leg, balance, (offset > 0).then_some(rate))?;
            balance = balance.checked_add(leg.drawn())?.checked_add(interest)?;
            if offset + 1 == legs.len() {
                return balance.checked_sub(self.target(index)?);
            }
            balance = balance.checked_sub(level)?;
        }
        None
    }

    fn row(
        &self,
        slot: &Slot,
        leg: &Leg,
        opening: Money,
        step: Money,
        last: bool,
    ) -> Option<Instalment> {
        let computed = self.interest(leg, opening, None)?;
        let drawn = leg.drawn();
        let owed = opening.checked_add(drawn)?;
        let (interest, principal) = if last {
            let principal = owed.checked_sub(self.target(self.plan.legs.len().checked_sub(1)?)?)?;
            let constant = self.terms.repayment == Repayment::Annuity
                && self.terms.rounding == Rounding::ConstantPayment;
            (
                if constant {
                    step.checked_sub(principal)?
                } else {
                    computed
                },
                principal,
            )
        } else if self.terms.repayment == Repayment::Annuity {
            (computed, step.checked_sub(computed)?)
        } else {
            (computed, step)
        };
        Some(Instalment {
            number: slot.number,
            due_on: slot.due_on,
            period_from: slot.period_from,
            period_to: slot.period_to,
            opening,
            drawn,
            interest,
            principal,
            payment: interest.checked_add(principal)?,
            closing: owed.checked_sub(principal)?,
        })
    }

    fn interest(&self, leg: &Leg, balance: Money, rate: Option<Decimal>) -> Option<Money> {
        leg.interest_to_the_ore(balance, rate, self.terms.interest_rounding.strategy())
    }

    /// The debt that must be left after the last instalment, as known at row `index`.
    fn target(&self, index: usize) -> Option<Money> {
        match self.plan.tail {
            None => Some(self.terms.residual),
            Some(tail) => {
                let interest = tail.of(self.plan.legs.get(index)?.rate_ahead)?;
                let discount = tail_discount(interest)?;
                nearest_ore(self.terms.residual.kroner().checked_mul(discount)?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::{
        DayCount, Every, InterestRounding, PaymentDays, RateChange, Timetable, Timing,
    };

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    fn money(text: &str) -> Money {
        text.parse().expect("amount")
    }

    fn terms(start: &str, periods: u32, every: Every, timing: Timing, rate: &str) -> LeaseTerms {
        let timetable = Timetable {
            starts_on: date(start),
            first_due_on: None,
            periods,
            every,
            timing,
            payment_days: PaymentDays::Unadjusted,
        };
        LeaseTerms::new(timetable, rate.parse().expect("rate"))
    }

    /// The conventions of the progressive loans in Apache Fineract's test suite.
    fn progressive(periods: u32, rate: &str) -> LeaseTerms {
        LeaseTerms {
            rounding: Rounding::LastPaymentAbsorbs,
            interest_rounding: InterestRounding::HalfEven,
            ..terms("2024-01-01", periods, Every::MONTH, Timing::Arrears, rate)
        }
    }

    fn table(terms: &LeaseTerms, drawdowns: &[(&str, &str)]) -> Amortisation {
        let drawdowns: Vec<Drawdown> = drawdowns
            .iter()
            .map(|(on, amount)| Drawdown {
                on: date(on),
                amount: money(amount),
            })
            .collect();
        amortise(terms, &drawdowns).expect("table")
    }

    fn shown(table: &Amortisation) -> Vec<String> {
        let row = |row: &Instalment| {
            format!(
                "{} = {} + {} -> {}",
                row.payment, row.interest, row.principal, row.closing
            )
        };
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn four_yearly_payments_in_advance_repay_the_acquisition() {
        let terms = terms("2018-01-02", 4, Every::YEAR, Timing::Advance, "0.0275");
        let found = table(&terms, &[("2018-01-02", "1310750.00")]);
        assert_eq!(found.payment, money("341140.18"));
        assert_eq!(
            shown(&found),
            [
                "341140.18 = 0.00 + 341140.18 -> 969609.82",
                "341140.18 = 26664.27 + 314475.91 -> 655133.91",
                "341140.18 = 18016.18 + 323124.00 -> 332009.91",
                "341140.18 = 9130.27 + 332009.91 -> 0.00",
            ]
        );
    }

    #[test]
    fn with_a_residual_in_advance_the_last_debt_is_the_residual_discounted_by_one_period() {
        let mut terms = terms("2027-07-01", 48, Every::MONTH, Timing::Advance, "0.036");
        terms.residual = money("120000.00");
        let found = table(&terms, &[("2027-07-01", "1200000.00")]);
        assert_eq!(found.payment, money("24479.10"));
        let last = found.rows.last().expect("rows");
        assert_eq!(last.closing, money("119641.08"));
        assert_eq!(last.period_to, date("2031-07-01"));
    }

    #[test]
    fn thirty_day_months_give_the_published_table() {
        let mut terms = progressive(6, "0.094822");
        terms.day_count = DayCount::Thirty360Us;
        assert_eq!(
            shown(&table(&terms, &[("2024-01-01", "100.00")])),
            [
                "17.13 = 0.79 + 16.34 -> 83.66",
                "17.13 = 0.66 + 16.47 -> 67.19",
                "17.13 = 0.53 + 16.60 -> 50.59",
                "17.13 = 0.40 + 16.73 -> 33.86",
                "17.13 = 0.27 + 16.86 -> 17.00",
                "17.13 = 0.13 + 17.00 -> 0.00",
            ]
        );
    }

    #[test]
    fn drawdowns_inside_the_first_period_earn_interest_for_their_days_only() {
        let found = table(
            &progressive(6, "0.094822"),
            &[
                ("2024-01-08", "50.00"),
                ("2024-01-05", "100.00"),
                ("2024-01-08", "25.00"),
            ],
        );
        assert_eq!(found.rows[0].drawn, money("175.00"));
        assert_eq!(
            shown(&found),
            [
                "29.94 = 1.15 + 28.79 -> 146.21",
                "29.94 = 1.16 + 28.78 -> 117.43",
                "29.94 = 0.93 + 29.01 -> 88.42",
                "29.94 = 0.70 + 29.24 -> 59.18",
                "29.94 = 0.47 + 29.47 -> 29.71",
                "29.94 = 0.23 + 29.71 -> 0.00",
            ]
        );
    }

    #[test]
    fn a_new_rate_on_a_due_date_changes_the_payments_after_it_only() {
        let mut terms = progressive(6, "0.07");
        terms.rate_changes = vec![RateChange {
            from: date("2024-02-01"),
            rate: "0.04".parse().expect("rate"),
        }];
        assert_eq!(
            shown(&table(&terms, &[("2024-01-01", "100.00")])),
            [
                "17.01 = 0.58 + 16.43 -> 83.57",
                "16.88 = 0.28 + 16.60 -> 66.97",
                "16.88 = 0.22 + 16.66 -> 50.31",
                "16.88 = 0.17 + 16.71 -> 33.60",
                "16.88 = 0.11 + 16.77 -> 16.83",
                "16.89 = 0.06 + 16.83 -> 0.00",
            ]
        );
    }

    #[test]
    fn in_advance_an_instalment_on_the_day_of_the_change_is_already_new() {
        let mut terms = terms("2027-01-02", 3, Every::YEAR, Timing::Advance, "0.03");
        terms.rate_changes = vec![RateChange {
            from: date("2028-01-02"),
            rate: "0.05".parse().expect("rate"),
        }];
        let found = table(&terms, &[("2027-01-02", "300000.00")]);
        let old = found.payment;
        assert_eq!(found.rows[0].payment, old);
        assert!(found.rows[1].payment > old);
        // The year before the change still runs at 3 %.
        assert_eq!(found.rows[1].interest, money("5910.90"));
    }

    #[test]
    fn straight_line_repays_equally_and_interest_only_at_the_end() {
        let mut terms = terms("2027-01-01", 3, Every::MONTH, Timing::Arrears, "0.12");
        terms.repayment = Repayment::StraightLine;
        assert_eq!(
            shown(&table(&terms, &[("2027-01-01", "100.00")])),
            [
                "34.33 = 1.00 + 33.33 -> 66.67",
                "34.00 = 0.67 + 33.33 -> 33.34",
                "33.67 = 0.33 + 33.34 -> 0.00",
            ]
        );
        terms.repayment = Repayment::InterestOnly;
        terms.residual = money("40.00");
        assert_eq!(
            shown(&table(&terms, &[("2027-01-01", "100.00")])),
            [
                "1.00 = 1.00 + 0.00 -> 100.00",
                "1.00 = 1.00 + 0.00 -> 100.00",
                "61.00 = 1.00 + 60.00 -> 40.00",
            ]
        );
    }

    #[test]
    fn drawdowns_after_the_last_instalment_are_refused() {
        let terms = terms("2027-01-02", 2, Every::YEAR, Timing::Advance, "0.03");
        let late = Drawdown {
            on: date("2028-01-03"),
            amount: money("1.00"),
        };
        assert_eq!(
            amortise(&terms, &[late]),
            Err(AmortisationError::DrawdownTooLate)
        );
    }
}
