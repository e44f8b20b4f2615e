//! The string of the chart of accounts (*kontostreng*) that carries an amount.
//!
//! The authorised chart has up to 16 digits (*hovedkonto* to *art*); people write it with points, hyphens or
//! spaces between its parts. It is kept as it was written: the service knows no code of the chart, because codes
//! change with the year.

use crate::error::{Fault, Faults, codes};

/// The largest number of digits (*Budget- og regnskabssystem for kommuner*, 2).
pub const ACCOUNT_DIGITS: usize = 16;

/// Whether a text is digits, at most 16 of them, with single separators between them.
pub fn is_account_string(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (1..=ACCOUNT_DIGITS).contains(&digits)
        && text
            .split(['.', '-', ' '])
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Adds [`codes::ACCOUNT_STRING_INVALID`] at `/account_string` for anything else.
pub(super) fn require_account_string(faults: &mut Faults, text: Option<&str>) {
    faults.require(text.is_none_or(is_account_string), || {
        Fault::new(&codes::ACCOUNT_STRING_INVALID).at("/account_string")
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_digits_with_single_separators_are_an_account_string() {
        for text in [
            "3.22.01.1.400.4.9",
            "3220114009",
            "3 22 01-1",
            "1234567890123456",
            "3",
        ] {
            assert!(is_account_string(text), "{text}");
        }
        for text in [
            "",
            ".",
            "3..22",
            "3.22.",
            " 3",
            "12345678901234567",
            "3.22.A",
            "3/22",
            "٣",
        ] {
            assert!(!is_account_string(text), "{text}");
        }
    }
}
