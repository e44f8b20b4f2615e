//! What can be asked about cost: which view, which sharing, which rows, which years, which prices.
//!
//! A question says nothing about rights: whose reach it is asked within is a matter of its own.

use super::prices::Deflator;
use crate::db::{LeaseId, ProjectId, SchoolId, text_enum};
use chrono::{Datelike, NaiveDate};

text_enum! {
    /// To which year a cost belongs.
    pub enum CostView {
        /// The year in which it falls due.
        Cash = "cash",
        /// The years of its period, by days.
        Accrual = "accrual",
    }
}

text_enum! {
    /// Which devices count when a cost is shared by devices.
    pub enum CostSharing {
        /// Those held on the due date: a device that moves takes its cost along from the next instalment on.
        Holder = "holder",
        /// All held in the period, each as many days as it was there.
        DeviceDays = "device_days",
    }
}

text_enum! {
    /// What a cost is.
    pub enum CostKind {
        /// An instalment of the lease (*ydelse*).
        Payment = "payment",
        /// What is paid for the time between delivery and the start of the lease (*delafgift*).
        InterimCharge = "interim_charge",
        /// Service beside the lease payment (*servicegebyr*).
        Fee = "fee",
        /// What a settlement, a return or a purchase before time costs (*indfrielse*).
        Settlement = "settlement",
    }
}

impl CostKind {
    /// Its Danish name, as it stands in a table.
    pub const fn danish(self) -> &'static str {
        match self {
            CostKind::Payment => "Ydelse",
            CostKind::InterimCharge => "Delafgift",
            CostKind::Fee => "Servicegebyr",
            CostKind::Settlement => "Indfrielse og frikøb",
        }
    }
}

text_enum! {
    /// What a row of the table stands for; several together make finer rows.
    pub enum CostRowBy {
        /// A school.
        School = "school",
        /// An agreement.
        Lease = "lease",
        /// A string of the chart of accounts.
        Account = "account",
        /// What the cost is.
        Kind = "kind",
    }
}

/// The share of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SchoolAsked {
    /// Of every school, and what is not distributed.
    #[default]
    All,
    /// Of this school.
    Only(SchoolId),
    /// Of nobody: what is not distributed.
    Nobody,
}

/// Which part of the cost is asked for; what is `None` does not limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CostFilter {
    /// Only this agreement.
    pub lease: Option<LeaseId>,
    /// Only agreements of this project.
    pub project: Option<ProjectId>,
    /// Whose share.
    pub school: SchoolAsked,
    /// Only this account string; the empty one stands for costs without.
    pub account: Option<String>,
    /// Only this kind.
    pub kind: Option<CostKind>,
}

/// The budget years of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CostYears {
    /// The first.
    pub first: i32,
    /// The last.
    pub last: i32,
    /// Whether what lies before and after is added up beside them.
    pub outside: bool,
}

impl CostYears {
    /// The year before `today`, the current one and three forecast years (*overslagsår*), with earlier and later beside.
    pub fn around(today: NaiveDate) -> Self {
        CostYears {
            first: today.year() - 1,
            last: today.year() + 3,
            outside: true,
        }
    }

    /// Exactly these years and nothing beside them.
    pub fn only(first: i32, last: i32) -> Self {
        CostYears {
            first,
            last,
            outside: false,
        }
    }

    /// How many columns of amounts a table needs: the years, and one on each side.
    pub(super) fn columns(self) -> usize {
        usize::try_from(self.last.saturating_sub(self.first).saturating_add(3)).unwrap_or(3)
    }

    /// The column of a year: 0 is earlier, the last one is later; `None` is not asked for.
    pub(super) fn column(self, year: i32) -> Option<usize> {
        if year < self.first {
            self.outside.then_some(0)
        } else if year > self.last {
            self.outside.then(|| self.columns() - 1)
        } else {
            usize::try_from(year - self.first + 1).ok()
        }
    }
}

/// A question about cost.
#[derive(Debug, Clone)]
pub struct CostQuestion {
    /// To which years costs belong.
    pub view: CostView,
    /// How costs are shared by devices.
    pub sharing: CostSharing,
    /// What the rows stand for, in the order of the columns; empty for one row of everything.
    pub rows: Vec<CostRowBy>,
    /// Which part.
    pub filter: CostFilter,
    /// Which years.
    pub years: CostYears,
    /// Fixed prices; current prices where absent.
    pub fixed: Option<Deflator>,
}

impl CostQuestion {
    /// Cost by school and agreement as it falls due, around `today`.
    pub fn around(today: NaiveDate) -> Self {
        CostQuestion {
            view: CostView::Cash,
            sharing: CostSharing::Holder,
            rows: vec![CostRowBy::School, CostRowBy::Lease],
            filter: CostFilter::default(),
            years: CostYears::around(today),
            fixed: None,
        }
    }

    pub(super) fn by(&self, what: CostRowBy) -> bool {
        self.rows.contains(&what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_years_are_the_year_before_the_current_and_three_ahead() {
        let years = CostYears::around(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        assert_eq!((years.first, years.last, years.columns()), (2025, 2029, 7));
        let columns = [2020, 2025, 2029, 2030].map(|year| years.column(year));
        assert_eq!(columns, [Some(0), Some(1), Some(5), Some(6)]);
    }

    #[test]
    fn exact_years_leave_out_what_lies_outside() {
        let years = CostYears::only(2017, 2018);
        let columns = [2016, 2017, 2018, 2019].map(|year| years.column(year));
        assert_eq!(columns, [None, Some(1), Some(2), None]);
    }
}
