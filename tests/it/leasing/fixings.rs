//! Fixings of a reference rate: only instalments not yet due change.

use super::build::{
    TODAY, act, everything, floating, in_build_up, in_force, list, monthly, opened, ore,
    raw_rows_due, rows, with,
};
use crate::on_both;
use anskaf::http::Role;
use serde_json::{Value, json};

fn fixing(from: &str, value: &str) -> Value {
    json!({"applies_from": from, "index_value": value, "source": "dfbf.dk"})
}

on_both! {
    async fn a_fixing_in_mid_life_leaves_every_due_row_as_it_was_to_the_byte(service) {
        let finance = service.by(Role::Finance);
        let path = in_force(&service, floating("KL-1")).await;
        let (before, raw) = (rows(&service, &path).await, raw_rows_due(&service, TODAY));
        assert_eq!(raw.lines().count(), 11);
        let change = act(&finance, &path, "fixings", fixing("2017-08-10", "0.04")).await.expect(201).json();
        assert_eq!((change["from_number"].clone(), change["fixing"]["rate"].clone()), (json!(12), json!("0.0465")));
        assert_eq!(raw_rows_due(&service, TODAY), raw);
        let after = rows(&service, &path).await;
        assert_eq!(change["rows"], json!(after));
        assert_eq!(before[..11], after[..11]);
        assert!(before[11..].iter().zip(&after[11..]).all(|(before, after)| before["payment"] != after["payment"]));
        assert_eq!(after[23]["closing"], "0.00");
        // Nine days of August at 3 %, the other 22 at 4.65 %.
        let debt = ore(&after, "opening")[11];
        let (numerator, denominator) = (debt * (300 * 9 + 465 * 22), 10_000 * 12 * 31);
        assert_eq!(ore(&after, "interest")[11], (2 * numerator + denominator) / (2 * denominator));

        let schedules = list(&service, &path, "schedules").await;
        assert_eq!((schedules[1]["cause"].clone(), schedules[1]["fixing_id"].clone()), (json!("fixing"), change["fixing"]["id"].clone()));
        let past = |number: i32| format!("{path}/schedules/{number}");
        assert_eq!(finance.get(&past(1)).await.json()["rows"], json!(before));
        assert_eq!(finance.get(&past(2)).await.json()["rows"], json!(after));
        act(&finance, &path, "fixings", fixing("2017-12-01", "0.01")).await.expect(201);
        assert_eq!(raw_rows_due(&service, TODAY), raw);
        let last = rows(&service, &path).await;
        // In arrears the instalment on the day of the change still bears the old rate.
        assert_eq!(last[..15], after[..15]);
        assert_ne!(last[15]["payment"], after[15]["payment"]);
        assert_eq!(list(&service, &path, "schedules").await[2]["from_number"], 16);
        for (number, rows) in [(1, &before), (2, &after), (3, &last)] {
            assert_eq!(finance.get(&past(number)).await.json()["rows"], json!(rows), "{number}");
        }
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=lease_fixing").await.json();
        assert_eq!(journal["items"][0]["after"]["rate"], "0.0165");
    }
}

on_both! {
    async fn the_reference_is_held_between_floor_and_cap(service) {
        let finance = service.by(Role::Finance);
        let path = in_force(&service, floating("KL-1")).await;
        for (from, value, rate) in [("2017-09-02", "-0.02", "0.0065"), ("2017-10-02", "0.09", "0.0565")] {
            let change = act(&finance, &path, "fixings", fixing(from, value)).await.expect(201).json();
            assert_eq!(change["fixing"]["rate"], rate);
        }
    }
}

on_both! {
    async fn a_trial_run_answers_the_new_schedule_and_writes_nothing(service) {
        let finance = service.by(Role::Finance);
        let path = in_force(&service, floating("KL-1")).await;
        let before = everything(&service, &path).await;
        let tried = act(&finance, &path, "fixings?dry_run=true", fixing("2017-08-10", "0.04")).await.expect(200).json();
        assert_eq!(tried["dry_run"], true);
        assert_eq!(everything(&service, &path).await, before);
        let done = act(&finance, &path, "fixings", fixing("2017-08-10", "0.04")).await.expect(201).json();
        for field in ["rows", "from_number", "payments_before", "payments_after"] {
            assert_eq!(tried[field], done[field], "{field}");
        }
        finance.act(&format!("{path}/fixings?try=true"), "\"4\"", fixing("2017-09-10", "0.04")).await.refused(400, "unknown_parameter");
    }
}

