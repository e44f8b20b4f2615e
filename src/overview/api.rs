//! What crosses the steps, over HTTP.

use super::store::{self, CostFilter};
use super::{CostByYear, YearRange, cost_table};
use crate::db::{Database, LeaseId, SchoolId};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::CostReader;
use crate::http::{Query, TableFormat, in_format};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

/// Adds the routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(read_cost_by_year);
}

/// Which part of the cost.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReadCosts {
    /// The first budget year; with `to`.
    #[validate(range(min = 1990, max = 2100))]
    pub from: Option<i32>,
    /// The last budget year; with `from`.
    #[validate(range(min = 1990, max = 2100))]
    pub to: Option<i32>,
    /// Only this agreement.
    pub lease_id: Option<i64>,
    /// Only this school.
    pub school_id: Option<i64>,
}

impl ReadCosts {
    fn filter(&self) -> Result<CostFilter> {
        let mut faults = Faults::default();
        let range = match (self.from, self.to) {
            (Some(from), Some(to)) if from <= to => Some(YearRange { from, to }),
            (None, None) => None,
            _ => {
                faults.add(Fault::new(&codes::YEAR_RANGE_INVALID).at("/to"));
                None
            }
        };
        faults.into_result()?;
        Ok(CostFilter {
            lease: self.lease_id.map(LeaseId),
            school: self.school_id.map(SchoolId),
            range,
        })
    }
}

/// Reads the cost by budget year, school and agreement; a school leader's own share only.
#[utoipa::path(
    tag = "overview",
    params(("format" = inline(TableFormat), Path, description = "`json`, `csv` or `xlsx`"), ReadCosts),
    responses((status = 200, content((CostByYear = "application/json"), (String = "text/csv"), ([u8] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))),
)]
#[get("/costs/by-year.{format}")]
pub async fn read_cost_by_year(
    actor: CostReader,
    db: Data<Database>,
    request: HttpRequest,
    format: TableFormat,
    Query(query): Query<ReadCosts>,
) -> Result<HttpResponse> {
    let filter = query.filter()?;
    let costs = db
        .read(move |conn| store::costs(conn, &actor.reach(), &filter))
        .await?;
    in_format(
        &request,
        format,
        costs,
        cost_table,
        "omkostning-pr-aar-og-skole",
    )
}
