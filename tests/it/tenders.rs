//! Tenders: what they rest on, their rules, and that what is published is frozen.

use crate::on_both;
use crate::support::{OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::db::schema::{
    estimate_lines, estimates, needs, projects, requirement_sections, requirements,
    specification_versions, specifications,
};
use anskaf::db::{
    DeviceCategoryId, EstimateId, ProjectId, SchoolId, SectionId, SpecificationId,
    SpecificationVersionId, TenderId, Version,
};
use anskaf::finance::Money;
use anskaf::http::Role;
use anskaf::http::actor::ProjectLead;
use anskaf::tenders;
use diesel::prelude::*;
use serde_json::{Value, json};

/// A project with everything that a tender rests on, written straight into the tables.
struct Case {
    project: ProjectId,
    specification: SpecificationVersionId,
    estimate: EstimateId,
}

fn case(service: &Service) -> Case {
    let project = service.project();
    let category = service.category(
        &format!("pupil_pc_{project}"),
        &format!("Elev-pc {project}"),
    );
    need(service, project, OWN_SCHOOL, category, 75);
    need(service, project, OTHER_SCHOOL, category, 135);
    Case {
        project,
        specification: specification(service, project, "approved"),
        estimate: estimate(service, project, "approved"),
    }
}

fn need(
    service: &Service,
    project: ProjectId,
    school: i64,
    category: DeviceCategoryId,
    count: i32,
) {
    let wanted = chrono::NaiveDate::from_ymd_opt(2018, 1, 2).unwrap();
    let insert = |conn: &mut anskaf::db::DbConnection| {
        diesel::insert_into(needs::table)
            .values((
                needs::project_id.eq(project),
                needs::school_id.eq(SchoolId(school)),
                needs::device_category_id.eq(category),
                needs::quantity.eq(count),
                needs::basis.eq("Elevtal"),
                needs::wanted_on.eq(wanted),
                needs::state.eq("confirmed"),
                needs::version.eq(1),
            ))
            .execute(conn)?;
        Ok(())
    };
    service.db.write_blocking(insert).expect("a need");
}

const REQUIREMENTS: &[(&str, &str, &str, bool)] = &[
    (
        "minimum",
        "yes_no",
        "Enheden har et tastatur med æ, ø og å og vejer højst 1,5 kg.",
        false,
    ),
    (
        "important",
        "number",
        "Batteriet holder mindst 8 timer ved normal undervisning.",
        false,
    ),
    (
        "normal",
        "text",
        "Leverandøren beskriver, hvordan skærm og tastatur udskiftes.",
        false,
    ),
    (
        "option",
        "price",
        "Forsikring mod uheld i fire år, pr. enhed.",
        false,
    ),
    (
        "normal",
        "choice",
        "Dette krav er trukket tilbage og må ikke stå i dokumentet.",
        true,
    ),
];

fn specification(
    service: &Service,
    project: ProjectId,
    state: &'static str,
) -> SpecificationVersionId {
    let moment = service.clock.moment();
    let approved = (state == "approved").then_some(moment.now);
    service
        .db
        .write_blocking(|conn| {
            let id: SpecificationId = diesel::insert_into(specifications::table)
                .values((
                    specifications::project_id.eq(project),
                    specifications::title.eq("Elev-pc'er"),
                    specifications::next_number.eq(6),
                    specifications::version.eq(1),
                ))
                .returning(specifications::id)
                .get_result(conn)?;
            let version: SpecificationVersionId =
                diesel::insert_into(specification_versions::table)
                    .values((
                        specification_versions::specification_id.eq(id),
                        specification_versions::number.eq(2),
                        specification_versions::state.eq(state),
                        specification_versions::created_at.eq(moment.now),
                        specification_versions::approved_at.eq(approved),
                        specification_versions::version.eq(1),
                    ))
                    .returning(specification_versions::id)
                    .get_result(conn)?;
            let section: SectionId = diesel::insert_into(requirement_sections::table)
                .values((
                    requirement_sections::specification_version_id.eq(version),
                    requirement_sections::position.eq(1),
                    requirement_sections::title.eq("Enheden"),
                    requirement_sections::introduction
                        .eq("Enhederne bruges af elever i 4.-9. klasse, også uden for skolen."),
                    requirement_sections::version.eq(1),
                ))
                .returning(requirement_sections::id)
                .get_result(conn)?;
            for (number, (importance, answer, text, withdrawn)) in (1i32..).zip(REQUIREMENTS) {
                diesel::insert_into(requirements::table)
                    .values((
                        requirements::specification_version_id.eq(version),
                        requirements::section_id.eq(section),
                        requirements::number.eq(number),
                        requirements::importance.eq(*importance),
                        requirements::answer_kind.eq(*answer),
                        requirements::text.eq(*text),
                        requirements::withdrawn.eq(*withdrawn),
                        requirements::version.eq(1),
                    ))
                    .execute(conn)?;
            }
            Ok(version)
        })
        .expect("a specification")
}

fn estimate(service: &Service, project: ProjectId, state: &'static str) -> EstimateId {
    let moment = service.clock.moment();
    let approved = (state == "approved").then_some(moment.now);
    let lines = [
        (
            "charging_cabinet",
            "Computerskabe til opladning, opsat",
            "fixed",
            7,
            950_000,
        ),
        (
            "image_installation",
            "Installation af kommunens image",
            "per_device",
            1,
            15_000,
        ),
    ];
    service
        .db
        .write_blocking(|conn| {
            let id: EstimateId = diesel::insert_into(estimates::table)
                .values((
                    estimates::project_id.eq(project),
                    estimates::title.eq("Overslag"),
                    estimates::state.eq(state),
                    estimates::starts_on.eq(chrono::NaiveDate::from_ymd_opt(2018, 1, 2).unwrap()),
                    estimates::periods.eq(4),
                    estimates::every_unit.eq("year"),
                    estimates::every_count.eq(1),
                    estimates::timing.eq("advance"),
                    estimates::rate.eq("0.0275"),
                    estimates::rate_source.eq("Antaget"),
                    estimates::rate_assumed.eq(true),
                    estimates::residual.eq(Money::ZERO),
                    estimates::approved_at.eq(approved),
                    estimates::version.eq(1),
                ))
                .returning(estimates::id)
                .get_result(conn)?;
            for (position, (kind, text, basis, quantity, price)) in (1i32..).zip(lines) {
                diesel::insert_into(estimate_lines::table)
                    .values((
                        estimate_lines::estimate_id.eq(id),
                        estimate_lines::position.eq(position),
                        estimate_lines::kind.eq(kind),
                        estimate_lines::description.eq(text),
                        estimate_lines::basis.eq(basis),
                        estimate_lines::quantity.eq(quantity),
                        estimate_lines::unit_price.eq(Money::from_ore(price)),
                        estimate_lines::source.eq("Antaget"),
                        estimate_lines::assumed.eq(true),
                    ))
                    .execute(conn)?;
            }
            Ok(id)
        })
        .expect("an estimate")
}

fn rules(case: &Case) -> Value {
    json!({
        "specification_version_id": case.specification, "estimate_id": case.estimate,
        "title": "Elev-pc'er til skolerne", "procedure": "open", "award_criterion": "price",
        "contact": "Ida Indkøb, indkøbskonsulent\nudbud@dragoer.example",
        "question_deadline_on": "2017-09-15", "offer_deadline_on": "2017-10-02",
        "offers_bind_until": "2018-01-31",
    })
}

async fn prepared(service: &Service) -> (Case, String, String) {
    let case = case(service);
    let lead = service.by(Role::ProjectLead);
    let path = format!("/projects/{}/tenders", case.project);
    let made = lead.post(&path, rules(&case)).await.expect(201);
    (case, format!("/tenders/{}", made.id()), made.etag())
}

async fn municipality(service: &Service) {
    let details = json!({
        "name": "Dragør Kommune", "cvr_number": "12881517", "street": "Kirkevej 7",
        "postal_code": "2791", "city": "Dragør",
    });
    service
        .by(Role::Administrator)
        .post("/municipality", details)
        .await
        .expect(201);
}

on_both! {
    async fn a_tender_begins_with_standard_conditions_that_follow_its_criterion(service) {
        let (case, path, tag) = prepared(&service).await;
        let lead = service.by(Role::ProjectLead);
        let made = lead.get(&path).await.expect(200).json();
        assert_eq!(made["state"], "draft");
        let titles = |tender: &Value| -> Vec<String> {
            let conditions = tender["conditions"].as_array().unwrap();
            conditions.iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
        };
        assert!(titles(&made).contains(&"Opdeling i delaftaler".to_owned()));
        let mut changed = rules(&case);
        changed["procedure"] = json!("below_threshold");
        let after = lead.put(&path, &tag, changed.clone()).await.expect(200);
        assert!(!after.text().contains("§"), "{}", after.text());
        let own = json!({"conditions": [{"title": "Egen", "text": "Kun denne."}]});
        let after = lead.put(&format!("{path}/conditions"), &after.etag(), own).await.expect(200);
        changed["procedure"] = json!("open");
        let after = lead.put(&path, &after.etag(), changed).await.expect(200);
        assert_eq!(titles(&after.json()), ["Egen"]);
        let list = lead.get(&format!("/projects/{}/tenders", case.project)).await.expect(200).json();
        assert_eq!(list["items"][0]["procedure"], "open");
    }
}

on_both! {
    async fn each_missing_foundation_of_a_tender_has_its_own_code(service) {
        let lead = service.by(Role::ProjectLead);
        let project = service.project();
        let path = format!("/projects/{project}/tenders");
        let mut nothing = rules(&Case {
            project,
            specification: SpecificationVersionId(99),
            estimate: EstimateId(99),
        });
        let answer = lead.post(&path, nothing.clone()).await.refused(422, "several_faults");
        let codes: Vec<String> = answer.faults().into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["tender_specification_unknown", "tender_estimate_unknown", "tender_needs_missing"]);
        let case = case(&service);
        let path = format!("/projects/{}/tenders", case.project);
        let review = specification(&service, case.project, "in_review");
        let mut body = rules(&case);
        body["specification_version_id"] = json!(review);
        lead.post(&path, body).await.refused(409, "tender_specification_not_approved");
        let draft = estimate(&service, case.project, "draft");
        let mut body = rules(&case);
        body["estimate_id"] = json!(draft);
        lead.post(&path, body).await.refused(409, "tender_estimate_not_approved");
        // Another project's estimate is as unknown as one that does not exist.
        let mut body = rules(&case);
        body["estimate_id"] = json!(estimate(&service, project, "approved"));
        lead.post(&path, body).await.refused(422, "tender_estimate_unknown");
        let other = specification(&service, project, "approved");
        let mut body = rules(&case);
        body["specification_version_id"] = json!(other);
        lead.post(&path, body).await.refused(422, "tender_specification_unknown");
        nothing["specification_version_id"] = json!(other);
        nothing["estimate_id"] = json!(estimate(&service, project, "approved"));
        lead.post(&format!("/projects/{project}/tenders"), nothing).await.refused(409, "tender_needs_missing");
        assert_eq!(lead.get(&path).await.json()["items"], json!([]));
        lead.post("/projects/99/tenders", rules(&case)).await.refused(404, "project_not_found");
        lead.get("/projects/99/tenders").await.refused(404, "project_not_found");
        lead.get("/tenders/99").await.refused(404, "tender_not_found");
        lead.get("/tenders/99/document.pdf").await.refused(404, "tender_not_found");
    }
}

