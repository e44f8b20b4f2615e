//! The municipality, schools, counts, accounts, tokens and the journal.

use crate::on_both;
use crate::support::{OTHER_SCHOOL, OWN_SCHOOL};
use anskaf::http::Role;
use serde_json::json;

fn school(name: &str) -> serde_json::Value {
    json!({"name": name, "valid_from": "2019-08-01"})
}

on_both! {
    async fn an_administrator_opens_a_school_and_ends_it_with_a_successor(service) {
        let admin = service.by(Role::Administrator);
        let new = admin.post("/schools", school("Nordstrandskolen")).await.expect(201);
        assert_eq!(new.header("location"), Some(format!("/api/v1/schools/{}", new.id()).as_str()));
        let old = admin.get(&format!("/schools/{OTHER_SCHOOL}")).await.expect(200);
        let mut end = json!({"name": "Dragør Skole, afdeling Nord", "valid_from": "2000-08-01"});
        end["valid_to"] = json!("2019-07-31");
        end["successor_id"] = json!(new.id());
        let ended = admin.put(&format!("/schools/{OTHER_SCHOOL}"), &old.etag(), end).await.expect(200);
        assert_eq!(ended.json()["successor_id"], new.id());
        assert_eq!(ended.json()["version"], 2);
        let journal = admin
            .get(&format!("/journal?subject_kind=school&subject_id={OTHER_SCHOOL}"))
            .await
            .expect(200)
            .json();
        assert_eq!(journal["items"][0]["action"], "changed");
        assert_eq!(journal["items"][0]["before"]["valid_to"], serde_json::Value::Null);
        assert_eq!(journal["items"][0]["after"]["valid_to"], "2019-07-31");
        assert_eq!(journal["items"][0]["account_name"], "Anna Administrator");
    }
}

on_both! {
    async fn a_stale_or_missing_etag_changes_nothing(service) {
        let admin = service.by(Role::Administrator);
        let path = format!("/schools/{OWN_SCHOOL}");
        let seen = admin.get(&path).await.expect(200).etag();
        admin.put(&path, &seen, school("Store Magleby Skole")).await.expect(200);
        admin.put(&path, &seen, school("Overskrevet")).await.refused(412, "stale");
        admin.put(&path, "W/nonsense", school("Overskrevet")).await.refused(400, "invalid_etag");
        let without = actix_web::test::TestRequest::put().set_json(school("Overskrevet"));
        admin.send(without, &path, None).await.refused(428, "precondition_required");
        assert_eq!(admin.get(&path).await.json()["name"], "Store Magleby Skole");
    }
}

on_both! {
    async fn every_fault_of_a_school_is_told_in_one_answer(service) {
        let admin = service.by(Role::Administrator);
        let answer = admin
            .post("/schools", json!({
                "name": "X", "gln": "5798009883734", "institution_number": "abc", "postal_code": "27911",
                "valid_from": "2019-08-01", "valid_to": "2018-08-01", "successor_id": 999,
            }))
            .await
            .refused(422, "several_faults");
        let told: Vec<String> = answer.faults().into_iter().map(|(code, at)| format!("{at} {code}")).collect();
        assert_eq!(told, [
            "/gln gln_invalid",
            "/postal_code postal_code_invalid",
            "/institution_number institution_number_invalid",
            "/valid_to dates_out_of_order",
            "/successor_id school_unknown",
        ]);
        let endless = json!({"name": "X", "valid_from": "2019-08-01", "successor_id": OWN_SCHOOL});
        admin.post("/schools", endless).await.refused(422, "school_successor_needs_end");
        admin.post("/schools", json!({"name": "   ", "valid_from": "2019-08-01"})).await.refused(422, "text_blank");
        admin.post("/schools", json!({"name": "X", "valid_from": "0017-08-01"})).await.refused(422, "date_out_of_range");
        let code = json!({"name": "Dragør Kommune", "municipality_code": "15"});
        admin.post("/municipality", code).await.refused(422, "municipality_code_invalid");
    }
}

on_both! {
    async fn a_school_cannot_have_ended_while_it_holds_devices(service) {
        service.school_things().await;
        let admin = service.by(Role::Administrator);
        let mut ended = json!({"name": "Dragør Skole, afdeling Nord", "valid_from": "2000-08-01"});
        ended["valid_to"] = json!("2017-08-01");
        let path = format!("/schools/{OTHER_SCHOOL}");
        admin.put(&path, "\"1\"", ended.clone()).await.refused(409, "school_holds_devices");
        ended["valid_to"] = json!("2018-07-31");
        admin.put(&path, "\"1\"", ended).await.expect(200);
    }
}

