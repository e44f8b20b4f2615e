//! Opens an account for a person, and changes or closes it.

use super::one_time_link::Purpose;
use super::{Account, journal, store};
use crate::clock::Moment;
use crate::db::{AccountId, DbConnection, SchoolId, Version, violated_unique};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::http::Role;
use crate::http::actor::{Administrator, Reach};
use crate::http::not_blank;
use validator::Validate;

/// What is known of an account, all of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeAccount {
    /// The person's e-mail address.
    #[validate(email, length(max = 254))]
    #[schema(format = Email, example = "it@dragoer.example")]
    pub email: String,
    /// The person's name.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// The language of refusals and pages.
    #[serde(default)]
    pub language: AccountLanguage,
    /// Whether the account can be used.
    pub active: bool,
    /// What the person does, at least one role.
    pub roles: Vec<Role>,
    /// The schools of a school leader.
    #[serde(default)]
    pub schools: Vec<SchoolId>,
}

crate::db::text_enum! {
    /// A language of the service.
    #[derive(Default)]
    pub enum AccountLanguage {
        /// Danish.
        #[default]
        Danish = "da",
        /// English.
        English = "en",
    }
}

impl DescribeAccount {
    fn check(&self, conn: &mut DbConnection) -> Result<()> {
        let mut faults = Faults::default();
        faults.require(!self.roles.is_empty(), || {
            Fault::new(&codes::ROLE_REQUIRED).at("/roles")
        });
        let leads = self.roles.contains(&Role::SchoolLeader);
        faults.require(leads != self.schools.is_empty(), || {
            Fault::new(&codes::SCHOOLS_REQUIRED).at("/schools")
        });
        for (index, school) in self.schools.iter().enumerate() {
            let known = store::find_school(conn, &Reach::All, *school)?.is_some();
            faults.require(known, || {
                Fault::new(&codes::SCHOOL_UNKNOWN)
                    .at(format!("/schools/{index}"))
                    .with("id", school)
            });
        }
        faults.into_result()
    }
}

/// Opens an account.
///
/// # Errors
/// [`codes::EMAIL_TAKEN`], [`codes::ROLE_REQUIRED`], [`codes::SCHOOLS_REQUIRED`], [`codes::SCHOOL_UNKNOWN`].
pub fn open_account(
    conn: &mut DbConnection,
    actor: &Administrator,
    command: &DescribeAccount,
    moment: Moment,
) -> Result<Account> {
    command.check(conn)?;
    let id = store::insert_account(conn, command, moment.now).map_err(email_taken)?;
    let account = store::account(conn, id)?;
    journal::Entry::new("opened", "account", id.0)
        .after(&account)
        .record(conn, actor, moment)?;
    Ok(account)
}

/// Changes or closes an account; with its closing, its sessions end and its one-time links become worthless.
///
/// # Errors
/// As [`open_account`]; [`codes::ACCOUNT_NOT_FOUND`], [`codes::STALE`], [`codes::LAST_ADMINISTRATOR`].
pub fn change_account(
    conn: &mut DbConnection,
    actor: &Administrator,
    id: AccountId,
    seen: Version,
    command: &DescribeAccount,
    moment: Moment,
) -> Result<Account> {
    let before = store::account(conn, id)?;
    let version = seen.require(before.version)?;
    command.check(conn)?;
    store::update_account(conn, id, command, version).map_err(email_taken)?;
    if store::active_administrators(conn)? == 0 {
        return Err((&codes::LAST_ADMINISTRATOR).into());
    }
    let after = store::account(conn, id)?;
    if !after.active {
        store::end_sessions(conn, id, None, moment.now)?;
    }
    if !after.active || after.email != before.email {
        // What was sent to an address that is no longer the person's must not open the account.
        store::void_links(conn, id, Purpose::ALL, moment.now)?;
    }
    journal::Entry::new("changed", "account", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

fn email_taken(error: store::StoreError) -> Error {
    match violated_unique(&error).as_deref() {
        Some("accounts.email_key") => Fault::new(&codes::EMAIL_TAKEN).at("/email").into(),
        _ => error.into(),
    }
}
