//! How much each body of the municipality may approve (*kompetenceplan*), as data.
//!
//! Limits differ from municipality to municipality and from year to year, so a rule has its days and its source.
//! An absent limit is no limit; a body without a rule on the day decides nothing by itself.

use super::store;
use crate::clock::Moment;
use crate::db::{ApprovalRuleId, DbConnection, Version, text_enum, violated_unique};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::finance::Money;
use crate::http::actor::Administrator;
use crate::http::not_blank;
use crate::organisation::journal;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

text_enum! {
    /// Who decides, lowest first.
    pub enum DecidingBody {
        /// The administration.
        Director = "director",
        /// A standing committee, such as *Økonomiudvalget*.
        Committee = "committee",
        /// The council (*kommunalbestyrelsen*).
        Council = "council",
    }
}

impl DecidingBody {
    /// Its name where no rule gives one.
    pub const fn danish(self) -> &'static str {
        match self {
            DecidingBody::Director => "forvaltningen",
            DecidingBody::Committee => "udvalget",
            DecidingBody::Council => "kommunalbestyrelsen",
        }
    }
}

/// How much a body may approve.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ApprovalRule {
    /// Its number in this service.
    pub id: ApprovalRuleId,
    /// The body.
    pub body: DecidingBody,
    /// What the municipality calls it.
    #[schema(example = "Økonomiudvalget")]
    pub name: String,
    /// The largest total of a lease, excluding VAT; absent for no limit.
    #[schema(value_type = Option<String>, example = "1000000.00")]
    pub max_total: Option<Money>,
    /// The longest term in months; absent for no limit.
    #[schema(example = 60)]
    pub max_months: Option<i32>,
    /// The first day of the rule.
    pub valid_from: NaiveDate,
    /// Its last day; absent while no end is known.
    pub valid_to: Option<NaiveDate>,
    /// Where the rule stands.
    pub source: String,
    /// Grows with every change.
    pub version: i32,
}

impl ApprovalRule {
    /// Whether it counts on a day; both ends count.
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Whether the body may approve a lease of this total and term.
    pub fn covers(&self, total: Money, months: i64) -> bool {
        self.max_total.is_none_or(|limit| total <= limit)
            && self
                .max_months
                .is_none_or(|limit| months <= i64::from(limit))
    }
}

/// A rule, all of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeApprovalRule {
    /// The body: `director`, `committee` or `council`.
    pub body: DecidingBody,
    /// What the municipality calls it.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200, example = "Økonomiudvalget")]
    pub name: String,
    /// The largest total of a lease, excluding VAT; absent for no limit.
    #[schema(value_type = Option<String>, example = "1000000.00")]
    pub max_total: Option<Money>,
    /// The longest term in months; absent for no limit.
    #[validate(range(min = 0, max = 1200))]
    #[schema(minimum = 0, maximum = 1200, example = 60)]
    pub max_months: Option<i32>,
    /// The first day of the rule.
    pub valid_from: NaiveDate,
    /// Its last day; absent while no end is known.
    pub valid_to: Option<NaiveDate>,
    /// Where the rule stands.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 500)]
    pub source: String,
}

impl DescribeApprovalRule {
    fn check(&self) -> Result<()> {
        let mut faults = Faults::default();
        faults.require(
            self.max_total.is_none_or(|limit| !limit.is_negative()),
            || Fault::new(&codes::AMOUNT_NEGATIVE).at("/max_total"),
        );
        for (pointer, date) in [
            ("/valid_from", Some(self.valid_from)),
            ("/valid_to", self.valid_to),
        ] {
            faults.require(
                date.is_none_or(|date| (1970..=2200).contains(&date.year())),
                || Fault::new(&codes::DATE_OUT_OF_RANGE).at(pointer),
            );
        }
        faults.require(
            self.valid_to.is_none_or(|last| last >= self.valid_from),
            || {
                Fault::new(&codes::DATES_OUT_OF_ORDER)
                    .at("/valid_to")
                    .with("not_before", self.valid_from)
            },
        );
        faults.into_result()
    }
}

/// Enters a rule.
///
/// # Errors
/// [`codes::APPROVAL_RULE_TAKEN`], [`codes::AMOUNT_NEGATIVE`], [`codes::DATE_OUT_OF_RANGE`],
/// [`codes::DATES_OUT_OF_ORDER`].
pub fn add_approval_rule(
    conn: &mut DbConnection,
    actor: &Administrator,
    command: &DescribeApprovalRule,
    moment: Moment,
) -> Result<ApprovalRule> {
    command.check()?;
    let id = store::insert_approval_rule(conn, command).map_err(taken)?;
    let rule = store::approval_rule(conn, id)?;
    journal::Entry::new("added", "approval_rule", id.0)
        .after(&rule)
        .record(conn, actor, moment)?;
    Ok(rule)
}

/// Changes a rule, such as its last day; what was decided under it stays decided.
///
/// # Errors
/// As [`add_approval_rule`]; [`codes::APPROVAL_RULE_NOT_FOUND`], [`codes::STALE`].
pub fn change_approval_rule(
    conn: &mut DbConnection,
    actor: &Administrator,
    id: ApprovalRuleId,
    seen: Version,
    command: &DescribeApprovalRule,
    moment: Moment,
) -> Result<ApprovalRule> {
    let before = store::approval_rule(conn, id)?;
    let version = seen.require(before.version)?;
    command.check()?;
    store::update_approval_rule(conn, id, command, version).map_err(taken)?;
    let after = store::approval_rule(conn, id)?;
    journal::Entry::new("changed", "approval_rule", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

fn taken(error: store::StoreError) -> Error {
    match violated_unique(&error).as_deref() {
        Some("approval_rules.body_valid_from") => Fault::new(&codes::APPROVAL_RULE_TAKEN)
            .at("/valid_from")
            .into(),
        _ => error.into(),
    }
}
