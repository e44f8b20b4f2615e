//! The municipality's logo and colour, as documents carry them.

use crate::on_both;
use crate::support::{Answer, Client};
use actix_web::test::TestRequest;
use anskaf::http::Role;
use anskaf::organisation::store;
use serde_json::json;

const LOGO: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\">\
    <!-- drawn by hand --><rect width=\"20\" height=\"20\" fill=\"#036\"/></svg>";

async fn send_logo(admin: &Client<'_>, path: &str, etag: &str, media: &str, body: &[u8]) -> Answer {
    let request = TestRequest::put()
        .insert_header(("content-type", media))
        .set_payload(body.to_vec());
    admin.send(request, path, Some(etag)).await
}

on_both! {
    async fn a_logo_is_read_kept_as_plain_shapes_and_taken_away(service) {
        let admin = service.by(Role::Administrator);
        let details = json!({"name": "Dragør Kommune", "street": "Kirkevej 7", "postal_code": "2791", "city": "Dragør", "colour": "#0A3D61"});
        let made = admin.post("/municipality", details).await.expect(201);
        assert_eq!(made.json()["colour"], "#0a3d61");
        admin.get("/municipality/logo").await.refused(404, "logo_not_found");
        let path = "/municipality/logo";
        let changed = send_logo(&admin, path, &made.etag(), "image/svg+xml", LOGO).await.expect(200);
        assert_eq!(changed.json()["logo_alternative"], "Dragør Kommunes logo");
        send_logo(&admin, path, &made.etag(), "image/svg+xml", LOGO).await.refused(412, "stale");

        let shown = service.by(Role::Auditor).get(path).await.expect(200);
        assert_eq!(shown.header("content-type"), Some("image/svg+xml"));
        assert_eq!(shown.header("content-security-policy"), Some("default-src 'none'; sandbox"));
        let text = shown.text();
        assert!(text.contains("<path") && !text.contains("drawn by hand"), "{text}");

        let head = service.db.read(|conn| Ok(store::letterhead(conn)?)).await.expect("read").expect("a letterhead");
        assert_eq!(head.colour, Some([10, 61, 97]));
        assert_eq!(head.address, ["Kirkevej 7", "2791 Dragør"]);
        assert_eq!(head.logo.map(|(_, alternative)| alternative).as_deref(), Some("Dragør Kommunes logo"));

        let path = "/municipality/logo?alternative=V%C3%A5benet";
        let named = send_logo(&admin, path, &changed.etag(), "image/svg+xml", LOGO).await.expect(200);
        assert_eq!(named.json()["logo_alternative"], "Våbenet");
        let removed = admin.act("/municipality/logo/remove", &named.etag(), json!({})).await.expect(200);
        assert!(removed.json()["logo_media_type"].is_null());
        admin.act("/municipality/logo/remove", &removed.etag(), json!({})).await.refused(404, "logo_not_found");
        let journal = admin.get("/journal?limit=50").await.expect(200);
        let journal = journal.json();
        let actions: Vec<&str> = journal["items"].as_array().expect("items").iter()
            .filter_map(|entry| entry["action"].as_str()).collect();
        assert!(actions.contains(&"logo_changed") && actions.contains(&"logo_removed"), "{actions:?}");
    }
}

on_both! {
    async fn a_logo_that_is_none_is_refused_and_the_one_before_stays(service) {
        let admin = service.by(Role::Administrator);
        let wrong = json!({"name": "Dragør Kommune", "colour": "rød"});
        assert_eq!(admin.post("/municipality", wrong).await.refused(422, "colour_invalid").faults()[0].1, "/colour");
        let made = admin.post("/municipality", json!({"name": "Dragør Kommune"})).await.expect(201);
        let kept = send_logo(&admin, "/municipality/logo", &made.etag(), "image/svg+xml", LOGO).await.expect(200);
        let svg = |content: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{content}</svg>");
        let large = vec![b' '; (1 << 20) + 1];
        for (media, body, status, code) in [
            ("image/gif", LOGO.to_vec(), 415, "unsupported_media_type"),
            ("image/png", large, 413, "payload_too_large"),
            ("image/png", b"GIF89a".to_vec(), 422, "logo_unreadable"),
            ("image/svg+xml", svg("<script>alert(1)</script>").into_bytes(), 422, "logo_has_script"),
            ("image/svg+xml", svg("<a href=\"https://x.dk\"/>").into_bytes(), 422, "logo_refers_outside"),
            ("image/svg+xml", svg("<text>Dragør</text>").into_bytes(), 422, "logo_not_shapes"),
            ("image/svg+xml", svg("").into_bytes(), 422, "logo_empty"),
            ("image/svg+xml", svg(&"<g>".repeat(99)).replace("</svg>", &("</g>".repeat(99) + "</svg>")).into_bytes(), 422, "logo_too_complex"),
        ] {
            send_logo(&admin, "/municipality/logo", &kept.etag(), media, &body).await.refused(status, code);
        }
        assert_eq!(admin.get("/municipality").await.expect(200).etag(), kept.etag());
        admin.get("/municipality/logo").await.expect(200);
    }
}
