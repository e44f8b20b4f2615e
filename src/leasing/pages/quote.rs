//! What a lease would cost, from its terms alone: asked and answered on one page, never stored.

use super::place;
use crate::error::{Error, Result};
use crate::finance::{Money, Rate};
use crate::http::actor::{Asker, Staff};
use crate::http::page::{Field, Form, FormView, Frame, Html, Kind, Markup, Spec};
use crate::leasing::{self, AskLeaseQuote, LeaseQuote};
use actix_web::http::StatusCode;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(ask).service(answer);
}

const PATH: &str = "/lease-quotes";

const DRAWDOWN: &[Field] = &[
    Field::new("on", Kind::Date),
    Field::new("amount", Kind::Amount),
    Field::optional("label", Kind::Text),
];
const FORM: Spec = Spec {
    name: "lease-quote",
    fields: &[
        Field::new("starts_on", Kind::Date).narrow(),
        Field::new("periods", Kind::Integer).narrow(),
        Field::new("timing", Kind::Choice).narrow(),
        Field::new("every.count", Kind::Integer).narrow(),
        Field::new("every.unit", Kind::Choice).narrow(),
        Field::optional("rate", Kind::Percent).narrow(),
        Field::optional("residual", Kind::Amount).narrow(),
        Field::optional("repayment", Kind::Choice).narrow(),
        Field::optional("vat_rate", Kind::Percent).narrow(),
        Field::optional("interim_charge.method", Kind::Choice).narrow(),
        Field::optional("drawdowns", Kind::Rows(DRAWDOWN)).group("lease-quote-group-drawdowns"),
        Field::optional("solve.for", Kind::Choice)
            .narrow()
            .group("lease-quote-group-solve"),
        Field::optional("solve.payment", Kind::Amount).narrow(),
        Field::optional("solve.per_budget_year", Kind::Amount).narrow(),
    ],
};

#[derive(Template)]
#[template(path = "leasing/pages/quote.html")]
struct QuotePage {
    f: Frame,
    form: Markup,
    quote: Option<LeaseQuote>,
}

impl QuotePage {
    fn amount(&self, amount: &Money) -> String {
        place::amount(amount)
    }

    fn percent(&self, rate: &Rate) -> String {
        place::percent(rate)
    }
}

fn form(f: &Frame) -> FormView {
    let units = &["year", "month", "week", "day"];
    let repayments = &["annuity", "straight_line", "interest_only"];
    FormView::blank(&FORM, PATH, "lease-quote-submit")
        .words(f, "timing", "lease-timing", &["advance", "arrears"])
        .words(f, "every.unit", "lease-every-unit", units)
        .words(f, "repayment", "lease-repayment", repayments)
        .words(
            f,
            "interim_charge.method",
            "lease-interim-charge-method",
            &["none", "rate", "pro_rata"],
        )
        .words(f, "solve.for", "lease-quote-solve-for", &["rate", "amount"])
}

fn page(mut f: Frame, form: &FormView, quote: Option<LeaseQuote>) -> Result<QuotePage> {
    PATH.clone_into(&mut f.address);
    let form = form.html(&f)?;
    let title = f.t("lease-quote-title");
    if f.holds(Staff::ROLES) {
        let leases = f.t("nav-leases");
        f = f.below(leases, "/leases");
    }
    Ok(QuotePage {
        f: f.below(title, PATH),
        form,
        quote,
    })
}

#[get("/lease-quotes")]
async fn ask(f: Frame, _actor: Asker) -> Result<Html> {
    let form = form(&f)
        .value("timing", "advance")
        .value("every.count", "1")
        .value("every.unit", "year")
        .value("repayment", "annuity")
        .value("vat_rate", "25");
    let page = page(f, &form, None)?;
    page.f.clone().show(&page)
}

#[post("/lease-quotes")]
async fn answer(f: Frame, _actor: Asker, sent: Form) -> Result<HttpResponse> {
    let language = f.language;
    let quoted = match sent.read::<AskLeaseQuote>(&FORM) {
        // Finding a rate or an amount may take many tables; other requests shall not wait for it.
        Ok(command) => web::block(move || leasing::quote(command, language))
            .await
            .map_err(|error| Error::Internal(error.into()))?,
        Err(error) => Err(error),
    };
    let (status, form, quote) = match quoted {
        Ok(quote) => (
            StatusCode::OK,
            form(&f).told(&sent, Vec::new()),
            Some(quote),
        ),
        Err(error) => {
            let form = form(&f).again(&sent, error, language)?;
            (StatusCode::UNPROCESSABLE_ENTITY, form, None)
        }
    };
    let page = page(f, &form, quote)?;
    Ok(page.f.clone().show_with(status, &page)?.into_response())
}
