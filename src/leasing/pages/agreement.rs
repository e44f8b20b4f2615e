//! One agreement: what somebody should look at, its facts and figures, lines, deliveries, fees and notice.

use super::approval::{Approval, approval};
use super::place::{self, Place, way};
use crate::db::{Database, DbConnection, LeaseId};
use crate::error::{Language, Result};
use crate::finance::{Money, Rate};
use crate::http::actor::{FinanceStaff, Staff};
use crate::http::page::{Frame, Html};
use crate::http::{Now, Path};
use crate::leasing::{
    self, AmendmentKind, ApprovalStanding, ExplainedInterimCharge, LeaseBatch, LeaseDecision,
    LeaseFeeView, LeaseLine, LeaseState, LeaseView, LeaseWarning, NoticeState, NoticeView,
    SplitKey, store,
};
use actix_web::get;
use actix_web::web::{Data, ServiceConfig};
use askama::Template;
use chrono::NaiveDate;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_lease);
}

/// Everything that the page tells.
struct Dossier {
    view: LeaseView,
    lines: Vec<LeaseLine>,
    batches: Vec<LeaseBatch>,
    interim: Vec<ExplainedInterimCharge>,
    fees: Vec<LeaseFeeView>,
    notice: NoticeView,
    decisions: Vec<LeaseDecision>,
    approval: Option<ApprovalStanding>,
    owed: Option<Money>,
}

#[derive(Template)]
#[template(path = "leasing/pages/agreement.html")]
struct AgreementPage {
    f: Frame,
    place: Place,
    dossier: Dossier,
    approval: Option<Approval>,
    today: NaiveDate,
    may_change: bool,
}

impl AgreementPage {
    fn amount(&self, amount: &Money) -> String {
        place::amount(amount)
    }

    fn percent(&self, rate: &Rate) -> String {
        place::percent(rate)
    }

    fn count(&self, number: &i32) -> String {
        self.f.integer(*number)
    }

    fn warnings(&self) -> &[LeaseWarning] {
        &self.dossier.view.warnings
    }

    /// How a period is counted: `4 × 1 år`.
    fn periods(&self) -> String {
        let every = self.place.lease.every;
        let unit = format!("lease-unit-{:?}", every.unit).to_lowercase();
        format!(
            "{} × {}",
            self.place.lease.periods,
            self.f.n(&unit, every.count)
        )
    }

    fn timing(&self) -> String {
        let word = format!("{:?}", self.place.lease.timing).to_lowercase();
        self.f.word("lease-timing", word)
    }

    fn notice_mark(&self, state: &NoticeState) -> &'static str {
        match state {
            NoticeState::NotOpen => "",
            NoticeState::Open => "warn",
            NoticeState::Given => "good",
            NoticeState::Missed => "bad",
        }
    }

    fn amendments(&self) -> &'static [AmendmentKind] {
        AmendmentKind::ALL
    }

    /// Whether there are weights to be stated.
    fn is_stated(&self, key: &SplitKey) -> bool {
        *key == SplitKey::Stated
    }

    fn is(&self, state: &str) -> bool {
        self.place.lease.state.as_str() == state
    }

    fn is_open(&self) -> bool {
        self.place.lease.is_open()
    }
}

#[get("/leases/{id}")]
async fn show_lease(
    f: Frame,
    _actor: Staff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
) -> Result<Html> {
    let (language, today) = (f.language, moment.today);
    let dossier = db
        .read(move |conn| dossier(conn, id, language, today))
        .await?;
    let lease = dossier.view.lease.clone();
    let page = AgreementPage {
        approval: dossier.approval.as_ref().map(|found| approval(&f, found)),
        may_change: f.holds(FinanceStaff::ROLES),
        place: Place::of(&f, lease.clone(), "agreement"),
        f: way(f, &lease, "agreement"),
        dossier,
        today,
    };
    page.f.clone().show(&page)
}

fn dossier(
    conn: &mut DbConnection,
    id: LeaseId,
    language: Language,
    today: NaiveDate,
) -> Result<Dossier> {
    let lease = store::lease(conn, id)?;
    let interim = match leasing::explain_interim_charges(conn, id, language) {
        Err(error) if error.faults().is_empty() => return Err(error),
        // What hinders the computation is told as a warning.
        found => found.unwrap_or_default(),
    };
    let owed = match lease.state {
        LeaseState::InForce | LeaseState::Ended => leasing::debt_statement(conn, today, today)?
            .rows
            .into_iter()
            .find(|row| row.lease_id == id)
            .and_then(|row| row.remaining_debt),
        _ => None,
    };
    let approval = match lease.state {
        LeaseState::Ended => None,
        _ => leasing::approval_standing(conn, &lease, today)?,
    };
    Ok(Dossier {
        view: leasing::view_lease(conn, lease, language, today)?,
        lines: store::lines(conn, id)?,
        batches: store::batches(conn, id)?,
        interim,
        fees: leasing::view_fees(conn, id, today)?,
        notice: leasing::view_notice(conn, id, language, today)?,
        decisions: store::decisions(conn, id)?,
        approval,
        owed,
    })
}
