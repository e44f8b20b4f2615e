//! The estimates of a project side by side, each reckoned on the same needs.

use super::{Calculation, Estimate, EstimateState, NeedsCounted, calculate, store};
use crate::db::{DbConnection, EstimateId, ProjectId};
use crate::error::{Language, Result};
use crate::finance::Money;
use chrono::NaiveDate;

/// One estimate among the project's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// The estimate.
    pub id: EstimateId,
    /// Its title.
    pub title: String,
    /// Whether it was approved.
    pub state: EstimateState,
    /// When it was approved.
    pub approved_on: Option<NaiveDate>,
    /// What it comes to, or why it cannot be reckoned, in Danish.
    pub outcome: std::result::Result<Outcome, String>,
}

/// What a scenario comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The number and rhythm of its payments, in Danish.
    pub payments: String,
    /// What is bought.
    pub acquisition: Money,
    /// One payment.
    pub payment: Money,
    /// All payments.
    pub total: Money,
    /// The frame less all payments.
    pub difference: Money,
}

/// The estimates of a project, oldest first.
///
/// # Errors
/// Only when the database fails: what hinders a calculation is told in its scenario.
pub fn scenarios(
    conn: &mut DbConnection,
    project: ProjectId,
    counted: NeedsCounted,
) -> Result<Vec<Scenario>> {
    let mut found = Vec::new();
    for estimate in store::estimates(conn, project)? {
        let basis = store::basis(conn, estimate.id, counted)?;
        let outcome = match calculate(&basis, None) {
            Ok(calculation) => Ok(outcome(&calculation)),
            Err(error) if error.faults().is_empty() => return Err(error),
            Err(error) => Err(error.detail(Language::Danish)),
        };
        found.push(scenario(estimate, outcome));
    }
    Ok(found)
}

fn scenario(estimate: Estimate, outcome: std::result::Result<Outcome, String>) -> Scenario {
    Scenario {
        id: estimate.id,
        title: estimate.title,
        state: estimate.state,
        approved_on: estimate.approved_at.map(|at| at.danish_date()),
        outcome,
    }
}

fn outcome(calculation: &Calculation) -> Outcome {
    Outcome {
        payments: calculation.rhythm(),
        acquisition: calculation.acquisition,
        payment: calculation.payment,
        total: calculation.total,
        difference: calculation.difference,
    }
}
