//! Says what a group of the identity provider gives, changes that, or takes it back.
//!
//! It is in force from a person's next sign-in on; whoever is signed in keeps the roles until then.

use super::{IdentityMapping, journal, store};
use crate::clock::Moment;
use crate::db::{DbConnection, IdentityMappingId, SchoolId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::Role;
use crate::http::actor::{Administrator, Reach};
use crate::http::not_blank;
use validator::Validate;

/// One line of the table.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MapIdentity {
    /// The group as the provider writes it in the claim, upper and lower case apart.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200, example = "anskaf-it")]
    pub claim_value: String,
    /// What it gives.
    pub role: Role,
    /// The school of a school leader; no other role has one.
    #[serde(default)]
    pub school_id: Option<SchoolId>,
}

impl MapIdentity {
    fn check(&self, conn: &mut DbConnection, own: Option<IdentityMappingId>) -> Result<()> {
        let mut faults = Faults::default();
        let leads = self.role == Role::SchoolLeader;
        faults.require(leads == self.school_id.is_some(), || {
            Fault::new(&codes::SCHOOLS_REQUIRED).at("/school_id")
        });
        if let Some(school) = self.school_id {
            let known = store::find_school(conn, &Reach::All, school)?.is_some();
            faults.require(known, || {
                Fault::new(&codes::SCHOOL_UNKNOWN)
                    .at("/school_id")
                    .with("id", school)
            });
        }
        let taken = store::identity_mappings(conn)?.iter().any(|known| {
            known.claim_value == self.claim_value
                && known.role == self.role
                && known.school_id == self.school_id
                && Some(known.id) != own
        });
        faults.require(!taken, || {
            Fault::new(&codes::IDENTITY_MAPPING_EXISTS).at("/claim_value")
        });
        faults.into_result()
    }
}

/// Adds a line.
///
/// # Errors
/// [`codes::SCHOOLS_REQUIRED`], [`codes::SCHOOL_UNKNOWN`], [`codes::IDENTITY_MAPPING_EXISTS`].
pub fn map_identity(
    conn: &mut DbConnection,
    actor: &Administrator,
    command: &MapIdentity,
    moment: Moment,
) -> Result<IdentityMapping> {
    command.check(conn, None)?;
    let id = store::insert_identity_mapping(conn, command)?;
    let mapping = store::identity_mapping(conn, id)?;
    journal::Entry::new("added", "identity_mapping", id.0)
        .after(&mapping)
        .record(conn, actor, moment)?;
    Ok(mapping)
}

/// Changes a line.
///
/// # Errors
/// As [`map_identity`]; [`codes::IDENTITY_MAPPING_NOT_FOUND`], [`codes::STALE`].
pub fn change_identity_mapping(
    conn: &mut DbConnection,
    actor: &Administrator,
    id: IdentityMappingId,
    seen: Version,
    command: &MapIdentity,
    moment: Moment,
) -> Result<IdentityMapping> {
    let before = store::identity_mapping(conn, id)?;
    let version = seen.require(before.version)?;
    command.check(conn, Some(id))?;
    store::update_identity_mapping(conn, id, command, version)?;
    let after = store::identity_mapping(conn, id)?;
    journal::Entry::new("changed", "identity_mapping", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// Takes a line away; the journal keeps what it said.
///
/// # Errors
/// [`codes::IDENTITY_MAPPING_NOT_FOUND`], [`codes::STALE`].
pub fn remove_identity_mapping(
    conn: &mut DbConnection,
    actor: &Administrator,
    id: IdentityMappingId,
    seen: Version,
    moment: Moment,
) -> Result<IdentityMapping> {
    let before = store::identity_mapping(conn, id)?;
    seen.require(before.version)?;
    store::remove_identity_mapping(conn, id)?;
    journal::Entry::new("removed", "identity_mapping", id.0)
        .before(&before)
        .record(conn, actor, moment)?;
    Ok(before)
}
