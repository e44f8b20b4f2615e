//! Device categories.

use super::journal;
use crate::on_both;
use anskaf::http::Role;
use serde_json::json;

on_both! {
    async fn it_and_the_project_lead_keep_the_device_categories(service) {
        let it = service.by(Role::It);
        let made = it
            .post("/device-categories", json!({"code": "pupil_pc", "name": "Elev-pc"}))
            .await
            .expect(201);
        assert_eq!(
            made.header("location"),
            Some(format!("/api/v1/device-categories/{}", made.id()).as_str())
        );
        let path = format!("/device-categories/{}", made.id());
        let changed = service
            .by(Role::ProjectLead)
            .put(&path, &made.etag(), json!({"code": "pupil_pc", "name": "Elev-pc, 11 tommer"}))
            .await
            .expect(200);
        assert_eq!(changed.json()["version"], 2);
        it.put(&path, &made.etag(), json!({"code": "x_y", "name": "Z"})).await.refused(412, "stale");
        let read = service.by(Role::SchoolLeader).get(&path).await.expect(200).json();
        assert_eq!(read["name"], "Elev-pc, 11 tommer");
        let entries = journal(&service, "device_category", made.id()).await;
        assert_eq!(entries[0]["action"], "changed");
        assert_eq!(entries[0]["before"]["name"], "Elev-pc");
        assert_eq!(entries[1]["action"], "added");
        it.get("/device-categories/99").await.refused(404, "device_category_not_found");
        it.put("/device-categories/99", "\"1\"", json!({"code": "x_y", "name": "Z"}))
            .await
            .refused(404, "device_category_not_found");
    }
}

on_both! {
    async fn codes_and_names_of_categories_are_checked_and_unique(service) {
        let it = service.by(Role::It);
        let category = |code: &str, name: &str| json!({"code": code, "name": name});
        it.post("/device-categories", category("pupil_pc", "Elev-pc")).await.expect(201);
        let other = it.post("/device-categories", category("tablet", "Tablet")).await.expect(201);
        let path = format!("/device-categories/{}", other.id());
        it.post("/device-categories", category("Elev-PC", "X")).await.refused(422, "device_category_code_invalid");
        it.post("/device-categories", category("ok", "  ")).await.refused(422, "text_blank");
        it.post("/device-categories", category("ok", "")).await.refused(422, "text_length");
        let both = it.post("/device-categories", category("p", " ")).await.refused(422, "several_faults");
        assert_eq!(both.faults().len(), 2);
        let taken = it.post("/device-categories", category("pupil_pc", "X")).await;
        assert_eq!(taken.refused(409, "device_category_code_taken").faults()[0].1, "/code");
        let taken = it.put(&path, "\"1\"", category("tablet", "Elev-pc")).await;
        assert_eq!(taken.refused(409, "device_category_name_taken").faults()[0].1, "/name");
        let list = it.get("/device-categories?limit=1&fields=code").await.expect(200).json();
        assert_eq!(list["items"], json!([{"code": "pupil_pc"}]));
        let next = list["next"].as_str().unwrap();
        let rest = it.get(&format!("/device-categories?cursor={next}")).await.expect(200).json();
        assert_eq!(rest["items"][0]["name"], "Tablet");
        assert_eq!(rest["items"].as_array().unwrap().len(), 1);
    }
}
