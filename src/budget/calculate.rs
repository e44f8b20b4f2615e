//! Reckons an estimate: acquisition, payments, cost per budget year against the frame, and how many devices fit.
//!
//! Pure: everything it needs is in [`EstimateBasis`]. A category without a price does not stop the calculation; it
//! is left out of the sum, and a warning says so.

use super::{
    Calculation, CostItem, CostYear, Estimate, EstimateLineBasis, Fit, NeedsCounted,
    PlannedPayment, findings,
};
use crate::db::DeviceCategoryId;
use crate::error::{Error, Fault, Result, codes};
use crate::finance::amortisation::AmortisationError;
use crate::finance::{Amortisation, Drawdown, Money, amortise, largest_quantity_within};
use chrono::Datelike;
use std::collections::BTreeMap;

/// Everything that a calculation rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EstimateBasis {
    /// The estimate.
    pub estimate: Estimate,
    /// The project's case number, for paper.
    pub case_number: String,
    /// The project's title, for paper.
    pub project_title: String,
    /// The municipality's name, if it was entered.
    pub municipality: Option<String>,
    /// The frame, by year.
    pub frame: Vec<FrameYear>,
    /// Which needs are counted.
    pub counted: NeedsCounted,
    /// The counted needs by category, none of zero devices.
    pub needs: Vec<CategoryNeed>,
    /// How many devices stand in needs that are not counted.
    pub left_out: i64,
}

/// The project's frame in one budget year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameYear {
    /// The calendar year.
    pub year: i32,
    /// The frame in kroner, without VAT.
    pub amount: Money,
}

/// The need of one category, over all schools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryNeed {
    /// The category.
    pub category: DeviceCategoryId,
    /// Its name.
    pub name: String,
    /// How many devices.
    pub quantity: i64,
}

impl EstimateBasis {
    /// The needs of categories that have no price.
    pub fn unpriced(&self) -> impl Iterator<Item = &CategoryNeed> {
        self.needs
            .iter()
            .filter(|need| self.price(need.category).is_none())
    }

    /// All devices of the counted needs.
    pub fn devices(&self) -> i64 {
        self.needs
            .iter()
            .fold(0, |sum, need| need.quantity.saturating_add(sum))
    }

    fn price(&self, category: DeviceCategoryId) -> Option<Money> {
        let mut prices = self.estimate.prices.iter();
        prices
            .find(|price| price.device_category_id == category)
            .map(|price| price.unit_price)
    }

    /// The lines per device, for one device.
    fn per_device(&self) -> Result<Money> {
        let mut sum = Money::ZERO;
        for line in &self.estimate.lines {
            if line.basis == EstimateLineBasis::PerDevice {
                sum = add(sum, times(line.unit_price, i64::from(line.quantity))?)?;
            }
        }
        Ok(sum)
    }
}

/// Reckons the estimate; `chosen` is the category for which is told how many fit, and may be left out when only
/// one is in question.
///
/// # Errors
/// [`codes::AMOUNT_OUT_OF_RANGE`]; [`codes::ESTIMATE_TERMS_INVALID`]; [`codes::DEVICE_CATEGORY_UNKNOWN`] when
/// the chosen category has no price in the estimate.
pub fn calculate(basis: &EstimateBasis, chosen: Option<DeviceCategoryId>) -> Result<Calculation> {
    let estimate = &basis.estimate;
    let items = items(basis)?;
    let acquisition = sum(items.iter().map(|item| item.amount))?;
    let drawdown = Drawdown {
        on: estimate.starts_on,
        amount: acquisition,
    };
    let plan = amortise(&estimate.terms(), &[drawdown]).map_err(no_plan)?;
    let total = sum(plan.rows.iter().map(|row| row.payment))?;
    let frame_total = sum(basis.frame.iter().map(|frame| frame.amount))?;
    let mut calculation = Calculation {
        estimate_id: estimate.id,
        title: estimate.title.clone(),
        state: estimate.state,
        project_id: estimate.project_id,
        needs: basis.counted,
        devices: basis.devices(),
        starts_on: estimate.starts_on,
        periods: estimate.periods,
        every_unit: estimate.every_unit,
        every_count: estimate.every_count,
        timing: estimate.timing,
        rate: estimate.rate,
        residual: estimate.residual,
        items,
        acquisition,
        payment: plan.payment,
        payments: payments(&plan),
        total,
        total_interest: plan.rows.iter().map(|row| row.interest).sum(),
        years: years(basis, &plan),
        frame_total,
        difference: frame_total - total,
        fit: None,
        assumptions: findings::assumptions(estimate),
        warnings: Vec::new(),
    };
    calculation.warnings = findings::warnings(basis, &calculation);
    match fit_category(basis, chosen)? {
        Ok(category) => match fit(basis, category, frame_total)? {
            Ok(fit) => calculation.fit = Some(fit),
            Err(reason) => calculation.warnings.push(findings::no_bound(&reason)),
        },
        Err(warning) => calculation.warnings.push(warning),
    }
    Ok(calculation)
}

