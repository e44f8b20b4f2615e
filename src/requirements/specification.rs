//! A requirement specification, its versions and the states through which a version goes.

use super::{SectionContent, store};
use crate::clock::Instant;
use crate::db::{
    AccountId, DbConnection, ProjectId, SpecificationId, SpecificationVersionId, text_enum,
};
use crate::error::{Fault, Result, codes};
use crate::projects::store::require_open_project;

text_enum! {
    /// How far a version of a specification is; only a draft can be changed.
    pub enum VersionState {
        /// Being written (*udkast*).
        Draft = "draft",
        /// Being read by those who decide (*til gennemsyn*).
        InReview = "in_review",
        /// Decided, and unchanged from then on (*godkendt*).
        Approved = "approved",
    }
}

impl VersionState {
    /// The word on screen and paper.
    pub const fn danish(self) -> &'static str {
        match self {
            VersionState::Draft => "Udkast",
            VersionState::InReview => "Til gennemsyn",
            VersionState::Approved => "Godkendt",
        }
    }
}

/// A requirement specification through all its versions.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Specification {
    /// Its number in this service.
    pub id: SpecificationId,
    /// The project that it belongs to.
    pub project_id: ProjectId,
    /// Its title.
    #[schema(example = "Kravspecifikation, elev-pc'er")]
    pub title: String,
    /// Its newest version, whatever state that is in.
    pub newest_version_id: SpecificationVersionId,
    /// Grows with every new version.
    pub version: i32,
}

/// One version of a specification, without its content.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct SpecificationVersion {
    /// Its number in this service.
    pub id: SpecificationVersionId,
    /// The specification of which it is a version.
    pub specification_id: SpecificationId,
    /// The project that the specification belongs to.
    pub project_id: ProjectId,
    /// 1 for the first version, and so on.
    pub number: i32,
    /// How far it is.
    pub state: VersionState,
    /// Why there is a new version; absent for the first.
    pub change_note: Option<String>,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it was approved.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub approved_at: Option<Instant>,
    /// Who approved it.
    pub approved_by: Option<AccountId>,
    /// Grows with every change, also of its sections and requirements.
    pub version: i32,
}

/// One version of a specification with all that it says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct VersionContent {
    /// Its number in this service.
    pub id: SpecificationVersionId,
    /// The specification of which it is a version.
    pub specification_id: SpecificationId,
    /// The project that the specification belongs to.
    pub project_id: ProjectId,
    /// The specification's title.
    pub title: String,
    /// 1 for the first version, and so on.
    pub number: i32,
    /// How far it is.
    pub state: VersionState,
    /// Why there is a new version; absent for the first.
    pub change_note: Option<String>,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// When it was approved.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub approved_at: Option<Instant>,
    /// Who approved it.
    pub approved_by: Option<AccountId>,
    /// The sections by position, each with its requirements in their order, withdrawn ones among them.
    pub sections: Vec<SectionContent>,
    /// Grows with every change, also of its sections and requirements.
    pub version: i32,
}

/// The version, which must be a draft of a project that goes on.
///
/// # Errors
/// [`codes::SPECIFICATION_VERSION_NOT_FOUND`], [`codes::PROJECT_CLOSED`],
/// [`codes::SPECIFICATION_VERSION_FROZEN`].
pub(super) fn require_draft(
    conn: &mut DbConnection,
    id: SpecificationVersionId,
) -> Result<SpecificationVersion> {
    let version = store::version(conn, id)?;
    require_open_project(conn, version.project_id)?;
    if version.state != VersionState::Draft {
        return Err(Fault::new(&codes::SPECIFICATION_VERSION_FROZEN).into());
    }
    Ok(version)
}
