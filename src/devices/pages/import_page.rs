//! Reading a list of devices in: pasted or uploaded, looked at row by row, corrected, then registered whole.
//!
//! Nothing is kept between the steps: the page carries the list itself, so that it can be corrected by hand.

use super::names::{Names, Options};
use crate::clock::Moment;
use crate::db::{Database, LeaseLineId};
use crate::devices::{self, CsvRow, PreviewedRow, ReadFile};
use crate::error::{Error, Fault, Result, codes};
use crate::http::Now;
use crate::http::actor::ItStaff;
use crate::http::page::{Form, FormWithFiles, Frame, Html};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// How many rows without fault are shown; those with a fault are all shown.
const SHOWN: usize = 500;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_import).service(import);
}

/// A row of the list with what is wrong with it.
struct Line {
    number: usize,
    row: CsvRow,
    /// The row as it stands in the list, where it is one line that can be corrected.
    text: Option<String>,
    /// Column and fault.
    faults: Vec<(String, String)>,
}

/// What was read, judged row by row.
struct Judged {
    list: String,
    head: String,
    wrong: Vec<Line>,
    right: Vec<Line>,
    more: usize,
    count: usize,
    general: Vec<String>,
}

#[derive(Template)]
#[template(path = "devices/pages/import.html")]
struct ImportPage {
    f: Frame,
    lines: Options,
    chosen: String,
    file_name: String,
    list: String,
    faults: Vec<String>,
    judged: Option<Judged>,
}

impl ImportPage {
    fn count(&self) -> usize {
        self.judged.as_ref().map_or(0, |judged| judged.count)
    }

    fn wrong(&self) -> usize {
        self.judged.as_ref().map_or(0, |judged| judged.wrong.len())
    }

    fn right(&self) -> usize {
        self.count().saturating_sub(self.wrong())
    }

    fn more(&self) -> usize {
        self.judged.as_ref().map_or(0, |judged| judged.more)
    }

    /// Whether the list can be registered as it is.
    fn is_ready(&self) -> bool {
        self.judged
            .as_ref()
            .is_some_and(|judged| judged.wrong.is_empty() && judged.general.is_empty())
    }
}

/// A list as it was sent.
struct Sent {
    line: Option<LeaseLineId>,
    file: Vec<u8>,
    name: Option<String>,
}

/// The file where one was chosen, else the text; rows that were corrected one by one take their places in it.
fn sent(from: &FormWithFiles) -> Sent {
    let form = &from.form;
    let text = |name: &str| form.get(name).unwrap_or_default();
    let line = text("line").parse().ok().map(LeaseLineId);
    match from.file("file") {
        Some(file) => Sent {
            line,
            file: file.bytes.clone(),
            name: Some(file.name.clone()),
        },
        None => Sent {
            line,
            file: corrected(form).into_bytes(),
            name: Some(text("file_name").to_owned()).filter(|name| !name.is_empty()),
        },
    }
}

/// The list with the rows that were corrected: the field `row.57` is line 57.
fn corrected(form: &Form) -> String {
    let list = form.get("list").unwrap_or_default();
    let mut lines: Vec<&str> = list.split('\n').collect();
    for (name, value) in form.pairs() {
        let number = name
            .strip_prefix("row.")
            .and_then(|n| n.parse::<usize>().ok());
        let place = number.and_then(|number| number.checked_sub(1));
        if let Some(line) = place.and_then(|place| lines.get_mut(place)) {
            *line = value;
        }
    }
    lines.join("\n")
}

fn judge(f: &Frame, read: ReadFile) -> Judged {
    let texts: Vec<&str> = read.text.split('\n').collect();
    let text_of = |number: usize| {
        let line = texts.get(number.checked_sub(1)?)?.trim_end_matches('\r');
        // A quoted line end makes a row of several lines, which one field cannot hold.
        let whole = line.matches('"').count().is_multiple_of(2);
        whole.then(|| line.to_owned())
    };
    let rows = read.rows.iter().zip(&read.preview.rows);
    let lines = rows.map(|(row, told)| Line {
        number: row.line,
        row: row.clone(),
        text: text_of(row.line),
        faults: faults(f, told),
    });
    let (right, wrong): (Vec<Line>, Vec<Line>) = lines.partition(|line| line.faults.is_empty());
    let mut right = right;
    let more = right.len().saturating_sub(SHOWN);
    right.truncate(SHOWN);
    let head = texts.iter().find(|line| !line.trim().is_empty());
    Judged {
        head: head.copied().unwrap_or_default().trim_end().to_owned(),
        count: read.rows.len(),
        general: read
            .preview
            .errors
            .iter()
            .map(|fault| fault.detail.clone())
            .collect(),
        list: read.text.clone(),
        wrong,
        right,
        more,
    }
}

