//! The whole case as one file: everything of it, byte for byte, and nothing of others.

use crate::budget::dragoer;
use crate::downloads::{issue, let_years_pass};
use crate::on_both;
use crate::support::{Answer, OWN_SCHOOL, Service};
use anskaf::archive::kind;
use anskaf::db::schema::{device_models, journal_entries, projects};
use anskaf::http::Role;
use anskaf::overview::case::{self, CASE_SUBJECTS};
use diesel::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

pub type Files = BTreeMap<String, Vec<u8>>;

/// The files in a zip file, in their order and by name; each is read to its end and its checksum with it.
pub fn unpack(answer: &Answer) -> (Vec<String>, Files) {
    let mut archive = zip::ZipArchive::new(Cursor::new(&answer.body)).expect("a zip file");
    let mut order = Vec::new();
    let mut files = Files::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("a whole file");
        let name = file.name().expect("a name").into_owned();
        assert!(name.is_ascii(), "{name}");
        order.push(name.clone());
        files.insert(name, bytes);
    }
    (order, files)
}

pub fn read(files: &Files, path: &str) -> Value {
    serde_json::from_slice(&files[path]).expect(path)
}

fn text(files: &Files, path: &str) -> String {
    String::from_utf8(files[path].clone()).expect(path)
}

/// Dragør's case with two editions of its estimate, an agreement, and devices; answers its number.
async fn dragoers_case(service: &Service) -> i64 {
    let (project, category, estimate) = dragoer(service).await;
    let finance = service.by(Role::Finance);
    let path = format!("/estimates/{estimate}");
    let tag = finance.get(&path).await.etag();
    finance
        .act(&format!("{path}/approve"), &tag, json!(null))
        .await
        .expect(200);
    for body in [json!({}), json!({"change": "Priserne er indhentet på ny."})] {
        finance
            .post(&format!("{path}/document/issue"), body)
            .await
            .expect(201);
    }
    let lease = lease(service, project.0, category.0).await;
    issue(
        service,
        &kind::LEASE_SCHEDULE,
        lease,
        b"%PDF-1.7 ydelsesplan \x00\xff",
    );
    let decision = json!({"decided_on": "2017-08-24", "decided_by": "Udvalget", "decision": "Godkendt", "reason": "Ramme"});
    let group = service.by(Role::ProjectMember);
    group
        .post(&format!("/projects/{project}/decisions"), decision)
        .await
        .expect(201);
    project.0
}

async fn lease(service: &Service, project: i64, category: i64) -> i64 {
    let finance = service.by(Role::Finance);
    let terms = json!({
        "agreement_number": "KL-2017-0431", "title": "Elev-pc'er", "lessor_name": "KommuneLeasing A/S",
        "lessor_cvr_number": "19435075", "kind": "finance_lease", "starts_on": "2016-09-01", "periods": 24,
        "every": {"unit": "month", "count": 1}, "timing": "arrears", "rate": "0.03", "project_id": project,
    });
    let lease = finance.post("/leases", terms).await.expect(201).id();
    let path = format!("/leases/{lease}");
    let line = |text: &str| json!({"kind": "device", "device_category_id": category, "description": text, "quantity": 3, "unit_price": "1000.00"});
    let kept = finance
        .post(&format!("{path}/lines"), line("Elev-pc"))
        .await
        .expect(201)
        .id();
    let gone = finance
        .post(&format!("{path}/lines"), line("Fjernet linje"))
        .await
        .expect(201);
    let gone = (format!("/lease-lines/{}/remove", gone.id()), gone.etag());
    let reason = json!({"reason": "Skrevet to gange"});
    finance.act(&gone.0, &gone.1, reason).await;
    let tag = finance.get(&path).await.etag();
    finance
        .act(
            &format!("{path}/sign"),
            &tag,
            json!({"signed_on": "2016-08-01"}),
        )
        .await
        .expect(200);
    let tag = finance.get(&path).await.etag();
    finance
        .act(&format!("{path}/put-in-force"), &tag, json!(null))
        .await
        .expect(200);
    let model = model(service, category);
    let devices = json!({
        "school_id": OWN_SCHOOL, "model_id": model, "received_on": "2017-08-01",
        "devices": [{"serial_number": "S1"}, {"serial_number": "S2"}],
    });
    let it = service.by(Role::It);
    it.post(&format!("/lease-lines/{kept}/devices"), devices)
        .await
        .expect(201);
    lease
}

