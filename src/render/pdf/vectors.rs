//! Shapes as operators of a page description, whole groups of them in one string.
//!
//! Each string begins by saving the state of the page and ends by restoring it, so that nothing
//! leaks into what follows (ISO 32000-1, 8.4.2). Places are points from the lower left corner of
//! the paper.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::page::Area;
use crate::render::chart::{Rgb, Stroke};
use crate::render::image::{Drawing, Outline, Piece, Segment};
use crate::render::qr::{QUIET, Qr};
use std::fmt::Write as _;

/// A drawing that fills an area.
pub fn drawing(drawing: &Drawing, area: Area) -> String {
    let [width, height] = drawing.size;
    let (across, down) = (area.width / width, area.height / height);
    let mut out = Operators::begin();
    let scale = across.min(down);
    let place = |[x, y]: [f32; 2]| [area.x + x * across, area.y + area.height - y * down];
    for piece in &drawing.pieces {
        match piece {
            Piece::Shape(shape) => out.shape(shape, scale, &place),
            Piece::Within(segments, even_odd) => {
                out.word("q");
                out.path(segments, &place);
                out.word(if *even_odd { "W* n" } else { "W n" });
            }
            Piece::EndWithin => out.word("Q"),
        }
    }
    out.end()
}

/// Lines of a chart whose upper left corner stands at `corner`.
pub fn lines(lines: &[Vec<[f32; 2]>], stroke: Stroke, corner: [f32; 2]) -> String {
    let [left, top] = corner;
    let mut out = Operators::begin();
    out.numbers(colour(stroke.colour), "RG");
    out.numbers([stroke.width], "w");
    out.dash(stroke.dash, 0.0);
    for line in lines {
        for (place, [x, y]) in line.iter().enumerate() {
            let step = if place == 0 { "m" } else { "l" };
            out.numbers([left + x, top - y], step);
        }
    }
    out.word("S");
    out.end()
}

/// A QR code that fills the middle of an area, with the room around that it needs.
pub fn code(code: &Qr, area: Area) -> String {
    let side = super::flow::count_of(code.whole_side());
    let square = area.width.min(area.height) / side;
    let left = area.x + (area.width - side * square) / 2.0;
    let bottom = area.y + (area.height - side * square) / 2.0;
    let mut out = Operators::begin();
    out.word("0 0 0 rg");
    out.exact([square, 0.0, 0.0, square, left, bottom], "cm");
    for (column, row, length) in &code.runs {
        let up = code.side - row - 1 + QUIET;
        let _ = writeln!(out.0, "{} {up} {length} 1 re", column + QUIET);
    }
    out.word("f");
    out.end()
}

/// Operators with their operands before them.
struct Operators(String);

impl Operators {
    fn begin() -> Self {
        Operators("q\n".into())
    }

    fn end(mut self) -> String {
        self.0.push('Q');
        self.0
    }

    fn word(&mut self, word: &str) {
        self.0.push_str(word);
        self.0.push('\n');
    }

    fn numbers<const N: usize>(&mut self, numbers: [f32; N], operator: &str) {
        for number in numbers {
            write_number(&mut self.0, number);
            self.0.push(' ');
        }
        self.word(operator);
    }

    /// Numbers to the hundred-thousandth, for what is multiplied afterwards.
    fn exact<const N: usize>(&mut self, numbers: [f32; N], operator: &str) {
        for number in numbers {
            let _ = write!(self.0, "{number:.5} ");
        }
        self.word(operator);
    }

    fn dash(&mut self, lengths: &[f32], offset: f32) {
        if lengths.iter().sum::<f32>() <= 0.0 {
            return;
        }
        self.0.push('[');
        for length in lengths {
            write_number(&mut self.0, length.max(0.0));
            self.0.push(' ');
        }
        self.0.push_str("] ");
        self.numbers([offset], "d");
    }

    fn shape(&mut self, shape: &Outline, scale: f32, place: &impl Fn([f32; 2]) -> [f32; 2]) {
        if let Some((fill, even_odd)) = shape.fill {
            self.numbers(colour(fill), "rg");
            self.path(&shape.segments, place);
            self.word(if even_odd { "f*" } else { "f" });
        }
        let Some(pen) = &shape.stroke else { return };
        self.word("q");
        self.numbers(colour(pen.colour), "RG");
        self.numbers([pen.width * scale], "w");
        let _ = writeln!(self.0, "{} J {} j", pen.cap, pen.join);
        self.numbers([pen.mitre.max(1.0)], "M");
        let lengths: Vec<f32> = pen.dash.0.iter().map(|length| length * scale).collect();
        self.dash(&lengths, pen.dash.1 * scale);
        self.path(&shape.segments, place);
        self.word("S");
        self.word("Q");
    }

    fn path(&mut self, segments: &[Segment], place: &impl Fn([f32; 2]) -> [f32; 2]) {
        for segment in segments {
            match segment {
                Segment::Move(to) => self.numbers(place(*to), "m"),
                Segment::Line(to) => self.numbers(place(*to), "l"),
                Segment::Curve([first, second, to]) => {
                    let [[a, b], [c, d], [e, f]] = [place(*first), place(*second), place(*to)];
                    self.numbers([a, b, c, d, e, f], "c");
                }
                Segment::Close => self.word("h"),
            }
        }
    }
}

fn colour(colour: Rgb) -> [f32; 3] {
    super::style::shares(colour)
}

/// A number to the thousandth, without needless noughts; what lies far outside any paper is cut off.
#[allow(clippy::cast_possible_truncation, reason = "cut to ±20,000,000")]
fn write_number(out: &mut String, number: f32) {
    let thousandths = (number * 1000.0).round();
    let thousandths = if thousandths.is_finite() {
        thousandths.clamp(-20_000_000.0, 20_000_000.0) as i32
    } else {
        0
    };
    if thousandths < 0 {
        out.push('-');
    }
    let (whole, rest) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    let _ = write!(out, "{whole}");
    if rest > 0 {
        let digits = format!(".{rest:03}");
        out.push_str(digits.trim_end_matches('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_larger_than_paper() {
        let mut out = String::new();
        for number in [0.0, -0.5, 12.3456, 1.0e30, f32::NAN, -0.0001] {
            write_number(&mut out, number);
            out.push(' ');
        }
        assert_eq!(out, "0 -0.5 12.346 20000 0 0 ");
    }
}
