//! Solving for the rate or the amount that go with a payment or a yearly frame.
//!
//! The payment that was given stands in every row afterwards; the value found is rounded (rates to
//! ten decimals, amounts to the øre), and the last interest takes up the difference as always.

use super::faults::FaultKind;
use super::request::QuoteRequest;
use crate::finance::accrual::{Cutter, Plan};
use crate::finance::amortisation::{Amortisation, amortise, amortise_agreed};
use crate::finance::level::present_values_at;
use crate::finance::level_guess::nearby;
use crate::finance::money::Money;
use crate::finance::projection::{DatedAmount, by_year};
use crate::finance::rate::Rate;
use crate::finance::terms::{Drawdown, LeaseTerms, Repayment, nearest_ore};
use rust_decimal::Decimal;

/// How close to each other two rates must be for the search to end: far below the ten decimals kept.
const CLOSE: Decimal = Decimal::from_parts(1, 0, 0, false, 14);

/// The lowest rate that is given as an answer. Rates a little below zero have existed; a payment that
/// implies less than this one is a slip of the pen and repays the debt on no terms that anybody offers.
const LOWEST: Decimal = Decimal::from_parts(5, 0, 0, true, 2);

/// The nominal yearly rate at which the level payment is `payment`.
pub(super) fn rate(
    terms: &LeaseTerms,
    drawdowns: &[Drawdown],
    payment: Money,
) -> Result<Rate, FaultKind> {
    let (given, residual) = (payment.kroner(), terms.residual.kroner());
    let plan = plan_at_one_rate(terms, drawdowns).ok_or(FaultKind::RateNotFound)?;
    let excess = |rate: Decimal| -> Option<Decimal> {
        present_values_at(&plan, rate)?
            .payment(residual)?
            .checked_sub(given)
    };
    let near = nearby(&plan, terms.residual, payment)
        .and_then(|guess| around(&excess, guess))
        .or_else(|| bracket(&excess));
    let found = near
        .and_then(|(low, high)| close_in(&excess, low, high))
        .filter(|found| *found >= LOWEST);
    match found {
        Some(found) => Rate::rounded(found).map_err(|_| FaultKind::RateNotFound),
        None => Err(not_found(excess(Decimal::ZERO), payment)),
    }
}

/// Why no rate was found: `short` is what the payment lacks to the level payment without interest.
fn not_found(short: Option<Decimal>, payment: Money) -> FaultKind {
    let least = short
        .filter(|short| *short > Decimal::ZERO)
        .and_then(|short| nearest_ore(payment.kroner().checked_add(short)?));
    least.map_or(FaultKind::RateNotFound, |least| {
        FaultKind::PaymentNeverRepays { least }
    })
}

/// The plan of the lease without rate changes; its legs serve any rate.
fn plan_at_one_rate(terms: &LeaseTerms, drawdowns: &[Drawdown]) -> Option<Plan> {
    let slots = terms.timetable.slots().ok()?;
    Cutter::at_one_rate(terms, drawdowns).plan(terms.timetable.starts_on, &slots)
}

/// Two rates on either side of the root, a billionth around a guess; `None` when it was a bad one.
fn around(excess: &impl Fn(Decimal) -> Option<Decimal>, guess: Decimal) -> Option<(Point, Point)> {
    let within = Decimal::new(1, 9);
    let (low, high) = (guess.checked_sub(within)?, guess.checked_add(within)?);
    let (low, high) = ((low, excess(low)?), (high, excess(high)?));
    ((low.1 < Decimal::ZERO) != (high.1 < Decimal::ZERO)).then_some((low, high))
}

type Point = (Decimal, Decimal);

