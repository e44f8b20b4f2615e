//! What is allowed on a lease but seldom meant: everything that somebody should look at.
//!
//! A warning is reckoned whenever a lease is shown and stored nowhere, so it vanishes with its cause. Each names the
//! rule or the source that it rests on, where there is one.

use super::approval::{Requirement, missing_decision, requirement};
use super::costs::frames;
use super::device_warnings::{beyond_life, sale_and_lease_back, support_ends_first};
use super::expected::ExpectedCost;
use super::view_notice::NoticeBasis;
use super::{Lease, LeaseEndKind, LeaseState, NoticeState, SplitKey, store};
use crate::db::DbConnection;
use crate::error::{Language, Result};
use crate::finance::Money;
use crate::render::numbers::{kroner, short_date};
use chrono::NaiveDate;

/// How many days before the last date to act a closing window is told.
const CLOSES_SOON_DAYS: i64 = 60;

/// Something that is allowed but seldom meant.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseWarning {
    /// A stable name such as `payments_outside_frame`, or the code with which putting in force would be refused.
    #[schema(example = "payments_outside_frame")]
    pub code: &'static str,
    /// What it is, in the caller's language.
    pub detail: String,
    /// The paragraph, decision or publication that it rests on, where there is one.
    #[schema(example = "Lånebekendtgørelsen § 11 (BEK nr. 1714 af 13-12-2023)")]
    pub source: Option<String>,
}

impl LeaseWarning {
    /// A warning that rests on nothing but the lease.
    pub fn new(code: &'static str, detail: String) -> Self {
        LeaseWarning {
            code,
            detail,
            source: None,
        }
    }

    fn with_source(self, source: Option<String>) -> Self {
        LeaseWarning { source, ..self }
    }
}

/// Collects warnings in the caller's language.
pub(super) struct Watch {
    language: Language,
    found: Vec<LeaseWarning>,
}

impl Watch {
    pub(super) fn add(
        &mut self,
        code: &'static str,
        danish: String,
        english: String,
        source: Option<String>,
    ) {
        let detail = match self.language {
            Language::Danish => danish,
            Language::English => english,
        };
        self.found
            .push(LeaseWarning::new(code, detail).with_source(source));
    }
}

/// Everything that somebody should look at on a lease with this expected cost.
///
/// # Errors
/// Only when the database fails.
pub(super) fn warnings(
    conn: &mut DbConnection,
    lease: &Lease,
    cost: &ExpectedCost,
    language: Language,
    today: NaiveDate,
) -> Result<Vec<LeaseWarning>> {
    let mut watch = Watch {
        language,
        found: Vec::new(),
    };
    outside_frame(conn, &mut watch, lease, cost)?;
    if lease.state != LeaseState::Ended {
        sale_and_lease_back(conn, &mut watch, lease, today)?;
        beyond_life(conn, &mut watch, lease, cost)?;
        support_ends_first(conn, &mut watch, lease, cost)?;
        approval(conn, &mut watch, lease, cost, today)?;
        notice(conn, &mut watch, lease, today)?;
        residual(&mut watch, lease);
        unshared(conn, &mut watch, lease)?;
    }
    Ok(watch.found)
}

/// One warning for every year with costs for which the project has no frame; a project without any frame gives none.
fn outside_frame(
    conn: &mut DbConnection,
    watch: &mut Watch,
    lease: &Lease,
    cost: &ExpectedCost,
) -> Result<()> {
    let frames = frames(conn, lease)?;
    let (Some(first), Some(last)) = (frames.keys().next(), frames.keys().next_back()) else {
        return Ok(());
    };
    for (year, amount) in cost.by_year() {
        if amount == Money::ZERO || frames.contains_key(&year) {
            continue;
        }
        watch.add(
            "payments_outside_frame",
            format!(
                "I {year} forfalder {}, men projektets ramme har intet beløb for det år (rammen gælder {first}-{last}).",
                kroner(amount)
            ),
            format!(
                "{amount} kr. fall due in {year}, for which the project's frame has no amount (it covers {first}-{last})."
            ),
            None,
        );
    }
    Ok(())
}

