//! Records what a body decided on a lease; entries, never changed.

use super::{DecidingBody, store};
use crate::clock::{Instant, Moment};
use crate::db::{AccountId, DbConnection, LeaseDecisionId, LeaseId, text_enum};
use crate::error::{Fault, Faults, Result, codes};
use crate::finance::Money;
use crate::http::actor::FinanceStaff;
use crate::http::not_blank;
use crate::organisation::journal;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

text_enum! {
    /// What was decided.
    pub enum DecisionOutcome {
        /// Approved.
        Approved = "approved",
        /// Rejected; takes an earlier approval back.
        Rejected = "rejected",
    }
}

/// A body's decision on a lease.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseDecision {
    /// Its number in this service.
    pub id: LeaseDecisionId,
    /// The lease.
    pub lease_id: LeaseId,
    /// Who decided.
    pub body: DecidingBody,
    /// What was decided.
    pub outcome: DecisionOutcome,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// The case and the item of the agenda.
    pub reference: String,
    /// Why.
    pub reason: String,
    /// The total that was approved, excluding VAT; absent where the lease was approved whatever it costs.
    #[schema(value_type = Option<String>, example = "1400000.00")]
    pub approved_total: Option<Money>,
    /// Who entered it.
    pub recorded_by: AccountId,
    /// When it was entered.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Instant,
}

/// What a body decided.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordLeaseDecision {
    /// Who decided: `director`, `committee` or `council`.
    pub body: DecidingBody,
    /// `approved` or `rejected`.
    pub outcome: DecisionOutcome,
    /// The day of the decision, today at the latest.
    pub decided_on: NaiveDate,
    /// The case and the item of the agenda.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200, example = "Sag 17/2134, punkt 8")]
    pub reference: String,
    /// Why.
    #[validate(length(min = 1, max = 2000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
    /// The total that was approved, excluding VAT; absent where the lease was approved whatever it costs.
    #[schema(value_type = Option<String>, example = "1400000.00")]
    pub approved_total: Option<Money>,
}

/// Records what a body decided on a lease, whatever its state.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::DATE_IN_FUTURE`], [`codes::DATE_OUT_OF_RANGE`],
/// [`codes::AMOUNT_NEGATIVE`].
pub fn record_lease_decision(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    lease: LeaseId,
    command: &RecordLeaseDecision,
    moment: Moment,
) -> Result<LeaseDecision> {
    let lease = store::lease(conn, lease)?;
    let mut faults = Faults::default();
    faults.require(command.decided_on <= moment.today, || {
        Fault::new(&codes::DATE_IN_FUTURE)
            .at("/decided_on")
            .with("today", moment.today)
    });
    faults.require(command.decided_on.year() >= 1970, || {
        Fault::new(&codes::DATE_OUT_OF_RANGE).at("/decided_on")
    });
    faults.require(
        command
            .approved_total
            .is_none_or(|total| !total.is_negative()),
        || Fault::new(&codes::AMOUNT_NEGATIVE).at("/approved_total"),
    );
    faults.into_result()?;
    let id = store::insert_decision(conn, lease.id, command, actor.account, moment.now)?;
    // What the lease warns of changes with it, so a reader's copy of the lease is old.
    store::touch_lease(conn, lease.id, lease.version.saturating_add(1))?;
    let decision = store::decision(conn, id)?;
    journal::Entry::new("decided", "lease", lease.id.0)
        .after(&decision)
        .reason(Some(&command.reason))
        .record(conn, actor, moment)?;
    Ok(decision)
}
