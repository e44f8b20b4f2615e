//! The cookies of the pages: the session, the wishes of the reader, and what is said once on the next page.

use super::super::session::token_hash;
use crate::error::Language;
use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::web::Data;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const SESSION: &str = "__Host-anskaf";
const PLAIN_SESSION: &str = "anskaf";
const STRANGER: &str = "anskaf-form";
const LANGUAGE: &str = "anskaf-language";
const THEME: &str = "anskaf-theme";
const FLASH: &str = "anskaf-message";
const WAITING: &str = "__Host-anskaf-oidc";
const PLAIN_WAITING: &str = "anskaf-oidc";

/// For how many minutes somebody may stay at the identity provider.
const WAITING_MINUTES: i64 = 10;

/// How the service is reached, as far as its pages must know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress {
    /// The address that people type, without a slash at its end; absent when nobody said.
    pub url: Option<String>,
    /// Whether cookies are sent over HTTPS only.
    pub secure: bool,
}

impl Default for PublicAddress {
    fn default() -> Self {
        PublicAddress {
            url: None,
            secure: true,
        }
    }
}

impl PublicAddress {
    fn of(request: &HttpRequest) -> Self {
        request
            .app_data::<Data<PublicAddress>>()
            .map_or_else(PublicAddress::default, |address| address.get_ref().clone())
    }
}

impl std::str::FromStr for PublicAddress {
    type Err = String;

    /// `https://…`, or `http://` to this machine: anywhere else the session would travel readable.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim_end_matches('/');
        if text.is_empty() {
            return Ok(PublicAddress::default());
        }
        let (secure, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return Err("expected https://… or http://localhost:8080".to_owned()),
        };
        if rest.is_empty() || rest.contains(['/', '?', '#', ' ', '@']) {
            return Err(
                "expected scheme, host and port only, such as https://anskaf.example.dk".to_owned(),
            );
        }
        let host = match rest.strip_prefix('[') {
            Some(six) => six.split(']').next().unwrap_or_default(),
            None => rest.split(':').next().unwrap_or_default(),
        };
        if !secure && !matches!(host, "localhost" | "127.0.0.1" | "::1") {
            return Err(
                "without https only this machine itself can be served (http://localhost:8080): \
                 anywhere else sessions could be read on the way"
                    .to_owned(),
            );
        }
        Ok(PublicAddress {
            url: Some(text.to_owned()),
            secure,
        })
    }
}

/// Light, dark, or as the device is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the device is set.
    Device,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The word in cookies, forms and the page's markup.
    pub fn word(self) -> &'static str {
        match self {
            Theme::Device => "device",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of a word; what is none is the device's.
    pub fn of_word(word: &str) -> Self {
        match word {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::Device,
        }
    }
}

/// The secret of the session that the browser shows.
pub fn session_secret(request: &HttpRequest) -> Option<String> {
    let name = session_name(request);
    request.cookie(name).map(|cookie| cookie.value().to_owned())
}

fn session_name(request: &HttpRequest) -> &'static str {
    match PublicAddress::of(request).secure {
        true => SESSION,
        false => PLAIN_SESSION,
    }
}

/// The cookie that opens a session; it ends with the browser, and on the server by itself.
pub fn session_cookie(request: &HttpRequest, secret: &str) -> Cookie<'static> {
    let secure = PublicAddress::of(request).secure;
    Cookie::build(session_name(request), secret.to_owned())
        .path("/")
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .finish()
}

/// The cookie that makes the browser forget its session.
pub fn no_session_cookie(request: &HttpRequest) -> Cookie<'static> {
    let mut cookie = session_cookie(request, "");
    cookie.make_removal();
    cookie
}

/// What a browser keeps while its user signs in elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// A secret of which the identity provider sees hashes only.
    pub secret: String,
    /// The page to go on to.
    pub next: String,
}

fn waiting_name(request: &HttpRequest) -> &'static str {
    match PublicAddress::of(request).secure {
        true => WAITING,
        false => PLAIN_WAITING,
    }
}

/// The cookie of somebody who is sent to the identity provider.
pub fn waiting_cookie(request: &HttpRequest, waiting: &Waiting) -> Cookie<'static> {
    let next = URL_SAFE_NO_PAD.encode(&waiting.next);
    Cookie::build(waiting_name(request), format!("{}.{next}", waiting.secret))
        .path("/")
        .http_only(true)
        .secure(PublicAddress::of(request).secure)
        // Lax: it must come along when the provider sends the browser back.
        .same_site(SameSite::Lax)
        .max_age(Duration::minutes(WAITING_MINUTES))
        .finish()
}

