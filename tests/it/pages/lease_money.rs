//! Fees, split keys and documents of an agreement at the browser, and what is not removed.

use crate::leasing::build::{in_force, list, monthly, opened};
use crate::on_both;
use crate::support::{OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::http::Role;
use serde_json::json;

const FEE: &[(&str, &str)] = &[
    ("description", "Ombytningsservice"),
    ("amount", "1.250,00"),
    ("vat_rate", "25"),
    ("from_on", "01.09.2016"),
    ("split_key", "stated"),
];

on_both! {
    async fn a_fee_is_corrected_removed_and_once_charged_only_ended(service) {
        let lease = opened(&service, monthly("KL-1")).await;
        let browser = service.browser(Role::Finance).await;
        browser.send(&format!("{lease}/fees"), FEE).await.expect(200).says("href=\"/lease-fees/1\"");
        let page = browser.get("/lease-fees/1").await.expect(200).says("Ombytningsservice");
        assert_eq!(page.field("amount").as_deref(), Some("1.250,00"));
        let version = page.field("version").unwrap();
        let change = |version: &str, amount: &'static str| {
            let mut fields = vec![("version".to_owned(), version.to_owned()), ("amount".to_owned(), amount.to_owned())];
            let rest = FEE.iter().filter(|(name, _)| *name != "amount");
            fields.extend(rest.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
            fields
        };
        let send = async |path: &str, fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            browser.send(path, &fields).await
        };
        send("/lease-fees/1", change(&version, "-1")).await.expect(422).says("id=\"lease-fee-amount-fault\"");
        send("/lease-fees/1", change(&version, "2.000")).await.expect(200).says("48.000,00");
        send("/lease-fees/1", change(&version, "3.000")).await.expect(422)
            .says("En anden har ændret dette imens")
            .says("2.000,00");
        let version = browser.get("/lease-fees/1").await.field("version").unwrap();
        browser.send("/lease-fees/1/remove", &[("version", &version)]).await.expect(200).says("Ombytningsservice er fjernet");
        let other = in_force(&service, monthly("KL-2")).await;
        let fee = json!({"description": "Forsikring", "amount": "100.00", "from_on": "2017-09-01", "vat_rate": "0"});
        let fee = service.by(Role::Finance).post(&format!("{other}/fees"), fee).await.expect(201).id();
        // The second of October: the instalment of the first, and the fee with it, are due.
        service.clock.set(service.clock.moment().now.plus_days(39));
        let browser = service.browser(Role::Finance).await;
        let page = browser.get(&format!("/lease-fees/{fee}")).await.expect(200);
        let version = page.field("version").unwrap();
        // A charged fee stays: the form comes back with the fee in it and the refusal on top.
        let back = browser.send(&format!("/lease-fees/{fee}/remove"), &[("version", &version)]).await.expect(422)
            .says("Ret dette")
            .says("data-focus");
        assert_eq!(back.field("description").as_deref(), Some("Forsikring"));
        assert_eq!(list(&service, &other, "fees").await.len(), 1);
    }
}

on_both! {
    async fn weights_are_stated_school_by_school_and_two_people_do_not_overwrite_each_other(service) {
        let lease = in_force(&service, monthly("KL-1")).await;
        let (one, other) = (service.browser(Role::Finance).await, service.browser(Role::Finance).await);
        let from = [("from_on", "01.09.2017")];
        let fee: Vec<(&str, &str)> = FEE.iter().filter(|(name, _)| *name != "from_on").chain(&from).copied().collect();
        one.send(&format!("{lease}/fees"), &fee).await.expect(200).says("href=\"/lease-fees/1/shares\"");
        let path = "/lease-fees/1/shares";
        let version = one.get(path).await.expect(200).says("Fordelingsnøgle").field("version").unwrap();
        let (own, their) = (format!("weight.{OWN_SCHOOL}"), format!("weight.{OTHER_SCHOOL}"));
        let fields = |a: &'static str, b: &'static str| [("version", version.as_str()), (own.as_str(), a), (their.as_str(), b)];
        let page = one.send(path, &fields("tre", "1")).await.expect(422)
            .says(&format!("id=\"lease-shares-{OWN_SCHOOL}-fault\""));
        assert_eq!((page.field(&own).as_deref(), page.field(&their).as_deref()), (Some("tre"), Some("1")));
        one.send(path, &fields("", "")).await.expect(422).says("Ret dette");
        one.send(path, &fields("3", "1")).await.expect(200).says("Fordelingsnøglen for Ombytningsservice er gemt");
        one.get(path).await.expect(200).says("75\u{a0}%").says("25\u{a0}%");
        let page = other.send(path, &fields("5", "1")).await.expect(422).says("En anden har ændret dette imens");
        let page = page.says(&format!("id=\"lease-shares-{OWN_SCHOOL}-theirs\""));
        assert_eq!(page.field(&own).as_deref(), Some("5"));
        let shares = service.by(Role::Finance).get(path).await.json();
        assert_eq!(shares["shares"].as_array().unwrap().len(), 2);
        // A line that is shared by its devices has no weights, and says so.
        let line = format!("/lease-lines/{}/shares", list(&service, &lease, "lines").await[0]["id"]);
        let version = one.get(&line).await.expect(200).says("deles efter en anden regel").field("version").unwrap();
        one.send(&line, &[("version", &version), (&own, "1")]).await.expect(422).says("Ret dette");
    }
}

