//! Price levels: what an amount in the prices of one year is in those of another.
//!
//! A series gives for each year the rise of prices into that year. Rates are published again and again: what
//! counts on a day is the latest publication up to that day, so that an amount once due never moves with figures
//! that came later. Lease payments are nominal and never indexed; only fees and purchases not yet signed are.

use super::rate::Rate;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The yearly rates of one price series: the rate of a year is the rise of prices into that year.
pub type YearlyRates = BTreeMap<i32, Rate>;

/// A rate as it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishedRate {
    /// The year into which prices rise.
    pub year: i32,
    /// The rise as a fraction of one.
    pub rate: Rate,
    /// The day of the publication.
    pub published_on: NaiveDate,
}

/// All publications of one price series.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PriceHistory(Vec<PublishedRate>);

impl PriceHistory {
    /// The series with these publications, in any order.
    pub fn new(mut published: Vec<PublishedRate>) -> Self {
        published.sort_by_key(|rate| rate.published_on);
        PriceHistory(published)
    }

    /// The rates that counted on a day: for each year the latest publication up to that day.
    pub fn rates_on(&self, day: NaiveDate) -> YearlyRates {
        self.0
            .iter()
            .take_while(|rate| rate.published_on <= day)
            .map(|rate| (rate.year, rate.rate))
            .collect()
    }
}

/// What the price level of `base_year` has become in `year`; a year without a rate keeps the prices of the year before.
///
/// The product of (1 + rate) over the years after `base_year` up to `year`; the inverse when `year` lies before.
/// `None` on overflow.
pub fn price_factor(rates: &YearlyRates, base_year: i32, year: i32) -> Option<Decimal> {
    let (after, to) = (base_year.min(year), base_year.max(year));
    let mut factor = Decimal::ONE;
    for (_, rate) in rates.range(..=to).filter(|(year, _)| **year > after) {
        factor = factor.checked_mul(Decimal::ONE.checked_add(rate.value())?)?;
    }
    if year < base_year {
        return Decimal::ONE.checked_div(factor);
    }
    Some(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    #[test]
    fn prices_go_back_as_they_came() {
        let rates: YearlyRates = [(2028, "0.02"), (2029, "0.03")]
            .map(|(year, rate)| (year, rate.parse().expect("rate")))
            .into();
        let there = price_factor(&rates, 2027, 2029).expect("factor");
        let back = price_factor(&rates, 2029, 2027).expect("factor");
        assert_eq!((there * back).round_dp(20), Decimal::ONE);
        assert_eq!(price_factor(&rates, 2029, 2029), Some(Decimal::ONE));
    }

    #[test]
    fn the_latest_publication_up_to_the_day_counts() {
        let published = |year, rate: &str, on| PublishedRate {
            year,
            rate: rate.parse().expect("rate"),
            published_on: date(on),
        };
        let history = PriceHistory::new(vec![
            published(2028, "0.025", "2028-03-01"),
            published(2028, "0.02", "2027-06-01"),
            published(2029, "0.03", "2027-06-01"),
        ]);
        assert!(history.rates_on(date("2027-05-31")).is_empty());
        let first = history.rates_on(date("2027-06-01"));
        assert_eq!(first[&2028].to_string(), "0.02");
        let later = history.rates_on(date("2028-03-01"));
        assert_eq!(
            (later[&2028].to_string(), later[&2029].to_string()),
            ("0.025".into(), "0.03".into())
        );
    }
}
