//! Breaking text into lines: the breaks of a paragraph are chosen together, not line by line.
//!
//! Lines are ragged on the right. A first try breaks between words only; Danish hyphens come into
//! play when that leaves a line much too short (in titles: only when a word is wider than the line),
//! and a part of a word that is still wider is cut anywhere.
//! Costs follow Knuth and Plass, "Breaking Paragraphs into Lines" (1981), without stretching.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::fonts::Fonts;
use super::page::Goal;
use super::style::Type;
use std::ops::Range;
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// A piece of a paragraph in one style.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// The characters, without control characters except the line feed.
    pub text: String,
    /// How they are set.
    pub kind: Type,
    /// Where they lead.
    pub goal: Option<Goal>,
}

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

/// What may happen after an atom.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Break {
    Space,
    Hyphen,
    Anywhere,
    Mandatory,
}

/// A part of a paragraph that is never broken.
#[derive(Debug, Clone)]
struct Atom {
    range: Range<usize>,
    width: f32,
    space: f32,
    hyphen: f32,
    after: Break,
}

/// Too short a line, as share of the width, calls for hyphens.
const SHORT: f32 = 0.16;
/// The price of a hyphen; a line that is 12 % too short costs as much.
const HYPHEN_COST: f32 = 1.5;
/// A last line shorter than this share of the width looks lost.
const RUNT: f32 = 0.07;

impl Span {
    /// A piece that leads nowhere.
    pub fn new(text: &str, kind: Type) -> Self {
        Span {
            text: clean(text),
            kind,
            goal: None,
        }
    }
}

/// Text without what cannot be drawn: control characters become U+FFFD (shown as a box), tabs become
/// spaces, line ends of all kinds a line feed; a number keeps its unit and a section sign its number.
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let characters = text.chars().filter_map(|character| match character {
        '\t' => Some(' '),
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{ad}' | '\u{feff}' => None,
        control if control.is_control() => Some('\u{fffd}'),
        other => Some(other),
    });
    let text: String = characters.collect();
    let text = text.replace("§ ", "§\u{a0}").replace(" kr.", "\u{a0}kr.");
    text.replace(" %", "\u{a0}%")
}

/// The lines of a paragraph in a column of `width` points.
pub fn lines(fonts: &mut Fonts, spans: &[Span], width: f32) -> Vec<Line> {
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    if text.is_empty() {
        return Vec::new();
    }
    let whole_words = spans.iter().any(|span| span.kind.whole_words);
    let short = if whole_words { 1.0 } else { SHORT };
    let unhyphenated = atoms(fonts, spans, &text, None);
    let breaks = choose(&unhyphenated, width);
    let (atoms, breaks) = if fits_well(&unhyphenated, &breaks, width, short) {
        (unhyphenated, breaks)
    } else {
        let atoms = atoms(fonts, spans, &text, Some(width));
        let breaks = choose(&atoms, width);
        (atoms, breaks)
    };
    let mut lines = Vec::with_capacity(breaks.len());
    let mut from = 0;
    for to in breaks {
        lines.push(assemble(fonts, spans, atoms.get(from..to).unwrap_or(&[])));
        from = to;
    }
    lines
}

/// The longest line that the text would have if it were broken only where it must be, and the
/// widest part that cannot be broken without cutting a word, both in points.
pub fn extent(fonts: &mut Fonts, spans: &[Span]) -> (f32, f32) {
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    let (mut longest, mut line, mut widest) = (0.0f32, 0.0f32, 0.0f32);
    for atom in atoms(fonts, spans, &text, None) {
        widest = widest.max(atom.width);
        longest = longest.max(line + atom.width);
        line += atom.width + atom.space;
        if atom.after == Break::Mandatory {
            line = 0.0;
        }
    }
    (longest, widest)
}

/// Parts of the text with the breaks between; with a width, words are hyphenated and what is
/// still too wide is cut.
fn atoms(fonts: &mut Fonts, spans: &[Span], text: &str, width: Option<f32>) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        let Some(segment) = text.get(start..end) else {
            continue;
        };
        if opportunity == BreakOpportunity::Allowed && holds_together(segment, text.get(end..)) {
            continue;
        }
        let word = segment.trim_end_matches([' ', '\n']);
        let blanks = segment.len() - word.len();
        let feed = segment.ends_with('\n');
        let spaces = blanks - usize::from(feed);
        let word = start..start + word.len();
        let kind = span_at(spans, word.end.saturating_sub(1)).map(|(_, span)| span.kind);
        let space = kind.map_or(0.0, |kind| fonts.width(kind, " "));
        let mandatory = opportunity == BreakOpportunity::Mandatory;
        let first = atoms.len();
        cut(fonts, spans, text, word, width, &mut atoms);
        if let Some(last) = atoms.get_mut(first..).and_then(<[Atom]>::last_mut) {
            last.after = if mandatory {
                Break::Mandatory
            } else {
                Break::Space
            };
            last.space = space * f32::from(u16::try_from(spaces).unwrap_or(u16::MAX));
        }
        start = end;
    }
    atoms
}

/// Whether a hyphen or stroke must not end a line: `e-mail`, `ja/nej`, `Wi-Fi` stay whole.
fn holds_together(segment: &str, rest: Option<&str>) -> bool {
    let letters = |text: &str| text.chars().take_while(|next| next.is_alphabetic()).count();
    let before: String = match segment.strip_suffix(['-', '/']) {
        Some(word) => word.chars().rev().collect(),
        None => return false,
    };
    letters(&before) < 3 || letters(rest.unwrap_or("")) < 3
}

