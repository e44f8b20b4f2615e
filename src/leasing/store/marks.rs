//! What the rules about money look at in a contract.

use crate::db::schema::leases;
use crate::db::{DbConnection, LeaseId};
use crate::error::{Error, Result};
use crate::finance::{Money, Rate};
use crate::leasing::LeaseEndKind;
use chrono::NaiveDate;
use diesel::prelude::*;
use std::collections::BTreeMap;

/// Marks of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseMarks {
    /// The day on which it was signed.
    pub signed_on: Option<NaiveDate>,
    /// What happens at the end.
    pub end_kind: LeaseEndKind,
    /// The agreed price of a purchase at the end, excluding VAT.
    pub purchase_price: Option<Money>,
    /// The VAT rate of the payments.
    pub vat_rate: Rate,
}

type MarksRow = (
    LeaseId,
    Option<NaiveDate>,
    LeaseEndKind,
    Option<Money>,
    String,
);

fn read(
    (id, signed_on, end_kind, purchase_price, vat_rate): MarksRow,
) -> Result<(LeaseId, LeaseMarks)> {
    let marks = LeaseMarks {
        signed_on,
        end_kind,
        purchase_price,
        vat_rate: vat_rate
            .parse()
            .map_err(|error| Error::Internal(Box::new(error)))?,
    };
    Ok((id, marks))
}

/// The marks of all contracts.
///
/// # Errors
/// Only when the database fails.
pub fn all_marks(conn: &mut DbConnection) -> Result<BTreeMap<LeaseId, LeaseMarks>> {
    let rows: Vec<MarksRow> = leases::table
        .select((
            leases::id,
            leases::signed_on,
            leases::end_kind,
            leases::purchase_price,
            leases::vat_rate,
        ))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// The marks of a contract.
///
/// # Errors
/// Only when the database fails: nobody asks for a lease that is not there.
pub fn marks(conn: &mut DbConnection, id: LeaseId) -> Result<LeaseMarks> {
    let row: MarksRow = leases::table
        .find(id)
        .select((
            leases::id,
            leases::signed_on,
            leases::end_kind,
            leases::purchase_price,
            leases::vat_rate,
        ))
        .first(conn)?;
    Ok(read(row)?.1)
}
