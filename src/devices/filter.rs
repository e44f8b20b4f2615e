//! What the address of the list asks for: filters, columns and the place in the list.
//!
//! The same text is what a saved filter keeps, so that it is read and written in one place.

use crate::db::{DeviceId, DeviceImportId, DeviceModelId, LeaseId, SchoolId};
use crate::devices::store::{DeviceFilter, DevicePlace};
use crate::devices::{DeviceStatus, search_prefix};
use crate::http::page::form::text_pairs;

/// The columns that can be chosen, in their order; those that stand there unless told first.
pub(super) const COLUMNS: [(&str, bool); 6] = [
    ("serial", true),
    ("model", true),
    ("school", true),
    ("agreement", false),
    ("received", false),
    ("status", true),
];

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub q: String,
    pub school: Option<i64>,
    pub lease: Option<i64>,
    pub model: Option<i64>,
    pub import: Option<i64>,
    pub status: Option<DeviceStatus>,
    columns: Vec<String>,
    after: Option<i64>,
    before: Option<i64>,
}

impl Asked {
    /// Reads the part of an address after the `?`; what cannot be read filters nothing.
    pub(super) fn read(query: &str) -> Self {
        let pairs = text_pairs(query);
        let text = |name: &str| {
            let found = pairs.iter().find(|(known, _)| known == name);
            found
                .map(|(_, value)| value.trim())
                .filter(|value| !value.is_empty())
        };
        let number = |name: &str| text(name).and_then(|value| value.parse().ok());
        Asked {
            q: text("q").unwrap_or_default().to_owned(),
            school: number("school"),
            lease: number("lease"),
            model: number("model"),
            import: number("import"),
            status: text("status").and_then(|word| {
                let known = DeviceStatus::ALL.iter().copied();
                known.into_iter().find(|status| status.as_str() == word)
            }),
            columns: pairs
                .iter()
                .filter(|(name, _)| name == "column")
                .map(|(_, value)| value.clone())
                .collect(),
            after: number("after"),
            before: number("before"),
        }
    }

    /// Whether a column is shown.
    pub(super) fn shows(&self, column: &str) -> bool {
        match self.columns.is_empty() {
            true => COLUMNS.contains(&(column, true)),
            false => self.columns.iter().any(|chosen| chosen == column),
        }
    }

    /// Whether anything narrows the list.
    pub(super) fn narrows(&self) -> bool {
        let blank = Asked {
            columns: self.columns.clone(),
            after: self.after,
            before: self.before,
            ..Asked::default()
        };
        *self != blank
    }

    /// Whether somebody went on in the list.
    pub(super) fn is_later(&self) -> bool {
        self.after.is_some()
    }

    /// Whether somebody went back in the list.
    pub(super) fn is_backward(&self) -> bool {
        self.before.is_some()
    }

    /// The same question as part of an address, without the place in the list.
    pub(super) fn query(&self) -> String {
        let number = |value: Option<i64>| value.map(|value| value.to_string());
        let status = self.status.map(|status| status.as_str().to_owned());
        let fields = [
            ("q", Some(self.q.clone()).filter(|q| !q.is_empty())),
            ("school", number(self.school)),
            ("lease", number(self.lease)),
            ("model", number(self.model)),
            ("import", number(self.import)),
            ("status", status),
        ];
        let filters = fields
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        let columns = self.columns.iter().map(|column| ("column", column.clone()));
        let pairs: Vec<(&str, String)> = filters.chain(columns).collect();
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    }

    /// The devices of the question as a file of the interface for programs.
    pub(super) fn file(&self, format: &str) -> String {
        let number = |value: Option<i64>| value.map(|value| value.to_string());
        let fields = [
            ("q", Some(self.q.clone()).filter(|q| !q.is_empty())),
            ("school_id", number(self.school)),
            ("lease_id", number(self.lease)),
            ("model_id", number(self.model)),
            ("import_id", number(self.import)),
            (
                "status",
                self.status.map(|status| status.as_str().to_owned()),
            ),
        ];
        let given = fields
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        let query = serde_urlencoded::to_string(given.collect::<Vec<_>>()).unwrap_or_default();
        format!("/api/v1/devices.{format}?{query}")
    }

    /// The same list before or after a device.
    pub(super) fn address(&self, place: &str, id: DeviceId) -> String {
        match self.query() {
            query if query.is_empty() => format!("/devices?{place}={id}"),
            query => format!("/devices?{query}&{place}={id}"),
        }
    }

    /// What the register is asked; `None` when no device can be named so.
    pub(super) fn filter(&self) -> Option<DeviceFilter> {
        let keys = match self.q.as_str() {
            "" => None,
            text => Some(search_prefix(text)?),
        };
        let place = |id: i64| DevicePlace::Id(DeviceId(id));
        Some(DeviceFilter {
            school: self.school.map(SchoolId),
            lease: self.lease.map(LeaseId),
            model: self.model.map(DeviceModelId),
            import: self.import.map(DeviceImportId),
            status: self.status,
            keys,
            after: self.after.map(place),
            before: self.before.map(place).filter(|_| self.after.is_none()),
            ..DeviceFilter::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_as_the_same_question() {
        let asked = Asked::read("q=a%26b&school=2&status=in_use&column=serial&lease=&after=7");
        assert_eq!(asked.q, "a&b");
        assert_eq!(asked.lease, None);
        let again = Asked::read(&asked.query());
        assert_eq!(
            (again.school, again.status),
            (Some(2), Some(DeviceStatus::InUse))
        );
        assert!(!again.is_later() && again.shows("serial") && !again.shows("model"));
        assert_eq!(
            asked.address("after", DeviceId(9)),
            "/devices?q=a%26b&school=2&status=in_use&column=serial&after=9"
        );
    }

    #[test]
    fn what_cannot_be_read_filters_nothing() {
        let asked = Asked::read("school=x&status=weg&after=1");
        assert!(!asked.narrows() && asked.is_later());
    }
}
