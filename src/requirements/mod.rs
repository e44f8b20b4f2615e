//! The requirement specification: device categories, sections, numbered requirements, versions, approval.
//!
//! A requirement's number belongs to the specification, not to the version: bidders' answers refer to it, so
//! it stays through all versions and is never given out again, not even after a withdrawal. A version that is
//! in review or approved never changes; further work happens in a new version.

mod add_category;
pub mod api;
mod arrange_section;
mod begin_specification;
mod category;
mod change_requirement;
mod comment;
mod comment_on_requirement;
mod compare_versions;
mod order;
pub mod pages;
mod printed;
mod requirement;
mod resolve_comment;
mod review;
mod specification;
mod specification_document;
mod specification_source;
mod state_requirement;
mod steps;
pub mod store;

pub use add_category::{DescribeDeviceCategory, add_category, change_category};
pub use arrange_section::{DescribeSection, add_section, change_section};
pub use begin_specification::{
    BeginSpecification, RenewSpecification, begin_specification, renew_specification,
};
pub use category::{DeviceCategory, require_category};
pub use change_requirement::{ChangeRequirement, change_requirement};
pub use comment::{CommentReply, CommentState, RequirementComment};
pub use comment_on_requirement::{
    WriteComment, change_comment, change_reply, comment_on_requirement, reply_to_comment,
};
pub use printed::{
    Differences, PrintedRequirement, PrintedSection, PrintedSpecification, PrintedVersion,
};
pub use requirement::{AnswerKind, Importance, Requirement, RequirementSection, SectionContent};
pub use resolve_comment::{reopen_comment, resolve_comment};
pub use review::{ReturnSpecification, approve, request_review, return_to_draft};
pub use specification::{Specification, SpecificationVersion, VersionContent, VersionState};
pub use specification_document::{
    SpecificationContent, compose_specification, prompt, write_guidance, write_requirements,
};
pub use specification_source::SPECIFICATION_DOCUMENT;
pub use state_requirement::{
    StateRequirement, WithdrawRequirement, state_requirement, withdraw_requirement,
};
pub use steps::Step;
pub use store::{
    categories, category, find_category, specification_version, specification_versions,
};
