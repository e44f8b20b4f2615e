//! Where a lease stands with its notice: end, window, last date to act, and what silence would cost.

use super::notice::{NoticeWindow, closed_because, window};
use super::renewal::renewal;
use super::schedule::schedule;
use super::{
    Lease, LeaseInstalment, LeaseNotice, LeaseState, NoticeState, NoticeTerms, SetNoticeTerms,
    YearAmount, store,
};
use crate::db::{DbConnection, LeaseId};
use crate::error::{Language, Result};
use crate::finance::Money;
use crate::render::numbers;
use chrono::NaiveDate;

/// What automatic renewal would bring.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct RenewalCost {
    /// How many instalments it adds.
    #[schema(example = 4)]
    pub instalments: usize,
    /// What each costs, excluding VAT.
    #[schema(value_type = String, example = "341140.18")]
    pub payment: Money,
    /// Their sum.
    #[schema(value_type = String, example = "1364560.72")]
    pub total: Money,
    /// The day after the last period then.
    pub ends_on: NaiveDate,
    /// Their sums by budget year.
    pub by_year: Vec<YearAmount>,
}

/// Where a lease stands with its notice.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct NoticeView {
    /// The lease.
    pub lease_id: LeaseId,
    /// The day after its last period, extensions included; absent while no instalments can be computed.
    pub ends_on: Option<NaiveDate>,
    /// The notice terms; absent where none are written down.
    pub terms: Option<SetNoticeTerms>,
    /// The first day on which notice can be given; absent where it can be given at any time.
    pub opens_on: Option<NaiveDate>,
    /// The last day by the agreement.
    pub closes_on: Option<NaiveDate>,
    /// The last bank day up to then.
    pub last_date_to_act: Option<NaiveDate>,
    /// Why the last date to act lies before the closing day, in the caller's language.
    pub last_date_reason: Option<String>,
    /// Days from today to the last date to act; negative when it has passed.
    #[schema(example = 42)]
    pub days_left: Option<i64>,
    /// Where the lease stands; absent without terms.
    pub state: Option<NoticeState>,
    /// What automatic renewal would bring; absent where the agreement has none.
    pub renewal: Option<RenewalCost>,
    /// The notices that were given, oldest first.
    pub notices: Vec<LeaseNotice>,
}

/// What is needed to judge a lease's notice.
pub(super) struct NoticeBasis {
    pub terms: Option<NoticeTerms>,
    pub rows: Vec<LeaseInstalment>,
    pub notices: Vec<LeaseNotice>,
    /// The days of the notices that count for the present end.
    pub given: Vec<NaiveDate>,
}

impl NoticeBasis {
    pub(super) fn read(conn: &mut DbConnection, lease: &Lease) -> Result<NoticeBasis> {
        let rows = match schedule(conn, lease.id) {
            Ok(schedule) => schedule.instalments(),
            Err(error) if error.faults().is_empty() => return Err(error),
            Err(_) => Vec::new(),
        };
        let notices = store::notices(conn, lease.id)?;
        let extended = store::last_extension(conn, lease.id)?;
        let given = notices
            .iter()
            .filter(|notice| extended.is_none_or(|at| notice.recorded_at > at))
            .map(|notice| notice.given_on)
            .collect();
        Ok(NoticeBasis {
            terms: store::notice_terms(conn, lease.id)?,
            rows,
            notices,
            given,
        })
    }

    pub(super) fn ends_on(&self) -> Option<NaiveDate> {
        self.rows.last().map(|row| row.period_to)
    }

    pub(super) fn window(&self) -> Option<NoticeWindow> {
        window(self.terms.as_ref()?, self.ends_on()?)
    }

    fn renewal(&self, lease: &Lease) -> Option<RenewalCost> {
        let terms = self.terms.as_ref()?.renewal?;
        let renewal = renewal(terms, lease.every, lease.timing, &self.rows)?;
        Some(RenewalCost {
            instalments: renewal.payments.len(),
            payment: renewal.payments.first()?.amount,
            total: renewal.total(),
            ends_on: renewal.ends_on,
            by_year: YearAmount::list(renewal.by_year()),
        })
    }
}

/// Where a lease stands with its notice.
///
/// # Errors
/// [`crate::error::codes::LEASE_NOT_FOUND`].
pub fn view_notice(
    conn: &mut DbConnection,
    id: LeaseId,
    language: Language,
    today: NaiveDate,
) -> Result<NoticeView> {
    let lease = store::lease(conn, id)?;
    let basis = NoticeBasis::read(conn, &lease)?;
    let window = basis.window();
    let ended = lease.state == LeaseState::Ended;
    Ok(NoticeView {
        lease_id: id,
        ends_on: basis.ends_on(),
        terms: basis.terms.as_ref().map(SetNoticeTerms::from),
        opens_on: window.and_then(|window| window.opens_on),
        closes_on: window.map(|window| window.closes_on),
        last_date_to_act: window.map(|window| window.last_date_to_act),
        last_date_reason: window.and_then(|window| reason(&window, language)),
        days_left: window.filter(|_| !ended).map(|window| {
            window
                .last_date_to_act
                .signed_duration_since(today)
                .num_days()
        }),
        state: window
            .filter(|_| !ended)
            .map(|window| window.state(&basis.given, today)),
        renewal: basis.renewal(&lease),
        notices: basis.notices,
    })
}

fn reason(window: &NoticeWindow, language: Language) -> Option<String> {
    let (danish, english) = closed_because(window.closes_on)?;
    let (closes, act) = (window.closes_on, window.last_date_to_act);
    Some(match language {
        Language::Danish => format!(
            "Fristen {} er {danish}; {} er den sidste bankdag før.",
            numbers::short_date(closes),
            numbers::short_date(act)
        ),
        Language::English => {
            format!("The closing day {closes} is {english}; {act} is the last bank day before it.")
        }
    })
}
