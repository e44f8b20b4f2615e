//! The columns: series stacked upwards from nought, negative values downwards.
#![allow(clippy::float_arithmetic, reason = "places on paper")]

use super::Chart;
use super::layout::{Layout, count, rect, width};
use super::shape::{Anchor, Part, Pattern, Shape, Stroke, WHITE, look};

/// Columns are not wider than this many times the type size.
const WIDEST: f32 = 6.0;
/// Distance between the lines of a pattern.
const SPACING: f32 = 4.0;
/// Narrower or lower parts have no pattern, because it would cover them.
const LEAST: f32 = 2.5;

/// Sums of the negative and of the positive values of a category, in øre.
pub fn ends(chart: &Chart, category: usize) -> [i128; 2] {
    let mut ends = [0, 0];
    for value in values(chart, category) {
        let [below, above] = &mut ends;
        *(if value < 0 { below } else { above }) += value;
    }
    ends
}

fn values(chart: &Chart, category: usize) -> impl Iterator<Item = i128> + '_ {
    let series = chart.series.iter();
    series.map(move |series| {
        let value = series.values.get(category).copied().flatten();
        value.map_or(0, |value| i128::from(value.ore()))
    })
}

/// Draws all columns with their sums above.
pub fn draw(layout: &mut Layout<'_>) {
    let chart = layout.chart;
    let broad = (layout.slot * 0.62).min(layout.size * WIDEST);
    let mut any = false;
    for category in 0..chart.categories.len() {
        let left = layout.left(category) + (layout.slot - broad) / 2.0;
        let (mut below, mut above) = (0, 0);
        for (place, value) in values(chart, category).enumerate() {
            if value == 0 {
                continue;
            }
            any = true;
            let edge = if value < 0 { &mut below } else { &mut above };
            let from = *edge;
            *edge += value;
            let to = *edge;
            let (high, low) = (layout.height(from.max(to)), layout.height(from.min(to)));
            let gap = if low - high > LEAST && from != 0 {
                0.8
            } else {
                0.0
            };
            let (high, low) = match value < 0 {
                true => (high + gap, low),
                false => (high, low - gap),
            };
            block(&mut layout.shapes, place, [left, high, left + broad, low]);
        }
    }
    if !any {
        let [left, top, right, bottom] = layout.area;
        let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
        layout.text("Ingen beløb".into(), x, y, Anchor::Middle);
    }
    sums(layout);
}

/// The sum of each column above it, where all of them have room.
fn sums(layout: &mut Layout<'_>) {
    let chart = layout.chart;
    let size = layout.size;
    let sum = |category| values(chart, category).sum::<i128>();
    let unit = layout.scale.unit;
    let figures: Vec<String> = (0..chart.categories.len())
        .map(|category| unit.figure(sum(category)))
        .collect();
    let widest = figures.iter().map(|figure| width(figure, size));
    if widest.fold(0.0, f32::max) + size * 0.4 > layout.slot {
        return;
    }
    for (category, figure) in figures.into_iter().enumerate() {
        let [below, above] = ends(chart, category);
        if below == 0 && above == 0 {
            continue;
        }
        let mut y = layout.height(above) - size * 0.4;
        let mut crossing: Vec<f32> = chart
            .limits
            .iter()
            .filter_map(|limit| limit.values.get(category).copied().flatten())
            .map(|value| layout.height(i128::from(value.ore())))
            .collect();
        crossing.sort_by(|a, b| b.total_cmp(a));
        for line in crossing {
            if line > y - size * 1.1 && line < y + size * 0.35 {
                y = line - size * 0.45;
            }
        }
        let middle = layout.left(category) + layout.slot / 2.0;
        let half = width(&figure, size) / 2.0;
        let ground = [
            middle - half,
            y - size * 0.85,
            middle + half,
            y + size * 0.1,
        ];
        rect(&mut layout.shapes, Part::Rim, ground);
        layout.text(figure, middle, y, Anchor::Middle);
    }
}

/// A part of a column, or its sample in the legend: left, top, right, bottom.
pub fn block(shapes: &mut Vec<Shape>, series: usize, edges: [f32; 4]) {
    rect(shapes, Part::Series(series), edges);
    let [left, top, right, bottom] = edges;
    if right - left < LEAST || bottom - top < LEAST {
        return;
    }
    let lines = match look(series).1 {
        Pattern::Plain => return,
        Pattern::Rising => diagonals(edges, false),
        Pattern::Falling => diagonals(edges, true),
        Pattern::Crossed => [diagonals(edges, false), diagonals(edges, true)].concat(),
        Pattern::Across => steps(top, SPACING, bottom)
            .map(|y| vec![[left, y], [right, y]])
            .collect(),
    };
    shapes.push(Shape::Lines {
        part: Part::Pattern,
        lines,
        stroke: Stroke {
            colour: WHITE,
            width: 0.9,
            dash: &[],
        },
    });
}

/// Lines at 45 degrees, cut off at the edges.
fn diagonals([left, top, right, bottom]: [f32; 4], falling: bool) -> Vec<Vec<[f32; 2]>> {
    let step = SPACING * std::f32::consts::SQRT_2;
    let reach = (right - left) + (bottom - top);
    let line = |offset: f32| {
        let (x, end) = (
            left + (offset - (bottom - top)).max(0.0),
            left + offset.min(right - left),
        );
        let deep = |x: f32| offset - (x - left);
        let y = |x: f32| match falling {
            true => bottom - deep(x),
            false => top + deep(x),
        };
        vec![[x, y(x)], [end, y(end)]]
    };
    steps(0.0, step, reach).map(line).collect()
}

/// Places from half a step behind `first` in steps up to `end`.
fn steps(first: f32, step: f32, end: f32) -> impl Iterator<Item = f32> {
    (0..2_000usize)
        .map(move |number| first + step * (count(number) + 0.5))
        .take_while(move |place| *place < end)
}
