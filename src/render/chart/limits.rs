//! The limits: a stepped line across the columns for each, its name at the right.
#![allow(clippy::float_arithmetic, reason = "places on paper")]

use super::layout::{Layout, shortened};
use super::shape::{Anchor, INK, Part, Rgb, Shape, Stroke, WHITE, dash};

/// Draws all limits; `room` is the width for their names.
pub fn draw(layout: &mut Layout<'_>, room: f32) {
    let chart = layout.chart;
    let (mut names, mut drawn) = (Vec::new(), Vec::new());
    for (place, limit) in chart.limits.iter().enumerate() {
        let mut lines: Vec<Vec<[f32; 2]>> = Vec::new();
        let mut joined = false;
        let mut last = None;
        for category in 0..chart.categories.len() {
            let Some(value) = limit.values.get(category).copied().flatten() else {
                joined = false;
                continue;
            };
            let y = layout.height(i128::from(value.ore()));
            let (from, to) = (layout.left(category), layout.left(category + 1));
            let step = [[from, y], [to, y]];
            match lines.last_mut().filter(|_| joined) {
                Some(line) => line.extend(step),
                None => lines.push(step.to_vec()),
            }
            joined = true;
            last = Some(y);
        }
        let Some(y) = last else { continue };
        names.push((y, shortened(&limit.name, layout.size, room)));
        drawn.push((place, lines));
    }
    // All rims first: the rim of one limit must not cover the line of another.
    for (_, lines) in &drawn {
        line(layout, Part::Rim, lines.clone(), (WHITE, 3.4, &[]));
    }
    for (place, lines) in drawn {
        line(layout, Part::Limit(place), lines, (INK, 1.5, dash(place)));
    }
    name(layout, names);
}

type Look = (Rgb, f32, &'static [f32]);

fn line(layout: &mut Layout<'_>, part: Part, lines: Vec<Vec<[f32; 2]>>, look: Look) {
    let (colour, width, dash) = look;
    let stroke = Stroke {
        colour,
        width,
        dash,
    };
    layout.shapes.push(Shape::Lines {
        part,
        lines,
        stroke,
    });
}

/// Writes the names beside the ends of their lines, one below the other where they would meet.
fn name(layout: &mut Layout<'_>, mut names: Vec<(f32, String)>) {
    let size = layout.size;
    let apart = size * 1.2;
    names.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = f32::NEG_INFINITY;
    for (y, _) in &mut names {
        *y = y.max(free);
        free = *y + apart;
    }
    let mut lowest = layout.area[3];
    for (y, _) in names.iter_mut().rev() {
        *y = y.min(lowest);
        lowest = *y - apart;
    }
    let x = layout.area[2] + size * 0.5;
    for (y, text) in names {
        layout.text(text, x, y + size * 0.34, Anchor::Start);
    }
}
