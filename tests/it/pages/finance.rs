//! Finance at the browser: cost that explains itself, exports, agreements, payments.

use crate::leasing::build::{in_force, monthly, with};
use crate::on_both;
use crate::overview::build::{Story, leased};
use crate::support::{Answer, OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::http::Role;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::json;
use std::io::Cursor;

/// The address of a link that begins so, as a browser would follow it.
fn link(page: &Answer, begins: &str) -> String {
    let text = page.text();
    let from = text
        .find(&format!("href=\"{begins}"))
        .unwrap_or_else(|| panic!("no link to {begins} in:\n{text}"));
    let rest = &text[from + 6..];
    let address = rest.split('"').next().expect("an address");
    address.replace("&#38;", "&").replace("&amp;", "&")
}

/// Every cell of the first sheet as text.
fn cells(workbook: &Answer) -> Vec<String> {
    let mut read: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(workbook.body.clone())).expect("a workbook");
    let range = read.worksheet_range_at(0).expect("a sheet").expect("cells");
    range
        .used_cells()
        .map(|(_, _, cell)| match cell {
            Data::Float(number) => format!("{number:.2}"),
            other => other.to_string(),
        })
        .collect()
}

on_both! {
    async fn finance_explains_a_number_and_takes_the_table_along(service) {
        leased(&service, 75, 60);
        let browser = service.browser(Role::Finance).await;
        let page = browser.get("/costs?rows=school&from=2018&to=2021").await.expect(200)
            .says("1.364.560,72")
            .says("<svg class=\"chart\"");
        let why = browser.get(&link(&page, "/costs/why?school_id=1&#38;year=2018")).await.expect(200)
            .says("Hvorfor dette tal?")
            .says("189.522,32")
            .says("Tallet er summen af");
        let instalment = link(&why, "/leases/1/instalments/1/why");
        assert_eq!(instalment, "/leases/1/instalments/1/why");
        let workbook = browser.get(&link(&page, "/api/v1/costs/by-year.xlsx")).await.expect(200);
        assert!(cells(&workbook).iter().any(|cell| cell == "341140.18"), "{:?}", cells(&workbook));
    }
}

on_both! {
    async fn when_all_cost_is_past_the_years_in_which_it_lies_are_shown(service) {
        leased(&service, 75, 60);
        service.sql("UPDATE api_tokens SET expires_at = '2030-01-01 00:00:00'");
        service.clock.set(service.clock.moment().now.plus_days(3384));
        let browser = service.browser(Role::Finance).await;
        let page = browser.get("/costs").await.expect(200)
            .says("name=\"from\" type=\"text\" inputmode=\"numeric\" maxlength=\"4\" autocomplete=\"off\" value=\"2018\"")
            .says("341.140,18")
            .says_not("Tidligere");
        link(&page, "/api/v1/costs/by-year.xlsx?from=2018&#38;to=2021");
        browser.get("/costs?from=2025&to=2029").await.expect(200).says("value=\"2025\"").says_not("341.140,18");
    }
}

on_both! {
    async fn columns_can_stand_for_schools_and_every_sum_stays_the_same(service) {
        leased(&service, 75, 60);
        let browser = service.browser(Role::Finance).await;
        let page = browser.get("/costs?rows=lease&columns=school&from=2018&to=2021").await.expect(200)
            .says("1.364.560,72");
        let why = browser.get(&link(&page, "/costs/why?lease_id=1&#38;year=2018&#38;to=2021\" title"))
            .await.expect(200);
        why.says("1.364.560,72");
    }
}

#[actix_web::test]
async fn a_school_leader_sees_the_own_share_only() {
    let service = Service::sqlite().await;
    leased(&service, 75, 60);
    let other = service
        .by(Role::Finance)
        .get(&format!("/schools/{OTHER_SCHOOL}"))
        .await
        .json()["name"]
        .as_str()
        .expect("a name")
        .to_owned();
    let browser = service.browser(Role::SchoolLeader).await;
    browser
        .get("/costs?rows=school,lease&from=2018&to=2018")
        .await
        .expect(200)
        .says("189.522,32")
        .says_not(&other)
        .says_not("341.140,18")
        .says_not("href=\"/leases/1\"");
    browser
        .get(&format!("/costs/why?year=2018&school_id={OTHER_SCHOOL}"))
        .await
        .expect(200)
        .says("intet beløb")
        .says_not(&other);
    browser
        .get(&format!("/costs/why?year=2018&school_id={OWN_SCHOOL}"))
        .await
        .expect(200)
        .says("189.522,32")
        .says_not("href=\"/leases");
    for closed in [
        "/leases",
        "/leases/1",
        "/leases/1/payments",
        "/costs/debt",
        "/costs/follow-up",
    ] {
        browser.get(closed).await.expect(403);
    }
}

#[actix_web::test]
async fn a_question_that_cannot_be_answered_comes_back_with_what_is_wrong() {
    let service = Service::sqlite().await;
    let browser = service.browser(Role::Finance).await;
    let page = browser
        .get("/costs?from=i+fjor&to=2019&kind=gave")
        .await
        .expect(422)
        .says("id=\"costs-from-fault\"")
        .says("id=\"costs-kind-fault\"");
    assert_eq!(page.field("from").as_deref(), Some("i fjor"));
    browser
        .get("/costs?from=2020&to=2019")
        .await
        .expect(422)
        .says("id=\"costs-to-fault\"");
    browser
        .get("/costs/debt?on=i+morgen")
        .await
        .expect(422)
        .says("debt-on-fault");
}

