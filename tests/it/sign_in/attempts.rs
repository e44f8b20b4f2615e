//! Attempts: which succeed, when nobody may try any more, and the audit.

use super::{EMAIL, PASSWORD, code, origin, refusal};
use crate::on_both;
use anskaf::http::Role;
use anskaf::organisation::{SignInOutcome, store};
use serde_json::json;

on_both! {
    async fn only_the_right_password_of_an_open_account_begins_a_session(service) {
        service.with_password().await;
        let signed_in = service.sign_in(" IT@Dragoer.example", PASSWORD).await.expect("a session");
        let found = service.found(&signed_in.secret).await.expect("the session");
        assert_eq!(found.session, signed_in.session);
        assert_eq!(found.caller.account, service.account_of(Role::It).await);
        assert_eq!(found.caller.roles, [Role::It]);
        assert!(!found.caller.read_only);
        assert!(service.found("0123").await.is_none());

        let wrong = refusal(service.sign_in(EMAIL, "hest batteri").await);
        assert_eq!(wrong.0, "sign_in_refused");
        let unknown = refusal(service.sign_in("ingen@dragoer.example", PASSWORD).await);
        let without = refusal(service.sign_in("finance@dragoer.example", PASSWORD).await);
        service.change_account("active", json!(false)).await;
        let closed = refusal(service.sign_in(EMAIL, PASSWORD).await);
        for other in [unknown, without, closed] {
            assert_eq!(other, wrong);
        }
        assert_eq!(service.outcomes().await, ["inactive", "wrong", "wrong", "wrong", "signed_in"]);
    }
}

on_both! {
    async fn after_five_failures_not_even_the_right_password_is_taken_for_a_quarter_of_an_hour(service) {
        service.with_password().await;
        for _ in 0..4 {
            assert_eq!(code(service.sign_in(EMAIL, "forkert").await), "sign_in_refused");
        }
        // The fourth may still be followed by the right one, which begins the count anew.
        service.signed_in().await;
        for _ in 0..5 {
            assert_eq!(code(service.sign_in(EMAIL, "forkert").await), "sign_in_refused");
        }
        let (code, words) = refusal(service.sign_in(EMAIL, PASSWORD).await);
        assert_eq!(code, "sign_in_locked");
        assert_eq!(words, "Der er forsøgt for mange gange. Prøv igen om 15 min.");
        service.wait_minutes(14);
        let (code, words) = refusal(service.sign_in(EMAIL, PASSWORD).await);
        assert_eq!((code, words.contains("om 1 min.")), ("sign_in_locked", true), "{words}");
        // What was refused unread did not prolong it.
        service.wait_minutes(1);
        service.signed_in().await;
        let outcomes = service.outcomes().await;
        assert_eq!(outcomes[..4], ["signed_in", "locked", "locked", "wrong"]);
    }
}

on_both! {
    async fn a_lock_does_not_tell_whether_there_is_an_account(service) {
        for _ in 0..5 {
            assert_eq!(code(service.sign_in("ingen@dragoer.example", "forkert").await), "sign_in_refused");
        }
        assert_eq!(code(service.sign_in("Ingen@dragoer.example", "forkert").await), "sign_in_locked");
        service.with_password().await;
        service.signed_in().await;
    }
}