on_both! {
    async fn dates_stand_in_their_order(service) {
        let case = case(&service);
        let lead = service.by(Role::ProjectLead);
        let path = format!("/projects/{}/tenders", case.project);
        let mut wrong = rules(&case);
        wrong["question_deadline_on"] = json!("2017-10-03");
        wrong["offers_bind_until"] = json!("2017-10-01");
        let answer = lead.post(&path, wrong).await.refused(422, "dates_out_of_order");
        let places: Vec<String> = answer.faults().into_iter().map(|(_, place)| place).collect();
        assert_eq!(places, ["/offer_deadline_on", "/offers_bind_until"]);
        let mut wrong = rules(&case);
        wrong["offers_bind_until"] = json!("2201-01-01");
        lead.post(&path, wrong).await.refused(422, "date_out_of_range");
        let made = lead.post(&path, rules(&case)).await.expect(201);
        let path = format!("/tenders/{}/timetable", made.id());
        let date = |label: &str, day: &str| json!({"label": label, "takes_place_on": day});
        let dates = json!({"dates": [date("B", "2017-11-01"), date("A", "2017-10-31")]});
        let answer = lead.put(&path, &made.etag(), dates).await.refused(422, "dates_out_of_order");
        assert_eq!(answer.faults()[0].1, "/dates/1/takes_place_on");
        let dates = json!({"dates": [date("B", "1789-07-14")]});
        lead.put(&path, &made.etag(), dates).await.refused(422, "date_out_of_range");
        let dates = json!({"dates": [date("Evaluering", "2017-10-09"), date("Kontrakt", "2017-10-09")]});
        let after = lead.put(&path, &made.etag(), dates).await.expect(200);
        assert_eq!(after.json()["timetable"][1]["label"], "Kontrakt");
    }
}

