//! The recommendation to a committee.

use super::{drawn_alike, issued, tells, text};
use crate::budget::dragoer;
use crate::on_both;
use anskaf::http::Role;
use serde_json::{Value, json};

fn texts() -> Value {
    json!({
        "title": "Elev-pc'er til skolerne", "bodies": ["Økonomiudvalget", "Kommunalbestyrelsen"],
        "meeting_on": "2017-09-28", "department": "Skoleafdelingen", "open": true,
        "summary": "Skolerne skal have **nye** pc'er.", "presentation": "Behovet er opgjort.\n\n- skabe\n- licens",
        "points": ["overslaget tages til efterretning,", "pc'erne leases."], "attachments": ["Økonomisk overslag"],
    })
}

on_both! {
    async fn the_point_on_the_agenda_brings_texts_and_the_projects_figures_together(service) {
        let (project, _, estimate) = dragoer(&service).await;
        let lead = service.by(Role::ProjectLead);
        let path = format!("/projects/{project}/recommendation");
        lead.get(&path).await.refused(404, "recommendation_not_found");
        lead.post(&path, texts()).await.expect(201);
        lead.post(&path, texts()).await.refused(409, "recommendation_exists");
        let rule = json!({"body": "committee", "name": "Økonomiudvalget", "valid_from": "2010-01-01",
            "source": "Kompetenceplan 2010"});
        service.by(Role::Administrator).post("/approval-rules", rule).await.expect(201);
        let finance = service.by(Role::Finance);
        let seen = finance.get(&format!("/estimates/{estimate}")).await.etag();
        finance.act(&format!("/estimates/{estimate}/approve"), &seen, json!(null)).await.expect(200);
        let told = text(&service.by(Role::Auditor), &path).await;
        tells(&told, &[
            "Indstilling til Økonomiudvalget", "Resumé", "Skolerne skal have nye pc'er.",
            "Skoleafdelingen indstiller til Økonomiudvalget og Kommunalbestyrelsen, at", "1. overslaget tages",
            "Sagsfremstilling", "Skolernes behov", "210", "Økonomi", "1.364.560,72", "187.439,28",
            "skal Økonomiudvalget træffe beslutningen. Kilde: Kompetenceplan 2010.", "Bilag", "17/2134",
        ]);
        drawn_alike(&lead, &format!("{path}.pdf")).await;
        let document = issued(&lead, &format!("{path}/issue")).await;
        assert_eq!((&document["kind"], &document["subject_id"]), (&json!("recommendation"), &json!(project.0)));
    }
}

on_both! {
    async fn a_recommendation_without_day_or_approved_estimate_stays_a_draft(service) {
        let (project, ..) = dragoer(&service).await;
        let lead = service.by(Role::ProjectLead);
        let path = format!("/projects/{project}/recommendation");
        let mut undated = texts();
        undated["meeting_on"] = Value::Null;
        let written = lead.post(&path, undated).await.expect(201);
        tells(&text(&lead, &path).await, &["endnu ikke noget godkendt økonomisk overslag"]);
        let refused = lead.post(&format!("{path}/issue"), json!({})).await;
        let codes: Vec<String> = refused.faults().into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["recommendation_without_meeting", "recommendation_without_estimate"]);
        let changed = lead.put(&path, &written.etag(), texts()).await.expect(200).json();
        assert_eq!((&changed["meeting_on"], &changed["version"]), (&json!("2017-09-28"), &json!(2)));
        lead.put(&path, &written.etag(), texts()).await.refused(412, "stale");
        for (field, value) in [("points", json!([])), ("points", json!([" "])), ("bodies", json!(["x".repeat(201)]))] {
            let mut wrong = texts();
            wrong[field] = value;
            let refused = lead.put(&path, "\"2\"", wrong).await.expect(422);
            assert_eq!(refused.faults()[0].1, format!("/{field}"));
        }
        service.by(Role::ProjectMember).put(&path, "\"2\"", texts()).await.refused(403, "forbidden");
    }
}
