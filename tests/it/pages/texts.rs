//! The texts of the pages stand in both languages, and no page shows a key.

use anskaf::app;
use std::collections::BTreeSet;

/// The keys of a Fluent file.
fn keys(file: &str) -> BTreeSet<String> {
    file.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}

#[test]
fn every_text_stands_in_both_languages() {
    for source in app::text_sources() {
        let (danish, english) = (keys(source.danish), keys(source.english));
        let only: Vec<_> = danish.symmetric_difference(&english).collect();
        assert!(only.is_empty(), "in one language only: {only:?}");
        assert!(!danish.is_empty());
    }
}

#[test]
fn no_key_is_given_twice() {
    let mut seen = BTreeSet::new();
    for source in app::text_sources() {
        for line in source
            .danish
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            let key = line.split_once(" =").map_or(line, |(key, _)| key);
            assert!(seen.insert(key.to_owned()), "{key} is given twice");
        }
    }
}

#[test]
fn the_files_are_read_whole() {
    for source in app::text_sources() {
        for file in [source.danish, source.english] {
            let read = fluent_bundle::FluentResource::try_new(file.to_owned());
            if let Err((_, faults)) = read {
                panic!("{faults:?}");
            }
        }
    }
}
