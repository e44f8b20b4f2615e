//! The audit of attempts to sign in: who tried, from where, and how it ended. Kept for 90 days.

use crate::clock::Instant;
use crate::db::{AccountId, SignInAttemptId, text_enum};

/// For how many days attempts are kept: long enough to look into what is noticed late, and no longer, because network
/// addresses are personal data (GDPR, article 5(1)(e)).
pub(super) const KEPT_DAYS: i64 = 90;

text_enum! {
    /// How an attempt to sign in ended.
    pub enum SignInOutcome {
        /// With a session.
        SignedIn = "signed_in",
        /// The e-mail address is unknown, has no password, or the password was another.
        Wrong = "wrong",
        /// Refused unread, after too many failures.
        Locked = "locked",
        /// The account is closed.
        Inactive = "inactive",
        /// The identity provider proved who it is, and no group of the person gives a role here, or the account is
        /// another person's.
        Refused = "refused",
    }
}

/// One attempt.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct SignInAttempt {
    /// Its number.
    pub id: SignInAttemptId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
    /// The e-mail address that was typed, in lower case. What belongs to no account, which may be a password in the wrong
    /// field, is not kept: then it is `#` and six digits, the same for the same text.
    pub email: String,
    /// The account of that address.
    pub account_id: Option<AccountId>,
    /// From where; of IPv6 the network.
    pub address: Option<String>,
    /// How it ended.
    pub outcome: SignInOutcome,
}
