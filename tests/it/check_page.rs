//! The public check page: anybody learns whether a file is the issued one, and nothing else.

use crate::downloads::{issue, let_years_pass};
use crate::on_both;
use crate::support::{Answer, Service};
use actix_web::test::TestRequest;
use anskaf::archive::kind;
use anskaf::http::limiter::Question;
use serde_json::Value;

/// The body of a form with one file.
fn form(name: &str, file_name: &str, content: &[u8]) -> Vec<u8> {
    let mut body = format!(
        "--grænse\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
         Content-Type: application/pdf\r\n\r\n"
    )
    .replace("grænse", "graense")
    .into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--graense--\r\n");
    body
}

async fn send(service: &Service, path: &str, body: Vec<u8>) -> Answer {
    let media_type = "multipart/form-data; boundary=graense";
    service.by_nobody().post_bytes(path, media_type, body).await
}

on_both! {
    async fn anybody_learns_whether_a_file_is_the_issued_one_and_still_in_force(service) {
        let first = issue(&service, &kind::TENDER_DOCUMENT, 1, b"%PDF-1.7 \x00 en");
        let page = send(&service, "/tjek", form("fil", "min fil.pdf", b"%PDF-1.7 \x00 en")).await.expect(200);
        let text = page.text();
        assert!(text.contains("Udstedt og gældende"), "{text}");
        for shown in ["2017-0001", "24.\u{a0}august 2017", first.sha256.as_str(), "<dd>1</dd>"] {
            assert!(text.contains(shown), "{shown}: {text}");
        }
        assert!(text.contains("Udbudsmateriale &#60;b&#62;&#38;amp; &#34;æøå&#34;"), "{text}");
        for hidden in ["Kim finance", "subject", "min fil"] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
        let_years_pass(&service, 3);
        issue(&service, &kind::TENDER_DOCUMENT, 1, b"to");
        issue(&service, &kind::TENDER_DOCUMENT, 1, b"tre");
        let text = send(&service, "/tjek", form("fil", "x.pdf", b"%PDF-1.7 \x00 en")).await.expect(200).text();
        assert!(text.contains("Udstedt, men erstattet"), "{text}");
        assert!(text.contains("erstattet af 2020-0001; nu gælder 2020-0002"), "{text}");
    }
}

on_both! {
    async fn one_changed_byte_makes_it_another_file(service) {
        issue(&service, &kind::TENDER_DOCUMENT, 1, b"%PDF-1.7 en");
        let text = send(&service, "/tjek", form("fil", "x.pdf", b"%PDF-1.7 eN")).await.expect(200).text();
        assert!(text.contains("Ikke et udstedt dokument") && !text.contains("2017-0001"), "{text}");
    }
}

on_both! {
    async fn a_hash_is_enough_in_either_case_and_in_either_language(service) {
        let issued = issue(&service, &kind::TENDER_DOCUMENT, 1, b"abc");
        let hash = issued.sha256.to_uppercase();
        let anybody = service.by_nobody();
        let danish = anybody.get(&format!("/tjek?sha256={hash}")).await.expect(200);
        assert!(danish.text().contains("<html lang=\"da\">") && danish.text().contains("Udstedt og gældende"));
        assert!(danish.text().contains(&format!("href=\"/tjek?lang=en&#38;sha256={hash}\"")), "{}", danish.text());
        let english = anybody.get(&format!("/tjek?lang=en&sha256=+{hash}+")).await.expect(200);
        let text = english.text();
        assert!(text.contains("<html lang=\"en\">") && text.contains("Issued and in force"), "{text}");
        assert!(text.contains("24 August 2017"), "{text}");
        assert_eq!(english.header("content-language"), Some("en"));
        let check = anybody.get(&format!("/documents/check?sha256={hash}")).await.expect(200).json();
        assert_eq!(check["number"], "2017-0001");
        assert_eq!(check["in_force"], "2017-0001");
        assert_eq!(check["replaced_by"], Value::Null);
    }
}

#[actix_web::test]
async fn what_a_stranger_writes_is_shown_as_text() {
    let service = Service::sqlite().await;
    let evil = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    let page = service
        .by_nobody()
        .get(&format!("/tjek?sha256={evil}&utm_source=mail"))
        .await
        .expect(422);
    let text = page.text();
    assert!(
        !text.contains("<script") && text.contains("64 hexadecimale cifre"),
        "{text}"
    );
    assert!(text.contains("&#60;script&#62;"), "{text}");
}

