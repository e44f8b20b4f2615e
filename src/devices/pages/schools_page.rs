//! The schools with their pupils and devices.

use crate::clock::Moment;
use crate::db::{Database, DbConnection, SchoolId};
use crate::devices::store;
use crate::error::Result;
use crate::http::Now;
use crate::http::actor::{Administrator, AnyRole, Reach};
use crate::http::page::{Frame, Html};
use crate::organisation::{self, School};
use actix_web::get;
use actix_web::web::{Data, ServiceConfig};
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_schools);
}

/// A school with its numbers.
struct Line {
    id: SchoolId,
    name: String,
    pupils: Option<i64>,
    devices: i64,
    over: bool,
}

#[derive(Template)]
#[template(path = "devices/pages/schools.html")]
struct SchoolsPage {
    f: Frame,
    lines: Vec<Line>,
    may_open: bool,
}

impl SchoolsPage {
    fn total(&self) -> i64 {
        self.lines.iter().map(|line| line.devices).sum()
    }

    /// The pupils of all schools, where any are known.
    fn pupils(&self) -> Option<i64> {
        let known = self.lines.iter().filter_map(|line| line.pupils);
        known.reduce(|sum, pupils| sum + pupils)
    }

    fn count(&self, number: &i64) -> i64 {
        *number
    }
}

fn lines(conn: &mut DbConnection, reach: &Reach, moment: Moment) -> Result<Vec<Line>> {
    let schools = organisation::store::schools(conn, reach, None, None, i64::MAX)?;
    let devices = store::devices_in_use(conn, reach)?;
    let pupils = store::pupils_by_school(conn)?;
    let line = |school: School| Line {
        pupils: pupils.get(&school.id).copied(),
        devices: devices.get(&school.id).copied().unwrap_or(0),
        over: !school.is_valid_on(moment.today),
        id: school.id,
        name: school.name,
    };
    let mut lines: Vec<Line> = schools.into_iter().map(line).collect();
    lines.sort_by(|one, other| (one.over, &one.name).cmp(&(other.over, &other.name)));
    Ok(lines)
}

#[get("/schools")]
async fn list_schools(
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
) -> Result<Html> {
    let lines = db
        .read(move |conn| lines(conn, &actor.reach(), moment))
        .await?;
    let title = f.t("nav-schools");
    let page = SchoolsPage {
        may_open: f.holds(Administrator::ROLES),
        f: f.below(title, "/schools"),
        lines,
    };
    page.f.clone().show(&page)
}
