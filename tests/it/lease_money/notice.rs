//! Notice terms, notices, what silence costs, and the days ahead.

use super::{codes_of, force, in_force, newest, opened, terms};
use crate::on_both;
use crate::support::{Answer, Service};
use anskaf::http::Role;
use serde_json::{Value, json};

/// Twelve months from 2 January 2017: the lease ends on 2 January 2018.
fn year(number: &str) -> Value {
    let mut terms = terms(number);
    terms["periods"] = json!(12);
    terms["every"] = json!({"unit": "month", "count": 1});
    terms
}

fn notice(closes_before: i32) -> Value {
    json!({"unit": "month", "opens_before": 6, "closes_before": closes_before, "form": "Skriftligt",
        "renewal": {"unit": "year", "count": 1}})
}

/// A lease of a year in force with a window that closes some months before its end.
async fn with_notice(service: &Service, number: &str, terms: Value) -> i64 {
    let finance = service.by(Role::Finance);
    let lease = opened(service, year(number)).await;
    let path = format!("/leases/{}/notice-terms", lease.id());
    finance.put(&path, &lease.etag(), terms).await.expect(200);
    force(&finance, lease.id()).await.expect(200);
    lease.id()
}

async fn read(service: &Service, id: i64) -> Answer {
    service
        .by(Role::It)
        .get(&format!("/leases/{id}/notice"))
        .await
        .expect(200)
}

on_both! {
    async fn the_window_names_the_last_bank_day_and_what_silence_costs(service) {
        let id = with_notice(&service, "KL-1", notice(4)).await;
        let view = read(&service, id).await.json();
        assert_eq!((view["ends_on"].clone(), view["opens_on"].clone()), (json!("2018-01-02"), json!("2017-07-02")));
        // 2 September 2017 is a Saturday.
        assert_eq!((view["closes_on"].clone(), view["last_date_to_act"].clone()), (json!("2017-09-02"), json!("2017-09-01")));
        let reason = view["last_date_reason"].as_str().unwrap();
        assert!(reason.contains("en lørdag") && reason.contains("01.09.2017"), "{reason}");
        assert_eq!((view["days_left"].clone(), view["state"].clone()), (json!(8), json!("open")));
        assert_eq!((view["terms"]["form"].clone(), view["terms"]["renewal"]["payment"].clone()), (json!("Skriftligt"), Value::Null));
        let last = service.by(Role::It).get(&format!("/leases/{id}/schedule.json")).await.json()["rows"][11]["payment"].clone();
        let renewal = &view["renewal"];
        assert_eq!((renewal["instalments"].clone(), renewal["payment"].clone(), renewal["ends_on"].clone()), (json!(12), last, json!("2019-01-02")));
        assert_eq!(renewal["by_year"], json!([{"year": 2018, "amount": renewal["total"]}]));
        assert_eq!(codes_of(&service.by(Role::Finance), id).await, ["notice_closes_soon"]);
    }
}

on_both! {
    async fn a_stated_payment_decides_what_a_renewal_costs(service) {
        let mut terms = notice(4);
        terms["renewal"] = json!({"unit": "month", "count": 3, "payment": "1000.00"});
        let id = with_notice(&service, "KL-1", terms).await;
        let view = read(&service, id).await.json();
        assert_eq!((view["renewal"]["total"].clone(), view["renewal"]["ends_on"].clone()), (json!("3000.00"), json!("2018-04-02")));
    }
}

on_both! {
    async fn a_notice_in_time_closes_the_window(service) {
        let finance = service.by(Role::Finance);
        let id = with_notice(&service, "KL-1", notice(4)).await;
        let body = json!({"given_on": "2017-08-24", "choice": "return_to_lessor", "note": "Sendt som sikker post"});
        let given = finance.post(&format!("/leases/{id}/notices"), body).await.expect(201);
        assert_eq!(given.json()["warnings"], json!([]));
        let view = read(&service, id).await.json();
        assert_eq!((view["state"].clone(), view["notices"][0]["note"].clone()), (json!("given"), json!("Sendt som sikker post")));
        assert!(codes_of(&finance, id).await.is_empty());
        let entry = newest(&service, "lease").await;
        assert_eq!((entry["action"].clone(), entry["after"]["choice"].clone()), (json!("notice_given"), json!("return_to_lessor")));
        let days = finance.get("/lease-deadlines").await.json();
        let kinds: Vec<_> = days["items"].as_array().unwrap().iter().map(|day| day["kind"].clone()).collect();
        assert_eq!(kinds, ["lease_ends"]);
    }
}

