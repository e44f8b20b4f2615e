//! A school: what it has, what is due back when, how many pupils, and the way to what it costs.

use crate::db::{Database, DbConnection, SchoolId};
use crate::devices::store::{self, HeldModel};
use crate::error::Result;
use crate::http::Path;
use crate::http::actor::{Administrator, AnyRole, Caller, CostReader, CountsKeeper, Staff};
use crate::http::page::{Frame, Html};
use crate::leasing;
use crate::organisation::{self, PupilCount, School};
use actix_web::get;
use actix_web::web::{Data, ServiceConfig};
use askama::Template;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_school);
}

/// Devices of one agreement at the school, and when they go back.
struct Due {
    lease: i64,
    text: String,
    devices: i64,
    ends_on: Option<NaiveDate>,
}

/// All that stands on the page.
struct Shown {
    school: School,
    held: Vec<HeldModel>,
    due: Vec<Due>,
    counts: Vec<PupilCount>,
}

#[derive(Template)]
#[template(path = "devices/pages/school.html")]
struct SchoolPage {
    f: Frame,
    shown: Shown,
    place: String,
    year: String,
    /// Only the newest school year that is known.
    counts: Vec<PupilCount>,
    may_edit: bool,
    may_count: bool,
    may_cost: bool,
    is_staff: bool,
}

impl SchoolPage {
    fn total(&self) -> i64 {
        self.shown.held.iter().map(|model| model.devices).sum()
    }

    fn pupils(&self) -> i64 {
        self.counts
            .iter()
            .map(|count| i64::from(count.pupils))
            .sum()
    }

    fn count(&self, number: &i64) -> i64 {
        *number
    }

    fn grade(&self, count: &PupilCount) -> String {
        self.f.t1("school-grade", "grade", count.grade)
    }

    fn pupils_of(&self, count: &PupilCount) -> i32 {
        count.pupils
    }
}

fn due(conn: &mut DbConnection, school: SchoolId) -> Result<Vec<Due>> {
    let lines = store::lines_with_leases(conn)?;
    let ends = leasing::store::lease_ends(conn)?;
    let mut by_lease: BTreeMap<i64, Due> = BTreeMap::new();
    for (id, devices) in store::held_by_line(conn, school)? {
        let Some(line) = lines.iter().find(|line| line.line == id) else {
            continue;
        };
        let end = ends.iter().find(|end| end.lease_id == line.lease);
        let due = by_lease.entry(line.lease.0).or_insert_with(|| Due {
            lease: line.lease.0,
            text: format!("{} · {}", line.agreement_number, line.title),
            devices: 0,
            ends_on: end.map(|end| end.ends_on),
        });
        due.devices = due.devices.saturating_add(devices);
    }
    let mut due: Vec<Due> = by_lease.into_values().collect();
    due.sort_by_key(|one| (one.ends_on.is_none(), one.ends_on));
    Ok(due)
}

fn read(conn: &mut DbConnection, caller: &Caller, id: SchoolId) -> Result<Shown> {
    let school = organisation::store::school(conn, &caller.reach(), id)?;
    Ok(Shown {
        held: store::held_models(conn, id)?,
        due: due(conn, id)?,
        counts: organisation::store::pupil_counts(conn, id, None)?,
        school,
    })
}

/// Street and town in one line.
fn place(school: &School) -> String {
    let town = [school.postal_code.clone(), school.city.clone()];
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = [school.street.clone(), Some(town)];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

#[get("/schools/{id}")]
async fn show_school(
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Path(id): Path<SchoolId>,
) -> Result<Html> {
    let shown = db.read(move |conn| read(conn, &actor, id)).await?;
    let (list, name) = (f.t("nav-schools"), shown.school.name.clone());
    let f = f
        .below(list, "/schools")
        .below(name, format!("/schools/{id}"));
    let newest = shown.counts.first().map(|count| count.school_year);
    let newest_counts = shown.counts.iter();
    let newest_counts = newest_counts.filter(|count| Some(count.school_year) == newest);
    let page = SchoolPage {
        place: place(&shown.school),
        year: newest.map_or_else(String::new, |year| format!("{year}/{}", year + 1)),
        counts: newest_counts.cloned().collect(),
        may_count: f.holds(CountsKeeper::ROLES),
        may_edit: f.holds(Administrator::ROLES),
        may_cost: f.holds(CostReader::ROLES),
        is_staff: f.holds(Staff::ROLES),
        shown,
        f,
    };
    page.f.clone().show(&page)
}
