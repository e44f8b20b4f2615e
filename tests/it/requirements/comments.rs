//! Comments on requirements: written, answered, resolved, seen in the next version, and never printed.

use super::{Draft, act, approve, close, draft, etag, journal, require};
use crate::on_both;
use crate::support::{Answer, Service};
use anskaf::http::Role;
use serde_json::{Value, json};

fn says(text: &str) -> Value {
    json!({ "text": text })
}

/// Writes a comment on a requirement.
async fn comment(service: &Service, role: Role, requirement: i64, text: &str) -> Answer {
    let path = format!("/requirements/{requirement}/comments");
    service.by(role).post(&path, says(text)).await
}

/// What the comments of a version say, in their order.
async fn said(service: &Service, version: &str, filter: &str) -> Vec<String> {
    let path = format!("{version}/comments{filter}");
    let list = service
        .by(Role::Auditor)
        .get(&path)
        .await
        .expect(200)
        .json();
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|one| one["text"].as_str().unwrap().to_owned())
        .collect()
}

/// Begins the next version and answers its path.
async fn renew(service: &Service, draft: &Draft) -> String {
    let path = format!("/specifications/{}/versions", draft.specification);
    let note = json!({"change_note": "Svar fra skolerne"});
    let next = service.by(Role::ProjectMember).post(&path, note).await;
    format!("/specification-versions/{}", next.expect(201).id())
}

on_both! {
    async fn a_comment_is_written_answered_resolved_and_reopened_and_the_journal_tells(service) {
        let draft = draft(&service).await;
        let one = require(&service, &draft, "Batteriet holder en skoledag.").await.id();
        let made = comment(&service, Role::It, one, "Er **8 timer** nok?").await.expect(201);
        assert_eq!(made.header("location"), Some(format!("/api/v1/requirement-comments/{}", made.id()).as_str()));
        assert_eq!(made.json()["label"], "K-1");
        assert_eq!(made.json()["author"], "Kim it");
        assert_eq!(made.json()["written_at"], "2017-08-24T12:00:00.000000Z");
        let path = format!("/requirement-comments/{}", made.id());
        let (lead, member) = (service.by(Role::ProjectLead), service.by(Role::ProjectMember));
        let answer = member.post(&format!("{path}/replies"), says("Ja, målt i Lemvig.")).await.expect(201);
        let thread = service.by(Role::Auditor).get(&path).await.expect(200);
        assert_eq!(thread.json()["replies"], json!([answer.json()]));
        // What was answered meanwhile is not resolved unseen.
        lead.act(&format!("{path}/resolve"), &made.etag(), json!(null)).await.refused(412, "stale");
        let resolved = act(&service, Role::ProjectLead, &path, "resolve").await.expect(200);
        assert_eq!(resolved.json()["resolver"], "Kim project_lead");
        assert_eq!(resolved.json()["resolved_at"], "2017-08-24T12:00:00.000000Z");
        act(&service, Role::ProjectLead, &path, "resolve").await.refused(409, "comment_resolved");
        let opened = act(&service, Role::ProjectMember, &path, "reopen").await.expect(200);
        assert_eq!((opened.json()["resolver"].clone(), opened.json()["resolved_at"].clone()), (json!(null), json!(null)));
        act(&service, Role::ProjectMember, &path, "reopen").await.refused(409, "comment_not_resolved");
        let entries = journal(&service, "requirement_comment", made.id()).await;
        let actions: Vec<_> = entries.as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
        assert_eq!(actions, ["reopened", "resolved", "written"]);
        assert_eq!(entries[1]["before"]["replies"][0]["text"], "Ja, målt i Lemvig.");
        assert_eq!(journal(&service, "comment_reply", answer.id()).await[0]["action"], "written");
    }
}

