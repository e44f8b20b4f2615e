//! Sections of a draft: adding, changing, moving up and down.

use super::{editor, editor_page, version_frame};
use crate::clock::Moment;
use crate::db::{Database, SectionId, SpecificationVersionId};
use crate::error::Result;
use crate::http::actor::ProjectGroup;
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::requirements::{self, DescribeSection, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(new_section)
        .service(add_section)
        .service(edit_section)
        .service(change_section)
        .service(move_section);
}

const FORM: Spec = Spec {
    name: "section",
    fields: &[
        Field::new("title", Kind::Text),
        Field::optional("introduction", Kind::Long(4)),
    ],
};

async fn new_page(
    f: Frame,
    db: &Database,
    id: SpecificationVersionId,
    moment: Moment,
) -> Result<FormPage> {
    let (f, version) = version_frame(f, db, id, moment).await?;
    let action = format!("/specification-versions/{id}/sections");
    let form = FormView::blank(&FORM, action, "section-add").cancel(editor(&version));
    let title = f.t("section-new");
    Ok(FormPage::new(f, title, form))
}

#[get("/specification-versions/{id}/sections/new")]
async fn new_section(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationVersionId>,
) -> Result<Html> {
    new_page(f, &db, id, moment).await?.show()
}

#[post("/specification-versions/{id}/sections")]
async fn add_section(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SpecificationVersionId>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        let made = requirements::add_section(conn, &actor, id, command, moment)?;
        Ok((store::specification_version(conn, id)?, made))
    });
    match done.await {
        Ok((version, made)) => {
            let path = format!("{}#section-{}", editor(&version), made.id);
            Ok(f.see(&request, &path, "section-added", &made.title))
        }
        Err(error) => new_page(f, &db, id, moment).await?.again(&sent, error),
    }
}

async fn edit_page(f: Frame, db: &Database, id: SectionId, moment: Moment) -> Result<FormPage> {
    let section = db.read(move |conn| store::section(conn, id)).await?;
    let (f, version) = version_frame(f, db, section.specification_version_id, moment).await?;
    let form = FormView::blank(&FORM, format!("/requirement-sections/{id}"), "form-save")
        .filled(&section)
        .version(section.version)
        .cancel(editor(&version));
    let title = f.t("section-edit");
    Ok(FormPage::new(f, title, form))
}

#[get("/requirement-sections/{id}")]
async fn edit_section(
    f: Frame,
    _actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SectionId>,
) -> Result<Html> {
    edit_page(f, &db, id, moment).await?.show()
}

#[post("/requirement-sections/{id}")]
async fn change_section(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SectionId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        let made = requirements::change_section(conn, &actor, id, seen, command, moment)?;
        let version = store::specification_version(conn, made.specification_version_id)?;
        Ok((version, made))
    });
    match done.await {
        Ok((version, made)) => {
            let path = format!("{}#section-{}", editor(&version), made.id);
            Ok(f.see(&request, &path, "section-changed", &made.title))
        }
        Err(error) => edit_page(f, &db, id, moment).await?.again(&sent, error),
    }
}

/// The place to which a section moves: the one where it was dropped, else one up or down.
fn place(sent: &Form, now: i32) -> i32 {
    let dropped = sent.get("position").and_then(|text| text.parse().ok());
    dropped.unwrap_or(match sent.get("to") {
        Some("up") => now.saturating_sub(1),
        _ => now.saturating_add(1),
    })
}

/// Moves a section; everything else about it stays.
#[post("/requirement-sections/{id}/move")]
async fn move_section(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SectionId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let moving = move |conn: &mut crate::db::DbConnection| {
        let before = store::section(conn, id)?;
        let command = DescribeSection {
            position: Some(place(&sent, before.position)),
            title: before.title,
            introduction: before.introduction,
        };
        let made = requirements::change_section(conn, &actor, id, seen, &command, moment)?;
        let version = store::specification_version(conn, made.specification_version_id)?;
        Ok((version, made))
    };
    match db.write(moving).await {
        Ok((version, made)) => {
            let path = format!("{}#section-{id}", editor(&version));
            Ok(f.see(&request, &path, "section-moved", &made.title))
        }
        Err(error) => {
            let section = db.read(move |conn| store::section(conn, id)).await?;
            let version = section.specification_version_id;
            editor_page::refused(f, &db, version, moment, error).await
        }
    }
}
