//! Opens the first account of a new database: from the command line, by whoever runs the service.

use super::one_time_link::{OneTimeLink, Purpose, make_link};
use super::open_account::{AccountLanguage, DescribeAccount};
use super::{Account, IssueToken, IssuedToken, Scope, issue_token, journal, store};
use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::{Result, codes};
use crate::http::Role;

/// The first administrator, and what to begin with.
#[derive(Debug)]
pub struct Bootstrap {
    /// The account.
    pub account: Account,
    /// Its first token, good for 90 days.
    pub token: IssuedToken,
    /// The link by which a password is chosen.
    pub link: OneTimeLink,
}

/// Opens an administrator's account, issues its first token and makes the link to choose a password.
///
/// Open only while no administrator has a good token: afterwards accounts are opened by administrators. A password
/// does not close it: this is also the way back in for an only administrator who has forgotten it.
///
/// # Errors
/// [`codes::ACCOUNTS_EXIST`]; [`codes::EMAIL_TAKEN`] is left to the caller as an internal error.
pub fn bootstrap(
    conn: &mut DbConnection,
    email: &str,
    name: &str,
    moment: Moment,
) -> Result<Bootstrap> {
    if store::active_administrators_with_token(conn, moment.now)? > 0 {
        return Err((&codes::ACCOUNTS_EXIST).into());
    }
    let command = DescribeAccount {
        email: email.to_owned(),
        name: name.to_owned(),
        language: AccountLanguage::Danish,
        active: true,
        roles: vec![Role::Administrator],
        schools: vec![],
    };
    validator::Validate::validate(&command)
        .map_err(|_| crate::error::Error::from(&codes::EMAIL_INVALID))?;
    let account = match store::find_account_by_email(conn, email)? {
        // The way back in when every token of the only administrator has expired.
        Some(account) if account.active && account.roles.contains(&Role::Administrator) => account,
        Some(_) => return Err((&codes::EMAIL_TAKEN).into()),
        None => {
            let id = store::insert_account(conn, &command, moment.now)?;
            store::account(conn, id)?
        }
    };
    let actor = account.caller(false);
    journal::Entry::new("bootstrapped", "account", account.id.0)
        .after(&account)
        .record(conn, &actor, moment)?;
    let first = IssueToken {
        name: "Første token".to_owned(),
        scope: Scope::Write,
        valid_days: 90,
    };
    let token = issue_token::issue(conn, &actor, &account, &first, moment)?;
    let link = make_link(conn, account.id, Purpose::Invitation, moment.now)?;
    Ok(Bootstrap {
        account,
        token,
        link,
    })
}
