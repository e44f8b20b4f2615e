//! The device categories: what is needed, priced, leased and registered.

use crate::db::{Database, DeviceCategoryId};
use crate::error::Result;
use crate::http::actor::{CatalogueKeeper, Staff};
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::requirements::{self, DeviceCategory, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_categories)
        .service(new_category)
        .service(add_category)
        .service(edit_category)
        .service(change_category);
}

/// More categories than a municipality has.
const ALL: i64 = 1000;

const FORM: Spec = Spec {
    name: "category",
    fields: &[
        Field::new("name", Kind::Text),
        Field::new("code", Kind::Text).narrow(),
        Field::optional("economic_life_months", Kind::Integer).narrow(),
    ],
};

#[derive(Template)]
#[template(path = "requirements/pages/categories.html")]
struct CategoriesPage {
    f: Frame,
    categories: Vec<DeviceCategory>,
    may_change: bool,
}

#[get("/device-categories")]
async fn list_categories(f: Frame, _actor: Staff, db: Data<Database>) -> Result<Html> {
    let categories = db
        .read(|conn| Ok(store::categories(conn, None, ALL)?))
        .await?;
    let title = f.t("categories-title");
    let page = CategoriesPage {
        may_change: f.holds(CatalogueKeeper::ROLES),
        f: f.below(title, "/device-categories"),
        categories,
    };
    page.f.clone().show(&page)
}

fn new_page(f: Frame) -> FormPage {
    let (list, title) = (f.t("categories-title"), f.t("category-new"));
    let form = FormView::blank(&FORM, "/device-categories", "category-add");
    let f = f.below(list, "/device-categories");
    FormPage::new(f, title, form.cancel("/device-categories"))
}

#[get("/device-categories/new")]
async fn new_category(f: Frame, _actor: CatalogueKeeper) -> Result<Html> {
    new_page(f).show()
}

#[post("/device-categories")]
async fn add_category(
    request: HttpRequest,
    f: Frame,
    actor: CatalogueKeeper,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<HttpResponse> {
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        requirements::add_category(conn, &actor, command, moment)
    });
    match done.await {
        Ok(made) => Ok(f.see(&request, "/device-categories", "category-added", &made.name)),
        Err(error) => new_page(f).again(&sent, error),
    }
}

async fn edit_page(f: Frame, db: &Database, id: DeviceCategoryId) -> Result<FormPage> {
    let category = db.read(move |conn| store::category(conn, id)).await?;
    let form = FormView::blank(&FORM, format!("/device-categories/{id}"), "form-save")
        .filled(&category)
        .version(category.version)
        .cancel("/device-categories");
    let list = f.t("categories-title");
    Ok(FormPage::new(
        f.below(list, "/device-categories"),
        category.name,
        form,
    ))
}

#[get("/device-categories/{id}")]
async fn edit_category(
    f: Frame,
    _actor: CatalogueKeeper,
    db: Data<Database>,
    Path(id): Path<DeviceCategoryId>,
) -> Result<Html> {
    edit_page(f, &db, id).await?.show()
}

#[post("/device-categories/{id}")]
async fn change_category(
    request: HttpRequest,
    f: Frame,
    actor: CatalogueKeeper,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<DeviceCategoryId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, sent.read(&FORM), move |conn, command| {
        requirements::change_category(conn, &actor, id, seen, command, moment)
    });
    match done.await {
        Ok(made) => Ok(f.see(
            &request,
            "/device-categories",
            "category-changed",
            &made.name,
        )),
        Err(error) => edit_page(f, &db, id).await?.again(&sent, error),
    }
}
