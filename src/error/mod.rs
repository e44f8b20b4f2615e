//! Every way in which the service says no: one error type, and the table of refusals in [`codes`].
//!
//! A refusal is for people: it names what was wrong, where and what to do, in Danish or English, and it
//! carries all faults at once. Everything else is [`Error::Internal`]: the cause goes to the log only.

pub mod codes;

pub use codes::Code;
use std::fmt;

/// What a use case answers when it does not do what it was asked.
#[derive(Debug)]
pub enum Error {
    /// The request was understood and is refused; at least one fault.
    Refused(Vec<Fault>),
    /// Something failed that the caller cannot mend.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The language in which a refusal is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Danish, the language of the service's users.
    #[default]
    Danish,
    /// English.
    English,
}

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    code: &'static Code,
    pointer: String,
    arguments: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault of the whole request.
    pub fn new(code: &'static Code) -> Self {
        Fault {
            code,
            pointer: String::new(),
            arguments: Vec::new(),
        }
    }

    /// Says where: a JSON pointer into the request (RFC 6901), such as `/devices/3/serial_number`.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = pointer.into();
        self
    }

    /// Fills `{name}` in the code's text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }

    /// The code, stable for ever.
    pub fn code(&self) -> &'static Code {
        self.code
    }

    /// The JSON pointer to the place in the request; empty for the whole.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    fn argument(&self, name: &str) -> Option<&str> {
        let found = self.arguments.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The fault as a sentence.
    pub fn detail(&self, language: Language) -> String {
        let mut text = self.code.text(language).to_owned();
        for (name, value) in &self.arguments {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

/// Collects the faults of a request, so that all are told in one answer.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Adds a fault.
    pub fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Adds `fault` when `condition` does not hold.
    pub fn require(&mut self, condition: bool, fault: impl FnOnce() -> Fault) {
        if !condition {
            self.0.push(fault());
        }
    }

    /// Adds all faults of another collection.
    pub fn append(&mut self, mut other: Faults) {
        self.0.append(&mut other.0);
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Ends the collection.
    ///
    /// # Errors
    /// [`Error::Refused`] with all faults, if there are any.
    pub fn into_result(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Refused(self.0))
        }
    }
}

impl Error {
    /// The HTTP status of the whole answer: the faults' common status, or 422.
    pub fn status(&self) -> u16 {
        match self.faults().split_first() {
            Some((first, rest))
                if rest
                    .iter()
                    .all(|other| other.code.status == first.code.status) =>
            {
                first.code.status
            }
            _ => self.code().status,
        }
    }

    /// The code of the whole answer: the faults' common code, or `several_faults`.
    pub fn code(&self) -> &'static Code {
        match self {
            Error::Internal(_) => &codes::INTERNAL,
            Error::Refused(faults) => match faults.split_first() {
                None => &codes::INTERNAL,
                Some((first, rest)) if rest.iter().all(|other| other.code == first.code) => {
                    first.code
                }
                Some(_) => &codes::SEVERAL_FAULTS,
            },
        }
    }

    /// The faults; none for an internal error.
    pub fn faults(&self) -> &[Fault] {
        match self {
            Error::Refused(faults) => faults,
            Error::Internal(_) => &[],
        }
    }

    /// In how many seconds it is worth asking again, where waiting is all that helps.
    pub fn retry_after(&self) -> Option<u64> {
        let minutes = |fault: &Fault| fault.argument("minutes")?.parse::<u64>().ok();
        match self.status() {
            503 => Some(2),
            429 => {
                let longest = self.faults().iter().filter_map(minutes).max();
                Some(longest.unwrap_or(1).saturating_mul(60))
            }
            _ => None,
        }
    }

    /// The whole answer as a sentence.
    pub fn detail(&self, language: Language) -> String {
        match self.faults() {
            [only] => only.detail(language),
            [first, ..] if self.code() == first.code => {
                let more = self.faults().len() - 1;
                match language {
                    Language::Danish => format!("{} (og {more} mere)", first.detail(language)),
                    Language::English => format!("{} (and {more} more)", first.detail(language)),
                }
            }
            _ => self.code().text(language).to_owned(),
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Error::Refused(vec![fault])
    }
}

impl From<&'static Code> for Error {
    fn from(code: &'static Code) -> Self {
        Fault::new(code).into()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Internal(cause) => write!(f, "internal error: {cause}"),
            Error::Refused(faults) => {
                for (index, fault) in faults.iter().enumerate() {
                    let separator = if index == 0 { "" } else { "; " };
                    let detail = fault.detail(Language::English);
                    write!(f, "{separator}{} [{}]", detail, fault.code.name)?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_advised_only_where_it_helps_and_as_long_as_it_takes() {
        let locked = Fault::new(&codes::SIGN_IN_LOCKED).with("minutes", 15);
        assert_eq!(Error::from(locked).retry_after(), Some(900));
        let often = Error::from(&codes::TOO_MANY_REQUESTS);
        assert_eq!(often.retry_after(), Some(60));
        assert_eq!(Error::from(&codes::SIGN_IN_REFUSED).retry_after(), None);
        assert_eq!(Error::Internal("x".into()).retry_after(), None);
    }
}
