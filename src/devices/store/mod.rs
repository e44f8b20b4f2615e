//! The register's tables: models, devices and their movements.

mod batch;
mod devices;
mod handed;
mod holdings;
mod imports;
mod models;
mod movements;
mod saved_filters;

pub use batch::{NewDevice, insert_devices, taken_serials, taken_tags};
pub use devices::{DeviceFilter, DevicePlace, count_devices, device, devices, devices_by_id};
pub use diesel::result::Error as StoreError;
pub use handed::{HandedDevice, handed, handed_by, school_names};
pub use holdings::{
    HeldModel, LineOfLease, device_named, devices_in_use, held_by_line, held_models,
    lines_with_leases, pupils_by_school,
};
pub use imports::{
    delete_import, device_import, device_imports, devices_of_import, imports_of_lease,
    insert_import, mark_undone,
};
pub use models::{
    category_exists, devices_of_model, find_model, insert_model, model, models, update_model,
};
pub use movements::{last_moves, move_to, movements, movements_of};
pub use saved_filters::{
    delete_saved_filter, insert_saved_filter, saved_filter, saved_filters, update_saved_filter,
};

/// How many values one statement carries at most; SQLite takes 32,766, PostgreSQL 65,535.
const AT_A_TIME: usize = 1000;
