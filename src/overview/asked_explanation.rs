//! Which amount of the cost table is to be explained, as it is written in an address.

use super::asked_costs::{CostPrices, kept, read_prices, school_asked};
use super::{AskCosts, CostFilter, CostKind, CostSharing, CostView, CostYears};
use crate::db::LeaseId;
use crate::error::{Fault, Faults, Result, codes};
use serde::Deserialize;
use validator::Validate;

/// Which amount of the cost table.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExplainCost {
    /// The budget year.
    #[validate(range(min = 1990, max = 2100))]
    pub year: i32,
    /// Up to this budget year; `year` alone unless told.
    #[validate(range(min = 1990, max = 2100))]
    pub to: Option<i32>,
    /// By due date (`cash`, unless told) or by period (`accrual`).
    pub view: Option<CostView>,
    /// By the holder on the due date (`holder`, unless told) or by device-days in the period (`device_days`).
    pub sharing: Option<CostSharing>,
    /// The share of this school; of all schools and of nobody unless told.
    pub school_id: Option<i64>,
    /// What is not distributed.
    pub undistributed: Option<bool>,
    /// Only this agreement.
    pub lease_id: Option<i64>,
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
}

impl ExplainCost {
    /// The question that the parameters put: one sum of one or several years.
    ///
    /// # Errors
    /// All faults of the parameters at once.
    pub fn asked(self) -> Result<AskCosts> {
        let mut faults = Faults::default();
        let school = school_asked(self.school_id, self.undistributed);
        let to = self.to.unwrap_or(self.year);
        faults.require(self.year <= to, || {
            Fault::new(&codes::YEAR_RANGE_INVALID).at("/to")
        });
        let prices = read_prices(self.prices, self.price_year, self.series);
        let asked = AskCosts {
            view: self.view.unwrap_or(CostView::Cash),
            sharing: self.sharing.unwrap_or(CostSharing::Holder),
            rows: Vec::new(),
            filter: CostFilter {
                lease: self.lease_id.map(LeaseId),
                project: None,
                school: kept(school, &mut faults),
                account: self.account,
                kind: self.kind,
            },
            years: Some(CostYears::only(self.year, to)),
            prices: kept(prices, &mut faults),
            compare: None,
        };
        faults.into_result()?;
        Ok(asked)
    }
}