#[actix_web::test]
async fn the_page_allows_nothing_but_its_own_style_and_forms() {
    let service = Service::sqlite().await;
    let page = service.by_nobody().get("/tjek").await.expect(200);
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'self'; form-action 'self'"),
        "{policy}"
    );
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let text = page.text();
    for forbidden in ["<script", "style=", "<style", "http://", "https://", " on"] {
        let inside_tag = text
            .split('<')
            .skip(1)
            .filter_map(|tag| tag.split('>').next());
        let found: Vec<&str> = inside_tag
            .filter(|tag| format!("<{tag}").contains(forbidden))
            .collect();
        assert!(found.is_empty(), "{forbidden}: {found:?}");
    }
    let style = service.by_nobody().get("/tjek.css").await.expect(200);
    assert_eq!(
        style.header("content-type"),
        Some("text/css; charset=utf-8")
    );
}

#[actix_web::test]
async fn every_field_has_a_label_and_every_help_is_tied_to_it() {
    let service = Service::sqlite().await;
    for path in ["/tjek", "/tjek?lang=en"] {
        let text = service.by_nobody().get(path).await.expect(200).text();
        for id in ["fil", "sha256"] {
            assert!(
                text.contains(&format!("<label for=\"{id}\">")),
                "{path} {id}"
            );
            assert!(text.contains(&format!("<input id=\"{id}\"")), "{path} {id}");
        }
        let tied: Vec<&str> = text.split("aria-describedby=\"").skip(1).collect();
        assert_eq!(tied.len(), 2);
        for rest in tied {
            let id = rest.split('"').next().unwrap();
            assert!(text.contains(&format!("id=\"{id}\"")), "{path} {id}");
        }
        assert_eq!(text.matches("<h1>").count(), 1, "{path}");
    }
}

#[actix_web::test]
async fn forms_that_hold_no_file_too_much_or_nothing_readable_are_told_on_the_page() {
    let service = Service::sqlite().await;
    let told = |answer: Answer, words: &str| {
        assert!(answer.text().contains(words), "{words}: {}", answer.text());
        assert!(
            answer.text().contains("role=\"alert\""),
            "{}",
            answer.text()
        );
    };
    let none = send(&service, "/tjek", form("fil", "", b""))
        .await
        .expect(422);
    told(none, "Vælg en fil først.");
    let none = send(&service, "/tjek?lang=en", b"--graense--\r\n".to_vec())
        .await
        .expect(422);
    told(none, "Choose a file first.");
    let large = send(
        &service,
        "/tjek",
        form("fil", "stor.pdf", &vec![7; (10 << 20) + 1]),
    )
    .await
    .expect(413);
    told(large, "10 MB");
    let cut = send(&service, "/tjek", b"--graense\r\nContent-Disp".to_vec())
        .await
        .expect(400);
    told(cut, "kom ikke helt frem");
    let other = service
        .by_nobody()
        .post_bytes("/tjek", "text/plain", b"abc".to_vec())
        .await
        .expect(400);
    told(other, "kom ikke helt frem");
}

#[actix_web::test]
async fn a_file_of_exactly_the_limit_is_hashed() {
    let service = Service::sqlite().await;
    let content = vec![7; 10 << 20];
    issue(&service, &kind::TENDER_DOCUMENT, 1, &content);
    let page = send(&service, "/tjek", form("fil", "stor.pdf", &content))
        .await
        .expect(200);
    assert!(
        page.text().contains("Udstedt og gældende"),
        "{}",
        page.text()
    );
}

#[actix_web::test]
async fn one_address_may_ask_so_often_in_a_minute_and_others_go_on() {
    let service = Service::sqlite().await;
    let hash = "0".repeat(64);
    let from =
        |address: &str| TestRequest::get().peer_addr(format!("{address}:4711").parse().unwrap());
    let nobody = service.by_nobody();
    let path = format!("/documents/check?sha256={hash}");
    for _ in 0..Question::Seldom.a_minute() {
        nobody
            .send(from("192.0.2.1"), &path, None)
            .await
            .expect(200);
    }
    let refused = nobody
        .send(from("192.0.2.1"), &path, None)
        .await
        .refused(429, "too_many_requests");
    assert_eq!(refused.header("retry-after"), Some("60"));
    let page = nobody
        .send(from("192.0.2.1"), &format!("/tjek?sha256={hash}"), None)
        .await
        .expect(429);
    assert!(page.text().contains("for mange gange") && page.header("retry-after") == Some("60"));
    nobody
        .send(from("192.0.2.1"), "/tjek", None)
        .await
        .expect(200);
    nobody
        .send(from("192.0.2.2"), &path, None)
        .await
        .expect(200);
    service.clock.set(service.clock.moment().now.plus_days(1));
    nobody
        .send(from("192.0.2.1"), &path, None)
        .await
        .expect(200);
}