on_both! {
    async fn what_somebody_wrote_is_changed_by_that_person_alone_and_while_it_is_open(service) {
        let draft = draft(&service).await;
        let one = require(&service, &draft, "Batteriet holder en skoledag.").await.id();
        let made = comment(&service, Role::Finance, one, "Hvad kostter det?").await.expect(201);
        let path = format!("/requirement-comments/{}", made.id());
        let (finance, member) = (service.by(Role::Finance), service.by(Role::ProjectMember));
        member.put(&path, &made.etag(), says("Andet")).await.refused(403, "comment_of_another");
        let changed = finance.put(&path, &made.etag(), says("Hvad koster det?")).await.expect(200);
        assert_eq!(changed.json()["text"], "Hvad koster det?");
        assert_eq!(changed.json()["edited_at"], "2017-08-24T12:00:00.000000Z");
        finance.put(&path, &made.etag(), says("X")).await.refused(412, "stale");
        finance.put(&path, &changed.etag(), says(" \n")).await.refused(422, "text_blank");
        let reply = member.post(&format!("{path}/replies"), says("Intet ekstra")).await.expect(201);
        let own = format!("/comment-replies/{}", reply.id());
        finance.put(&own, &reply.etag(), says("Meget")).await.refused(403, "comment_of_another");
        let seen = etag(&service, &path).await;
        member.put(&own, &reply.etag(), says("Intet ekstra.")).await.expect(200);
        member.put(&own, &reply.etag(), says("X")).await.refused(412, "stale");
        assert_ne!(etag(&service, &path).await, seen, "the comment shows its answers");
        act(&service, Role::ProjectMember, &path, "resolve").await.expect(200);
        let seen = etag(&service, &path).await;
        finance.put(&path, &seen, says("Nu")).await.refused(409, "comment_resolved");
        member.put(&own, &etag(&service, &own).await, says("Nu")).await.refused(409, "comment_resolved");
        member.post(&format!("{path}/replies"), says("Nu")).await.refused(409, "comment_resolved");
        let thread = member.get(&path).await.json();
        assert_eq!((thread["text"].clone(), thread["replies"][0]["text"].clone()), (json!("Hvad koster det?"), json!("Intet ekstra.")));
        let entry = journal(&service, "requirement_comment", made.id()).await[1].clone();
        assert_eq!((entry["action"].clone(), entry["before"]["text"].clone()), (json!("changed"), json!("Hvad kostter det?")));
    }
}

on_both! {
    async fn what_is_open_when_a_version_begins_is_open_there_too(service) {
        let draft = draft(&service).await;
        let one = require(&service, &draft, "Et").await.id();
        let two = require(&service, &draft, "To").await.id();
        let settled = comment(&service, Role::It, one, "Afklaret").await.expect(201).id();
        let open = comment(&service, Role::It, two, "Åben").await.expect(201).id();
        act(&service, Role::ProjectMember, &format!("/requirement-comments/{settled}"), "resolve").await.expect(200);
        act(&service, Role::ProjectMember, &draft.path(), "request-review").await.expect(200);
        // Those who read what waits for approval are the ones who have something to say.
        comment(&service, Role::Finance, one, "Fra gennemsynet").await.expect(201);
        act(&service, Role::ProjectLead, &draft.path(), "approve").await.expect(200);
        let told = comment(&service, Role::It, one, "For sent").await.refused(409, "comments_closed").text();
        assert!(told.contains("Version 1"), "{told}");
        service.by(Role::It).post(&format!("/requirement-comments/{open}/replies"), says("Også")).await.refused(409, "comments_closed");
        let path = format!("/requirement-comments/{open}");
        service.by(Role::It).put(&path, "\"1\"", says("Også")).await.refused(409, "comments_closed");
        assert_eq!(said(&service, &draft.path(), "").await, ["Afklaret", "Åben", "Fra gennemsynet"]);
        service.clock.set(service.clock.moment().now.plus_minutes(1));
        let next = renew(&service, &draft).await;
        assert_eq!(said(&service, &next, "").await, ["Åben", "Fra gennemsynet"]);
        let content = service.by(Role::Auditor).get(&next).await.json();
        let same = content["sections"][0]["requirements"][0]["id"].as_i64().unwrap();
        comment(&service, Role::It, same, "I version 2").await.expect(201);
        // Somebody goes on with what was said in version 1, and settles it.
        service.by(Role::It).post(&format!("{path}/replies"), says("Nu")).await.expect(201);
        act(&service, Role::ProjectMember, &path, "resolve").await.expect(200);
        assert_eq!(said(&service, &next, "").await, ["Åben", "Fra gennemsynet", "I version 2"]);
        assert_eq!(said(&service, &next, "?state=open").await, ["Fra gennemsynet", "I version 2"]);
        assert_eq!(said(&service, &next, "?state=resolved").await, ["Åben"]);
        assert_eq!(said(&service, &next, "?number=1").await, ["Fra gennemsynet", "I version 2"]);
        assert_eq!(said(&service, &draft.path(), "").await, ["Afklaret", "Åben", "Fra gennemsynet"]);
    }
}

