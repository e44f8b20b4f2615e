//! The numbers by which Danish authorities know a municipality and its schools.

use crate::error::{Code, Fault, Faults, codes};

/// Eight digits. The modulus-11 rule is not enforced: newer CVR numbers may break it.
fn is_cvr(text: &str) -> bool {
    is_digits(text, 8)
}

/// Thirteen digits of which the last is the check digit of GS1: weights 1, 3, 1, 3 … over the first twelve.
fn is_gln(text: &str) -> bool {
    if !is_digits(text, 13) {
        return false;
    }
    let weighted: u32 = text
        .bytes()
        .zip([1, 3].into_iter().cycle())
        .take(12)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = (10 - weighted % 10) % 10;
    text.bytes().last().map(|digit| u32::from(digit - b'0')) == Some(check)
}

/// Six characters; letters occur in newer numbers of the register of institutions.
fn is_institution_number(text: &str) -> bool {
    text.len() == 6
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

type Check = (&'static str, fn(&str) -> bool, &'static Code);

const CVR: Check = ("/cvr_number", is_cvr, &codes::CVR_INVALID);
const GLN: Check = ("/gln", is_gln, &codes::GLN_INVALID);
const POSTAL_CODE: Check = (
    "/postal_code",
    |text| is_digits(text, 4),
    &codes::POSTAL_CODE_INVALID,
);
const INSTITUTION: Check = (
    "/institution_number",
    is_institution_number,
    &codes::INSTITUTION_NUMBER_INVALID,
);
const MUNICIPALITY_CODE: Check = (
    "/municipality_code",
    |text| is_digits(text, 3),
    &codes::MUNICIPALITY_CODE_INVALID,
);

/// Checks the identifiers that are given.
#[derive(Default)]
pub(super) struct Identifiers<'a> {
    pub cvr_number: Option<&'a str>,
    pub gln: Option<&'a str>,
    pub postal_code: Option<&'a str>,
    pub institution_number: Option<&'a str>,
    pub municipality_code: Option<&'a str>,
}

impl Identifiers<'_> {
    /// Adds a fault for each identifier that has not the form of its kind.
    pub(super) fn check(&self, faults: &mut Faults) {
        for (value, (pointer, holds, code)) in [
            (self.cvr_number, CVR),
            (self.gln, GLN),
            (self.postal_code, POSTAL_CODE),
            (self.institution_number, INSTITUTION),
            (self.municipality_code, MUNICIPALITY_CODE),
        ] {
            if let Some(value) = value {
                faults.require(holds(value), || Fault::new(code).at(pointer));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gln_has_thirteen_digits_and_a_true_check_digit() {
        assert!(is_gln("5798009883735"));
        assert!(!is_gln("5798009883734"));
        assert!(!is_gln("579800988373"));
        assert!(!is_gln("57980098837३5"));
    }

    #[test]
    fn a_cvr_number_has_eight_digits() {
        assert!(is_cvr("29189706"));
        assert!(!is_cvr("2918970"));
        assert!(!is_cvr("DK29189706"));
    }
}
