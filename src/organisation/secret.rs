//! Secrets that the service makes: of tokens, sessions and one-time links.

use crate::error::{Error, Result};
use crate::http::session::hex;

/// 256 random bits of the operating system as 64 hexadecimal digits.
///
/// # Errors
/// Only when the operating system has no randomness to give.
pub(super) fn new_secret() -> Result<String> {
    let mut random = [0u8; 32];
    getrandom::fill(&mut random).map_err(|error| Error::Internal(error.to_string().into()))?;
    Ok(hex(&random))
}
