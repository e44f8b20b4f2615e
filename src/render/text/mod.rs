//! Tables and documents as aligned plain text, for the terminal and for tests.
//!
//! Widths are counted in characters, which is right for Danish and wrong for scripts whose
//! characters are wide; nobody prints those here. Lines of prose are not broken.

use super::document::{Block, Document, Inline, List, Target, Text};
use super::outline::{Entry, outline};
use super::table::{Row, RowKind, Table};
use std::fmt::Write as _;

/// The table with its title, a ruled header and its notes; every line ends in a line feed.
pub fn table(table: &Table) -> String {
    let header: Vec<String> = table
        .columns
        .iter()
        .map(|column| one_line(&column.title))
        .collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| cells(table, row)).collect();
    let width = |place: usize| {
        let lines = std::iter::once(&header).chain(&rows);
        lines
            .filter_map(|line| line.get(place))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();

    let mut lines = Vec::new();
    if !table.title.is_empty() {
        lines.push(one_line(&table.title));
    }
    lines.push(aligned(table, &header, &widths));
    lines.push(rule.join("  "));
    for (row, cells) in table.rows.iter().zip(&rows) {
        if matches!(row.kind, RowKind::Subtotal | RowKind::Total) {
            lines.push(rule.join("  "));
        }
        lines.push(aligned(table, cells, &widths));
    }
    lines.extend(table.notes.iter().map(|note| one_line(note)));
    lines.join("\n") + "\n"
}

fn cells(table: &Table, row: &Row) -> Vec<String> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(place, column)| one_line(&row.cell(place).shown(column.kind)))
        .collect()
}

fn aligned(table: &Table, cells: &[String], widths: &[usize]) -> String {
    let columns = table.columns.iter().zip(cells).zip(widths);
    let padded = columns.map(|((column, cell), width)| match column.kind.is_number() {
        true => format!("{cell:>width$}"),
        false => format!("{cell:<width$}"),
    });
    padded.collect::<Vec<_>>().join("  ").trim_end().into()
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

/// The whole document: title, facts, then block after block with an empty line between.
pub fn document(document: &Document) -> String {
    let entries = outline(document);
    let mut parts = vec![title(document)];
    for (place, block) in document.blocks.iter().enumerate() {
        let part = match block {
            Block::Heading(_) => entries
                .iter()
                .find(|entry| entry.block == place)
                .map(|entry| underlined(&entry.full_title(), entry.level))
                .unwrap_or_default(),
            Block::Paragraph(text) => inline(text, &entries),
            Block::List(list) => items(list, &entries, 0),
            Block::Table(content) => table(content),
            Block::KeyValues(facts) => facts
                .iter()
                .map(|(name, value)| format!("{name}: {}", inline(value, &entries)))
                .collect::<Vec<_>>()
                .join("\n"),
            Block::Note { label, text } => format!("| {label}\n| {}", inline(text, &entries)),
            Block::TableOfContents { depth } => contents(&entries, *depth),
            other => standing(other),
        };
        if !part.is_empty() {
            parts.push(part.trim_end().into());
        }
    }
    parts.join("\n\n") + "\n"
}

/// What is read of a block that is no running text.
pub fn standing(block: &Block) -> String {
    match block {
        Block::Figure(figure) => format!("[{}]\n{}", figure.alternative, figure.caption),
        Block::Chart(chart) => {
            let values = chart.table();
            format!("[{}]\n{}", chart.alternative, table(&values))
        }
        Block::Signatures(people) => people
            .iter()
            .map(|person| {
                format!(
                    "{}\n______________________________\n{}",
                    person.role, person.name
                )
            })
            .collect::<Vec<_>>()
            .join("\n\n"),
        Block::Labels(sheet) => sheet
            .labels
            .iter()
            .map(|label| format!("{}\n{}", label.title, label.lines.join("\n")))
            .collect::<Vec<_>>()
            .join("\n\n"),
        _ => String::new(),
    }
}

/// The text of paragraphs, lists and whatever else has some, without style, for a cell of a table.
pub fn blocks(blocks: &[Block]) -> String {
    let shown = |block: &Block| match block {
        Block::Paragraph(text) | Block::Note { text, .. } => text.plain(),
        Block::Heading(heading) => heading.text.clone(),
        Block::List(list) => items(list, &[], 0),
        Block::Table(content) => table(content),
        other => standing(other),
    };
    let parts = blocks.iter().map(shown).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}

fn title(document: &Document) -> String {
    let mut text = underlined(&document.title, 1);
    let lines = [
        &document.subtitle,
        &document.case_number,
        &document.version,
        &document.author,
    ];
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        let _ = write!(text, "\n{line}");
    }
    let _ = write!(text, "\n{}", super::numbers::date(document.date));
    for (name, value) in &document.front {
        let _ = write!(text, "\n{name}: {value}");
    }
    text
}

