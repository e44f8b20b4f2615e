//! What falls due: instalments, interim charges and fees.
//!
//! Instalments are read in the order in which they lie in the table and put in order afterwards: half a million
//! of them are read faster than an index would lead to them.

use super::agreements::{few, index};
use crate::db::schema::{lease_fees, lease_instalments, lease_interim_charges};
use crate::db::{Day, DbConnection, LeaseBatchId, LeaseFeeId, LeaseId};
use crate::error::{Error, Result, codes};
use crate::finance::Money;
use crate::leasing::{LeaseFee, LeaseInstalment, SplitKey, fee_amounts};
use crate::overview::{Agreement, BasisFee, Charge, CostBasis};
use chrono::NaiveDate;
use diesel::connection::DefaultLoadingMode;
use diesel::prelude::*;
use std::collections::BTreeMap;

/// Reads them into the basis, whose agreements and price rates must be known.
pub(super) fn read(conn: &mut DbConnection, basis: &mut CostBasis) -> Result<()> {
    instalments(conn, basis)?;
    interim_charges(conn, basis)?;
    if basis
        .agreements
        .iter()
        .any(|agreement| !agreement.fees.is_empty())
    {
        fees(conn, basis)?;
    }
    Ok(())
}

type InstalmentRow = (LeaseId, i32, Day, Day, Day, Money);

fn instalments(conn: &mut DbConnection, basis: &mut CostBasis) -> Result<()> {
    let few = few(basis);
    let mut last: Option<(LeaseId, Option<usize>)> = None;
    let mut take = |(lease, number, due_on, from, to, amount): InstalmentRow| {
        let at = match last {
            Some((same, at)) if same == lease => at,
            _ => index(basis, lease),
        };
        last = Some((lease, at));
        if let Some(agreement) = at.and_then(|at| basis.agreements.get_mut(at))
            && agreement.last_day.is_none_or(|last| due_on.0 <= last)
        {
            agreement.payments.push(Charge {
                number: i64::from(number),
                on: due_on.0,
                from: from.0,
                to: to.0,
                amount,
            });
        }
    };
    let all = lease_instalments::table.select((
        lease_instalments::lease_id,
        lease_instalments::number,
        lease_instalments::due_on,
        lease_instalments::period_from,
        lease_instalments::period_to,
        lease_instalments::payment,
    ));
    macro_rules! each {
        ($query:expr, $conn:expr) => {
            for row in $query.load_iter::<InstalmentRow, DefaultLoadingMode>($conn)? {
                take(row?);
            }
        };
    }
    match (conn, few) {
        (DbConnection::Sqlite(conn), None) => each!(all, conn),
        (DbConnection::Postgres(conn), None) => each!(all, conn),
        (DbConnection::Sqlite(conn), Some(few)) => {
            each!(all.filter(lease_instalments::lease_id.eq_any(few)), conn);
        }
        (DbConnection::Postgres(conn), Some(few)) => {
            each!(all.filter(lease_instalments::lease_id.eq_any(few)), conn);
        }
    }
    for agreement in &mut basis.agreements {
        agreement
            .payments
            .sort_by_key(|charge| (charge.on, charge.number));
    }
    Ok(())
}

fn interim_charges(conn: &mut DbConnection, basis: &mut CostBasis) -> QueryResult<()> {
    let rows: Vec<(
        LeaseId,
        LeaseBatchId,
        NaiveDate,
        NaiveDate,
        NaiveDate,
        Money,
    )> = lease_interim_charges::table
        .order((
            lease_interim_charges::due_on,
            lease_interim_charges::batch_id,
        ))
        .select((
            lease_interim_charges::lease_id,
            lease_interim_charges::batch_id,
            lease_interim_charges::due_on,
            lease_interim_charges::from_on,
            lease_interim_charges::to_on,
            lease_interim_charges::amount,
        ))
        .load(conn)?;
    for (lease, batch, on, from, to, amount) in rows {
        if let Some(agreement) = index(basis, lease).and_then(|at| basis.agreements.get_mut(at))
            && agreement.last_day.is_none_or(|last| on <= last)
        {
            agreement.interim.push(Charge {
                number: batch.0,
                on,
                from,
                to,
                amount,
            });
        }
    }
    Ok(())
}

type FeeRow = (
    LeaseFeeId,
    LeaseId,
    Money,
    NaiveDate,
    Option<NaiveDate>,
    String,
    Option<i32>,
);

fn fees(conn: &mut DbConnection, basis: &mut CostBasis) -> Result<()> {
    let rows: Vec<FeeRow> = lease_fees::table
        .select((
            lease_fees::id,
            lease_fees::lease_id,
            lease_fees::amount,
            lease_fees::from_on,
            lease_fees::to_on,
            lease_fees::vat_rate,
            lease_fees::base_year,
        ))
        .load(conn)?;
    let mut terms: BTreeMap<LeaseFeeId, FeeRow> =
        rows.into_iter().map(|row| (row.0, row)).collect();
    let CostBasis {
        agreements, rates, ..
    } = basis;
    for agreement in agreements {
        let rows = rows_for_fees(agreement);
        for fee in &mut agreement.fees {
            let Some(terms) = terms.remove(&fee.id) else {
                continue;
            };
            let known = fee.series.as_deref().map(|series| rates.of(series));
            let amounts = fee_amounts(&whole(fee, terms)?, &rows, &known.unwrap_or_default())
                .ok_or(&codes::AMOUNT_OUT_OF_RANGE)?;
            fee.charges = amounts
                .into_iter()
                .map(|amount| Charge {
                    number: i64::from(amount.number),
                    on: amount.due_on,
                    from: amount.period_from,
                    to: amount.period_to,
                    amount: amount.amount,
                })
                .collect();
        }
    }
    Ok(())
}

/// The instalments as far as a fee depends on them: numbers, days and periods.
fn rows_for_fees(agreement: &Agreement) -> Vec<LeaseInstalment> {
    if agreement.fees.is_empty() {
        return Vec::new();
    }
    let charges = agreement.payments.iter();
    charges
        .map(|charge| LeaseInstalment {
            number: i32::try_from(charge.number).unwrap_or(i32::MAX),
            due_on: charge.on,
            period_from: charge.from,
            period_to: charge.to,
            opening: Money::ZERO,
            drawn: Money::ZERO,
            interest: Money::ZERO,
            principal: charge.amount,
            payment: charge.amount,
            closing: Money::ZERO,
        })
        .collect()
}

fn whole(fee: &BasisFee, row: FeeRow) -> Result<LeaseFee> {
    let (id, lease_id, amount, from_on, to_on, vat_rate, base_year) = row;
    let vat_rate = vat_rate
        .parse()
        .map_err(|_| Error::Internal(format!("fee {id} has an unreadable VAT rate").into()))?;
    Ok(LeaseFee {
        id,
        lease_id,
        description: fee.description.clone(),
        amount,
        from_on,
        to_on,
        vat_rate,
        price_series: fee.series.clone(),
        base_year,
        account_string: None,
        split_key: SplitKey::None,
        version: 1,
    })
}