/// Two rates between which the excess changes its sign, found in ever larger steps from zero.
fn bracket(excess: &impl Fn(Decimal) -> Option<Decimal>) -> Option<(Point, Point)> {
    let mut near = (Decimal::ZERO, excess(Decimal::ZERO)?);
    // A higher rate needs a higher payment: search upwards when the given one is higher.
    let upwards = near.1 < Decimal::ZERO;
    let limit = if upwards {
        Rate::MAX.value()
    } else {
        Rate::MIN.value()
    };
    let mut step = Decimal::new(if upwards { 2 } else { -2 }, 2);
    // More steps than it takes to the limit; some are spent on coming back from where the present
    // value has no meaning, such as a negative rate that consumes the debt within one long period.
    for _ in 0..80 {
        if near.1.is_zero() {
            return Some((near, near));
        }
        let next = near.0.checked_add(step)?;
        let next = if upwards {
            next.min(limit)
        } else {
            next.max(limit)
        };
        if next == near.0 {
            return None;
        }
        let Some(at_next) = excess(next) else {
            step = step.checked_div(Decimal::TWO)?;
            continue;
        };
        let far = (next, at_next);
        if (far.1 < Decimal::ZERO) != (near.1 < Decimal::ZERO) {
            return Some((near, far));
        }
        near = far;
        step = step.checked_mul(Decimal::TWO)?;
    }
    None
}

/// The root between two points by the Illinois method (a secant that cannot leave the bracket).
fn close_in(
    excess: &impl Fn(Decimal) -> Option<Decimal>,
    mut a: Point,
    mut b: Point,
) -> Option<Decimal> {
    for _ in 0..200 {
        let width = b.0.checked_sub(a.0)?;
        let rise = b.1.checked_sub(a.1)?;
        if width.abs() <= CLOSE || rise.is_zero() {
            break;
        }
        let middle =
            b.0.checked_sub(b.1.checked_mul(width)?.checked_div(rise)?)?;
        if middle.checked_sub(b.0)?.abs() <= CLOSE {
            return Some(middle);
        }
        let point = (middle, excess(middle)?);
        if point.1.is_zero() {
            return Some(middle);
        }
        if (point.1 < Decimal::ZERO) == (b.1 < Decimal::ZERO) {
            a.1 = a.1.checked_div(Decimal::TWO)?;
        } else {
            a = b;
        }
        b = point;
    }
    Some(b.0)
}

/// The amount drawn on the first day that `payment` carries.
pub(super) fn amount(terms: &LeaseTerms, payment: Money) -> Result<Money, FaultKind> {
    let found = plan_at_one_rate(terms, &[])
        .and_then(|plan| present_values_at(&plan, terms.rate_at_start().value()))
        .and_then(|values| values.amount(payment.kroner(), terms.residual.kroner()))
        .and_then(nearest_ore)
        .ok_or(FaultKind::AmountNotFound)?;
    let carried = found > Money::ZERO && found <= Money::MAX && terms.residual <= found;
    if carried {
        Ok(found)
    } else {
        Err(FaultKind::AmountNotFound)
    }
}

/// The largest amount drawn on the first day for which no budget year costs more than `frame`.
pub(super) fn amount_within(
    request: &QuoteRequest,
    terms: &LeaseTerms,
    frame: Money,
) -> Result<(Money, Amortisation), FaultKind> {
    let fees = request.fees_per_period();
    let slots = terms
        .timetable
        .slots()
        .map_err(|_| FaultKind::AmountNotFound)?;
    let counted = slots.iter().map(|slot| DatedAmount {
        due_on: slot.due_on,
        amount: Money::from_ore(1),
    });
    let busiest = by_year(counted)
        .into_values()
        .max()
        .unwrap_or(Money::ZERO)
        .ore();
    let level = frame
        .ore()
        .checked_div(busiest)
        .and_then(|share| share.checked_sub(fees.ore()));
    if terms.repayment == Repayment::Annuity
        && terms.rate_changes.is_empty()
        && let Some(level) = level
        && let Some(found) = level_amount(terms, Money::from_ore(level), fees, frame)
    {
        return Ok(found);
    }
    search(terms, fees, frame)
}

/// The amount whose level payment is the frame over the most payments of a year, when that fits.
fn level_amount(
    terms: &LeaseTerms,
    payment: Money,
    fees: Money,
    frame: Money,
) -> Option<(Money, Amortisation)> {
    let amount = amount(terms, payment).ok()?;
    let drawn = [Drawdown {
        on: terms.timetable.starts_on,
        amount,
    }];
    let table = amortise_agreed(terms, &drawn, Some(payment)).ok()?;
    (dearest_year(&table, fees) <= frame).then_some((amount, table))
}

