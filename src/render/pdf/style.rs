//! How a page looks: sizes, margins, colours and type, all in points (1/72 inch).
//!
//! Colours are dark enough for text on white and on the shade (contrast above 4.5:1, WCAG 1.4.3)
//! and every one is RGB, because the output intent of the file is sRGB.
#![allow(clippy::float_arithmetic, reason = "shares of colours")]

use super::fonts::Face;
use crate::render::document::Paper;

/// A colour as shares of red, green and blue.
pub type Colour = [f32; 3];

/// A colour of eight bits a part as shares.
pub fn shares(colour: [u8; 3]) -> Colour {
    colour.map(|part| f32::from(part) / 255.0)
}

/// Running text.
pub const INK: Colour = [0.11, 0.13, 0.17];
/// Headings, links and strong rules; on finished pages the colour of the letterhead stands in its
/// place.
pub const ACCENT: Colour = [0.04, 0.24, 0.38];
/// Page headers, notes and other text of less weight.
pub const GREY: Colour = [0.33, 0.37, 0.42];
/// Hairlines.
pub const RULE: Colour = [0.78, 0.81, 0.85];
/// The ground of header cells and notes.
pub const SHADE: Colour = [0.93, 0.95, 0.97];
/// The word across the pages of a draft.
pub const WATERMARK: Colour = [0.925, 0.935, 0.945];

/// A page and its margins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// Width of the paper.
    pub width: f32,
    /// Height of the paper.
    pub height: f32,
    /// Left edge of the text.
    pub left: f32,
    /// Right edge of the text, from the left edge of the paper.
    pub right: f32,
    /// Top of the text, from the bottom of the paper.
    pub top: f32,
    /// Bottom of the text, from the bottom of the paper.
    pub bottom: f32,
}

impl Sheet {
    /// A4 upright.
    pub const PORTRAIT: Sheet = Sheet {
        width: 595.28,
        height: 841.89,
        left: 72.0,
        right: 523.28,
        top: 762.0,
        bottom: 76.0,
    };
    /// A4 on its side, for wide tables.
    pub const LANDSCAPE: Sheet = Sheet {
        width: 841.89,
        height: 595.28,
        left: 60.0,
        right: 781.89,
        top: 519.0,
        bottom: 68.0,
    };

    /// The sheet of a paper.
    pub const fn of(paper: Paper) -> Sheet {
        match paper {
            Paper::Upright => Sheet::PORTRAIT,
            Paper::OnItsSide => Sheet::LANDSCAPE,
        }
    }
}

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    /// Upright, bold or italic.
    pub face: Face,
    /// Size.
    pub size: f32,
    /// Colour.
    pub colour: Colour,
    /// All digits equally wide and without kerning, for columns of numbers.
    pub tabular: bool,
    /// Words are hyphenated only where they are wider than the line, as in titles.
    pub whole_words: bool,
}

/// Distance between baselines of running text.
pub const LEADING: f32 = 15.4;
/// Space below a paragraph.
pub const AFTER_PARAGRAPH: f32 = 7.5;

/// Running text.
pub const BODY: Type = Type {
    face: Face::Regular,
    size: 10.8,
    colour: INK,
    tabular: false,
    whole_words: false,
};
/// Titles, captions and headers of tables.
pub const TITLE: Type = Type {
    face: Face::Bold,
    whole_words: true,
    ..BODY
};

impl Type {
    /// The same with another face.
    pub const fn faced(self, face: Face) -> Type {
        Type { face, ..self }
    }

    /// The same in another size.
    pub const fn sized(self, size: f32) -> Type {
        Type { size, ..self }
    }

    /// The same in another colour.
    pub const fn coloured(self, colour: Colour) -> Type {
        Type { colour, ..self }
    }
}

/// How headings of one level are set.
#[derive(Debug, Clone, Copy)]
pub struct HeadingStyle {
    /// Type of number and title.
    pub kind: Type,
    /// Distance between baselines.
    pub leading: f32,
    /// Space above, unless the heading begins a page.
    pub before: f32,
    /// Space below.
    pub after: f32,
}

/// The style of headings of a level (1 to 6).
pub fn heading(level: u8) -> HeadingStyle {
    let (size, before, after) = match level {
        1 => (20.0, 26.0, 9.0),
        2 => (14.5, 17.0, 5.0),
        3 => (12.0, 12.0, 3.5),
        _ => (10.8, 9.0, 2.5),
    };
    let colour = if level < 3 { ACCENT } else { INK };
    let leading = match level {
        1 => 25.0,
        2 => 19.0,
        _ => 16.0,
    };
    let kind = TITLE.sized(size).coloured(colour);
    HeadingStyle {
        kind,
        leading,
        before,
        after,
    }
}
