//! Marks of a page as printpdf operations, in reading order.
//!
//! All but pictures is made ready as operators by [`super::type_setting`]: printpdf's own operations
//! allocate several objects for each glyph, rule and piece of marked content, which was most of the
//! work of a long document.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::fonts::{Face, Fonts};
use super::page::{Area, Mark, Page};
use super::tags::Tree;
use super::type_setting::Pen;
use printpdf::{Codepoint, FontId, Op, PdfFontHandle, Pt, TextItem, XObjectId, XObjectTransform};

/// The operations of a page.
pub fn operations(page: &Page, tree: &Tree) -> Vec<Op> {
    let mut operations = Vec::new();
    let mut pen = Pen::default();
    for mark in &page.marks {
        match mark {
            Mark::Text(text) => pen.write(text),
            Mark::Begin(element, number) => pen.begin(tree.role(*element), *number),
            Mark::Artifact(kind) => pen.begin_artifact(*kind),
            Mark::End => pen.end(),
            Mark::Fill(area, colour) => pen.fill(*area, *colour),
            Mark::Rule(left, right, y, thickness, colour) => {
                pen.rule([*left, *right], *y, *thickness, *colour);
            }
            Mark::PageNumber(..) => {}
            Mark::Vectors(shapes) => pen.draw(shapes),
            Mark::Picture(number, area) => {
                operations.extend(pen.lift().map(raw));
                operations.push(picture(*number, *area));
            }
        }
    }
    operations.extend(pen.lift().map(raw));
    operations
}

/// Operators that are written as they are.
fn raw(operators: String) -> Op {
    Op::Unknown {
        key: operators,
        value: Vec::new(),
    }
}

/// A page that shows every glyph once: printpdf embeds a font, its widths and its texts for what it
/// sees shown, and does not look into raw operators. The page is taken out again.
pub fn glyph_page(fonts: &Fonts) -> Vec<Op> {
    let mut operations = Vec::new();
    for face in Face::ALL {
        let glyphs = fonts.meanings(face);
        let codes = glyphs.map(|(glyph, text)| Codepoint::with_cid(glyph, 0.0, text.into()));
        let codes: Vec<Codepoint> = codes.collect();
        if !codes.is_empty() {
            let font = PdfFontHandle::External(font_id(face));
            operations.push(Op::SetFont {
                font,
                size: Pt(1.0),
            });
            operations.push(Op::ShowText {
                items: vec![TextItem::GlyphIds(codes)],
            });
        }
    }
    operations
}

/// The name of a face as printpdf knows it.
pub fn font_id(face: Face) -> FontId {
    FontId(face.resource().into())
}

/// The name of a picture as printpdf knows it.
pub fn picture_id(number: usize) -> XObjectId {
    XObjectId(format!("P{number}"))
}

fn picture(number: usize, area: Area) -> Op {
    let transform = XObjectTransform {
        translate_x: Some(Pt(rounded(area.x))),
        translate_y: Some(Pt(rounded(area.y))),
        scale_x: Some(rounded(area.width)),
        scale_y: Some(rounded(area.height)),
        no_auto_scale: true,
        ..XObjectTransform::default()
    };
    let id = picture_id(number);
    Op::UseXobject { id, transform }
}

/// Hundredths of a point are finer than any printer and keep the file small.
fn rounded(measure: f32) -> f32 {
    (measure * 100.0).round() / 100.0
}
