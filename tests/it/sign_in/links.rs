//! One-time links: used once, for a while, by the right person.

use super::{EMAIL, OTHER_PASSWORD, PASSWORD, code};
use crate::mail::{mail_server, mailer};
use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;
use serde_json::json;

const DAY: i64 = 24 * 60;

on_both! {
    async fn an_invitation_is_used_once_and_the_newest_alone_is_good(service) {
        let (first, second) = (service.invited().await, service.invited().await);
        assert_eq!(code(service.choose(&first, PASSWORD).await), "link_invalid");
        service.wait_minutes(7 * DAY - 1);
        // A refused password does not use it up.
        assert_eq!(code(service.choose(&second, "adgangskode123").await), "password_common");
        assert_eq!(service.choose(&second, PASSWORD).await.expect("a password"), service.account_of(Role::It).await);
        assert_eq!(code(service.choose(&second, OTHER_PASSWORD).await), "link_invalid");
        service.signed_in().await;
        let third = service.invited().await;
        service.wait_minutes(7 * DAY);
        assert_eq!(code(service.choose(&third, OTHER_PASSWORD).await), "link_invalid");
        assert_eq!(code(service.choose("", OTHER_PASSWORD).await), "link_invalid");
    }
}

on_both! {
    async fn only_an_open_account_is_invited_and_a_repeated_request_shows_no_secret(service) {
        let id = service.account_of(Role::It).await;
        let path = format!("/accounts/{id}/invite");
        let admin = service.by(Role::Administrator).header("Idempotency-Key", "invitation");
        admin.post(&path, json!({})).await.expect(201);
        admin.post(&path, json!({})).await.refused(409, "idempotency_key_in_use");
        let admin = service.by(Role::Administrator);
        admin.post("/accounts/99/invite", json!({})).await.refused(404, "account_not_found");
        service.change_account("active", json!(false)).await;
        admin.post(&path, json!({})).await.refused(409, "account_inactive");
    }
}

on_both! {
    async fn a_reset_is_good_for_an_hour_and_ends_every_session(service) {
        service.with_password().await;
        let session = service.signed_in().await;
        let link = service.reset("IT@dragoer.example").await.expect("a link");
        // One letter is under way: no other is sent for a while.
        assert!(service.reset(EMAIL).await.is_none());
        service.wait_minutes(5);
        let newer = service.reset(EMAIL).await.expect("a link");
        assert_eq!(code(service.choose(&link.secret, OTHER_PASSWORD).await), "link_invalid");
        assert!(service.found(&session.secret).await.is_some());
        service.choose(&newer.secret, OTHER_PASSWORD).await.expect("a password");
        assert!(service.found(&session.secret).await.is_none());
        assert_eq!(code(service.sign_in(EMAIL, PASSWORD).await), "sign_in_refused");
        service.sign_in(EMAIL, OTHER_PASSWORD).await.expect("a session");
        service.wait_minutes(5);
        let late = service.reset(EMAIL).await.expect("a link");
        service.wait_minutes(60);
        assert_eq!(code(service.choose(&late.secret, PASSWORD).await), "link_invalid");
    }
}

on_both! {
    async fn nothing_is_sent_to_strangers_and_closed_accounts(service) {
        assert!(service.reset("ingen@dragoer.example").await.is_none());
        service.change_account("active", json!(false)).await;
        assert!(service.reset(EMAIL).await.is_none());
    }
}

on_both! {
    async fn a_new_password_forgives_the_failures_before_it(service) {
        service.with_password().await;
        for _ in 0..5 {
            let _ = service.sign_in(EMAIL, "forkert").await;
        }
        assert_eq!(code(service.sign_in(EMAIL, PASSWORD).await), "sign_in_locked");
        service.wait_minutes(1);
        let link = service.reset(EMAIL).await.expect("a link");
        service.choose(&link.secret, OTHER_PASSWORD).await.expect("a password");
        service.sign_in(EMAIL, OTHER_PASSWORD).await.expect("a session");
    }
}

on_both! {
    async fn a_link_is_void_when_the_account_is_closed_or_gets_another_address(service) {
        let link = service.invited().await;
        service.change_account("active", json!(false)).await;
        service.change_account("active", json!(true)).await;
        assert_eq!(code(service.choose(&link, PASSWORD).await), "link_invalid");
        let link = service.invited().await;
        service.change_account("name", json!("Kim It")).await;
        service.change_account("email", json!("kim@dragoer.example")).await;
        assert_eq!(code(service.choose(&link, PASSWORD).await), "link_invalid");
    }
}

#[actix_web::test]
async fn an_invitation_by_a_program_is_sent_like_one_from_the_page() {
    for from_page in [true, false] {
        let (url, heard) = mail_server("");
        let service = Service::sending_by(mailer(&url)).await;
        let id = service.account_of(Role::It).await;
        let path = format!("/accounts/{id}/invite");
        let shown = match from_page {
            true => {
                let admin = service.browser(Role::Administrator).await;
                admin.send(&path, &[]).await.expect(200).text()
            }
            false => {
                let admin = service.by(Role::Administrator);
                admin.post(&path, json!({})).await.expect(201).text()
            }
        };
        let secret = shown.split("/welcome/").nth(1).expect("a link");
        let link = format!("https://anskaf.example/welcome/{}", &secret[..64]);
        // The line to the mail server ends with the service.
        drop(service);
        let heard = actix_web::web::block(move || heard.join()).await;
        let heard = heard.expect("a thread").expect("what was heard");
        let whole = heard.join("\n").replace("=\n", "");
        assert!(whole.contains("RCPT TO:<it@dragoer.example>"), "{whole}");
        assert!(whole.contains(&link), "{link} is not in {whole}");
    }
}
