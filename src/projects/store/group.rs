//! The members of project groups.

use crate::db::schema::{accounts, project_members};
use crate::db::{AccountId, DbConnection, MemberId, ProjectId};
use crate::error::{Fault, Result, codes};
use crate::projects::{ConflictOfInterest, DescribeMember, Member, MemberRole};
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = project_members)]
struct Row {
    id: MemberId,
    project_id: ProjectId,
    account_id: Option<AccountId>,
    name: String,
    role: MemberRole,
    organisation: String,
    joined_on: NaiveDate,
    left_on: Option<NaiveDate>,
    conflict_of_interest: Option<ConflictOfInterest>,
    conflict_explanation: Option<String>,
    conflict_declared_on: Option<NaiveDate>,
    version: i32,
}

impl From<Row> for Member {
    fn from(row: Row) -> Self {
        Member {
            id: row.id,
            project_id: row.project_id,
            account_id: row.account_id,
            name: row.name,
            role: row.role,
            organisation: row.organisation,
            joined_on: row.joined_on,
            left_on: row.left_on,
            conflict_of_interest: row.conflict_of_interest,
            conflict_explanation: row.conflict_explanation,
            conflict_declared_on: row.conflict_declared_on,
            version: row.version,
        }
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = project_members, treat_none_as_null = true)]
struct Columns<'a> {
    account_id: Option<AccountId>,
    name: &'a str,
    role: MemberRole,
    organisation: &'a str,
    joined_on: NaiveDate,
    left_on: Option<NaiveDate>,
    conflict_of_interest: Option<ConflictOfInterest>,
    conflict_explanation: Option<&'a str>,
    conflict_declared_on: Option<NaiveDate>,
    version: i32,
}

fn columns(command: &DescribeMember, version: i32) -> Columns<'_> {
    Columns {
        account_id: command.account_id,
        name: &command.name,
        role: command.role,
        organisation: &command.organisation,
        joined_on: command.joined_on,
        left_on: command.left_on,
        conflict_of_interest: command.conflict_of_interest,
        conflict_explanation: command.conflict_explanation.as_deref(),
        conflict_declared_on: command.conflict_declared_on,
        version,
    }
}

/// Whether there is such an account.
///
/// # Errors
/// Only when the database fails.
pub fn account_exists(conn: &mut DbConnection, id: AccountId) -> QueryResult<bool> {
    let found: i64 = accounts::table.find(id).count().get_result(conn)?;
    Ok(found > 0)
}

/// The member.
///
/// # Errors
/// [`codes::MEMBER_NOT_FOUND`].
pub fn member(conn: &mut DbConnection, id: MemberId) -> Result<Member> {
    let row = project_members::table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(Member::from)
        .ok_or_else(|| Fault::new(&codes::MEMBER_NOT_FOUND).with("id", id).into())
}

/// All members that a project ever had, by number.
///
/// # Errors
/// Only when the database fails.
pub fn members(conn: &mut DbConnection, project: ProjectId) -> QueryResult<Vec<Member>> {
    let rows = project_members::table
        .filter(project_members::project_id.eq(project))
        .order(project_members::id)
        .select(Row::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Member::from).collect())
}

/// Adds a member.
///
/// # Errors
/// Only when the database fails.
pub fn insert_member(
    conn: &mut DbConnection,
    project: ProjectId,
    command: &DescribeMember,
) -> QueryResult<MemberId> {
    diesel::insert_into(project_members::table)
        .values((columns(command, 1), project_members::project_id.eq(project)))
        .returning(project_members::id)
        .get_result(conn)
}

/// Replaces what is known of a member.
///
/// # Errors
/// Only when the database fails.
pub fn update_member(
    conn: &mut DbConnection,
    id: MemberId,
    command: &DescribeMember,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(project_members::table.find(id))
        .set(columns(command, version))
        .execute(conn)
}
