//! Builds blocks from the parser's events, with lists on a stack of their own: nothing here calls
//! itself, however deep a text is nested.

use super::{is_address, is_plain, joined};
use crate::render::document::{Block, Inline, LIST_DEPTH, List, ListItem, Target, Text, plain};
use crate::render::table::{Cell, Column, Table};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// A text being read.
pub struct Reader<'t> {
    source: &'t str,
    /// Whether a table may become one.
    tables: bool,
    blocks: Vec<Block>,
    /// The lists that are open, outermost first.
    lists: Vec<Open>,
    /// How many lists are open that lie too deep to be shown: their items go to the deepest list.
    too_deep: usize,
    /// The line that is being read.
    pieces: Vec<Inline>,
    strong: usize,
    emphasis: usize,
    target: Option<Target>,
    table: Option<Rows>,
    /// Up to where the text has been shown as it was typed.
    raw_until: usize,
}

/// A list that is open, with the item that is open in it.
struct Open {
    list: List,
    item: Option<ListItem>,
}

/// A table that is open.
#[derive(Default)]
struct Rows {
    header: Vec<String>,
    rows: Vec<Vec<Cell>>,
    in_header: bool,
}

impl<'t> Reader<'t> {
    /// Begins to read.
    pub fn new(source: &'t str, tables: bool) -> Self {
        Reader {
            source,
            tables,
            blocks: Vec::new(),
            lists: Vec::new(),
            too_deep: 0,
            pieces: Vec::new(),
            strong: 0,
            emphasis: 0,
            target: None,
            table: None,
            raw_until: 0,
        }
    }

    /// The blocks of the whole text.
    pub fn read(mut self) -> Vec<Block> {
        let events = Parser::new_ext(self.source, Options::ENABLE_TABLES);
        for (event, range) in events.into_offset_iter() {
            if range.start >= self.raw_until {
                self.event(event, range);
            }
        }
        self.paragraph();
        self.blocks
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.push(&text, false),
            Event::Code(text) => self.push(&text, true),
            Event::SoftBreak | Event::HardBreak => self.push("\n", false),
            Event::Rule => self.raw(range),
            Event::InlineHtml(html) | Event::Html(html) => self.push(&html, false),
            _ => self.raw_inline(range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::TableCell => {}
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { dest_url, .. } if is_address(&dest_url) => {
                self.target = Some(Target::Address(dest_url.into_string()));
            }
            Tag::Link { .. } | Tag::Image { .. } => self.raw_inline(range),
            Tag::List(None) => self.open_list(false),
            Tag::List(Some(1)) => self.open_list(true),
            Tag::Item => self.open_item(),
            Tag::Table(_) if self.tables && self.lists.is_empty() => {
                self.paragraph();
                self.table = Some(Rows::default());
            }
            Tag::TableHead => self.in_table(|table| table.in_header = true),
            Tag::TableRow => self.in_table(|table| table.rows.push(Vec::new())),
            _ => self.raw(range),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link => self.target = None,
            TagEnd::List(_) => self.close_list(),
            TagEnd::Item => {
                self.paragraph();
                if self.too_deep == 0 {
                    self.close_item();
                }
            }
            TagEnd::TableCell => self.close_cell(),
            TagEnd::TableHead => self.in_table(|table| table.in_header = false),
            TagEnd::Table => self.close_table(),
            _ => {}
        }
    }

    fn push(&mut self, text: &str, code: bool) {
        self.pieces.push(Inline {
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            code,
            target: self.target.clone(),
            ..plain(text)
        });
    }

    /// Shows a block as it was typed.
    fn raw(&mut self, range: Range<usize>) {
        self.paragraph();
        let shown = self.source.get(range.clone()).unwrap_or("");
        self.push(shown.trim_matches('\n').trim_end(), false);
        self.paragraph();
        self.raw_until = range.end;
    }

    /// Shows a part of a line as it was typed.
    fn raw_inline(&mut self, range: Range<usize>) {
        let shown = self.source.get(range.clone()).unwrap_or("");
        self.push(shown, false);
        self.raw_until = range.end;
    }

    /// Ends the paragraph that is open, in the item or in the document.
    fn paragraph(&mut self) {
        let pieces = joined(std::mem::take(&mut self.pieces));
        if pieces.iter().all(|piece| piece.text.trim().is_empty()) {
            return;
        }
        match self.lists.last_mut().and_then(|open| open.item.as_mut()) {
            Some(item) => {
                if !item.text.0.is_empty() {
                    item.text.0.push(plain("\n"));
                }
                item.text.0.extend(pieces);
                item.text.0 = joined(std::mem::take(&mut item.text.0));
            }
            None => self.blocks.push(Block::Paragraph(Text(pieces))),
        }
    }

    fn open_list(&mut self, numbered: bool) {
        self.paragraph();
        if self.lists.len() >= LIST_DEPTH {
            self.too_deep += 1;
            return;
        }
        let list = List {
            numbered,
            items: Vec::new(),
        };
        self.lists.push(Open { list, item: None });
    }

    fn open_item(&mut self) {
        self.paragraph();
        self.close_item();
        if let Some(open) = self.lists.last_mut() {
            open.item = Some(ListItem {
                text: Text::default(),
                inner: None,
            });
        }
    }

    fn close_item(&mut self) {
        let too_deep = self.too_deep > 0;
        let Some(open) = self.lists.last_mut() else {
            return;
        };
        if let Some(item) = open.item.take() {
            let empty = item.text.0.is_empty() && item.inner.is_none();
            if !(empty && too_deep) {
                open.list.items.push(item);
            }
        }
    }

    fn close_list(&mut self) {
        self.paragraph();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        self.close_item();
        let Some(Open { list, .. }) = self.lists.pop() else {
            return;
        };
        let Some(item) = self.lists.last_mut().and_then(|open| open.item.as_mut()) else {
            self.blocks.push(Block::List(list));
            return;
        };
        match &mut item.inner {
            // A second list in the same item goes on with the first.
            Some(inner) => inner.items.extend(list.items),
            None => item.inner = Some(list),
        }
    }

    fn in_table(&mut self, change: impl FnOnce(&mut Rows)) {
        if let Some(table) = &mut self.table {
            change(table);
        }
    }

    fn close_cell(&mut self) {
        let pieces = joined(std::mem::take(&mut self.pieces));
        let Some(table) = &mut self.table else {
            return;
        };
        if table.in_header {
            table.header.push(Text(pieces).plain());
        } else if let Some(row) = table.rows.last_mut() {
            row.push(if pieces.is_empty() {
                Cell::Empty
            } else if pieces.iter().all(is_plain) {
                Cell::Text(Text(pieces).plain())
            } else {
                Cell::Blocks(vec![Block::Paragraph(Text(pieces))])
            });
        }
    }

    fn close_table(&mut self) {
        let Some(read) = self.table.take() else {
            return;
        };
        let columns = read.header.into_iter().map(Column::text).collect();
        let mut table = Table::new("", columns);
        table.row_headers = 0;
        for row in read.rows {
            table.row(row);
        }
        self.blocks.push(Block::Table(table));
    }
}
