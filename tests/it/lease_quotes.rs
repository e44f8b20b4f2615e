//! Quotes of leases: the published cases, every refusal, languages, and input that nobody would send.

use crate::on_both;
use anskaf::error::{Error, Language};
use anskaf::http::Role;
use anskaf::leasing::quote_json;
use proptest::prelude::*;
use serde_json::{Value, json};

fn terms() -> Value {
    json!({
        "drawdowns": [{"on": "2027-01-02", "amount": "3000000.00"}], "starts_on": "2027-01-02", "periods": 4,
        "every": {"unit": "year", "count": 1}, "timing": "advance", "rate": "0.0275",
    })
}

/// The terms with other fields; null takes a field away.
fn with(changes: Value) -> Value {
    let mut terms = terms();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            terms.as_object_mut().unwrap().remove(name);
        } else {
            terms[name] = value.clone();
        }
    }
    terms
}

on_both! {
    async fn kommunekredits_case_costs_what_they_publish_and_nothing_is_stored(service) {
        let journal = async || {
            let auditor = service.by(Role::Auditor);
            auditor.get("/journal").await.json()["items"].as_array().unwrap().len()
        };
        let before = journal().await;
        for role in Role::ALL {
            let quote = service.by(*role).post("/lease-quotes", terms()).await.expect(200).json();
            assert_eq!(quote["payment"], "780790.04");
            assert_eq!(quote["effective_annual_rate"], "0.0275000000");
            let first = &quote["instalments"][0];
            assert_eq!((&first["interest"], &first["closing"]), (&json!("0.00"), &json!("2219209.96")));
            assert_eq!((&first["vat"], &first["due_on"]), (&json!("195197.51"), &json!("2027-01-02")));
            assert_eq!(quote["by_budget_year"][3]["year"], 2030);
            assert_eq!(quote["totals"]["payment"], "3123160.16");
            assert_eq!(quote["warnings"], json!([]));
        }
        assert_eq!(journal().await, before);
    }
}

on_both! {
    async fn a_token_for_reading_is_enough_for_a_question_that_stores_nothing(service) {
        let admin = service.by(Role::Administrator);
        let me = admin.get("/me").await.expect(200).id();
        let issued = admin
            .post(&format!("/accounts/{me}/tokens"), json!({"name": "Læser", "scope": "read", "valid_days": 30}))
            .await
            .expect(201);
        let reader = service.with_token(issued.json()["secret"].as_str().unwrap());
        reader.post("/lease-quotes", terms()).await.expect(200);
        service.by_nobody().post("/lease-quotes", terms()).await.refused(401, "unauthenticated");
    }
}

on_both! {
    async fn saebys_payment_implies_one_rate_in_advance_and_another_in_arrears(service) {
        let asks = service.by(Role::SchoolLeader);
        for (timing, percent) in [("advance", "0.0360"), ("arrears", "0.0177")] {
            let saeby = with(json!({
                "drawdowns": [{"on": "2027-01-02", "amount": "580000.00"}], "periods": 3, "rate": null,
                "timing": timing, "solve": {"for": "rate", "payment": "200210.00"},
            }));
            let quote = asks.post("/lease-quotes", saeby).await.expect(200).json();
            let rate: rust_decimal::Decimal = quote["rate"].as_str().unwrap().parse().unwrap();
            assert_eq!(rate.round_dp(4).to_string(), percent);
            assert_eq!(quote["payment"], "200210.00");
        }
    }
}

