//! Marks of a page as printpdf operations, in reading order.
//!
//! Text is made ready as operators by [`super::type_setting`]: printpdf's own operation for text
//! allocates several objects for each glyph, which was most of the work of a long document.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::fonts::{Face, Fonts};
use super::page::{Area, Artifact, Mark, Page};
use super::style::Colour;
use super::tags::Tree;
use super::type_setting::Pen;
use printpdf::{
    Codepoint, Color, DictItem, FontId, Line, LinePoint, Op, PaintMode, PdfFontHandle, Point, Pt,
    Rect, Rgb, TextItem, XObjectId, XObjectTransform,
};
use std::collections::BTreeMap;

/// The operations of a page.
pub fn operations(page: &Page, tree: &Tree) -> Vec<Op> {
    let mut operations = Vec::with_capacity(page.marks.len() + 16);
    let mut pen = Pen::default();
    for mark in &page.marks {
        if let Mark::Text(text) = mark {
            pen.write(text);
            continue;
        }
        if let Some(text) = pen.lift(matches!(
            mark,
            Mark::Begin(..) | Mark::Artifact(_) | Mark::End
        )) {
            operations.push(raw(text));
        }
        match mark {
            Mark::Begin(element, number) => {
                let number = i64::try_from(*number).unwrap_or(i64::MAX);
                let properties = dictionary([("MCID", DictItem::Int(number))]);
                let tag = tree.role(*element).into();
                operations.push(Op::BeginMarkedContentWithProperties { tag, properties });
            }
            Mark::Artifact(kind) => operations.push(artifact(*kind)),
            Mark::End => operations.push(Op::EndMarkedContent),
            Mark::Fill(area, colour) => fill(*area, *colour, &mut operations),
            Mark::Rule(left, right, y, thickness, colour) => {
                rule([*left, *right], *y, *thickness, *colour, &mut operations);
            }
            Mark::Text(_) | Mark::PageNumber(..) => {}
            Mark::Vectors(shapes) => operations.push(raw(shapes.clone())),
            Mark::Picture(number, area) => operations.push(picture(*number, *area)),
        }
    }
    operations.extend(pen.lift(false).map(raw));
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

fn artifact(kind: Artifact) -> Op {
    let name = |name: &str| DictItem::Name(name.into());
    let properties = match kind {
        Artifact::Layout => dictionary([("Type", name("Layout"))]),
        Artifact::Header => pagination("Header"),
        Artifact::Footer => pagination("Footer"),
        Artifact::Watermark => pagination("Watermark"),
    };
    Op::BeginMarkedContentWithProperties {
        tag: "Artifact".into(),
        properties,
    }
}

fn pagination(subtype: &str) -> DictItem {
    let name = |name: &str| DictItem::Name(name.into());
    dictionary([("Type", name("Pagination")), ("Subtype", name(subtype))])
}

fn dictionary<const N: usize>(entries: [(&str, DictItem); N]) -> DictItem {
    let map: BTreeMap<String, DictItem> = entries
        .into_iter()
        .map(|(key, value)| (key.into(), value))
        .collect();
    DictItem::Dict { map }
}

fn fill(area: Area, ground: Colour, operations: &mut Vec<Op>) {
    let Area {
        x,
        y,
        width,
        height,
    } = area;
    let side = |measure: f32| Pt(rounded(measure));
    let mut rectangle = Rect::from_xywh(side(x), side(y), side(width), side(height));
    rectangle.mode = Some(PaintMode::Fill);
    operations.push(Op::SetFillColor {
        col: colour(ground),
    });
    operations.push(Op::DrawRectangle { rectangle });
}

fn rule(ends: [f32; 2], y: f32, thickness: f32, ink: Colour, operations: &mut Vec<Op>) {
    let point = |x: f32| LinePoint {
        p: Point {
            x: Pt(rounded(x)),
            y: Pt(rounded(y)),
        },
        bezier: false,
    };
    operations.push(Op::SetOutlineColor { col: colour(ink) });
    operations.push(Op::SetOutlineThickness { pt: Pt(thickness) });
    let line = Line {
        points: ends.map(point).to_vec(),
        is_closed: false,
    };
    operations.push(Op::DrawLine { line });
}

fn colour([r, g, b]: Colour) -> Color {
    Color::Rgb(Rgb {
        r,
        g,
        b,
        icc_profile: None,
    })
}

/// Hundredths of a point are finer than any printer and keep the file small.
fn rounded(measure: f32) -> f32 {
    (measure * 100.0).round() / 100.0
}