on_both! {
    async fn a_published_tender_is_frozen_with_its_bytes(service) {
        municipality(&service).await;
        let (case, path, tag) = prepared(&service).await;
        let lead = service.by(Role::ProjectLead);
        let draft = service.by(Role::It).get(&format!("{path}/document.pdf")).await.expect(200);
        assert!(draft.body.starts_with(b"%PDF-"));
        let kept = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(kept.join("udbud-udkast.pdf"), &draft.body).unwrap();
        let published = lead.act(&format!("{path}/publish"), &tag, json!(null)).await.expect(200);
        let tender = published.json();
        assert_eq!(tender["state"], "published");
        let document = tender["document_id"].as_i64().unwrap();
        let file = lead.get(&format!("{path}/document.pdf")).await.expect(200);
        std::fs::write(kept.join("udbud.pdf"), &file.body).unwrap();
        assert!(file.body != draft.body, "the draft's watermark is still there");
        let known = lead.get(&format!("/documents/{document}")).await.expect(200).json();
        assert_eq!(known["number"], "2017-0001");
        assert_eq!(known["subject_kind"], "tender");
        assert_eq!(known["file_name"], "udbudsmateriale-17-2134.pdf");
        assert_eq!(file.header("etag"), Some(format!("\"{}\"", known["sha256"].as_str().unwrap()).as_str()));
        // Later needs change nothing in what bidders have.
        let category = service.category("tablet", "Tablet");
        need(&service, case.project, OWN_SCHOOL, category, 5);
        assert!(lead.get(&format!("{path}/document.pdf")).await.body == file.body);
        let tag = published.etag();
        let own = json!({"conditions": [{"title": "Egen", "text": "Kun denne."}]});
        lead.put(&path, &tag, rules(&case)).await.refused(409, "tender_published");
        lead.put(&format!("{path}/conditions"), &tag, own).await.refused(409, "tender_published");
        lead.put(&format!("{path}/timetable"), &tag, json!({"dates": []})).await.refused(409, "tender_published");
        lead.act(&format!("{path}/publish"), &tag, json!(null)).await.refused(409, "tender_published");
        assert_eq!(lead.get(&path).await.json(), tender);
        let id = tender["id"].as_i64().unwrap();
        let journal = service
            .by(Role::Auditor)
            .get(&format!("/journal?subject_kind=tender&subject_id={id}"))
            .await
            .json();
        assert_eq!(journal["items"][0]["action"], "published");
        assert_eq!(journal["items"][0]["before"]["state"], "draft");
        assert_eq!(journal["items"][1]["action"], "prepared");
    }
}

