//! What groups of the identity provider give, and who an account's holder is there.

use crate::clock::Instant;
use crate::db::schema::{account_identities, identity_mappings};
use crate::db::{AccountId, DbConnection, IdentityMappingId, SchoolId};
use crate::error::{Fault, Result, codes};
use crate::http::Role;
use crate::organisation::{IdentityMapping, MapIdentity};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = identity_mappings)]
struct Row {
    id: IdentityMappingId,
    claim_value: String,
    role: Role,
    school_id: Option<SchoolId>,
    version: i32,
}

impl From<Row> for IdentityMapping {
    fn from(row: Row) -> Self {
        IdentityMapping {
            id: row.id,
            claim_value: row.claim_value,
            role: row.role,
            school_id: row.school_id,
            version: row.version,
        }
    }
}

/// All mappings, by group; there are as many as a municipality has groups for this.
///
/// # Errors
/// Only when the database fails.
pub fn identity_mappings(conn: &mut DbConnection) -> QueryResult<Vec<IdentityMapping>> {
    let rows: Vec<Row> = identity_mappings::table
        .order((identity_mappings::claim_value, identity_mappings::id))
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(IdentityMapping::from).collect())
}

/// The mapping.
///
/// # Errors
/// [`codes::IDENTITY_MAPPING_NOT_FOUND`].
pub fn identity_mapping(conn: &mut DbConnection, id: IdentityMappingId) -> Result<IdentityMapping> {
    let row: Option<Row> = identity_mappings::table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    let found = row.map(IdentityMapping::from);
    found.ok_or_else(|| {
        Fault::new(&codes::IDENTITY_MAPPING_NOT_FOUND)
            .with("id", id)
            .into()
    })
}

/// Adds a mapping.
///
/// # Errors
/// Only when the database fails.
pub fn insert_identity_mapping(
    conn: &mut DbConnection,
    command: &MapIdentity,
) -> QueryResult<IdentityMappingId> {
    diesel::insert_into(identity_mappings::table)
        .values((
            identity_mappings::claim_value.eq(&command.claim_value),
            identity_mappings::role.eq(command.role),
            identity_mappings::school_id.eq(command.school_id),
            identity_mappings::version.eq(1),
        ))
        .returning(identity_mappings::id)
        .get_result(conn)
}

/// Replaces a mapping.
///
/// # Errors
/// Only when the database fails.
pub fn update_identity_mapping(
    conn: &mut DbConnection,
    id: IdentityMappingId,
    command: &MapIdentity,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(identity_mappings::table.find(id))
        .set((
            identity_mappings::claim_value.eq(&command.claim_value),
            identity_mappings::role.eq(command.role),
            identity_mappings::school_id.eq(command.school_id),
            identity_mappings::version.eq(version),
        ))
        .execute(conn)
}

/// Removes a mapping.
///
/// # Errors
/// Only when the database fails.
pub fn remove_identity_mapping(
    conn: &mut DbConnection,
    id: IdentityMappingId,
) -> QueryResult<usize> {
    diesel::delete(identity_mappings::table.find(id)).execute(conn)
}

/// The account whose holder has this subject at the issuer.
///
/// # Errors
/// Only when the database fails.
pub fn find_account_by_subject(
    conn: &mut DbConnection,
    issuer: &str,
    subject: &str,
) -> QueryResult<Option<AccountId>> {
    account_identities::table
        .filter(account_identities::issuer.eq(issuer))
        .filter(account_identities::subject.eq(subject))
        .select(account_identities::account_id)
        .first(conn)
        .optional()
}

/// The subject that an account's holder has at the issuer.
///
/// # Errors
/// Only when the database fails.
pub fn find_subject(
    conn: &mut DbConnection,
    account: AccountId,
    issuer: &str,
) -> QueryResult<Option<String>> {
    account_identities::table
        .find((account, issuer))
        .select(account_identities::subject)
        .first(conn)
        .optional()
}

/// Binds an account to its holder's subject.
///
/// # Errors
/// A broken uniqueness rule of the subject.
pub fn insert_identity(
    conn: &mut DbConnection,
    account: AccountId,
    issuer: &str,
    subject: &str,
    now: Instant,
) -> QueryResult<usize> {
    diesel::insert_into(account_identities::table)
        .values((
            account_identities::account_id.eq(account),
            account_identities::issuer.eq(issuer),
            account_identities::subject.eq(subject),
            account_identities::created_at.eq(now),
        ))
        .execute(conn)
}
