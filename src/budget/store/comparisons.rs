//! By what estimates are compared with other ways of financing.

use crate::budget::{EstimateComparison, SourcedAmount, SourcedRate};
use crate::db::schema::estimate_comparisons::{self, table};
use crate::db::{DbConnection, EstimateId};
use crate::error::{Error, Result};
use crate::finance::Money;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = estimate_comparisons)]
struct Row {
    discount_rate: String,
    discount_source: String,
    discount_assumed: bool,
    worth: Money,
    worth_source: String,
    worth_assumed: bool,
    return_cost: Money,
    return_source: String,
    return_assumed: bool,
    operating_payment: Option<Money>,
    operating_source: Option<String>,
    operating_assumed: Option<bool>,
}

/// The comparison of an estimate, if one was stated.
///
/// # Errors
/// Only when the database fails.
pub(super) fn comparison(
    conn: &mut DbConnection,
    id: EstimateId,
) -> Result<Option<EstimateComparison>> {
    let row: Option<Row> = table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    let Some(row) = row else {
        return Ok(None);
    };
    let rate = row.discount_rate.parse().map_err(|_| {
        Error::Internal(format!("the discount rate of estimate {id} is unreadable").into())
    })?;
    let sourced = |amount, source, assumed| SourcedAmount {
        amount,
        source,
        assumed,
    };
    let operating = row.operating_payment.map(|amount| {
        sourced(
            amount,
            row.operating_source.unwrap_or_default(),
            row.operating_assumed.unwrap_or(true),
        )
    });
    Ok(Some(EstimateComparison {
        discount_rate: SourcedRate {
            rate,
            source: row.discount_source,
            assumed: row.discount_assumed,
        },
        worth_at_end: sourced(row.worth, row.worth_source, row.worth_assumed),
        return_cost: sourced(row.return_cost, row.return_source, row.return_assumed),
        operating_payment: operating,
    }))
}

/// Replaces the comparison of an estimate.
///
/// # Errors
/// Only when the database fails.
pub fn replace_comparison(
    conn: &mut DbConnection,
    id: EstimateId,
    new: &EstimateComparison,
) -> QueryResult<usize> {
    diesel::delete(estimate_comparisons::table.find(id)).execute(conn)?;
    let operating = new.operating_payment.as_ref();
    diesel::insert_into(estimate_comparisons::table)
        .values((
            estimate_comparisons::estimate_id.eq(id),
            estimate_comparisons::discount_rate.eq(new.discount_rate.rate.to_string()),
            estimate_comparisons::discount_source.eq(&new.discount_rate.source),
            estimate_comparisons::discount_assumed.eq(new.discount_rate.assumed),
            estimate_comparisons::worth.eq(new.worth_at_end.amount),
            estimate_comparisons::worth_source.eq(&new.worth_at_end.source),
            estimate_comparisons::worth_assumed.eq(new.worth_at_end.assumed),
            estimate_comparisons::return_cost.eq(new.return_cost.amount),
            estimate_comparisons::return_source.eq(&new.return_cost.source),
            estimate_comparisons::return_assumed.eq(new.return_cost.assumed),
            estimate_comparisons::operating_payment.eq(operating.map(|of| of.amount)),
            estimate_comparisons::operating_source.eq(operating.map(|of| of.source.clone())),
            estimate_comparisons::operating_assumed.eq(operating.map(|of| of.assumed)),
        ))
        .execute(conn)
}
