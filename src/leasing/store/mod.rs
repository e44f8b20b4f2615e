//! The leases' tables: agreements, lines, batches, the instalments that were written down, and every entry.

mod amendments;
mod approvals;
mod batches;
mod debt;
mod expected;
mod fees;
mod fixings;
mod floating;
mod instalments;
mod leases;
mod lines;
mod notices;
mod payments;
mod projects;
mod schedules;
mod shares;
mod terms;
mod watch;

pub use amendments::{amendments, insert_amendment, renewal_terms};
pub use approvals::{
    approval_rule, approval_rules, decision, decisions, insert_approval_rule, insert_decision,
    update_approval_rule,
};
pub use batches::{
    batch, batches, delete_batch, insert_batch, insert_interim_charges, interim_charges,
    update_batch,
};
pub use debt::{BoundLease, bound_leases};
pub use diesel::result::Error as StoreError;
pub use expected::{interim_amounts, settlement_amounts};
pub use fees::{delete_fee, fee, fees, fees_in_force, insert_fee, touch_fee, update_fee};
pub use fixings::{fixings, insert_fixing};
pub use instalments::{LeaseInstalments, instalments, instalments_in_force};
pub use leases::{
    LeaseFilter, insert_lease, lease, leases, set_state, sign, touch_lease, update_lease,
};
pub use lines::{
    DevicesOnLine, category_exists, category_names, delete_line, devices_on_line, insert_line,
    line, lines, lines_of, touch_line, update_line,
};
pub use notices::{
    LeaseEnd, insert_notice, last_extension, lease_ends, notice_terms, notices,
    replace_notice_terms,
};
pub use payments::{insert_payment, payment, payments, payments_after, payments_by_lease};
pub use projects::{project_exists, project_frames};
pub use schedules::{
    Replaced, insert_schedule, replace_instalments, replaced_instalments, schedule_of_rows,
    schedules,
};
pub use shares::{AllShares, ShareOwner, replace_shares, shares, shares_of};
pub use watch::{
    BatchInvoice, EndingSupport, devices_received_before, economic_lives, invoices_before,
    support_ending_before,
};
