//! The editor of a specification: what people say about its requirements, and moving these, by forms alone.

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

on_both! {
    async fn a_comment_is_written_answered_and_resolved_in_its_place(service) {
        specification(&service).await;
        let it = service.browser(Role::It).await;
        let member = service.browser(Role::ProjectMember).await;
        it.get(EDITOR).await.expect(200).says("Kommentér<span class=\"unseen\">: K-2").says_not("åben kommentar");
        let hostile = [("text", "Er **to** nok? <script>alert(1)</script>")];
        let sent = it.send_only("/requirements/2/comments", &hostile).await.expect(303);
        assert_eq!(sent.header("location"), Some("/specifications/1?version=1&comments=2#comment-1"));
        let page = it.get("/specifications/1?version=1&comments=2").await.expect(200)
            .says("<strong>to</strong>").says_not("<script>alert").says("Kim it").says("Kommentaren til K-2 er sendt.");
        assert!(at(&page, "K-2").contains("id=\"comments-K-2\" open>"), "{}", page.text());
        assert!(at(&page, "K-2").contains("1 åben kommentar"), "{}", page.text());
        assert!(!at(&page, "K-1").contains(" open>"), "only its thread is unfolded");
        // The list on top leads to it; IT may write and change its own, the project group resolves.
        let page = page.says("id=\"open-comments\">1 åben kommentar")
            .says("href=\"/specifications/1?version=1&amp;comments=2#comment-1\">K-2: Er to nok?")
            .says("href=\"/requirement-comments/1\"").says_not("/resolve");
        drop(page);
        let page = member.send("/requirement-comments/1/replies", &[("text", "Ja.")]).await.expect(200)
            .says("Svaret ved K-2 er sendt.").says("id=\"reply-1\"").says("1 svar").says("href=\"/comment-replies/1\"")
            .says_not("href=\"/requirement-comments/1\"");
        drop(page);
        let page = press(&member, "/requirement-comments/1/resolve", &[]).await.expect(200)
            .says("Løst af Kim project_member 24.08.2017 kl. 14.00").says("1 løst kommentar").says_not("open-comments");
        assert!(!page.text().contains("/requirement-comments/1/replies"), "a resolved one takes no answers");
        press(&member, "/requirement-comments/1/reopen", &[]).await.expect(200).says("open-comments").says("er åben igen");
        let auditor = service.browser(Role::Auditor).await;
        auditor.get(EDITOR).await.expect(200).says("Er <strong>to</strong> nok?")
            .says_not("name=\"text\"").says_not("/resolve").says_not("Kommentér");
    }
}

on_both! {
    async fn two_people_at_one_comment_lose_nothing(service) {
        specification(&service).await;
        let (it, lead) = (service.browser(Role::It).await, service.browser(Role::ProjectLead).await);
        it.send("/requirements/1/comments", &[("text", "Hvor mange timer?")]).await.expect(200);
        let edit = "/requirement-comments/1";
        let version = it.get(edit).await.expect(200).says("Hvor mange timer?").field("version").unwrap();
        lead.send("/requirement-comments/1/replies", &[("text", "Otte.")]).await.expect(200);
        let stale = [("version", version.as_str()), ("text", "Hvor mange timer på batteri?")];
        let page = it.send(edit, &stale).await.expect(422).says("Hvor mange timer på batteri?").says("En anden har ændret dette imens");
        let now = page.field("version").unwrap();
        assert_ne!(now, version);
        it.send(edit, &[("version", now.as_str()), ("text", "Hvor mange timer på batteri?")]).await.expect(200)
            .says("Hvor mange timer på batteri?").says("rettet 24.08.2017");
        // The lead resolves what was answered in the meantime only after having seen it.
        let seen = version_for(&lead.get(EDITOR).await, "/requirement-comments/1/resolve");
        it.send("/requirement-comments/1/replies", &[("text", "Og for lærere?")]).await.expect(200);
        lead.send("/requirement-comments/1/resolve", &[("version", &seen)]).await.expect(412);
        lead.get(EDITOR).await.expect(200).says("Og for lærere?").says("1 åben kommentar");
        // What cannot be sent any more comes back with what was written.
        press(&lead, "/requirement-comments/1/resolve", &[]).await.expect(200);
        it.send("/requirement-comments/1/replies", &[("text", "Et langt svar")]).await.expect(422)
            .says("Et langt svar").says("Genåbn den først");
        it.send("/requirements/1/comments", &[("text", "  ")]).await.expect(422).says("id=\"comment-text-fault\"");
        lead.send(edit, &[("version", "9"), ("text", "Ikke mit")]).await.expect(422).says("Kun den, der har skrevet det");
    }
}

