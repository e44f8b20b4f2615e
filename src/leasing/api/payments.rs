//! Invoices and payments over HTTP.

use crate::db::{Database, LeaseId, LeasePaymentId};
use crate::error::Result;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{Json, Now, Page, Path, Query, TableFormat, Tagged, in_format};
use crate::leasing::{self, LeasePayment, PaymentStatus, RecordPayment, store};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;
use validator::Validate;

/// Which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListLeasePayments {
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Lists the entries of a lease in the order of their entering, corrected ones too.
#[utoipa::path(tag = "leasing", params(ListLeasePayments), responses((status = 200, body = Page<LeasePayment>)))]
#[get("/leases/{id}/payments")]
pub async fn list_lease_payments(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
    Query(query): Query<ListLeasePayments>,
) -> Result<Selected<LeasePayment>> {
    let after: Option<LeasePaymentId> = read_cursor("lease-payments", query.cursor.as_deref())?;
    let (limit, count) = (
        query.limit.unwrap_or(DEFAULT_LIMIT),
        fetch_count(query.limit),
    );
    let found = db
        .read(move |conn| {
            let lease = store::lease(conn, id)?;
            Ok(store::payments_after(conn, lease.id, after, count)?)
        })
        .await?;
    Ok(Selected {
        page: Page::cut("lease-payments", found, limit, |entry| entry.id),
        fields: query.fields,
    })
}

/// Records an invoice or a payment, or corrects one.
#[utoipa::path(tag = "leasing", responses((status = 201, body = LeasePayment)))]
#[post("/leases/{id}/payments")]
pub async fn record_lease_payment(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    Json(command): Json<RecordPayment>,
) -> Result<Tagged<LeasePayment>> {
    let made = db
        .write(move |conn| leasing::record_payment(conn, &actor, id, &command, moment))
        .await?;
    let location = format!("/api/v1/leases/{id}/payments");
    Ok(Tagged::created(made, 1, location))
}

/// What was to be paid beside what was paid, as JSON or as CSV for a Danish spreadsheet.
#[utoipa::path(tag = "leasing",
    params(("format" = inline(TableFormat), Path, description = "`json` or `csv`")),
    responses((status = 200, content((PaymentStatus = "application/json"), (String = "text/csv")))))]
#[get("/leases/{id}/payments/status.{format}")]
pub async fn read_lease_payment_status(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    request: HttpRequest,
    format: TableFormat,
    Path((id, _format)): Path<(LeaseId, String)>,
) -> Result<HttpResponse> {
    let status = db
        .read(move |conn| leasing::payment_status(conn, id, moment.today))
        .await?;
    let name = format!("betalinger-{id}");
    in_format(
        &request,
        format,
        status,
        leasing::payment_status_table,
        &name,
    )
}
