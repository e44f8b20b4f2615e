//! Specifications and their versions, from the first draft to the second version.

use super::{Draft, act, approve, close, draft, etag, journal, require, stated};
use crate::on_both;
use crate::support::{Answer, Service};
use anskaf::http::Role;
use serde_json::json;

/// Tries every write into a version.
async fn every_write(service: &Service, draft: &Draft, requirement: &Answer) -> Vec<Answer> {
    let member = service.by(Role::ProjectMember);
    let section = format!("/requirement-sections/{}", draft.section);
    let path = format!("/requirements/{}", requirement.id());
    let mut change = stated("Ændret");
    change["section_id"] = json!(draft.section);
    let tag = requirement.etag();
    let title = json!({"title": "Nyt"});
    vec![
        member
            .post(&format!("{}/sections", draft.path()), title.clone())
            .await,
        member
            .put(&section, &etag(service, &section).await, title)
            .await,
        member.post(&draft.requirements(), stated("Nyt")).await,
        member.put(&path, &tag, change).await,
        member
            .act(&format!("{path}/withdraw"), &tag, json!({"reason": "Nej."}))
            .await,
    ]
}

on_both! {
    async fn a_specification_begins_with_an_empty_draft(service) {
        let draft = draft(&service).await;
        let reader = service.by(Role::Finance);
        let list = reader
            .get(&format!("/projects/{}/specifications", draft.project))
            .await
            .expect(200)
            .json();
        assert_eq!(list["items"][0]["id"], draft.specification);
        let one = reader.get(&format!("/specifications/{}", draft.specification)).await.expect(200).json();
        assert_eq!(one["newest_version_id"], draft.version);
        let content = reader.get(&draft.path()).await.expect(200).json();
        assert_eq!(content["number"], 1);
        assert_eq!(content["state"], "draft");
        assert_eq!(content["title"], "Kravspecifikation, elev-pc'er");
        assert_eq!(content["created_at"], "2017-08-24T12:00:00.000000Z");
        assert_eq!(journal(&service, "specification", draft.specification).await[0]["action"], "begun");
    }
}

on_both! {
    async fn a_specification_needs_words_and_a_project_that_goes_on(service) {
        let member = service.by(Role::ProjectMember);
        let path = format!("/projects/{}/specifications", service.project());
        let title = |text: &str| json!({"title": text});
        member.post(&path, title(" ")).await.refused(422, "text_blank");
        member.post("/projects/99/specifications", title("K")).await.refused(404, "project_not_found");
        member.get("/projects/99/specifications").await.refused(404, "project_not_found");
        let closed = format!("/projects/{}/specifications", service.project_in_phase("closed"));
        member.post(&closed, title("K")).await.refused(409, "project_closed");
        assert_eq!(member.get(&path).await.expect(200).json()["items"], json!([]));
        assert_eq!(member.get(&closed).await.expect(200).json()["items"], json!([]));
    }
}

on_both! {
    async fn a_version_is_reviewed_returned_and_approved_by_the_lead(service) {
        let draft = draft(&service).await;
        require(&service, &draft, "Tastaturet er dansk.").await;
        let sent = act(&service, Role::ProjectMember, &draft.path(), "request-review").await.expect(200);
        assert_eq!(sent.json()["state"], "in_review");
        let back = service
            .by(Role::ProjectMember)
            .act(&format!("{}/return-to-draft", draft.path()), &sent.etag(), json!({"reason": "Mangler vægt."}))
            .await
            .expect(200);
        assert_eq!(back.json()["state"], "draft");
        act(&service, Role::ProjectMember, &draft.path(), "request-review").await.expect(200);
        act(&service, Role::ProjectMember, &draft.path(), "approve").await.refused(403, "forbidden");
        let approved = act(&service, Role::ProjectLead, &draft.path(), "approve").await.expect(200).json();
        assert_eq!(approved["state"], "approved");
        assert_eq!(approved["approved_at"], "2017-08-24T12:00:00.000000Z");
        assert_eq!(approved["approved_by"], service.by(Role::ProjectLead).get("/me").await.id());
        let entries = journal(&service, "specification_version", draft.version).await;
        let actions: Vec<_> = entries.as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
        assert_eq!(actions, ["approved", "sent_to_review", "returned_to_draft", "sent_to_review"]);
        assert_eq!(entries[2]["reason"], "Mangler vægt.");
        assert_eq!(entries[2]["before"]["state"], "in_review");
    }
}

