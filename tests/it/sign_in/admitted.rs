//! Whom the identity provider's word lets in, and as what. The conversation with a provider is `tests/browser/oidc.mjs`.

use super::{EMAIL, code, origin};
use crate::on_both;
use crate::support::{OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::db::AccountId;
use anskaf::error::Error;
use anskaf::http::Role;
use anskaf::oidc::Proof;
use anskaf::organisation::{self, Account, SignedIn, store};
use serde_json::{Value, json};

fn proof(subject: &str, email: &str, groups: &[&str]) -> Proof {
    Proof {
        issuer: "https://login.example".to_owned(),
        subject: subject.to_owned(),
        email: Some(email.to_owned()),
        name: Some("Åse Østergård".to_owned()),
        groups: groups.iter().map(|group| (*group).to_owned()).collect(),
    }
}

impl Service {
    async fn map(&self, group: &str, role: &str, school: Option<i64>) -> Value {
        let line = json!({ "claim_value": group, "role": role, "school_id": school });
        let admin = self.by(Role::Administrator);
        let added = admin.post("/identity-mappings", line).await.expect(201);
        added.json()
    }

    async fn admit(&self, proof: Proof) -> Result<SignedIn, Error> {
        let moment = self.clock.moment();
        let from = origin("192.0.2.9");
        self.db
            .write(move |conn| organisation::admit(conn, &proof, &from, moment))
            .await
            .expect("an answer")
    }

    async fn account(&self, id: AccountId) -> Account {
        let read = move |conn: &mut _| store::account(conn, id);
        self.db.read(read).await.expect("an account")
    }

    /// What was done to an account, newest first.
    async fn actions(&self, id: AccountId) -> Vec<String> {
        let path = format!("/journal?subject_kind=account&subject_id={id}");
        let list = self.by(Role::Auditor).get(&path).await.expect(200).json();
        let items = list["items"].as_array().expect("entries").clone();
        let action = |item: &Value| item["action"].as_str().expect("an action").to_owned();
        items.iter().map(action).collect()
    }

    async fn count_accounts(&self) -> usize {
        let admin = self.by(Role::Administrator);
        let list = admin.get("/accounts").await.expect(200).json();
        list["items"].as_array().expect("accounts").len()
    }
}

on_both! {
    async fn a_mapped_group_opens_an_account_with_its_roles_and_schools_once(service) {
        service.map("ledere", "school_leader", Some(OWN_SCHOOL)).await;
        service.map("ledere", "project_member", None).await;
        let signed_in = service.admit(proof("1", " Aase@dragoer.example", &["ledere", "kor"])).await.expect("a session");
        let account = service.account(signed_in.account).await;
        assert_eq!(account.email, "Aase@dragoer.example");
        assert_eq!(account.name, "Åse Østergård");
        assert_eq!(account.roles, [Role::ProjectMember, Role::SchoolLeader]);
        assert_eq!(account.schools.iter().map(|school| school.0).collect::<Vec<_>>(), [OWN_SCHOOL]);
        let found = service.found(&signed_in.secret).await.expect("the session");
        assert_eq!(found.caller.account, account.id);
        assert_eq!(service.actions(account.id).await, ["identity_bound", "opened"]);

        // The same groups again change nothing, and the subject leads there whatever the address has become.
        let again = service.admit(proof("1", "gift@dragoer.example", &["ledere"])).await.expect("a session");
        assert_eq!(service.account(again.account).await, account);
        assert_eq!(service.actions(account.id).await.len(), 2);
        assert_eq!(service.outcomes().await, ["signed_in", "signed_in"]);
    }
}

on_both! {
    async fn roles_and_schools_follow_the_groups_and_the_change_is_in_the_journal(service) {
        service.map("it", "it", None).await;
        service.map("nord", "school_leader", Some(OWN_SCHOOL)).await;
        service.map("syd", "school_leader", Some(OTHER_SCHOOL)).await;
        let first = service.admit(proof("1", "it@DRAGOER.example", &["it", "nord"])).await.expect("a session");
        assert_eq!(first.account, service.account_of(Role::It).await, "found by its address");
        assert_eq!(service.actions(first.account).await[..2], ["identity_bound", "changed"]);
        service.admit(proof("1", EMAIL, &["nord", "syd"])).await.expect("a session");
        let account = service.account(first.account).await;
        assert_eq!(account.roles, [Role::SchoolLeader]);
        assert_eq!(account.schools.len(), 2);
        assert_eq!(account.version, 3);
        assert_eq!(service.actions(first.account).await[..3], ["changed", "identity_bound", "changed"]);
    }
}

on_both! {
    async fn nobody_gets_in_without_role_address_open_account_or_the_same_subject(service) {
        service.map("it", "it", None).await;
        let before = service.count_accounts().await;
        assert_eq!(code(service.admit(proof("1", "ny@dragoer.example", &["kor"])).await), "single_sign_on_no_role");
        assert_eq!(code(service.admit(proof("1", EMAIL, &[])).await), "single_sign_on_no_role");
        let without = Proof { email: None, ..proof("1", "", &["it"]) };
        assert_eq!(code(service.admit(without).await), "single_sign_on_email");
        assert_eq!(code(service.admit(proof("1", "ikke en adresse", &["it"])).await), "single_sign_on_email");
        assert_eq!(service.count_accounts().await, before);

        // Whoever inherits an address does not inherit the account, and a closed account stays closed.
        service.admit(proof("1", EMAIL, &["it"])).await.expect("a session");
        assert_eq!(code(service.admit(proof("2", EMAIL, &["it"])).await), "single_sign_on_other_person");
        service.change_account("active", json!(false)).await;
        assert_eq!(code(service.admit(proof("1", EMAIL, &["it"])).await), "single_sign_on_closed");
        assert_eq!(
            service.outcomes().await,
            ["inactive", "refused", "signed_in", "refused", "refused", "refused", "refused"]
        );
    }
}

on_both! {
    async fn the_only_administrator_stays_one_whatever_the_groups_say(service) {
        service.map("it", "it", None).await;
        service.map("chefer", "administrator", None).await;
        let only = service.account_of(Role::Administrator).await;
        let email = service.account(only).await.email;
        service.admit(proof("1", &email, &["it"])).await.expect("a session");
        assert_eq!(service.account(only).await.roles, [Role::Administrator, Role::It]);
        service.admit(proof("2", "chef@dragoer.example", &["chefer"])).await.expect("a session");
        service.admit(proof("1", &email, &["it"])).await.expect("a session");
        assert_eq!(service.account(only).await.roles, [Role::It]);
    }
}

on_both! {
    async fn the_table_is_kept_with_versions_and_a_journal(service) {
        let admin = service.by(Role::Administrator);
        let line = service.map("it", "it", None).await;
        let path = format!("/identity-mappings/{}", line["id"]);
        let twice = json!({ "claim_value": "it", "role": "it" });
        assert_eq!(admin.post("/identity-mappings", twice).await.expect(409).json()["code"], "identity_mapping_exists");
        for (role, school) in [("school_leader", Value::Null), ("it", json!(OWN_SCHOOL)), ("school_leader", json!(99))] {
            let wrong = json!({ "claim_value": "x", "role": role, "school_id": school });
            admin.post("/identity-mappings", wrong).await.expect(422);
        }
        let seen = admin.get(&path).await.expect(200);
        let change = json!({ "claim_value": "it", "role": "school_leader", "school_id": OWN_SCHOOL });
        let changed = admin.put(&path, &seen.etag(), change.clone()).await.expect(200);
        admin.put(&path, &seen.etag(), change).await.expect(412);
        admin.act(&format!("{path}/remove"), &seen.etag(), json!({})).await.expect(412);
        admin.act(&format!("{path}/remove"), &changed.etag(), json!({})).await.expect(200);
        admin.get(&path).await.expect(404);
        let list = admin.get("/journal?subject_kind=identity_mapping").await.expect(200).json();
        let actions: Vec<_> = list["items"].as_array().expect("entries").iter().map(|one| one["action"].clone()).collect();
        assert_eq!(actions, ["removed", "changed", "added"]);
    }
}
