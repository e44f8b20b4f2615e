//! How a kind of document comes about: read its content, compose it, draw it, freeze it.
//!
//! Reading happens in one transaction, drawing outside any, freezing in another one, which reads again and refuses
//! what is no longer true. A slice declares a [`DocumentSource`] for each of its documents and has all of its forms.

use super::draw::{drawn_beside, drawn_to_issue};
use super::{Document, DocumentKind, Edition, NewDocument, issue};
use crate::clock::Moment;
use crate::db::{Database, DbConnection};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::answer::Download;
use crate::http::{AskedForm, Caller};
use crate::render;
use serde::Deserialize;
use validator::Validate;

/// A kind of document with the way to its content; `Q` says which thing, `D` is the content.
pub struct DocumentSource<Q, D> {
    /// What it is.
    pub kind: &'static DocumentKind,
    /// The number of the thing that it is about.
    pub subject: fn(&Q) -> i64,
    /// Reads its content, all in one transaction.
    pub read: fn(&mut DbConnection, &Q, Moment) -> Result<D>,
    /// Why it may not be issued yet, all faults at once.
    pub check: fn(&D, Moment) -> Faults,
    /// The version of the thing that the content is from.
    pub data_version: fn(&D) -> i32,
    /// Composes it: pure.
    pub compose: fn(&D, &Edition) -> Result<render::Document>,
}

/// Issues a document.
#[derive(Debug, Clone, Default, Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueDocument {
    /// What is new since the edition before; required unless it is the first.
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub change: Option<String>,
}

impl IssueDocument {
    fn note(&self) -> &str {
        self.change.as_deref().unwrap_or("").trim()
    }
}

/// How often a document is drawn again because another one took its number.
const ATTEMPTS: usize = 5;

impl<Q, D> DocumentSource<Q, D>
where
    Q: Clone + Send + Sync + 'static,
    D: PartialEq + Send + Sync + 'static,
{
    /// The draft as a value, in the transaction of the caller.
    ///
    /// # Errors
    /// As the reading and the composing of this kind.
    pub fn draft(
        &self,
        conn: &mut DbConnection,
        question: &Q,
        moment: Moment,
    ) -> Result<render::Document> {
        let content = (self.read)(conn, question, moment)?;
        let edition = Edition::draft(conn, self.kind, (self.subject)(question), moment)?;
        (self.compose)(&content, &edition)
    }

    /// The draft as a file, drawn outside any transaction.
    ///
    /// # Errors
    /// As [`DocumentSource::draft`]; [`codes::DOCUMENT_NOT_DRAWABLE`].
    pub async fn show(
        &'static self,
        db: &Database,
        form: AskedForm,
        question: Q,
        moment: Moment,
    ) -> Result<Download> {
        let name = format!(
            "{}-{}-udkast",
            self.kind.file_stem,
            (self.subject)(&question)
        );
        let document = db
            .read(move |conn| self.draft(conn, &question, moment))
            .await?;
        let (format, link) = (form.format, form.link());
        let bytes = drawn_beside(document, form).await?;
        Ok(Download {
            file_name: format!("{name}.{}", format.extension()),
            media_type: format.media_type().to_owned(),
            bytes,
            sha256: None,
            link: Some(link),
        })
    }

    /// Issues the document: draws it with its number and freezes it.
    ///
    /// # Errors
    /// As [`DocumentSource::draft`]; the faults of this kind; [`codes::DOCUMENT_CHANGE_MISSING`] from the second
    /// edition on; [`codes::DOCUMENT_BASIS_CHANGED`] when the content changed while it was drawn.
    pub async fn issue(
        &'static self,
        db: &Database,
        actor: &Caller,
        question: Q,
        command: &IssueDocument,
        moment: Moment,
    ) -> Result<Document> {
        for _ in 0..ATTEMPTS {
            let (actor, question, note) =
                (actor.clone(), question.clone(), command.note().to_owned());
            let (asked, by, text) = (question.clone(), actor.name.clone(), note.clone());
            let (content, edition) = db
                .read(move |conn| self.to_issue(conn, &asked, &text, &by, moment))
                .await?;
            let document = (self.compose)(&content, &edition)?;
            let title = document.title.clone();
            let (bytes, twins) = drawn_to_issue(document).await?;
            let frozen = db
                .write(move |conn| {
                    let now = self.to_issue(conn, &question, &note, &actor.name, moment)?;
                    if now.0 != content {
                        return Err((&codes::DOCUMENT_BASIS_CHANGED).into());
                    }
                    if now.1 != edition {
                        return Ok(None);
                    }
                    let new = NewDocument {
                        kind: self.kind,
                        subject_id: (self.subject)(&question),
                        title,
                        file_name: format!(
                            "{}-{}.pdf",
                            self.kind.file_stem, edition.document_number
                        ),
                        media_type: "application/pdf",
                        content: bytes,
                        data_version: (self.data_version)(&content),
                        change: note,
                        twins: Some(twins),
                    };
                    issue(conn, &actor, new, moment).map(Some)
                })
                .await?;
            if let Some(document) = frozen {
                return Ok(document);
            }
        }
        Err((&codes::UNAVAILABLE).into())
    }

    fn to_issue(
        &self,
        conn: &mut DbConnection,
        question: &Q,
        note: &str,
        by: &str,
        moment: Moment,
    ) -> Result<(D, Edition)> {
        let content = (self.read)(conn, question, moment)?;
        let edition = Edition::draft(conn, self.kind, (self.subject)(question), moment)?;
        let mut faults = (self.check)(&content, moment);
        faults.require(edition.number == 1 || !note.is_empty(), || {
            Fault::new(&codes::DOCUMENT_CHANGE_MISSING).at("/change")
        });
        faults.into_result()?;
        let edition = edition.issued(conn, note, by)?;
        Ok((content, edition))
    }
}
