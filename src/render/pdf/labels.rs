//! Sheets of labels: where each stands, and a title, lines and a QR code on it.
//!
//! All sheets are A4 and their labels stand in the middle of it: the margins follow from the number
//! of labels, their size and the gap between columns; rows touch each other. For 63.5 × 38.1 mm
//! (sold as L7160) that gives the 15.15 mm above and 7.2 mm at the left that the trade states
//! (<https://printreadykit.pages.dev/label-templates/address-labels>).
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

use super::PdfError;
use super::flow::{Flow, count_of};
use super::furniture::shortened;
use super::page::{Area, Furniture};
use super::style::{BODY, GREY, INK, Sheet, TITLE, Type};
use super::tags::ElementId;
use super::words::clean;
use crate::render::document::{Label, LabelFormat, LabelSheet};

/// A sheet as it is cut, measures in millimetres.
struct Cut {
    columns: usize,
    rows: usize,
    width: f32,
    height: f32,
    /// Between columns.
    gap: f32,
    /// Free of print at the edge of a label, for printers that pull the paper askew.
    pad: f32,
    /// Type sizes of the title and of the lines, in points.
    title: f32,
    line: f32,
}

/// The sheets: L7160, L7163 and L7651 are the names of Avery; 70 × 37 is 3474 of Avery and 4464 of
/// Herma; 48.5 × 25.4 is sold with 44 labels by several makers.
fn cut(format: LabelFormat) -> Cut {
    let (columns, rows, [width, height, gap, pad], [title, line]) = match format {
        LabelFormat::Mm70x37 => (3, 8, [70.0, 37.0, 0.0, 5.0], [14.0, 8.6]),
        LabelFormat::Mm63x38 => (3, 7, [63.5, 38.1, 2.5, 3.0], [14.0, 8.6]),
        LabelFormat::Mm48x25 => (4, 11, [48.5, 25.4, 0.0, 2.5], [10.5, 7.0]),
        LabelFormat::Mm38x21 => (5, 13, [38.1, 21.2, 2.5, 1.8], [8.5, 5.6]),
        LabelFormat::Mm99x38 => (2, 7, [99.1, 38.1, 2.5, 3.5], [17.0, 9.6]),
    };
    Cut {
        columns,
        rows,
        width,
        height,
        gap,
        pad,
        title,
        line,
    }
}

