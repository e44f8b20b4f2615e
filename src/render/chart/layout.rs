//! Where the parts of a chart stand: legend above, amounts at the left, categories below, names of
//! the limits at the right.
//!
//! The width of text is estimated, because the same shapes are drawn in fonts that are not known
//! here; the estimate is on the wide side. Names are shortened to their room, never the figures.
#![allow(clippy::float_arithmetic, reason = "places on paper")]

use super::scale::Scale;
use super::shape::GRID;
use super::shape::{Anchor, INK, Part, Shape, Stroke, WHITE, Words, look};
use super::{Chart, Frame, columns, limits};

/// The parts of a chart and what has been drawn.
pub struct Layout<'a> {
    /// What is drawn.
    pub chart: &'a Chart,
    /// Size of type.
    pub size: f32,
    /// The axis of amounts.
    pub scale: Scale,
    /// Left, top, right and bottom of the area of columns.
    pub area: [f32; 4],
    /// Width that each category has.
    pub slot: f32,
    /// The shapes so far.
    pub shapes: Vec<Shape>,
}

/// Draws a chart.
pub fn shapes(chart: &Chart, frame: Frame) -> Vec<Shape> {
    let size = frame.text;
    let scale = scale(chart);
    let figures = scale.ticks().map(|tick| width(&scale.figure(tick), size));
    let left = figures.fold(0.0, f32::max) + size * 0.7;
    let names = chart.limits.iter().map(|limit| width(&limit.name, size));
    let names = names.fold(0.0, f32::max).min(frame.width * 0.24);
    let right = frame.width
        - if names > 0.0 {
            names + size
        } else {
            size * 0.5
        };
    let mut layout = Layout {
        chart,
        size,
        scale,
        area: [left, 0.0, right, frame.height],
        slot: (right - left) / count(chart.categories.len().max(1)),
        shapes: Vec::new(),
    };
    layout.legend(frame);
    let categories = layout.category_plan();
    layout.area[3] = frame.height - categories.height;
    layout.axis();
    columns::draw(&mut layout);
    limits::draw(&mut layout, frame.width - right - size * 0.6);
    layout.categories(categories);
    layout.shapes
}

/// The axis that holds every column and every limit.
fn scale(chart: &Chart) -> Scale {
    let (mut least, mut most) = (0i128, 0i128);
    for place in 0..chart.categories.len() {
        let [below, above] = columns::ends(chart, place);
        (least, most) = (least.min(below), most.max(above));
    }
    let limits = chart.limits.iter().flat_map(|limit| &limit.values);
    for value in limits.flatten().map(|value| i128::from(value.ore())) {
        (least, most) = (least.min(value), most.max(value));
    }
    Scale::new(least, most)
}

/// How the names of the categories stand.
struct Categories {
    /// Every how many is written.
    every: usize,
    /// They rise to the right, ending below their column.
    rising: bool,
    /// Room below the columns.
    height: f32,
    /// The lines of each name.
    names: Vec<Vec<String>>,
}

