//! The organisation over HTTP.

mod accounts;
mod counts;
mod identity_mappings;
mod journal;
mod logo;
mod municipality;
mod schools;
mod sign_in;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the organisation's routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(municipality::read_municipality)
        .service(municipality::describe_municipality)
        .service(municipality::change_municipality)
        .service(logo::read_logo)
        .service(logo::change_logo)
        .service(logo::remove_logo)
        .service(schools::list_schools)
        .service(schools::open_school)
        .service(schools::read_school)
        .service(schools::change_school)
        .service(counts::list_pupil_counts)
        .service(counts::count_pupils)
        .service(counts::recount_pupils)
        .service(counts::list_staff_counts)
        .service(counts::count_staff)
        .service(counts::recount_staff)
        .service(counts::count_school)
        .service(accounts::read_me)
        .service(accounts::choose_language)
        .service(accounts::list_accounts)
        .service(accounts::open_account)
        .service(accounts::read_account)
        .service(accounts::change_account)
        .service(identity_mappings::list_identity_mappings)
        .service(identity_mappings::map_identity)
        .service(identity_mappings::read_identity_mapping)
        .service(identity_mappings::change_identity_mapping)
        .service(identity_mappings::remove_identity_mapping)
        .service(sign_in::invite)
        .service(sign_in::list_sessions)
        .service(sign_in::sign_out_everywhere)
        .service(sign_in::list_sign_in_attempts)
        .service(accounts::list_tokens)
        .service(accounts::issue_token)
        .service(accounts::revoke_token)
        .service(journal::list_journal);
}
