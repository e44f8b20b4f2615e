//! Running text: pieces in one style each, with links, references and footnotes.

/// Running text: pieces that follow each other without a break.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub Vec<Inline>);

/// A piece of text in one style; a line feed in it begins a new line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inline {
    /// The characters; empty in a reference, which then reads `afsnit 3.2` or `bilag B`
    /// with the page on paper.
    pub text: String,
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// Set as code: every character as it is, in letters of one width.
    pub code: bool,
    /// The language of the piece as a BCP 47 tag, where it is not that of the document.
    pub language: Option<String>,
    /// Where a click on the piece leads.
    pub target: Option<Target>,
    /// The markup that a user's text asks for here and does not get; the text is as it was typed.
    pub unread: Option<Unread>,
    /// A footnote whose mark stands behind the piece; its number is never written by authors.
    pub footnote: Option<Box<Text>>,
}

/// Markup that users' texts cannot have, or not there; it is shown as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unread {
    /// A heading, which would stand among those of the document.
    Heading,
    /// HTML.
    Html,
    /// A picture.
    Picture,
    /// A quotation.
    Quotation,
    /// A block of code.
    Code,
    /// A rule across the page.
    Rule,
    /// A link that leads neither to the web nor to mail, or has a title.
    Link,
    /// An address that is given elsewhere in the text.
    Reference,
    /// A table in a cell or a list, or one with a row longer than its header.
    Table,
    /// A list deeper within lists than [`super::LIST_DEPTH`]: its items stand in the deepest one.
    DeepList,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address on the web, or `mailto:`.
    Address(String),
    /// The section whose heading has this id.
    Section(String),
}

/// A piece of ordinary text.
pub fn plain(text: impl Into<String>) -> Inline {
    Inline {
        text: text.into(),
        ..Inline::default()
    }
}

/// A piece of bold text.
pub fn strong(text: impl Into<String>) -> Inline {
    Inline {
        strong: true,
        ..plain(text)
    }
}

/// A piece of italic text.
pub fn emphasis(text: impl Into<String>) -> Inline {
    Inline {
        emphasis: true,
        ..plain(text)
    }
}

/// A piece of code: every character as it is, in letters of one width.
pub fn code(text: impl Into<String>) -> Inline {
    Inline {
        code: true,
        ..plain(text)
    }
}

/// A piece in another language, `en` for instance.
pub fn foreign(language: impl Into<String>, text: impl Into<String>) -> Inline {
    Inline {
        language: Some(language.into()),
        ..plain(text)
    }
}

/// The mark of a footnote, to be put directly behind the word that it explains.
pub fn footnote(text: impl Into<Text>) -> Inline {
    Inline {
        footnote: Some(Box::new(text.into())),
        ..Inline::default()
    }
}

/// A link to an address on the web.
pub fn link(text: impl Into<String>, address: impl Into<String>) -> Inline {
    Inline {
        target: Some(Target::Address(address.into())),
        ..plain(text)
    }
}

/// A reference to the section `id`, which reads `afsnit 3.2` or `bilag B` and is a link.
pub fn reference(id: impl Into<String>) -> Inline {
    Inline {
        target: Some(Target::Section(id.into())),
        ..Inline::default()
    }
}

impl Text {
    /// The characters without style; references without text of their own are left out.
    pub fn plain(&self) -> String {
        self.0.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Whether nothing would be shown.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|piece| {
            piece.text.is_empty() && piece.target.is_none() && piece.footnote.is_none()
        })
    }
}

impl From<Inline> for Text {
    fn from(piece: Inline) -> Self {
        Text(vec![piece])
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        plain(text).into()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        plain(text).into()
    }
}

impl From<Vec<Inline>> for Text {
    fn from(pieces: Vec<Inline>) -> Self {
        Text(pieces)
    }
}

impl<const N: usize> From<[Inline; N]> for Text {
    fn from(pieces: [Inline; N]) -> Self {
        Text(pieces.into())
    }
}
