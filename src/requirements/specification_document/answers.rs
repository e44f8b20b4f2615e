//! How a bidder answers: the words of the guidance and what stands in the empty column.

use crate::render::document::{plain, strong};
use crate::render::{Document, Text};
use crate::requirements::{AnswerKind, PrintedSpecification};

/// What stands in the column for answers: boxes to tick, or what to write.
pub fn prompt(kind: AnswerKind) -> &'static str {
    match kind {
        AnswerKind::YesNo => "□\u{a0}Ja\u{a0}\u{a0}\u{a0}\u{a0}□\u{a0}Nej",
        AnswerKind::Choice => {
            "□\u{a0}Ja\u{a0}\u{a0}\u{a0}\u{a0}□\u{a0}Delvist\n□\u{a0}Som tilkøb\n□\u{a0}Nej"
        }
        AnswerKind::Text => "Beskrivelse:",
        AnswerKind::Number => "Tal og enhed:",
        AnswerKind::Price => "Pris, kr. uden moms:",
        AnswerKind::Document => "Vedlagt som bilag nr.:",
    }
}

/// The list of the ways to answer that occur in the specification.
pub(super) fn guidance(document: &mut Document, specification: &PrintedSpecification) {
    let used = |kind: &&AnswerKind| {
        let mut all = specification.requirements();
        all.any(|requirement| requirement.answer_kind == **kind)
    };
    let kinds = AnswerKind::ALL.iter().filter(used);
    let items: Vec<Text> = kinds.map(|kind| item(*kind)).collect();
    document.bullets(items);
}

fn item(kind: AnswerKind) -> Text {
    let meaning = match kind {
        AnswerKind::YesNo => {
            "Sæt ét kryds. Et »Nej« til et mindstekrav betyder, at tilbuddet afvises."
        }
        AnswerKind::Choice => {
            "Sæt ét kryds. Ved »Delvist« og »Som tilkøb« uddybes svaret under kravets nummer: hvad der mangler, og hvad der skal købes til."
        }
        AnswerKind::Text => "Skriv i feltet eller i et bilag, der henviser til kravets nummer.",
        AnswerKind::Number => "Skriv ét tal med enhed, for eksempel »9,5 timer«.",
        AnswerKind::Price => "Skriv ét beløb i danske kroner uden moms.",
        AnswerKind::Document => "Vedlæg dokumentet, og skriv dets nummer i feltet.",
    };
    vec![
        strong(format!("{}:", kind.danish())),
        plain(format!(" {meaning}")),
    ]
    .into()
}
