//! What paying off an agreement on a day would cost, at a market rate; nothing is written.

use super::place::{Place, way};
use super::step;
use crate::db::{Database, LeaseId};
use crate::error::{Error, Result};
use crate::finance::Rate;
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::page::form::text_pairs;
use crate::http::page::{Field, Form, Frame, Html, Kind, Spec};
use crate::http::{Now, Path};
use crate::leasing::{
    self, ExplainedInput, Explanation, Lease, LeaseSettlement, LeaseState, explain_settlement,
};
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get};
use askama::Template;
use chrono::NaiveDate;
use validator::Validate;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_settlement);
}

const FORM: Spec = Spec {
    name: "lease-settlement",
    fields: &[
        Field::new("on", Kind::Date),
        Field::new("market_rate", Kind::Percent),
    ],
};

/// The question.
#[derive(Debug, serde::Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct AskSettlement {
    on: NaiveDate,
    market_rate: Rate,
}

#[derive(Template)]
#[template(path = "leasing/pages/settlement.html")]
struct SettlementPage {
    f: Frame,
    place: Place,
    on: String,
    market_rate: String,
    /// What is wrong: the name of the field, and the text.
    faults: Vec<(String, String)>,
    found: Option<(LeaseSettlement, Explanation)>,
    may_settle: bool,
}

impl SettlementPage {
    fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.as_str())
    }

    /// Faults that belong to neither field.
    fn others(&self) -> impl Iterator<Item = &str> {
        let other = |(name, _): &&(String, String)| !matches!(name.as_str(), "on" | "market_rate");
        self.faults
            .iter()
            .filter(other)
            .map(|(_, text)| text.as_str())
    }

    fn entry_page(&self, input: &ExplainedInput) -> Option<String> {
        input.entry.as_ref()?.page(Some(self.place.lease.id))
    }
}

#[get("/leases/{id}/settlement")]
async fn show_settlement(
    request: HttpRequest,
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let lease = step::lease(&db, id).await?;
    let sent = Form::of(text_pairs(request.query_string()));
    let asked = sent.get("on").is_some() || sent.get("market_rate").is_some();
    let found = match asked {
        false => Ok(None),
        true => match sent.read::<AskSettlement>(&FORM) {
            Ok(AskSettlement { on, market_rate }) => db
                .read(move |conn| leasing::settlement_quote(conn, id, on, market_rate, moment))
                .await
                .map(Some),
            Err(error) => Err(error),
        },
    };
    let today = moment.today.to_string();
    let written = (
        sent.get("on").unwrap_or(&today).to_owned(),
        sent.get("market_rate").unwrap_or_default().to_owned(),
    );
    show(f, lease, written, found)
}

fn show(
    f: Frame,
    lease: Lease,
    (on, market_rate): (String, String),
    found: Result<Option<LeaseSettlement>>,
) -> Result<Html> {
    let (status, found, faults) = match found {
        Ok(found) => (StatusCode::OK, found, Vec::new()),
        Err(error @ Error::Internal(_)) => return Err(error),
        Err(error) => {
            let told = error.faults().iter().map(|fault| {
                // The use case names the day as the entry of a settlement does.
                let name = match fault.pointer().trim_start_matches('/') {
                    "effective_on" => "on",
                    name => name,
                };
                (name.to_owned(), fault.detail(f.language))
            });
            (StatusCode::UNPROCESSABLE_ENTITY, None, told.collect())
        }
    };
    let (title, here) = (f.t("lease-settlement-title"), f.address.clone());
    let page = SettlementPage {
        place: Place::of(&f, lease.clone(), "schedule"),
        may_settle: f.holds(FinanceStaff::ROLES) && lease.state == LeaseState::InForce,
        found: found.map(|found| (found, explain_settlement(&found, f.language))),
        f: way(f, &lease, "schedule").below(title, here),
        on,
        market_rate,
        faults,
    };
    page.f.clone().show_with(status, &page)
}