on_both! {
    async fn before_the_lease_is_in_force_a_fixing_only_sets_the_rate(service) {
        let finance = service.by(Role::Finance);
        let path = in_build_up(&service, floating("KL-1")).await;
        let old = rows(&service, &path).await;
        act(&finance, &path, "fixings", fixing("2016-09-01", "0.04")).await.expect(201);
        let new = rows(&service, &path).await;
        assert_eq!(new[0]["interest"], "930.00");
        assert_ne!(old, new);
        assert_eq!(list(&service, &path, "schedules").await.len(), 0);
        act(&finance, &path, "put-in-force", Value::Null).await.expect(200);
        assert_eq!(rows(&service, &path).await, new);
    }
}

on_both! {
    async fn fixings_that_make_no_sense_are_refused(service) {
        let finance = service.by(Role::Finance);
        let fixed = in_force(&service, monthly("KL-0")).await;
        act(&finance, &fixed, "fixings", fixing("2017-09-01", "0.01")).await.refused(409, "lease_rate_fixed");
        let open = opened(&service, floating("KL-2")).await;
        act(&finance, &open, "fixings", fixing("2017-09-01", "0.01")).await.refused(409, "lease_not_running");
        let path = in_force(&service, floating("KL-1")).await;
        act(&finance, &path, "fixings", fixing("2017-10-01", "0.01")).await.expect(201);
        let before = everything(&service, &path).await;
        for (from, value, status, code) in [
            ("2016-08-31", "0.01", 422, "lease_fixing_outside"), ("2018-09-01", "0.01", 422, "lease_fixing_outside"),
            ("2017-10-01", "0.02", 409, "lease_fixing_taken"), ("2017-07-31", "0.02", 409, "lease_fixing_too_late"),
        ] {
            let answer = act(&finance, &path, "fixings", fixing(from, value)).await.refused(status, code);
            if code == "lease_fixing_too_late" {
                assert!(answer.text().contains("2017-08-01") && answer.text().contains("betaling"), "{}", answer.text());
            }
        }
        act(&finance, &path, "fixings", with(fixing("2017-11-01", "0.01"), "source", json!(" "))).await.refused(422, "text_blank");
        act(&finance, &path, "fixings", fixing("2017-11-01", "1,5")).await.refused(400, "invalid_value");
        finance.act(&format!("{path}/fixings"), "\"1\"", fixing("2017-11-01", "0.01")).await.refused(412, "stale");
        assert_eq!(everything(&service, &path).await, before);
        let mut wide = floating("KL-3");
        wide["floating"] = json!({"index_name": "X", "margin": "9", "floor": null, "cap": null});
        let wide = in_force(&service, wide).await;
        act(&finance, &wide, "fixings", fixing("2017-11-01", "2")).await.refused(422, "lease_fixing_rate");
        act(&finance, &path, "end", json!({"reason": "Ophørt"})).await.expect(200);
        act(&finance, &path, "fixings", fixing("2017-11-01", "0.01")).await.refused(409, "lease_not_running");
    }
}

on_both! {
    async fn in_advance_a_rate_counts_from_the_day_after_the_last_due_instalment(service) {
        let finance = service.by(Role::Finance);
        let path = in_force(&service, with(floating("KL-1"), "timing", json!("advance"))).await;
        let raw = raw_rows_due(&service, TODAY);
        assert_eq!(raw.lines().count(), 12);
        act(&finance, &path, "fixings", fixing("2017-08-01", "0.04")).await.refused(409, "lease_fixing_too_late");
        act(&finance, &path, "fixings", fixing("2017-08-02", "0.04")).await.expect(201);
        assert_eq!(raw_rows_due(&service, TODAY), raw);
    }
}
