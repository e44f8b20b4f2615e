//! Leases over HTTP.

mod batches;
mod entries;
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
        .service(leases::sign_lease)
        .service(leases::put_lease_in_force)
        .service(leases::end_lease)
        .service(lines::list_lease_lines)
        .service(lines::add_lease_line)
        .service(lines::change_lease_line)
        .service(lines::remove_lease_line)
        .service(batches::list_lease_batches)
        .service(batches::add_lease_batch)
        .service(batches::change_lease_batch)
        .service(batches::remove_lease_batch)
        .service(batches::list_lease_interim_charges)
        .service(entries::list_lease_fixings)
        .service(entries::record_lease_fixing)
        .service(entries::list_lease_amendments)
        .service(entries::amend_lease)
        .service(entries::read_lease_settlement)
        .service(entries::list_lease_schedules)
        .service(entries::read_past_lease_schedule)
        .service(entries::explain_lease_instalment)
        .service(reports::read_lease_schedule)
        .service(reports::read_lease_costs_by_year);
}
