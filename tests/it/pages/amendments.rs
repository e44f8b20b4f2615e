//! What is agreed after the signature, at the browser: written down, tried and shown, then carried out.

use crate::leasing::build::{
    TODAY, act, as_ore, everything, floating, in_build_up, in_force, list, monthly, rows, with,
};
use crate::on_both;
use crate::support::browser::Browser;
use crate::support::{Answer, Service};
use anskaf::http::Role;
use serde_json::{Value, json};

/// Sends a step to be tried, with the version of its form and what every step says.
async fn try_out(browser: &Browser<'_>, path: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(path).await.expect(200);
    let version = page.field("version").expect("a version");
    let mut all = vec![("version", version.as_str())];
    for (name, value) in [
        ("agreed_on", "24.08.2017"),
        ("reason", "Aftalt <b>med</b> leasinggiver"),
    ] {
        if !fields.iter().any(|(known, _)| *known == name) {
            all.push((name, value));
        }
    }
    all.extend_from_slice(fields);
    browser.send(&format!("{path}/try"), &all).await
}

/// What the button below a trial sends.
fn kept(page: &Answer) -> Vec<(String, String)> {
    let text = page.text();
    let form = text
        .split("id=\"lease-trial-form\"")
        .nth(1)
        .expect("a trial");
    let form = form.split("</form>").next().expect("its end");
    let inputs = form.split("<input type=\"hidden\" name=\"").skip(1);
    let pair = |input: &str| {
        let (name, rest) = input.split_once("\" value=\"")?;
        let value = rest
            .split_once('"')?
            .0
            .replace("&#60;", "<")
            .replace("&#62;", ">");
        (name != "form_key").then(|| (name.to_owned(), value))
    };
    inputs.filter_map(pair).collect()
}

/// Presses the button below a trial.
async fn confirm(browser: &Browser<'_>, path: &str, trial: &Answer) -> Answer {
    let kept = kept(trial);
    let fields: Vec<(&str, &str)> = kept
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.send(path, &fields).await
}

/// The remaining debt of the only agreement on a day, in øre; zero when it binds no more.
async fn debt(service: &Service, on: &str) -> i64 {
    let path = format!("/leases/debt.json?on={on}");
    let statement = service
        .by(Role::Auditor)
        .get(&path)
        .await
        .expect(200)
        .json();
    match &statement["rows"][0]["remaining_debt"] {
        Value::Null => 0,
        amount => as_ore(amount),
    }
}

/// An amount as a page writes it.
fn danish(ore: i64) -> String {
    anskaf::render::numbers::amount(anskaf::finance::Money::from_ore(ore))
}

on_both! {
    async fn an_extension_is_shown_before_it_is_written_and_then_adds_instalments(service) {
        let lease = in_force(&service, with(monthly("KL-1"), "residual", json!("60000.00"))).await;
        let browser = service.browser(Role::Finance).await;
        browser.get(&lease).await.expect(200).says("/amend/extension");
        let (before, path) = (everything(&service, &lease).await, format!("{lease}/amend/extension"));
        let wrong = try_out(&browser, &path, &[("periods", "6"), ("residual", "0,00")]).await.expect(422);
        wrong.says("Ret dette").says("Aftalt &#60;b&#62;med&#60;/b&#62; leasinggiver").says_not("lease-trial-form");
        let wrong = try_out(&browser, &path, &[("periods", "seks"), ("residual", "70.000"), ("rate", "4")]).await;
        assert_eq!(wrong.expect(422).says("id=\"lease-extension-periods-fault\"").field("rate").as_deref(), Some("4"));
        let fields = [("periods", "6"), ("residual", "0,00"), ("rate", "4,00")];
        let trial = try_out(&browser, &path, &fields).await.expect(200)
            .says("Intet er gemt endnu")
            .says("De første 24 ydelser bliver, som de er")
            .says("10.116,99")
            .says("Restgæld herefter")
            .says("Hvorfor dette tal?")
            .says_not("<b>med");
        assert_eq!(everything(&service, &lease).await, before);
        assert_eq!(trial.field("residual").as_deref(), Some("0,00"));
        confirm(&browser, &path, &trial).await.expect(200).says("Forlængelse er noteret som tillæg").says("10.116,99");
        let after = rows(&service, &lease).await;
        assert_eq!((after.len(), after[29]["closing"].clone()), (30, json!("0.00")));
        assert_eq!(debt(&service, "2018-09-30").await, 6_000_000);
        assert_eq!(list(&service, &lease, "amendments").await[0]["reason"], "Aftalt <b>med</b> leasinggiver");
    }
}

