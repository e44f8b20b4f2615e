//! Letters by electronic mail: what they say, and their way to the municipality's mail server (SMTP).
//!
//! Sending takes seconds and may fail: never do it inside a transaction. Letters hold one-time links, so neither a
//! letter nor the password of the mail server is ever logged.

use crate::clock::Instant;
use crate::error::{Language, Result, codes};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// How long each step of the conversation with the mail server may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The address of a mail server: `smtps://user:password@host`, or `smtp://…?tls=required` (STARTTLS), or `smtp://host`
/// without encryption for a server on the same network that asks for no password.
///
/// Certificates are checked against those that the machine trusts.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl(String);

impl FromStr for SmtpUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let encrypted = text.starts_with("smtps://") || text.contains("tls=required");
        if text.contains('@') && !encrypted {
            return Err("a password needs encryption: smtps:// or ?tls=required".to_owned());
        }
        // What is wrong with it is not repeated: it holds a password.
        AsyncSmtpTransport::<Tokio1Executor>::from_url(text)
            .map(|_| SmtpUrl(text.to_owned()))
            .map_err(|_| "expected smtps://USER:PASSWORD@HOST:PORT or smtp://HOST:PORT".to_owned())
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpUrl(…)")
    }
}

/// Who letters come from: `anskaf@kommune.example` or `Anskaf <anskaf@kommune.example>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(Mailbox);

impl FromStr for Sender {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse()
            .map(Sender)
            .map_err(|_| "expected an e-mail address".to_owned())
    }
}

/// Where letters are handed in, and who they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// The mail server.
    pub server: SmtpUrl,
    /// The sender.
    pub sender: Sender,
}

/// A letter in plain text.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The e-mail address of who gets it.
    pub to: String,
    /// The name of who gets it.
    pub name: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Hands letters to the mail server; cheap to clone.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Mailbox,
}

impl Mailer {
    /// Connects to nothing yet.
    ///
    /// # Errors
    /// A message for the person who starts the service.
    pub fn new(settings: &MailSettings) -> Result<Self, String> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.server.0)
            .map_err(|_| "ANSKAF_SMTP_URL: the mail server cannot be used".to_owned())?
            .timeout(Some(PATIENCE))
            .build();
        Ok(Mailer {
            transport,
            sender: settings.sender.0.clone(),
        })
    }

    /// Sends a letter. The cause of a failure goes to the log.
    ///
    /// Who asked for a reset must not be kept waiting for it: send that letter beside the answer.
    ///
    /// # Errors
    /// [`codes::MAIL_NOT_SENT`].
    pub async fn send(&self, letter: Letter) -> Result<()> {
        let sent = match self.message(letter) {
            Ok(message) => self.transport.send(message).await.map_err(cause),
            Err(error) => Err(error),
        };
        match sent {
            Ok(_) => Ok(()),
            Err(error) => {
                tracing::error!(%error, "a letter was not sent");
                Err((&codes::MAIL_NOT_SENT).into())
            }
        }
    }

    fn message(&self, letter: Letter) -> Result<Message, String> {
        let address: Address = letter.to.parse().map_err(cause)?;
        Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(Some(letter.name), address))
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)
            .map_err(cause)
    }
}

fn cause(error: impl fmt::Display) -> String {
    error.to_string()
}

/// The person a letter is to, and the link that it brings.
#[derive(Clone, Copy)]
pub struct Addressed<'a> {
    /// The e-mail address.
    pub to: &'a str,
    /// The name.
    pub name: &'a str,
    /// The person's language.
    pub language: Language,
    /// The whole address of the page, with the secret in it.
    pub link: &'a str,
    /// Until when the link is good.
    pub until: Instant,
}

