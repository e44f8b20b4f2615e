//! A question about cost as it is written in an address: the same words for programs and for pages.

use super::{
    AskCosts, AskedPrices, Compare, CostFilter, CostKind, CostRowBy, CostSharing, CostView,
    CostYears, SchoolAsked,
};
use crate::db::{CostVersionId, LeaseId, SchoolId, text_enum};
use crate::error::{Fault, Faults, Result, codes};
use serde::Deserialize;
use validator::Validate;

text_enum! {
    /// The prices of a cost table.
    pub enum CostPrices {
        /// The amounts as they fall due (*årets priser*).
        Current = "current",
        /// What follows a price series, in prices of one year (*faste priser*); lease payments stay as they are.
        Fixed = "fixed",
    }
}

/// Which part of the cost, seen how.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReadCosts {
    /// The first budget year; with `to`. Without both: the year before the current one to three years ahead, with
    /// what lies before and after beside them.
    #[validate(range(min = 1990, max = 2100))]
    pub from: Option<i32>,
    /// The last budget year; with `from`.
    #[validate(range(min = 1990, max = 2100))]
    pub to: Option<i32>,
    /// By due date (`cash`, unless told) or by period (`accrual`).
    pub view: Option<CostView>,
    /// By the holder on the due date (`holder`, unless told) or by device-days in the period (`device_days`).
    pub sharing: Option<CostSharing>,
    /// What a row stands for: `school`, `lease`, `account` and `kind` in any order, separated by commas;
    /// `school,lease` unless told.
    #[validate(length(max = 100))]
    pub rows: Option<String>,
    /// Only this agreement.
    pub lease_id: Option<i64>,
    /// Only this school.
    pub school_id: Option<i64>,
    /// Only what is not distributed.
    pub undistributed: Option<bool>,
    /// Only this account string; the empty one stands for costs without.
    #[validate(length(max = 100))]
    pub account: Option<String>,
    /// Only this kind of cost.
    pub kind: Option<CostKind>,
    /// Current prices (`current`, unless told) or fixed ones (`fixed`, with `series`).
    #[param(inline)]
    pub prices: Option<CostPrices>,
    /// The year whose price level fixed prices have; the current year unless told.
    #[validate(range(min = 1990, max = 2100))]
    pub price_year: Option<i32>,
    /// The price series of fixed prices.
    #[validate(length(min = 1, max = 200))]
    pub series: Option<String>,
    /// Beside which approved version: `latest`, or its number.
    #[validate(length(max = 20))]
    pub compare: Option<String>,
}

impl ReadCosts {
    /// The question that the parameters put.
    ///
    /// # Errors
    /// All faults of the parameters at once.
    pub fn asked(self) -> Result<AskCosts> {
        let mut faults = Faults::default();
        let years = match (self.from, self.to) {
            (Some(from), Some(to)) if from <= to => Some(CostYears::only(from, to)),
            (None, None) => None,
            _ => {
                faults.add(Fault::new(&codes::YEAR_RANGE_INVALID).at("/to"));
                None
            }
        };
        let rows = self
            .rows
            .as_deref()
            .map(read_rows)
            .unwrap_or_else(|| Ok(AskCosts::default().rows));
        let prices = read_prices(self.prices, self.price_year, self.series);
        let compare = self.compare.as_deref().map(read_compare).transpose();
        let school = school_asked(self.school_id, self.undistributed);
        let asked = AskCosts {
            view: self.view.unwrap_or(CostView::Cash),
            sharing: self.sharing.unwrap_or(CostSharing::Holder),
            rows: kept(rows, &mut faults),
            filter: CostFilter {
                lease: self.lease_id.map(LeaseId),
                project: None,
                school: kept(school, &mut faults),
                account: self.account,
                kind: self.kind,
            },
            years,
            prices: kept(prices, &mut faults),
            compare: kept(compare, &mut faults),
        };
        faults.into_result()?;
        Ok(asked)
    }
}

/// What was read, or nothing and a fault more.
pub(super) fn kept<T: Default>(read: Result<T, Fault>, faults: &mut Faults) -> T {
    read.unwrap_or_else(|fault| {
        faults.add(fault);
        T::default()
    })
}

fn read_rows(text: &str) -> Result<Vec<CostRowBy>, Fault> {
    let invalid = || {
        Fault::new(&codes::COST_ROWS_INVALID)
            .at("/rows")
            .with("rows", text)
    };
    let mut rows: Vec<CostRowBy> = Vec::new();
    for name in text.split(',') {
        let row = name.trim().parse().map_err(|_| invalid())?;
        if rows.contains(&row) {
            return Err(invalid());
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Fixed prices, which need a series; current ones without.
pub(super) fn read_prices(
    prices: Option<CostPrices>,
    price_year: Option<i32>,
    series: Option<String>,
) -> Result<Option<AskedPrices>, Fault> {
    match (prices, series) {
        (Some(CostPrices::Fixed), Some(series)) => Ok(Some(AskedPrices { series, price_year })),
        (None | Some(CostPrices::Current), None) if price_year.is_none() => Ok(None),
        _ => Err(Fault::new(&codes::FIXED_PRICES_INCOMPLETE).at("/series")),
    }
}

fn read_compare(text: &str) -> Result<Compare, Fault> {
    match text.parse() {
        _ if text == "latest" => Ok(Compare::Latest),
        Ok(id) => Ok(Compare::With(CostVersionId(id))),
        Err(_) => Err(Fault::new(&codes::COST_VERSION_NOT_FOUND)
            .at("/compare")
            .with("id", text)),
    }
}

/// Whose share is asked for.
pub(super) fn school_asked(
    school: Option<i64>,
    undistributed: Option<bool>,
) -> Result<SchoolAsked, Fault> {
    match (school, undistributed) {
        (Some(school), None | Some(false)) => Ok(SchoolAsked::Only(SchoolId(school))),
        (None, Some(true)) => Ok(SchoolAsked::Nobody),
        (None, None | Some(false)) => Ok(SchoolAsked::All),
        (Some(_), Some(true)) => {
            Err(Fault::new(&codes::COST_SCHOOL_FILTER_INVALID).at("/undistributed"))
        }
    }
}
