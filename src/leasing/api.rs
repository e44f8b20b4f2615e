//! The routes of this slice.

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the routes.
pub fn routes(_config: &mut ServiceConfig) {}
