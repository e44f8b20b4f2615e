//! Entering the pupils and staff of a school for a school year.

use super::counts_form::{self, Line, Lines};
use crate::clock::Moment;
use crate::db::{Database, SchoolId};
use crate::error::Result;
use crate::http::actor::{CountsKeeper, Reach};
use crate::http::page::{Form, Frame, Html, carry_out, query_value};
use crate::http::{Now, Path};
use crate::organisation::{self, school_year_of, store};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_counts).service(save_counts);
}

/// How many school years back can be chosen, besides those that have numbers.
const BACK: i32 = 4;

#[derive(Template)]
#[template(path = "organisation/pages/counts.html")]
struct CountsPage {
    f: Frame,
    school: SchoolId,
    name: String,
    year: i32,
    /// The years that can be chosen, newest first.
    years: Vec<i32>,
    lines: Lines,
    source: String,
    refused: bool,
    general: Vec<String>,
}

impl CountsPage {
    /// A school year as people write it.
    fn words(&self, year: &i32) -> String {
        format!("{year}/{}", year.saturating_add(1))
    }

    fn is_chosen(&self, year: &i32) -> bool {
        self.year == *year
    }

    fn number(&self, number: &i32) -> String {
        self.f.integer(*number)
    }

    fn before(&self) -> String {
        self.words(&self.year.saturating_sub(1))
    }

    fn tables(&self) -> [(&'static str, &'static str, &[Line]); 2] {
        [
            ("counts-pupils", "school-grade-head", &self.lines.pupils),
            ("counts-staff", "counts-kind-head", &self.lines.staff),
        ]
    }
}

/// The years to choose from: the coming one, some back, and those that have numbers.
fn years(now: i32, known: impl Iterator<Item = i32>) -> Vec<i32> {
    let near = now.saturating_sub(BACK)..=now.saturating_add(1);
    let mut years: Vec<i32> = near.chain(known).collect();
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    years
}

async fn page(
    f: Frame,
    db: &Database,
    reach: Reach,
    (id, asked): (SchoolId, Option<i32>),
    moment: Moment,
) -> Result<CountsPage> {
    let (school, pupils, staff) = db
        .read(move |conn| {
            let school = store::school(conn, &reach, id)?;
            let pupils = store::pupil_counts(conn, id, None)?;
            Ok((school, pupils, store::staff_counts(conn, id, None)?))
        })
        .await?;
    let now = school_year_of(moment.today);
    let known = pupils.iter().map(|count| count.school_year);
    let known = known.chain(staff.iter().map(|count| count.school_year));
    let years = years(now, known);
    let year = asked.filter(|year| years.contains(year)).unwrap_or(now);
    let (list, title) = (f.t("nav-schools"), f.t("counts-title"));
    let f = f
        .below(list, "/schools")
        .below(school.name.clone(), format!("/schools/{id}"))
        .below(title, format!("/schools/{id}/counts"));
    Ok(CountsPage {
        lines: Lines::of(&f, year, &pupils, &staff),
        f,
        school: id,
        name: school.name,
        year,
        years,
        source: String::new(),
        refused: false,
        general: Vec::new(),
    })
}

#[get("/schools/{id}/counts")]
async fn show_counts(
    request: HttpRequest,
    f: Frame,
    actor: CountsKeeper,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SchoolId>,
) -> Result<Html> {
    let year = query_value(&request, "year").and_then(|text| text.parse().ok());
    let page = page(f, &db, actor.reach(), (id, year), moment).await?;
    page.f.clone().show(&page)
}

#[post("/schools/{id}/counts")]
async fn save_counts(
    request: HttpRequest,
    f: Frame,
    actor: CountsKeeper,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SchoolId>,
    sent: Form,
) -> Result<HttpResponse> {
    let reach = actor.reach();
    let done = carry_out(&db, counts_form::read(&sent), move |conn, command| {
        organisation::count_school(conn, &actor, id, command, moment)?;
        Ok(command.school_year)
    });
    match done.await {
        Ok(year) => {
            let year = format!("{year}/{}", year.saturating_add(1));
            Ok(f.see(&request, &format!("/schools/{id}"), "counts-saved", &year))
        }
        Err(error) => {
            let year = sent.get("school_year").and_then(|text| text.parse().ok());
            let mut page = page(f, &db, reach, (id, year), moment).await?;
            page.general = page.lines.again(&sent, error, page.f.language)?;
            page.source = sent.get("source").unwrap_or_default().to_owned();
            page.refused = true;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page.f.clone().show_with(status, &page)?.into_response())
        }
    }
}
