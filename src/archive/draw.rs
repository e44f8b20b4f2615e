//! Draws a document where no database connection waits for it.

use super::Twins;
use crate::error::{Error, Fault, Result, codes};
use crate::http::{AskedForm, DocumentFormat};
use crate::render::{self, html, pdf, text};
use std::collections::BTreeSet;

/// Draws on a thread of its own; never call it inside a transaction.
///
/// # Errors
/// As [`draw_now`].
pub async fn draw(document: render::Document) -> Result<Vec<u8>> {
    apart(move || draw_now(&document)).await
}

/// A document as it is issued: as a PDF, and with its twins.
///
/// # Errors
/// As [`draw_now`].
pub async fn drawn_to_issue(document: render::Document) -> Result<(Vec<u8>, Twins)> {
    apart(move || Ok((draw_now(&document)?, twins(&document)))).await
}

/// The same document as a page and as text, to be kept beside its PDF under the same name.
pub fn twins(document: &render::Document) -> Twins {
    Twins {
        page: page(document, "document.pdf"),
        plain: text::document(document).into_bytes(),
    }
}

/// A document in the form that was asked for, drawn on a thread of its own; a page leads to the PDF beside it.
///
/// # Errors
/// As [`draw_now`].
pub async fn drawn_beside(document: render::Document, form: AskedForm) -> Result<Vec<u8>> {
    apart(move || match form.format {
        DocumentFormat::Html => Ok(page(&document, &form.beside(DocumentFormat::Pdf))),
        other => draw_as(&document, other),
    })
    .await
}

/// Draws on a thread of its own.
async fn apart<T: Send + 'static>(draw: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(draw)
        .await
        .map_err(|error| Error::Internal(Box::new(error)))?
}

/// A page that leads to the same document as a PDF.
fn page(document: &render::Document, pdf: &str) -> Vec<u8> {
    html::page(document, html::Links { pdf: Some(pdf) }).into_bytes()
}

/// A document as a file of its own in a form, drawn on this thread.
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
