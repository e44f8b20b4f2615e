//! Until when notice must be given on a lease, and what happens without it.
//!
//! Days and months are counted back from the day after the last period, so that a notice given on the closing day
//! leaves the whole notice period before the end. What counts is the day on which notice is given; the last date to
//! act is a bank day, because an office and a lessor that are closed take no notice.

use super::{LeaseEndKind, RenewalTerms};
use crate::clock::Instant;
use crate::db::{AccountId, LeaseId, LeaseNoticeId, text_enum};
use crate::finance::calendar::is_bank_day;
use crate::finance::{Every, Unit};
use chrono::{Datelike, NaiveDate, Weekday};

text_enum! {
    /// What notice periods are counted in.
    pub enum NoticeUnit {
        /// Days.
        Day = "day",
        /// Calendar months.
        Month = "month",
    }
}

text_enum! {
    /// What is to happen at the end.
    pub enum NoticeChoice {
        /// The devices go back to the lessor.
        ReturnToLessor = "return_to_lessor",
        /// The municipality names a buyer.
        Designation = "designation",
        /// The municipality buys them.
        Purchase = "purchase",
        /// The lease goes on.
        Extension = "extension",
        /// Some of each.
        Mixed = "mixed",
    }
}

impl NoticeChoice {
    /// Whether the contract provides for it; an extension can always be agreed.
    pub fn fits(self, end_kind: LeaseEndKind) -> bool {
        match self {
            NoticeChoice::Extension => true,
            NoticeChoice::ReturnToLessor => {
                matches!(end_kind, LeaseEndKind::ReturnToLessor | LeaseEndKind::Mixed)
            }
            NoticeChoice::Designation => {
                matches!(end_kind, LeaseEndKind::Designation | LeaseEndKind::Mixed)
            }
            NoticeChoice::Purchase => {
                matches!(end_kind, LeaseEndKind::Purchase | LeaseEndKind::Mixed)
            }
            NoticeChoice::Mixed => end_kind == LeaseEndKind::Mixed,
        }
    }
}

text_enum! {
    /// Where a lease stands with its notice.
    pub enum NoticeState {
        /// The window is not open yet.
        NotOpen = "not_open",
        /// Notice can be given.
        Open = "open",
        /// Notice was given in time.
        Given = "given",
        /// The last day has passed without notice.
        Missed = "missed",
    }
}

/// Until when notice must be given.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NoticeTerms {
    /// What the periods are counted in.
    pub unit: NoticeUnit,
    /// How long before the end the window opens; absent where notice can be given at any time.
    pub opens_before: Option<u32>,
    /// How long before the end it closes.
    pub closes_before: u32,
    /// The form that the agreement asks for.
    pub form: Option<String>,
    /// What happens without notice; absent where the lease just ends.
    pub renewal: Option<RenewalTerms>,
}

/// A notice that was given; an entry, never changed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseNotice {
    /// Its number in this service.
    pub id: LeaseNoticeId,
    /// The lease.
    pub lease_id: LeaseId,
    /// The day on which it was given.
    pub given_on: NaiveDate,
    /// What is to happen.
    pub choice: NoticeChoice,
    /// Anything else.
    pub note: Option<String>,
    /// Who entered it.
    pub recorded_by: AccountId,
    /// When it was entered.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Instant,
}

/// The window in which notice can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeWindow {
    /// Its first day; absent where it is always open.
    pub opens_on: Option<NaiveDate>,
    /// Its last day by the agreement.
    pub closes_on: NaiveDate,
    /// The last bank day up to then.
    pub last_date_to_act: NaiveDate,
}

/// The window of a lease whose last period ends the day before `ends_on`; `None` beyond the calendar.
pub fn window(terms: &NoticeTerms, ends_on: NaiveDate) -> Option<NoticeWindow> {
    let every = Every {
        unit: match terms.unit {
            NoticeUnit::Day => Unit::Day,
            NoticeUnit::Month => Unit::Month,
        },
        count: 1,
    };
    let before = |count: u32| every.after(ends_on, -i64::from(count));
    let closes_on = before(terms.closes_before)?;
    let mut last_date_to_act = closes_on;
    while !is_bank_day(last_date_to_act) {
        last_date_to_act = last_date_to_act.pred_opt()?;
    }
    let opens_on = match terms.opens_before {
        Some(count) => Some(before(count)?),
        None => None,
    };
    Some(NoticeWindow {
        opens_on,
        closes_on,
        last_date_to_act,
    })
}

impl NoticeWindow {
    /// Where a lease stands on a day, with the days on which notice was given for this end.
    pub fn state(&self, given: &[NaiveDate], today: NaiveDate) -> NoticeState {
        if given.iter().any(|day| *day <= self.closes_on) {
            NoticeState::Given
        } else if today > self.closes_on {
            NoticeState::Missed
        } else if self.opens_on.is_some_and(|opens_on| today < opens_on) {
            NoticeState::NotOpen
        } else {
            NoticeState::Open
        }
    }
}

/// Why a day is no bank day, in Danish and English; `None` on a bank day.
pub fn closed_because(day: NaiveDate) -> Option<(&'static str, &'static str)> {
    if is_bank_day(day) {
        return None;
    }
    Some(match day.weekday() {
        Weekday::Sat => ("en lørdag", "a Saturday"),
        Weekday::Sun => ("en søndag", "a Sunday"),
        _ => (
            "en lukkedag for danske banker",
            "a day on which Danish banks are closed",
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    fn terms(unit: NoticeUnit, opens_before: Option<u32>, closes_before: u32) -> NoticeTerms {
        NoticeTerms {
            unit,
            opens_before,
            closes_before,
            form: None,
            renewal: None,
        }
    }

    #[test]
    fn the_last_date_to_act_is_the_bank_day_before_a_closed_closing_day() {
        // 4 July 2021 is a Sunday.
        let window =
            window(&terms(NoticeUnit::Month, Some(12), 6), date("2022-01-04")).expect("window");
        assert_eq!(window.opens_on, Some(date("2021-01-04")));
        assert_eq!(window.closes_on, date("2021-07-04"));
        assert_eq!(window.last_date_to_act, date("2021-07-02"));
        assert_eq!(
            closed_because(window.closes_on).map(|why| why.0),
            Some("en søndag")
        );
    }

    #[test]
    fn months_are_counted_back_from_the_end_and_clamped_to_the_month() {
        let window =
            window(&terms(NoticeUnit::Month, None, 3), date("2027-05-31")).expect("window");
        assert_eq!(window.closes_on, date("2027-02-28"));
    }

    #[test]
    fn a_late_notice_leaves_the_window_missed() {
        let window =
            window(&terms(NoticeUnit::Day, Some(180), 90), date("2022-01-03")).expect("window");
        let closes = date("2021-10-05");
        assert_eq!(window.closes_on, closes);
        assert_eq!(window.state(&[], date("2021-07-06")), NoticeState::NotOpen);
        assert_eq!(window.state(&[], date("2021-07-07")), NoticeState::Open);
        assert_eq!(window.state(&[], closes), NoticeState::Open);
        assert_eq!(window.state(&[], date("2021-10-06")), NoticeState::Missed);
        assert_eq!(
            window.state(&[date("2021-10-06")], date("2021-10-06")),
            NoticeState::Missed
        );
        assert_eq!(
            window.state(&[closes], date("2021-12-01")),
            NoticeState::Given
        );
    }
}
