//! The conditions, each a section: the rules of the competition, and the terms of the contract.

use super::Part;
use super::writer::Writer;
use crate::tenders::{ConditionPart, TenderCondition};

/// The chapter of rules.
pub(super) fn rules(writer: &mut Writer) {
    writer.begin(Part::Conditions);
    write(writer, ConditionPart::Conditions);
}

/// The appendix of terms.
pub(super) fn contract(writer: &mut Writer) {
    writer.begin(Part::Contract);
    writer.paragraph(
        "Vilkårene gælder for den aftale, som kommunen indgår med den vindende tilbudsgiver.",
    );
    if !write(writer, ConditionPart::Contract) {
        writer.paragraph("Der er ingen vilkår ud over dem, der står i udbudsbetingelserne.");
    }
}

/// Writes the conditions of a part, and tells whether there are any.
fn write(writer: &mut Writer, part: ConditionPart) -> bool {
    let all: &[TenderCondition] = &writer.dossier.tender.conditions;
    let own: Vec<&TenderCondition> = all.iter().filter(|one| one.part == part).collect();
    for condition in &own {
        writer.section(&condition.title);
        writer.written(&condition.text);
    }
    !own.is_empty()
}
