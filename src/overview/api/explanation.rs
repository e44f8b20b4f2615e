//! *Hvorfor dette tal?* over HTTP.

use crate::db::Database;
use crate::error::Result;
use crate::http::actor::CostReader;
use crate::http::{Now, Query};
use crate::leasing::Explanation;
use crate::overview::{self, ExplainCost};
use actix_web::get;
use actix_web::web::{self, Data};

/// Explains an amount of the cost table: the charges and shares that add up to it, and why each is as it is.
#[utoipa::path(tag = "overview", params(ExplainCost), responses((status = 200, body = Explanation)))]
#[get("/costs/explanation")]
pub async fn explain_cost(
    actor: CostReader,
    db: Data<Database>,
    Now(moment): Now,
    Query(query): Query<ExplainCost>,
) -> Result<web::Json<Explanation>> {
    let asked = query.asked()?;
    let explanation = db
        .read(move |conn| {
            let (reach, language) = (actor.reach(), actor.language);
            overview::explain_costs(conn, &reach, &asked, language, moment.today)
        })
        .await?;
    Ok(web::Json(explanation))
}
