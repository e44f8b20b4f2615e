//! Marks of a page as printpdf operations.
//!
//! printpdf states glyph widths as whole thousandths; what kerning and rounding leave over is
//! carried in the numbers between the glyphs. The order of operations is the reading order.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::fonts::{Face, Glyph};
use super::page::{Area, Artifact, Mark, Page, TextMark};
use super::style::Colour;
use super::tags::Tree;
use printpdf::{
    Codepoint, Color, DictItem, FontId, Line, LinePoint, Op, PaintMode, PdfFontHandle, Point, Pt,
    Rect, Rgb, TextItem, TextMatrix, XObjectId, XObjectTransform,
};
use std::collections::BTreeMap;

/// The operations of a page.
pub fn operations(page: &Page, tree: &Tree) -> Vec<Op> {
    let mut operations = Vec::with_capacity(page.marks.len() * 4);
    for mark in &page.marks {
        match mark {
            Mark::Begin(element, number) => {
                let number = i64::try_from(*number).unwrap_or(i64::MAX);
                let properties = dictionary([("MCID", DictItem::Int(number))]);
                let tag = tree.role(*element).into();
                operations.push(Op::BeginMarkedContentWithProperties { tag, properties });
            }
            Mark::Artifact(kind) => operations.push(artifact(*kind)),
            Mark::End => operations.push(Op::EndMarkedContent),
            Mark::Text(text) => show(text, &mut operations),
            Mark::Fill(area, colour) => fill(*area, *colour, &mut operations),
            Mark::Rule(left, right, y, thickness, colour) => {
                rule([*left, *right], *y, *thickness, *colour, &mut operations);
            }
            Mark::PageNumber(..) => {}
            Mark::Vectors(shapes) => operations.push(Op::Unknown {
                key: shapes.clone(),
                value: Vec::new(),
            }),
            Mark::Picture(number, area) => operations.push(picture(*number, *area)),
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

fn show(text: &TextMark, operations: &mut Vec<Op>) {
    operations.push(Op::StartTextSection);
    operations.push(Op::SetFillColor {
        col: colour(text.kind.colour),
    });
    let font = PdfFontHandle::External(font_id(text.kind.face));
    operations.push(Op::SetFont {
        font,
        size: Pt(text.kind.size),
    });
    let (x, y) = (Pt(rounded(text.x)), Pt(rounded(text.y)));
    let matrix = if text.angle == 0.0 {
        TextMatrix::Translate(x, y)
    } else {
        TextMatrix::TranslateRotate(x, y, text.angle)
    };
    operations.push(Op::SetTextMatrix { matrix });
    let mut run = Run {
        codes: Vec::new(),
        owed: 0.0,
    };
    for glyph in text.words.iter().flat_map(|word| &word.glyphs) {
        match &glyph.actual {
            _ if text.soft_hyphen => {
                begin_actual("\u{ad}", operations);
                run.add(glyph);
                run.flush(operations);
                operations.push(Op::EndMarkedContent);
            }
            Some(actual) => {
                run.flush(operations);
                begin_actual(actual, operations);
                run.add(glyph);
                run.flush(operations);
                operations.push(Op::EndMarkedContent);
            }
            None => run.add(glyph),
        }
    }
    run.flush(operations);
    operations.push(Op::EndTextSection);
}

/// Glyphs not yet shown, and how far the file's widths have run ahead of the wanted ones.
struct Run {
    codes: Vec<Codepoint>,
    owed: f32,
}

impl Run {
    fn add(&mut self, glyph: &Glyph) {
        self.owed += glyph.width.trunc() - glyph.advance;
        let offset = if self.owed.abs() >= 1.0 {
            self.owed.round()
        } else {
            0.0
        };
        self.owed -= offset;
        self.codes.push(Codepoint::with_cid(
            glyph.id,
            offset,
            glyph.text.to_string(),
        ));
    }

    fn flush(&mut self, operations: &mut Vec<Op>) {
        if !self.codes.is_empty() {
            let items = vec![TextItem::GlyphIds(std::mem::take(&mut self.codes))];
            operations.push(Op::ShowText { items });
        }
    }
}

/// Begins glyphs that are extracted as another text than the font says.
fn begin_actual(text: &str, operations: &mut Vec<Op>) {
    let data = super::values::utf16(text);
    let properties = dictionary([(
        "ActualText",
        DictItem::String {
            data,
            literal: false,
        },
    )]);
    operations.push(Op::BeginMarkedContentWithProperties {
        tag: "Span".into(),
        properties,
    });
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
