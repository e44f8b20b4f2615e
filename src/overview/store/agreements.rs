//! The agreements that are or were in force, with their lines and fees and who carries them.

use crate::db::schema::{lease_amendments, lease_fees, lease_lines, lease_shares, leases};
use crate::db::{DbConnection, LeaseFeeId, LeaseId, LeaseLineId, SchoolId};
use crate::error::Result;
use crate::finance::Money;
use crate::leasing::{LeaseState, LineKind, SplitKey};
use crate::overview::{
    Agreement, BasisFee, BasisLine, BasisSettlement, Carrier, Charge, CostBasis, CostFilter,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::HashMap;

/// Reads them into the basis, whose schools must be known.
pub(super) fn read(
    conn: &mut DbConnection,
    filter: &CostFilter,
    basis: &mut CostBasis,
) -> Result<()> {
    let mut query = leases::table
        .filter(leases::state.eq_any([LeaseState::InForce, LeaseState::Ended]))
        .order(leases::id)
        .select((
            leases::id,
            leases::agreement_number,
            leases::account_string,
            leases::ended_on,
        ))
        .into_boxed();
    if let Some(lease) = filter.lease {
        query = query.filter(leases::id.eq(lease));
    }
    if let Some(project) = filter.project {
        query = query.filter(leases::project_id.eq(project));
    }
    let rows: Vec<(LeaseId, String, Option<String>, Option<NaiveDate>)> = query.load(conn)?;
    for (id, number, account, last_day) in rows {
        let account = basis.account_place(account.as_deref());
        basis.agreements.push(Agreement {
            id,
            number,
            account,
            last_day,
            lines: Vec::new(),
            payments: Vec::new(),
            interim: Vec::new(),
            fees: Vec::new(),
            settlements: Vec::new(),
        });
    }
    lines(conn, basis)?;
    fees(conn, basis)?;
    stated(conn, basis)?;
    amendments(conn, basis)
}

/// The index of an agreement.
pub(super) fn index(basis: &CostBasis, lease: LeaseId) -> Option<usize> {
    let found = basis.agreements.binary_search_by_key(&lease, |one| one.id);
    found.ok()
}

/// The agreements' numbers, when they are few enough to be named in a query; `None` reads all.
pub(super) fn few(basis: &CostBasis) -> Option<Vec<LeaseId>> {
    let few = basis.agreements.len() <= 100;
    few.then(|| basis.agreements.iter().map(|one| one.id).collect())
}

type LineRow = (
    LeaseLineId,
    LeaseId,
    i32,
    LineKind,
    String,
    i32,
    Money,
    Option<String>,
    SplitKey,
);

fn lines(conn: &mut DbConnection, basis: &mut CostBasis) -> Result<()> {
    let mut query = lease_lines::table
        .order((lease_lines::lease_id, lease_lines::position))
        .select((
            lease_lines::id,
            lease_lines::lease_id,
            lease_lines::position,
            lease_lines::kind,
            lease_lines::description,
            lease_lines::quantity,
            lease_lines::unit_price,
            lease_lines::account_string,
            lease_lines::split_key,
        ))
        .into_boxed();
    if let Some(few) = few(basis) {
        query = query.filter(lease_lines::lease_id.eq_any(few));
    }
    let rows: Vec<LineRow> = query.load(conn)?;
    for (id, lease, position, kind, description, quantity, price, account, key) in rows {
        let account = basis.account_place(account.as_deref());
        let line = BasisLine {
            id,
            position,
            description,
            devices: kind == LineKind::Device,
            quantity: i64::from(quantity),
            unit_price: price.ore(),
            left: Vec::new(),
            carrier: carrier(account, key),
            changes: 0..0,
        };
        let agreement = index(basis, lease).and_then(|at| basis.agreements.get_mut(at));
        if let Some(agreement) = agreement {
            agreement.lines.push(line);
        }
    }
    Ok(())
}

fn carrier(account: Option<u32>, key: SplitKey) -> Carrier {
    Carrier {
        account,
        key,
        stated: Vec::new(),
    }
}

/// Number, lease, description, price series, account string and split key of a fee.
type FeeRow = (
    LeaseFeeId,
    LeaseId,
    String,
    Option<String>,
    Option<String>,
    SplitKey,
);

fn fees(conn: &mut DbConnection, basis: &mut CostBasis) -> Result<()> {
    let rows: Vec<FeeRow> = lease_fees::table
        .order(lease_fees::id)
        .select((
            lease_fees::id,
            lease_fees::lease_id,
            lease_fees::description,
            lease_fees::price_series,
            lease_fees::account_string,
            lease_fees::split_key,
        ))
        .load(conn)?;
    for (id, lease, description, series, account, key) in rows {
        let account = basis.account_place(account.as_deref());
        if let Some(agreement) = index(basis, lease).and_then(|at| basis.agreements.get_mut(at)) {
            agreement.fees.push(BasisFee {
                id,
                description,
                series,
                carrier: carrier(account, key),
                charges: Vec::new(),
            });
        }
    }
    Ok(())
}

fn stated(conn: &mut DbConnection, basis: &mut CostBasis) -> QueryResult<()> {
    let rows: Vec<(Option<LeaseLineId>, Option<LeaseFeeId>, SchoolId, i32)> = lease_shares::table
        .order(lease_shares::school_id)
        .select((
            lease_shares::lease_line_id,
            lease_shares::lease_fee_id,
            lease_shares::school_id,
            lease_shares::weight,
        ))
        .load(conn)?;
    let bearers = stated_bearers(basis);
    for (line_id, fee_id, school, weight) in rows {
        let Some(place) = basis.place(school) else {
            continue;
        };
        let share = (place, u64::try_from(weight).unwrap_or(0));
        let at = match (line_id, fee_id) {
            (Some(line), _) => bearers.get(&(true, line.0)),
            (None, Some(fee)) => bearers.get(&(false, fee.0)),
            (None, None) => None,
        };
        let Some((agreement, place)) = at else {
            continue;
        };
        let agreement = basis.agreements.get_mut(*agreement);
        let carrier = agreement.and_then(|agreement| match line_id {
            Some(_) => agreement
                .lines
                .get_mut(*place)
                .map(|line| &mut line.carrier),
            None => agreement.fees.get_mut(*place).map(|fee| &mut fee.carrier),
        });
        carrier
            .into_iter()
            .for_each(|carrier| carrier.stated.push(share));
    }
    Ok(())
}

/// Where each line (true) and fee (false) with stated weights is: agreement and place in it.
fn stated_bearers(basis: &CostBasis) -> HashMap<(bool, i64), (usize, usize)> {
    let mut bearers = HashMap::new();
    for (at, agreement) in basis.agreements.iter().enumerate() {
        for (place, line) in agreement.lines.iter().enumerate() {
            if line.carrier.key == SplitKey::Stated {
                bearers.insert((true, line.id.0), (at, place));
            }
        }
        for (place, fee) in agreement.fees.iter().enumerate() {
            if fee.carrier.key == SplitKey::Stated {
                bearers.insert((false, fee.id.0), (at, place));
            }
        }
    }
    bearers
}

type AmendmentRow = (
    i64,
    LeaseId,
    String,
    NaiveDate,
    Option<LeaseLineId>,
    Option<i32>,
    Option<Money>,
);

/// Units that left, and what amendments cost.
fn amendments(conn: &mut DbConnection, basis: &mut CostBasis) -> Result<()> {
    let rows: Vec<AmendmentRow> = lease_amendments::table
        .order((lease_amendments::lease_id, lease_amendments::number))
        .select((
            lease_amendments::id,
            lease_amendments::lease_id,
            lease_amendments::kind,
            lease_amendments::effective_on,
            lease_amendments::lease_line_id,
            lease_amendments::quantity,
            lease_amendments::amount,
        ))
        .load(conn)?;
    for (id, lease, kind, on, line_id, quantity, amount) in rows {
        let Some(agreement) = index(basis, lease).and_then(|at| basis.agreements.get_mut(at))
        else {
            continue;
        };
        let line = line_id.and_then(|id| agreement.lines.iter().position(|line| line.id == id));
        if matches!(kind.as_str(), "part_return" | "buy_out") {
            for (place, gone) in agreement.lines.iter_mut().enumerate() {
                if line.is_none_or(|only| only == place) {
                    let units = quantity.map_or(gone.quantity, i64::from);
                    gone.left.push((on, units));
                }
            }
        }
        if let Some(amount) = amount {
            let charge = Charge {
                number: id,
                on,
                from: on,
                to: on,
                amount,
            };
            agreement.settlements.push(BasisSettlement { charge, line });
        }
    }
    Ok(())
}
