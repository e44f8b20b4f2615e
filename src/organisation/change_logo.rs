//! Reads a logo, puts it in the place of the one before, and takes it away.

use super::{Municipality, journal, store};
use crate::clock::Moment;
use crate::db::{DbConnection, Version};
use crate::error::{Error, Fault, Result, codes};
use crate::http::actor::Administrator;
use crate::render::document::Image;
use crate::render::image::{self, ImageFault};

/// A logo that was read and found good, and written anew.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// The picture.
    pub image: Image,
    /// What is said of it to somebody who cannot see it; `None` for *Ns logo*.
    pub alternative: Option<String>,
}

/// Reads a logo on a thread of its own; never call it inside a transaction.
///
/// # Errors
/// The codes that begin with `logo_`, by what is wrong with the file.
pub async fn read_logo(bytes: Vec<u8>, alternative: Option<String>) -> Result<Logo> {
    let read = move || image::read(&bytes);
    let image = tokio::task::spawn_blocking(read)
        .await
        .map_err(|error| Error::Internal(Box::new(error)))?
        .map_err(refusal)?;
    let alternative = alternative.filter(|text| !text.trim().is_empty());
    Ok(Logo { image, alternative })
}

fn refusal(fault: ImageFault) -> Error {
    let code = match fault {
        ImageFault::Unknown | ImageFault::Unreadable => &codes::LOGO_UNREADABLE,
        ImageFault::TooLarge | ImageFault::TooManyPixels | ImageFault::TooComplex => {
            &codes::LOGO_TOO_COMPLEX
        }
        ImageFault::Empty => &codes::LOGO_EMPTY,
        ImageFault::Script => &codes::LOGO_HAS_SCRIPT,
        ImageFault::External => &codes::LOGO_REFERS_OUTSIDE,
        ImageFault::NoShape(element) => {
            return Fault::new(&codes::LOGO_NOT_SHAPES)
                .with("element", element)
                .into();
        }
    };
    code.into()
}

/// Puts a logo in the place of the one before.
///
/// # Errors
/// [`codes::MUNICIPALITY_NOT_SET`], [`codes::STALE`].
pub fn change_logo(
    conn: &mut DbConnection,
    actor: &Administrator,
    seen: Version,
    logo: &Logo,
    moment: Moment,
) -> Result<Municipality> {
    let before = store::municipality(conn)?;
    let version = seen.require(before.version)?;
    let usual = format!("{}s logo", before.name);
    let alternative = logo.alternative.as_deref().unwrap_or(&usual);
    store::update_logo(conn, Some((&logo.image, alternative)), version)?;
    told(conn, actor, "logo_changed", &before, moment)
}

/// Takes the logo away.
///
/// # Errors
/// [`codes::MUNICIPALITY_NOT_SET`], [`codes::STALE`], [`codes::LOGO_NOT_FOUND`].
pub fn remove_logo(
    conn: &mut DbConnection,
    actor: &Administrator,
    seen: Version,
    moment: Moment,
) -> Result<Municipality> {
    let before = store::municipality(conn)?;
    let version = seen.require(before.version)?;
    if before.logo_media_type.is_none() {
        return Err((&codes::LOGO_NOT_FOUND).into());
    }
    store::update_logo(conn, None, version)?;
    told(conn, actor, "logo_removed", &before, moment)
}

fn told(
    conn: &mut DbConnection,
    actor: &Administrator,
    action: &'static str,
    before: &Municipality,
    moment: Moment,
) -> Result<Municipality> {
    let after = store::municipality(conn)?;
    journal::Entry::new(action, "municipality", 1)
        .before(before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}
