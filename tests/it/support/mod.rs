//! What tests stand on: a fresh database of either kind with an account per role, and the service in process.

pub mod browser;
mod build;
mod databases;
pub mod pdf;
mod postgres;

use actix_web::test::{TestRequest, call_service, init_service, read_body};
use anskaf::app::{self, Parts};
use anskaf::clock::Clock;
use anskaf::db::Database;
use anskaf::http::{BodyLimit, Role};
use anskaf::mail::Mailer;
use serde_json::Value;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

pub use browser::Browser;
pub use databases::{TestDatabase, empty_postgres};

/// Runs one story on both databases, as `story::sqlite` and `story::postgres`.
#[macro_export]
macro_rules! on_both {
    ($(#[$meta:meta])* async fn $name:ident($service:ident) $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn story($service: $crate::support::Service) $body

            #[actix_web::test]
            async fn sqlite() {
                story($crate::support::Service::sqlite().await).await;
            }

            #[actix_web::test]
            async fn postgres() {
                if let Some(service) = $crate::support::Service::postgres().await {
                    story(service).await;
                }
            }
        }
    };
}

type Call = Box<dyn Fn(actix_http::Request) -> Pin<Box<dyn Future<Output = Answer>>>>;

/// The service in process, on a database of its own.
pub struct Service {
    call: Call,
    pub db: Database,
    pub clock: Clock,
    // Keeps the database alive; dropped last.
    _database: TestDatabase,
}

/// The school of the school leader.
pub const OWN_SCHOOL: i64 = 1;
/// A school that the school leader does not lead.
pub const OTHER_SCHOOL: i64 = 2;

impl Service {
    /// On a fresh SQLite file.
    pub async fn sqlite() -> Self {
        Self::on(TestDatabase::sqlite()).await
    }

    /// On a fresh PostgreSQL database; `None` where PostgreSQL is not installed.
    pub async fn postgres() -> Option<Self> {
        Some(Self::on(TestDatabase::postgres()?).await)
    }

    /// On a fresh SQLite file, reached at `https://anskaf.example` and sending its letters by `mailer`.
    pub async fn sending_by(mailer: Mailer) -> Self {
        let address = "https://anskaf.example".parse().expect("an address");
        let reached = |parts: Parts| parts.reached_at(address, Some(mailer));
        Self::made(TestDatabase::sqlite(), reached).await
    }

    async fn on(database: TestDatabase) -> Self {
        Self::made(database, |parts| parts).await
    }

    async fn made(database: TestDatabase, with: impl FnOnce(Parts) -> Parts) -> Self {
        let db = database.db.clone();
        let clock = Clock::standing_at(databases::TODAY);
        let parts = with(Parts::new(db.clone(), clock.clone(), BodyLimit(10 << 20)));
        let app = Rc::new(init_service(app::build(parts)).await);
        let call: Call = Box::new(move |request| {
            let app = app.clone();
            Box::pin(async move {
                let response = call_service(&*app, request).await;
                let status = response.status().as_u16();
                let headers = response
                    .headers()
                    .iter()
                    .map(|(name, value)| {
                        (
                            name.to_string(),
                            value.to_str().unwrap_or_default().to_owned(),
                        )
                    })
                    .collect();
                let body = read_body(response).await.to_vec();
                Answer {
                    status,
                    headers,
                    body,
                }
            })
        });
        Service {
            call,
            db,
            clock,
            _database: database,
        }
    }

    /// Requests in the name of the account that holds this role alone.
    pub fn by(&self, role: Role) -> Client<'_> {
        Client {
            service: self,
            token: Some(databases::token(role)),
            headers: vec![],
        }
    }

    /// The token of the account that holds this role alone.
    pub fn token(&self, role: Role) -> String {
        databases::token(role)
    }

    /// Requests without a token.
    pub fn by_nobody(&self) -> Client<'_> {
        Client {
            service: self,
            token: None,
            headers: vec![],
        }
    }

    /// Requests with any token.
    pub fn with_token(&self, token: &str) -> Client<'_> {
        Client {
            service: self,
            token: Some(token.to_owned()),
            headers: vec![],
        }
    }
}

/// Somebody who sends requests; paths begin after `/api/v1`.
#[derive(Clone)]
pub struct Client<'a> {
    service: &'a Service,
    token: Option<String>,
    headers: Vec<(String, String)>,
}

impl Client<'_> {
    /// Adds a header to every request.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(TestRequest::get(), path, None).await
    }

    /// POST of a JSON body.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(TestRequest::post().set_json(body), path, None)
            .await
    }

    /// POST of any body.
    pub async fn post_bytes(&self, path: &str, media_type: &str, body: Vec<u8>) -> Answer {
        let request = TestRequest::post()
            .insert_header(("content-type", media_type))
            .set_payload(body);
        self.send(request, path, None).await
    }

    /// PUT of a JSON body, based on the state with this ETag.
    pub async fn put(&self, path: &str, etag: &str, body: Value) -> Answer {
        self.send(TestRequest::put().set_json(body), path, Some(etag))
            .await
    }

    /// POST of an action on a thing, based on the state with this ETag.
    pub async fn act(&self, path: &str, etag: &str, body: Value) -> Answer {
        self.send(TestRequest::post().set_json(body), path, Some(etag))
            .await
    }

    /// Any request.
    pub async fn send(&self, request: TestRequest, path: &str, etag: Option<&str>) -> Answer {
        let outside = ["/api/", "/tjek"]
            .iter()
            .any(|begin| path.starts_with(begin));
        let full = if outside || matches!(path, "/" | "/healthz" | "/readyz") {
            path.to_owned()
        } else {
            format!("/api/v1{path}")
        };
        let mut request = request.uri(&full);
        if let Some(token) = &self.token {
            request = request.insert_header(("authorization", format!("Bearer {token}")));
        }
        if let Some(etag) = etag {
            request = request.insert_header(("if-match", etag));
        }
        for (name, value) in &self.headers {
            request = request.insert_header((name.as_str(), value.as_str()));
        }
        (self.service.call)(request.to_request()).await
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The same answer, when it has this status; else the test fails and shows what came back.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(
            self.status,
            status,
            "{}",
            String::from_utf8_lossy(&self.body)
        );
        self
    }

    /// The same answer, when it refuses with this status and code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.json()["code"], code, "{}", answer.text());
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
        answer
    }

    /// The codes and places of all faults, in order.
    pub fn faults(&self) -> Vec<(String, String)> {
        let problem = self.json();
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        errors
            .iter()
            .map(|fault| {
                let text = |name: &str| fault[name].as_str().unwrap_or_default().to_owned();
                (text("code"), text("pointer"))
            })
            .collect()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The number of the thing in the body.
    #[track_caller]
    pub fn id(&self) -> i64 {
        self.json()["id"].as_i64().expect("an id")
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The ETag.
    #[track_caller]
    pub fn etag(&self) -> String {
        self.header("etag").expect("an ETag").to_owned()
    }
}
