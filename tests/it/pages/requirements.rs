//! The editor of a specification: moving its requirements by forms alone.

use crate::on_both;
use crate::support::{Answer, Browser, Service};
use anskaf::http::Role;
use serde_json::{Value, json};

/// Sends what a program would send, and answers the number of what it made.
async fn made(service: &Service, path: &str, body: Value) -> i64 {
    let member = service.by(Role::ProjectMember);
    member.post(path, body).await.expect(201).id()
}

/// Specification 1 with sections 1 and 2, K-1 to K-3 in the first and K-4 in the second.
async fn specification(service: &Service) {
    let project = service.project();
    let path = format!("/projects/{project}/specifications");
    made(service, &path, json!({"title": "Kravspecifikation"})).await;
    for title in ["Skærm", "Batteri"] {
        let path = "/specification-versions/1/sections";
        made(service, path, json!({ "title": title })).await;
    }
    for (section, text) in [(1, "Et"), (1, "To"), (1, "Tre"), (2, "Fire")] {
        let path = format!("/requirement-sections/{section}/requirements");
        let body = json!({"importance": "normal", "answer_kind": "yes_no", "text": text});
        made(service, &path, body).await;
    }
}

/// The labels of the requirements, as they follow each other on the page.
fn order(page: &Answer) -> Vec<String> {
    let text = page.text();
    let items = text.split("<li id=\"K-").skip(1);
    items
        .map(|item| format!("K-{}", item.split('"').next().unwrap()))
        .collect()
}

/// The version that a form on the page carries.
fn version_for(page: &Answer, action: &str) -> String {
    let text = page.text();
    let at = text
        .find(&format!("action=\"{action}\""))
        .unwrap_or_else(|| panic!("no form {action}:\n{text}"));
    let rest = text[at..].split("name=\"version\" value=\"").nth(1);
    rest.unwrap().split('"').next().unwrap().to_owned()
}

/// The piece of the page with this id, to the next requirement.
fn at(page: &Answer, label: &str) -> String {
    let text = page.text();
    let at = text
        .find(&format!("<li id=\"{label}\""))
        .expect("the requirement");
    let rest = &text[at..];
    let end = rest[1..]
        .find("<li id=\"K-")
        .map_or(rest.len(), |end| end + 1);
    rest[..end].to_owned()
}

const EDITOR: &str = "/specifications/1";

/// Presses a button of a form that carries the version that the editor shows.
async fn press(browser: &Browser<'_>, action: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(EDITOR).await.expect(200);
    let version = version_for(&page, action);
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(fields);
    browser.send(action, &all).await
}

on_both! {
    async fn a_requirement_is_moved_by_its_arrows_and_keeps_focus_and_number(service) {
        specification(&service).await;
        let member = service.browser(Role::ProjectMember).await;
        let page = press(&member, "/requirements/2/move", &[("to", "up")]).await.expect(200).says("K-2 er flyttet.");
        assert_eq!(order(&page), ["K-2", "K-1", "K-3", "K-4"]);
        let moved = at(&page, "K-2");
        // It cannot go further up, so the other arrow has the focus.
        assert!(!moved.contains("value=\"up\""), "{moved}");
        assert!(moved.contains("aria-label=\"Flyt K-2 ned\" autofocus"), "{moved}");
        assert_eq!(page.text().matches("autofocus").count(), 1);
        let page = press(&member, "/requirements/3/move", &[("to", "down")]).await.expect(200);
        assert_eq!(order(&page), ["K-2", "K-1", "K-3", "K-4"], "over the border of the section");
        assert!(at(&page, "K-3").contains("aria-label=\"Flyt K-3 ned\" autofocus"), "{}", page.text());
        assert!(at(&page, "K-3").contains("Flyt K-3 op til slutningen af Skærm"), "{}", page.text());
        let page = press(&member, "/requirements/3/move", &[("to", "down")]).await.expect(200);
        assert_eq!(order(&page), ["K-2", "K-1", "K-4", "K-3"]);
        press(&member, "/requirements/3/move", &[("to", "down")]).await.expect(409).says("ikke flyttes længere");
        press(&member, "/requirements/3/move", &[("to", "sidelæns")]).await.expect(422);
        member.send("/requirements/3/move", &[("version", "1"), ("to", "up")]).await.expect(412);
        let auditor = service.browser(Role::Auditor).await;
        auditor.get(EDITOR).await.expect(200).says_not("/move").says_not("draggable");
    }
}

on_both! {
    async fn a_requirement_is_dropped_on_another_one_or_on_a_section(service) {
        specification(&service).await;
        let member = service.browser(Role::ProjectMember).await;
        member.get(EDITOR).await.expect(200).says("data-requirement=\"4\"").says("draggable=\"true\"");
        let page = press(&member, "/requirements/1/move", &[("onto", "3")]).await.expect(200);
        assert_eq!(order(&page), ["K-2", "K-3", "K-1", "K-4"]);
        let page = press(&member, "/requirements/1/move", &[("onto", "4")]).await.expect(200);
        assert_eq!(order(&page), ["K-2", "K-3", "K-1", "K-4"]);
        assert!(at(&page, "K-1").contains("class=\"moved\""), "{}", page.text());
        press(&member, "/requirements/1/move", &[("section", "1")]).await.expect(200).says_not("Flyt K-1 op til slutningen");
        let page = press(&member, "/requirements/2/move", &[("section", "1")]).await.expect(200);
        assert_eq!(order(&page), ["K-3", "K-1", "K-2", "K-4"]);
        press(&member, "/requirements/2/move", &[("onto", "99")]).await.expect(404);
        press(&member, "/requirements/2/move", &[("section", "99")]).await.expect(422);
        // In the form of the requirement another section is chosen.
        let version = member.get("/requirements/3").await.expect(200).says("Vælg et andet afsnit").field("version").unwrap();
        let form = [("version", version.as_str()), ("text", "Tre"), ("importance", "normal"), ("answer_kind", "yes_no"), ("section_id", "2")];
        let page = member.send("/requirements/3", &form).await.expect(200);
        assert_eq!(order(&page), ["K-1", "K-2", "K-4", "K-3"]);
    }
}
