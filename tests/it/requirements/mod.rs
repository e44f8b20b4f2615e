//! Device categories, and specifications from the first draft to a second version, with what is said about them.

mod categories;
mod comments;
mod content;
mod document;
mod order;
mod versions;

use crate::support::{Answer, Service};
use anskaf::db::schema::{inspiration_visits, projects};
use anskaf::db::{ProjectId, VisitId};
use anskaf::http::Role;
use chrono::NaiveDate;
use diesel::prelude::*;
use serde_json::{Value, json};

/// A draft with one section, and where it is.
struct Draft {
    project: ProjectId,
    specification: i64,
    version: i64,
    section: i64,
}

impl Draft {
    fn path(&self) -> String {
        format!("/specification-versions/{}", self.version)
    }

    fn requirements(&self) -> String {
        format!("/requirement-sections/{}/requirements", self.section)
    }
}

async fn draft(service: &Service) -> Draft {
    let project = service.project();
    let member = service.by(Role::ProjectMember);
    let made = member
        .post(
            &format!("/projects/{project}/specifications"),
            json!({"title": "Kravspecifikation, elev-pc'er"}),
        )
        .await
        .expect(201);
    let version = made.json()["newest_version_id"].as_i64().unwrap();
    let section = member
        .post(
            &format!("/specification-versions/{version}/sections"),
            json!({"title": "Skærm og tastatur"}),
        )
        .await
        .expect(201);
    Draft {
        project,
        specification: made.id(),
        version,
        section: section.id(),
    }
}

fn stated(text: &str) -> Value {
    json!({"importance": "minimum", "answer_kind": "yes_no", "text": text})
}

async fn require(service: &Service, draft: &Draft, text: &str) -> Answer {
    service
        .by(Role::ProjectMember)
        .post(&draft.requirements(), stated(text))
        .await
        .expect(201)
}

async fn etag(service: &Service, path: &str) -> String {
    service.by(Role::Auditor).get(path).await.expect(200).etag()
}

/// Carries out an action without a body on the present state.
async fn act(service: &Service, role: Role, path: &str, action: &str) -> Answer {
    let seen = etag(service, path).await;
    let path = format!("{path}/{action}");
    service.by(role).act(&path, &seen, json!(null)).await
}

async fn approve(service: &Service, draft: &Draft) {
    act(
        service,
        Role::ProjectMember,
        &draft.path(),
        "request-review",
    )
    .await
    .expect(200);
    act(service, Role::ProjectLead, &draft.path(), "approve")
        .await
        .expect(200);
}

fn close(service: &Service, project: ProjectId) {
    service
        .db
        .write_blocking(|conn| {
            diesel::update(projects::table.find(project))
                .set(projects::phase.eq("closed"))
                .execute(conn)?;
            Ok(())
        })
        .unwrap();
}

fn visit(service: &Service, project: ProjectId) -> VisitId {
    service
        .db
        .write_blocking(|conn| {
            Ok(diesel::insert_into(inspiration_visits::table)
                .values((
                    inspiration_visits::project_id.eq(project),
                    inspiration_visits::visited_on.eq(NaiveDate::from_ymd_opt(2017, 3, 1).unwrap()),
                    inspiration_visits::host.eq("Tårnby Kommune"),
                    inspiration_visits::participants.eq("To lærere og en it-medarbejder"),
                    inspiration_visits::version.eq(1),
                ))
                .returning(inspiration_visits::id)
                .get_result(conn)?)
        })
        .unwrap()
}

async fn journal(service: &Service, kind: &str, id: i64) -> Value {
    service
        .by(Role::Auditor)
        .get(&format!("/journal?subject_kind={kind}&subject_id={id}"))
        .await
        .expect(200)
        .json()["items"]
        .clone()
}
