//! The question on the page of costs, and the same question as the interface for programs puts it.
//!
//! A browser sends every field of the form, empty ones too; what is empty asks nothing.

use crate::error::{Error, Fault, Faults, Language, Result, codes};
use crate::http::page::form::text_pairs;
use crate::overview::{CostKind, CostRowBy, ReadCosts};

/// What the columns stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Across {
    /// Budget years.
    Years,
    /// The values of what rows could stand for too; the years are added up.
    Values(CostRowBy),
}

impl Across {
    fn read(text: &str) -> Self {
        text.parse().map_or(Across::Years, Across::Values)
    }
}

/// The question as it was written.
#[derive(Debug, Clone)]
pub struct CostsPageQuery {
    written: Vec<(String, String)>,
    /// What the columns stand for.
    pub across: Across,
    /// What the rows stand for, the finer one after the coarser.
    pub down: Vec<CostRowBy>,
    /// Which piece of the rows, from 1.
    pub page: usize,
}

/// The fields that mean the same to programs.
const SHARED: &[&str] = &[
    "from", "to", "view", "sharing", "lease_id", "account", "kind", "prices",
];
/// The fields of the page alone.
const OWN: &[&str] = &["rows", "split", "columns", "page", "school_id"];

impl CostsPageQuery {
    /// Reads the part of an address after the `?`.
    pub fn read(text: &str) -> Self {
        let mut written = text_pairs(text);
        for (_, value) in &mut written {
            *value = value.trim().to_owned();
        }
        written.retain(|(_, value)| !value.is_empty());
        let mut query = CostsPageQuery {
            written,
            across: Across::Years,
            down: Vec::new(),
            page: 1,
        };
        query.across = Across::read(query.value("columns"));
        query.page = query.value("page").parse().unwrap_or(1).max(1);
        let mut down: Vec<CostRowBy> = Vec::new();
        let asked = match query.value("rows") {
            "" => "school",
            rows => rows,
        };
        let names = asked.split(',').chain([query.value("split")]);
        for by in names.filter_map(|name| name.trim().parse().ok()) {
            if !down.contains(&by) && query.across != Across::Values(by) {
                down.push(by);
            }
        }
        if down.is_empty() {
            down.push(match query.across {
                Across::Values(CostRowBy::School) => CostRowBy::Lease,
                _ => CostRowBy::School,
            });
        }
        query.down = down;
        query
    }

