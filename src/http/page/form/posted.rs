//! A form as it was sent: names and values in their order, behind the lock of the form's key.

use super::super::cookies::{form_key, session_secret, stranger_secret};
use super::super::lost::is_form;
use crate::db::Version;
use crate::error::{Error, Fault, Result, codes};
use crate::http::actor::Session;
use crate::http::json::{BodyLimit, read_body};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::future::LocalBoxFuture;

/// A sent form whose key is right.
#[derive(Debug, Clone, Default)]
pub struct Form {
    pairs: Vec<(String, String)>,
}

impl Form {
    /// A form of these names and values; for tests and for forms that come otherwise.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Form { pairs }
    }

    /// The first value of a name, with lines ended as on this side of the network.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Every value of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let found = self.pairs.iter().filter(move |(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// All names and values.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The version of the thing that the form showed.
    ///
    /// # Errors
    /// [`codes::VALUE_INVALID`] at `/version` when the form does not carry one.
    pub fn version(&self) -> Result<Version> {
        let seen = self.get("version").and_then(|text| text.parse().ok());
        seen.map(Version)
            .ok_or_else(|| Fault::new(&codes::VALUE_INVALID).at("/version").into())
    }

    /// Where the form was shown, if that is a page of this service; else the home page.
    pub fn back(&self) -> String {
        own_path(self.get("back").unwrap_or_default())
    }
}

/// `path` when it leads to a page of this service, else `/`: nobody is sent on to another site.
pub fn own_path(path: &str) -> String {
    let safe = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\t'])
        && path.chars().all(|c| !c.is_control());
    if safe {
        path.to_owned()
    } else {
        "/".to_owned()
    }
}

impl FromRequest for Form {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let body = read_body(payload, BodyLimit::of(&request)).await?;
            if !is_form(&request) {
                let expected = "application/x-www-form-urlencoded";
                return Err(Fault::new(&codes::UNSUPPORTED_MEDIA_TYPE)
                    .with("expected", expected)
                    .into());
            }
            let form = Form::of(pairs_of(&body)?);
            if is_right_key(&request, form.get("form_key").unwrap_or_default()) {
                Ok(form)
            } else {
                Err((&codes::FORM_EXPIRED).into())
            }
        })
    }
}

/// The names and values of a form in the body of a request.
pub(super) fn pairs_of(body: &[u8]) -> Result<Vec<(String, String)>> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(body).map_err(|_| Error::from(&codes::BODY_UNREADABLE))?;
    Ok(pairs
        .into_iter()
        .map(|(name, value)| (name, one_kind_of_line_end(&value)))
        .collect())
}

/// The names and values of a form written as text, as browsers send it.
pub fn text_pairs(text: &str) -> Vec<(String, String)> {
    serde_urlencoded::from_str(text).unwrap_or_default()
}

/// Browsers end lines with CR LF; texts are kept with LF.
pub(super) fn one_kind_of_line_end(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Whether `key` is the key of this browser's forms.
pub fn is_right_key(request: &HttpRequest, key: &str) -> bool {
    let known = request
        .extensions()
        .get::<Session>()
        .is_some_and(Session::is_known);
    let secret = match known {
        true => session_secret(request),
        false => stranger_secret(request),
    };
    secret.is_some_and(|secret| form_key(&secret) == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_on_to_another_site() {
        for path in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "javascript:x",
            "",
            "/a\nb",
        ] {
            assert_eq!(own_path(path), "/", "{path:?}");
        }
        assert_eq!(own_path("/devices?school=2"), "/devices?school=2");
    }
}
