//! Pictures from outside: read once, found good, and written anew.
//!
//! What is kept is never the file that somebody sent. An SVG becomes one of plain paths, without
//! scripts, addresses and text; a PNG becomes eight bits of red, green and blue on white, no larger
//! than print needs. Reading takes bounded time and memory for any input.

mod check;
mod drawing;
mod gradient;
mod raster;
#[cfg(test)]
mod tests;

pub use drawing::{Drawing, Outline, Piece, Segment, drawing};
pub use raster::{Raster, raster};

use super::document::Image;

/// A file of more bytes is refused.
pub const MAX_BYTES: usize = 4_000_000;

/// Why a picture is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImageFault {
    /// The bytes begin neither like an SVG nor like a PNG.
    #[error("neither SVG nor PNG")]
    Unknown,
    /// More than [`MAX_BYTES`].
    #[error("more than {MAX_BYTES} bytes")]
    TooLarge,
    /// More pixels than can be read in bounded time.
    #[error("too many pixels")]
    TooManyPixels,
    /// More shapes than can be drawn in bounded time, or nested too deeply.
    #[error("too many shapes")]
    TooComplex,
    /// The file is cut off or does not follow its format.
    #[error("not readable")]
    Unreadable,
    /// Nothing would be seen.
    #[error("shows nothing")]
    Empty,
    /// An SVG with a script or with an attribute that calls one.
    #[error("contains a script")]
    Script,
    /// An SVG that refers to something outside itself.
    #[error("refers to something outside itself")]
    External,
    /// An SVG with something other than filled and stroked shapes, by the name of its element.
    #[error("contains <{0}>, which is no shape")]
    NoShape(&'static str),
}

/// Reads an SVG or PNG file and writes it anew in a form that is safe to draw and to show.
///
/// # Errors
/// [`ImageFault`], by what is wrong.
pub fn read(bytes: &[u8]) -> Result<Image, ImageFault> {
    if bytes.len() > MAX_BYTES {
        return Err(ImageFault::TooLarge);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return raster::rewritten(bytes).map(Image::Png);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| ImageFault::Unknown)?;
    if !text.contains("<svg") && !text.contains(":svg") {
        return Err(ImageFault::Unknown);
    }
    check::check(text)?;
    drawing::rewritten(text).map(Image::Svg)
}

impl Image {
    /// Width divided by height; one for a picture that [`read`] did not make.
    pub fn ratio(&self) -> f32 {
        let size = match self {
            Image::Svg(text) => drawing(text).ok().map(|drawn| drawn.size),
            Image::Png(bytes) => raster(bytes).map(|raster| raster.size()),
        };
        ratio(size.unwrap_or([1.0, 1.0]))
    }

    /// The media type of the file that is kept.
    pub fn media_type(&self) -> &'static str {
        match self {
            Image::Svg(_) => "image/svg+xml",
            Image::Png(_) => "image/png",
        }
    }

    /// The file that is kept.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Image::Svg(text) => text.as_bytes(),
            Image::Png(bytes) => bytes,
        }
    }
}

#[allow(clippy::float_arithmetic, reason = "a shape, not an amount")]
fn ratio([width, height]: [f32; 2]) -> f32 {
    let ratio = width / height;
    if ratio.is_finite() {
        ratio.clamp(0.01, 100.0)
    } else {
        1.0
    }
}
