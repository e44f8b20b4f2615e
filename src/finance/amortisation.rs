//! The table of instalments: how every payment divides into interest and principal.
//!
//! In every row `payment = interest + principal` and `closing = opening + drawn − principal`. In
//! advance the interest of a period is paid with the next instalment, so row 1 has none and the debt
//! after the last instalment is the residual discounted by one period; it reaches the residual at the
//! end of that period.

use super::accrual::Cutter;
use super::level::present_values;
use super::money::Money;
use super::schedule::{ScheduleError, Slot};
use super::table::Table;
use super::terms::{Drawdown, LeaseTerms, Repayment, nearest_ore};
use chrono::NaiveDate;
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
            let opening = plan.opening;
            let table = Table {
                terms,
                plan,
                first: 0,
                owed: financed,
                agreed: agreed.filter(|_| terms.repayment == Repayment::Annuity),
            };
            table.rows(&slots, opening)
        });
    let rows = table.ok_or(AmortisationError::AmountOutOfRange)?;
    let payment = first_level(terms, drawdowns, &slots, agreed)
        .or_else(|| rows.first().map(|row| row.payment))
        .ok_or(AmortisationError::AmountOutOfRange)?;
    Ok(Amortisation { payment, rows })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::Rounding;
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
