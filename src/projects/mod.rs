//! The procurement project: group, phases, milestones, inspiration visits, decisions, budget frame.

pub mod api;
