//! The tender: approved specification, confirmed needs and approved estimate become the tender document.
//!
//! The estimate opens the way to the tender but never appears in it: bidders must not learn the budget.
//! Publishing freezes the bytes in [`crate::archive`]; what is published never changes, it can only be cancelled.

pub mod api;
mod cancel_tender;
mod data_files;
mod describe_tender;
mod dossier;
pub mod evaluation;
mod package;
pub mod pages;
mod price_sheet;
mod publish_tender;
mod set_conditions;
mod set_evaluation;
mod set_timetable;
mod standard_conditions;
pub mod store;
mod tender;
mod tender_document;
mod tender_source;

pub use cancel_tender::{CancelTender, cancel_tender};
pub use describe_tender::{DescribeTender, change_tender, prepare_tender};
pub use dossier::{Dossier, DossierLine, DossierNeed, DossierProject, PricedLine};
pub use evaluation::{
    BelowZero, CriterionKind, Evaluation, EvaluationModel, ScoreLevel, SubCriterion, TieRule,
    Weighing, adjusted_price, price_per_point, price_points,
};
pub use package::{Package, ZIP_TYPE, draw_package, draw_parts, with_attachments};
pub use price_sheet::{price_form, price_sheet};
pub use publish_tender::{
    Publication, missing_for_publication, publish, publish_tender, to_publish,
};
pub use set_conditions::{SetTenderConditions, set_tender_conditions};
pub use set_evaluation::set_tender_evaluation;
pub use set_timetable::{SetTenderTimetable, set_tender_timetable};
pub use standard_conditions::standard_conditions;
pub use tender::{
    AwardCriterion, ConditionPart, Procedure, Tender, TenderCondition, TenderDate, TenderState,
};
pub use tender_document::{Part, compose, compose_part};
pub use tender_source::TENDER_DOCUMENT;
