//! The requirements over HTTP.

mod categories;
mod comments;
mod replies;
mod requirements;
mod sections;
mod specifications;
mod versions;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(categories::list_device_categories)
        .service(categories::add_device_category)
        .service(categories::read_device_category)
        .service(categories::change_device_category)
        .service(specifications::list_specifications)
        .service(specifications::begin_specification)
        .service(specifications::read_specification)
        .service(specifications::list_specification_versions)
        .service(specifications::renew_specification)
        .service(versions::read_specification_version)
        .service(versions::request_specification_review)
        .service(versions::return_specification_to_draft)
        .service(versions::approve_specification)
        .service(versions::draw_specification)
        .service(versions::issue_specification_document)
        .service(sections::add_requirement_section)
        .service(sections::read_requirement_section)
        .service(sections::change_requirement_section)
        .service(requirements::state_requirement)
        .service(requirements::read_requirement)
        .service(requirements::change_requirement)
        .service(requirements::withdraw_requirement)
        .service(comments::list_requirement_comments)
        .service(comments::comment_on_requirement)
        .service(comments::read_requirement_comment)
        .service(comments::change_requirement_comment)
        .service(comments::resolve_requirement_comment)
        .service(comments::reopen_requirement_comment)
        .service(replies::reply_to_comment)
        .service(replies::read_comment_reply)
        .service(replies::change_comment_reply);
}
