//! The workspace of a project: its phases, what is missing, and how far every step is.

use crate::clock::Moment;
use crate::db::{Database, DbConnection, ProjectId};
use crate::error::{Fault, Result};
use crate::finance::Money;
use crate::http::actor::{AnyRole, ProjectLead, Reach, Staff};
use crate::http::page::{Frame, Html, Markup};
use crate::http::{Now, Path};
use crate::needs::read_grid;
use crate::overview::missing::{Missing, Progress, What, estimate_of, missing};
use crate::projects::{Phase, below_project};
use crate::render::{html, markdown};
use crate::{budget, projects, requirements, tenders};
use actix_web::get;
use actix_web::web::{Data, ServiceConfig};
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_project);
}

#[derive(Template)]
#[template(path = "overview/pages/workspace.html")]
struct WorkspacePage {
    f: Frame,
    project: ProjectId,
    tab: &'static str,
    progress: Progress,
    missing: Vec<Missing>,
    is_staff: bool,
    leads: bool,
}

impl WorkspacePage {
    /// Where a phase lies: behind, here or ahead.
    fn place(&self, phase: &Phase) -> &'static str {
        let place = |of: Phase| Phase::ALL.iter().position(|one| *one == of);
        match place(*phase).cmp(&place(self.progress.project.phase)) {
            std::cmp::Ordering::Less => "past",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "ahead",
        }
    }

    /// What is missing, in words.
    fn said(&self, one: &Missing) -> String {
        said(&self.f, one)
    }

    fn blocks(&self) -> bool {
        self.missing.iter().any(|one| one.blocks)
    }

    /// What somebody wrote in the small Markdown; the ids within begin with `id`.
    fn written(&self, text: &str, id: &str) -> Markup {
        Markup(html::blocks(&markdown::blocks(text), id))
    }

    fn is_above(&self) -> bool {
        let frame = self.progress.project.frame_total;
        self.estimated().is_some_and(|total| total > frame)
    }

    fn estimated(&self) -> Option<Money> {
        let estimate = estimate_of(&self.progress)?;
        estimate.outcome.as_ref().ok().map(|outcome| outcome.total)
    }
}

/// What is missing, in words.
pub(super) fn said(f: &Frame, one: &Missing) -> String {
    match &one.what {
        What::Refusal(fault) | What::Tender(fault) => fault.detail(f.language),
        What::Schools(names) => f.t1("missing-schools", "schools", names.join(", ")),
        What::SpecificationDraft(title) => f.t1("missing-specification-draft", "title", title),
        What::SpecificationInReview(title) => f.t1("missing-specification-review", "title", title),
        What::OpenComments(title, count) => {
            let comments = f.n("comments-open", *count);
            let named = [("title", title.clone()), ("comments", comments)];
            f.tx("missing-open-comments", &named)
        }
        What::AboveFrame(title) => f.t1("missing-above-frame", "title", title),
        What::Timetable(title) => f.t1("missing-timetable", "title", title),
    }
}

#[get("/projects/{id}")]
async fn show_project(
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    let (reach, is_staff) = (actor.reach(), f.holds(Staff::ROLES));
    let progress = db
        .read(move |conn| read(conn, &reach, is_staff, id, moment))
        .await?;
    let page = WorkspacePage {
        missing: if is_staff {
            missing(&progress)
        } else {
            Vec::new()
        },
        leads: f.holds(ProjectLead::ROLES) && progress.project.phase != Phase::Closed,
        f: below_project(f, id, &progress.project.title),
        project: id,
        tab: "overview",
        progress,
        is_staff,
    };
    page.f.clone().show(&page)
}

/// How far the project is; a school leader is told of the own schools alone.
pub(super) fn read(
    conn: &mut DbConnection,
    reach: &Reach,
    is_staff: bool,
    id: ProjectId,
    moment: Moment,
) -> Result<Progress> {
    let project = projects::store::project(conn, id, moment.today)?;
    let mut progress = Progress {
        needs: read_grid(conn, reach, &project, moment)?,
        project,
        specifications: Vec::new(),
        estimates: Vec::new(),
        tenders: Vec::new(),
    };
    if is_staff {
        for one in requirements::store::specifications(conn, id)? {
            let newest = requirements::store::version(conn, one.newest_version_id)?;
            let open = requirements::store::count_open_comments(conn, &newest)?;
            progress.specifications.push((one, newest, open));
        }
        progress.estimates = budget::scenarios(conn, id, budget::NeedsCounted::All)?;
        for tender in tenders::store::tenders(conn, id)? {
            let faults: Vec<Fault> = tenders::missing_for_publication(conn, tender.id, moment)?;
            progress.tenders.push((tender, faults));
        }
    }
    Ok(progress)
}
