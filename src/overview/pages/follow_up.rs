//! The frame of a project beside what is committed, planned and paid.

use super::tabs::{Tab, tabs};
use crate::db::{Database, DbConnection, ProjectId};
use crate::error::{Fault, Language, Result, codes};
use crate::finance::Money;
use crate::http::Now;
use crate::http::actor::Staff;
use crate::http::page::{Frame, Html, Markup, query_value};
use crate::overview::{self, FollowUp};
use crate::projects;
use crate::render::chart::Series;
use crate::render::{Chart, chart, numbers};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get};
use askama::Template;
use chrono::NaiveDate;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_follow_up);
}

/// How many projects the choice offers.
const MOST_CHOICES: i64 = 500;

#[derive(Template)]
#[template(path = "overview/pages/follow_up.html")]
struct FollowUpPage {
    f: Frame,
    tabs: Vec<Tab>,
    projects: Vec<(ProjectId, String)>,
    found: Option<(FollowUp, String, Option<Markup>)>,
}

impl FollowUpPage {
    fn amount(&self, amount: &Money) -> String {
        numbers::amount(*amount)
    }
}

/// The projects to choose from, by number and name, and what has become of the frame of one.
type Found = (Vec<(ProjectId, String)>, Option<FollowUp>);

/// The projects to choose from, and the one that is shown: the newest unless told.
fn read(
    conn: &mut DbConnection,
    asked: Option<ProjectId>,
    language: Language,
    today: NaiveDate,
) -> Result<Found> {
    let known: Vec<(ProjectId, String)> =
        projects::store::projects(conn, None, None, MOST_CHOICES)?
            .into_iter()
            .map(|project| {
                (
                    project.id,
                    format!("{}, {}", project.case_number, project.title),
                )
            })
            .collect();
    let shown = asked.or_else(|| known.last().map(|(id, _)| *id));
    let found = match shown {
        Some(id) => Some(overview::follow_up(conn, id, language, today)?),
        None => None,
    };
    Ok((known, found))
}

#[get("/costs/follow-up")]
async fn show_follow_up(
    request: HttpRequest,
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
) -> Result<Html> {
    let asked = query_value(&request, "project").filter(|text| !text.is_empty());
    let asked = asked.map(|text| project(&text)).transpose()?;
    let language = f.language;
    let (projects, found) = db
        .read(move |conn| read(conn, asked, language, moment.today))
        .await?;
    let (costs, title) = (f.t("nav-costs"), f.t("costs-tab-frame"));
    let found = found.map(|found| drawn(&f, found));
    let page = FollowUpPage {
        tabs: tabs(&f, "/costs/follow-up"),
        f: f.below(costs, "/costs").below(title, "/costs/follow-up"),
        projects,
        found,
    };
    page.f.clone().show(&page)
}

fn project(text: &str) -> Result<ProjectId> {
    let unknown = || Fault::new(&codes::PROJECT_NOT_FOUND).with("id", text);
    Ok(text.parse().map(ProjectId).map_err(|_| unknown())?)
}

/// The follow-up with the text of its state and its chart.
fn drawn(f: &Frame, found: FollowUp) -> (FollowUp, String, Option<Markup>) {
    let state = match found.total.remaining.is_negative() {
        true => f.t("follow-exceeded"),
        false => f.t("follow-kept"),
    };
    let markup = (!found.years.is_empty()).then(|| {
        let model = model(f, &found);
        Markup(chart::svg(&model, chart::Frame::SCREEN, "follow-chart"))
    });
    (found, state, markup)
}

/// Committed and planned stacked for each year, with the frame across.
fn model(f: &Frame, found: &FollowUp) -> Chart {
    let series = |key: &str, value: fn(&overview::FollowUpYear) -> Option<Money>| Series {
        name: f.t(key),
        values: found.years.iter().map(value).collect(),
    };
    Chart {
        language: f.language,
        title: f.t("follow-chart"),
        alternative: f.t("follow-chart-alternative"),
        categories: found
            .years
            .iter()
            .map(|year| year.year.to_string())
            .collect(),
        series: vec![
            series("follow-committed", |year| Some(year.committed)),
            series("follow-planned", |year| Some(year.planned)),
        ],
        limits: vec![series("follow-frame", |year| year.frame)],
        with_table: false,
    }
}
