//! API tokens: what a program or a person shows instead of signing in.

use crate::clock::Instant;
use crate::db::{AccountId, TokenId, text_enum};

text_enum! {
    /// What a token may be used for, within the roles of its account.
    pub enum Scope {
        /// Reading only.
        Read = "read",
        /// Everything that the account's roles allow.
        Write = "write",
    }
}

/// A token without its secret, which is shown once and stored only as a hash.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Token {
    /// Its number in this service.
    pub id: TokenId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What it is for, in its holder's words.
    pub name: String,
    /// The first characters of the secret, to tell tokens apart.
    #[schema(example = "anskaf_3f9a1c20")]
    pub prefix: String,
    /// What it may be used for.
    pub scope: Scope,
    /// When it was issued.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// From when on it is worthless.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Instant,
    /// When it was revoked.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub revoked_at: Option<Instant>,
    /// Grows with every change.
    pub version: i32,
}
