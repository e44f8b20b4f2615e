//! Requirements of a draft: stating, changing and withdrawing, with a preview of what was written.

use super::{editor, version_frame};
use crate::clock::Moment;
use crate::db::{Database, DbConnection, RequirementId, SectionId};
use crate::error::Result;
use crate::http::actor::{ProjectGroup, Reach};
use crate::http::page::{
    Field, Form, FormPage, FormView, Frame, Html, Kind, Markup, Spec, carry_out,
};
use crate::http::{Now, Path};
use crate::render::{html, markdown};
use crate::requirements::{self, AnswerKind, Importance, VersionContent, store};
use crate::{organisation, projects};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(preview)
        .service(new_requirement)
        .service(state_requirement)
        .service(edit_requirement)
        .service(change_requirement)
        .service(ask_withdrawal)
        .service(withdraw_requirement);
}

const TEXT: Field = Field::new("text", Kind::Long(5));
const IMPORTANCE: Field = Field::new("importance", Kind::Choice).narrow();
const ANSWER: Field = Field::new("answer_kind", Kind::Choice).narrow();
const CATEGORY: Field = Field::optional("device_category_id", Kind::Pick).narrow();
const RATIONALE: Field = Field::optional("rationale", Kind::Long(3));
const VISIT: Field = Field::optional("origin_visit_id", Kind::Pick).narrow();
const SCHOOL: Field = Field::optional("origin_school_id", Kind::Pick).narrow();

const NEW: Spec = Spec {
    name: "requirement",
    fields: &[TEXT, IMPORTANCE, ANSWER, CATEGORY, RATIONALE, VISIT, SCHOOL],
};
const EDIT: Spec = Spec {
    name: "requirement",
    fields: &[
        TEXT,
        IMPORTANCE,
        ANSWER,
        CATEGORY,
        Field::new("section_id", Kind::Pick),
        RATIONALE,
        VISIT,
        SCHOOL,
    ],
};
const WITHDRAW: Spec = Spec {
    name: "requirement-withdraw",
    fields: &[Field::new("reason", Kind::Long(3))],
};

/// What was written as it will be read, while it is being written.
#[derive(Template)]
#[template(path = "requirements/pages/preview.html")]
struct Preview {
    f: Frame,
    written: Markup,
}

#[post("/requirements/preview")]
async fn preview(f: Frame, _actor: ProjectGroup, sent: Form) -> Result<Html> {
    let text = sent.get("text").unwrap_or_default();
    let written = Markup(html::blocks(&markdown::blocks(text), "preview"));
    f.clone().show(&Preview { f, written })
}

/// Where the preview appears; it stays empty without scripts.
#[derive(Template)]
#[template(path = "requirements/pages/preview_place.html")]
struct PreviewPlace<'a> {
    f: &'a Frame,
}

type Options = Vec<(String, String)>;

/// Categories, visits and schools to choose from.
fn choices(conn: &mut DbConnection, version: &VersionContent) -> Result<[Options; 3]> {
    let categories = store::categories(conn, None, 1000)?.into_iter();
    let visits = projects::store::visits(conn, version.project_id)?.into_iter();
    let schools = organisation::store::schools(conn, &Reach::All, None, None, 1000)?.into_iter();
    Ok([
        categories
            .map(|one| (one.id.to_string(), one.name))
            .collect(),
        visits.map(|one| (one.id.to_string(), one.host)).collect(),
        schools.map(|one| (one.id.to_string(), one.name)).collect(),
    ])
}

async fn filled_with(
    view: FormView,
    f: &Frame,
    db: &Database,
    version: &VersionContent,
) -> Result<FormView> {
    let of = version.clone();
    let [categories, visits, schools] = db.read(move |conn| choices(conn, &of)).await?;
    let importance: Vec<&str> = Importance::ALL.iter().map(|one| one.as_str()).collect();
    let answers: Vec<&str> = AnswerKind::ALL.iter().map(|one| one.as_str()).collect();
    let sections = version.sections.iter();
    let sections = sections.map(|one| (one.id.to_string(), one.title.clone()));
    Ok(view
        .words(f, "importance", "importance", &importance)
        .words(f, "answer_kind", "answer", &answers)
        .options("device_category_id", categories)
        .options("origin_visit_id", visits)
        .options("origin_school_id", schools)
        .options("section_id", sections.collect()))
}

