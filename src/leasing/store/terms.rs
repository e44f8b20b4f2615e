//! The words by which terms are stored: the same as in JSON, so that they are written down only once.

use crate::error::{Error, Result};
use serde::Serialize;
use serde::de::value::{Error as Unreadable, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use std::str::FromStr;

/// The word of a term, such as `advance` or `ACT/360`; empty for what is no word, which every CHECK refuses.
pub(super) fn word(term: &impl Serialize) -> String {
    match serde_json::to_value(term) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The term of a word.
///
/// # Errors
/// [`Error::Internal`] naming `what` when the database holds another word.
pub(super) fn term<T: DeserializeOwned>(what: &str, word: &str) -> Result<T> {
    let reader: StrDeserializer<'_, Unreadable> = word.into_deserializer();
    T::deserialize(reader).map_err(|_| unreadable(what))
}

/// A value that has a text of its own, such as a rate.
///
/// # Errors
/// [`Error::Internal`] naming `what` when the text is none.
pub(super) fn parsed<T: FromStr>(what: &str, text: &str) -> Result<T> {
    text.parse().map_err(|_| unreadable(what))
}

fn unreadable(what: &str) -> Error {
    Error::Internal(format!("unreadable: {what}").into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::{DayCount, PaymentDays};

    #[test]
    fn a_term_comes_back_from_its_word() {
        assert_eq!(word(&DayCount::Act365F), "ACT/365F");
        let read: PaymentDays = term("payment days", "modified_following").unwrap();
        assert_eq!(read, PaymentDays::ModifiedFollowing);
        assert!(term::<DayCount>("day count", "31/366").is_err());
        assert!(parsed::<crate::finance::Rate>("rate", "2,75").is_err());
    }
}