/// The faults of a row, each with the name of its column.
fn faults(f: &Frame, told: &PreviewedRow) -> Vec<(String, String)> {
    let column = |pointer: &str| {
        let name = pointer.strip_prefix(&told.place).unwrap_or_default();
        match name.trim_start_matches('/') {
            "serial_number" => f.t("device-serial"),
            "asset_tag" => f.t("device-tag"),
            "school" => f.t("device-school"),
            "model" => f.t("device-model"),
            "received_on" => f.t("device-received"),
            _ => f.t("import-row"),
        }
    };
    // A fault that points to another row points in the words of this page.
    let row = f.t("import-row-word");
    let words = |detail: &str| detail.replace("/rows/", &format!("{row} "));
    told.errors
        .iter()
        .map(|fault| (column(&fault.pointer), words(&fault.detail)))
        .collect()
}

fn page(f: Frame, names: &Names) -> ImportPage {
    let (list, title) = (f.t("nav-devices"), f.t("import-title"));
    ImportPage {
        f: f.below(list, "/devices").below(title, "/devices/import"),
        lines: names.line_options(),
        chosen: String::new(),
        file_name: String::new(),
        list: String::new(),
        faults: Vec::new(),
        judged: None,
    }
}

#[get("/devices/import")]
async fn show_import(f: Frame, actor: ItStaff, db: Data<Database>) -> Result<Html> {
    let names = db.read(move |conn| Names::load(conn, &actor)).await?;
    let page = page(f, &names);
    page.f.clone().show(&page)
}

/// Looks at a list; registers it when it comes with `step=register` and nothing is wrong with it.
#[post("/devices/import")]
async fn import(
    request: HttpRequest,
    f: Frame,
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    from: FormWithFiles,
) -> Result<HttpResponse> {
    let sent = sent(&from);
    let wanted = from.form.get("step") == Some("register");
    let done = match (wanted, checked(&sent)) {
        (true, Ok(line)) => {
            let (by, file, name) = (actor.clone(), sent.file.clone(), sent.name.clone());
            db.write(move |conn| {
                devices::import_devices(conn, &by, line, &file, name.as_deref(), moment)
            })
            .await
            .map(Some)
        }
        _ => Ok(None),
    };
    match done {
        Ok(Some(registered)) => {
            let import = registered.import_id.map_or(0, |id| id.0);
            let (path, count) = (format!("/devices?import={import}"), registered.registered);
            Ok(f.see(&request, &path, "import-done", &f.integer(count)))
        }
        Err(error @ Error::Internal(_)) => Err(error),
        // What was refused shows at its row, as in the preview.
        Ok(None) | Err(_) => preview(f, actor, &db, moment, sent).await,
    }
}

fn checked(sent: &Sent) -> Result<LeaseLineId> {
    if sent.file.iter().all(u8::is_ascii_whitespace) {
        return Err((&codes::FILE_OR_LIST_MISSING).into());
    }
    let missing = || Error::from(Fault::new(&codes::LEASE_LINE_NOT_CHOSEN));
    sent.line.ok_or_else(missing)
}

async fn preview(
    f: Frame,
    actor: ItStaff,
    db: &Database,
    moment: Moment,
    sent: Sent,
) -> Result<HttpResponse> {
    let line = checked(&sent);
    let file = sent.file.clone();
    let by = actor.clone();
    let read = match line {
        Ok(line) => {
            db.read(move |conn| devices::read_import(conn, &by, line, &file, moment))
                .await
        }
        Err(error) => Err(error),
    };
    let names = db.read(move |conn| Names::load(conn, &actor)).await?;
    let mut page = page(f, &names);
    page.chosen = sent.line.map_or_else(String::new, |line| line.to_string());
    page.file_name = sent.name.unwrap_or_default();
    match read {
        Ok(read) => page.judged = Some(judge(&page.f, read)),
        Err(error @ Error::Internal(_)) => return Err(error),
        Err(error) => {
            let told = error
                .faults()
                .iter()
                .map(|fault| fault.detail(page.f.language));
            page.faults = told.collect();
            // A file that is no text cannot be shown again.
            page.list = String::from_utf8(sent.file).unwrap_or_default();
            page.list
                .retain(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'));
        }
    }
    let status = match page.is_ready() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(page.f.clone().show_with(status, &page)?.into_response())
}
