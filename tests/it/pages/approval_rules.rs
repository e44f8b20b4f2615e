//! How much each body may approve, and what that asks of an agreement, at the browser.

use crate::leasing::build::{act, in_build_up, list, monthly};
use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;
use serde_json::Value;

const DIRECTOR: &[(&str, &str)] = &[
    ("body", "director"),
    ("name", "Direktionen"),
    ("max_total", "150.000"),
    ("valid_from", "01.01.2016"),
    ("source", "Kompetenceplan <i>2016</i>"),
];

on_both! {
    async fn an_administrator_keeps_the_limits_and_finance_reads_them(service) {
        let admin = service.browser(Role::Administrator).await;
        let finance = service.browser(Role::Finance).await;
        finance.get("/leases").await.expect(200).says("href=\"/approval-rules\"");
        finance.get("/approval-rules").await.expect(200)
            .says("Der er ingen beløbsgrænser endnu")
            .says("Administratoren vedligeholder")
            .says_not("/approval-rules/new");
        admin.get("/approval-rules/new").await.expect(200);
        let wrong = [("body", "director"), ("name", "Direktionen"), ("max_total", "meget"), ("valid_from", "2016")];
        let page = admin.send("/approval-rules", &wrong).await.expect(422)
            .says("id=\"approval-rule-max_total-fault\"")
            .says("id=\"approval-rule-valid_from-fault\"")
            .says("id=\"approval-rule-source-fault\"");
        assert_eq!(page.field("name").as_deref(), Some("Direktionen"));
        admin.send("/approval-rules", DIRECTOR).await.expect(200)
            .says("Grænsen for Direktionen er tilføjet")
            .says("150.000,00\u{a0}kr.")
            .says("Gælder i dag")
            .says_not("<i>2016");
        admin.send("/approval-rules", DIRECTOR).await.expect(422).says("id=\"approval-rule-valid_from-fault\"");
        let page = admin.get("/approval-rules/1").await.expect(200);
        let version = page.field("version").unwrap();
        let mut changed = vec![("version", version.as_str()), ("max_months", "36")];
        changed.extend(DIRECTOR);
        admin.send("/approval-rules/1", &changed).await.expect(200).says("36 måneder");
        admin.send("/approval-rules/1", &changed).await.expect(422).says("En anden har ændret dette imens");
        finance.get("/approval-rules").await.expect(200).says("Direktionen").says_not("href=\"/approval-rules/1\"");
        finance.get("/approval-rules/1").await.expect(403);
        finance.send("/approval-rules", DIRECTOR).await.expect(403);
    }
}

on_both! {
    async fn an_agreement_says_whose_decision_it_needs_and_waits_for_it(service) {
        let admin = service.browser(Role::Administrator).await;
        let finance = service.browser(Role::Finance).await;
        admin.send("/approval-rules", DIRECTOR).await.expect(200);
        let council = [
            ("body", "council"), ("name", "Byrådet"), ("valid_from", "01.01.2016"), ("source", "Styrelsesvedtægten"),
        ];
        admin.send("/approval-rules", &council).await.expect(200);
        let lease = in_build_up(&service, monthly("KL-1")).await;
        finance.get(&lease).await.expect(200)
            .says("Det kræver en beslutning af Byrådet, som endnu ikke er noteret")
            .says("Grænsen for Direktionen: 150.000,00\u{a0}kr.");
        finance.get(&format!("{lease}/decisions/new")).await.expect(200).says("Det kræver en beslutning af Byrådet");
        let version = finance.get(&format!("{lease}/put-in-force")).await.expect(200).field("version").unwrap();
        // The refusal stands on top of the step's own form.
        finance.send(&format!("{lease}/put-in-force"), &[("version", &version)]).await.expect(422)
            .says("Ret dette")
            .says("Byrådet")
            .says("lease-force-form");
        let decision = [
            ("body", "council"), ("outcome", "approved"), ("decided_on", "01.06.2017"), ("reference", "Sag 17/2134"),
            ("reason", "Efter indstilling"),
        ];
        finance.send(&format!("{lease}/decisions"), &decision).await.expect(200).says("som det kræver, er noteret");
        act(&service.by(Role::Finance), &lease, "put-in-force", Value::Null).await.expect(200);
        assert_eq!(list(&service, &lease, "decisions").await.len(), 1);
    }
}

#[actix_web::test]
async fn a_decision_ahead_of_today_is_refused_at_its_field() {
    let service = Service::sqlite().await;
    let lease = in_build_up(&service, monthly("KL-1")).await;
    let finance = service.browser(Role::Finance).await;
    let decision = [
        ("body", "council"),
        ("outcome", "approved"),
        ("decided_on", "25.08.2017"),
        ("reference", "Sag"),
        ("reason", "Husk mig"),
        ("approved_total", "-1"),
    ];
    finance
        .send(&format!("{lease}/decisions"), &decision)
        .await
        .expect(422)
        .says("id=\"lease-decision-decided_on-fault\"")
        .says("id=\"lease-decision-approved_total-fault\"")
        .says("Husk mig");
}
