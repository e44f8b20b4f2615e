//! What crosses the steps, over HTTP.

mod costs;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(costs::read_cost_by_year);
}
