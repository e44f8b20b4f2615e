//! Invitations, a person's own sessions, and the audit of sign-ins over HTTP.

use crate::db::{AccountId, Database, SignInAttemptId};
use crate::error::Result;
use crate::http::actor::{Administrator, AnyRole, Inspector};
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{Now, Page, Path, Query, Tagged};
use crate::organisation::{
    self, Invitation, Postbox, SessionView, SignInAttempt, SignedOut, store,
};
use actix_web::web::{self, Data};
use actix_web::{get, post};
use serde::Deserialize;
use validator::Validate;

/// Whose attempts, and which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListSignInAttempts {
    /// Only of this account.
    pub account_id: Option<i64>,
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Makes the link by which a person chooses a password; it is in this answer only, and sent to the person where the
/// service can send mail.
#[utoipa::path(tag = "organisation", responses((status = 201, body = Invitation)))]
#[post("/accounts/{id}/invite")]
pub async fn invite(
    actor: Administrator,
    db: Data<Database>,
    post: Data<Postbox>,
    Now(moment): Now,
    Path(id): Path<AccountId>,
) -> Result<Tagged<Invitation>> {
    let (link, account) = db
        .write(move |conn| organisation::invite(conn, &actor, id, moment))
        .await?;
    post.send_later(&link, &account);
    let location = format!("/api/v1/accounts/{id}");
    Ok(Tagged::created(Invitation::of(&link), account.version, location).shown_once())
}

/// Lists the browsers in which the caller is signed in, the last used first.
#[utoipa::path(tag = "organisation", responses((status = 200, body = Page<SessionView>)))]
#[get("/me/sessions")]
pub async fn list_sessions(
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
) -> Result<web::Json<Page<SessionView>>> {
    let sessions = db
        .read(move |conn| organisation::sessions(conn, actor.account, moment.now))
        .await?;
    Ok(web::Json(Page::whole(sessions)))
}

/// Ends all of the caller's sessions; tokens stay good.
#[utoipa::path(tag = "organisation", responses((status = 200, body = SignedOut)))]
#[post("/me/sign-out-everywhere")]
pub async fn sign_out_everywhere(
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
) -> Result<web::Json<SignedOut>> {
    let sessions = db
        .write(move |conn| organisation::sign_out_everywhere(conn, &actor, None, moment))
        .await?;
    Ok(web::Json(SignedOut { sessions }))
}

/// Lists the attempts to sign in of the last 90 days, newest first.
#[utoipa::path(tag = "organisation", params(ListSignInAttempts), responses((status = 200, body = Page<SignInAttempt>)))]
#[get("/sign-in-attempts")]
pub async fn list_sign_in_attempts(
    _actor: Inspector,
    db: Data<Database>,
    Query(query): Query<ListSignInAttempts>,
) -> Result<Selected<SignInAttempt>> {
    let before: Option<SignInAttemptId> = read_cursor("sign-in-attempts", query.cursor.as_deref())?;
    let count = fetch_count(query.limit);
    let account = query.account_id.map(AccountId);
    let found = db
        .read(move |conn| Ok(store::sign_in_attempts(conn, account, before, count)?))
        .await?;
    Ok(Selected {
        page: Page::cut(
            "sign-in-attempts",
            found,
            query.limit.unwrap_or(DEFAULT_LIMIT),
            |attempt| attempt.id,
        ),
        fields: query.fields,
    })
}
