//! When instalments fall: the periods of a lease and the due date of each.
//!
//! Three dates are kept apart that look alike: the ends of the period, the day on which the
//! instalment falls by the terms (interest is reckoned to this day) and the day on which it is due
//! after moving to a bank day (the budget year follows this one).

use super::calendar::PaymentDays;
use super::period::{Every, Timing};
use chrono::NaiveDate;

/// The most instalments of one schedule: one hundred years of months.
pub const MAX_PERIODS: u32 = 1200;

/// What decides the dates of a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timetable {
    /// The first day of the lease period.
    pub starts_on: NaiveDate,
    /// The due date of the first instalment when the first period is odd.
    pub first_due_on: Option<NaiveDate>,
    /// The number of instalments, 1 to [`MAX_PERIODS`].
    pub periods: u32,
    /// The length of a regular period.
    pub every: Every,
    /// At which end of its period an instalment falls.
    pub timing: Timing,
    /// How due dates move to bank days.
    pub payment_days: PaymentDays,
}

/// One period and the dates of its instalment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Number of the instalment, from 1.
    pub number: u32,
    /// First day of the period.
    pub period_from: NaiveDate,
    /// Day after the period, the first day of the next.
    pub period_to: NaiveDate,
    /// The day on which the instalment falls by the terms, before moving to a bank day.
    pub falls_on: NaiveDate,
    /// The day on which the instalment is due.
    pub due_on: NaiveDate,
}

/// Why there is no schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// No periods, more than [`MAX_PERIODS`], or a period of no length.
    #[error("a schedule has 1 to {MAX_PERIODS} periods of some length")]
    NoPeriods,
    /// The first instalment would be due before the lease starts (or on the day, in arrears).
    #[error("the first instalment is due before its period")]
    FirstDueTooEarly,
    /// A date beyond the year 9999.
    #[error("the schedule runs beyond the calendar")]
    DateOutOfRange,
}

impl Timetable {
    /// The periods in order.
    ///
    /// In advance with a first due date after the start, the first period is long: it begins at the
    /// start and its instalment falls inside it.
    ///
    /// # Errors
    /// [`ScheduleError`] when the terms give no dates.
    pub fn slots(&self) -> Result<Vec<Slot>, ScheduleError> {
        self.checked()?;
        let mut slots = Vec::with_capacity(usize::try_from(self.periods).unwrap_or_default());
        let mut from = self.starts_on;
        for number in 1..=self.periods {
            let slot = self
                .slot(number, from)
                .ok_or(ScheduleError::DateOutOfRange)?;
            from = slot.period_to;
            slots.push(slot);
        }
        Ok(slots)
    }

    /// The last period alone; it exists if and only if all of them do.
    ///
    /// # Errors
    /// As [`Timetable::slots`].
    pub fn last_slot(&self) -> Result<Slot, ScheduleError> {
        self.checked()?;
        let from = match self.periods {
            1 => Some(self.starts_on),
            _ => self.boundary(self.periods - 1),
        };
        from.and_then(|from| self.slot(self.periods, from))
            .ok_or(ScheduleError::DateOutOfRange)
    }

    fn checked(&self) -> Result<(), ScheduleError> {
        if self.every.count == 0 || !(1..=MAX_PERIODS).contains(&self.periods) {
            return Err(ScheduleError::NoPeriods);
        }
        let too_early = |first: NaiveDate| match self.timing {
            Timing::Advance => first < self.starts_on,
            Timing::Arrears => first <= self.starts_on,
        };
        if self.first_due_on.is_some_and(too_early) {
            return Err(ScheduleError::FirstDueTooEarly);
        }
        Ok(())
    }

    /// The end of regular period `number`, always counted from the first date.
    fn boundary(&self, number: u32) -> Option<NaiveDate> {
        let (base, shift) = match (self.first_due_on, self.timing) {
            (None, _) => (self.starts_on, 0),
            (Some(first), Timing::Advance) => (first, 0),
            (Some(first), Timing::Arrears) => (first, -1),
        };
        self.every.after(base, i64::from(number) + shift)
    }

