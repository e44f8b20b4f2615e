//! Lets somebody in whom the municipality's identity provider vouches for: finds or opens the account, sets its roles and
//! schools to what the person's groups give, and begins a session.
//!
//! An account is found by the provider's subject, which is never given to anybody else; by the e-mail address only as long
//! as it has none. So whoever inherits an address does not inherit the account. A refusal is written down, which is why it
//! is an answer and not an error, which would undo it.

use super::open_account::{AccountLanguage, DescribeAccount};
use super::sign_in::Attempt;
use super::sign_in_attempt::SignInOutcome;
use super::{Account, Origin, Rights, SignedIn, journal, open_session, store};
use crate::clock::Moment;
use crate::db::{AccountId, DbConnection};
use crate::error::{Code, Result, codes};
use crate::http::Role;
use crate::oidc::Proof;
use validator::Validate;

/// The journal's reason for what a sign-in changes.
const REASON: &str = "OpenID Connect";

/// The longest name that an account has.
const NAME_LENGTH: usize = 200;

/// Why somebody is not let in, and whose account that was.
struct Refusal {
    code: &'static Code,
    outcome: SignInOutcome,
    account: Option<AccountId>,
}

impl Refusal {
    fn new(code: &'static Code, account: Option<&Account>) -> Self {
        Refusal {
            code,
            outcome: SignInOutcome::Refused,
            account: account.map(|account| account.id),
        }
    }
}

/// Lets somebody in, or says why not.
///
/// # Errors
/// Within: [`codes::SINGLE_SIGN_ON_EMAIL`], [`codes::SINGLE_SIGN_ON_NO_ROLE`], [`codes::SINGLE_SIGN_ON_OTHER_PERSON`],
/// [`codes::SINGLE_SIGN_ON_CLOSED`]. Without: only when the database fails.
pub fn admit(
    conn: &mut DbConnection,
    proof: &Proof,
    origin: &Origin,
    moment: Moment,
) -> Result<Result<SignedIn>> {
    let email = proof.email.as_deref().unwrap_or_default();
    let attempt = Attempt::vouched(email, origin.counted());
    match decide(conn, proof)? {
        Ok((found, rights)) => {
            let account = settle(conn, proof, found, rights, moment)?;
            let outcome = SignInOutcome::SignedIn;
            attempt.record(conn, Some(account), outcome, moment.now)?;
            open_session(conn, account, origin, moment.now).map(Ok)
        }
        Err(refusal) => {
            attempt.record(conn, refusal.account, refusal.outcome, moment.now)?;
            Ok(Err(refusal.code.into()))
        }
    }
}

/// The account, if there is one, and what it shall be allowed; nothing is written yet.
fn decide(
    conn: &mut DbConnection,
    proof: &Proof,
) -> Result<Result<(Option<Account>, Rights), Refusal>> {
    let known = store::find_account_by_subject(conn, &proof.issuer, &proof.subject)?;
    let account = match (known, &proof.email) {
        (Some(id), _) => Some(store::account(conn, id)?),
        (None, Some(email)) => store::find_account_by_email(conn, email.trim())?,
        (None, None) => return Ok(Err(Refusal::new(&codes::SINGLE_SIGN_ON_EMAIL, None))),
    };
    if let Some(account) = &account {
        let bound = store::find_subject(conn, account.id, &proof.issuer)?;
        if bound.is_some_and(|bound| bound != proof.subject) {
            let code = &codes::SINGLE_SIGN_ON_OTHER_PERSON;
            return Ok(Err(Refusal::new(code, Some(account))));
        }
        if !account.active {
            let refusal = Refusal::new(&codes::SINGLE_SIGN_ON_CLOSED, Some(account));
            let outcome = SignInOutcome::Inactive;
            return Ok(Err(Refusal { outcome, ..refusal }));
        }
    }
    let rights = Rights::of(&proof.groups, &store::identity_mappings(conn)?);
    if rights.roles.is_empty() {
        let code = &codes::SINGLE_SIGN_ON_NO_ROLE;
        return Ok(Err(Refusal::new(code, account.as_ref())));
    }
    if account.is_none() && described(proof, &rights).validate().is_err() {
        return Ok(Err(Refusal::new(&codes::SINGLE_SIGN_ON_EMAIL, None)));
    }
    Ok(Ok((account, rights)))
}

/// The account as the provider describes it.
fn described(proof: &Proof, rights: &Rights) -> DescribeAccount {
    let email = proof.email.as_deref().unwrap_or_default().trim().to_owned();
    let name = proof.name.as_deref().unwrap_or_default().trim();
    let name = if name.is_empty() { &email } else { name };
    DescribeAccount {
        name: name.chars().take(NAME_LENGTH).collect(),
        email,
        language: AccountLanguage::default(),
        active: true,
        roles: rights.roles.clone(),
        schools: rights.schools.clone(),
    }
}

/// Makes the account what it shall be, and binds it to its holder.
fn settle(
    conn: &mut DbConnection,
    proof: &Proof,
    found: Option<Account>,
    rights: Rights,
    moment: Moment,
) -> Result<AccountId> {
    let id = match found {
        Some(account) => set_rights(conn, &account, rights, moment)?,
        None => {
            let command = described(proof, &rights);
            let id = store::insert_account(conn, &command, moment.now)?;
            let account = store::account(conn, id)?;
            journal::Entry::new("opened", "account", id.0)
                .after(&account)
                .reason(Some(REASON))
                .record(conn, &account.caller(false), moment)?;
            id
        }
    };
    if store::find_subject(conn, id, &proof.issuer)?.is_none() {
        store::insert_identity(conn, id, &proof.issuer, &proof.subject, moment.now)?;
        let account = store::account(conn, id)?;
        let bound = serde_json::json!({ "issuer": proof.issuer, "subject": proof.subject });
        journal::Entry::new("identity_bound", "account", id.0)
            .after(&bound)
            .reason(Some(REASON))
            .record(conn, &account.caller(false), moment)?;
    }
    Ok(id)
}

/// Sets roles and schools where they differ; the only administrator stays one, or nobody could mend the table.
fn set_rights(
    conn: &mut DbConnection,
    account: &Account,
    rights: Rights,
    moment: Moment,
) -> Result<AccountId> {
    let only = account.roles.contains(&Role::Administrator)
        && !rights.roles.contains(&Role::Administrator)
        && store::active_administrators(conn)? == 1;
    let rights = if only {
        rights.with(Role::Administrator)
    } else {
        rights
    };
    if account.roles == rights.roles && account.schools == rights.schools {
        return Ok(account.id);
    }
    let command = DescribeAccount {
        email: account.email.clone(),
        name: account.name.clone(),
        language: match account.language.as_str() {
            "en" => AccountLanguage::English,
            _ => AccountLanguage::Danish,
        },
        active: true,
        roles: rights.roles,
        schools: rights.schools,
    };
    store::update_account(conn, account.id, &command, account.version + 1)?;
    let after = store::account(conn, account.id)?;
    journal::Entry::new("changed", "account", account.id.0)
        .before(account)
        .after(&after)
        .reason(Some(REASON))
        .record(conn, &after.caller(false), moment)?;
    Ok(account.id)
}
