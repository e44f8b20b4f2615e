//! The axis of amounts: round steps from below the smallest value to above the largest, in a unit
//! that keeps the figures short.
//!
//! Everything is reckoned in whole øre, wide enough for the sum of any number of amounts.

use crate::error::Language;
use crate::render::numbers;
use rust_decimal::Decimal;

/// At most so many steps between the ends of the axis.
const STEPS: i128 = 6;

/// An axis from [`Scale::low`] to [`Scale::high`], both in øre and both whole steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// The lower end; zero unless there are negative values.
    pub low: i128,
    /// The upper end, above `low`.
    pub high: i128,
    /// Distance of the lines across the chart.
    pub step: i128,
    /// What the figures count.
    pub unit: Unit,
}

/// What the figures of an axis count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    danish: &'static str,
    english: &'static str,
    ore: i128,
    /// Decimals of a value beside the axis.
    decimals: u32,
}

const KRONER: Unit = Unit {
    danish: "kr.",
    english: "kr.",
    ore: 100,
    decimals: 0,
};
const UNITS: [Unit; 2] = [
    Unit {
        danish: "mia. kr.",
        english: "billion kr.",
        ore: 100_000_000_000,
        decimals: 2,
    },
    Unit {
        danish: "mio. kr.",
        english: "million kr.",
        ore: 100_000_000,
        decimals: 2,
    },
];

impl Scale {
    /// The axis that holds zero and both values (øre).
    pub fn new(least: i128, most: i128) -> Self {
        let (least, most) = (least.min(0), most.max(0));
        let most = if least == most { 10_000 } else { most };
        let step = step((most - least).div_euclid(STEPS).max(1));
        let below = |value: i128| value.div_euclid(step) * step;
        let (low, high) = (below(least), -below(-most));
        let largest = high.max(-low);
        let unit = UNITS.into_iter().find(|unit| largest >= unit.ore);
        Scale {
            low,
            high,
            step,
            unit: unit.unwrap_or(KRONER),
        }
    }

    /// The values at which lines cross the chart, from the bottom.
    pub fn ticks(&self) -> impl Iterator<Item = i128> + '_ {
        let count = (self.high - self.low) / self.step;
        (0..=count).map(|number| self.low + number * self.step)
    }

    /// The figure at a line: with the decimals that the step needs, without the unit.
    pub fn figure(&self, value: i128) -> String {
        let decimals =
            (0..4).find(|decimals| self.step * 10i128.pow(*decimals) % self.unit.ore == 0);
        self.unit.written(value, decimals.unwrap_or(4))
    }

    /// A value as share of the axis, in 50,000ths from the bottom; cut off at the ends.
    pub fn share(&self, value: i128) -> u16 {
        let share = (value - self.low) * 50_000 / (self.high - self.low).max(1);
        u16::try_from(share.clamp(0, 50_000)).unwrap_or(0)
    }
}

impl Unit {
    /// As it is written: `mio. kr.`
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Danish => self.danish,
            Language::English => self.english,
        }
    }

    /// A value in this unit, rounded to two decimals of millions or to whole kroner.
    pub fn figure(&self, value: i128) -> String {
        self.written(value, self.decimals)
    }

    fn written(&self, value: i128, decimals: u32) -> String {
        let scaled = value * 10i128.pow(decimals);
        let half = self.ore / 2;
        let rounded = (scaled.abs() + half) / self.ore * scaled.signum();
        Decimal::try_from_i128_with_scale(rounded, decimals)
            .map_or_else(|_| String::new(), numbers::decimal)
    }
}

/// The smallest of 1, 2 and 5 with noughts that is not below `least`.
fn step(least: i128) -> i128 {
    let mut power = 1;
    loop {
        for factor in [1, 2, 5] {
            if factor * power >= least {
                return factor * power;
            }
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(least: i128, most: i128) -> (Vec<String>, &'static str) {
        let scale = Scale::new(least, most);
        let figures = scale.ticks().map(|tick| scale.figure(tick)).collect();
        (figures, scale.unit.name(Language::Danish))
    }

    #[test]
    fn an_axis_counts_millions_with_the_decimals_of_its_step() {
        let (shown, unit) = figures(0, 155_200_000);
        assert_eq!(shown, ["0,0", "0,5", "1,0", "1,5", "2,0"]);
        assert_eq!(unit, "mio. kr.");
        assert_eq!(
            figures(0, 1_100_000_000).0.last().map(String::as_str),
            Some("12")
        );
    }

    #[test]
    fn smaller_amounts_are_counted_in_kroner_and_negative_ones_have_room_below() {
        let (shown, unit) = figures(-10_000_000, 20_000_000);
        assert_eq!(
            shown,
            [
                "-100.000", "-50.000", "0", "50.000", "100.000", "150.000", "200.000"
            ]
        );
        assert_eq!(unit, "kr.");
        assert_eq!(figures(0, 150).0, ["0,0", "0,5", "1,0", "1,5"]);
    }

    #[test]
    fn nothing_but_noughts_still_has_an_axis() {
        let scale = Scale::new(0, 0);
        assert_eq!((scale.low, scale.high), (0, 10_000));
    }

    #[test]
    fn the_sum_of_a_million_largest_amounts_has_an_axis() {
        let most = i128::from(i64::MAX) * 1_000_000;
        let scale = Scale::new(-most, most);
        assert!(scale.ticks().count() <= 9);
        assert!(scale.ticks().all(|tick| !scale.figure(tick).is_empty()));
        assert_eq!(scale.share(most * 2), 50_000);
    }
}
