//! The frame: headers, languages, refusals as pages, two people at one form.

use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;

#[actix_web::test]
async fn every_page_is_sent_under_a_policy_that_lets_no_foreign_thing_run() {
    let service = Service::sqlite().await;
    let browser = service.browser(Role::Administrator).await;
    for path in ["/accounts", "/sign-in", "/findes-ikke", "/accessibility"] {
        let answer = browser
            .request(actix_web::test::TestRequest::get(), path)
            .await;
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(
            policy.contains("script-src 'self'") && !policy.contains("unsafe"),
            "{path}"
        );
        assert!(policy.contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert!(answer.header("referrer-policy").is_some());
        if answer.status != 303 {
            let text = answer.text();
            assert!(
                !text.contains("<script>") && !text.contains("style=\""),
                "{path}"
            );
        }
    }
}

#[actix_web::test]
async fn an_unknown_address_gives_a_page_that_helps_on() {
    let service = Service::sqlite().await;
    let browser = service.browser(Role::It).await;
    browser
        .get("/findes-ikke")
        .await
        .expect(404)
        .says("Siden findes ikke")
        .says("href=\"/\"");
    let program = service
        .by(Role::It)
        .get("/api/v1/findes-ikke")
        .await
        .expect(404);
    assert_eq!(
        program.header("content-type"),
        Some("application/problem+json")
    );
}

#[actix_web::test]
async fn the_reader_chooses_the_language_and_the_theme() {
    let service = Service::sqlite().await;
    let browser = service.browser(Role::Administrator).await;
    browser
        .get("/accounts")
        .await
        .expect(200)
        .says("Opret bruger")
        .says("lang=\"da\"");
    browser
        .send(
            "/choices/language",
            &[("language", "en"), ("back", "/accounts")],
        )
        .await
        .expect(200)
        .says("Open an account")
        .says("lang=\"en\"");
    browser
        .send(
            "/choices/theme",
            &[("theme", "dark"), ("back", "/accounts")],
        )
        .await
        .expect(200)
        .says("data-theme=\"dark\"");
}

on_both! {
    async fn a_person_chooses_the_language_of_the_own_account(service) {
        let browser = service.browser(Role::It).await;
        let page = browser.get("/me").await.expect(200).says("value=\"da\" selected");
        let version = page.field("version").expect("a version");
        let choice = |language: &'static str| [("version", version.clone()), ("language", language.to_owned())];
        fn borrowed<'a>(choice: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
            choice.iter().map(|(name, value)| (*name, value.as_str())).collect()
        }
        browser.send("/me/language", &borrowed(&choice(""))).await.expect(422).says("id=\"my-language-language-fault\"");
        let page = browser.send("/me/language", &borrowed(&choice("en"))).await.expect(200);
        page.says("lang=\"en\"").says("The language is changed.").says("value=\"en\" selected");
        assert_eq!(service.by(Role::It).get("/me").await.json()["language"], "en");
        // Another browser of the same person speaks it from now on as well.
        service.browser(Role::It).await.get("/devices").await.expect(200).says("lang=\"en\"");
        browser.send("/me/language", &borrowed(&choice("da"))).await.expect(422).says("Somebody else has changed this");
    }
}

on_both! {
    async fn two_people_at_one_form_lose_nothing(service) {
        let (one, other) = (service.browser(Role::Administrator).await, service.browser(Role::Administrator).await);
        let id = service.by(Role::Finance).get("/me").await.expect(200).id();
        let path = format!("/accounts/{id}");
        let page = one.get(&path).await.expect(200);
        let version = page.field("version").expect("a version");
        let email = page.field("email").expect("an address");
        let fields = |name: &'static str| -> Vec<(&'static str, String)> {
            vec![("version", version.clone()), ("name", name.to_owned()), ("email", email.clone()), ("language", "da".into()), ("active", "1".into()), ("roles", "finance".into())]
        };
        fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
            fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
        }
        let first = fields("Først Gemt");
        one.send(&path, &borrowed(&first)).await.expect(200).says("Først Gemt");
        let second = fields("Senere Skrevet");
        let page = other.send(&path, &borrowed(&second)).await.expect(422)
            .says("En anden har ændret dette imens")
            .says("value=\"Senere Skrevet\"")
            .says("Først Gemt");
        let now = page.field("version").expect("the present version");
        let mut again = fields("Senere Skrevet");
        again[0].1 = now;
        other.send(&path, &borrowed(&again)).await.expect(200).says("Senere Skrevet");
    }
}

#[actix_web::test]
async fn a_form_comes_back_with_its_values_and_each_fault_at_its_field() {
    let service = Service::sqlite().await;
    let browser = service.browser(Role::Administrator).await;
    let page = browser
        .send(
            "/accounts",
            &[
                ("name", "<script>alert(1)</script>"),
                ("email", "ingen adresse"),
                ("language", "da"),
            ],
        )
        .await
        .expect(422)
        .says_not("<script>alert")
        .says("id=\"account-email-fault\"")
        .says("aria-invalid=\"true\"");
    assert_eq!(page.field("email").as_deref(), Some("ingen adresse"));
}

#[actix_web::test]
async fn files_of_the_pages_are_kept_for_ever_and_sent_small() {
    let service = Service::sqlite().await;
    let browser = service.stranger();
    let page = browser.get("/sign-in").await.expect(200).text();
    let mut total = page.len();
    for part in page.split('"').filter(|part| part.starts_with("/assets/")) {
        let request =
            actix_web::test::TestRequest::get().insert_header(("accept-encoding", "gzip"));
        let file = browser.request(request, part).await.expect(200);
        assert!(
            file.header("cache-control")
                .is_some_and(|kept| kept.contains("immutable"))
        );
        total += file.body.len();
    }
    assert!(total < 100_000, "{total} bytes on first load");
}

#[actix_web::test]
async fn every_thing_tells_its_history_with_what_it_was_before() {
    let service = Service::sqlite().await;
    let browser = service.browser(Role::Administrator).await;
    let id = service.by(Role::It).get("/me").await.expect(200).id();
    let path = format!("/accounts/{id}");
    let page = browser.get(&path).await.expect(200);
    let (version, email, name) = (
        page.field("version"),
        page.field("email"),
        page.field("name"),
    );
    let fields = [
        ("version", version.as_deref().unwrap_or_default()),
        ("email", email.as_deref().unwrap_or_default()),
        ("name", "Ida <b>Ny</b>"),
        ("language", "da"),
        ("active", "1"),
        ("roles", "it"),
    ];
    browser.send(&path, &fields).await.expect(200);
    browser
        .get(&format!("/history/account/{id}"))
        .await
        .expect(200)
        .says("Ændret")
        .says(&format!("<del>{}</del>", name.expect("a name")))
        .says_not("<b>Ny</b>");
    let it = service.browser(Role::It).await;
    it.get(&format!("/history/account/{id}")).await.expect(403);
    it.get("/history/lease/1")
        .await
        .expect(200)
        .says("Der er ikke skrevet noget");
}
