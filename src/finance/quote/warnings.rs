//! What is allowed in a quote but seldom meant.
//!
//! A warning never changes the answer. The texts are Danish, for they are shown as they are.

use super::answer::{QuotedInstalment, Warning};
use super::request::QuoteRequest;
use crate::finance::interim_charge::InterimMethod;
use crate::finance::period::Timing;
use crate::finance::rate::Rate;
use crate::finance::terms::LeaseTerms;
use rust_decimal::Decimal;

/// Above this a nominal rate is probably percent written as a fraction: 30 %.
const UNUSUAL_RATE: Decimal = Decimal::from_parts(30, 0, 0, false, 2);

/// The warnings about a request and its rows.
pub(super) fn warnings(
    request: &QuoteRequest,
    terms: &LeaseTerms,
    rows: &[QuotedInstalment],
) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut warn = |code, detail: String| found.push(Warning { code, detail });
    if terms.rate.value() > UNUSUAL_RATE {
        warn(
            "rate_unusually_high",
            format!(
                "Renten er over 30 % om året ({}); 2,75 % skrives 0.0275.",
                terms.rate
            ),
        );
    }
    if terms.rate < Rate::ZERO {
        warn(
            "rate_negative",
            format!("Renten er negativ ({}).", terms.rate),
        );
    }
    let early = request
        .drawdowns
        .iter()
        .any(|drawdown| drawdown.on < request.starts_on);
    if early && request.interim_charge.method == InterimMethod::None {
        warn(
            "no_interim_charge",
            "Der er udbetalinger før leasingperiodens start, men ingen delafgift.".to_owned(),
        );
    }
    let effective = terms.effective_rate_changes();
    let last = rows.last().map(|row| row.due_on);
    let too_late = |day| match terms.timetable.timing {
        Timing::Advance => last.is_some_and(|last| day > last),
        Timing::Arrears => last.is_some_and(|last| day >= last),
    };
    for change in &terms.rate_changes {
        if !effective.contains(change) || too_late(change.from) {
            warn(
                "rate_change_without_effect",
                format!("Renteændringen {} ændrer ingen ydelse.", change.from),
            );
        }
    }
    if let Some(row) = rows.iter().find(|row| row.principal.is_negative()) {
        warn(
            "payment_below_interest",
            format!(
                "Ydelse nr. {} dækker ikke renten, så gælden vokser.",
                row.number
            ),
        );
    }
    if let Some(row) = rows.iter().find(|row| row.closing.is_negative()) {
        warn(
            "debt_negative",
            format!("Gælden er negativ efter ydelse nr. {}.", row.number),
        );
    }
    if let Some(row) = rows.last().filter(|row| {
        row.interest.is_negative() && !row.opening.is_negative() && terms.rate > Rate::ZERO
    }) {
        warn(
            "last_interest_negative",
            format!(
                "Afrundingen gør den sidste rente negativ ({}).",
                row.interest
            ),
        );
    }
    found
}
