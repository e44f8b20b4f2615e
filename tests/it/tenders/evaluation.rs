//! How offers will be compared: set by the project lead, whole and without contradiction, before publication.

use super::build::{case, municipality, prepared, rules};
use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;
use serde_json::{Value, json};

/// A linear model on a scale from 0 to 8: price 60 %, quality 40 %.
pub fn by_quality() -> Value {
    json!({
        "model": "linear_slope", "tie_rule": "lowest_price", "scale_top": 8, "slope": "0.5",
        "sub_criteria": [
            {"kind": "price", "name": "Pris", "weight": "0.6", "emphasis": "Den samlede tilbudssum."},
            {"kind": "quality", "name": "Batteri", "weight": "0.4", "emphasis": "Der lægges vægt på:\n- lang batteritid (K-2)."},
        ],
        "levels": [
            {"points": 8, "meaning": "Fremragende."}, {"points": 4, "meaning": "God."},
            {"points": 0, "meaning": "Kun mindstekravene."},
        ],
    })
}

/// A tender on the best ratio of price and quality: its path and its tag.
pub async fn on_quality(service: &Service) -> (String, String) {
    let case = case(service);
    let mut quality = rules(&case);
    quality["award_criterion"] = json!("best_price_quality_ratio");
    let lead = service.by(Role::ProjectLead);
    let path = format!("/projects/{}/tenders", case.project);
    let made = lead.post(&path, quality).await.expect(201);
    (format!("/tenders/{}", made.id()), made.etag())
}

on_both! {
    async fn a_tender_on_quality_is_published_only_with_its_evaluation(service) {
        municipality(&service).await;
        let (path, tag) = on_quality(&service).await;
        let lead = service.by(Role::ProjectLead);
        let publish = format!("{path}/publish");
        lead.act(&publish, &tag, json!(null)).await.refused(409, "tender_evaluation_missing");
        let set = lead.put(&format!("{path}/evaluation"), &tag, by_quality()).await.expect(200);
        let tender = set.json();
        assert_eq!(tender["evaluation"]["sub_criteria"][1]["weight"], "0.4");
        assert_eq!(tender["evaluation"]["levels"][2]["points"], 0);
        assert_eq!(tender["evaluation"]["below_zero"], json!(null));
        assert_eq!(tender["version"], 2);
        let id = tender["id"].as_i64().unwrap();
        let path = format!("/journal?subject_kind=tender&subject_id={id}");
        let journal = service.by(Role::Auditor).get(&path).await.json();
        assert_eq!(journal["items"][0]["action"], "evaluation_set");
        assert_eq!(journal["items"][0]["before"]["evaluation"], json!(null));
        let published = lead.act(&publish, &set.etag(), json!(null)).await.expect(200);
        assert_eq!(published.json()["evaluation"], tender["evaluation"]);
        let path = format!("/tenders/{id}/evaluation");
        lead.put(&path, &published.etag(), by_quality()).await.refused(409, "tender_published");
    }
}

on_both! {
    async fn an_evaluation_is_replaced_as_a_whole(service) {
        let (path, tag) = on_quality(&service).await;
        let (lead, path) = (service.by(Role::ProjectLead), format!("{path}/evaluation"));
        let first = lead.put(&path, &tag, by_quality()).await.expect(200);
        let other = json!({
            "model": "fixed_amount", "tie_rule": "highest_quality", "scale_top": 10, "amount_per_point": "20000.00",
            "option_share": "0.3",
            "sub_criteria": [
                {"kind": "cost", "name": "Omkostninger", "emphasis": "Køb og strøm i fire år."},
                {"kind": "quality", "name": "Service", "weight": "1", "emphasis": "Kort svartid."},
            ],
            "levels": [{"points": 10, "meaning": "Fremragende."}, {"points": 0, "meaning": "Kun mindstekravene."}],
        });
        lead.put(&path, &tag, other.clone()).await.refused(412, "stale");
        let after = lead.put(&path, &first.etag(), other).await.expect(200).json();
        let evaluation = &after["evaluation"];
        assert_eq!(evaluation["sub_criteria"].as_array().unwrap().len(), 2);
        assert_eq!(evaluation["sub_criteria"][0]["weight"], json!(null));
        assert_eq!((&evaluation["slope"], &evaluation["amount_per_point"]), (&json!(null), &json!("20000.00")));
        assert_eq!(evaluation["levels"].as_array().unwrap().len(), 2);
    }
}