on_both! {
    async fn comments_are_read_in_pieces_and_written_once(service) {
        let draft = draft(&service).await;
        let one = require(&service, &draft, "Et").await.id();
        let path = format!("/requirements/{one}/comments");
        let member = service.by(Role::ProjectMember).header("Idempotency-Key", "kommentar-1");
        let first = member.post(&path, says("Første")).await.expect(201);
        let again = member.post(&path, says("Første")).await.expect(201);
        assert_eq!((first.body.clone(), first.etag()), (again.body.clone(), again.etag()));
        comment(&service, Role::It, one, "Anden").await.expect(201);
        comment(&service, Role::It, one, "Tredje").await.expect(201);
        let list = format!("{}/comments", draft.path());
        let reader = service.by(Role::Auditor);
        let piece = reader.get(&format!("{list}?limit=2&fields=text")).await.expect(200).json();
        assert_eq!(piece["items"], json!([{"text": "Første"}, {"text": "Anden"}]));
        let cursor = piece["next"].as_str().unwrap();
        let rest = reader.get(&format!("{list}?limit=2&cursor={cursor}")).await.expect(200).json();
        assert_eq!((rest["items"][0]["text"].clone(), rest.get("next")), (json!("Tredje"), None));
        reader.get(&format!("{list}?state=lukket")).await.refused(400, "invalid_parameter");
        reader.get(&format!("{list}?resolved=true")).await.refused(400, "unknown_parameter");
    }
}

on_both! {
    async fn a_comment_that_cannot_be_is_refused(service) {
        let draft = draft(&service).await;
        let one = require(&service, &draft, "Et").await.id();
        comment(&service, Role::It, one, " ").await.refused(422, "text_blank");
        comment(&service, Role::It, one, "").await.refused(422, "text_length");
        comment(&service, Role::It, 99, "Hvor?").await.refused(404, "requirement_not_found");
        comment(&service, Role::Auditor, one, "Nej").await.refused(403, "forbidden");
        comment(&service, Role::Administrator, one, "Nej").await.refused(403, "forbidden");
        comment(&service, Role::SchoolLeader, one, "Nej").await.refused(403, "forbidden");
        let it = service.by(Role::It);
        it.get("/requirement-comments/99").await.refused(404, "requirement_comment_not_found");
        it.post("/requirement-comments/99/replies", says("Hvor?")).await.refused(404, "requirement_comment_not_found");
        it.get("/comment-replies/99").await.refused(404, "comment_reply_not_found");
        it.get("/specification-versions/99/comments").await.refused(404, "specification_version_not_found");
        let made = comment(&service, Role::It, one, "Åben").await.expect(201);
        let path = format!("/requirement-comments/{}", made.id());
        it.act(&format!("{path}/resolve"), &made.etag(), json!(null)).await.refused(403, "forbidden");
        close(&service, draft.project);
        comment(&service, Role::It, one, "For sent").await.refused(409, "project_closed");
        act(&service, Role::ProjectLead, &path, "resolve").await.refused(409, "project_closed");
        assert_eq!(said(&service, &draft.path(), "").await, ["Åben"]);
    }
}

on_both! {
    async fn comments_are_never_printed_but_leave_with_the_case(service) {
        let draft = draft(&service).await;
        let one = require(&service, &draft, "Batteriet holder en skoledag.").await.id();
        let made = comment(&service, Role::It, one, "Hemmelig tvivl").await.expect(201).id();
        let replies = format!("/requirement-comments/{made}/replies");
        service.by(Role::Finance).post(&replies, says("Stille svar")).await.expect(201);
        let reader = service.by(Role::Auditor);
        for form in ["txt", "html"] {
            let paper = reader.get(&format!("{}/document.{form}", draft.path())).await.expect(200).text();
            assert!(paper.contains("skoledag"), "{paper}");
            assert!(!paper.contains("tvivl") && !paper.contains("Stille"), "{paper}");
        }
        // An open comment stands in nobody's way.
        approve(&service, &draft).await;
        let case = reader.get(&format!("/projects/{}/export.zip", draft.project)).await.expect(200);
        let (_, files) = crate::case_export::unpack(&case);
        let comments = crate::case_export::read(&files, "data/kommentarer.json");
        assert_eq!(comments[0]["text"], "Hemmelig tvivl");
        assert_eq!(comments[0]["replies"][0]["text"], "Stille svar");
        let journal = crate::case_export::read(&files, "journal/journal.json");
        let kinds: Vec<_> = journal.as_array().unwrap().iter().map(|entry| entry["subject_kind"].clone()).collect();
        assert!(kinds.contains(&json!("requirement_comment")) && kinds.contains(&json!("comment_reply")), "{kinds:?}");
    }
}
