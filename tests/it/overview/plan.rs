//! That holdings are read along their index, which no answer would show.

use crate::support::Service;
use anskaf::overview::store::holdings_query;
use diesel::prelude::*;
use diesel::sql_types::Text;

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[actix_web::test]
async fn sqlite_adds_holdings_up_along_the_index_and_sorts_nothing() {
    let service = Service::sqlite().await;
    let query = holdings_query();
    let (query, _) = query.split_once(" -- binds").expect("a query");
    let steps: Vec<Step> = service
        .db
        .read_blocking(|conn| {
            Ok(diesel::sql_query(format!("EXPLAIN QUERY PLAN {query}")).load(conn)?)
        })
        .expect("a plan");
    let steps: Vec<String> = steps.into_iter().map(|step| step.detail).collect();
    assert_eq!(
        steps,
        ["SCAN device_movements USING COVERING INDEX device_movements_holdings"]
    );
}
