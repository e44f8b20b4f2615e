//! The tender's documents over HTTP: the published bytes, or drafts.

use crate::archive::{self, Document, DocumentKind, Edition, kind};
use crate::clock::Moment;
use crate::db::{Database, DbConnection, DocumentId, TenderId};
use crate::error::{Error, Result};
use crate::http::actor::Staff;
use crate::http::answer::Download;
use crate::http::{AskedForm, DocumentFormat, Now, Path};
use crate::render::xlsx;
use crate::tenders::{Dossier, TENDER_DOCUMENT, ZIP_TYPE, draw_parts, price_sheet, store};
use actix_web::get;
use actix_web::web::Data;

/// The whole material as one document: what was published, or a draft before.
#[utoipa::path(
    tag = "tenders",
    params(("format" = inline(DocumentFormat), Path, description = "`pdf`, `html` or `txt`")),
    responses((status = 200, content(([u8] = "application/pdf"), (String = "text/html"), (String = "text/plain")))),
)]
#[get("/tenders/{id}/document.{format}")]
pub async fn draw_tender(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    form: AskedForm,
    Path((id, _format)): Path<(TenderId, String)>,
) -> Result<Download> {
    let format = form.format;
    let kept = published(&db, id, &kind::TENDER_DOCUMENT, move |conn, id| {
        archive::store::kept(conn, id, format)
    });
    if let Some(kept) = kept.await? {
        return Ok(archive::download_beside(kept, &form));
    }
    TENDER_DOCUMENT.show(&db, form, id, moment).await
}

/// The parts of the material in a zip: the published bytes, or a draft.
#[utoipa::path(tag = "tenders", responses((status = 200, content_type = "application/zip", body = [u8])))]
#[get("/tenders/{id}/package.zip")]
pub async fn draw_tender_package(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
) -> Result<Download> {
    let kept = published(&db, id, &kind::TENDER_PACKAGE, archive::store::content);
    if let Some(kept) = kept.await? {
        return Ok(archive::download(kept));
    }
    let parts = |dossier: &Dossier, edition: &Edition| draw_parts(dossier, edition, None);
    let bytes = draft(&db, id, moment, parts).await?;
    Ok(file(&kind::TENDER_PACKAGE, id, "zip", ZIP_TYPE, bytes))
}

/// The price sheet that bidders fill in: the published bytes, or a draft.
#[utoipa::path(
    tag = "tenders",
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = [u8])),
)]
#[get("/tenders/{id}/price-sheet.xlsx")]
pub async fn draw_price_sheet(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
) -> Result<Download> {
    let kept = published(&db, id, &kind::PRICE_SHEET, archive::store::content);
    if let Some(kept) = kept.await? {
        return Ok(archive::download(kept));
    }
    let bytes = draft(&db, id, moment, price_sheet).await?;
    Ok(file(
        &kind::PRICE_SHEET,
        id,
        "xlsx",
        xlsx::MEDIA_TYPE,
        bytes,
    ))
}

/// What was published of a kind, as it was kept, if the tender was published.
async fn published(
    db: &Database,
    id: TenderId,
    kind: &'static DocumentKind,
    kept: impl FnOnce(&mut DbConnection, DocumentId) -> Result<(Document, Vec<u8>)> + Send + 'static,
) -> Result<Option<(Document, Vec<u8>)>> {
    let last = move |conn: &mut DbConnection| {
        store::tender(conn, id)?;
        let editions = archive::store::editions(conn, kind, id.0)?;
        let last = editions.last().map(|document| document.id);
        last.map(|document| kept(conn, document)).transpose()
    };
    db.read(last).await
}

/// A draft, read in one transaction and drawn outside it.
async fn draft(
    db: &Database,
    id: TenderId,
    moment: Moment,
    draw: impl FnOnce(&Dossier, &Edition) -> Result<Vec<u8>> + Send + 'static,
) -> Result<Vec<u8>> {
    let (dossier, edition) = db
        .read(move |conn| {
            let dossier = store::dossier(conn, id)?;
            let edition = Edition::draft(conn, &kind::TENDER_DOCUMENT, id.0, moment)?;
            Ok((dossier, edition))
        })
        .await?;
    tokio::task::spawn_blocking(move || draw(&dossier, &edition))
        .await
        .map_err(|error| Error::Internal(Box::new(error)))?
}

fn file(
    kind: &DocumentKind,
    id: TenderId,
    extension: &str,
    media_type: &str,
    bytes: Vec<u8>,
) -> Download {
    Download {
        file_name: format!("{}-{id}-udkast.{extension}", kind.file_stem),
        media_type: media_type.to_owned(),
        bytes,
        sha256: None,
        link: None,
    }
}
