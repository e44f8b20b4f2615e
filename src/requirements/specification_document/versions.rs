//! The versions of the specification, and what is new in the one that is printed.

use crate::render::document::{plain, strong};
use crate::render::{Column, Document, Kind, Table, Text, markdown};
use crate::requirements::printed::labels;
use crate::requirements::{Differences, PrintedSpecification};

/// The chapter of versions.
pub(super) fn write(document: &mut Document, specification: &PrintedSpecification) {
    document.heading(1, "kravversioner", "Versioner af kravspecifikationen");
    document.table(table(specification));
    if let Some(differences) = &specification.differences {
        document.heading(2, "", format!("Ændret siden version {}", differences.since));
        write_differences(document, differences);
    }
}

fn table(specification: &PrintedSpecification) -> Table {
    let columns = vec![
        Column::text("Version"),
        Column::text("Status"),
        Column::new("Godkendt", Kind::Date),
        Column::text("Hvorfor"),
    ];
    let mut table = Table::new("Versioner", columns);
    for version in &specification.versions {
        let first = if version.number == 1 {
            "Første version"
        } else {
            ""
        };
        table.row(vec![
            version.number.to_string().into(),
            version.state.danish().into(),
            version.approved_on.into(),
            markdown::cell(version.note.as_deref().unwrap_or(first)),
        ]);
    }
    table
}

fn write_differences(document: &mut Document, differences: &Differences) {
    if differences.is_empty() {
        document.paragraph("Ingen krav er tilføjet, ændret eller trukket tilbage.");
        return;
    }
    let lists = [
        ("Tilføjet", &differences.added),
        ("Ændret", &differences.changed),
        ("Trukket tilbage", &differences.withdrawn),
    ];
    let items: Vec<Text> = lists
        .into_iter()
        .filter(|(_, numbers)| !numbers.is_empty())
        .map(|(what, numbers)| {
            Text(vec![
                strong(format!("{what}:")),
                plain(format!(" {}", labels(numbers))),
            ])
        })
        .collect();
    document.bullets(items);
}
