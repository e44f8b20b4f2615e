//! Drawing the rows of a table: grounds, rules, lines of text, and the elements they belong to.
//!
//! Rules lie below rows and never cross a cell that goes on downwards. Every header cell has a
//! scope, because readers that find none guess.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::cells::Place;
use super::flow::Flow;
use super::grid::{Align, Source};
use super::lines::Line;
use super::measures::Prepared;
use super::page::{Area, Artifact, Mark};
use super::set_rows::{SetCell, SetPart, SetRow};
use super::setting::Measure;
use super::style::{ACCENT, Colour, GREY, RULE, SHADE};
use super::tags::{Attribute, ElementId, Scope};
use super::words::Span;
use crate::render::table::RowKind;
use std::ops::Range;

/// Thickness of the rules around header and total, above sums, and between rows.
const STRONG: f32 = 0.8;
const MIDDLE: f32 = 0.5;
const FINE: f32 = 0.35;

/// The elements of a row: for every cell those of the label and text of its parts.
pub type Elements = Vec<Vec<(Option<ElementId>, ElementId)>>;

/// The parts of a table element that rows go into.
pub struct Body {
    table: ElementId,
    /// The part for rows of values, if one is open.
    rows: Option<ElementId>,
    foot: Option<ElementId>,
    /// The first of the totals that end the table.
    foot_from: usize,
}

impl Body {
    /// The parts of a table element, none of them there yet.
    pub fn new(table: ElementId, source: &Source<'_>) -> Self {
        let totals = (0..source.len()).rev();
        let totals = totals.take_while(|row| source.kind(*row) == RowKind::Total);
        Body {
            table,
            rows: None,
            foot: None,
            foot_from: source.len() - totals.count(),
        }
    }
}

