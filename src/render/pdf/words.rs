//! Text as atoms: the parts between which a line may end, with their widths.
//!
//! Breaks follow UAX #14; words have further breaks at their syllables, by the patterns of their
//! language. [`super::binding::clean`] has made visible what a font cannot draw and bound units to
//! their numbers.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

pub use super::binding::clean;

use super::fonts::{Face, Fonts, patterns};
use super::page::Goal;
use super::style::Type;
use std::ops::Range;
use std::rc::Rc;
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
    /// Their language, where it is not that of the document.
    pub language: Option<Rc<str>>,
    /// How far they stand above the line, as share of their size.
    pub rise: f32,
}

/// What may happen after an atom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Break {
    /// A line may end, as between words.
    Space,
    /// A line may end with a hyphen.
    Hyphen,
    /// A line may end in the middle of a word.
    Anywhere,
    /// The line ends.
    Mandatory,
}

/// A part of a paragraph that is never broken; widths in points.
#[derive(Debug, Clone)]
pub struct Atom {
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// Its width.
    pub width: f32,
    /// Width of the spaces behind it.
    pub space: f32,
    /// How much of it gives way when a line is justified: none in code.
    pub give: f32,
    /// Width of the hyphen if a line ends after it.
    pub hyphen: f32,
    /// What may happen after it.
    pub after: Break,
}

impl Span {
    /// A piece that leads nowhere.
    pub fn new(text: &str, kind: Type) -> Self {
        Span {
            text: clean(text),
            kind,
            goal: None,
            language: None,
            rise: 0.0,
        }
    }

    /// Whether its spaces give way when a line is justified; those of code are characters of it.
    pub fn stretches(&self) -> bool {
        self.kind.face != Face::Code
    }
}

/// The spans of a paragraph with its whole text, for finding one from the other quickly.
pub struct Source<'a> {
    /// The spans.
    pub spans: &'a [Span],
    /// Their text without a break.
    pub text: String,
    /// Where in the text each span begins.
    starts: Vec<usize>,
    /// Whether marks of footnotes are among the spans.
    raised: bool,
}

impl<'a> Source<'a> {
    /// The text of the spans.
    pub fn new(spans: &'a [Span]) -> Self {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(spans.len());
        for span in spans {
            starts.push(text.len());
            text.push_str(&span.text);
        }
        Source {
            spans,
            text,
            starts,
            raised: spans.iter().any(|span| span.rise > 0.0),
        }
    }

    /// The spans that a range of the text touches, each with the range of its own text.
    pub fn runs(&self, range: Range<usize>) -> impl Iterator<Item = (usize, Range<usize>)> {
        let first = self
            .starts
            .partition_point(|start| *start <= range.start)
            .saturating_sub(1);
        let spans = self.spans.iter().zip(&self.starts).enumerate().skip(first);
        spans
            .take_while(move |(_, (_, start))| **start < range.end)
            .filter_map(move |(number, (span, start))| {
                let from = range.start.max(*start);
                let to = range.end.min(start + span.text.len());
                (from < to).then(|| (number, from - start..to - start))
            })
    }

    /// Width of a run as the sum of its words and spaces.
    pub fn run_width(&self, fonts: &mut Fonts, span: usize, range: Range<usize>) -> f32 {
        let Some(span) = self.spans.get(span) else {
            return 0.0;
        };
        let text = span.text.get(range).unwrap_or("");
        words(text).map(|word| fonts.width(span.kind, word)).sum()
    }

    fn width(&self, fonts: &mut Fonts, range: Range<usize>) -> f32 {
        if let [only] = self.spans {
            return self.slice_width(fonts, only.kind, range);
        }
        self.runs(range)
            .map(|(span, range)| self.run_width(fonts, span, range))
            .sum()
    }

    fn slice_width(&self, fonts: &mut Fonts, kind: Type, range: Range<usize>) -> f32 {
        let text = self.slice(range);
        words(text).map(|word| fonts.width(kind, word)).sum()
    }

    fn span_at(&self, at: usize) -> Option<&Span> {
        if let [only] = self.spans {
            return Some(only);
        }
        let (span, _) = self.runs(at..at + 1).next()?;
        self.spans.get(span)
    }

    /// Whether the mark of a footnote begins here, which stays with the word before it.
    fn is_raised(&self, at: usize) -> bool {
        self.raised && self.span_at(at).is_some_and(|span| span.rise > 0.0)
    }

    fn kind_at(&self, at: usize) -> Option<Type> {
        self.span_at(at).map(|span| span.kind)
    }

    /// Where a word may be hyphenated, from its begin.
    fn syllables(&self, fonts: &mut Fonts, word: &Range<usize>) -> Rc<[usize]> {
        let span = self.span_at(word.start);
        let text = self.slice(word.clone());
        let own = span.and_then(|span| span.language.as_deref());
        let language = match (span.map(|span| span.kind.face), own) {
            (Some(Face::Code), _) => None,
            (_, Some(own)) => fonts.hyphens.and(patterns(own)),
            _ => fonts.hyphens,
        };
        let Some(language) = language else {
            return Rc::new([]);
        };
        if own.is_some() {
            return syllables(text, language).into();
        }
        if let Some(known) = fonts.syllables.get(text) {
            return Rc::clone(known);
        }
        let found: Rc<[usize]> = syllables(text, language).into();
        fonts.syllables.insert(text.into(), Rc::clone(&found));
        found
    }

    fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or("")
    }
}

/// Parts of the text with the breaks between; with a width, words are hyphenated and what is
/// still too wide is cut.
pub fn atoms(fonts: &mut Fonts, source: &Source<'_>, width: Option<f32>) -> Vec<Atom> {
    let text = source.text.as_str();
    let mut atoms = Vec::new();
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        let Some(segment) = text.get(start..end) else {
            continue;
        };
        let held = holds_together(segment, text.get(end..)) || source.is_raised(end);
        if opportunity == BreakOpportunity::Allowed && held {
            continue;
        }
        let word = segment.trim_end_matches([' ', '\n']);
        let blanks = segment.len() - word.len();
        let feed = segment.ends_with('\n');
        let spaces = blanks - usize::from(feed);
        let word = start..start + word.len();
        let kind = source.kind_at(word.end.saturating_sub(1));
        let space = kind.map_or(0.0, |kind| fonts.width(kind, " "));
        let gives = kind.is_some_and(|kind| kind.face != Face::Code);
        let mandatory = opportunity == BreakOpportunity::Mandatory;
        let first = atoms.len();
        cut(fonts, source, word, width, &mut atoms);
        if let Some(last) = atoms.get_mut(first..).and_then(<[Atom]>::last_mut) {
            last.after = if mandatory {
                Break::Mandatory
            } else {
                Break::Space
            };
            last.space = space * f32::from(u16::try_from(spaces).unwrap_or(u16::MAX));
            last.give = if gives { last.space } else { 0.0 };
        }
        start = end;
    }
    atoms
}

/// Whether a hyphen or stroke must not end a line: `e-mail`, `ja/nej`, `Wi-Fi` stay whole.
fn holds_together(segment: &str, rest: Option<&str>) -> bool {
    let Some(before) = segment.strip_suffix(['-', '–', '/']) else {
        return false;
    };
    let before = before
        .chars()
        .rev()
        .take_while(|next| next.is_alphabetic())
        .take(3)
        .count();
    let after = rest
        .unwrap_or("")
        .chars()
        .take_while(|next| next.is_alphabetic())
        .take(3)
        .count();
    before < 3 || after < 3
}

/// Adds a word as one atom, or as its syllables, or in pieces no wider than the line.
fn cut(
    fonts: &mut Fonts,
    source: &Source<'_>,
    word: Range<usize>,
    width: Option<f32>,
    atoms: &mut Vec<Atom>,
) {
    let atom = |range, width| Atom {
        range,
        width,
        space: 0.0,
        give: 0.0,
        hyphen: 0.0,
        after: Break::Space,
    };
    let Some(limit) = width else {
        let width = source.width(fonts, word.clone());
        atoms.push(atom(word, width));
        return;
    };
    let ends = source.syllables(fonts, &word);
    let ends = ends.iter().map(|end| end + word.start);
    let mut start = word.start;
    for end in ends.chain([word.end]) {
        let part = start..end;
        let part_width = source.width(fonts, part.clone());
        let hyphen = match source.kind_at(end.saturating_sub(1)) {
            Some(kind) if end < word.end => fonts.width(kind, "-"),
            _ => 0.0,
        };
        if part_width + hyphen > limit {
            cut_anywhere(fonts, source, part, limit, atoms);
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
    source: &Source<'_>,
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
            give: 0.0,
            hyphen: 0.0,
            after: Break::Anywhere,
        });
    };
    for (offset, character) in source.slice(part.clone()).char_indices() {
        let at = part.start + offset;
        let Some(kind) = source.kind_at(at) else {
            continue;
        };
        let own = fonts.width(kind, character.encode_utf8(&mut [0; 4]));
        if own > 0.0 && width + own > limit / 2.0 && at > start {
            push(atoms, start..at, width);
            (start, width) = (at, 0.0);
        }
        width += own;
    }
    push(atoms, start..part.end, width);
}

/// Where a word may be hyphenated, as byte offsets: at least three letters on either side, and no
/// hyphen in anything that is not purely a word.
fn syllables(word: &str, language: hypher::Lang) -> Vec<usize> {
    let bare = word.trim_end_matches([',', '.', ';', ':', '!', '?', ')', '«', '"']);
    let lead = bare.len() - bare.trim_start_matches(['(', '»', '"']).len();
    let bare = bare.get(lead..).unwrap_or("");
    let letters = bare.chars().count();
    if !(7..=60).contains(&letters) || !bare.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let mut end = 0;
    let mut ends = Vec::new();
    for syllable in hypher::hyphenate(bare, language) {
        end += syllable.len();
        let (before, after) = bare.split_at_checked(end).unwrap_or((bare, ""));
        if before.chars().count() >= 3 && after.chars().count() >= 3 {
            ends.push(lead + end);
        }
    }
    ends
}

/// Spaces, breaking or not.
pub const SPACES: [char; 2] = [' ', '\u{a0}'];

/// A text word by word; each space stands for itself, so that few different words are shaped.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([' ', '\u{a0}', '\n'])
        .flat_map(|piece| {
            let word = piece.trim_end_matches([' ', '\u{a0}', '\n']);
            let space = piece.get(word.len()..).unwrap_or("");
            let space = if space == "\n" { "" } else { space };
            [word, space].into_iter().filter(|part| !part.is_empty())
        })
}
