//! Sessions: how long they last, and everything that ends them.

use super::{EMAIL, OTHER_PASSWORD, PASSWORD, code, replacing};
use crate::on_both;
use crate::support::Service;
use anskaf::db::SessionId;
use anskaf::db::schema::{account_passwords, sessions};
use anskaf::http::Role;
use anskaf::http::session::token_hash;
use anskaf::organisation;
use diesel::prelude::*;
use serde_json::json;

on_both! {
    async fn a_session_that_lies_unused_for_an_hour_is_over(service) {
        service.with_password().await;
        let session = service.signed_in().await;
        service.wait_minutes(4);
        assert!(!service.found(&session.secret).await.expect("it is good").mark_due);
        service.wait_minutes(55);
        assert!(service.found(&session.secret).await.expect("it is good").mark_due);
        mark(&service, &session).await;
        assert!(!service.found(&session.secret).await.expect("it is good").mark_due);
        service.wait_minutes(59);
        assert!(service.found(&session.secret).await.is_some());
        service.wait_minutes(1);
        assert!(service.found(&session.secret).await.is_none());
    }
}

on_both! {
    async fn a_session_ends_after_twelve_hours_however_much_it_is_used(service) {
        service.with_password().await;
        let session = service.signed_in().await;
        for _ in 0..23 {
            service.wait_minutes(30);
            mark(&service, &session).await;
        }
        service.wait_minutes(29);
        assert!(service.found(&session.secret).await.is_some());
        service.wait_minutes(1);
        assert!(service.found(&session.secret).await.is_none());
    }
}

async fn mark(service: &Service, session: &organisation::SignedIn) {
    let (id, now) = (session.session, service.clock.moment().now);
    let marked = service
        .db
        .write(move |conn| organisation::mark_session(conn, id, now));
    marked.await.expect("a mark");
}

on_both! {
    async fn signing_in_makes_a_new_secret_and_ends_the_session_that_the_browser_showed(service) {
        service.with_password().await;
        let first = service.signed_in().await;
        let elsewhere = service.signed_in().await;
        let second = service.sign_in_from(replacing(first.session), EMAIL, PASSWORD).await.expect("a session");
        assert_ne!(first.secret, second.secret);
        assert_eq!(second.secret.len(), 64);
        assert!(service.found(&first.secret).await.is_none());
        assert!(service.found(&second.secret).await.is_some());
        assert!(service.found(&elsewhere.secret).await.is_some());
        // A refused attempt ends nothing.
        let _ = service.sign_in_from(replacing(second.session), EMAIL, "forkert").await;
        assert!(service.found(&second.secret).await.is_some());
    }
}

on_both! {
    async fn a_person_sees_and_ends_only_the_own_sessions(service) {
        service.with_password().await;
        let (first, second) = (service.signed_in().await, service.signed_in().await);
        let it = service.by(Role::It);
        let list = it.get("/me/sessions").await.expect(200).json();
        let ids: Vec<_> = list["items"].as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect();
        assert_eq!(ids, [second.session.0, first.session.0]);
        assert_eq!(list["items"][0]["user_agent"], "Firefox");
        assert_eq!(list["items"][0]["expires_at"], "2017-08-25T00:00:00.000000Z");
        let others = service.by(Role::Finance);
        assert_eq!(others.get("/me/sessions").await.expect(200).json()["items"], json!([]));
        assert_eq!(others.post("/me/sign-out-everywhere", json!({})).await.expect(200).json()["sessions"], 0);
        let owner = service.found(&first.secret).await.expect("it is good").caller;
        let mut stranger = owner.clone();
        stranger.account = service.account_of(Role::Finance).await;
        let moment = service.clock.moment();
        for actor in [stranger, owner] {
            assert!(service.found(&first.secret).await.is_some());
            let id = first.session;
            service.db.write(move |conn| organisation::sign_out(conn, &actor, id, moment)).await.unwrap();
        }
        assert!(service.found(&first.secret).await.is_none());
        assert!(service.found(&second.secret).await.is_some());
        assert_eq!(it.post("/me/sign-out-everywhere", json!({})).await.expect(200).json()["sessions"], 1);
        assert!(service.found(&second.secret).await.is_none());
        assert_eq!(it.get("/me/sessions").await.expect(200).json()["items"], json!([]));
        // The token that asked goes on.
        it.get("/me").await.expect(200);
    }
}

