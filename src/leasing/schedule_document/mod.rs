//! The schedule of an agreement on paper (*ydelsesplan*): what is paid, when, for what, and which terms decide it.
//!
//! Before the agreement is in force the instalments can still change, and the document says so. Afterwards those that
//! are due stand apart: nothing changes them.

mod life;
mod money;
mod terms;

use super::words;
use super::{
    Lease, LeaseAmendment, LeaseBatch, LeaseFeeView, LeaseFixing, LeaseLine, LeaseSchedule,
    LeaseState, NoticeView,
};
use crate::finance::projection::DatedAmount;
use crate::render::document::{plain, strong};
use crate::render::{Document, numbers};
use chrono::NaiveDate;

/// Everything that the document tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleContent {
    /// The municipality.
    pub author: String,
    /// The municipality's company number.
    pub author_cvr: Option<String>,
    /// Case number and title of the project that the agreement carries out.
    pub case: Option<(String, String)>,
    /// The agreement.
    pub lease: Lease,
    /// What it finances.
    pub lines: Vec<LeaseLine>,
    /// The suppliers' invoices that the lessor pays.
    pub batches: Vec<LeaseBatch>,
    /// Its instalments and interim charges.
    pub schedule: LeaseSchedule,
    /// Its fees with what they come to.
    pub fees: Vec<LeaseFeeView>,
    /// What is paid for early ends, returns and buy-outs.
    pub settlements: Vec<DatedAmount>,
    /// The values of its reference rate.
    pub fixings: Vec<LeaseFixing>,
    /// What was agreed after the signature.
    pub amendments: Vec<LeaseAmendment>,
    /// Until when notice must be given.
    pub notice: NoticeView,
}

/// Composes the schedule as it stands on `date`.
pub fn compose(content: &ScheduleContent, date: NaiveDate) -> Document {
    let lease = &content.lease;
    let mut document = Document::new("Ydelsesplan", content.author.as_str(), date);
    document.subtitle = lease.title.clone();
    if let Some((case_number, title)) = &content.case {
        document.case_number = case_number.clone();
        document.fact("Projekt", title);
    }
    document
        .fact("Aftale", &lease.agreement_number)
        .fact("Leasinggiver", &lease.lessor_name)
        .fact("Status", words::state(lease.state))
        .fact("Beløb", "I kroner uden moms; momsen står for sig");
    summary(&mut document, content);
    money::by_year(&mut document, content);
    terms::parties(&mut document, content);
    terms::conditions(&mut document, content);
    life::financed(&mut document, content);
    life::fixings(&mut document, content);
    life::amendments(&mut document, content);
    life::notice(&mut document, content);
    money::fees(&mut document, content);
    money::instalments(&mut document, content, date);
    document
}

fn summary(document: &mut Document, content: &ScheduleContent) {
    let (lease, schedule) = (&content.lease, &content.schedule);
    document.heading(1, "overblik", "Overblik");
    let Some((first, last)) = schedule.rows.first().zip(schedule.rows.last()) else {
        document
            .paragraph("Aftalen har endnu ingen ydelser, fordi der ikke er noget at finansiere.");
        return;
    };
    let payments = words::payments(schedule.rows.len(), lease.every, lease.timing);
    document.paragraph(vec![
        plain(format!(
            "Aftalen finansierer {} og betales med {payments}: den første {}, den sidste {}. ",
            numbers::kroner(schedule.financed),
            numbers::date(first.instalment.due_on),
            numbers::date(last.instalment.due_on),
        )),
        strong(format!(
            "Ydelserne er {} i alt, heraf {} i rente.",
            numbers::kroner(schedule.total_payments),
            numbers::kroner(schedule.total_interest),
        )),
    ]);
    match lease.state {
        LeaseState::Establishment | LeaseState::BuildUp => document.note(
            "Bemærk",
            "Aftalen er ikke ikraftsat. Ydelserne er beregnet af vilkårene, som de er nu, og ændrer sig, hvis \
             vilkår, linjer eller leverancer ændres.",
        ),
        LeaseState::InForce | LeaseState::Ended => document.paragraph(
            "Aftalen er ikraftsat, og ydelserne er skrevet ned. En forfalden ydelse ændres aldrig; en rentefastsættelse \
             eller et tillæg ændrer kun ydelser, der endnu ikke er forfaldet.",
        ),
    };
}
