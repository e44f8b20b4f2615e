//! A chart as inline SVG for pages: text as text, no style of its own.
//!
//! Colours are presentation attributes, which a style sheet overrides by the classes `chart-…` and
//! which a content security policy without inline styles lets pass.
#![allow(clippy::float_arithmetic, reason = "geometry of a chart")]

use super::shape::{Anchor, INK, Part, Rgb, Shape, Stroke, Words};
use super::{Chart, Frame, shapes};
use std::fmt::Write as _;

/// The chart as an `svg` element with title and description; `id` begins the ids within and must
/// differ between the charts of a page.
pub fn svg(chart: &Chart, frame: Frame, id: &str) -> String {
    let id = escaped(id);
    let mut out = format!(
        "<svg class=\"chart\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" \
         viewBox=\"0 0 {} {}\" aria-labelledby=\"{id}-title {id}-desc\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
        frame.width,
        frame.height,
        escaped(&chart.title),
        escaped(&chart.alternative),
    );
    for shape in shapes(chart, frame) {
        match shape {
            Shape::Rect {
                part,
                x,
                y,
                width,
                height,
                fill,
            } => {
                let _ = write!(
                    out,
                    "<rect class=\"{}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" \
                     height=\"{height:.1}\" fill=\"{}\"/>",
                    class(part),
                    hex(fill),
                );
            }
            Shape::Lines {
                part,
                lines,
                stroke,
            } => path(&mut out, part, &lines, stroke),
            Shape::Text(words) => text(&mut out, &words),
        }
    }
    out + "</svg>"
}

fn path(out: &mut String, part: Part, lines: &[Vec<[f32; 2]>], stroke: Stroke) {
    let mut data = String::new();
    for line in lines {
        for (place, [x, y]) in line.iter().enumerate() {
            let step = if place == 0 { 'M' } else { 'L' };
            let _ = write!(data, "{step}{x:.1} {y:.1}");
        }
    }
    let dash: Vec<String> = stroke.dash.iter().map(f32::to_string).collect();
    let dash = match dash.is_empty() {
        true => String::new(),
        false => format!(" stroke-dasharray=\"{}\"", dash.join(" ")),
    };
    let _ = write!(
        out,
        "<path class=\"{}\" d=\"{data}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{dash}/>",
        class(part),
        hex(stroke.colour),
        stroke.width,
    );
}

fn text(out: &mut String, words: &Words) {
    let anchor = match words.anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    let (x, y) = (words.x, words.y);
    let weight = if words.bold {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let turn = match words.rise == 0.0 {
        true => String::new(),
        false => format!(" transform=\"rotate({:.0} {x:.1} {y:.1})\"", -words.rise),
    };
    let _ = write!(
        out,
        "<text class=\"chart-text\" x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{}\" \
         text-anchor=\"{anchor}\" fill=\"{}\"{weight}{turn}>{}</text>",
        words.size,
        hex(INK),
        escaped(&words.text),
    );
}

fn class(part: Part) -> String {
    match part {
        Part::Grid => "chart-grid".into(),
        Part::Axis => "chart-axis".into(),
        Part::Series(place) => format!("chart-series chart-series-{}", place + 1),
        Part::Pattern => "chart-pattern".into(),
        Part::Limit(place) => format!("chart-limit chart-limit-{}", place + 1),
        Part::Rim => "chart-rim".into(),
    }
}

fn hex([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Text for XML; characters that XML has no form for become spaces.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
