//! Signing in with a browser, being refused, and not losing what one wrote.

use crate::on_both;
use crate::sign_in::{EMAIL, PASSWORD};
use crate::support::Service;
use anskaf::http::Role;

const SESSION: &str = "__Host-anskaf";

async fn with_password(service: &Service) {
    service.with_password().await;
}

on_both! {
    async fn somebody_signs_in_and_out(service) {
        with_password(&service).await;
        let browser = service.stranger();
        browser.get("/me").await.expect(200).says("Log ind");
        browser.send("/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("next", "/me")]).await
            .expect(200)
            .says("Her er du logget ind");
        let first = browser.cookie(SESSION).expect("a session");
        browser.send("/sign-out", &[]).await.expect(200).says("Du er logget ud");
        assert_eq!(browser.cookie(SESSION), None);
        browser.set_cookie(SESSION, &first);
        browser.get("/me").await.expect(200).says("Glemt adgangskode");
    }
}

on_both! {
    async fn a_locked_sign_in_says_on_the_page_and_to_programs_when_to_try_again(service) {
        with_password(&service).await;
        let browser = service.stranger();
        let wrong = [("email", EMAIL), ("password", "forkert")];
        for _ in 0..5 {
            let answer = browser.send("/sign-in", &wrong).await.expect(401);
            assert_eq!(answer.header("retry-after"), None);
        }
        let right = [("email", EMAIL), ("password", PASSWORD)];
        let locked = browser.send("/sign-in", &right).await.expect(429);
        assert_eq!(locked.header("retry-after"), Some("900"));
        locked.says("role=\"alert\"").says("Prøv igen om 15 min.");
        service.wait_minutes(13);
        let locked = browser.send("/sign-in", &right).await.expect(429);
        assert_eq!(locked.header("retry-after"), Some("120"));
        locked.says("Prøv igen om 2 min.");
        service.wait_minutes(2);
        browser.send("/sign-in", &right).await.expect(200);
        // Guessing the old password in an open browser is locked in the same way.
        let change = [("old_password", "forkert"), ("new_password", "fire helt andre ord"), ("again", "fire helt andre ord")];
        for _ in 0..5 {
            browser.send("/me/password", &change).await.expect(422);
        }
        let locked = browser.send("/me/password", &change).await.expect(429);
        assert_eq!(locked.header("retry-after"), Some("900"));
        locked.says("Prøv igen om 15 min.");
    }
}

#[actix_web::test]
async fn a_wrong_password_is_refused_without_being_repeated() {
    let service = Service::sqlite().await;
    with_password(&service).await;
    let browser = service.stranger();
    let page = browser
        .send(
            "/sign-in",
            &[("email", EMAIL), ("password", "hemmelig men forkert")],
        )
        .await
        .expect(401)
        .says_not("hemmelig men forkert");
    assert_eq!(page.field("email").as_deref(), Some(EMAIL));
    page.says("role=\"alert\"");
}

#[actix_web::test]
async fn a_session_that_was_there_before_signing_in_is_worth_nothing_after_it() {
    let service = Service::sqlite().await;
    with_password(&service).await;
    let browser = service.stranger();
    browser.get("/sign-in").await.expect(200);
    browser.set_cookie(SESSION, &"0".repeat(64));
    browser
        .send("/sign-in", &[("email", EMAIL), ("password", PASSWORD)])
        .await
        .expect(200);
    let secret = browser.cookie(SESSION).expect("a session");
    assert!(
        !secret.starts_with("0000"),
        "the browser chose its own session"
    );
}

#[actix_web::test]
async fn nobody_is_sent_on_to_another_site() {
    let service = Service::sqlite().await;
    with_password(&service).await;
    for next in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        let browser = service.stranger();
        let fields = [("email", EMAIL), ("password", PASSWORD), ("next", next)];
        let answer = browser.send_only("/sign-in", &fields).await.expect(303);
        assert_eq!(answer.header("location"), Some("/"), "{next}");
    }
}

