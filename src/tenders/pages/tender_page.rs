//! One tender: what is set, what is missing before it can be published, its time line and its documents.

use super::tender_frame;
use crate::db::{Database, TenderId};
use crate::error::Result;
use crate::http::actor::{ProjectLead, Staff};
use crate::http::page::{Frame, Html, Markup};
use crate::http::{Now, Path};
use crate::render::{html, markdown};
use crate::tenders::{Tender, TenderState, missing_for_publication};
use actix_web::get;
use actix_web::web::{Data, ServiceConfig};
use askama::Template;
use chrono::NaiveDate;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_tender);
}

/// A day of the time line.
struct Day {
    on: NaiveDate,
    what: String,
    is_deadline: bool,
}

#[derive(Template)]
#[template(path = "tenders/pages/tender.html")]
struct TenderPage {
    f: Frame,
    tender: Tender,
    days: Vec<Day>,
    today: NaiveDate,
    /// What stands in the way of publication, and where it is put right.
    missing: Vec<(String, String)>,
    may_write: bool,
    may_cancel: bool,
}

impl TenderPage {
    /// What somebody wrote in the small Markdown; the ids within begin with the number of the condition.
    fn written(&self, text: &str, number: impl std::fmt::Display) -> Markup {
        Markup(html::blocks(
            &markdown::blocks(text),
            &format!("condition-{number}"),
        ))
    }
}

#[get("/tenders/{id}")]
async fn show_tender(
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
) -> Result<Html> {
    let (f, tender) = tender_frame(f, &db, id, moment).await?;
    let found = db
        .read(move |conn| missing_for_publication(conn, id, moment))
        .await?;
    let (is_draft, leads) = (
        tender.state == TenderState::Draft,
        f.holds(ProjectLead::ROLES),
    );
    let missing = found
        .iter()
        .filter(|_| is_draft)
        .map(|fault| (fault.detail(f.language), place(&tender, fault.pointer())));
    let page = TenderPage {
        missing: missing.collect(),
        days: days(&f, &tender),
        today: moment.today,
        may_write: is_draft && leads,
        may_cancel: leads && tender.state != TenderState::Cancelled,
        f,
        tender,
    };
    page.f.clone().show(&page)
}

/// The page on which a fault of this place is put right.
fn place(tender: &Tender, pointer: &str) -> String {
    let id = tender.id;
    match pointer.split('/').nth(1).unwrap_or_default() {
        "conditions" => format!("/tenders/{id}/parts/conditions"),
        "evaluation" => format!("/tenders/{id}/parts/evaluation"),
        "question_deadline_on" | "offer_deadline_on" | "offers_bind_until" => {
            format!("/tenders/{id}/edit")
        }
        _ => format!("/projects/{}", tender.project_id),
    }
}

/// The deadlines among the other dates, in the order of the calendar.
fn days(f: &Frame, tender: &Tender) -> Vec<Day> {
    let deadline = |key: &str, on: NaiveDate| Day {
        on,
        what: f.t(key),
        is_deadline: true,
    };
    let mut days = vec![
        deadline("tender-question-deadline-on", tender.question_deadline_on),
        deadline("tender-offer-deadline-on", tender.offer_deadline_on),
        deadline("tender-offers-bind-until", tender.offers_bind_until),
    ];
    days.extend(tender.timetable.iter().map(|date| Day {
        on: date.takes_place_on,
        what: match &date.note {
            Some(note) => format!("{}: {note}", date.label),
            None => date.label.clone(),
        },
        is_deadline: false,
    }));
    days.sort_by_key(|day| day.on);
    days
}
