//! Forms: one list of fields says how a form is shown and how what was written becomes a command of the interface.
//!
//! A field is named like its place in the command (`frame.0.amount` is `/frame/0/amount`), so that a use case's fault
//! finds its field. What people write is read the Danish way: `1.552.000,00`, `2,75`, `02.01.2018`.

mod posted;
mod read;
mod rows;
mod view;
mod with_files;
mod written;

pub use posted::{Form, is_right_key, own_path, text_pairs};
pub use view::FormView;
pub use with_files::{FormWithFiles, SentFile};

/// What is written in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Text,
    /// A long text in the small Markdown, with so many lines shown.
    Long(u8),
    /// An e-mail address.
    Email,
    /// A password: never shown again.
    Password,
    /// A password that is being chosen.
    NewPassword,
    /// A whole number.
    Integer,
    /// A number with decimals; in the command a decimal string.
    Decimal,
    /// An amount in kroner; in the command a decimal string.
    Amount,
    /// Per cent; in the command a fraction of one as a decimal string: `2,75` is `0.0275`.
    Percent,
    /// A date.
    Date,
    /// Yes or no.
    Flag,
    /// One of the options, whose value is a word.
    Choice,
    /// One of the options, whose value is a number: an id.
    Pick,
    /// Any of the options, words.
    Choices,
    /// Any of the options, ids.
    Picks,
    /// A list of lines of fields.
    Rows(&'static [Field]),
    /// Not shown: a text that comes back as it was sent.
    Hidden,
}

/// A field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its place in the command, points between.
    pub name: &'static str,
    /// What is written in it.
    pub kind: Kind,
    /// Whether it may not stay empty.
    pub required: bool,
    /// Whether it is narrow, and stands beside others.
    pub narrow: bool,
    /// The heading of the group that begins with this field: a key of the texts.
    pub group: Option<&'static str>,
}

impl Field {
    /// A field that must be filled in.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Field {
            name,
            kind,
            required: true,
            narrow: false,
            group: None,
        }
    }

    /// A field that may stay empty.
    pub const fn optional(name: &'static str, kind: Kind) -> Self {
        Field {
            required: false,
            ..Field::new(name, kind)
        }
    }

    /// The same field, beside others.
    #[must_use]
    pub const fn narrow(self) -> Self {
        Field {
            narrow: true,
            ..self
        }
    }

    /// The same field, the first of a group with this heading.
    #[must_use]
    pub const fn group(self, key: &'static str) -> Self {
        Field {
            group: Some(key),
            ..self
        }
    }
}

/// A form: its name begins the keys of its texts (`project-name`, `project-name-help`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    /// The name.
    pub name: &'static str,
    /// The fields in their order.
    pub fields: &'static [Field],
}