on_both! {
    async fn a_second_first_administrator_is_refused_until_the_first_has_no_token_left(service) {
        use anskaf::organisation::bootstrap;
        let again = |email: &'static str| {
            let moment = service.clock.moment();
            service.db.write_blocking(|conn| bootstrap(conn, email, "Bo", moment))
        };
        assert_eq!(again("bo@dragoer.example").unwrap_err().code().name, "accounts_exist");
        service.clock.set(service.clock.moment().now.plus_days(400));
        let back = again("admin@dragoer.example").unwrap();
        service.with_token(&back.token.secret).get("/me").await.expect(200);
    }
}

on_both! {
    async fn a_school_cannot_succeed_itself_through_another(service) {
        let admin = service.by(Role::Administrator);
        let ended = |name: &str, successor: i64| json!({
            "name": name, "valid_from": "2000-08-01", "valid_to": "2019-07-31", "successor_id": successor,
        });
        admin.put("/schools/1", "\"1\"", ended("A", 2)).await.expect(200);
        admin.put("/schools/2", "\"1\"", ended("B", 1)).await.refused(422, "school_own_successor");
    }
}

on_both! {
    async fn two_schools_of_one_name_from_one_day_are_refused(service) {
        let admin = service.by(Role::Administrator);
        admin.post("/schools", school("Nordstrandskolen")).await.expect(201);
        let answer = admin.post("/schools", school("Nordstrandskolen")).await;
        assert_eq!(answer.refused(409, "school_name_taken").faults()[0].1, "/name");
    }
}