on_both! {
    async fn a_quote_is_the_mathematics_word_for_word(service) {
        let everything = json!({
            "drawdowns": [
                {"on": "2026-11-15", "amount": "1000000.00", "label": "Elev-pc'er"},
                {"on": "2027-02-10", "amount": "500000.50"},
            ],
            "starts_on": "2027-01-02", "periods": 12, "every": {"unit": "month", "count": 3},
            "first_due_on": "2027-02-28", "timing": "arrears", "rate": "0.0275",
            "rate_changes": [{"from": "2028-05-01", "rate": "0.031"}], "day_count": "ACT/360",
            "repayment": "straight_line", "residual": "100000.00", "rounding": "last_payment_absorbs",
            "interest_rounding": "half_even", "interim_charge": {"method": "pro_rata", "day_count": "30E/360"},
            "payment_days": "modified_following", "fees": [{"label": "Service", "amount": "250.00", "vat": false}],
            "vat_rate": "0.2",
        });
        let request: anskaf::finance::QuoteRequest = serde_json::from_value(everything.clone()).unwrap();
        let expected = serde_json::to_value(anskaf::finance::quote(&request).unwrap()).unwrap();
        let quote = service.by(Role::It).post("/lease-quotes", everything).await.expect(200).json();
        assert_eq!(quote["interim_charges"].as_array().unwrap().len(), 1);
        assert_eq!(quote, expected);
        for defaults in [terms(), with(json!({"interim_charge": {"method": "rate"}, "fees": [{"label": "x", "amount": "1.00"}]}))] {
            let request: anskaf::finance::QuoteRequest = serde_json::from_value(defaults.clone()).unwrap();
            let expected = serde_json::to_value(anskaf::finance::quote(&request).unwrap()).unwrap();
            assert_eq!(service.by(Role::It).post("/lease-quotes", defaults).await.expect(200).json(), expected);
        }
    }
}

on_both! {
    async fn impossible_terms_are_refused_with_code_and_place(service) {
        let asks = service.by(Role::Finance);
        let amount = |value: &str| json!([{"on": "2027-01-02", "amount": value}]);
        let change = |from: &str| json!({"from": from, "rate": "0.03"});
        let rate_from = |payment: &str| json!({"rate": null, "solve": {"for": "rate", "payment": payment}});
        for (changes, code, pointer) in [
            (json!({"drawdowns": null}), "drawdowns_missing", "/drawdowns"),
            (json!({"solve": {"for": "amount", "payment": "1.00"}}), "drawdowns_given_and_solved", "/drawdowns"),
            (json!({"drawdowns": vec![amount("1.00")[0].clone(); 1001]}), "too_many_drawdowns", "/drawdowns"),
            (json!({"drawdowns": amount("0.00")}), "amount_not_positive", "/drawdowns/0/amount"),
            (json!({"fees": [{"label": "x", "amount": "-1.00"}]}), "amount_negative", "/fees/0/amount"),
            (json!({"residual": "-0.01"}), "amount_negative", "/residual"),
            (json!({"drawdowns": [{"on": "2031-01-02", "amount": "1.00"}]}), "drawdown_after_last_instalment", "/drawdowns/0/on"),
            (json!({"starts_on": "2227-01-02"}), "lease_date_out_of_range", "/starts_on"),
            (json!({"rate_changes": [change("1026-01-01")]}), "lease_date_out_of_range", "/rate_changes/0/from"),
            (json!({"periods": -4}), "periods_out_of_range", "/periods"),
            (json!({"periods": 0}), "periods_out_of_range", "/periods"),
            (json!({"periods": 10_000}), "periods_out_of_range", "/periods"),
            (json!({"periods": i64::MAX}), "periods_out_of_range", "/periods"),
            (json!({"every": {"unit": "year", "count": 0}}), "period_without_length", "/every/count"),
            (json!({"every": {"unit": "year", "count": 4_000_000_000_u32}}), "schedule_too_long", "/periods"),
            (json!({"first_due_on": "2027-01-01"}), "first_due_too_early", "/first_due_on"),
            (json!({"first_due_on": "2027-01-02", "timing": "arrears"}), "first_due_too_early", "/first_due_on"),
            (json!({"rate": null}), "rate_missing", "/rate"),
            (json!({"solve": {"for": "rate", "payment": "780790.04"}}), "rate_given_and_solved", "/rate"),
            (json!({"rate_changes": [change("2028-01-01"), change("2028-01-01")]}), "rate_change_repeated", "/rate_changes/1/from"),
            (json!({"rate_changes": [change("2027-01-01")]}), "rate_change_before_start", "/rate_changes/0/from"),
            (json!({"rate_changes": vec![change("2028-01-01"); 1001]}), "too_many_rate_changes", "/rate_changes"),
            (json!({"residual": "3000000.01"}), "residual_above_financed", "/residual"),
            (json!({"drawdowns": vec![amount("99999999999.99")[0].clone(); 2]}), "financed_out_of_range", "/drawdowns"),
            (json!({"vat_rate": "1.01"}), "vat_rate_out_of_range", "/vat_rate"),
            (json!({"rate": null, "solve": {"for": "rate"}}), "solve_value_missing", "/solve/payment"),
            (
                json!({"rate": null, "solve": {"for": "rate", "payment": "1.00", "per_budget_year": "1.00"}}),
                "solve_value_not_expected", "/solve/per_budget_year",
            ),
            (
                json!({"drawdowns": null, "repayment": "interest_only", "solve": {"for": "amount", "payment": "1.00"}}),
                "solve_needs_annuity", "/solve/payment",
            ),
            // Payments that never repay the debt.
            (rate_from("0.01"), "payment_never_repays", "/solve/payment"),
            (rate_from("600000.00"), "payment_never_repays", "/solve/payment"),
            // One that repays it at no rate that is one.
            (rate_from("99999999999.99"), "rate_not_found", "/solve/payment"),
            (
                json!({"drawdowns": null, "residual": "1000000.00", "solve": {"for": "amount", "per_budget_year": "0.01"}}),
                "amount_not_found", "/solve/per_budget_year",
            ),
            (json!({"rate": "-0.99", "periods": 1200}), "amounts_out_of_range", ""),
        ] {
            let answer = asks.post("/lease-quotes", with(changes.clone())).await;
            let answer = answer.refused(422, code);
            assert_eq!(answer.faults(), [(code.to_owned(), pointer.to_owned())], "{changes}");
            assert!(!answer.json()["detail"].as_str().unwrap().contains('{'), "{}", answer.text());
        }
        let both = with(json!({"rate": null, "rate_changes": [change("2028-01-01")], "solve": {"for": "rate", "payment": "1.00"}}));
        asks.post("/lease-quotes", both).await.refused(422, "rate_changes_with_solved_rate");
    }
}

