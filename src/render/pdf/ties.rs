//! Which rows of a table stand on one page together, and the room that they need.
//!
//! A sum stays with the row above it, the title of a group with the rows below, the rows that a
//! cell reaches over with each other, and no row is alone at the begin or end of a table. Ties that
//! ask for more than a page are given up, those of titles last: a title, and titles above it, always
//! have the begin of the row below them on their page. Room for the footnotes that are called for in
//! rows is part of what these need.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::flow::{Flow, count_of};
use super::grid::Source;
use super::measures::Prepared;
use super::set_rows::{SetCell, SetRow, Window};
use crate::render::table::RowKind;
use std::ops::Range;

/// Rows of more lines than this may be split between pages.
pub const SPLIT: usize = 12;
/// How many lines of a row are set on one page at least.
pub const LINES: usize = 3;
/// How much of a page the begin of a table may ask for when its first row is tall.
const BEGIN: f32 = 0.5;
/// A table that takes no more than this share of a page is not divided between pages.
const SMALL: f32 = 0.36;
/// No more sums than this are kept with the row above them.
const SUMS: usize = 3;
/// More than this share of a page is never left empty to keep the rows of one cell together.
const EMPTY: f32 = 0.5;

/// What keeps rows together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ties {
    /// Everything.
    All,
    /// Not that a cell reaches over them, if its text needs less.
    Strong,
    /// Only that a title is followed by a row.
    Titles,
}

/// Rows that stand together.
#[derive(Debug, Clone, Copy)]
pub struct Band {
    /// How many they are.
    pub rows: usize,
    /// Room that they need in points.
    pub height: f32,
}