fn search(
    terms: &LeaseTerms,
    fees: Money,
    frame: Money,
) -> Result<(Money, Amortisation), FaultKind> {
    let table = |ore: i64| -> Option<Amortisation> {
        let drawdown = Drawdown {
            on: terms.timetable.starts_on,
            amount: Money::from_ore(ore),
        };
        let table = amortise(terms, &[drawdown]).ok()?;
        (dearest_year(&table, fees) <= frame).then_some(table)
    };
    let mut fits = terms.residual.ore().max(1);
    let mut found = table(fits).ok_or(FaultKind::AmountNotFound)?;
    let mut exceeds = Money::MAX.ore() + 1;
    while exceeds - fits > 1 {
        let middle = fits + (exceeds - fits) / 2;
        match table(middle) {
            Some(better) => (fits, found) = (middle, better),
            None => exceeds = middle,
        }
    }
    Ok((Money::from_ore(fits), found))
}

fn dearest_year(table: &Amortisation, fees: Money) -> Money {
    let amounts = table.rows.iter().map(|row| DatedAmount {
        due_on: row.due_on,
        amount: row.payment + fees,
    });
    by_year(amounts).into_values().max().unwrap_or(Money::ZERO)
}

#[cfg(test)]
mod tests {
    use super::super::tests::asked;
    use crate::finance::Money;
    use serde_json::{Value, json};

    #[test]
    fn the_rate_of_a_payment_depends_on_its_timing() {
        let rate = |timing: &str| {
            let answer = asked(json!({
                "drawdowns": [{ "on": "2002-05-01", "amount": "580000.00" }],
                "starts_on": "2002-05-01", "periods": 3, "timing": timing, "rate": null,
                "solve": { "for": "rate", "payment": "200210.00" },
            }));
            let answer = answer.expect("quote");
            assert_eq!(answer["payment"], "200210.00");
            answer["rate"].as_str().expect("rate").to_owned()
        };
        assert!(
            rate("arrears").starts_with("0.01768"),
            "{}",
            rate("arrears")
        );
        assert!(
            rate("advance").starts_with("0.03600"),
            "{}",
            rate("advance")
        );
    }

    #[test]
    fn a_rate_that_was_found_gives_the_payment_back() {
        let found = asked(json!({
            "rate": null, "solve": { "for": "rate", "payment": "790000.00" },
        }));
        let found = found.expect("quote");
        let back = asked(json!({ "rate": found["rate"] })).expect("quote");
        assert_eq!(back["payment"], "790000.00");
        let below = asked(json!({
            "rate": null, "solve": { "for": "rate", "payment": "700000.00" },
        }));
        assert!(
            below.expect("quote")["rate"]
                .as_str()
                .expect("rate")
                .starts_with('-')
        );
    }

    #[test]
    fn an_amount_is_found_from_a_payment_and_from_a_yearly_frame() {
        let amount = |solve: Value| {
            asked(json!({ "drawdowns": null, "solve": solve })).expect("quote")["financed"].clone()
        };
        assert_eq!(
            amount(json!({ "for": "amount", "payment": "780790.04" })),
            "3000000.00"
        );
        let frame = amount(json!({ "for": "amount", "per_budget_year": "388000.00" }));
        assert_eq!(
            frame,
            amount(json!({ "for": "amount", "payment": "388000.00" }))
        );
    }

    #[test]
    fn a_yearly_frame_holds_for_every_kind_of_repayment() {
        for repayment in ["annuity", "straight_line", "interest_only"] {
            for rounding in ["constant_payment", "last_payment_absorbs"] {
                let answer = asked(json!({
                    "drawdowns": null, "starts_on": "2027-08-01", "periods": 40,
                    "every": { "unit": "month", "count": 1 }, "timing": "arrears",
                    "repayment": repayment, "rounding": rounding,
                    "fees": [{ "label": "service", "amount": "100.00" }],
                    "solve": { "for": "amount", "per_budget_year": "388000.00" },
                }));
                let answer = answer.expect("quote");
                let years = answer["by_budget_year"].as_array().expect("years").iter();
                let cost = |year: &Value, part: &str| -> Money {
                    year[part]
                        .as_str()
                        .expect("amount")
                        .parse()
                        .expect("amount")
                };
                let dearest = years
                    .map(|year| cost(year, "payment") + cost(year, "fees"))
                    .max();
                let dearest = dearest.expect("years").ore();
                assert!(
                    (38_799_000..=38_800_000).contains(&dearest),
                    "{repayment} {dearest}"
                );
            }
        }
    }

