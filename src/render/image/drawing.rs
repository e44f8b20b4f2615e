//! An SVG as outlines in one system of places, from the ground upwards.
//!
//! Transparency is mixed with the white of the paper, and a gradient becomes its mean colour: both
//! print alike everywhere and need nothing that archives frown upon. Shapes that shine through each
//! other therefore look as if each lay on white alone.
#![allow(clippy::float_arithmetic, reason = "places in a drawing")]

use super::ImageFault;
use super::gradient::on_white;
use usvg::tiny_skia_path::{PathSegment, Transform};
use usvg::{BlendMode, ClipPath, FillRule, Group, LineCap, LineJoin, Node, Options, Tree};

/// A drawing; places are counted from its upper left corner, downwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width and height.
    pub size: [f32; 2],
    /// What it consists of.
    pub pieces: Vec<Piece>,
}

/// A shape, or the begin or end of a part that is cut off at an outline.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// A shape.
    Shape(Outline),
    /// What follows is seen within these outlines only; `true` counts by the even-odd rule.
    Within(Vec<Segment>, bool),
    /// Ends the last [`Piece::Within`].
    EndWithin,
}

/// A shape with its looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Its lines.
    pub segments: Vec<Segment>,
    /// Its colour within, and whether that goes by the even-odd rule.
    pub fill: Option<([u8; 3], bool)>,
    /// Its line.
    pub stroke: Option<Pen>,
}

/// How a line is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Pen {
    /// Its colour.
    pub colour: [u8; 3],
    /// Its thickness.
    pub width: f32,
    /// Lengths of dashes and gaps, and how far into them it begins.
    pub dash: (Vec<f32>, f32),
    /// 0 butt, 1 round, 2 square.
    pub cap: u8,
    /// 0 mitre, 1 round, 2 bevel.
    pub join: u8,
    /// How long a mitre may be in widths.
    pub mitre: f32,
}

/// A step along an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Begins a new line.
    Move([f32; 2]),
    /// A straight line.
    Line([f32; 2]),
    /// A cubic curve: two handles and the end.
    Curve([[f32; 2]; 3]),
    /// Back to where the line began.
    Close,
}

fn tree(text: &str) -> Result<Tree, ImageFault> {
    let mut options = Options::default();
    options.image_href_resolver.resolve_data = Box::new(|_, _, _| None);
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    Tree::from_str(text, &options).map_err(|_| ImageFault::Unreadable)
}

/// The drawing, as an SVG of nothing but paths.
pub fn rewritten(text: &str) -> Result<String, ImageFault> {
    let tree = tree(text)?;
    drawn(&tree)?;
    let options = usvg::WriteOptions {
        coordinates_precision: 4,
        transforms_precision: 6,
        indent: usvg::Indent::None,
        ..usvg::WriteOptions::default()
    };
    Ok(tree.to_string(&options))
}

/// Reads an SVG that [`super::read`] has found good.
///
/// # Errors
/// [`ImageFault`] for any other text.
pub fn drawing(text: &str) -> Result<Drawing, ImageFault> {
    drawn(&tree(text)?)
}

fn drawn(tree: &Tree) -> Result<Drawing, ImageFault> {
    let mut drawing = Drawing {
        size: [tree.size().width(), tree.size().height()],
        pieces: Vec::new(),
    };
    group(tree.root(), 1.0, &mut drawing.pieces)?;
    let seen = |piece: &Piece| matches!(piece, Piece::Shape(_));
    match drawing.pieces.iter().any(seen) {
        true => Ok(drawing),
        false => Err(ImageFault::Empty),
    }
}

fn group(around: &Group, opacity: f32, pieces: &mut Vec<Piece>) -> Result<(), ImageFault> {
    if around.mask().is_some() {
        return Err(ImageFault::NoShape("mask"));
    }
    if !around.filters().is_empty() || around.blend_mode() != BlendMode::Normal {
        return Err(ImageFault::NoShape("filter"));
    }
    let before = pieces.len();
    let mut clip = around.clip_path();
    let mut clips = 0;
    while let Some(outer) = clip {
        pieces.push(within(outer, around.abs_transform())?);
        clips += 1;
        clip = outer.clip_path();
    }
    let begin = pieces.len();
    let opacity = opacity * around.opacity().get();
    for node in around.children() {
        match node {
            Node::Group(inner) => group(inner, opacity, pieces)?,
            Node::Path(path) if path.is_visible() => shape(path, opacity, pieces)?,
            Node::Path(_) => {}
            Node::Image(_) => return Err(ImageFault::NoShape("image")),
            Node::Text(_) => return Err(ImageFault::NoShape("text")),
        }
    }
    match pieces.len() == begin {
        true => pieces.truncate(before),
        false => pieces.extend(std::iter::repeat_n(Piece::EndWithin, clips)),
    }
    Ok(())
}

