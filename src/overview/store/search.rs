//! What can be found by a word: small lists are read whole and compared here, because SQLite knows no `æ` from `Æ`.

use crate::db::schema::{
    archived_documents, leases, projects, requirements, specification_versions,
};
use crate::db::{
    DbConnection, DocumentId, LeaseId, ProjectId, RequirementId, SpecificationVersionId,
};
use diesel::prelude::*;
use std::collections::HashMap;

/// Number, agreement number, title and lessor of every lease, newest first.
///
/// # Errors
/// Only when the database fails.
pub fn lease_names(conn: &mut DbConnection) -> QueryResult<Vec<(LeaseId, String, String, String)>> {
    leases::table
        .select((
            leases::id,
            leases::agreement_number,
            leases::title,
            leases::lessor_name,
        ))
        .order(leases::id.desc())
        .load(conn)
}

/// Number, case number and title of every project, newest first.
///
/// # Errors
/// Only when the database fails.
pub fn project_names(conn: &mut DbConnection) -> QueryResult<Vec<(ProjectId, String, String)>> {
    projects::table
        .select((projects::id, projects::case_number, projects::title))
        .order(projects::id.desc())
        .load(conn)
}

/// Number and text of every requirement in the newest version of its specification; the withdrawn left out.
///
/// # Errors
/// Only when the database fails.
pub fn requirement_texts(
    conn: &mut DbConnection,
) -> QueryResult<Vec<(RequirementId, i32, String)>> {
    let versions: Vec<(i64, SpecificationVersionId)> = specification_versions::table
        .select((
            specification_versions::specification_id,
            specification_versions::id,
        ))
        .order(specification_versions::number)
        .load(conn)?;
    let newest: HashMap<i64, SpecificationVersionId> = versions.into_iter().collect();
    let newest: Vec<SpecificationVersionId> = newest.into_values().collect();
    requirements::table
        .filter(requirements::specification_version_id.eq_any(newest))
        .filter(requirements::withdrawn.eq(false))
        .select((requirements::id, requirements::number, requirements::text))
        .order((requirements::number, requirements::id))
        .load(conn)
}

/// Number in the archive and title of every issued document, newest first.
///
/// # Errors
/// Only when the database fails.
pub fn document_names(conn: &mut DbConnection) -> QueryResult<Vec<(DocumentId, String, String)>> {
    archived_documents::table
        .select((
            archived_documents::id,
            archived_documents::number,
            archived_documents::title,
        ))
        .order(archived_documents::id.desc())
        .load(conn)
}
