//! The list of agreements, forwards and back.

use crate::on_both;
use crate::support::{Answer, Service};
use anskaf::http::Role;
use diesel::connection::SimpleConnection;

/// So many agreements, every second one ended.
async fn agreements(service: &Service, count: usize) {
    let terms = crate::leasing::build::monthly("KL-0001");
    service
        .by(Role::Finance)
        .post("/leases", terms)
        .await
        .expect(201);
    let columns = "project_id, agreement_number, title, lessor_name, lessor_cvr_number, kind, state, signed_on, starts_on, \
                   first_due_on, periods, every_unit, every_count, timing, payment_days, rate, day_count, repayment, residual, \
                   rounding, interest_rounding, interim_method, interim_day_count, vat_rate, end_kind, purchase_price, \
                   account_string, note, ended_on, version";
    let mut sql = String::new();
    for number in 2..=count {
        let (state, ended) = match number % 2 {
            0 => ("'ended'", "'2017-01-01'"),
            _ => ("state", "ended_on"),
        };
        let values = columns
            .replace("agreement_number", &format!("'KL-{number:04}'"))
            .replace(" state,", &format!(" {state},"))
            .replace("ended_on", ended);
        sql += &format!("INSERT INTO leases ({columns}) SELECT {values} FROM leases WHERE id = 1;");
    }
    service
        .db
        .write(move |conn| Ok(conn.batch_execute(&sql)?))
        .await
        .unwrap();
}

/// Where a link of this relation leads.
fn link(page: &Answer, rel: &str) -> Option<String> {
    let text = page.text();
    let at = text.find(&format!("<a rel=\"{rel}\" href=\""))?;
    let address = text[at..].split('"').nth(3)?;
    Some(address.replace("&#38;", "&").replace("&amp;", "&"))
}

fn numbers(page: &Answer) -> Vec<String> {
    let text = page.text();
    let found = text.split(">KL-").skip(1);
    found.map(|rest| rest.chars().take(4).collect()).collect()
}

on_both! {
    async fn the_list_pages_back_to_where_it_came_from(service) {
        agreements(&service, 120).await;
        let browser = service.browser(Role::Finance).await;
        let first = browser.get("/leases").await.expect(200);
        assert_eq!((numbers(&first).len(), link(&first, "prev")), (50, None));
        let second = browser.get(&link(&first, "next").unwrap()).await.expect(200).says("Forrige");
        let third = browser.get(&link(&second, "next").unwrap()).await.expect(200);
        assert_eq!((numbers(&third).len(), link(&third, "next")), (20, None));
        let back = browser.get(&link(&third, "prev").unwrap()).await.expect(200);
        assert_eq!(numbers(&back), numbers(&second));
        let start = browser.get(&link(&back, "prev").unwrap()).await.expect(200);
        assert_eq!((numbers(&start), link(&start, "prev")), (numbers(&first), None));
        let ended = browser.get("/leases?state=ended").await.expect(200);
        let rest = browser.get(&link(&ended, "next").unwrap()).await.expect(200);
        assert_eq!((numbers(&ended).len(), numbers(&rest).len()), (50, 10));
        let again = browser.get(&link(&rest, "prev").unwrap()).await.expect(200);
        assert_eq!(numbers(&again), numbers(&ended));
    }
}
