//! The facts of Dragør's case from the public minutes, and what no source tells, kept apart.

use crate::finance::{Money, Rate};
use chrono::NaiveDate;
use serde::Deserialize;

const JSON: &str = include_str!("dragoer-2017.json");

/// The case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    /// Where the facts are published.
    pub source: String,
    pub facts: Facts,
    pub assumptions: Assumptions,
}

/// What the minutes tell.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    pub municipality: String,
    pub budget_agreement_on: NaiveDate,
    pub case_number: String,
    pub title: String,
    pub committee_on: NaiveDate,
    pub council_on: NaiveDate,
    /// The sum of the years' parts.
    pub frame_total: Money,
    pub frame_years: Vec<i32>,
    pub even_split_per_year: Money,
    pub pupil_pcs: i32,
    pub schools_2017: Vec<String>,
    pub schools_2019: Vec<SchoolFacts>,
    pub kept_school: SchoolFacts,
    pub postal_code: String,
    pub city: String,
}

/// A school as it is today.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SchoolFacts {
    pub name: String,
    pub street: String,
}

/// What no source tells; every use of it is shown as an assumption.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Assumptions {
    pub lessor: String,
    pub lessor_source: String,
    pub signed_on: NaiveDate,
    pub first_payment_on: NaiveDate,
    pub payments: i32,
    pub nominal_rate: Rate,
    pub residual: Money,
    pub pupil_pc: Money,
    pub charging_cabinet: Money,
    pub charging_cabinets: i32,
    pub image_installation_per_pc: Money,
    pub municipal_licence_per_pc: Money,
    pub needs_2017: Vec<i32>,
}

/// How an assumption is shown wherever a source is asked for.
pub(super) const ASSUMED: &str = "Antaget til demonstrationen; ingen kilde";

/// Reads the case.
pub(super) fn case() -> Result<Case, String> {
    serde_json::from_str(JSON).map_err(|error| format!("the demo's case cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facts_agree_with_each_other() {
        let case = case().unwrap();
        let facts = &case.facts;
        let years = i64::try_from(facts.frame_years.len()).unwrap();
        assert_eq!(
            facts.even_split_per_year.checked_times(years),
            Some(facts.frame_total)
        );
        assert_eq!(
            case.assumptions.needs_2017.iter().sum::<i32>(),
            facts.pupil_pcs
        );
        assert_eq!(case.assumptions.needs_2017.len(), facts.schools_2017.len());
    }
}
