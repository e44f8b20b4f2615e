//! Choosing where the lines of a paragraph end, so that the sum of their costs is least.
//!
//! This is the total-fit method of Knuth and Plass, "Breaking Paragraphs into Lines" (1981). For an
//! even right edge it counts as theirs does, in stretch and shrink of spaces; for a ragged one in
//! what a line is too short. Two departures keep it fast: only the best way to each break is kept,
//! not one for each kind of line before it, and no line is looked at with more than [`LONGEST`] parts.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::words::{Atom, Break};

/// How the right edge of a paragraph looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Spaces keep their width.
    Ragged,
    /// Spaces stretch and shrink.
    Even,
}

/// Parts that a line may have; a page holds no line of so many.
const LONGEST: usize = 1_000;
/// What a space may give away, as share of its width.
const SHRINK: f32 = 0.25;
/// What a space takes on without looking bad.
const STRETCH: f32 = 0.5;
/// Too short a ragged line, as share of the width, calls for hyphens.
const SHORT: f32 = 0.13;
/// A last line shorter than this share of the width looks lost.
const RUNT: f32 = 0.07;

/// What is disliked, in the units of the edge: a badness of 100 is a space stretched to the full.
struct Dislikes {
    /// One hyphen at the end of a line.
    hyphen: f32,
    /// Each line with a hyphen that follows another one.
    ladder: f32,
    /// A loose line beside a tight one.
    contrast: f32,
    /// A last line that is nearly empty.
    runt: f32,
}

const RAGGED: Dislikes = Dislikes {
    hyphen: 1.5,
    ladder: 2.0,
    contrast: 0.0,
    runt: 1.0,
};
const EVEN: Dislikes = Dislikes {
    hyphen: 2_500.0,
    ladder: 10_000.0,
    contrast: 10_000.0,
    runt: 5_000.0,
};

/// The best way to end a line after so many atoms.
#[derive(Clone, Copy)]
struct Way {
    /// A sum over a long paragraph, in which small differences must still count.
    cost: f64,
    start: usize,
    /// How many lines with hyphens end here in a row.
    ladder: u8,
    /// How full the line is: 0 tight, 1 decent, 2 loose, 3 very loose.
    fullness: i8,
}

const NOWHERE: Way = Way {
    cost: f64::INFINITY,
    start: 0,
    ladder: 0,
    fullness: 1,
};

/// The end of each line, as number of atoms.
pub fn choose(atoms: &[Atom], width: f32, edge: Edge) -> Vec<usize> {
    let mut ways = Vec::with_capacity(atoms.len() + 1);
    ways.push(Way {
        cost: 0.0,
        ..NOWHERE
    });
    for end in 1..=atoms.len() {
        let way = best(atoms, &ways, end, width, edge);
        ways.push(way);
    }
    let mut breaks = Vec::new();
    let mut end = atoms.len();
    while end > 0 {
        breaks.push(end);
        end = ways.get(end).map_or(0, |way| way.start).min(end - 1);
    }
    breaks.reverse();
    breaks
}

/// The best line that ends after `end` atoms; too long a line only if it is a single atom.
fn best(atoms: &[Atom], ways: &[Way], end: usize, width: f32, edge: Edge) -> Way {
    let mut found = Way {
        start: end - 1,
        ..NOWHERE
    };
    let (mut length, mut spaces) = (0.0f32, 0.0f32);
    for start in (end.saturating_sub(LONGEST)..end).rev() {
        let Some(atom) = atoms.get(start) else { break };
        let last = start + 1 == end;
        if !last && atom.after == Break::Mandatory {
            break;
        }
        length += atom.width + if last { atom.hyphen } else { atom.space };
        spaces += if last { 0.0 } else { atom.give };
        let shrink = match edge {
            Edge::Ragged => 0.0,
            Edge::Even => spaces * SHRINK,
        };
        if length - shrink > width + 0.01 && !last {
            break;
        }
        let before = ways.get(start).copied().unwrap_or(NOWHERE);
        let way = after(atoms, before, start..end, (length, spaces), width, edge);
        if way.cost < found.cost || last {
            found = way;
        }
    }
    found
}

