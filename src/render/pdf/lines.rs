//! Breaking text into lines: the breaks of a paragraph are chosen together, not line by line.
//!
//! A first try breaks between words only; hyphens come into play when that leaves a bad line (in
//! titles: only when a word is wider than the line), and a part of a word that is still wider is cut
//! anywhere. The breaks themselves are chosen by [`super::fit`].
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::fit::{Edge, choose, fits_well};
use super::fonts::Fonts;
use super::words::{Atom, Break, SPACES, Source, Span, atoms, words};
use std::ops::Range;

/// A line of a paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// What stands on it, from left to right.
    pub pieces: Vec<Piece>,
    /// Its length in points without spaces at its end.
    pub width: f32,
    /// What each space is wider than its own width, in points; narrower if negative.
    pub gap: f32,
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

/// A space that would be this many times wider than its own width is left as it is: the line stays
/// ragged rather than full of holes.
const WIDEST: f32 = 2.5;

/// The lines of a paragraph in a column of `width` points, ragged on the right.
pub fn lines(fonts: &mut Fonts, spans: &[Span], width: f32) -> Vec<Line> {
    broken(fonts, spans, width, Edge::Ragged)
}

/// The lines of a paragraph in a column of `width` points whose right edge is even, but for the
/// last line.
pub fn even_lines(fonts: &mut Fonts, spans: &[Span], width: f32) -> Vec<Line> {
    broken(fonts, spans, width, Edge::Even)
}

fn broken(fonts: &mut Fonts, spans: &[Span], width: f32, edge: Edge) -> Vec<Line> {
    let source = Source::new(spans);
    if source.text.is_empty() {
        return Vec::new();
    }
    let whole_words = spans.iter().any(|span| span.kind.whole_words);
    if let Some(line) = single(fonts, &source, width) {
        return vec![line];
    }
    let unhyphenated = atoms(fonts, &source, None);
    let breaks = choose(&unhyphenated, width, edge);
    let (atoms, breaks) = if fits_well(&unhyphenated, &breaks, width, edge, whole_words) {
        (unhyphenated, breaks)
    } else {
        let atoms = atoms(fonts, &source, Some(width));
        let breaks = choose(&atoms, width, edge);
        (atoms, breaks)
    };
    let mut lines = Vec::with_capacity(breaks.len());
    let mut from = 0;
    for to in breaks {
        let part = atoms.get(from..to).unwrap_or(&[]);
        let mut line = assemble(fonts, &source, part);
        let ends = to == atoms.len() || part.last().is_some_and(|a| a.after == Break::Mandatory);
        if edge == Edge::Even {
            fill(&mut line, &source, part, width, ends);
        }
        lines.push(line);
        from = to;
    }
    lines
}

