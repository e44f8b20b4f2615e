//! What stands on every page around the content: header, footer and the watermark of a draft.
//!
//! All of it is artifact, and it is drawn when the number of pages is known. The watermark goes
//! beneath the text, so that nothing becomes unreadable.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::Laid;
use super::flow::Flow;
use super::fonts::{Face, Fonts};
use super::page::{Artifact, Furniture, Mark, Page, TextMark};
use super::style::{BODY, GREY, RULE, Sheet, Type, WATERMARK};
use super::words::{clean, words};
use crate::render::document::Document;
use crate::render::numbers;

const SMALL: Type = BODY.sized(8.8).coloured(GREY);

/// Draws headers, footers and watermarks and fills in the page numbers of the contents.
pub fn finish(flow: Flow<'_>) -> Laid {
    let Flow {
        document,
        fonts,
        mut pages,
        tree,
        places,
        bookmarks,
        warnings,
        refers,
        notes,
        pixels,
        ..
    } = flow;
    let count = pages.len();
    let right = [document.case_number.as_str(), document.version.as_str()];
    let right: Vec<&str> = right.into_iter().filter(|part| !part.is_empty()).collect();
    let right = clean(&right.join(" · ")).replace('\n', " ");
    let title = clean(&document.title).replace('\n', " ");
    let colour = document.letterhead.as_ref().and_then(|head| head.colour);
    for (number, page) in pages.iter_mut().enumerate() {
        for mark in &mut page.marks {
            if let Mark::PageNumber(entry, edge, y, kind) = *mark {
                let shown = places.get(entry).map_or(0, |place| place.0) + 1;
                *mark = aligned(fonts, kind, &shown.to_string(), edge, y);
            }
        }
        if let Some(colour) = colour {
            super::letterhead::recolour(page, colour);
        }
        if document.draft && page.furniture != Furniture::None {
            let watermark = watermark(fonts, page.sheet);
            let marks = [Mark::Artifact(Artifact::Watermark), watermark, Mark::End];
            page.marks.splice(0..0, marks);
        }
        if page.furniture == Furniture::Full {
            header(fonts, page, &title, &right);
        }
        if matches!(page.furniture, Furniture::Full | Furniture::Foot) {
            footer(fonts, page, document, number + 1, count);
        }
    }
    Laid {
        pages,
        tree,
        bookmarks,
        places,
        warnings,
        refers,
        notes: notes.places,
        pixels,
    }
}

fn header(fonts: &mut Fonts, page: &mut Page, title: &str, right: &str) {
    let Sheet {
        left,
        right: edge,
        top,
        ..
    } = page.sheet;
    let y = top + 28.0;
    let used = fonts.width(SMALL, right) + 20.0;
    let title = shortened(fonts, SMALL, title, edge - left - used);
    let marks = [
        Mark::Artifact(Artifact::Header),
        text(fonts, SMALL, &title, left, y),
        aligned(fonts, SMALL, right, edge, y),
        Mark::Rule(left, edge, y - 7.0, 0.5, RULE),
        Mark::End,
    ];
    page.marks.extend(marks);
}

fn footer(fonts: &mut Fonts, page: &mut Page, document: &Document, number: usize, count: usize) {
    let Sheet {
        left,
        right: edge,
        bottom,
        ..
    } = page.sheet;
    let y = bottom - 34.0;
    let date = numbers::date(document.date);
    let room = (edge - left) * 0.75 - fonts.width(SMALL, &date);
    let author = shortened(fonts, SMALL, &clean(&document.author), room);
    let parts = [author.as_str(), &clean(&date)];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let left_text = parts.collect::<Vec<_>>().join(" · ");
    let marks = [
        Mark::Artifact(Artifact::Footer),
        text(fonts, SMALL, &left_text, left, y),
        aligned(fonts, SMALL, &format!("side {number} af {count}"), edge, y),
        Mark::End,
    ];
    page.marks.extend(marks);
}

/// The word across the page, its middle on the middle of the paper.
fn watermark(fonts: &mut Fonts, sheet: Sheet) -> Mark {
    const HALF_DIAGONAL: f32 = std::f32::consts::FRAC_1_SQRT_2;
    let kind = BODY.faced(Face::Bold).sized(132.0).coloured(WATERMARK);
    let words = vec![fonts.shape(kind.face, false, "UDKAST")];
    let half = fonts.width(kind, "UDKAST") / 2.0 * HALF_DIAGONAL;
    let rise = kind.size * 0.33 * HALF_DIAGONAL;
    let (x, y) = (
        sheet.width / 2.0 - half + rise,
        sheet.height / 2.0 - half - rise,
    );
    Mark::Text(TextMark {
        kind,
        x,
        y,
        angle: 45.0,
        words,
        soft_hyphen: false,
    })
}

fn text(fonts: &mut Fonts, kind: Type, text: &str, x: f32, y: f32) -> Mark {
    let words = words(text)
        .map(|word| fonts.shape(kind.face, kind.tabular, word))
        .collect();
    Mark::Text(TextMark {
        kind,
        x,
        y,
        angle: 0.0,
        words,
        soft_hyphen: false,
    })
}

fn aligned(fonts: &mut Fonts, kind: Type, shown: &str, edge: f32, y: f32) -> Mark {
    let width: f32 = words(shown).map(|word| fonts.width(kind, word)).sum();
    text(fonts, kind, shown, edge - width, y)
}

/// The text, or its begin with an ellipsis.
pub fn shortened(fonts: &mut Fonts, kind: Type, text: &str, width: f32) -> String {
    let mut used = fonts.width(kind, "…");
    let mut whole = 0.0;
    let mut kept = String::new();
    for character in text.replace('\n', " ").chars() {
        let own = fonts.width(kind, character.encode_utf8(&mut [0; 4]));
        whole += own;
        if used + own <= width {
            used += own;
            kept.push(character);
        }
        if whole > width {
            return format!("{}…", kept.trim_end());
        }
    }
    text.into()
}
