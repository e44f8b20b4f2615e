//! The API's manners: problems, languages, ETags, idempotency, unknown parameters, limits, its own description.

use crate::on_both;
use crate::support::OWN_SCHOOL;
use actix_web::test::TestRequest;
use anskaf::http::Role;
use serde_json::json;

fn school(name: &str) -> serde_json::Value {
    json!({"name": name, "valid_from": "2019-08-01"})
}

on_both! {
    async fn an_unknown_parameter_or_field_is_refused_and_nothing_is_done(service) {
        let admin = service.by(Role::Administrator);
        let answer = admin.get("/schools?valid=2017-01-01&page=2").await.refused(400, "unknown_parameter");
        assert_eq!(answer.faults().len(), 2);
        assert!(answer.text().contains("valid_on"), "{}", answer.text());
        admin.post("/schools?dry_run=true", school("X")).await.refused(400, "unknown_parameter");
        admin.get("/me?x=1").await.refused(400, "unknown_parameter");
        let mut misspelt = school("X");
        misspelt["valid_until"] = json!("2020-07-31");
        let answer = admin.post("/schools", misspelt).await.refused(400, "unknown_field");
        assert_eq!(answer.faults()[0].1, "/valid_until");
        assert_eq!(admin.get("/schools").await.json()["items"].as_array().unwrap().len(), 2);
    }
}

on_both! {
    async fn a_repeated_post_with_a_key_is_carried_out_once_and_answered_alike(service) {
        let admin = service.by(Role::Administrator).header("Idempotency-Key", "skole-1");
        let first = admin.post("/schools", school("Nordstrandskolen")).await.expect(201);
        let again = admin.post("/schools", school("Nordstrandskolen")).await.expect(201);
        assert_eq!((first.body.clone(), first.etag()), (again.body.clone(), again.etag()));
        assert_eq!(first.header("location"), again.header("location"));
        admin.post("/schools", school("En anden")).await.refused(422, "idempotency_key_reused");
        let other = service.by(Role::ProjectLead).header("Idempotency-Key", "skole-1");
        other.post("/schools", school("Nordstrandskolen")).await.refused(403, "forbidden");
        let list = service.by(Role::Administrator).get("/schools").await.json();
        assert_eq!(list["items"].as_array().unwrap().len(), 3);
        let long = service.by(Role::Administrator).header("Idempotency-Key", &"x".repeat(101));
        long.post("/schools", school("Lang")).await.refused(400, "idempotency_key_invalid");
    }
}

on_both! {
    async fn a_refused_post_frees_its_key_for_the_mended_request(service) {
        let admin = service.by(Role::Administrator).header("Idempotency-Key", "k");
        admin.post("/schools", json!({"name": "", "valid_from": "2019-08-01"})).await.refused(422, "text_length");
        admin.post("/schools", school("Nu rigtig")).await.expect(201);
    }
}

on_both! {
    async fn a_key_whose_answer_was_lost_is_never_carried_out_again(service) {
        use anskaf::db::schema::idempotency_keys as keys;
        use diesel::prelude::*;
        let admin = service.by(Role::Administrator).header("Idempotency-Key", "afbrudt");
        admin.post("/schools", school("Halvvejs")).await.expect(201);
        // As if the service had been cut off before it kept the answer.
        service
            .db
            .write(|conn| {
                diesel::update(keys::table).set(keys::status.eq(None::<i32>)).execute(conn)?;
                Ok(())
            })
            .await
            .unwrap();
        admin.post("/schools", school("Halvvejs")).await.refused(409, "idempotency_key_in_use");
    }
}

