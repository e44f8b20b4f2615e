//! Devices over HTTP.

use crate::db::{
    Database, DeviceId, DeviceImportId, DeviceModelId, LeaseId, LeaseLineId, SchoolId,
};
use crate::devices::store::{self, DeviceFilter, DevicePlace};
use crate::devices::{Device, DeviceSort, DeviceStatus, search_key, search_prefix};
use crate::error::{Fault, Result, codes};
use crate::http::actor::AnyRole;
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{Page, Path, Query, Tagged};
use actix_web::get;
use actix_web::web::Data;
use serde::Deserialize;
use validator::Validate;

/// Which devices, in which order, and which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListDevices {
    /// Only at this school.
    pub school_id: Option<i64>,
    /// Only of this lease.
    pub lease_id: Option<i64>,
    /// Only of this lease line.
    pub lease_line_id: Option<i64>,
    /// Only of this model.
    pub model_id: Option<i64>,
    /// Only of this import.
    pub import_id: Option<i64>,
    /// Only in this status.
    pub status: Option<DeviceStatus>,
    /// Only with exactly this serial number, whatever the case of its letters.
    pub serial: Option<String>,
    /// Only with a serial number or an asset tag that begins so, whatever the case.
    pub q: Option<String>,
    /// `id` (unless told), `-id` or `serial_number`.
    #[param(inline)]
    pub sort: Option<DeviceSort>,
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

impl ListDevices {
    fn filter(&self) -> Result<DeviceFilter> {
        let unreadable = |at: &str| Fault::new(&codes::SERIAL_NUMBER_INVALID).at(at);
        let serial_key = match &self.serial {
            Some(text) => Some(search_key(text).ok_or_else(|| unreadable("/serial"))?),
            None => None,
        };
        let keys = match &self.q {
            Some(text) => Some(search_prefix(text).ok_or_else(|| unreadable("/q"))?),
            None => None,
        };
        let cursor = self.cursor.as_deref();
        let after = match self.sort() {
            DeviceSort::SerialNumber => read_cursor(self.list(), cursor)?.map(DevicePlace::Serial),
            DeviceSort::Id | DeviceSort::IdDescending => {
                read_cursor(self.list(), cursor)?.map(DevicePlace::Id)
            }
        };
        Ok(DeviceFilter {
            school: self.school_id.map(SchoolId),
            lease: self.lease_id.map(LeaseId),
            line: self.lease_line_id.map(LeaseLineId),
            model: self.model_id.map(DeviceModelId),
            status: self.status,
            serial_key,
            keys,
            sort: self.sort(),
            after,
            import: self.import_id.map(DeviceImportId),
            before: None,
        })
    }

    fn sort(&self) -> DeviceSort {
        self.sort.unwrap_or(DeviceSort::Id)
    }

    /// The name of the list in its cursors: a place in one order means nothing in another.
    fn list(&self) -> &'static str {
        match self.sort() {
            DeviceSort::Id => "devices by id",
            DeviceSort::IdDescending => "devices by -id",
            DeviceSort::SerialNumber => "devices by serial_number",
        }
    }

    fn page(&self, found: Vec<Device>) -> Page<Device> {
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT);
        match self.sort() {
            DeviceSort::SerialNumber => Page::cut(self.list(), found, limit, |device| {
                search_key(&device.serial_number)
            }),
            DeviceSort::Id | DeviceSort::IdDescending => {
                Page::cut(self.list(), found, limit, |device| device.id)
            }
        }
    }
}

/// Lists the devices of the schools within the caller's reach.
#[utoipa::path(tag = "devices", params(ListDevices), responses((status = 200, body = Page<Device>)))]
#[get("/devices")]
pub async fn list_devices(
    actor: AnyRole,
    db: Data<Database>,
    Query(query): Query<ListDevices>,
) -> Result<Selected<Device>> {
    let (filter, count) = (query.filter()?, fetch_count(query.limit));
    let found = db
        .read(move |conn| Ok(store::devices(conn, &actor.reach(), filter, count)?))
        .await?;
    Ok(Selected {
        page: query.page(found),
        fields: query.fields,
    })
}

/// Reads a device.
#[utoipa::path(tag = "devices", responses((status = 200, body = Device)))]
#[get("/devices/{id}")]
pub async fn read_device(
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<DeviceId>,
) -> Result<Tagged<Device>> {
    let device = db
        .read(move |conn| store::device(conn, &actor.reach(), id))
        .await?;
    let version = device.version;
    Ok(Tagged::new(device, version))
}
