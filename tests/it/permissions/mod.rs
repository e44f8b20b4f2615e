//! Every route, every role, and for school leaders the own and another school.
//!
//! A route that is not listed in `matrix.rs` fails the test.

use crate::support::{OTHER_SCHOOL, OWN_SCHOOL, Service};
use actix_web::test::{TestRequest, call_service, init_service, read_body_json};
use actix_web::{HttpResponse, web};
use anskaf::app::{self, Parts};
use anskaf::http::{BodyLimit, Role};
use std::collections::BTreeSet;

pub mod matrix;

use matrix::{PUBLIC, PUBLIC_PAGES, matrix, pages};

/// The routes that the service really has.
async fn routes(service: &Service) -> BTreeSet<(String, String)> {
    let parts = Parts::new(
        service.db.clone(),
        service.clock.clone(),
        BodyLimit(1 << 20),
    );
    let app = init_service(app::build(parts).service(web::resource("/__routes").get(
        async |tree: web::Data<actix_web::introspection::IntrospectionTree>| {
            HttpResponse::Ok()
                .content_type("application/json")
                .body(tree.report_as_json())
        },
    )))
    .await;
    let request = TestRequest::get().uri("/__routes").to_request();
    let report: Vec<serde_json::Value> = read_body_json(call_service(&app, request).await).await;
    report
        .iter()
        .filter(|route| route["full_path"] != "/__routes")
        .flat_map(|route| {
            let path = route["full_path"].as_str().unwrap().to_owned();
            let methods = route["methods"].as_array().unwrap().clone();
            methods
                .into_iter()
                .map(move |method| (method.as_str().unwrap().to_owned(), path.clone()))
        })
        .collect()
}

#[actix_web::test]
async fn every_route_is_listed_and_nothing_else() {
    let service = Service::sqlite().await;
    let listed: BTreeSet<(String, String)> = matrix()
        .into_iter()
        .map(|(method, path, _)| (method, path))
        .chain(pages().into_iter().map(|(method, path, _)| (method, path)))
        .chain(PUBLIC.iter().chain(PUBLIC_PAGES).copied())
        .map(|(method, path)| (method.to_owned(), path.to_owned()))
        .collect();
    let real = routes(&service).await;
    let unlisted: Vec<_> = real.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&real).collect();
    assert!(
        unlisted.is_empty() && gone.is_empty(),
        "not listed: {unlisted:#?}\ngone: {gone:#?}"
    );
}

