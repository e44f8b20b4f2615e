//! Figures and charts in the running text, and pictures wherever they stand.
//!
//! A figure is one element with its alternative text; its caption is an element of its own beside
//! it, because a reader hears the alternative text instead of what is within.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::flow::{Flow, count_of};
use super::lines::lines;
use super::page::{Area, Mark, TextMark};
use super::setting::Setting;
use super::style::{AFTER_PARAGRAPH, BODY, GREY, LEADING, TITLE, Type};
use super::tags::ElementId;
use super::words::{Span, clean, words};
use super::{PdfError, Warning, vectors};
use crate::render::chart::{self, Anchor, Chart, Frame, Shape};
use crate::render::document::{Figure, Image, Picture};
use crate::render::image::{drawing, raster};
use crate::render::qr::Qr;
use std::rc::Rc;

const CAPTION: Type = BODY.sized(9.4).coloured(GREY);
const CAPTION_LEADING: f32 = 13.0;
/// Space between a picture and its caption.
const GAP: f32 = 5.0;
/// Height of a chart as share of its width.
const CHART_HEIGHT: f32 = 0.5;
/// Size of type within a chart.
const CHART_TEXT: f32 = 8.8;

/// A picture of pixels as the file carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Deflated rows, each filtered as in a PNG.
    pub rows: Rc<[u8]>,
}

