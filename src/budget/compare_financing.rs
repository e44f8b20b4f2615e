//! The estimate's financing beside buying and operating leasing: pure, from an estimate and what it comes to.
//!
//! Whoever owns the devices at the end, or answers for their worth, gets what they can be sold for; whoever leases them
//! on operating terms hands them back and pays for that.

use super::{Calculation, Estimate, EstimateComparison};
use crate::error::{Fault, Result, codes};
use crate::finance::comparison::{
    Alternative, AlternativeKind, ComparisonFaultKind, Flow, FlowKind,
};
use crate::finance::{Comparison, ComparisonRequest, Every, Money, Rate, compare};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The ways of financing worked out; `None` where nobody has stated what to compare by.
///
/// # Errors
/// [`codes::AMOUNT_OUT_OF_RANGE`]; [`codes::ESTIMATE_TERMS_INVALID`] when the term leaves the calendar.
pub fn compare_financing(
    estimate: &Estimate,
    calculation: &Calculation,
) -> Result<Option<Comparison>> {
    let Some(by) = &estimate.comparison else {
        return Ok(None);
    };
    let every = Every {
        unit: estimate.every_unit,
        count: estimate.every_count,
    };
    let ends_on = every.after(estimate.starts_on, i64::from(estimate.periods));
    let ends_on = ends_on.ok_or_else(|| {
        Fault::new(&codes::ESTIMATE_TERMS_INVALID).with("reason", "the term leaves the calendar")
    })?;
    let request = ComparisonRequest {
        value_on: estimate.starts_on,
        discount_rate: by.discount_rate.rate,
        vat_rate: Rate::new(Decimal::new(25, 2)).unwrap_or_default(),
        refundable_share: Rate::new(Decimal::ONE).unwrap_or_default(),
        alternatives: alternatives(estimate, calculation, by, ends_on),
    };
    match compare(&request) {
        Ok(comparison) => Ok(Some(comparison)),
        Err(faults) => {
            let first = faults.0.first().map(|fault| fault.kind);
            Err(match first {
                Some(ComparisonFaultKind::AmountsOutOfRange) => {
                    (&codes::AMOUNT_OUT_OF_RANGE).into()
                }
                _ => Fault::new(&codes::ESTIMATE_TERMS_INVALID)
                    .with("reason", faults)
                    .into(),
            })
        }
    }
}

fn alternatives(
    estimate: &Estimate,
    calculation: &Calculation,
    by: &EstimateComparison,
    ends_on: NaiveDate,
) -> Vec<Alternative> {
    let resale = flow(FlowKind::Resale, ends_on, -by.worth_at_end.amount);
    let mut buying = vec![flow(
        FlowKind::Purchase,
        estimate.starts_on,
        calculation.acquisition,
    )];
    buying.push(resale.clone());
    let mut leasing: Vec<Option<Flow>> = calculation
        .payments
        .iter()
        .map(|row| flow(FlowKind::LeasePayment, row.due_on, row.payment))
        .collect();
    leasing.push(flow(FlowKind::BuyOut, ends_on, estimate.residual));
    leasing.push(resale);
    let mut found = vec![
        alternative("Kontant køb", AlternativeKind::Purchase, buying),
        alternative("Finansiel leasing", AlternativeKind::FinanceLease, leasing),
    ];
    if let Some(payment) = &by.operating_payment {
        let mut operating: Vec<Option<Flow>> = calculation
            .payments
            .iter()
            .map(|row| flow(FlowKind::LeasePayment, row.due_on, payment.amount))
            .collect();
        operating.push(flow(FlowKind::ReturnFee, ends_on, by.return_cost.amount));
        found.push(alternative(
            "Operationel leasing",
            AlternativeKind::OperatingLease,
            operating,
        ));
    }
    // A way that costs nothing at all has nothing to compare.
    found.retain(|alternative| !alternative.flows.is_empty());
    found
}

fn alternative(label: &str, kind: AlternativeKind, flows: Vec<Option<Flow>>) -> Alternative {
    Alternative {
        label: label.to_owned(),
        kind,
        flows: flows.into_iter().flatten().collect(),
        lease: None,
    }
}

/// The amount on its day; none where there is nothing to pay or to get.
fn flow(kind: FlowKind, on: NaiveDate, amount: Money) -> Option<Flow> {
    (amount != Money::ZERO).then_some(Flow {
        kind,
        label: None,
        on,
        amount,
        vat_rate: None,
        refundable_share: None,
    })
}
