//! A button that is refused: its page comes back with the refusal on top, and nothing was done.

use crate::on_both;
use crate::support::{Answer, Service};
use crate::tenders::build;
use anskaf::http::Role;

const OLD: &[(&str, &str)] = &[("version", "0")];

/// The page says on top that it was changed meanwhile, once, where it is read out and focused.
fn told_stale(answer: Answer, heading: &str) {
    let page = answer
        .expect(412)
        .says("class=\"summary\" role=\"alert\" tabindex=\"-1\" data-focus")
        .says("En anden har ændret dette imens")
        .says(heading)
        .text();
    assert_eq!(page.matches("role=\"alert\"").count(), 1, "{page}");
    let (alert, title) = (page.find("role=\"alert\""), page.find("<h1"));
    assert!(alert < title, "the refusal stands above the page");
}

on_both! {
    async fn the_page_of_a_stale_button_comes_back_and_says_so_on_top(service) {
        let case = build::case(&service);
        let project = case.project;
        let draft = build::specification(&service, project, "draft");
        let review = build::specification(&service, project, "in_review");
        let estimate = build::estimate(&service, project, "draft");
        let (lead, finance) = (service.browser(Role::ProjectLead).await, service.browser(Role::Finance).await);
        told_stale(lead.send("/needs/1/confirm", OLD).await, "Elevtal");
        let needs = format!("/projects/{project}/needs/confirm");
        told_stale(lead.send(&needs, &[("need", "1:0")]).await, "Store Magleby Skole");
        told_stale(finance.send(&format!("/estimates/{estimate}/approve"), OLD).await, "Godkend");
        let version = format!("/specification-versions/{draft}");
        told_stale(lead.send(&format!("{version}/request-review"), OLD).await, &format!("{version}/request-review"));
        let version = format!("/specification-versions/{review}");
        told_stale(lead.send(&format!("{version}/approve"), OLD).await, &format!("{version}/approve"));
        // The second specification has the second section.
        told_stale(lead.send("/requirement-sections/2/move", OLD).await, &format!("?version={draft}"));
    }
}

on_both! {
    async fn a_refused_button_says_why_with_the_status_of_the_refusal(service) {
        let case = build::case(&service);
        let draft = build::specification(&service, case.project, "draft");
        let estimate = build::estimate(&service, case.project, "draft");
        let lead = service.browser(Role::ProjectLead).await;
        let now = [("version", "1")];
        lead.send("/needs/1/confirm", &now).await.expect(409).says("Det kunne ikke udføres").says("Elevtal");
        let path = format!("/specification-versions/{draft}/approve");
        lead.send(&path, &now).await.expect(409).says("role=\"alert\"").says("vejer højst 1,5 kg").says_not("Herfra kan du gå videre");
        // A price is missing for the category: nothing was approved, and the button still stands there.
        let finance = service.browser(Role::Finance).await;
        let approve = format!("/estimates/{estimate}/approve");
        finance.send(&approve, &now).await.expect(409).says("role=\"alert\"").says(&format!("action=\"{approve}\""));
        assert_eq!(service.by(Role::Finance).get(&format!("/estimates/{estimate}")).await.json()["state"], "draft");
        // The choice of language leads back to the page, not to the button.
        finance.send(&approve, &now).await.says(&format!("name=\"back\" value=\"/estimates/{estimate}\""));
    }
}

on_both! {
    async fn buttons_of_accounts_and_groups_are_refused_on_their_pages(service) {
        let admin = service.browser(Role::Administrator).await;
        let mappings = "/accounts/identity-mappings";
        admin.send(&format!("{mappings}/7/remove"), OLD).await.expect(404).says("role=\"alert\"").says("Ingen grupper endnu");
        let id = service.by(Role::It).get("/me").await.expect(200).id();
        let path = format!("/accounts/{id}");
        let page = admin.get(&path).await.expect(200);
        let (version, email) = (page.field("version"), page.field("email"));
        let fields = [("version", version.as_deref().unwrap_or("")), ("email", email.as_deref().unwrap_or("")),
            ("name", "Ida"), ("language", "da"), ("roles", "it")];
        admin.send(&path, &fields).await.expect(200);
        admin.send(&format!("{path}/invite"), &[]).await.expect(409).says("role=\"alert\"").says("value=\"Ida\"");
    }
}

#[actix_web::test]
async fn a_thing_that_is_not_there_has_no_page_to_come_back_to() {
    let service = Service::sqlite().await;
    let lead = service.browser(Role::ProjectLead).await;
    let answer = lead.send("/needs/99/confirm", OLD).await.expect(404);
    answer.says("Siden findes ikke").says_not("role=\"alert\"");
}
