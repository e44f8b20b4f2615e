//! Every setting once, with its meaning and default; a wrong value ends the start with a clear message.
//!
//! Settings come from the environment only (`.env.example` lists them); nothing else reads it.

use crate::db::DatabaseUrl;
use crate::http::BodyLimit;
use crate::http::page::PublicAddress;
use crate::mail::MailSettings;
use crate::oidc::ProviderSettings;
use std::fmt::Display;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line, for a log collector.
    Json,
}

impl FromStr for LogFormat {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err("expected text or json".to_owned()),
        }
    }
}

/// The settings of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// `ANSKAF_DATABASE_URL`: where the database is; default a file in the data directory.
    pub database_url: DatabaseUrl,
    /// `ANSKAF_DATABASE_CONNECTIONS`: how many connections are kept, 1 to 100; default 8.
    pub database_connections: u32,
    /// `ANSKAF_DATA_DIR`: the directory of the service's own files; default `data`.
    pub data_dir: PathBuf,
    /// `ANSKAF_LISTEN`: address and port; default `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// `ANSKAF_LOG`: what is logged, such as `info` or `info,anskaf=debug`; default `info`.
    pub log: String,
    /// `ANSKAF_LOG_FORMAT`: `text` or `json`; default `text`.
    pub log_format: LogFormat,
    /// `ANSKAF_UPLOAD_LIMIT_MB`: the largest body, 1 to 1000 MB; default 10.
    pub body_limit: BodyLimit,
    /// `ANSKAF_SHUTDOWN_SECONDS`: how long a stop waits for requests that are being answered; default 30.
    pub shutdown_seconds: u64,
    /// `ANSKAF_PUBLIC_URL`: the address that people type; without it cookies are sent over HTTPS only, and no letters.
    pub address: PublicAddress,
    /// `ANSKAF_SMTP_URL` and `ANSKAF_MAIL_FROM`: the mail server and who letters come from; without them no letters
    /// are sent, and the administrator hands over the links.
    pub mail: Option<MailSettings>,
    /// `ANSKAF_OIDC_ISSUER`, `ANSKAF_OIDC_CLIENT_ID`, `ANSKAF_OIDC_CLIENT_SECRET` and `ANSKAF_OIDC_NAME` (what the button
    /// says): the municipality's identity provider; needs `ANSKAF_PUBLIC_URL`. `ANSKAF_OIDC_GROUPS_CLAIM`: the claim that
    /// lists a person's groups; default `groups`.
    pub provider: Option<ProviderSettings>,
}

impl Config {
    /// Reads the settings from the environment.
    ///
    /// # Errors
    /// One line for each setting that has no sense.
    pub fn from_environment() -> Result<Self, String> {
        #[allow(clippy::disallowed_methods, reason = "the one place that reads it")]
        Self::read(|name| std::env::var(name).ok())
    }

    /// Reads the settings from anywhere.
    ///
    /// # Errors
    /// One line for each setting that has no sense.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let mut faults = Vec::new();
        let mut reader = Reader {
            lookup: &lookup,
            faults: &mut faults,
        };
        let data_dir: PathBuf = reader.value("ANSKAF_DATA_DIR", "data");
        let default_url = format!("sqlite://{}", data_dir.join("anskaf.sqlite").display());
        let config = Config {
            database_url: reader.value("ANSKAF_DATABASE_URL", &default_url),
            database_connections: reader.number("ANSKAF_DATABASE_CONNECTIONS", 8, 1, 100),
            data_dir,
            listen: reader.value("ANSKAF_LISTEN", "127.0.0.1:8080"),
            log: reader.value("ANSKAF_LOG", "info"),
            log_format: reader.value("ANSKAF_LOG_FORMAT", "text"),
            body_limit: BodyLimit(reader.number("ANSKAF_UPLOAD_LIMIT_MB", 10, 1, 1000) << 20),
            shutdown_seconds: reader.number("ANSKAF_SHUTDOWN_SECONDS", 30, 0, 3600),
            address: reader.value("ANSKAF_PUBLIC_URL", ""),
            mail: reader.mail(),
            provider: reader.provider(),
        };
        if config.provider.is_some() && config.address.url.is_none() {
            faults.push("ANSKAF_PUBLIC_URL: needed beside ANSKAF_OIDC_ISSUER".to_owned());
        }
        if tracing_subscriber::EnvFilter::try_new(&config.log).is_err() {
            faults
                .push("ANSKAF_LOG: expected a level such as info, or info,anskaf=debug".to_owned());
        }
        if faults.is_empty() {
            Ok(config)
        } else {
            Err(faults.join("\n"))
        }
    }
}

struct Reader<'a, L> {
    lookup: &'a L,
    faults: &'a mut Vec<String>,
}

