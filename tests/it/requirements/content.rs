//! Sections and requirements of a draft.

use super::{draft, etag, journal, require, stated, visit};
use crate::on_both;
use crate::support::OTHER_SCHOOL;
use anskaf::http::Role;
use serde_json::json;

on_both! {
    async fn sections_stand_where_they_are_put(service) {
        let draft = draft(&service).await;
        let member = service.by(Role::ProjectMember);
        let path = format!("{}/sections", draft.path());
        let last = member.post(&path, json!({"title": "Service"})).await.expect(201);
        assert_eq!(last.json()["position"], 2);
        let first = member
            .post(&path, json!({"title": "Indledning", "introduction": "Om skolerne.", "position": 1}))
            .await
            .expect(201);
        assert_eq!(first.json()["position"], 1);
        let titles = async || -> Vec<String> {
            let content = member.get(&draft.path()).await.expect(200).json();
            let sections = content["sections"].as_array().unwrap().clone();
            for (index, section) in sections.iter().enumerate() {
                assert_eq!(section["position"], index + 1);
            }
            sections.iter().map(|section| section["title"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(titles().await, ["Indledning", "Skærm og tastatur", "Service"]);
        let own = format!("/requirement-sections/{}", last.id());
        member.put(&own, &last.etag(), json!({"title": "X", "position": 1})).await.refused(412, "stale");
        let seen = etag(&service, &own).await;
        let moved = member.put(&own, &seen, json!({"title": "Drift", "position": 1})).await.expect(200);
        assert_eq!(titles().await, ["Drift", "Indledning", "Skærm og tastatur"]);
        let kept = member.put(&own, &moved.etag(), json!({"title": "Drift"})).await.expect(200);
        assert_eq!(kept.json()["position"], 1);
        member.put(&own, &kept.etag(), json!({"title": "Drift", "position": 3})).await.expect(200);
        assert_eq!(titles().await, ["Indledning", "Skærm og tastatur", "Drift"]);
        assert_eq!(journal(&service, "requirement_section", last.id()).await[0]["before"]["position"], 1);
    }
}

on_both! {
    async fn a_section_out_of_order_or_without_words_is_refused(service) {
        let draft = draft(&service).await;
        let member = service.by(Role::ProjectMember);
        let path = format!("{}/sections", draft.path());
        let own = format!("/requirement-sections/{}", draft.section);
        member.post(&path, json!({"title": "X", "position": 3})).await.refused(422, "number_range");
        member.post(&path, json!({"title": "X", "position": 0})).await.refused(422, "number_range");
        member.post(&path, json!({"title": " "})).await.refused(422, "text_blank");
        member.post("/specification-versions/99/sections", json!({"title": "X"}))
            .await
            .refused(404, "specification_version_not_found");
        member.put(&own, "\"1\"", json!({"title": "X", "position": 2})).await.refused(422, "number_range");
        member.put(&own, "\"1\"", json!({"title": "\n"})).await.refused(422, "text_blank");
        member.put("/requirement-sections/99", "\"1\"", json!({"title": "X"}))
            .await
            .refused(404, "requirement_section_not_found");
        let content = member.get(&draft.path()).await.expect(200).json();
        assert_eq!(content["sections"].as_array().unwrap().len(), 1);
        assert_eq!(content["sections"][0]["title"], "Skærm og tastatur");
        assert_eq!(content["version"], 2);
    }
}

on_both! {
    async fn a_requirement_tells_its_kind_its_origin_and_its_number(service) {
        let draft = draft(&service).await;
        let category = service.category("pupil_pc", "Elev-pc");
        let visit = visit(&service, draft.project);
        let member = service.by(Role::ProjectMember);
        let made = member
            .post(&draft.requirements(), json!({
                "importance": "important", "answer_kind": "choice", "device_category_id": category,
                "text": "Skærmen er mat.", "rationale": "Klasselokalerne vender mod syd.",
                "origin_visit_id": visit, "origin_school_id": OTHER_SCHOOL,
            }))
            .await
            .expect(201);
        let read = service.by(Role::Auditor).get(&format!("/requirements/{}", made.id())).await.expect(200);
        assert_eq!(read.json(), made.json());
        assert_eq!(read.json()["label"], "K-1");
        assert_eq!(read.json()["withdrawn"], false);
        assert_eq!(read.json()["origin_visit_id"], visit.0);
        let content = member.get(&draft.path()).await.json();
        assert_eq!(content["sections"][0]["requirements"][0], made.json());
        assert_eq!(journal(&service, "requirement", made.id()).await[0]["action"], "stated");
    }
}

on_both! {
    async fn every_fault_of_a_requirement_is_told_and_takes_no_number(service) {
        let draft = draft(&service).await;
        let foreign = visit(&service, service.project());
        let member = service.by(Role::ProjectMember);
        let wrong = json!({
            "importance": "minimum", "answer_kind": "text", "text": " ", "device_category_id": 99,
            "origin_visit_id": foreign, "origin_school_id": 99,
        });
        let answer = member.post(&draft.requirements(), wrong.clone()).await.refused(422, "several_faults");
        let fault = |code: &str, place: &str| (code.to_owned(), place.to_owned());
        let all = [
            fault("text_blank", "/text"),
            fault("device_category_unknown", "/device_category_id"),
            fault("origin_visit_unknown", "/origin_visit_id"),
            fault("school_unknown", "/origin_school_id"),
        ];
        assert_eq!(answer.faults(), all);
        let made = require(&service, &draft, "Vægten er højst 1,5 kg.").await;
        assert_eq!(made.json()["number"], 1);
        let mut change = wrong;
        change["section_id"] = json!(99);
        let path = format!("/requirements/{}", made.id());
        let answer = member.put(&path, &made.etag(), change).await.refused(422, "several_faults");
        assert_eq!(answer.faults()[0], fault("requirement_section_unknown", "/section_id"));
        assert_eq!(answer.faults()[1..], all);
        assert_eq!(member.get(&path).await.json(), made.json());
        let mut unread = stated("X");
        unread["importance"] = json!("vigtig");
        member.post(&draft.requirements(), unread).await.refused(400, "invalid_value");
        member.post("/requirement-sections/99/requirements", stated("X"))
            .await
            .refused(404, "requirement_section_not_found");
        member.get("/requirements/99").await.refused(404, "requirement_not_found");
    }
}

on_both! {
    async fn a_requirement_moves_within_its_version_and_no_further(service) {
        let draft = draft(&service).await;
        let other = super::draft(&service).await;
        let member = service.by(Role::ProjectMember);
        let second = member
            .post(&format!("{}/sections", draft.path()), json!({"title": "Batteri"}))
            .await
            .expect(201);
        let made = require(&service, &draft, "Batteriet holder en skoledag.").await;
        let path = format!("/requirements/{}", made.id());
        let change = |section: i64| {
            let mut body = stated("Batteriet holder otte timer.");
            body["section_id"] = json!(section);
            body["importance"] = json!("normal");
            body
        };
        member.put(&path, &made.etag(), change(other.section))
            .await
            .refused(422, "requirement_section_unknown");
        let moved = member.put(&path, &made.etag(), change(second.id())).await.expect(200);
        assert_eq!(moved.json()["number"], 1);
        assert_eq!(moved.json()["section_id"], second.id());
        member.put(&path, &made.etag(), change(draft.section)).await.refused(412, "stale");
        let content = member.get(&draft.path()).await.json();
        assert_eq!(content["sections"][0]["requirements"], json!([]));
        assert_eq!(content["sections"][1]["requirements"][0]["text"], "Batteriet holder otte timer.");
        assert_eq!(journal(&service, "requirement", made.id()).await[0]["before"]["importance"], "minimum");
    }
}

on_both! {
    async fn a_withdrawn_number_is_never_given_out_again(service) {
        let draft = draft(&service).await;
        let member = service.by(Role::ProjectMember);
        require(&service, &draft, "Et").await;
        let two = require(&service, &draft, "To").await;
        let path = format!("/requirements/{}", two.id());
        let withdraw = format!("{path}/withdraw");
        let reason = json!({"reason": "Dækket af krav K-1."});
        member.act(&withdraw, &two.etag(), json!({"reason": " "})).await.refused(422, "text_blank");
        let gone = member.act(&withdraw, &two.etag(), reason.clone()).await.expect(200);
        assert_eq!(gone.json()["withdrawn"], true);
        member.act(&withdraw, &two.etag(), reason.clone()).await.refused(412, "stale");
        member.act(&withdraw, &gone.etag(), reason.clone()).await.refused(409, "requirement_withdrawn");
        let mut change = stated("Tilbage");
        change["section_id"] = json!(draft.section);
        member.put(&path, &gone.etag(), change).await.refused(409, "requirement_withdrawn");
        member.act("/requirements/99/withdraw", "\"1\"", reason).await.refused(404, "requirement_not_found");
        assert_eq!(require(&service, &draft, "Tre").await.json()["label"], "K-3");
        let entry = journal(&service, "requirement", two.id()).await[0].clone();
        assert_eq!(entry["action"], "withdrawn");
        assert_eq!(entry["reason"], "Dækket af krav K-1.");
    }
}
