//! Scanning: one field into which a scanner types serial number or asset tag, and what became of it, large.
//!
//! Every scan is a form of its own, sent and answered with the same page. With the script of the pages scans are sent
//! one after the other in the background while the field stays ready for the next.

use super::names::{Names, Options};
use crate::clock::Moment;
use crate::db::{Database, DbConnection, SchoolId, Version};
use crate::devices::{self, Device, DeviceStatus, MoveDevice, ReturnDevice, search_key, store};
use crate::error::{Error, Result};
use crate::http::Now;
use crate::http::actor::ItStaff;
use crate::http::page::{Form, Frame, Html, query_value};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get, post};
use askama::Template;

/// The longest text that is shown again as having been scanned.
const LONGEST: usize = 100;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_scan).service(scan);
}

/// What is done with every device that is scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    LookUp,
    Move,
    Return,
}

impl Mode {
    fn read(word: &str) -> Self {
        match word {
            "move" => Mode::Move,
            "return" => Mode::Return,
            _ => Mode::LookUp,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Mode::LookUp => "look-up",
            Mode::Move => "move",
            Mode::Return => "return",
        }
    }
}

/// What became of a scan.
struct Hit {
    /// `found`, `done` or `miss`, for colour and sound.
    kind: &'static str,
    /// The same in words.
    verdict: String,
    scanned: String,
    device: Option<Found>,
    faults: Vec<String>,
}

/// The device that was scanned.
struct Found {
    device: Device,
    model: String,
    school: String,
    returned: bool,
}

#[derive(Template)]
#[template(path = "devices/pages/scan.html")]
struct ScanPage {
    f: Frame,
    mode: &'static str,
    school: String,
    schools: Options,
    hit: Option<Hit>,
}

impl ScanPage {
    fn mode(&self) -> &'static str {
        self.mode
    }
}

fn page(f: Frame, names: &Names, moment: Moment, mode: Mode, school: String) -> ScanPage {
    let (list, title) = (f.t("nav-devices"), f.t("scan-title"));
    ScanPage {
        f: f.below(list, "/devices").below(title, "/devices/scan"),
        mode: mode.word(),
        school,
        schools: names.open_school_options(moment),
        hit: None,
    }
}

#[get("/devices/scan")]
async fn show_scan(
    request: HttpRequest,
    f: Frame,
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
) -> Result<Html> {
    let value = |name: &str| query_value(&request, name).unwrap_or_default();
    let (mode, school) = (Mode::read(&value("mode")), value("school"));
    let names = db.read(move |conn| Names::load(conn, &actor)).await?;
    let page = page(f, &names, moment, mode, school);
    page.f.clone().show(&page)
}

/// The device and what was done with it; `None` where no device is named so.
type Outcome = Option<(Device, Result<bool>)>;

fn act(
    conn: &mut DbConnection,
    actor: &ItStaff,
    code: &str,
    mode: Mode,
    school: Option<SchoolId>,
    moment: Moment,
) -> Result<Outcome> {
    let Some(key) = search_key(code) else {
        return Ok(None);
    };
    let Some(device) = store::device_named(conn, &actor.reach(), &key)? else {
        return Ok(None);
    };
    let (id, seen) = (device.id, Version(device.version));
    let done = match (mode, school) {
        (Mode::Move, Some(to)) => {
            let command = MoveDevice {
                to_school_id: to,
                moved_on: moment.today,
                reason: None,
            };
            devices::move_device(conn, actor, id, seen, &command, moment)?
        }
        (Mode::Return, _) => {
            let command = ReturnDevice {
                returned_on: moment.today,
                reason: None,
            };
            devices::return_device(conn, actor, id, seen, &command, moment)?
        }
        _ => return Ok(Some((device, Ok(false)))),
    };
    Ok(Some((done, Ok(true))))
}

/// Carries a scan out; a refusal is an outcome, told beside the device.
async fn outcome(
    db: &Database,
    actor: &ItStaff,
    code: String,
    mode: Mode,
    school: Option<SchoolId>,
    moment: Moment,
) -> Result<Outcome> {
    let (by, text) = (actor.clone(), code.clone());
    let done = match mode {
        Mode::LookUp => {
            db.read(move |conn| act(conn, &by, &text, mode, school, moment))
                .await
        }
        _ => {
            db.write(move |conn| act(conn, &by, &text, mode, school, moment))
                .await
        }
    };
    match done {
        Err(error @ Error::Internal(_)) => Err(error),
        Err(refused) => {
            let by = actor.clone();
            let found = db
                .read(move |conn| act(conn, &by, &code, Mode::LookUp, None, moment))
                .await?;
            Ok(found.map(|(device, _)| (device, Err(refused))))
        }
        Ok(outcome) => Ok(outcome),
    }
}

fn hit(f: &Frame, names: &Names, scanned: String, mode: Mode, outcome: Outcome) -> Hit {
    let (kind, key, faults) = match &outcome {
        None => ("miss", "scan-miss", Vec::new()),
        Some((_, Err(error))) => {
            let told = error.faults().iter();
            let told = told.map(|fault| fault.detail(f.language)).collect();
            ("miss", "scan-refused", told)
        }
        Some((_, Ok(true))) if mode == Mode::Move => ("done", "scan-moved", Vec::new()),
        Some((_, Ok(true))) => ("done", "scan-returned", Vec::new()),
        Some((_, Ok(false))) if mode == Mode::Move => {
            ("miss", "scan-refused", vec![f.t("scan-school-missing")])
        }
        Some((_, Ok(false))) => ("found", "scan-hit", Vec::new()),
    };
    Hit {
        kind,
        verdict: f.t(key),
        scanned,
        device: outcome.map(|(device, _)| Found {
            model: names.model(device.model_id),
            school: names.school(device.school_id),
            returned: device.status == DeviceStatus::Returned,
            device,
        }),
        faults,
    }
}

#[post("/devices/scan")]
async fn scan(
    f: Frame,
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<Html> {
    let value = |name: &str| sent.get(name).unwrap_or_default().trim().to_owned();
    let (mode, school) = (Mode::read(&value("mode")), value("school"));
    let code: String = value("code").chars().take(LONGEST).collect();
    let to = school.parse().ok().map(SchoolId);
    let outcome = outcome(&db, &actor, code.clone(), mode, to, moment).await?;
    let names = db.read(move |conn| Names::load(conn, &actor)).await?;
    let hit = hit(&f, &names, code, mode, outcome);
    let mut page = page(f, &names, moment, mode, school);
    page.hit = Some(hit);
    page.f.clone().show(&page)
}