#[actix_web::test]
async fn a_form_without_its_key_or_from_another_site_changes_nothing() {
    let service = Service::sqlite().await;
    let browser = service.browser(Role::Administrator).await;
    let fields = [
        ("name", "Fremmed"),
        ("email", "x@dragoer.example"),
        ("language", "da"),
        ("roles", "it"),
        ("active", "1"),
    ];
    browser
        .send_exactly("/accounts", &fields)
        .await
        .expect(403)
        .says("Formularen");
    let stranger = service.stranger();
    stranger.get("/sign-in").await;
    let foreign = stranger
        .get("/sign-in")
        .await
        .field("form_key")
        .expect("a key");
    let mut with_key = vec![("form_key", foreign.as_str())];
    with_key.extend_from_slice(&fields);
    browser
        .send_exactly("/accounts", &with_key)
        .await
        .expect(403);
    let request = actix_web::test::TestRequest::post()
        .set_form(fields)
        .insert_header(("origin", "https://evil.example"));
    browser
        .request(request, "/accounts")
        .await
        .expect(403)
        .says("andet websted");
    browser
        .get("/accounts")
        .await
        .expect(200)
        .says_not("Fremmed");
    browser
        .send("/accounts", &fields)
        .await
        .expect(200)
        .says("Fremmed");
}

#[actix_web::test]
async fn what_was_written_comes_back_after_a_session_has_ended() {
    let service = Service::sqlite().await;
    with_password(&service).await;
    let browser = service.browser(Role::Administrator).await;
    browser.get("/me").await.expect(200);
    service.wait_minutes(61);
    let page = browser
        .send(
            "/accounts",
            &[("name", "Et langt afsnit, som ikke må gå tabt")],
        )
        .await
        .expect(401)
        .says("Din session er udløbet");
    let kept = page.field("kept").expect("what was kept");
    let kept = kept.replace("&#38;", "&").replace("&amp;", "&");
    browser
        .send(
            "/sign-in",
            &[
                ("email", EMAIL),
                ("password", PASSWORD),
                ("next", "/accounts"),
                ("kept", &kept),
            ],
        )
        .await
        .expect(200)
        .says("Et langt afsnit, som ikke må gå tabt")
        .says("action=\"/accounts\"");
}

#[actix_web::test]
async fn the_cookie_opens_the_interface_for_programs_for_reading_only() {
    let service = Service::sqlite().await;
    let browser = service.browser(Role::Administrator).await;
    browser.get("/api/v1/me").await.expect(200);
    let request = actix_web::test::TestRequest::post().set_json(serde_json::json!({}));
    browser
        .request(request, "/api/v1/schools")
        .await
        .expect(403);
}

#[actix_web::test]
async fn an_invited_person_chooses_a_password_and_signs_in_with_it() {
    let service = Service::sqlite().await;
    let secret = service.invited().await;
    let browser = service.stranger();
    let path = format!("/welcome/{secret}");
    browser.get(&path).await.expect(200).says("Velkommen");
    browser
        .send(&path, &[("password", "kort"), ("again", "kort")])
        .await
        .expect(422);
    browser
        .send(&path, &[("password", PASSWORD), ("again", "noget andet")])
        .await
        .expect(422)
        .says("ikke ens");
    browser
        .send(&path, &[("password", PASSWORD), ("again", PASSWORD)])
        .await
        .expect(200)
        .says("Din adgangskode er gemt");
    browser.get(&path).await.expect(404);
}

#[actix_web::test]
async fn a_town_hall_behind_one_address_signs_in_at_its_provider_without_shutting_itself_out() {
    let service = Service::sqlite().await;
    let stranger = service.stranger();
    stranger.get("/forgotten-password").await.expect(200);
    // Whatever else the address may ask is used up.
    let ask = [("email", "x@y.example")];
    for _ in 0..30 {
        stranger.send("/forgotten-password", &ask).await.expect(200);
    }
    let answer = stranger.send("/forgotten-password", &ask).await;
    assert_eq!(answer.expect(429).header("retry-after"), Some("60"));
    // Without a provider both steps lead nowhere, but they are counted by themselves.
    for _ in 0..300 {
        stranger.get("/sign-in/oidc").await.expect(404);
        stranger.get("/sign-in/oidc/return").await.expect(404);
    }
    stranger
        .get("/sign-in/oidc")
        .await
        .expect(429)
        .says("For mange forsøg");
}
