//! Leases over HTTP.

mod approvals;
mod batches;
mod debt;
mod documents;
mod entries;
mod fees;
mod leases;
mod lines;
mod notice;
mod payments;
mod quotes;
mod reports;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(leases::list_leases)
        .service(leases::open_lease)
        // Before the lease, whose number it would be taken for.
        .service(debt::read_lease_debt)
        .service(documents::draw_lease_debt)
        .service(documents::issue_lease_debt)
        .service(leases::read_lease)
        .service(leases::change_lease)
        .service(leases::sign_lease)
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
        .service(payments::list_lease_payments)
        .service(payments::record_lease_payment)
        .service(payments::read_lease_payment_status)
        .service(notice::read_lease_notice)
        .service(notice::set_lease_notice_terms)
        .service(notice::give_lease_notice)
        .service(notice::list_lease_deadlines)
        .service(approvals::list_approval_rules)
        .service(approvals::read_approval_rule)
        .service(approvals::add_approval_rule)
        .service(approvals::change_approval_rule)
        .service(approvals::list_lease_decisions)
        .service(approvals::record_lease_decision)
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
        .service(reports::read_lease_costs_by_year)
        .service(documents::draw_lease_schedule)
        .service(documents::issue_lease_schedule)
        .service(quotes::quote_lease);
}
