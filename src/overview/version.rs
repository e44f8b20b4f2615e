//! A cost table as it was approved: what later tables are compared with.
//!
//! Every amount is kept at its finest, so that a version can be compared in whatever rows somebody asks for.

use super::tally::tally;
use super::{
    CostBasis, CostFilter, CostKind, CostQuestion, CostRowBy, CostSharing, CostView, CostYears,
    NOBODY, store,
};
use crate::clock::{Instant, Moment};
use crate::db::{AccountId, CostVersionId, DbConnection, LeaseId, SchoolId};
use crate::error::{Fault, Faults, Result, codes};
use crate::finance::Money;
use crate::http::actor::{FinanceStaff, Reach};
use crate::http::not_blank;
use crate::organisation::journal;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

/// One amount of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionCell {
    /// The agreement.
    pub lease: LeaseId,
    /// The school; `None` is not distributed.
    pub school: Option<SchoolId>,
    /// The place of the account string in the basis.
    pub account: Option<u32>,
    /// What the cost is.
    pub kind: CostKind,
    /// The calendar year.
    pub year: i32,
    /// The amount, excluding VAT.
    pub amount: Money,
}

/// A cost table as it was approved.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct CostVersion {
    /// Its number in this service.
    pub id: CostVersionId,
    /// Its title.
    #[schema(example = "Budget 2027, 2. behandling")]
    pub title: String,
    /// To which years costs belong.
    pub view: CostView,
    /// How costs are shared by devices.
    pub sharing: CostSharing,
    /// When it was approved.
    pub approved_on: NaiveDate,
    /// Anything else.
    pub note: Option<String>,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Instant,
    /// The sum of all its amounts, excluding VAT.
    #[schema(value_type = String, example = "1364560.72")]
    pub total: Money,
}

/// Keeps the cost table as it stands now.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FreezeCosts {
    /// Its title.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// To which years costs belong.
    pub view: CostView,
    /// How costs are shared by devices.
    pub sharing: CostSharing,
    /// When it was approved; today at the latest.
    pub approved_on: NaiveDate,
    /// Anything else.
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000)]
    pub note: Option<String>,
}

/// Writes the cost of all agreements down, in current prices: by agreement, school, account string, kind and year.
///
/// # Errors
/// [`codes::COST_VERSION_APPROVED_LATER`]; [`codes::AMOUNT_OUT_OF_RANGE`] when a fee grows beyond it.
pub fn freeze_costs(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    command: &FreezeCosts,
    moment: Moment,
) -> Result<CostVersion> {
    let mut faults = Faults::default();
    faults.require(command.approved_on <= moment.today, || {
        Fault::new(&codes::COST_VERSION_APPROVED_LATER).at("/approved_on")
    });
    faults.into_result()?;
    let basis = store::basis(conn, &CostFilter::default(), moment.today)?;
    let cells = cells(&basis, command.view, command.sharing)?;
    let id = store::insert_version(conn, command, actor.account, moment.now)?;
    store::insert_cells(conn, id, &basis, &cells)?;
    let version = store::version(conn, id)?;
    journal::Entry::new("frozen", "cost_version", id.0)
        .after(&version)
        .record(conn, actor, moment)?;
    Ok(version)
}

/// Every amount that is not zero.
fn cells(basis: &CostBasis, view: CostView, sharing: CostSharing) -> Result<Vec<VersionCell>> {
    let Some((first, last)) = years(basis) else {
        return Ok(Vec::new());
    };
    let question = CostQuestion {
        view,
        sharing,
        rows: CostRowBy::ALL.to_vec(),
        filter: CostFilter::default(),
        years: CostYears::only(first, last),
        fixed: None,
    };
    let tally = tally(basis, &question, &Reach::All).ok_or(&codes::AMOUNT_OUT_OF_RANGE)?;
    let mut cells = Vec::new();
    for (key, amounts) in tally.rows() {
        let agreement = key.lease.and_then(|index| basis.agreements.get(index));
        let (Some(agreement), Some(kind)) = (agreement, key.kind) else {
            continue;
        };
        let school = key.school.filter(|place| *place != NOBODY);
        for (year, amount) in (first..).zip(amounts.iter().skip(1)) {
            if *amount != Money::ZERO {
                cells.push(VersionCell {
                    lease: agreement.id,
                    school: school.and_then(|place| Some(basis.school(place)?.id)),
                    account: key.account.flatten(),
                    kind,
                    year,
                    amount: *amount,
                });
            }
        }
    }
    cells.sort_by_key(|cell| (cell.lease, cell.school, cell.account, cell.kind, cell.year));
    Ok(cells)
}

/// The first and the last calendar year that any charge may belong to.
fn years(basis: &CostBasis) -> Option<(i32, i32)> {
    let charges = basis.charges();
    let mut years = charges
        .flat_map(|charge| [charge.on, charge.from, charge.to])
        .map(|day| day.year());
    let first = years.next()?;
    Some(years.fold((first, first), |(first, last), year| {
        (first.min(year), last.max(year))
    }))
}
