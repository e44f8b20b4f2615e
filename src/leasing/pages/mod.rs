//! Pages on lease agreements: the list, one agreement over its life, and what finance enters on it.

mod agreement;
mod amend;
mod amend_forms;
mod approval;
mod contents;
mod corrections;
mod ending;
mod fees;
mod history;
mod issue;
mod life;
mod list;
mod notices;
mod past;
mod payments;
mod place;
mod quote;
mod rules;
mod schedule;
mod settlement;
mod share_lines;
mod shares;
mod step;
mod terms;
mod trial;
mod why;

use crate::http::page::Source;
use actix_web::web::ServiceConfig;

/// The texts of these pages.
pub const TEXTS: Source = Source {
    danish: include_str!("da.ftl"),
    english: include_str!("en.ftl"),
};

/// Adds the pages.
pub fn routes(config: &mut ServiceConfig) {
    list::routes(config);
    terms::routes(config);
    issue::routes(config);
    agreement::routes(config);
    contents::routes(config);
    corrections::routes(config);
    fees::routes(config);
    ending::routes(config);
    life::routes(config);
    notices::routes(config);
    amend::routes(config);
    shares::routes(config);
    rules::routes(config);
    quote::routes(config);
    schedule::routes(config);
    settlement::routes(config);
    past::routes(config);
    payments::routes(config);
    history::routes(config);
    why::routes(config);
}
