//! Text made ready for setting: nothing invisible is left in it, and what belongs together stays so.
//!
//! An amount is not parted from its unit, a section sign not from its number, a day not from its
//! month: the space between becomes a no-break space, which is extracted as an ordinary one.

use crate::render::numbers::MONTHS;

/// Words that stay with the number behind them.
const BEFORE: [&str; 20] = [
    "§", "§§", "nr.", "kl.", "kr.", "stk.", "pkt.", "art.", "side", "afsnit", "bilag", "kapitel",
    "tabel", "figur", "version", "ca.", "pr.", "litra", "uge", "EUR",
];
/// Words that stay with the number before them.
const BEHIND: [&str; 43] = [
    "kr", "kr.", "øre", "%", "‰", "pct.", "mio.", "mia.", "t.kr.", "mio.kr.", "stk.", "md.",
    "mdr.", "dage", "år", "uger", "timer", "min.", "mm", "cm", "m", "km", "m²", "g", "kg", "W",
    "kWh", "V", "Wh", "Hz", "MHz", "GHz", "kB", "MB", "GB", "TB", "Mbit/s", "Gbit/s", "nits", "dB",
    "°C", "€", "EUR",
];

/// Text without what cannot be drawn: control characters become U+FFFD (shown as a box), tabs become
/// spaces, line ends of all kinds a line feed; numbers keep what belongs to them.
pub fn clean(text: &str) -> String {
    if text.chars().any(is_special) {
        bound(&visible(text))
    } else {
        bound(text)
    }
}

fn is_special(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{ad}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
        || is_direction(character)
}

/// Marks of the direction of writing: every line runs from left to right, so they say nothing.
fn is_direction(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn visible(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let characters = text.chars().filter_map(|character| match character {
        '\t' => Some(' '),
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{ad}' | '\u{feff}' => None,
        mark if is_direction(mark) => None,
        control if control.is_control() => Some('\u{fffd}'),
        other => Some(other),
    });
    characters.collect()
}

/// The text with no-break spaces beside numbers.
fn bound(text: &str) -> String {
    if !text.contains(|sign: char| sign.is_ascii_digit() || sign == '§') {
        return text.into();
    }
    let mut bound = String::with_capacity(text.len() + 8);
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        bound.push_str(word);
        if let Some(next) = words.peek() {
            bound.push_str(if belong(word, next) { "\u{a0}" } else { " " });
        }
    }
    bound
}

fn belong(word: &str, next: &str) -> bool {
    let word = word.trim_start_matches(['(', '»', '"']);
    let digit = |end: Option<char>| end.is_some_and(|end| end.is_ascii_digit());
    if digit(next.chars().next()) {
        let thousands = is_group(next) && digit(word.chars().next_back());
        return (thousands && word.len() <= 3) || BEFORE.contains(&word) || is_capitalised(word);
    }
    let bare = next.trim_end_matches([',', ';', ':', ')', '?', '!', '«', '"']);
    let bare = if BEHIND.contains(&bare) {
        bare
    } else {
        bare.trim_end_matches('.')
    };
    if digit(word.chars().next_back()) {
        return BEHIND.contains(&bare);
    }
    let day = word.strip_suffix('.').unwrap_or("");
    (day.len() <= 2 && digit(day.chars().next()) && MONTHS.contains(&bare))
        || (BEFORE.first() == Some(&word))
}

/// `Afsnit 3` at the begin of a sentence.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next().filter(|first| first.is_uppercase());
    first.is_some_and(|first| {
        let small: String = first.to_lowercase().chain(letters).collect();
        BEFORE.contains(&small.as_str())
    })
}

/// Three digits, as between the spaces of 1 552 000.
fn is_group(word: &str) -> bool {
    let digits = word.get(..3).unwrap_or("");
    let behind = word.get(3..).unwrap_or("");
    digits.len() == 3
        && digits.bytes().all(|digit| digit.is_ascii_digit())
        && !behind.starts_with(|next: char| next.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_visible_and_tabs_become_spaces() {
        assert_eq!(clean("a\tb\u{1}c\r\nd"), "a b\u{fffd}c\nd");
        assert_eq!(clean("a\u{202e}b\u{ad}c"), "abc");
    }

    #[test]
    fn numbers_keep_their_units_and_words_that_count_keep_their_numbers() {
        for (written, wanted) in [
            ("§ 49 og 25 %", "§~49 og 25~%"),
            ("(§ 135, stk. 2)", "(§~135, stk.~2)"),
            ("1.552.000,00 kr. ekskl.", "1.552.000,00~kr. ekskl."),
            ("i alt 1 552 000 kr., heraf", "i alt 1~552~000~kr., heraf"),
            (
                "den 15. januar 2027 kl. 12.00",
                "den 15.~januar 2027 kl.~12.00",
            ),
            ("Afsnit 3.1 på side 5.", "Afsnit~3.1 på side~5."),
            ("i 48 mdr. med 16 GB.", "i 48~mdr. med 16~GB."),
            ("5 skoler og 2027 100", "5 skoler og 2027 100"),
            (" to  rum ", " to  rum "),
        ] {
            assert_eq!(clean(written).replace('\u{a0}', "~"), wanted);
        }
    }
}
