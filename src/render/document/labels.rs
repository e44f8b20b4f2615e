//! Sheets of labels: which sheet is in the printer, and what stands on each label.

/// Labels on sheets of A4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelSheet {
    /// The sheet that is in the printer.
    pub format: LabelFormat,
    /// How many labels of the first sheet are used up already.
    pub used: usize,
    /// The labels, row by row from the left.
    pub labels: Vec<Label>,
}

/// One label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label {
    /// The line that is read from afar, such as the asset tag.
    pub title: String,
    /// Smaller lines below, shortened to the room there is.
    pub lines: Vec<String>,
    /// What the QR code says; no code when empty.
    pub code: String,
}

/// A sheet of labels as it is sold, named by the size of a label in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LabelFormat {
    /// 70 × 37 mm, 3 × 8 on a sheet.
    Mm70x37,
    /// 63.5 × 38.1 mm, 3 × 7 on a sheet.
    Mm63x38,
    /// 48.5 × 25.4 mm, 4 × 11 on a sheet.
    Mm48x25,
    /// 38.1 × 21.2 mm, 5 × 13 on a sheet.
    Mm38x21,
    /// 99.1 × 38.1 mm, 2 × 7 on a sheet.
    Mm99x38,
}
