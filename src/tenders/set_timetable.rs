//! Replaces the dates of a draft tender besides its three deadlines, which the document puts between them.

use super::{Tender, TenderDate, store};
use crate::clock::Moment;
use crate::db::{DbConnection, TenderId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::ProjectLead;
use crate::organisation::journal;
use crate::projects;
use chrono::Datelike;
use validator::Validate;

/// The dates of a tender besides its deadlines, all of them, in the order of the calendar.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetTenderTimetable {
    /// The earliest first.
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub dates: Vec<TenderDate>,
}

impl SetTenderTimetable {
    fn check(&self) -> Result<()> {
        let mut faults = Faults::default();
        let mut earlier = None;
        for (index, date) in self.dates.iter().enumerate() {
            let pointer = format!("/dates/{index}/takes_place_on");
            let day = date.takes_place_on;
            if !(1990..=2100).contains(&day.year()) {
                faults.add(Fault::new(&codes::DATE_OUT_OF_RANGE).at(pointer));
            } else if let Some(earlier) = earlier.filter(|earlier| *earlier > day) {
                faults.add(
                    Fault::new(&codes::DATES_OUT_OF_ORDER)
                        .at(pointer)
                        .with("not_before", earlier),
                );
            }
            earlier = Some(day);
        }
        faults.into_result()
    }
}

/// Replaces the dates.
///
/// # Errors
/// [`codes::TENDER_NOT_FOUND`], [`codes::STALE`], [`codes::TENDER_PUBLISHED`], [`codes::TENDER_CANCELLED`],
/// [`codes::PROJECT_CLOSED`]; [`codes::DATES_OUT_OF_ORDER`], [`codes::DATE_OUT_OF_RANGE`].
pub fn set_tender_timetable(
    conn: &mut DbConnection,
    actor: &ProjectLead,
    id: TenderId,
    seen: Version,
    command: &SetTenderTimetable,
    moment: Moment,
) -> Result<Tender> {
    let before = store::tender(conn, id)?;
    let version = seen.require(before.version)?;
    before.require_draft()?;
    projects::store::require_open_project(conn, before.project_id)?;
    command.check()?;
    store::replace_dates(conn, id, &command.dates)?;
    store::set_version(conn, id, version)?;
    let after = store::tender(conn, id)?;
    journal::Entry::new("timetable_set", "tender", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
