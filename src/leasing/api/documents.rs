//! The documents of leasing over HTTP: schedule and statement of debt.

use super::debt::ReadDebt;
use crate::archive::{Document, IssueDocument};
use crate::db::{Database, LeaseId};
use crate::error::Result;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::answer::Download;
use crate::http::{AskedForm, DocumentFormat, Json, Now, Path, Query, Tagged};
use crate::leasing::{DEBT_DOCUMENT, SCHEDULE_DOCUMENT};
use actix_web::web::Data;
use actix_web::{get, post};

/// Draws the schedule of a lease (*ydelsesplan*) as a draft: terms, instalments, fees, budget years, notice.
#[utoipa::path(
    tag = "leasing",
    params(("format" = inline(DocumentFormat), Path, description = "`pdf`, `html` or `txt`")),
    responses((status = 200, content(([u8] = "application/pdf"), (String = "text/html"), (String = "text/plain")))),
)]
#[get("/leases/{id}/schedule-document.{format}")]
pub async fn draw_lease_schedule(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    form: AskedForm,
    Path((id, _format)): Path<(LeaseId, String)>,
) -> Result<Download> {
    SCHEDULE_DOCUMENT.show(&db, form, id, moment).await
}

/// Issues the schedule of a lease in force as a numbered document that never changes.
#[utoipa::path(tag = "leasing", responses((status = 201, body = Document)))]
#[post("/leases/{id}/schedule-document/issue")]
pub async fn issue_lease_schedule(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    Json(command): Json<IssueDocument>,
) -> Result<Tagged<Document>> {
    let issued = SCHEDULE_DOCUMENT.issue(&db, &actor, id, &command, moment);
    Ok(issued.await?.created())
}

/// Draws the statement of debt and obligations on a day as a draft.
#[utoipa::path(
    tag = "leasing",
    params(("format" = inline(DocumentFormat), Path, description = "`pdf`, `html` or `txt`"), ReadDebt),
    responses((status = 200, content(([u8] = "application/pdf"), (String = "text/html"), (String = "text/plain")))),
)]
#[get("/leases/debt-document.{format}")]
pub async fn draw_lease_debt(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    form: AskedForm,
    Query(query): Query<ReadDebt>,
) -> Result<Download> {
    let on = query.day(moment.today)?;
    DEBT_DOCUMENT.show(&db, form, on, moment).await
}

/// Issues the statement of debt per 31 December, once the year is over.
#[utoipa::path(tag = "leasing", params(ReadDebt), responses((status = 201, body = Document)))]
#[post("/leases/debt-document/issue")]
pub async fn issue_lease_debt(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Query(query): Query<ReadDebt>,
    Json(command): Json<IssueDocument>,
) -> Result<Tagged<Document>> {
    let on = query.day(moment.today)?;
    let issued = DEBT_DOCUMENT.issue(&db, &actor, on, &command, moment);
    Ok(issued.await?.created())
}