impl<L: Fn(&str) -> Option<String>> Reader<'_, L> {
    /// The value, else the default; a wrong value is noted and the default taken to find further faults.
    fn value<T: FromStr>(&mut self, name: &str, default: &str) -> T
    where
        T::Err: Display,
    {
        let given = (self.lookup)(name).filter(|text| !text.trim().is_empty());
        match given.as_deref().unwrap_or(default).trim().parse() {
            Ok(value) => value,
            Err(fault) => {
                // Never the value itself: an address holds a password.
                self.faults.push(format!("{name}: {fault}"));
                match default.parse() {
                    Ok(value) => value,
                    Err(_) => unreachable!("the default of {name} is well formed"),
                }
            }
        }
    }

    /// The value, if there is one; a wrong value is noted.
    fn optional<T: FromStr>(&mut self, name: &str) -> Option<T>
    where
        T::Err: Display,
    {
        let given = (self.lookup)(name).filter(|text| !text.trim().is_empty())?;
        match given.trim().parse() {
            Ok(value) => Some(value),
            Err(fault) => {
                self.faults.push(format!("{name}: {fault}"));
                None
            }
        }
    }

    /// Both settings of the mail, or neither.
    fn mail(&mut self) -> Option<MailSettings> {
        let (url, from) = ("ANSKAF_SMTP_URL", "ANSKAF_MAIL_FROM");
        match (self.optional(url), self.optional(from)) {
            (Some(server), Some(sender)) => Some(MailSettings { server, sender }),
            (None, None) => None,
            (Some(_), None) => self.missing(from, url),
            (None, Some(_)) => self.missing(url, from),
        }
    }

    /// All settings of the identity provider, or none.
    fn provider(&mut self) -> Option<ProviderSettings> {
        let names = ["ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME"]
            .map(|name| format!("ANSKAF_OIDC_{name}"));
        let given = |name: &String| (self.lookup)(name).is_some_and(|text| !text.trim().is_empty());
        let beside = names.iter().find(|name| given(name))?.clone();
        let groups_claim = self.value("ANSKAF_OIDC_GROUPS_CLAIM", "groups");
        let [issuer, client_id, client_secret, name] = names;
        let issuer = self.needed(&issuer, &beside);
        let client_id = self.needed(&client_id, &beside);
        let client_secret = self.needed(&client_secret, &beside);
        let name = self.needed(&name, &beside);
        Some(ProviderSettings {
            issuer: issuer?,
            client_id: client_id?,
            client_secret: client_secret?,
            name: name?,
            groups_claim,
        })
    }

    fn needed<T: FromStr>(&mut self, name: &str, beside: &str) -> Option<T>
    where
        T::Err: Display,
    {
        match self.optional(name) {
            Some(value) => Some(value),
            None => self.missing(name, beside),
        }
    }

    fn missing<T>(&mut self, name: &str, beside: &str) -> Option<T> {
        // A wrong value has been noted already.
        if (self.lookup)(name).is_none_or(|text| text.trim().is_empty()) {
            self.faults.push(format!("{name}: needed beside {beside}"));
        }
        None
    }

    fn number<T>(&mut self, name: &str, default: T, least: T, most: T) -> T
    where
        T: FromStr + PartialOrd + Display + Copy,
        T::Err: Display,
    {
        let number = self.value(name, &default.to_string());
        if number < least || number > most {
            self.faults
                .push(format!("{name}: must lie between {least} and {most}"));
            return default;
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_any_setting_there_is_a_file_in_the_data_directory() {
        let config = Config::read(|_| None).unwrap();
        assert_eq!(
            config.database_url,
            DatabaseUrl::Sqlite("data/anskaf.sqlite".into())
        );
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.body_limit.megabytes(), 10);
    }

    #[test]
    fn all_wrong_settings_are_told_at_once_and_no_password_is_repeated() {
        let faults = Config::read(|name| {
            Some(
                match name {
                    "ANSKAF_DATABASE_URL" => "potsgres://anskaf:secret@host/x",
                    "ANSKAF_LISTEN" => "8080",
                    "ANSKAF_DATABASE_CONNECTIONS" => "0",
                    "ANSKAF_UPLOAD_LIMIT_MB" => "many",
                    "ANSKAF_LOG" => "loud=very=much",
                    "ANSKAF_LOG_FORMAT" => "xml",
                    "ANSKAF_SMTP_URL" => "smtp://anskaf:secret@host",
                    _ => return None,
                }
                .to_owned(),
            )
        })
        .unwrap_err();
        assert_eq!(faults.lines().count(), 7, "{faults}");
        assert!(!faults.contains("secret"));
    }

    #[test]
    fn a_mail_server_and_a_sender_come_together() {
        let read = |url: &'static str, from: &'static str| {
            Config::read(|name| match name {
                "ANSKAF_SMTP_URL" => Some(url.to_owned()),
                "ANSKAF_MAIL_FROM" => Some(from.to_owned()),
                _ => None,
            })
        };
        let (server, sender) = ("smtp://mail.example", "Anskaf <anskaf@dragoer.example>");
        assert!(read(server, sender).unwrap().mail.is_some());
        assert!(read("", " ").unwrap().mail.is_none());
        assert_eq!(
            read(server, "").unwrap_err(),
            "ANSKAF_MAIL_FROM: needed beside ANSKAF_SMTP_URL"
        );
        assert_eq!(
            read("", sender).unwrap_err(),
            "ANSKAF_SMTP_URL: needed beside ANSKAF_MAIL_FROM"
        );
        assert_eq!(read("mail.example", sender).unwrap_err().lines().count(), 1);
    }

    #[test]
    fn an_identity_provider_is_described_wholly_or_not_at_all() {
        let all = [
            ("ANSKAF_OIDC_ISSUER", "https://login.example/tenant"),
            ("ANSKAF_OIDC_CLIENT_ID", "anskaf"),
            ("ANSKAF_OIDC_CLIENT_SECRET", "hush"),
            ("ANSKAF_OIDC_NAME", "Log ind med kommunens konto"),
            ("ANSKAF_PUBLIC_URL", "https://anskaf.example"),
        ];
        let read = |without: &str| {
            Config::read(|name| {
                let found = all.iter().find(|(known, _)| *known == name);
                found
                    .filter(|(known, _)| *known != without)
                    .map(|(_, value)| (*value).to_owned())
            })
        };
        let provider = read("").unwrap().provider.unwrap();
        assert_eq!(provider.groups_claim, "groups");
        assert!(!format!("{provider:?}").contains("hush"));
        for (name, _) in all {
            let fault = read(name).unwrap_err();
            assert!(
                fault.starts_with(&format!("{name}: needed beside")),
                "{fault}"
            );
        }
        assert!(Config::read(|_| None).unwrap().provider.is_none());
    }
}
