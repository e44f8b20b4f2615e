//! The economic estimate: buying against leasing, scenarios, and every assumption with its source.

use super::{drawn_alike, tells, text};
use crate::budget::{dragoer, estimate};
use crate::on_both;
use anskaf::http::Role;
use serde_json::{Value, json};

fn amount(kroner: &str) -> Value {
    json!({"amount": kroner, "source": "Antaget efter markedet", "assumed": true})
}

/// At no interest, so that present values are plain sums.
fn by() -> Value {
    json!({
        "discount_rate": {"rate": "0", "source": "Økonomiafdelingens notat", "assumed": false},
        "worth_at_end": amount("42000.00"), "return_cost": amount("15750.00"),
        "operating_payment": amount("328000.00"),
    })
}

on_both! {
    async fn the_ways_of_financing_stand_side_by_side_without_vat_and_the_vat_beside(service) {
        let (_, _, id) = dragoer(&service).await;
        let author = service.by(Role::ProjectMember);
        let path = format!("/estimates/{id}");
        let seen = author.get(&path).await.etag();
        let set = author.put(&format!("{path}/comparison"), &seen, by()).await.expect(200).json();
        assert_eq!(set["comparison"]["worth_at_end"]["amount"], "42000.00");
        let told = text(&author, &format!("{path}/document")).await;
        tells(&told, &[
            // 1,310,750 less 42,000; 4 × 341,140.18 less 42,000; 4 × 328,000 and 15,750.
            "kontant køb billigst: 1.268.750,00", "1.322.560,72", "1.327.750,00", "53.810,72",
            // A quarter of 1,268,750, all of it refunded.
            "317.187,50", "Finansiel leasing", "Operationel leasing",
            "Økonomiafdelingens notat", "Antaget efter markedet", "Diskonteringsrente",
        ]);
        drawn_alike(&author, &format!("{path}/document.pdf")).await;
        // What is assumed counts among the assumptions of the calculation; the sourced rate does not.
        let found = author.get(&format!("{path}/calculation.json")).await.json();
        assert_eq!(found["assumptions"].as_array().unwrap().len(), 8);
    }
}

on_both! {
    async fn a_comparison_is_stated_on_drafts_only_and_within_bounds(service) {
        let (_, _, id) = dragoer(&service).await;
        let finance = service.by(Role::Finance);
        let path = format!("/estimates/{id}");
        let comparison = format!("{path}/comparison");
        assert!(!text(&finance, &format!("{path}/document")).await.contains("Køb eller leasing"));
        let seen = finance.get(&path).await.etag();
        let mut wrong = by();
        wrong["discount_rate"]["rate"] = json!("1.5");
        finance.put(&comparison, &seen, wrong).await.refused(422, "estimate_rate_out_of_range");
        let mut wrong = by();
        wrong["worth_at_end"]["amount"] = json!("-1.00");
        let refused = finance.put(&comparison, &seen, wrong).await.refused(422, "amount_negative");
        assert_eq!(refused.faults()[0].1, "/worth_at_end/amount");
        finance.put(&comparison, "\"1\"", by()).await.refused(412, "stale");
        let approved = finance.act(&format!("{path}/approve"), &seen, json!(null)).await.expect(200);
        finance.put(&comparison, &approved.etag(), by()).await.refused(409, "estimate_approved");
    }
}

on_both! {
    async fn the_projects_estimates_stand_side_by_side_with_the_approved_one_marked(service) {
        let (project, category, id) = dragoer(&service).await;
        let finance = service.by(Role::Finance);
        let alone = text(&finance, &format!("/estimates/{id}/document")).await;
        assert!(!alone.contains("side om side"), "{alone}");
        let seen = finance.get(&format!("/estimates/{id}")).await.etag();
        finance.act(&format!("/estimates/{id}/approve"), &seen, json!(null)).await.expect(200);
        let other = estimate(&service, project, category).await;
        let told = text(&finance, &format!("/estimates/{other}/document")).await;
        tells(&told, &["side om side", "Godkendt 24.08.2017", "(dette overslag)", "187.439,28", "Alle forudsætninger"]);
    }
}
