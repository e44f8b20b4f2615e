//! The number that grows with every change of a thing, so that nobody overwrites what they have not seen.

use crate::error::{Fault, Result, codes};

/// The state of a thing as its reader saw it: 1 when created, one more with every change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Version(pub i32);

impl Version {
    /// Accepts a change only when the caller saw the `current` state; answers the next number.
    ///
    /// # Errors
    /// [`codes::STALE`] with both numbers.
    pub fn require(self, current: i32) -> Result<i32> {
        if self.0 == current {
            return Ok(current + 1);
        }
        Err(Fault::new(&codes::STALE)
            .with("seen", self.0)
            .with("current", current)
            .into())
    }
}
