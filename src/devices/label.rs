//! Serial numbers and asset tags: how they are cleaned and under which key they are unique.

/// The most characters of a serial number or an asset tag.
const MAX_LENGTH: usize = 100;

/// The label without blanks around it, if it has 1 to 100 characters that can all be seen.
pub(super) fn clean(text: &str) -> Option<&str> {
    let text = text.trim();
    let fits = (1..=MAX_LENGTH).contains(&text.chars().count());
    (fits && text.chars().all(is_visible)).then_some(text)
}

/// Neither a control character nor one that only steers how others are shown.
fn is_visible(letter: char) -> bool {
    let steering = matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    );
    !letter.is_control() && !steering
}

/// The key under which a cleaned label is unique: lower case, for all letters and not only the English ones.
pub(super) fn key(label: &str) -> String {
    label.to_lowercase()
}

/// The key of a label that somebody looks for; `None` when no device can have it.
pub fn search_key(text: &str) -> Option<String> {
    clean(text).map(key)
}

/// The keys that begin with `text`: from the first, up to but without the second. `None` when none can.
pub fn search_prefix(text: &str) -> Option<(String, String)> {
    let first = search_key(text)?;
    // The largest character there is: keys are compared by code point on both databases.
    let end = format!("{first}{}", char::MAX);
    Some((first, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_trimmed_and_keyed_in_lower_case() {
        assert_eq!(clean("  5CG-7341 \u{a0}"), Some("5CG-7341"));
        assert_eq!(search_key(" ÆØÅ1 "), Some("æøå1".to_owned()));
    }

    #[test]
    fn labels_that_nobody_could_read_are_refused() {
        let long = "x".repeat(101);
        for text in [
            "",
            "  ",
            "a\u{0}b",
            "a\tb",
            "a\u{200b}b",
            "a\u{feff}",
            &long,
        ] {
            assert_eq!(clean(text), None, "{text:?}");
        }
        assert!(clean(&"Æ".repeat(100)).is_some());
    }

    #[test]
    fn a_prefix_covers_what_begins_with_it_and_nothing_else() {
        let (from, to) = search_prefix("Ab").unwrap();
        let covers = |key: &str| from.as_str() <= key && key < to.as_str();
        assert!(covers("ab") && covers("abz") && covers("ab\u{e6}"));
        assert!(!covers("aa") && !covers("ac") && !covers("a"));
    }
}