/// The letter that invites a person to choose the first password.
pub fn invitation(addressed: Addressed<'_>) -> Letter {
    let Addressed { name, link, .. } = addressed;
    let until = addressed.until();
    let (subject, text) = match addressed.language {
        Language::Danish => (
            "Velkommen til Anskaf",
            format!(
                "Kære {name}\n\nDu har fået en konto i Anskaf, kommunens system til indkøb og leasing af it-udstyr. \
                 Vælg din adgangskode her:\n\n{link}\n\nLinket kan bruges én gang, til og med {until}. \
                 Giv det ikke videre.\n\nVenlig hilsen\nAnskaf\n"
            ),
        ),
        Language::English => (
            "Welcome to Anskaf",
            format!(
                "Dear {name}\n\nYou have an account in Anskaf, the municipality's system for buying and leasing IT \
                 devices. Choose your password here:\n\n{link}\n\nThe link can be used once, until {until}. \
                 Do not pass it on.\n\nKind regards\nAnskaf\n"
            ),
        ),
    };
    addressed.letter(subject, text)
}

/// The letter by which a person chooses a new password instead of a forgotten one.
pub fn reset(addressed: Addressed<'_>) -> Letter {
    let Addressed { name, link, .. } = addressed;
    let until = addressed.until();
    let (subject, text) = match addressed.language {
        Language::Danish => (
            "Ny adgangskode til Anskaf",
            format!(
                "Kære {name}\n\nNogen har bedt om en ny adgangskode til din konto i Anskaf. Vælg den her:\n\n{link}\n\n\
                 Linket kan bruges én gang, til og med {until}. Var det ikke dig, så gør ingenting: din adgangskode \
                 gælder stadig.\n\nVenlig hilsen\nAnskaf\n"
            ),
        ),
        Language::English => (
            "New password for Anskaf",
            format!(
                "Dear {name}\n\nSomebody has asked for a new password for your account in Anskaf. Choose it here:\n\n\
                 {link}\n\nThe link can be used once, until {until}. If it was not you, do nothing: your password is \
                 still good.\n\nKind regards\nAnskaf\n"
            ),
        ),
    };
    addressed.letter(subject, text)
}

impl Addressed<'_> {
    /// The end of the link in Danish time.
    fn until(&self) -> String {
        let time = self.until.danish_time();
        let form = match self.language {
            Language::Danish => "den %d.%m.%Y kl. %H.%M",
            Language::English => "%d/%m/%Y %H:%M (Danish time)",
        };
        time.format(form).to_string()
    }

    fn letter(&self, subject: &str, text: String) -> Letter {
        Letter {
            to: self.to.to_owned(),
            name: self.name.to_owned(),
            subject: subject.to_owned(),
            text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_sent_without_encryption_nor_shown() {
        for wrong in [
            "smtp://anna:secret@mail.example",
            "http://mail.example",
            "mail.example",
        ] {
            let fault = wrong.parse::<SmtpUrl>().unwrap_err();
            assert!(!fault.contains("secret"), "{fault}");
        }
        let url: SmtpUrl = "smtps://anna:secret@mail.example".parse().unwrap();
        assert!(!format!("{url:?}").contains("secret"));
        assert!("smtp://127.0.0.1:2525".parse::<SmtpUrl>().is_ok());
        assert!("ikke en adresse".parse::<Sender>().is_err());
    }

    #[test]
    fn a_letter_tells_its_link_and_how_long_it_is_good_in_the_persons_language() {
        let noon: chrono::DateTime<chrono::Utc> = "2017-08-31T12:00:00Z".parse().unwrap();
        let mut addressed = Addressed {
            to: "kim@dragoer.example",
            name: "Kim It",
            language: Language::Danish,
            link: "https://anskaf.example/welcome/0123",
            until: Instant::new(noon),
        };
        let danish = invitation(addressed);
        assert!(danish.text.starts_with("Kære Kim It\n"), "{}", danish.text);
        assert!(
            danish
                .text
                .contains("\nhttps://anskaf.example/welcome/0123\n")
        );
        assert!(
            danish.text.contains("den 31.08.2017 kl. 14.00"),
            "{}",
            danish.text
        );
        addressed.language = Language::English;
        let english = reset(addressed);
        assert_eq!(english.subject, "New password for Anskaf");
        assert!(
            english.text.contains("31/08/2017 14:00"),
            "{}",
            english.text
        );
        assert!(
            english
                .text
                .contains("\nhttps://anskaf.example/welcome/0123\n")
        );
    }
}
