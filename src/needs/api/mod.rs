//! The needs over HTTP.

mod decisions;
mod document;
mod needs;
mod totals;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(needs::list_needs)
        .service(needs::state_need)
        .service(needs::read_need)
        .service(needs::change_need)
        .service(decisions::submit_need)
        .service(decisions::confirm_need)
        .service(decisions::return_need)
        .service(totals::read_need_totals)
        .service(totals::download_need_totals)
        .service(document::draw_needs)
        .service(document::issue_needs_document);
}
