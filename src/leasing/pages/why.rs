//! *Hvorfor dette tal?* Why every amount of an instalment is what it is.

use super::place::{Place, way};
use crate::db::{Database, LeaseId};
use crate::error::Result;
use crate::http::Path;
use crate::http::actor::Staff;
use crate::http::page::{Frame, Html};
use crate::leasing::{self, ExplainedInput, Explanation, store};
use actix_web::get;
use actix_web::web::{Data, ServiceConfig};
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(explain_instalment);
}

#[derive(Template)]
#[template(path = "leasing/pages/why.html")]
struct WhyPage {
    f: Frame,
    place: Place,
    number: i32,
    explanations: Vec<Explanation>,
}

impl WhyPage {
    /// The page on which a value was entered.
    fn entry_page(&self, input: &ExplainedInput) -> Option<String> {
        input.entry.as_ref()?.page(Some(self.place.lease.id))
    }
}

#[get("/leases/{id}/instalments/{number}/why")]
async fn explain_instalment(
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Path((id, number)): Path<(LeaseId, i32)>,
) -> Result<Html> {
    let language = f.language;
    let (lease, explanations) = db
        .read(move |conn| {
            let lease = store::lease(conn, id)?;
            Ok((
                lease,
                leasing::explain_instalment(conn, id, number, language)?,
            ))
        })
        .await?;
    let (title, here) = (f.t("why-title"), f.address.clone());
    let page = WhyPage {
        place: Place::of(&f, lease.clone(), "schedule"),
        f: way(f, &lease, "schedule").below(title, here),
        number,
        explanations,
    };
    page.f.clone().show(&page)
}
