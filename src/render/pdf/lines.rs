//! Breaking text into lines: the breaks of a paragraph are chosen together, not line by line.
//!
//! Lines are ragged on the right. A first try breaks between words only; Danish hyphens come into
//! play when that leaves a line much too short (in titles: only when a word is wider than the line),
//! and a part of a word that is still wider is cut anywhere.
//! Costs follow Knuth and Plass, "Breaking Paragraphs into Lines" (1981), without stretching.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::fonts::Fonts;
use super::words::{Atom, Break, Source, Span, atoms};
use std::ops::Range;

/// A line of a paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// What stands on it, from left to right.
    pub pieces: Vec<Piece>,
    /// Its length in points without spaces at its end.
    pub width: f32,
}

/// A piece of a line in one style.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Which span of the paragraph it is from.
    pub span: usize,
    /// The characters of the span.
    pub range: Range<usize>,
    /// Distance from the begin of the line in points.
    pub x: f32,
    /// Length in points.
    pub width: f32,
    /// A hyphen follows that is not in the text.
    pub hyphen: bool,
}

/// Too short a line, as share of the width, calls for hyphens.
const SHORT: f32 = 0.13;
/// The price of a hyphen; a line that is 12 % too short costs as much.
const HYPHEN_COST: f32 = 1.5;
/// A last line shorter than this share of the width looks lost.
const RUNT: f32 = 0.07;

/// The lines of a paragraph in a column of `width` points.
pub fn lines(fonts: &mut Fonts, spans: &[Span], width: f32) -> Vec<Line> {
    let source = Source::new(spans);
    if source.text.is_empty() {
        return Vec::new();
    }
    let whole_words = spans.iter().any(|span| span.kind.whole_words);
    let short = if whole_words { 1.0 } else { SHORT };
    let unhyphenated = atoms(fonts, &source, None);
    let breaks = choose(&unhyphenated, width);
    let (atoms, breaks) = if fits_well(&unhyphenated, &breaks, width, short) {
        (unhyphenated, breaks)
    } else {
        let atoms = atoms(fonts, &source, Some(width));
        let breaks = choose(&atoms, width);
        (atoms, breaks)
    };
    let mut lines = Vec::with_capacity(breaks.len());
    let mut from = 0;
    for to in breaks {
        lines.push(assemble(fonts, &source, atoms.get(from..to).unwrap_or(&[])));
        from = to;
    }
    lines
}

/// The longest line that the text would have if it were broken only where it must be, and the
/// widest part that cannot be broken without cutting a word, both in points.
pub fn extent(fonts: &mut Fonts, spans: &[Span]) -> (f32, f32) {
    let source = Source::new(spans);
    let (mut longest, mut line, mut widest) = (0.0f32, 0.0f32, 0.0f32);
    for atom in atoms(fonts, &source, None) {
        widest = widest.max(atom.width);
        longest = longest.max(line + atom.width);
        line += atom.width + atom.space;
        if atom.after == Break::Mandatory {
            line = 0.0;
        }
    }
    (longest, widest)
}

/// The end of each line, as number of atoms, such that the sum of the costs is least.
fn choose(atoms: &[Atom], width: f32) -> Vec<usize> {
    let count = atoms.len();
    let mut best = vec![(f32::INFINITY, 0usize); count + 1];
    if let Some(start) = best.first_mut() {
        *start = (0.0, 0);
    }
    for end in 1..=count {
        let mut found = (f32::INFINITY, end - 1);
        let mut length = 0.0f32;
        for start in (0..end).rev() {
            let Some(atom) = atoms.get(start) else { break };
            let last = start + 1 == end;
            if !last && atom.after == Break::Mandatory {
                break;
            }
            length += if last {
                atom.width + atom.hyphen
            } else {
                atom.width + atom.space
            };
            if length > width + 0.01 && !last {
                break;
            }
            let before = best.get(start).map_or(f32::INFINITY, |known| known.0);
            let total = before + cost(atoms, end, length, width);
            if total < found.0 {
                found = (total, start);
            }
        }
        if let Some(slot) = best.get_mut(end) {
            *slot = found;
        }
    }
    let mut breaks = Vec::new();
    let mut end = count;
    while end > 0 {
        breaks.push(end);
        end = best.get(end).map_or(0, |known| known.1).min(end - 1);
    }
    breaks.reverse();
    breaks
}

/// What a line of `length` that ends after `end` atoms costs.
fn cost(atoms: &[Atom], end: usize, length: f32, width: f32) -> f32 {
    let slack = ((width - length) / width).clamp(0.0, 1.0);
    match atoms.get(end - 1).map(|atom| atom.after) {
        _ if end == atoms.len() => {
            if slack > 1.0 - RUNT {
                1.0
            } else {
                0.0
            }
        }
        Some(Break::Mandatory) => 0.0,
        Some(Break::Hyphen) => 100.0 * slack * slack + HYPHEN_COST,
        _ => 100.0 * slack * slack,
    }
}

