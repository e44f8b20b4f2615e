//! Documents of finance, council and IT: what they say, to whom, and when they may be issued.

mod costs;
mod devices;
mod estimates;
mod leases;
mod meetings;
mod recommendations;

use crate::support::{Client, Service};
use anskaf::http::Role;
use serde_json::{Value, json};

/// The draft as plain text; `path` without its extension.
async fn text(client: &Client<'_>, path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let query = if query.is_empty() {
        String::new()
    } else {
        format!("?{query}")
    };
    client
        .get(&format!("{path}.txt{query}"))
        .await
        .expect(200)
        .text()
}

/// The draft as PDF, drawn twice alike.
async fn drawn_alike(client: &Client<'_>, path: &str) {
    let first = client.get(path).await.expect(200);
    assert!(first.body.starts_with(b"%PDF-1.7"), "{path}");
    let second = client.get(path).await.expect(200);
    assert!(first.body == second.body, "two drawings of {path} differ");
}

/// Issues a document, and sees that its bytes are kept.
async fn issued(client: &Client<'_>, path: &str) -> Value {
    let document = client.post(path, json!({})).await.expect(201).json();
    let kept = client
        .get(&format!("/documents/{}/content", document["id"]))
        .await
        .expect(200);
    assert!(kept.body.starts_with(b"%PDF-1.7"), "{path}");
    document
}

/// Every text that stands in `text`, or the test fails and shows it.
#[track_caller]
fn tells(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "`{part}` is missing in:\n{text}");
    }
}

/// The municipality under whose name documents are published.
async fn municipality(service: &Service) {
    let command = json!({"name": "Dragør Kommune"});
    service
        .by(Role::Administrator)
        .post("/municipality", command)
        .await
        .expect(201);
}
