//! A device: what it is, where it has been, and moving or returning it.

use super::names::Names;
use crate::clock::Moment;
use crate::db::{AccountId, Database, DbConnection, DeviceId, LeaseId};
use crate::devices::{
    self, Device, DeviceModel, DeviceStatus, MoveDevice, Movement, ReturnDevice, store,
};
use crate::error::{Error, Result};
use crate::http::actor::{AnyRole, Caller, ItStaff};
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Markup, Spec};
use crate::http::{Now, Path};
use crate::organisation;
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;
use std::collections::HashMap;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(show_device)
        .service(move_device)
        .service(return_device);
}

const MOVE: Spec = Spec {
    name: "device-move",
    fields: &[
        Field::new("to_school_id", Kind::Pick),
        Field::new("moved_on", Kind::Date),
        Field::optional("reason", Kind::Text),
    ],
};
const RETURN: Spec = Spec {
    name: "device-return",
    fields: &[
        Field::new("returned_on", Kind::Date),
        Field::optional("reason", Kind::Text),
    ],
};

/// The agreement of a device, as the staff sees it.
struct Agreement {
    lease: LeaseId,
    text: String,
}

/// A movement in words.
struct Step {
    on: String,
    text: String,
    reason: Option<String>,
    by: String,
    at: String,
    receipt: Option<String>,
}

#[derive(Template)]
#[template(path = "devices/pages/device.html")]
struct DevicePage {
    f: Frame,
    title: String,
    device: Device,
    model: String,
    support: Option<String>,
    school: String,
    agreement: Option<Agreement>,
    steps: Vec<Step>,
    forms: Option<(Markup, Markup)>,
}

/// All that stands on the page of a device.
struct Shown {
    device: Device,
    model: DeviceModel,
    movements: Vec<Movement>,
    people: HashMap<AccountId, String>,
    names: Names,
}

fn read(conn: &mut DbConnection, caller: &Caller, id: DeviceId) -> Result<Shown> {
    let device = store::device(conn, &caller.reach(), id)?;
    let movements = store::movements(conn, id)?;
    let writers = movements.iter().map(|movement| movement.account_id);
    let people = organisation::store::account_names(conn, writers.collect())?;
    Ok(Shown {
        model: store::model(conn, device.model_id)?,
        names: Names::load(conn, caller)?,
        movements,
        people,
        device,
    })
}

fn move_form(shown: &Shown, moment: Moment) -> FormView {
    let mut schools = shown.names.open_school_options(moment);
    let own = shown.device.school_id.to_string();
    schools.retain(|(id, _)| *id != own);
    FormView::blank(
        &MOVE,
        format!("/devices/{}/move", shown.device.id),
        "device-move-submit",
    )
    .options("to_school_id", schools)
    .value("moved_on", moment.today.to_string())
    .version(shown.device.version)
}

fn return_form(shown: &Shown, moment: Moment) -> FormView {
    let path = format!("/devices/{}/return", shown.device.id);
    FormView::blank(&RETURN, path, "device-return-submit")
        .value("returned_on", moment.today.to_string())
        .version(shown.device.version)
}

fn step(f: &Frame, shown: &Shown, movement: &Movement) -> Step {
    let school = |id| shown.names.school(id);
    let (text, paper) = match (movement.from_school_id, movement.to_school_id) {
        (None, Some(to)) => (
            f.t1("device-step-received", "school", school(to)),
            Some(("handover", to)),
        ),
        (Some(from), Some(to)) => {
            let named = [("from", school(from)), ("to", school(to))];
            (f.tx("device-step-moved", &named), Some(("handover", to)))
        }
        (Some(from), None) => (
            f.t1("device-step-returned", "school", school(from)),
            Some(("return", from)),
        ),
        (None, None) => (String::new(), None),
    };
    let (device, on) = (movement.device_id, movement.moved_on);
    Step {
        on: f.date(&on),
        text,
        reason: movement.reason.clone(),
        by: shown
            .people
            .get(&movement.account_id)
            .cloned()
            .unwrap_or_default(),
        at: f.moment(&movement.at),
        receipt: paper.map(|(kind, school)| {
            format!(
                "/api/v1/devices/{kind}-receipt.pdf?school_id={school}&on={on}&device_ids={device}"
            )
        }),
    }
}

/// The page, with forms only for who may use them and while the device is in use.
fn page(f: Frame, shown: &Shown, forms: Option<(FormView, FormView)>) -> Result<DevicePage> {
    let device = &shown.device;
    let title = device
        .asset_tag
        .clone()
        .unwrap_or_else(|| device.serial_number.clone());
    let (list, here) = (f.t("nav-devices"), format!("/devices/{}", device.id));
    let f = f.below(list, "/devices").below(title.clone(), here);
    let may = f.holds(ItStaff::ROLES) && device.status == DeviceStatus::InUse;
    let forms = forms.filter(|_| may);
    let forms = forms.map(|(to, back)| Ok::<_, Error>((to.html(&f)?, back.html(&f)?)));
    Ok(DevicePage {
        title,
        model: format!("{} {}", shown.model.manufacturer, shown.model.name),
        support: shown.model.os_support_ends_on.map(|day| f.date(&day)),
        school: shown.names.school(device.school_id),
        agreement: shown
            .names
            .line(device.lease_line_id)
            .map(|line| Agreement {
                lease: line.lease,
                text: format!("{} · {}", line.agreement_number, line.title),
            }),
        steps: shown
            .movements
            .iter()
            .rev()
            .map(|movement| step(&f, shown, movement))
            .collect(),
        forms: forms.transpose()?,
        device: device.clone(),
        f,
    })
}

#[get("/devices/{id}")]
async fn show_device(
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<DeviceId>,
) -> Result<Html> {
    let shown = db.read(move |conn| read(conn, &actor, id)).await?;
    let forms = (move_form(&shown, moment), return_form(&shown, moment));
    let page = page(f, &shown, Some(forms))?;
    page.f.clone().show(&page)
}

#[post("/devices/{id}/move")]
async fn move_device(
    request: HttpRequest,
    f: Frame,
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<DeviceId>,
    sent: Form,
) -> Result<HttpResponse> {
    let (seen, by) = (sent.version()?, actor.clone());
    let done = match sent.read::<MoveDevice>(&MOVE) {
        Ok(command) => {
            db.write(move |conn| devices::move_device(conn, &by, id, seen, &command, moment))
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(f.see(&request, &format!("/devices/{id}"), "device-moved", "")),
        Err(error) => {
            let shown = db.read(move |conn| read(conn, &actor, id)).await?;
            let to = move_form(&shown, moment).again(&sent, error, f.language)?;
            refused(page(f, &shown, Some((to, return_form(&shown, moment))))?)
        }
    }
}

#[post("/devices/{id}/return")]
async fn return_device(
    request: HttpRequest,
    f: Frame,
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<DeviceId>,
    sent: Form,
) -> Result<HttpResponse> {
    let (seen, by) = (sent.version()?, actor.clone());
    let done = match sent.read::<ReturnDevice>(&RETURN) {
        Ok(command) => {
            db.write(move |conn| devices::return_device(conn, &by, id, seen, &command, moment))
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(f.see(&request, &format!("/devices/{id}"), "device-returned", "")),
        Err(error) => {
            let shown = db.read(move |conn| read(conn, &actor, id)).await?;
            let back = return_form(&shown, moment).again(&sent, error, f.language)?;
            refused(page(f, &shown, Some((move_form(&shown, moment), back)))?)
        }
    }
}

fn refused(page: DevicePage) -> Result<HttpResponse> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page.f.clone().show_with(status, &page)?.into_response())
}
