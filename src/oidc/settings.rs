//! Which identity provider, and how this service is known there.

use openidconnect::IssuerUrl;
use std::fmt;
use std::str::FromStr;

/// The address by which the provider names itself, exactly as its discovery document does: `https://…`, or `http://` on
/// this machine itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerAddress(pub(super) IssuerUrl);

impl IssuerAddress {
    /// Whether the conversation is encrypted; without that the provider is on this machine.
    pub(super) fn encrypted(&self) -> bool {
        self.0.url().scheme() == "https"
    }
}

impl FromStr for IssuerAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "expected https://… as the provider's discovery document has it".to_owned();
        let issuer = IssuerUrl::new(text.to_owned()).map_err(|_| wrong())?;
        let address = issuer.url();
        let clean = address.query().is_none()
            && address.fragment().is_none()
            && address.username().is_empty()
            && address.password().is_none();
        let here = matches!(
            address.host_str(),
            Some("localhost" | "127.0.0.1" | "[::1]")
        );
        match address.scheme() {
            "https" if clean => Ok(IssuerAddress(issuer)),
            "http" if clean && here => Ok(IssuerAddress(issuer)),
            "http" if clean => Err(
                "without https only a provider on this machine itself can be used: anywhere else anybody on the way \
                 could sign in as anybody"
                    .to_owned(),
            ),
            _ => Err(wrong()),
        }
    }
}

/// The provider, and what it knows this service by.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderSettings {
    /// Who issues the proofs.
    pub issuer: IssuerAddress,
    /// The name under which this service is registered there.
    pub client_id: String,
    /// The secret that it was given there.
    pub client_secret: String,
    /// What the button on the sign-in page says.
    pub name: String,
    /// The claim that lists a person's groups or roles.
    pub groups_claim: String,
}

impl fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("name", &self.name)
            .field("groups_claim", &self.groups_claim)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_reached_encrypted_or_on_this_machine() {
        let read = |text: &str| text.parse::<IssuerAddress>();
        assert!(read("https://login.example/tenant/v2.0").is_ok());
        assert!(read("http://localhost:4000").is_ok());
        assert!(read("http://[::1]:4000").is_ok());
        assert!(read("http://login.example").is_err());
        assert!(read("http://localhost.login.example").is_err());
        assert!(read("http://localhost@login.example").is_err());
        assert!(read("https://a:b@login.example").is_err());
        assert!(read("https://login.example/?a=b").is_err());
        assert!(read("login.example").is_err());
    }
}
