//! A guess at the rate of a level payment, so that the exact search starts next to its goal.
//!
//! The same search as in [`super::quote`] in floating point. What comes out is only ever a place to
//! look: the exact search confirms it in decimals and begins from nothing when it was a bad guess.
#![allow(
    clippy::float_arithmetic,
    reason = "a guess at a root that is found in decimals; no money comes out of it"
)]

use super::accrual::Plan;
use super::day_count::YearFraction;
use super::money::Money;
use super::rate::Rate;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// A leg in floating point: its length, and what is drawn in it with the time to its end.
struct Length {
    years: f64,
    drawn: Vec<(f64, f64)>,
}

/// About the nominal yearly rate at which the level payment of the plan is `payment`.
pub(super) fn nearby(plan: &Plan, residual: Money, payment: Money) -> Option<Decimal> {
    let lengths: Vec<Length> = plan.legs.iter().map(length).collect::<Option<_>>()?;
    let tail = match plan.tail {
        Some(tail) => years(tail)?,
        None => 0.0,
    };
    let (opening, residual) = (plan.opening.ore().to_f64()?, residual.ore().to_f64()?);
    let given = payment.ore().to_f64()?;
    let excess = |rate: f64| {
        let (mut drawn, mut payments, mut discount) = (opening, 0.0, 1.0);
        for length in &lengths {
            let growth = 1.0 + rate * length.years;
            if growth <= 0.0 {
                return None;
            }
            discount /= growth;
            for (amount, years) in &length.drawn {
                drawn += amount * (1.0 + rate * years) * discount;
            }
            payments += discount;
        }
        let excess = (drawn - residual * discount / (1.0 + rate * tail)) / payments - given;
        excess.is_finite().then_some(excess)
    };
    let (low, high) = bracket(&excess)?;
    Decimal::from_f64(close_in(&excess, low, high)?)
}

fn length(leg: &super::accrual::Leg) -> Option<Length> {
    let mut ahead = 0.0;
    let mut drawn = Vec::new();
    for piece in leg.pieces.iter().rev() {
        ahead += years(piece.fraction)?;
        if piece.drawn != Money::ZERO {
            drawn.push((piece.drawn.ore().to_f64()?, ahead));
        }
    }
    if leg.drawn_at_end != Money::ZERO {
        drawn.push((leg.drawn_at_end.ore().to_f64()?, 0.0));
    }
    Some(Length {
        years: years(leg.whole)?,
        drawn,
    })
}

fn years(fraction: YearFraction) -> Option<f64> {
    let (numerator, denominator) = fraction.ratio();
    Some(numerator.to_f64()? / denominator.to_f64()?)
}

type Point = (f64, f64);

/// Two rates between which the excess changes its sign, by the steps of the exact search.
fn bracket(excess: &impl Fn(f64) -> Option<f64>) -> Option<(Point, Point)> {
    let mut near = (0.0, excess(0.0)?);
    let upwards = near.1 < 0.0;
    let limit = if upwards { Rate::MAX } else { Rate::MIN };
    let limit = limit.value().to_f64()?;
    let mut step: f64 = if upwards { 0.02 } else { -0.02 };
    for _ in 0..80 {
        let next = if upwards {
            (near.0 + step).min(limit)
        } else {
            (near.0 + step).max(limit)
        };
        let Some(at_next) = excess(next) else {
            step /= 2.0;
            continue;
        };
        let far = (next, at_next);
        if (far.1 < 0.0) != (near.1 < 0.0) {
            return Some((near, far));
        }
        if near.0 == limit {
            return None;
        }
        near = far;
        step *= 2.0;
    }
    None
}

/// The root between two points by the Illinois method.
fn close_in(excess: &impl Fn(f64) -> Option<f64>, mut a: Point, mut b: Point) -> Option<f64> {
    for _ in 0..60 {
        let middle = b.0 - b.1 * (b.0 - a.0) / (b.1 - a.1);
        let at = excess(middle)?;
        if at == 0.0 || (middle - b.0).abs() < 1e-13 {
            return Some(middle);
        }
        if (at < 0.0) == (b.1 < 0.0) {
            a.1 /= 2.0;
        } else {
            a = b;
        }
        b = (middle, at);
    }
    Some(b.0)
}
