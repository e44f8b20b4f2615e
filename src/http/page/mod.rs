//! What all pages share: the frame around them, their texts, forms, cookies and files.
//!
//! A page is rendered on the server and works without scripts; htmx and a small script of our own make it quicker.
//! Every handler of a page takes a [`Frame`], and one that changes something a [`Form`], which refuses what another
//! site sent.

mod assets;
mod choices;
pub mod cookies;
mod fault_page;
pub mod form;
mod form_page;
mod frame;
mod guard;
mod lost;
mod navigation;
mod refusal;
mod texts;

pub use cookies::PublicAddress;
pub use fault_page::tell as tell_on_page;
pub use form::{Field, Form, FormView, FormWithFiles, Kind, Spec};
pub use form_page::{FormPage, carry_out};
pub use frame::{Crumb, Frame, Html, Markup, MunicipalityName};
pub use guard::{POLICY, protect, refuse_foreign};
pub use lost::{LostForm, keep_lost_form};
pub use refusal::Refusal;
pub use texts::{Source, Texts, count};

use actix_web::web::ServiceConfig;

/// The texts of the frame itself.
pub const TEXTS: Source = Source {
    danish: include_str!("texts/da.ftl"),
    english: include_str!("texts/en.ftl"),
};

/// Adds what belongs to no slice: the files, and the choices of language and theme.
pub fn routes(config: &mut ServiceConfig) {
    assets::routes(config);
    choices::routes(config);
}

/// Whether an address is a page's: not the interface for programs, its description, nor a probe.
pub fn is_page(path: &str) -> bool {
    !(path.starts_with("/api/")
        || path == "/healthz"
        || path == "/readyz"
        || path.starts_with("/tjek"))
}

/// The first value of a parameter of the address.
pub fn query_value(request: &actix_web::HttpRequest, name: &str) -> Option<String> {
    let pairs = form::text_pairs(request.query_string());
    pairs
        .into_iter()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value)
}
