//! What the municipality's own limits ask of an agreement, in a sentence.

use crate::http::page::Frame;
use crate::leasing::{ApprovalRule, ApprovalStanding, Requirement};

/// What is asked for, for a page.
#[derive(Debug, Clone)]
pub struct Approval {
    /// The sentence.
    pub text: String,
    /// The limit that the agreement exceeds, and where it stands; absent where it exceeds none.
    pub limit: Option<String>,
    /// Whether what is asked for is still missing.
    pub missing: bool,
}

/// What the rules ask for.
pub fn approval(f: &Frame, found: &ApprovalStanding) -> Approval {
    let cost = |name: String| {
        [
            ("total", f.kroner(&found.total)),
            ("term", f.n("lease-unit-month", found.months)),
            ("name", name),
        ]
    };
    let (text, limit) = match &found.requirement {
        Requirement::NoRules => (f.t("lease-approval-no-rules"), None),
        Requirement::Nothing => (f.tx("lease-approval-nothing", &cost(String::new())), None),
        Requirement::Decision(required) => {
            let key = match found.approved {
                true => "lease-approval-there",
                false => "lease-approval-missing",
            };
            let limit = required.exceeded.as_ref().map(|rule| limit(f, rule));
            (f.tx(key, &cost(required.name.clone())), limit)
        }
    };
    Approval {
        text,
        limit,
        missing: !found.approved,
    }
}

/// `Forvaltningen: højst 150.000,00 kr. Kompetenceplanen.`
fn limit(f: &Frame, rule: &ApprovalRule) -> String {
    let total = rule.max_total.as_ref().map(|total| f.kroner(total));
    let months = rule
        .max_months
        .map(|months| f.n("lease-unit-month", months));
    let limits: Vec<String> = total.into_iter().chain(months).collect();
    let named = [
        ("name", rule.name.clone()),
        ("limits", limits.join(", ")),
        ("source", rule.source.clone()),
    ];
    f.tx("lease-approval-limit", &named)
}
