//! The requirement specification: device categories, sections, numbered requirements, versions, approval.

pub mod api;
