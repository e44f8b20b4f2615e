//! Floating rates: a published reference rate plus a margin, reset on agreed days.
//!
//! The name of the index is data of the agreement and not known here, for reference rates come and
//! go. Lessors' terms stop the reduction when the reference falls below zero; that is the floor. A
//! reset works through [`RateChange`], which never touches an instalment that is already due.

use super::rate::{Rate, RateError};
use super::terms::RateChange;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How the agreement's rate follows the reference rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FloatingTerms {
    /// Added to the reference rate, as a fraction per year; may be negative.
    pub margin: Rate,
    /// The reference rate counts as at least this much; commonly zero.
    #[serde(default)]
    pub floor: Option<Rate>,
    /// The reference rate counts as at most this much.
    #[serde(default)]
    pub cap: Option<Rate>,
}

/// A published value of the reference rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixing {
    /// The day of publication; in force from this day until the next fixing.
    pub on: NaiveDate,
    /// The published nominal yearly rate.
    pub reference: Rate,
}

impl FloatingTerms {
    /// The agreement's rate at a reference rate: the reference between floor and cap, plus the margin.
    ///
    /// # Errors
    /// [`RateError::OutOfRange`] when the sum is no possible rate.
    pub fn rate_at(&self, reference: Rate) -> Result<Rate, RateError> {
        let floored = self.floor.map_or(reference, |floor| reference.max(floor));
        let bounded = self.cap.map_or(floored, |cap| floored.min(cap));
        Rate::new(bounded.value() + self.margin.value())
    }

    /// The rate changes on the reset days: on each, the last fixing on or before it.
    ///
    /// Fixings and resets may be in any order. A reset before the first fixing changes nothing, nor
    /// does one that finds the rate already running.
    ///
    /// # Errors
    /// [`RateError::OutOfRange`] when a sum is no possible rate.
    pub fn rate_changes(
        &self,
        fixings: &[Fixing],
        resets: &[NaiveDate],
    ) -> Result<Vec<RateChange>, RateError> {
        let mut fixings = fixings.to_vec();
        fixings.sort_by_key(|fixing| fixing.on);
        let mut resets = resets.to_vec();
        resets.sort_unstable();
        let mut changes: Vec<RateChange> = Vec::new();
        for from in resets {
            let known = fixings.partition_point(|fixing| fixing.on <= from);
            let Some(fixing) = known.checked_sub(1).and_then(|index| fixings.get(index)) else {
                continue;
            };
            let rate = self.rate_at(fixing.reference)?;
            if changes.last().is_none_or(|last| last.rate != rate) {
                changes.push(RateChange { from, rate });
            }
        }
        Ok(changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(text: &str) -> Rate {
        text.parse().expect("rate")
    }

    fn fixing(on: &str, reference: &str) -> Fixing {
        Fixing {
            on: on.parse().expect("date"),
            reference: rate(reference),
        }
    }

    #[test]
    fn below_the_floor_the_rate_falls_no_further() {
        let terms = FloatingTerms {
            margin: rate("0.01"),
            floor: Some(Rate::ZERO),
            cap: None,
        };
        assert_eq!(terms.rate_at(rate("0.0392")), Ok(rate("0.0492")));
        assert_eq!(terms.rate_at(rate("-0.005")), Ok(rate("0.01")));
    }

    #[test]
    fn a_reset_takes_the_last_fixing_on_or_before_its_day() {
        let terms = FloatingTerms {
            margin: rate("0.01"),
            floor: None,
            cap: Some(rate("0.03")),
        };
        let fixings = [
            fixing("2027-06-28", "0.025"),
            fixing("2027-03-30", "0.02"),
            fixing("2027-09-30", "0.05"),
        ];
        let resets: Vec<NaiveDate> = ["2027-01-01", "2027-04-01", "2027-07-01", "2027-09-30"]
            .iter()
            .map(|day| day.parse().expect("date"))
            .collect();
        let changes = terms.rate_changes(&fixings, &resets).expect("in range");
        let shown: Vec<String> = changes
            .iter()
            .map(|change| format!("{} {}", change.from, change.rate))
            .collect();
        assert_eq!(
            shown,
            ["2027-04-01 0.03", "2027-07-01 0.035", "2027-09-30 0.04"]
        );
    }
}
