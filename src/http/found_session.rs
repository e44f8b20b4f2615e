//! A session in the browser as the organisation finds it behind a cookie.

use super::Caller;
use crate::db::SessionId;

/// A good session, and who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSession {
    /// Who is signed in.
    pub caller: Caller,
    /// The session.
    pub session: SessionId,
    /// Whether its last use was noted so long ago that it should be noted again.
    pub mark_due: bool,
}
