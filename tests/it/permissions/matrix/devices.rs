//! Who may use the routes of `devices`.

use super::*;

const IT: &[Role] = &[It];
const CATALOGUE: &[Role] = &[ProjectLead, It];

pub const ROWS: &[Row] = &[
    ("GET", "/api/v1/device-models", ANYBODY),
    ("POST", "/api/v1/device-models", CATALOGUE),
    ("GET", "/api/v1/device-models/{id}", ANYBODY),
    ("PUT", "/api/v1/device-models/{id}", CATALOGUE),
    ("POST", "/api/v1/lease-lines/{id}/devices", IT),
    ("POST", "/api/v1/lease-lines/{id}/devices/import", IT),
    ("GET", "/api/v1/devices", ANYBODY),
    ("GET", "/api/v1/devices.{format}", ANYBODY),
    ("GET", "/api/v1/devices/{id}", ANYBODY),
    ("GET", "/api/v1/devices/{id}/movements", ANYBODY),
    ("POST", "/api/v1/devices/move", IT),
    ("POST", "/api/v1/devices/return", IT),
    ("GET", "/api/v1/device-imports", STAFF),
    ("GET", "/api/v1/device-imports/{id}", STAFF),
    ("POST", "/api/v1/device-imports/{id}/undo", IT),
    ("GET", "/api/v1/saved-device-filters", ANYBODY),
    ("POST", "/api/v1/saved-device-filters", ANYBODY),
    ("GET", "/api/v1/saved-device-filters/{id}", ANYBODY),
    ("PUT", "/api/v1/saved-device-filters/{id}", ANYBODY),
    ("POST", "/api/v1/saved-device-filters/{id}/remove", ANYBODY),
    ("POST", "/api/v1/devices/{id}/move", IT),
    ("POST", "/api/v1/devices/{id}/return", IT),
    ("GET", "/api/v1/devices/labels.pdf", ANYBODY),
    ("GET", "/api/v1/devices/handover-receipt.{format}", ANYBODY),
    ("POST", "/api/v1/devices/handover-receipt/issue", IT),
    ("GET", "/api/v1/devices/return-receipt.{format}", ANYBODY),
    ("POST", "/api/v1/devices/return-receipt/issue", IT),
];