fn items(basis: &EstimateBasis) -> Result<Vec<CostItem>> {
    let mut items = Vec::new();
    for need in &basis.needs {
        let mut prices = basis.estimate.prices.iter();
        let Some(price) = prices.find(|price| price.device_category_id == need.category) else {
            continue;
        };
        items.push(CostItem {
            kind: "device",
            device_category_id: Some(need.category),
            description: need.name.clone(),
            quantity: need.quantity,
            unit_price: price.unit_price,
            amount: times(price.unit_price, need.quantity)?,
            source: price.source.clone(),
            assumed: price.assumed,
        });
    }
    for line in &basis.estimate.lines {
        let each = i64::from(line.quantity);
        let quantity = match line.basis {
            EstimateLineBasis::Fixed => each,
            EstimateLineBasis::PerDevice => each
                .checked_mul(basis.devices())
                .ok_or(&codes::AMOUNT_OUT_OF_RANGE)?,
        };
        items.push(CostItem {
            kind: line.kind.as_str(),
            device_category_id: None,
            description: line.description.clone(),
            quantity,
            unit_price: line.unit_price,
            amount: times(line.unit_price, quantity)?,
            source: line.source.clone(),
            assumed: line.assumed,
        });
    }
    Ok(items)
}

fn payments(plan: &Amortisation) -> Vec<PlannedPayment> {
    plan.rows
        .iter()
        .map(|row| PlannedPayment {
            number: row.number,
            due_on: row.due_on,
            interest: row.interest,
            principal: row.principal,
            payment: row.payment,
        })
        .collect()
}

fn years(basis: &EstimateBasis, plan: &Amortisation) -> Vec<CostYear> {
    let mut years: BTreeMap<i32, (Option<Money>, Money)> = BTreeMap::new();
    for frame in &basis.frame {
        years.entry(frame.year).or_default().0 = Some(frame.amount);
    }
    for row in &plan.rows {
        years.entry(row.due_on.year()).or_default().1 += row.payment;
    }
    years
        .into_iter()
        .map(|(year, (frame, cost))| CostYear {
            year,
            in_frame: frame.is_some(),
            frame: frame.unwrap_or(Money::ZERO),
            cost,
            difference: frame.unwrap_or(Money::ZERO) - cost,
        })
        .collect()
}

/// The chosen category, or the only one that is needed, or the only one that has a price.
fn fit_category(
    basis: &EstimateBasis,
    chosen: Option<DeviceCategoryId>,
) -> Result<Result<DeviceCategoryId, super::CalculationWarning>> {
    if let Some(id) = chosen {
        return match basis.price(id) {
            Some(_) => Ok(Ok(id)),
            None => Err(Fault::new(&codes::DEVICE_CATEGORY_UNKNOWN)
                .at("/category_id")
                .with("id", id)
                .into()),
        };
    }
    let needed: Vec<DeviceCategoryId> = basis.needs.iter().map(|need| need.category).collect();
    let priced = basis.estimate.prices.iter();
    let priced: Vec<DeviceCategoryId> = priced.map(|price| price.device_category_id).collect();
    let candidates = if needed.is_empty() { &priced } else { &needed };
    Ok(match candidates.as_slice() {
        [only] if basis.price(*only).is_some() => Ok(*only),
        [] | [_] => Err(findings::nothing_to_fit()),
        _ => Err(findings::choose_category()),
    })
}

fn fit(
    basis: &EstimateBasis,
    category: DeviceCategoryId,
    frame: Money,
) -> Result<std::result::Result<Fit, crate::finance::QuantityError>> {
    let Some(price) = basis
        .estimate
        .prices
        .iter()
        .find(|price| price.device_category_id == category)
    else {
        return Err(Fault::new(&codes::DEVICE_CATEGORY_UNKNOWN)
            .with("id", category)
            .into());
    };
    let lines = basis.per_device()?;
    let per_device = add(price.unit_price, lines)?;
    let mut fixed = Money::ZERO;
    for line in &basis.estimate.lines {
        if line.basis == EstimateLineBasis::Fixed {
            fixed = add(fixed, times(line.unit_price, i64::from(line.quantity))?)?;
        }
    }
    let mut needed = 0;
    for need in &basis.needs {
        if need.category == category {
            needed = need.quantity;
        } else {
            let price = basis.price(need.category).unwrap_or(Money::ZERO);
            fixed = add(fixed, times(add(price, lines)?, need.quantity)?)?;
        }
    }
    let terms = basis.estimate.terms();
    let found = match largest_quantity_within(frame, per_device, fixed, &terms) {
        Ok(found) => found,
        Err(reason) => return Ok(Err(reason)),
    };
    let quantity = found.quantity.and_then(|count| i64::try_from(count).ok());
    Ok(Ok(Fit {
        device_category_id: category,
        device_category: price.device_category.clone(),
        frame,
        per_device,
        fixed,
        needed,
        quantity,
        more_than_needed: quantity.unwrap_or(0).saturating_sub(needed),
        total: found.total,
        total_with_one_more: found.total_with_one_more,
    }))
}

fn no_plan(error: AmortisationError) -> Error {
    match error {
        AmortisationError::AmountOutOfRange => (&codes::AMOUNT_OUT_OF_RANGE).into(),
        other => Fault::new(&codes::ESTIMATE_TERMS_INVALID)
            .with("reason", other)
            .into(),
    }
}

fn times(price: Money, count: i64) -> Result<Money> {
    within(price.checked_times(count))
}

fn add(one: Money, other: Money) -> Result<Money> {
    within(one.checked_add(other))
}

fn sum(amounts: impl Iterator<Item = Money>) -> Result<Money> {
    let mut sum = Money::ZERO;
    for amount in amounts {
        sum = add(sum, amount)?;
    }
    Ok(sum)
}

fn within(amount: Option<Money>) -> Result<Money> {
    amount
        .filter(|amount| *amount <= Money::MAX)
        .ok_or_else(|| (&codes::AMOUNT_OUT_OF_RANGE).into())
}
