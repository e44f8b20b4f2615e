//! The whole road through HTTP: from the project over needs and tender to the device that goes back.

use crate::on_both;
use crate::support::{Answer, OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::http::Role;
use serde_json::{Value, json};

/// Carries out an action on a thing in its present state.
async fn act(service: &Service, role: Role, thing: &str, verb: &str, body: Value) -> Answer {
    let client = service.by(role);
    let etag = client.get(thing).await.expect(200).etag();
    client
        .act(&format!("{thing}/{verb}"), &etag, body)
        .await
        .expect(200)
}

async fn put(service: &Service, role: Role, thing: &str, part: &str, body: Value) -> Answer {
    let client = service.by(role);
    let etag = client.get(thing).await.expect(200).etag();
    client
        .put(&format!("{thing}/{part}"), &etag, body)
        .await
        .expect(200)
}

/// A project in the phase of needs; answers its address.
async fn project(service: &Service) -> String {
    let lead = service.by(Role::ProjectLead);
    let year = |year: i32| json!({"budget_year": year, "amount": "388000.00"});
    let project = json!({
        "case_number": "17/2134", "title": "Indkøb af IT-enheder til skolerne",
        "frame": [year(2017), year(2018), year(2019), year(2020)],
    });
    let project = format!(
        "/projects/{}",
        lead.post("/projects", project).await.expect(201).id()
    );
    let member = json!({
        "name": "Pia", "role": "lead", "organisation": "Skoleafdelingen", "joined_on": "2017-01-01",
        "conflict_of_interest": "none", "conflict_declared_on": "2017-01-01",
    });
    lead.post(&format!("{project}/members"), member)
        .await
        .expect(201);
    act(
        service,
        Role::ProjectLead,
        &project,
        "advance",
        json!({"to": "needs_assessment"}),
    )
    .await;
    project
}

/// 120 PCs for one school and 90 for the other, confirmed; answers the category.
async fn needs(service: &Service, project: &str) -> i64 {
    let category = json!({"code": "pupil_pc", "name": "Elev-pc"});
    let category = service
        .by(Role::It)
        .post("/device-categories", category)
        .await
        .expect(201)
        .id();
    for (school, quantity, author) in [
        (OWN_SCHOOL, 120, Role::SchoolLeader),
        (OTHER_SCHOOL, 90, Role::ProjectMember),
    ] {
        let need = json!({
            "school_id": school, "device_category_id": category, "quantity": quantity, "basis": "1:1 i 4.-6. klasse",
            "wanted_on": "2017-12-01",
        });
        let need = service
            .by(author)
            .post(&format!("{project}/needs"), need)
            .await
            .expect(201)
            .id();
        let need = format!("/needs/{need}");
        act(service, author, &need, "submit", json!({})).await;
        act(service, Role::ProjectLead, &need, "confirm", json!({})).await;
    }
    act(
        service,
        Role::ProjectLead,
        project,
        "advance",
        json!({"to": "specification"}),
    )
    .await;
    category
}

/// An approved specification; answers its version.
async fn specification(service: &Service, project: &str) -> i64 {
    let member = service.by(Role::ProjectMember);
    let begun = member
        .post(
            &format!("{project}/specifications"),
            json!({"title": "Kravspecifikation"}),
        )
        .await
        .expect(201);
    let version = begun.json()["newest_version_id"].as_i64().unwrap();
    let path = format!("/specification-versions/{version}");
    let section = json!({"title": "Elevens pc"});
    let section = member
        .post(&format!("{path}/sections"), section)
        .await
        .expect(201)
        .id();
    let requirement = json!({
        "importance": "minimum", "answer_kind": "yes_no", "text": "Batteriet holder en hel skoledag.",
    });
    member
        .post(
            &format!("/requirement-sections/{section}/requirements"),
            requirement,
        )
        .await
        .expect(201);
    act(
        service,
        Role::ProjectMember,
        &path,
        "request-review",
        json!({}),
    )
    .await;
    act(service, Role::ProjectLead, &path, "approve", json!({})).await;
    version
}

/// An approved estimate of Dragør's terms; answers its number.
async fn estimate(service: &Service, project: &str, category: i64) -> i64 {
    let terms = json!({
        "title": "Leasing", "starts_on": "2018-01-02", "periods": 4, "every_unit": "year", "every_count": 1,
        "timing": "advance", "rate": "0.0275", "rate_source": "Antaget", "rate_assumed": true, "residual": "0.00",
    });
    let id = service
        .by(Role::Finance)
        .post(&format!("{project}/estimates"), terms)
        .await
        .expect(201)
        .id();
    let estimate = format!("/estimates/{id}");
    let price = json!({
        "device_category_id": category, "unit_price": "5925.00", "source": "Antaget", "assumed": true,
    });
    put(
        service,
        Role::Finance,
        &estimate,
        "prices",
        json!({"prices": [price]}),
    )
    .await;
    let cabinets = json!({
        "kind": "charging_cabinet", "description": "Computerskabe", "basis": "fixed", "quantity": 7,
        "unit_price": "9500.00", "source": "Antaget", "assumed": true,
    });
    put(
        service,
        Role::Finance,
        &estimate,
        "lines",
        json!({"lines": [cabinets]}),
    )
    .await;
    let reckoned = service
        .by(Role::Finance)
        .get(&format!("{estimate}/calculation.json"))
        .await
        .expect(200)
        .json();
    assert_eq!(reckoned["acquisition"], "1310750.00");
    assert_eq!(reckoned["payment"], "341140.18");
    assert_eq!(reckoned["fit"]["quantity"], 240);
    assert_eq!(reckoned["warnings"][0]["year"], 2021);
    act(service, Role::Finance, &estimate, "approve", json!({})).await;
    act(
        service,
        Role::ProjectLead,
        project,
        "advance",
        json!({"to": "tendering"}),
    )
    .await;
    id
}

/// A published tender whose bytes lie in the archive.
async fn tender(service: &Service, project: &str, version: i64, estimate: i64) {
    let admin = service.by(Role::Administrator);
    admin
        .post("/municipality", json!({"name": "Dragør Kommune"}))
        .await
        .expect(201);
    let tender = json!({
        "specification_version_id": version, "estimate_id": estimate, "title": "Elev-pc'er", "procedure":
        "below_threshold", "award_criterion": "price", "contact": "Pia", "question_deadline_on": "2017-10-09",
        "offer_deadline_on": "2017-10-20", "offers_bind_until": "2018-01-20",
    });
    let lead = service.by(Role::ProjectLead);
    let id = lead
        .post(&format!("{project}/tenders"), tender)
        .await
        .expect(201)
        .id();
    let tender = format!("/tenders/{id}");
    let published = act(service, Role::ProjectLead, &tender, "publish", json!({}))
        .await
        .json();
    let document = published["document_id"].as_i64().unwrap();
    let file = lead
        .get(&format!("/documents/{document}/content"))
        .await
        .expect(200);
    let known = lead
        .get(&format!("/documents/{document}"))
        .await
        .expect(200)
        .json();
    assert!(file.body.starts_with(b"%PDF"));
    assert_eq!(known["size"].as_u64().unwrap(), file.body.len() as u64);
    let check = lead
        .get(&format!(
            "/documents/check?sha256={}",
            known["sha256"].as_str().unwrap()
        ))
        .await;
    assert_eq!(check.expect(200).json()["issued"], true);
    act(
        service,
        Role::ProjectLead,
        project,
        "advance",
        json!({"to": "contracting"}),
    )
    .await;
}

on_both! {
    async fn a_need_becomes_a_leased_device_that_goes_back(service) {
        let project = project(&service).await;
        let category = needs(&service, &project).await;
        let version = specification(&service, &project).await;
        let estimate = estimate(&service, &project, category).await;
        tender(&service, &project, version, estimate).await;

        let (finance, it) = (service.by(Role::Finance), service.by(Role::It));
        let lease = json!({
            "project_id": 1, "agreement_number": "L-1", "title": "Elev-pc'er", "lessor_name": "Leasinggiver",
            "kind": "finance_lease", "starts_on": "2018-01-02", "periods": 4,
            "every": {"unit": "year", "count": 1}, "timing": "advance", "rate": "0.0275", "residual": "0.00",
            "rounding": "constant_payment",
        });
        let lease = format!("/leases/{}", finance.post("/leases", lease).await.expect(201).id());
        let line = json!({
            "kind": "device", "device_category_id": category, "description": "Elev-pc", "quantity": 210,
            "unit_price": "5925.00",
        });
        let line = finance.post(&format!("{lease}/lines"), line).await.expect(201).id();
        act(&service, Role::Finance, &lease, "sign", json!({"signed_on": "2017-08-24"})).await;
        act(&service, Role::Finance, &lease, "put-in-force", json!({})).await;
        act(&service, Role::ProjectLead, &project, "advance", json!({"to": "operation"})).await;

        let model = json!({"device_category_id": category, "manufacturer": "Lenovo", "name": "N24"});
        let model = it.post("/device-models", model).await.expect(201).id();
        let devices: Vec<Value> = (0..210).map(|n| json!({"serial_number": format!("PC{n:03}")})).collect();
        let batch = json!({
            "school_id": OWN_SCHOOL, "model_id": model, "received_on": "2017-08-24", "devices": devices,
        });
        it.post(&format!("/lease-lines/{line}/devices"), batch).await.expect(201);
        let moved = json!({"to_school_id": OTHER_SCHOOL, "moved_on": "2017-08-24"});
        act(&service, Role::It, "/devices/1", "move", moved).await;
        let costs = finance.get("/costs/by-year.json").await.expect(200).json();
        assert_eq!(costs["rows"].as_array().unwrap().len(), 2);

        act(&service, Role::It, "/devices/1", "return", json!({"returned_on": "2017-08-24"})).await;
        let device = it.get("/devices/1").await.expect(200).json();
        assert_eq!(device["status"], "returned");
        let history = it.get("/devices/1/movements").await.expect(200).json();
        assert_eq!(history["items"].as_array().unwrap().len(), 3);
        let journal = service.by(Role::Auditor).get("/journal?limit=1000").await.expect(200).json();
        assert!(journal["items"].as_array().unwrap().len() > 30);
    }
}
