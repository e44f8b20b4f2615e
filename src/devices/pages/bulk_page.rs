//! Many devices at once: chosen in the list, looked at row by row, then moved or returned, all or none.

use super::list_page;
use super::names::Names;
use crate::clock::Moment;
use crate::db::{Database, DbConnection, DeviceId, SchoolId};
use crate::devices::filter::Asked;
use crate::devices::store::{self, DeviceFilter};
use crate::devices::{self, BatchPreview, Device, DeviceSeen, MoveDevices, ReturnDevices};
use crate::error::{Error, Fault, Result, codes};
use crate::http::Now;
use crate::http::actor::ItStaff;
use crate::http::page::form::own_path;
use crate::http::page::{Field, Form, FormView, Frame, Kind, Markup, Spec};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, post};
use askama::Template;
use chrono::NaiveDate;
use std::collections::HashMap;
use validator::Validate;

/// The most devices that are handled at a time; the commands take no more.
pub(super) const MOST: usize = 1000;

/// How many devices of the choice are shown before anything is wrong with them.
const SHOWN: usize = 50;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(choose).service(handle);
}

const FORM: Spec = Spec {
    name: "bulk",
    fields: &[
        Field::new("devices", Kind::Hidden),
        Field::optional("filter", Kind::Hidden),
        Field::new("action", Kind::Choice),
        Field::optional("to_school_id", Kind::Pick),
        Field::new("on", Kind::Date),
        Field::optional("reason", Kind::Text),
    ],
};

/// What is done with the devices.
enum Order {
    Move(MoveDevices),
    Return(ReturnDevices),
}

/// A device of the choice with what is wrong with it.
struct Line {
    name: String,
    serial: String,
    school: String,
    faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "devices/pages/bulk.html")]
struct BulkPage {
    f: Frame,
    count: usize,
    lines: Vec<Line>,
    form: Markup,
    /// The sent form, once it is known that nothing stands in its way.
    confirm: Option<Confirm>,
    wrong: usize,
    ids: String,
}

struct Confirm {
    pairs: Vec<(String, String)>,
    moves: bool,
    school: String,
}

/// The chosen devices, as they are now.
fn chosen(conn: &mut DbConnection, actor: &ItStaff, sent: &Form) -> Result<Vec<Device>> {
    let found = if sent.get("chosen") == Some("all") {
        let asked = Asked::read(sent.get("filter").unwrap_or_default());
        let filter = DeviceFilter {
            after: None,
            before: None,
            ..asked.filter().ok_or(&codes::DEVICES_NONE_CHOSEN)?
        };
        let count = i64::try_from(MOST).unwrap_or(i64::MAX).saturating_add(1);
        store::devices(conn, &actor.reach(), filter, count)?
    } else {
        let ids: Vec<DeviceId> = sent
            .all("device")
            .filter_map(seen)
            .map(|one| one.id)
            .collect();
        store::devices_by_id(conn, &actor.reach(), &ids)?
    };
    match found.len() {
        0 => Err((&codes::DEVICES_NONE_CHOSEN).into()),
        count if count > MOST => Err(too_many()),
        _ => Ok(found),
    }
}

fn too_many() -> Error {
    Fault::new(&codes::DEVICES_TOO_MANY_CHOSEN)
        .with("most", MOST)
        .into()
}

/// A device as the forms name it: `12:3` is device 12 in version 3.
fn seen(text: &str) -> Option<DeviceSeen> {
    let (id, version) = text.split_once(':')?;
    Some(DeviceSeen {
        id: DeviceId(id.parse().ok()?),
        version: version.parse().ok()?,
    })
}

fn written(devices: &[Device]) -> String {
    let one = |device: &Device| format!("{}:{}", device.id, device.version);
    devices.iter().map(one).collect::<Vec<_>>().join(",")
}

/// The form as it was sent.
#[derive(Debug, serde::Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Written {
    devices: String,
    #[serde(rename = "filter")]
    _filter: Option<String>,
    action: String,
    to_school_id: Option<SchoolId>,
    on: NaiveDate,
    #[validate(length(max = 1000))]
    reason: Option<String>,
}

