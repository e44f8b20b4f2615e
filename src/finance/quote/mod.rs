//! The lease quote: everything the mathematics can say about a lease, from one request.
//!
//! Nothing is stored and nothing is looked up, so the same request gives the same answer forever. The
//! request and the answer are a published interface: see the documentation of the API.

mod answer;
mod check;
mod effective;
mod faults;
mod request;
mod solve;
#[cfg(test)]
mod tests;
mod warnings;

pub use answer::{BudgetYear, Quote, QuotedInstalment, Totals};
pub use check::MOST_ENTRIES;
pub use faults::{FaultKind, TermsFault, TermsFaults};
pub use request::{Fee, QuoteRequest, QuotedDrawdown, QuotedInterimCharge, Solve, Unknown};
pub use warnings::Warning;

use super::amortisation::{Amortisation, AmortisationError, Instalment, amortise, amortise_agreed};
use super::interim_charge::{InterimCharge, interim_charges};
use super::terms::{Drawdown, LeaseTerms, nearest_ore};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// Works out a lease.
///
/// # Errors
/// [`TermsFaults`] with every fault of the request.
pub fn quote(request: &QuoteRequest) -> Result<Quote, TermsFaults> {
    let faults = check::faults(request);
    if !faults.is_empty() {
        return Err(TermsFaults(faults));
    }
    let fault = |pointer: &str, kind| TermsFaults(vec![TermsFault::new(pointer, kind)]);
    let solved = solved(request).map_err(|(pointer, kind)| fault(pointer, kind))?;
    assemble(request, &solved).ok_or_else(|| fault("", FaultKind::AmountsOutOfRange))
}

/// The request with nothing left to find.
struct Solved {
    terms: LeaseTerms,
    drawdowns: Vec<Drawdown>,
    table: Amortisation,
}

fn solved(request: &QuoteRequest) -> Result<Solved, (&'static str, FaultKind)> {
    let mut terms = request.terms();
    let mut drawdowns = request.plain_drawdowns();
    let mut agreed = None;
    match request.solve {
        None => {}
        Some(Solve {
            unknown: Unknown::Rate,
            payment,
            ..
        }) => {
            let payment = payment.unwrap_or_default();
            terms.rate = solve::rate(&terms, &drawdowns, payment)
                .map_err(|kind| ("/solve/payment", kind))?;
            agreed = Some(payment);
        }
        Some(Solve {
            unknown: Unknown::Amount,
            per_budget_year: Some(frame),
            ..
        }) => {
            let (amount, table) = solve::amount_within(request, &terms, frame)
                .map_err(|kind| ("/solve/per_budget_year", kind))?;
            let drawdowns = vec![Drawdown {
                on: request.starts_on,
                amount,
            }];
            return Ok(Solved {
                terms,
                drawdowns,
                table,
            });
        }
        Some(Solve {
            unknown: Unknown::Amount,
            payment,
            ..
        }) => {
            let payment = payment.unwrap_or_default();
            let amount = solve::amount(&terms, payment).map_err(|kind| ("/solve/payment", kind))?;
            drawdowns = vec![Drawdown {
                on: request.starts_on,
                amount,
            }];
            agreed = Some(payment);
        }
    }
    let table = match agreed {
        Some(payment) => amortise_agreed(&terms, &drawdowns, Some(payment)),
        None => amortise(&terms, &drawdowns),
    };
    let table = table.map_err(|error| match error {
        AmortisationError::Schedule(_) => ("/periods", FaultKind::ScheduleTooLong),
        AmortisationError::DrawdownTooLate | AmortisationError::AmountOutOfRange => {
            ("", FaultKind::AmountsOutOfRange)
        }
    })?;
    Ok(Solved {
        terms,
        drawdowns,
        table,
    })
}

fn assemble(request: &QuoteRequest, solved: &Solved) -> Option<Quote> {
    let Solved {
        terms,
        drawdowns,
        table,
    } = solved;
    let interim = request.interim_charge;
    let interim_charges = interim_charges(
        interim.method,
        interim.day_count.unwrap_or(terms.day_count),
        terms,
        drawdowns,
        table.payment,
    )?;
    let mut instalments = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        instalments.push(billed(request, row)?);
    }
    let by_budget_year = by_budget_year(request.starts_on, &instalments, &interim_charges);
    let mut totals = Totals::default();
    for row in &instalments {
        totals.add(row);
    }
    totals.interim = interim_charges.iter().map(|charge| charge.amount).sum();
    Some(Quote {
        payment: table.payment,
        rate: terms.rate,
        financed: drawdowns.iter().map(|drawdown| drawdown.amount).sum(),
        effective_annual_rate: effective::annual_rate(terms, drawdowns, &interim_charges, table),
        warnings: warnings::warnings(request, terms, &instalments),
        instalments,
        interim_charges,
        by_budget_year,
        totals,
    })
}

fn billed(request: &QuoteRequest, row: &Instalment) -> Option<QuotedInstalment> {
    let taxed = row.payment.checked_add(request.fees_with_vat())?;
    let vat = nearest_ore(taxed.kroner().checked_mul(request.vat_rate.value())?)?;
    Some(QuotedInstalment {
        number: row.number,
        due_on: row.due_on,
        period_from: row.period_from,
        period_to: row.period_to,
        opening: row.opening,
        drawn: row.drawn,
        interest: row.interest,
        principal: row.principal,
        payment: row.payment,
        fees: request.fees_per_period(),
        vat,
        closing: row.closing,
    })
}

fn by_budget_year(
    starts_on: NaiveDate,
    rows: &[QuotedInstalment],
    interim: &[InterimCharge],
) -> Vec<BudgetYear> {
    let mut years: BTreeMap<i32, Totals> = BTreeMap::new();
    for row in rows {
        years.entry(row.due_on.year()).or_default().add(row);
    }
    for charge in interim {
        years.entry(starts_on.year()).or_default().interim += charge.amount;
    }
    years
        .into_iter()
        .map(|(year, sums)| BudgetYear { year, sums })
        .collect()
}
