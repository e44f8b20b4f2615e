//! What a provider says of a person.

use openidconnect::AdditionalClaims;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Every claim that the standard has no place for: the groups have another name at every provider.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct OtherClaims {
    #[serde(flatten)]
    pub all: Map<String, Value>,
}

impl AdditionalClaims for OtherClaims {}

/// A person as the provider proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Who proves it.
    pub issuer: String,
    /// The person's lasting name at the issuer, never given to anybody else.
    pub subject: String,
    /// The e-mail address, unless the provider says that it is not verified.
    pub email: Option<String>,
    /// The name, where the provider gives one.
    pub name: Option<String>,
    /// What the person belongs to.
    pub groups: Vec<String>,
}

/// The groups in a claim: a list of texts, or one text.
pub(super) fn groups_of(claim: Option<&Value>) -> Vec<String> {
    match claim {
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect(),
        Some(Value::String(value)) => vec![value.clone()],
        _ => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn groups_are_a_list_or_one_text_and_nothing_else() {
        assert_eq!(groups_of(Some(&json!(["a", 1, "b"]))), ["a", "b"]);
        assert_eq!(groups_of(Some(&json!("a"))), ["a"]);
        assert!(groups_of(Some(&json!({"a": true}))).is_empty());
        assert!(groups_of(None).is_empty());
    }
}