    fn slot(&self, number: u32, period_from: NaiveDate) -> Option<Slot> {
        let period_to = self.boundary(number)?;
        let falls_on = match (self.timing, number) {
            (Timing::Arrears, _) => period_to,
            (Timing::Advance, 1) => self.first_due_on.unwrap_or(self.starts_on),
            (Timing::Advance, _) => period_from,
        };
        Some(Slot {
            number,
            period_from,
            period_to,
            falls_on,
            due_on: self.payment_days.adjust(falls_on),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    fn timetable(timing: Timing, starts_on: &str, first_due_on: Option<&str>) -> Timetable {
        Timetable {
            starts_on: date(starts_on),
            first_due_on: first_due_on.map(date),
            periods: 3,
            every: Every::MONTH,
            timing,
            payment_days: PaymentDays::Unadjusted,
        }
    }

    fn shown(timetable: &Timetable) -> Vec<String> {
        let slots = timetable.slots().expect("schedule");
        slots
            .iter()
            .map(|slot| format!("{}..{} {}", slot.period_from, slot.period_to, slot.due_on))
            .collect()
    }

    #[test]
    fn regular_instalments_fall_at_the_start_or_the_end_of_their_periods() {
        assert_eq!(
            shown(&timetable(Timing::Advance, "2027-01-31", None)),
            [
                "2027-01-31..2027-02-28 2027-01-31",
                "2027-02-28..2027-03-31 2027-02-28",
                "2027-03-31..2027-04-30 2027-03-31",
            ]
        );
        assert_eq!(
            shown(&timetable(Timing::Arrears, "2027-01-31", None))[2],
            "2027-03-31..2027-04-30 2027-04-30"
        );
    }

    #[test]
    fn an_odd_first_period_shifts_all_later_due_dates() {
        assert_eq!(
            shown(&timetable(
                Timing::Arrears,
                "2027-01-10",
                Some("2027-03-01")
            )),
            [
                "2027-01-10..2027-03-01 2027-03-01",
                "2027-03-01..2027-04-01 2027-04-01",
                "2027-04-01..2027-05-01 2027-05-01",
            ]
        );
        assert_eq!(
            shown(&timetable(
                Timing::Advance,
                "2027-01-10",
                Some("2027-02-01")
            )),
            [
                "2027-01-10..2027-03-01 2027-02-01",
                "2027-03-01..2027-04-01 2027-03-01",
                "2027-04-01..2027-05-01 2027-04-01",
            ]
        );
    }

    #[test]
    fn bank_days_move_the_due_date_but_not_the_period() {
        let mut terms = timetable(Timing::Advance, "2027-01-02", None);
        terms.payment_days = PaymentDays::Following;
        let first = terms.slots().expect("schedule")[0];
        assert_eq!(first.due_on, date("2027-01-04"));
        assert_eq!(
            (first.period_from, first.falls_on),
            (date("2027-01-02"), date("2027-01-02"))
        );
    }

    #[test]
    fn terms_without_dates_are_refused() {
        let fault = |change: fn(&mut Timetable)| {
            let mut terms = timetable(Timing::Arrears, "2027-01-01", None);
            change(&mut terms);
            terms.slots().expect_err("refused")
        };
        assert_eq!(fault(|terms| terms.periods = 0), ScheduleError::NoPeriods);
        assert_eq!(
            fault(|terms| terms.periods = 1201),
            ScheduleError::NoPeriods
        );
        assert_eq!(
            fault(|terms| terms.every.count = 0),
            ScheduleError::NoPeriods
        );
        assert_eq!(
            fault(|terms| terms.every.count = u32::MAX),
            ScheduleError::DateOutOfRange
        );
        assert_eq!(
            fault(|terms| terms.first_due_on = Some(terms.starts_on)),
            ScheduleError::FirstDueTooEarly
        );
    }

    #[test]
    fn the_last_period_alone_is_the_last_of_all() {
        for timing in [Timing::Advance, Timing::Arrears] {
            for first in [None, Some("2027-03-31")] {
                for periods in [0, 1, 2, 7] {
                    let timetable = Timetable {
                        periods,
                        ..timetable(timing, "2027-01-31", first)
                    };
                    let all = timetable.slots();
                    let last = all.map(|slots| *slots.last().expect("slots"));
                    assert_eq!(timetable.last_slot(), last);
                }
            }
        }
    }
}
