//! Builds blocks from the parser's events, with lists on a stack of their own: nothing here calls
//! itself, however deep a text is nested.
//!
//! The parser keeps silent about some of what was typed (definitions of references, cells beyond the
//! last column of a table), so that this reader watches which part of the text no event covers.

use super::{append, is_address, is_plain};
use crate::render::document::{
    Block, Inline, LIST_DEPTH, List, ListItem, Target, Text, Unread, plain,
};
use crate::render::table::{Cell, Column, Table};
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
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
    /// Whether the link that is open has no text so far.
    bare_link: bool,
    table: Option<Rows>,
    /// How many elements are open within what has been shown as it was typed, with itself.
    skipped: usize,
    /// Up to where events have told about the text.
    covered: usize,
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
    /// Where the last cell stands.
    cell: Range<usize>,
    /// Whether a row has more cells than the table has columns.
    spoiled: bool,
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
            bare_link: false,
            table: None,
            skipped: 0,
            covered: 0,
        }
    }

    /// The blocks of the whole text.
    pub fn read(mut self) -> Vec<Block> {
        let events = Parser::new_ext(self.source, Options::ENABLE_TABLES);
        for (event, range) in events.into_offset_iter() {
            match event {
                Event::Start(_) if self.skipped > 0 => self.skipped += 1,
                Event::End(_) if self.skipped > 0 => self.skipped -= 1,
                _ if self.skipped > 0 => {}
                event => self.event(event, range),
            }
        }
        self.silent(self.source.len());
        self.paragraph();
        self.blocks
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        self.silent(range.start);
        match event {
            Event::Start(Tag::List(_) | Tag::Item) => {}
            Event::End(TagEnd::List(_) | TagEnd::Item) => self.silent(range.end),
            _ => self.covered = self.covered.max(range.end),
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.push(&text, false, None),
            Event::Code(text) => self.push(&text, true, None),
            Event::SoftBreak | Event::HardBreak => self.push("\n", false, None),
            Event::Rule => self.raw(range, Some(Unread::Rule)),
            Event::InlineHtml(html) | Event::Html(html) => {
                self.push(&html, false, Some(Unread::Html));
            }
            _ => self.push(self.typed(range), false, None),
        }
    }

    /// Shows what no event told about up to a place, where it is the definition of a reference; else
    /// it is markup and white space.
    fn silent(&mut self, until: usize) {
        let gap = self.typed(self.covered..until);
        self.covered = self.covered.max(until);
        if let Some(begin) = gap.find('[').filter(|_| gap.contains("]:")) {
            self.paragraph();
            let shown = gap.get(begin..).unwrap_or("").trim_end();
            self.push(shown, false, Some(Unread::Reference));
            self.paragraph();
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {}
            Tag::Strong | Tag::Emphasis if self.is_product(&range) => self.raw_inline(range, None),
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => match followed(link_type, dest_url).filter(|_| title.is_empty()) {
                Some(address) => {
                    self.target = Some(Target::Address(address));
                    self.bare_link = true;
                }
                None => self.raw_inline(range, refused(link_type)),
            },
            Tag::Image { .. } => self.raw_inline(range, Some(Unread::Picture)),
            Tag::List(None) => self.open_list(false),
            Tag::List(Some(1)) => self.open_list(true),
            Tag::Item => self.open_item(),
            Tag::Table(_) if self.tables && self.lists.is_empty() => {
                self.paragraph();
                self.table = Some(Rows::default());
            }
            Tag::TableHead => self.in_table(|table| table.in_header = true),
            Tag::TableRow => self.in_table(|table| table.rows.push(Vec::new())),
            Tag::TableCell => self.in_table(|table| table.cell = range),
            other => {
                self.raw(range, unread(&other));
                self.skipped = 1;
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link => {
                self.target = None;
                if self.bare_link {
                    self.push(self.typed(range), false, Some(Unread::Link));
                }
            }
            TagEnd::List(_) => self.close_list(),
            TagEnd::Item => {
                self.paragraph();
                if self.too_deep == 0 {
                    self.close_item();
                }
            }
            TagEnd::TableCell => self.close_cell(),
            TagEnd::TableHead | TagEnd::TableRow => self.close_row(range),
            TagEnd::Table => self.close_table(range),
            _ => {}
        }
    }

    /// A part of the text as it was typed.
    fn typed(&self, range: Range<usize>) -> &'t str {
        self.source.get(range).unwrap_or("")
    }

    /// Whether stars around a part multiply, as in `2*3*4`.
    fn is_product(&self, range: &Range<usize>) -> bool {
        let before = self.typed(0..range.start).chars().next_back();
        let after = self.typed(range.end..self.source.len()).chars().next();
        match (before, after) {
            (Some(one), Some(other)) => {
                one.is_alphanumeric()
                    && other.is_alphanumeric()
                    && (one.is_ascii_digit() || other.is_ascii_digit())
            }
            _ => false,
        }
    }

    fn push(&mut self, text: &str, code: bool, unread: Option<Unread>) {
        self.bare_link = false;
        let too_deep = (self.too_deep > 0).then_some(Unread::DeepList);
        let piece = Inline {
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            code,
            target: self.target.clone(),
            unread: unread.or(too_deep),
            ..plain(text)
        };
        append(&mut self.pieces, piece);
    }

    /// Shows a block as it was typed.
    fn raw(&mut self, range: Range<usize>, why: Option<Unread>) {
        self.paragraph();
        self.covered = self.covered.max(range.end);
        let shown = self.typed(range).trim_matches('\n').trim_end();
        self.push(shown, false, why);
        self.paragraph();
    }

    /// Shows an element within a line as it was typed.
    fn raw_inline(&mut self, range: Range<usize>, why: Option<Unread>) {
        self.push(self.typed(range), false, why);
        self.skipped = 1;
    }

    /// Ends the paragraph that is open, in the item or in the document.
    fn paragraph(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        if pieces.iter().all(|piece| piece.text.trim().is_empty()) {
            return;
        }
        match self.lists.last_mut().and_then(|open| open.item.as_mut()) {
            Some(item) => {
                if !item.text.0.is_empty() {
                    append(&mut item.text.0, plain("\n"));
                }
                for piece in pieces {
                    append(&mut item.text.0, piece);
                }
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
        let pieces = std::mem::take(&mut self.pieces);
        let source = self.source;
        let Some(table) = &mut self.table else {
            return;
        };
        if table.in_header {
            // A title has no link in it.
            let linked = pieces.iter().any(|piece| piece.target.is_some());
            let typed = source.get(table.cell.clone()).filter(|_| linked);
            let title = typed.map_or_else(|| Text(pieces).plain(), |typed| typed.trim().into());
            table.header.push(title);
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

    fn close_row(&mut self, range: Range<usize>) {
        let source = self.source;
        self.in_table(|table| {
            table.in_header = false;
            let rest = source.get(table.cell.end..range.end).unwrap_or("");
            table.spoiled |= !rest.chars().all(|one| one == '|' || one.is_whitespace());
        });
    }

    fn close_table(&mut self, range: Range<usize>) {
        let Some(read) = self.table.take() else {
            return;
        };
        if read.spoiled {
            self.raw(range, Some(Unread::Table));
            return;
        }
        let columns = read.header.into_iter().map(Column::text).collect();
        let mut table = Table::new("", columns);
        table.row_headers = 0;
        for row in read.rows {
            table.row(row);
        }
        self.blocks.push(Block::Table(table));
    }
}

/// The address of a link that may be followed; one that is given elsewhere in the text is none.
fn followed(kind: LinkType, address: CowStr<'_>) -> Option<String> {
    let address = match kind {
        LinkType::Email => format!("mailto:{address}"),
        LinkType::Inline | LinkType::Autolink => address.into_string(),
        _ => return None,
    };
    is_address(&address).then_some(address)
}

/// Why a link is shown as it was typed.
fn refused(kind: LinkType) -> Option<Unread> {
    Some(match kind {
        LinkType::Inline | LinkType::Autolink | LinkType::Email => Unread::Link,
        _ => Unread::Reference,
    })
}

/// What a block is that is shown as it was typed; a list that does not begin with 1 is no list, and nobody is told.
fn unread(tag: &Tag<'_>) -> Option<Unread> {
    match tag {
        Tag::Heading { .. } => Some(Unread::Heading),
        Tag::HtmlBlock => Some(Unread::Html),
        Tag::BlockQuote(_) => Some(Unread::Quotation),
        Tag::CodeBlock(_) => Some(Unread::Code),
        Tag::Table(_) => Some(Unread::Table),
        _ => None,
    }
}
