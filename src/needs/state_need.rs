//! States what a school needs, and changes it while it is a draft.
//!
//! School and category of a need never change: another school's need is another need.

use super::{Need, NeedState, store};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceCategoryId, NeedId, ProjectId, SchoolId, Version};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::http::actor::NeedsAuthor;
use crate::organisation::{journal, require_valid_school};
use crate::projects::store::require_open_project;
use crate::requirements::require_category;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

/// What a school needs of a device category.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StateNeed {
    /// The school.
    pub school_id: SchoolId,
    /// The kind of device.
    pub device_category_id: DeviceCategoryId,
    /// How many devices; 0 only until the need is submitted.
    #[validate(range(min = 0, max = 100000))]
    #[schema(minimum = 0, maximum = 100000, example = 72)]
    pub quantity: i32,
    /// How the number was found.
    #[validate(length(min = 1, max = 2000))]
    #[schema(
        min_length = 1,
        max_length = 2000,
        example = "69 elever, 1:1, og 3 i reserve"
    )]
    pub basis: String,
    /// When the devices shall be at the school: today or later, while the school is one.
    pub wanted_on: NaiveDate,
}

/// What a school needs from now on.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeNeed {
    /// How many devices; 0 only until the need is submitted.
    #[validate(range(min = 0, max = 100000))]
    #[schema(minimum = 0, maximum = 100000, example = 72)]
    pub quantity: i32,
    /// How the number was found.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub basis: String,
    /// When the devices shall be at the school: as before, or today or later.
    pub wanted_on: NaiveDate,
}

/// States a need as a draft.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`], [`codes::PROJECT_CLOSED`], [`codes::SCHOOL_UNKNOWN`] (also out of the actor's
/// reach), [`codes::SCHOOL_NOT_VALID`], [`codes::DEVICE_CATEGORY_UNKNOWN`], [`codes::TEXT_BLANK`],
/// [`codes::DATES_OUT_OF_ORDER`], [`codes::DATE_OUT_OF_RANGE`], [`codes::NEED_EXISTS`].
pub fn state_need(
    conn: &mut DbConnection,
    actor: &NeedsAuthor,
    project: ProjectId,
    command: &StateNeed,
    moment: Moment,
) -> Result<Need> {
    require_open_project(conn, project)?;
    let (school, wanted_on) = (command.school_id, command.wanted_on);
    let mut faults = words(&command.basis);
    if let Some(fault) = outside(wanted_on, moment.today) {
        faults.add(fault);
    }
    let found = require_valid_school(conn, &actor.reach(), school, wanted_on, "/school_id");
    collect(found, &mut faults)?;
    let category = command.device_category_id;
    let found = require_category(conn, category, "/device_category_id");
    collect(found, &mut faults)?;
    faults.into_result()?;
    if store::has_need(conn, project, school, category)? {
        return Err((&codes::NEED_EXISTS).into());
    }
    let id = store::insert_need(conn, project, command)?;
    let need = store::need(conn, &actor.reach(), id)?;
    journal::Entry::new("stated", "need", id.0)
        .school(need.school_id)
        .after(&need)
        .record(conn, actor, moment)?;
    Ok(need)
}

/// Changes a need that is a draft.
///
/// # Errors
/// [`codes::NEED_NOT_FOUND`] (also out of the actor's reach), [`codes::STALE`], [`codes::PROJECT_CLOSED`],
/// [`codes::NEED_NOT_DRAFT`], [`codes::TEXT_BLANK`], [`codes::DATES_OUT_OF_ORDER`],
/// [`codes::DATE_OUT_OF_RANGE`], [`codes::SCHOOL_NOT_VALID`].
pub fn change_need(
    conn: &mut DbConnection,
    actor: &NeedsAuthor,
    id: NeedId,
    seen: Version,
    command: &ChangeNeed,
    moment: Moment,
) -> Result<Need> {
    let before = store::need(conn, &actor.reach(), id)?;
    let version = seen.require(before.version)?;
    require_open_project(conn, before.project_id)?;
    if before.state != NeedState::Draft {
        return Err((&codes::NEED_NOT_DRAFT).into());
    }
    let mut faults = words(&command.basis);
    if command.wanted_on != before.wanted_on
        && let Some(fault) = outside(command.wanted_on, moment.today)
    {
        faults.add(fault);
    }
    let (school, wanted_on) = (before.school_id, command.wanted_on);
    let found = require_valid_school(conn, &actor.reach(), school, wanted_on, "/wanted_on");
    collect(found, &mut faults)?;
    faults.into_result()?;
    store::update_need(conn, id, command, version)?;
    let after = store::need(conn, &actor.reach(), id)?;
    journal::Entry::new("changed", "need", id.0)
        .school(after.school_id)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

fn words(basis: &str) -> Faults {
    let mut faults = Faults::default();
    faults.require(!basis.trim().is_empty(), || {
        Fault::new(&codes::TEXT_BLANK).at("/basis")
    });
    faults
}

/// What is wrong with a day of delivery that is asked for today.
fn outside(wanted_on: NaiveDate, today: NaiveDate) -> Option<Fault> {
    if wanted_on < today {
        let fault = Fault::new(&codes::DATES_OUT_OF_ORDER);
        return Some(fault.at("/wanted_on").with("not_before", today));
    }
    (wanted_on.year() > 2100).then(|| Fault::new(&codes::DATE_OUT_OF_RANGE).at("/wanted_on"))
}

/// Keeps the faults of a check for the common answer; lets failures through.
fn collect<T>(checked: Result<T>, faults: &mut Faults) -> Result<()> {
    match checked {
        Ok(_) => Ok(()),
        Err(Error::Refused(found)) => {
            for fault in found {
                faults.add(fault);
            }
            Ok(())
        }
        Err(failure) => Err(failure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delivery_is_asked_for_today_or_later_and_in_this_century() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2017-08-24");
        let refusal = |text| outside(day(text), today).map(|fault| fault.code().name);
        assert_eq!(refusal("2017-08-23"), Some("dates_out_of_order"));
        assert_eq!(refusal("2017-08-24"), None);
        assert_eq!(refusal("2100-12-31"), None);
        assert_eq!(refusal("2101-01-01"), Some("date_out_of_range"));
    }
}
