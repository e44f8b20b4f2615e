//! A project's frame beside what is committed, planned and paid, year by year (*opfølgning på rammen*).
//!
//! Committed is what agreements in force or ended cost by due date; planned is the estimate, and only until an
//! agreement has come into force, because from then on it is in the agreement; actual is what was recorded as
//! paid. What remains is frame less committed less planned: payments are part of what is committed.

use super::{CostBasis, CostFilter, store};
use crate::budget::{self, Estimate, EstimateState, NeedsCounted};
use crate::db::{DbConnection, EstimateId, ProjectId};
use crate::error::{Language, Result};
use crate::finance::Money;
use crate::finance::projection::{DatedAmount, by_year};
use crate::render::numbers;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One budget year of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, utoipa::ToSchema)]
pub struct FollowUpYear {
    /// The calendar year.
    pub year: i32,
    /// The frame; absent where the project has none for the year.
    #[schema(value_type = Option<String>, example = "388000.00")]
    pub frame: Option<Money>,
    /// What agreements in force or ended cost, by due date.
    #[schema(value_type = String, example = "341140.18")]
    pub committed: Money,
    /// What the estimate plans; nothing once an agreement has come into force.
    #[schema(value_type = String, example = "0.00")]
    pub planned: Money,
    /// What was recorded as paid, by the year of payment, else of the invoice.
    #[schema(value_type = String, example = "341140.18")]
    pub actual: Money,
    /// Frame less committed less planned.
    #[schema(value_type = String, example = "46859.82")]
    pub remaining: Money,
}

/// The estimate behind the planned amounts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct PlannedFrom {
    /// The estimate.
    pub estimate_id: EstimateId,
    /// Its title.
    pub title: String,
    /// Whether it was approved.
    pub state: EstimateState,
}

/// Something that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct FollowUpWarning {
    /// `outside_frame`, `frame_exceeded`, or the code with which the estimate cannot be reckoned.
    #[schema(example = "outside_frame")]
    pub code: &'static str,
    /// The year that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// What it is, in the caller's language.
    pub detail: String,
}

/// A project's frame and what has become of it; all amounts excluding VAT.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct FollowUp {
    /// The project.
    pub project_id: ProjectId,
    /// The years that have a frame or any amount.
    pub years: Vec<FollowUpYear>,
    /// The sums of all years.
    pub total: FollowUpTotal,
    /// The estimate behind the planned amounts; absent once an agreement has come into force, and without one.
    pub planned_from: Option<PlannedFrom>,
    /// What the columns mean, in the caller's language.
    pub notes: Vec<String>,
    /// What somebody should look at.
    pub warnings: Vec<FollowUpWarning>,
}

/// The sums of all years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, utoipa::ToSchema)]
pub struct FollowUpTotal {
    /// The frame.
    #[schema(value_type = String, example = "1552000.00")]
    pub frame: Money,
    /// What agreements cost.
    #[schema(value_type = String, example = "1364560.72")]
    pub committed: Money,
    /// What the estimate plans.
    #[schema(value_type = String, example = "0.00")]
    pub planned: Money,
    /// What was paid.
    #[schema(value_type = String, example = "682280.36")]
    pub actual: Money,
    /// Frame less committed less planned.
    #[schema(value_type = String, example = "187439.28")]
    pub remaining: Money,
}

/// The frame of a project beside what is committed, planned and paid.
///
/// # Errors
/// [`crate::error::codes::PROJECT_NOT_FOUND`]; [`crate::error::codes::AMOUNT_OUT_OF_RANGE`] when a fee grows beyond it.
pub fn follow_up(
    conn: &mut DbConnection,
    project: ProjectId,
    language: Language,
    today: NaiveDate,
) -> Result<FollowUp> {
    let money = store::project_money(conn, project)?;
    let filter = CostFilter {
        project: Some(project),
        ..CostFilter::default()
    };
    let basis = store::basis(conn, &filter, today)?;
    let mut years: BTreeMap<i32, FollowUpYear> = BTreeMap::new();
    for (year, frame) in &money.frames {
        years.entry(*year).or_default().frame = Some(*frame);
    }
    for (year, amount) in committed(&basis) {
        years.entry(year).or_default().committed += amount;
    }
    for (year, amount) in &money.actual {
        years.entry(*year).or_default().actual += *amount;
    }
    let mut warnings = Vec::new();
    let mut planned_from = None;
    if basis.agreements.is_empty()
        && let Some(estimate) = latest(budget::store::estimates(conn, project)?)
    {
        match planned(conn, estimate.id) {
            Ok(plan) => {
                for (year, amount) in plan {
                    years.entry(year).or_default().planned += amount;
                }
            }
            Err(error) if error.faults().is_empty() => return Err(error),
            Err(error) => warnings.extend(error.faults().iter().map(|fault| FollowUpWarning {
                code: fault.code().name,
                year: None,
                detail: fault.detail(language),
            })),
        }
        planned_from = Some(PlannedFrom {
            estimate_id: estimate.id,
            title: estimate.title,
            state: estimate.state,
        });
    }
    let years: Vec<FollowUpYear> = years
        .into_iter()
        .map(|(year, row)| finished(year, row))
        .collect();
    warnings.extend(years.iter().filter_map(|year| warning(year, language)));
    Ok(FollowUp {
        project_id: project,
        total: total(&years),
        notes: notes(planned_from.as_ref(), basis.agreements.is_empty(), language),
        years,
        planned_from,
        warnings,
    })
}

