//! The table of groups and roles, and the sign-in page of a municipality without an identity provider.

use crate::on_both;
use crate::support::{OWN_SCHOOL, Service};
use anskaf::http::Role;

const PATH: &str = "/accounts/identity-mappings";

on_both! {
    async fn the_administrator_adds_and_removes_a_group(service) {
        let school = OWN_SCHOOL.to_string();
        let browser = service.browser(Role::Administrator).await;
        browser.get("/accounts").await.expect(200).says(PATH);
        browser.get(PATH).await.expect(200).says("Ingen grupper endnu");
        browser.send(PATH, &[("claim_value", "ledere"), ("role", "school_leader"), ("school_id", "")]).await
            .expect(422)
            .says("En skoleleder skal have mindst én skole");
        let page = browser
            .send(PATH, &[("claim_value", "<b>ledere"), ("role", "school_leader"), ("school_id", &school)])
            .await
            .expect(200)
            .says("&#60;b&#62;ledere")
            .says("Skoleleder");
        let auditor = service.browser(Role::Auditor).await;
        auditor.get(PATH).await.expect(200).says_not("/remove\"");
        let version = page.field("version").expect("a version");
        browser.send(&format!("{PATH}/1/remove"), &[("version", &version)]).await
            .expect(200)
            .says("er fjernet")
            .says("Ingen grupper endnu");
    }
}

#[actix_web::test]
async fn without_a_provider_nothing_speaks_of_one() {
    let service = Service::sqlite().await;
    let stranger = service.stranger();
    stranger
        .get("/sign-in")
        .await
        .expect(200)
        .says_not("/sign-in/oidc");
    stranger.get("/sign-in/oidc").await.expect(404);
    stranger
        .get("/sign-in/oidc/return?code=a&state=b")
        .await
        .expect(404);
}
