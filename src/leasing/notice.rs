//! Until when notice must be given on a lease, and what happens without it.
//!
//! Days and months are counted back from the day after the last period, so that a notice given on the closing day
//! leaves the whole notice period before the end. What counts is the day on which notice is given; the last date to
//! act is a bank day, because an office and a lessor that are closed take no notice.

use super::{LeaseEndKind, LeaseInstalment};
use crate::clock::Instant;
use crate::db::{AccountId, LeaseId, LeaseNoticeId, text_enum};
use crate::finance::calendar::is_bank_day;
use crate::finance::projection::{DatedAmount, by_year};
use crate::finance::{Every, Money, Timing, Unit};
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

/// What happens without notice (*automatisk forlængelse*).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RenewalTerms {
    /// How long the lease goes on.
    pub length: Every,
    /// What each instalment costs then; as the last one where absent.
    pub payment: Option<Money>,
}

/// Until when notice must be given.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// What a renewal would cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The instalments that it adds.
    pub payments: Vec<DatedAmount>,
    /// The day after its last period.
    pub ends_on: NaiveDate,
}

impl Renewal {
    /// Their sum.
    pub fn total(&self) -> Money {
        self.payments.iter().map(|one| one.amount).sum()
    }

    /// Their sums by budget year.
    pub fn by_year(&self) -> std::collections::BTreeMap<i32, Money> {
        by_year(self.payments.iter().copied())
    }
}

/// How many of the agreement's periods a renewal lasts; `None` where that is no whole number.
pub fn renewal_periods(every: Every, length: Every) -> Option<u32> {
    let size = |one: Every| -> Option<(bool, u32)> {
        match one.unit {
            Unit::Day => Some((false, one.count)),
            Unit::Week => Some((false, one.count.checked_mul(7)?)),
            Unit::Month => Some((true, one.count)),
            Unit::Year => Some((true, one.count.checked_mul(12)?)),
        }
    };
    let ((months, period), (also_months, whole)) = (size(every)?, size(length)?);
    let fits = months == also_months && period > 0 && whole > 0 && whole.is_multiple_of(period);
    fits.then(|| whole / period)
}

/// The instalments that a renewal after the last of `rows` adds, each in the agreement's rhythm.
///
/// They are counted from the end of the last period: due there and one period later each in advance, one period
/// later each in arrears. `None` without rows, beyond the calendar, or where the length does not fit.
pub fn renewal(
    terms: RenewalTerms,
    every: Every,
    timing: Timing,
    rows: &[LeaseInstalment],
) -> Option<Renewal> {
    let last = rows.last()?;
    let start = last.period_to;
    let periods = renewal_periods(every, terms.length)?;
    let amount = terms.payment.unwrap_or(last.payment);
    let first = match timing {
        Timing::Advance => 0,
        Timing::Arrears => 1,
    };
    let payments: Option<Vec<DatedAmount>> = (0..i64::from(periods))
        .map(|index| {
            Some(DatedAmount {
                due_on: every.after(start, index.checked_add(first)?)?,
                amount,
            })
        })
        .collect();
    Some(Renewal {
        payments: payments?,
        ends_on: every.after(start, i64::from(periods))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    fn every(unit: Unit, count: u32) -> Every {
        Every { unit, count }
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

    #[test]
    fn a_renewal_lasts_whole_periods_of_the_agreement() {
        assert_eq!(
            renewal_periods(every(Unit::Month, 3), every(Unit::Year, 1)),
            Some(4)
        );
        assert_eq!(
            renewal_periods(every(Unit::Month, 1), every(Unit::Month, 12)),
            Some(12)
        );
        assert_eq!(
            renewal_periods(every(Unit::Day, 7), every(Unit::Week, 2)),
            Some(2)
        );
        assert_eq!(
            renewal_periods(every(Unit::Year, 1), every(Unit::Month, 6)),
            None
        );
        assert_eq!(
            renewal_periods(every(Unit::Month, 1), every(Unit::Day, 30)),
            None
        );
    }

    #[test]
    fn a_renewal_costs_its_payments_in_the_years_in_which_they_fall_due() {
        let row = LeaseInstalment {
            number: 1,
            due_on: date("2021-10-01"),
            period_from: date("2021-10-01"),
            period_to: date("2022-01-01"),
            opening: Money::ZERO,
            drawn: Money::ZERO,
            interest: Money::ZERO,
            principal: Money::ZERO,
            payment: Money::from_ore(100),
            closing: Money::ZERO,
        };
        let terms = RenewalTerms {
            length: every(Unit::Year, 1),
            payment: None,
        };
        let advance =
            renewal(terms, every(Unit::Month, 3), Timing::Advance, &[row]).expect("renewal");
        assert_eq!(
            (advance.total(), advance.ends_on),
            (Money::from_ore(400), date("2023-01-01"))
        );
        assert_eq!(advance.by_year(), [(2022, Money::from_ore(400))].into());
        let arrears =
            renewal(terms, every(Unit::Month, 3), Timing::Arrears, &[row]).expect("renewal");
        let years = [(2022, Money::from_ore(300)), (2023, Money::from_ore(100))];
        assert_eq!(arrears.by_year(), years.into());
    }
}
