//! What a lease warns of because of its devices: whose they were, how long they last, how long they are supported.

use super::approval::term_of;
use super::expected::ExpectedCost;
use super::law::{SALE_AND_LEASE_BACK, law};
use super::warnings::Watch;
use super::{Lease, LeaseState, store};
use crate::db::DbConnection;
use crate::error::Result;
use crate::render::numbers::short_date;
use chrono::NaiveDate;

/// What the municipality had before it signed may be its own.
pub(super) fn sale_and_lease_back(
    conn: &mut DbConnection,
    watch: &mut Watch,
    lease: &Lease,
    today: NaiveDate,
) -> Result<()> {
    let signed_on = lease.signed_on;
    let day = match (signed_on, lease.state) {
        (Some(day), _) => day,
        (None, LeaseState::Establishment) => today,
        (None, _) => return Ok(()),
    };
    let mut causes = Vec::new();
    for invoice in store::invoices_before(conn, lease.id, day)? {
        let (number, on) = (&invoice.invoice_number, invoice.invoiced_on);
        causes.push((
            format!(
                "faktura {number} fra {} er dateret {}",
                invoice.supplier_name,
                short_date(on)
            ),
            format!(
                "invoice {number} of {} is dated {on}",
                invoice.supplier_name
            ),
        ));
    }
    if let Some((count, first)) = store::devices_received_before(conn, lease.id, day)? {
        causes.push((
            format!("{count} enheder er modtaget fra {} af", short_date(first)),
            format!("{count} devices were received from {first} on"),
        ));
    }
    if causes.is_empty() {
        return Ok(());
    }
    let (danish, english): (Vec<String>, Vec<String>) = causes.into_iter().unzip();
    let (danish, english) = (danish.join("; "), english.join("; "));
    let rule = law(SALE_AND_LEASE_BACK);
    let earlier = rule.is_some_and(|rule| day < rule.valid_from);
    let (rule_danish, rule_english) = rule.map_or(("", ""), |rule| (rule.danish, rule.english));
    let (then_danish, then_english) = if earlier {
        (
            " Kilden er den nugældende udgave; kontrollér reglen på aftalens dag.",
            " The source is the present edition; check the rule on the day of the agreement.",
        )
    } else {
        ("", "")
    };
    watch.add(
        SALE_AND_LEASE_BACK,
        format!("Mulig sale and lease back: før aftalen blev underskrevet ({}), {danish}. {rule_danish}.{then_danish}", short_date(day)),
        format!("Possibly sale and lease back: before the agreement was signed ({day}), {english}; {rule_english}.{then_english}"),
        rule.map(|rule| rule.source.to_owned()),
    );
    Ok(())
}

pub(super) fn beyond_life(
    conn: &mut DbConnection,
    watch: &mut Watch,
    lease: &Lease,
    cost: &ExpectedCost,
) -> Result<()> {
    let months = term_of(lease, cost);
    for (category, life) in store::economic_lives(conn, lease.id)? {
        if months > i64::from(life) {
            watch.add(
                "term_beyond_economic_life",
                format!("Aftalen løber i {months} måneder, men {category} har en økonomisk levetid på {life} måneder."),
                format!("The lease runs for {months} months, but {category} has an economic life of {life} months."),
                None,
            );
        }
    }
    Ok(())
}

pub(super) fn support_ends_first(
    conn: &mut DbConnection,
    watch: &mut Watch,
    lease: &Lease,
    cost: &ExpectedCost,
) -> Result<()> {
    let Some(ends_on) = cost.ends_on() else {
        return Ok(());
    };
    // `ends_on` is the day after the last period, so support to the day before it is enough.
    let last = ends_on.pred_opt().unwrap_or(ends_on);
    for support in store::support_ending_before(conn, lease.id, last)? {
        let (model, count, on) = (&support.model, support.devices, support.ends_on);
        watch.add(
            "os_support_ends_first",
            format!(
                "Styresystemet på {count} {model} får ikke sikkerhedsopdateringer efter {}, men aftalen løber til {}.",
                short_date(on),
                short_date(last)
            ),
            format!("The operating system of {count} {model} gets no security updates after {on}, but the lease runs until {last}."),
            support.source,
        );
    }
    Ok(())
}