on_both! {
    async fn a_school_leader_sees_only_the_own_school(service) {
        let leader = service.by(Role::SchoolLeader);
        let list = leader.get("/schools").await.expect(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        assert_eq!(list["items"][0]["id"], OWN_SCHOOL);
        leader.get(&format!("/schools/{OTHER_SCHOOL}")).await.refused(404, "school_not_found");
        let count = json!({"school_year": 2017, "grade": 4, "pupils": 69});
        leader.post(&format!("/schools/{OWN_SCHOOL}/pupil-counts"), count.clone()).await.expect(201);
        leader
            .post(&format!("/schools/{OTHER_SCHOOL}/pupil-counts"), count)
            .await
            .refused(404, "school_not_found");
    }
}

on_both! {
    async fn pupils_and_staff_are_counted_once_per_school_year(service) {
        let admin = service.by(Role::Administrator);
        let pupils = |number: i32| json!({"school_year": 2017, "grade": 0, "pupils": number, "source": "Skemaer"});
        let path = format!("/schools/{OWN_SCHOOL}/pupil-counts");
        let made = admin.post(&path, pupils(69)).await.expect(201);
        admin.post(&path, pupils(70)).await.refused(409, "count_exists");
        let changed = admin
            .put(&format!("/pupil-counts/{}", made.id()), &made.etag(), pupils(70))
            .await
            .expect(200);
        assert_eq!(changed.json()["pupils"], 70);
        assert_eq!(admin.get(&format!("{path}?school_year=2016")).await.json()["items"], json!([]));
        let staff = json!({"school_year": 2017, "kind": "teacher", "staff": 41});
        let path = format!("/schools/{OWN_SCHOOL}/staff-counts");
        let made = admin.post(&path, staff.clone()).await.expect(201);
        admin.put(&format!("/staff-counts/{}", made.id()), &made.etag(), staff).await.expect(200);
        assert_eq!(admin.get(&path).await.json()["items"][0]["kind"], "teacher");
    }
}

on_both! {
    async fn a_person_chooses_the_language_of_the_own_account_and_nothing_else(service) {
        let it = service.by(Role::It);
        let me = it.get("/me").await.expect(200);
        it.put("/me", &me.etag(), json!({"language": "sv"})).await.expect(400);
        it.put("/me", &me.etag(), json!({"language": "en", "name": "Andet Navn"})).await.expect(400);
        it.put("/me", "\"0\"", json!({"language": "en"})).await.refused(412, "stale");
        let now = it.put("/me", &me.etag(), json!({"language": "en"})).await.expect(200);
        assert_eq!((&now.json()["language"], &now.json()["name"]), (&json!("en"), &me.json()["name"]));
        assert_eq!(now.json()["roles"], json!(["it"]));
        assert_eq!((me.etag(), now.etag()), ("\"1\"".to_owned(), "\"2\"".to_owned()));
        let path = format!("/journal?subject_kind=account&subject_id={}", me.id());
        let journal = service.by(Role::Auditor).get(&path).await.expect(200).json();
        assert_eq!(journal["items"][0]["action"], "changed");
    }
}

on_both! {
    async fn a_school_year_is_counted_at_once_all_or_none(service) {
        let (admin, leader) = (service.by(Role::Administrator), service.by(Role::SchoolLeader));
        let path = format!("/schools/{OWN_SCHOOL}/counts");
        let year = |pupils: serde_json::Value, staff: serde_json::Value| json!({"school_year": 2017, "source": "Skemaer", "pupils": pupils, "staff": staff});
        let first = year(json!([{"grade": 0, "pupils": 69}, {"grade": 1, "pupils": 71}]), json!([{"kind": "teacher", "staff": 41}]));
        let made = leader.post(&path, first).await.expect(200).json();
        assert_eq!((&made["pupils"][1]["pupils"], &made["staff"][0]["source"]), (&json!(71), &json!("Skemaer")));
        // What is the same stays untouched, what is not named as well.
        let second = json!({"school_year": 2017, "pupils": [{"grade": 0, "pupils": 69}, {"grade": 1, "pupils": 72, "version": 1}]});
        let now = leader.post(&path, second.clone()).await.expect(200).json();
        assert_eq!((&now["pupils"][0]["version"], &now["pupils"][0]["source"]), (&json!(1), &json!("Skemaer")));
        assert_eq!((&now["pupils"][1]["version"], &now["pupils"][1]["source"]), (&json!(2), &json!(null)));
        assert_eq!(now["staff"][0]["staff"], 41);
        leader.post(&path, second).await.expect(200);
        // All faults at once, each at its number, and nothing is written.
        let wrong = year(
            json!([{"grade": 1, "pupils": 1, "version": 1}, {"grade": 5, "pupils": 5}, {"grade": 5, "pupils": 6}]),
            json!([{"kind": "teacher", "staff": 1}, {"kind": "other", "staff": 2}]),
        );
        let faults = admin.post(&path, wrong).await.refused(422, "several_faults").faults();
        let told: Vec<(&str, &str)> = faults.iter().map(|(code, at)| (code.as_str(), at.as_str())).collect();
        let last = ("count_exists", "/staff/0/staff");
        assert_eq!(told, [("stale", "/pupils/0/pupils"), ("count_exists", "/pupils/2/pupils"), last]);
        let list = |kind: &str| format!("/schools/{OWN_SCHOOL}/{kind}-counts?school_year=2017");
        assert_eq!(admin.get(&list("pupil")).await.json()["items"].as_array().map(Vec::len), Some(2));
        assert_eq!(admin.get(&list("staff")).await.json()["items"].as_array().map(Vec::len), Some(1));
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=pupil_count").await.json();
        assert_eq!(journal["items"].as_array().map(Vec::len), Some(3));
        let other = format!("/schools/{OTHER_SCHOOL}/counts");
        leader.post(&other, json!({"school_year": 2017})).await.refused(404, "school_not_found");
        admin.post(&path, json!({"school_year": 2017, "pupils": [{"grade": 11, "pupils": -1}]})).await.refused(422, "number_range");
    }
}

on_both! {
    async fn absurd_and_negative_counts_are_refused(service) {
        let admin = service.by(Role::Administrator);
        let path = format!("/schools/{OWN_SCHOOL}/pupil-counts");
        let answer = admin
            .post(&path, json!({"school_year": 1066, "grade": 11, "pupils": -1}))
            .await
            .refused(422, "number_range");
        assert_eq!(answer.faults().len(), 3);
        admin
            .post(&path, json!({"school_year": "2017", "grade": 1, "pupils": 1}))
            .await
            .refused(400, "invalid_value");
    }
}

on_both! {
    async fn the_municipality_is_entered_once_and_then_changed(service) {
        let admin = service.by(Role::Administrator);
        admin.get("/municipality").await.refused(404, "municipality_not_set");
        let details = json!({"name": "Dragør Kommune", "cvr_number": "12881517", "city": "Dragør"});
        let made = admin.post("/municipality", details.clone()).await.expect(201);
        admin.post("/municipality", details.clone()).await.refused(409, "municipality_exists");
        let mut wrong = details.clone();
        wrong["cvr_number"] = json!("DK12881517");
        admin.put("/municipality", &made.etag(), wrong).await.refused(422, "cvr_invalid");
        admin.put("/municipality", &made.etag(), details).await.expect(200);
    }
}

on_both! {
    async fn a_token_is_shown_once_and_can_be_limited_and_revoked(service) {
        let admin = service.by(Role::Administrator);
        let me = admin.get("/me").await.expect(200).id();
        let issued = admin
            .post(&format!("/accounts/{me}/tokens"), json!({"name": "Læser", "scope": "read", "valid_days": 30}))
            .await
            .expect(201);
        let secret = issued.json()["secret"].as_str().unwrap().to_owned();
        let list = admin.get(&format!("/accounts/{me}/tokens")).await.expect(200);
        assert!(!list.text().contains(&secret));
        let reader = service.with_token(&secret);
        reader.get("/schools").await.expect(200);
        reader.post("/schools", school("Nej")).await.refused(403, "token_read_only");
        admin
            .act(&format!("/tokens/{}/revoke", issued.id()), &issued.etag(), json!(null))
            .await
            .expect(200);
        reader.get("/schools").await.refused(401, "token_invalid");
        admin
            .act(&format!("/tokens/{}/revoke", issued.id()), "\"2\"", json!(null))
            .await
            .refused(409, "token_revoked");
    }
}

on_both! {
    async fn a_token_expires(service) {
        let it = service.by(Role::It);
        it.get("/me").await.expect(200);
        let later = service.clock.moment().now.plus_days(366);
        service.clock.set(later);
        it.get("/me").await.refused(401, "token_invalid");
    }
}

on_both! {
    async fn accounts_keep_their_rules(service) {
        let admin = service.by(Role::Administrator);
        let account = |email: &str| json!({"email": email, "name": "Ny", "active": true, "roles": ["finance"]});
        let made = admin.post("/accounts", account("Ny@Dragoer.example")).await.expect(201);
        admin.post("/accounts", account("ny@dragoer.EXAMPLE")).await.refused(409, "email_taken");
        admin.post("/accounts", account("ikke-en-adresse")).await.refused(422, "email_invalid");
        let mut wrong = account("a@b.example");
        wrong["roles"] = json!([]);
        admin.post("/accounts", wrong.clone()).await.refused(422, "role_required");
        wrong["roles"] = json!(["school_leader"]);
        admin.post("/accounts", wrong.clone()).await.refused(422, "schools_required");
        wrong["schools"] = json!([77]);
        admin.post("/accounts", wrong).await.refused(422, "school_unknown");
        let mut closed = account("ny@dragoer.example");
        closed["active"] = json!(false);
        admin.put(&format!("/accounts/{}", made.id()), &made.etag(), closed).await.expect(200);
        admin
            .post(&format!("/accounts/{}/tokens", made.id()), json!({"name": "x", "scope": "read", "valid_days": 1}))
            .await
            .refused(409, "account_inactive");
        let me = admin.get("/me").await;
        let mut last = account("admin@dragoer.example");
        last["roles"] = json!(["it"]);
        admin
            .put(&format!("/accounts/{}", me.id()), &me.etag(), last)
            .await
            .refused(409, "last_administrator");
        assert_eq!(admin.get("/me").await.json()["roles"], json!(["administrator"]));
    }
}

on_both! {
    async fn things_that_do_not_exist_are_told_so(service) {
        let admin = service.by(Role::Administrator);
        admin.get("/schools/99").await.refused(404, "school_not_found");
        admin.get("/accounts/99").await.refused(404, "account_not_found");
        admin.act("/tokens/99/revoke", "\"1\"", json!(null)).await.refused(404, "token_not_found");
        let pupils = json!({"school_year": 2017, "grade": 0, "pupils": 1});
        admin.put("/pupil-counts/99", "\"1\"", pupils).await.refused(404, "pupil_count_not_found");
        let staff = json!({"school_year": 2017, "kind": "other", "staff": 1});
        admin.put("/staff-counts/99", "\"1\"", staff).await.refused(404, "staff_count_not_found");
    }
}

on_both! {
    async fn lists_come_in_pieces_that_neither_repeat_nor_hide(service) {
        let admin = service.by(Role::Administrator);
        for number in 0..5 {
            admin.post("/schools", school(&format!("Skole {number}"))).await.expect(201);
        }
        let mut names = vec![];
        let mut path = "/schools?limit=2&fields=name".to_owned();
        loop {
            let page = admin.get(&path).await.expect(200).json();
            for item in page["items"].as_array().unwrap() {
                assert_eq!(item.as_object().unwrap().len(), 1);
                names.push(item["name"].as_str().unwrap().to_owned());
            }
            match page["next"].as_str() {
                Some(next) => path = format!("/schools?limit=2&fields=name&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(names.len(), 7);
        names.dedup();
        assert_eq!(names.len(), 7);
        admin.get("/schools?cursor=zz").await.refused(400, "invalid_cursor");
        admin.get("/schools?fields=secret").await.refused(400, "unknown_field_selected");
        admin.get("/schools?limit=1001").await.refused(422, "number_range");
        let cursor = admin.get("/accounts?limit=1").await.json()["next"].as_str().unwrap().to_owned();
        admin.get(&format!("/schools?cursor={cursor}")).await.refused(400, "invalid_cursor");
    }
}