on_both! {
    async fn all_that_stands_in_the_way_of_publication_is_told_at_once(service) {
        let (case, path, tag) = prepared(&service).await;
        let lead = service.by(Role::ProjectLead);
        let mut quality = rules(&case);
        quality["award_criterion"] = json!("best_price_quality_ratio");
        let tag = lead.put(&path, &tag, quality).await.expect(200).etag();
        let later = service.clock.moment().now.plus_days(30);
        service.clock.set(later);
        let answer = lead.act(&format!("{path}/publish"), &tag, json!(null)).await.refused(409, "several_faults");
        let codes: Vec<String> = answer.faults().into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["tender_municipality_missing", "tender_date_passed", "tender_condition_unfinished"]);
        assert_eq!(answer.faults()[1].1, "/question_deadline_on");
        assert_eq!(lead.get(&path).await.json()["state"], "draft");
        assert_eq!(lead.get("/documents").await.json()["items"], json!([]));
    }
}

on_both! {
    async fn what_a_tender_rests_on_is_checked_again_when_it_is_published(service) {
        municipality(&service).await;
        let (_, path, tag) = prepared(&service).await;
        let lead = service.by(Role::ProjectLead);
        service
            .db
            .write_blocking(|conn| {
                diesel::update(needs::table).set(needs::state.eq("submitted")).execute(conn)?;
                diesel::update(estimates::table)
                    .set((
                        estimates::state.eq("draft"),
                        estimates::approved_at.eq(None::<anskaf::clock::Instant>),
                    ))
                    .execute(conn)?;
                diesel::update(specification_versions::table)
                    .set((
                        specification_versions::state.eq("draft"),
                        specification_versions::approved_at.eq(None::<anskaf::clock::Instant>),
                    ))
                    .execute(conn)?;
                Ok(())
            })
            .unwrap();
        let answer = lead.act(&format!("{path}/publish"), &tag, json!(null)).await.refused(409, "several_faults");
        let codes: Vec<String> = answer.faults().into_iter().map(|(code, _)| code).collect();
        assert_eq!(
            codes,
            ["tender_specification_not_approved", "tender_estimate_not_approved", "tender_needs_missing"]
        );
    }
}