/// The cookie that makes the browser forget that it waited.
pub fn no_waiting_cookie(request: &HttpRequest) -> Cookie<'static> {
    let nothing = Waiting {
        secret: String::new(),
        next: String::new(),
    };
    let mut cookie = waiting_cookie(request, &nothing);
    cookie.make_removal();
    cookie
}

/// What the browser kept while its user signed in elsewhere.
pub fn waiting(request: &HttpRequest) -> Option<Waiting> {
    let cookie = request.cookie(waiting_name(request))?;
    let (secret, next) = cookie.value().split_once('.')?;
    let next = URL_SAFE_NO_PAD.decode(next).ok()?;
    // An empty or short secret could be guessed, so it proves nothing.
    (secret.len() == 64).then_some(Waiting {
        secret: secret.to_owned(),
        next: String::from_utf8(next).ok()?,
    })
}

/// The secret by which the forms of somebody who is not signed in are known.
pub(super) fn stranger_secret(request: &HttpRequest) -> Option<String> {
    request
        .cookie(STRANGER)
        .map(|cookie| cookie.value().to_owned())
}

pub(super) fn stranger_cookie(request: &HttpRequest, secret: &str) -> Cookie<'static> {
    kept(request, STRANGER, secret.to_owned(), None)
}

/// The key that every form of this browser carries: from the session's secret, so that no other site can know it.
pub(super) fn form_key(secret: &str) -> String {
    token_hash(&format!("form {secret}"))
        .chars()
        .take(32)
        .collect()
}

/// The language that the reader chose on a page.
pub fn chosen_language(request: &HttpRequest) -> Option<Language> {
    match request.cookie(LANGUAGE)?.value() {
        "da" => Some(Language::Danish),
        "en" => Some(Language::English),
        _ => None,
    }
}

/// The cookie by which a browser keeps the language that its reader chose.
pub fn language_cookie(request: &HttpRequest, word: &str) -> Cookie<'static> {
    let word = if word == "en" { "en" } else { "da" };
    kept(
        request,
        LANGUAGE,
        word.to_owned(),
        Some(Duration::days(365)),
    )
}

pub(super) fn theme(request: &HttpRequest) -> Theme {
    request
        .cookie(THEME)
        .map_or(Theme::Device, |cookie| Theme::of_word(cookie.value()))
}

pub(super) fn theme_cookie(request: &HttpRequest, word: &str) -> Cookie<'static> {
    let word = Theme::of_word(word).word().to_owned();
    kept(request, THEME, word, Some(Duration::days(365)))
}

/// What the next page says once.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Flash {
    /// The key of the message.
    pub key: String,
    /// What stands for `{ $what }` in it.
    #[serde(default)]
    pub what: String,
}

pub(super) fn flash(request: &HttpRequest) -> Option<Flash> {
    let cookie = request.cookie(FLASH)?;
    let bytes = URL_SAFE_NO_PAD.decode(cookie.value()).ok()?;
    serde_json::from_slice(&bytes).ok()
}

pub(super) fn flash_cookie(request: &HttpRequest, flash: &Flash) -> Cookie<'static> {
    let text = serde_json::to_vec(flash).unwrap_or_default();
    let lasts = Some(Duration::minutes(1));
    kept(request, FLASH, URL_SAFE_NO_PAD.encode(text), lasts)
}

pub(super) fn no_flash_cookie(request: &HttpRequest) -> Cookie<'static> {
    let mut cookie = kept(request, FLASH, String::new(), None);
    cookie.make_removal();
    cookie
}

fn kept(
    request: &HttpRequest,
    name: &'static str,
    value: String,
    lasts: Option<Duration>,
) -> Cookie<'static> {
    let mut cookie = Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .secure(PublicAddress::of(request).secure)
        .same_site(SameSite::Lax)
        .finish();
    cookie.set_max_age(lasts);
    cookie
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        let read = |text: &str| text.parse::<PublicAddress>();
        assert!(!read("http://localhost:8080").unwrap().secure);
        assert!(!read("http://[::1]:8080/").unwrap().secure);
        assert!(read("https://anskaf.example.dk").unwrap().secure);
        for wrong in [
            "http://anskaf.example.dk",
            "http://localhost.example.dk",
            "anskaf",
            "https://a/b",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert!(read("").unwrap().secure);
    }

    #[test]
    fn the_key_of_forms_does_not_give_the_session_away() {
        let secret = crate::http::session::new_secret().unwrap();
        assert_eq!(secret.len(), 64);
        assert_ne!(form_key(&secret), token_hash(&secret)[..32]);
    }
}