on_both! {
    async fn signing_out_everywhere_else_leaves_the_session_in_use(service) {
        service.with_password().await;
        let (here, there) = (service.signed_in().await, service.signed_in().await);
        let actor = service.found(&here.secret).await.expect("it is good").caller;
        let (id, moment) = (here.session, service.clock.moment());
        let ended = service
            .db
            .write(move |conn| organisation::sign_out_everywhere(conn, &actor, Some(id), moment))
            .await
            .unwrap();
        assert_eq!(ended, 1);
        assert!(service.found(&here.secret).await.is_some());
        assert!(service.found(&there.secret).await.is_none());
    }
}

on_both! {
    async fn a_changed_password_ends_all_other_sessions(service) {
        service.with_password().await;
        let (here, there) = (service.signed_in().await, service.signed_in().await);
        let change = async |old: &str, new: &str| {
            let actor = service.found(&here.secret).await.expect("it is good").caller;
            let (session, moment) = (Some(here.session), service.clock.moment());
            organisation::change_password(&service.db, &actor, session, old.into(), new.into(), moment).await
        };
        assert_eq!(code(change("forkert", OTHER_PASSWORD).await), "password_wrong");
        assert_eq!(code(change(PASSWORD, "kort").await), "text_length");
        assert!(service.found(&there.secret).await.is_some());
        change(PASSWORD, OTHER_PASSWORD).await.expect("a change");
        assert!(service.found(&here.secret).await.is_some());
        assert!(service.found(&there.secret).await.is_none());
        assert_eq!(code(service.sign_in(EMAIL, PASSWORD).await), "sign_in_refused");
        service.sign_in(EMAIL, OTHER_PASSWORD).await.expect("a session");
        // Who found an open browser cannot guess at leisure.
        for _ in 0..5 {
            assert_eq!(code(change("forkert", PASSWORD).await), "password_wrong");
        }
        assert_eq!(code(change(OTHER_PASSWORD, PASSWORD).await), "sign_in_locked");
    }
}

on_both! {
    async fn closing_an_account_ends_its_sessions_for_good(service) {
        service.with_password().await;
        let session = service.signed_in().await;
        service.change_account("active", json!(false)).await;
        assert!(service.found(&session.secret).await.is_none());
        service.change_account("active", json!(true)).await;
        assert!(service.found(&session.secret).await.is_none());
        service.signed_in().await;
    }
}

on_both! {
    async fn dead_sessions_are_removed_when_somebody_signs_in(service) {
        service.with_password().await;
        service.signed_in().await;
        service.wait_minutes(60);
        let last = service.signed_in().await;
        let left: Vec<SessionId> = service.db.read(|conn| Ok(sessions::table.select(sessions::id).load(conn)?)).await.unwrap();
        assert_eq!(left, [last.session]);
    }
}

on_both! {
    async fn neither_secrets_nor_hashes_are_shown_and_only_hashes_are_kept(service) {
        let link = service.invited().await;
        service.choose(&link, PASSWORD).await.expect("a password");
        let session = service.signed_in().await;
        let (shown, id) = (token_hash(&session.secret), session.session);
        let (kept, password): (String, String) = service
            .db
            .read(move |conn| {
                let kept = sessions::table.find(id).select(sessions::secret_hash).first(conn)?;
                let password = account_passwords::table.select(account_passwords::password_hash).first(conn)?;
                Ok((kept, password))
            })
            .await
            .unwrap();
        assert_eq!(kept, shown);
        assert!(password.starts_with("$argon2id$"));
        let admin = service.by(Role::Administrator);
        let mut everything = service.by(Role::It).get("/me/sessions").await.expect(200).text();
        for path in ["/journal?limit=1000", "/sign-in-attempts", "/accounts"] {
            everything += &admin.get(path).await.expect(200).text();
        }
        let actions = ["invited", "password_chosen", "signed_in"];
        assert!(actions.iter().all(|action| everything.contains(action)), "{everything}");
        let hash = token_hash(&link);
        for secret in [link.as_str(), &hash, &session.secret, &kept, &password, "argon2", PASSWORD] {
            assert!(!everything.contains(secret), "{secret} is in {everything}");
        }
    }
}
