//! The weights by which lines and fees are shared among the schools.

use crate::db::schema::lease_shares;
use crate::db::{DbConnection, LeaseFeeId, LeaseLineId, SchoolId};
use crate::leasing::LeaseShare;
use diesel::prelude::*;
use std::collections::BTreeMap;

/// What is shared: a line or a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareOwner {
    /// A line.
    Line(LeaseLineId),
    /// A fee.
    Fee(LeaseFeeId),
}

/// The weights of a line or a fee, by school.
///
/// # Errors
/// Only when the database fails.
pub fn shares_of(conn: &mut DbConnection, owner: ShareOwner) -> QueryResult<Vec<LeaseShare>> {
    let mut query = lease_shares::table
        .select((lease_shares::school_id, lease_shares::weight))
        .order(lease_shares::school_id)
        .into_boxed();
    query = match owner {
        ShareOwner::Line(id) => query.filter(lease_shares::lease_line_id.eq(id)),
        ShareOwner::Fee(id) => query.filter(lease_shares::lease_fee_id.eq(id)),
    };
    let rows: Vec<(SchoolId, i32)> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(school_id, weight)| LeaseShare { school_id, weight })
        .collect())
}

/// Replaces the weights of a line or a fee.
///
/// # Errors
/// Only when the database fails.
pub fn replace_shares(
    conn: &mut DbConnection,
    owner: ShareOwner,
    shares: &[LeaseShare],
) -> QueryResult<()> {
    let (line, fee) = match owner {
        ShareOwner::Line(id) => {
            diesel::delete(lease_shares::table.filter(lease_shares::lease_line_id.eq(id)))
                .execute(conn)?;
            (Some(id), None)
        }
        ShareOwner::Fee(id) => {
            diesel::delete(lease_shares::table.filter(lease_shares::lease_fee_id.eq(id)))
                .execute(conn)?;
            (None, Some(id))
        }
    };
    for share in shares {
        diesel::insert_into(lease_shares::table)
            .values((
                lease_shares::lease_line_id.eq(line),
                lease_shares::lease_fee_id.eq(fee),
                lease_shares::school_id.eq(share.school_id),
                lease_shares::weight.eq(share.weight),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The weights of all lines, and of all fees, each by school.
pub type AllShares = (
    BTreeMap<LeaseLineId, Vec<LeaseShare>>,
    BTreeMap<LeaseFeeId, Vec<LeaseShare>>,
);

type ShareRow = (Option<LeaseLineId>, Option<LeaseFeeId>, SchoolId, i32);

/// The weights of all lines, and of all fees, in one query.
///
/// # Errors
/// Only when the database fails.
pub fn shares(conn: &mut DbConnection) -> QueryResult<AllShares> {
    let rows: Vec<ShareRow> = lease_shares::table
        .select((
            lease_shares::lease_line_id,
            lease_shares::lease_fee_id,
            lease_shares::school_id,
            lease_shares::weight,
        ))
        .order(lease_shares::school_id)
        .load(conn)?;
    let (mut by_line, mut by_fee): AllShares = Default::default();
    for (line, fee, school_id, weight) in rows {
        let share = LeaseShare { school_id, weight };
        if let Some(line) = line {
            by_line.entry(line).or_default().push(share);
        }
        if let Some(fee) = fee {
            by_fee.entry(fee).or_default().push(share);
        }
    }
    Ok((by_line, by_fee))
}