on_both! {
    async fn a_version_changes_state_only_in_order(service) {
        let draft = draft(&service).await;
        let path = draft.path();
        let (member, lead) = (service.by(Role::ProjectMember), service.by(Role::ProjectLead));
        let give_back = format!("{path}/return-to-draft");
        let reason = json!({"reason": "Nej."});
        act(&service, Role::ProjectMember, &path, "request-review").await.refused(409, "specification_empty");
        let only = require(&service, &draft, "Et").await;
        member
            .act(&format!("/requirements/{}/withdraw", only.id()), &only.etag(), reason.clone())
            .await
            .expect(200);
        act(&service, Role::ProjectMember, &path, "request-review").await.refused(409, "specification_empty");
        require(&service, &draft, "To").await;
        act(&service, Role::ProjectLead, &path, "approve")
            .await
            .refused(409, "specification_version_not_in_review");
        let seen = etag(&service, &path).await;
        member.act(&give_back, &seen, reason.clone()).await.refused(409, "specification_version_not_in_review");
        member
            .act(&format!("{path}/request-review"), "\"1\"", json!(null))
            .await
            .refused(412, "stale");
        let sent = act(&service, Role::ProjectMember, &path, "request-review").await.expect(200);
        act(&service, Role::ProjectMember, &path, "request-review")
            .await
            .refused(409, "specification_version_not_draft");
        member.act(&give_back, &sent.etag(), json!({"reason": " "})).await.refused(422, "text_blank");
        lead.act(&format!("{path}/approve"), &seen, json!(null)).await.refused(412, "stale");
        assert_eq!(member.get(&path).await.json()["state"], "in_review");
        for action in ["request-review", "approve"] {
            lead.act(&format!("/specification-versions/99/{action}"), "\"1\"", json!(null))
                .await
                .refused(404, "specification_version_not_found");
        }
        lead.act("/specification-versions/99/return-to-draft", "\"1\"", reason)
            .await
            .refused(404, "specification_version_not_found");
    }
}

on_both! {
    async fn a_version_in_review_or_approved_never_changes(service) {
        let draft = draft(&service).await;
        let requirement = require(&service, &draft, "Tastaturet er dansk.").await;
        let sent = act(&service, Role::ProjectLead, &draft.path(), "request-review").await.expect(200);
        let content = service.by(Role::It).get(&draft.path()).await.expect(200).json();
        for answer in every_write(&service, &draft, &requirement).await {
            answer.refused(409, "specification_version_frozen");
        }
        assert_eq!(service.by(Role::It).get(&draft.path()).await.json(), content);
        let approve = format!("{}/approve", draft.path());
        service.by(Role::ProjectLead).act(&approve, &sent.etag(), json!(null)).await.expect(200);
        let content = service.by(Role::It).get(&draft.path()).await.expect(200).json();
        for answer in every_write(&service, &draft, &requirement).await {
            answer.refused(409, "specification_version_frozen");
        }
        for (action, code) in [
            ("request-review", "specification_version_not_draft"),
            ("approve", "specification_version_not_in_review"),
        ] {
            act(&service, Role::ProjectLead, &draft.path(), action).await.refused(409, code);
        }
        assert_eq!(service.by(Role::It).get(&draft.path()).await.json(), content);
    }
}

on_both! {
    async fn nothing_changes_in_a_closed_project(service) {
        let draft = draft(&service).await;
        let requirement = require(&service, &draft, "Tastaturet er dansk.").await;
        close(&service, draft.project);
        for answer in every_write(&service, &draft, &requirement).await {
            answer.refused(409, "project_closed");
        }
        act(&service, Role::ProjectLead, &draft.path(), "request-review").await.refused(409, "project_closed");
        service
            .by(Role::ProjectLead)
            .post(
                &format!("/specifications/{}/versions", draft.specification),
                json!({"change_note": "Nyt"}),
            )
            .await
            .refused(409, "project_closed");
        assert_eq!(service.by(Role::It).get(&draft.path()).await.json()["state"], "draft");
    }
}

