//! The two languages of explanations, and how each writes amounts, rates and dates.

use crate::error::Language;
use crate::finance::Money;
use crate::render::numbers;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Writes for a reader of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words(pub Language);

impl Words {
    /// One of two texts.
    pub fn say(self, danish: impl Into<String>, english: impl Into<String>) -> String {
        match self.0 {
            Language::Danish => danish.into(),
            Language::English => english.into(),
        }
    }

    /// An amount with its unit.
    pub fn money(self, amount: Money) -> String {
        match self.0 {
            Language::Danish => numbers::kroner(amount),
            Language::English => format!("{amount} kr."),
        }
    }

    /// A fraction of one as per cent, with at most eight decimals.
    pub fn percent(self, rate: Decimal) -> String {
        let percent = rate.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(rate);
        let percent = percent.round_dp(8).normalize();
        match self.0 {
            Language::Danish => numbers::percent(percent),
            Language::English => format!("{percent} %"),
        }
    }

    /// A date.
    pub fn date(self, date: NaiveDate) -> String {
        match self.0 {
            Language::Danish => numbers::date(date),
            Language::English => date.to_string(),
        }
    }

    /// A section of the documentation of the mathematics.
    pub fn section(self, number: u8) -> String {
        let file = "docs/lease-mathematics.md";
        self.say(
            format!("{file}, afsnit {number}"),
            format!("{file}, section {number}"),
        )
    }
}
