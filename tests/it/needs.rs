//! Needs from the school's draft to the project lead's confirmation, and their sums.

use crate::on_both;
use crate::support::{Answer, OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::db::schema::projects;
use anskaf::db::{DeviceCategoryId, ProjectId};
use anskaf::http::Role;
use diesel::prelude::*;
use serde_json::{Value, json};

/// A project and a category that needs are stated for.
struct Case {
    project: ProjectId,
    category: DeviceCategoryId,
}

impl Case {
    fn of(service: &Service) -> Case {
        Case {
            project: service.project_in_phase("needs_assessment"),
            category: service.category("pupil_pc", "Elev-pc"),
        }
    }

    fn path(&self) -> String {
        format!("/projects/{}/needs", self.project)
    }

    fn need(&self, school: i64, quantity: i32) -> Value {
        json!({
            "school_id": school, "device_category_id": self.category, "quantity": quantity,
            "basis": "69 elever i 4. klasse, 1:1", "wanted_on": "2018-01-02",
        })
    }
}

fn changed(quantity: i32, wanted_on: &str) -> Value {
    json!({"quantity": quantity, "basis": "72 elever, 1:1", "wanted_on": wanted_on})
}

async fn act(service: &Service, role: Role, need: &Answer, action: &str, body: Value) -> Answer {
    let path = format!("/needs/{}", need.id());
    let seen = service
        .by(Role::Auditor)
        .get(&path)
        .await
        .expect(200)
        .etag();
    service
        .by(role)
        .act(&format!("{path}/{action}"), &seen, body)
        .await
}

async fn state(service: &Service, need: &Answer) -> Value {
    let path = format!("/needs/{}", need.id());
    service.by(Role::Auditor).get(&path).await.json()["state"].clone()
}

fn close(service: &Service, project: ProjectId) {
    service
        .db
        .write_blocking(|conn| {
            diesel::update(projects::table.find(project))
                .set(projects::phase.eq("closed"))
                .execute(conn)?;
            Ok(())
        })
        .unwrap();
}

on_both! {
    async fn a_need_goes_from_the_school_to_the_project_lead_and_is_confirmed(service) {
        let case = Case::of(&service);
        let leader = service.by(Role::SchoolLeader);
        let made = leader.post(&case.path(), case.need(OWN_SCHOOL, 0)).await.expect(201);
        assert_eq!(made.header("location"), Some(format!("/api/v1/needs/{}", made.id()).as_str()));
        assert_eq!(made.json()["state"], "draft");
        let path = format!("/needs/{}", made.id());
        let change = leader.put(&path, &made.etag(), changed(72, "2018-02-01")).await.expect(200);
        assert_eq!(change.json()["quantity"], 72);
        assert_eq!(change.json()["wanted_on"], "2018-02-01");
        let submitted = leader.act(&format!("{path}/submit"), &change.etag(), json!(null)).await.expect(200);
        assert_eq!(submitted.json()["state"], "submitted");
        assert_eq!(submitted.json()["submitted_by"], leader.get("/me").await.id());
        assert_eq!(submitted.json()["submitted_at"], "2017-08-24T12:00:00.000000Z");
        let lead = service.by(Role::ProjectLead);
        let confirmed = lead.act(&format!("{path}/confirm"), &submitted.etag(), json!(null)).await.expect(200);
        assert_eq!(confirmed.json()["state"], "confirmed");
        assert_eq!(confirmed.json()["confirmed_by"], lead.get("/me").await.id());
        assert_eq!(confirmed.json()["submitted_by"], submitted.json()["submitted_by"]);
        assert_eq!(leader.get(&path).await.expect(200).json(), confirmed.json());
        let journal = service
            .by(Role::Auditor)
            .get(&format!("/journal?subject_kind=need&subject_id={}", made.id()))
            .await
            .json()["items"]
            .clone();
        let actions: Vec<_> = journal.as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
        assert_eq!(actions, ["confirmed", "submitted", "changed", "stated"]);
        assert_eq!(journal[2]["before"]["quantity"], 0);
        assert!(journal.as_array().unwrap().iter().all(|entry| entry["school_id"] == OWN_SCHOOL));
    }
}

on_both! {
    async fn the_lead_returns_a_submitted_or_confirmed_need_with_a_reason(service) {
        let case = Case::of(&service);
        let made = service.by(Role::ProjectMember).post(&case.path(), case.need(OTHER_SCHOOL, 60)).await.expect(201);
        let reason = json!({"reason": "Hvor er reserven?"});
        act(&service, Role::ProjectLead, &made, "return", reason.clone()).await.refused(409, "need_not_submitted");
        act(&service, Role::ProjectMember, &made, "submit", json!(null)).await.expect(200);
        act(&service, Role::ProjectLead, &made, "return", json!({"reason": " "})).await.refused(422, "text_blank");
        act(&service, Role::ProjectLead, &made, "return", json!({})).await.refused(400, "invalid_value");
        let back = act(&service, Role::ProjectLead, &made, "return", reason.clone()).await.expect(200).json();
        assert_eq!((&back["state"], &back["submitted_at"]), (&json!("draft"), &json!(null)));
        act(&service, Role::ProjectMember, &made, "submit", json!(null)).await.expect(200);
        act(&service, Role::ProjectLead, &made, "confirm", json!(null)).await.expect(200);
        let back = act(&service, Role::ProjectLead, &made, "return", reason).await.expect(200).json();
        assert_eq!((&back["state"], &back["confirmed_by"]), (&json!("draft"), &json!(null)));
        let journal = service
            .by(Role::Auditor)
            .get(&format!("/journal?subject_kind=need&subject_id={}", made.id()))
            .await
            .json();
        assert_eq!(journal["items"][0]["action"], "returned");
        assert_eq!(journal["items"][0]["reason"], "Hvor er reserven?");
    }
}

on_both! {
    async fn a_need_changes_state_only_in_order(service) {
        let case = Case::of(&service);
        let member = service.by(Role::ProjectMember);
        let made = member.post(&case.path(), case.need(OTHER_SCHOOL, 0)).await.expect(201);
        let path = format!("/needs/{}", made.id());
        act(&service, Role::ProjectMember, &made, "submit", json!(null)).await.refused(409, "need_empty");
        act(&service, Role::ProjectLead, &made, "confirm", json!(null)).await.refused(409, "need_not_submitted");
        assert_eq!(state(&service, &made).await, "draft");
        let change = member.put(&path, &made.etag(), changed(1, "2018-01-02")).await.expect(200);
        let submit = format!("{path}/submit");
        member.act(&submit, &made.etag(), json!(null)).await.refused(412, "stale");
        let submitted = member.act(&submit, &change.etag(), json!(null)).await.expect(200);
        member.act(&submit, &submitted.etag(), json!(null)).await.refused(409, "need_not_draft");
        member.put(&path, &submitted.etag(), changed(2, "2018-01-02")).await.refused(409, "need_not_draft");
        let lead = service.by(Role::ProjectLead);
        lead.act(&format!("{path}/confirm"), &change.etag(), json!(null)).await.refused(412, "stale");
        act(&service, Role::ProjectLead, &made, "confirm", json!(null)).await.expect(200);
        act(&service, Role::ProjectLead, &made, "confirm", json!(null)).await.refused(409, "need_confirmed");
        act(&service, Role::ProjectMember, &made, "submit", json!(null)).await.refused(409, "need_not_draft");
        lead.act(&format!("{path}/return"), &submitted.etag(), json!({"reason": "X"})).await.refused(412, "stale");
        assert_eq!(member.get(&path).await.json()["quantity"], 1);
        assert_eq!(state(&service, &made).await, "confirmed");
    }
}

on_both! {
    async fn a_school_leader_neither_sees_nor_writes_another_schools_need(service) {
        let case = Case::of(&service);
        let (leader, member) = (service.by(Role::SchoolLeader), service.by(Role::ProjectMember));
        let other = member.post(&case.path(), case.need(OTHER_SCHOOL, 60)).await.expect(201);
        let path = format!("/needs/{}", other.id());
        leader.get(&path).await.refused(404, "need_not_found");
        leader.put(&path, &other.etag(), changed(1, "2018-01-02")).await.refused(404, "need_not_found");
        leader.act(&format!("{path}/submit"), &other.etag(), json!(null)).await.refused(404, "need_not_found");
        leader.act(&format!("{path}/confirm"), &other.etag(), json!(null)).await.refused(403, "forbidden");
        leader
            .act(&format!("{path}/return"), &other.etag(), json!({"reason": "X"}))
            .await
            .refused(403, "forbidden");
        let tablet = service.category("tablet", "Tablet");
        let mut need = case.need(OTHER_SCHOOL, 5);
        need["device_category_id"] = json!(tablet);
        let answer = leader.post(&case.path(), need.clone()).await.refused(422, "school_unknown");
        assert_eq!(answer.faults()[0].1, "/school_id");
        need["school_id"] = json!(99);
        leader.post(&case.path(), need).await.refused(422, "school_unknown");
        // Whether another school has stated a need must not show either.
        leader.post(&case.path(), case.need(OTHER_SCHOOL, 5)).await.refused(422, "school_unknown");
        let own = leader.post(&case.path(), case.need(OWN_SCHOOL, 5)).await.expect(201);
        act(&service, Role::SchoolLeader, &own, "confirm", json!(null)).await.refused(403, "forbidden");
        let list = leader.get(&case.path()).await.expect(200).json();
        assert_eq!(list["items"], json!([own.json()]));
        let other_only = format!("{}?school_id={OTHER_SCHOOL}", case.path());
        assert_eq!(leader.get(&other_only).await.expect(200).json()["items"], json!([]));
        assert_eq!(member.get(&case.path()).await.json()["items"].as_array().unwrap().len(), 2);
        assert_eq!(member.get(&path).await.json(), other.json());
    }
}

on_both! {
    async fn every_fault_of_a_need_is_told_in_one_answer(service) {
        let case = Case::of(&service);
        let member = service.by(Role::ProjectMember);
        let answer = member
            .post(&case.path(), json!({
                "school_id": 99, "device_category_id": 99, "quantity": 1, "basis": " ", "wanted_on": "2017-08-23",
            }))
            .await
            .refused(422, "several_faults");
        let fault = |code: &str, place: &str| (code.to_owned(), place.to_owned());
        assert_eq!(answer.faults(), [
            fault("text_blank", "/basis"),
            fault("dates_out_of_order", "/wanted_on"),
            fault("school_unknown", "/school_id"),
            fault("device_category_unknown", "/device_category_id"),
        ]);
        for quantity in [-1, 100_001] {
            member.post(&case.path(), case.need(OWN_SCHOOL, quantity)).await.refused(422, "number_range");
        }
        let mut wrong = case.need(OWN_SCHOOL, 1);
        wrong["quantity"] = json!(1.5);
        member.post(&case.path(), wrong.clone()).await.refused(400, "invalid_value");
        wrong["quantity"] = json!(99_999_999_999_i64);
        member.post(&case.path(), wrong.clone()).await.refused(400, "invalid_value");
        wrong["quantity"] = json!(1);
        wrong["wanted_on"] = json!("2101-01-01");
        member.post(&case.path(), wrong.clone()).await.refused(422, "date_out_of_range");
        wrong["note"] = json!("ukendt");
        member.post(&case.path(), wrong).await.refused(400, "unknown_field");
        member.post("/projects/99/needs", case.need(OWN_SCHOOL, 1)).await.refused(404, "project_not_found");
        member.get("/projects/99/needs").await.refused(404, "project_not_found");
        member.get("/needs/99").await.refused(404, "need_not_found");
        assert_eq!(member.get(&case.path()).await.json()["items"], json!([]));
    }
}

on_both! {
    async fn a_school_has_one_need_of_a_category_in_a_project(service) {
        let case = Case::of(&service);
        let member = service.by(Role::ProjectMember);
        member.post(&case.path(), case.need(OWN_SCHOOL, 10)).await.expect(201);
        member.post(&case.path(), case.need(OWN_SCHOOL, 20)).await.refused(409, "need_exists");
        member.post(&case.path(), case.need(OTHER_SCHOOL, 20)).await.expect(201);
        let elsewhere = format!("/projects/{}/needs", service.project());
        member.post(&elsewhere, case.need(OWN_SCHOOL, 20)).await.expect(201);
        let list = member.get(&case.path()).await.json();
        assert_eq!(list["items"].as_array().unwrap().len(), 2);
        assert_eq!(list["items"][0]["quantity"], 10);
    }
}

on_both! {
    async fn delivery_is_wanted_while_the_school_is_one(service) {
        let case = Case::of(&service);
        let member = service.by(Role::ProjectMember);
        let made = member.post(&case.path(), case.need(OTHER_SCHOOL, 60)).await.expect(201);
        let end = json!({
            "name": "Dragør Skole, afdeling Nord", "valid_from": "2000-08-01", "valid_to": "2017-12-31",
        });
        let school = format!("/schools/{OTHER_SCHOOL}");
        service.by(Role::Administrator).put(&school, "\"1\"", end).await.expect(200);
        act(&service, Role::ProjectMember, &made, "submit", json!(null)).await.refused(422, "school_not_valid");
        let path = format!("/needs/{}", made.id());
        let answer = member.put(&path, &made.etag(), changed(60, "2018-03-01")).await;
        assert_eq!(answer.refused(422, "school_not_valid").faults()[0].1, "/wanted_on");
        member.put(&path, &made.etag(), changed(60, "2017-08-23")).await.refused(422, "dates_out_of_order");
        let mut late = case.need(OTHER_SCHOOL, 1);
        late["device_category_id"] = json!(service.category("tablet", "Tablet"));
        member.post(&case.path(), late).await.refused(422, "school_not_valid");
        assert_eq!(member.get(&path).await.json(), made.json());
        member.put(&path, &made.etag(), changed(60, "2017-12-31")).await.expect(200);
        act(&service, Role::ProjectMember, &made, "submit", json!(null)).await.expect(200);
    }
}

on_both! {
    async fn a_day_that_has_passed_may_stay_but_not_be_chosen(service) {
        let case = Case::of(&service);
        let member = service.by(Role::ProjectMember);
        let made = member.post(&case.path(), case.need(OWN_SCHOOL, 60)).await.expect(201);
        let later = service.clock.moment().now.plus_days(150);
        service.clock.set(later);
        let path = format!("/needs/{}", made.id());
        member.put(&path, &made.etag(), changed(61, "2018-01-03")).await.refused(422, "dates_out_of_order");
        member.put(&path, &made.etag(), changed(61, "2018-01-02")).await.expect(200);
    }
}

on_both! {
    async fn nothing_changes_in_a_closed_project(service) {
        let case = Case::of(&service);
        let member = service.by(Role::ProjectMember);
        let made = member.post(&case.path(), case.need(OWN_SCHOOL, 60)).await.expect(201);
        close(&service, case.project);
        member.post(&case.path(), case.need(OTHER_SCHOOL, 1)).await.refused(409, "project_closed");
        let path = format!("/needs/{}", made.id());
        member.put(&path, &made.etag(), changed(1, "2018-01-02")).await.refused(409, "project_closed");
        act(&service, Role::ProjectMember, &made, "submit", json!(null)).await.refused(409, "project_closed");
        act(&service, Role::ProjectLead, &made, "confirm", json!(null)).await.refused(409, "project_closed");
        act(&service, Role::ProjectLead, &made, "return", json!({"reason": "X"}))
            .await
            .refused(409, "project_closed");
        assert_eq!(member.get(&path).await.expect(200).json(), made.json());
    }
}

on_both! {
    async fn needs_are_filtered_and_come_in_pieces(service) {
        let case = Case::of(&service);
        let tablet = service.category("tablet", "Tablet");
        let member = service.by(Role::ProjectMember);
        let first = member.post(&case.path(), case.need(OWN_SCHOOL, 10)).await.expect(201);
        member.post(&case.path(), case.need(OTHER_SCHOOL, 20)).await.expect(201);
        let mut need = case.need(OTHER_SCHOOL, 30);
        need["device_category_id"] = json!(tablet);
        member.post(&case.path(), need).await.expect(201);
        act(&service, Role::ProjectMember, &first, "submit", json!(null)).await.expect(200);
        let quantities = async |query: &str| -> Vec<i64> {
            let page = member.get(&format!("{}?{query}", case.path())).await.expect(200).json();
            page["items"].as_array().unwrap().iter().map(|item| item["quantity"].as_i64().unwrap()).collect()
        };
        assert_eq!(quantities(&format!("school_id={OTHER_SCHOOL}")).await, [20, 30]);
        assert_eq!(quantities("state=submitted").await, [10]);
        assert_eq!(quantities(&format!("device_category_id={tablet}")).await, [30]);
        assert_eq!(quantities(&format!("device_category_id={tablet}&state=submitted")).await, [0_i64; 0]);
        let page = member.get(&format!("{}?limit=2&fields=id,quantity", case.path())).await.expect(200).json();
        assert_eq!(page["items"][0], json!({"id": first.id(), "quantity": 10}));
        let next = page["next"].as_str().unwrap();
        assert_eq!(quantities(&format!("limit=2&cursor={next}")).await, [30]);
        member.get(&format!("{}?state=lost", case.path())).await.refused(400, "invalid_parameter");
        member.get(&format!("{}?shool_id=1", case.path())).await.refused(400, "unknown_parameter");
        member.get(&format!("{}?cursor=zz", case.path())).await.refused(400, "invalid_cursor");
    }
}

on_both! {
    async fn totals_add_up_by_category_state_and_school(service) {
        let case = Case::of(&service);
        let tablet = service.category("tablet", "=Tablet");
        let member = service.by(Role::ProjectMember);
        let first = member.post(&case.path(), case.need(OWN_SCHOOL, 72)).await.expect(201);
        let second = member.post(&case.path(), case.need(OTHER_SCHOOL, 138)).await.expect(201);
        let mut need = case.need(OTHER_SCHOOL, 5);
        need["device_category_id"] = json!(tablet);
        member.post(&case.path(), need).await.expect(201);
        act(&service, Role::ProjectMember, &first, "submit", json!(null)).await.expect(200);
        act(&service, Role::ProjectMember, &second, "submit", json!(null)).await.expect(200);
        act(&service, Role::ProjectLead, &second, "confirm", json!(null)).await.expect(200);
        let path = format!("{}/totals", case.path());
        let totals = service.by(Role::Finance).get(&path).await.expect(200).json();
        let pc = &totals["categories"][0];
        assert_eq!(pc["code"], "pupil_pc");
        assert_eq!((&pc["draft"], &pc["submitted"], &pc["confirmed"]), (&json!(0), &json!(72), &json!(138)));
        assert_eq!(pc["total"], 210);
        assert_eq!(pc["schools"][1]["school_name"], "Dragør Skole, afdeling Nord");
        assert_eq!(pc["schools"][1]["state"], "confirmed");
        assert_eq!(totals["categories"][1]["draft"], 5);
        assert_eq!(service.by(Role::Finance).get(&format!("{path}.json")).await.expect(200).json(), totals);
        let csv = service.by(Role::Auditor).get(&format!("{path}.csv")).await.expect(200);
        assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
        let text = csv.text();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines, [
            "\u{feff}Enhedskategori;Skole;Tilstand;Antal;Ønsket leveret",
            "Elev-pc;Store Magleby Skole;Indsendt;72;02.01.2018",
            "Elev-pc;Dragør Skole, afdeling Nord;Bekræftet;138;02.01.2018",
            "Elev-pc;I alt;;210;",
            "'=Tablet;Dragør Skole, afdeling Nord;Udkast;5;02.01.2018",
            "'=Tablet;I alt;;5;",
            "",
        ]);
        let own = service.by(Role::SchoolLeader).get(&path).await.expect(200).json();
        assert_eq!(own["categories"].as_array().unwrap().len(), 1);
        assert_eq!(own["categories"][0]["total"], 72);
        let own = service.by(Role::SchoolLeader).get(&format!("{path}.csv")).await.expect(200).text();
        assert!(own.contains("Store Magleby Skole") && !own.contains("Dragør"), "{own}");
        member.get(&format!("{path}.xml")).await.refused(404, "not_found");
        member.get("/projects/99/needs/totals").await.refused(404, "project_not_found");
        member.get("/projects/99/needs/totals.csv").await.refused(404, "project_not_found");
    }
}

