//! What the statement of debt looks at: all agreements with what was drawn and agreed on them.

use super::fees::fees_in_force;
use super::instalments::instalments_in_force;
use super::leases::{LeaseFilter, leases};
use crate::db::schema::{lease_amendments, lease_batches, lease_interim_charges};
use crate::db::{DbConnection, LeaseId};
use crate::error::Result;
use crate::finance::{DatedAmount, Drawdown, Money};
use crate::leasing::{AmendmentKind, Lease, LeaseFee, LeaseInstalment, LeaseState, financed_sum};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;

/// An agreement that binds, with everything that decides what is owed on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundLease {
    /// The agreement: in build-up, in force or ended.
    pub lease: Lease,
    /// Its instalments; none in build-up.
    pub rows: Vec<LeaseInstalment>,
    /// What the lessor paid, and when; without batches all of it on the first day.
    pub drawdowns: Vec<Drawdown>,
    /// Interim charges and prices of returns and settlements.
    pub charges: Vec<DatedAmount>,
    /// The days on which returns, buy-outs and settlements lowered the debt.
    pub lowered_on: Vec<NaiveDate>,
    /// What returns, buy-outs and settlements changed the debt by; each counts after an instalment of its day. What an
    /// extension adds is in the first row of the extension, whatever its day.
    pub agreed: Vec<Drawdown>,
    /// Its fees.
    pub fees: Vec<LeaseFee>,
}

/// Every agreement that binds, by number, in a few queries whatever their number.
///
/// # Errors
/// Only when the database fails.
pub fn bound_leases(conn: &mut DbConnection) -> Result<Vec<BoundLease>> {
    let mut drawn = drawdowns(conn)?;
    let (mut charges, mut lowered, mut agreed) = charges(conn)?;
    let mut fees = fees_in_force(conn)?;
    let building = LeaseFilter {
        state: Some(LeaseState::BuildUp),
        ..LeaseFilter::default()
    };
    let mut found: Vec<BoundLease> = leases(conn, &building, i64::MAX)?
        .into_iter()
        .map(|lease| (lease, Vec::new(), Money::ZERO))
        .chain(
            instalments_in_force(conn)?
                .into_iter()
                .filter(|one| one.lease.state != LeaseState::BuildUp)
                .map(|one| {
                    let financed = financed_sum(&one.lines);
                    (one.lease, one.rows, financed)
                }),
        )
        .map(|(lease, rows, financed)| {
            let on_start = || {
                let on = lease.starts_on;
                let amount = financed;
                match lease.state {
                    LeaseState::BuildUp => Vec::new(),
                    _ => vec![Drawdown { on, amount }],
                }
            };
            BoundLease {
                drawdowns: drawn.remove(&lease.id).unwrap_or_else(on_start),
                charges: charges.remove(&lease.id).unwrap_or_default(),
                lowered_on: lowered.remove(&lease.id).unwrap_or_default(),
                agreed: agreed.remove(&lease.id).unwrap_or_default(),
                fees: fees.remove(&lease.id).unwrap_or_default(),
                lease,
                rows,
            }
        })
        .collect();
    found.sort_by_key(|one| one.lease.id);
    Ok(found)
}

fn drawdowns(conn: &mut DbConnection) -> QueryResult<BTreeMap<LeaseId, Vec<Drawdown>>> {
    let rows: Vec<(LeaseId, Option<NaiveDate>, Money)> = lease_batches::table
        .select((
            lease_batches::lease_id,
            lease_batches::paid_on,
            lease_batches::amount,
        ))
        .order((lease_batches::lease_id, lease_batches::number))
        .load(conn)?;
    let mut found: BTreeMap<LeaseId, Vec<Drawdown>> = BTreeMap::new();
    for (lease, paid_on, amount) in rows {
        let drawn = found.entry(lease).or_default();
        drawn.extend(paid_on.map(|on| Drawdown { on, amount }));
    }
    Ok(found)
}

/// Interim charges and what entries ask for, the days on which entries lower the debt, and by what.
type Charges = (
    BTreeMap<LeaseId, Vec<DatedAmount>>,
    BTreeMap<LeaseId, Vec<NaiveDate>>,
    BTreeMap<LeaseId, Vec<Drawdown>>,
);

type Entry = (
    LeaseId,
    AmendmentKind,
    NaiveDate,
    Option<Money>,
    Option<NaiveDate>,
    Option<Money>,
);

fn charges(conn: &mut DbConnection) -> QueryResult<Charges> {
    let (mut charges, mut lowered, mut agreed): Charges = Default::default();
    let interim: Vec<(LeaseId, NaiveDate, Money)> = lease_interim_charges::table
        .select((
            lease_interim_charges::lease_id,
            lease_interim_charges::due_on,
            lease_interim_charges::amount,
        ))
        .load(conn)?;
    for (lease, due_on, amount) in interim {
        let charge = DatedAmount { due_on, amount };
        charges.entry(lease).or_default().push(charge);
    }
    let entries: Vec<Entry> = lease_amendments::table
        .select((
            lease_amendments::lease_id,
            lease_amendments::kind,
            lease_amendments::effective_on,
            lease_amendments::amount,
            lease_amendments::drawn_on,
            lease_amendments::drawn,
        ))
        .order((lease_amendments::lease_id, lease_amendments::number))
        .load(conn)?;
    for (lease, kind, due_on, amount, drawn_on, drawn) in entries {
        if let Some(amount) = amount {
            let charge = DatedAmount { due_on, amount };
            charges.entry(lease).or_default().push(charge);
        }
        if AmendmentKind::EXTENDING.contains(&kind) {
            continue;
        }
        lowered.entry(lease).or_default().push(due_on);
        if let (Some(on), Some(amount)) = (drawn_on, drawn) {
            let drawdown = Drawdown { on, amount };
            agreed.entry(lease).or_default().push(drawdown);
        }
    }
    Ok((charges, lowered, agreed))
}
