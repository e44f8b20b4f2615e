//! What an estimate comes to with what stands in a form, reckoned while somebody writes.

use super::estimate_page::told;
use super::{lines_form, prices_form, terms_form};
use crate::budget::{Calculation, NeedsCounted, Trial, calculate, store, try_estimate};
use crate::db::{Database, EstimateId};
use crate::error::{Error, Result};
use crate::http::Path;
use crate::http::actor::EstimateAuthor;
use crate::http::page::{Form, Frame, Html, Markup, query_value};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, post};
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(try_out);
}

/// The forms that can be tried out, by the names of their texts.
pub(super) const PRICES: &str = "estimate-prices";
pub(super) const LINES: &str = "estimate-lines";
pub(super) const FINANCING: &str = "estimate";

type Found = std::result::Result<Calculation, String>;

/// The sums alone.
#[derive(Template)]
#[template(path = "budget/pages/sums.html")]
struct Sums<'a> {
    f: &'a Frame,
    found: &'a Found,
}

/// The sums beside a form, which asks for them anew while somebody writes.
#[derive(Template)]
#[template(path = "budget/pages/sums_beside.html")]
struct Beside<'a> {
    f: &'a Frame,
    id: EstimateId,
    form: &'static str,
    found: &'a Found,
}

/// The sums as they are, beside the form of this name.
pub(super) async fn beside(
    f: &Frame,
    db: &Database,
    id: EstimateId,
    form: &'static str,
) -> Result<Markup> {
    let basis = db
        .read(move |conn| store::basis(conn, id, NeedsCounted::All))
        .await?;
    let found = told(calculate(&basis, None), f.language)?;
    let place = Beside {
        f,
        id,
        form,
        found: &found,
    };
    let markup = place.render();
    markup
        .map(Markup)
        .map_err(|error| Error::Internal(error.into()))
}

fn trial(sent: &Form, form: &str) -> Result<Trial> {
    match form {
        PRICES => Ok(Trial::Prices(sent.read(&prices_form::FORM)?)),
        LINES => Ok(Trial::Lines(sent.read(&lines_form::FORM)?)),
        _ => Ok(Trial::Financing(sent.read(&terms_form::FORM)?)),
    }
}

#[post("/estimates/{id}/try")]
async fn try_out(
    request: HttpRequest,
    f: Frame,
    _actor: EstimateAuthor,
    db: Data<Database>,
    Path(id): Path<EstimateId>,
    sent: Form,
) -> Result<Html> {
    let form = query_value(&request, "form").unwrap_or_default();
    let basis = db
        .read(move |conn| store::basis(conn, id, NeedsCounted::All))
        .await?;
    let found = trial(&sent, &form).and_then(|trial| try_estimate(basis, trial));
    let found = told(found, f.language)?;
    f.show(&Sums {
        f: &f,
        found: &found,
    })
}
