//! By which weights a line or a fee is shared among the schools: a weight beside each school that takes part.

use super::place::{Place, way};
use super::share_lines::{ShareLine, from_sent, lines, read, tell};
use crate::db::{Database, DbConnection, LeaseFeeId, LeaseId, LeaseLineId};
use crate::error::{Error, Language, Result};
use crate::http::actor::{FinanceStaff, Reach};
use crate::http::page::{Form, Frame, Html, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{self, Lease, LeaseShares, SplitKey, store};
use crate::organisation::{School, store as schools};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// How many schools a municipality can have here.
const MOST_SCHOOLS: i64 = 1000;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(line_shares)
        .service(set_line_shares)
        .service(fee_shares)
        .service(set_fee_shares);
}

/// What is shared.
#[derive(Debug, Clone, Copy)]
enum Owner {
    Line(LeaseLineId),
    Fee(LeaseFeeId),
}

impl Owner {
    fn path(self) -> String {
        match self {
            Owner::Line(id) => format!("/lease-lines/{id}/shares"),
            Owner::Fee(id) => format!("/lease-fees/{id}/shares"),
        }
    }
}

/// The thing that is shared, and who may take part.
struct Found {
    lease: Lease,
    description: String,
    shares: LeaseShares,
    schools: Vec<School>,
}

#[derive(Template)]
#[template(path = "leasing/pages/shares.html")]
struct SharesPage {
    f: Frame,
    place: Place,
    description: String,
    action: String,
    version: i32,
    lines: Vec<ShareLine>,
    refused: Vec<String>,
    stale: bool,
    stated: bool,
}

impl SharesPage {
    fn is_refused(&self) -> bool {
        !self.refused.is_empty() || self.lines.iter().any(|line| !line.faults.is_empty())
    }
}

async fn found(db: &Database, owner: Owner) -> Result<Found> {
    let read = move |conn: &mut DbConnection| {
        let (lease, description, shares): (LeaseId, String, LeaseShares) = match owner {
            Owner::Line(id) => {
                let line = store::line(conn, id)?;
                (
                    line.lease_id,
                    line.description,
                    leasing::line_shares(conn, id)?,
                )
            }
            Owner::Fee(id) => {
                let fee = store::fee(conn, id)?;
                (
                    fee.lease_id,
                    fee.description,
                    leasing::fee_shares(conn, id)?,
                )
            }
        };
        Ok(Found {
            lease: store::lease(conn, lease)?,
            description,
            shares,
            schools: schools::schools(conn, &Reach::All, None, None, MOST_SCHOOLS)?,
        })
    };
    db.read(read).await
}

/// What came back from a form that was refused.
type Back<'a> = (&'a Form, Error, Language);

fn page(f: Frame, owner: Owner, found: Found, back: Option<Back<'_>>) -> Result<SharesPage> {
    let (action, title) = (owner.path(), f.t("lease-shares-title"));
    let mut page = SharesPage {
        place: Place::of(&f, found.lease.clone(), "agreement"),
        f: way(f, &found.lease, "agreement").below(title, action.clone()),
        description: found.description,
        action,
        version: found.shares.version,
        lines: lines(&found.schools, &found.shares),
        refused: Vec::new(),
        stale: false,
        stated: found.shares.split_key == SplitKey::Stated,
    };
    if let Some((sent, error, language)) = back {
        if let Error::Internal(_) = error {
            return Err(error);
        }
        page.stale = error.code() == &crate::error::codes::STALE;
        page.lines = from_sent(page.lines, sent, page.stale);
        page.refused = tell(&mut page.lines, sent, &error, language);
    }
    Ok(page)
}

fn again(
    f: Frame,
    owner: Owner,
    found: Found,
    (sent, error): (&Form, Error),
) -> Result<HttpResponse> {
    let language = f.language;
    let page = page(f, owner, found, Some((sent, error, language)))?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page.f.clone().show_with(status, &page)?.into_response())
}

fn saved(request: &HttpRequest, f: &Frame, lease: &Lease, description: &str) -> HttpResponse {
    let path = format!("/leases/{}", lease.id);
    f.see(request, &path, "lease-shares-saved", description)
}

#[get("/lease-lines/{id}/shares")]
async fn line_shares(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseLineId>,
) -> Result<Html> {
    let owner = Owner::Line(id);
    let page = page(f, owner, found(&db, owner).await?, None)?;
    page.f.clone().show(&page)
}

#[post("/lease-lines/{id}/shares")]
async fn set_line_shares(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseLineId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, read(&sent), move |conn, command| {
        leasing::set_line_shares(conn, &actor, id, seen, command, moment)
    });
    let (done, owner) = (done.await, Owner::Line(id));
    let found = found(&db, owner).await?;
    match done {
        Ok(_) => Ok(saved(&request, &f, &found.lease, &found.description)),
        Err(error) => again(f, owner, found, (&sent, error)),
    }
}

#[get("/lease-fees/{id}/shares")]
async fn fee_shares(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseFeeId>,
) -> Result<Html> {
    let owner = Owner::Fee(id);
    let page = page(f, owner, found(&db, owner).await?, None)?;
    page.f.clone().show(&page)
}

#[post("/lease-fees/{id}/shares")]
async fn set_fee_shares(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseFeeId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, read(&sent), move |conn, command| {
        leasing::set_fee_shares(conn, &actor, id, seen, command, moment)
    });
    let (done, owner) = (done.await, Owner::Fee(id));
    let found = found(&db, owner).await?;
    match done {
        Ok(_) => Ok(saved(&request, &f, &found.lease, &found.description)),
        Err(error) => again(f, owner, found, (&sent, error)),
    }
}