on_both! {
    async fn a_secret_is_never_kept_for_a_repeated_request(service) {
        let admin = service.by(Role::Administrator).header("Idempotency-Key", "token-1");
        let me = admin.get("/me").await.id();
        let path = format!("/accounts/{me}/tokens");
        let command = json!({"name": "x", "scope": "read", "valid_days": 1});
        admin.post(&path, command.clone()).await.expect(201);
        admin.post(&path, command).await.refused(409, "idempotency_key_in_use");
        let kept = service
            .db
            .read(|conn| {
                use anskaf::db::schema::idempotency_keys as keys;
                use diesel::prelude::*;
                Ok(keys::table.filter(keys::body.is_not_null()).count().get_result::<i64>(conn)?)
            })
            .await
            .unwrap();
        assert_eq!(kept, 0);
        let tokens = admin.get(&path).await.json();
        assert_eq!(tokens["items"].as_array().unwrap().len(), 2);
    }
}

on_both! {
    async fn refusals_are_told_in_the_callers_language(service) {
        let path = "/schools/99";
        let danish = service.by(Role::Administrator).get(path).await.refused(404, "school_not_found");
        assert_eq!(danish.json()["detail"], "Skole 99 findes ikke.");
        assert_eq!(danish.header("content-language"), Some("da"));
        let english = service.by(Role::Administrator).header("accept-language", "en-GB,da;q=0.5").get(path).await;
        assert_eq!(english.json()["detail"], "School 99 does not exist.");
        let nobody = service.by_nobody().header("accept-language", "en").get(path).await.refused(401, "unauthenticated");
        assert!(nobody.text().contains("Sign in first"));
        assert_eq!(nobody.header("www-authenticate"), Some("Bearer"));
        assert_eq!(nobody.json()["instance"], "/api/v1/schools/99");
        assert!(nobody.json()["request_id"].is_string());
    }
}

on_both! {
    async fn unknown_addresses_and_methods_are_told_apart(service) {
        let admin = service.by(Role::Administrator);
        admin.get("/skoler").await.refused(404, "not_found");
        admin.send(TestRequest::delete(), "/schools", None).await.refused(405, "method_not_allowed");
        admin.get("/schools/abc").await.refused(400, "invalid_path");
    }
}

on_both! {
    async fn a_body_must_be_json_of_the_right_shape(service) {
        let admin = service.by(Role::Administrator);
        admin.post_bytes("/schools", "text/plain", b"{}".to_vec()).await.refused(415, "unsupported_media_type");
        admin.post_bytes("/schools", "application/json", b"{\"name\":".to_vec()).await.refused(400, "invalid_json");
        admin.post_bytes("/schools", "application/json", b"{} {}".to_vec()).await.expect(400);
        let two = b"{\"name\":\"A\",\"valid_from\":\"2019-08-01\"} {}".to_vec();
        admin.post_bytes("/schools", "application/json", two).await.refused(400, "invalid_json");
        let latin = b"{\"name\":\"Drag\xf8r\",\"valid_from\":\"2019-08-01\"}".to_vec();
        admin.post_bytes("/schools", "application/json", latin).await.expect(400);
        admin.post("/schools", json!({"name": 7, "valid_from": "2019-08-01"})).await.refused(400, "invalid_value");
        let answer = admin.post("/schools", json!({"name": "A", "valid_from": "2019-02-30"})).await;
        assert_eq!(answer.refused(400, "invalid_value").faults()[0].1, "/valid_from");
        admin.post("/schools", json!([])).await.expect(400);
        admin.post("/schools", json!(null)).await.expect(400);
        let deep = "[".repeat(100_000).into_bytes();
        admin.post_bytes("/schools", "application/json", deep).await.refused(400, "invalid_json");
    }
}

on_both! {
    async fn fifty_megabytes_are_refused(service) {
        let admin = service.by(Role::Administrator);
        let big = vec![b' '; 50 << 20];
        let answer = admin.post_bytes("/schools", "application/json", big).await.refused(413, "payload_too_large");
        assert!(answer.text().contains("10 MB"));
    }
}

on_both! {
    async fn an_unchanged_thing_is_not_sent_twice(service) {
        let path = format!("/schools/{OWN_SCHOOL}");
        let first = service.by(Role::It).get(&path).await.expect(200);
        let again = service.by(Role::It).header("if-none-match", &first.etag()).get(&path).await.expect(304);
        assert!(again.body.is_empty());
    }
}

