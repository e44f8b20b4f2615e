//! Sends one-time links to their owners, where the service can send mail and knows its own address.

use super::{Account, OneTimeLink, Purpose, account};
use crate::mail::{self, Addressed, Mailer};

/// What is needed to send a link; cheap to clone.
#[derive(Clone, Default)]
pub struct Postbox {
    mailer: Option<Mailer>,
    url: Option<String>,
}

impl Postbox {
    /// With a mail server, and the service's public address without a slash at its end.
    pub fn new(mailer: Option<Mailer>, url: Option<String>) -> Self {
        Postbox { mailer, url }
    }

    /// Whether links are sent. Without a known address they are not: what a stranger's request calls the service
    /// must never stand in a letter.
    pub fn can_send(&self) -> bool {
        self.mailer.is_some() && self.url.is_some()
    }

    /// The whole address of a link, to be copied by hand; below `here` when the service does not know its own.
    pub fn address_of(&self, link: &OneTimeLink, here: &str) -> String {
        format!("{}{}", self.url.as_deref().unwrap_or(here), link.path())
    }

    /// Sends a link beside whatever else goes on: the answer must not tell by its time whether a letter was sent.
    pub fn send_later(&self, link: &OneTimeLink, account: &Account) {
        let (Some(mailer), Some(_)) = (self.mailer.clone(), &self.url) else {
            return;
        };
        let address = self.address_of(link, "");
        let addressed = Addressed {
            to: &account.email,
            name: &account.name,
            language: account::language(&account.language),
            link: &address,
            until: link.expires_at,
        };
        let letter = match link.purpose {
            Purpose::Invitation => mail::invitation(addressed),
            Purpose::Reset => mail::reset(addressed),
        };
        tokio::spawn(async move {
            // The cause of a failure is in the log.
            let _ = mailer.send(letter).await;
        });
    }
}
