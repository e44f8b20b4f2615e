//! Cost by year and school.

use super::{drawn_alike, issued, municipality, tells, text};
use crate::on_both;
use crate::overview::build::leased;
use crate::support::OWN_SCHOOL;
use anskaf::http::Role;
use serde_json::json;

on_both! {
    async fn the_table_by_school_adds_up_to_what_is_paid_and_tells_its_rules(service) {
        municipality(&service).await;
        leased(&service, 70, 140);
        let staff = service.by(Role::Auditor);
        let told = text(&staff, "/costs/by-year-document?from=2018&to=2021").await;
        tells(&told, &[
            "Dragør Kommune", "Budgetårene 2018-2021", "1.364.560,72", "Store Magleby Skole", "Dragør Skole, afdeling Nord",
            "Pr. skole og aftale", "på forfaldsdagen", "pristalsreguleres ikke", "årets priser",
        ]);
        drawn_alike(&staff, "/costs/by-year-document.pdf?from=2018&to=2021").await;
    }
}

on_both! {
    async fn a_school_leader_sees_the_own_schools_share_and_no_other(service) {
        leased(&service, 70, 140);
        let leader = service.by(Role::SchoolLeader);
        let told = text(&leader, "/costs/by-year-document?from=2018&to=2021").await;
        // A third of 1,364,560.72, instalment by instalment.
        tells(&told, &["Store Magleby Skole", "454.853,56", "Her vises kun andelen for Store Magleby Skole."]);
        assert!(!told.contains("afdeling Nord") && !told.contains("1.364.560,72"), "{told}");
        assert!(!told.contains("Rammen og det"), "{told}");
    }
}

on_both! {
    async fn more_years_than_the_paper_is_wide_are_drawn_in_pieces(service) {
        leased(&service, 70, 140);
        let staff = service.by(Role::Finance);
        let told = text(&staff, "/costs/by-year-document?from=2010&to=2030").await;
        tells(&told, &["(1 af 3)", "(3 af 3)"]);
        drawn_alike(&staff, "/costs/by-year-document.pdf?from=2010&to=2030&rows=school,lease,account,kind").await;
    }
}

on_both! {
    async fn only_the_whole_cost_is_issued_since_it_replaces_the_whole(service) {
        leased(&service, 70, 140);
        let finance = service.by(Role::Finance);
        let path = "/costs/by-year-document/issue?from=2018&to=2021";
        let refused = finance
            .post(&format!("{path}&school_id={OWN_SCHOOL}&kind=fee"), json!({}))
            .await
            .refused(422, "cost_document_limited");
        let places: Vec<String> = refused.faults().into_iter().map(|(_, place)| place).collect();
        assert_eq!(places, ["/school_id", "/kind"]);
        let document = issued(&finance, path).await;
        assert_eq!((&document["kind"], &document["subject_kind"]), (&json!("cost_by_year"), &json!("municipality")));
        service.by(Role::SchoolLeader).post(path, json!({})).await.refused(403, "forbidden");
    }
}
