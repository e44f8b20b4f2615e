//! Leases over HTTP.

mod fees;
mod leases;
mod lines;
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
        .service(fees::list_lease_fees)
        .service(fees::add_lease_fee)
        .service(fees::change_lease_fee)
        .service(fees::remove_lease_fee)
        .service(fees::read_lease_line_shares)
        .service(fees::set_lease_line_shares)
        .service(fees::read_lease_fee_shares)
        .service(fees::set_lease_fee_shares)
        .service(reports::read_lease_schedule)
        .service(reports::read_lease_costs_by_year);
}
