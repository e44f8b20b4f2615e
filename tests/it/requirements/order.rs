//! Where requirements stand: within their section and in another one, with numbers that never change.

use super::{Draft, approve, draft, etag, journal, require, stated};
use crate::on_both;
use crate::support::{Answer, Service};
use anskaf::http::Role;
use serde_json::{Value, json};

/// The labels of the requirements of each section, as the version lists them.
async fn order(service: &Service, version: &str) -> Vec<Vec<String>> {
    let content = service
        .by(Role::Auditor)
        .get(version)
        .await
        .expect(200)
        .json();
    let labels = |section: &Value| {
        let all = section["requirements"].as_array().unwrap().clone();
        all.iter()
            .map(|one| one["label"].as_str().unwrap().to_owned())
            .collect()
    };
    content["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(labels)
        .collect()
}

/// Sends a requirement as it is to a place.
async fn put(service: &Service, id: i64, section: i64, position: Option<i32>) -> Answer {
    let path = format!("/requirements/{id}");
    let member = service.by(Role::ProjectMember);
    let now = member.get(&path).await.expect(200);
    let mut body = stated(now.json()["text"].as_str().unwrap());
    body["section_id"] = json!(section);
    if let Some(position) = position {
        body["position"] = json!(position);
    }
    member.put(&path, &now.etag(), body).await
}

/// A draft with K-1, K-2, K-3 in its first section and K-4 in its second; answers their numbers and the section's.
async fn four(service: &Service) -> (Draft, Vec<i64>, i64) {
    let draft = draft(service).await;
    let member = service.by(Role::ProjectMember);
    let second = member
        .post(
            &format!("{}/sections", draft.path()),
            json!({"title": "Batteri"}),
        )
        .await
        .expect(201)
        .id();
    let mut ids = Vec::new();
    for text in ["Et", "To", "Tre"] {
        ids.push(require(service, &draft, text).await.id());
    }
    let path = format!("/requirement-sections/{second}/requirements");
    ids.push(member.post(&path, stated("Fire")).await.expect(201).id());
    (draft, ids, second)
}

on_both! {
    async fn a_requirement_is_put_where_people_want_it_and_keeps_its_number(service) {
        let (draft, ids, second) = four(&service).await;
        let version = draft.path();
        let before = service.by(Role::Auditor).get(&format!("/requirements/{}", ids[1])).await.expect(200);
        let moved = put(&service, ids[2], draft.section, Some(1)).await.expect(200);
        assert_eq!((moved.json()["number"].clone(), moved.json()["label"].clone()), (json!(3), json!("K-3")));
        assert_eq!(order(&service, &version).await, [vec!["K-3", "K-1", "K-2"], vec!["K-4"]]);
        // Who makes way is no other requirement by that: somebody who is just changing it is not disturbed.
        let after = service.by(Role::Auditor).get(&format!("/requirements/{}", ids[1])).await.expect(200);
        assert_eq!((after.json(), after.etag()), (before.json(), before.etag()));
        put(&service, ids[0], draft.section, None).await.expect(200);
        assert_eq!(order(&service, &version).await, [vec!["K-3", "K-1", "K-2"], vec!["K-4"]], "it stays without a place");
        put(&service, ids[0], second, Some(1)).await.expect(200);
        assert_eq!(order(&service, &version).await, [vec!["K-3", "K-2"], vec!["K-1", "K-4"]]);
        put(&service, ids[2], second, None).await.expect(200);
        assert_eq!(order(&service, &version).await, [vec!["K-2"], vec!["K-1", "K-4", "K-3"]], "to the end of another section");
        put(&service, ids[0], second, Some(3)).await.expect(200);
        assert_eq!(order(&service, &version).await, [vec!["K-2"], vec!["K-4", "K-3", "K-1"]]);
        let entry = journal(&service, "requirement", ids[0]).await[0].clone();
        assert_eq!((entry["before"]["position"].clone(), entry["after"]["position"].clone()), (json!(1), json!(3)));
        // A new one goes to the end, with the next number.
        assert_eq!(require(&service, &draft, "Fem").await.json()["label"], "K-5");
        assert_eq!(order(&service, &version).await[0], ["K-2", "K-5"]);
    }
}

on_both! {
    async fn a_place_that_is_none_is_refused_and_nothing_moves(service) {
        let (draft, ids, second) = four(&service).await;
        let version = draft.path();
        let seen = etag(&service, &version).await;
        for (section, position) in [(draft.section, 4), (draft.section, 0), (second, 3)] {
            let answer = put(&service, ids[0], section, Some(position)).await.refused(422, "number_range");
            assert_eq!(answer.faults()[0].1, "/position");
        }
        put(&service, ids[0], 99, Some(1)).await.refused(422, "requirement_section_unknown");
        let path = format!("/requirements/{}", ids[0]);
        let mut wrong = stated(" ");
        wrong["section_id"] = json!(second);
        wrong["position"] = json!(9);
        let member = service.by(Role::ProjectMember);
        let told = member.put(&path, "\"1\"", wrong).await.refused(422, "several_faults").faults();
        assert_eq!(told, [("number_range".to_owned(), "/position".to_owned()), ("text_blank".to_owned(), "/text".to_owned())]);
        put(&service, ids[3], second, Some(1)).await.expect(200);
        let mut stale = stated("Fire");
        stale["section_id"] = json!(draft.section);
        member.put(&format!("/requirements/{}", ids[3]), "\"1\"", stale).await.refused(412, "stale");
        assert_eq!(order(&service, &version).await, [vec!["K-1", "K-2", "K-3"], vec!["K-4"]]);
        assert_ne!(etag(&service, &version).await, seen, "the version's state tells that something was sent");
    }
}

on_both! {
    async fn the_order_goes_along_to_the_paper_and_to_the_next_version(service) {
        let (draft, ids, second) = four(&service).await;
        put(&service, ids[2], draft.section, Some(1)).await.expect(200);
        put(&service, ids[1], second, Some(1)).await.expect(200);
        let reader = service.by(Role::Auditor);
        let paper = reader.get(&format!("{}/document.txt", draft.path())).await.expect(200).text();
        let places: Vec<usize> = ["K-3", "K-1", "K-2", "K-4"].iter().map(|label| paper.rfind(label).unwrap()).collect();
        assert!(places.is_sorted(), "{places:?}\n{paper}");
        approve(&service, &draft).await;
        let path = format!("/specifications/{}/versions", draft.specification);
        let note = json!({"change_note": "Svar fra skolerne"});
        let next = service.by(Role::ProjectMember).post(&path, note).await.expect(201).id();
        let next = format!("/specification-versions/{next}");
        let expected = [vec!["K-3", "K-1"], vec!["K-2", "K-4"]];
        assert_eq!(order(&service, &next).await, expected);
        let content = reader.get(&next).await.expect(200).json();
        let (one, section) = (&content["sections"][0]["requirements"][1], &content["sections"][0]["id"]);
        put(&service, one["id"].as_i64().unwrap(), section.as_i64().unwrap(), Some(1)).await.expect(200);
        assert_eq!(order(&service, &next).await, [vec!["K-1", "K-3"], vec!["K-2", "K-4"]]);
        assert_eq!(order(&service, &draft.path()).await, expected, "the approved version never changes");
    }
}
