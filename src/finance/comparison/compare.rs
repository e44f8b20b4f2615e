//! Alternatives side by side: totals, present values, VAT and its refund, and the budget years.
//!
//! The comparison is made on amounts excluding VAT; the VAT stands beside it, for a municipality gets
//! it refunded whichever way it takes. The present values of the flows add up to that of the
//! alternative to the øre, so that the number can be explained by its parts.

use super::check::{self, ComparisonFault, ComparisonFaultKind, ComparisonFaults};
use super::request::{Alternative, AlternativeKind, ComparisonRequest, Flow, FlowKind};
use super::value;
use crate::finance::money::Money;
use crate::finance::projection::DatedAmount;
use crate::finance::quote::{QuoteRequest, TermsFaults, quote};
use crate::finance::rate::Rate;
use crate::finance::terms::nearest_ore;
use chrono::{Datelike, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;
use std::collections::BTreeMap;

/// The alternatives worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The day on which present values are taken.
    pub value_on: NaiveDate,
    /// The yearly rate of discounting.
    pub discount_rate: Rate,
    /// The index of the alternative with the lowest present value; the first of equals.
    pub cheapest: usize,
    /// The alternatives in the order of the request.
    pub alternatives: Vec<Compared>,
}

/// One alternative worked out; all amounts but the VAT are excluding VAT.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// What it is called.
    pub label: String,
    /// What kind of way it is.
    pub kind: AlternativeKind,
    /// The sum of all flows.
    pub total: Money,
    /// Their present value.
    pub present_value: Money,
    /// The present value less that of the cheapest alternative.
    pub difference: Money,
    /// VAT paid, less VAT received on what is sold.
    pub vat: Money,
    /// The part of it that is refunded.
    pub vat_refunded: Money,
    /// The part of it that is not: a cost outside the comparison.
    pub vat_borne: Money,
    /// The cost by calendar year.
    pub by_budget_year: Vec<ComparedYear>,
    /// All flows by date; their present values add up to that of the alternative.
    pub flows: Vec<ComparedFlow>,
}

/// What an alternative costs in a calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ComparedYear {
    /// The calendar year.
    pub year: i32,
    /// What falls due in it, excluding VAT.
    pub amount: Money,
    /// The VAT on it.
    pub vat: Money,
    /// The VAT refunded.
    pub vat_refunded: Money,
}

/// One flow worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedFlow {
    /// What it is for.
    pub kind: FlowKind,
    /// What it is called, when it has a name of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The day.
    pub on: NaiveDate,
    /// The amount excluding VAT.
    pub amount: Money,
    /// Its present value.
    pub present_value: Money,
    /// Its VAT.
    pub vat: Money,
    /// The part of its VAT that is refunded.
    pub vat_refunded: Money,
}

/// Works out all alternatives and sets them beside the cheapest.
///
/// VAT is rounded to the øre per flow, and so is its refund.
///
/// # Errors
/// [`ComparisonFaults`] with every fault of the request and of its leases.
pub fn compare(request: &ComparisonRequest) -> Result<Comparison, ComparisonFaults> {
    let mut faults = check::faults(request);
    let mut alternatives = Vec::with_capacity(request.alternatives.len());
    for (index, alternative) in request.alternatives.iter().enumerate() {
        if faults
            .iter()
            .any(|fault| !fault.pointer.starts_with("/alternatives/"))
        {
            break;
        }
        let flows = match flows(alternative) {
            Ok(flows) => flows,
            Err(terms) => {
                faults.extend(check::of_lease(index, terms));
                continue;
            }
        };
        match compared(request, alternative, flows) {
            Some(compared) => alternatives.push(compared),
            None => faults.push(ComparisonFault::new(
                format!("/alternatives/{index}"),
                ComparisonFaultKind::AmountsOutOfRange,
            )),
        }
    }
    if !faults.is_empty() {
        return Err(ComparisonFaults(faults));
    }
    let values = alternatives.iter().map(|found| found.present_value);
    let cheapest = values.enumerate().min_by_key(|(_, value)| *value);
    let (cheapest, lowest) = cheapest.unwrap_or_default();
    for alternative in &mut alternatives {
        alternative.difference = alternative.present_value - lowest;
    }
    Ok(Comparison {
        value_on: request.value_on,
        discount_rate: request.discount_rate,
        cheapest,
        alternatives,
    })
}