on_both! {
    async fn every_fault_of_an_evaluation_is_told_at_once(service) {
        let (path, tag) = on_quality(&service).await;
        let (lead, path) = (service.by(Role::ProjectLead), format!("{path}/evaluation"));
        let mut wrong = by_quality();
        wrong["slope"] = json!(null);
        wrong["amount_per_point"] = json!("100.00");
        wrong["sub_criteria"][0]["weight"] = json!("0.5");
        wrong["sub_criteria"][1]["name"] = json!(" pris");
        wrong["levels"][2]["points"] = json!(1);
        let answer = lead.put(&path, &tag, wrong).await.refused(422, "several_faults");
        let expected = [
            ("evaluation_name_twice", "/sub_criteria/1/name"),
            ("evaluation_parameter_missing", "/slope"),
            ("evaluation_parameter_unused", "/amount_per_point"),
            ("evaluation_weights_not_whole", "/sub_criteria"),
            ("evaluation_levels_incomplete", "/levels"),
        ];
        let found = answer.faults();
        let found: Vec<(&str, &str)> = found.iter().map(|(code, at)| (code.as_str(), at.as_str())).collect();
        assert_eq!(found, expected);
        assert!(answer.text().contains("90 %"), "{}", answer.text());
        let mut wrong = by_quality();
        wrong["sub_criteria"][1]["kind"] = json!("price");
        let answer = lead.put(&path, &tag, wrong).await.refused(422, "several_faults");
        let codes: Vec<String> = answer.faults().into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["evaluation_price_not_one", "evaluation_quality_missing"]);
        let mut wrong = by_quality();
        wrong["sub_criteria"][0]["weight"] = json!("-0.2");
        wrong["sub_criteria"][1]["weight"] = json!("1.2");
        wrong["slope"] = json!("0");
        let answer = lead.put(&path, &tag, wrong).await.refused(422, "evaluation_parameter_range");
        assert_eq!(answer.faults().len(), 3);
        let mut wrong = by_quality();
        wrong["sub_criteria"] = json!([]);
        lead.put(&path, &tag, wrong).await.refused(422, "list_length");
        assert_eq!(lead.get(path.trim_end_matches("/evaluation")).await.json()["evaluation"], json!(null));
    }
}

on_both! {
    async fn a_price_that_the_model_does_not_weigh_has_no_weight(service) {
        let (path, tag) = on_quality(&service).await;
        let (lead, path) = (service.by(Role::ProjectLead), format!("{path}/evaluation"));
        let mut commission = by_quality();
        commission["model"] = json!("commission");
        commission["slope"] = json!(null);
        commission["minimum_total"] = json!("0.7");
        commission["minimum_each"] = json!("0.5");
        let answer = lead.put(&path, &tag, commission.clone()).await.refused(422, "several_faults");
        let codes: Vec<String> = answer.faults().into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["evaluation_parameter_unused", "evaluation_weights_not_whole"]);
        commission["sub_criteria"][0]["weight"] = json!(null);
        commission["sub_criteria"][1]["weight"] = json!("1");
        lead.put(&path, &tag, commission).await.expect(200);
    }
}

on_both! {
    async fn a_tender_on_price_alone_takes_no_criterion_of_quality(service) {
        let (_, path, tag) = prepared(&service).await;
        let (lead, path) = (service.by(Role::ProjectLead), format!("{path}/evaluation"));
        let answer = lead.put(&path, &tag, by_quality()).await.refused(422, "several_faults");
        assert_eq!(
            answer.faults(),
            [
                ("evaluation_model_unfit".to_owned(), "/model".to_owned()),
                ("evaluation_kind_unfit".to_owned(), "/sub_criteria/1/kind".to_owned()),
            ]
        );
        let options = json!({
            "model": "evaluated_price", "tie_rule": "first_line", "option_share": "0.5",
            "sub_criteria": [{"kind": "price", "name": "Pris", "weight": "1", "emphasis": "Tilbudssummen."}],
        });
        let set = lead.put(&path, &tag, options).await.expect(200);
        assert_eq!(set.json()["evaluation"]["levels"], json!([]));
    }
}

on_both! {
    async fn a_criterion_that_was_changed_afterwards_is_found_when_the_tender_is_published(service) {
        municipality(&service).await;
        let (path, tag) = on_quality(&service).await;
        let lead = service.by(Role::ProjectLead);
        let set = lead.put(&format!("{path}/evaluation"), &tag, by_quality()).await.expect(200);
        let tender = set.json();
        let mut changed = json!({"award_criterion": "price"});
        for field in [
            "specification_version_id", "estimate_id", "title", "procedure", "contact", "question_deadline_on",
            "offer_deadline_on", "offers_bind_until",
        ] {
            changed[field] = tender[field].clone();
        }
        let changed = lead.put(&path, &set.etag(), changed).await.expect(200);
        let publish = format!("{path}/publish");
        let answer = lead.act(&publish, &changed.etag(), json!(null)).await.refused(422, "several_faults");
        assert_eq!(answer.faults()[0], ("evaluation_model_unfit".to_owned(), "/evaluation/model".to_owned()));
        assert_eq!(lead.get("/documents").await.json()["items"], json!([]));
    }
}
