//! The leases' tables: agreements, lines and the instalments that were written down.

mod expected;
mod fees;
mod instalments;
mod leases;
mod lines;
mod shares;

pub use diesel::result::Error as StoreError;
pub use expected::{interim_amounts, settlement_amounts};
pub use fees::{delete_fee, fee, fees, fees_in_force, insert_fee, touch_fee, update_fee};
pub use instalments::{LeaseInstalments, insert_instalments, instalments, instalments_in_force};
pub use leases::{
    LeaseFilter, insert_lease, lease, leases, project_exists, project_frames, set_state,
    touch_lease, update_lease,
};
pub use lines::{
    DevicesOnLine, category_exists, delete_line, devices_on_line, insert_line, line, lines,
    lines_of, touch_line, update_line,
};
pub use shares::{AllShares, ShareOwner, replace_shares, shares, shares_of};