impl Flow<'_> {
    /// The elements of the header.
    pub fn header_elements(&mut self, element: ElementId, table: &Prepared) -> Vec<Elements> {
        let head = self.tree.add(element, "THead");
        let rows = table.header.iter().map(|row| {
            let around = self.tree.add(head, "TR");
            self.cell_elements(around, row, |_| Some(Scope::Column))
        });
        rows.collect()
    }

    /// Sets the header.
    pub fn header(&mut self, table: &Prepared, rows: &[Elements]) {
        self.header_ground(table);
        for (number, row) in table.header.iter().enumerate() {
            let elements = rows.get(number).map_or(&[][..], Vec::as_slice);
            for (cell, elements) in row.cells.iter().zip(elements) {
                let top = self.y - header_offset(table, number, cell);
                self.cell_lines(table, cell, elements, 0..cell.lines(), top);
            }
            self.header_rules(table, number, row);
            self.y -= row.height;
        }
        self.rule(table, STRONG, ACCENT);
    }

    /// Draws the header once more, as an artifact.
    pub fn repeat_header(&mut self, table: &Prepared) {
        self.header_ground(table);
        for (number, row) in table.header.iter().enumerate() {
            self.mark(Mark::Artifact(Artifact::Header));
            for cell in &row.cells {
                let top = self.y - header_offset(table, number, cell);
                self.ghost(table, cell, top, "");
            }
            self.close();
            self.header_rules(table, number, row);
            self.y -= row.height;
        }
        self.rule(table, STRONG, ACCENT);
    }

    /// Draws the title of a group that goes on, as an artifact.
    pub fn repeat_group(&mut self, table: &Prepared, group: &SetRow) {
        self.mark(Mark::Artifact(Artifact::Header));
        for cell in &group.cells {
            self.ghost(table, cell, self.y - table.pad_y(), " (fortsat)");
        }
        self.close();
        self.y -= group.height;
        self.rule(table, MIDDLE, GREY);
    }

    /// Draws short cells that reach down from the page before once more, as artifacts.
    pub fn repeat_reaching(&mut self, table: &Prepared, cells: &[(SetCell, usize)], at: usize) {
        for (cell, end) in cells {
            let one_line = cell.height <= table.leading() + 0.01;
            if *end > at && one_line {
                self.mark(Mark::Artifact(Artifact::Header));
                self.ghost(table, cell, self.y - table.pad_y(), "");
                self.close();
            }
        }
    }

    /// The elements of a row of values, of a title or a sum.
    pub fn body_row(
        &mut self,
        body: &mut Body,
        table: &Prepared,
        row: &SetRow,
        at: usize,
    ) -> Elements {
        let part = if at >= body.foot_from {
            let known = body.foot;
            *body
                .foot
                .insert(known.unwrap_or_else(|| self.tree.add(body.table, "TFoot")))
        } else {
            let known = body.rows.filter(|_| row.kind != RowKind::Group);
            *body
                .rows
                .insert(known.unwrap_or_else(|| self.tree.add(body.table, "TBody")))
        };
        let around = self.tree.add(part, "TR");
        self.cell_elements(around, row, |column| match row.kind {
            RowKind::Group => Some(Scope::Column),
            _ => (column < table.row_headers).then_some(Scope::Row),
        })
    }

    /// The elements of cells: a header cell where `scope` knows one.
    fn cell_elements(
        &mut self,
        around: ElementId,
        row: &SetRow,
        scope: impl Fn(usize) -> Option<Scope>,
    ) -> Elements {
        let mut elements = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            let scope = scope(cell.column);
            let role = if scope.is_some() { "TH" } else { "TD" };
            let attribute = Attribute::cell(scope, cell.span.rows, cell.span.columns);
            let own = self.tree.add_with(around, role, attribute);
            elements.push(self.part_elements(own, cell));
        }
        elements
    }

    fn part_elements(
        &mut self,
        own: ElementId,
        cell: &SetCell,
    ) -> Vec<(Option<ElementId>, ElementId)> {
        // The open lists, from the outermost: the list and the body of its last item.
        let mut lists: Vec<(ElementId, ElementId)> = Vec::new();
        let mut elements = Vec::with_capacity(cell.parts.len());
        for part in &cell.parts {
            let Place::Item {
                depth,
                numbered,
                begins,
            } = part.place
            else {
                lists.clear();
                elements.push((
                    None,
                    match part.place {
                        Place::Paragraph => self.tree.add(own, "P"),
                        _ => own,
                    },
                ));
                continue;
            };
            lists.truncate(if begins { depth - 1 } else { depth });
            let list = match lists.get(depth - 1) {
                Some((list, _)) => *list,
                None => {
                    let around = lists.last().map_or(own, |(_, body)| *body);
                    let attribute = match numbered {
                        true => Attribute::Numbers,
                        false => Attribute::Bullets,
                    };
                    self.tree.add_with(around, "L", attribute)
                }
            };
            let item = self.tree.add(list, "LI");
            let label = self.tree.add(item, "Lbl");
            let body = self.tree.add(item, "LBody");
            lists.truncate(depth - 1);
            lists.push((list, body));
            elements.push((Some(label), body));
        }
        elements
    }

    /// Draws a row that fits.
    pub fn draw_row(&mut self, table: &Prepared, row: &SetRow, elements: &Elements) {
        self.ground(table, row, row.height);
        let top = self.y - table.pad_y();
        for (cell, elements) in row.cells.iter().zip(elements) {
            self.cell_lines(table, cell, elements, 0..cell.lines(), top);
        }
        self.y -= row.height;
        self.foot(table, row);
    }

    /// Draws as much of a row as fits below what is `done` of its cells, but of one cell at least
    /// `least` lines; returns whether that was anything.
    pub fn draw_part(
        &mut self,
        table: &Prepared,
        row: &SetRow,
        elements: &Elements,
        (done, least): (&mut [usize], usize),
    ) -> bool {
        let room = self.room() - 2.0 * table.pad_y() + 0.01;
        let (parts, height) = self.fitting_parts(table, row, (done, least), room);
        let moved = parts.iter().any(|part| !part.is_empty());
        if !moved {
            return false;
        }
        let height = height.max(table.leading()) + 2.0 * table.pad_y();
        self.ground(table, row, height);
        let top = self.y - table.pad_y();
        for ((cell, elements), part) in row.cells.iter().zip(elements).zip(&parts) {
            self.cell_lines(table, cell, elements, part.clone(), top);
        }
        for (done, part) in done.iter_mut().zip(parts) {
            *done = part.end;
        }
        self.y -= height;
        self.foot(table, row);
        true
    }

    /// Sets some of the lines of a cell, the first of them at `top`.
    fn cell_lines(
        &mut self,
        table: &Prepared,
        cell: &SetCell,
        elements: &[(Option<ElementId>, ElementId)],
        wanted: Range<usize>,
        top: f32,
    ) {
        let before = self.y;
        self.y = top;
        let mut from = 0;
        for (part, (label, element)) in cell.parts.iter().zip(elements) {
            let count = part.lines.len();
            let begin = wanted.start.max(from);
            let end = wanted.end.min(from + count);
            if begin < end {
                if begin == from && begin > wanted.start {
                    self.y -= part.above;
                }
                if let Some(label) = label.filter(|_| begin == from) {
                    let measure = self.measure_of(table, cell, part.indents.0);
                    self.set(label, &part.label, &part.label_lines, measure);
                }
                let lines = part.lines.get(begin - from..end - from).unwrap_or(&[]);
                self.part_lines(table, cell, part, *element, lines);
            }
            from += count;
        }
        self.y = before;
    }

    fn part_lines(
        &mut self,
        table: &Prepared,
        cell: &SetCell,
        part: &SetPart,
        element: ElementId,
        lines: &[Line],
    ) {
        let measure = self.measure_of(table, cell, part.indents.1);
        if cell.align != Align::Centre {
            self.set(element, &part.spans, lines, measure);
            self.y -= table.leading() * super::flow::count_of(lines.len());
            return;
        }
        for line in lines {
            let x = measure.x + (measure.width - line.width).max(0.0) / 2.0;
            let line = std::slice::from_ref(line);
            self.set(element, &part.spans, line, Measure { x, ..measure });
            self.y -= table.leading();
        }
    }

    /// Draws the text of a cell at `top` without saying what it is; `more` follows its last line.
    fn ghost(&mut self, table: &Prepared, cell: &SetCell, top: f32, more: &str) {
        let mut top = top;
        for part in &cell.parts {
            let measure = self.measure_of(table, cell, part.indents.1);
            for (number, line) in part.lines.iter().enumerate() {
                let free = (measure.width - line.width).max(0.0);
                let indent = match cell.align {
                    Align::Left => 0.0,
                    Align::Right => free,
                    Align::Centre => free / 2.0,
                };
                let x = measure.x + indent;
                self.ghost_line(&part.spans, line, (x, top), measure.leading);
                let kind = part.spans.last().map(|span| span.kind);
                if let Some(kind) = kind.filter(|_| !more.is_empty()) {
                    let last = number + 1 == part.lines.len();
                    let width = self.fonts.width(kind, more);
                    if last && line.width + width <= measure.width {
                        let y = baseline(top, measure.leading, kind.size);
                        self.write(kind, more, false, x + line.width, y);
                    }
                }
                top -= measure.leading;
            }
        }
    }

    fn ghost_line(&mut self, spans: &[Span], line: &Line, (x, top): (f32, f32), leading: f32) {
        for piece in &line.pieces {
            let Some(span) = spans.get(piece.span) else {
                continue;
            };
            let text = span.text.get(piece.range.clone()).unwrap_or("");
            let y = baseline(top, leading, span.kind.size);
            self.write(span.kind, text, piece.hyphen, x + piece.x, y);
        }
    }

    fn measure_of(&self, table: &Prepared, cell: &SetCell, indent: f32) -> Measure {
        let (x, width) = table.extent(cell.column, cell.span.columns);
        Measure {
            x: self.sheet.left + x + table.pad_x() + indent,
            width: width - 2.0 * table.pad_x() - indent,
            leading: table.leading(),
            right: cell.align == Align::Right,
        }
    }

    fn header_ground(&mut self, table: &Prepared) {
        self.shade(table, table.header_height());
    }

    /// Rules below the titles of groups, apart from each other.
    fn header_rules(&mut self, table: &Prepared, number: usize, row: &SetRow) {
        if number + 1 == table.header.len() {
            return;
        }
        let y = self.y - row.height;
        for cell in row.cells.iter().filter(|cell| cell.span.rows == 1) {
            let (x, width) = table.extent(cell.column, cell.span.columns);
            let left = self.sheet.left + x + table.pad_x();
            let right = left + width - 2.0 * table.pad_x();
            let rule = Mark::Rule(left, right, y, MIDDLE, ACCENT);
            self.artifact(Artifact::Layout, [rule]);
        }
    }

    fn ground(&mut self, table: &Prepared, row: &SetRow, height: f32) {
        match row.kind {
            RowKind::Total => {
                self.shade(table, height);
                self.rule(table, STRONG, ACCENT);
            }
            RowKind::Subtotal => self.rule(table, MIDDLE, GREY),
            RowKind::Body | RowKind::Group => {}
        }
    }

    fn shade(&mut self, table: &Prepared, height: f32) {
        let (x, width) = table.extent(0, table.columns.len());
        let area = Area {
            x: self.sheet.left + x,
            y: self.y - height,
            width,
            height,
        };
        self.artifact(Artifact::Layout, [Mark::Fill(area, SHADE)]);
    }

    fn foot(&mut self, table: &Prepared, row: &SetRow) {
        let (thickness, colour) = match row.kind {
            RowKind::Total => (STRONG, ACCENT),
            RowKind::Subtotal | RowKind::Group => (MIDDLE, GREY),
            RowKind::Body => (FINE, RULE),
        };
        if row.closed.is_empty() {
            self.rule(table, thickness, colour);
            return;
        }
        let mut from = 0;
        while from < row.closed.len() {
            let same = |column: &usize| row.closed.get(*column) == row.closed.get(from);
            let count = (from..row.closed.len()).take_while(same).count();
            if row.closed.get(from) == Some(&true) {
                let (x, width) = table.extent(from, count);
                let (left, y) = (self.sheet.left + x, self.y);
                let rule = Mark::Rule(left, left + width, y, thickness, colour);
                self.artifact(Artifact::Layout, [rule]);
            }
            from += count;
        }
    }

    /// The rule above rows that have no header.
    pub fn top_rule(&mut self, table: &Prepared) {
        self.rule(table, FINE, RULE);
    }

    fn rule(&mut self, table: &Prepared, thickness: f32, colour: Colour) {
        let (x, width) = table.extent(0, table.columns.len());
        let (left, y) = (self.sheet.left + x, self.y);
        let rule = Mark::Rule(left, left + width, y, thickness, colour);
        self.artifact(Artifact::Layout, [rule]);
    }
}

/// How far below the top of its row the text of a header cell begins: it stands at the foot.
fn header_offset(table: &Prepared, number: usize, cell: &SetCell) -> f32 {
    let rows = table.header.iter().skip(number).take(cell.span.rows);
    let height: f32 = rows.map(|row| row.height).sum();
    height - table.pad_y() - cell.height
}

fn baseline(top: f32, leading: f32, size: f32) -> f32 {
    top - leading / 2.0 - size * 0.33
}
