//! A form on a page of its own: one step of an agreement's life.

use super::place::{Place, way};
use crate::db::{Database, LeaseId};
use crate::error::{Error, Result};
use crate::http::page::{Form, FormView, Frame, Html, Markup};
use crate::leasing::{Lease, store};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

/// What a step is called, and what it does: keys of texts.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// The heading.
    pub title: &'static str,
    /// A sentence below it.
    pub lead: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "leasing/pages/step.html")]
struct StepPage {
    f: Frame,
    place: Place,
    title: String,
    lead: Option<String>,
    /// What somebody should know before filling it in.
    notes: Vec<String>,
    form: Markup,
    removal: Option<Removal>,
}

/// A button that removes the thing that the form shows.
#[derive(Debug, Clone)]
pub struct Removal {
    /// Where it is sent.
    pub path: String,
    /// The version of the thing that was shown.
    pub version: i32,
}

/// The agreement as it is now.
///
/// # Errors
/// [`crate::error::codes::LEASE_NOT_FOUND`].
pub async fn lease(db: &Database, id: LeaseId) -> Result<Lease> {
    db.read(move |conn| store::lease(conn, id)).await
}

/// The page of a step with its form.
///
/// # Errors
/// Only when the template fails.
pub fn show(f: Frame, lease: Lease, step: Step, form: FormView) -> Result<Html> {
    page(f, lease, step, (form, None), StatusCode::OK)
}

/// The same page, with what somebody should know before filling it in.
///
/// # Errors
/// Only when the template fails.
pub fn show_noted(
    f: Frame,
    lease: Lease,
    step: Step,
    form: FormView,
    notes: Vec<String>,
) -> Result<Html> {
    let page = filled(f, lease, step, (form, None), notes)?;
    page.f.clone().show(&page)
}

/// The same page for a thing that can also be removed.
///
/// # Errors
/// Only when the template fails.
pub fn show_removable(
    f: Frame,
    lease: Lease,
    step: Step,
    form: FormView,
    removal: Removal,
) -> Result<Html> {
    page(f, lease, step, (form, Some(removal)), StatusCode::OK)
}

/// The page of a thing that was not removed: as the thing stands, with the refusal on top.
///
/// # Errors
/// An error that is no refusal, unchanged.
pub fn not_removed(
    f: Frame,
    lease: Lease,
    step: Step,
    (form, removal): (FormView, Removal),
    error: Error,
) -> Result<HttpResponse> {
    let form = form.refused(error, f.language)?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let page = page(f, lease, step, (form, Some(removal)), status)?;
    Ok(page.into_response())
}

/// The same page come back: with what was written, and what was wrong.
///
/// # Errors
/// An error that is no refusal, unchanged.
pub fn again(
    f: Frame,
    lease: Lease,
    step: Step,
    form: FormView,
    (sent, error): (&Form, Error),
) -> Result<HttpResponse> {
    come_back(f, lease, step, (form, None), (sent, error))
}

/// The same for a thing that can also be removed.
///
/// # Errors
/// An error that is no refusal, unchanged.
pub fn again_removable(
    f: Frame,
    lease: Lease,
    step: Step,
    (form, removal): (FormView, Removal),
    (sent, error): (&Form, Error),
) -> Result<HttpResponse> {
    come_back(f, lease, step, (form, Some(removal)), (sent, error))
}

fn come_back(
    f: Frame,
    lease: Lease,
    step: Step,
    (form, removal): (FormView, Option<Removal>),
    (sent, error): (&Form, Error),
) -> Result<HttpResponse> {
    let form = form.again(sent, error, f.language)?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let page = page(f, lease, step, (form, removal), status)?;
    Ok(page.into_response())
}

fn page(
    f: Frame,
    lease: Lease,
    step: Step,
    (form, removal): (FormView, Option<Removal>),
    status: StatusCode,
) -> Result<Html> {
    let page = filled(f, lease, step, (form, removal), Vec::new())?;
    page.f.clone().show_with(status, &page)
}

fn filled(
    f: Frame,
    lease: Lease,
    step: Step,
    (form, removal): (FormView, Option<Removal>),
    notes: Vec<String>,
) -> Result<StepPage> {
    let form = form.cancel(format!("/leases/{}", lease.id)).html(&f)?;
    let (title, here) = (f.t(step.title), f.address.clone());
    Ok(StepPage {
        place: Place::of(&f, lease.clone(), "agreement"),
        lead: step.lead.map(|key| f.t(key)),
        f: way(f, &lease, "agreement").below(title.clone(), here),
        title,
        notes,
        form,
        removal,
    })
}
