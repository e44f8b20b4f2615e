//! The leases' tables: agreements, lines, batches, the instalments that were written down, and every entry.

mod amendments;
mod batches;
mod fixings;
mod floating;
mod instalments;
mod leases;
mod lines;
mod projects;
mod schedules;
mod terms;

pub use amendments::{amendments, insert_amendment, renewal_terms};
pub use batches::{
    batch, batches, delete_batch, insert_batch, insert_interim_charges, interim_charges,
    update_batch,
};
pub use diesel::result::Error as StoreError;
pub use fixings::{fixings, insert_fixing};
pub use instalments::{LeaseInstalments, instalments, instalments_in_force};
pub use leases::{
    LeaseFilter, insert_lease, lease, leases, set_state, sign, touch_lease, update_lease,
};
pub use lines::{
    DevicesOnLine, category_exists, delete_line, devices_on_line, insert_line, line, lines,
    lines_of, update_line,
};
pub use projects::{project_exists, project_frames};
pub use schedules::{
    Replaced, insert_schedule, replace_instalments, replaced_instalments, schedule_of_rows,
    schedules,
};
