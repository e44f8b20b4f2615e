//! What pages say, in Danish and English: Fluent messages that every slice keeps beside its pages.
//!
//! A key without a text is shown as `⟦key⟧`, so that nobody takes it for a text; a test walks all pages for it.

use crate::error::Language;
use crate::render::numbers;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::Arc;
use unic_langid::LanguageIdentifier;

/// The messages of one part of the service.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// In Danish, as a Fluent file.
    pub danish: &'static str,
    /// In English, as a Fluent file.
    pub english: &'static str,
}

/// All messages.
#[derive(Clone)]
pub struct Texts {
    danish: Arc<FluentBundle<FluentResource>>,
    english: Arc<FluentBundle<FluentResource>>,
}

impl Texts {
    /// Reads the messages of all parts; a part that cannot be read whole keeps what can.
    pub fn of(sources: &[Source]) -> Self {
        let danish = sources.iter().map(|source| source.danish);
        let english = sources.iter().map(|source| source.english);
        Texts {
            danish: Arc::new(bundle("da".parse().unwrap_or_default(), danish)),
            english: Arc::new(bundle("en".parse().unwrap_or_default(), english)),
        }
    }

    /// The message, or the key in brackets.
    pub fn get(&self, language: Language, key: &str, arguments: Option<&FluentArgs>) -> String {
        self.find(language, key, arguments)
            .unwrap_or_else(|| format!("⟦{key}⟧"))
    }

    /// The message, if there is one.
    pub fn find(
        &self,
        language: Language,
        key: &str,
        arguments: Option<&FluentArgs>,
    ) -> Option<String> {
        let bundle = match language {
            Language::Danish => &self.danish,
            Language::English => &self.english,
        };
        let pattern = bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, arguments, &mut faults);
        Some(text.into_owned())
    }
}

fn bundle<'a>(
    language: LanguageIdentifier,
    files: impl Iterator<Item = &'a str>,
) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks around inserted texts are for mixed directions, and would stand in titles and attributes.
    bundle.set_use_isolating(false);
    for file in files {
        let resource = match FluentResource::try_new(file.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// `count` for the choice of singular or plural, and `n` as it is written.
pub fn count(number: i64) -> FluentArgs<'static> {
    let mut arguments = FluentArgs::new();
    arguments.set("count", number);
    arguments.set("n", numbers::integer(number));
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: Source = Source {
        danish: "devices = { $count ->\n    [one] { $n } enhed\n   *[other] { $n } enheder\n}\nonly = Kun dansk",
        english: "devices = { $count ->\n    [one] { $n } device\n   *[other] { $n } devices\n}",
    };

    #[test]
    fn the_number_chooses_singular_or_plural_and_is_written_the_danish_way() {
        let texts = Texts::of(&[SOURCE]);
        let say = |number| texts.get(Language::Danish, "devices", Some(&count(number)));
        assert_eq!(say(1), "1 enhed");
        assert_eq!(say(0), "0 enheder");
        assert_eq!(say(12_345), "12.345 enheder");
    }

    #[test]
    fn a_key_without_a_text_is_shown_in_brackets() {
        let texts = Texts::of(&[SOURCE]);
        assert_eq!(texts.get(Language::English, "only", None), "⟦only⟧");
        assert_eq!(texts.get(Language::Danish, "only", None), "Kun dansk");
    }
}
