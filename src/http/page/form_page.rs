//! A page that is one form, which most changes of a thing need; and the way from the sent form to the change.

use super::form::{Form, FormView};
use super::frame::{Frame, Html, Markup};
use crate::db::{Database, DbConnection};
use crate::error::{Error, Result};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

/// A page that is one form.
pub struct FormPage {
    f: Frame,
    title: String,
    lead: String,
    form: FormView,
    aside: Option<Markup>,
}

#[derive(Template)]
#[template(path = "http/page/form_page.html")]
struct FormPageTemplate<'a> {
    f: &'a Frame,
    title: &'a str,
    lead: &'a str,
    name: &'a str,
    form: Markup,
    aside: &'a Option<Markup>,
}

impl FormPage {
    /// The page; its title ends the way to it.
    pub fn new(f: Frame, title: impl Into<String>, form: FormView) -> Self {
        let (title, here) = (title.into(), f.address.clone());
        FormPage {
            f: f.below(title.clone(), here),
            title,
            lead: String::new(),
            form,
            aside: None,
        }
    }

    /// The same page, with something beside the form.
    #[must_use]
    pub fn aside(self, aside: Markup) -> Self {
        FormPage {
            aside: Some(aside),
            ..self
        }
    }

    /// The same page, with a sentence below its title.
    #[must_use]
    pub fn lead(self, lead: impl Into<String>) -> Self {
        FormPage {
            lead: lead.into(),
            ..self
        }
    }

    /// The page as it is opened.
    ///
    /// # Errors
    /// Only when a template fails.
    pub fn show(self) -> Result<Html> {
        self.with(StatusCode::OK)
    }

    /// The page come back: with what was sent, and what was wrong with it.
    ///
    /// # Errors
    /// An error that is no refusal, unchanged.
    pub fn again(mut self, sent: &Form, error: Error) -> Result<HttpResponse> {
        self.form = self.form.again(sent, error, self.f.language)?;
        Ok(self.with(StatusCode::UNPROCESSABLE_ENTITY)?.into_response())
    }

    fn with(self, status: StatusCode) -> Result<Html> {
        let page = FormPageTemplate {
            f: &self.f,
            title: &self.title,
            lead: &self.lead,
            name: self.form.name(),
            form: self.form.html(&self.f)?,
            aside: &self.aside,
        };
        self.f.show_with(status, &page)
    }
}

/// Carries out what a form asks for, in one transaction; a form that cannot be read never reaches it.
///
/// # Errors
/// The form's faults, else what `act` answers.
pub async fn carry_out<C, T>(
    db: &Database,
    command: Result<C>,
    act: impl FnOnce(&mut DbConnection, &C) -> Result<T> + Send + 'static,
) -> Result<T>
where
    C: Send + 'static,
    T: Send + 'static,
{
    let command = command?;
    db.write(move |conn| act(conn, &command)).await
}
