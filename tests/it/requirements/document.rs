//! The specification on paper: for bidders, from an approved version, with its differences from the one before.

use super::{act, approve, draft, etag, require, stated};
use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;
use serde_json::json;

async fn text(service: &Service, version: i64) -> String {
    let path = format!("/specification-versions/{version}/document.txt");
    service
        .by(Role::Auditor)
        .get(&path)
        .await
        .expect(200)
        .text()
}

on_both! {
    async fn a_draft_is_drawn_but_only_an_approved_version_is_issued(service) {
        let draft = draft(&service).await;
        require(&service, &draft, "Skærmen er mat.").await;
        let (path, lead) = (draft.path(), service.by(Role::ProjectLead));
        let file = service.by(Role::It).get(&format!("{path}/document.pdf")).await.expect(200);
        assert!(file.body.starts_with(b"%PDF-"));
        assert_eq!(file.header("content-type"), Some("application/pdf"));
        let issue = format!("{path}/document/issue");
        lead.post(&issue, json!({})).await.refused(409, "document_not_approved");
        approve(&service, &draft).await;
        let first = lead.post(&issue, json!({})).await.expect(201).json();
        assert_eq!((&first["kind"], &first["number"]), (&json!("specification"), &json!("2017-0001")));
        assert_eq!(first["file_name"], "kravspecifikation-2017-0001.pdf");
        lead.post(&issue, json!({})).await.refused(422, "document_change_missing");
        let second = lead.post(&issue, json!({"change": "Ny forside"})).await.expect(201).json();
        assert_eq!(second["edition"], 2);
        lead.get("/specification-versions/99/document.pdf").await.refused(404, "specification_version_not_found");
        lead.get(&format!("{path}/document.docx")).await.refused(404, "not_found");
    }
}

on_both! {
    async fn each_requirement_stands_with_its_number_its_kind_and_room_for_the_answer(service) {
        let draft = draft(&service).await;
        let member = service.by(Role::ProjectMember);
        require(&service, &draft, "Skærmen er mat.").await;
        for (importance, kind, words) in [
            ("important", "number", "Angiv skærmens lysstyrke."),
            ("normal", "text", "Beskriv, hvordan skærmen udskiftes."),
            ("option", "price", "Ekstra oplader."),
            ("normal", "choice", "Skærmen kan foldes om."),
            ("normal", "document", "Vedlæg datablad."),
        ] {
            let stated = json!({"importance": importance, "answer_kind": kind, "text": words, "rationale": "Kun til os selv."});
            member.post(&draft.requirements(), stated).await.expect(201);
        }
        let gone = require(&service, &draft, "Dette krav trækkes tilbage.").await;
        member.act(&format!("/requirements/{}/withdraw", gone.id()), &gone.etag(), json!({"reason": "Fortrudt"})).await.expect(200);
        let text = text(&service, draft.version).await;
        for line in [
            "K-1  Skærmen er mat.", "□\u{a0}Ja\u{a0}\u{a0}\u{a0}\u{a0}□\u{a0}Nej", "Tal og enhed:", "Beskrivelse:",
            "Pris, kr. uden moms:", "□\u{a0}Delvist", "Vedlagt som bilag nr.:", "Vigtigt krav", "Option", "17/2134",
        ] {
            assert!(text.contains(line), "{line} is missing in\n{text}");
        }
        let statistics = text.lines().find(|line| line.starts_with("I alt")).unwrap();
        let counts: Vec<&str> = statistics.split_whitespace().skip(2).collect();
        assert_eq!(counts, ["1", "1", "3", "1", "6"]);
        for hidden in ["trækkes tilbage.", "Kun til os selv"] {
            assert!(!text.contains(hidden), "{hidden} is told to bidders");
        }
    }
}

on_both! {
    async fn a_second_version_tells_what_differs_from_the_first(service) {
        let draft = draft(&service).await;
        for words in ["Skærmen er mat.", "Tastaturet er dansk.", "Låget er hvidt."] {
            require(&service, &draft, words).await;
        }
        approve(&service, &draft).await;
        assert!(!text(&service, draft.version).await.contains("Ændret siden"));
        let member = service.by(Role::ProjectMember);
        let path = format!("/specifications/{}", draft.specification);
        let renewed = json!({"change_note": "Efter markedsdialog"});
        let next = member.post(&format!("{path}/versions"), renewed).await.expect(201);
        let version = format!("/specification-versions/{}", next.id());
        let content = member.get(&version).await.expect(200).json();
        let section = &content["sections"][0];
        let id = |number: usize| section["requirements"][number]["id"].as_i64().unwrap();
        let change = format!("/requirements/{}", id(1));
        let tag = etag(&service, &change).await;
        let mut changed = stated("Tastaturet er dansk og tåler spild.");
        changed["section_id"] = section["id"].clone();
        member.put(&change, &tag, changed).await.expect(200);
        let gone = format!("/requirements/{}", id(2));
        let tag = etag(&service, &gone).await;
        member.act(&format!("{gone}/withdraw"), &tag, json!({"reason": "Uden betydning"})).await.expect(200);
        let path = format!("/requirement-sections/{}/requirements", section["id"]);
        member.post(&path, stated("Kameraet kan dækkes.")).await.expect(201);
        let text = text(&service, next.id()).await;
        for line in [
            "Version 2", "Efter markedsdialog", "Ændret siden version 1", "- Tilføjet: K-4", "- Ændret: K-2",
            "- Trukket tilbage: K-3",
        ] {
            assert!(text.contains(line), "{line} is missing in\n{text}");
        }
        act(&service, Role::ProjectMember, &version, "request-review").await.expect(200);
    }
}
