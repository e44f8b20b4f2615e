//! An issued document, without its bytes, and the answer to who holds a copy of one.

use super::issue::sha256;
use crate::clock::Instant;
use crate::db::{AccountId, DocumentId};
use crate::error::{Fault, Result, codes};
use crate::http::answer::{Download, Tagged};
use crate::http::{AskedForm, DocumentFormat, alternate};

/// An issued document; its bytes are read apart.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Document {
    /// Its number in this service.
    pub id: DocumentId,
    /// The Danish year of issue and a sequence within it.
    #[schema(example = "2017-0001")]
    pub number: String,
    /// What it is.
    #[schema(example = "tender_document")]
    pub kind: String,
    /// The kind of thing that it was made from.
    #[schema(example = "tender")]
    pub subject_kind: String,
    /// Which one.
    pub subject_id: i64,
    /// Its title.
    pub title: String,
    /// The name under which it is saved.
    pub file_name: String,
    /// Its media type.
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// SHA-256 of its bytes in lower-case hexadecimal digits.
    pub sha256: String,
    /// Its size in bytes.
    pub size: i64,
    /// The version of the thing that it was made from.
    pub data_version: i32,
    /// Which issue of this kind of document about this thing it is: 1, 2, 3.
    pub edition: i32,
    /// What is new in it since the edition before, in the issuer's words; empty in the first.
    pub change: String,
    /// The number of the next edition, which replaces this one (*erstattet*); none while it is in force.
    #[schema(example = "2017-0004")]
    pub replaced_by: Option<String>,
    /// The address of the same as a page for a browser, kept with it.
    #[schema(example = "/api/v1/documents/7/document.html")]
    pub page: Option<String>,
    /// When it was issued.
    #[schema(value_type = String, format = DateTime)]
    pub issued_at: Instant,
    /// Who issued it.
    pub issued_by: AccountId,
    /// The name of who, as it was then.
    pub issued_by_name: String,
}

/// Whether a file with a given hash is an issued document.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct DocumentCheck {
    /// The hash that was asked for, in lower case.
    pub sha256: String,
    /// Whether a document with exactly these bytes was issued.
    pub issued: bool,
    /// The number of the first such document.
    #[schema(example = "2017-0001")]
    pub number: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Which issue of it.
    pub edition: Option<i32>,
    /// The number of the next edition, which replaced it (*erstattet*); none while it is in force.
    pub replaced_by: Option<String>,
    /// The number of the edition that is in force now.
    pub in_force: Option<String>,
    /// When it was issued.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub issued_at: Option<Instant>,
}

impl Document {
    /// The address of its page, where it has one.
    pub(super) fn page_address(&self) -> String {
        format!("/api/v1/documents/{}/document.html", self.id)
    }

    /// The answer to the request that issued it.
    pub fn created(self) -> Tagged<Document> {
        let location = format!("/api/v1/documents/{}", self.id);
        Tagged::created(self, 1, location)
    }
}

/// A document with its bytes as a file to keep; its hash tells caches that it never changes.
pub fn download((document, bytes): (Document, Vec<u8>)) -> Download {
    Download {
        file_name: document.file_name,
        media_type: document.media_type,
        bytes,
        sha256: Some(document.sha256),
        link: document
            .page
            .map(|page| alternate(&page, DocumentFormat::Html)),
    }
}

/// An issued document in the form that was asked for, as a file; it never changes either.
pub fn download_beside((document, bytes): (Document, Vec<u8>), form: &AskedForm) -> Download {
    let name = document.file_name.rsplit_once('.');
    let stem = name.map_or(document.file_name.as_str(), |(stem, _)| stem);
    Download {
        file_name: format!("{stem}.{}", form.format.extension()),
        media_type: form.format.media_type().to_owned(),
        sha256: Some(sha256(&bytes)),
        bytes,
        link: document.page.map(|_| form.link()),
    }
}

/// Reads a SHA-256 as people and programs write it: hexadecimal digits in either case, spaces around it allowed.
///
/// # Errors
/// [`codes::SHA256_INVALID`].
pub fn read_sha256(text: &str) -> Result<String> {
    let text = text.trim();
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Ok(text.to_ascii_lowercase())
    } else {
        Err(Fault::new(&codes::SHA256_INVALID).at("/sha256").into())
    }
}
