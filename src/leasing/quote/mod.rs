//! The lease quote: what a lease would cost, worked out from terms alone.
//!
//! Nothing is stored and nothing is looked up. The command line and HTTP come through here, so that both
//! answer alike. The mathematics has types of its own without descriptions or languages; those of this
//! module are their published form, field by field.

mod answer;
mod command;
mod refusals;

pub use answer::{
    LeaseQuote, LeaseQuoteInstalment, LeaseQuoteInterimCharge, LeaseQuoteTotals, LeaseQuoteWarning,
    LeaseQuoteYear,
};
pub use command::{
    AskLeaseQuote, AskedDrawdown, AskedFee, AskedInterimCharge, AskedRateChange, AskedSolution,
};

use crate::error::{Language, Result};
use crate::finance;
use crate::http::parse;

/// Works out a lease; warnings are told in `language`.
///
/// # Errors
/// Every fault of the terms at once, each with its code and a JSON pointer.
pub fn quote(command: AskLeaseQuote, language: Language) -> Result<LeaseQuote> {
    match finance::quote(&command.into_request()) {
        Ok(quote) => Ok(LeaseQuote::of(&quote, language)),
        Err(faults) => Err(refusals::refused(&faults)),
    }
}

/// The same from the command as it is written in JSON.
///
/// # Errors
/// As [`quote`]; the first field that cannot be read.
pub fn quote_json(json: &[u8], language: Language) -> Result<LeaseQuote> {
    quote(parse(json)?, language)
}