on_both! {
    async fn what_is_typed_and_belongs_to_no_account_is_not_kept(service) {
        service.with_password().await;
        // A password in the field of the address, twice; then another one.
        for typed in ["Hest Batteri hæfteklamme", "hest batteri hæfteklamme ", "noget andet"] {
            assert_eq!(code(service.sign_in(typed, "x").await), "sign_in_refused");
        }
        assert_eq!(code(service.sign_in(EMAIL, "forkert").await), "sign_in_refused");
        let list = service.by(Role::Auditor).get("/sign-in-attempts").await.expect(200);
        assert!(!list.text().contains("batteri") && !list.text().contains("noget"), "{}", list.text());
        let emails: Vec<String> = list.json()["items"].as_array().expect("attempts").iter()
            .map(|item| item["email"].as_str().expect("an address").to_owned()).collect();
        assert_eq!(emails[0], EMAIL);
        assert!(emails[1] != emails[2] && emails[2] == emails[3] && emails[3].starts_with('#'), "{emails:?}");
        let kept = service.db.read(|conn| {
            use anskaf::db::schema::sign_in_attempts;
            use diesel::prelude::*;
            Ok(sign_in_attempts::table.select(sign_in_attempts::email_key).load::<String>(conn)?)
        }).await.expect("the rows");
        assert!(kept.iter().all(|key| key == EMAIL || key.len() == 7), "{kept:?}");
    }
}

on_both! {
    async fn a_lock_lets_through_no_attempts_that_were_made_at_the_same_time(service) {
        service.with_password().await;
        let attempts = (0..9).map(|_| service.sign_in(EMAIL, "forkert"));
        futures_util::future::join_all(attempts).await;
        let outcomes = service.outcomes().await;
        let count = |name: &str| outcomes.iter().filter(|outcome| *outcome == name).count();
        assert_eq!((count("wrong"), count("locked")), (5, 4), "{outcomes:?}");
    }
}

on_both! {
    async fn thirty_failures_lock_a_place_and_nobody_elsewhere(service) {
        service.with_password().await;
        let now = service.clock.moment().now;
        service.db.write(move |conn| {
            for number in 0..29 {
                let email = format!("{number}@dragoer.example");
                let address = Some("2001:db8:1:2::");
                store::insert_attempt(conn, &email, None, address, SignInOutcome::Wrong, now)?;
            }
            Ok(())
        }).await.unwrap();
        // Another address of the same subscriber.
        let here = || origin("2001:db8:1:2:3:4:5:6");
        service.sign_in_from(here(), EMAIL, PASSWORD).await.expect("the thirtieth is allowed");
        assert_eq!(code(service.sign_in_from(here(), "x@y.example", "forkert").await), "sign_in_refused");
        assert_eq!(code(service.sign_in_from(here(), EMAIL, PASSWORD).await), "sign_in_locked");
        let elsewhere = origin("2001:db8:1:3::1");
        service.sign_in_from(elsewhere, EMAIL, PASSWORD).await.expect("a session");
        service.wait_minutes(15);
        service.sign_in_from(here(), EMAIL, PASSWORD).await.expect("a session");
    }
}

on_both! {
    async fn the_audit_tells_who_tried_when_and_from_where_for_ninety_days(service) {
        service.with_password().await;
        let _ = service.sign_in("Ingen@dragoer.example", "forkert").await;
        service.signed_in().await;
        let id = service.account_of(Role::It).await;
        let auditor = service.by(Role::Auditor);
        let list = auditor.get("/sign-in-attempts?limit=1").await.expect(200).json();
        assert_eq!(list["items"][0]["account_id"], id.0);
        assert_eq!(list["items"][0]["email"], EMAIL);
        assert_eq!(list["items"][0]["address"], "192.0.2.7");
        assert_eq!(list["items"][0]["at"], "2017-08-24T12:00:00.000000Z");
        let next = list["next"].as_str().expect("there is more");
        let rest = auditor.get(&format!("/sign-in-attempts?cursor={next}")).await.expect(200).json();
        assert_eq!(rest["items"].as_array().unwrap().len(), 1);
        assert_eq!(rest["items"][0]["email"].as_str().map(|email| (email.len(), email.starts_with('#'))), Some((7, true)));
        assert_eq!(rest["items"][0]["account_id"], json!(null));
        let own = auditor.get(&format!("/sign-in-attempts?account_id={id}")).await.expect(200).json();
        assert_eq!(own["items"].as_array().unwrap().len(), 1);
        service.wait_minutes(91 * 24 * 60);
        service.signed_in().await;
        assert_eq!(service.outcomes().await, ["signed_in"]);
    }
}
