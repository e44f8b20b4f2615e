//! Sign-in at the municipality's own identity provider (OpenID Connect): the conversation with it, and what it proves.
//!
//! Nothing here knows accounts: who is let in, and as what, is `organisation::admit`'s decision. Requests to the provider
//! take time and may fail: never make one inside a transaction. Neither the client's secret nor a code or a token of the
//! provider is ever logged.

mod claims;
mod provider;
mod settings;
mod wire;

pub use claims::Proof;
pub use provider::{Provider, Return, SecretOfSignIn};
pub use settings::{IssuerAddress, ProviderSettings};

use std::sync::Arc;

/// The identity provider of this municipality, if it has one.
#[derive(Clone, Default)]
pub struct SingleSignOn(pub Option<Arc<Provider>>);