impl Layout<'_> {
    /// Height of a value on the paper.
    pub fn height(&self, value: i128) -> f32 {
        let [_, top, _, bottom] = self.area;
        bottom - (bottom - top) * f32::from(self.scale.share(value)) / 50_000.0
    }

    /// Left edge of a category.
    pub fn left(&self, category: usize) -> f32 {
        self.area[0] + self.slot * count(category)
    }

    /// Adds a text.
    pub fn text(&mut self, text: String, x: f32, y: f32, anchor: Anchor) {
        let (size, bold, rise) = (self.size, false, 0.0);
        self.shapes.push(Shape::Text(Words {
            text,
            x,
            y,
            size,
            anchor,
            bold,
            rise,
        }));
    }

    /// The series with their looks, in rows, then the unit of the axis.
    fn legend(&mut self, frame: Frame) {
        let size = self.size;
        let (mut x, mut y) = (0.0, 0.0);
        for (place, series) in self.chart.series.iter().enumerate() {
            let name = shortened(&series.name, size, frame.width - size * 3.0);
            let whole = size * 1.7 + width(&name, size) + size * 1.6;
            if x > 0.0 && x + whole > frame.width {
                x = 0.0;
                y += size * 1.6;
            }
            let swatch = [x, y, x + size * 1.3, y + size];
            columns::block(&mut self.shapes, place, swatch);
            self.text(name, x + size * 1.7, y + size * 0.88, Anchor::Start);
            x += whole;
        }
        let used = if self.chart.series.is_empty() {
            0.0
        } else {
            y + size * 2.2
        };
        self.area[1] = used + size * 2.0;
        let unit = self.scale.unit.name(self.chart.language);
        self.text(unit.into(), 0.0, used + size * 0.88, Anchor::Start);
    }

    /// Lines across the chart with their figures.
    fn axis(&mut self) {
        let [left, _, right, _] = self.area;
        let ticks: Vec<i128> = self.scale.ticks().collect();
        for tick in ticks {
            let y = self.height(tick);
            let zero = tick == 0;
            self.shapes.push(Shape::Lines {
                part: if zero { Part::Axis } else { Part::Grid },
                lines: vec![vec![[left, y], [right, y]]],
                stroke: Stroke {
                    colour: if zero { INK } else { GRID },
                    width: if zero { 1.0 } else { 0.5 },
                    dash: &[],
                },
            });
            let figure = self.scale.figure(tick);
            let (x, y) = (left - self.size * 0.5, y + self.size * 0.34);
            self.text(figure, x, y, Anchor::End);
        }
    }

    fn category_plan(&self) -> Categories {
        let (size, slot) = (self.size, self.slot);
        let names = self.chart.categories.iter().map(|name| one_line(name));
        let names: Vec<String> = names.collect();
        let widest = names.iter().map(|name| width(name, size));
        let widest = widest.fold(0.0, f32::max);
        let wrapped: Option<Vec<Vec<String>>> = names
            .iter()
            .map(|name| wrapped(name, size, slot - size * 0.6))
            .collect();
        if let Some(names) = wrapped {
            let lines = names.iter().map(Vec::len).max().unwrap_or(1);
            return Categories {
                every: 1,
                rising: false,
                height: size * (0.5 + 1.2 * count(lines)),
                names,
            };
        }
        let whole = |name: String| vec![name];
        if widest <= size * 4.0 {
            return Categories {
                every: times(widest + size * 0.6, slot),
                rising: false,
                height: size * 1.7,
                names: names.into_iter().map(whole).collect(),
            };
        }
        let room = widest.min(size * 11.0);
        let own = |(place, name): (usize, String)| {
            let beside = (self.left(place) + slot / 2.0) * std::f32::consts::SQRT_2;
            vec![shortened(&name, size, room.min(beside))]
        };
        Categories {
            every: times(size * 1.25, slot),
            rising: true,
            height: room * std::f32::consts::FRAC_1_SQRT_2 + size * 1.4,
            names: names.into_iter().enumerate().map(own).collect(),
        }
    }

    fn categories(&mut self, plan: Categories) {
        let (size, bottom) = (self.size, self.area[3]);
        for (place, lines) in plan.names.into_iter().enumerate().step_by(plan.every) {
            let middle = self.left(place) + self.slot / 2.0;
            for (line, text) in lines.into_iter().enumerate() {
                let down = bottom + size * (1.3 + 1.2 * count(line));
                let (anchor, rise, x, y) = match plan.rising {
                    true => (Anchor::End, 45.0, middle + size * 0.3, bottom + size),
                    false => (Anchor::Middle, 0.0, middle, down),
                };
                self.shapes.push(Shape::Text(Words {
                    text,
                    x,
                    y,
                    size,
                    anchor,
                    bold: false,
                    rise,
                }));
            }
        }
    }
}

/// A name on up to three lines, if each of its words has room.
fn wrapped(name: &str, size: f32, room: f32) -> Option<Vec<String>> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in name.split(' ') {
        let last = lines.last_mut()?;
        let longer = match last.is_empty() {
            true => word.into(),
            false => format!("{last} {word}"),
        };
        if width(&longer, size) <= room {
            *last = longer;
        } else if width(word, size) <= room {
            lines.push(word.into());
        } else {
            return None;
        }
    }
    (lines.len() <= 3).then_some(lines)
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

/// Adds a filled rectangle between left, top, right and bottom.
pub fn rect(shapes: &mut Vec<Shape>, part: Part, [x, y, right, bottom]: [f32; 4]) {
    let fill = match part {
        Part::Series(place) => look(place).0,
        _ => WHITE,
    };
    shapes.push(Shape::Rect {
        part,
        x,
        y,
        width: right - x,
        height: bottom - y,
        fill,
    });
}

/// A text cut to a width, with an ellipsis.
pub fn shortened(text: &str, size: f32, room: f32) -> String {
    let text = one_line(text);
    if width(&text, size) <= room {
        return text;
    }
    let mut used = size;
    let fits = |character: &char| {
        used += width(character.encode_utf8(&mut [0; 4]), size);
        used <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

/// About how wide a text is.
pub fn width(text: &str, size: f32) -> f32 {
    let share = |character: char| match character {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ' ' | '\u{a0}' | '-' => 0.34,
        'm' | 'w' | 'M' | 'W' | 'æ' | 'Æ' | '…' => 0.9,
        upper if upper.is_uppercase() => 0.7,
        _ => 0.57,
    };
    text.chars().map(share).sum::<f32>() * size
}

/// A number of things as a factor.
pub fn count(things: usize) -> f32 {
    f32::from(u16::try_from(things).unwrap_or(u16::MAX))
}

/// How many steps of `slot` it takes to reach `wanted`.
fn times(wanted: f32, slot: f32) -> usize {
    let mut times = 1;
    while times < 10_000 && count(times) * slot < wanted {
        times += 1;
    }
    times
}
