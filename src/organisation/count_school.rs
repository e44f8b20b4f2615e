//! Enters and corrects all numbers of a school for one school year at once, as its page has them.

use super::{
    CountPupils, CountStaff, PupilCount, StaffCount, StaffKind, count_pupils, count_staff,
    recount_pupils, recount_staff, store,
};
use crate::clock::Moment;
use crate::db::{DbConnection, SchoolId, Version};
use crate::error::{Error, Faults, Result, codes};
use crate::http::actor::CountsKeeper;
use crate::http::not_blank;
use std::collections::HashSet;
use validator::Validate;

/// The pupils of a grade, as they were counted.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountedGrade {
    /// The grade.
    #[validate(range(min = 0, max = 10))]
    #[schema(minimum = 0, maximum = 10)]
    pub grade: i32,
    /// How many pupils.
    #[validate(range(min = 0, max = 10000))]
    #[schema(minimum = 0, maximum = 10000)]
    pub pupils: i32,
    /// The version of the number that this one replaces; left out where there was none.
    pub version: Option<i32>,
}

/// The staff of a kind, as they were counted.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountedKind {
    /// What they do.
    pub kind: StaffKind,
    /// How many people.
    #[validate(range(min = 0, max = 10000))]
    #[schema(minimum = 0, maximum = 10000)]
    pub staff: i32,
    /// The version of the number that this one replaces; left out where there was none.
    pub version: Option<i32>,
}

/// The numbers of a school for one school year; grades and kinds that are not named stay as they are.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountSchool {
    /// The calendar year in which the school year begins.
    #[validate(range(min = 1990, max = 2100))]
    #[schema(minimum = 1990, maximum = 2100, example = 2023)]
    pub school_year: i32,
    /// Where the numbers come from that are new or other than before.
    #[validate(length(min = 1, max = 500), custom(function = not_blank))]
    pub source: Option<String>,
    /// Pupils by grade.
    #[serde(default)]
    #[validate(length(max = 11), nested)]
    #[schema(max_items = 11)]
    pub pupils: Vec<CountedGrade>,
    /// Staff by kind.
    #[serde(default)]
    #[validate(length(max = 4), nested)]
    #[schema(max_items = 4)]
    pub staff: Vec<CountedKind>,
}

/// All numbers of a school for one school year.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct SchoolCounts {
    /// Pupils by grade.
    pub pupils: Vec<PupilCount>,
    /// Staff by kind.
    pub staff: Vec<StaffCount>,
}

/// Enters what is new and corrects what is other than before, all or nothing; a number that is the same stays
/// untouched, with its source.
///
/// # Errors
/// [`codes::SCHOOL_NOT_FOUND`] (also out of the actor's reach); at each number [`codes::STALE`] and
/// [`codes::COUNT_EXISTS`], the latter also for one that is named twice.
pub fn count_school(
    conn: &mut DbConnection,
    actor: &CountsKeeper,
    school: SchoolId,
    command: &CountSchool,
    moment: Moment,
) -> Result<SchoolCounts> {
    let school = store::school(conn, &actor.reach(), school)?.id;
    let mut faults = Faults::default();
    count_grades(conn, actor, school, command, moment, &mut faults)?;
    count_kinds(conn, actor, school, command, moment, &mut faults)?;
    faults.into_result()?;
    let year = Some(command.school_year);
    Ok(SchoolCounts {
        pupils: store::pupil_counts(conn, school, year)?,
        staff: store::staff_counts(conn, school, year)?,
    })
}

fn count_grades(
    conn: &mut DbConnection,
    actor: &CountsKeeper,
    school: SchoolId,
    command: &CountSchool,
    moment: Moment,
    faults: &mut Faults,
) -> Result<()> {
    let known = store::pupil_counts(conn, school, Some(command.school_year))?;
    let mut named = HashSet::new();
    for (place, line) in command.pupils.iter().enumerate() {
        let at = format!("/pupils/{place}/pupils");
        let found = known.iter().find(|count| count.grade == line.grade);
        let count = CountPupils {
            school_year: command.school_year,
            grade: line.grade,
            pupils: line.pupils,
            source: command.source.clone(),
        };
        let done = match (found, line.version) {
            _ if !named.insert(line.grade) => Err((&codes::COUNT_EXISTS).into()),
            (Some(before), _) if before.pupils == line.pupils => continue,
            (None, _) => count_pupils(conn, actor, school, &count, moment),
            (Some(_), None) => Err((&codes::COUNT_EXISTS).into()),
            (Some(before), Some(seen)) => {
                recount_pupils(conn, actor, before.id, Version(seen), &count, moment)
            }
        };
        collect(done, &at, faults)?;
    }
    Ok(())
}

fn count_kinds(
    conn: &mut DbConnection,
    actor: &CountsKeeper,
    school: SchoolId,
    command: &CountSchool,
    moment: Moment,
    faults: &mut Faults,
) -> Result<()> {
    let known = store::staff_counts(conn, school, Some(command.school_year))?;
    let mut named = HashSet::new();
    for (place, line) in command.staff.iter().enumerate() {
        let at = format!("/staff/{place}/staff");
        let found = known.iter().find(|count| count.kind == line.kind);
        let count = CountStaff {
            school_year: command.school_year,
            kind: line.kind,
            staff: line.staff,
            source: command.source.clone(),
        };
        let done = match (found, line.version) {
            _ if !named.insert(line.kind.as_str()) => Err((&codes::COUNT_EXISTS).into()),
            (Some(before), _) if before.staff == line.staff => continue,
            (None, _) => count_staff(conn, actor, school, &count, moment),
            (Some(_), None) => Err((&codes::COUNT_EXISTS).into()),
            (Some(before), Some(seen)) => {
                recount_staff(conn, actor, before.id, Version(seen), &count, moment)
            }
        };
        collect(done, &at, faults)?;
    }
    Ok(())
}

/// Keeps a refusal for the end, so that all numbers are judged; a failure ends everything.
fn collect<T>(done: Result<T>, at: &str, faults: &mut Faults) -> Result<()> {
    match done {
        Ok(_) => Ok(()),
        Err(Error::Refused(told)) => {
            for fault in told {
                faults.add(fault.at(at));
            }
            Ok(())
        }
        Err(error) => Err(error),
    }
}
