//! Draws a document where no database connection waits for it.

use crate::error::{Error, Fault, Result, codes};
use crate::http::DocumentFormat;
use crate::render::{self, html, pdf, text};
use std::collections::BTreeSet;

/// Draws on a thread of its own; never call it inside a transaction.
///
/// # Errors
/// As [`draw_now`].
pub async fn draw(document: render::Document) -> Result<Vec<u8>> {
    drawn(document, DocumentFormat::Pdf).await
}

/// A document in a form, drawn on a thread of its own.
///
/// # Errors
/// As [`draw_now`].
pub async fn drawn(document: render::Document, format: DocumentFormat) -> Result<Vec<u8>> {
    tokio::task::spawn_blocking(move || draw_as(&document, format))
        .await
        .map_err(|error| Error::Internal(Box::new(error)))?
}

/// A document in a form, drawn on this thread.
///
/// # Errors
/// As [`draw_now`].
pub fn draw_as(document: &render::Document, format: DocumentFormat) -> Result<Vec<u8>> {
    match format {
        DocumentFormat::Pdf => draw_now(document),
        DocumentFormat::Html => Ok(html::page(document, html::Links::default()).into_bytes()),
        DocumentFormat::Text => Ok(text::document(document).into_bytes()),
    }
}

/// Tells what was drawn otherwise; of users' texts only what they asked for, since no content belongs in a log.
fn log(warnings: &[pdf::Warning], title: &str) {
    let mut unread = BTreeSet::new();
    for warning in warnings {
        match warning {
            pdf::Warning::Unread(markup, _) => drop(unread.insert(markup)),
            other => tracing::warn!(warning = ?other, title, "drawn otherwise"),
        }
    }
    if !unread.is_empty() {
        tracing::warn!(markup = ?unread, title, "markup was drawn as it was typed");
    }
}

/// Draws on this thread; for commands that are not asynchronous.
///
/// # Errors
/// [`codes::DOCUMENT_NOT_DRAWABLE`] when the content makes no pages.
pub fn draw_now(document: &render::Document) -> Result<Vec<u8>> {
    match pdf::draw(document) {
        Ok(drawn) => {
            log(&drawn.warnings, &document.title);
            Ok(drawn.bytes)
        }
        Err(reason @ (pdf::PdfError::TableTooWide(_) | pdf::PdfError::TooManyPages(_))) => {
            Err(Fault::new(&codes::DOCUMENT_NOT_DRAWABLE)
                .with("reason", reason)
                .into())
        }
        Err(error) => Err(Error::Internal(Box::new(error))),
    }
}
