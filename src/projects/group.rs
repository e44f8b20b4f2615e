//! The project group: who takes part, in which role, and whether they have an interest in the matter.

use super::establish::open_project;
use super::store;
use crate::clock::Moment;
use crate::db::{AccountId, DbConnection, MemberId, ProjectId, Version, text_enum};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::ProjectLead;
use crate::http::not_blank;
use crate::organisation::journal;
use chrono::NaiveDate;
use validator::Validate;

text_enum! {
    /// What a member does in the group.
    pub enum MemberRole {
        /// *Projektleder*.
        Lead = "lead",
        /// *Medlem*.
        Member = "member",
        /// *Styregruppe*: decides on scope, money and time.
        SteeringGroup = "steering_group",
        /// *Rådgiver* from outside.
        Adviser = "adviser",
    }
}

text_enum! {
    /// What a member has declared on conflicts of interest (udbudsloven § 4).
    pub enum ConflictOfInterest {
        /// There is none.
        None = "none",
        /// There may be one; the explanation tells.
        Declared = "declared",
    }
}

/// A member of a project group.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Member {
    /// The member's number in this service.
    pub id: MemberId,
    /// The project.
    pub project_id: ProjectId,
    /// The member's account, if there is one.
    pub account_id: Option<AccountId>,
    /// The member's name.
    pub name: String,
    /// What the member does.
    pub role: MemberRole,
    /// Where the member comes from: a school, a department, a firm.
    pub organisation: String,
    /// The first day.
    pub joined_on: NaiveDate,
    /// The last day.
    pub left_on: Option<NaiveDate>,
    /// What was declared; absent until it was.
    pub conflict_of_interest: Option<ConflictOfInterest>,
    /// The explanation of a declared interest.
    pub conflict_explanation: Option<String>,
    /// When it was declared.
    pub conflict_declared_on: Option<NaiveDate>,
    /// Grows with every change.
    pub version: i32,
}

/// What is known of a member, all of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeMember {
    /// The member's account, if there is one.
    pub account_id: Option<AccountId>,
    /// The member's name.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// What the member does.
    pub role: MemberRole,
    /// Where the member comes from.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200, example = "Store Magleby Skole")]
    pub organisation: String,
    /// The first day.
    pub joined_on: NaiveDate,
    /// The last day.
    pub left_on: Option<NaiveDate>,
    /// What the member declares.
    pub conflict_of_interest: Option<ConflictOfInterest>,
    /// The explanation of a declared interest.
    #[validate(length(min = 1, max = 5000), custom(function = not_blank))]
    pub conflict_explanation: Option<String>,
    /// When it was declared.
    pub conflict_declared_on: Option<NaiveDate>,
}

impl DescribeMember {
    fn check(&self, conn: &mut DbConnection) -> Result<()> {
        let mut faults = Faults::default();
        if let Some(last) = self.left_on {
            faults.require(last >= self.joined_on, || {
                Fault::new(&codes::DATES_OUT_OF_ORDER)
                    .at("/left_on")
                    .with("not_before", self.joined_on)
            });
        }
        faults.require(
            self.conflict_of_interest.is_some() == self.conflict_declared_on.is_some(),
            || Fault::new(&codes::CONFLICT_DECLARATION_INCOMPLETE).at("/conflict_declared_on"),
        );
        let explained = self.conflict_explanation.is_some();
        faults.require(
            explained == (self.conflict_of_interest == Some(ConflictOfInterest::Declared)),
            || Fault::new(&codes::CONFLICT_EXPLANATION_MISSING).at("/conflict_explanation"),
        );
        if let Some(account) = self.account_id {
            faults.require(store::account_exists(conn, account)?, || {
                Fault::new(&codes::ACCOUNT_UNKNOWN)
                    .at("/account_id")
                    .with("id", account)
            });
        }
        faults.into_result()
    }
}

/// Takes a person into the group.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`], [`codes::PROJECT_CLOSED`], [`codes::DATES_OUT_OF_ORDER`],
/// [`codes::ACCOUNT_UNKNOWN`], [`codes::CONFLICT_DECLARATION_INCOMPLETE`],
/// [`codes::CONFLICT_EXPLANATION_MISSING`].
pub fn join_group(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    project: ProjectId,
    command: &DescribeMember,
    moment: Moment,
) -> Result<Member> {
    open_project(conn, project, moment)?;
    command.check(conn)?;
    let id = store::insert_member(conn, project, command)?;
    let member = store::member(conn, id)?;
    journal::Entry::new("joined", "project_member", id.0)
        .after(&member)
        .record(conn, actor, moment)?;
    Ok(member)
}

/// Changes what is known of a member, the end of the membership and the declaration among it.
///
/// # Errors
/// As [`join_group`]; [`codes::MEMBER_NOT_FOUND`], [`codes::STALE`].
pub fn change_member(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    id: MemberId,
    seen: Version,
    command: &DescribeMember,
    moment: Moment,
) -> Result<Member> {
    let before = store::member(conn, id)?;
    let version = seen.require(before.version)?;
    open_project(conn, before.project_id, moment)?;
    command.check(conn)?;
    store::update_member(conn, id, command, version)?;
    let after = store::member(conn, id)?;
    journal::Entry::new("changed", "project_member", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
