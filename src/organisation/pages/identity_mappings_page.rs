//! The table of what groups of the identity provider give.

use super::account_pages::school_options;
use crate::db::{Database, IdentityMappingId};
use crate::error::Result;
use crate::http::actor::{Administrator, Inspector, Role};
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Markup, Spec};
use crate::http::{Now, Path};
use crate::organisation::{self, IdentityMapping, MapIdentity, store};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(add).service(remove);
}

const PATH: &str = "/accounts/identity-mappings";

const FORM: Spec = Spec {
    name: "identity-mapping",
    fields: &[
        Field::new("claim_value", Kind::Text),
        Field::new("role", Kind::Choice).narrow(),
        Field::optional("school_id", Kind::Pick).narrow(),
    ],
};

/// A line of the table with the name of its school.
struct Line {
    mapping: IdentityMapping,
    school: String,
}

#[derive(Template)]
#[template(path = "organisation/pages/identity_mappings.html")]
struct MappingsPage {
    f: Frame,
    lines: Vec<Line>,
    /// For who may change the table.
    form: Option<Markup>,
}

fn lines(mappings: Vec<IdentityMapping>, schools: &[(String, String)]) -> Vec<Line> {
    let name = |mapping: &IdentityMapping| {
        let id = mapping.school_id?.to_string();
        let found = schools.iter().find(|(known, _)| *known == id);
        found.map(|(_, name)| name.clone())
    };
    mappings
        .into_iter()
        .map(|mapping| Line {
            school: name(&mapping).unwrap_or_default(),
            mapping,
        })
        .collect()
}

fn blank(f: &Frame, schools: Vec<(String, String)>) -> FormView {
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
    FormView::blank(&FORM, PATH, "identity-mapping-add")
        .words(f, "role", "role", &roles)
        .options("school_id", schools)
}

/// The page as the table is now; `filled` makes of the blank form what is shown.
async fn page(
    f: Frame,
    db: &Database,
    filled: impl FnOnce(FormView) -> Result<FormView>,
) -> Result<MappingsPage> {
    let (mappings, schools) = db
        .read(|conn| Ok((store::identity_mappings(conn)?, school_options(conn)?)))
        .await?;
    let (above, title) = (f.t("nav-accounts"), f.t("identity-mappings-title"));
    let f = f.below(above, "/accounts").below(title, PATH);
    let lines = lines(mappings, &schools);
    let form = match f.holds(Administrator::ROLES) {
        true => Some(filled(blank(&f, schools))?.html(&f)?),
        false => None,
    };
    Ok(MappingsPage { f, lines, form })
}

#[get("/accounts/identity-mappings")]
async fn list(f: Frame, _actor: Inspector, db: Data<Database>) -> Result<Html> {
    let page = page(f, &db, Ok).await?;
    page.f.clone().show(&page)
}

#[post("/accounts/identity-mappings")]
async fn add(
    request: HttpRequest,
    f: Frame,
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    sent: Form,
) -> Result<HttpResponse> {
    let done = match sent.read::<MapIdentity>(&FORM) {
        Ok(command) => {
            db.write(move |conn| organisation::map_identity(conn, &actor, &command, moment))
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(mapping) => Ok(f.see(
            &request,
            PATH,
            "identity-mapping-added",
            &mapping.claim_value,
        )),
        Err(error) => {
            let language = f.language;
            let page = page(f, &db, |form| form.again(&sent, error, language)).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page.f.clone().show_with(status, &page)?.into_response())
        }
    }
}

#[post("/accounts/identity-mappings/{id}/remove")]
async fn remove(
    request: HttpRequest,
    f: Frame,
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<IdentityMappingId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let remove =
        move |conn: &mut _| organisation::remove_identity_mapping(conn, &actor, id, seen, moment);
    match db.write(remove).await {
        Ok(gone) => {
            let key = "identity-mapping-removed";
            Ok(f.see(&request, PATH, key, &gone.claim_value))
        }
        Err(error) => {
            let page = page(f.refused(PATH, error)?, &db, Ok).await?;
            Ok(page.f.clone().show(&page)?.into_response())
        }
    }
}
