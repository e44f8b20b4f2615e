//! How the cells of a workbook look: one format for each kind of value and of row.

use super::super::table::RowKind;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use std::collections::BTreeMap;

/// The ground of header cells.
pub(super) const SHADE: Color = Color::RGB(0x00E7_ECF2);
/// The ground of the titles of groups.
const GROUP: Color = Color::RGB(0x00F3_F6F9);

/// How cells look, made once for all sheets.
pub(super) struct Formats {
    pub(super) title: Format,
    pub(super) note: Format,
    header: BTreeMap<Heading, Format>,
    cells: BTreeMap<(Look, RowKind), Format>,
}

/// The header cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Heading {
    /// Over words.
    Left,
    /// Over numbers.
    Right,
    /// Over a group of columns.
    Group,
}

/// What decides the look of a cell's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    Text,
    Integer,
    Year,
    Money,
    Date,
    Percent,
}

impl Look {
    const ALL: [Look; 6] = [
        Look::Text,
        Look::Integer,
        Look::Year,
        Look::Money,
        Look::Date,
        Look::Percent,
    ];

    pub(super) fn format(self) -> Format {
        let format = Format::new().set_align(FormatAlign::Top);
        match self {
            Look::Text => format.set_text_wrap(),
            Look::Integer => format.set_num_format("#,##0"),
            Look::Year => format.set_num_format("0"),
            Look::Money => format.set_num_format("#,##0.00"),
            Look::Date => format.set_num_format("dd-mm-yyyy"),
            Look::Percent => format.set_num_format("0.00 %"),
        }
    }
}

impl Formats {
    pub(super) fn new() -> Self {
        let header = |heading: Heading| {
            let format = Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Bottom)
                .set_background_color(SHADE)
                .set_border_bottom(FormatBorder::Thin);
            format.set_align(match heading {
                Heading::Left => FormatAlign::Left,
                Heading::Right => FormatAlign::Right,
                Heading::Group => FormatAlign::Center,
            })
        };
        let headings = [Heading::Left, Heading::Right, Heading::Group];
        let mut cells = BTreeMap::new();
        for look in Look::ALL {
            let plain = look.format();
            let bold = plain.clone().set_bold();
            let total = bold.clone().set_border_top(FormatBorder::Thin);
            cells.insert((look, RowKind::Body), plain);
            let group = bold.clone().set_background_color(GROUP);
            cells.insert((look, RowKind::Group), group);
            cells.insert((look, RowKind::Subtotal), bold);
            cells.insert((look, RowKind::Total), total);
        }
        Formats {
            title: Format::new().set_bold().set_font_size(14),
            header: headings.map(|heading| (heading, header(heading))).into(),
            note: Format::new().set_italic(),
            cells,
        }
    }

    pub(super) fn heading(&self, heading: Heading) -> &Format {
        self.header.get(&heading).unwrap_or(&self.note)
    }

    pub(super) fn cell(&self, look: Look, row: RowKind) -> &Format {
        self.cells.get(&(look, row)).unwrap_or(&self.note)
    }
}