fn model(service: &Service, category: i64) -> i64 {
    let insert = |conn: &mut anskaf::db::DbConnection| {
        Ok(diesel::insert_into(device_models::table)
            .values((
                device_models::device_category_id.eq(category),
                device_models::manufacturer.eq("Lenovo"),
                device_models::name.eq("N24"),
                device_models::version.eq(1),
            ))
            .returning(device_models::id)
            .get_result::<i64>(conn)?)
    };
    service.db.write_blocking(insert).expect("a model")
}

on_both! {
    async fn a_case_leaves_with_its_documents_byte_for_byte_and_a_list_of_every_file(service) {
        let project = dragoers_case(&service).await;
        let other = dragoer_of_another(&service).await;
        issue(&service, &kind::ESTIMATE, other, b"en andens");
        let lead = service.by(Role::ProjectLead);
        let answer = lead.get(&format!("/projects/{project}/export.zip")).await.expect(200);
        assert_eq!(answer.header("content-type"), Some("application/zip"));
        assert_eq!(
            answer.header("content-disposition"),
            Some("attachment; filename=\"sag-17-2134-2017-08-24.zip\"")
        );
        let (order, files) = unpack(&answer);
        assert_eq!(order.last().map(String::as_str), Some("manifest.json"));
        let manifest = read(&files, "manifest.json");
        let listed = manifest["files"].as_array().unwrap();
        let names: Vec<&str> = listed.iter().map(|file| file["path"].as_str().unwrap()).collect();
        assert_eq!(names, order[..order.len() - 1], "every file but the manifest is listed, in its order");
        for file in listed {
            let bytes = &files[file["path"].as_str().unwrap()];
            assert_eq!(file["size"], bytes.len(), "{file}");
            let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(file["sha256"], hash.as_str(), "{file}");
        }
        let documents = manifest["documents"].as_array().unwrap();
        let numbers: Vec<&str> = documents.iter().map(|one| one["number"].as_str().unwrap()).collect();
        assert_eq!(numbers, ["2017-0001", "2017-0002", "2017-0003"]);
        assert_eq!(documents[0]["replaced_by"], "2017-0002");
        assert_eq!(documents[1]["replaced_by"], Value::Null);
        for (document, id) in documents.iter().zip(1..) {
            let issued = lead.get(&format!("/documents/{id}/content")).await.expect(200);
            assert!(files[document["path"].as_str().unwrap()] == issued.body, "{document}");
        }
    }
}

/// A project of another case with an estimate; answers the estimate's number.
async fn dragoer_of_another(service: &Service) -> i64 {
    let project = service.project();
    let body = json!({
        "title": "En andens overslag", "starts_on": "2018-01-02", "periods": 4, "every_unit": "year", "every_count": 1,
        "timing": "advance", "rate": "0.0275", "rate_source": "Bank", "rate_assumed": true, "residual": "0.00",
    });
    let author = service.by(Role::ProjectMember);
    author
        .post(&format!("/projects/{project}/estimates"), body)
        .await
        .expect(201)
        .id()
}