/// What the agreements cost in each year, by due date.
fn committed(basis: &CostBasis) -> BTreeMap<i32, Money> {
    by_year(basis.charges().map(|charge| DatedAmount {
        due_on: charge.on,
        amount: charge.amount,
    }))
}

/// The approved estimate with the highest number, else the draft with the highest.
fn latest(estimates: Vec<Estimate>) -> Option<Estimate> {
    let rank = |estimate: &Estimate| {
        (
            estimate.state == EstimateState::Approved,
            estimate.approved_at,
            estimate.id,
        )
    };
    estimates.into_iter().max_by_key(rank)
}

fn planned(conn: &mut DbConnection, estimate: EstimateId) -> Result<Vec<(i32, Money)>> {
    let basis = budget::store::basis(conn, estimate, NeedsCounted::Confirmed)?;
    let calculation = budget::calculate(&basis, None)?;
    let years = calculation.years.iter();
    Ok(years
        .map(|year| (year.year, year.cost))
        .filter(|(_, cost)| *cost != Money::ZERO)
        .collect())
}

fn finished(year: i32, row: FollowUpYear) -> FollowUpYear {
    FollowUpYear {
        year,
        remaining: row.frame.unwrap_or_default() - row.committed - row.planned,
        ..row
    }
}

fn total(years: &[FollowUpYear]) -> FollowUpTotal {
    let mut total = FollowUpTotal::default();
    for year in years {
        total.frame += year.frame.unwrap_or_default();
        total.committed += year.committed;
        total.planned += year.planned;
        total.actual += year.actual;
        total.remaining += year.remaining;
    }
    total
}

fn warning(row: &FollowUpYear, language: Language) -> Option<FollowUpWarning> {
    let year = row.year;
    let bound = row.committed + row.planned;
    let (code, detail) = match (row.frame, language) {
        (None, Language::Danish) => (
            "outside_frame",
            format!(
                "{year} ligger uden for rammen: {} har ingen dækning.",
                numbers::kroner(bound.max(row.actual))
            ),
        ),
        (None, Language::English) => (
            "outside_frame",
            format!(
                "{year} lies outside the frame: {} kr. are not covered.",
                bound.max(row.actual)
            ),
        ),
        (Some(frame), _) if bound <= frame => return None,
        (Some(_), Language::Danish) => (
            "frame_exceeded",
            format!(
                "I {year} er rammen overskredet med {}.",
                numbers::kroner(-row.remaining)
            ),
        ),
        (Some(_), Language::English) => (
            "frame_exceeded",
            format!("In {year} the frame is exceeded by {} kr.", -row.remaining),
        ),
    };
    Some(FollowUpWarning {
        code,
        year: Some(year),
        detail,
    })
}

fn notes(plan: Option<&PlannedFrom>, open: bool, language: Language) -> Vec<String> {
    let danish = language == Language::Danish;
    let mut notes: Vec<String> = if danish {
        vec![
            "Disponeret: ydelser, delafgifter, servicegebyrer og indfrielser på aftaler i kraft eller ophørt, efter forfald.".to_owned(),
            "Forbrug: registrerede betalinger efter betalingsår, ellers fakturaår; de er en del af det disponerede.".to_owned(),
            "Rest: ramme minus disponeret minus planlagt. Alle beløb er ekskl. moms og i årets priser.".to_owned(),
        ]
    } else {
        vec![
            "Committed: instalments, interim charges, service fees and settlements of agreements in force or ended, by due date.".to_owned(),
            "Actual: recorded payments by the year of payment, else of the invoice; they are part of what is committed.".to_owned(),
            "Remaining: frame less committed less planned. All amounts exclude VAT and are in current prices.".to_owned(),
        ]
    };
    notes.push(match (plan, danish) {
        (Some(plan), true) => {
            let state = if plan.state == EstimateState::Approved {
                "godkendt"
            } else {
                "udkast"
            };
            format!(
                "Planlagt: overslaget »{}« ({state}) på bekræftede behov.",
                plan.title
            )
        }
        (Some(plan), false) => {
            format!(
                "Planned: the estimate `{}` ({}) on confirmed needs.",
                plan.title,
                plan.state.as_str()
            )
        }
        (None, true) if open => "Planlagt: projektet har intet overslag.".to_owned(),
        (None, true) => "Planlagt: intet, fordi en aftale er trådt i kraft.".to_owned(),
        (None, false) if open => "Planned: the project has no estimate.".to_owned(),
        (None, false) => "Planned: nothing, because an agreement has come into force.".to_owned(),
    });
    notes
}
