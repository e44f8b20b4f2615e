//! States all that one school needs in one go, and hands it in when the school says so.

use super::store::NeedFilter;
use super::{
    ChangeNeed, Need, NeedState, StateNeed, change_need, confirm_need, state_need, store,
    submit_need,
};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceCategoryId, NeedId, ProjectId, SchoolId, Version};
use crate::error::{Error, Fault, Faults, Result};
use crate::http::actor::{NeedsAuthor, ProjectLead};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use validator::Validate;

/// More than there are categories.
const ALL: i64 = 1000;

/// What one school needs, a line per category; what is not named stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct StateSchoolNeeds {
    /// The lines.
    #[validate(length(max = 200), nested)]
    pub needs: Vec<SchoolNeedLine>,
    /// Whether the needs that are named are handed in.
    pub submit: bool,
}

/// What the school needs of one category.
#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct SchoolNeedLine {
    /// The kind of device.
    pub device_category_id: DeviceCategoryId,
    /// The version of the need that was seen; absent when none was stated yet.
    pub version: Option<i32>,
    /// How many devices.
    #[validate(range(min = 0, max = 100000))]
    pub quantity: i32,
    /// How the number was found.
    #[validate(length(min = 1, max = 2000))]
    pub basis: String,
    /// When the devices shall be at the school.
    pub wanted_on: NaiveDate,
}

impl SchoolNeedLine {
    fn says_what(&self, need: &Need) -> bool {
        (self.quantity, &self.basis, self.wanted_on) == (need.quantity, &need.basis, need.wanted_on)
    }

    /// States or changes the need; answers it as it is then.
    fn keep(
        &self,
        conn: &mut DbConnection,
        actor: &NeedsAuthor,
        (project, school): (ProjectId, SchoolId),
        before: Option<&Need>,
        moment: Moment,
    ) -> Result<Need> {
        let Some(before) = before else {
            let command = StateNeed {
                school_id: school,
                device_category_id: self.device_category_id,
                quantity: self.quantity,
                basis: self.basis.clone(),
                wanted_on: self.wanted_on,
            };
            return state_need(conn, actor, project, &command, moment);
        };
        if self.says_what(before) {
            return Ok(before.clone());
        }
        let command = ChangeNeed {
            quantity: self.quantity,
            basis: self.basis.clone(),
            wanted_on: self.wanted_on,
        };
        let seen = Version(self.version.unwrap_or_default());
        change_need(conn, actor, before.id, seen, &command, moment)
    }
}

/// States what a school needs: all lines or none.
///
/// # Errors
/// Those of [`state_need`], [`change_need`] and [`submit_need`], each at its line.
pub fn state_school_needs(
    conn: &mut DbConnection,
    actor: &NeedsAuthor,
    project: ProjectId,
    school: SchoolId,
    command: &StateSchoolNeeds,
    moment: Moment,
) -> Result<Vec<Need>> {
    let filter = NeedFilter {
        school: Some(school),
        ..NeedFilter::default()
    };
    let before = store::needs(conn, &actor.reach(), project, &filter, ALL)?;
    let mut faults = Faults::default();
    let mut kept = Vec::new();
    for (place, line) in command.needs.iter().enumerate() {
        let known = before
            .iter()
            .find(|need| need.device_category_id == line.device_category_id);
        let mut done = line.keep(conn, actor, (project, school), known, moment);
        if command.submit
            && let Ok(need) = &done
            && need.state == NeedState::Draft
        {
            let (id, seen) = (need.id, Version(need.version));
            done = submit_need(conn, actor, id, seen, moment);
        }
        match done {
            Ok(need) => kept.push(need),
            Err(Error::Refused(found)) => found
                .into_iter()
                .for_each(|fault| faults.add(at_line(fault, place))),
            Err(failure) => return Err(failure),
        }
    }
    faults.into_result()?;
    Ok(kept)
}

/// A fault of the whole need stands at its quantity, where people look first.
fn at_line(fault: Fault, place: usize) -> Fault {
    let field = match fault.pointer() {
        "" | "/school_id" | "/device_category_id" => "/quantity",
        field => field,
    };
    let pointer = format!("/needs/{place}{field}");
    fault.at(pointer)
}

/// Accepts several submitted needs: all or none.
///
/// # Errors
/// As [`confirm_need`].
pub fn confirm_needs(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    needs: &[(NeedId, Version)],
    moment: Moment,
) -> Result<()> {
    for (id, seen) in needs {
        confirm_need(conn, actor, *id, *seen, moment)?;
    }
    Ok(())
}