/// The order that a form gives.
fn order(sent: &Form) -> Result<Order> {
    let written: Written = sent.read(&FORM)?;
    let devices: Vec<DeviceSeen> = written.devices.split(',').filter_map(seen).collect();
    if devices.is_empty() {
        return Err((&codes::DEVICES_NONE_CHOSEN).into());
    }
    if devices.len() > MOST {
        return Err(too_many());
    }
    if written.action != "move" {
        return Ok(Order::Return(ReturnDevices {
            devices,
            returned_on: written.on,
            reason: written.reason,
        }));
    }
    let to_school_id = written
        .to_school_id
        .ok_or_else(|| Error::from(Fault::new(&codes::FIELD_REQUIRED).at("/to_school_id")))?;
    Ok(Order::Move(MoveDevices {
        devices,
        to_school_id,
        moved_on: written.on,
        reason: written.reason,
    }))
}

impl Order {
    fn preview(
        &self,
        conn: &mut DbConnection,
        actor: &ItStaff,
        moment: Moment,
    ) -> Result<BatchPreview> {
        match self {
            Order::Move(command) => devices::preview_move(conn, actor, command, moment),
            Order::Return(command) => devices::preview_return(conn, actor, command, moment),
        }
    }

    /// Does it; answers what is said of it, and of how many devices.
    fn carry_out(
        &self,
        conn: &mut DbConnection,
        actor: &ItStaff,
        moment: Moment,
    ) -> Result<(&'static str, usize)> {
        match self {
            Order::Move(command) => devices::move_devices(conn, actor, command, moment)
                .map(|done| ("bulk-moved", done.moved)),
            Order::Return(command) => devices::return_devices(conn, actor, command, moment)
                .map(|done| ("bulk-returned", done.returned)),
        }
    }

    fn devices(&self) -> &[DeviceSeen] {
        match self {
            Order::Move(command) => &command.devices,
            Order::Return(command) => &command.devices,
        }
    }
}

/// Faults of the day stand at the one field for it, whichever command they came from.
fn at_fields(error: Error) -> Error {
    let Error::Refused(faults) = error else {
        return error;
    };
    let place = |fault: Fault| match fault.pointer() {
        "/moved_on" | "/returned_on" => fault.at("/on"),
        _ => fault,
    };
    Error::Refused(faults.into_iter().map(place).collect())
}

fn form(f: &Frame, names: &Names, moment: Moment) -> FormView {
    FormView::blank(&FORM, "/devices/bulk/order", "bulk-preview")
        .words(f, "action", "bulk-action", &["move", "return"])
        .options("to_school_id", names.open_school_options(moment))
        .cancel("/devices")
}

fn line(names: &Names, device: &Device, faults: Vec<String>) -> Line {
    Line {
        name: device.asset_tag.clone().unwrap_or_default(),
        serial: device.serial_number.clone(),
        school: names.school(device.school_id),
        faults,
    }
}

/// The page of a choice; `found` are its devices in the order of the form.
fn page(f: Frame, names: &Names, found: &[Device], form: Markup) -> BulkPage {
    let (list, title) = (f.t("nav-devices"), f.t("bulk-title"));
    let ids: Vec<String> = found.iter().map(|device| device.id.to_string()).collect();
    BulkPage {
        f: f.below(list, "/devices").below(title, "/devices/bulk"),
        count: found.len(),
        lines: found
            .iter()
            .take(SHOWN)
            .map(|device| line(names, device, Vec::new()))
            .collect(),
        form,
        confirm: None,
        wrong: 0,
        ids: ids.join(","),
    }
}

/// Puts the preview on the page: the faulty rows first, and the way on where there are none.
fn judge(page: &mut BulkPage, names: &Names, found: &[Device], sent: &Form, told: &BatchPreview) {
    let rows = found.iter().zip(&told.rows);
    let mut lines: Vec<Line> = rows
        .map(|(device, row)| {
            let faults = row.errors.iter().map(|fault| fault.detail.clone());
            line(names, device, faults.collect())
        })
        .collect();
    lines.sort_by_key(|line| line.faults.is_empty());
    page.wrong = lines.iter().filter(|line| !line.faults.is_empty()).count();
    lines.truncate(SHOWN.max(page.wrong));
    page.lines = lines;
    if told.accepted {
        let mut pairs = sent.pairs().to_vec();
        pairs.retain(|(name, _)| name != "form_key" && name != "step");
        let school = sent.get("to_school_id").and_then(|id| id.parse().ok());
        page.confirm = Some(Confirm {
            pairs,
            moves: sent.get("action") == Some("move"),
            school: school.map_or_else(String::new, |id| names.school(SchoolId(id))),
        });
    }
}

