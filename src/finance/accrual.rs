//! The time between instalments, cut into pieces in which neither the debt nor the rate changes.
//!
//! Interest is simple inside a leg (from one instalment to the next) and compounds from leg to leg.
//! The fractions of the pieces always add up to the fraction of the leg, also under conventions such
//! as 30/360 whose days do not add up: a drawdown of nothing must change nothing.

use super::day_count::{DayCount, YearFraction};
use super::money::Money;
use super::period::{Every, Timing};
use super::schedule::Slot;
use super::terms::{Drawdown, LeaseTerms, RateChange, to_ore};
use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

/// A stretch of time with one debt and one rate.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Drawn on the first day of the piece.
    pub drawn: Money,
    /// The nominal yearly rate of the piece.
    pub rate: Decimal,
    /// Its length.
    pub fraction: YearFraction,
}

/// The time from one instalment (or the start) to the next (or the end).
#[derive(Debug, Clone)]
pub(super) struct Leg {
    /// Its length.
    pub whole: YearFraction,
    /// Its pieces in order; none when the leg has no length.
    pub pieces: Vec<Piece>,
    /// Drawn on the last day, before the instalment of that day and without interest.
    pub drawn_at_end: Money,
    /// The rate known when the instalment at the end is set, for all the time ahead.
    pub rate_ahead: Decimal,
    /// Whether that instalment must be set anew because the rate changed since the last one.
    pub rate_changed: bool,
}

impl Leg {
    /// Everything drawn in the leg.
    pub fn drawn(&self) -> Money {
        self.pieces.iter().map(|piece| piece.drawn).sum::<Money>() + self.drawn_at_end
    }

    /// The interest on `balance` and on what is drawn on the way, rounded to the øre.
    ///
    /// The same as [`Leg::interest`] rounded, but from whole numbers where that is certain.
    pub fn interest_to_the_ore(
        &self,
        balance: Money,
        rate: Option<Decimal>,
        strategy: RoundingStrategy,
    ) -> Option<Money> {
        if let [piece] = self.pieces.as_slice()
            && let Some(owed) = balance.checked_add(piece.drawn)
            && let Some(interest) = clear_interest(owed, rate.unwrap_or(piece.rate), piece.fraction)
        {
            return Some(interest);
        }
        to_ore(self.interest(balance.kroner(), rate)?, strategy)
    }

    /// The unrounded interest in kroner on `balance` and on what is drawn on the way.
    ///
    /// With `rate` it runs at that rate throughout, as a forecast; else at the rates of the pieces.
    pub fn interest(&self, balance: Decimal, rate: Option<Decimal>) -> Option<Decimal> {
        let mut balance = balance;
        let mut interest = Decimal::ZERO;
        for piece in &self.pieces {
            balance = balance.checked_add(piece.drawn.kroner())?;
            let yearly = balance.checked_mul(rate.unwrap_or(piece.rate))?;
            interest = interest.checked_add(piece.fraction.of(yearly)?)?;
        }
        Some(interest)
    }
}

/// The nearest øre of `balance · rate · fraction` when every rule of rounding agrees on it.
///
/// `None` when the exact ratio lies within a hundred-millionth of an øre of a half, which includes
/// every half, or when the whole numbers do not fit.
fn clear_interest(balance: Money, rate: Decimal, fraction: YearFraction) -> Option<Money> {
    let (numerator, denominator) = fraction.ratio();
    let product = i128::from(balance.ore())
        .checked_mul(rate.mantissa())?
        .checked_mul(i128::from(numerator))?;
    let divisor = 10_i128
        .checked_pow(rate.scale())?
        .checked_mul(i128::from(denominator))?;
    let (whole, part) = match (i64::try_from(product), i64::try_from(divisor)) {
        (Ok(product), Ok(divisor)) => (
            i128::from(product.div_euclid(divisor)),
            i128::from(product.rem_euclid(divisor)),
        ),
        _ => (product.div_euclid(divisor), product.rem_euclid(divisor)),
    };
    let above_half = part.checked_mul(2)?.checked_sub(divisor)?;
    if above_half.abs() <= divisor / 50_000_000 {
        return None;
    }
    let rounded = whole + i128::from(above_half > 0);
    i64::try_from(rounded).ok().map(Money::from_ore)
}

