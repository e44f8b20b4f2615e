//! Figures, charts and labels.

use super::Writer;
use crate::render::chart::{self, Chart, Frame};
use crate::render::document::{Figure, Image, LabelSheet, Picture};
use crate::render::qr;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// CSS pixels in ten millimetres.
const PIXELS_PER_CENTIMETRE: usize = 38;

impl Writer<'_> {
    /// Writes a figure with its caption.
    pub fn figure(&mut self, figure: &Figure) {
        let alternative = match figure.alternative.trim() {
            "" => figure.caption.as_str(),
            given => given,
        };
        let width = usize::from(figure.width.clamp(10, 170)) * PIXELS_PER_CENTIMETRE / 10;
        self.out.open("figure", &[]);
        match &figure.picture {
            Picture::Image(image) => self.image(image, alternative, width),
            Picture::Qr(text) => match qr::svg(text, alternative) {
                Some(code) => self.out.made(&code),
                None => self.out.element("p", &[], text),
            },
        }
        if !figure.caption.is_empty() {
            self.out.element("figcaption", &[], &figure.caption);
        }
        self.out.close("figure");
    }

    /// Writes a picture as a file of its own within the page, where no script in it could ever run.
    pub fn image(&mut self, image: &Image, alternative: &str, width: usize) {
        let file = STANDARD.encode(image.bytes());
        let source = format!("data:{};base64,{file}", image.media_type());
        let attributes = [
            ("src", source.as_str()),
            ("alt", alternative),
            ("width", &width.to_string()),
        ];
        self.out.void("img", &attributes);
    }

    /// Writes a chart below its title, and its values below it where it says so.
    pub fn chart(&mut self, chart: &Chart) {
        self.charts += 1;
        let number = self.charts.to_string();
        let id = self.id("figur", &number);
        self.out.open("figure", &[("class", "chart-figure")]);
        let caption = format!("{id}-caption");
        if !chart.title.is_empty() {
            self.out
                .element("figcaption", &[("id", &caption)], &chart.title);
        }
        self.region("scroll", &chart.title, ("figur", &number), &caption);
        self.out.made(&chart::svg(chart, Frame::SCREEN, &id));
        self.out.close("div");
        self.out.close("figure");
        if chart.with_table {
            let mut table = chart.table();
            table.title = format!("Tallene i figuren »{}«", chart.title);
            self.table(&table);
        }
    }

    /// Writes labels as a list.
    pub fn labels(&mut self, sheet: &LabelSheet) {
        if sheet.labels.is_empty() {
            return;
        }
        self.out.open("ul", &[("class", "labels")]);
        for label in &sheet.labels {
            self.out.open("li", &[]);
            let code = match label.code.is_empty() {
                true => None,
                false => qr::svg(&label.code, &format!("QR-kode: {}", label.code)),
            };
            if let Some(code) = code {
                self.out.made(&code);
            }
            self.out.open("div", &[]);
            if !label.title.is_empty() {
                self.out.open("p", &[]);
                self.out.element("strong", &[], &label.title);
                self.out.close("p");
            }
            for line in &label.lines {
                self.given("quiet", line);
            }
            self.out.close("div");
            self.out.close("li");
        }
        self.out.close("ul");
    }
}
