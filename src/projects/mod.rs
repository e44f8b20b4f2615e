//! The procurement project: group, phases, milestones, inspiration visits, decisions, meetings, budget frame.
//!
//! The frame is kept per budget year (calendar year); a lease that starts late has payments in a year that
//! the frame does not know, and it is the estimate's task to say so.

mod advance;
pub mod api;
mod decide;
mod establish;
mod group;
mod hold_meeting;
mod kle_code;
mod meeting;
mod minutes_document;
mod minutes_source;
pub mod pages;
mod phase;
mod plan_milestone;
mod project;
pub mod store;
mod visit;

pub use advance::{AdvanceProject, advance_project};
pub use decide::{Decision, RecordDecision, record_decision};
pub use establish::{DescribeProject, change_project, establish_project};
pub use group::{
    ConflictOfInterest, DescribeMember, Member, MemberRole, change_member, join_group,
};
pub use hold_meeting::{change_meeting, hold_meeting};
pub use kle_code::is_usual_kle_code;
pub use meeting::{AgendaDecision, AgendaItem, Attendance, DescribeMeeting, Meeting};
pub use minutes_document::MinutesContent;
pub use minutes_source::MINUTES_DOCUMENT;
pub use pages::{below_project, project_frame};
pub use phase::{Phase, PhaseChange, Standing};
pub use plan_milestone::{Milestone, PlanMilestone, change_milestone, plan_milestone};
pub use project::{FrameYear, Project, ProjectSummary};
pub use visit::{RecordVisit, Visit, change_visit, record_visit};
