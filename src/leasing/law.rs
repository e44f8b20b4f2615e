//! Rules of law that a warning names, as data with their source.
//!
//! Only what was confirmed stands here: paragraph numbers of the borrowing order moved between its editions, and of
//! the edition in force § 11 alone is known. A lease that was signed before an edition is judged by an earlier one,
//! which the warning says instead of naming a paragraph that may not be the right one then.

use chrono::NaiveDate;

/// A rule of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Law {
    /// The warning that names it.
    pub code: &'static str,
    /// What it says, in Danish.
    pub danish: &'static str,
    /// What it says, in English.
    pub english: &'static str,
    /// The day of the edition.
    pub valid_from: NaiveDate,
    /// Paragraph and edition.
    pub source: &'static str,
}

/// The code of a lease of what the municipality owned already.
pub const SALE_AND_LEASE_BACK: &str = "sale_and_lease_back";

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

/// The table, oldest edition first.
pub const LAWS: &[Law] = &[Law {
    code: SALE_AND_LEASE_BACK,
    danish: "Uden ministeriets godkendelse må kommunen ikke leje eller lease løsøre, som har tilhørt kommunen før aftalen",
    english: "without the ministry's approval a municipality may not lease movables that belonged to it before the agreement",
    valid_from: day(2023, 12, 13),
    source: "Lånebekendtgørelsen § 11 (BEK nr. 1714 af 13-12-2023)",
}];

/// The latest edition of a rule.
pub fn law(code: &str) -> Option<&'static Law> {
    LAWS.iter().rfind(|law| law.code == code)
}
