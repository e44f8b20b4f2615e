//! The frame of a page: who reads it, in which language, where it stands in the service.

use super::cookies::{self, Flash, Theme};
use super::refusal::Refusal;
use super::texts::{self, Texts};
use super::{assets, navigation};
use crate::clock::Instant;
use crate::db::{Database, DbConnection};
use crate::error::{Error, Language, Result};
use crate::finance::Money;
use crate::http::actor::{Caller, Role, Session};
use crate::http::problem::language_of;
use crate::http::session::new_secret;
use crate::render::numbers;
use actix_web::body::BoxBody;
use actix_web::cookie::Cookie;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, LOCATION, RETRY_AFTER};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;
use fluent_bundle::FluentArgs;
use futures_util::future::LocalBoxFuture;

/// Looks up the name of the municipality; the organisation knows how.
#[derive(Clone, Copy)]
pub struct MunicipalityName(pub fn(&mut DbConnection) -> Result<Option<String>>);

/// A piece of markup that was made by a template, and is not to be made harmless a second time.
#[derive(Debug, Clone)]
pub struct Markup(pub String);

impl std::fmt::Display for Markup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Markup {}

/// A step on the way to a page.
#[derive(Debug, Clone)]
pub struct Crumb {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub path: String,
}

/// The frame of a page, as a handler's argument and as `f` in its template.
#[derive(Clone)]
pub struct Frame {
    /// The language of the page.
    pub language: Language,
    /// Light, dark, or as the device is set.
    pub theme: Theme,
    /// The address of the page, with its parameters.
    pub address: String,
    /// How the reader reached the service, such as `http://localhost:8080`: good enough for a link to copy, not for
    /// a letter.
    pub origin: String,
    /// The name of the municipality.
    pub municipality: String,
    /// Who reads it.
    pub caller: Option<Caller>,
    /// The steps to the page, from the home page on.
    pub crumbs: Vec<Crumb>,
    /// What is said once.
    pub flash: Option<Flash>,
    /// Why the button that was pressed on this page was refused.
    pub refusal: Option<Refusal>,
    key: String,
    new_stranger: Option<Cookie<'static>>,
    end_flash: Option<Cookie<'static>>,
    texts: Texts,
}

impl Frame {
    /// The frame for a request, where the name of the municipality is known.
    pub(super) fn of(request: &HttpRequest, municipality: Option<String>) -> Result<Self> {
        let texts = request
            .app_data::<web::Data<Texts>>()
            .ok_or_else(|| Error::Internal("the app has no texts".into()))?;
        let caller = match request.extensions().get::<Session>() {
            Some(Session::Known(caller)) => Some(caller.clone()),
            _ => None,
        };
        let (key, new_stranger) = key_of(request)?;
        let flash = cookies::flash(request);
        let connection = request.connection_info();
        let origin = format!("{}://{}", connection.scheme(), connection.host());
        let language = language(request, caller.as_ref());
        Ok(Frame {
            language,
            theme: cookies::theme(request),
            address: request
                .uri()
                .path_and_query()
                .map_or_else(String::new, ToString::to_string),
            origin,
            municipality: municipality
                .unwrap_or_else(|| texts.get(language, "frame-municipality", None)),
            caller,
            crumbs: Vec::new(),
            end_flash: flash.as_ref().map(|_| cookies::no_flash_cookie(request)),
            flash,
            refusal: None,
            key,
            new_stranger,
            texts: texts.get_ref().clone(),
        })
    }

    /// The text of a key.
    pub fn t(&self, key: &str) -> String {
        self.texts.get(self.language, key, None)
    }

