//! Lines on which people sign, two beside each other, together on one page.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::flow::{Flow, count_of};
use super::lines::lines;
use super::page::{Artifact, Mark};
use super::setting::Measure;
use super::style::{AFTER_PARAGRAPH, BODY, GREY, INK, LEADING, TITLE, Type};
use super::tags::ElementId;
use super::words::Span;
use crate::render::document::Signatory;

/// Between two people beside each other.
const GUTTER: f32 = 30.0;
/// Free height between the lines and the name below them.
const BELOW: f32 = 3.0;
/// Free height above a line, to write in.
const ROOM: f32 = 30.0;
const SMALL: Type = BODY.sized(8.8).coloured(GREY);
const SMALL_LEADING: f32 = 12.0;

/// Who signs, as it is set: what stands above the lines, the lines, and what stands below.
struct Place {
    above: Vec<(Type, String)>,
    lines: Vec<&'static str>,
    below: Vec<(Type, String)>,
}

fn place(person: &Signatory) -> Place {
    let given = |kind: Type, text: &String| (!text.trim().is_empty()).then(|| (kind, text.clone()));
    let mut lines = vec!["Sted og dato", "Underskrift"];
    if person.name.trim().is_empty() {
        lines.push("Navn med blokbogstaver");
    }
    let below = [given(BODY, &person.name), given(SMALL, &person.title)];
    Place {
        above: given(TITLE, &person.role).into_iter().collect(),
        lines,
        below: below.into_iter().flatten().collect(),
    }
}

impl Flow<'_> {
    /// Sets the lines of all people; all on one page if one is large enough for them.
    ///
    /// # Errors
    /// As [`Flow::new_page`].
    pub fn signatures(&mut self, people: &[Signatory]) -> Result<(), PdfError> {
        let heights: Vec<f32> = people
            .chunks(2)
            .map(|pair| self.pair_height(pair))
            .collect();
        let all: f32 = heights.iter().sum();
        if all <= self.sheet.top - self.sheet.bottom {
            self.need(all)?;
        }
        let parent = self.parent();
        for (pair, height) in people.chunks(2).zip(heights) {
            self.need(height)?;
            let top = self.y;
            for (side, person) in pair.iter().enumerate() {
                self.y = top;
                let element = self.tree.add(parent, "Div");
                let measure = self.half(side);
                self.person(element, &place(person), measure);
            }
            self.y = top - height;
        }
        Ok(())
    }

    /// The room that the lines of the first people need.
    pub fn signatures_need(&mut self, people: &[Signatory]) -> f32 {
        let heights = people.chunks(2).map(|pair| self.pair_height(pair));
        let heights: Vec<f32> = heights.collect();
        let all: f32 = heights.iter().sum();
        match all <= self.sheet.top - self.sheet.bottom {
            true => all,
            false => heights.first().copied().unwrap_or(0.0),
        }
    }

    /// The left or right half of the text.
    fn half(&self, side: usize) -> Measure {
        let full = self.full_width(LEADING);
        let width = (full.width - GUTTER) / 2.0;
        let x = full.x + (width + GUTTER) * count_of(side);
        Measure { x, width, ..full }
    }

    fn pair_height(&mut self, pair: &[Signatory]) -> f32 {
        let heights = pair.iter().map(|person| {
            let place = place(person);
            let mut height = (ROOM + SMALL_LEADING) * count_of(place.lines.len());
            for (kind, text) in place.above.iter().chain(&place.below) {
                let width = self.half(0).width;
                let count = lines(self.fonts, &[Span::new(text, *kind)], width).len();
                height += LEADING * count_of(count.min(20));
            }
            height + BELOW + 2.0 * AFTER_PARAGRAPH
        });
        heights.fold(0.0, f32::max)
    }

    fn person(&mut self, element: ElementId, place: &Place, measure: Measure) {
        for (kind, text) in &place.above {
            self.signed(element, *kind, text, measure);
        }
        for label in &place.lines {
            self.y -= ROOM;
            let end = measure.x + measure.width;
            let rule = Mark::Rule(measure.x, end, self.y, 0.6, INK);
            self.artifact(Artifact::Layout, [rule]);
            self.signed(element, SMALL, label, measure);
        }
        self.y -= BELOW;
        for (kind, text) in &place.below {
            self.signed(element, *kind, text, measure);
        }
    }

    /// Sets a text that is not continued on another page.
    fn signed(&mut self, around: ElementId, kind: Type, text: &str, measure: Measure) {
        let leading = if kind == SMALL {
            SMALL_LEADING
        } else {
            LEADING
        };
        let spans = [Span::new(text, kind)];
        let mut lines = lines(self.fonts, &spans, measure.width);
        lines.truncate(20);
        let element = self.tree.add(around, "P");
        let measure = Measure { leading, ..measure };
        self.set(element, &spans, &lines, measure);
        self.y -= leading * count_of(lines.len());
    }
}
