//! The list of agreements, and the days on which somebody must act.

use super::place::mark;
use crate::db::{Database, LeaseId};
use crate::error::Result;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::page::{Frame, Html, query_value};
use crate::http::paging::{DEFAULT_LIMIT, fetch_count, read_cursor};
use crate::http::{Now, Page};
use crate::leasing::store::{self, LeaseFilter};
use crate::leasing::{self, Lease, LeaseDeadline, LeaseState};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get};
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_leases);
}

#[derive(Template)]
#[template(path = "leasing/pages/list.html")]
struct LeasesPage {
    f: Frame,
    leases: Vec<Lease>,
    state: Option<LeaseState>,
    next: Option<String>,
    later: bool,
    deadlines: Vec<LeaseDeadline>,
    may_open: bool,
}

impl LeasesPage {
    fn states(&self) -> &'static [LeaseState] {
        LeaseState::ALL
    }

    fn mark(&self, state: &LeaseState) -> &'static str {
        mark(state)
    }

    fn days_left(&self, one: &LeaseDeadline) -> String {
        self.f.n("leases-days-left", one.days_left)
    }

    fn next_address(&self, cursor: &str) -> String {
        let state = self.state.map_or("", LeaseState::as_str);
        format!("/leases?state={state}&cursor={cursor}")
    }
}

#[get("/leases")]
async fn list_leases(
    request: HttpRequest,
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
) -> Result<Html> {
    let state = query_value(&request, "state").and_then(|text| text.parse().ok());
    let cursor = query_value(&request, "cursor");
    let after: Option<LeaseId> = read_cursor("leases", cursor.as_deref())?;
    let filter = LeaseFilter {
        state,
        after,
        ..LeaseFilter::default()
    };
    let (found, deadlines) = db
        .read(move |conn| {
            let found = store::leases(conn, &filter, fetch_count(None))?;
            Ok((found, leasing::next_deadlines(conn, moment.today)?))
        })
        .await?;
    let piece = Page::cut("leases", found, DEFAULT_LIMIT, |lease| lease.id);
    let title = f.t("nav-leases");
    let page = LeasesPage {
        may_open: f.holds(FinanceStaff::ROLES),
        f: f.below(title, "/leases"),
        leases: piece.items,
        state,
        next: piece.next,
        later: after.is_some(),
        deadlines,
    };
    page.f.clone().show(&page)
}