/// The way that ends with this line.
fn after(
    atoms: &[Atom],
    before: Way,
    line: std::ops::Range<usize>,
    (length, spaces): (f32, f32),
    width: f32,
    edge: Edge,
) -> Way {
    let dislikes = match edge {
        Edge::Ragged => RAGGED,
        Edge::Even => EVEN,
    };
    let break_after = atoms.get(line.end - 1).map(|atom| atom.after);
    let ends = line.end == atoms.len() || break_after == Some(Break::Mandatory);
    let slack = width - length;
    let (mut own, fullness) = match edge {
        Edge::Ragged => (shortness(slack / width, ends), 1),
        Edge::Even => demerits(slack, spaces, ends),
    };
    if ends && slack > width * (1.0 - RUNT) && line.start > 0 {
        own += dislikes.runt;
    }
    let hyphen = break_after == Some(Break::Hyphen) && !ends;
    let ladder = if hyphen {
        before.ladder.saturating_add(1)
    } else {
        0
    };
    if hyphen {
        own += dislikes.hyphen + dislikes.ladder * f32::from(ladder - 1);
    }
    if (fullness - before.fullness).abs() > 1 {
        own += dislikes.contrast;
    }
    Way {
        cost: before.cost + f64::from(own),
        start: line.start,
        ladder,
        fullness,
    }
}

/// The cost of a ragged line; a line that is 12 % too short costs as much as a hyphen.
fn shortness(share: f32, ends: bool) -> f32 {
    let share = share.clamp(0.0, 1.0);
    if ends { 0.0 } else { 100.0 * share * share }
}

/// The cost of a line whose spaces are stretched or shrunk, and how full it is.
fn demerits(slack: f32, spaces: f32, ends: bool) -> (f32, i8) {
    let ratio = ratio(slack, spaces);
    if ends && slack >= 0.0 {
        return (0.0, 1);
    }
    let badness = (100.0 * ratio.abs().powi(3)).min(10_000.0);
    let fullness = match ratio {
        tight if tight < -0.5 => 0,
        decent if decent <= 0.5 => 1,
        loose if loose <= 1.0 => 2,
        _ => 3,
    };
    ((10.0 + badness) * (10.0 + badness), fullness)
}

/// How much of what they can give or take the spaces of a line must; one is all of it.
fn ratio(slack: f32, spaces: f32) -> f32 {
    let give = if slack < 0.0 { SHRINK } else { STRETCH };
    (slack / (spaces * give).max(0.01)).clamp(-100.0, 100.0)
}

/// Whether no line calls for hyphens; with `whole_words` only one that is too long does.
pub fn fits_well(
    atoms: &[Atom],
    breaks: &[usize],
    width: f32,
    edge: Edge,
    whole_words: bool,
) -> bool {
    let mut from = 0;
    breaks.iter().all(|to| {
        let line = atoms.get(from..*to).unwrap_or(&[]);
        from = *to;
        let Some((last, inner)) = line.split_last() else {
            return true;
        };
        let spaces: f32 = inner.iter().map(|atom| atom.give).sum();
        let blank: f32 = inner.iter().map(|atom| atom.space).sum();
        let length = line.iter().map(|atom| atom.width).sum::<f32>() + blank;
        let shrink = match edge {
            Edge::Ragged => 0.0,
            Edge::Even => spaces * SHRINK,
        };
        if length - shrink > width + 0.01 {
            return false;
        }
        let ends = *to == atoms.len() || last.after == Break::Mandatory;
        let slack = width - length;
        ends || whole_words
            || match edge {
                Edge::Ragged => slack <= width * SHORT,
                Edge::Even => ratio(slack, spaces) <= 1.0,
            }
    })
}
