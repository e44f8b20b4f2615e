//! Projects over HTTP.

mod group;
mod meetings;
mod notes;
mod projects;

use utoipa_actix_web::service_config::ServiceConfig;

/// Adds the projects' routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(projects::list_projects)
        .service(projects::establish_project)
        .service(projects::read_project)
        .service(projects::change_project)
        .service(projects::advance_project)
        .service(projects::list_phase_changes)
        .service(group::list_members)
        .service(group::join_group)
        .service(group::change_member)
        .service(notes::list_milestones)
        .service(notes::plan_milestone)
        .service(notes::change_milestone)
        .service(notes::list_visits)
        .service(notes::record_visit)
        .service(notes::change_visit)
        .service(notes::list_decisions)
        .service(notes::record_decision)
        .service(meetings::list_meetings)
        .service(meetings::hold_meeting)
        .service(meetings::read_meeting)
        .service(meetings::change_meeting)
        .service(meetings::draw_minutes)
        .service(meetings::issue_minutes);
}
