//! The register as a file.

use crate::db::{Database, DeviceImportId, DeviceModelId, LeaseId, SchoolId};
use crate::devices::store::DeviceFilter;
use crate::devices::{DeviceStatus, ListedDevice, listed_devices, register_table, search_prefix};
use crate::error::{Fault, Result, codes};
use crate::http::actor::AnyRole;
use crate::http::{Query, TableFormat, in_format};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use validator::Validate;

/// Which devices.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileDevices {
    /// Only at this school.
    pub school_id: Option<i64>,
    /// Only of this lease.
    pub lease_id: Option<i64>,
    /// Only of this model.
    pub model_id: Option<i64>,
    /// Only of this import.
    pub import_id: Option<i64>,
    /// Only in this status.
    pub status: Option<DeviceStatus>,
    /// Only with a serial number or an asset tag that begins so, whatever the case.
    pub q: Option<String>,
}

impl FileDevices {
    fn filter(&self) -> Result<DeviceFilter> {
        let unreadable = || Fault::new(&codes::SERIAL_NUMBER_INVALID).at("/q");
        let keys = match &self.q {
            Some(text) => Some(search_prefix(text).ok_or_else(unreadable)?),
            None => None,
        };
        Ok(DeviceFilter {
            school: self.school_id.map(SchoolId),
            lease: self.lease_id.map(LeaseId),
            model: self.model_id.map(DeviceModelId),
            import: self.import_id.map(DeviceImportId),
            status: self.status,
            keys,
            ..DeviceFilter::default()
        })
    }
}

/// Lists up to 20,000 devices with names instead of numbers, for spreadsheets; a school leader's own only.
#[utoipa::path(tag = "devices",
    params(("format" = inline(TableFormat), Path, description = "`json`, `csv` or `xlsx`"), FileDevices),
    responses((status = 200, content((Vec<ListedDevice> = "application/json"), (String = "text/csv"),
        ([u8] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))))]
#[get("/devices.{format}")]
pub async fn file_devices(
    actor: AnyRole,
    db: Data<Database>,
    request: HttpRequest,
    format: TableFormat,
    Query(query): Query<FileDevices>,
) -> Result<HttpResponse> {
    let filter = query.filter()?;
    let listed = db
        .read(move |conn| listed_devices(conn, &actor.reach(), filter))
        .await?;
    in_format(
        &request,
        format,
        listed,
        |all| register_table(all),
        "enheder",
    )
}
