//! A lease as it is shown: with its sums, and with what somebody should look at.

use super::expected::{ExpectedCost, expected_cost};
use super::warnings::{LeaseWarning, warnings};
use super::{Lease, financed_sum, store};
use crate::db::DbConnection;
use crate::error::{Language, Result};
use crate::finance::Money;
use chrono::NaiveDate;

/// A lease with its sums and warnings.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseView {
    /// The lease.
    #[serde(flatten)]
    pub lease: Lease,
    /// The sum of its lines, excluding VAT.
    #[schema(value_type = String, example = "1310750.00")]
    pub financed: Money,
    /// The sum of its payments; zero while none can be computed.
    #[schema(value_type = String, example = "1364560.72")]
    pub total_payments: Money,
    /// What somebody should look at.
    pub warnings: Vec<LeaseWarning>,
}

/// The view of a lease in a language, with the warnings of `today`.
///
/// # Errors
/// Only when the database fails: what hinders the computation becomes a warning.
pub fn view_lease(
    conn: &mut DbConnection,
    lease: Lease,
    language: Language,
    today: NaiveDate,
) -> Result<LeaseView> {
    let financed = financed_sum(&store::lines(conn, lease.id)?);
    let mut warned = Vec::new();
    let cost = match expected_cost(conn, &lease, today) {
        Ok(cost) => cost,
        Err(error) if error.faults().is_empty() => return Err(error),
        Err(error) => {
            warned.extend(
                error
                    .faults()
                    .iter()
                    .map(|fault| LeaseWarning::new(fault.code().name, fault.detail(language))),
            );
            ExpectedCost::default()
        }
    };
    warned.extend(warnings(conn, &lease, &cost, language, today)?);
    Ok(LeaseView {
        lease,
        financed,
        total_payments: cost.rows.iter().map(|row| row.payment).sum(),
        warnings: warned,
    })
}