fn underlined(title: &str, level: u8) -> String {
    let mark = if level == 1 { "=" } else { "-" };
    format!("{title}\n{}", mark.repeat(title.chars().count()))
}

fn contents(entries: &[Entry], depth: u8) -> String {
    let listed = entries.iter().filter(|entry| entry.level <= depth);
    let line = |entry: &Entry| {
        format!(
            "{}{}",
            "  ".repeat(usize::from(entry.level) - 1),
            entry.full_title()
        )
    };
    listed.map(line).collect::<Vec<_>>().join("\n")
}

fn items(list: &List, entries: &[Entry], depth: usize) -> String {
    let mut lines = Vec::new();
    for (place, item) in list.items.iter().enumerate() {
        let mark = if list.numbered {
            format!("{}.", place + 1)
        } else {
            "-".into()
        };
        lines.push(format!(
            "{}{mark} {}",
            "  ".repeat(depth),
            inline(&item.text, entries)
        ));
        if let Some(inner) = item
            .inner
            .as_ref()
            .filter(|_| depth < super::document::LIST_DEPTH)
        {
            lines.push(items(inner, entries, depth + 1));
        }
    }
    lines.join("\n")
}

fn inline(text: &Text, entries: &[Entry]) -> String {
    text.0.iter().map(|piece| shown(piece, entries)).collect()
}

/// A piece with the words that stand for a reference without text of its own.
fn shown(piece: &Inline, entries: &[Entry]) -> String {
    match &piece.target {
        Some(Target::Section(id)) if piece.text.is_empty() => entries
            .iter()
            .find(|entry| entry.id == *id)
            .map_or_else(|| "?".into(), Entry::reference),
        _ => match &piece.footnote {
            Some(note) => format!("{} ({})", piece.text, inline(note, entries)),
            None => piece.text.clone(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::Money;
    use crate::render::document::{plain, reference};
    use crate::render::table::{Column, Kind};
    use chrono::NaiveDate;

    #[test]
    fn columns_are_aligned_and_sums_are_ruled_off() {
        let columns = vec![
            Column::text("Skole"),
            Column::new("Antal", Kind::Integer),
            Column::money("Beløb"),
        ];
        let mut prices = Table::new("Priser", columns);
        prices.row(vec![
            "Ærøskøbing".into(),
            1_891.into(),
            Money::from_ore(155_200_000).into(),
        ]);
        prices.total(vec![
            "I alt".into(),
            1_891.into(),
            Money::from_ore(155_200_000).into(),
        ]);
        prices.note("Ekskl. moms.");
        let expected = "Priser\n\
            Skole       Antal         Beløb\n\
            ----------  -----  ------------\n\
            Ærøskøbing  1.891  1.552.000,00\n\
            ----------  -----  ------------\n\
            I alt       1.891  1.552.000,00\n\
            Ekskl. moms.\n";
        assert_eq!(table(&prices), expected);
    }

    #[test]
    fn a_document_is_read_from_top_to_bottom() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 23).expect("date");
        let mut content = Document::new("Udbud", "Ærø Kommune", date);
        content.contents(1).heading(1, "a", "Indledning");
        content.paragraph(vec![plain("Se "), reference("a"), plain(".")]);
        content.bullets(["et", "to"]).facts([("Frist", "kl. 12")]);
        let expected = "Udbud\n=====\nÆrø Kommune\n23.\u{a0}november 2026\n\n\
            1 Indledning\n\n1 Indledning\n============\n\nSe afsnit\u{a0}1.\n\n\
            - et\n- to\n\nFrist: kl. 12\n";
        assert_eq!(document(&content), expected);
    }
}
