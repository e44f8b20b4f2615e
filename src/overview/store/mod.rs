//! Reads what cost is reckoned from, out of the tables of leasing, devices, organisation and budget.

mod agreements;
mod basis;
mod calendar;
mod charges;
mod follow_up;
mod holdings;
mod recommendations;
mod search;
mod versions;

pub use basis::basis;
pub use calendar::{
    HeldDevices, InstalmentDue, TenderDays, calendar_link_of, find_calendar_link, held_devices,
    insert_calendar_link, instalments_due, tender_days, withdraw_calendar_links,
};
pub use follow_up::{ProjectMoney, project_money};
pub use holdings::holdings_query;
pub use recommendations::{
    find_recommendation, insert_recommendation, recommendation, update_recommendation,
};
pub use search::{document_names, lease_names, project_names, requirement_texts};
pub use versions::{insert_cells, insert_version, version, version_cells, versions};