on_both! {
    async fn units_that_go_back_lower_the_debt_and_every_instalment_ahead(service) {
        let lease = in_force(&service, monthly("KL-1")).await;
        let browser = service.browser(Role::Finance).await;
        let line = list(&service, &lease, "lines").await[0]["id"].to_string();
        let path = format!("{lease}/amend/part_return");
        browser.get(&path).await.expect(200).says("Elev-pc (200)");
        let many = [("effective_on", "20.08.2017"), ("lease_line_id", line.as_str()), ("quantity", "201")];
        try_out(&browser, &path, &many).await.expect(422)
            .says("id=\"lease-part-return-quantity-fault\"")
            .says("value=\"201\"");
        let before = (rows(&service, &lease).await, debt(&service, TODAY).await);
        let fields = [
            ("effective_on", "20.08.2017"), ("lease_line_id", line.as_str()), ("quantity", "60"), ("amount", "1.500,00"),
        ];
        let trial = try_out(&browser, &path, &fields).await.expect(200)
            .says("1.500,00\u{a0}kr.")
            .says("Gælden falder med")
            .says("ydelse = hidtidig ydelse");
        confirm(&browser, &path, &trial).await.expect(200).says("Delvis tilbagelevering er noteret som tillæg");
        let after = rows(&service, &lease).await;
        let payment = as_ore(&before.0[11]["payment"]);
        assert_eq!(as_ore(&after[11]["payment"]), (payment * 3 + 2) / 4);
        // 60 of 240 thousand kroner: a quarter of the debt, from the day on which they went back.
        let debt = debt(&service, TODAY).await;
        assert!((debt - before.1 * 3 / 4).abs() <= 1, "{debt} after {}", before.1);
        assert!(trial.text().contains(&danish(debt)), "the trial did not tell of {debt}");
        browser.get(&path).await.expect(200).says("Elev-pc (140)");
    }
}

on_both! {
    async fn buying_everything_ends_the_agreement_and_its_debt(service) {
        let lease = in_force(&service, monthly("KL-1")).await;
        let browser = service.browser(Role::Finance).await;
        let path = format!("{lease}/amend/buy_out");
        try_out(&browser, &path, &[("effective_on", "01.09.2017"), ("quantity", "3"), ("amount", "9.000")]).await
            .expect(422)
            .says("id=\"lease-buy-out-quantity-fault\"");
        let fields = [("effective_on", "01.09.2017"), ("amount", "9.000,00")];
        let trial = try_out(&browser, &path, &fields).await.expect(200).says("Aftalen ophører").says("9.000,00\u{a0}kr.");
        assert!(debt(&service, "2017-12-31").await > 0);
        confirm(&browser, &path, &trial).await.expect(200).says("Frikøb er noteret som tillæg").says("Ophørt");
        assert_eq!(rows(&service, &lease).await.len(), 12);
        assert_eq!(debt(&service, "2017-12-31").await, 0);
    }
}

on_both! {
    async fn a_settlement_is_priced_explained_and_carried_out(service) {
        let lease = in_force(&service, monthly("KL-1")).await;
        let browser = service.browser(Role::Finance).await;
        let auditor = service.browser(Role::Auditor).await;
        let asked = format!("{lease}/settlement?on=2017-09-15&market_rate=2%2C00");
        auditor.get(&format!("{lease}/settlement")).await.expect(200).says_not("Kurskompensation");
        let page = auditor.get(&asked).await.expect(200).says("Kurskompensation").says_not("/amend/early_settlement");
        auditor.get(&format!("{lease}/settlement?on=2017-07-31&market_rate=h%C3%B8j")).await.expect(422)
            .says("id=\"lease-settlement-market_rate-fault\"");
        auditor.get(&format!("{lease}/settlement?on=2017-07-31&market_rate=2")).await.expect(422)
            .says("id=\"lease-settlement-on-fault\"");
        let quote = service.by(Role::Auditor).get(&format!("{lease}/settlement?on=2017-09-15&market_rate=0.02")).await;
        let price = danish(as_ore(&quote.json()["present_value"]));
        assert!(page.text().contains(&price), "{price}");
        let path = format!("{lease}/amend/early_settlement");
        try_out(&browser, &path, &[("effective_on", "15.09.2017"), ("rate", "2"), ("amount", "-1")]).await.expect(422)
            .says("id=\"lease-early-settlement-amount-fault\"");
        let trial = try_out(&browser, &path, &[("effective_on", "15.09.2017"), ("rate", "2,00")]).await.expect(200)
            .says(&price)
            .says("Aftalen ophører")
            .says("Kurskompensation");
        confirm(&browser, &path, &trial).await.expect(200).says("Indfrielse er noteret som tillæg");
        assert_eq!(rows(&service, &lease).await.len(), 12);
        assert_eq!(debt(&service, "2017-09-15").await, 0);
        auditor.get(&asked).await.expect(422).says("role=\"alert\"");
    }
}