/// The legs of a lease, one before each instalment, and the one after the last in advance.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Drawn up to and on the start.
    pub opening: Money,
    /// One leg per instalment: the time before it.
    pub legs: Vec<Leg>,
    /// In advance, the last period: from the last instalment to the end.
    pub tail: Option<YearFraction>,
}

/// Terms prepared for cutting time: drawdowns and rate changes by date.
pub(super) struct Cutter {
    first_rate: Decimal,
    changes: Vec<RateChange>,
    drawdowns: Vec<Drawdown>,
    day_count: DayCount,
    every: Every,
    timing: Timing,
}

impl Cutter {
    /// Sorts the drawdowns and drops rate changes without effect.
    pub fn new(terms: &LeaseTerms, drawdowns: &[Drawdown]) -> Self {
        let mut drawdowns = drawdowns.to_vec();
        drawdowns.sort_by_key(|drawdown| drawdown.on);
        Cutter {
            first_rate: terms.rate.value(),
            changes: terms.effective_rate_changes(),
            drawdowns,
            day_count: terms.day_count,
            every: terms.timetable.every,
            timing: terms.timetable.timing,
        }
    }

    /// One rate throughout: for what is asked at a rate that is not in the terms.
    pub fn at_one_rate(terms: &LeaseTerms, drawdowns: &[Drawdown]) -> Self {
        let mut cutter = Cutter::new(terms, drawdowns);
        cutter.changes.clear();
        cutter
    }

    /// The plan of the whole lease; `None` when a fraction is out of range.
    pub fn plan(&self, starts_on: NaiveDate, slots: &[Slot]) -> Option<Plan> {
        let mut from = starts_on;
        let mut legs = Vec::with_capacity(slots.len());
        for slot in slots {
            legs.push(self.leg(from, slot.falls_on, slot.falls_on)?);
            from = slot.falls_on;
        }
        let tail = match (self.timing, slots.last()) {
            (Timing::Advance, Some(last)) => Some(self.whole(last.falls_on, last.period_to)?),
            _ => None,
        };
        Some(Plan {
            opening: self.drawn_before(starts_on, true),
            legs,
            tail,
        })
    }

    /// The leg from `from` to `to`, but only its pieces up to `until`.
    pub fn leg(&self, from: NaiveDate, to: NaiveDate, until: NaiveDate) -> Option<Leg> {
        let whole = self.whole(from, to)?;
        let known = self.changes_known(to);
        let leg = |pieces, drawn_at_end| Leg {
            whole,
            pieces,
            drawn_at_end,
            rate_ahead: self.rate_after(known),
            rate_changed: known > self.changes_known(from),
        };
        if from >= until {
            return Some(leg(Vec::new(), Money::ZERO));
        }
        let drawn_at_end = self.drawn_exactly(until);
        if until == to && !self.is_cut(from, until) {
            let piece = Piece {
                drawn: Money::ZERO,
                rate: self.rate_on(from),
                fraction: whole,
            };
            return Some(leg(vec![piece], drawn_at_end));
        }
        let mut cuts = vec![from];
        let inside = |date: &NaiveDate| *date > from && *date < until;
        let changed_on = self.changes.iter().map(|change| change.from);
        cuts.extend(changed_on.chain(self.drawn_on(from)).filter(inside));
        cuts.sort_unstable();
        cuts.dedup();
        let mut pieces = Vec::with_capacity(cuts.len());
        let mut begun = YearFraction::ZERO;
        for (index, &start) in cuts.iter().enumerate() {
            let end = cuts.get(index + 1).copied().unwrap_or(until);
            let done = self.elapsed(from, to, end, whole)?;
            pieces.push(Piece {
                drawn: if start == from {
                    Money::ZERO
                } else {
                    self.drawn_exactly(start)
                },
                rate: self.rate_on(start),
                fraction: done.minus(begun)?,
            });
            begun = done;
        }
        Some(leg(pieces, drawn_at_end))
    }

