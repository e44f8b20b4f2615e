//! The instalments as they stood after an earlier writing down.

use super::place::{self, Place, way};
use crate::db::{Database, LeaseId};
use crate::error::Result;
use crate::finance::Money;
use crate::http::Path;
use crate::http::actor::Staff;
use crate::http::page::{Frame, Html};
use crate::leasing::{self, PastSchedule, store};
use actix_web::get;
use actix_web::web::{Data, ServiceConfig};
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_past);
}

#[derive(Template)]
#[template(path = "leasing/pages/past.html")]
struct PastPage {
    f: Frame,
    place: Place,
    title: String,
    past: PastSchedule,
}

impl PastPage {
    fn amount(&self, amount: &Money) -> String {
        place::amount(amount)
    }

    fn sum(&self, of: fn(&leasing::LeaseInstalment) -> Money) -> String {
        let sum = self.past.rows.iter().map(|row| of(&row.instalment)).sum();
        place::amount(&sum)
    }

    fn interest(&self) -> String {
        self.sum(|row| row.interest)
    }

    fn payments(&self) -> String {
        self.sum(|row| row.payment)
    }
}

#[get("/leases/{id}/schedules/{number}")]
async fn show_past(
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Path((id, number)): Path<(LeaseId, i32)>,
) -> Result<Html> {
    let (lease, past) = db
        .read(move |conn| {
            let lease = store::lease(conn, id)?;
            Ok((lease, leasing::past_schedule(conn, id, number)?))
        })
        .await?;
    let title = f.t1("lease-past-title", "number", number);
    let here = f.address.clone();
    let page = PastPage {
        place: Place::of(&f, lease.clone(), "history"),
        f: way(f, &lease, "history").below(title.clone(), here),
        title,
        past,
    };
    page.f.clone().show(&page)
}