on_both! {
    async fn an_extra_repayment_lowers_the_debt_from_its_day_on(service) {
        let lease = in_force(&service, monthly("KL-1")).await;
        let browser = service.browser(Role::Finance).await;
        let before = (rows(&service, &lease).await, debt(&service, TODAY).await, debt(&service, "2017-08-14").await);
        let path = format!("{lease}/amend/part_settlement");
        try_out(&browser, &path, &[("effective_on", "15.08.2017"), ("amount", "240.000")]).await.expect(422)
            .says("id=\"lease-part-settlement-amount-fault\"");
        let trial = try_out(&browser, &path, &[("effective_on", "15.08.2017"), ("amount", "50.000")]).await.expect(200)
            .says("Gælden falder med")
            .says(&danish(before.1 - 5_000_000));
        confirm(&browser, &path, &trial).await.expect(200).says("Delvis indfrielse er noteret som tillæg");
        let after = rows(&service, &lease).await;
        assert!(as_ore(&after[11]["payment"]) < as_ore(&before.0[11]["payment"]));
        assert_eq!(debt(&service, TODAY).await, before.1 - 5_000_000);
        assert_eq!(debt(&service, "2017-08-14").await, before.2);
        // Once the next instalment is due it has taken the repayment up.
        assert_eq!(debt(&service, "2017-12-31").await, as_ore(&after[14]["closing"]));
        assert!(trial.text().contains(&danish(as_ore(&after[14]["closing"]))));
    }
}

on_both! {
    async fn without_notice_the_agreement_is_renewed_as_its_terms_say(service) {
        let browser = service.browser(Role::Finance).await;
        let bare = in_force(&service, monthly("KL-0")).await;
        try_out(&browser, &format!("{bare}/amend/auto_renewal"), &[]).await.expect(422).says("Ret dette");
        let lease = in_build_up(&service, monthly("KL-1")).await;
        let finance = service.by(Role::Finance);
        let etag = finance.get(&lease).await.etag();
        let terms = json!({"unit": "month", "closes_before": 3, "renewal": {"count": 1, "unit": "year"}});
        finance.put(&format!("{lease}/notice-terms"), &etag, terms).await.expect(200);
        act(&finance, &lease, "put-in-force", Value::Null).await.expect(200);
        let path = format!("{lease}/amend/auto_renewal");
        let trial = try_out(&browser, &path, &[]).await.expect(200).says("Nye ydelser");
        confirm(&browser, &path, &trial).await.expect(200).says("Automatisk forlængelse er noteret som tillæg");
        let after = rows(&service, &lease).await;
        assert_eq!((after.len(), after[35]["payment"].clone()), (36, after[23]["payment"].clone()));
    }
}

on_both! {
    async fn a_fixing_is_shown_before_it_rewrites_the_schedule(service) {
        let lease = in_force(&service, floating("KL-1")).await;
        let browser = service.browser(Role::Finance).await;
        let path = format!("{lease}/history");
        let fields = [("applies_from", "01.10.2017"), ("index_value", "3,92"), ("source", "dfbf.dk")];
        let version = browser.get(&path).await.expect(200).field("version").unwrap();
        let wrong = [("version", version.as_str()), ("applies_from", "01.10.2017"), ("index_value", "høj"), ("source", "dfbf.dk")];
        browser.send(&format!("{path}/try"), &wrong).await.expect(422).says("id=\"lease-fixing-index_value-fault\"");
        let before = everything(&service, &lease).await;
        let mut all = vec![("version", version.as_str())];
        all.extend(fields);
        let trial = browser.send(&format!("{path}/try"), &all).await.expect(200).says("4,57").says("Ydelse herefter");
        assert_eq!(everything(&service, &lease).await, before);
        confirm(&browser, &path, &trial).await.expect(200).says("Renten er noteret");
        assert_ne!(rows(&service, &lease).await, before["rows"].as_array().unwrap().clone());
        let past = browser.get(&format!("{lease}/schedules/1")).await.expect(200);
        past.says(&danish(as_ore(&before["rows"][20]["payment"])));
        browser.get(&format!("{lease}/schedules/9")).await.expect(404);
        // On an agreement with a fixed rate there is no form, and the page itself says why nothing happened.
        let fixed = in_force(&service, monthly("KL-2")).await;
        browser.send(&format!("{fixed}/history"), &all).await.expect(422).says("role=\"alert\"").says("KL-2");
    }
}

#[actix_web::test]
async fn a_step_on_an_agreement_that_somebody_changed_meanwhile_comes_back_as_it_was_written() {
    let service = Service::sqlite().await;
    let lease = in_force(&service, monthly("KL-1")).await;
    let (one, other) = (
        service.browser(Role::Finance).await,
        service.browser(Role::Finance).await,
    );
    let path = format!("{lease}/amend/part_settlement");
    let fields = [("effective_on", "15.08.2017"), ("amount", "50.000")];
    let mine = try_out(&one, &path, &fields).await.expect(200);
    let theirs = try_out(&other, &path, &fields).await.expect(200);
    confirm(&other, &path, &theirs).await.expect(200);
    let back = confirm(&one, &path, &mine)
        .await
        .expect(422)
        .says("En anden har ændret dette imens");
    assert_eq!(back.field("amount").as_deref(), Some("50.000"));
    assert_eq!(list(&service, &lease, "amendments").await.len(), 1);
    // The form that came back knows the agreement as it is now, and can be tried again.
    let version = back.field("version").unwrap();
    let again = [
        ("version", version.as_str()),
        ("agreed_on", "24.08.2017"),
        ("effective_on", "15.08.2017"),
        ("amount", "1.000"),
        ("reason", "Igen"),
    ];
    one.send(&format!("{path}/try"), &again).await.expect(200);
    one.get(&format!("{lease}/amend/gave")).await.expect(400);
}
