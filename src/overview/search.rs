//! Finds things by a word of their name, number or text: only what the reader may see.

use super::store;
use crate::db::{DbConnection, DeviceId, DocumentId, LeaseId, ProjectId, RequirementId, SchoolId};
use crate::devices::{self, Device, search_prefix};
use crate::error::Result;
use crate::http::actor::{Caller, Staff};
use crate::organisation;

/// How many things of a kind are found at most.
pub const MOST_FOUND: usize = 10;

/// A thing that was found: its number, and what it says.
pub type Named<T> = (T, String);

/// What was found, kind by kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Schools by name.
    pub schools: Vec<Named<SchoolId>>,
    /// Devices whose serial number or asset tag begins so.
    pub devices: Vec<Named<DeviceId>>,
    /// Agreements by number, title and lessor.
    pub leases: Vec<Named<LeaseId>>,
    /// Projects by case number and title.
    pub projects: Vec<Named<ProjectId>>,
    /// Requirements by label and text.
    pub requirements: Vec<Named<RequirementId>>,
    /// Issued documents by number and title.
    pub documents: Vec<Named<DocumentId>>,
}

impl Found {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        *self == Found::default()
    }
}

/// Finds what `text` names; agreements, requirements and documents only for the staff, as everywhere.
///
/// # Errors
/// Only when the database fails.
pub fn search(conn: &mut DbConnection, caller: &Caller, text: &str) -> Result<Found> {
    let wanted = Wanted::of(text);
    if wanted.0.is_empty() {
        return Ok(Found::default());
    }
    let schools = organisation::store::schools(conn, &caller.reach(), None, None, i64::MAX)?;
    let mut found = Found {
        schools: wanted.named(schools, |school| (school.id, school.name)),
        devices: devices_named(conn, caller, text)?,
        projects: wanted.named(store::project_names(conn)?, |(id, case, title)| {
            (id, format!("{title} ({case})"))
        }),
        ..Found::default()
    };
    if caller.holds(Staff::ROLES) {
        found.leases = wanted.named(store::lease_names(conn)?, |(id, number, title, lessor)| {
            (id, format!("{number} · {title}, {lessor}"))
        });
        let texts = store::requirement_texts(conn)?;
        found.requirements = wanted.named(texts, |(id, number, text)| {
            (id, format!("K-{number}: {text}"))
        });
        found.documents = wanted.named(store::document_names(conn)?, |(id, number, title)| {
            (id, format!("{number}: {title}"))
        });
    }
    Ok(found)
}

fn devices_named(
    conn: &mut DbConnection,
    caller: &Caller,
    text: &str,
) -> Result<Vec<Named<DeviceId>>> {
    let Some(keys) = search_prefix(text) else {
        return Ok(Vec::new());
    };
    let filter = devices::store::DeviceFilter {
        keys: Some(keys),
        ..Default::default()
    };
    let most = i64::try_from(MOST_FOUND).unwrap_or(i64::MAX);
    let found = devices::store::devices(conn, &caller.reach(), filter, most)?;
    Ok(found.into_iter().map(named_device).collect())
}

fn named_device(device: Device) -> Named<DeviceId> {
    let text = match device.asset_tag {
        Some(tag) => format!("{tag} · {}", device.serial_number),
        None => device.serial_number,
    };
    (device.id, text)
}

/// The words that must all stand in a name, in lower case.
struct Wanted(Vec<String>);

impl Wanted {
    fn of(text: &str) -> Self {
        let words = text.split_whitespace().map(str::to_lowercase);
        Wanted(words.take(20).collect())
    }

    fn named<T, I>(&self, things: Vec<T>, name: impl Fn(T) -> Named<I>) -> Vec<Named<I>> {
        things
            .into_iter()
            .map(name)
            .filter(|(_, text)| {
                let text = text.to_lowercase();
                self.0.iter().all(|word| text.contains(word.as_str()))
            })
            .take(MOST_FOUND)
            .collect()
    }
}