on_both! {
    async fn a_late_notice_is_recorded_with_a_warning_and_the_window_stays_missed(service) {
        let finance = service.by(Role::Finance);
        let id = with_notice(&service, "KL-1", notice(5)).await;
        assert_eq!(codes_of(&finance, id).await, ["notice_missed"]);
        let body = json!({"given_on": "2017-08-24", "choice": "purchase"});
        let given = finance.post(&format!("/leases/{id}/notices"), body).await.expect(201).json();
        let codes: Vec<_> = given["warnings"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect();
        assert_eq!(codes, ["notice_late", "notice_choice"]);
        let view = read(&service, id).await.json();
        assert_eq!((view["state"].clone(), view["days_left"].clone()), (json!("missed"), json!(-22)));
        assert_eq!(view["notices"].as_array().unwrap().len(), 1);
    }
}

on_both! {
    async fn an_early_notice_counts_and_says_so(service) {
        let finance = service.by(Role::Finance);
        let mut terms = notice(2);
        terms["opens_before"] = json!(3);
        let id = with_notice(&service, "KL-1", terms).await;
        assert_eq!(read(&service, id).await.json()["state"], "not_open");
        let body = json!({"given_on": "2017-08-23", "choice": "extension"});
        let given = finance.post(&format!("/leases/{id}/notices"), body).await.expect(201).json();
        assert_eq!(given["warnings"][0]["code"], "notice_early");
        assert_eq!(read(&service, id).await.json()["state"], "given");
    }
}

on_both! {
    async fn an_extension_makes_earlier_notices_those_of_an_earlier_end(service) {
        use diesel::connection::SimpleConnection;
        let finance = service.by(Role::Finance);
        let id = with_notice(&service, "KL-1", notice(4)).await;
        let body = json!({"given_on": "2017-08-24", "choice": "extension"});
        finance.post(&format!("/leases/{id}/notices"), body).await.expect(201);
        assert_eq!(read(&service, id).await.json()["state"], "given");
        let sql = format!(
            "INSERT INTO lease_amendments (lease_id, number, kind, agreed_on, effective_on, periods, reason, recorded_by, recorded_at) \
             VALUES ({id}, 1, 'extension', '2017-08-25', '2018-01-02', 12, 'Forlænget', 1, '2017-08-25 12:00:00')"
        );
        service.db.write(move |conn| Ok(conn.batch_execute(&sql)?)).await.unwrap();
        assert_eq!(read(&service, id).await.json()["state"], "open");
        let days = finance.get("/lease-deadlines").await.json();
        assert_eq!(days["items"][0]["kind"], "notice_closes");
    }
}

on_both! {
    async fn notice_terms_are_written_before_the_lease_is_in_force(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, year("KL-1")).await;
        let path = format!("/leases/{}/notice-terms", lease.id());
        let empty = read(&service, lease.id()).await.json();
        assert_eq!((empty["terms"].clone(), empty["state"].clone(), empty["ends_on"].clone()), (Value::Null, Value::Null, json!("2018-01-02")));
        let set = finance.put(&path, &lease.etag(), notice(4)).await.expect(200);
        finance.put(&path, &lease.etag(), notice(5)).await.refused(412, "stale");
        let again = finance.put(&path, &set.etag(), notice(5)).await.expect(200);
        assert_eq!(again.json()["closes_on"], "2017-08-02");
        let entry = newest(&service, "lease").await;
        assert_eq!((entry["before"]["closes_before"].clone(), entry["after"]["closes_before"].clone()), (json!(4), json!(5)));
        let body = json!({"given_on": "2017-08-24", "choice": "mixed"});
        finance.post(&format!("/leases/{}/notices", lease.id()), body).await.refused(409, "lease_notice_before_force");
        let forced = force(&finance, lease.id()).await.expect(200);
        finance.put(&path, &forced.etag(), notice(4)).await.refused(409, "lease_frozen");
        assert_eq!(read(&service, lease.id()).await.json()["closes_on"], "2017-08-02");
        finance.get("/leases/99/notice").await.refused(404, "lease_not_found");
    }
}

