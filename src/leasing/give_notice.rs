//! Records that notice was given on a lease; also late, because it happened.

use super::view_notice::NoticeBasis;
use super::{Lease, LeaseNotice, LeaseState, LeaseWarning, NoticeChoice, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseId};
use crate::error::{Fault, Faults, Language, Result, codes};
use crate::http::actor::FinanceStaff;
use crate::organisation::journal;
use crate::render::numbers::short_date;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

/// A notice that was given.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveNotice {
    /// The day on which it was given, today at the latest.
    pub given_on: NaiveDate,
    /// What is to happen at the end.
    pub choice: NoticeChoice,
    /// Anything else, such as how it was sent.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// A recorded notice, and what somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct NoticeGiven {
    /// The notice.
    #[serde(flatten)]
    pub notice: LeaseNotice,
    /// `notice_late`, `notice_early`, `notice_choice`.
    pub warnings: Vec<LeaseWarning>,
}

/// Records that notice was given on a lease in force.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::LEASE_NOTICE_BEFORE_FORCE`], [`codes::DATE_IN_FUTURE`],
/// [`codes::DATE_OUT_OF_RANGE`].
pub fn give_notice(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    command: &GiveNotice,
    moment: Moment,
) -> Result<NoticeGiven> {
    let lease = store::lease(conn, id)?;
    if lease.state != LeaseState::InForce {
        return Err(Fault::new(&codes::LEASE_NOTICE_BEFORE_FORCE)
            .with("state", lease.state.as_str())
            .into());
    }
    let mut faults = Faults::default();
    faults.require(command.given_on <= moment.today, || {
        Fault::new(&codes::DATE_IN_FUTURE)
            .at("/given_on")
            .with("today", moment.today)
    });
    faults.require(command.given_on.year() >= 1990, || {
        Fault::new(&codes::DATE_OUT_OF_RANGE).at("/given_on")
    });
    faults.into_result()?;
    let warnings = warnings(conn, &lease, command, actor.language)?;
    let notice = store::insert_notice(conn, id, command, actor.account, moment.now)?;
    // What the lease warns of changes with it, so a reader's copy of the lease is old.
    store::touch_lease(conn, id, lease.version.saturating_add(1))?;
    let notice = store::notices(conn, id)?
        .into_iter()
        .find(|one| one.id == notice)
        .ok_or_else(|| crate::error::Error::Internal("the notice is gone".into()))?;
    journal::Entry::new("notice_given", "lease", id.0)
        .after(&notice)
        .record(conn, actor, moment)?;
    Ok(NoticeGiven { notice, warnings })
}

fn warnings(
    conn: &mut DbConnection,
    lease: &Lease,
    command: &GiveNotice,
    language: Language,
) -> Result<Vec<LeaseWarning>> {
    let window = NoticeBasis::read(conn, lease)?.window();
    let end_kind = lease.end_kind;
    let given_on = command.given_on;
    let mut warnings = Vec::new();
    let mut warn = |code: &'static str, danish: String, english: String| {
        warnings.push(LeaseWarning::new(
            code,
            match language {
                Language::Danish => danish,
                Language::English => english,
            },
        ));
    };
    if let Some(closes_on) = window.map(|window| window.closes_on)
        && given_on > closes_on
    {
        warn(
            "notice_late",
            format!(
                "Opsigelsen er afgivet {}, efter fristen {}: leasinggiver er ikke bundet af den.",
                short_date(given_on),
                short_date(closes_on)
            ),
            format!(
                "Notice was given on {given_on}, after the closing day {closes_on}: the lessor is not bound by it."
            ),
        );
    }
    if let Some(opens_on) = window.and_then(|window| window.opens_on)
        && given_on < opens_on
    {
        warn(
            "notice_early",
            format!(
                "Opsigelsen er afgivet {}, før vinduet åbner {}.",
                short_date(given_on),
                short_date(opens_on)
            ),
            format!("Notice was given on {given_on}, before the window opens on {opens_on}."),
        );
    }
    if !command.choice.fits(end_kind) {
        let (choice, end) = (command.choice.as_str(), end_kind.as_str());
        warn(
            "notice_choice",
            format!("Valget ({choice}) passer ikke til aftalens slutform ({end})."),
            format!("The choice ({choice}) does not fit how the agreement ends ({end})."),
        );
    }
    Ok(warnings)
}