fn points(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// The whole of an upright A4, since labels have no margins.
const SHEET: Sheet = Sheet {
    left: 0.0,
    right: Sheet::PORTRAIT.width,
    top: Sheet::PORTRAIT.height,
    bottom: 0.0,
    ..Sheet::PORTRAIT
};

impl Cut {
    /// The area of a label by its place on the sheet.
    fn area(&self, place: usize) -> Area {
        let (column, row) = (place % self.columns, place / self.columns);
        let across = self.width + self.gap;
        let whole = across * count_of(self.columns) - self.gap;
        let left = (210.0 - whole) / 2.0 + across * count_of(column);
        let above = (297.0 - self.height * count_of(self.rows)) / 2.0;
        let below = 297.0 - above - self.height * count_of(row + 1);
        Area {
            x: points(left),
            y: points(below),
            width: points(self.width),
            height: points(self.height),
        }
    }
}

impl Flow<'_> {
    /// Sets sheets of labels on pages of their own, without header, footer and watermark.
    ///
    /// # Errors
    /// As [`Flow::new_page`].
    pub fn labels(&mut self, sheet: &LabelSheet) -> Result<(), PdfError> {
        if sheet.labels.is_empty() {
            return Ok(());
        }
        let cut = cut(sheet.format);
        let count = cut.columns * cut.rows;
        let around = self.furniture;
        self.furniture = Furniture::None;
        if self.sheet == SHEET {
            self.new_page()?;
        }
        self.turn(SHEET)?;
        let parent = self.parent();
        let mut place = sheet.used % count;
        for label in &sheet.labels {
            if place == count {
                self.new_page()?;
                place = 0;
            }
            self.label(parent, &cut, cut.area(place), label);
            place += 1;
        }
        self.furniture = around;
        self.y = self.sheet.bottom;
        Ok(())
    }

    fn label(&mut self, parent: ElementId, cut: &Cut, area: Area, label: &Label) {
        let pad = points(cut.pad);
        let around = self.tree.add(parent, "Div");
        let (mut x, mut width) = (area.x + pad, area.width - 2.0 * pad);
        // The white around a code may reach into the white at the edge of the label.
        let side = (area.height - pad).min(area.width * 0.45);
        let place = Area {
            x: area.x + pad / 2.0,
            y: area.y + (area.height - side) / 2.0,
            width: side,
            height: side,
        };
        let code = match label.code.as_str() {
            "" => None,
            text => self.code(text, place),
        };
        if let Some(code) = code {
            let alternative = format!("QR-kode: {}", label.code);
            self.begin_figure(around, &alternative, place);
            self.mark(code);
            self.close();
            width = x + width - place.x - side;
            x = place.x + side;
        }
        self.label_text(around, cut, label, [x, area.y, width, area.height]);
    }

    /// The title and the lines, in the middle of the height of the label.
    fn label_text(&mut self, around: ElementId, cut: &Cut, label: &Label, room: [f32; 4]) {
        let [x, bottom, width, height] = room;
        let one_line = |text: &String| clean(text).replace('\n', " ");
        let filled = |text: &String| !text.trim().is_empty();
        let lines: Vec<String> = label.lines.iter().map(one_line).filter(filled).collect();
        let (tall, leading) = (cut.title * 1.15, cut.line * 1.3);
        let free = height - 2.0 * points(cut.pad).min(height * 0.12) - tall;
        let fit = super::flow::whole(free / leading).min(lines.len());
        let kept = lines.get(..fit).unwrap_or(&[]);
        let own = tall + leading * count_of(fit);
        let mut y = bottom + (height + own) / 2.0 - cut.title * 0.85;
        let title = TITLE.sized(cut.title).coloured(INK);
        let whole = self.text_width(title, &label.title);
        let smaller = (width / whole).clamp(0.6, 1.0);
        let title = title.sized(cut.title * smaller);
        self.label_line(around, title, &one_line(&label.title), [x, y], width);
        let line = BODY.sized(cut.line).coloured(GREY);
        let widths = kept.iter().map(|text| self.text_width(line, text));
        let widest = widths.fold(width, f32::max);
        let line = line.sized(cut.line * (width / widest).clamp(0.85, 1.0));
        y -= tall - cut.title * 0.85 + cut.line * 0.95;
        for text in kept {
            self.label_line(around, line, text, [x, y], width);
            y -= leading;
        }
    }

    /// One line, shortened to its room.
    fn label_line(&mut self, around: ElementId, kind: Type, text: &str, at: [f32; 2], room: f32) {
        if text.trim().is_empty() {
            return;
        }
        let shown = match self.text_width(kind, text) > room + 0.01 {
            true => shortened(self.fonts, kind, text, room),
            false => text.into(),
        };
        let element = self.tree.add(around, "P");
        let [x, y] = at;
        self.open(element);
        self.write(kind, &shown, false, x, y);
        self.close();
    }

    fn text_width(&mut self, kind: Type, text: &str) -> f32 {
        super::words::words(text)
            .map(|word| self.fonts.width(kind, word))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [LabelFormat; 5] = [
        LabelFormat::Mm70x37,
        LabelFormat::Mm63x38,
        LabelFormat::Mm48x25,
        LabelFormat::Mm38x21,
        LabelFormat::Mm99x38,
    ];

    #[test]
    fn labels_stand_on_the_paper_and_do_not_overlap() {
        for format in ALL {
            let cut = cut(format);
            let areas: Vec<Area> = (0..cut.columns * cut.rows)
                .map(|place| cut.area(place))
                .collect();
            for (number, area) in areas.iter().enumerate() {
                assert!(
                    area.x >= -0.01 && area.x + area.width <= 595.29,
                    "{format:?} {area:?}"
                );
                assert!(
                    area.y >= 0.0 && area.y + area.height <= 841.9,
                    "{format:?} {area:?}"
                );
                for other in areas.iter().skip(number + 1) {
                    let beside = area.x + area.width <= other.x + 0.01
                        || other.x + other.width <= area.x + 0.01;
                    let below = other.y + other.height <= area.y + 0.01;
                    assert!(beside || below, "{format:?} {area:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn the_sheet_of_21_has_the_margins_that_the_trade_states() {
        let first = cut(LabelFormat::Mm63x38).area(0);
        assert!((first.x - points(7.25)).abs() < 0.1, "{first:?}");
        let above = Sheet::PORTRAIT.height - first.y - first.height;
        assert!((above - points(15.15)).abs() < 0.1, "{above}");
    }
}
