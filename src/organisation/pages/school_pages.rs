//! Opening a school and changing what is known of it.

use crate::db::{Database, SchoolId};
use crate::error::{Error, Result};
use crate::http::actor::{Administrator, Reach};
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Markup, Spec};
use crate::http::{Now, Path};
use crate::organisation::{self, DescribeSchool, School, store};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses; the new school before the schools, whose numbers it would be taken for.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(new_school)
        .service(open_school)
        .service(edit_school)
        .service(change_school);
}

const FORM: Spec = Spec {
    name: "school",
    fields: &[
        Field::new("name", Kind::Text),
        Field::optional("institution_number", Kind::Text).narrow(),
        Field::optional("gln", Kind::Text).narrow(),
        Field::optional("cost_centre", Kind::Text).narrow(),
        Field::optional("street", Kind::Text).group("school-address"),
        Field::optional("postal_code", Kind::Text).narrow(),
        Field::optional("city", Kind::Text).narrow(),
        Field::new("valid_from", Kind::Date)
            .narrow()
            .group("school-validity"),
        Field::optional("valid_to", Kind::Date).narrow(),
        Field::optional("successor_id", Kind::Pick).narrow(),
    ],
};

#[derive(Template)]
#[template(path = "organisation/pages/school.html")]
struct SchoolPage {
    f: Frame,
    title: String,
    form: Markup,
}

async fn form(
    db: &Database,
    own: Option<SchoolId>,
    action: String,
    submit: &'static str,
) -> Result<FormView> {
    let schools = db
        .read(|conn| Ok(store::schools(conn, &Reach::All, None, None, i64::MAX)?))
        .await?;
    let others = schools.into_iter().filter(|school| Some(school.id) != own);
    let options = others.map(|school| (school.id.to_string(), school.name));
    Ok(FormView::blank(&FORM, action, submit)
        .options("successor_id", options.collect())
        .cancel(own.map_or_else(|| "/schools".to_owned(), |id| format!("/schools/{id}"))))
}

fn page(f: Frame, school: Option<&School>, form: &FormView) -> Result<SchoolPage> {
    let (list, here) = (f.t("nav-schools"), f.address.clone());
    let title = match school {
        Some(school) => f.t1("school-edit-title", "school", &school.name),
        None => f.t("school-new"),
    };
    let mut f = f.below(list, "/schools");
    if let Some(school) = school {
        f = f.below(school.name.clone(), format!("/schools/{}", school.id));
    }
    let f = f.below(title.clone(), here);
    let form = form.html(&f)?;
    Ok(SchoolPage { f, title, form })
}

fn refused(page: SchoolPage) -> Result<HttpResponse> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page.f.clone().show_with(status, &page)?.into_response())
}

#[get("/schools/new")]
async fn new_school(f: Frame, _actor: Administrator, db: Data<Database>) -> Result<Html> {
    let form = form(&db, None, "/schools".to_owned(), "school-open").await?;
    let page = page(f, None, &form)?;
    page.f.clone().show(&page)
}

#[post("/schools")]
async fn open_school(
    request: HttpRequest,
    f: Frame,
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<HttpResponse> {
    let done = match sent.read::<DescribeSchool>(&FORM) {
        Ok(command) => {
            db.write(move |conn| organisation::open_school(conn, &actor, &command, moment))
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(school) => {
            let path = format!("/schools/{}", school.id);
            Ok(f.see(&request, &path, "school-opened", &school.name))
        }
        Err(error) => {
            let form = form(&db, None, "/schools".to_owned(), "school-open").await?;
            let form = form.again(&sent, error, f.language)?;
            refused(page(f, None, &form)?)
        }
    }
}

/// The form of a school as it is now; come back, where it was refused.
async fn edit_page(
    f: Frame,
    db: &Database,
    id: SchoolId,
    back: Option<(&Form, Error)>,
) -> Result<SchoolPage> {
    let school = db
        .read(move |conn| store::school(conn, &Reach::All, id))
        .await?;
    let form = form(db, Some(id), format!("/schools/{id}"), "form-save").await?;
    let mut form = form.filled(&school).version(school.version);
    if let Some((sent, error)) = back {
        form = form.again(sent, error, f.language)?;
    }
    page(f, Some(&school), &form)
}

#[get("/schools/{id}/edit")]
async fn edit_school(
    f: Frame,
    _actor: Administrator,
    db: Data<Database>,
    Path(id): Path<SchoolId>,
) -> Result<Html> {
    let page = edit_page(f, &db, id, None).await?;
    page.f.clone().show(&page)
}

#[post("/schools/{id}")]
async fn change_school(
    request: HttpRequest,
    f: Frame,
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<SchoolId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = match sent.read::<DescribeSchool>(&FORM) {
        Ok(command) => {
            db.write(move |conn| {
                organisation::change_school(conn, &actor, id, seen, &command, moment)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(school) => {
            let path = format!("/schools/{id}");
            Ok(f.see(&request, &path, "school-changed", &school.name))
        }
        Err(error) => refused(edit_page(f, &db, id, Some((&sent, error))).await?),
    }
}
