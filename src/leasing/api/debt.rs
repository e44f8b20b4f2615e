//! The statement of debt over HTTP.

use crate::db::Database;
use crate::error::{Fault, Result, codes};
use crate::http::actor::Staff;
use crate::http::{Now, Query, TableFormat, in_format};
use crate::leasing::{self, DebtStatement};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use validator::Validate;

/// Of which day.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReadDebt {
    /// The day; the latest 31 December unless told.
    pub on: Option<NaiveDate>,
}

impl ReadDebt {
    /// The day that is asked for.
    pub(super) fn day(&self, today: NaiveDate) -> Result<NaiveDate> {
        let on = self.on.unwrap_or_else(|| leasing::last_year_end(today));
        if (1990..=2200).contains(&on.year()) {
            Ok(on)
        } else {
            Err(Fault::new(&codes::DATE_OUT_OF_RANGE).at("/on").into())
        }
    }
}

/// What is owed and bound on all agreements on a day, as JSON or as CSV for a Danish spreadsheet.
#[utoipa::path(tag = "leasing",
    params(("format" = inline(TableFormat), Path, description = "`json` or `csv`"), ReadDebt),
    responses((status = 200, content((DebtStatement = "application/json"), (String = "text/csv")))))]
#[get("/leases/debt.{format}")]
pub async fn read_lease_debt(
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    request: HttpRequest,
    format: TableFormat,
    Query(query): Query<ReadDebt>,
) -> Result<HttpResponse> {
    let on = query.day(moment.today)?;
    let statement = db
        .read(move |conn| leasing::debt_statement(conn, on, moment.today))
        .await?;
    let name = format!("restgaeld-{on}");
    in_format(&request, format, statement, leasing::debt_table, &name)
}