#[actix_web::test]
async fn every_route_is_open_to_its_roles_and_to_no_other() {
    let service = Service::sqlite().await;
    let mut wrong = vec![];
    for (method, path, roles) in matrix() {
        let concrete = matrix::concrete(path, OWN_SCHOOL);
        let request = || {
            TestRequest::default()
                .method(method.parse().unwrap())
                .set_json(serde_json::json!({}))
        };
        let answer = service
            .by_nobody()
            .send(request(), &concrete, Some("\"0\""))
            .await;
        if answer.status != 401 {
            wrong.push(format!("{method} {path} without token: {}", answer.status));
        }
        for role in Role::ALL {
            let answer = service
                .by(*role)
                .send(request(), &concrete, Some("\"0\""))
                .await;
            let open = !matches!(answer.status, 401 | 403);
            if open != roles.contains(role) {
                wrong.push(format!(
                    "{method} {path} as {}: {}",
                    role.as_str(),
                    answer.status
                ));
            }
            if answer.status >= 500 {
                wrong.push(format!(
                    "{method} {path} as {}: {}",
                    role.as_str(),
                    answer.text()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[actix_web::test]
async fn every_page_is_open_to_its_roles_and_to_no_other() {
    let service = Service::sqlite().await;
    let stranger = service.stranger();
    let mut wrong = vec![];
    for (method, path, _) in pages() {
        let concrete = matrix::concrete(path, OWN_SCHOOL);
        let answer = match method {
            "GET" => stranger.request(TestRequest::get(), &concrete).await,
            _ => stranger.send_only(&concrete, &[]).await,
        };
        let led_to_sign_in = answer
            .header("location")
            .is_some_and(|to| to.starts_with("/sign-in"));
        if answer.status != 401 && !led_to_sign_in {
            wrong.push(format!(
                "{method} {path} without a session: {}",
                answer.status
            ));
        }
    }
    for role in Role::ALL {
        let browser = service.browser(*role).await;
        for (method, path, roles) in pages() {
            // Another session than the one that asks.
            let path = path.replace("/me/sessions/{id}", "/me/sessions/0");
            let concrete = matrix::concrete(&path, OWN_SCHOOL);
            let answer = match method {
                "GET" => browser.request(TestRequest::get(), &concrete).await,
                _ => browser.send_only(&concrete, &[]).await,
            };
            let open = !matches!(answer.status, 401 | 403);
            if open != roles.contains(role) || answer.status >= 500 {
                wrong.push(format!(
                    "{method} {path} as {}: {}",
                    role.as_str(),
                    answer.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[actix_web::test]
async fn a_school_leader_meets_another_school_as_if_it_did_not_exist() {
    let service = Service::sqlite().await;
    let leader = service.by(Role::SchoolLeader);
    let mut seen = 0;
    for (method, path, roles) in matrix() {
        if !path.contains("/schools/{id}") || !roles.contains(&Role::SchoolLeader) {
            continue;
        }
        let body = matrix::sample(path);
        let request = || {
            TestRequest::default()
                .method(method.parse().unwrap())
                .set_json(body.clone())
        };
        let own = leader
            .send(request(), &matrix::concrete(path, OWN_SCHOOL), None)
            .await;
        assert!(own.status < 300, "{method} {path}: {}", own.text());
        let other = leader
            .send(request(), &matrix::concrete(path, OTHER_SCHOOL), None)
            .await;
        assert_eq!(other.status, 404, "{method} {path}: {}", other.text());
        seen += 1;
    }
    assert!(seen >= 5, "only {seen} routes of a school were tried");
}

/// The first parts of addresses whose `{id}` is a thing of one school.
const SCHOOL_THINGS: [&str; 4] = [
    "/api/v1/needs/{id}",
    "/api/v1/devices/{id}",
    "/api/v1/pupil-counts/{id}",
    "/api/v1/staff-counts/{id}",
];

#[actix_web::test]
async fn a_school_leader_meets_another_schools_things_as_if_they_did_not_exist() {
    let service = Service::sqlite().await;
    service.school_things().await;
    let leader = service.by(Role::SchoolLeader);
    let mut seen = 0;
    for (method, path, roles) in matrix() {
        let of_a_school = SCHOOL_THINGS.iter().any(|begin| path.starts_with(begin));
        if !of_a_school || !roles.contains(&Role::SchoolLeader) {
            continue;
        }
        let body = matrix::sample(path);
        let request = || {
            TestRequest::default()
                .method(method.parse().unwrap())
                .set_json(body.clone())
        };
        let at = |id: i64| path.replace("{id}", &id.to_string());
        let other = leader
            .send(request(), &at(OTHER_SCHOOL), Some("\"1\""))
            .await;
        assert_eq!(other.status, 404, "{method} {path}: {}", other.text());
        // What was tried before may have changed it.
        let mut own = leader.send(request(), &at(OWN_SCHOOL), Some("\"1\"")).await;
        if own.status == 412 {
            own = leader.send(request(), &at(OWN_SCHOOL), Some("\"2\"")).await;
        }
        assert!(own.status < 300, "{method} {path}: {}", own.text());
        seen += 1;
    }
    assert!(
        seen >= 7,
        "only {seen} routes of schools' things were tried"
    );
}

#[actix_web::test]
async fn no_list_shows_a_school_leader_another_schools_things() {
    let service = Service::sqlite().await;
    service.school_things().await;
    let other = format!("\"school_id\":{OTHER_SCHOOL}");
    for path in [
        "/devices",
        "/devices.json",
        "/projects/1/needs",
        "/projects/1/needs/totals",
        "/costs/by-year.json",
        "/schools",
    ] {
        let all = service
            .by(Role::ProjectLead)
            .get(path)
            .await
            .expect(200)
            .text();
        let own = service
            .by(Role::SchoolLeader)
            .get(path)
            .await
            .expect(200)
            .text();
        assert!(
            !own.contains(&other) && !own.contains("afdeling Nord"),
            "{path}: {own}"
        );
        assert!(
            all.len() > own.len() || path == "/costs/by-year.json",
            "{path}: {all}"
        );
    }
}

#[actix_web::test]
async fn public_routes_answer_without_a_token() {
    let service = Service::sqlite().await;
    for path in [
        "/healthz",
        "/readyz",
        "/api/v1/errors",
        "/api/v1/openapi.json",
        "/api/docs/",
        "/tjek",
        "/tjek.css",
    ] {
        service.by_nobody().get(path).await.expect(200);
    }
}
