//! Finance opens an agreement at the browser and brings it into force.

use crate::leasing::build::{in_force, monthly};
use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;

const TERMS: &[(&str, &str)] = &[
    ("agreement_number", "KL-2017-0431"),
    ("title", "Elev-pc'er <b>2018</b>"),
    ("lessor_name", "KommuneLeasing A/S"),
    ("kind", "finance_lease"),
    ("starts_on", "01.09.2016"),
    ("periods", "24"),
    ("every.count", "1"),
    ("every.unit", "month"),
    ("timing", "arrears"),
    ("rate", "3,00"),
    ("vat_rate", "25"),
    ("account_string", "3.22.01.1.400.4.9"),
];

on_both! {
    async fn an_agreement_is_opened_filled_signed_and_put_in_force(service) {
        let browser = service.browser(Role::Finance).await;
        browser.get("/leases").await.expect(200).says("Der er ingen leasingaftaler her");
        browser.get("/leases/new").await.expect(200);
        browser.send("/leases", TERMS).await.expect(200)
            .says("KL-2017-0431 er oprettet")
            .says_not("<b>2018")
            .says("3\u{a0}%");
        let line = [
            ("kind", "charging_cabinet"), ("description", "Skabe"), ("quantity", "4"), ("unit_price", "60.000,00"),
            ("split_key", "equal"),
        ];
        browser.send("/leases/1/lines", &line).await.expect(200).says("240.000,00");
        browser.get("/leases/1/schedule").await.expect(200).says("ikke i kraft endnu");
        let version = browser.get("/leases/1/notice-terms").await.expect(200).field("version").unwrap();
        let terms = [("version", version.as_str()), ("unit", "month"), ("opens_before", "12"), ("closes_before", "6")];
        browser.send("/leases/1/notice-terms", &terms).await.expect(200).says("Handl senest");
        let version = browser.get("/leases/1/sign").await.expect(200).field("version").unwrap();
        browser.send("/leases/1/sign", &[("version", &version), ("signed_on", "01.08.2016")]).await.expect(200)
            .says("Oparbejdning");
        let batch = [
            ("supplier_name", "Atea"), ("invoice_number", "4711"), ("invoiced_on", "01.08.2016"), ("amount", "240.000"),
        ];
        browser.send("/leases/1/batches", &batch).await.expect(200).says("Atea");
        let version = browser.get("/leases/1/put-in-force").await.expect(200).field("version").unwrap();
        browser.send("/leases/1/put-in-force", &[("version", &version)]).await.expect(422).says("4711");
        service.by(Role::Finance).get("/leases/1").await.expect(200);
    }
}

on_both! {
    async fn a_wrong_line_is_corrected_and_a_superfluous_one_removed(service) {
        let lease = crate::leasing::build::opened(&service, monthly("KL-1")).await;
        let browser = service.browser(Role::Finance).await;
        let page = browser.get("/lease-lines/2").await.expect(200).says("Skabe");
        let version = page.field("version").unwrap();
        let line = [
            ("version", version.as_str()), ("kind", "charging_cabinet"), ("description", "Store skabe"), ("quantity", "3"),
            ("unit_price", "10.000,00"),
        ];
        browser.send("/lease-lines/2", &line).await.expect(200).says("230.000,00");
        browser.send("/lease-lines/2", &line).await.expect(422).says("En anden har ændret dette imens");
        let version = browser.get("/lease-lines/2").await.field("version").unwrap();
        browser.send("/lease-lines/2/remove", &[("version", &version)]).await.expect(200)
            .says("Store skabe er fjernet")
            .says("200.000,00");
        let fee = [
            ("description", "Ombytningsservice"), ("amount", "1.250,00"), ("vat_rate", "25"), ("from_on", "01.09.2016"),
            ("split_key", "devices"),
        ];
        browser.send(&format!("{lease}/fees"), &fee).await.expect(200).says("30.000,00");
        browser.send(&format!("{lease}/fees"), &[("description", " "), ("amount", "-1")]).await.expect(422)
            .says("id=\"lease-fee-from_on-fault\"");
    }
}