/// The flows of an alternative, those of its lease included, by date.
fn flows(alternative: &Alternative) -> Result<Vec<Flow>, TermsFaults> {
    let mut flows = alternative.flows.clone();
    if let Some(lease) = &alternative.lease {
        flows.extend(lease_flows(lease)?);
    }
    flows.sort_by_key(|flow| flow.on);
    Ok(flows)
}

fn lease_flows(lease: &QuoteRequest) -> Result<Vec<Flow>, TermsFaults> {
    let answer = quote(lease)?;
    let mut flows = Vec::new();
    let flow = |kind, label: Option<&String>, on, amount, vat_rate| Flow {
        kind,
        label: label.cloned(),
        on,
        amount,
        vat_rate: Some(vat_rate),
        refundable_share: None,
    };
    for charge in &answer.interim_charges {
        flows.push(flow(
            FlowKind::InterimCharge,
            None,
            charge.to,
            charge.amount,
            Rate::ZERO,
        ));
    }
    for row in &answer.instalments {
        flows.push(flow(
            FlowKind::LeasePayment,
            None,
            row.due_on,
            row.payment,
            lease.vat_rate,
        ));
        for fee in &lease.fees {
            let vat = if fee.vat { lease.vat_rate } else { Rate::ZERO };
            flows.push(flow(
                FlowKind::ServiceFee,
                Some(&fee.label),
                row.due_on,
                fee.amount,
                vat,
            ));
        }
    }
    Ok(flows)
}

fn compared(
    request: &ComparisonRequest,
    alternative: &Alternative,
    flows: Vec<Flow>,
) -> Option<Compared> {
    let mut values = Vec::with_capacity(flows.len());
    for flow in &flows {
        let dated = DatedAmount {
            due_on: flow.on,
            amount: flow.amount,
        };
        values.push(value(dated, request.value_on, request.discount_rate)?);
    }
    let (present_value, values) = rounded_together(&values)?;
    let mut found = Compared {
        label: alternative.label.clone(),
        kind: alternative.kind,
        total: Money::ZERO,
        present_value,
        difference: Money::ZERO,
        vat: Money::ZERO,
        vat_refunded: Money::ZERO,
        vat_borne: Money::ZERO,
        by_budget_year: Vec::new(),
        flows: Vec::with_capacity(flows.len()),
    };
    let mut years: BTreeMap<i32, ComparedYear> = BTreeMap::new();
    for (flow, present_value) in flows.into_iter().zip(values) {
        let rate = flow.vat_rate.unwrap_or(request.vat_rate);
        let share = flow.refundable_share.unwrap_or(request.refundable_share);
        let vat = nearest_ore(flow.amount.kroner().checked_mul(rate.value())?)?;
        let vat_refunded = nearest_ore(vat.kroner().checked_mul(share.value())?)?;
        let year = years.entry(flow.on.year()).or_default();
        year.amount += flow.amount;
        year.vat += vat;
        year.vat_refunded += vat_refunded;
        found.total += flow.amount;
        found.vat += vat;
        found.vat_refunded += vat_refunded;
        found.flows.push(ComparedFlow {
            kind: flow.kind,
            label: flow.label,
            on: flow.on,
            amount: flow.amount,
            present_value,
            vat,
            vat_refunded,
        });
    }
    found.vat_borne = found.vat - found.vat_refunded;
    let with_year = |(year, sums)| ComparedYear { year, ..sums };
    found.by_budget_year = years.into_iter().map(with_year).collect();
    Some(found)
}

/// The sum of the values to the øre, and the values in whole øre that add up to it.
///
/// Each is cut off below, and the øre that are left go to the largest remainders.
fn rounded_together(values: &[Decimal]) -> Option<(Money, Vec<Money>)> {
    let sum = values
        .iter()
        .try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))?;
    let sum = nearest_ore(sum)?;
    let mut parts = Vec::with_capacity(values.len());
    let mut remainders = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let part = Money::from_kroner_with(*value, RoundingStrategy::ToNegativeInfinity).ok()?;
        remainders.push((value.checked_sub(part.kroner())?, index));
        parts.push(part);
    }
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let left = sum.checked_sub(parts.iter().sum())?.ore();
    // Rounding the sum takes at most half an øre off all remainders together, or adds it to them.
    for (_, index) in remainders.into_iter().take(usize::try_from(left).ok()?) {
        *parts.get_mut(index)? += Money::from_ore(1);
    }
    (parts.iter().sum::<Money>() == sum).then_some((sum, parts))
}
