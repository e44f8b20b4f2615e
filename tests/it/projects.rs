//! Projects: frame, group, phases, milestones, visits and decisions.

use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;
use serde_json::{Value, json};

fn dragoer() -> Value {
    let year = |year: i32| json!({"budget_year": year, "amount": "388000.00"});
    json!({
        "case_number": "17/2134", "title": "Indkøb af IT-enheder til skolerne",
        "background": "Budgetaftale af 7. oktober 2016", "kle_code": "88.08.00",
        "council_decision_on": "2017-08-31", "council_decision": "Godkendt",
        "frame": [year(2017), year(2018), year(2019), year(2020)],
    })
}

fn member(role: &str) -> Value {
    json!({
        "name": "Pia Projektleder", "role": role, "organisation": "Skoleafdelingen", "joined_on": "2017-01-01",
        "conflict_of_interest": "none", "conflict_declared_on": "2017-01-01",
    })
}

fn step(to: &str) -> Value {
    json!({"to": to})
}

/// Rows of later steps, in the states that open the phases.
async fn rows(service: &Service, statements: &'static [&'static str]) {
    use diesel::connection::SimpleConnection;
    service
        .db
        .write(move |conn| {
            for statement in statements {
                conn.batch_execute(statement)?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

on_both! {
    async fn a_project_lead_sets_up_dragoers_project_with_its_frame(service) {
        let lead = service.by(Role::ProjectLead);
        let made = lead.post("/projects", dragoer()).await.expect(201);
        let project = made.json();
        assert_eq!(project["frame_total"], "1552000.00");
        assert_eq!(project["phase"], "established");
        assert_eq!(project["frame"][3]["budget_year"], 2020);
        lead.post("/projects", dragoer()).await.refused(409, "case_number_taken");
        let list = service.by(Role::SchoolLeader).get("/projects?phase=established&fields=title").await.expect(200);
        assert_eq!(list.json()["items"], json!([{"title": "Indkøb af IT-enheder til skolerne"}]));
        let entry = service.by(Role::Auditor).get("/journal?subject_kind=project").await.expect(200).json();
        assert_eq!(entry["items"][0]["after"]["frame_total"], "1552000.00");
    }
}

on_both! {
    async fn the_frame_refuses_what_makes_no_sense(service) {
        let lead = service.by(Role::ProjectLead);
        let with_frame = |frame: Value| {
            let mut project = dragoer();
            project["frame"] = frame;
            project
        };
        lead.post("/projects", with_frame(json!([{"budget_year": 2017, "amount": "388000.005"}])))
            .await
            .refused(422, "amount_too_many_decimals");
        lead.post("/projects", with_frame(json!([{"budget_year": 2017, "amount": 388000}])))
            .await
            .refused(400, "invalid_value");
        lead.post("/projects", with_frame(json!([{"budget_year": 2017, "amount": "999999999999.00"}])))
            .await
            .refused(422, "amount_out_of_range");
        let answer = lead
            .post("/projects", with_frame(json!([{"budget_year": 2017, "amount": "-1.00"}, {"budget_year": 17, "amount": "1.00"}])))
            .await
            .refused(422, "number_range");
        let places: Vec<String> = answer.faults().into_iter().map(|(_, place)| place).collect();
        assert_eq!(places, ["/frame/0/amount", "/frame/1/budget_year"]);
        let twice = json!([{"budget_year": 2017, "amount": "1.00"}, {"budget_year": 2017, "amount": "1.00"}]);
        lead.post("/projects", with_frame(twice)).await.refused(422, "budget_year_repeated");
        let mut silent = dragoer();
        silent["council_decision"] = Value::Null;
        lead.post("/projects", silent).await.refused(422, "council_decision_missing");
        assert_eq!(lead.get("/projects").await.json()["items"], json!([]));
    }
}

on_both! {
    async fn a_project_is_changed_by_who_saw_it(service) {
        let lead = service.by(Role::ProjectLead);
        let made = lead.post("/projects", dragoer()).await.expect(201);
        let path = format!("/projects/{}", made.id());
        let mut shorter = dragoer();
        shorter["frame"] = json!([]);
        let changed = lead.put(&path, &made.etag(), shorter.clone()).await.expect(200);
        assert_eq!(changed.json()["frame_total"], "0.00");
        lead.put(&path, &made.etag(), shorter).await.refused(412, "stale");
        lead.put("/projects/99", "\"1\"", dragoer()).await.refused(404, "project_not_found");
    }
}

on_both! {
    async fn a_phase_is_entered_only_when_nothing_is_missing(service) {
        let lead = service.by(Role::ProjectLead);
        let mut bare = dragoer();
        bare["frame"] = json!([]);
        let project = lead.post("/projects", bare).await.expect(201);
        let path = format!("/projects/{}", project.id());
        let advance = format!("{path}/advance");
        let mut undeclared = member("member");
        undeclared["conflict_of_interest"] = Value::Null;
        undeclared["conflict_declared_on"] = Value::Null;
        lead.post(&format!("{path}/members"), undeclared).await.expect(201);
        let answer = lead.act(&advance, "\"1\"", step("needs_assessment")).await.refused(409, "several_faults");
        let codes: Vec<String> = answer.faults().into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["project_without_lead", "project_without_frame", "conflict_of_interest_undeclared"]);
        assert_eq!(lead.get(&path).await.json()["phase"], "established");
    }
}

on_both! {
    async fn a_project_walks_from_established_to_closed(service) {
        let lead = service.by(Role::ProjectLead);
        let project = lead.post("/projects", dragoer()).await.expect(201);
        let path = format!("/projects/{}", project.id());
        let advance = format!("{path}/advance");
        lead.post(&format!("{path}/members"), member("lead")).await.expect(201);
        lead.act(&advance, "\"1\"", step("specification")).await.refused(409, "phase_not_next");
        let needs = lead.act(&advance, "\"1\"", step("needs_assessment")).await.expect(200);
        lead.act(&advance, &needs.etag(), step("specification")).await.refused(409, "project_without_needs");
        rows(&service, &[
            "INSERT INTO device_categories (code, name, version) VALUES ('pupil_pc', 'Elev-pc', 1)",
            "INSERT INTO needs (project_id, school_id, device_category_id, quantity, basis, wanted_on, state, version) \
             VALUES (1, 1, 1, 75, 'Elevtal', '2017-12-01', 'submitted', 1)",
        ]).await;
        let specification = lead.act(&advance, &needs.etag(), step("specification")).await.expect(200);
        let answer = lead.act(&advance, &specification.etag(), step("tendering")).await.expect(409);
        let codes: Vec<String> = answer.faults().into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["needs_unconfirmed", "specification_unapproved", "estimate_unapproved"]);
        rows(&service, &[
            "UPDATE needs SET state = 'confirmed'",
            "INSERT INTO specifications (project_id, title, next_number, version) VALUES (1, 'Krav', 2, 1)",
            "INSERT INTO specification_versions (specification_id, number, state, created_at, approved_at, version) \
             VALUES (1, 1, 'approved', '2017-08-24 12:00:00', '2017-08-24 12:00:00', 1)",
            "INSERT INTO estimates (project_id, title, state, starts_on, periods, every_unit, every_count, timing, rate, \
             rate_source, rate_assumed, approved_at, residual, version) VALUES (1, 'Overslag', 'approved', '2018-01-02', 4, 'year', 1, 'advance', \
             '0.0275', 'Antaget', TRUE, '2017-08-24 12:00:00', 0, 1)",
        ]).await;
        let back = json!({"to": "needs_assessment"});
        lead.act(&advance, &specification.etag(), back).await.refused(422, "reason_required");
        let back = json!({"to": "needs_assessment", "reason": "Nordstrandskolen mangler"});
        let back = lead.act(&advance, &specification.etag(), back).await.expect(200);
        let again = lead.act(&advance, &back.etag(), step("specification")).await.expect(200);
        let tendering = lead.act(&advance, &again.etag(), step("tendering")).await.expect(200);
        lead.act(&advance, &tendering.etag(), step("contracting")).await.refused(409, "tender_unpublished");
        document(&service);
        publish_and_lease(&service).await;
        let contracting = lead.act(&advance, &tendering.etag(), step("contracting")).await.expect(200);
        lead.act(&advance, &contracting.etag(), step("operation")).await.refused(409, "project_without_lease");
        rows(&service, &["UPDATE leases SET state = 'in_force'"]).await;
        let operation = lead.act(&advance, &contracting.etag(), step("operation")).await.expect(200);
        lead.act(&advance, &operation.etag(), step("closed")).await.refused(409, "leases_not_ended");
        rows(&service, &["UPDATE leases SET state = 'ended'"]).await;
        let closed = lead.act(&advance, &operation.etag(), step("closed")).await.expect(200);
        lead.act(&advance, &closed.etag(), json!({"to": "operation", "reason": "Nej"})).await.refused(409, "project_closed");
        lead.put(&path, &closed.etag(), dragoer()).await.refused(409, "project_closed");
        let steps = lead.get(&format!("{path}/phase-changes")).await.expect(200).json();
        assert_eq!(steps["items"].as_array().unwrap().len(), 8);
        assert_eq!(steps["items"][2]["reason"], "Nordstrandskolen mangler");
    }
}

fn document(service: &Service) {
    use anskaf::db::schema::archived_documents as d;
    use diesel::prelude::*;
    service
        .db
        .write_blocking(|conn| {
            let values = (
                d::number.eq("2017-0001"),
                d::year.eq(2017),
                d::sequence.eq(1),
                d::kind.eq("tender"),
                d::subject_kind.eq("tender"),
                d::subject_id.eq(1i64),
                d::title.eq("Udbudsmateriale"),
                d::file_name.eq("udbudsmateriale.pdf"),
                d::media_type.eq("application/pdf"),
                d::sha256.eq("0"),
                d::size.eq(1i64),
                d::content.eq(vec![0u8]),
                d::data_version.eq(1),
                d::issued_at.eq(service.clock.moment().now),
                d::issued_by.eq(1i64),
                d::issued_by_name.eq("Pia"),
            );
            diesel::insert_into(d::table).values(values).execute(conn)?;
            Ok(())
        })
        .unwrap();
}

async fn publish_and_lease(service: &Service) {
    rows(service, &[
        "INSERT INTO tenders (project_id, specification_version_id, estimate_id, title, procedure, award_criterion, \
         state, contact, question_deadline_on, offer_deadline_on, offers_bind_until, document_id, version) VALUES \
         (1, 1, 1, 'Udbud', 'open', 'price', 'published', 'x', '2017-09-01', '2017-10-01', '2017-12-01', 1, 1)",
        "INSERT INTO leases (project_id, agreement_number, title, lessor_name, kind, state, starts_on, periods, \
         every_unit, every_count, timing, rate, residual, rounding, version) VALUES (1, 'L-1', 'Aftale', 'KommuneLeasing', \
         'finance_lease', 'establishment', '2018-01-02', 4, 'year', 1, 'advance', '0.0275', 0, 'constant_payment', 1)",
    ])
    .await;
}

on_both! {
    async fn members_declare_their_interests(service) {
        let lead = service.by(Role::ProjectLead);
        let path = format!("/projects/{}/members", service.project());
        let made = lead.post(&path, member("lead")).await.expect(201);
        let mut half = member("member");
        half["conflict_declared_on"] = Value::Null;
        lead.post(&path, half).await.refused(422, "conflict_declaration_incomplete");
        let mut silent = member("adviser");
        silent["conflict_of_interest"] = json!("declared");
        lead.post(&path, silent.clone()).await.refused(422, "conflict_explanation_missing");
        silent["conflict_explanation"] = json!("Ejer aktier i en forhandler");
        lead.post(&path, silent).await.expect(201);
        let mut wrong = member("member");
        wrong["left_on"] = json!("2016-12-31");
        wrong["account_id"] = json!(99);
        let answer = lead.post(&path, wrong).await.expect(422);
        let codes: Vec<String> = answer.faults().into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["dates_out_of_order", "account_unknown"]);
        let mut left = member("lead");
        left["left_on"] = json!("2017-06-30");
        lead.put(&format!("/project-members/{}", made.id()), &made.etag(), left.clone()).await.expect(200);
        lead.put("/project-members/99", "\"1\"", left).await.refused(404, "member_not_found");
        assert_eq!(lead.get(&path).await.json()["items"].as_array().unwrap().len(), 2);
    }
}

on_both! {
    async fn milestones_visits_and_decisions_are_kept(service) {
        let member = service.by(Role::ProjectMember);
        let path = format!("/projects/{}", service.project());
        let milestone = json!({"title": "Behov indberettet", "due_on": "2017-09-15"});
        let made = member.post(&format!("{path}/milestones"), milestone.clone()).await.expect(201);
        let mut done = milestone.clone();
        done["done_on"] = json!("2017-09-10");
        member.put(&format!("/milestones/{}", made.id()), &made.etag(), done).await.expect(200);
        member.put("/milestones/99", "\"1\"", milestone).await.refused(404, "milestone_not_found");
        let visit = json!({"visited_on": "2017-05-10", "host": "Faxe Kommune", "participants": "Projektleder, to lærere",
            "questions": "Opladning?", "findings": "Skabe med USB-C"});
        let made = member.post(&format!("{path}/visits"), visit.clone()).await.expect(201);
        member.put(&format!("/visits/{}", made.id()), &made.etag(), visit.clone()).await.expect(200);
        member.put("/visits/99", "\"1\"", visit).await.refused(404, "visit_not_found");
        let decision = json!({"decided_on": "2017-08-24", "decided_by": "Økonomiudvalget",
            "decision": "Flere enheder inden for rammen", "reason": "Prisen er lavere end ventet"});
        member.post(&format!("{path}/decisions"), decision.clone()).await.expect(201);
        let mut tomorrow = decision;
        tomorrow["decided_on"] = json!("2017-08-25");
        member.post(&format!("{path}/decisions"), tomorrow).await.refused(422, "decision_in_future");
        for list in ["milestones", "visits", "decisions"] {
            let found = member.get(&format!("{path}/{list}")).await.expect(200).json();
            assert_eq!(found["items"].as_array().unwrap().len(), 1, "{list}");
            member.get(&format!("/projects/99/{list}")).await.refused(404, "project_not_found");
        }
    }
}
