//! A file sent by a form of a page: read piece by piece, hashed, and kept nowhere.

use super::json::BodyLimit;
use super::session::hex;
use crate::error::{Error, Fault, Result, codes};
use actix_multipart::Multipart;
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use std::time::Duration;

/// How long sending a file may take; a stranger holds no connection open for longer.
const PATIENCE: Duration = Duration::from_secs(120);

/// The SHA-256 of the first file in a form, in lower-case hexadecimal digits; `None` when none was chosen.
///
/// # Errors
/// [`codes::PAYLOAD_TOO_LARGE`], [`codes::BODY_UNREADABLE`].
pub async fn hash_of_file(form: Multipart, limit: BodyLimit) -> Result<Option<String>> {
    actix_web::rt::time::timeout(PATIENCE, read(form, limit))
        .await
        .unwrap_or_else(|_| Err((&codes::BODY_UNREADABLE).into()))
}

async fn read(mut form: Multipart, limit: BodyLimit) -> Result<Option<String>> {
    let mut size = 0usize;
    let mut found = None;
    while let Some(part) = form.next().await {
        let mut part = part.map_err(|_| unreadable())?;
        let is_file = part
            .content_disposition()
            .and_then(|placed| placed.get_filename())
            .is_some_and(|name| !name.is_empty());
        let mut hash = Sha256::new();
        while let Some(piece) = part.next().await {
            let piece = piece.map_err(|_| unreadable())?;
            size = size.saturating_add(piece.len());
            // Read on all the same, up to a bound: a browser that is still sending would not see the answer.
            if size > limit.0.saturating_mul(8) {
                return Err(too_large(limit));
            }
            if size <= limit.0 {
                hash.update(&piece);
            }
        }
        if is_file && found.is_none() {
            found = Some(hex(&hash.finalize()));
        }
    }
    if size > limit.0 {
        return Err(too_large(limit));
    }
    Ok(found)
}

fn unreadable() -> Error {
    (&codes::BODY_UNREADABLE).into()
}

fn too_large(limit: BodyLimit) -> Error {
    Fault::new(&codes::PAYLOAD_TOO_LARGE)
        .with("limit_mb", limit.megabytes())
        .into()
}