#[actix_web::test]
async fn what_looks_like_a_formula_is_only_text_in_every_export_and_page() {
    let service = Service::sqlite().await;
    let mut story = Story::dragoer(&service);
    story
        .devices(1, OWN_SCHOOL, "2017-12-01", 3)
        .sql("UPDATE leases SET agreement_number = '=1+1<script>alert(1)</script>' WHERE id = 1")
        .write(&service);
    let browser = service.browser(Role::Finance).await;
    let page = browser
        .get("/costs?rows=lease&from=2018&to=2018")
        .await
        .expect(200)
        .says_not("<script>alert")
        .says("=1+1");
    let csv = browser
        .get(&link(&page, "/api/v1/costs/by-year.csv"))
        .await
        .expect(200)
        .text();
    assert!(csv.contains("'=1+1") || csv.contains("\"'=1+1"), "{csv}");
    let workbook = browser
        .get(&link(&page, "/api/v1/costs/by-year.xlsx"))
        .await
        .expect(200);
    let found = cells(&workbook);
    assert!(
        found.iter().any(|cell| cell.contains("=1+1<script>")),
        "{found:?}"
    );
    let mut read: Xlsx<_> = open_workbook_from_rs(Cursor::new(workbook.body)).expect("a workbook");
    let formulas = read.worksheet_formula(&read.sheet_names()[0].clone());
    let formulas = formulas.expect("formulas");
    let injected = formulas
        .used_cells()
        .any(|(_, _, formula)| formula.contains("1+1"));
    assert!(!injected, "the agreement's number became a formula");
}

on_both! {
    async fn finance_records_a_payment_where_it_reads_what_was_expected(service) {
        let lease = in_force(&service, monthly("KL-1")).await;
        let path = format!("{lease}/payments");
        let browser = service.browser(Role::Finance).await;
        let page = browser.get(&path).await.expect(200).says("Mangler");
        let form = browser.get(&link(&page, &format!("{path}?kind=instalment&#38;number=1"))).await.expect(200);
        let amount = form.field("amount").expect("what is expected");
        let vat = form.field("vat").expect("its VAT");
        assert!(amount.contains(','), "{amount}");
        browser.send(&path, &[
            ("kind", "instalment"), ("instalment_number", "1"), ("paid_on", "02.10.2016"),
            ("amount", &amount), ("vat", &vat), ("note", "<b>fed</b>"),
        ]).await.expect(200)
            .says("er noteret")
            .says("Betalt")
            .says_not("<b>fed");
    }
}

#[actix_web::test]
async fn a_payment_that_does_not_fit_comes_back_with_the_fault_at_its_field() {
    let service = Service::sqlite().await;
    let lease = in_force(&service, monthly("KL-1")).await;
    let path = format!("{lease}/payments");
    let browser = service.browser(Role::Finance).await;
    let page = browser
        .send(
            &path,
            &[
                ("kind", "instalment"),
                ("instalment_number", "99"),
                ("paid_on", "02.10.2016"),
                ("amount", "1.000,00"),
                ("vat", "250,00"),
                ("note", "Husk mig"),
            ],
        )
        .await
        .expect(422)
        .says("id=\"lease-payment-instalment_number-fault\"")
        .says("Husk mig");
    assert_eq!(page.field("amount").as_deref(), Some("1.000,00"));
    browser
        .send(&path, &[("kind", "other"), ("amount", "dyrt")])
        .await
        .expect(422)
        .says("id=\"lease-payment-amount-fault\"")
        .says("id=\"lease-payment-vat-fault\"");
    let auditor = service.browser(Role::Auditor).await;
    auditor
        .get(&path)
        .await
        .expect(200)
        .says_not("lease-payment-form");
    auditor
        .send(&path, &[("kind", "other"), ("amount", "1")])
        .await
        .expect(403);
}

on_both! {
    async fn a_fixing_rewrites_the_schedule_and_two_people_do_not_overwrite_each_other(service) {
        let terms = crate::leasing::build::floating("KL-2");
        let lease = in_force(&service, terms).await;
        let path = format!("{lease}/history");
        let (one, other) = (service.browser(Role::Finance).await, service.browser(Role::Finance).await);
        let version = one.get(&path).await.expect(200).field("version").expect("a version");
        other.get(&path).await.expect(200);
        let fields = [
            ("version", version.as_str()), ("applies_from", "2017-10-01"), ("index_value", "3,92"), ("source", "dfbf.dk"),
        ];
        one.send(&path, &fields).await.expect(200).says("Renten er noteret");
        one.get(&path).await.expect(200).says("3,92").says("4,57");
        other.send(&path, &fields).await.expect(422).says("En anden har ændret dette imens").says("dfbf.dk");
    }
}

on_both! {
    async fn an_agreement_tells_its_debt_on_a_day_and_why_each_payment_is_as_it_is(service) {
        let lease = in_force(&service, with(monthly("KL-3"), "note", json!("<script>x</script>"))).await;
        let browser = service.browser(Role::Auditor).await;
        browser.get("/leases").await.expect(200).says("KL-3").says("Ikraftsat").says_not("/leases/new");
        browser.get(&lease).await.expect(200).says("240.000,00").says_not("<script>x").says("Varsel og udløb");
        let page = browser.get(&format!("{lease}/schedule?on=2016-12-31")).await.expect(200).says("Restgæld");
        browser.get(&link(&page, &format!("{lease}/instalments/1/why"))).await.expect(200).says("Sådan er det regnet");
        browser.get("/costs/debt?on=2016-12-31").await.expect(200).says("KL-3").says("Finansiel leasing");
    }
}
