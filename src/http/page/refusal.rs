//! A button that was refused: the page on which it stands is shown again, and says on top why.
//!
//! A form comes back by itself ([`super::FormPage::again`]) with each fault at its field; a button has no fields.

use super::frame::Frame;
use crate::error::{Error, Result, codes};
use actix_web::http::StatusCode;

/// How many faults are told before the rest is only counted.
const TOLD: usize = 10;

/// Why a button on the page was refused.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// The status with which the page is sent.
    pub status: StatusCode,
    /// What happened, in a sentence.
    pub title: String,
    /// Why, a sentence for each fault.
    pub details: Vec<String>,
}

impl Refusal {
    /// What a page says of `error`.
    ///
    /// # Errors
    /// `error` itself when it is no refusal, or one that the page could not help with: a failure, somebody who is not
    /// signed in, and a service that is too busy keep the page of their own.
    pub(super) fn of(f: &Frame, error: Error) -> Result<Self> {
        let status = StatusCode::from_u16(error.status());
        let status = match status {
            Ok(status) if status.is_client_error() && status != StatusCode::UNAUTHORIZED => status,
            _ => return Err(error),
        };
        let faults = error.faults();
        let stale = faults.iter().all(|fault| fault.code() == &codes::STALE);
        if stale {
            return Ok(Refusal {
                status,
                title: f.t("refused-stale"),
                details: vec![f.t("refused-stale-next")],
            });
        }
        let mut details: Vec<String> = faults
            .iter()
            .map(|fault| fault.detail(f.language))
            .collect();
        details.dedup();
        let more = details.len().saturating_sub(TOLD);
        details.truncate(TOLD);
        if more > 0 {
            details.push(f.n("refused-more", more));
        }
        Ok(Refusal {
            status,
            title: f.t("fault-refused"),
            details,
        })
    }
}
