//! Cost by year, school, agreement, account and kind as a pivot; a school leader's own share only.

use super::cost_query::{CostFaults, CostsPageQuery};
use super::pivot::{Pivot, pivot};
use super::tabs::{Tab, tabs};
use crate::budget;
use crate::clock::Moment;
use crate::db::{Database, DbConnection};
use crate::error::Result;
use crate::finance::Money;
use crate::http::Now;
use crate::http::actor::{CostReader, Reach, Staff};
use crate::http::page::{Frame, Html, Markup};
use crate::leasing::store::LeaseFilter;
use crate::overview::{self, CostByYear, CostKind, CostRowBy};
use crate::render::chart;
use crate::{leasing, organisation};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get};
use askama::Template;
use chrono::Datelike;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_costs);
}

/// How many schools, agreements and series a choice offers.
const MOST_CHOICES: i64 = 1000;

/// No cost of a lease is looked for before this year.
const FIRST_YEAR: i32 = 1990;

/// What the filters offer: value and text.
#[derive(Debug, Default)]
struct Choices {
    schools: Vec<(String, String)>,
    leases: Vec<(String, String)>,
    series: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "overview/pages/costs.html")]
struct CostsPage {
    f: Frame,
    tabs: Vec<Tab>,
    query: CostsPageQuery,
    faults: CostFaults,
    choices: Choices,
    years: (i32, i32),
    answer: Option<Answer>,
}

struct Answer {
    pivot: Pivot,
    chart: Option<Markup>,
    notes: Vec<String>,
}

impl CostsPage {
    /// The options of a field whose values are words, and whether each is chosen.
    fn words(&self, field: &str, prefix: &str, values: &[&str]) -> Vec<(String, String, bool)> {
        let chosen = self.query.value(field);
        let option = |value: &&str| {
            let text = self.f.word(prefix, value);
            ((*value).to_owned(), text, chosen == *value)
        };
        values.iter().map(option).collect()
    }

    fn dimensions(&self, field: &str) -> Vec<(String, String, bool)> {
        let words: Vec<&str> = CostRowBy::ALL.iter().map(|by| by.as_str()).collect();
        let mut options = self.words(field, "costs-by", &words);
        let place = usize::from(field == "split");
        if field != "columns" {
            let chosen = self.query.down.get(place).map(|by| by.as_str());
            for option in &mut options {
                option.2 = chosen == Some(option.0.as_str());
            }
        }
        options
    }

    fn kinds(&self) -> Vec<(String, String, bool)> {
        let words: Vec<&str> = CostKind::ALL.iter().map(|kind| kind.as_str()).collect();
        self.words("kind", "costs-kind", &words)
    }

    fn export(&self, path: &str) -> String {
        format!("/api/v1/costs/{path}?{}", self.query.for_programs())
    }

    fn year(&self, field: &str) -> String {
        match (self.query.value(field), field) {
            ("", "from") => self.years.0.to_string(),
            ("", _) => self.years.1.to_string(),
            (written, _) => written.to_owned(),
        }
    }
}

#[get("/costs")]
async fn show_costs(
    request: HttpRequest,
    f: Frame,
    actor: CostReader,
    db: Data<Database>,
    Now(moment): Now,
) -> Result<Html> {
    let query = CostsPageQuery::read(request.query_string());
    let (query, costs, choices) = db
        .read(move |conn| {
            let choices = choices(conn, &actor)?;
            let (query, costs) = read_where_costs_are(conn, &actor.reach(), query, moment);
            Ok((query, costs, choices))
        })
        .await?;
    show(f, query, costs, choices, moment)
}

fn read(
    conn: &mut DbConnection,
    reach: &Reach,
    query: &CostsPageQuery,
    moment: Moment,
) -> Result<CostByYear> {
    let asked = query.asked()?.asked()?;
    overview::read_costs(conn, reach, &asked, moment.today)
}

