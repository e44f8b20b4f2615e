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

/// The form of a document that was asked for, which knows where the others are: beside it, by their extension.
#[derive(Debug, Clone)]
pub struct AskedForm {
    /// The form.
    pub format: DocumentFormat,
    /// The last part of the address without its extension.
    stem: String,
    /// The question behind it, with its mark; may be empty.
    question: String,
}

impl AskedForm {
    /// The address of the same document in another form, from the address that was asked for.
    pub fn beside(&self, other: DocumentFormat) -> String {
        format!("{}.{}{}", self.stem, other.extension(), self.question)
    }

    /// The other forms as the value of a header `Link` (RFC 8288).
    pub fn link(&self) -> String {
        let others = DocumentFormat::ALL.iter();
        let others = others.filter(|other| **other != self.format);
        let links = others.map(|other| alternate(&self.beside(*other), *other));
        links.collect::<Vec<_>>().join(", ")
    }
}

/// A link to the same document in another form.
pub fn alternate(address: &str, form: DocumentFormat) -> String {
    let media_type = form.media_type();
    let media_type = media_type.split(';').next().unwrap_or(media_type);
    // A bracket would end the address, and is no part of one.
    let address = address.replace('<', "%3C").replace('>', "%3E");
    format!("<{address}>; rel=\"alternate\"; type=\"{media_type}\"")
}

/// Read from `{format}` at the end of the address; an unknown extension is an unknown address.
impl FromRequest for AskedForm {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let extension = request.match_info().get("format").unwrap_or("");
        let Some(format) = DocumentFormat::of_extension(extension) else {
            return ready(Err((&codes::NOT_FOUND).into()));
        };
        let name = request.path().rsplit('/').next().unwrap_or("");
        let stem = name.strip_suffix(extension).unwrap_or(name);
        let question = match request.query_string() {
            "" => String::new(),
            asked => format!("?{asked}"),
        };
        ready(Ok(AskedForm {
            format,
            stem: stem.trim_end_matches('.').to_owned(),
            question,
        }))
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
        link: None,
    };
    Ok(download.respond_to(request))
}