on_both! {
    async fn a_document_that_was_drawn_from_older_needs_is_not_kept(service) {
        municipality(&service).await;
        let (_, path, tag) = prepared(&service).await;
        let id = TenderId(path.trim_start_matches("/tenders/").parse().unwrap());
        let seen = Version(tag.trim_matches('"').parse().unwrap());
        let moment = service.clock.moment();
        let drawn = service.db.read_blocking(|conn| tenders::dossier_to_publish(conn, id, seen, moment)).unwrap();
        service
            .db
            .write_blocking(|conn| {
                diesel::update(needs::table).set(needs::quantity.eq(76)).execute(conn)?;
                Ok(())
            })
            .unwrap();
        let token = service.token(Role::ProjectLead);
        let error = service
            .db
            .write_blocking(|conn| {
                let hash = anskaf::http::session::token_hash(&token);
                let caller = anskaf::organisation::authenticate(conn, &hash, moment.now)?;
                let actor = ProjectLead::of(caller.expect("the project lead"))?;
                tenders::publish_tender(conn, &actor, &drawn, b"%PDF".to_vec(), moment)
            })
            .expect_err("the needs have changed");
        assert_eq!(error.code().name, "tender_basis_changed");
        let lead = service.by(Role::ProjectLead);
        assert_eq!(lead.get(&path).await.json()["state"], "draft");
        assert_eq!(lead.get("/documents").await.json()["items"], json!([]));
    }
}

on_both! {
    async fn a_tender_is_cancelled_for_a_reason_and_for_good(service) {
        municipality(&service).await;
        let (case, path, tag) = prepared(&service).await;
        let lead = service.by(Role::ProjectLead);
        let published = lead.act(&format!("{path}/publish"), &tag, json!(null)).await.expect(200);
        let file = lead.get(&format!("{path}/document.pdf")).await.body;
        let cancel = format!("{path}/cancel");
        let reason = json!({"reason": "Bevillingen er faldet bort."});
        lead.act(&cancel, &published.etag(), json!({"reason": " "})).await.refused(422, "text_blank");
        lead.act(&cancel, &tag, reason.clone()).await.refused(412, "stale");
        let cancelled = lead.act(&cancel, &published.etag(), reason.clone()).await.expect(200);
        assert_eq!(cancelled.json()["cancelled_reason"], "Bevillingen er faldet bort.");
        let tag = cancelled.etag();
        lead.act(&cancel, &tag, reason).await.refused(409, "tender_cancelled");
        lead.act(&format!("{path}/publish"), &tag, json!(null)).await.refused(409, "tender_cancelled");
        lead.put(&path, &tag, rules(&case)).await.refused(409, "tender_cancelled");
        assert!(lead.get(&format!("{path}/document.pdf")).await.body == file);
        let journal = service
            .by(Role::Auditor)
            .get(&format!("/journal?subject_kind=tender&subject_id={}", cancelled.id()))
            .await
            .json();
        assert_eq!(journal["items"][0]["reason"], "Bevillingen er faldet bort.");
    }
}

