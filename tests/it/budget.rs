//! Economic estimates: Dragør's case of 2017 to the øre, and every way in which an estimate is refused.

use crate::on_both;
use crate::support::{OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::db::schema::{needs, project_frames, projects};
use anskaf::db::{DeviceCategoryId, ProjectId, SchoolId};
use anskaf::http::Role;
use diesel::prelude::*;
use serde_json::{Value, json};

/// A need, written straight into the table.
fn need(
    service: &Service,
    project: ProjectId,
    school: i64,
    category: DeviceCategoryId,
    quantity: i32,
    state: &'static str,
) {
    let wanted = chrono::NaiveDate::from_ymd_opt(2018, 1, 2).unwrap();
    service
        .db
        .write_blocking(|conn| {
            diesel::insert_into(needs::table)
                .values((
                    needs::project_id.eq(project),
                    needs::school_id.eq(SchoolId(school)),
                    needs::device_category_id.eq(category),
                    needs::quantity.eq(quantity),
                    needs::basis.eq("Elevtal"),
                    needs::wanted_on.eq(wanted),
                    needs::state.eq(state),
                    needs::version.eq(1),
                ))
                .execute(conn)?;
            Ok(())
        })
        .expect("a need");
}

fn financing() -> Value {
    json!({
        "title": "Leasing af elev-pc'er", "starts_on": "2018-01-02", "periods": 4,
        "every_unit": "year", "every_count": 1, "timing": "advance", "rate": "0.0275",
        "rate_source": "Antaget efter KommuneLeasings niveau", "rate_assumed": true, "residual": "0.00",
    })
}

fn prices(category: DeviceCategoryId) -> Value {
    json!({"prices": [{
        "device_category_id": category, "unit_price": "5600.00", "source": "Antaget", "assumed": true,
    }]})
}

fn lines() -> Value {
    let line = |kind: &str, text: &str, basis: &str, quantity: i32, price: &str| {
        json!({
            "kind": kind, "description": text, "basis": basis, "quantity": quantity,
            "unit_price": price, "source": "Antaget", "assumed": true,
        })
    };
    json!({"lines": [
        line("charging_cabinet", "Computerskabe, opsat", "fixed", 7, "9500.00"),
        line("image_installation", "Imageinstallation", "per_device", 1, "150.00"),
        line("municipal_licence", "Kommunelicens", "per_device", 1, "175.00"),
    ]})
}

/// Dragør's estimate: 210 PCs confirmed by two schools.
pub async fn dragoer(service: &Service) -> (ProjectId, DeviceCategoryId, i64) {
    let project = service.project();
    let category = service.category("pupil_pc", "Elev-pc");
    need(service, project, OWN_SCHOOL, category, 75, "confirmed");
    need(service, project, OTHER_SCHOOL, category, 135, "confirmed");
    let id = estimate(service, project, category).await;
    (project, category, id)
}

async fn estimate(service: &Service, project: ProjectId, category: DeviceCategoryId) -> i64 {
    let author = service.by(Role::ProjectMember);
    let path = format!("/projects/{project}/estimates");
    let made = author.post(&path, financing()).await.expect(201);
    let path = format!("/estimates/{}", made.id());
    let priced = author
        .put(&format!("{path}/prices"), &made.etag(), prices(category))
        .await
        .expect(200);
    author
        .put(&format!("{path}/lines"), &priced.etag(), lines())
        .await
        .expect(200);
    made.id()
}

fn warning_codes(calculation: &Value) -> Vec<String> {
    let warnings = calculation["warnings"].as_array().unwrap();
    let code = |warning: &Value| warning["code"].as_str().unwrap().to_owned();
    warnings.iter().map(code).collect()
}

on_both! {
    async fn dragoers_estimate_is_right_to_the_oere(service) {
        let (_, category, id) = dragoer(&service).await;
        let staff = service.by(Role::Auditor);
        let found = staff.get(&format!("/estimates/{id}/calculation.json")).await.expect(200).json();
        assert_eq!(found["devices"], 210);
        assert_eq!(found["acquisition"], "1310750.00");
        assert_eq!(found["payment"], "341140.18");
        let years: Vec<(i64, &str, &str, &str)> = found["years"]
            .as_array()
            .unwrap()
            .iter()
            .map(|year| {
                let text = |name: &str| year[name].as_str().unwrap();
                (year["year"].as_i64().unwrap(), text("frame"), text("cost"), text("difference"))
            })
            .collect();
        assert_eq!(years, [
            (2017, "388000.00", "0.00", "388000.00"),
            (2018, "388000.00", "341140.18", "46859.82"),
            (2019, "388000.00", "341140.18", "46859.82"),
            (2020, "388000.00", "341140.18", "46859.82"),
            (2021, "0.00", "341140.18", "-341140.18"),
        ]);
        assert_eq!(found["frame_total"], "1552000.00");
        assert_eq!(found["total"], "1364560.72");
        assert_eq!(found["difference"], "187439.28");
        assert_eq!(warning_codes(&found), ["payments_outside_frame"]);
        assert_eq!(found["warnings"][0]["year"], 2021);
        assert!(found["warnings"][0]["da"].as_str().unwrap().contains("2017–2020"));
        let fit = &found["fit"];
        assert_eq!(fit["device_category_id"], category.0);
        assert_eq!(fit["per_device"], "5925.00");
        assert_eq!(fit["fixed"], "66500.00");
        assert_eq!((&fit["needed"], &fit["quantity"]), (&json!(210), &json!(240)));
        assert_eq!(fit["more_than_needed"], 30);
        assert_eq!(fit["total"], "1549607.96");
        assert_eq!(found["assumptions"].as_array().unwrap().len(), 5);
        assert_eq!(found["assumptions"][4]["value"], "2,75\u{a0}%");
    }
}

on_both! {
    async fn the_cost_per_year_is_a_spreadsheet_too(service) {
        let (_, _, id) = dragoer(&service).await;
        let file = service.by(Role::Finance).get(&format!("/estimates/{id}/calculation.csv")).await.expect(200);
        assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
        let text = file.text();
        let rows: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(rows[2], "2018;388000,00;341140,18;46859,82");
        assert_eq!(rows[5], "2021;0,00;341140,18;-341140,18");
        assert_eq!(rows[6], "I alt;1552000,00;1364560,72;187439,28");
        service
            .by(Role::Finance)
            .get(&format!("/estimates/{id}/calculation.pdf"))
            .await
            .refused(404, "not_found");
    }
}

on_both! {
    async fn only_confirmed_needs_count_unless_told_otherwise(service) {
        let project = service.project();
        let category = service.category("pupil_pc", "Elev-pc");
        let tablet = service.category("tablet", "Tablet");
        need(&service, project, OWN_SCHOOL, category, 10, "confirmed");
        need(&service, project, OTHER_SCHOOL, category, 5, "submitted");
        need(&service, project, OTHER_SCHOOL, tablet, 3, "draft");
        let id = estimate(&service, project, category).await;
        let staff = service.by(Role::Finance);
        let path = format!("/estimates/{id}/calculation.json");
        let found = staff.get(&path).await.expect(200).json();
        assert_eq!(found["devices"], 10);
        assert!(warning_codes(&found).contains(&"needs_left_out".to_owned()));
        let found = staff.get(&format!("{path}?needs=submitted")).await.expect(200).json();
        assert_eq!(found["devices"], 15);
        let found = staff.get(&format!("{path}?needs=all")).await.expect(200).json();
        assert_eq!(found["devices"], 18);
        // 15 × 5600 + 7 × 9500 + 18 × (150 + 175): the tablets have no price of their own.
        assert_eq!(found["acquisition"], "156350.00");
        let codes = warning_codes(&found);
        assert!(codes.contains(&"price_missing".to_owned()), "{codes:?}");
        assert!(codes.contains(&"choose_category".to_owned()), "{codes:?}");
        assert_eq!(found["fit"], Value::Null);
        let found = staff
            .get(&format!("{path}?needs=all&category_id={category}"))
            .await
            .expect(200)
            .json();
        // Fixed are the cabinets and what the three tablets need besides their price.
        assert_eq!(found["fit"]["fixed"], "67475.00");
        staff
            .get(&format!("{path}?category_id={tablet}"))
            .await
            .refused(422, "device_category_unknown");
        staff.get(&format!("{path}?needs=some")).await.refused(400, "invalid_parameter");
    }
}

on_both! {
    async fn a_cost_above_the_frame_is_told_for_the_years_and_in_all(service) {
        let project = service.project();
        let category = service.category("pupil_pc", "Elev-pc");
        need(&service, project, OWN_SCHOOL, category, 400, "confirmed");
        let id = estimate(&service, project, category).await;
        let found = service
            .by(Role::Finance)
            .get(&format!("/estimates/{id}/calculation.json"))
            .await
            .expect(200)
            .json();
        let codes = warning_codes(&found);
        assert_eq!(codes.iter().filter(|code| *code == "year_above_frame").count(), 3, "{codes:?}");
        assert!(codes.contains(&"total_above_frame".to_owned()), "{codes:?}");
        assert_eq!(found["fit"]["more_than_needed"], -160);
    }
}

on_both! {
    async fn without_needs_frame_or_prices_the_calculation_says_so(service) {
        let project = service.project();
        service
            .db
            .write_blocking(|conn| {
                diesel::delete(project_frames::table).execute(conn)?;
                Ok(())
            })
            .unwrap();
        let author = service.by(Role::ProjectLead);
        let mut terms = financing();
        terms["residual"] = json!("100.00");
        let made = author.post(&format!("/projects/{project}/estimates"), terms).await.expect(201);
        let found = author.get(&format!("/estimates/{}/calculation.json", made.id())).await.expect(200).json();
        assert_eq!(
            warning_codes(&found),
            ["no_needs", "no_frame", "residual_above_acquisition", "nothing_to_fit"]
        );
        let category = service.category("pupil_pc", "Elev-pc");
        let mut free = prices(category);
        free["prices"][0]["unit_price"] = json!("0.00");
        author.put(&format!("/estimates/{}/prices", made.id()), &made.etag(), free).await.expect(200);
        let found = author.get(&format!("/estimates/{}/calculation.json", made.id())).await.expect(200).json();
        assert_eq!(warning_codes(&found).last().unwrap(), "no_largest_quantity");
    }
}

on_both! {
    async fn finance_approves_and_then_nothing_changes(service) {
        let (project, category, id) = dragoer(&service).await;
        let finance = service.by(Role::Finance);
        let path = format!("/estimates/{id}");
        let seen = finance.get(&path).await.expect(200).etag();
        finance.act(&format!("{path}/approve"), "\"1\"", json!(null)).await.refused(412, "stale");
        let approved = finance.act(&format!("{path}/approve"), &seen, json!(null)).await.expect(200);
        assert_eq!(approved.json()["state"], "approved");
        let tag = approved.etag();
        finance.act(&format!("{path}/approve"), &tag, json!(null)).await.refused(409, "estimate_approved");
        finance.put(&path, &tag, financing()).await.refused(409, "estimate_approved");
        finance.put(&format!("{path}/prices"), &tag, prices(category)).await.refused(409, "estimate_approved");
        finance.put(&format!("{path}/lines"), &tag, lines()).await.refused(409, "estimate_approved");
        assert_eq!(finance.get(&path).await.etag(), tag);
        let list = finance.get(&format!("/projects/{project}/estimates")).await.expect(200).json();
        assert_eq!(list["items"][0]["lines"].as_array().unwrap().len(), 3);
        let journal = service
            .by(Role::Auditor)
            .get(&format!("/journal?subject_kind=estimate&subject_id={id}"))
            .await
            .json();
        let actions: Vec<&str> = journal["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry["action"].as_str().unwrap())
            .collect();
        assert_eq!(actions, ["approved", "lines_set", "priced", "drafted"]);
        assert_eq!(journal["items"][0]["after"]["calculation"]["payment"], "341140.18");
    }
}

on_both! {
    async fn an_estimate_that_is_empty_or_misses_a_price_is_not_approved(service) {
        let project = service.project();
        let category = service.category("pupil_pc", "Elev-pc");
        need(&service, project, OWN_SCHOOL, category, 1, "confirmed");
        let finance = service.by(Role::Finance);
        let made = finance.post(&format!("/projects/{project}/estimates"), financing()).await.expect(201);
        let path = format!("/estimates/{}", made.id());
        finance
            .act(&format!("{path}/approve"), &made.etag(), json!(null))
            .await
            .refused(409, "estimate_empty");
        let lined = finance.put(&format!("{path}/lines"), &made.etag(), lines()).await.expect(200);
        let answer = finance
            .act(&format!("{path}/approve"), &lined.etag(), json!(null))
            .await
            .refused(409, "estimate_price_missing");
        assert!(answer.text().contains("Elev-pc"));
        assert_eq!(finance.get(&path).await.json()["state"], "draft");
    }
}

on_both! {
    async fn financing_that_makes_no_sense_is_refused_with_all_faults(service) {
        let project = service.project();
        let author = service.by(Role::ProjectMember);
        let path = format!("/projects/{project}/estimates");
        let mut wrong = financing();
        wrong["starts_on"] = json!("1789-07-14");
        wrong["rate"] = json!("1.5");
        author.post(&path, wrong).await.refused(422, "several_faults");
        let with = |field: &str, value: Value| {
            let mut body = financing();
            body[field] = value;
            body
        };
        author.post(&path, with("starts_on", json!("2101-01-01"))).await.refused(422, "date_out_of_range");
        author.post(&path, with("rate", json!("-0.01"))).await.refused(422, "estimate_rate_out_of_range");
        author.post(&path, with("rate", json!("2,75"))).await.refused(400, "invalid_value");
        author.post(&path, with("periods", json!(0))).await.refused(422, "number_range");
        author.post(&path, with("residual", json!("-1.00"))).await.refused(422, "amount_negative");
        author.post(&path, with("residual", json!("1.005"))).await.refused(422, "amount_too_many_decimals");
        author.post(&path, with("title", json!("   "))).await.refused(422, "text_blank");
        author.post(&path, with("every_unit", json!("decade"))).await.refused(400, "invalid_value");
        let mut endless = with("periods", json!(1200));
        endless["every_count"] = json!(1200);
        author.post(&path, endless).await.refused(422, "estimate_terms_invalid");
        assert_eq!(author.get(&path).await.json()["items"], json!([]));
        author.post("/projects/99/estimates", financing()).await.refused(404, "project_not_found");
        author.get("/projects/99/estimates").await.refused(404, "project_not_found");
        author.get("/estimates/99").await.refused(404, "estimate_not_found");
        author.get("/estimates/99/calculation.json").await.refused(404, "estimate_not_found");
        author.get("/estimates/99/document.pdf").await.refused(404, "estimate_not_found");
    }
}

on_both! {
    async fn wrong_prices_and_lines_leave_the_old_ones(service) {
        let (_, category, id) = dragoer(&service).await;
        let author = service.by(Role::ProjectLead);
        let path = format!("/estimates/{id}");
        let before = author.get(&path).await.expect(200);
        let price = prices(category)["prices"][0].clone();
        let mut unknown = price.clone();
        unknown["device_category_id"] = json!(99);
        let to = format!("{path}/prices");
        let answer = author
            .put(&to, &before.etag(), json!({"prices": [price, price, unknown]}))
            .await
            .refused(422, "several_faults");
        assert_eq!(answer.faults(), [
            ("estimate_price_twice".to_owned(), "/prices/1/device_category_id".to_owned()),
            ("device_category_unknown".to_owned(), "/prices/2/device_category_id".to_owned()),
        ]);
        let mut wrong = lines();
        wrong["lines"][0]["quantity"] = json!(100_001);
        wrong["lines"][1]["unit_price"] = json!("-1.00");
        let answer = author.put(&format!("{path}/lines"), &before.etag(), wrong).await.refused(422, "several_faults");
        assert_eq!(answer.faults()[1].1, "/lines/1/unit_price");
        author.put(&to, "\"1\"", prices(category)).await.refused(412, "stale");
        author.put(&path, "\"1\"", financing()).await.refused(412, "stale");
        assert_eq!(author.get(&path).await.json(), before.json());
    }
}

on_both! {
    async fn an_absurd_sum_is_refused_and_not_wrapped_around(service) {
        let (_, _, id) = dragoer(&service).await;
        let author = service.by(Role::ProjectLead);
        let path = format!("/estimates/{id}");
        let mut absurd = lines();
        absurd["lines"][0]["unit_price"] = json!("99999999999.99");
        absurd["lines"][0]["quantity"] = json!(100_000);
        let seen = author.get(&path).await.etag();
        author.put(&format!("{path}/lines"), &seen, absurd).await.expect(200);
        author.get(&format!("{path}/calculation.json")).await.refused(422, "amount_out_of_range");
    }
}

on_both! {
    async fn a_closed_project_takes_no_estimates(service) {
        let (project, category, id) = dragoer(&service).await;
        service
            .db
            .write_blocking(|conn| {
                diesel::update(projects::table).set(projects::phase.eq("closed")).execute(conn)?;
                Ok(())
            })
            .unwrap();
        let author = service.by(Role::Finance);
        let path = format!("/estimates/{id}");
        let tag = author.get(&path).await.expect(200).etag();
        author.post(&format!("/projects/{project}/estimates"), financing()).await.refused(409, "project_closed");
        author.put(&path, &tag, financing()).await.refused(409, "project_closed");
        author.put(&format!("{path}/prices"), &tag, prices(category)).await.refused(409, "project_closed");
        author.put(&format!("{path}/lines"), &tag, lines()).await.refused(409, "project_closed");
        author.act(&format!("{path}/approve"), &tag, json!(null)).await.refused(409, "project_closed");
    }
}

on_both! {
    async fn the_estimate_is_drawn_as_pdf(service) {
        let (_, _, id) = dragoer(&service).await;
        let path = format!("/estimates/{id}/document.pdf");
        let file = service.by(Role::Auditor).get(&path).await.expect(200);
        assert!(file.body.starts_with(b"%PDF-"));
        assert_eq!(file.header("content-type"), Some("application/pdf"));
        let kept = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("overslag.pdf");
        std::fs::write(kept, &file.body).unwrap();
        let again = service.by(Role::Auditor).get(&path).await.expect(200);
        assert!(file.body == again.body, "two drawings of one estimate differ");
    }
}

on_both! {
    async fn an_estimate_is_issued_in_editions_of_which_the_newer_replaces_the_older(service) {
        let (_, _, estimate) = dragoer(&service).await;
        let finance = service.by(Role::Finance);
        let path = format!("/estimates/{estimate}/document/issue");
        finance.post(&path, json!({})).await.refused(409, "document_not_approved");
        let tag = finance.get(&format!("/estimates/{estimate}")).await.etag();
        finance.act(&format!("/estimates/{estimate}/approve"), &tag, json!(null)).await.expect(200);
        let first = finance.post(&path, json!({})).await.expect(201).json();
        assert_eq!((&first["edition"], &first["number"]), (&json!(1), &json!("2017-0001")));
        finance.post(&path, json!({})).await.refused(422, "document_change_missing");
        let note = json!({"change": "Priserne er indhentet på ny."});
        let second = finance.post(&path, note).await.expect(201).json();
        assert_eq!((&second["edition"], &second["replaced_by"]), (&json!(2), &json!(null)));
        let older = finance.get(&format!("/documents/{}", first["id"])).await.expect(200).json();
        assert_eq!(older["replaced_by"], second["number"]);
        let hash = older["sha256"].as_str().expect("a hash");
        let check = finance.get(&format!("/documents/check?sha256={hash}")).await.expect(200).json();
        assert_eq!((&check["issued"], &check["replaced_by"]), (&json!(true), &second["number"]));
        let bytes = finance.get(&format!("/documents/{}/content", first["id"])).await.expect(200);
        assert_eq!(bytes.header("etag"), Some(format!("\"{hash}\"").as_str()), "byte for byte");
        let content = finance.get(&format!("/documents/{}/content", second["id"])).await.expect(200);
        assert!(content.body.starts_with(b"%PDF-1.7"));
    }
}
