//! Records a meeting of the project group, and changes what is known of it.

use super::establish::open_project;
use super::{DescribeMeeting, Meeting, store};
use crate::clock::Moment;
use crate::db::{DbConnection, MeetingId, ProjectId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::ProjectGroup;
use crate::organisation::journal;
use chrono::{Datelike, NaiveDate};
use std::collections::HashSet;

impl DescribeMeeting {
    fn check(&self, conn: &mut DbConnection, project: ProjectId) -> Result<()> {
        let mut faults = Faults::default();
        let due = self.items.iter().enumerate().flat_map(|(item, of)| {
            let dated = of.decisions.iter().enumerate();
            dated.map(move |(place, decision)| {
                (
                    format!("/items/{item}/decisions/{place}/due_on"),
                    decision.due_on,
                )
            })
        });
        let own = [
            ("/held_on".to_owned(), Some(self.held_on)),
            ("/next_on".to_owned(), self.next_on),
        ];
        for (pointer, date) in own.into_iter().chain(due) {
            let fits = |date: NaiveDate| (1990..=2100).contains(&date.year());
            faults.require(date.is_none_or(fits), || {
                Fault::new(&codes::DATE_OUT_OF_RANGE).at(pointer)
            });
        }
        faults.require(self.next_on.is_none_or(|next| next > self.held_on), || {
            Fault::new(&codes::NEXT_MEETING_NOT_LATER).at("/next_on")
        });
        let members: HashSet<_> = store::members(conn, project)?
            .into_iter()
            .map(|member| member.id)
            .collect();
        let mut met = HashSet::new();
        for (list, named) in [("present", &self.present), ("absent", &self.absent)] {
            for (place, member) in named.iter().enumerate() {
                let at = |code| {
                    let fault = Fault::new(code).at(format!("/{list}/{place}"));
                    fault.with("id", member)
                };
                faults.require(members.contains(member), || {
                    at(&codes::MEETING_MEMBER_UNKNOWN)
                });
                faults.require(met.insert(*member), || at(&codes::MEETING_MEMBER_TWICE));
            }
        }
        faults.into_result()
    }
}

/// Records a meeting, before or after it was held.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`], [`codes::PROJECT_CLOSED`], [`codes::DATE_OUT_OF_RANGE`],
/// [`codes::NEXT_MEETING_NOT_LATER`], [`codes::MEETING_MEMBER_UNKNOWN`], [`codes::MEETING_MEMBER_TWICE`].
pub fn hold_meeting(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    project: ProjectId,
    command: &DescribeMeeting,
    moment: Moment,
) -> Result<Meeting> {
    open_project(conn, project, moment)?;
    command.check(conn, project)?;
    let id = store::insert_meeting(conn, project, command)?;
    let meeting = store::meeting(conn, id)?;
    journal::Entry::new("recorded", "meeting", id.0)
        .after(&meeting)
        .record(conn, actor, moment)?;
    Ok(meeting)
}

/// Changes what is known of a meeting; minutes that were issued stay as they are.
///
/// # Errors
/// As [`hold_meeting`]; [`codes::MEETING_NOT_FOUND`], [`codes::STALE`].
pub fn change_meeting(
    conn: &mut DbConnection,
    actor: &ProjectGroup,
    id: MeetingId,
    seen: Version,
    command: &DescribeMeeting,
    moment: Moment,
) -> Result<Meeting> {
    let before = store::meeting(conn, id)?;
    let version = seen.require(before.version)?;
    open_project(conn, before.project_id, moment)?;
    command.check(conn, before.project_id)?;
    store::update_meeting(conn, id, command, version)?;
    let after = store::meeting(conn, id)?;
    journal::Entry::new("changed", "meeting", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
