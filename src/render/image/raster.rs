//! PNG pictures: read row by row, made smaller on the way, laid on white and written anew.
//!
//! Colours are taken as sRGB, whatever profile the file names. The rows of the file that is kept
//! are exactly what a PDF expects (filters included), so that drawing it costs nothing.

use super::ImageFault;
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Limits, Transformations};
use std::io::Cursor;

/// More pixels than this are refused.
const PIXELS: u64 = 50_000_000;
/// Most pixels of a file that cannot be read row by row.
const INTERLACED: u64 = 4_000_000;
/// The longer side of what is kept: 2,000 pixels are 300 to an inch over the whole text width.
const SIDE: u32 = 2_000;
/// Memory for reading, in bytes.
const MEMORY: usize = 16_000_000;

/// A picture as rows of filtered red, green and blue, deflated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raster {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Where the deflated rows stand in the file: from, and how many bytes.
    pub rows: (usize, usize),
}

impl Raster {
    /// Width and height.
    pub fn size(&self) -> [f32; 2] {
        let side = |side: u32| f32::from(u16::try_from(side).unwrap_or(u16::MAX));
        [side(self.width), side(self.height)]
    }
}

/// The same picture on white, eight bits a colour, no larger than print needs.
///
/// # Errors
/// [`ImageFault::TooManyPixels`] or [`ImageFault::Unreadable`].
pub fn rewritten(bytes: &[u8]) -> Result<Vec<u8>, ImageFault> {
    let unreadable = |_| ImageFault::Unreadable;
    let limits = Limits { bytes: MEMORY };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let info = decoder.read_header_info().map_err(unreadable)?;
    let (width, height, interlaced) = (info.width, info.height, info.interlaced);
    let pixels = u64::from(width) * u64::from(height);
    if pixels > if interlaced { INTERLACED } else { PIXELS } {
        return Err(ImageFault::TooManyPixels);
    }
    let mut reader = decoder.read_info().map_err(|fault| match fault {
        png::DecodingError::LimitsExceeded => ImageFault::TooManyPixels,
        _ => ImageFault::Unreadable,
    })?;
    let mut shrinking = Shrinking::new(width, height, reader.output_color_type().0)?;
    if interlaced {
        let size = reader
            .output_buffer_size()
            .ok_or(ImageFault::TooManyPixels)?;
        let mut whole = vec![0; size];
        reader.next_frame(&mut whole).map_err(unreadable)?;
        let line = reader
            .output_line_size(width)
            .ok_or(ImageFault::TooManyPixels)?;
        whole.chunks(line.max(1)).for_each(|row| shrinking.add(row));
    } else {
        while let Some(row) = reader.next_row().map_err(unreadable)? {
            shrinking.add(row.data());
        }
    }
    shrinking.written()
}

/// A picture that is made smaller by a whole factor while its rows come in.
struct Shrinking {
    factor: usize,
    /// Values a pixel has in the rows that come in.
    samples: usize,
    size: [u32; 2],
    /// Sums of the pixels that become one, and how many they are.
    sums: Vec<[u32; 4]>,
    waiting: usize,
    out: Vec<u8>,
}

impl Shrinking {
    fn new(width: u32, height: u32, colours: ColorType) -> Result<Self, ImageFault> {
        let samples = match colours {
            ColorType::Grayscale => 1,
            ColorType::GrayscaleAlpha => 2,
            ColorType::Rgb => 3,
            ColorType::Rgba => 4,
            ColorType::Indexed => return Err(ImageFault::Unreadable),
        };
        let factor = width.max(height).div_ceil(SIDE).max(1);
        let size = [width.div_ceil(factor), height.div_ceil(factor)];
        let across = usize::try_from(size[0]).map_err(|_| ImageFault::TooManyPixels)?;
        Ok(Shrinking {
            factor: usize::try_from(factor).unwrap_or(1),
            samples,
            size,
            sums: vec![[0; 4]; across],
            waiting: 0,
            out: Vec::new(),
        })
    }

    fn add(&mut self, row: &[u8]) {
        let blocks = row.chunks(self.samples * self.factor);
        for (sum, block) in self.sums.iter_mut().zip(blocks) {
            for pixel in block.chunks_exact(self.samples) {
                let [red, green, blue] = on_white(pixel);
                let [reds, greens, blues, count] = sum;
                *reds += u32::from(red);
                *greens += u32::from(green);
                *blues += u32::from(blue);
                *count += 1;
            }
        }
        self.waiting += 1;
        if self.waiting == self.factor {
            self.flush();
        }
    }

    fn flush(&mut self) {
        for sum in &mut self.sums {
            let [reds, greens, blues, count] = *sum;
            let mean = |parts: u32| u8::try_from(parts / count.max(1)).unwrap_or(255);
            self.out.extend([mean(reds), mean(greens), mean(blues)]);
            *sum = [0; 4];
        }
        self.waiting = 0;
    }

    fn written(mut self) -> Result<Vec<u8>, ImageFault> {
        if self.waiting > 0 {
            self.flush();
        }
        let [width, height] = self.size;
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, width, height);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::Balanced);
        let mut writer = encoder.write_header().map_err(|_| ImageFault::Unreadable)?;
        let written = writer.write_image_data(&self.out);
        written.map_err(|_| ImageFault::Unreadable)?;
        writer.finish().map_err(|_| ImageFault::Unreadable)?;
        Ok(file)
    }
}

/// A pixel of one to four values: grey or colours, with or without how far it covers the ground.
fn on_white(pixel: &[u8]) -> [u8; 3] {
    let (colours, cover) = match pixel {
        [grey] => ([*grey; 3], 255),
        [grey, cover] => ([*grey; 3], *cover),
        [red, green, blue] => ([*red, *green, *blue], 255),
        [red, green, blue, cover] => ([*red, *green, *blue], *cover),
        _ => ([255; 3], 255),
    };
    let laid = |part: u8| {
        let light = (255 - u32::from(part)) * u32::from(cover) / 255;
        u8::try_from(255 - light).unwrap_or(255)
    };
    colours.map(laid)
}

/// What a PDF needs of a PNG that [`super::read`] has written; `None` for any other file.
pub fn raster(file: &[u8]) -> Option<Raster> {
    let number = |at: usize| {
        let bytes = file.get(at..at + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    };
    let plain = file.get(24..29)? == [8, 2, 0, 0, 0];
    let (width, height) = (number(16)?, number(20)?);
    if !plain {
        return None;
    }
    let mut at = 33;
    loop {
        let length = usize::try_from(number(at)?).ok()?;
        match file.get(at + 4..at + 8)? {
            b"IDAT" => {
                let more = file.get(at + length + 16..at + length + 20);
                let rows = (at + 8, length);
                file.get(at + 8..at + 8 + length)?;
                return (more != Some(b"IDAT")).then_some(Raster {
                    width,
                    height,
                    rows,
                });
            }
            _ => at = at.checked_add(length)?.checked_add(12)?,
        }
    }
}
