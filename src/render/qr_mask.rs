//! The mask of a QR code: of eight patterns the one that scanners like best (ISO/IEC 18004, 7.8.3).
//!
//! The crate `qrcode` chooses the same mask, but allocates for every square that it looks at, which
//! was most of the work of a sheet of labels.

use qrcode::Color;
use qrcode::canvas::{Canvas, MaskPattern};

const PATTERNS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// Seven squares as in the corners of a code, in a row with four light ones before or behind.
const CORNER: u32 = 0b101_1101;

/// The squares of a code row by row, dark ones true, under the best mask.
pub fn masked(canvas: &Canvas, side: usize) -> Vec<bool> {
    let under = |pattern| {
        let mut canvas = canvas.clone();
        canvas.apply_mask(pattern);
        let colours = canvas.into_colors().into_iter();
        colours.map(|colour| colour == Color::Dark).collect()
    };
    let all = PATTERNS.into_iter().map(under);
    all.min_by_key(|squares: &Vec<bool>| penalty(squares, side))
        .unwrap_or_default()
}

/// What scanners dislike about a code.
fn penalty(squares: &[bool], side: usize) -> u32 {
    let rows = || squares.chunks_exact(side.max(1));
    let mut columns = vec![false; squares.len()];
    for (row, line) in rows().enumerate() {
        let places = columns.iter_mut().skip(row).step_by(side);
        for (place, square) in places.zip(line) {
            *place = *square;
        }
    }
    let lines = rows().chain(columns.chunks_exact(side.max(1)));
    let lines: u32 = lines.map(line_penalty).sum();
    let pairs = rows().zip(rows().skip(1));
    let blocks: u32 = pairs
        .map(|(upper, lower)| block_penalty(upper, lower))
        .sum();
    let dark = squares.iter().filter(|square| **square).count();
    let balance = (dark * 200 / squares.len().max(1)).abs_diff(100);
    lines + blocks + u32::try_from(balance).unwrap_or(0)
}

/// Five or more squares of one colour in a row or column, and what looks like a corner.
fn line_penalty(line: &[bool]) -> u32 {
    let mut score = 0;
    // The last fifteen squares; what is outside of the code is light.
    let mut seen = 0u32;
    // The last six squares; what is outside begins no run.
    let mut run = if line.first() == Some(&true) { 0 } else { 0x3f };
    for square in line {
        seen = seen << 1 | u32::from(*square);
        run = (run << 1 | usize::from(*square)) & 0x3f;
        score += RUNS.get(run).copied().unwrap_or(0) + corner(seen);
    }
    for _ in 0..4 {
        seen <<= 1;
        score += corner(seen);
    }
    score
}

/// What the last of six squares adds: three as the fifth of one colour, one as any further.
const RUNS: [u32; 64] = {
    let mut scores = [0; 64];
    scores[0b000000] = 1;
    scores[0b111111] = 1;
    scores[0b100000] = 3;
    scores[0b011111] = 3;
    scores
};

fn corner(seen: u32) -> u32 {
    let found = seen >> 4 & 0x7f == CORNER;
    if found && (seen >> 11 & 0xf == 0 || seen & 0xf == 0) {
        40
    } else {
        0
    }
}

/// Blocks of two by two squares of one colour.
fn block_penalty(upper: &[bool], lower: &[bool]) -> u32 {
    let pairs = upper.windows(2).zip(lower.windows(2));
    let same = pairs.map(|pair| match pair {
        ([a, b], [c, d]) => u32::from(a == b && c == d && a == c),
        _ => 0,
    });
    3 * same.sum::<u32>()
}

#[cfg(test)]
mod tests {
    use super::super::qr::Qr;
    use qrcode::{Color, EcLevel, QrCode};

    #[test]
    fn codes_are_those_of_the_crate() {
        let mut text = String::new();
        for number in 0..60 {
            text.push_str(&format!("{number}/æøå-{}", number * 7_919));
            let ours = Qr::new(&text).expect("a code");
            let theirs = QrCode::with_error_correction_level(&text, EcLevel::M).expect("a code");
            assert_eq!(ours.side, theirs.width());
            let mut squares = vec![Color::Light; ours.side * ours.side];
            for (column, row, length) in &ours.runs {
                let from = row * ours.side + column;
                squares.splice(from..from + length, vec![Color::Dark; *length]);
            }
            assert!(squares == theirs.to_colors(), "{text}");
        }
    }
}
