//! What stands on a page as operators: fonts, places, glyphs (ISO 32000-1, 9.4), rules and grounds
//! (8.5), and marks of what they belong to (14.6).
//!
//! The file states glyph widths as whole thousandths; what kerning and rounding leave over is carried
//! in the numbers between the glyphs. Places are rounded to hundredths of a point, finer than any
//! printer.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::fonts::{Face, Glyph};
use super::page::{Area, Artifact, TextMark};
use super::style::Colour;

/// Writes operators and knows what the page still has from those before.
#[derive(Debug, Default)]
pub struct Pen {
    /// The operators since the pen was last lifted.
    written: String,
    /// Whether the last of them are within a text object.
    in_text: bool,
    /// Where the current line began, in hundredths of a point.
    origin: (i64, i64),
    colour: Option<Colour>,
    font: Option<(Face, f32)>,
}

impl Pen {
    /// Begins content of an element.
    pub fn begin(&mut self, role: &str, number: usize) {
        self.operators(&["/", role, "<</MCID "]);
        digits(i64::try_from(number).unwrap_or(i64::MAX), &mut self.written);
        self.written.push_str(">>BDC");
    }

    /// Begins something that is no content.
    pub fn begin_artifact(&mut self, kind: Artifact) {
        self.operators(&[match kind {
            Artifact::Layout => "/Artifact<</Type/Layout>>BDC",
            Artifact::Header => "/Artifact<</Subtype/Header/Type/Pagination>>BDC",
            Artifact::Footer => "/Artifact<</Subtype/Footer/Type/Pagination>>BDC",
            Artifact::Watermark => "/Artifact<</Subtype/Watermark/Type/Pagination>>BDC",
        }]);
    }

    /// Ends what was begun last.
    pub fn end(&mut self) {
        self.operators(&["EMC"]);
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, area: Area, colour: Colour) {
        self.leave_text();
        self.filled(colour);
        for side in [area.x, area.y, area.width, area.height] {
            self.number(hundredths(side), 100);
        }
        self.written.push_str(" re f");
    }

    /// Draws a horizontal rule.
    pub fn rule(&mut self, [left, right]: [f32; 2], y: f32, thickness: f32, colour: Colour) {
        self.leave_text();
        for part in colour {
            self.number(hundredths(part * 10.0), 1_000);
        }
        self.written.push_str(" RG");
        self.number(hundredths(thickness), 100);
        self.written.push_str(" w");
        for (x, operator) in [(left, " m"), (right, " l S")] {
            self.number(hundredths(x), 100);
            self.number(hundredths(y), 100);
            self.written.push_str(operator);
        }
    }

    /// Adds operators that were made elsewhere and may change font and colour.
    pub fn draw(&mut self, operators: &str) {
        self.operators(&[operators]);
        self.forget();
    }

    /// The operators so far, if there are any; what follows may change font and colour.
    pub fn lift(&mut self) -> Option<String> {
        self.leave_text();
        self.forget();
        Some(std::mem::take(&mut self.written)).filter(|written| !written.is_empty())
    }

    fn forget(&mut self) {
        self.colour = None;
        self.font = None;
    }

    fn leave_text(&mut self) {
        if self.in_text {
            self.written.push_str(" ET");
            self.in_text = false;
        }
    }

    /// Operators outside of text, behind those before.
    fn operators(&mut self, parts: &[&str]) {
        self.leave_text();
        if !self.written.is_empty() {
            self.written.push('\n');
        }
        for part in parts {
            self.written.push_str(part);
        }
    }

    /// The colour of what is filled, which text is too.
    fn filled(&mut self, colour: Colour) {
        if self.colour == Some(colour) {
            return;
        }
        self.colour = Some(colour);
        for part in colour {
            self.number(hundredths(part * 10.0), 1_000);
        }
        self.written.push_str(" rg");
    }

    /// Adds a line.
    pub fn write(&mut self, text: &TextMark) {
        if !self.in_text {
            self.operators(&["BT"]);
            self.in_text = true;
            self.origin = (0, 0);
        }
        self.filled(text.kind.colour);
        if self.font != Some((text.kind.face, text.kind.size)) {
            self.font = Some((text.kind.face, text.kind.size));
            self.written.push_str(" /");
            self.written.push_str(text.kind.face.resource());
            self.number(hundredths(text.kind.size), 100);
            self.written.push_str(" Tf");
        }
        let place = (hundredths(text.x), hundredths(text.y));
        if text.angle == 0.0 {
            self.number(place.0 - self.origin.0, 100);
            self.number(place.1 - self.origin.1, 100);
            self.written.push_str(" Td ");
            self.origin = place;
            self.glyphs(text);
        } else {
            let (sine, cosine) = text.angle.to_radians().sin_cos();
            for part in [cosine, sine, -sine, cosine] {
                self.number(hundredths(part * 100.0), 10_000);
            }
            self.number(place.0, 100);
            self.number(place.1, 100);
            self.written.push_str(" Tm ");
            self.glyphs(text);
            self.written.push_str(" 1 0 0 1 0 0 Tm");
            self.origin = (0, 0);
        }
    }

