//! Quotes over HTTP: worked out while the caller waits, never stored.

use crate::error::{Error, Result};
use crate::http::Json;
use crate::http::actor::Asker;
use crate::leasing::{self, AskLeaseQuote, LeaseQuote};
use actix_web::{post, web};

/// Works out a lease from its terms, with instalments, cost by budget year and effective rate; stores nothing.
#[utoipa::path(tag = "leasing", responses((status = 200, body = LeaseQuote)))]
#[post("/lease-quotes")]
pub async fn quote_lease(
    actor: Asker,
    Json(command): Json<AskLeaseQuote>,
) -> Result<web::Json<LeaseQuote>> {
    // Finding a rate or an amount may take many tables; other requests shall not wait for it.
    let quote = web::block(move || leasing::quote(command, actor.language))
        .await
        .map_err(|error| Error::Internal(error.into()))??;
    Ok(web::Json(quote))
}
