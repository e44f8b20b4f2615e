//! What can be wrong with a comparison: a code, a place and the values concerned, all faults at once.
//!
//! The faults of a lease's terms keep the codes of the quote; their places begin with the lease.

use super::request::{ComparisonRequest, Flow, FlowKind};
use crate::finance::money::Money;
use crate::finance::quote::{FaultKind, TermsFaults};
use crate::finance::rate::Rate;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// The most alternatives of a comparison.
pub const MOST_ALTERNATIVES: usize = 20;
/// The most flows of an alternative.
pub const MOST_FLOWS: usize = 1000;

/// The faults of a comparison, at least one, in the order of its fields.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} fault(s) in the comparison", .0.len())]
pub struct ComparisonFaults(pub Vec<ComparisonFault>);

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparisonFault {
    /// JSON pointer to the value, such as `/alternatives/1/flows/0/amount`.
    pub pointer: String,
    /// What is wrong with it.
    pub kind: ComparisonFaultKind,
}

/// The kinds of faults; their `Display` is English, for logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ComparisonFaultKind {
    /// A fault in the terms of a lease.
    #[error(transparent)]
    Terms(FaultKind),
    /// Nothing to compare.
    #[error("at least one alternative is needed")]
    AlternativesMissing,
    /// More alternatives than one comparison takes.
    #[error("more than {most} alternatives")]
    TooManyAlternatives {
        /// The most that are taken.
        most: usize,
    },
    /// An alternative without flows and without a lease.
    #[error("neither flows nor a lease")]
    AlternativeEmpty,
    /// More flows than one alternative takes.
    #[error("more than {most} flows")]
    TooManyFlows {
        /// The most that are taken.
        most: usize,
    },
    /// A date before 1900 or after 2199.
    #[error("the date is out of range")]
    DateOutOfRange,
    /// A share or VAT rate below 0 or above 1.
    #[error("between 0 and 1")]
    ShareOutOfRange,
    /// A resale that is paid instead of received.
    #[error("what comes in is written below zero")]
    ResaleNotReceived,
    /// Amounts that cannot be carried.
    #[error("the amounts are out of range")]
    AmountsOutOfRange,
}

impl ComparisonFaultKind {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            ComparisonFaultKind::Terms(kind) => kind.code(),
            ComparisonFaultKind::AlternativesMissing => "alternatives_missing",
            ComparisonFaultKind::TooManyAlternatives { .. } => "too_many_alternatives",
            ComparisonFaultKind::AlternativeEmpty => "alternative_empty",
            ComparisonFaultKind::TooManyFlows { .. } => "too_many_flows",
            ComparisonFaultKind::DateOutOfRange => "date_out_of_range",
            ComparisonFaultKind::ShareOutOfRange => "share_out_of_range",
            ComparisonFaultKind::ResaleNotReceived => "resale_not_received",
            ComparisonFaultKind::AmountsOutOfRange => "amounts_out_of_range",
        }
    }

    /// The values concerned by name, written as JSON writes them.
    pub fn arguments(self) -> Vec<(&'static str, String)> {
        match self {
            ComparisonFaultKind::Terms(kind) => kind.arguments(),
            ComparisonFaultKind::TooManyAlternatives { most }
            | ComparisonFaultKind::TooManyFlows { most } => vec![("most", most.to_string())],
            _ => Vec::new(),
        }
    }
}

impl ComparisonFault {
    /// The fault `kind` at `pointer`.
    pub fn new(pointer: impl Into<String>, kind: ComparisonFaultKind) -> Self {
        ComparisonFault {
            pointer: pointer.into(),
            kind,
        }
    }
}

/// The faults of the request itself; those of its leases come when they are worked out.
pub(super) fn faults(request: &ComparisonRequest) -> Vec<ComparisonFault> {
    let mut faults = Vec::new();
    let mut add = |pointer: String, kind| faults.push(ComparisonFault::new(pointer, kind));
    if !in_range(request.value_on) {
        add("/value_on".into(), ComparisonFaultKind::DateOutOfRange);
    }
    for (pointer, share) in [
        ("/vat_rate", request.vat_rate),
        ("/refundable_share", request.refundable_share),
    ] {
        if !is_share(share) {
            add(pointer.into(), ComparisonFaultKind::ShareOutOfRange);
        }
    }
    match request.alternatives.len() {
        0 => add(
            "/alternatives".into(),
            ComparisonFaultKind::AlternativesMissing,
        ),
        count if count > MOST_ALTERNATIVES => {
            let most = MOST_ALTERNATIVES;
            add(
                "/alternatives".into(),
                ComparisonFaultKind::TooManyAlternatives { most },
            );
            return faults;
        }
        _ => {}
    }
    for (index, alternative) in request.alternatives.iter().enumerate() {
        let at = format!("/alternatives/{index}");
        if alternative.flows.is_empty() && alternative.lease.is_none() {
            add(at, ComparisonFaultKind::AlternativeEmpty);
        } else if alternative.flows.len() > MOST_FLOWS {
            let most = MOST_FLOWS;
            add(
                format!("{at}/flows"),
                ComparisonFaultKind::TooManyFlows { most },
            );
        } else {
            for (index, flow) in alternative.flows.iter().enumerate() {
                flow_faults(flow, |field, kind| {
                    add(format!("{at}/flows/{index}/{field}"), kind)
                });
            }
        }
    }
    faults
}

fn flow_faults(flow: &Flow, mut add: impl FnMut(&str, ComparisonFaultKind)) {
    if !in_range(flow.on) {
        add("on", ComparisonFaultKind::DateOutOfRange);
    }
    if flow.kind == FlowKind::Resale && flow.amount > Money::ZERO {
        add("amount", ComparisonFaultKind::ResaleNotReceived);
    }
    if !flow.vat_rate.is_none_or(is_share) {
        add("vat_rate", ComparisonFaultKind::ShareOutOfRange);
    }
    if !flow.refundable_share.is_none_or(is_share) {
        add("refundable_share", ComparisonFaultKind::ShareOutOfRange);
    }
}

/// The faults of a lease's terms, placed in the comparison.
pub(super) fn of_lease(index: usize, faults: TermsFaults) -> Vec<ComparisonFault> {
    let placed = faults.0.into_iter().map(|fault| {
        let pointer = format!("/alternatives/{index}/lease{}", fault.pointer);
        ComparisonFault::new(pointer, ComparisonFaultKind::Terms(fault.kind))
    });
    placed.collect()
}

fn in_range(date: NaiveDate) -> bool {
    (1900..2200).contains(&date.year())
}

fn is_share(rate: Rate) -> bool {
    rate >= Rate::ZERO && rate.value() <= Decimal::ONE
}