on_both! {
    async fn a_new_version_keeps_the_numbers_and_leaves_the_approved_one_alone(service) {
        let draft = draft(&service).await;
        let member = service.by(Role::ProjectMember);
        let category = service.category("pupil_pc", "Elev-pc");
        let mut one = stated("Et");
        one["device_category_id"] = json!(category);
        one["rationale"] = json!("Derfor.");
        member.post(&draft.requirements(), one).await.expect(201);
        let two = require(&service, &draft, "To").await;
        member
            .act(&format!("/requirements/{}/withdraw", two.id()), &two.etag(), json!({"reason": "Nej."}))
            .await
            .expect(200);
        let versions = format!("/specifications/{}/versions", draft.specification);
        let note = json!({"change_note": "Efter spørgsmål fra tilbudsgivere"});
        member.post(&versions, note.clone()).await.refused(409, "specification_version_open");
        approve(&service, &draft).await;
        let approved = member.get(&draft.path()).await.expect(200).json();
        member.post(&versions, json!({"change_note": " "})).await.refused(422, "text_blank");
        member.post("/specifications/99/versions", note.clone()).await.refused(404, "specification_not_found");
        let new = member.post(&versions, note.clone()).await.expect(201);
        assert_eq!(new.json()["number"], 2);
        member.post(&versions, note).await.refused(409, "specification_version_open");
        let path = format!("/specification-versions/{}", new.id());
        let copy = member.get(&path).await.expect(200).json();
        let requirements = copy["sections"][0]["requirements"].as_array().unwrap().clone();
        assert_eq!(requirements[0]["label"], "K-1");
        assert_eq!(requirements[0]["rationale"], "Derfor.");
        assert_eq!(requirements[0]["device_category_id"], category.0);
        assert_eq!(requirements[1]["withdrawn"], true);
        let section = copy["sections"][0]["id"].as_i64().unwrap();
        let next = member
            .post(&format!("/requirement-sections/{section}/requirements"), stated("Tre"))
            .await
            .expect(201);
        assert_eq!(next.json()["label"], "K-3");
        assert_eq!(member.get(&draft.path()).await.json(), approved);
        let list = member.get(&versions).await.expect(200).json();
        assert_eq!(list["items"][0]["id"], new.id());
        assert_eq!(list["items"][1]["id"], draft.version);
        let whole = member.get(&format!("/specifications/{}", draft.specification)).await.json();
        assert_eq!(whole["newest_version_id"], new.id());
        assert_eq!(whole["version"], 2);
        let entry = journal(&service, "specification_version", new.id()).await[0].clone();
        assert_eq!(entry["reason"], "Efter spørgsmål fra tilbudsgivere");
        member.get("/specifications/99").await.refused(404, "specification_not_found");
        member.get("/specifications/99/versions").await.refused(404, "specification_not_found");
    }
}

on_both! {
    async fn the_etag_of_a_version_changes_with_its_content(service) {
        let draft = draft(&service).await;
        let before = etag(&service, &draft.path()).await;
        let made = require(&service, &draft, "Et").await;
        let after = etag(&service, &draft.path()).await;
        assert_ne!(before, after);
        let mut change = stated("Et, ændret");
        change["section_id"] = json!(draft.section);
        service
            .by(Role::ProjectLead)
            .put(&format!("/requirements/{}", made.id()), &made.etag(), change)
            .await
            .expect(200);
        assert_ne!(etag(&service, &draft.path()).await, after);
        service
            .by(Role::ProjectLead)
            .act(&format!("{}/request-review", draft.path()), &after, json!(null))
            .await
            .refused(412, "stale");
    }
}

on_both! {
    async fn a_school_leader_has_no_part_in_the_specification(service) {
        let draft = draft(&service).await;
        let leader = service.by(Role::SchoolLeader);
        leader.get(&draft.path()).await.refused(403, "forbidden");
        leader.post(&draft.requirements(), stated("Nej")).await.refused(403, "forbidden");
        assert_eq!(
            service.by(Role::It).get(&draft.path()).await.json()["sections"][0]["requirements"],
            json!([])
        );
    }
}
