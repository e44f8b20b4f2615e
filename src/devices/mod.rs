//! The register: catalogue of models, devices against lease lines and schools, movements.
//!
//! A device in use fills one place of its lease line; one that went back to the lessor frees it again, because
//! a warranty swap changes the serial number and not the agreement. Batches are taken whole or not at all.

pub mod api;
mod batch;
mod bulk_move;
mod bulk_return;
mod csv_file;
mod dates;
mod describe_model;
mod device;
mod device_import;
mod filter;
mod import;
mod label;
mod label_sheet;
mod model;
mod move_device;
pub mod pages;
mod preview;
mod receipt;
mod register;
mod register_table;
mod return_device;
mod save_filter;
pub mod store;
mod undo_import;

pub use bulk_move::{DeviceSeen, MoveDevices, Moved, move_devices, preview_move};
pub use bulk_return::{DevicesReturned, ReturnDevices, preview_return, return_devices};
pub use csv_file::CsvRow;
pub use describe_model::{DescribeDeviceModel, add_device_model, change_device_model};
pub use device::{Device, DeviceSort, DeviceStatus, Movement};
pub use device_import::DeviceImport;
pub use import::{ReadFile, import_devices, preview_import, read_import};
pub use label::{search_key, search_prefix};
pub use label_sheet::{
    AskLabels, LABEL_DOCUMENT, LabelCode, LabelContent, LabelOwner, LabelPaper, MOST_LABELS,
};
pub use model::DeviceModel;
pub use move_device::{MoveDevice, move_device};
pub use preview::{BatchPreview, PreviewedRow};
pub use receipt::{
    AskReceipt, HANDOVER_RECEIPT, Handing, RETURN_RECEIPT, ReceiptContent, ask_receipt, receipt_of,
};
pub use register::{
    DeviceLabel, RegisterDevices, Registered, preview_registration, register_devices,
};
pub use register_table::{ListedDevice, MOST_LISTED, listed_devices, register_table};
pub use return_device::{ReturnDevice, return_device};
pub use save_filter::{
    SaveFilter, SavedFilter, change_saved_filter, remove_saved_filter, save_filter,
};
pub use undo_import::undo_import;
