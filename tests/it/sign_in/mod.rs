//! Signing in beneath the pages: passwords, sessions, lockout, one-time links, and what is written down of it.

mod admitted;
mod attempts;
mod links;
mod sessions;

use crate::support::Service;
use anskaf::db::{AccountId, SessionId};
use anskaf::error::{Error, Language};
use anskaf::http::session::token_hash;
use anskaf::http::{FoundSession, Role};
use anskaf::organisation::{self, OneTimeLink, Origin, SignIn, SignedIn};
use serde_json::{Value, json};

/// Whose account the stories are about: IT's.
pub const EMAIL: &str = "it@dragoer.example";
pub const PASSWORD: &str = "hest batteri hæfteklamme";
pub const OTHER_PASSWORD: &str = "fire helt andre ord";

impl Service {
    /// Lets so many minutes pass.
    pub fn wait_minutes(&self, minutes: i64) {
        self.clock
            .set(self.clock.moment().now.plus_minutes(minutes));
    }

    pub async fn account_of(&self, role: Role) -> AccountId {
        AccountId(self.by(role).get("/me").await.expect(200).id())
    }

    /// The secret of the link that the administrator is shown.
    pub async fn invited(&self) -> String {
        let id = self.account_of(Role::It).await;
        let path = format!("/accounts/{id}/invite");
        let admin = self.by(Role::Administrator);
        let shown = admin.post(&path, json!({})).await.expect(201).json();
        let path = shown["path"].as_str().expect("a path");
        path.strip_prefix("/welcome/").expect("a link").to_owned()
    }

    /// Chooses a password by a link.
    pub async fn choose(&self, secret: &str, password: &str) -> Result<AccountId, Error> {
        let (secret, password) = (secret.to_owned(), password.to_owned());
        organisation::choose_password(&self.db, secret, password, self.clock.moment()).await
    }

    /// Gives IT's account its password.
    pub async fn with_password(&self) {
        let secret = self.invited().await;
        self.choose(&secret, PASSWORD).await.expect("a password");
    }

    pub async fn sign_in_from(
        &self,
        origin: Origin,
        email: &str,
        password: &str,
    ) -> Result<SignedIn, Error> {
        let command = SignIn {
            email: email.to_owned(),
            password: password.to_owned(),
        };
        organisation::sign_in(&self.db, command, origin, self.clock.moment()).await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Result<SignedIn, Error> {
        self.sign_in_from(origin("192.0.2.7"), email, password)
            .await
    }

    /// IT in a new session.
    pub async fn signed_in(&self) -> SignedIn {
        self.sign_in(EMAIL, PASSWORD).await.expect("a session")
    }

    /// What a cookie with this secret leads to.
    pub async fn found(&self, secret: &str) -> Option<FoundSession> {
        let (hash, now) = (token_hash(secret), self.clock.moment().now);
        self.db
            .read(move |conn| organisation::authenticate_session(conn, &hash, now))
            .await
            .expect("an answer")
    }

    pub async fn reset(&self, email: &'static str) -> Option<OneTimeLink> {
        let moment = self.clock.moment();
        let made = self
            .db
            .write(move |conn| organisation::request_reset(conn, email, moment))
            .await
            .expect("an answer");
        made.map(|(link, _)| link)
    }

    /// Changes something of IT's account.
    pub async fn change_account(&self, field: &str, value: Value) {
        let admin = self.by(Role::Administrator);
        let path = format!("/accounts/{}", self.account_of_it().await);
        let seen = admin.get(&path).await.expect(200);
        let mut account = seen.json();
        for known in ["id", "created_at", "version"] {
            account.as_object_mut().expect("an account").remove(known);
        }
        account[field] = value;
        admin.put(&path, &seen.etag(), account).await.expect(200);
    }

    /// IT's number, also when the account is closed.
    async fn account_of_it(&self) -> i64 {
        let admin = self.by(Role::Administrator);
        let accounts = admin.get("/accounts").await.expect(200).json();
        let accounts = accounts["items"].as_array().expect("accounts").clone();
        let it = accounts.iter().find(|one| one["roles"] == json!(["it"]));
        it.and_then(|one| one["id"].as_i64()).expect("IT's account")
    }

    /// The outcomes of all attempts, newest first, as the auditor reads them.
    pub async fn outcomes(&self) -> Vec<String> {
        let auditor = self.by(Role::Auditor);
        let list = auditor.get("/sign-in-attempts").await.expect(200).json();
        let items = list["items"].as_array().expect("attempts").clone();
        let outcome = |item: &Value| item["outcome"].as_str().expect("an outcome").to_owned();
        items.iter().map(outcome).collect()
    }
}

pub fn origin(address: &str) -> Origin {
    Origin {
        address: Some(address.parse().expect("an address")),
        user_agent: "Firefox".to_owned(),
        replaces: None,
    }
}

pub fn replacing(session: SessionId) -> Origin {
    Origin {
        replaces: Some(session),
        ..origin("192.0.2.7")
    }
}

/// The code and the words of a refusal.
#[track_caller]
pub fn refusal<T>(result: Result<T, Error>) -> (&'static str, String) {
    match result {
        Ok(_) => panic!("it was not refused"),
        Err(error) => (error.code().name, error.detail(Language::Danish)),
    }
}

#[track_caller]
pub fn code<T>(result: Result<T, Error>) -> &'static str {
    refusal(result).0
}
