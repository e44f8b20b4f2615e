//! The schedule of an agreement and the statement of debt.

use super::{drawn_alike, issued, municipality, tells, text};
use crate::leasing::build::{in_build_up, in_force, monthly, with};
use crate::on_both;
use anskaf::http::Role;
use serde_json::json;

on_both! {
    async fn a_schedule_tells_the_parties_the_terms_and_what_is_due_apart(service) {
        municipality(&service).await;
        let path = in_force(&service, monthly("KL-1")).await;
        let staff = service.by(Role::Auditor);
        let told = text(&staff, &format!("{path}/schedule-document")).await;
        tells(&told, &[
            "Dragør Kommune", "KommuneLeasing A/S", "24 månedlige ydelser, bagud", "3\u{a0}%, fast", "Finansiel leasing",
            "Forfaldet: ligger fast", "Endnu ikke forfaldet", "240.000,00", "En forfalden ydelse ændres aldrig",
            "Enhederne leveres tilbage til leasinggiver",
        ]);
        let due = told.find("Forfaldet: ligger fast").unwrap();
        let ahead = told.find("Endnu ikke forfaldet").unwrap();
        // Today is 24 August 2017: the eleventh instalment fell due on 1 August.
        let eleventh = told.find("01.08.2017").unwrap();
        assert!(due < eleventh && eleventh < ahead, "{told}");
        drawn_alike(&staff, &format!("{path}/schedule-document.pdf")).await;
    }
}

on_both! {
    async fn a_schedule_is_issued_once_the_agreement_is_in_force(service) {
        let path = in_build_up(&service, monthly("KL-1")).await;
        let finance = service.by(Role::Finance);
        let told = text(&finance, &format!("{path}/schedule-document")).await;
        tells(&told, &["Aftalen er ikke ikraftsat", "Kommunen"]);
        let issue = format!("{path}/schedule-document/issue");
        finance.post(&issue, json!({})).await.refused(409, "document_lease_not_in_force");
        let other = in_force(&service, with(monthly("KL-2"), "title", json!("Tablets"))).await;
        let document = issued(&finance, &format!("{other}/schedule-document/issue")).await;
        assert_eq!((&document["kind"], &document["edition"]), (&json!("lease_schedule"), &json!(1)));
        let again = finance.post(&format!("{other}/schedule-document/issue"), json!({})).await;
        again.refused(422, "document_change_missing");
        service.by(Role::Auditor).post(&issue, json!({})).await.refused(403, "forbidden");
    }
}

on_both! {
    async fn debt_and_obligation_are_told_apart_and_never_added_up(service) {
        in_force(&service, monthly("KL-1")).await;
        in_force(&service, with(monthly("OP-1"), "kind", json!("operating_lease"))).await;
        let staff = service.by(Role::Auditor);
        let told = text(&staff, "/leases/debt-document?on=2016-12-31").await;
        tells(&told, &[
            "Restgæld og forpligtelser pr. 31.\u{a0}december 2016", "Gælden på finansielle leasingaftaler er",
            "Forpligtelsen på operationelle leasingaftaler er", "lægges ikke sammen", "Opgjort af",
            "Inden for 1 år", "2-5 år",
        ]);
        let debt = staff.get("/leases/debt.json?on=2016-12-31").await.expect(200).json();
        let amount = debt["finance_leases"]["remaining_debt"].as_str().unwrap();
        let ore = amount.replace('.', "").parse::<i64>().unwrap();
        let danish = anskaf::render::numbers::amount(anskaf::finance::Money::from_ore(ore));
        tells(&told, &[&danish]);
        drawn_alike(&staff, "/leases/debt-document.pdf?on=2016-12-31").await;
    }
}

on_both! {
    async fn debt_is_issued_per_31_december_of_a_year_that_is_over(service) {
        in_force(&service, monthly("KL-1")).await;
        let finance = service.by(Role::Finance);
        let issue = |on: &str| format!("/leases/debt-document/issue?on={on}");
        finance.post(&issue("2017-06-30"), json!({})).await.refused(422, "debt_not_at_year_end");
        finance.post(&issue("2017-12-31"), json!({})).await.refused(409, "debt_day_ahead");
        finance.post(&issue("1812-12-31"), json!({})).await.refused(422, "date_out_of_range");
        let document = issued(&finance, &issue("2016-12-31")).await;
        assert_eq!((&document["subject_kind"], &document["subject_id"]), (&json!("year"), &json!(2016)));
        // The statement of another year is no newer edition of this one.
        let before = issued(&finance, &issue("2015-12-31")).await;
        assert_eq!(before["edition"], 1);
    }
}
