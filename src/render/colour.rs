//! Colours that can be read on white paper, whatever colour a municipality has.
#![allow(clippy::float_arithmetic, reason = "shares of light")]

/// Contrast that text must have with white. WCAG 1.4.3 asks for 4.5; headings and links stand on
/// the grey of table headers too, where this leaves 4.5.
const CONTRAST: f32 = 5.1;

/// The colour, or the lightest darker one of the same hue that can be read on white.
pub fn readable(colour: [u8; 3]) -> [u8; 3] {
    (0..=255u16)
        .rev()
        .map(|share| colour.map(|part| scaled(part, share)))
        .find(|darker| contrast(*darker) >= CONTRAST)
        .unwrap_or([0; 3])
}

fn scaled(part: u8, share: u16) -> u8 {
    u8::try_from(u16::from(part) * share / 255).unwrap_or(u8::MAX)
}

/// Contrast with white, 1 to 21 (WCAG 2, relative luminance).
pub fn contrast([red, green, blue]: [u8; 3]) -> f32 {
    let linear = |part: u8| {
        let part = f32::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    1.05 / (0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) + 0.05)
}

/// The colour that `#rrggbb` names; `None` for anything else.
pub fn named(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_light_colour_is_darkened_until_it_can_be_read_and_a_dark_one_is_left_alone() {
        assert_eq!(readable([10, 61, 97]), [10, 61, 97]);
        for light in [
            [255, 255, 255],
            [255, 221, 0],
            [0, 255, 255],
            [240, 120, 20],
        ] {
            assert!(contrast(readable(light)) >= 4.5, "{light:?}");
        }
        let [red, green, blue] = readable([255, 221, 0]);
        assert!(red > green && green > blue && blue == 0);
    }

    #[test]
    fn a_colour_is_named_by_six_digits() {
        assert_eq!(named("#0a3D61"), Some([10, 61, 97]));
        for wrong in ["0a3d61", "#0a3d6", "#0a3d6g", "#+a3d61", "rød", "#0a3d61 "] {
            assert_eq!(named(wrong), None, "{wrong}");
        }
    }
}
