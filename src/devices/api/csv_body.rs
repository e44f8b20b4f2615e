//! Reads a CSV or XLSX file from the body of a request.

use crate::error::{Error, Fault, Result, codes};
use crate::http::{BodyLimit, read_body};
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use std::future::Future;
use std::pin::Pin;

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A body of type `text/csv`, in whatever encoding: what the header says of it is seldom true; or a workbook.
#[derive(Debug)]
pub struct CsvBody(pub Bytes);

impl FromRequest for CsvBody {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_csv = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|media| {
                let media = media.trim();
                media.eq_ignore_ascii_case("text/csv") || media.eq_ignore_ascii_case(WORKBOOK)
            });
        let limit = BodyLimit::of(request);
        let payload = payload.take();
        Box::pin(async move {
            let body = read_body(payload, limit).await?;
            if !is_csv {
                return Err(Fault::new(&codes::UNSUPPORTED_MEDIA_TYPE)
                    .with("expected", "text/csv")
                    .into());
            }
            Ok(CsvBody(body))
        })
    }
}
