//! The home page: for each of the groups what waits for it, and where it goes on with its work.

use super::workspace::{read, said};
use crate::clock::Moment;
use crate::db::{Database, DbConnection, ProjectId};
use crate::error::Result;
use crate::http::Now;
use crate::http::actor::{AnyRole, Caller, CostReader, Reach, Role, Staff};
use crate::http::page::{Frame, Html};
use crate::leasing::{self, LeaseDeadline};
use crate::overview::missing::{Progress, missing};
use crate::projects::Phase;
use crate::{organisation, projects};
use actix_web::get;
use actix_web::web::{Data, ServiceConfig};
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_home);
}

/// How many projects stand here: those that are not closed, the newest first.
const PROJECTS: usize = 5;
/// How much of what a project misses is said here; the rest stands on its own page.
const MISSING: usize = 3;
/// More projects than a municipality has.
const ALL: i64 = 1000;

/// A project that is under way.
struct UnderWay {
    id: ProjectId,
    title: String,
    phase: Phase,
    missing: Vec<(String, String, bool)>,
    more: usize,
    /// The schools for which the reader states needs now: number and name.
    schools: Vec<(i64, String)>,
}

#[derive(Template)]
#[template(path = "overview/pages/home.html")]
struct HomePage {
    f: Frame,
    name: String,
    steps: Vec<(&'static str, String)>,
    projects: Vec<UnderWay>,
    deadlines: Vec<LeaseDeadline>,
}

/// What each role begins its day with: address and key.
const STEPS: [(Role, &str, &str); 12] = [
    (Role::ProjectLead, "/projects/new", "home-step-project"),
    (
        Role::ProjectLead,
        "/device-categories",
        "home-step-categories",
    ),
    (Role::SchoolLeader, "/devices", "home-step-own-devices"),
    (Role::SchoolLeader, "/costs", "home-step-own-costs"),
    (Role::Finance, "/costs", "home-step-costs"),
    (Role::Finance, "/costs/follow-up", "home-step-follow-up"),
    (Role::Finance, "/leases/new", "home-step-lease"),
    (Role::It, "/devices/scan", "home-step-scan"),
    (Role::It, "/devices/import", "home-step-import"),
    (Role::It, "/devices/labels", "home-step-labels"),
    (Role::Administrator, "/accounts/new", "home-step-account"),
    (Role::Administrator, "/schools/new", "home-step-school"),
];

#[get("/")]
async fn show_home(f: Frame, actor: AnyRole, db: Data<Database>, Now(moment): Now) -> Result<Html> {
    let (caller, name): (Caller, String) = ((*actor).clone(), actor.name.clone());
    let (found, deadlines) = db
        .read(move |conn| {
            Ok((
                under_way(conn, &caller, moment)?,
                soonest(conn, &caller, moment)?,
            ))
        })
        .await?;
    let steps = STEPS.iter().filter(|(role, ..)| f.holds(&[*role]));
    let page = HomePage {
        steps: steps.map(|(_, path, key)| (*path, f.t(key))).collect(),
        projects: found.into_iter().map(|one| told(&f, one)).collect(),
        deadlines,
        name,
        f,
    };
    page.f.clone().show(&page)
}

/// How far the open projects are, and the schools whose needs the reader states.
type Found = (Progress, bool, Vec<(i64, String)>);

fn under_way(conn: &mut DbConnection, caller: &Caller, moment: Moment) -> Result<Vec<Found>> {
    let (reach, staff) = (caller.reach(), caller.holds(Staff::ROLES));
    let mut open = projects::store::projects(conn, None, None, ALL)?;
    open.retain(|one| one.phase != Phase::Closed);
    let mut found = Vec::new();
    for project in open.iter().rev().take(PROJECTS) {
        let progress = read(conn, &reach, staff, project.id, moment)?;
        let mut schools = Vec::new();
        if matches!(reach, Reach::Only(_)) && project.phase == Phase::NeedsAssessment {
            let today = Some(moment.today);
            let own = organisation::store::schools(conn, &reach, today, None, ALL)?;
            schools.extend(own.into_iter().map(|school| (school.id.0, school.name)));
        }
        found.push((progress, staff, schools));
    }
    Ok(found)
}

fn told(f: &Frame, (progress, staff, schools): Found) -> UnderWay {
    let all = match staff {
        true => missing(&progress),
        false => Vec::new(),
    };
    let first = all.iter().take(MISSING);
    UnderWay {
        id: progress.project.id,
        phase: progress.project.phase,
        missing: first
            .map(|one| (said(f, one), one.path.clone(), one.blocks))
            .collect(),
        more: all.len().saturating_sub(MISSING),
        title: progress.project.title,
        schools,
    }
}

/// The next days on agreements, for those who see them.
fn soonest(conn: &mut DbConnection, caller: &Caller, moment: Moment) -> Result<Vec<LeaseDeadline>> {
    if !caller.holds(Staff::ROLES) || !caller.holds(CostReader::ROLES) {
        return Ok(Vec::new());
    }
    leasing::next_deadlines(conn, moment.today)
}
