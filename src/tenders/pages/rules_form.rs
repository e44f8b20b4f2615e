//! The rules of a tender: preparing one, and changing it while it is a draft.

use super::tender_frame;
use crate::clock::Moment;
use crate::db::{Database, DbConnection, ProjectId, TenderId};
use crate::error::Result;
use crate::http::actor::ProjectLead;
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::projects::project_frame;
use crate::tenders::{self, AwardCriterion, Procedure};
use crate::{budget, requirements};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(new_tender)
        .service(prepare_tender)
        .service(edit_tender)
        .service(change_tender);
}

const FORM: Spec = Spec {
    name: "tender",
    fields: &[
        Field::new("title", Kind::Text),
        Field::new("specification_version_id", Kind::Pick).group("tender-basis"),
        Field::new("estimate_id", Kind::Pick),
        Field::new("procedure", Kind::Choice).group("tender-rules"),
        Field::new("award_criterion", Kind::Choice),
        Field::new("contact", Kind::Long(3)),
        Field::new("question_deadline_on", Kind::Date)
            .narrow()
            .group("tender-deadlines"),
        Field::new("offer_deadline_on", Kind::Date).narrow(),
        Field::new("offers_bind_until", Kind::Date).narrow(),
    ],
};

type Options = Vec<(String, String)>;

/// The versions of specifications and the estimates of the project, approved ones first.
fn choices(conn: &mut DbConnection, f: &Frame, project: ProjectId) -> Result<(Options, Options)> {
    let mut versions = Vec::new();
    for one in requirements::store::specifications(conn, project)? {
        for version in requirements::specification_versions(conn, one.id)? {
            let state = version.state.as_str();
            let word = f.word("version-state", state);
            let text = format!(
                "{} · {} · {word}",
                one.title,
                f.t1("specification-number", "number", version.number)
            );
            versions.push((state != "approved", version.id.to_string(), text));
        }
    }
    let estimates = budget::store::estimates(conn, project)?.into_iter();
    let estimates = estimates.map(|one| {
        let word = f.word("estimate-state", one.state.as_str());
        let text = format!("{} · {word}", one.title);
        (one.state.as_str() != "approved", one.id.to_string(), text)
    });
    Ok((
        approved_first(versions),
        approved_first(estimates.collect()),
    ))
}

fn approved_first(mut found: Vec<(bool, String, String)>) -> Options {
    found.sort_by_key(|(open, ..)| *open);
    found.into_iter().map(|(_, id, text)| (id, text)).collect()
}

async fn form(
    f: &Frame,
    db: &Database,
    project: ProjectId,
    action: String,
    submit: &'static str,
) -> Result<FormView> {
    let by = f.clone();
    let (versions, estimates) = db.read(move |conn| choices(conn, &by, project)).await?;
    let procedures: Vec<&str> = Procedure::ALL.iter().map(|one| one.as_str()).collect();
    let criteria: Vec<&str> = AwardCriterion::ALL.iter().map(|one| one.as_str()).collect();
    Ok(FormView::blank(&FORM, action, submit)
        .options("specification_version_id", versions)
        .options("estimate_id", estimates)
        .words(f, "procedure", "tender-procedure", &procedures)
        .words(f, "award_criterion", "tender-award", &criteria))
}

async fn new_page(f: Frame, db: &Database, id: ProjectId, moment: Moment) -> Result<FormPage> {
    let (f, project) = project_frame(f, db, id, moment).await?;
    let list = format!("/projects/{id}/tenders");
    let form = form(&f, db, id, list.clone(), "tender-prepare").await?;
    let form = form.value("title", project.title).cancel(list);
    let (title, lead) = (f.t("tender-new"), f.t("tender-new-lead"));
    Ok(FormPage::new(f, title, form).lead(lead))
}

#[get("/projects/{id}/tenders/new")]
async fn new_tender(
    f: Frame,
    _actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
) -> Result<Html> {
    new_page(f, &db, id, moment).await?.show()
}

#[post("/projects/{id}/tenders")]
async fn prepare_tender(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ProjectId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        tenders::prepare_tender(conn, &actor, id, command, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/tenders/{}", made.id);
            Ok(f.see(&request, &path, "tender-prepared", &made.title))
        }
        Err(error) => new_page(f, &db, id, moment).await?.again(&sent, error),
    }
}

async fn edit_page(f: Frame, db: &Database, id: TenderId, moment: Moment) -> Result<FormPage> {
    let (f, tender) = tender_frame(f, db, id, moment).await?;
    let action = format!("/tenders/{id}/edit");
    let form = form(&f, db, tender.project_id, action, "form-save").await?;
    let form = form
        .filled(&tender)
        .version(tender.version)
        .cancel(format!("/tenders/{id}"));
    let title = f.t("tender-edit");
    Ok(FormPage::new(f, title, form))
}

#[get("/tenders/{id}/edit")]
async fn edit_tender(
    f: Frame,
    _actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
) -> Result<Html> {
    edit_page(f, &db, id, moment).await?.show()
}

#[post("/tenders/{id}/edit")]
async fn change_tender(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TenderId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        tenders::change_tender(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/tenders/{id}");
            Ok(f.see(&request, &path, "tender-changed", &made.title))
        }
        Err(error) => edit_page(f, &db, id, moment).await?.again(&sent, error),
    }
}
