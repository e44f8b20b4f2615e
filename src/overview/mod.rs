//! What crosses the steps: cost by budget year, school, agreement and account string; frame follow-up; versions.
//!
//! Read in this order: `question` (what can be asked), `basis` (what is known), `division` (how a charge
//! becomes shares, with the rules), `tally` (rows and years), `costs` (the answer). Everything but `store` and
//! `api` is pure. Its own tables are the cost tables that somebody approved and the texts of recommendations.

pub mod api;
mod asked_costs;
mod asked_explanation;
mod basis;
pub mod calendar;
pub mod case;
mod cost_document;
mod cost_source;
mod cost_table;
mod costs;
mod division;
mod documents;
mod draw_file;
mod explain;
mod explained_part;
mod follow_up;
mod follow_up_table;
mod key;
mod missing;
pub mod pages;
mod prices;
mod question;
mod read_costs;
mod recommendation;
mod recommendation_document;
mod recommendation_source;
mod search;
pub mod store;
mod tally;
mod version;

pub use asked_costs::{CostPrices, ReadCosts};
pub use asked_explanation::ExplainCost;
pub use basis::{
    Agreement, BasisFee, BasisLine, BasisSchool, BasisSettlement, Carrier, Charge, CostBasis,
    NOBODY, Place,
};
pub use cost_document::CostContent;
pub use cost_source::{AskCostDocument, COST_DOCUMENT};
pub use cost_table::cost_table;
pub use costs::{
    ComparedVersion, CostAmount, CostByYear, CostRow, PriceBasis, YearAmount, cost_by_year,
};
pub use documents::{DOCUMENTS, DocumentLine, Draft, Unfinished, document_line};
pub use draw_file::{document_list, draw_file, issued_file};
pub use explain::explain;
pub use follow_up::{FollowUp, FollowUpWarning, FollowUpYear, PlannedFrom, follow_up};
pub use follow_up_table::follow_up_table;
pub use prices::{Deflator, KnownRates, UsedRate};
pub use question::{
    CostFilter, CostKind, CostQuestion, CostRowBy, CostSharing, CostView, CostYears, SchoolAsked,
};
pub use read_costs::{AskCosts, AskedPrices, Compare, explain_costs, read_costs};
pub use recommendation::{
    Recommendation, WriteRecommendation, change_recommendation, write_recommendation,
};
pub use recommendation_document::RecommendationContent;
pub use recommendation_source::RECOMMENDATION_DOCUMENT;
pub use search::{Found, MOST_FOUND, Named, search};
pub use version::{CostVersion, FreezeCosts, VersionCell, freeze_costs};