#[actix_web::test]
async fn an_agreement_is_ended_with_a_reason() {
    let service = Service::sqlite().await;
    let lease = in_force(&service, monthly("KL-1")).await;
    let browser = service.browser(Role::Finance).await;
    let path = format!("{lease}/end");
    let version = browser
        .get(&path)
        .await
        .expect(200)
        .field("version")
        .unwrap();
    browser
        .send(&path, &[("version", &version), ("reason", "")])
        .await
        .expect(422)
        .says("id=\"lease-end-reason-fault\"");
    browser
        .send(&path, &[("version", &version), ("reason", "Indfriet")])
        .await
        .expect(200)
        .says("Ophørt");
}

#[actix_web::test]
async fn wrong_terms_come_back_with_each_fault_at_its_field() {
    let service = Service::sqlite().await;
    let browser = service.browser(Role::Finance).await;
    let mut terms = TERMS.to_vec();
    terms.retain(|(name, _)| *name != "lessor_name");
    terms.extend([("lessor_name", ""), ("purchase_price", "gratis")]);
    let page = browser
        .send("/leases", &terms)
        .await
        .expect(422)
        .says("id=\"lease-lessor_name-fault\"")
        .says("id=\"lease-purchase_price-fault\"");
    assert_eq!(page.field("rate").as_deref(), Some("3,00"));
    let auditor = service.browser(Role::Auditor).await;
    auditor.get("/leases/new").await.expect(403);
    auditor.send("/leases", TERMS).await.expect(403);
}

#[actix_web::test]
async fn terms_that_the_form_does_not_show_stay_as_they_were() {
    let service = Service::sqlite().await;
    let mut terms = crate::leasing::build::floating("KL-1");
    terms["rounding"] = "last_payment_absorbs".into();
    let lease = crate::leasing::build::opened(&service, terms).await;
    let browser = service.browser(Role::Finance).await;
    let page = browser.get(&format!("{lease}/edit")).await.expect(200);
    let names = [
        "version",
        "agreement_number",
        "title",
        "lessor_name",
        "starts_on",
        "periods",
        "every.count",
        "rate",
        "vat_rate",
        "floating.index_name",
        "floating.margin",
    ];
    let mut fields: Vec<(&str, String)> = names
        .iter()
        .map(|name| (*name, page.field(name).expect(name).replace("&#39;", "'")))
        .collect();
    for (name, value) in [
        ("kind", "finance_lease"),
        ("every.unit", "month"),
        ("timing", "arrears"),
        ("note", "Ny"),
    ] {
        fields.push((name, value.to_owned()));
    }
    let sent: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    browser
        .send(&lease, &sent)
        .await
        .expect(200)
        .says("Vilkårene er gemt");
    let now = service.by(Role::Finance).get(&lease).await.json();
    assert_eq!(now["note"], "Ny");
    assert_eq!(now["rounding"], "last_payment_absorbs");
    assert_eq!(now["floating"]["cap"], "0.05");
    assert_eq!(now["floating"]["margin"], "0.0065");
}

#[actix_web::test]
async fn notice_and_decisions_are_recorded_where_they_are_read() {
    let service = Service::sqlite().await;
    let lease = in_force(&service, monthly("KL-1")).await;
    let browser = service.browser(Role::Finance).await;
    browser
        .send(
            &format!("{lease}/notices"),
            &[("given_on", "01.01.2999"), ("choice", "return_to_lessor")],
        )
        .await
        .expect(422)
        .says("id=\"lease-notice-given_on-fault\"");
    browser
        .send(
            &format!("{lease}/notices"),
            &[
                ("given_on", "01.08.2017"),
                ("choice", "return_to_lessor"),
                ("note", "Anbefalet brev"),
            ],
        )
        .await
        .expect(200)
        .says("Anbefalet brev");
    browser
        .send(
            &format!("{lease}/decisions"),
            &[
                ("body", "council"),
                ("outcome", "approved"),
                ("decided_on", "01.06.2017"),
                ("reference", "Sag 17/2134"),
                ("reason", "Efter indstilling"),
                ("approved_total", "1.400.000,00"),
            ],
        )
        .await
        .expect(200)
        .says("Sag 17/2134");
}
