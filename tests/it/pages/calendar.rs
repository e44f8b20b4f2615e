//! A person's calendar: by secret address, withdrawn, and holding only what the person may see.

use crate::leasing::build::{in_force, monthly, with};
use crate::on_both;
use crate::support::{Answer, OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::db::DbConnection;
use anskaf::http::Role;
use diesel::connection::SimpleConnection;
use serde_json::json;

/// The path of the secret address that the page shows.
fn secret_path(page: &Answer) -> String {
    let text = page.text();
    let at = text.find("/calendar/").map(|_| ());
    assert!(at.is_some(), "no address in:\n{text}");
    let link = text
        .split('"')
        .find(|part| part.contains("/calendar/") && part.ends_with(".ics"))
        .expect("a secret address");
    format!("/calendar/{}", link.rsplit('/').next().unwrap())
}

/// Devices of the agreement's first line at both schools.
fn devices(service: &Service) {
    let mut all = String::from(
        "INSERT INTO device_models (id, device_category_id, manufacturer, name, version) \
         VALUES (1, (SELECT MIN(id) FROM device_categories), 'Lenovo', 'N24', 1);",
    );
    for (id, school) in [(1, OWN_SCHOOL), (2, OWN_SCHOOL), (3, OTHER_SCHOOL)] {
        all += &format!(
            "INSERT INTO devices (id, lease_line_id, school_id, model_id, serial_number, serial_key, status, received_on, \
             version) VALUES ({id}, 1, {school}, 1, 'S{id}', 's{id}', 'in_use', '2017-01-01', 1);"
        );
    }
    let write = |conn: &mut DbConnection| Ok(conn.batch_execute(&all)?);
    service.db.write_blocking(write).expect("devices");
}

on_both! {
    async fn a_calendar_is_read_by_its_secret_until_it_is_withdrawn(service) {
        in_force(&service, with(monthly("KL,1"), "title", json!("Pc'er"))).await;
        let browser = service.browser(Role::Finance).await;
        browser.get("/calendar").await.expect(200).says("KL,1: ydelse nr. 12 forfalder");
        let page = browser.send("/calendar/link", &[]).await.expect(200).says("kun denne ene gang");
        let path = secret_path(&page);
        let program = service.stranger();
        let feed = program.get(&path).await.expect(200);
        assert_eq!(feed.header("content-type"), Some("text/calendar; charset=utf-8"));
        let text = feed.text().replace("\r\n ", "");
        assert!(text.contains("SUMMARY:KL\\,1: ydelse nr. 12 forfalder"), "{text}");
        assert!(text.contains("DTSTART;VALUE=DATE:20170901\r\n"), "{text}");
        assert!(text.contains("KL\\,1: aftalen udløber"), "{text}");
        assert_eq!(program.get(&path).await.text(), feed.text());
        browser.get("/calendar").await.expect(200).says_not(&path).says("Du har et link");
        let newer = secret_path(&browser.send("/calendar/link", &[]).await.expect(200));
        program.get(&path).await.expect(404);
        program.get(&newer).await.expect(200);
        browser.send("/calendar/link/withdraw", &[]).await.expect(200).says("Kalenderlinket er lukket");
        program.get(&newer).await.expect(404);
        program.get("/calendar/0000.ics").await.expect(404);
    }
}

on_both! {
    async fn a_school_leaders_calendar_tells_of_the_own_schools_devices_only(service) {
        in_force(&service, monthly("KL-1")).await;
        devices(&service);
        let name = |id: i64| {
            let path = format!("/schools/{id}");
            let client = service.by(Role::Finance);
            async move { client.get(&path).await.json()["name"].as_str().unwrap().to_owned() }
        };
        let (own, other) = (name(OWN_SCHOOL).await, name(OTHER_SCHOOL).await);
        let browser = service.browser(Role::SchoolLeader).await;
        let page = browser.send("/calendar/link", &[]).await.expect(200);
        let text = service.stranger().get(&secret_path(&page)).await.expect(200).text().replace("\r\n ", "");
        assert!(text.contains(&format!("SUMMARY:{own}: aftalen KL-1 udløber\\, 2 enheder")), "{text}");
        assert!(!text.contains(&other) && !text.contains("forfalder"), "{text}");
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "{text}");
    }
}

#[actix_web::test]
async fn a_link_of_an_account_that_was_closed_opens_nothing() {
    let service = Service::sqlite().await;
    let browser = service.browser(Role::It).await;
    let path = secret_path(&browser.send("/calendar/link", &[]).await.expect(200));
    service.stranger().get(&path).await.expect(200);
    let id = service.by(Role::It).get("/me").await.id();
    let close = move |conn: &mut DbConnection| {
        let sql = format!("UPDATE accounts SET active = 0 WHERE id = {id}");
        Ok(conn.batch_execute(&sql)?)
    };
    service.db.write_blocking(close).expect("closed");
    service.stranger().get(&path).await.expect(404);
}
