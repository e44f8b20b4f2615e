//! A lease as it is shown: with its sums, and with what somebody should look at.

use super::costs::{frames, years};
use super::schedule::rows;
use super::{Lease, LeaseInstalment, financed_sum, store};
use crate::db::DbConnection;
use crate::error::{Language, Result};
use crate::finance::Money;
use crate::render::numbers;

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

/// Something that is allowed but seldom meant.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseWarning {
    /// `payments_outside_frame`, or the code with which putting in force would be refused.
    #[schema(example = "payments_outside_frame")]
    pub code: &'static str,
    /// What it is, in the caller's language.
    pub detail: String,
}

/// The view of a lease in a language.
///
/// # Errors
/// Only when the database fails: what hinders the computation becomes a warning.
pub fn view_lease(conn: &mut DbConnection, lease: Lease, language: Language) -> Result<LeaseView> {
    let financed = financed_sum(&store::lines(conn, lease.id)?);
    let mut warnings = Vec::new();
    let rows = match rows(conn, &lease, financed) {
        Ok(rows) => rows,
        Err(error) if error.faults().is_empty() => return Err(error),
        Err(error) => {
            warnings.extend(error.faults().iter().map(|fault| LeaseWarning {
                code: fault.code().name,
                detail: fault.detail(language),
            }));
            Vec::new()
        }
    };
    warnings.extend(outside_frame(conn, &lease, &rows, language)?);
    Ok(LeaseView {
        lease,
        financed,
        total_payments: rows.iter().map(|row| row.payment).sum(),
        warnings,
    })
}

/// One warning for every year with payments for which the project has no frame; a project without any frame
/// gives none.
fn outside_frame(
    conn: &mut DbConnection,
    lease: &Lease,
    rows: &[LeaseInstalment],
    language: Language,
) -> Result<Vec<LeaseWarning>> {
    let frames = frames(conn, lease)?;
    let (Some(first), Some(last)) = (frames.keys().next(), frames.keys().next_back()) else {
        return Ok(Vec::new());
    };
    let outside = years(rows)
        .into_iter()
        .filter(|(year, payments)| *payments != Money::ZERO && !frames.contains_key(year));
    Ok(outside
        .map(|(year, payments)| LeaseWarning {
            code: "payments_outside_frame",
            detail: match language {
                Language::Danish => format!(
                    "I {year} forfalder {}, men projektets ramme har intet beløb for det år (rammen gælder {first}-{last}).",
                    numbers::kroner(payments)
                ),
                Language::English => format!(
                    "{payments} kr. fall due in {year}, for which the project's frame has no amount (it covers {first}-{last})."
                ),
            },
        })
        .collect())
}
