//! The tables of the requirements: categories, specifications, versions, sections, requirements, comments.

mod categories;
mod comments;
mod printed;
mod replies;
mod requirements;
mod sections;
mod specifications;
mod versions;

/// Positions from here on are passed through while sections and requirements change places: each position is unique at
/// every moment, also within a transaction.
const PARKED: i32 = 1_000_000;

pub use categories::{categories, category, find_category, insert_category, update_category};
pub use comments::{
    CommentFilter, bump_comment, comment, comments, comments_of_specification, count_open_comments,
    insert_comment, update_comment, update_resolution,
};
pub use diesel::result::Error as StoreError;
pub use printed::{printed_specification, specification_content};
pub use replies::{insert_reply, reply, update_reply};
pub use requirements::{
    has_requirement_in_force, insert_requirement, move_requirement, places, requirement,
    requirements, update_requirement, withdraw_requirement,
};
pub use sections::{
    insert_section, move_sections, park_section, section, sections, update_section,
};
pub use specifications::{
    bump_specification, insert_specification, next_number, project_has_visit, set_next_number,
    specification, specifications,
};
pub use versions::{
    bump_version, copy_content, insert_version, specification_version, specification_versions,
    update_version_state, version,
};
