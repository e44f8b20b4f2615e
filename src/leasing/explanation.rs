//! *Hvorfor dette tal?* What an amount is made of: a formula with its source, its inputs, and parts that add up.
//!
//! The parts always add up to the amount, to the øre: where a sum is rounded, the rounding is a part of its own.
//! An input or a part that somebody entered names the entry, so that a reader can go and look at it.

use crate::db::LeaseId;
use crate::finance::Money;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct EntryReference {
    /// What kind of thing, as in the journal: `lease`, `lease_batch`, `lease_fixing`, `lease_amendment`, …
    #[schema(example = "lease_fixing")]
    pub kind: &'static str,
    /// Its number in this service.
    pub id: i64,
}

impl EntryReference {
    /// The page on which the thing is read, below that of its agreement where one is known.
    pub fn page(&self, lease: Option<LeaseId>) -> Option<String> {
        let of_lease = |place: &str| lease.map(|lease| format!("/leases/{lease}{place}"));
        match self.kind {
            "lease" => Some(format!("/leases/{}", self.id)),
            "lease_batch" | "lease_line" => of_lease("#lines"),
            "lease_fee" => of_lease("#fees"),
            "lease_fixing" | "lease_amendment" => of_lease("/history"),
            _ => None,
        }
    }
}

/// A value that went into a formula.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ExplainedInput {
    /// The symbol in the formula, or the name of the value.
    #[schema(example = "i")]
    pub symbol: String,
    /// What it is, in the caller's language.
    #[schema(example = "Rente pr. periode")]
    pub name: String,
    /// The value, written for people in the caller's language.
    #[schema(example = "2,75 %")]
    pub value: String,
    /// Where it came from.
    pub entry: Option<EntryReference>,
}

/// A part of an amount.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ExplainedPart {
    /// What it is, in the caller's language.
    #[schema(example = "Rente af 1.310.750,00 kr. i 365 dage")]
    pub name: String,
    /// The part; negative where it is subtracted.
    #[schema(value_type = String, example = "36045.63")]
    pub amount: Money,
    /// Where it came from.
    pub entry: Option<EntryReference>,
    /// The address that explains the part in turn; absent where nothing lies below it.
    #[schema(example = "/api/v1/leases/1/instalments/2/explanation")]
    pub explained_at: Option<String>,
}

/// Why an amount is what it is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Explanation {
    /// Which amount, in the caller's language.
    #[schema(example = "Ydelse nr. 2, forfald 2. januar 2019")]
    pub title: String,
    /// The name of the amount, as it stands in the table.
    #[schema(example = "payment")]
    pub field: &'static str,
    /// The amount.
    #[schema(value_type = String, example = "341140.18")]
    pub amount: Money,
    /// The formula, in symbols and the caller's language.
    #[schema(example = "ydelse = (P − RV·(1+i)^−n) · i / (1 − (1+i)^−n) / (1+i)")]
    pub formula: String,
    /// Where formula or rule come from: a standard, a paragraph, a section of this service's documentation.
    #[schema(example = "docs/lease-mathematics.md, Level payment")]
    pub source: String,
    /// What went into the formula.
    pub inputs: Vec<ExplainedInput>,
    /// Parts that add up to the amount.
    pub parts: Vec<ExplainedPart>,
}

impl ExplainedPart {
    /// The page that explains the part in turn.
    pub fn page(&self) -> Option<String> {
        let address = self.explained_at.as_deref()?;
        let lease = address.strip_prefix("/api/v1/leases/")?;
        Some(match lease.split_once('/') {
            Some((id, "fees")) => format!("/leases/{id}#fees"),
            Some((id, "interim-charges")) => format!("/leases/{id}#interim"),
            Some((id, "amendments")) => format!("/leases/{id}/history"),
            Some((id, rest)) => {
                let number = rest
                    .strip_prefix("instalments/")?
                    .strip_suffix("/explanation")?;
                format!("/leases/{id}/instalments/{number}/why")
            }
            None => format!("/leases/{lease}"),
        })
    }
}

impl Explanation {
    /// Whether the parts add up to the amount.
    pub fn adds_up(&self) -> bool {
        self.parts.iter().map(|part| part.amount).sum::<Money>() == self.amount
    }
}
