//! Approval rules and decisions.

use crate::clock::Instant;
use crate::db::schema::{approval_rules, lease_decisions};
use crate::db::{AccountId, ApprovalRuleId, DbConnection, LeaseDecisionId, LeaseId};
use crate::error::{Fault, Result, codes};
use crate::finance::Money;
use crate::leasing::{
    ApprovalRule, DecidingBody, DecisionOutcome, DescribeApprovalRule, LeaseDecision,
    RecordLeaseDecision,
};
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = approval_rules)]
struct RuleRow {
    id: ApprovalRuleId,
    body: DecidingBody,
    name: String,
    max_total: Option<Money>,
    max_months: Option<i32>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    source: String,
    version: i32,
}

impl From<RuleRow> for ApprovalRule {
    fn from(row: RuleRow) -> Self {
        ApprovalRule {
            id: row.id,
            body: row.body,
            name: row.name,
            max_total: row.max_total,
            max_months: row.max_months,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            source: row.source,
            version: row.version,
        }
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = approval_rules, treat_none_as_null = true)]
struct RuleColumns<'a> {
    body: DecidingBody,
    name: &'a str,
    max_total: Option<Money>,
    max_months: Option<i32>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    source: &'a str,
    version: i32,
}

fn columns(command: &DescribeApprovalRule, version: i32) -> RuleColumns<'_> {
    RuleColumns {
        body: command.body,
        name: &command.name,
        max_total: command.max_total,
        max_months: command.max_months,
        valid_from: command.valid_from,
        valid_to: command.valid_to,
        source: &command.source,
        version,
    }
}

/// The rule.
///
/// # Errors
/// [`codes::APPROVAL_RULE_NOT_FOUND`].
pub fn approval_rule(conn: &mut DbConnection, id: ApprovalRuleId) -> Result<ApprovalRule> {
    let row: Option<RuleRow> = approval_rules::table
        .find(id)
        .select(RuleRow::as_select())
        .first(conn)
        .optional()?;
    row.map_or_else(
        || {
            Err(Fault::new(&codes::APPROVAL_RULE_NOT_FOUND)
                .with("id", id)
                .into())
        },
        |row| Ok(row.into()),
    )
}

/// All rules in the order of their entering, earlier ones too.
///
/// # Errors
/// Only when the database fails.
pub fn approval_rules(conn: &mut DbConnection) -> QueryResult<Vec<ApprovalRule>> {
    let rows: Vec<RuleRow> = approval_rules::table
        .select(RuleRow::as_select())
        .order(approval_rules::id)
        .load(conn)?;
    Ok(rows.into_iter().map(ApprovalRule::from).collect())
}

/// Adds a rule.
///
/// # Errors
/// The broken uniqueness rule of body and first day.
pub fn insert_approval_rule(
    conn: &mut DbConnection,
    command: &DescribeApprovalRule,
) -> QueryResult<ApprovalRuleId> {
    diesel::insert_into(approval_rules::table)
        .values(columns(command, 1))
        .returning(approval_rules::id)
        .get_result(conn)
}

/// Replaces a rule.
///
/// # Errors
/// The broken uniqueness rule of body and first day.
pub fn update_approval_rule(
    conn: &mut DbConnection,
    id: ApprovalRuleId,
    command: &DescribeApprovalRule,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(approval_rules::table.find(id))
        .set(columns(command, version))
        .execute(conn)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = lease_decisions)]
struct DecisionRow {
    id: LeaseDecisionId,
    lease_id: LeaseId,
    body: DecidingBody,
    outcome: DecisionOutcome,
    decided_on: NaiveDate,
    reference: String,
    reason: String,
    approved_total: Option<Money>,
    recorded_by: AccountId,
    recorded_at: Instant,
}

impl From<DecisionRow> for LeaseDecision {
    fn from(row: DecisionRow) -> Self {
        LeaseDecision {
            id: row.id,
            lease_id: row.lease_id,
            body: row.body,
            outcome: row.outcome,
            decided_on: row.decided_on,
            reference: row.reference,
            reason: row.reason,
            approved_total: row.approved_total,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        }
    }
}

/// The decision.
///
/// # Errors
/// Only when the database fails: nobody asks for a decision that is not there.
pub fn decision(conn: &mut DbConnection, id: LeaseDecisionId) -> QueryResult<LeaseDecision> {
    let row: DecisionRow = lease_decisions::table
        .find(id)
        .select(DecisionRow::as_select())
        .first(conn)?;
    Ok(row.into())
}

/// The decisions on a lease in the order in which they were taken.
///
/// # Errors
/// Only when the database fails.
pub fn decisions(conn: &mut DbConnection, lease: LeaseId) -> QueryResult<Vec<LeaseDecision>> {
    let rows: Vec<DecisionRow> = lease_decisions::table
        .filter(lease_decisions::lease_id.eq(lease))
        .select(DecisionRow::as_select())
        .order((lease_decisions::decided_on, lease_decisions::id))
        .load(conn)?;
    Ok(rows.into_iter().map(LeaseDecision::from).collect())
}

/// Adds a decision.
///
/// # Errors
/// Only when the database fails.
pub fn insert_decision(
    conn: &mut DbConnection,
    lease: LeaseId,
    command: &RecordLeaseDecision,
    account: AccountId,
    at: Instant,
) -> QueryResult<LeaseDecisionId> {
    diesel::insert_into(lease_decisions::table)
        .values((
            lease_decisions::lease_id.eq(lease),
            lease_decisions::body.eq(command.body),
            lease_decisions::outcome.eq(command.outcome),
            lease_decisions::decided_on.eq(command.decided_on),
            lease_decisions::reference.eq(&command.reference),
            lease_decisions::reason.eq(&command.reason),
            lease_decisions::approved_total.eq(command.approved_total),
            lease_decisions::recorded_by.eq(account),
            lease_decisions::recorded_at.eq(at),
        ))
        .returning(lease_decisions::id)
        .get_result(conn)
}
