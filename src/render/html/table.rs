//! Tables: header cells with their scope, spans, groups as bodies of their own, sums at the foot.
//!
//! A table of three or more columns stands in a region of its own that scrolls sideways and can be reached by
//! keyboard; one of fewer columns always fits.

use super::Writer;
use crate::render::document::{Block, Text};
use crate::render::spans::{Span, Spans, header};
use crate::render::table::{Cell, Column, Row, RowKind, Table};
use crate::render::text;

/// From so many columns on a table may be wider than a phone.
const WIDE: usize = 3;
/// A column with longer texts is not made narrower than a few words.
const LONG_TEXT: usize = 48;

/// How the rows of a table are cut into parts of HTML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Body,
    Foot,
}

impl Part {
    fn element(self) -> &'static str {
        match self {
            Part::Body => "tbody",
            Part::Foot => "tfoot",
        }
    }
}

impl Writer<'_> {
    /// Writes a table with its caption and remarks.
    pub fn table(&mut self, table: &Table) {
        if table.columns.is_empty() {
            self.captionless(table);
            return;
        }
        self.tables += 1;
        let number = self.tables.to_string();
        let id = self.id("tabel", &number);
        let scrolls = table.columns.len() >= WIDE;
        if scrolls {
            self.region("scroll", &table.title, ("tabel", &number), &id);
        }
        self.out.open("table", &[]);
        if !table.title.is_empty() {
            self.out.open("caption", &[]);
            self.out.element("span", &[("id", &id)], &table.title);
            self.out.close("caption");
        }
        self.head(table);
        self.rows(table);
        self.out.close("table");
        if scrolls {
            self.out.close("div");
        }
        self.remarks(table);
    }

    /// Opens a region that scrolls, named by the element `by` or, where that would be no name or not the only one
    /// of its kind, by words of its own.
    pub fn region(&mut self, class: &str, title: &str, (kind, number): (&str, &str), by: &str) {
        let mut attributes = vec![("class", class), ("role", "region"), ("tabindex", "0")];
        let alone = self.names.insert(title.to_owned());
        let own = match title.is_empty() {
            true => capital(&format!("{kind} {number}")),
            false => format!("{title} ({kind} {number})"),
        };
        if alone && !title.is_empty() {
            attributes.push(("aria-labelledby", by));
        } else {
            attributes.push(("aria-label", &own));
        }
        self.out.open("div", &attributes);
    }

    /// A table without columns has nothing but words around it.
    fn captionless(&mut self, table: &Table) {
        if !table.title.is_empty() {
            self.out.element("p", &[], &table.title);
        }
        self.remarks(table);
    }

    fn remarks(&mut self, table: &Table) {
        for note in table.notes.iter().filter(|note| !note.is_empty()) {
            self.out.element("p", &[("class", "remark")], note);
        }
    }

    fn head(&mut self, table: &Table) {
        let rows = header(&table.columns);
        let spans = Spans::in_rows(&rows, table.columns.len());
        self.out.open("thead", &[]);
        for (at, row) in rows.iter().enumerate() {
            self.out.open("tr", &[]);
            for (place, column) in table.columns.iter().enumerate() {
                let span = spans.at(at, place);
                if span == Span::COVERED {
                    continue;
                }
                let title = row.cell(place).shown(column.kind);
                let last = at + span.rows == rows.len();
                let class = if last {
                    self.look(table, place, column)
                } else {
                    "group"
                };
                let scope = if span.columns > 1 { "colgroup" } else { "col" };
                self.cell_open(!title.trim().is_empty(), scope, class, span);
                self.out.text(&title);
                self.cell_close(!title.trim().is_empty());
            }
            self.out.close("tr");
        }
        self.out.close("thead");
    }

    /// How a column looks, said once in its header cell.
    fn look(&self, table: &Table, place: usize, column: &Column) -> &'static str {
        let long = |row: &Row| match row.cell(place) {
            Cell::Text(text) => text.chars().nth(LONG_TEXT).is_some(),
            Cell::Blocks(_) => true,
            _ => false,
        };
        let values = || table.rows.iter().filter(|row| row.kind != RowKind::Group);
        match column.kind.is_number() {
            true => "number",
            false if column.room > 0 => "answer",
            false if values().any(long) => "long",
            false => "",
        }
    }

    fn rows(&mut self, table: &Table) {
        if table.rows.is_empty() {
            let columns = table.columns.len().to_string();
            self.out.open("tbody", &[]);
            self.out.open("tr", &[]);
            self.out.element("td", &[("colspan", &columns)], "–");
            self.out.close("tr");
            self.out.close("tbody");
            return;
        }
        let spans = Spans::of(table);
        let totals = table
            .rows
            .iter()
            .rev()
            .take_while(|row| row.kind == RowKind::Total);
        let foot = table.rows.len() - totals.count();
        let mut open: Option<Part> = None;
        for (at, row) in table.rows.iter().enumerate() {
            let part = if at >= foot { Part::Foot } else { Part::Body };
            let begins = row.kind == RowKind::Group || open != Some(part);
            if begins {
                if let Some(before) = open.replace(part) {
                    self.out.close(before.element());
                }
                self.out.open(part.element(), &[]);
            }
            self.row(table, &spans, at, row);
        }
        if let Some(part) = open {
            self.out.close(part.element());
        }
    }

    fn row(&mut self, table: &Table, spans: &Spans, at: usize, row: &Row) {
        let class = match row.kind {
            RowKind::Body => "",
            RowKind::Subtotal => "subtotal",
            RowKind::Total => "total",
            RowKind::Group => "group",
        };
        self.out.open("tr", &classed(class));
        // A table of header cells only would name nothing.
        let headers = table.row_headers.min(table.columns.len() - 1);
        for (place, column) in table.columns.iter().enumerate() {
            let span = spans.at(at, place);
            if span == Span::COVERED {
                continue;
            }
            let cell = row.cell(place);
            let whole = span.columns == table.columns.len();
            let names = match row.kind {
                RowKind::Group => table.columns.len() > 1,
                _ => place < headers && !whole,
            };
            let names = names && !cell.shown(column.kind).trim().is_empty();
            let scope = if row.kind == RowKind::Group {
                "rowgroup"
            } else {
                "row"
            };
            let class = match cell {
                Cell::Text(_) | Cell::Blocks(_) | Cell::Empty | Cell::Left | Cell::Above => "",
                Cell::Date(_) => "date",
                Cell::Integer(_) | Cell::Money(_) | Cell::Percent(_) => "number",
            };
            self.cell_open(names, scope, class, span);
            self.cell(cell, column);
            self.cell_close(names);
        }
        self.out.close("tr");
    }

    fn cell_open(&mut self, names: bool, scope: &str, class: &str, span: Span) {
        let (rows, columns) = (span.rows.to_string(), span.columns.to_string());
        let mut attributes = Vec::new();
        if names {
            attributes.push(("scope", scope));
        }
        attributes.extend(classed(class));
        if span.columns > 1 {
            attributes.push(("colspan", &columns));
        }
        if span.rows > 1 {
            attributes.push(("rowspan", &rows));
        }
        self.out.open(if names { "th" } else { "td" }, &attributes);
    }

    fn cell_close(&mut self, names: bool) {
        self.out.close(if names { "th" } else { "td" });
    }

    fn cell(&mut self, cell: &Cell, column: &Column) {
        let Cell::Blocks(blocks) = cell else {
            self.out.text(&cell.shown(column.kind));
            return;
        };
        if let [Block::Paragraph(only)] = blocks.as_slice() {
            self.inline(only);
            return;
        }
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.paragraph(text),
                Block::List(list) => self.list(list, 0),
                Block::Note { label, text } => self.note(label, text),
                other => self.paragraph(&Text::from(text::blocks(std::slice::from_ref(other)))),
            }
        }
    }

    /// Writes facts as a table whose names are the row headers.
    pub fn facts<'f>(&mut self, facts: impl Iterator<Item = (&'f str, &'f Text)>) {
        let mut facts = facts.peekable();
        if facts.peek().is_none() {
            return;
        }
        self.out.open("table", &[("class", "facts")]);
        self.out.open("tbody", &[]);
        for (name, value) in facts {
            self.out.open("tr", &[]);
            let names = !name.trim().is_empty();
            self.cell_open(names, "row", "", Span::ONE);
            self.out.text(name);
            self.cell_close(names);
            self.out.open("td", &[]);
            self.inline(value);
            self.out.close("td");
            self.out.close("tr");
        }
        self.out.close("tbody");
        self.out.close("table");
    }
}

fn classed(class: &str) -> Vec<(&'static str, &str)> {
    match class {
        "" => Vec::new(),
        class => vec![("class", class)],
    }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
