//! What an entry would do to a lease in force, laid beside what stands now, for whoever must decide on it.
//!
//! It is the trial run of the interface with what a person asks next: the instalments as they are, the debt, and why
//! the first new amount is what it is. Nothing is stored.

use super::amend::{self, AmendLease};
use super::change::{LeaseChange, Outcome};
use super::debt::binds_on;
use super::explain::{explain_planned, explain_settlement};
use super::owed::owed;
use super::record_fixing::{self, RecordFixing};
use super::schedule::with_vat;
use super::schedule_entry::Cause;
use super::standing::Standing;
use super::store::BoundLease;
use super::{Explanation, LeaseKind, LeaseState, ScheduledInstalment};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseAmendmentId, LeaseFixingId, LeaseId, Version};
use crate::error::{Language, Result};
use crate::finance::{Drawdown, Money};
use crate::http::actor::FinanceStaff;
use chrono::{Datelike, NaiveDate};

/// How many days the debt is told of at most.
const MOST_DAYS: usize = 8;

/// The debt on a day, as things stand and with the entry, without accrued interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DebtBeside {
    /// The day.
    pub on: NaiveDate,
    /// As things stand.
    pub before: Money,
    /// With the entry.
    pub after: Money,
}

/// An entry that was only tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseTrial {
    /// What it would do, as the interface tells it.
    pub change: LeaseChange,
    /// All instalments as they stand.
    pub before: Vec<ScheduledInstalment>,
    /// The debt on the day of the entry and on each 31 December from then on; none for an operating lease.
    pub debts: Vec<DebtBeside>,
    /// Why the first new instalment, or the price of a settlement, would be what it is.
    pub explanations: Vec<Explanation>,
}

/// What [`super::amend_lease`] would do.
///
/// # Errors
/// As [`super::amend_lease`].
pub fn try_amendment(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &AmendLease,
    moment: Moment,
    language: Language,
) -> Result<LeaseTrial> {
    let (standing, amendment, outcome) = amend::decide(conn, actor, id, seen, command, moment)?;
    let mut planned = standing.clone();
    planned.amendments.push(amendment.clone());
    let change = LeaseChange {
        amendment: Some(amendment.clone()),
        ..outcome.answer(&standing, &standing.lease, true)?
    };
    let plan = Plan {
        standing,
        planned,
        outcome,
        cause: Cause::Amendment(LeaseAmendmentId(0)),
        day: amendment.entry.effective_on,
    };
    plan.trial(conn, change, (moment, language))
}

/// What [`super::record_fixing`] would do.
///
/// # Errors
/// As [`super::record_fixing`].
pub fn try_fixing(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &RecordFixing,
    moment: Moment,
    language: Language,
) -> Result<LeaseTrial> {
    let (standing, fixing, outcome) =
        record_fixing::decide(conn, actor, id, seen, command, moment)?;
    let mut planned = standing.clone();
    planned.fixings.push(fixing.clone());
    let change = LeaseChange {
        fixing: Some(fixing.clone()),
        ..outcome.answer(&standing, &standing.lease, true)?
    };
    let plan = Plan {
        standing,
        planned,
        outcome,
        cause: Cause::Fixing(LeaseFixingId(0)),
        day: fixing.applies_from,
    };
    plan.trial(conn, change, (moment, language))
}

/// An agreement without and with an entry.
struct Plan {
    standing: Standing,
    planned: Standing,
    outcome: Outcome,
    cause: Cause,
    day: NaiveDate,
}

impl Plan {
    fn trial(
        mut self,
        conn: &mut DbConnection,
        change: LeaseChange,
        (moment, language): (Moment, Language),
    ) -> Result<LeaseTrial> {
        self.planned.rows.clone_from(&self.outcome.rows);
        if let Some(day) = self.outcome.ended_on {
            self.planned.lease.state = LeaseState::Ended;
            self.planned.lease.ended_on = Some(day);
        }
        let explanations = match &change.settlement {
            Some(settlement) => vec![explain_settlement(settlement, language)],
            None if self.outcome.kept < self.outcome.rows.len() => {
                let made = (self.cause, moment);
                explain_planned(
                    conn,
                    self.planned.clone(),
                    self.outcome.kept,
                    made,
                    language,
                )?
            }
            None => Vec::new(),
        };
        Ok(LeaseTrial {
            before: with_vat(&self.standing.lease, &self.standing.rows)?,
            debts: self.debts(moment.today),
            explanations,
            change,
        })
    }

    fn debts(&self, today: NaiveDate) -> Vec<DebtBeside> {
        let lease = &self.standing.lease;
        if lease.kind != LeaseKind::FinanceLease || lease.state != LeaseState::InForce {
            return Vec::new();
        }
        let last = |standing: &Standing| standing.rows.last().map(|row| row.due_on);
        let last = last(&self.standing).max(last(&self.planned));
        let year_ends = (self.day.max(today).year()..)
            .map_while(|year| NaiveDate::from_ymd_opt(year, 12, 31))
            .take_while(|day| last.is_some_and(|last| *day <= last));
        let mut days = vec![self.day];
        days.extend(year_ends.filter(|day| *day != self.day));
        days.sort_unstable();
        let (before, after) = (bound(&self.standing), bound(&self.planned));
        days.into_iter()
            .take(MOST_DAYS)
            .map(|on| DebtBeside {
                on,
                before: debt(&before, on),
                after: debt(&after, on),
            })
            .collect()
    }
}

/// The agreement as the statement of debt looks at it.
fn bound(standing: &Standing) -> BoundLease {
    let mut drawdowns: Vec<Drawdown> = standing
        .batches
        .iter()
        .filter_map(|batch| {
            Some(Drawdown {
                on: batch.paid_on?,
                amount: batch.amount,
            })
        })
        .collect();
    if standing.batches.is_empty() {
        drawdowns.push(Drawdown {
            on: standing.lease.starts_on,
            amount: standing.financed(),
        });
    }
    let lowers = standing.entries().filter(|entry| !entry.extends());
    BoundLease {
        drawdowns,
        charges: Vec::new(),
        lowered_on: lowers.map(|entry| entry.effective_on).collect(),
        agreed: standing
            .entries()
            .filter(|entry| !entry.extends())
            .filter_map(|entry| entry.drawdown())
            .collect(),
        fees: Vec::new(),
        rows: standing.rows.clone(),
        lease: standing.lease.clone(),
    }
}

fn debt(bound: &BoundLease, on: NaiveDate) -> Money {
    match binds_on(&bound.lease, on) {
        true => owed(bound, on).principal,
        false => Money::ZERO,
    }
}
