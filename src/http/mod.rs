//! What every route shares: who calls, how bodies and parameters are read, how answers and refusals look.

pub mod actor;
pub mod answer;
mod download;
mod format;
mod found_session;
mod head;
pub mod health;
mod html_page;
pub mod idempotency;
mod json;
pub mod limiter;
pub mod page;
pub mod paging;
mod parameters;
mod precondition;
pub mod problem;
mod schemas;
pub mod session;
mod streamed;
mod strict;
pub mod upload;

pub use actor::{Caller, Role};
pub use answer::Tagged;
pub use download::Disposition;
pub use format::{AskedForm, DocumentFormat, TableFormat, alternate, in_format};
pub use found_session::FoundSession;
pub use head::answer_head;
pub use html_page::HtmlPage;
pub use json::{BodyLimit, Json, checked, not_blank, parse, read_body};
pub use paging::Page;
pub use parameters::{DryRun, Path, Query};
pub use precondition::IfMatch;
pub use session::Now;
pub use streamed::Streamed;
pub use strict::{KnownParameters, refuse_unknown_parameters};
