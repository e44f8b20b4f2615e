//! The register as a list: filters, columns, and rows that can be chosen for something to be done with them.

use super::names::{Names, Options};
use crate::db::{Database, DbConnection, DeviceId};
use crate::devices::filter::{Asked, COLUMNS};
use crate::devices::{Device, DeviceStatus, SavedFilter, store};
use crate::error::{Error, Result};
use crate::http::actor::{AnyRole, Caller, ItStaff, Reach, Staff};
use crate::http::page::{Frame, Html};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use askama::Template;

/// How many devices stand on a page.
const A_PAGE: usize = 50;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_devices);
}

/// A row of the list.
pub(super) struct Line {
    pub id: DeviceId,
    /// Number and version, as the choice of the row sends them.
    pub chosen: String,
    pub name: String,
    pub cells: Vec<Cell>,
}

/// A cell: a text, and the class of its tag where it is one.
pub(super) struct Cell {
    pub text: String,
    pub tag: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "devices/pages/list.html")]
struct ListPage {
    f: Frame,
    asked: Asked,
    schools: Options,
    leases: Options,
    models: Options,
    states: Options,
    columns: Vec<(&'static str, String, bool)>,
    heads: Vec<String>,
    lines: Vec<Line>,
    count: i64,
    saved: Vec<SavedFilter>,
    /// The name under which a filter was not kept.
    unsaved: String,
    previous: Option<String>,
    next: Option<String>,
    is_it: bool,
}

/// A piece of the list, and whether there is more before and after it.
struct Piece {
    devices: Vec<Device>,
    /// How many there are on all pages.
    count: i64,
    before: bool,
    after: bool,
}

fn piece(conn: &mut DbConnection, reach: &Reach, asked: &Asked) -> Result<Piece> {
    let Some(filter) = asked.filter() else {
        return Ok(Piece {
            devices: Vec::new(),
            count: 0,
            before: false,
            after: false,
        });
    };
    let count = store::count_devices(conn, reach, &filter)?;
    let one_more = i64::try_from(A_PAGE).unwrap_or(i64::MAX).saturating_add(1);
    let mut devices = store::devices(conn, reach, filter, one_more)?;
    let more = devices.len() > A_PAGE;
    let backward = asked.is_backward() && !asked.is_later();
    match backward {
        true if more => drop(devices.remove(0)),
        _ => devices.truncate(A_PAGE),
    }
    Ok(Piece {
        devices,
        count,
        before: if backward { more } else { asked.is_later() },
        after: backward || more,
    })
}

/// The columns that the reader sees: agreements are for the staff.
fn columns(f: &Frame) -> Vec<&'static str> {
    let all = COLUMNS.iter().map(|(name, _)| *name);
    all.filter(|name| *name != "agreement" || f.holds(Staff::ROLES))
        .collect()
}

fn cell(f: &Frame, names: &Names, device: &Device, column: &str) -> Cell {
    let text = match column {
        "serial" => device.serial_number.clone(),
        "model" => names.model(device.model_id),
        "school" => names.school(device.school_id),
        "agreement" => names
            .line(device.lease_line_id)
            .map_or_else(String::new, |line| line.agreement_number.clone()),
        "received" => f.date(&device.received_on),
        _ => f.word("device-status", device.status.as_str()),
    };
    let tag = (column == "status").then_some(match device.status {
        DeviceStatus::InUse => "tag good",
        DeviceStatus::Returned => "tag",
    });
    Cell { text, tag }
}

/// The rows of devices with these columns.
pub(super) fn lines(f: &Frame, names: &Names, devices: &[Device], columns: &[&str]) -> Vec<Line> {
    let line = |device: &Device| Line {
        id: device.id,
        chosen: format!("{}:{}", device.id, device.version),
        name: device
            .asset_tag
            .as_deref()
            .unwrap_or(&device.serial_number)
            .to_owned(),
        cells: columns
            .iter()
            .map(|column| cell(f, names, device, column))
            .collect(),
    };
    devices.iter().map(line).collect()
}

fn page(f: Frame, asked: Asked, names: &Names, piece: &Piece) -> ListPage {
    let shown: Vec<&str> = columns(&f)
        .into_iter()
        .filter(|column| asked.shows(column))
        .collect();
    let word = |column: &str| f.t(&format!("device-{column}"));
    let place = |device: Option<&Device>, there: bool, word: &str| {
        let device = device.filter(|_| there)?;
        Some(asked.address(word, device.id))
    };
    ListPage {
        schools: names.school_options(),
        leases: names.lease_options(),
        models: names.model_options(),
        states: DeviceStatus::ALL
            .iter()
            .map(|status| {
                (
                    status.as_str().to_owned(),
                    f.word("device-status", status.as_str()),
                )
            })
            .collect(),
        columns: columns(&f)
            .into_iter()
            .map(|column| (column, word(column), asked.shows(column)))
            .collect(),
        heads: shown.iter().map(|column| word(column)).collect(),
        lines: lines(&f, names, &piece.devices, &shown),
        count: piece.count,
        saved: Vec::new(),
        unsaved: String::new(),
        previous: place(piece.devices.first(), piece.before, "before"),
        next: place(piece.devices.last(), piece.after, "after"),
        is_it: f.holds(ItStaff::ROLES),
        asked,
        f,
    }
}

#[get("/devices")]
async fn list_devices(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
) -> Result<Html> {
    show(f, &actor, &db, (Asked::read(request.query_string()), "")).await
}

/// The list after a button on it was refused; with the name that was written for a filter.
///
/// # Errors
/// As [`Frame::refused`]; else that of reading the list.
pub(super) async fn refused(
    f: Frame,
    actor: &Caller,
    db: &Database,
    (asked, name): (Asked, &str),
    error: Error,
) -> Result<HttpResponse> {
    let f = f.refused(format!("/devices?{}", asked.query()), error)?;
    Ok(show(f, actor, db, (asked, name)).await?.into_response())
}

async fn show(
    f: Frame,
    actor: &Caller,
    db: &Database,
    (asked, name): (Asked, &str),
) -> Result<Html> {
    let actor = actor.clone();
    let question = asked.clone();
    let (names, piece, saved) = db
        .read(move |conn| {
            let piece = piece(conn, &actor.reach(), &question)?;
            let saved = store::saved_filters(conn, actor.account)?;
            Ok((Names::load(conn, &actor)?, piece, saved))
        })
        .await?;
    let title = f.t("nav-devices");
    let mut page = page(f.below(title, "/devices"), asked, &names, &piece);
    page.saved = saved;
    page.unsaved = name.to_owned();
    page.f.clone().show(&page)
}

impl ListPage {
    /// Whether a saved filter is the one that is shown.
    fn is_here(&self, query: &str) -> bool {
        self.asked.query() == query
    }

    fn most(&self) -> usize {
        super::bulk_page::MOST
    }

    fn is(&self, option: &str, asked: &Option<i64>) -> bool {
        asked.is_some_and(|asked| asked.to_string() == option)
    }

    fn is_status(&self, option: &str) -> bool {
        self.asked
            .status
            .is_some_and(|status| status.as_str() == option)
    }
}
