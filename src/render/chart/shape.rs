//! What a chart is drawn from: rectangles, lines and texts, the same for SVG and PDF.
//!
//! Places are points from the upper left corner of the chart, downwards. Colours have a contrast of
//! 3:1 or more on white (WCAG 1.4.11), and every series has a pattern of its own, so that nobody
//! needs to see colours.
#![allow(clippy::float_arithmetic, reason = "geometry of a chart")]

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// One thing drawn; later ones lie above earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A filled rectangle.
    Rect {
        /// What it belongs to.
        part: Part,
        /// Left edge.
        x: f32,
        /// Upper edge.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Its colour.
        fill: Rgb,
    },
    /// Lines of one style, each through two or more points.
    Lines {
        /// What they belong to.
        part: Part,
        /// The points of each line.
        lines: Vec<Vec<[f32; 2]>>,
        /// How they are drawn.
        stroke: Stroke,
    },
    /// A text on one line.
    Text(Words),
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub colour: Rgb,
    /// Its thickness.
    pub width: f32,
    /// Lengths of dashes and gaps; none for an unbroken line.
    pub dash: &'static [f32],
}

/// A text on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// What it says.
    pub text: String,
    /// Where its anchor stands.
    pub x: f32,
    /// Height of its baseline.
    pub y: f32,
    /// Type size.
    pub size: f32,
    /// Which point of the text stands at `x`.
    pub anchor: Anchor,
    /// Bold.
    pub bold: bool,
    /// Degrees by which it rises to the right, turned around its anchor.
    pub rise: f32,
}

/// Which point of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its begin.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// What a shape belongs to; the class of its element in SVG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Lines across the chart.
    Grid,
    /// The line at nought.
    Axis,
    /// A series, by its place.
    Series(usize),
    /// The white pattern upon a series.
    Pattern,
    /// A limit, by its place.
    Limit(usize),
    /// The white rim that lifts a limit off the columns.
    Rim,
}

/// The colour of text.
pub const INK: Rgb = [28, 33, 43];
/// The colour of lines across the chart.
pub const GRID: Rgb = [205, 211, 219];
/// The ground.
pub const WHITE: Rgb = [255, 255, 255];

const COLOURS: [Rgb; 8] = [
    [10, 61, 97],
    [178, 84, 16],
    [46, 125, 107],
    [122, 79, 163],
    [137, 106, 0],
    [168, 50, 94],
    [74, 92, 106],
    [84, 122, 29],
];

const DASHES: [&[f32]; 4] = [&[], &[7.0, 3.0], &[2.0, 2.0], &[8.0, 3.0, 2.0, 3.0]];

/// The pattern upon a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// None.
    Plain,
    /// Lines that rise to the right.
    Rising,
    /// Lines across.
    Across,
    /// Lines that fall to the right.
    Falling,
    /// Lines that cross.
    Crossed,
}

const PATTERNS: [Pattern; 5] = [
    Pattern::Plain,
    Pattern::Rising,
    Pattern::Across,
    Pattern::Falling,
    Pattern::Crossed,
];

/// Colour and pattern of a series; the first forty differ from each other.
pub fn look(series: usize) -> (Rgb, Pattern) {
    let pick = |from: usize| series % from;
    let colour = COLOURS.get(pick(COLOURS.len())).copied();
    let pattern = PATTERNS.get(pick(PATTERNS.len())).copied();
    (colour.unwrap_or(INK), pattern.unwrap_or(Pattern::Plain))
}

/// The dashes of a limit; the first four differ from each other.
pub fn dash(limit: usize) -> &'static [f32] {
    DASHES.get(limit % DASHES.len()).copied().unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Contrast with white (WCAG 2, relative luminance).
    fn contrast([r, g, b]: Rgb) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        1.05 / (0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05)
    }

    #[test]
    fn every_colour_stands_out_from_the_ground() {
        for colour in COLOURS {
            assert!(contrast(colour) >= 4.5, "{colour:?}: {}", contrast(colour));
        }
    }

    #[test]
    fn neighbours_differ_in_pattern_and_forty_series_in_looks() {
        let looks: BTreeSet<String> = (0..40).map(|at| format!("{:?}", look(at))).collect();
        assert_eq!(looks.len(), 40);
        assert!((0..40).all(|at| look(at).1 != look(at + 1).1));
    }
}