fn fits_well(atoms: &[Atom], breaks: &[usize], width: f32, short: f32) -> bool {
    let mut from = 0;
    breaks.iter().all(|to| {
        let line = atoms.get(from..*to).unwrap_or(&[]);
        from = *to;
        let length = length(line);
        let ends = *to == atoms.len()
            || line
                .last()
                .is_some_and(|atom| atom.after == Break::Mandatory);
        length <= width + 0.01 && (ends || length >= width * (1.0 - short))
    })
}

fn length(line: &[Atom]) -> f32 {
    let spaces = line.split_last().map_or(0.0, |(_, before)| {
        before.iter().map(|atom| atom.space).sum()
    });
    line.iter().map(|atom| atom.width).sum::<f32>() + spaces
}

/// The line of these atoms: runs of one style, shaped as they will be drawn.
fn assemble(fonts: &mut Fonts, source: &Source<'_>, atoms: &[Atom]) -> Line {
    let (Some(first), Some(last)) = (atoms.first(), atoms.last()) else {
        return Line::default();
    };
    let hyphen = last.hyphen > 0.0;
    let mut line = Line::default();
    for (span, range) in source.runs(first.range.start..last.range.end) {
        let width = source.run_width(fonts, span, range.clone());
        line.pieces.push(Piece {
            span,
            range,
            x: line.width,
            width,
            hyphen: false,
        });
        line.width += width;
    }
    if let Some(piece) = line.pieces.last_mut().filter(|_| hyphen) {
        piece.hyphen = true;
        piece.width += last.hyphen;
        line.width += last.hyphen;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::style::{BODY, TITLE};
    use super::*;

    fn broken(text: &str, width: f32) -> Vec<String> {
        let mut fonts = Fonts::load().expect("fonts");
        let spans = [Span::new(text, BODY)];
        let lines = lines(&mut fonts, &spans, width);
        for line in &lines {
            assert!(line.width <= width + 0.6, "{} > {width}", line.width);
        }
        let shown = |piece: &Piece| {
            let text = spans
                .first()
                .and_then(|span| span.text.get(piece.range.clone()));
            format!(
                "{}{}",
                text.unwrap_or(""),
                if piece.hyphen { "-" } else { "" }
            )
        };
        lines
            .iter()
            .map(|line| line.pieces.iter().map(shown).collect())
            .collect()
    }

    #[test]
    fn danish_words_are_hyphenated_in_a_narrow_column() {
        let lines = broken(
            "Informationssikkerhedspolitik gælder databehandleraftaler",
            90.0,
        );
        assert!(lines.iter().any(|line| line.ends_with('-')), "{lines:?}");
        let joined: String = lines
            .iter()
            .map(|line| line.trim_end_matches('-'))
            .collect();
        let joined = joined.replace(' ', "");
        assert_eq!(
            joined,
            "Informationssikkerhedspolitikgælderdatabehandleraftaler"
        );
    }

    #[test]
    fn an_amount_and_its_unit_stay_together() {
        for width in [60, 70, 80, 90, 100, 110, 120] {
            let width = f32::from(u8::try_from(width).expect("small"));
            let lines = broken("Prisen er 1.552.000,00 kr. ekskl. moms.", width);
            let whole = lines
                .iter()
                .any(|line| line.contains("1.552.000,00\u{a0}kr."));
            assert!(whole || width < 75.0, "{lines:?}");
        }
    }

    #[test]
    fn a_word_of_ten_thousand_letters_is_cut_to_the_width() {
        let lines = broken(&"å".repeat(10_000), 450.0);
        assert_eq!(
            lines.iter().map(|line| line.chars().count()).sum::<usize>(),
            10_000
        );
        assert!(lines.len() > 50);
    }

    #[test]
    fn short_words_with_a_hyphen_or_stroke_stay_whole() {
        let lines = broken("Skriv e-mail ja/nej Wi-Fi it-afdelingen", 42.0);
        for whole in ["e-mail", "ja/nej", "Wi-Fi"] {
            assert!(
                lines.iter().any(|line| line.contains(whole)),
                "{whole} in {lines:?}"
            );
        }
    }

    #[test]
    fn titles_are_not_hyphenated_while_their_words_fit() {
        let mut fonts = Fonts::load().expect("fonts");
        let spans = [Span::new(
            "Indkøb og leasing af elevcomputere til skolerne",
            TITLE.sized(31.0),
        )];
        let lines = lines(&mut fonts, &spans, 300.0);
        assert!(
            lines
                .iter()
                .flat_map(|line| &line.pieces)
                .all(|piece| !piece.hyphen),
            "{lines:?}"
        );
    }

    #[test]
    fn a_line_feed_ends_a_line_and_an_empty_text_has_none() {
        assert_eq!(broken("et\nto\n\ntre", 300.0), ["et", "to", "", "tre"]);
        assert!(broken("", 300.0).is_empty());
    }
}
