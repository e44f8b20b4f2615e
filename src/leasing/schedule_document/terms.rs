//! The parties of an agreement and the terms that decide its instalments, as facts.

use super::ScheduleContent;
use crate::finance::InterimMethod;
use crate::leasing::words::{self, percent};
use crate::render::{Document, Text, markdown, numbers};
use chrono::NaiveDate;

pub(super) fn parties(document: &mut Document, content: &ScheduleContent) {
    let lease = &content.lease;
    document.heading(1, "parter", "Parter og aftale");
    let cvr = |name: &str, number: Option<&String>| match number {
        Some(number) => format!("{name} (CVR {number})"),
        None => name.to_owned(),
    };
    let mut facts = vec![
        (
            "Leasingtager",
            cvr(&content.author, content.author_cvr.as_ref()),
        ),
        (
            "Leasinggiver",
            cvr(&lease.lessor_name, lease.lessor_cvr_number.as_ref()),
        ),
        ("Aftalenummer", lease.agreement_number.clone()),
        ("Art", words::kind(lease.kind).to_owned()),
        ("Status", words::state(lease.state).to_owned()),
    ];
    facts.extend(
        lease
            .signed_on
            .map(|day| ("Underskrevet", numbers::date(day))),
    );
    facts.push(("Leasingperiode", period(content)));
    facts.extend(lease.ended_on.map(|day| ("Ophørt", numbers::date(day))));
    facts.extend(
        lease
            .account_string
            .clone()
            .map(|account| ("Kontostreng", account)),
    );
    let mut facts: Vec<(&str, Text)> = facts
        .into_iter()
        .map(|(name, value)| (name, value.into()))
        .collect();
    let note = lease.note.as_deref();
    facts.extend(note.map(|note| ("Bemærkning", markdown::inline(note))));
    document.facts(facts);
}

fn period(content: &ScheduleContent) -> String {
    let from = numbers::date(content.lease.starts_on);
    match content.notice.ends_on.and_then(|end| end.pred_opt()) {
        Some(last) => format!("{from} til {}", numbers::date(last)),
        None => format!("Fra {from}"),
    }
}

pub(super) fn conditions(document: &mut Document, content: &ScheduleContent) {
    let lease = &content.lease;
    document.heading(1, "vilkaar", "Vilkår for ydelsen");
    let count = usize::try_from(lease.periods).unwrap_or_default();
    let mut facts = vec![
        (
            "Ydelser ved underskriften",
            words::payments(count, lease.every, lease.timing),
        ),
        ("Nominel årlig rente", rate(content)),
        (
            "Renten regner tiden som",
            words::day_count(lease.day_count).to_owned(),
        ),
        ("Afdrag", words::repayment(lease.repayment).to_owned()),
        (
            "Restværdi efter sidste periode",
            numbers::kroner(lease.residual),
        ),
        ("Afrunding", words::rounding(lease.rounding).to_owned()),
        (
            "Forfald",
            words::payment_days(lease.payment_days).to_owned(),
        ),
        ("Delafgift", interim(content)),
        ("Moms af ydelsen", percent(lease.vat_rate)),
        ("Når aftalen udløber", words::end(lease.end_kind).to_owned()),
    ];
    facts.extend(
        lease
            .purchase_price
            .map(|price| ("Købspris ved udløb", numbers::kroner(price))),
    );
    document.facts(facts);
}

fn rate(content: &ScheduleContent) -> String {
    let lease = &content.lease;
    let Some(floating) = &lease.floating else {
        return format!("{}, fast", percent(lease.rate));
    };
    let mut text = format!(
        "{} ved begyndelsen; følger {} med et tillæg på {}",
        percent(lease.rate),
        floating.index_name,
        percent(floating.margin)
    );
    if let Some(floor) = floating.floor {
        text.push_str(&format!(", mindst {}", percent(floor)));
    }
    if let Some(cap) = floating.cap {
        text.push_str(&format!(", højst {}", percent(cap)));
    }
    text
}

fn interim(content: &ScheduleContent) -> String {
    let terms = content.lease.interim_charge;
    let method = words::interim(terms.method).to_owned();
    match terms.day_count {
        Some(day_count) if terms.method != InterimMethod::None => {
            format!("{method}; {}", words::day_count(day_count))
        }
        _ => method,
    }
}

/// The last day of a period that ends before `to`.
pub(super) fn last_day(to: NaiveDate) -> NaiveDate {
    to.pred_opt().unwrap_or(to)
}
