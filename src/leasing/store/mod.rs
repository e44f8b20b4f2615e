//! The leases' tables: agreements, lines and the instalments that were written down.

mod instalments;
mod leases;
mod lines;

pub use diesel::result::Error as StoreError;
pub use instalments::{LeaseInstalments, insert_instalments, instalments, instalments_in_force};
pub use leases::{
    LeaseFilter, insert_lease, lease, leases, project_exists, project_frames, set_state,
    touch_lease, update_lease,
};
pub use lines::{
    DevicesOnLine, category_exists, delete_line, devices_on_line, insert_line, line, lines,
    lines_of, update_line,
};