fn within(clip: &ClipPath, around: Transform) -> Result<Piece, ImageFault> {
    let mut segments = Vec::new();
    let mut even_odd = false;
    let mut open = vec![clip.root()];
    while let Some(group) = open.pop() {
        if group.clip_path().is_some() {
            return Err(ImageFault::NoShape("clipPath"));
        }
        for node in group.children() {
            match node {
                Node::Group(inner) => open.push(inner),
                Node::Path(path) => {
                    let rule = path.fill().map(usvg::Fill::rule);
                    even_odd |= rule == Some(FillRule::EvenOdd);
                    let own = clip.transform().pre_concat(path.abs_transform());
                    outline(path, around.pre_concat(own), &mut segments);
                }
                Node::Image(_) | Node::Text(_) => return Err(ImageFault::NoShape("clipPath")),
            }
        }
    }
    if segments.is_empty() {
        segments.push(Segment::Move([0.0, 0.0]));
    }
    Ok(Piece::Within(segments, even_odd))
}

fn shape(path: &usvg::Path, opacity: f32, pieces: &mut Vec<Piece>) -> Result<(), ImageFault> {
    let transform = path.abs_transform();
    let mut segments = Vec::new();
    outline(path, transform, &mut segments);
    let fill = path.fill().map(|fill| {
        let colour = on_white(fill.paint(), fill.opacity().get() * opacity);
        let even_odd = fill.rule() == FillRule::EvenOdd;
        colour.map(|colour| (colour, even_odd))
    });
    let pen = path.stroke().map(|stroke| pen(stroke, transform, opacity));
    let (fill, stroke) = (fill.transpose()?, pen.transpose()?);
    if segments.len() > 1 && (fill.is_some() || stroke.is_some()) {
        pieces.push(Piece::Shape(Outline {
            segments,
            fill,
            stroke,
        }));
    }
    Ok(())
}

fn pen(stroke: &usvg::Stroke, transform: Transform, opacity: f32) -> Result<Pen, ImageFault> {
    let area = transform.sx * transform.sy - transform.kx * transform.ky;
    let scale = area.abs().sqrt();
    let dashes = stroke.dasharray().unwrap_or(&[]);
    Ok(Pen {
        colour: on_white(stroke.paint(), stroke.opacity().get() * opacity)?,
        width: stroke.width().get() * scale,
        dash: (
            dashes.iter().map(|length| length * scale).collect(),
            stroke.dashoffset() * scale,
        ),
        cap: match stroke.linecap() {
            LineCap::Butt => 0,
            LineCap::Round => 1,
            LineCap::Square => 2,
        },
        join: match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => 0,
            LineJoin::Round => 1,
            LineJoin::Bevel => 2,
        },
        mitre: stroke.miterlimit().get(),
    })
}

/// Adds the steps of a path with all its transformations done.
fn outline(path: &usvg::Path, transform: Transform, segments: &mut Vec<Segment>) {
    let Some(path) = path.data().clone().transform(transform) else {
        return;
    };
    let mut here = [0.0, 0.0];
    for segment in path.segments() {
        let step = match segment {
            PathSegment::MoveTo(to) => Segment::Move([to.x, to.y]),
            PathSegment::LineTo(to) => Segment::Line([to.x, to.y]),
            PathSegment::QuadTo(handle, to) => {
                let (handle, to) = ([handle.x, handle.y], [to.x, to.y]);
                Segment::Curve([third(here, handle), third(to, handle), to])
            }
            PathSegment::CubicTo(first, second, to) => {
                Segment::Curve([[first.x, first.y], [second.x, second.y], [to.x, to.y]])
            }
            PathSegment::Close => Segment::Close,
        };
        match step {
            Segment::Move(to) | Segment::Line(to) | Segment::Curve([_, _, to]) => here = to,
            Segment::Close => {}
        }
        segments.push(step);
    }
}

/// The handle of a cubic curve from an end and the one handle of a quadratic curve.
fn third(end: [f32; 2], handle: [f32; 2]) -> [f32; 2] {
    let [[x, y], [far_x, far_y]] = [end, handle];
    let part = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
    [part(x, far_x), part(y, far_y)]
}