on_both! {
    async fn all_faults_of_the_terms_come_at_once_in_the_order_of_the_fields(service) {
        let wrong = with(json!({
            "drawdowns": [{"on": "2027-01-02", "amount": "-1.00"}], "starts_on": "2227-01-02", "periods": 1201,
            "rate": null, "residual": "-1.00", "vat_rate": "-0.25", "fees": [{"label": "x", "amount": "-1.00"}],
        }));
        let answer = service.by(Role::Finance).post("/lease-quotes", wrong).await.refused(422, "several_faults");
        let places: Vec<String> = answer.faults().into_iter().map(|(_, place)| place).collect();
        assert_eq!(
            places,
            ["/drawdowns/0/amount", "/starts_on", "/periods", "/rate", "/residual", "/fees/0/amount", "/vat_rate"]
        );
    }
}

on_both! {
    async fn what_cannot_be_read_is_refused_at_its_place(service) {
        let asks = service.by(Role::Auditor);
        for (changes, code, pointer) in [
            (json!({"rate_percent": "2.75"}), "unknown_field", "/rate_percent"),
            (json!({"drawdowns": [{"on": "2027-01-02", "amount": "1.00", "vat": true}]}), "unknown_field", "/drawdowns/0/vat"),
            (json!({"every": {"unit": "year", "count": 1, "days": 3}}), "unknown_field", "/every/days"),
            (json!({"solve": {"for": "rate", "rate": "0.02"}}), "unknown_field", "/solve/rate"),
            (json!({"rate": 0.0275}), "invalid_value", "/rate"),
            (json!({"rate": "2,75"}), "invalid_value", "/rate"),
            (json!({"rate": "10.01"}), "invalid_value", "/rate"),
            (json!({"periods": "4"}), "invalid_value", "/periods"),
            (json!({"periods": 4.5}), "invalid_value", "/periods"),
            (json!({"drawdowns": {}}), "invalid_value", "/drawdowns"),
            (json!({"drawdowns": [{"on": "2027-02-30", "amount": "1.00"}]}), "invalid_value", "/drawdowns/0/on"),
            (json!({"drawdowns": [{"on": "2027-01-02", "amount": 1}]}), "invalid_value", "/drawdowns/0/amount"),
            (json!({"timing": "sideways"}), "invalid_value", "/timing"),
            (json!({"day_count": "act/360"}), "invalid_value", "/day_count"),
            (json!({"every": {"unit": "quarter", "count": 1}}), "invalid_value", "/every/unit"),
            (json!({"every": {"unit": "month", "count": -1}}), "invalid_value", "/every/count"),
            (json!({"timing": null}), "invalid_value", ""),
        ] {
            let answer = asks.post("/lease-quotes", with(changes)).await.refused(400, code);
            assert_eq!(answer.faults(), [(code.to_owned(), pointer.to_owned())]);
        }
        for (residual, code) in [("1.005", "amount_too_many_decimals"), ("100000000000.00", "amount_out_of_range")] {
            let answer = asks.post("/lease-quotes", with(json!({"residual": residual}))).await.refused(422, code);
            assert_eq!(answer.faults()[0].1, "/residual");
        }
        asks.post("/lease-quotes?dry_run=true", terms()).await.refused(400, "unknown_parameter");
        service.by_nobody().post("/lease-quotes", terms()).await.refused(401, "unauthenticated");
    }
}

