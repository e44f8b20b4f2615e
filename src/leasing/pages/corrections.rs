//! Correcting and removing lines and batches, until the agreement is in force.

use super::contents::{BATCH, LINE, line_form};
use super::step::{self, Removal, Step};
use crate::db::{Database, DbConnection, DeviceCategoryId, LeaseBatchId, LeaseLineId};
use crate::error::Result;
use crate::http::actor::FinanceStaff;
use crate::http::page::{Form, FormView, Frame, Html, carry_out};
use crate::http::{Now, Path};
use crate::leasing::{
    self, DescribeLeaseBatch, DescribeLeaseLine, Lease, LeaseBatch, LeaseLine, store,
};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(edit_line)
        .service(change_line)
        .service(remove_line)
        .service(edit_batch)
        .service(change_batch)
        .service(remove_batch);
}

const EDIT_LINE: Step = Step {
    title: "lease-line-edit",
    lead: None,
};
const EDIT_BATCH: Step = Step {
    title: "lease-batch-edit",
    lead: None,
};

/// A line, its agreement, and the categories to choose from.
type LinePlace = (LeaseLine, Lease, Vec<(DeviceCategoryId, String)>);

async fn line(db: &Database, id: LeaseLineId) -> Result<LinePlace> {
    let read = move |conn: &mut DbConnection| {
        let line = store::line(conn, id)?;
        let lease = store::lease(conn, line.lease_id)?;
        Ok((line, lease, store::category_names(conn)?))
    };
    db.read(read).await
}

fn filled_line(f: &Frame, (line, _, categories): &LinePlace) -> FormView {
    let path = format!("/lease-lines/{}", line.id);
    line_form(f, (path, "form-save"), categories.clone())
        .filled(line)
        .version(line.version)
}

fn line_removal(line: &LeaseLine) -> Removal {
    Removal {
        path: format!("/lease-lines/{}/remove", line.id),
        version: line.version,
    }
}

#[get("/lease-lines/{id}")]
async fn edit_line(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseLineId>,
) -> Result<Html> {
    let found = line(&db, id).await?;
    let form = filled_line(&f, &found);
    let removal = line_removal(&found.0);
    step::show_removable(f, found.1, EDIT_LINE, form, removal)
}

#[post("/lease-lines/{id}")]
async fn change_line(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseLineId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(
        &db,
        sent.read::<DescribeLeaseLine>(&LINE),
        move |conn, command| leasing::change_lease_line(conn, &actor, id, seen, command, moment),
    );
    match done.await {
        Ok(line) => Ok(f.see(
            &request,
            &format!("/leases/{}", line.lease_id),
            "lease-line-saved",
            "",
        )),
        Err(error) => {
            let found = line(&db, id).await?;
            let shown = (filled_line(&f, &found), line_removal(&found.0));
            step::again_removable(f, found.1, EDIT_LINE, shown, (&sent, error))
        }
    }
}

#[post("/lease-lines/{id}/remove")]
async fn remove_line(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseLineId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let write =
        move |conn: &mut DbConnection| leasing::remove_lease_line(conn, &actor, id, seen, moment);
    match db.write(write).await {
        Ok(gone) => {
            let path = format!("/leases/{}", gone.lease_id);
            Ok(f.see(&request, &path, "lease-removed", &gone.description))
        }
        Err(error) => {
            let found = line(&db, id).await?;
            let shown = (filled_line(&f, &found), line_removal(&found.0));
            step::not_removed(f, found.1, EDIT_LINE, shown, error)
        }
    }
}

async fn batch(db: &Database, id: LeaseBatchId) -> Result<(LeaseBatch, Lease)> {
    let read = move |conn: &mut DbConnection| {
        let batch = store::batch(conn, id)?;
        let lease = store::lease(conn, batch.lease_id)?;
        Ok((batch, lease))
    };
    db.read(read).await
}

fn filled_batch(batch: &LeaseBatch) -> FormView {
    let path = format!("/lease-batches/{}", batch.id);
    FormView::blank(&BATCH, path, "form-save")
        .filled(batch)
        .version(batch.version)
}

fn batch_removal(batch: &LeaseBatch) -> Removal {
    Removal {
        path: format!("/lease-batches/{}/remove", batch.id),
        version: batch.version,
    }
}

#[get("/lease-batches/{id}")]
async fn edit_batch(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Path(id): Path<LeaseBatchId>,
) -> Result<Html> {
    let (batch, lease) = batch(&db, id).await?;
    let removal = batch_removal(&batch);
    step::show_removable(f, lease, EDIT_BATCH, filled_batch(&batch), removal)
}

#[post("/lease-batches/{id}")]
async fn change_batch(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseBatchId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(
        &db,
        sent.read::<DescribeLeaseBatch>(&BATCH),
        move |conn, command| leasing::change_lease_batch(conn, &actor, id, seen, command, moment),
    );
    match done.await {
        Ok(batch) => Ok(f.see(
            &request,
            &format!("/leases/{}", batch.lease_id),
            "lease-batch-saved",
            "",
        )),
        Err(error) => {
            let (batch, lease) = batch(&db, id).await?;
            let shown = (filled_batch(&batch), batch_removal(&batch));
            step::again_removable(f, lease, EDIT_BATCH, shown, (&sent, error))
        }
    }
}

#[post("/lease-batches/{id}/remove")]
async fn remove_batch(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseBatchId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let write =
        move |conn: &mut DbConnection| leasing::remove_lease_batch(conn, &actor, id, seen, moment);
    match db.write(write).await {
        Ok(gone) => {
            let path = format!("/leases/{}", gone.lease_id);
            Ok(f.see(&request, &path, "lease-removed", &gone.invoice_number))
        }
        Err(error) => {
            let (batch, lease) = batch(&db, id).await?;
            let shown = (filled_batch(&batch), batch_removal(&batch));
            step::not_removed(f, lease, EDIT_BATCH, shown, error)
        }
    }
}
