//! What a step would do to an agreement, shown before it is done: amounts, instalments, debt, and why.

use super::place::{self, Place, way};
use super::step::Step;
use crate::error::Result;
use crate::finance::Money;
use crate::http::page::{Form, FormView, Frame, Markup};
use crate::leasing::{
    AmendmentEntry, DebtBeside, ExplainedInput, Explanation, Lease, LeaseChange, LeaseFixing,
    LeaseSettlement, LeaseState, LeaseTrial, ScheduledInstalment,
};
use actix_web::HttpResponse;
use askama::Template;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// How the step is carried out.
#[derive(Debug, Clone)]
pub struct Confirm {
    /// Where the form is sent; opened, it is the page of the step.
    pub path: String,
    /// What the button says: a key.
    pub submit: &'static str,
}

#[derive(Template)]
#[template(path = "leasing/pages/trial.html")]
struct TrialPage {
    f: Frame,
    place: Place,
    title: String,
    facts: Vec<(String, String)>,
    ends: bool,
    from_number: Option<i32>,
    rows: Vec<Beside>,
    sums: (Money, Money),
    debts: Vec<DebtBeside>,
    explanations: Vec<Explanation>,
    confirm: Confirm,
    kept: Vec<(String, String)>,
    form: Markup,
}

/// An instalment as it stands, and as it would be.
struct Beside {
    number: i32,
    due_on: NaiveDate,
    before: Option<ScheduledInstalment>,
    after: Option<ScheduledInstalment>,
}

impl Beside {
    fn difference(&self) -> String {
        let payment = |row: &Option<ScheduledInstalment>| {
            row.map_or(Money::ZERO, |row| row.instalment.payment)
        };
        place::amount(&(payment(&self.after) - payment(&self.before)))
    }
}

impl TrialPage {
    fn amount(&self, amount: &Money) -> String {
        place::amount(amount)
    }

    /// One amount of a row that may not be there.
    fn of(&self, row: &Option<ScheduledInstalment>, field: &str) -> String {
        let Some(row) = row.map(|row| row.instalment) else {
            return "–".to_owned();
        };
        place::amount(match field {
            "payment" => &row.payment,
            "interest" => &row.interest,
            "principal" => &row.principal,
            _ => &row.closing,
        })
    }

    fn difference(&self) -> String {
        self.f.kroner(&(self.sums.1 - self.sums.0))
    }

    /// The page on which a value was entered.
    fn entry_page(&self, input: &ExplainedInput) -> Option<String> {
        input.entry.as_ref()?.page(Some(self.place.lease.id))
    }
}

/// The page with what was tried, the button that carries it out, and the form to change something first.
///
/// # Errors
/// Only when a template fails.
pub fn show(
    mut f: Frame,
    lease: Lease,
    step: Step,
    (form, sent): (FormView, &Form),
    (trial, confirm): (LeaseTrial, Confirm),
) -> Result<HttpResponse> {
    // The address of a form that was sent can be opened by nobody, so it is not the way back to this page.
    f.address.clone_from(&confirm.path);
    let form = form.told(sent, Vec::new());
    let form = form.cancel(format!("/leases/{}", lease.id)).html(&f)?;
    let own = |(name, _): &&(String, String)| name != "form_key";
    let (title, here) = (f.t(step.title), confirm.path.clone());
    let rows = rows(&trial);
    let page = TrialPage {
        place: Place::of(&f, lease.clone(), "agreement"),
        facts: facts(&f, &trial.change),
        ends: trial.change.state == LeaseState::Ended,
        from_number: trial.change.from_number,
        sums: (trial.change.payments_before, trial.change.payments_after),
        rows,
        debts: trial.debts,
        explanations: trial.explanations,
        kept: sent.pairs().iter().filter(own).cloned().collect(),
        confirm,
        form,
        f: way(f, &lease, "agreement").below(title.clone(), here),
        title,
    };
    Ok(page.f.clone().show(&page)?.into_response())
}

/// The instalments that change, come or go.
fn rows(trial: &LeaseTrial) -> Vec<Beside> {
    let Some(from) = trial.change.from_number else {
        return Vec::new();
    };
    let mut found: BTreeMap<i32, Beside> = BTreeMap::new();
    let changed = |row: &&ScheduledInstalment| row.instalment.number >= from;
    for row in trial.before.iter().filter(changed) {
        let beside = Beside {
            number: row.instalment.number,
            due_on: row.instalment.due_on,
            before: Some(*row),
            after: None,
        };
        found.insert(row.instalment.number, beside);
    }
    for row in trial.change.rows.iter().filter(changed) {
        let beside = found.entry(row.instalment.number).or_insert(Beside {
            number: row.instalment.number,
            due_on: row.instalment.due_on,
            before: None,
            after: None,
        });
        beside.after = Some(*row);
        beside.due_on = row.instalment.due_on;
    }
    found.into_values().collect()
}

/// What was written and what follows from it, in the order in which somebody asks.
fn facts(f: &Frame, change: &LeaseChange) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    if let Some(amendment) = &change.amendment {
        amended(f, &amendment.entry, &mut facts);
    }
    if let Some(fixing) = &change.fixing {
        fixed(f, fixing, &mut facts);
    }
    if let Some(settlement) = &change.settlement {
        settled(f, settlement, &mut facts);
    }
    facts
}

fn amended(f: &Frame, entry: &AmendmentEntry, facts: &mut Vec<(String, String)>) {
    let mut fact = |key: &str, value: String| facts.push((f.t(key), value));
    fact("lease-history-effective-on", f.date(&entry.effective_on));
    if let Some(periods) = entry.periods {
        fact("lease-trial-periods", f.integer(periods));
    }
    if let Some(quantity) = entry.quantity {
        fact("lease-trial-quantity", f.integer(quantity));
    }
    if let Some(amount) = entry.amount {
        fact("lease-trial-amount", f.kroner(&amount));
    }
    if let Some(drawn) = entry.drawn.filter(|drawn| *drawn != Money::ZERO) {
        let key = match drawn.is_negative() {
            true => "lease-trial-debt-falls",
            false => "lease-trial-debt-grows",
        };
        let amount = if drawn.is_negative() { -drawn } else { drawn };
        fact(key, f.kroner(&amount));
    }
    if let Some(residual) = entry.residual {
        fact("lease-trial-residual", f.kroner(&residual));
    }
}

fn fixed(f: &Frame, fixing: &LeaseFixing, facts: &mut Vec<(String, String)>) {
    let mut fact = |key: &str, value: String| facts.push((f.t(key), value));
    fact("lease-fixing-applies-from", f.date(&fixing.applies_from));
    fact(
        "lease-fixing-index-value",
        place::percent(&fixing.index_value),
    );
    fact("lease-history-rate", place::percent(&fixing.rate));
}

fn settled(f: &Frame, settlement: &LeaseSettlement, facts: &mut Vec<(String, String)>) {
    let mut fact = |key: &str, amount: &Money| facts.push((f.t(key), f.kroner(amount)));
    fact("lease-settlement-price", &settlement.present_value);
    fact("lease-settlement-at-least", &settlement.at_least_the_debt);
}
