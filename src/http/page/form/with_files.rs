//! A sent form that may carry a file: `multipart/form-data`, behind the same lock as any other form.

use super::super::lost::is_form;
use super::Form;
use super::posted::{is_right_key, one_kind_of_line_end, pairs_of};
use crate::error::{Error, Fault, Result, codes};
use crate::http::json::{BodyLimit, read_body};
use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use std::time::Duration;

/// How long sending a file may take; a slow sender holds no connection open for longer.
const PATIENCE: Duration = Duration::from_secs(120);

/// A file that came with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    /// The name of the field.
    pub field: String,
    /// Its name on the sender's device.
    pub name: String,
    /// Its content, not looked at.
    pub bytes: Vec<u8>,
}

/// A sent form with its files, whose key is right; a form without files may come the usual way.
#[derive(Debug, Clone, Default)]
pub struct FormWithFiles {
    /// The fields that are no files.
    pub form: Form,
    files: Vec<SentFile>,
}

impl FormWithFiles {
    /// The file that was chosen in a field.
    pub fn file(&self, field: &str) -> Option<&SentFile> {
        let chosen = |file: &&SentFile| file.field == field && !file.name.is_empty();
        self.files.iter().find(chosen)
    }
}

impl FromRequest for FormWithFiles {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let limit = BodyLimit::of(&request);
            let sent = if is_form(&request) {
                FormWithFiles {
                    form: Form::of(pairs_of(&read_body(payload, limit).await?)?),
                    files: Vec::new(),
                }
            } else if is_multipart(&request) {
                let parts = Multipart::new(request.headers(), payload);
                actix_web::rt::time::timeout(PATIENCE, read(parts, limit))
                    .await
                    .unwrap_or_else(|_| Err((&codes::BODY_UNREADABLE).into()))?
            } else {
                return Err(Fault::new(&codes::UNSUPPORTED_MEDIA_TYPE)
                    .with("expected", "multipart/form-data")
                    .into());
            };
            let key = sent.form.get("form_key").unwrap_or_default();
            if is_right_key(&request, key) {
                Ok(sent)
            } else {
                Err((&codes::FORM_EXPIRED).into())
            }
        })
    }
}

fn is_multipart(request: &HttpRequest) -> bool {
    let kind = request.headers().get(CONTENT_TYPE);
    kind.and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("multipart/form-data"))
}

async fn read(mut parts: Multipart, limit: BodyLimit) -> Result<FormWithFiles> {
    let mut pairs = Vec::new();
    let mut files = Vec::new();
    let mut size = 0usize;
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| unreadable())?;
        let placed = part.content_disposition();
        let field = placed
            .and_then(|placed| placed.get_name())
            .unwrap_or_default()
            .to_owned();
        let name = placed
            .and_then(|placed| placed.get_filename())
            .map(base_name);
        let bytes = read_part(&mut part, &mut size, limit).await?;
        match name {
            Some(name) => files.push(SentFile { field, name, bytes }),
            None => {
                let text = String::from_utf8(bytes).map_err(|_| unreadable())?;
                pairs.push((field, one_kind_of_line_end(&text)));
            }
        }
    }
    if size > limit.0 {
        return Err(too_large(limit));
    }
    Ok(FormWithFiles {
        form: Form::of(pairs),
        files,
    })
}

/// Keeps what fits; what is beyond is read and dropped, up to a bound: a browser that is still sending would not see
/// the answer.
async fn read_part(part: &mut Field, size: &mut usize, limit: BodyLimit) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.next().await {
        let piece = piece.map_err(|_| unreadable())?;
        *size = size.saturating_add(piece.len());
        if *size > limit.0.saturating_mul(8) {
            return Err(too_large(limit));
        }
        if *size <= limit.0 {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(bytes)
}

/// Some browsers send the whole path.
fn base_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars()
        .filter(|letter| !letter.is_control())
        .take(200)
        .collect()
}

fn unreadable() -> Error {
    (&codes::BODY_UNREADABLE).into()
}

fn too_large(limit: BodyLimit) -> Error {
    Fault::new(&codes::PAYLOAD_TOO_LARGE)
        .with("limit_mb", limit.megabytes())
        .into()
}