on_both! {
    async fn warnings_and_refusals_are_told_in_the_callers_language(service) {
        let odd = with(json!({
            "drawdowns": [{"on": "2026-12-01", "amount": "3000000.00"}], "rate": "0.31",
            "rate_changes": [{"from": "2039-01-01", "rate": "0.02"}],
        }));
        let warned = |quote: &Value, place: &str| -> Vec<String> {
            let warnings = quote["warnings"].as_array().unwrap();
            warnings.iter().map(|warning| warning[place].as_str().unwrap().to_owned()).collect()
        };
        let danish = service.by(Role::Finance).post("/lease-quotes", odd.clone()).await.expect(200).json();
        assert_eq!(warned(&danish, "code"), ["rate_unusually_high", "no_interim_charge", "rate_change_without_effect"]);
        assert_eq!(warned(&danish, "detail")[2], "Renteændringen 2039-01-01 ændrer ingen ydelse.");
        let speaker = service.by(Role::Finance).header("accept-language", "en");
        let english = speaker.post("/lease-quotes", odd).await.expect(200).json();
        assert_eq!(warned(&english, "code"), warned(&danish, "code"));
        assert_eq!(warned(&english, "detail")[2], "The rate change of 2039-01-01 changes no payment.");
        let residual = with(json!({"residual": "3000000.01"}));
        let refused = speaker.post("/lease-quotes", residual).await.refused(422, "residual_above_financed");
        assert_eq!(refused.json()["detail"], "The residual is above the amount financed, 3000000.00 kr.");
    }
}

#[test]
fn the_description_names_every_field_of_the_request_with_its_default() {
    let description = serde_json::to_value(anskaf::app::describe()).unwrap();
    let schema = &description["components"]["schemas"]["AskLeaseQuote"];
    let request: anskaf::finance::QuoteRequest = serde_json::from_value(terms()).unwrap();
    let fields = serde_json::to_value(&request).unwrap();
    let described = schema["properties"].as_object().unwrap();
    assert!(
        described.keys().eq(fields.as_object().unwrap().keys()),
        "{schema}"
    );
    assert_eq!(
        schema["required"],
        json!(["starts_on", "periods", "timing"])
    );
    assert_eq!(schema["additionalProperties"], false);
    let bare = json!({"starts_on": "2027-01-02", "periods": 1, "timing": "advance"});
    let bare: anskaf::finance::QuoteRequest = serde_json::from_value(bare).unwrap();
    let bare = serde_json::to_value(&bare).unwrap();
    for (name, field) in described {
        if let Some(default) = field.get("default").filter(|_| name != "interim_charge") {
            assert_eq!(default, &bare[name], "{name}");
        }
    }
}

