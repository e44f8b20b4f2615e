//! *Hvorfor dette tal?* What an amount is made of: a formula with its source, its inputs, and parts that add up.
//!
//! The parts always add up to the amount, to the øre: where a sum is rounded, the rounding is a part of its own.
//! An input or a part that somebody entered names the entry, so that a reader can go and look at it.

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

impl Explanation {
    /// Whether the parts add up to the amount.
    pub fn adds_up(&self) -> bool {
        self.parts.iter().map(|part| part.amount).sum::<Money>() == self.amount
    }
}