/// The line of a text in one style that needs no more than one, which is most cells of tables.
fn single(fonts: &mut Fonts, source: &Source<'_>, width: f32) -> Option<Line> {
    let [span] = source.spans else { return None };
    let range = 0..source.text.trim_end_matches(' ').len();
    if range.is_empty() || source.text.contains('\n') {
        return None;
    }
    let mut own = 0.0;
    for word in words(source.text.get(range.clone())?) {
        own += fonts.width(span.kind, word);
        if own > width {
            return None;
        }
    }
    let piece = Piece {
        span: 0,
        range,
        x: 0.0,
        width: own,
        hyphen: false,
    };
    Some(Line {
        pieces: vec![piece],
        width: own,
        gap: 0.0,
    })
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

/// Spreads what a line is too short or too long over its spaces; a line that ends a paragraph is
/// only ever narrowed.
fn fill(line: &mut Line, source: &Source<'_>, atoms: &[Atom], width: f32, ends: bool) {
    let slack = width - line.width;
    let spaces = |piece: &Piece| match source.spans.get(piece.span) {
        Some(span) if span.stretches() => {
            let text = span.text.get(piece.range.clone()).unwrap_or("");
            number(text.matches(SPACES).count())
        }
        _ => 0.0,
    };
    let count: f32 = line.pieces.iter().map(spaces).sum();
    let inner = atoms.split_last().map_or(&[][..], |(_, inner)| inner);
    let room: f32 = inner.iter().map(|atom| atom.give).sum();
    if count == 0.0 || slack > room * WIDEST || (ends && slack > 0.0) {
        return;
    }
    line.gap = slack / count;
    let mut moved = 0.0;
    for piece in &mut line.pieces {
        let own = spaces(piece) * line.gap;
        piece.x += moved;
        piece.width += own;
        moved += own;
    }
    line.width += moved;
}

fn number(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Face;
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

    fn justified(text: &str, width: f32) -> Vec<Line> {
        let mut fonts = Fonts::load().expect("fonts");
        even_lines(&mut fonts, &[Span::new(text, BODY)], width)
    }

    const LONG: &str = "Leverandøren skal kunne dokumentere, at de tilbudte enheder opfylder \
        gældende databeskyttelsesregler, tilgængelighedskrav og miljøkrav, og at reservedele kan \
        fremskaffes i mindst fem år efter overtagelsesdagen.";

    #[test]
    fn justified_lines_end_at_the_edge_and_the_last_one_does_not() {
        let lines = justified(&LONG.repeat(3), 300.0);
        let (last, before) = lines.split_last().expect("lines");
        assert!(before.len() > 6);
        for line in before {
            assert!((line.width - 300.0).abs() < 0.01, "{line:?}");
        }
        assert!(last.width < 299.0 && last.gap == 0.0, "{last:?}");
        let widest = before.iter().map(|line| line.gap).fold(0.0, f32::max);
        let tightest = before.iter().map(|line| line.gap).fold(0.0, f32::min);
        assert!(widest < 4.0 && tightest > -0.8, "{tightest} {widest}");
    }

    #[test]
    fn a_justified_line_without_spaces_is_left_alone() {
        let lines = justified(&"å".repeat(300), 100.0);
        assert!(
            lines
                .iter()
                .all(|line| line.gap == 0.0 && line.width <= 100.6)
        );
    }

    #[test]
    fn without_hyphens_no_word_is_parted() {
        let mut fonts = Fonts::load().expect("fonts");
        fonts.hyphens = None;
        for lines in [lines, even_lines] {
            let lines = lines(&mut fonts, &[Span::new(LONG, BODY)], 150.0);
            let mut pieces = lines.iter().flat_map(|line| &line.pieces);
            assert!(lines.len() > 5 && pieces.all(|piece| !piece.hyphen));
        }
    }

    #[test]
    fn a_word_in_another_language_is_parted_as_there_and_code_not_at_all() {
        let mut fonts = Fonts::load().expect("fonts");
        let mut parts = |span: Span| -> Vec<String> {
            let widths = [40.0, 60.0, 80.0].into_iter();
            let lines =
                widths.flat_map(|width| lines(&mut fonts, std::slice::from_ref(&span), width));
            let pieces = lines.flat_map(|line| line.pieces);
            pieces
                .filter_map(|piece| Some(span.text.get(piece.range)?.into()))
                .collect()
        };
        let word = "Schifffahrtsgesellschaften";
        let danish = parts(Span::new(word, BODY));
        let german = Span {
            language: Some("de-AT".into()),
            ..Span::new(word, BODY)
        };
        assert_ne!(danish, parts(german));
        let code = parts(Span::new("let-accommodations", BODY.faced(Face::Code)));
        assert_eq!(code.concat(), "let-accommodations".repeat(3));
    }

    #[test]
    fn words_of_letters_of_several_bytes_are_hyphenated_too() {
        let lines = broken(&"kærlighedsløfter".repeat(3), 90.0);
        assert!(lines.iter().any(|line| line.ends_with('-')), "{lines:?}");
    }

    #[test]
    fn a_hundred_thousand_words_are_broken_in_work_that_grows_with_them() {
        let lines = justified(&"ord og tekst ".repeat(33_000), 450.0);
        assert!(lines.len() > 3_000);
        let nothing = justified(&"\u{200b}".repeat(50_000), 450.0);
        assert!(!nothing.is_empty());
    }

    #[test]
    fn a_line_feed_ends_a_line_and_an_empty_text_has_none() {
        assert_eq!(broken("et\nto\n\ntre", 300.0), ["et", "to", "", "tre"]);
        assert!(broken("", 300.0).is_empty());
    }
}
