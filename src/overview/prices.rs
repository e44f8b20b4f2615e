//! Fixed prices (*faste priser*): what an amount of a year comes to at the price level of another year.
//!
//! A lease payment is agreed in kroner and never indexed, so it stays as it is in fixed prices too; only what
//! follows a price series moves. The factor is that of [`price_factor`].

use crate::finance::{Money, Rate};
use crate::leasing::{YearlyRates, price_factor};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A price and wage rate that a table was reckoned with.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct UsedRate {
    /// The series.
    #[schema(example = "KL pris- og lønskøn, øvrige varer")]
    pub series: String,
    /// The year into which prices rise by the rate.
    #[schema(example = 2028)]
    pub year: i32,
    /// The rate as a fraction of one.
    #[schema(value_type = String, example = "0.025")]
    pub rate: Rate,
    /// When it was published.
    pub published_on: NaiveDate,
    /// Where.
    pub source: String,
}

/// The rates of each series that were known on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownRates(BTreeMap<String, BTreeMap<i32, UsedRate>>);

impl KnownRates {
    /// Takes a rate; one of the same series and year that was published later takes its place.
    pub fn learn(&mut self, rate: UsedRate) {
        let years = self.0.entry(rate.series.clone()).or_default();
        match years.get(&rate.year) {
            Some(known) if known.published_on >= rate.published_on => {}
            _ => {
                years.insert(rate.year, rate);
            }
        }
    }

    /// The rates of a series by year; none for a series without.
    pub fn of(&self, series: &str) -> YearlyRates {
        let years = self.0.get(series).into_iter().flatten();
        years.map(|(year, rate)| (*year, rate.rate)).collect()
    }

    /// The same with their sources.
    pub fn used(&self, series: &str) -> Vec<UsedRate> {
        let years = self.0.get(series).into_iter().flatten();
        years.map(|(_, rate)| rate.clone()).collect()
    }
}

/// Turns amounts of any year into prices of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deflator {
    /// The series.
    pub series: String,
    /// The year whose price level the amounts get.
    pub price_year: i32,
    /// The series' rates.
    pub rates: YearlyRates,
}

impl Deflator {
    /// An amount of `year` in prices of the price year, rounded half away from zero.
    ///
    /// `None` when it is beyond what the service can carry.
    pub fn fixed(&self, amount: Money, year: i32) -> Option<Money> {
        let factor = price_factor(&self.rates, year, self.price_year)?;
        Money::from_kroner_rounded(amount.kroner().checked_mul(factor)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(year: i32, rate: &str, published: i32) -> UsedRate {
        UsedRate {
            series: "kl".to_owned(),
            year,
            rate: rate.parse().unwrap(),
            published_on: NaiveDate::from_ymd_opt(published, 6, 1).unwrap(),
            source: format!("Skøn {published}"),
        }
    }

    #[test]
    fn the_latest_publication_counts_in_whatever_order_they_come() {
        let mut known = KnownRates::default();
        for (value, published) in [("0.02", 2026), ("0.03", 2027), ("0.01", 2025)] {
            known.learn(rate(2028, value, published));
        }
        assert_eq!(known.used("kl")[0].source, "Skøn 2027");
        assert_eq!(known.of("kl")[&2028], "0.03".parse().unwrap());
        assert!(known.of("other").is_empty());
    }

    #[test]
    fn an_amount_that_followed_the_series_is_the_same_in_every_year_of_fixed_prices() {
        let deflator = Deflator {
            series: "kl".to_owned(),
            price_year: 2027,
            rates: [(2028, "0.02"), (2029, "0.03")]
                .map(|(year, rate)| (year, rate.parse().unwrap()))
                .into(),
        };
        // 1,250.00 · 1.02 · 1.03 = 1,313.25.
        let fixed = deflator.fixed(Money::from_ore(131_325), 2029);
        assert_eq!(fixed, Some(Money::from_ore(125_000)));
    }
}