on_both! {
    async fn a_failure_is_told_without_its_cause_and_the_service_goes_on(service) {
        use diesel::connection::SimpleConnection;
        service
            .db
            .write(|conn| Ok(conn.batch_execute("ALTER TABLE municipality RENAME TO lost")?))
            .await
            .unwrap();
        let answer = service.by(Role::It).get("/municipality").await.refused(500, "internal");
        assert!(!answer.text().contains("municipality\" "), "{}", answer.text());
        assert!(!answer.text().contains("no such table") && !answer.text().contains("relation"));
        assert!(answer.json()["request_id"].is_string());
        service.by(Role::It).get("/schools").await.expect(200);
    }
}

on_both! {
    async fn the_service_tells_that_it_lives_and_can_work(service) {
        assert_eq!(service.by_nobody().get("/healthz").await.expect(200).json()["status"], "ok");
        assert_eq!(service.by_nobody().get("/readyz").await.expect(200).json()["status"], "ok");
    }
}

#[actix_web::test]
async fn a_database_without_tables_is_not_ready() {
    use anskaf::app::{self, Parts};
    use anskaf::{clock::Clock, db::Database, http::BodyLimit};
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", dir.path().join("empty.sqlite").display());
    let db = Database::open(&url.parse().unwrap(), 1).unwrap();
    let parts = Parts::new(db, Clock::System, BodyLimit(1 << 20));
    let app = actix_web::test::init_service(app::build(parts)).await;
    let request = TestRequest::get().uri("/readyz").to_request();
    let answer = actix_web::test::call_service(&app, request).await;
    assert_eq!(answer.status(), 503);
}

#[actix_web::test]
async fn the_interface_describes_itself_and_its_documentation_needs_no_network() {
    let service = crate::support::Service::sqlite().await;
    let nobody = service.by_nobody();
    let description = nobody.get("/openapi.json").await.expect(200).json();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let place = format!("{method} {path}");
            assert!(
                operation["summary"].is_string(),
                "{place} does not say what it does"
            );
            assert!(
                operation["responses"]["default"].is_object(),
                "{place} has no problem"
            );
            for name in path
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next())
            {
                let parameters = operation["parameters"].as_array().unwrap();
                let known = parameters.iter().any(|parameter| parameter["name"] == name);
                assert!(known, "{place} does not name {name}");
            }
            if matches!(method.as_str(), "put" | "patch" | "delete") {
                let text = operation["parameters"].to_string();
                assert!(
                    text.contains("If-Match"),
                    "{place} does not ask for If-Match"
                );
            }
        }
    }
    let page = nobody.get("/api/docs/").await.expect(200).text();
    assert!(page.contains("swagger-ui"));
    assert!(!page.contains("https://"), "{page}");
    nobody
        .get("/api/docs/swagger-ui-bundle.js")
        .await
        .expect(200);
}

#[actix_web::test]
async fn every_operation_id_and_schema_name_is_unique_and_every_reference_resolves() {
    let description = serde_json::to_value(anskaf::app::describe()).unwrap();
    let mut ids = std::collections::BTreeSet::new();
    for item in description["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            assert!(ids.insert(id.clone()), "{id} occurs twice");
        }
    }
    let schemas = description["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        // The market writes its day counts so.
        let values = schema["enum"].as_array().filter(|_| name != "DayCount");
        for value in values.into_iter().flatten() {
            let value = value.as_str().unwrap();
            assert!(
                !value.chars().any(char::is_uppercase),
                "{name} offers {value}"
            );
        }
    }
    assert_eq!(schemas["Role"]["enum"][1], "project_lead");
    let file = "/api/v1/tenders/{id}/document.{format}";
    let file = &description["paths"][file]["get"]["responses"]["200"]["content"]["application/pdf"];
    assert_eq!(file["schema"]["format"], "binary", "{file}");
    let text = description.to_string();
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(
            schemas.contains_key(name),
            "{name} is referred to and not described"
        );
    }
}
