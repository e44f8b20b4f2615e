//! A comment on a requirement, and the answers to it: what is asked and objected to while a specification is written.
//!
//! A comment belongs to the requirement's number, not to one version: what is open when a new version begins is open
//! there too. Comments are never printed and never shown to bidders.

use crate::clock::Instant;
use crate::db::{
    AccountId, CommentReplyId, RequirementCommentId, SpecificationVersionId, text_enum,
};
use crate::error::{Fault, Result, codes};

/// What somebody said about a requirement.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct RequirementComment {
    /// Its number in this service.
    pub id: RequirementCommentId,
    /// The version of the specification in which it was written.
    pub specification_version_id: SpecificationVersionId,
    /// The number of the requirement in the specification, the same in all its versions.
    pub number: i32,
    /// The requirement's number as it is shown.
    #[schema(example = "K-12")]
    pub label: String,
    /// What is said, in Markdown.
    pub text: String,
    /// Who wrote it.
    pub written_by: AccountId,
    /// The name of who wrote it, as it is now.
    pub author: String,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    pub written_at: Instant,
    /// When its author changed it last; absent as long as it is as it was written.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub edited_at: Option<Instant>,
    /// Who resolved it; absent as long as it is open.
    pub resolved_by: Option<AccountId>,
    /// The name of who resolved it, as it is now.
    pub resolver: Option<String>,
    /// When it was resolved.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub resolved_at: Option<Instant>,
    /// The answers, the first one first.
    pub replies: Vec<CommentReply>,
    /// Grows with every change, also of its answers: nobody resolves what was answered meanwhile unseen.
    pub version: i32,
}

/// An answer to a comment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct CommentReply {
    /// Its number in this service.
    pub id: CommentReplyId,
    /// The comment that it answers.
    pub comment_id: RequirementCommentId,
    /// What is said, in Markdown.
    pub text: String,
    /// Who wrote it.
    pub written_by: AccountId,
    /// The name of who wrote it, as it is now.
    pub author: String,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    pub written_at: Instant,
    /// When its author changed it last; absent as long as it is as it was written.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub edited_at: Option<Instant>,
    /// Grows with every change.
    pub version: i32,
}

text_enum! {
    /// Whether a comment still waits for something.
    pub enum CommentState {
        /// Not resolved (*åben*).
        Open = "open",
        /// Resolved (*løst*).
        Resolved = "resolved",
    }
}

impl RequirementComment {
    /// Whether it still waits for something.
    pub fn state(&self) -> CommentState {
        match self.resolved_at {
            None => CommentState::Open,
            Some(_) => CommentState::Resolved,
        }
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.state() == CommentState::Open
    }

    /// Refuses what is only done to an open comment.
    ///
    /// # Errors
    /// [`codes::COMMENT_RESOLVED`].
    pub(super) fn require_open(&self) -> Result<()> {
        if self.is_open() {
            return Ok(());
        }
        Err(Fault::new(&codes::COMMENT_RESOLVED).into())
    }
}