on_both! {
    async fn the_assessment_tells_each_schools_need_and_what_is_missing(service) {
        let case = Case::of(&service);
        let leader = service.by(Role::SchoolLeader);
        let text = format!("/projects/{}/needs-document.txt", case.project);
        let lead = service.by(Role::ProjectLead);
        let empty = lead.get(&text).await.expect(200).text();
        assert!(empty.contains("Ingen skole har angivet et behov endnu."), "{empty}");
        let own = leader.post(&case.path(), case.need(OWN_SCHOOL, 72)).await.expect(201);
        act(&service, Role::SchoolLeader, &own, "submit", json!(null)).await.expect(200);
        let pupils = json!({"school_year": 2017, "grade": 4, "pupils": 60, "source": "Antaget"});
        leader.post(&format!("/schools/{OWN_SCHOOL}/pupil-counts"), pupils).await.expect(201);
        let told = lead.get(&text).await.expect(200).text();
        for line in [
            "72 enheder", "69 elever i 4. klasse, 1:1", "02.01.2018", "Indsendt", "1 behov er ikke bekræftet endnu.",
            "72\u{a0}stk. Elev-pc er indsendt, men ikke bekræftet", "Skolen har ikke angivet noget behov", "2017/18",
        ] {
            assert!(told.contains(line), "{line} is missing in\n{told}");
        }
        let school = told.lines().find(|line| line.ends_with("120")).expect("devices per hundred pupils");
        assert_eq!(school.split_whitespace().rev().take(3).collect::<Vec<_>>(), ["120", "72", "60"]);
        leader.get(&text).await.refused(403, "forbidden");
        lead.get("/projects/99/needs-document.pdf").await.refused(404, "project_not_found");
    }
}

