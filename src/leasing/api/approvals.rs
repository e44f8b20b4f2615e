//! Approval rules and decisions over HTTP.

use crate::db::{ApprovalRuleId, Database, LeaseId};
use crate::error::Result;
use crate::http::actor::{Administrator, FinanceStaff, Staff};
use crate::http::{IfMatch, Json, Now, Page, Path, Tagged};
use crate::leasing::{
    self, ApprovalRule, DescribeApprovalRule, LeaseDecision, RecordLeaseDecision, store,
};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};

/// Lists all approval rules in the order of their entering, earlier ones too.
#[utoipa::path(tag = "leasing", responses((status = 200, body = Page<ApprovalRule>)))]
#[get("/approval-rules")]
pub async fn list_approval_rules(
    _actor: Staff,
    db: Data<Database>,
) -> Result<web::Json<Page<ApprovalRule>>> {
    let rules = db.read(|conn| Ok(store::approval_rules(conn)?)).await?;
    Ok(web::Json(Page::whole(rules)))
}

/// Reads an approval rule.
#[utoipa::path(tag = "leasing", responses((status = 200, body = ApprovalRule)))]
#[get("/approval-rules/{id}")]
pub async fn read_approval_rule(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<ApprovalRuleId>,
) -> Result<Tagged<ApprovalRule>> {
    let rule = db.read(move |conn| store::approval_rule(conn, id)).await?;
    let version = rule.version;
    Ok(Tagged::new(rule, version))
}

/// Enters an approval rule.
#[utoipa::path(tag = "leasing", responses((status = 201, body = ApprovalRule)))]
#[post("/approval-rules")]
pub async fn add_approval_rule(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Json(command): Json<DescribeApprovalRule>,
) -> Result<Tagged<ApprovalRule>> {
    let rule = db
        .write(move |conn| leasing::add_approval_rule(conn, &actor, &command, moment))
        .await?;
    let (version, location) = (rule.version, format!("/api/v1/approval-rules/{}", rule.id));
    Ok(Tagged::created(rule, version, location))
}

/// Changes an approval rule, such as its last day.
#[utoipa::path(tag = "leasing", params(IfMatch), responses((status = 200, body = ApprovalRule)))]
#[put("/approval-rules/{id}")]
pub async fn change_approval_rule(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<ApprovalRuleId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeApprovalRule>,
) -> Result<Tagged<ApprovalRule>> {
    let rule = db
        .write(move |conn| leasing::change_approval_rule(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = rule.version;
    Ok(Tagged::new(rule, version))
}

/// Lists the decisions on a lease in the order in which they were taken.
#[utoipa::path(tag = "leasing", responses((status = 200, body = Page<LeaseDecision>)))]
#[get("/leases/{id}/decisions")]
pub async fn list_lease_decisions(
    _actor: Staff,
    db: Data<Database>,
    Path(id): Path<LeaseId>,
) -> Result<web::Json<Page<LeaseDecision>>> {
    let decisions = db
        .read(move |conn| {
            let lease = store::lease(conn, id)?;
            Ok(store::decisions(conn, lease.id)?)
        })
        .await?;
    Ok(web::Json(Page::whole(decisions)))
}

/// Records what a body decided on a lease.
#[utoipa::path(tag = "leasing", responses((status = 201, body = LeaseDecision)))]
#[post("/leases/{id}/decisions")]
pub async fn record_lease_decision(
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<LeaseId>,
    Json(command): Json<RecordLeaseDecision>,
) -> Result<Tagged<LeaseDecision>> {
    let made = db
        .write(move |conn| leasing::record_lease_decision(conn, &actor, id, &command, moment))
        .await?;
    let location = format!("/api/v1/leases/{id}/decisions");
    Ok(Tagged::created(made, 1, location))
}