/// The answer, and the question to which it is one: where no year is asked for, and all cost lies before the usual years,
/// the years in which it lies are shown instead of empty columns.
fn read_where_costs_are(
    conn: &mut DbConnection,
    reach: &Reach,
    query: CostsPageQuery,
    moment: Moment,
) -> (CostsPageQuery, Result<CostByYear>) {
    let costs = read(conn, reach, &query, moment);
    let past = match &costs {
        Ok(usual) => query.leaves_years() && lies_before(usual),
        Err(_) => false,
    };
    if !past {
        return (query, costs);
    }
    let today = moment.today.year();
    let found = read(conn, reach, &query.about_years(FIRST_YEAR, today), moment)
        .ok()
        .and_then(|all| years_of(&all));
    match found {
        Some((first, last)) => {
            let query = query.about_years(first, last);
            let costs = read(conn, reach, &query, moment);
            (query, costs)
        }
        None => (query, costs),
    }
}

/// Whether there is cost, all of it before the years of the table.
fn lies_before(costs: &CostByYear) -> bool {
    let nothing = costs
        .totals
        .iter()
        .all(|year| year.cost.amount == Money::ZERO);
    nothing && costs.earlier.is_some() && costs.later.is_none()
}

/// The first and the last year with cost.
fn years_of(costs: &CostByYear) -> Option<(i32, i32)> {
    let mut with = costs
        .totals
        .iter()
        .filter(|year| year.cost.amount != Money::ZERO);
    let first = with.next()?.year;
    Some((first, with.next_back().map_or(first, |last| last.year)))
}

fn show(
    f: Frame,
    query: CostsPageQuery,
    costs: Result<CostByYear>,
    choices: Choices,
    moment: Moment,
) -> Result<Html> {
    let title = f.t("nav-costs");
    let mut page = CostsPage {
        tabs: tabs(&f, "/costs"),
        f: f.below(title, "/costs"),
        query,
        faults: CostFaults::default(),
        choices,
        years: (moment.today.year() - 1, moment.today.year() + 3),
        answer: None,
    };
    match costs {
        Ok(costs) => page.answer = Some(answer(&page.f, &costs, &page.query)),
        Err(error) => page.faults = CostFaults::of(error, page.f.language)?,
    }
    let status = match page.faults.any() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    page.f.clone().show_with(status, &page)
}

fn answer(f: &Frame, costs: &CostByYear, query: &CostsPageQuery) -> Answer {
    let pivot = pivot(f, costs, query);
    let chart = (!pivot.lines.is_empty()).then(|| {
        let model = pivot.chart(f);
        Markup(chart::svg(&model, chart::Frame::SCREEN, "costs-chart"))
    });
    let mut notes = vec![
        f.word("costs-note-view", costs.view.as_str()),
        f.word("costs-note-sharing", costs.sharing.as_str()),
    ];
    if let (Some(series), Some(year)) = (&costs.prices.series, costs.prices.price_year) {
        notes.push(f.tx(
            "costs-note-fixed",
            &[("series", series.clone()), ("year", year.to_string())],
        ));
    } else {
        notes.push(f.t("costs-note-current"));
    }
    Answer {
        pivot,
        chart,
        notes,
    }
}

/// The schools within reach; agreements only for the staff, who may open them.
fn choices(conn: &mut DbConnection, actor: &CostReader) -> Result<Choices> {
    let schools = organisation::store::schools(conn, &actor.reach(), None, None, MOST_CHOICES)?;
    let mut choices = Choices {
        schools: schools
            .into_iter()
            .map(|school| (school.id.to_string(), school.name))
            .collect(),
        ..Choices::default()
    };
    choices.schools.sort_by_key(|(_, name)| name.to_lowercase());
    if actor.holds(Staff::ROLES) {
        let leases = leasing::store::leases(conn, &LeaseFilter::default(), MOST_CHOICES)?;
        choices.leases = leases
            .into_iter()
            .map(|lease| {
                let text = format!("{}, {}", lease.agreement_number, lease.title);
                (lease.id.to_string(), text)
            })
            .collect();
        choices.schools.push(("none".to_owned(), String::new()));
    }
    let series = budget::store::price_series_names(conn)?;
    choices.series = series
        .into_iter()
        .map(|name| (name.clone(), name))
        .collect();
    Ok(choices)
}
