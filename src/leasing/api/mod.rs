//! Leases over HTTP.

mod leases;
mod lines;
mod quotes;
mod reports;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(leases::list_leases)
        .service(leases::open_lease)
        .service(leases::read_lease)
        .service(leases::change_lease)
        .service(leases::put_lease_in_force)
        .service(leases::end_lease)
        .service(lines::list_lease_lines)
        .service(lines::add_lease_line)
        .service(lines::change_lease_line)
        .service(lines::remove_lease_line)
        .service(reports::read_lease_schedule)
        .service(reports::read_lease_costs_by_year)
        .service(quotes::quote_lease);
}