/// Something that does not belong where it is put, or perhaps does.
fn stray() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(
        &[
            "",
            "0",
            "-1",
            "0.01",
            "99999999999.99",
            "-99999999999.99",
            "10",
            "-0.99",
            "0.0000000001",
            "9999-12-31",
            "0001-01-01",
            "1900-01-01",
            "2199-12-31",
            "2027-02-29",
            "2028-02-29",
            "day",
            "week",
            "year",
            "arrears",
            "ACT/ACT",
            "30/360",
            "interest_only",
            "last_payment_absorbs",
            "pro_rata",
            "rate",
            "amount",
            "\u{0}",
            "💸",
        ][..],
    );
    prop_oneof![
        word.prop_map(|word| json!(word)),
        any::<i64>().prop_map(|number| json!(number)),
        (0..1300_i64).prop_map(|number| json!(number)),
        any::<f64>().prop_map(|number| json!(number)),
        (-9_999_999_999_999..9_999_999_999_999_i64)
            .prop_map(|ore| json!(anskaf::finance::Money::from_ore(ore).to_string())),
        (1900..2200_i32, 1..13_u32, 1..29_u32)
            .prop_map(|(year, month, day)| json!(format!("{year}-{month:02}-{day:02}"))),
        Just(Value::Null),
        Just(json!([])),
        Just(json!({})),
        Just(json!([{"from": "2028-01-01", "rate": "-0.5"}, {"from": "2027-06-01", "rate": "9"}])),
        Just(json!({"for": "rate", "payment": "200210.00"})),
        Just(json!({"for": "amount", "per_budget_year": "100000.00"})),
    ]
}

const PLACES: &[&str] = &[
    "/drawdowns",
    "/drawdowns/0",
    "/drawdowns/0/on",
    "/drawdowns/0/amount",
    "/drawdowns/0/label",
    "/starts_on",
    "/periods",
    "/every",
    "/every/unit",
    "/every/count",
    "/first_due_on",
    "/timing",
    "/rate",
    "/rate_changes",
    "/rate_changes/0/from",
    "/rate_changes/0/rate",
    "/day_count",
    "/repayment",
    "/residual",
    "/rounding",
    "/interest_rounding",
    "/interim_charge",
    "/interim_charge/method",
    "/interim_charge/day_count",
    "/payment_days",
    "/fees",
    "/fees/0/amount",
    "/fees/0/vat",
    "/vat_rate",
    "/solve",
    "/solve/for",
    "/solve/payment",
    "/solve/per_budget_year",
    "/unknown",
];

fn put(terms: &mut Value, place: &str, value: Value) {
    let (parent, name) = place.rsplit_once('/').unwrap();
    match terms.pointer_mut(parent) {
        Some(Value::Object(fields)) => {
            fields.insert(name.to_owned(), value);
        }
        Some(Value::Array(items)) if !items.is_empty() => items[0] = value,
        _ => {}
    }
}

/// Fails unless the JSON is answered by a quote that adds up or by a refusal that names its faults.
fn answered(json: &[u8]) -> Result<(), TestCaseError> {
    match quote_json(json, Language::Danish) {
        Ok(quote) => {
            for row in &quote.instalments {
                prop_assert_eq!(row.payment, row.interest + row.principal);
                prop_assert_eq!(row.closing, row.opening + row.drawn - row.principal);
            }
            let sum: anskaf::finance::Money = quote.instalments.iter().map(|row| row.payment).sum();
            prop_assert_eq!(sum, quote.totals.payment);
            prop_assert!(serde_json::to_string(&quote).is_ok());
        }
        Err(Error::Refused(faults)) => {
            prop_assert!(!faults.is_empty());
            for fault in &faults {
                prop_assert!(fault.pointer().is_empty() || fault.pointer().starts_with('/'));
                prop_assert!(!fault.detail(Language::English).is_empty());
            }
        }
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_the_terms_they_are_answered_or_refused(
        changes in prop::collection::vec((prop::sample::select(PLACES), stray()), 1..5),
    ) {
        let mut terms = with(json!({
            "rate_changes": [{"from": "2028-01-01", "rate": "0.03"}], "fees": [{"label": "x", "amount": "1.00"}],
            "interim_charge": {"method": "rate"}, "periods": 24,
        }));
        for (place, value) in changes {
            put(&mut terms, place, value);
        }
        answered(terms.to_string().as_bytes())?;
    }

    #[test]
    fn a_piece_of_terms_is_refused_and_never_a_crash(from in 0..200_usize, to in 0..200_usize) {
        let text = terms().to_string();
        let bytes = text.as_bytes();
        let (from, to) = (from.min(bytes.len()), to.min(bytes.len()));
        answered(bytes.get(from..to).unwrap_or_default())?;
    }
}
