//! Changes requirements of a draft, and moves them: their numbers stay.

use super::order::{moves, place, within};
use super::state_requirement::in_force;
use super::{AnswerKind, Importance, Requirement, StateRequirement, store};
use crate::clock::Moment;
use crate::db::{
    DbConnection, DeviceCategoryId, RequirementId, SchoolId, SectionId, Version, VisitId,
};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::ProjectGroup;
use crate::organisation::journal;
use validator::Validate;

/// A requirement as it shall be from now on, and where it shall stand.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeRequirement {
    /// The section in which it stands, of the same version.
    pub section_id: SectionId,
    /// Its place among the requirements of the section, withdrawn ones counted; those from there on move one down.
    /// Without it the requirement stays where it is, and goes to the end of another section. Its number stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1))]
    #[schema(minimum = 1)]
    pub position: Option<i32>,
    /// What it means to fall short of it.
    pub importance: Importance,
    /// How a bidder answers.
    pub answer_kind: AnswerKind,
    /// The kind of device that it is about.
    pub device_category_id: Option<DeviceCategoryId>,
    /// What is required, in Markdown.
    #[validate(length(min = 1, max = 10000))]
    #[schema(min_length = 1, max_length = 10000)]
    pub text: String,
    /// Why it is required; for the municipality, not for bidders.
    #[validate(length(min = 1, max = 10000))]
    #[schema(min_length = 1, max_length = 10000)]
    pub rationale: Option<String>,
    /// The inspiration visit of the same project from which it came.
    pub origin_visit_id: Option<VisitId>,
    /// The school from which it came.
    pub origin_school_id: Option<SchoolId>,
}

impl ChangeRequirement {
    fn split(&self) -> (SectionId, StateRequirement) {
        let stated = StateRequirement {
            importance: self.importance,
            answer_kind: self.answer_kind,
            device_category_id: self.device_category_id,
            text: self.text.clone(),
            rationale: self.rationale.clone(),
            origin_visit_id: self.origin_visit_id,
            origin_school_id: self.origin_school_id,
        };
        (self.section_id, stated)
    }
}

/// Changes a requirement of a draft, or moves it within its section or to another one of the same version.
///
/// # Errors
/// As [`super::state_requirement()`]; [`codes::REQUIREMENT_NOT_FOUND`], [`codes::STALE`],
/// [`codes::REQUIREMENT_WITHDRAWN`], [`codes::REQUIREMENT_SECTION_UNKNOWN`], [`codes::NUMBER_RANGE`] for a position
/// beyond the end.
pub fn change_requirement(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    id: RequirementId,
    seen: Version,
    command: &ChangeRequirement,
    moment: Moment,
) -> Result<Requirement> {
    let (before, draft, version) = in_force(conn, id, seen)?;
    let (section, stated) = command.split();
    let mut faults = Faults::default();
    let known = store::sections(conn, draft.id)?;
    let is_known = known.iter().any(|known| known.id == section);
    faults.require(is_known, || {
        let fault = Fault::new(&codes::REQUIREMENT_SECTION_UNKNOWN);
        fault.at("/section_id").with("id", section)
    });
    let route = Route::of(conn, &before, section, command.position)?;
    if is_known && let Err(fault) = within(route.to, route.end) {
        faults.add(fault);
    }
    stated.check(conn, &draft, &mut faults)?;
    faults.into_result()?;
    if (before.section_id, route.from) != (section, route.to) {
        store::move_requirement(conn, id, (section, route.to), &route.others)?;
    }
    store::update_requirement(conn, id, section, &stated, version)?;
    store::bump_version(conn, &draft)?;
    let after = store::requirement(conn, id)?;
    journal::Entry::new("changed", "requirement", id.0)
        .before(&Placed::at(route.from, &before))
        .after(&Placed::at(route.to, &after))
        .record(conn, actor, moment)?;
    Ok(after)
}

/// A requirement with its place, as the journal tells of it.
#[derive(serde::Serialize)]
struct Placed<'a> {
    #[serde(flatten)]
    requirement: &'a Requirement,
    position: i32,
}

impl<'a> Placed<'a> {
    fn at(position: i32, requirement: &'a Requirement) -> Self {
        Placed {
            requirement,
            position,
        }
    }
}

/// From which place a requirement goes to which, and where others go because of that.
struct Route {
    from: i32,
    to: i32,
    /// The last place of the section to which it goes.
    end: i32,
    others: Vec<(RequirementId, i32)>,
}

impl Route {
    fn of(
        conn: &mut DbConnection,
        requirement: &Requirement,
        section: SectionId,
        asked: Option<i32>,
    ) -> Result<Route> {
        let (id, stays) = (requirement.id, requirement.section_id == section);
        let here = store::places(conn, requirement.section_id)?;
        let from = here.iter().find(|(one, _)| *one == id);
        let from = from.map_or(1, |(_, position)| *position);
        if stays {
            let to = asked.unwrap_or(from);
            return Ok(Route {
                from,
                to,
                end: place(here.len().saturating_sub(1)),
                others: moves(&here, Some(id), Some(to)),
            });
        }
        let there = store::places(conn, section)?;
        let end = place(there.len());
        let to = asked.unwrap_or(end);
        let mut others = moves(&here, Some(id), None);
        others.extend(moves(&there, None, Some(to)));
        Ok(Route {
            from,
            to,
            end,
            others,
        })
    }
}