    /// Whether the rate or the debt changes between the two days.
    fn is_cut(&self, from: NaiveDate, until: NaiveDate) -> bool {
        let changes = &self.changes;
        let next = changes.get(changes.partition_point(|change| change.from <= from));
        next.is_some_and(|change| change.from < until)
            || self.drawn_on(from).next().is_some_and(|day| day < until)
    }

    fn whole(&self, from: NaiveDate, to: NaiveDate) -> Option<YearFraction> {
        self.day_count.fraction(from, to, self.every)
    }

    /// The part of the leg from `from` to `to`, `whole` long, that has passed on `date`.
    fn elapsed(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        date: NaiveDate,
        whole: YearFraction,
    ) -> Option<YearFraction> {
        if date == to {
            return Some(whole);
        }
        match self.day_count {
            DayCount::Periodic if self.every.after(from, 1) == Some(to) => {
                let part = date.signed_duration_since(from).num_days();
                whole.times(part, to.signed_duration_since(from).num_days())
            }
            DayCount::Periodic => whole.minus(self.whole(date, to)?),
            _ => self.whole(from, date),
        }
    }

    /// The rate in force on `date`.
    pub fn rate_on(&self, date: NaiveDate) -> Decimal {
        self.rate_after(self.changes.partition_point(|change| change.from <= date))
    }

    /// How many rate changes are known when the instalment falling on `date` is set.
    fn changes_known(&self, date: NaiveDate) -> usize {
        match self.timing {
            Timing::Advance => self.changes.partition_point(|change| change.from <= date),
            Timing::Arrears => self.changes.partition_point(|change| change.from < date),
        }
    }

    fn rate_after(&self, changes: usize) -> Decimal {
        let last = changes
            .checked_sub(1)
            .and_then(|index| self.changes.get(index));
        last.map_or(self.first_rate, |change| change.rate.value())
    }

    fn drawn_on(&self, from: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let first = self
            .drawdowns
            .partition_point(|drawdown| drawdown.on <= from);
        self.drawdowns
            .iter()
            .skip(first)
            .map(|drawdown| drawdown.on)
    }

    fn drawn_exactly(&self, date: NaiveDate) -> Money {
        let first = self
            .drawdowns
            .partition_point(|drawdown| drawdown.on < date);
        let on_date = self
            .drawdowns
            .iter()
            .skip(first)
            .take_while(|drawdown| drawdown.on == date);
        on_date.map(|drawdown| drawdown.amount).sum()
    }

    /// Everything drawn before `date`, or up to and on it.
    pub fn drawn_before(&self, date: NaiveDate, including: bool) -> Money {
        let count = self
            .drawdowns
            .partition_point(|drawdown| drawdown.on < date || (including && drawdown.on == date));
        self.drawdowns
            .iter()
            .take(count)
            .map(|drawdown| drawdown.amount)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::InterestRounding;

    #[test]
    fn whole_numbers_and_decimals_round_interest_to_the_same_ore() {
        let fractions = [(1, 12), (31, 360), (182, 366), (7, 364), (1, 52), (5, 1)];
        let mut certain = 0;
        for index in 0..400_i64 {
            let balance = Money::from_ore(index * index * 7_919_017 - 900_001);
            let rate = Decimal::new(index * 137 - 2_000, u32::from(index % 3 == 0) * 6 + 4);
            for (numerator, denominator) in fractions {
                let fraction = YearFraction::new(numerator, denominator).expect("ratio");
                let exact = fraction.of(balance.kroner() * rate).expect("in range");
                let Some(found) = clear_interest(balance, rate, fraction) else {
                    continue;
                };
                certain += 1;
                for rule in [InterestRounding::HalfUp, InterestRounding::HalfEven] {
                    assert_eq!(Some(found), to_ore(exact, rule.strategy()), "{exact}");
                }
            }
        }
        assert!(certain > 2_000, "{certain}");
    }

    #[test]
    fn half_an_ore_is_left_to_the_rule_of_rounding() {
        // 600.60 at 10 % for a month is exactly 5.005.
        let month = YearFraction::new(1, 12).expect("ratio");
        let found = clear_interest(Money::from_ore(60_060), Decimal::new(1, 1), month);
        assert_eq!(found, None);
    }
}
