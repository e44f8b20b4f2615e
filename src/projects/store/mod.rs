//! The projects' tables.

mod group;
mod meetings;
mod notes;
mod projects;
mod standing;

pub use diesel::result::Error as StoreError;
pub use group::{account_exists, insert_member, member, members, update_member};
pub use meetings::{insert_meeting, meeting, meetings, update_meeting};
pub use notes::{
    decision, decisions, insert_decision, insert_milestone, insert_visit, milestone, milestones,
    update_milestone, update_visit, visit, visits,
};
pub use projects::{
    enter_phase, insert_project, phase_changes, project, projects, require_open_project,
    require_project, update_project,
};