on_both! {
    async fn the_assessment_is_issued_when_every_need_is_confirmed(service) {
        let case = Case::of(&service);
        let lead = service.by(Role::ProjectLead);
        let issue = format!("/projects/{}/needs-document/issue", case.project);
        lead.post(&issue, json!({})).await.refused(409, "project_without_needs");
        let own = lead.post(&case.path(), case.need(OWN_SCHOOL, 72)).await.expect(201);
        let other = lead.post(&case.path(), case.need(OTHER_SCHOOL, 80)).await.expect(201);
        for need in [&own, &other] {
            act(&service, Role::ProjectLead, need, "submit", json!(null)).await.expect(200);
        }
        act(&service, Role::ProjectLead, &own, "confirm", json!(null)).await.expect(200);
        let answer = lead.post(&issue, json!({})).await.refused(409, "needs_not_all_confirmed");
        assert!(answer.text().contains("1 af 2 behov"), "{}", answer.text());
        assert_eq!(lead.get("/documents").await.json()["items"], json!([]));
        act(&service, Role::ProjectLead, &other, "confirm", json!(null)).await.expect(200);
        let issued = lead.post(&issue, json!({})).await.expect(201).json();
        assert_eq!((&issued["kind"], &issued["edition"]), (&json!("needs_assessment"), &json!(1)));
        let file = lead.get(&format!("/documents/{}/content", issued["id"])).await.expect(200);
        assert!(file.body.starts_with(b"%PDF-"));
    }
}