on_both! {
    async fn open_comments_are_told_where_people_decide_and_stop_nothing(service) {
        specification(&service).await;
        let (it, lead) = (service.browser(Role::It).await, service.browser(Role::ProjectLead).await);
        lead.get("/projects/1").await.expect(200).says_not("åben kommentar");
        it.send("/requirements/1/comments", &[("text", "Hvor mange timer?")]).await.expect(200);
        lead.get("/projects/1").await.expect(200)
            .says("<a href=\"/specifications/1#open-comments\">Kravspecifikation har 1 åben kommentar.</a>");
        lead.get(EDITOR).await.expect(200).says("læs dem, før udkastet sendes");
        press(&lead, "/specification-versions/1/request-review", &[]).await.expect(200).says("læs dem, før versionen godkendes");
        it.send("/requirements/2/comments", &[("text", "Set i gennemsynet")]).await.expect(200).says("2 åbne kommentarer");
        press(&lead, "/specification-versions/1/approve", &[]).await.expect(200).says("ændres ikke mere")
            .says("De følger med over i næste version").says("2 åbne kommentarer").says_not("/requirements/1/comments");
        it.send("/requirements/1/comments", &[("text", "For sent, men skrevet")]).await.expect(422)
            .says("For sent, men skrevet").says("Version 1 er godkendt");
        service.clock.set(service.clock.moment().now.plus_minutes(1));
        lead.send("/specifications/1/versions", &[("change_note", "Svar fra skolerne")]).await.expect(200)
            .says("Hvor mange timer?").says("2 åbne kommentarer").says("/requirements/5/comments");
        press(&lead, "/requirement-comments/1/resolve", &[]).await.expect(200).says("1 åben kommentar");
        let old = lead.get("/specifications/1?version=1").await.expect(200);
        assert!(old.text().contains("Hvor mange timer?") && !old.text().contains("/resolve"), "the old version is read only");
    }
}

/// The forms of comments in both languages, with no key for a text.
#[actix_web::test]
async fn no_page_of_comments_shows_a_key() {
    let service = Service::sqlite().await;
    specification(&service).await;
    let lead = service.browser(Role::ProjectLead).await;
    for text in ["Et", "To"] {
        lead.send("/requirements/1/comments", &[("text", text)])
            .await
            .expect(200);
    }
    lead.send("/requirement-comments/1/replies", &[("text", "Svar")])
        .await
        .expect(200);
    press(&lead, "/requirement-comments/2/resolve", &[])
        .await
        .expect(200);
    press(&lead, "/requirements/1/move", &[("to", "down")])
        .await
        .expect(200);
    for language in ["da", "en"] {
        lead.set_cookie("anskaf-language", language);
        for path in [
            EDITOR,
            "/specifications/1?comments=1&moved=1",
            "/requirement-comments/1",
            "/comment-replies/1",
            "/requirements/1",
            "/projects/1",
            "/history/requirement/1",
            "/history/requirement_comment/2",
            "/history/comment_reply/1",
        ] {
            lead.get(path).await.expect(200).says_not("⟦");
        }
    }
}