/// Adds a word as one atom, or as its syllables, or in pieces no wider than the line.
fn cut(
    fonts: &mut Fonts,
    spans: &[Span],
    text: &str,
    word: Range<usize>,
    width: Option<f32>,
    atoms: &mut Vec<Atom>,
) {
    let whole: f32 = runs(spans, word.clone())
        .map(|(span, range)| run_width(fonts, spans, span, range))
        .sum();
    let atom = |range, width| Atom {
        range,
        width,
        space: 0.0,
        hyphen: 0.0,
        after: Break::Space,
    };
    let Some(limit) = width else {
        atoms.push(atom(word, whole));
        return;
    };
    let mut ends = syllables(text.get(word.clone()).unwrap_or(""));
    for end in &mut ends {
        *end += word.start;
    }
    ends.push(word.end);
    let mut start = word.start;
    for end in ends {
        let part = start..end;
        let part_width: f32 = runs(spans, part.clone())
            .map(|(span, range)| run_width(fonts, spans, span, range))
            .sum();
        let hyphen = match span_at(spans, end.saturating_sub(1)) {
            Some((_, span)) if end < word.end => fonts.width(span.kind, "-"),
            _ => 0.0,
        };
        if part_width + hyphen > limit {
            cut_anywhere(fonts, spans, text, part, limit, atoms);
        } else {
            atoms.push(atom(part, part_width));
        }
        if let Some(last) = atoms.last_mut() {
            last.after = Break::Hyphen;
            last.hyphen = hyphen;
        }
        start = end;
    }
}

/// Adds pieces of at most half the width, so that they fill lines whatever stands before.
fn cut_anywhere(
    fonts: &mut Fonts,
    spans: &[Span],
    text: &str,
    part: Range<usize>,
    limit: f32,
    atoms: &mut Vec<Atom>,
) {
    let (mut start, mut width) = (part.start, 0.0f32);
    let push = |atoms: &mut Vec<Atom>, range, width| {
        atoms.push(Atom {
            range,
            width,
            space: 0.0,
            hyphen: 0.0,
            after: Break::Anywhere,
        });
    };
    for (offset, character) in text.get(part.clone()).unwrap_or("").char_indices() {
        let at = part.start + offset;
        let Some((_, span)) = span_at(spans, at) else {
            continue;
        };
        let own = fonts.width(span.kind, character.encode_utf8(&mut [0; 4]));
        if width + own > limit / 2.0 && at > start {
            push(atoms, start..at, width);
            (start, width) = (at, 0.0);
        }
        width += own;
    }
    push(atoms, start..part.end, width);
}

/// Where a word may be hyphenated, as byte offsets: Danish patterns, at least three letters on
/// either side, and no hyphen in anything that is not purely a word.
fn syllables(word: &str) -> Vec<usize> {
    let bare = word.trim_end_matches([',', '.', ';', ':', '!', '?', ')', '«', '"']);
    let lead = bare.len() - bare.trim_start_matches(['(', '»', '"']).len();
    let bare = bare.get(lead..).unwrap_or("");
    let letters = bare.chars().count();
    if !(7..=60).contains(&letters) || !bare.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let mut end = 0;
    let mut ends = Vec::new();
    for syllable in hypher::hyphenate(bare, hypher::Lang::Danish) {
        end += syllable.len();
        let (before, after) = bare.split_at_checked(end).unwrap_or((bare, ""));
        if before.chars().count() >= 3 && after.chars().count() >= 3 {
            ends.push(lead + end);
        }
    }
    ends
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
fn assemble(fonts: &mut Fonts, spans: &[Span], atoms: &[Atom]) -> Line {
    let (Some(first), Some(last)) = (atoms.first(), atoms.last()) else {
        return Line::default();
    };
    let hyphen = last.hyphen > 0.0;
    let mut line = Line::default();
    for (span, range) in runs(spans, first.range.start..last.range.end) {
        let width = run_width(fonts, spans, span, range.clone());
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

/// Width of a run as the sum of its words and spaces.
fn run_width(fonts: &mut Fonts, spans: &[Span], span: usize, range: Range<usize>) -> f32 {
    let Some(span) = spans.get(span) else {
        return 0.0;
    };
    let text = span.text.get(range).unwrap_or("");
    words(text).map(|word| fonts.width(span.kind, word)).sum()
}

/// A text word by word; each space stands for itself, so that few different words are shaped.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([' ', '\n']).flat_map(|piece| {
        let word = piece.trim_end_matches([' ', '\n']);
        let space = piece.get(word.len()..).unwrap_or("");
        let space = if space == "\n" { "" } else { space };
        [word, space].into_iter().filter(|part| !part.is_empty())
    })
}

/// The spans that a range of the whole text touches, each with the range of its own text.
fn runs(spans: &[Span], range: Range<usize>) -> impl Iterator<Item = (usize, Range<usize>)> {
    let mut offset = 0;
    spans.iter().enumerate().filter_map(move |(number, span)| {
        let (start, end) = (offset, offset + span.text.len());
        offset = end;
        let (from, to) = (range.start.max(start), range.end.min(end));
        (from < to).then(|| (number, from - start..to - start))
    })
}

fn span_at(spans: &[Span], at: usize) -> Option<(usize, &Span)> {
    let mut offset = 0;
    spans.iter().enumerate().find(|(_, span)| {
        offset += span.text.len();
        at < offset
    })
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

    #[test]
    fn control_characters_become_visible_and_tabs_become_spaces() {
        assert_eq!(clean("a\tb\u{1}c\r\nd"), "a b\u{fffd}c\nd");
        assert_eq!(clean("§ 49 og 25 %"), "§\u{a0}49 og 25\u{a0}%");
    }
}