impl Flow<'_> {
    /// Sets a figure with its caption, on one page.
    ///
    /// # Errors
    /// As [`Flow::new_page`].
    pub fn figure(&mut self, figure: &Figure) -> Result<(), PdfError> {
        let [width, height] = self.figure_size(figure);
        let whole = height + self.caption_height(&figure.caption) + AFTER_PARAGRAPH;
        self.need(whole)?;
        let (x, y) = (self.sheet.left, self.y - height);
        let area = Area {
            x,
            y,
            width,
            height,
        };
        let alternative = match figure.alternative.trim() {
            "" => figure.caption.as_str(),
            given => given,
        };
        let drawn = match &figure.picture {
            Picture::Image(image) => self.picture(image, area),
            Picture::Qr(text) => self.code(text, area),
        };
        let parent = self.parent();
        let Some(drawn) = drawn else {
            let element = self.tree.add(parent, "P");
            let shown = match &figure.picture {
                Picture::Image(_) => alternative,
                Picture::Qr(text) => text,
            };
            let (measure, after) = (self.full_width(LEADING), AFTER_PARAGRAPH);
            let spans = [Span::new(shown, BODY)];
            return self.paragraph(element, &spans, Setting { measure, after });
        };
        let around = self.tree.add(parent, "Div");
        self.begin_figure(around, alternative, area);
        self.mark(drawn);
        self.close();
        self.y -= height + GAP;
        self.caption(around, &figure.caption, CAPTION)
    }

    /// Sets a chart below its title, and its values below it where it says so.
    ///
    /// # Errors
    /// As [`Flow::new_page`], and [`PdfError::TableTooWide`].
    pub fn chart(&mut self, block: usize, chart: &Chart) -> Result<(), PdfError> {
        let frame = self.chart_frame();
        let whole = self.chart_need(chart);
        self.need(whole)?;
        self.y -= if self.at_top() { 0.0 } else { GAP };
        let parent = self.parent();
        let around = self.tree.add(parent, "Div");
        self.caption(around, &chart.title, TITLE.sized(10.0))?;
        let area = Area {
            x: self.sheet.left,
            y: self.y - frame.height,
            width: frame.width,
            height: frame.height,
        };
        self.begin_figure(around, &chart.alternative, area);
        let corner = [area.x, self.y];
        for shape in chart::shapes(chart, frame) {
            self.chart_shape(shape, corner);
        }
        self.close();
        self.y -= frame.height + AFTER_PARAGRAPH + GAP;
        if chart.with_table {
            let mut table = chart.table();
            table.title = format!("Tallene i figuren »{}«", chart.title);
            self.table(block, &table)?;
        }
        Ok(())
    }

    fn chart_frame(&self) -> Frame {
        let width = self.sheet.right - self.sheet.left;
        Frame {
            width,
            height: (width * CHART_HEIGHT).min((self.sheet.top - self.sheet.bottom) * 0.64),
            text: CHART_TEXT,
        }
    }

    fn chart_shape(&mut self, shape: Shape, [left, top]: [f32; 2]) {
        let mark = match shape {
            Shape::Rect {
                x,
                y,
                width,
                height,
                fill,
                ..
            } => {
                let area = Area {
                    x: left + x,
                    y: top - y - height,
                    width,
                    height,
                };
                Mark::Fill(area, super::style::shares(fill))
            }
            Shape::Lines { lines, stroke, .. } => {
                Mark::Vectors(vectors::lines(&lines, stroke, [left, top]))
            }
            Shape::Text(text) => {
                let face = if text.bold { TITLE } else { BODY };
                let kind = face.sized(text.size);
                let (x, y) = (left + text.x, top - text.y);
                self.turned(kind, &text.text, [x, y], text.anchor, text.rise)
            }
        };
        self.mark(mark);
    }

    /// A text that stands or rises at its anchor.
    fn turned(&mut self, kind: Type, text: &str, at: [f32; 2], anchor: Anchor, rise: f32) -> Mark {
        let text = clean(text).replace('\n', " ");
        let words: Vec<_> = words(&text)
            .map(|word| self.fonts.shape(kind.face, kind.tabular, word))
            .collect();
        let width = words.iter().map(|word| word.width).sum::<f32>() * kind.size / 1000.0;
        let back = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let (sin, cos) = rise.to_radians().sin_cos();
        let [x, y] = at;
        Mark::Text(TextMark {
            kind,
            x: x - back * cos,
            y: y - back * sin,
            angle: rise,
            words,
            soft_hyphen: false,
        })
    }

    /// Begins the content of a new figure; [`Flow::close`] ends it.
    pub fn begin_figure(&mut self, parent: ElementId, alternative: &str, area: Area) -> ElementId {
        let alternative = match alternative.trim() {
            "" => "Figur",
            given => given,
        };
        let element = self.tree.add_figure(parent, alternative, area);
        self.open(element);
        element
    }

    /// A picture over an area; `None` with a warning if it was not read by
    /// [`crate::render::image::read`].
    pub fn picture(&mut self, image: &Image, area: Area) -> Option<Mark> {
        let mark = match image {
            Image::Svg(text) => drawing(text)
                .ok()
                .map(|drawing| Mark::Vectors(vectors::drawing(&drawing, area))),
            Image::Png(bytes) => self.pixels(bytes).map(|number| Mark::Picture(number, area)),
        };
        if mark.is_none() {
            self.warnings.insert(Warning::UnreadablePicture);
        }
        mark
    }

    /// The QR code of a text over an area; `None` with a warning if the text is too long.
    pub fn code(&mut self, text: &str, area: Area) -> Option<Mark> {
        let code = Qr::new(text);
        if code.is_none() {
            let begin = text.chars().take(40).collect();
            self.warnings.insert(Warning::CodeTooLong(begin));
        }
        code.map(|code| Mark::Vectors(vectors::code(&code, area)))
    }

    /// The number of a picture among those that the file carries; one that is there already is
    /// carried once.
    fn pixels(&mut self, file: &[u8]) -> Option<usize> {
        let raster = raster(file)?;
        let (from, length) = raster.rows;
        let pixels = Pixels {
            width: raster.width,
            height: raster.height,
            rows: file.get(from..from.checked_add(length)?)?.into(),
        };
        let known = self.pixels.iter().position(|known| *known == pixels);
        Some(known.unwrap_or_else(|| {
            self.pixels.push(pixels);
            self.pixels.len() - 1
        }))
    }

    /// Width and height of a figure: as wide as it says, but never larger than a page.
    fn figure_size(&mut self, figure: &Figure) -> [f32; 2] {
        let ratio = match &figure.picture {
            Picture::Image(image) => image.ratio(),
            Picture::Qr(_) => 1.0,
        };
        let whole = self.sheet.right - self.sheet.left;
        let width = (f32::from(figure.width) * 72.0 / 25.4).clamp(1.0, whole);
        let room = self.sheet.top - self.sheet.bottom;
        let room = (room - self.caption_height(&figure.caption) - AFTER_PARAGRAPH).max(40.0);
        let height = (width / ratio).min(room);
        [height * ratio, height]
    }

    fn caption_height(&mut self, caption: &str) -> f32 {
        let spans = [Span::new(caption, CAPTION)];
        let width = self.sheet.right - self.sheet.left;
        let count = lines(self.fonts, &spans, width).len();
        GAP + CAPTION_LEADING * count_of(count.min(10))
    }

    fn caption(&mut self, parent: ElementId, text: &str, kind: Type) -> Result<(), PdfError> {
        if text.trim().is_empty() {
            self.y -= AFTER_PARAGRAPH;
            return Ok(());
        }
        let element = self.tree.add(parent, "Caption");
        let measure = self.full_width(CAPTION_LEADING);
        let after = if kind.face == TITLE.face {
            GAP
        } else {
            AFTER_PARAGRAPH
        };
        self.paragraph(
            element,
            &[Span::new(text, kind)],
            Setting { measure, after },
        )
    }

    /// The room that a figure needs with its caption.
    pub fn figure_need(&mut self, figure: &Figure) -> f32 {
        let [_, height] = self.figure_size(figure);
        height + self.caption_height(&figure.caption) + AFTER_PARAGRAPH
    }

    /// The room that a chart needs with its title.
    pub fn chart_need(&mut self, chart: &Chart) -> f32 {
        let caption = self.caption_height(&chart.title);
        self.chart_frame().height + caption + AFTER_PARAGRAPH + GAP
    }
}
