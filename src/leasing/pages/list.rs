//! The list of agreements, and the days on which somebody must act.

use super::place::mark;
use crate::db::{Database, DbConnection, LeaseId};
use crate::error::Result;
use crate::http::Now;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::page::{Frame, Html, query_value};
use crate::leasing::store::{self, LeaseFilter};
use crate::leasing::{self, Lease, LeaseDeadline, LeaseState};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get};
use askama::Template;

/// How many agreements stand on a page.
const A_PAGE: usize = 50;

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
    previous: Option<LeaseId>,
    next: Option<LeaseId>,
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

    /// The same list before or after an agreement.
    fn address(&self, place: &str, id: &LeaseId) -> String {
        match self.state {
            Some(state) => format!("/leases?state={}&{place}={id}", state.as_str()),
            None => format!("/leases?{place}={id}"),
        }
    }
}

/// A piece of the list, and whether there is more before and after it.
struct Piece {
    leases: Vec<Lease>,
    before: bool,
    after: bool,
}

fn piece(conn: &mut DbConnection, filter: &LeaseFilter) -> Result<Piece> {
    let count = i64::try_from(A_PAGE).unwrap_or(i64::MAX).saturating_add(1);
    let mut leases = store::leases(conn, filter, count)?;
    let more = leases.len() > A_PAGE;
    let backward = filter.before.is_some();
    match backward {
        true if more => drop(leases.remove(0)),
        _ => leases.truncate(A_PAGE),
    }
    Ok(Piece {
        leases,
        before: if backward {
            more
        } else {
            filter.after.is_some()
        },
        after: backward || more,
    })
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
    let place = |name| {
        let id = query_value(&request, name)?.parse().ok()?;
        Some(LeaseId(id))
    };
    let after = place("after");
    let filter = LeaseFilter {
        state,
        after,
        before: place("before").filter(|_| after.is_none()),
        ..LeaseFilter::default()
    };
    let (piece, deadlines) = db
        .read(move |conn| {
            let piece = piece(conn, &filter)?;
            Ok((piece, leasing::next_deadlines(conn, moment.today)?))
        })
        .await?;
    let id = |lease: Option<&Lease>, there: bool| lease.filter(|_| there).map(|lease| lease.id);
    let title = f.t("nav-leases");
    let page = LeasesPage {
        may_open: f.holds(FinanceStaff::ROLES),
        f: f.below(title, "/leases"),
        previous: id(piece.leases.first(), piece.before),
        next: id(piece.leases.last(), piece.after),
        leases: piece.leases,
        state,
        deadlines,
    };
    page.f.clone().show(&page)
}