on_both! {
    async fn a_line_of_an_agreement_in_force_is_not_removed_and_its_page_says_why(service) {
        let lease = in_force(&service, monthly("KL-1")).await;
        let browser = service.browser(Role::Finance).await;
        let version = browser.get("/lease-lines/1").await.expect(200).field("version").unwrap();
        let page = browser.send("/lease-lines/1/remove", &[("version", &version)]).await.expect(422)
            .says("Ret dette")
            .says("Elev-pc");
        assert_eq!(page.field("description").as_deref(), Some("Elev-pc"));
        assert_eq!(list(&service, &lease, "lines").await.len(), 2);
    }
}

#[actix_web::test]
async fn schedule_and_statement_of_debt_are_issued_by_finance() {
    let service = Service::sqlite().await;
    let lease = in_force(&service, monthly("KL-1")).await;
    let browser = service.browser(Role::Finance).await;
    let path = format!("{lease}/issue");
    browser
        .get(&format!("{lease}/schedule"))
        .await
        .expect(200)
        .says(&format!("href=\"{path}\""));
    browser
        .get(&path)
        .await
        .expect(200)
        .says("Udsted ydelsesplanen")
        .says("Ingen endnu");
    browser
        .send(&path, &[("change", "")])
        .await
        .expect(200)
        .says("Dokumentet er udstedt som nr.");
    browser
        .send(&path, &[("change", "")])
        .await
        .expect(422)
        .says("id=\"issue-change-fault\"");
    let debt = "/leases/debt/2016-12-31/issue";
    browser
        .get("/costs/debt?on=2016-12-31")
        .await
        .expect(200)
        .says(&format!("href=\"{debt}\""));
    browser
        .send(debt, &[("change", "")])
        .await
        .expect(200)
        .says("Dokumentet er udstedt som nr.");
    browser
        .get("/costs/debt?on=2016-12-30")
        .await
        .expect(200)
        .says_not("/issue\"");
    browser
        .send("/leases/debt/2016-12-30/issue", &[("change", "")])
        .await
        .expect(422)
        .says("Ret dette");
}

#[actix_web::test]
async fn a_lease_is_reckoned_from_its_terms_and_what_is_wrong_stands_at_its_field() {
    let service = Service::sqlite().await;
    let browser = service.browser(Role::SchoolLeader).await;
    browser.get("/lease-quotes").await.expect(200);
    let terms = [
        ("starts_on", "02.01.2027"),
        ("periods", "4"),
        ("timing", "advance"),
        ("every.count", "1"),
        ("every.unit", "year"),
        ("drawdowns.0.on", "02.01.2027"),
        ("drawdowns.0.amount", "3.000.000"),
    ];
    let mut asked = terms.to_vec();
    asked.push(("rate", "2,75"));
    browser
        .send("/lease-quotes", &asked)
        .await
        .expect(200)
        .says("780.790,04")
        .says("2028");
    let mut asked = terms.to_vec();
    asked.extend([("solve.for", "rate"), ("solve.payment", "780.790,04")]);
    browser
        .send("/lease-quotes", &asked)
        .await
        .expect(200)
        .says("2,75");
    let page = browser.send("/lease-quotes", &terms).await.expect(422);
    assert_eq!(
        page.says("id=\"lease-quote-rate-fault\"")
            .field("periods")
            .as_deref(),
        Some("4")
    );
}