    fn glyphs(&mut self, text: &TextMark) {
        let mut run = Run::default();
        for glyph in text.words.iter().flat_map(|word| &word.glyphs) {
            let actual = match &glyph.actual {
                _ if text.soft_hyphen => Some("\u{ad}"),
                actual => actual.as_deref(),
            };
            if let Some(actual) = actual {
                run.show(&mut self.written);
                self.written.push_str("/Span<</ActualText<");
                hexadecimal(&super::values::utf16(actual), &mut self.written);
                self.written.push_str(">>>BDC ");
                run.add(glyph);
                run.show(&mut self.written);
                self.written.push_str("EMC ");
            } else {
                run.add(glyph);
            }
        }
        run.show(&mut self.written);
        if self.written.ends_with(' ') {
            self.written.pop();
        }
    }

    /// A number that was multiplied with a power of ten, behind a space.
    fn number(&mut self, scaled: i64, scale: i64) {
        self.written.push(' ');
        decimal(scaled, scale, &mut self.written);
    }
}

/// Glyphs not yet shown, and how far the file's widths have run ahead of the wanted ones.
#[derive(Default)]
struct Run {
    codes: String,
    owed: f32,
    /// Whether numbers stand between the glyphs.
    spaced: bool,
}

impl Run {
    fn add(&mut self, glyph: &Glyph) {
        if self.codes.is_empty() {
            self.codes.push('<');
        }
        hexadecimal(&glyph.id.to_be_bytes(), &mut self.codes);
        self.owed += glyph.width.trunc() - glyph.advance;
        if self.owed.abs() >= 1.0 {
            let offset = self.owed.round();
            self.owed -= offset;
            self.codes.push('>');
            decimal(hundredths(offset) / 100, 1, &mut self.codes);
            self.codes.push('<');
            self.spaced = true;
        }
    }

    fn show(&mut self, written: &mut String) {
        if self.codes.is_empty() {
            return;
        }
        if self.codes.ends_with('<') {
            self.codes.pop();
        } else {
            self.codes.push('>');
        }
        if self.spaced {
            written.push('[');
            written.push_str(&self.codes);
            written.push_str("]TJ ");
        } else {
            written.push_str(&self.codes);
            written.push_str("Tj ");
        }
        self.codes.clear();
        self.spaced = false;
    }
}

/// A measure in hundredths.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a number too large is cut to the largest"
)]
fn hundredths(measure: f32) -> i64 {
    (measure * 100.0).round() as i64
}

/// A number that was multiplied with a power of ten, without zeros at its end.
fn decimal(scaled: i64, scale: i64, written: &mut String) {
    if scaled < 0 {
        written.push('-');
    }
    let (whole, mut rest) = (scaled.abs() / scale, scaled.abs() % scale);
    digits(whole, written);
    if rest != 0 {
        written.push('.');
    }
    let mut place = scale / 10;
    while rest != 0 && place > 0 {
        digits(rest / place, written);
        rest %= place;
        place /= 10;
    }
}

/// A number that is not negative.
fn digits(number: i64, written: &mut String) {
    if number >= 10 {
        digits(number / 10, written);
    }
    let digit = u8::try_from(number % 10).unwrap_or(0);
    written.push(char::from(b'0' + digit));
}

const DIGITS: &[u8; 16] = b"0123456789ABCDEF";

/// Adds bytes as hexadecimal digits.
fn hexadecimal(bytes: &[u8], written: &mut String) {
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            let digit = DIGITS.get(usize::from(digit)).copied();
            written.push(char::from(digit.unwrap_or(b'0')));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Fonts;
    use super::super::style::BODY;
    use super::*;

    fn mark(fonts: &mut Fonts, text: &str, x: f32, y: f32) -> TextMark {
        TextMark {
            kind: BODY,
            x,
            y,
            angle: 0.0,
            words: vec![fonts.shape(Face::Regular, false, text)],
            soft_hyphen: false,
        }
    }

    #[test]
    fn numbers_are_written_without_zeros_at_their_end() {
        let mut written = String::new();
        for (scaled, scale) in [(1_080, 100), (-5, 100), (0, 100), (-7_071, 10_000), (12, 1)] {
            decimal(scaled, scale, &mut written);
            written.push(' ');
        }
        assert_eq!(written, "10.8 -0.05 0 -0.7071 12 ");
    }

    #[test]
    fn font_and_colour_are_named_once_and_lines_follow_each_other() {
        let mut fonts = Fonts::load().expect("fonts");
        let mut pen = Pen::default();
        pen.write(&mark(&mut fonts, "a", 72.0, 700.0));
        pen.write(&mark(&mut fonts, "a", 72.0, 684.6));
        pen.end();
        pen.begin("P", 10);
        pen.write(&mark(&mut fonts, "a", 1.0, 2.0));
        let text = pen.lift().expect("text");
        assert_eq!(
            text,
            "BT 0.11 0.13 0.17 rg /FR 10.8 Tf 72 700 Td <0001>Tj 0 -15.4 Td <0001>Tj ET\nEMC\n\
             /P<</MCID 10>>BDC\nBT 1 2 Td <0001>Tj ET"
        );
        assert_eq!(pen.lift(), None);
    }

    #[test]
    fn a_hyphen_at_the_end_of_a_line_is_extracted_as_a_soft_one() {
        let mut fonts = Fonts::load().expect("fonts");
        let mut pen = Pen::default();
        let hyphen = TextMark {
            soft_hyphen: true,
            ..mark(&mut fonts, "-", 0.0, 0.0)
        };
        pen.write(&hyphen);
        let text = pen.lift().expect("text");
        assert!(
            text.contains("/Span<</ActualText<FEFF00AD>>>BDC <0001>Tj EMC ET"),
            "{text}"
        );
    }
}