on_both! {
    async fn data_and_journal_of_the_case_are_there_and_nobody_elses(service) {
        let project = dragoers_case(&service).await;
        dragoer_of_another(&service).await;
        let auditor = service.by(Role::Auditor);
        let (_, files) = unpack(&auditor.get(&format!("/projects/{project}/export.zip")).await.expect(200));
        assert_eq!(read(&files, "data/projekt.json")["case_number"], "17/2134");
        assert_eq!(read(&files, "data/behov.json").as_array().unwrap().len(), 2);
        assert_eq!(read(&files, "data/overslag.json").as_array().unwrap().len(), 1);
        let lease = &read(&files, "data/leasingaftaler.json")[0];
        assert_eq!(lease["agreement_number"], "KL-2017-0431");
        assert_eq!(lease["instalments"].as_array().unwrap().len(), 24);
        assert_eq!(lease["lines"].as_array().unwrap().len(), 1);
        assert_eq!(read(&files, "data/enheder.json").as_array().unwrap().len(), 2);
        assert_eq!(read(&files, "data/enhedsflytninger.json").as_array().unwrap().len(), 2);
        assert_eq!(read(&files, "data/beslutninger.json")[0]["decision"], "Godkendt");
        let journal = read(&files, "journal/journal.json");
        let journal = journal.as_array().unwrap();
        let has = |kind: &str, action: &str| {
            journal.iter().any(|entry| entry["subject_kind"] == kind && entry["action"] == action)
        };
        for (kind, action) in [
            ("estimate", "approved"),
            ("document", "issued"),
            ("lease", "signed"),
            ("lease_line", "removed"),
            ("lease_line", "registered_devices"),
            ("decision", "recorded"),
        ] {
            assert!(has(kind, action), "{kind} {action}");
        }
        let ids: Vec<i64> = journal.iter().map(|entry| entry["id"].as_i64().unwrap()).collect();
        assert!(ids.is_sorted_by(|one, next| one < next), "oldest first, each once: {ids:?}");
        let csv = text(&files, "journal/journal.csv");
        assert_eq!(csv.lines().count(), journal.len() + 1);
        assert!(csv.contains("Kim finance"), "{csv}");
        for (name, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("En andens"), "{name}");
            assert!(!text.contains("anskaf_"), "{name} holds a token");
        }
    }
}

on_both! {
    async fn the_facts_for_the_records_system_are_told_with_what_is_missing(service) {
        let project = dragoers_case(&service).await;
        let auditor = service.by(Role::Auditor);
        let path = format!("/projects/{project}/export.zip");
        let (_, files) = unpack(&auditor.get(&path).await.expect(200));
        let manifest = read(&files, "manifest.json");
        let codes = |manifest: &Value| -> Vec<String> {
            let warnings = manifest["warnings"].as_array().unwrap().clone();
            warnings.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(codes(&manifest), ["kle_code_missing", "municipality_missing"]);
        assert_eq!(manifest["case"]["case_number"], "17/2134");
        assert_eq!(manifest["case"]["last_entry_on"], "2017-08-24");
        let lessor = json!([{"role": "lessor", "name": "KommuneLeasing A/S", "cvr_number": "19435075"}]);
        assert_eq!(manifest["parties"], lessor);
        service
            .db
            .write_blocking(|conn| {
                diesel::update(projects::table.find(project))
                    .set(projects::kle_code.eq("it-indkøb"))
                    .execute(conn)?;
                Ok(())
            })
            .expect("an odd code");
        let municipality = json!({"name": "Dragør Kommune", "cvr_number": "12881517"});
        service.by(Role::Administrator).post("/municipality", municipality.clone()).await;
        service.by(Role::Administrator).put("/municipality", "\"0\"", municipality).await;
        let (_, files) = unpack(&auditor.get(&path).await.expect(200));
        let manifest = read(&files, "manifest.json");
        assert_eq!(codes(&manifest)[0], "kle_code_unusual");
        let read_me = text(&files, "laes-mig.txt");
        for told in ["Sagsnummer: 17/2134", "KLE-kode: it-indkøb", "Leasinggiver: KommuneLeasing A/S, CVR 19435075", "sædvanlige form"] {
            assert!(read_me.contains(told), "{told}: {read_me}");
        }
        let list = text(&files, "dokumenter.csv");
        assert!(list.contains("2017-0001;Økonomisk overslag"), "{list}");
        assert_eq!(list.lines().count(), 4);
    }
}

on_both! {
    async fn the_same_case_on_the_same_day_is_the_same_file(service) {
        let project = dragoers_case(&service).await;
        let auditor = service.by(Role::Auditor);
        let path = format!("/projects/{project}/export.zip");
        let first = auditor.get(&path).await.expect(200);
        let second = auditor.get(&path).await.expect(200);
        assert!(first.body == second.body, "two exports differ");
        let_years_pass(&service, 5);
        let later = auditor.get(&path).await.expect(200);
        assert!(later.body != first.body, "the day stands in it");
        let (_, files) = unpack(&later);
        assert_eq!(read(&files, "manifest.json")["exported_on"], "2022-08-28");
    }
}

#[actix_web::test]
async fn a_case_that_is_too_large_is_refused_before_anything_is_sent() {
    let service = Service::sqlite().await;
    let project = service.project();
    service
        .db
        .write_blocking(|conn| {
            use diesel::connection::SimpleConnection;
            conn.batch_execute(&format!(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= 100000)
                 INSERT INTO journal_entries (at, account_name, action, subject_kind, subject_id)
                 SELECT '2017-08-24 12:00:00', 'Kim', 'changed', 'project', {project} FROM n"
            ))?;
            Ok(())
        })
        .expect("a long journal");
    let auditor = service.by(Role::Auditor);
    let path = format!("/projects/{project}/export.zip");
    auditor.get(&path).await.refused(422, "case_too_large");
    service
        .db
        .write_blocking(|conn| {
            let last: Option<i64> = journal_entries::table
                .select(diesel::dsl::max(journal_entries::id))
                .first(conn)?;
            diesel::delete(journal_entries::table.filter(journal_entries::id.eq(last.unwrap())))
                .execute(conn)?;
            Ok(())
        })
        .expect("one less");
    auditor.get(&path).await.expect(200);
    auditor
        .get("/projects/77/export.zip")
        .await
        .refused(404, "project_not_found");
}

