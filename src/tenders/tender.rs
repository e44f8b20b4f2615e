//! A tender: its rules, conditions and dates.

use super::Evaluation;
use crate::clock::Instant;
use crate::db::{DocumentId, EstimateId, ProjectId, SpecificationVersionId, TenderId, text_enum};
use crate::error::{Fault, Result, codes};
use crate::http::not_blank;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

text_enum! {
    /// How far a tender has come.
    pub enum TenderState {
        /// Being written.
        Draft = "draft",
        /// Handed to bidders; never changed again.
        Published = "published",
        /// Given up, before or after publication.
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// How bidders are found (*udbudsform*).
    pub enum Procedure {
        /// Anybody may offer (*offentligt udbud*).
        Open = "open",
        /// Chosen candidates may offer (*begrænset udbud*).
        Restricted = "restricted",
        /// Offers are negotiated (*udbud med forhandling*).
        Negotiated = "negotiated",
        /// The suppliers of a framework compete (*miniudbud*).
        MiniTender = "mini_tender",
        /// A supplier of a framework is named directly (*direkte tildeling*).
        DirectAward = "direct_award",
        /// Offers are asked for, below the threshold.
        BelowThreshold = "below_threshold",
    }
}

impl Procedure {
    /// The words on screen and paper.
    pub const fn danish(self) -> &'static str {
        match self {
            Procedure::Open => "Offentligt udbud",
            Procedure::Restricted => "Begrænset udbud",
            Procedure::Negotiated => "Udbud med forhandling",
            Procedure::MiniTender => "Miniudbud under en rammeaftale",
            Procedure::DirectAward => "Direkte tildeling under en rammeaftale",
            Procedure::BelowThreshold => "Indhentning af tilbud under tærskelværdien",
        }
    }

    /// Whether it is announced in the whole of the EU (part II of the Procurement Act).
    pub const fn is_eu_tender(self) -> bool {
        matches!(
            self,
            Procedure::Open | Procedure::Restricted | Procedure::Negotiated
        )
    }
}

text_enum! {
    /// What decides between offers (Procurement Act, § 162).
    pub enum AwardCriterion {
        /// The price alone (*pris*).
        Price = "price",
        /// The cost over the lifetime (*omkostninger*).
        Cost = "cost",
        /// *Bedste forhold mellem pris og kvalitet*.
        BestPriceQualityRatio = "best_price_quality_ratio",
    }
}

impl AwardCriterion {
    /// The words on screen and paper.
    pub const fn danish(self) -> &'static str {
        match self {
            AwardCriterion::Price => "Pris",
            AwardCriterion::Cost => "Omkostninger",
            AwardCriterion::BestPriceQualityRatio => "Bedste forhold mellem pris og kvalitet",
        }
    }
}

/// A tender of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Tender {
    /// Its number in this service.
    pub id: TenderId,
    /// The project.
    pub project_id: ProjectId,
    /// The approved specification that bidders answer.
    pub specification_version_id: SpecificationVersionId,
    /// The approved estimate that shows the purchase to be affordable; bidders never see it.
    pub estimate_id: EstimateId,
    /// Its title.
    pub title: String,
    /// How bidders are found.
    pub procedure: Procedure,
    /// What decides between offers.
    pub award_criterion: AwardCriterion,
    /// How far it has come.
    pub state: TenderState,
    /// Whom bidders may turn to; line feeds are kept.
    pub contact: String,
    /// The last day for questions.
    pub question_deadline_on: NaiveDate,
    /// The last day for offers.
    pub offer_deadline_on: NaiveDate,
    /// The day until which offers bind the bidder.
    pub offers_bind_until: NaiveDate,
    /// When it was published.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub published_at: Option<Instant>,
    /// The published document.
    pub document_id: Option<DocumentId>,
    /// Why it was cancelled.
    pub cancelled_reason: Option<String>,
    /// The conditions, in order.
    pub conditions: Vec<TenderCondition>,
    /// Dates besides the three deadlines, in order.
    pub timetable: Vec<TenderDate>,
    /// How offers will be compared; absent until it is set.
    pub evaluation: Option<Evaluation>,
    /// Grows with every change.
    pub version: i32,
}

text_enum! {
    /// Where a condition stands in the material.
    #[derive(Default)]
    pub enum ConditionPart {
        /// Among the rules of the competition (*udbudsbetingelser*).
        #[default]
        Conditions = "conditions",
        /// In the terms of the contract (*kontraktvilkår*).
        Contract = "contract",
    }
}

/// One condition of the tender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TenderCondition {
    /// Its title.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200, example = "Forbehold")]
    pub title: String,
    /// Its text, in Markdown. A place still to be written reads `[udfyld: …]`, and is refused when the tender is
    /// published.
    #[validate(length(min = 1, max = 10_000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 10_000)]
    pub text: String,
    /// Where it stands; among the rules of the competition unless told.
    #[serde(default)]
    pub part: ConditionPart,
}

/// One date of the tender's course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TenderDate {
    /// What happens.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200, example = "Underskrift af kontrakt")]
    pub label: String,
    /// When.
    pub takes_place_on: NaiveDate,
    /// More about it.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub note: Option<String>,
}

impl Tender {
    /// Lets only a draft pass.
    ///
    /// # Errors
    /// [`codes::TENDER_PUBLISHED`], [`codes::TENDER_CANCELLED`].
    pub fn require_draft(&self) -> Result<()> {
        match self.state {
            TenderState::Draft => Ok(()),
            TenderState::Published => Err(Fault::new(&codes::TENDER_PUBLISHED).into()),
            TenderState::Cancelled => Err(Fault::new(&codes::TENDER_CANCELLED).into()),
        }
    }
}