/// Only before the lease is in force: after that the decision was there, or no rule asked for one.
fn approval(
    conn: &mut DbConnection,
    watch: &mut Watch,
    lease: &Lease,
    cost: &ExpectedCost,
    today: NaiveDate,
) -> Result<()> {
    if lease.state == LeaseState::InForce {
        return Ok(());
    }
    let rules = store::approval_rules(conn)?;
    if requirement(&rules, Money::ZERO, 0, today) == Requirement::NoRules {
        watch.add(
            "approval_rules_missing",
            "Der er ikke indtastet kompetenceregler for i dag; ingen godkendelse kræves, før aftalen sættes i kraft."
                .to_owned(),
            "No approval rules are entered for today; no decision is asked for before the lease is put in force."
                .to_owned(),
            None,
        );
    } else if cost.total() > Money::ZERO
        && let Some(fault) = missing_decision(conn, lease, cost, today)?
    {
        watch.found.push(LeaseWarning::new(
            fault.code().name,
            fault.detail(watch.language),
        ));
    }
    Ok(())
}

fn notice(
    conn: &mut DbConnection,
    watch: &mut Watch,
    lease: &Lease,
    today: NaiveDate,
) -> Result<()> {
    if lease.state != LeaseState::InForce {
        return Ok(());
    }
    let basis = NoticeBasis::read(conn, lease)?;
    let Some(window) = basis.window() else {
        return Ok(());
    };
    let act = window.last_date_to_act;
    let left = act.signed_duration_since(today).num_days();
    let renews = basis
        .terms
        .as_ref()
        .is_some_and(|terms| terms.renewal.is_some());
    let (silence_danish, silence_english) = if renews {
        (
            " Uden opsigelse forlænges aftalen automatisk.",
            " Without notice the lease is renewed automatically.",
        )
    } else {
        ("", "")
    };
    match window.state(&basis.given, today) {
        NoticeState::Open if left <= CLOSES_SOON_DAYS => watch.add(
            "notice_closes_soon",
            format!(
                "Sidste dag for opsigelse er {} (om {left} dage).{silence_danish}",
                short_date(act)
            ),
            format!("The last day for notice is {act} (in {left} days).{silence_english}"),
            None,
        ),
        // A window without an opening day is open all the time, which is no news.
        NoticeState::Open if window.opens_on.is_some() => watch.add(
            "notice_window_open",
            format!(
                "Aftalen kan opsiges til og med {}.{silence_danish}",
                short_date(act)
            ),
            format!("Notice can be given up to {act}.{silence_english}"),
            None,
        ),
        NoticeState::Missed => watch.add(
            "notice_missed",
            format!(
                "Fristen for opsigelse udløb {} uden opsigelse.{silence_danish}",
                short_date(act)
            ),
            format!("The time for notice ended on {act} without notice.{silence_english}"),
            None,
        ),
        NoticeState::Open | NoticeState::NotOpen | NoticeState::Given => {}
    }
    Ok(())
}

/// With a duty to name a buyer the municipality answers for the residual.
fn residual(watch: &mut Watch, lease: &Lease) {
    if lease.end_kind == LeaseEndKind::Designation && lease.residual > Money::ZERO {
        let amount = lease.residual;
        watch.add(
            "residual_at_risk",
            format!("Kommunen skal anvise en køber til restværdien på {} og bærer tabet, hvis salget giver mindre.", kroner(amount)),
            format!("The municipality must name a buyer for the residual of {amount} kr. and bears the loss if the sale brings less."),
            None,
        );
    }
}

/// A stated key without weights shares nothing.
fn unshared(conn: &mut DbConnection, watch: &mut Watch, lease: &Lease) -> Result<()> {
    let mut names = Vec::new();
    for line in store::lines(conn, lease.id)? {
        let owner = store::ShareOwner::Line(line.id);
        if line.split_key == SplitKey::Stated && store::shares_of(conn, owner)?.is_empty() {
            names.push(line.description);
        }
    }
    for fee in store::fees(conn, lease.id)? {
        let owner = store::ShareOwner::Fee(fee.id);
        if fee.split_key == SplitKey::Stated && store::shares_of(conn, owner)?.is_empty() {
            names.push(fee.description);
        }
    }
    for name in names {
        watch.add(
            "shares_missing",
            format!("»{name}« skal fordeles efter angivne andele, men ingen er angivet; udgiften bliver ikke fordelt."),
            format!("`{name}` is to be shared by stated weights, but none are stated; the cost is not distributed."),
            None,
        );
    }
    Ok(())
}
