//! One content in several forms, chosen by the extension of the address.

use super::answer::Download;
use super::download::HTML;
use crate::clock::Clock;
use crate::error::{Error, Result, codes};
use crate::render::{Table, csv, xlsx};
use actix_web::dev::Payload;
use actix_web::web::{Data, Json};
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use std::future::{Ready, ready};

/// The forms in which a table leaves the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, utoipa::ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum TableFormat {
    /// For programs: amounts as decimal strings, dates ISO 8601.
    Json,
    /// For Danish spreadsheets: semicolons, decimal commas, UTF-8 with byte order mark.
    Csv,
    /// A workbook with real numbers and dates, and sums as formulas.
    Xlsx,
}

/// Read from `{format}` in the address; an unknown extension is an unknown address.
impl FromRequest for TableFormat {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.match_info().get("format") {
            Some("json") => Ok(TableFormat::Json),
            Some("csv") => Ok(TableFormat::Csv),
            Some("xlsx") => Ok(TableFormat::Xlsx),
            _ => Err((&codes::NOT_FOUND).into()),
        })
    }
}

/// The forms in which a document leaves the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, utoipa::ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum DocumentFormat {
    /// Accessible and archivable pages.
    Pdf,
    /// The same as a page for a browser, also on a phone.
    Html,
    /// Plain text.
    #[schema(rename = "txt")]
    Text,
}

impl DocumentFormat {
    /// All forms, the one that counts first.
    pub const ALL: &[DocumentFormat] = &[
        DocumentFormat::Pdf,
        DocumentFormat::Html,
        DocumentFormat::Text,
    ];

    /// The form with this extension.
    pub fn of_extension(extension: &str) -> Option<Self> {
        let known = DocumentFormat::ALL.iter();
        known
            .copied()
            .find(|format| format.extension() == extension)
    }

    /// The extension in addresses and file names.
    pub const fn extension(self) -> &'static str {
        match self {
            DocumentFormat::Pdf => "pdf",
            DocumentFormat::Html => "html",
            DocumentFormat::Text => "txt",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            DocumentFormat::Pdf => "application/pdf",
            DocumentFormat::Html => HTML,
            DocumentFormat::Text => "text/plain; charset=utf-8",
        }
    }
}

/// Read from `{format}` in the address; an unknown extension is an unknown address.
impl FromRequest for DocumentFormat {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let asked = request.match_info().get("format").unwrap_or("");
        ready(DocumentFormat::of_extension(asked).ok_or_else(|| (&codes::NOT_FOUND).into()))
    }
}

/// The answer in the form that was asked for; `file_name` without its extension.
///
/// A workbook says that it was made today, by the clock of the app.
///
/// # Errors
/// Only when the table cannot be written, which no table of this service causes.
pub fn in_format<T: Serialize>(
    request: &HttpRequest,
    format: TableFormat,
    value: T,
    table: impl FnOnce(&T) -> Table,
    file_name: &str,
) -> Result<HttpResponse> {
    let (extension, media_type, bytes) = match format {
        TableFormat::Json => return Ok(Json(value).respond_to(request).map_into_boxed_body()),
        TableFormat::Csv => {
            let bytes = csv::write(&table(&value), csv::Dialect::Spreadsheet)
                .map_err(|error| Error::Internal(error.into()))?;
            ("csv", "text/csv; charset=utf-8", bytes)
        }
        TableFormat::Xlsx => {
            let clock = request
                .app_data::<Data<Clock>>()
                .ok_or_else(|| Error::Internal("the app has no clock".into()))?;
            let bytes = xlsx::write(&[&table(&value)], clock.moment().today)
                .map_err(|error| Error::Internal(error.into()))?;
            ("xlsx", xlsx::MEDIA_TYPE, bytes)
        }
    };
    let download = Download {
        file_name: format!("{file_name}.{extension}"),
        media_type: media_type.to_owned(),
        bytes,
        sha256: None,
    };
    Ok(download.respond_to(request))
}
