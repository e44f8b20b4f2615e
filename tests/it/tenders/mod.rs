//! Tenders: what they rest on, their rules, and that what is published is frozen.

pub mod build;
mod documents;
mod evaluation;
mod texts;

use crate::on_both;
use crate::support::{OWN_SCHOOL, Service};
use anskaf::db::schema::{estimates, needs, projects, specification_versions};
use anskaf::db::{EstimateId, SpecificationVersionId, TenderId, Version};
use anskaf::http::Role;
use anskaf::http::actor::ProjectLead;
use anskaf::tenders::{self, Publication};
use build::{Case, case, estimate, municipality, need, prepared, rules, specification};
use diesel::prelude::*;
use serde_json::{Value, json};

/// What would be published, for the project lead.
fn publication(service: &Service, path: &str, tag: &str) -> (ProjectLead, Publication) {
    let id = TenderId(path.trim_start_matches("/tenders/").parse().unwrap());
    let seen = Version(tag.trim_matches('"').parse().unwrap());
    let (token, moment) = (service.token(Role::ProjectLead), service.clock.moment());
    service
        .db
        .read_blocking(|conn| {
            let hash = anskaf::http::session::token_hash(&token);
            let caller = anskaf::organisation::authenticate(conn, &hash, moment.now)?;
            let actor = ProjectLead::of(caller.expect("the project lead"))?;
            let publication = tenders::to_publish(conn, &actor, id, seen, moment)?;
            Ok((actor, publication))
        })
        .unwrap()
}

on_both! {
    async fn a_tender_begins_with_standard_conditions_that_follow_its_procedure(service) {
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
        let own = json!({"conditions": [{"title": "Betaling", "text": "[udfyld: hvornår der betales]"}]});
        let tag = lead.put(&format!("{path}/conditions"), &tag, own).await.expect(200).etag();
        let later = service.clock.moment().now.plus_days(30);
        service.clock.set(later);
        let answer = lead.act(&format!("{path}/publish"), &tag, json!(null)).await.refused(409, "several_faults");
        let codes: Vec<String> = answer.faults().into_iter().map(|(code, _)| code).collect();
        assert_eq!(
            codes,
            [
                "tender_municipality_missing", "tender_date_passed", "tender_condition_unfinished",
                "tender_evaluation_missing",
            ]
        );
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
        let (actor, drawn) = publication(&service, &path, &tag);
        let package = tenders::draw_package(&drawn.dossier, &drawn.edition).unwrap();
        service
            .db
            .write_blocking(|conn| {
                diesel::update(needs::table).set(needs::quantity.eq(76)).execute(conn)?;
                Ok(())
            })
            .unwrap();
        let moment = service.clock.moment();
        let error = service
            .db
            .write_blocking(|conn| tenders::publish_tender(conn, &actor, &drawn, package, moment))
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
        let (_, drawn) = publication(&service, &path, &tag);
        let text = format!("{:?}", tenders::compose(&drawn.dossier, &drawn.edition));
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
