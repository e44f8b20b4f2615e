//! What an estimate rests on: project, frame, needs and categories, which other slices write.

use crate::budget::{CategoryNeed, EstimateBasis, FrameYear, NeedsCounted};
use crate::db::schema::{device_categories, municipality, needs, project_frames, projects};
use crate::db::{DbConnection, DeviceCategoryId, EstimateId, ProjectId};
use crate::error::Result;
use crate::finance::Money;
use diesel::prelude::*;
use std::collections::BTreeSet;

/// The numbers of all device categories.
///
/// # Errors
/// Only when the database fails.
pub fn category_ids(conn: &mut DbConnection) -> QueryResult<BTreeSet<DeviceCategoryId>> {
    let ids: Vec<DeviceCategoryId> = device_categories::table
        .select(device_categories::id)
        .load(conn)?;
    Ok(ids.into_iter().collect())
}

/// The estimate with all that a calculation needs.
///
/// # Errors
/// [`crate::error::codes::ESTIMATE_NOT_FOUND`].
pub fn basis(
    conn: &mut DbConnection,
    id: EstimateId,
    counted: NeedsCounted,
) -> Result<EstimateBasis> {
    let estimate = super::estimate(conn, id)?;
    let (case_number, project_title): (String, String) = projects::table
        .find(estimate.project_id)
        .select((projects::case_number, projects::title))
        .first(conn)?;
    let frame: Vec<(i32, Money)> = project_frames::table
        .filter(project_frames::project_id.eq(estimate.project_id))
        .order(project_frames::budget_year)
        .select((project_frames::budget_year, project_frames::amount))
        .load(conn)?;
    let (needs, left_out) = counted_needs(conn, estimate.project_id, counted)?;
    Ok(EstimateBasis {
        estimate,
        case_number,
        project_title,
        municipality: municipality::table
            .select(municipality::name)
            .first(conn)
            .optional()?,
        frame: frame
            .into_iter()
            .map(|(year, amount)| FrameYear { year, amount })
            .collect(),
        counted,
        needs,
        left_out,
    })
}

/// The counted needs by category, in the categories' order, and the devices that are not counted.
fn counted_needs(
    conn: &mut DbConnection,
    project: ProjectId,
    counted: NeedsCounted,
) -> QueryResult<(Vec<CategoryNeed>, i64)> {
    let rows: Vec<(DeviceCategoryId, String, i32, String)> = needs::table
        .inner_join(device_categories::table)
        .filter(needs::project_id.eq(project))
        .order(device_categories::id)
        .select((
            device_categories::id,
            device_categories::name,
            needs::quantity,
            needs::state,
        ))
        .load(conn)?;
    let mut found: Vec<CategoryNeed> = Vec::new();
    let mut left_out = 0i64;
    for (category, name, quantity, state) in rows {
        let quantity = i64::from(quantity);
        if !counted.counts(&state) {
            left_out = left_out.saturating_add(quantity);
        } else if let Some(last) = found.last_mut().filter(|last| last.category == category) {
            last.quantity = last.quantity.saturating_add(quantity);
        } else {
            found.push(CategoryNeed {
                category,
                name,
                quantity,
            });
        }
    }
    found.retain(|need| need.quantity > 0);
    Ok((found, left_out))
}