on_both! {
    async fn stale_changes_and_empty_conditions_leave_the_tender_as_it_was(service) {
        let (case, path, tag) = prepared(&service).await;
        let lead = service.by(Role::ProjectLead);
        let before = lead.get(&path).await.json();
        let own = json!({"conditions": [{"title": "Egen", "text": "Kun denne."}]});
        lead.put(&path, "\"9\"", rules(&case)).await.refused(412, "stale");
        lead.put(&format!("{path}/conditions"), "\"9\"", own).await.refused(412, "stale");
        lead.put(&format!("{path}/timetable"), "\"9\"", json!({"dates": []})).await.refused(412, "stale");
        lead.act(&format!("{path}/publish"), "\"9\"", json!(null)).await.refused(412, "stale");
        lead.put(&format!("{path}/conditions"), &tag, json!({"conditions": []})).await.refused(422, "list_length");
        let blank = json!({"conditions": [{"title": " ", "text": "x"}]});
        lead.put(&format!("{path}/conditions"), &tag, blank).await.refused(422, "text_blank");
        assert_eq!(lead.get(&path).await.json(), before);
    }
}

on_both! {
    async fn a_closed_project_takes_no_tenders(service) {
        let (case, path, tag) = prepared(&service).await;
        let close = |conn: &mut anskaf::db::DbConnection| {
            diesel::update(projects::table).set(projects::phase.eq("closed")).execute(conn)?;
            Ok(())
        };
        service.db.write_blocking(close).unwrap();
        let lead = service.by(Role::ProjectLead);
        let own = json!({"conditions": [{"title": "Egen", "text": "Kun denne."}]});
        lead.post(&format!("/projects/{}/tenders", case.project), rules(&case)).await.refused(409, "project_closed");
        lead.put(&path, &tag, rules(&case)).await.refused(409, "project_closed");
        lead.put(&format!("{path}/conditions"), &tag, own).await.refused(409, "project_closed");
        lead.put(&format!("{path}/timetable"), &tag, json!({"dates": []})).await.refused(409, "project_closed");
        lead.act(&format!("{path}/publish"), &tag, json!(null)).await.refused(409, "project_closed");
    }
}

on_both! {
    async fn the_document_tells_needs_and_requirements_but_neither_price_nor_frame(service) {
        municipality(&service).await;
        let (_, path, tag) = prepared(&service).await;
        let id = TenderId(path.trim_start_matches("/tenders/").parse().unwrap());
        let seen = Version(tag.trim_matches('"').parse().unwrap());
        let moment = service.clock.moment();
        let dossier = service.db.read_blocking(|conn| tenders::dossier_to_publish(conn, id, seen, moment)).unwrap();
        let text = format!("{:?}", tenders::compose(&dossier, moment.today, false));
        for told in [
            "Dragør Kommune", "Kirkevej 7", "17/2134", "Store Magleby Skole", "K-4", "Mindstekrav",
            "Computerskabe til opladning, opsat", "Vedståelsesfrist", "Integer(210)",
        ] {
            assert!(text.contains(told), "{told} is missing");
        }
        for hidden in ["trukket tilbage og må", "9500", "9.500", "950000", "0.0275", "2,75", "388", "1552", "1.552", "Money("] {
            assert!(!text.contains(hidden), "{hidden} is told to bidders");
        }
    }
}
