//! The instalments of an agreement, and what is owed on it on a day.

use super::place::{self, Place, way};
use crate::db::{Database, DbConnection, LeaseId};
use crate::error::{Error, Fault, Result, codes};
use crate::finance::Money;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::page::{Frame, Html, query_value};
use crate::http::{Now, Path};
use crate::leasing::{
    self, Lease, LeaseDebt, LeaseSchedule, LeaseState, ScheduledInstalment, store,
};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get};
use askama::Template;
use chrono::{Datelike, NaiveDate};

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_schedule);
}

#[derive(Template)]
#[template(path = "leasing/pages/schedule.html")]
struct SchedulePage {
    f: Frame,
    place: Place,
    today: NaiveDate,
    schedule: Option<LeaseSchedule>,
    hindered: Vec<String>,
    on: String,
    fault: Option<String>,
    debt: Option<LeaseDebt>,
    may_issue: bool,
}

impl SchedulePage {
    fn amount(&self, amount: &Money) -> String {
        place::amount(amount)
    }

    fn is_past(&self, day: &NaiveDate) -> bool {
        *day < self.today
    }

    fn is_binding(&self) -> bool {
        !self.place.lease.is_open()
    }

    /// The budget years of the instalments.
    fn years(&self) -> Option<(i32, i32)> {
        let rows = &self.schedule.as_ref()?.rows;
        let year = |row: &ScheduledInstalment| row.instalment.due_on.year();
        Some((year(rows.first()?), year(rows.last()?)))
    }

    fn is_in_force(&self) -> bool {
        self.place.lease.state == LeaseState::InForce
    }
}

/// The agreement, its instalments or what hinders them, and its debt on a day.
type Found = (Lease, Result<LeaseSchedule>, Option<LeaseDebt>);

fn read(conn: &mut DbConnection, id: LeaseId, on: NaiveDate, today: NaiveDate) -> Result<Found> {
    let lease = store::lease(conn, id)?;
    let schedule = leasing::schedule(conn, id);
    let debt = leasing::debt_statement(conn, on, today)?.rows;
    let debt = debt.into_iter().find(|row| row.lease_id == id);
    Ok((lease, schedule, debt))
}

#[get("/leases/{id}/schedule")]
async fn show_schedule(
    request: HttpRequest,
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let today = moment.today;
    let asked = day(query_value(&request, "on"), today);
    let on = asked.as_ref().map_or(today, |on| *on);
    let found = db.read(move |conn| read(conn, id, on, today)).await?;
    show(f, found, asked, today)
}

fn show(f: Frame, found: Found, asked: Result<NaiveDate, Fault>, today: NaiveDate) -> Result<Html> {
    let (lease, schedule, debt) = found;
    let (schedule, hindered) = match schedule {
        Ok(schedule) => (Some(schedule), Vec::new()),
        Err(error @ Error::Internal(_)) => return Err(error),
        Err(error) => {
            let told = error.faults().iter().map(|fault| fault.detail(f.language));
            (None, told.collect())
        }
    };
    let (status, on, fault) = match asked {
        Ok(on) => (StatusCode::OK, on.to_string(), None),
        Err(fault) => {
            let detail = fault.detail(f.language);
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                String::new(),
                Some(detail),
            )
        }
    };
    let page = SchedulePage {
        may_issue: f.holds(FinanceStaff::ROLES) && !lease.is_open(),
        place: Place::of(&f, lease.clone(), "schedule"),
        f: way(f, &lease, "schedule"),
        today,
        schedule,
        hindered,
        debt: debt.filter(|_| fault.is_none()),
        on,
        fault,
    };
    page.f.clone().show_with(status, &page)
}

/// The day that is asked for; today unless told.
fn day(written: Option<String>, today: NaiveDate) -> Result<NaiveDate, Fault> {
    let Some(text) = written.filter(|text| !text.trim().is_empty()) else {
        return Ok(today);
    };
    let read: Option<NaiveDate> = text
        .parse()
        .ok()
        .or_else(|| NaiveDate::parse_from_str(&text, "%d.%m.%Y").ok());
    let on = read.ok_or_else(|| Fault::new(&codes::DATE_UNREADABLE).at("/on"))?;
    match (1990..=2200).contains(&on.year()) {
        true => Ok(on),
        false => Err(Fault::new(&codes::DATE_OUT_OF_RANGE).at("/on")),
    }
}
