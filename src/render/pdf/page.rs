//! Pages as lists of marks: what is drawn where, before it becomes printpdf operations.
//!
//! Measures are points from the lower left corner of the paper. Marks stand between
//! [`Mark::Begin`] or [`Mark::Artifact`] and [`Mark::End`]: a page of an accessible file has nothing
//! outside (ISO 14289-1, 7.1).
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::fonts::Shaped;
use super::style::{Colour, Sheet, Type};
use super::tags::ElementId;
use std::rc::Rc;

/// One page.
#[derive(Debug)]
pub struct Page {
    /// Paper and margins.
    pub sheet: Sheet,
    /// What is drawn, from the ground upwards.
    pub marks: Vec<Mark>,
    /// The element of each piece of marked content, by its number.
    pub contents: Vec<ElementId>,
    /// Areas that lead somewhere.
    pub links: Vec<Link>,
    /// What stands around the content.
    pub furniture: Furniture,
}

/// What stands around the content of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Furniture {
    /// Header, footer and, on drafts, the watermark.
    Full,
    /// Footer and watermark: the page begins with the letterhead.
    Foot,
    /// The watermark only: a title page.
    Cover,
    /// Nothing: a sheet of labels.
    None,
}

/// One thing drawn, or the begin or end of marked content.
#[derive(Debug, Clone)]
pub enum Mark {
    /// Content of an element begins; the number counts the contents of the page.
    Begin(ElementId, usize),
    /// Something that is no content begins: a rule, a page header.
    Artifact(Artifact),
    /// The innermost content or artifact ends.
    End,
    /// A line of text.
    Text(TextMark),
    /// A filled rectangle.
    Fill(Area, Colour),
    /// A horizontal rule: left, right, height of its middle, thickness.
    Rule(f32, f32, f32, f32, Colour),
    /// A page number that is not known yet: the section's id, right edge, baseline, type.
    PageNumber(usize, f32, f32, Type),
    /// Shapes as operators, made by [`super::vectors`].
    Vectors(String),
    /// A picture of pixels, by its number, over an area.
    Picture(usize, Area),
}

/// A piece of text in one style.
#[derive(Debug, Clone)]
pub struct TextMark {
    /// Face, size and colour.
    pub kind: Type,
    /// Left end of the baseline.
    pub x: f32,
    /// Height of the baseline.
    pub y: f32,
    /// Direction of the baseline in degrees; 0 is to the right.
    pub angle: f32,
    /// The glyphs, word by word.
    pub words: Vec<Rc<Shaped>>,
    /// A hyphen that stands only because the line ends: it is extracted as a soft hyphen.
    pub soft_hyphen: bool,
}

impl TextMark {
    /// Length of the text in points.
    pub fn width(&self) -> f32 {
        self.words.iter().map(|word| word.width).sum::<f32>() * self.kind.size / 1000.0
    }
}

/// What is drawn without being content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Artifact {
    /// Rules, grounds and leaders.
    Layout,
    /// The line at the head of a page, or the header of a table repeated there.
    Header,
    /// The line at the foot of a page.
    Footer,
    /// The word across a draft.
    Watermark,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Lower edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// An area that leads somewhere.
#[derive(Debug, Clone)]
pub struct Link {
    /// The area.
    pub area: Area,
    /// The `Link` element that holds the visible text.
    pub element: ElementId,
    /// Where it leads.
    pub goal: Goal,
    /// What a screen reader says about it.
    pub description: String,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// A heading, by its place in the outline.
    Section(usize),
    /// An address on the web.
    Address(String),
    /// A footnote, by its number from one.
    Note(usize),
}

impl Page {
    /// An empty page.
    pub fn new(sheet: Sheet, furniture: Furniture) -> Self {
        Page {
            sheet,
            marks: Vec::new(),
            contents: Vec::new(),
            links: Vec::new(),
            furniture,
        }
    }
}

/// Where a piece of text stands, for tests that nothing leaves the page.
#[derive(Debug, Clone, PartialEq)]
pub struct TextBox {
    /// Number of the page from one.
    pub page: usize,
    /// Left edge in points from the left edge of the paper.
    pub left: f32,
    /// Right edge.
    pub right: f32,
    /// Height of the baseline in points from the lower edge of the paper.
    pub baseline: f32,
    /// Type size.
    pub size: f32,
    /// Left and right edge of the text area of the page, then its bottom and top.
    pub frame: [f32; 4],
    /// Whether it belongs to the content and not to page headers, footers or the watermark.
    pub content: bool,
    /// The characters.
    pub text: String,
}

/// All pieces of text of the pages.
pub fn text_boxes(pages: &[Page]) -> Vec<TextBox> {
    let mut boxes = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let mut artifact = false;
        for mark in &page.marks {
            match mark {
                Mark::Artifact(_) => artifact = true,
                Mark::Begin(..) => artifact = false,
                Mark::Text(text) => {
                    let sheet = page.sheet;
                    let blank = text.words.last().filter(|word| is_space(word));
                    let blank = blank.map_or(0.0, |word| word.width) * text.kind.size / 1000.0;
                    let glyphs = text.words.iter().flat_map(|word| &word.glyphs);
                    boxes.push(TextBox {
                        page: number + 1,
                        left: text.x,
                        right: text.x + text.width() - blank,
                        baseline: text.y,
                        size: text.kind.size,
                        frame: [sheet.left, sheet.right, sheet.bottom, sheet.top],
                        content: !artifact,
                        text: glyphs.map(|glyph| &*glyph.text).collect(),
                    });
                }
                _ => {}
            }
        }
    }
    boxes
}

fn is_space(word: &Shaped) -> bool {
    word.glyphs.iter().all(|glyph| &*glyph.text == " ")
}