    /// The text of a key with one thing named in it.
    pub fn t1(&self, key: &str, name: &str, value: impl std::fmt::Display) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set(name.to_owned(), value.to_string());
        self.texts.get(self.language, key, Some(&arguments))
    }

    /// The text of a key with several things named in it.
    pub fn tx(&self, key: &str, named: &[(&'static str, String)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, value) in named {
            arguments.set(*name, value.clone());
        }
        self.texts.get(self.language, key, Some(&arguments))
    }

    /// The text of a key that counts things.
    pub fn n(&self, key: &str, number: impl TryInto<i64>) -> String {
        let number = number.try_into().unwrap_or(i64::MAX);
        self.texts
            .get(self.language, key, Some(&texts::count(number)))
    }

    /// The text of a key, where one is written.
    pub fn find(&self, key: &str) -> Option<String> {
        self.texts.find(self.language, key, None)
    }

    /// The word of a value such as `kind-pupil_pc`: `prefix` and the value's own name.
    pub fn word(&self, prefix: &str, value: impl std::fmt::Display) -> String {
        self.t(&format!("{prefix}-{}", value.to_string().replace('_', "-")))
    }

    /// A date as the reader writes it; the Danish way in both languages is `02.01.2018`.
    pub fn date(&self, date: &NaiveDate) -> String {
        numbers::short_date(*date)
    }

    /// An amount with its unit. Both languages write it the Danish way: it stands on Danish bills.
    pub fn kroner(&self, amount: &Money) -> String {
        numbers::kroner(*amount)
    }

    /// An instant as the clock on a Danish wall shows it: `02.01.2018 kl. 14.05`.
    pub fn moment(&self, instant: &Instant) -> String {
        let form = match self.language {
            Language::Danish => "%d.%m.%Y kl. %H.%M",
            Language::English => "%d.%m.%Y at %H.%M",
        };
        instant.danish_time().format(form).to_string()
    }

    /// The same frame for the session that has just begun, whose forms have another key.
    #[must_use]
    pub fn with_session(mut self, secret: &str) -> Self {
        self.key = cookies::form_key(secret);
        self
    }

    /// A whole number.
    pub fn integer(&self, number: impl TryInto<i64>) -> String {
        numbers::integer(number.try_into().unwrap_or(i64::MAX))
    }

    /// Whether the reader holds any of these roles.
    pub fn holds(&self, roles: &[Role]) -> bool {
        self.caller
            .as_ref()
            .is_some_and(|caller| caller.holds(roles))
    }

    /// Adds a step of the way, from the home page down.
    #[must_use]
    pub fn below(mut self, text: impl Into<String>, path: impl Into<String>) -> Self {
        self.crumbs.push(Crumb {
            text: text.into(),
            path: path.into(),
        });
        self
    }

    /// The frame of the page at `path`, on which a button was refused: the page says so on top and has the refusal's
    /// status.
    ///
    /// # Errors
    /// `error` itself where a page of its own tells it better: a failure, somebody not signed in, a service too busy.
    pub fn refused(mut self, path: impl Into<String>, error: Error) -> Result<Self> {
        self.refusal = Some(Refusal::of(&self, error)?);
        self.address = path.into();
        Ok(self)
    }

    /// The hidden fields that every form carries.
    pub fn form_key(&self) -> &str {
        &self.key
    }

    /// Leads to `path` and says `key` there once.
    pub fn see(&self, request: &HttpRequest, path: &str, key: &str, what: &str) -> HttpResponse {
        let flash = Flash {
            key: key.to_owned(),
            what: what.to_owned(),
        };
        HttpResponse::SeeOther()
            .insert_header((LOCATION, path))
            .cookie(cookies::flash_cookie(request, &flash))
            .finish()
    }

    /// The page that a template made; with the status of the refusal where it tells of one.
    ///
    /// # Errors
    /// Only when the template fails.
    pub fn show(&self, template: &impl Template) -> Result<Html> {
        let refused = self.refusal.as_ref().map(|refusal| refusal.status);
        self.show_with(refused.unwrap_or(StatusCode::OK), template)
    }

    /// The page that a template made, with another status: 422 for a form that comes back.
    ///
    /// # Errors
    /// Only when the template fails.
    pub fn show_with(&self, status: StatusCode, template: &impl Template) -> Result<Html> {
        let body = template
            .render()
            .map_err(|error| Error::Internal(error.into()))?;
        let cookies = [&self.new_stranger, &self.end_flash];
        Ok(Html {
            status,
            language: self.lang(),
            cookies: cookies.into_iter().flatten().cloned().collect(),
            retry_after: None,
            body,
        })
    }

    /// The language's tag.
    pub fn lang(&self) -> &'static str {
        match self.language {
            Language::Danish => "da",
            Language::English => "en",
        }
    }

    /// The address of a file of the pages.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// The navigation: address, text, and whether the page belongs to it.
    pub fn navigation(&self) -> Vec<(&'static str, String, bool)> {
        let path = self.address.split('?').next().unwrap_or_default();
        navigation::ENTRIES
            .iter()
            .filter(|entry| self.holds(entry.roles))
            .map(|entry| {
                let below = entry.path != "/"
                    && path
                        .strip_prefix(entry.path)
                        .is_some_and(|rest| rest.starts_with('/'));
                // A thing has an address of its own, and belongs where the way to it begins.
                let begins = self
                    .crumbs
                    .first()
                    .is_some_and(|first| first.path == entry.path);
                (
                    entry.path,
                    self.t(entry.key),
                    path == entry.path || below || begins,
                )
            })
            .collect()
    }

    /// What is said once, as a text.
    pub fn said(&self) -> Option<String> {
        let flash = self.flash.as_ref()?;
        let mut arguments = FluentArgs::new();
        arguments.set("what", flash.what.clone());
        self.texts.find(self.language, &flash.key, Some(&arguments))
    }
}

