//! Reads the dossier of a tender from the tables of six slices, in one transaction of the caller.

use crate::db::schema::{device_categories, estimate_lines, estimates, needs, projects, schools};
use crate::db::{DbConnection, EstimateId, ProjectId, TenderId};
use crate::error::Result;
use crate::tenders::{Dossier, DossierLine, DossierNeed, DossierProject};
use crate::{organisation, requirements};
use chrono::NaiveDate;
use diesel::prelude::*;

/// The dossier.
///
/// # Errors
/// [`crate::error::codes::TENDER_NOT_FOUND`].
pub fn dossier(conn: &mut DbConnection, id: TenderId) -> Result<Dossier> {
    let tender = super::tender(conn, id)?;
    let specification = tender.specification_version_id;
    let estimate_state: String = estimates::table
        .find(tender.estimate_id)
        .select(estimates::state)
        .first(conn)?;
    Ok(Dossier {
        municipality: organisation::store::find_municipality(conn)?,
        project: project(conn, tender.project_id)?,
        specification: requirements::store::printed_specification(conn, specification)?,
        estimate_approved: estimate_state == "approved",
        needs: confirmed_needs(conn, tender.project_id)?,
        lines: lines(conn, tender.estimate_id)?,
        tender,
    })
}

fn project(conn: &mut DbConnection, id: ProjectId) -> QueryResult<DossierProject> {
    let (case_number, title, background) = projects::table
        .find(id)
        .select((projects::case_number, projects::title, projects::background))
        .first(conn)?;
    Ok(DossierProject {
        case_number,
        title,
        background,
    })
}

type NeedRow = (
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    i32,
    NaiveDate,
);

fn confirmed_needs(conn: &mut DbConnection, project: ProjectId) -> QueryResult<Vec<DossierNeed>> {
    let rows: Vec<NeedRow> = needs::table
        .inner_join(schools::table)
        .inner_join(device_categories::table)
        .filter(needs::project_id.eq(project))
        .filter(needs::state.eq("confirmed"))
        .filter(needs::quantity.gt(0))
        .order((device_categories::id, schools::id))
        .select((
            device_categories::name,
            schools::name,
            schools::street,
            schools::postal_code,
            schools::city,
            needs::quantity,
            needs::wanted_on,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|row| DossierNeed {
            category: row.0,
            school: row.1,
            address: address(row.2, row.3, row.4),
            quantity: i64::from(row.5),
            wanted_on: row.6,
        })
        .collect())
}

/// `Kirkevej 8, 2791 Dragør`.
fn address(street: Option<String>, postal_code: Option<String>, city: Option<String>) -> String {
    let place: Vec<String> = [postal_code, city].into_iter().flatten().collect();
    let place = Some(place.join(" ")).filter(|place| !place.is_empty());
    let parts: Vec<String> = [street, place].into_iter().flatten().collect();
    parts.join(", ")
}

fn lines(conn: &mut DbConnection, id: EstimateId) -> QueryResult<Vec<DossierLine>> {
    let rows: Vec<(String, String, i32)> = estimate_lines::table
        .filter(estimate_lines::estimate_id.eq(id))
        .filter(estimate_lines::quantity.gt(0))
        .order(estimate_lines::position)
        .select((
            estimate_lines::description,
            estimate_lines::basis,
            estimate_lines::quantity,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(description, basis, quantity)| DossierLine {
            description,
            per_device: basis == "per_device",
            quantity: i64::from(quantity),
        })
        .collect())
}
