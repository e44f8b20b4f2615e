//! A list of devices that was read in at one time.

use crate::clock::Instant;
use crate::db::{AccountId, DeviceImportId, LeaseLineId};

/// A list of devices that was read in at one time; undone, its devices are gone.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct DeviceImport {
    /// Its number in this service.
    pub id: DeviceImportId,
    /// The lease line on which its devices are leased.
    pub lease_line_id: LeaseLineId,
    /// The name of the file; absent where the list was pasted or came from a program.
    pub file_name: Option<String>,
    /// How many devices it brought.
    pub devices: i32,
    /// Who read it in.
    pub account_id: AccountId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
    /// Who undid it.
    pub undone_by: Option<AccountId>,
    /// When it was undone.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub undone_at: Option<Instant>,
    /// Grows with every change.
    pub version: i32,
}
