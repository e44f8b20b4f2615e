//! The tender: approved specification, confirmed needs and approved estimate become the tender document.
//!
//! The estimate opens the way to the tender but never appears in it: bidders must not learn the budget.
//! Publishing freezes the bytes in [`crate::archive`]; what is published never changes, it can only be cancelled.

pub mod api;
mod cancel_tender;
mod describe_tender;
mod dossier;
mod publish_tender;
mod set_conditions;
mod set_timetable;
mod standard_conditions;
pub mod store;
mod tender;
mod tender_document;

pub use cancel_tender::{CancelTender, cancel_tender};
pub use describe_tender::{DescribeTender, change_tender, prepare_tender};
pub use dossier::{
    Dossier, DossierLine, DossierNeed, DossierProject, DossierRequirement, DossierSection,
};
pub use publish_tender::{dossier_to_publish, publish, publish_tender};
pub use set_conditions::{SetTenderConditions, set_tender_conditions};
pub use set_timetable::{SetTenderTimetable, set_tender_timetable};
pub use standard_conditions::standard_conditions;
pub use tender::{AwardCriterion, Procedure, Tender, TenderCondition, TenderDate, TenderState};
pub use tender_document::compose;
