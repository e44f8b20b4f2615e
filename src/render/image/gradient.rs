//! One colour for whatever a shape is painted with.
#![allow(clippy::float_arithmetic, reason = "shares of colours")]

use super::ImageFault;
use usvg::{BaseGradient, Paint};

/// The colour of a paint as it is seen on white paper.
///
/// # Errors
/// [`ImageFault::NoShape`] for a pattern.
pub fn on_white(paint: &Paint, opacity: f32) -> Result<[u8; 3], ImageFault> {
    let shares = match paint {
        Paint::Color(colour) => shares([colour.red, colour.green, colour.blue], 1.0),
        Paint::LinearGradient(gradient) => mean(gradient),
        Paint::RadialGradient(gradient) => mean(gradient),
        Paint::Pattern(_) => return Err(ImageFault::NoShape("pattern")),
    };
    Ok(shares.map(|share| byte(255.0 - (255.0 - share) * opacity)))
}

fn shares(colour: [u8; 3], opacity: f32) -> [f32; 3] {
    colour.map(|part| 255.0 - (255.0 - f32::from(part)) * opacity)
}

/// The mean of a gradient from its begin to its end.
fn mean(gradient: &BaseGradient) -> [f32; 3] {
    let stops: Vec<(f32, [f32; 3])> = gradient
        .stops()
        .iter()
        .map(|stop| {
            let colour = stop.color();
            let parts = [colour.red, colour.green, colour.blue];
            (stop.offset().get(), shares(parts, stop.opacity().get()))
        })
        .collect();
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else {
        return [255.0; 3];
    };
    let mut sum = [0.0; 3];
    let mut add = |weight: f32, colour: [f32; 3]| {
        for (sum, part) in sum.iter_mut().zip(colour) {
            *sum += weight * part;
        }
    };
    add(first.0, first.1);
    add(1.0 - last.0, last.1);
    for pair in stops.windows(2) {
        if let [(from, one), (to, other)] = pair {
            add((to - from) / 2.0, *one);
            add((to - from) / 2.0, *other);
        }
    }
    sum
}

/// A share of 255, rounded.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "cut to 0..=255"
)]
pub fn byte(share: f32) -> u8 {
    share.round().clamp(0.0, 255.0) as u8
}