    #[test]
    fn a_payment_that_no_rate_gives_is_refused() {
        let refused = asked(json!({
            "rate": null, "periods": 1, "solve": { "for": "rate", "payment": "2900000.00" },
        }));
        let code = refused.expect_err("faults");
        let never = [("/solve/payment".to_owned(), "payment_never_repays")];
        assert_eq!(code, never);
        for payment in ["0.01", "100000.00", "600000.00"] {
            let solve = json!({ "for": "rate", "payment": payment });
            for timing in ["advance", "arrears"] {
                let short = asked(json!({ "rate": null, "timing": timing, "solve": solve }));
                assert_eq!(short.expect_err("faults"), never, "{payment} {timing}");
            }
        }
        let beyond = asked(json!({
            "rate": null, "timing": "arrears", "solve": { "for": "rate", "payment": "40000000.00" },
        }));
        let code = beyond.expect_err("faults");
        assert_eq!(code, [("/solve/payment".to_owned(), "rate_not_found")]);
    }

    #[test]
    fn a_rate_a_little_below_zero_is_still_a_rate() {
        let solve = json!({ "for": "rate", "payment": "749000.00" });
        let answer = asked(json!({ "rate": null, "solve": solve })).expect("quote");
        assert_eq!(answer["warnings"][0]["code"], "rate_negative");
        let back = asked(json!({ "rate": answer["rate"] })).expect("quote");
        assert_eq!(back["payment"], "749000.00");
    }

    #[test]
    fn a_yearly_frame_counts_later_rates() {
        let amount = |changes: Value| -> Money {
            let answer = asked(json!({
                "drawdowns": null, "rate_changes": changes,
                "solve": { "for": "amount", "per_budget_year": "388000.00" },
            }));
            let answer = answer.expect("quote");
            for year in answer["by_budget_year"].as_array().expect("years") {
                let payment: Money = year["payment"]
                    .as_str()
                    .expect("text")
                    .parse()
                    .expect("amount");
                assert!(payment <= Money::from_ore(38_800_000));
            }
            answer["financed"]
                .as_str()
                .expect("text")
                .parse()
                .expect("amount")
        };
        let flat = amount(json!([]));
        let falling = amount(json!([{ "from": "2028-01-02", "rate": "0.01" }]));
        let rising = amount(json!([{ "from": "2028-01-02", "rate": "0.05" }]));
        // The first payment binds when the rate falls; a krone or so more rounds to the same payment.
        assert!((falling - flat).ore() < 10, "{flat} {falling}");
        assert!(rising < flat);
        let below_zero_first = amount(json!([{ "from": "2027-01-02", "rate": "0.01" }]));
        assert!(below_zero_first > flat);
    }

    #[test]
    fn an_absorbing_last_payment_stays_within_the_yearly_frame_too() {
        for ore in (1_000_000..1_000_300).step_by(7) {
            let frame = Money::from_ore(ore);
            let answer = asked(json!({
                "drawdowns": null, "every": null, "periods": 6, "timing": "arrears", "rate": "0.09",
                "starts_on": "2027-06-01", "rounding": "last_payment_absorbs",
                "solve": { "for": "amount", "per_budget_year": frame },
            }));
            let answer = answer.expect("quote");
            let paid = answer["totals"]["payment"]
                .as_str()
                .expect("text")
                .parse::<Money>();
            let paid = paid.expect("amount");
            assert!(
                paid <= frame && paid > frame - Money::from_ore(20),
                "{paid} of {frame}"
            );
        }
    }

    #[test]
    fn a_rate_that_falls_before_the_dearest_year_leaves_room_in_it() {
        let amount = |changes: Value| -> Money {
            let answer = asked(json!({
                "drawdowns": null, "starts_on": "2027-07-01", "periods": 48, "every": null,
                "rate_changes": changes,
                "solve": { "for": "amount", "per_budget_year": "388000.00" },
            }));
            let answer = answer.expect("quote");
            answer["financed"]
                .as_str()
                .expect("text")
                .parse()
                .expect("amount")
        };
        let flat = amount(json!([]));
        let falling = amount(json!([{ "from": "2028-01-01", "rate": "0.01" }]));
        assert!(
            falling > flat + Money::from_ore(1_000_000),
            "{flat} {falling}"
        );
    }
}