    /// What was written in a field.
    pub fn value(&self, name: &str) -> &str {
        let found = self.written.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Whether more is asked than rows, columns and years.
    pub fn is_narrowed(&self) -> bool {
        let usual = [
            ("view", "cash"),
            ("sharing", "holder"),
            ("prices", "current"),
        ];
        let unusual = |(name, value): &(&str, &str)| {
            !matches!(self.value(name), "") && self.value(name) != *value
        };
        usual.iter().any(unusual)
            || ["kind", "school_id", "lease_id", "account"]
                .iter()
                .any(|name| !self.value(name).is_empty())
    }

    /// The filters, years and prices as programs write them: what a cell shares with the table.
    pub fn shared(&self) -> Vec<(String, String)> {
        let fixed = self.value("prices") == "fixed";
        let mut shared: Vec<(String, String)> = self
            .written
            .iter()
            .filter(|(name, _)| {
                let of_prices = matches!(name.as_str(), "price_year" | "series");
                SHARED.contains(&name.as_str()) || of_prices && fixed
            })
            .cloned()
            .collect();
        match self.value("school_id") {
            "" => {}
            "none" => shared.push(("undistributed".to_owned(), "true".to_owned())),
            school => shared.push(("school_id".to_owned(), school.to_owned())),
        }
        shared
    }

    /// The rows that must be known: those of the table, and what its columns stand for.
    fn needed(&self) -> String {
        let across = match self.across {
            Across::Years => None,
            Across::Values(by) => Some(by),
        };
        let all: Vec<&str> = self
            .down
            .iter()
            .copied()
            .chain(across)
            .map(CostRowBy::as_str)
            .collect();
        all.join(",")
    }

    /// The whole question as an address of the interface for programs carries it.
    pub fn for_programs(&self) -> String {
        let mut pairs = self.shared();
        pairs.push(("rows".to_owned(), self.needed()));
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    }

    /// The address of another piece of the rows.
    pub fn at_page(&self, page: usize) -> String {
        let mut pairs = self.written.clone();
        pairs.retain(|(name, _)| name != "page");
        pairs.push(("page".to_owned(), page.to_string()));
        let text = serde_urlencoded::to_string(pairs).unwrap_or_default();
        format!("/costs?{text}")
    }

    /// Whether it is left to the page which years are shown.
    pub fn leaves_years(&self) -> bool {
        self.value("from").is_empty() && self.value("to").is_empty()
    }

    /// The same question about these years.
    pub fn about_years(&self, first: i32, last: i32) -> Self {
        let mut query = self.clone();
        query
            .written
            .retain(|(name, _)| !matches!(name.as_str(), "from" | "to"));
        for (name, year) in [("from", first), ("to", last)] {
            query.written.push((name.to_owned(), year.to_string()));
        }
        query
    }

    /// The question itself.
    ///
    /// # Errors
    /// Every field that cannot be read or does not fit, each with its name.
    pub fn asked(&self) -> Result<ReadCosts> {
        let mut faults = Faults::default();
        for name in ["from", "to", "price_year"] {
            let text = self.value(name);
            let year = text
                .parse()
                .ok()
                .filter(|year| (1990..=2100).contains(year));
            let fits = text.is_empty() || year.is_some_and(|_: i32| true);
            faults.require(fits, || {
                Fault::new(&codes::YEAR_RANGE_INVALID).at(format!("/{name}"))
            });
        }
        let kind = self.value("kind");
        faults.require(kind.is_empty() || kind.parse::<CostKind>().is_ok(), || {
            Fault::new(&codes::CHOICE_UNKNOWN).at("/kind")
        });
        let known = |name: &str| {
            SHARED.contains(&name) || OWN.contains(&name) || matches!(name, "price_year" | "series")
        };
        for (name, _) in self.written.iter().filter(|(name, _)| !known(name)) {
            faults.add(
                Fault::new(&codes::UNKNOWN_PARAMETER)
                    .with("name", name)
                    .with("known", [SHARED, OWN].concat().join(", ")),
            );
        }
        faults.into_result()?;
        serde_urlencoded::from_str(&self.for_programs()).map_err(|error| {
            Fault::new(&codes::INVALID_PARAMETER)
                .with("reason", error)
                .into()
        })
    }
}

/// What is wrong with the fields of the question, by name; the empty name for what belongs to no field.
#[derive(Debug, Clone, Default)]
pub struct CostFaults(Vec<(String, String)>);

impl CostFaults {
    /// The faults of an error.
    ///
    /// # Errors
    /// An error that is no refusal, unchanged.
    pub fn of(error: Error, language: Language) -> Result<Self> {
        if error.faults().is_empty() {
            return Err(error);
        }
        let told = error.faults().iter().map(|fault| {
            let name = fault.pointer().trim_start_matches('/').to_owned();
            (name, fault.detail(language))
        });
        Ok(CostFaults(told.collect()))
    }

    /// What is wrong with one field.
    pub fn at(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, text)| text.as_str())
    }

    /// All of it.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, text)| text.as_str())
    }

    /// Whether anything is wrong.
    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_fields_ask_nothing_and_the_rest_is_the_question_of_programs() {
        let query = CostsPageQuery::read(
            "rows=lease&split=&columns=school&from=2018&to=2019&kind=&series=PL&school_id=none",
        );
        assert_eq!(query.across, Across::Values(CostRowBy::School));
        assert_eq!(query.down, [CostRowBy::Lease]);
        assert_eq!(
            query.for_programs(),
            "from=2018&to=2019&undistributed=true&rows=lease%2Cschool"
        );
    }

    #[test]
    fn columns_take_their_dimension_out_of_the_rows() {
        let query = CostsPageQuery::read("rows=school&split=school&columns=school");
        assert_eq!(query.down, [CostRowBy::Lease]);
    }

    #[test]
    fn each_wrong_field_is_told_by_its_name() {
        let error = CostsPageQuery::read("from=i+fjor&kind=gave&svaerd=1")
            .asked()
            .unwrap_err();
        let faults = CostFaults::of(error, Language::Danish).unwrap();
        assert!(faults.at("from").is_some() && faults.at("kind").is_some());
        assert_eq!(faults.all().count(), 3);
    }
}
