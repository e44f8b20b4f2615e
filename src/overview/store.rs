//! Reads payments and holdings of all agreements.
//!
//! Movements are added up by the database (agreement, line, school, day), so that 100,000 devices become a
//! few hundred rows.

use super::{CostByYear, HeldWeight, LeasePayments, YearRange, cost_by_year};
use crate::db::schema::{device_movements, devices, schools};
use crate::db::{DbConnection, LeaseId, LeaseLineId, SchoolId};
use crate::error::Result;
use crate::finance::Money;
use crate::finance::projection::{DatedAmount, Movement};
use crate::http::actor::Reach;
use crate::leasing::store::{LeaseInstalments, instalments_in_force};
use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// Which part of the cost is asked for.
#[derive(Debug, Clone, Default)]
pub struct CostFilter {
    /// Only this agreement.
    pub lease: Option<LeaseId>,
    /// Only this school.
    pub school: Option<SchoolId>,
    /// Only these years.
    pub range: Option<YearRange>,
}

/// The cost by budget year, school and agreement of all leases that are or were in force.
///
/// # Errors
/// Only when the database fails.
pub fn costs(conn: &mut DbConnection, reach: &Reach, filter: &CostFilter) -> Result<CostByYear> {
    let mut leases = instalments_in_force(conn)?;
    leases.retain(|lease| filter.lease.is_none_or(|asked| asked == lease.lease.id));
    let held = holdings(conn, &leases)?;
    let leases: Vec<LeasePayments> = leases.iter().map(payments).collect();
    let names: Vec<(SchoolId, String)> = schools::table
        .select((schools::id, schools::name))
        .load(conn)?;
    let names: BTreeMap<SchoolId, String> = names.into_iter().collect();
    let reach = match filter.school {
        Some(school) if reach.covers(school) => Reach::Only(vec![school]),
        Some(_) => Reach::Only(vec![]),
        None => reach.clone(),
    };
    Ok(cost_by_year(&leases, &held, &names, &reach, filter.range))
}

fn payments(lease: &LeaseInstalments) -> LeasePayments {
    LeasePayments {
        lease: lease.lease.id,
        agreement_number: lease.lease.agreement_number.clone(),
        title: lease.lease.title.clone(),
        amounts: lease
            .rows
            .iter()
            .map(|row| DatedAmount {
                due_on: row.due_on,
                amount: row.payment,
            })
            .collect(),
    }
}

diesel::allow_columns_to_appear_in_same_group_by_clause!(
    devices::lease_line_id,
    device_movements::to_school_id,
    device_movements::from_school_id,
    device_movements::moved_on,
);

type Moved = (LeaseLineId, Option<SchoolId>, NaiveDate, i64);

/// How many devices of each line came to (`to_school_id`) or went from (`from_school_id`) each school each day.
macro_rules! moved {
    ($conn:expr, $school:expr) => {
        device_movements::table
            .inner_join(devices::table)
            .filter($school.is_not_null())
            .group_by((devices::lease_line_id, $school, device_movements::moved_on))
            .select((
                devices::lease_line_id,
                $school,
                device_movements::moved_on,
                count_star(),
            ))
            .load::<Moved>($conn)
    };
}

/// What came to and went from each school, weighted by the acquisition price.
fn holdings(conn: &mut DbConnection, leases: &[LeaseInstalments]) -> QueryResult<Vec<HeldWeight>> {
    let lines: HashMap<LeaseLineId, (LeaseId, Money)> = leases
        .iter()
        .flat_map(|lease| &lease.lines)
        .map(|line| (line.id, (line.lease_id, line.unit_price)))
        .collect();
    let came = moved!(conn, device_movements::to_school_id)?;
    let went = moved!(conn, device_movements::from_school_id)?;
    let signed = came
        .into_iter()
        .map(|row| (row, 1))
        .chain(went.into_iter().map(|row| (row, -1)));
    let mut held: Vec<HeldWeight> = signed
        .filter_map(|((line, school, on, devices), sign)| {
            let (lease, price) = lines.get(&line)?;
            // A device that cost nothing still has a holder.
            let price = price.ore().max(1);
            Some(HeldWeight {
                lease: *lease,
                movement: Movement {
                    on,
                    school: school?.0,
                    delta: price.saturating_mul(devices).saturating_mul(sign),
                },
            })
        })
        .collect();
    held.sort_by_key(|weight| (weight.lease, weight.movement.on));
    Ok(held)
}
