//! Pictures and the sender's letterhead.

/// A picture in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What is shown.
    pub picture: Picture,
    /// What somebody who cannot see it must know; never empty.
    pub alternative: String,
    /// Stands below it; may be empty.
    pub caption: String,
    /// Width on paper in millimetres; never wider than the text.
    pub width: u16,
}

/// What a figure shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Picture {
    /// A drawing or photograph.
    Image(Image),
    /// A QR code of this text, drawn as vectors.
    Qr(String),
}

/// A picture file that was read and found good; made by reading such a file only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Image {
    /// An SVG drawing: shapes only, no scripts, no addresses, no text.
    Svg(String),
    /// A PNG picture.
    Png(Vec<u8>),
}

/// The sender's mark on a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letterhead {
    /// The logo with its alternative text.
    pub logo: Option<(Image, String)>,
    /// Headings and rules as red, green and blue; the house colour without one. What is too light
    /// to be read on white is darkened.
    pub colour: Option<[u8; 3]>,
    /// Address lines at the head of the first page.
    pub address: Vec<String>,
}