/// The key of this browser's forms; a browser without a session gets a secret for them.
fn key_of(request: &HttpRequest) -> Result<(String, Option<Cookie<'static>>)> {
    let secret = match cookies::session_secret(request) {
        Some(secret)
            if request
                .extensions()
                .get::<Session>()
                .is_some_and(Session::is_known) =>
        {
            secret
        }
        _ => match cookies::stranger_secret(request) {
            Some(secret) => secret,
            None => {
                let secret = new_secret()?;
                let cookie = cookies::stranger_cookie(request, &secret);
                return Ok((cookies::form_key(&secret), Some(cookie)));
            }
        },
    };
    Ok((cookies::form_key(&secret), None))
}

/// What the reader chose, else the account's language, else what the browser asks for.
fn language(request: &HttpRequest, caller: Option<&Caller>) -> Language {
    cookies::chosen_language(request)
        .or(caller.map(|caller| caller.language))
        .unwrap_or_else(|| language_of(request, None))
}

impl FromRequest for Frame {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let name = municipality(&request).await?;
            Frame::of(&request, name)
        })
    }
}

/// The name of the municipality.
pub(super) async fn municipality(request: &HttpRequest) -> Result<Option<String>> {
    let database = request.app_data::<web::Data<Database>>();
    let find = request.app_data::<web::Data<MunicipalityName>>();
    match (database, find) {
        (Some(database), Some(find)) => {
            let find = find.0;
            database.read(find).await
        }
        _ => Ok(None),
    }
}

/// A page, ready to be sent.
#[derive(Debug, Clone)]
pub struct Html {
    status: StatusCode,
    language: &'static str,
    cookies: Vec<Cookie<'static>>,
    retry_after: Option<u64>,
    body: String,
}

impl Html {
    /// Adds a cookie.
    #[must_use]
    pub fn cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// Says in how many seconds it is worth asking again, as [`Error::retry_after`] knows it.
    #[must_use]
    pub fn retry_after(self, seconds: Option<u64>) -> Self {
        Html {
            retry_after: seconds,
            ..self
        }
    }

    /// The answer itself.
    pub fn into_response(self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        response
            .content_type("text/html; charset=utf-8")
            .insert_header((CONTENT_LANGUAGE, self.language))
            .insert_header((CACHE_CONTROL, "private, no-store"));
        if let Some(seconds) = self.retry_after {
            response.insert_header((RETRY_AFTER, seconds));
        }
        for cookie in self.cookies {
            response.cookie(cookie);
        }
        response.body(self.body)
    }
}

impl Responder for Html {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.into_response()
    }
}