#[actix_web::test]
async fn bytes_that_are_not_those_that_were_issued_end_the_export() {
    let service = Service::sqlite().await;
    let project = service.project();
    issue(&service, &kind::RECOMMENDATION, project.0, b"abc");
    let moment = service.clock.moment();
    let found = service
        .db
        .read_blocking(|conn| case::gather(conn, project, moment))
        .expect("a case");
    let written = |bytes: &[u8]| case::write(&found, |_| Ok(bytes.to_vec()), Vec::new());
    assert!(written(b"abc").is_ok());
    let error = written(b"abd").expect_err("changed bytes");
    assert!(error.to_string().contains("2017-0001"), "{error}");
}

/// Kinds of things that the journal tells of and that belong to no case.
const OF_NO_CASE: &[&str] = &[
    "account",
    "approval_rule",
    "calendar_link",
    "cost_version",
    "device_category",
    "device_model",
    "identity_mapping",
    "municipality",
    "price_rate",
    "pupil_count",
    "school",
    "staff_count",
    "token",
];

/// The kinds of things that the journal tells of, from the sources.
fn journalled() -> Vec<String> {
    fn walk(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                for call in text.split("Entry::new(").skip(1) {
                    let arguments = call.split(')').next().unwrap();
                    let Some(kind) = arguments.split(',').nth(1) else {
                        continue;
                    };
                    found.push(kind.trim().trim_matches('"').to_owned());
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    found.sort();
    found.dedup();
    found
}

#[test]
fn every_kind_of_thing_in_the_journal_belongs_to_a_case_or_is_known_not_to() {
    let journalled = journalled();
    let missing: Vec<&String> = journalled
        .iter()
        .filter(|kind| {
            !CASE_SUBJECTS.contains(&kind.as_str()) && !OF_NO_CASE.contains(&kind.as_str())
        })
        .collect();
    assert!(missing.is_empty(), "not exported with a case: {missing:?}");
    for kind in CASE_SUBJECTS.iter().chain(OF_NO_CASE) {
        let archived = kind::ALL.iter().any(|document| document.subject == *kind);
        assert!(
            archived || journalled.iter().any(|known| known == kind),
            "{kind} is gone"
        );
    }
}

#[test]
fn every_kind_of_document_goes_with_its_case_or_is_about_no_case() {
    // About a school, a year or the whole municipality.
    let of_no_case = ["municipality", "year", "school"];
    for kind in kind::ALL {
        assert!(
            CASE_SUBJECTS.contains(&kind.subject) || of_no_case.contains(&kind.subject),
            "{} is about a {}, which no case exports",
            kind.code,
            kind.subject
        );
    }
}
