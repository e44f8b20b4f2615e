//! What a project has achieved, read from the tables of every later step.

use crate::db::schema::{
    estimates, leases, needs, project_frames, project_members, specification_versions,
    specifications, tenders,
};
use crate::db::{DbConnection, ProjectId};
use crate::projects::Standing;
use chrono::NaiveDate;
use diesel::prelude::*;

/// The standing of a project on `today`.
///
/// # Errors
/// Only when the database fails.
pub(super) fn standing(
    conn: &mut DbConnection,
    id: ProjectId,
    today: NaiveDate,
) -> QueryResult<Standing> {
    let members: Vec<(String, String, Option<String>)> = project_members::table
        .filter(project_members::project_id.eq(id))
        .filter(project_members::joined_on.le(today))
        .filter(
            project_members::left_on
                .is_null()
                .or(project_members::left_on.ge(today)),
        )
        .order(project_members::id)
        .select((
            project_members::name,
            project_members::role,
            project_members::conflict_of_interest,
        ))
        .load(conn)?;
    let frame: i64 = project_frames::table
        .filter(project_frames::project_id.eq(id))
        .count()
        .get_result(conn)?;
    let need_states: Vec<String> = needs::table
        .filter(needs::project_id.eq(id))
        .select(needs::state)
        .load(conn)?;
    let lease_states: Vec<String> = leases::table
        .filter(leases::project_id.eq(id))
        .select(leases::state)
        .load(conn)?;
    Ok(Standing {
        has_lead: members.iter().any(|(_, role, _)| role == "lead"),
        undeclared_members: members
            .into_iter()
            .filter(|(_, _, declared)| declared.is_none())
            .map(|(name, ..)| name)
            .collect(),
        has_frame: frame > 0,
        needs: count(&need_states, |_| true),
        confirmed_needs: count(&need_states, |state| state == "confirmed"),
        approved_specifications: specification_versions::table
            .inner_join(specifications::table)
            .filter(specifications::project_id.eq(id))
            .filter(specification_versions::state.eq("approved"))
            .count()
            .get_result(conn)?,
        approved_estimates: estimates::table
            .filter(estimates::project_id.eq(id))
            .filter(estimates::state.eq("approved"))
            .count()
            .get_result(conn)?,
        published_tenders: tenders::table
            .filter(tenders::project_id.eq(id))
            .filter(tenders::state.eq("published"))
            .count()
            .get_result(conn)?,
        leases_in_force: count(&lease_states, |state| state == "in_force"),
        leases_not_ended: count(&lease_states, |state| state != "ended"),
    })
}

fn count(states: &[String], matching: impl Fn(&str) -> bool) -> i64 {
    let number = states.iter().filter(|state| matching(state)).count();
    i64::try_from(number).unwrap_or(i64::MAX)
}
