//! Accounts and tokens over HTTP.

use crate::db::{AccountId, Database, TokenId};
use crate::error::Result;
use crate::http::actor::{Administrator, AnyRole, Inspector};
use crate::http::paging::{DEFAULT_LIMIT, Selected, fetch_count, read_cursor};
use crate::http::{IfMatch, Json, Now, Page, Path, Query, Tagged};
use crate::organisation::{
    self, Account, ChooseLanguage, DescribeAccount, IssueToken, IssuedToken, Token, store,
};
use actix_web::web::{self, Data};
use actix_web::{get, post, put};
use serde::Deserialize;
use validator::Validate;

/// Which piece of the list.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListAccounts {
    /// How many at most, 50 unless told.
    #[validate(range(min = 1, max = 1000))]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of the piece before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas.
    pub fields: Option<String>,
}

/// Reads the caller's own account.
#[utoipa::path(tag = "organisation", responses((status = 200, body = Account)))]
#[get("/me")]
pub async fn read_me(actor: AnyRole, db: Data<Database>) -> Result<Tagged<Account>> {
    let account = db
        .read(move |conn| store::account(conn, actor.account))
        .await?;
    let version = account.version;
    Ok(Tagged::new(account, version))
}

/// Chooses the language of the caller's own account; everything else is the administrator's to change.
#[utoipa::path(tag = "organisation", params(IfMatch), responses((status = 200, body = Account)))]
#[put("/me")]
pub async fn choose_language(
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
    IfMatch(seen): IfMatch,
    Json(command): Json<ChooseLanguage>,
) -> Result<Tagged<Account>> {
    let account = db
        .write(move |conn| organisation::choose_language(conn, &actor, seen, &command, moment))
        .await?;
    let version = account.version;
    Ok(Tagged::new(account, version))
}

/// Lists the accounts, by number.
#[utoipa::path(tag = "organisation", params(ListAccounts), responses((status = 200, body = Page<Account>)))]
#[get("/accounts")]
pub async fn list_accounts(
    _actor: Inspector,
    db: Data<Database>,
    Query(query): Query<ListAccounts>,
) -> Result<Selected<Account>> {
    let after: Option<AccountId> = read_cursor("accounts", query.cursor.as_deref())?;
    let count = fetch_count(query.limit);
    let found = db
        .read(move |conn| Ok(store::accounts(conn, after, count)?))
        .await?;
    Ok(Selected {
        page: Page::cut(
            "accounts",
            found,
            query.limit.unwrap_or(DEFAULT_LIMIT),
            |account| account.id,
        ),
        fields: query.fields,
    })
}

/// Opens an account.
#[utoipa::path(tag = "organisation", responses((status = 201, body = Account)))]
#[post("/accounts")]
pub async fn open_account(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Json(command): Json<DescribeAccount>,
) -> Result<Tagged<Account>> {
    let account = db
        .write(move |conn| organisation::open_account(conn, &actor, &command, moment))
        .await?;
    let (version, location) = (account.version, format!("/api/v1/accounts/{}", account.id));
    Ok(Tagged::created(account, version, location))
}

/// Reads an account.
#[utoipa::path(tag = "organisation", responses((status = 200, body = Account)))]
#[get("/accounts/{id}")]
pub async fn read_account(
    _actor: Inspector,
    db: Data<Database>,
    Path(id): Path<AccountId>,
) -> Result<Tagged<Account>> {
    let account = db.read(move |conn| store::account(conn, id)).await?;
    let version = account.version;
    Ok(Tagged::new(account, version))
}

/// Changes or closes an account.
#[utoipa::path(tag = "organisation", params(IfMatch), responses((status = 200, body = Account)))]
#[put("/accounts/{id}")]
pub async fn change_account(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<AccountId>,
    IfMatch(seen): IfMatch,
    Json(command): Json<DescribeAccount>,
) -> Result<Tagged<Account>> {
    let account = db
        .write(move |conn| organisation::change_account(conn, &actor, id, seen, &command, moment))
        .await?;
    let version = account.version;
    Ok(Tagged::new(account, version))
}

/// Lists an account's tokens, newest first.
#[utoipa::path(tag = "organisation", responses((status = 200, body = Page<Token>)))]
#[get("/accounts/{id}/tokens")]
pub async fn list_tokens(
    _actor: Inspector,
    db: Data<Database>,
    Path(id): Path<AccountId>,
) -> Result<web::Json<Page<Token>>> {
    let tokens = db
        .read(move |conn| {
            let account = store::account(conn, id)?;
            Ok(store::tokens(conn, account.id)?)
        })
        .await?;
    Ok(web::Json(Page::whole(tokens)))
}

/// Issues a token; its secret is in this answer and nowhere else.
#[utoipa::path(tag = "organisation", responses((status = 201, body = IssuedToken)))]
#[post("/accounts/{id}/tokens")]
pub async fn issue_token(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<AccountId>,
    Json(command): Json<IssueToken>,
) -> Result<Tagged<IssuedToken>> {
    let issued = db
        .write(move |conn| organisation::issue_token(conn, &actor, id, &command, moment))
        .await?;
    let (version, location) = (
        issued.token.version,
        format!("/api/v1/accounts/{id}/tokens"),
    );
    Ok(Tagged::created(issued, version, location).shown_once())
}

/// Makes a token worthless at once.
#[utoipa::path(tag = "organisation", params(IfMatch), responses((status = 200, body = Token)))]
#[post("/tokens/{id}/revoke")]
pub async fn revoke_token(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<TokenId>,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<Token>> {
    let token = db
        .write(move |conn| organisation::revoke_token(conn, &actor, id, seen, moment))
        .await?;
    let version = token.version;
    Ok(Tagged::new(token, version))
}
