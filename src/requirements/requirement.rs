//! A numbered requirement and the section in which it stands.

use crate::db::{
    DeviceCategoryId, RequirementId, SchoolId, SectionId, SpecificationVersionId, VisitId,
    text_enum,
};

text_enum! {
    /// What it means for an offer to fall short of the requirement (the classes of OS2kravmotor).
    pub enum Importance {
        /// An offer that does not meet it is rejected (*mindstekrav*).
        Minimum = "minimum",
        /// Weighs heavily when offers are compared (*vigtigt krav*).
        Important = "important",
        /// Weighs when offers are compared (*krav*).
        Normal = "normal",
        /// A right to buy, priced and counted in the contract's value (*option*).
        Option = "option",
    }
}

impl Importance {
    /// The word on screen and paper.
    pub const fn danish(self) -> &'static str {
        match self {
            Importance::Minimum => "Mindstekrav",
            Importance::Important => "Vigtigt krav",
            Importance::Normal => "Krav",
            Importance::Option => "Option",
        }
    }
}

text_enum! {
    /// How a bidder answers the requirement.
    pub enum AnswerKind {
        /// Yes or no.
        YesNo = "yes_no",
        /// Yes, partly, as an addition to be bought, no, or not relevant.
        Choice = "choice",
        /// In words.
        Text = "text",
        /// With a number.
        Number = "number",
        /// With a price in kroner.
        Price = "price",
        /// With an enclosed document.
        Document = "document",
    }
}

impl AnswerKind {
    /// The words on screen and paper.
    pub const fn danish(self) -> &'static str {
        match self {
            AnswerKind::YesNo => "Ja/nej",
            AnswerKind::Choice => "Ja/delvist/tilkøb/nej",
            AnswerKind::Text => "Beskrivelse",
            AnswerKind::Number => "Tal",
            AnswerKind::Price => "Pris",
            AnswerKind::Document => "Bilag",
        }
    }
}

/// A section of one version of a specification.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct RequirementSection {
    /// Its number in this service.
    pub id: SectionId,
    /// The version in which it stands.
    pub specification_version_id: SpecificationVersionId,
    /// 1 for the first section, without gaps.
    pub position: i32,
    /// Its heading.
    #[schema(example = "Skærm og tastatur")]
    pub title: String,
    /// What is said before the requirements, in Markdown.
    pub introduction: Option<String>,
    /// Grows with every change, also when the section moves because of another.
    pub version: i32,
}

/// A section with its requirements.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct SectionContent {
    /// Its number in this service.
    pub id: SectionId,
    /// 1 for the first section, without gaps.
    pub position: i32,
    /// Its heading.
    pub title: String,
    /// What is said before the requirements, in Markdown.
    pub introduction: Option<String>,
    /// The requirements in their order, withdrawn ones among them.
    pub requirements: Vec<Requirement>,
    /// Grows with every change.
    pub version: i32,
}

/// A requirement in one version of a specification.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Requirement {
    /// Its number in this service, another in each version of the specification.
    pub id: RequirementId,
    /// The version in which it stands.
    pub specification_version_id: SpecificationVersionId,
    /// The section in which it stands.
    pub section_id: SectionId,
    /// Its number in the specification: the same in all versions, never given out again.
    pub number: i32,
    /// The number as it is shown and referred to.
    #[schema(example = "K-12")]
    pub label: String,
    /// What it means to fall short of it.
    pub importance: Importance,
    /// How a bidder answers.
    pub answer_kind: AnswerKind,
    /// The kind of device that it is about; absent when it is about the whole delivery.
    pub device_category_id: Option<DeviceCategoryId>,
    /// What is required, in Markdown.
    pub text: String,
    /// Why it is required; for the municipality, not for bidders.
    pub rationale: Option<String>,
    /// The inspiration visit from which it came.
    pub origin_visit_id: Option<VisitId>,
    /// The school from which it came.
    pub origin_school_id: Option<SchoolId>,
    /// Whether it has been taken back; its number stays taken.
    pub withdrawn: bool,
    /// Grows with every change.
    pub version: i32,
}

/// The number of a requirement as it is shown.
pub(super) fn label(number: i32) -> String {
    format!("K-{number}")
}
