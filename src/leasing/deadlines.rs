//! The days ahead on all agreements on which somebody must act or should know.

use super::NoticeState;
use super::notice::window;
use super::store::{self, LeaseEnd};
use crate::db::{DbConnection, LeaseId, text_enum};
use crate::error::Result;
use chrono::{Days, NaiveDate};

text_enum! {
    /// What happens on a day.
    pub enum DeadlineKind {
        /// From this day on notice can be given.
        NoticeOpens = "notice_opens",
        /// The last bank day on which notice can be given.
        NoticeCloses = "notice_closes",
        /// The day after the last period.
        LeaseEnds = "lease_ends",
    }
}

/// A day on which somebody must act or should know.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseDeadline {
    /// The day.
    pub on: NaiveDate,
    /// Days from today.
    #[schema(example = 42)]
    pub days_left: i64,
    /// What happens.
    pub kind: DeadlineKind,
    /// The lease.
    pub lease_id: LeaseId,
    /// The lessor's number of the agreement.
    pub agreement_number: String,
    /// What it is about.
    pub title: String,
    /// The lessor.
    pub lessor_name: String,
    /// Where the lease stands with its notice; absent without notice terms.
    pub notice: Option<NoticeState>,
    /// Whether the lease goes on by itself without notice.
    pub renews: bool,
}

impl LeaseDeadline {
    /// Its place in the list.
    pub fn place(&self) -> DeadlinePlace {
        (self.on, self.lease_id, self.kind)
    }
}

/// The order of the list: day, lease, kind.
pub type DeadlinePlace = (NaiveDate, LeaseId, DeadlineKind);

/// The days from today to `until` on all leases in force, soonest first, after a place in the list.
///
/// Where notice was given the window is no deadline any more.
///
/// # Errors
/// Only when the database fails.
pub fn deadlines(
    conn: &mut DbConnection,
    today: NaiveDate,
    until: NaiveDate,
    after: Option<DeadlinePlace>,
) -> Result<Vec<LeaseDeadline>> {
    let mut found: Vec<LeaseDeadline> = store::lease_ends(conn)?
        .iter()
        .flat_map(|end| of_lease(end, today))
        .filter(|one| (today..=until).contains(&one.on))
        .filter(|one| after.is_none_or(|after| one.place() > after))
        .collect();
    found.sort_by_key(LeaseDeadline::place);
    Ok(found)
}

/// How many days ahead, and how many deadlines, an overview tells.
const DAYS_AHEAD: u64 = 366;
const MOST: usize = 5;

/// The next deadlines, as an overview tells them: at most five within a year.
///
/// # Errors
/// Only when the database fails.
pub fn next_deadlines(conn: &mut DbConnection, today: NaiveDate) -> Result<Vec<LeaseDeadline>> {
    let until = today.checked_add_days(Days::new(DAYS_AHEAD));
    let mut found = deadlines(conn, today, until.unwrap_or(today), None)?;
    found.truncate(MOST);
    Ok(found)
}

fn of_lease(end: &LeaseEnd, today: NaiveDate) -> Vec<LeaseDeadline> {
    let window = end
        .terms
        .as_ref()
        .and_then(|terms| window(terms, end.ends_on));
    let notice = window.map(|window| window.state(&end.given, today));
    let renews = end
        .terms
        .as_ref()
        .is_some_and(|terms| terms.renewal.is_some());
    let mut days = Vec::new();
    if notice != Some(NoticeState::Given)
        && let Some(window) = window
    {
        days.extend(window.opens_on.map(|on| (DeadlineKind::NoticeOpens, on)));
        days.push((DeadlineKind::NoticeCloses, window.last_date_to_act));
    }
    days.push((DeadlineKind::LeaseEnds, end.ends_on));
    days.into_iter()
        .map(|(kind, on)| LeaseDeadline {
            on,
            days_left: on.signed_duration_since(today).num_days(),
            kind,
            lease_id: end.lease_id,
            agreement_number: end.agreement_number.clone(),
            title: end.title.clone(),
            lessor_name: end.lessor_name.clone(),
            notice,
            renews,
        })
        .collect()
}