on_both! {
    async fn notice_terms_and_notices_that_cannot_be_meant_are_refused(service) {
        let finance = service.by(Role::Finance);
        let lease = opened(&service, year("KL-1")).await;
        let path = format!("/leases/{}/notice-terms", lease.id());
        for (field, value, code, pointer) in [
            ("opens_before", json!(3), "lease_notice_window", "/opens_before"),
            ("opens_before", json!(3651), "number_range", "/opens_before"),
            ("closes_before", json!(3651), "number_range", "/closes_before"),
            ("form", json!(" "), "text_blank", "/form"),
            ("renewal", json!({"unit": "day", "count": 30}), "lease_renewal_uneven", "/renewal/count"),
            ("renewal", json!({"unit": "year", "count": 0}), "number_range", "/renewal/count"),
            ("renewal", json!({"unit": "year", "count": 1, "payment": "-1.00"}), "amount_negative", "/renewal/payment"),
        ] {
            let mut body = notice(4);
            body[field] = value;
            let answer = finance.put(&path, &lease.etag(), body).await.refused(422, code);
            assert_eq!(answer.faults()[0].1, pointer, "{}", answer.text());
        }
        let id = in_force(&service, year("KL-2")).await;
        let notices = format!("/leases/{id}/notices");
        finance.post(&notices, json!({"given_on": "2017-08-25", "choice": "mixed"})).await.refused(422, "date_in_future");
        finance.post(&notices, json!({"given_on": "0017-08-25", "choice": "mixed"})).await.refused(422, "date_out_of_range");
        assert_eq!(read(&service, id).await.json()["notices"], json!([]));
    }
}

on_both! {
    async fn the_days_ahead_on_all_leases_come_soonest_first_and_in_pieces(service) {
        let finance = service.by(Role::Finance);
        with_notice(&service, "KL-1", notice(4)).await;
        with_notice(&service, "KL-2", notice(5)).await;
        let mut later = notice(3);
        later["opens_before"] = json!(4);
        with_notice(&service, "KL-3", later).await;
        in_force(&service, terms("KL-4")).await;
        opened(&service, year("KL-5")).await;
        let day = |day: &Value| (day["on"].clone(), day["kind"].clone(), day["agreement_number"].clone());
        let all = finance.get("/lease-deadlines?until=2018-01-02").await.expect(200).json();
        let found: Vec<_> = all["items"].as_array().unwrap().iter().map(day).collect();
        let row = |on: &str, kind: &str, number: &str| (json!(on), json!(kind), json!(number));
        assert_eq!(found, [
            row("2017-09-01", "notice_closes", "KL-1"),
            row("2017-09-02", "notice_opens", "KL-3"),
            row("2017-10-02", "notice_closes", "KL-3"),
            row("2018-01-02", "lease_ends", "KL-1"),
            row("2018-01-02", "lease_ends", "KL-2"),
            row("2018-01-02", "lease_ends", "KL-3"),
        ]);
        assert_eq!((all["items"][0]["days_left"].clone(), all["items"][0]["renews"].clone(), all["items"][4]["notice"].clone()),
            (json!(8), json!(true), json!("missed")));
        let page = finance.get("/lease-deadlines?limit=4").await.json();
        let next = page["next"].as_str().unwrap();
        let rest = finance.get(&format!("/lease-deadlines?cursor={next}")).await.json();
        let rest: Vec<_> = rest["items"].as_array().unwrap().iter().map(day).collect();
        assert_eq!(rest, found[4..]);
        let far = finance.get("/lease-deadlines?until=2021-01-02&fields=agreement_number").await.json();
        assert_eq!(far["items"].as_array().unwrap().last().unwrap(), &json!({"agreement_number": "KL-4"}));
    }
}
