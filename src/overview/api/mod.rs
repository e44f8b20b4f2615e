//! What crosses the steps, over HTTP.

mod case;
mod costs;
mod documents;
mod explanation;
mod follow_up;
mod versions;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(case::export_case)
        .service(documents::list_document_kinds)
        .service(costs::read_cost_by_year)
        .service(explanation::explain_cost)
        .service(follow_up::read_follow_up)
        .service(versions::list_cost_versions)
        .service(versions::read_cost_version)
        .service(versions::freeze_costs);
}