#[post("/devices/bulk")]
async fn choose(
    f: Frame,
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<HttpResponse> {
    let filter = sent.get("filter").unwrap_or_default().to_owned();
    let by = actor.clone();
    let read = db
        .read(move |conn| {
            let found = chosen(conn, &by, &sent)?;
            Ok((Names::load(conn, &by)?, found))
        })
        .await;
    let (names, found) = match read {
        Ok(read) => read,
        Err(error) => {
            let asked = (Asked::read(&filter), "");
            return list_page::refused(f, &actor, &db, asked, error).await;
        }
    };
    let form = form(&f, &names, moment)
        .value("devices", written(&found))
        .value("filter", filter)
        .value("on", moment.today.to_string())
        .html(&f)?;
    let page = page(f, &names, &found, form);
    Ok(page.f.clone().show(&page)?.into_response())
}

/// Shows what an order would do, and carries it out when it comes a second time with `step=confirm`.
#[post("/devices/bulk/order")]
async fn handle(
    request: HttpRequest,
    f: Frame,
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<HttpResponse> {
    let order = match order(&sent) {
        Ok(order) => order,
        Err(error) => return refuse(f, actor, &db, moment, sent, error).await,
    };
    if sent.get("step") == Some("confirm") {
        let by = actor.clone();
        let done = db
            .write(move |conn| order.carry_out(conn, &by, moment))
            .await;
        return match done {
            Ok((key, count)) => {
                let back = own_path(&format!("/devices?{}", sent.get("filter").unwrap_or("")));
                Ok(f.see(&request, &back, key, &f.integer(count)))
            }
            Err(error) => refuse(f, actor, &db, moment, sent, error).await,
        };
    }
    show_preview(f, actor, &db, moment, sent, order).await
}

async fn show_preview(
    f: Frame,
    actor: ItStaff,
    db: &Database,
    moment: Moment,
    sent: Form,
    order: Order,
) -> Result<HttpResponse> {
    let (names, found, told) = db
        .read(move |conn| {
            let told = order.preview(conn, &actor, moment)?;
            let found = in_order(conn, &actor, order.devices())?;
            Ok((Names::load(conn, &actor)?, found, told))
        })
        .await?;
    let at = |pointer: &str| match pointer {
        "/moved_on" | "/returned_on" => "on".to_owned(),
        other => other.trim_start_matches('/').to_owned(),
    };
    let whole: Vec<(String, String)> = told
        .errors
        .iter()
        .map(|fault| (at(&fault.pointer), fault.detail.clone()))
        .collect();
    let status = match told.accepted {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let form = form(&f, &names, moment).told(&sent, whole).html(&f)?;
    let mut page = page(f, &names, &found, form);
    judge(&mut page, &names, &found, &sent, &told);
    Ok(page.f.clone().show_with(status, &page)?.into_response())
}

/// The devices of an order in its order; the rows of a preview stand in the same.
fn in_order(conn: &mut DbConnection, actor: &ItStaff, asked: &[DeviceSeen]) -> Result<Vec<Device>> {
    let ids: Vec<DeviceId> = asked.iter().map(|one| one.id).collect();
    let found = store::devices_by_id(conn, &actor.reach(), &ids)?;
    let mut by_id: HashMap<DeviceId, Device> = found
        .into_iter()
        .map(|device| (device.id, device))
        .collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

async fn refuse(
    f: Frame,
    actor: ItStaff,
    db: &Database,
    moment: Moment,
    sent: Form,
    error: Error,
) -> Result<HttpResponse> {
    let listed = sent.get("devices").unwrap_or_default();
    let asked: Vec<DeviceSeen> = listed.split(',').filter_map(seen).take(MOST).collect();
    let (names, found) = db
        .read(move |conn| {
            let found = in_order(conn, &actor, &asked)?;
            Ok((Names::load(conn, &actor)?, found))
        })
        .await?;
    let form = form(&f, &names, moment)
        .again(&sent, at_fields(error), f.language)?
        .html(&f)?;
    let page = page(f, &names, &found, form);
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page.f.clone().show_with(status, &page)?.into_response())
}

impl BulkPage {
    fn count(&self) -> usize {
        self.count
    }

    fn wrong(&self) -> usize {
        self.wrong
    }

    fn unseen(&self) -> usize {
        self.count.saturating_sub(self.lines.len())
    }
}