fn page(f: Frame, title: String, form: FormView) -> Result<FormPage> {
    let place = PreviewPlace { f: &f }.render();
    let place = place.map_err(|error| crate::error::Error::Internal(error.into()))?;
    Ok(FormPage::new(f, title, form).aside(Markup(place)))
}

async fn new_page(f: Frame, db: &Database, id: SectionId, moment: Moment) -> Result<FormPage> {
    let section = db.read(move |conn| store::section(conn, id)).await?;
    let (f, version) = version_frame(f, db, section.specification_version_id, moment).await?;
    let action = format!("/requirement-sections/{id}/requirements");
    let form = FormView::blank(&NEW, action, "requirement-state")
        .value("importance", Importance::Normal.as_str())
        .value("answer_kind", AnswerKind::YesNo.as_str())
        .cancel(editor(&version));
    let form = filled_with(form, &f, db, &version).await?;
    let title = f.t1("requirement-new-in", "section", section.title);
    page(f, title, form)
}

#[get("/requirement-sections/{id}/requirements/new")]
async fn new_requirement(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SectionId>,
) -> Result<Html> {
    new_page(f, &db, id, moment).await?.show()
}

#[post("/requirement-sections/{id}/requirements")]
async fn state_requirement(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SectionId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&NEW), move |conn, command| {
        let made = requirements::state_requirement(conn, &actor, id, command, moment)?;
        let version = store::specification_version(conn, made.specification_version_id)?;
        Ok((version, made))
    });
    match done.await {
        Ok((version, made)) => {
            let path = format!("{}#{}", editor(&version), made.label);
            Ok(f.see(&request, &path, "requirement-stated", &made.label))
        }
        Err(error) => new_page(f, &db, id, moment).await?.again(&sent, error),
    }
}

async fn edit_page(f: Frame, db: &Database, id: RequirementId, moment: Moment) -> Result<FormPage> {
    let requirement = db.read(move |conn| store::requirement(conn, id)).await?;
    let version = requirement.specification_version_id;
    let (f, version) = version_frame(f, db, version, moment).await?;
    let form = FormView::blank(&EDIT, format!("/requirements/{id}"), "form-save")
        .filled(&requirement)
        .version(requirement.version)
        .cancel(format!("{}#{}", editor(&version), requirement.label));
    let form = filled_with(form, &f, db, &version).await?;
    page(f, requirement.label, form)
}

#[get("/requirements/{id}")]
async fn edit_requirement(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementId>,
) -> Result<Html> {
    edit_page(f, &db, id, moment).await?.show()
}

#[post("/requirements/{id}")]
async fn change_requirement(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&EDIT), move |conn, command| {
        let made = requirements::change_requirement(conn, &actor, id, seen, command, moment)?;
        let version = store::specification_version(conn, made.specification_version_id)?;
        Ok((version, made))
    });
    match done.await {
        Ok((version, made)) => {
            let path = format!("{}#{}", editor(&version), made.label);
            Ok(f.see(&request, &path, "requirement-changed", &made.label))
        }
        Err(error) => edit_page(f, &db, id, moment).await?.again(&sent, error),
    }
}

async fn withdrawal(
    f: Frame,
    db: &Database,
    id: RequirementId,
    moment: Moment,
) -> Result<FormPage> {
    let requirement = db.read(move |conn| store::requirement(conn, id)).await?;
    let version = requirement.specification_version_id;
    let (f, version) = version_frame(f, db, version, moment).await?;
    let form = FormView::blank(
        &WITHDRAW,
        format!("/requirements/{id}/withdraw"),
        "requirement-withdraw",
    )
    .version(requirement.version)
    .cancel(editor(&version));
    let title = f.t1("requirement-withdraw-title", "label", requirement.label);
    let lead = f.t("requirement-withdraw-lead");
    Ok(FormPage::new(f, title, form).lead(lead))
}

#[get("/requirements/{id}/withdraw")]
async fn ask_withdrawal(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementId>,
) -> Result<Html> {
    withdrawal(f, &db, id, moment).await?.show()
}

#[post("/requirements/{id}/withdraw")]
async fn withdraw_requirement(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&WITHDRAW), move |conn, command| {
        let made = requirements::withdraw_requirement(conn, &actor, id, seen, command, moment)?;
        let version = store::specification_version(conn, made.specification_version_id)?;
        Ok((version, made))
    });
    match done.await {
        Ok((version, made)) => Ok(f.see(
            &request,
            &editor(&version),
            "requirement-withdrawn",
            &made.label,
        )),
        Err(error) => withdrawal(f, &db, id, moment).await?.again(&sent, error),
    }
}
