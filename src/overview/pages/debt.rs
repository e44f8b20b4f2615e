//! What is owed and bound on all agreements on a day, such as 31 December for the accounts.

use super::tabs::{Tab, tabs};
use crate::db::Database;
use crate::error::{Fault, Result, codes};
use crate::finance::Money;
use crate::http::Now;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::page::{Frame, Html, query_value};
use crate::leasing::{self, DebtStatement, DebtTotals, LeaseDebt, LeaseKind};
use crate::render::numbers;
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get};
use askama::Template;
use chrono::{Datelike, NaiveDate};

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_debt);
}

#[derive(Template)]
#[template(path = "overview/pages/debt.html")]
struct DebtPage {
    f: Frame,
    tabs: Vec<Tab>,
    written: String,
    fault: Option<String>,
    statement: Option<DebtStatement>,
}

/// Agreements of one kind, and their sums.
struct Group<'a> {
    kind: LeaseKind,
    rows: Vec<&'a LeaseDebt>,
    totals: DebtTotals,
}

impl DebtPage {
    fn amount(&self, amount: &Money) -> String {
        numbers::amount(*amount)
    }

    /// Finance issues the statement of a year that is over.
    fn may_issue(&self, statement: &DebtStatement) -> bool {
        let on = statement.on;
        let year_is_over = (on.month(), on.day()) == (12, 31) && on <= statement.reckoned_on;
        year_is_over && self.f.holds(FinanceStaff::ROLES)
    }

    fn groups(&self) -> Vec<Group<'_>> {
        let rows = self.statement.as_ref().map_or(&[][..], |found| &found.rows);
        let group = |kind: LeaseKind| Group {
            kind,
            rows: rows.iter().filter(|row| row.kind == kind).collect(),
            totals: DebtTotals::of(rows, kind),
        };
        let groups = LeaseKind::ALL.iter().map(|kind| group(*kind));
        groups.filter(|group| !group.rows.is_empty()).collect()
    }
}

#[get("/costs/debt")]
async fn show_debt(
    request: HttpRequest,
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
) -> Result<Html> {
    let written = query_value(&request, "on").unwrap_or_default();
    let on = day(&written, moment.today);
    let statement = match on {
        Ok(on) => {
            let read = db.read(move |conn| leasing::debt_statement(conn, on, moment.today));
            Ok(read.await?)
        }
        Err(fault) => Err(fault),
    };
    show(f, written, statement)
}

fn show(f: Frame, written: String, statement: Result<DebtStatement, Fault>) -> Result<Html> {
    let (costs, title) = (f.t("nav-costs"), f.t("costs-tab-debt"));
    let mut page = DebtPage {
        tabs: tabs(&f, "/costs/debt"),
        f: f.below(costs, "/costs").below(title, "/costs/debt"),
        written,
        fault: None,
        statement: None,
    };
    let status = match statement {
        Ok(found) => {
            page.written = found.on.to_string();
            page.statement = Some(found);
            StatusCode::OK
        }
        Err(fault) => {
            page.fault = Some(fault.detail(page.f.language));
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    page.f.clone().show_with(status, &page)
}

/// The day that is asked for: the latest 31 December unless told.
fn day(written: &str, today: NaiveDate) -> Result<NaiveDate, Fault> {
    let on = match written.trim() {
        "" => leasing::last_year_end(today),
        text => text
            .parse()
            .or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"))
            .map_err(|_| Fault::new(&codes::DATE_UNREADABLE).at("/on"))?,
    };
    match (1990..=2200).contains(&on.year()) {
        true => Ok(on),
        false => Err(Fault::new(&codes::DATE_OUT_OF_RANGE).at("/on")),
    }
}
