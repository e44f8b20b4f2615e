//! QR codes as grids of squares, for PDF and for pages.
//!
//! The error level is M (15 per cent may be lost), as on labels that are scratched; four squares
//! around are kept free (ISO/IEC 18004).

use super::qr_mask::masked;
use qrcode::canvas::Canvas;
use qrcode::ec::construct_codewords;
use qrcode::{EcLevel, bits};
use std::fmt::Write as _;

/// How much may be lost.
const LEVEL: EcLevel = EcLevel::M;
/// Squares around the code that stay white.
pub const QUIET: usize = 4;

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    /// Squares along a side, without the ones that stay white.
    pub side: usize,
    /// Dark squares that follow each other in a row: column, row and how many.
    pub runs: Vec<(usize, usize, usize)>,
}

impl Qr {
    /// The code of a text; `None` if the text is too long for any code (2,331 bytes fit always).
    pub fn new(text: &str) -> Option<Qr> {
        let bits = bits::encode_auto(text.as_bytes(), LEVEL).ok()?;
        let version = bits.version();
        let (data, corrections) = construct_codewords(&bits.into_bytes(), version, LEVEL).ok()?;
        let mut canvas = Canvas::new(version, LEVEL);
        canvas.draw_all_functional_patterns();
        canvas.draw_data(&data, &corrections);
        let side = usize::try_from(version.width()).ok()?;
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (row, squares) in masked(&canvas, side).chunks(side.max(1)).enumerate() {
            let mut from = None;
            for (column, dark) in squares.iter().chain([&false]).enumerate() {
                match (from, dark) {
                    (None, true) => from = Some(column),
                    (Some(begin), false) => {
                        runs.push((begin, row, column - begin));
                        from = None;
                    }
                    _ => {}
                }
            }
        }
        Some(Qr { side, runs })
    }

    /// Squares along a side with the ones that stay white.
    pub fn whole_side(&self) -> usize {
        self.side + 2 * QUIET
    }
}

/// The code of a text as an `svg` element; `None` if the text is too long.
///
/// `alternative` says what the code is for. Colours are attributes, no style.
pub fn svg(text: &str, alternative: &str) -> Option<String> {
    let code = Qr::new(text)?;
    let side = code.whole_side();
    let mut path = String::new();
    for (column, row, length) in &code.runs {
        let (x, y) = (column + QUIET, row + QUIET);
        let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
    }
    let alternative = super::chart::escaped(alternative);
    Some(format!(
        "<svg class=\"qr\" role=\"img\" aria-label=\"{alternative}\" \
         xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners() {
        let code = Qr::new("https://anskaf.dk/d/ÆØÅ-0001").expect("a code");
        let far = code.side - 7;
        for corner in [(0, 0, 7), (far, 0, 7), (0, far, 7)] {
            assert!(code.runs.contains(&corner), "{corner:?} in {:?}", code.runs);
        }
        assert!(code.runs.iter().all(|(column, row, length)| {
            column + length <= code.side && *row < code.side && *length > 0
        }));
    }

    #[test]
    fn a_text_that_is_too_long_has_no_code() {
        assert!(Qr::new(&"å".repeat(1_100)).is_some());
        assert!(Qr::new(&"å".repeat(1_200)).is_none());
    }

    #[test]
    fn a_code_for_pages_is_one_path_with_a_name() {
        let svg = svg("DRG-0001", "QR-kode \"DRG\"").expect("a code");
        assert!(
            svg.contains("aria-label=\"QR-kode &quot;DRG&quot;\""),
            "{svg}"
        );
        assert_eq!(svg.matches("<path").count(), 1);
    }
}
