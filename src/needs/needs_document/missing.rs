//! What is missing: schools without a need, and needs that were not handed in or not confirmed.

use super::NeedsContent;
use crate::needs::{NeedLine, NeedState};
use crate::render::{Column, Document, Table, numbers};

/// The chapter of what is missing.
pub(super) fn write(document: &mut Document, content: &NeedsContent) {
    document.heading(1, "mangler", "Hvad der mangler");
    let columns = vec![Column::text("Skole"), Column::text("Mangler")];
    let mut table = Table::new("Skoler, hvis behov ikke er på plads", columns);
    for school in &content.schools {
        let mut own = content.lines.iter();
        if !own.any(|line| line.need.school_id == school.id) {
            table.row(vec![
                school.name.as_str().into(),
                "Skolen har ikke angivet noget behov".into(),
            ]);
        }
    }
    for (id, name) in content.schools_with_needs() {
        let own = content
            .lines
            .iter()
            .filter(|line| line.need.school_id == id);
        let open: Vec<String> = own.filter_map(lacking).collect();
        if !open.is_empty() {
            table.row(vec![name.into(), open.join("\n").into()]);
        }
    }
    if table.rows.is_empty() {
        document.paragraph("Alle skoler har angivet deres behov, og alle behov er bekræftet.");
    } else {
        document.table(table);
    }
}

/// What is missing before a need is confirmed.
fn lacking(line: &NeedLine) -> Option<String> {
    let what = match line.need.state {
        NeedState::Confirmed => return None,
        NeedState::Submitted => "er indsendt, men ikke bekræftet",
        NeedState::Draft => "er et udkast og ikke indsendt",
    };
    let quantity = numbers::integer(i64::from(line.need.quantity));
    Some(format!(
        "{quantity}\u{a0}stk. {} {what}",
        line.category_name
    ))
}
