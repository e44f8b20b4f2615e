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
mod warnings;

pub use answer::{BudgetYear, Quote, QuotedInstalment, Totals, Warning};
pub use check::MOST_ENTRIES;
pub use faults::{FaultKind, TermsFault, TermsFaults};
pub use request::{Fee, QuoteRequest, QuotedDrawdown, QuotedInterimCharge, Solve, Unknown};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::Money;
    use rust_decimal::Decimal;
    use serde_json::{Value, json};

    /// The request in the documentation with some fields put over it.
    fn asked(over: Value) -> Result<Value, Vec<(String, &'static str)>> {
        let mut request = json!({
            "drawdowns": [{ "on": "2027-01-02", "amount": "3000000.00" }],
            "starts_on": "2027-01-02",
            "periods": 4,
            "every": { "unit": "year", "count": 1 },
            "timing": "advance",
            "rate": "0.0275",
        });
        for (field, value) in over.as_object().expect("object") {
            match value {
                Value::Null => request.as_object_mut().expect("object").remove(field),
                _ => request
                    .as_object_mut()
                    .expect("object")
                    .insert(field.clone(), value.clone()),
            };
        }
        let request: QuoteRequest = serde_json::from_value(request).expect("form");
        match quote(&request) {
            Ok(answer) => Ok(serde_json::to_value(&answer).expect("json")),
            Err(faults) => Err(faults
                .0
                .into_iter()
                .map(|f| (f.pointer, f.kind.code()))
                .collect()),
        }
    }

    #[test]
    fn the_answer_reads_as_the_interface_promises() {
        let answer = asked(json!({})).expect("quote");
        assert_eq!(answer["payment"], "780790.04");
        assert_eq!(answer["rate"], "0.0275");
        assert_eq!(answer["financed"], "3000000.00");
        assert_eq!(answer["effective_annual_rate"], "0.0275000000");
        assert_eq!(
            answer["instalments"][0],
            json!({
                "number": 1, "due_on": "2027-01-02",
                "period_from": "2027-01-02", "period_to": "2028-01-02",
                "opening": "3000000.00", "drawn": "0.00", "interest": "0.00",
                "principal": "780790.04", "payment": "780790.04", "fees": "0.00",
                "vat": "195197.51", "closing": "2219209.96",
            })
        );
        assert_eq!(
            answer["by_budget_year"][0],
            json!({
                "year": 2027, "payment": "780790.04", "interest": "0.00",
                "principal": "780790.04", "fees": "0.00", "interim": "0.00", "vat": "195197.51",
            })
        );
        assert_eq!(answer["totals"]["principal"], "3000000.00");
        assert_eq!(answer["warnings"], json!([]));
    }

    #[test]
    fn the_rate_of_a_payment_depends_on_its_timing() {
        let rate = |timing: &str| {
            let answer = asked(json!({
                "drawdowns": [{ "on": "2002-05-01", "amount": "580000.00" }],
                "starts_on": "2002-05-01", "periods": 3, "timing": timing, "rate": null,
                "solve": { "for": "rate", "payment": "200210.00" },
            }));
            let answer = answer.expect("quote");
            assert_eq!(answer["payment"], "200210.00");
            answer["rate"].as_str().expect("rate").to_owned()
        };
        assert!(
            rate("arrears").starts_with("0.01768"),
            "{}",
            rate("arrears")
        );
        assert!(
            rate("advance").starts_with("0.03600"),
            "{}",
            rate("advance")
        );
    }

    #[test]
    fn a_rate_that_was_found_gives_the_payment_back() {
        let found = asked(json!({
            "rate": null, "solve": { "for": "rate", "payment": "790000.00" },
        }));
        let found = found.expect("quote");
        let back = asked(json!({ "rate": found["rate"] })).expect("quote");
        assert_eq!(back["payment"], "790000.00");
        let below = asked(json!({
            "rate": null, "solve": { "for": "rate", "payment": "700000.00" },
        }));
        assert!(
            below.expect("quote")["rate"]
                .as_str()
                .expect("rate")
                .starts_with('-')
        );
    }

    #[test]
    fn an_amount_is_found_from_a_payment_and_from_a_yearly_frame() {
        let amount = |solve: Value| {
            asked(json!({ "drawdowns": null, "solve": solve })).expect("quote")["financed"].clone()
        };
        assert_eq!(
            amount(json!({ "for": "amount", "payment": "780790.04" })),
            "3000000.00"
        );
        let frame = amount(json!({ "for": "amount", "per_budget_year": "388000.00" }));
        assert_eq!(
            frame,
            amount(json!({ "for": "amount", "payment": "388000.00" }))
        );
    }

    #[test]
    fn a_yearly_frame_holds_for_every_kind_of_repayment() {
        for repayment in ["annuity", "straight_line", "interest_only"] {
            for rounding in ["constant_payment", "last_payment_absorbs"] {
                let answer = asked(json!({
                    "drawdowns": null, "starts_on": "2027-08-01", "periods": 40,
                    "every": { "unit": "month", "count": 1 }, "timing": "arrears",
                    "repayment": repayment, "rounding": rounding,
                    "fees": [{ "label": "service", "amount": "100.00" }],
                    "solve": { "for": "amount", "per_budget_year": "388000.00" },
                }));
                let answer = answer.expect("quote");
                let years = answer["by_budget_year"].as_array().expect("years").iter();
                let cost = |year: &Value, part: &str| -> Money {
                    year[part]
                        .as_str()
                        .expect("amount")
                        .parse()
                        .expect("amount")
                };
                let dearest = years
                    .map(|year| cost(year, "payment") + cost(year, "fees"))
                    .max();
                let dearest = dearest.expect("years").ore();
                assert!(
                    (38_799_000..=38_800_000).contains(&dearest),
                    "{repayment} {dearest}"
                );
            }
        }
    }

    #[test]
    fn drawdowns_before_the_start_are_charged_and_join_the_opening_debt() {
        let answer = asked(json!({
            "drawdowns": [
                { "on": "2027-06-15", "amount": "518750.00" },
                { "on": "2027-03-10", "amount": "412500.00", "label": "Levering 1" },
                { "on": "2027-04-22", "amount": "268750.00" },
            ],
            "starts_on": "2027-07-01", "periods": 48, "every": { "unit": "month", "count": 1 },
            "rate": "0.031", "interim_charge": { "method": "rate", "day_count": "ACT/360" },
        }));
        let answer = answer.expect("quote");
        assert_eq!(answer["totals"]["interim"], "6348.54");
        assert_eq!(
            answer["interim_charges"][1],
            json!({
                "drawdown": 1, "from": "2027-03-10", "to": "2027-07-01",
                "days": 113, "amount": "4013.85",
            })
        );
        assert_eq!(answer["instalments"][0]["opening"], "1200000.00");
        assert_eq!(answer["by_budget_year"][0]["interim"], "6348.54");
    }

    #[test]
    fn all_faults_come_at_once_and_each_names_its_place() {
        let faults = asked(json!({
            "drawdowns": [
                { "on": "2027-01-02", "amount": "0.00" },
                { "on": "2040-01-02", "amount": "5.00" },
            ],
            "rate": null, "vat_rate": "1.5",
            "first_due_on": "2026-01-02",
            "rate_changes": [
                { "from": "2028-01-02", "rate": "0.03" },
                { "from": "2028-01-02", "rate": "0.04" },
            ],
            "residual": "-1.00",
            "fees": [{ "label": "service", "amount": "-1.00" }],
            "solve": { "for": "amount" },
        }));
        let found = faults.expect_err("faults");
        let expected = [
            ("/drawdowns", "drawdowns_given_and_solved"),
            ("/first_due_on", "first_due_too_early"),
            ("/rate", "rate_missing"),
            ("/rate_changes/1/from", "rate_change_repeated"),
            ("/residual", "amount_negative"),
            ("/fees/0/amount", "amount_negative"),
            ("/vat_rate", "vat_rate_out_of_range"),
            ("/solve", "solve_value_missing"),
        ];
        let expected: Vec<_> = expected
            .map(|(place, code)| (place.to_owned(), code))
            .into();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_payment_that_no_rate_gives_is_refused() {
        let refused = asked(json!({
            "rate": null, "periods": 1, "solve": { "for": "rate", "payment": "2900000.00" },
        }));
        let code = refused.expect_err("faults");
        assert_eq!(code, [("/solve/payment".to_owned(), "rate_not_found")]);
    }

    #[test]
    fn a_percentage_written_as_a_fraction_is_warned_about() {
        let answer = asked(json!({ "rate": "2.75" })).expect("quote");
        assert_eq!(answer["warnings"][0]["code"], "rate_unusually_high");
    }

    #[test]
    fn the_effective_rate_compounds_the_nominal_one() {
        let effective = |over: Value| asked(over).expect("quote")["effective_annual_rate"].clone();
        let monthly = json!({ "every": { "unit": "month", "count": 1 }, "rate": "0.036" });
        assert_eq!(effective(monthly), "0.0365999803");
        // The same from the payments, because the day count is another one.
        let by_days = json!({ "rate": "0.036", "day_count": "30E/360", "periods": 10 });
        let found: Decimal = effective(by_days)
            .as_str()
            .expect("rate")
            .parse()
            .expect("rate");
        assert_eq!(found.round_dp(7), Decimal::new(36, 3));
    }
}