impl Flow<'_> {
    /// The rows that come next together; `page` is the room of a further page.
    pub fn next_band(
        &mut self,
        window: &mut Window<'_>,
        source: &Source<'_>,
        table: &Prepared,
        (at, page): (usize, f32),
    ) -> Band {
        let room = self.room();
        let wanted = self.band(window, source, table, (at, Ties::All), page);
        let fits = |band: &Band| band.height <= room + 0.01 || room <= table.page() * EMPTY;
        match wanted.filter(fits) {
            Some(band) => band,
            None => self.least_band(window, source, table, (at, LINES), page),
        }
    }

    /// As many of the rows that should stand together as `limit` holds, at least any titles with the
    /// first `lines` lines of the row below.
    fn least_band(
        &mut self,
        window: &mut Window<'_>,
        source: &Source<'_>,
        table: &Prepared,
        (at, lines): (usize, usize),
        limit: f32,
    ) -> Band {
        let ties = [Ties::Strong, Ties::Titles].into_iter();
        let mut bands = ties.map(|ties| self.band(window, source, table, (at, ties), limit));
        match bands.find_map(|band| band) {
            Some(band) => band,
            None => self.begin(window, source, table, (at, lines), limit),
        }
    }

    /// The band that begins with a row, or `None` if it is higher than `limit`.
    fn band(
        &mut self,
        window: &mut Window<'_>,
        source: &Source<'_>,
        table: &Prepared,
        (at, ties): (usize, Ties),
        limit: f32,
    ) -> Option<Band> {
        let is_sum = |row: usize| {
            row < source.len() && matches!(source.kind(row), RowKind::Subtotal | RowKind::Total)
        };
        let last = source.len().saturating_sub(1);
        let (mut height, mut until, mut sums) = (0.0, at, 0);
        let mut called = Vec::new();
        let mut next = at;
        loop {
            let row = self.row_at(window, table, next)?;
            height += row.height;
            let mut needs = usize::from(row.kind == RowKind::Group);
            if ties != Ties::Titles {
                needs = needs.max(row.tied);
                sums = if is_sum(next) { sums + 1 } else { 0 };
                let lone = last > 2 && (next == 0 || next + 1 == last);
                needs = needs.max(usize::from(lone || (is_sum(next + 1) && sums < SUMS)));
            }
            if ties == Ties::All {
                needs = needs.max(row.reach);
            }
            until = until.max(next + needs).min(last);
            height += if next == last {
                table.notes_height
            } else {
                0.0
            };
            if self.has_notes() {
                called.extend(calls(row, &all_lines(row)));
            }
            let whole = height + self.notes_room(&called);
            if whole > limit + 0.01 {
                return None;
            }
            if next >= until {
                return Some(Band {
                    rows: next + 1 - at,
                    height: whole,
                });
            }
            next += 1;
        }
    }

    /// The titles that come next, and of the row below them what must stand on the same page: all of
    /// a short one, else `lines` lines. Titles that fill a page alone are not kept together.
    fn begin(
        &mut self,
        window: &mut Window<'_>,
        source: &Source<'_>,
        table: &Prepared,
        (at, lines): (usize, usize),
        limit: f32,
    ) -> Band {
        let first = self.row_at(window, table, at).map_or(0.0, |row| row.height);
        let mut titles = 0.0;
        let mut next = at;
        while next + 1 < source.len() && source.kind(next) == RowKind::Group {
            titles += self
                .row_at(window, table, next)
                .map_or(0.0, |row| row.height);
            next += 1;
        }
        let Some(row) = self.row_at(window, table, next) else {
            return Band {
                rows: 1,
                height: first,
            };
        };
        let short = row.lines() <= SPLIT;
        let own = match short {
            true => row.height,
            false => table.leading() * count_of(lines) + 2.0 * table.pad_y(),
        };
        let height = titles + own;
        if height > limit + 0.01 {
            return Band {
                rows: 1,
                height: first,
            };
        }
        let lines = if short { usize::MAX } else { lines };
        let begin = |cell: &SetCell| 0..cell.lines().min(lines);
        let begin: Vec<Range<usize>> = row.cells.iter().map(begin).collect();
        let notes = self.row_notes(row, &begin);
        Band {
            rows: next + 1 - at,
            height: (height + notes).min(limit),
        }
    }

    /// Room for the begin of a table: all of a small one, else caption, header and the first band.
    pub fn least_of(&mut self, source: Source<'_>, table: &Prepared) -> f32 {
        let above = table.caption_height + table.header_height();
        let mut window = Window::new(source);
        let small = table.page() * SMALL;
        let mut height = above + table.notes_height;
        let mut called = Vec::new();
        for at in 0..source.len() {
            if height > small {
                break;
            }
            let Some(row) = self.row_at(&mut window, table, at) else {
                continue;
            };
            height += row.height;
            if self.has_notes() {
                called.extend(calls(row, &all_lines(row)));
            }
        }
        if height <= small {
            return height + self.notes_room(&called);
        }
        // A tall row may be split: to ask for more would part the table from a heading above it.
        let titles = (0..source.len()).take_while(|row| source.kind(*row) == RowKind::Group);
        let below = titles.count().min(source.len().saturating_sub(1));
        let first = self.row_at(&mut window, table, below);
        let share = match first.is_some_and(|row| row.lines() > SPLIT) {
            true => BEGIN,
            false => 1.0,
        };
        let limit = table.page() * share - above;
        let band = self.least_band(&mut window, &source, table, (0, SPLIT), limit);
        above + band.height
    }

    /// Room for the footnotes that are called for in these lines of the cells of a row.
    pub fn row_notes(&mut self, row: &SetRow, lines: &[Range<usize>]) -> f32 {
        if !self.has_notes() {
            return 0.0;
        }
        let called: Vec<usize> = calls(row, lines).collect();
        self.notes_room(&called)
    }
}

/// All lines of the cells of a row.
pub fn all_lines(row: &SetRow) -> Vec<Range<usize>> {
    row.cells.iter().map(|cell| 0..cell.lines()).collect()
}

/// The numbers of the footnotes that are called for in these lines of the cells of a row.
fn calls<'r>(row: &'r SetRow, lines: &'r [Range<usize>]) -> impl Iterator<Item = usize> + 'r {
    let cells = row.cells.iter().zip(lines);
    cells.flat_map(|(cell, wanted)| {
        let own = cell
            .parts
            .iter()
            .flat_map(|part| part.lines.iter().map(move |line| (part, line)));
        let own = own.skip(wanted.start).take(wanted.len());
        own.flat_map(|(part, line)| super::notes::called(&part.spans, line))
    })
}
