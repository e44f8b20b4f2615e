//! What holds for the pages of every document, whatever stands in it.
//!
//! Written for documents made of words that occur once each, such as [`Words`] hands out: then the
//! text of the file can be compared with what was asked for, in reading order.

use super::assert_within_margins;
use super::reader::Reader;
use anskaf::render::Document;
use anskaf::render::pdf::{TextBox, draw};

/// Hands out words that occur once: `a12q`, long ones hyphenated or cut when set.
#[derive(Debug, Default)]
pub struct Words {
    /// All words so far, in the order in which a reader shall meet them.
    pub made: Vec<String>,
}

/// What makes words longer.
const TAIL: &str = "databehandleraftaleudbudsbetingelser";

impl Words {
    /// One more word; `length` letters come before its number, and one that says what it is.
    pub fn word(&mut self, sort: char, length: usize) -> String {
        let tail = TAIL.get(..length % TAIL.len()).unwrap_or("");
        let word = format!("{sort}{tail}{}q", self.made.len());
        self.made.push(word.clone());
        word
    }

    /// Several words with spaces between.
    pub fn text(&mut self, sort: char, lengths: &[usize]) -> String {
        let words: Vec<String> = lengths
            .iter()
            .map(|length| self.word(sort, *length))
            .collect();
        words.join(" ")
    }
}

/// Draws a document and checks everything that must hold for all: margins, nothing over anything,
/// no heading alone at the foot of a page, every word once and in order.
pub fn assert_sound(document: &Document, words: &[String]) -> Reader {
    let boxes = assert_within_margins(document);
    assert_nothing_overlaps(&boxes);
    assert_no_heading_is_left_alone(&boxes);
    let reader = Reader::new(&draw(document).expect("a file").bytes);
    assert_said(&reader, words);
    reader
}

/// No two pieces of the content stand over each other.
pub fn assert_nothing_overlaps(boxes: &[TextBox]) {
    let mut lines: Vec<&TextBox> = boxes.iter().filter(|piece| piece.content).collect();
    lines.sort_by(|a, b| a.page.cmp(&b.page).then(b.baseline.total_cmp(&a.baseline)));
    for (place, upper) in lines.iter().enumerate() {
        let below = lines.iter().skip(place + 1);
        let near = below.take_while(|lower| {
            lower.page == upper.page && upper.baseline - lower.baseline < lower.size * 0.8
        });
        for lower in near {
            let apart = lower.left >= upper.right - 0.8 || upper.left >= lower.right - 0.8;
            assert!(apart, "{upper:?} and {lower:?}");
        }
    }
}

/// Words of headings begin with `h`, those of footnotes with `n`: on no page a heading is the last
/// thing above the footnotes.
pub fn assert_no_heading_is_left_alone(boxes: &[TextBox]) {
    let is = |piece: &&TextBox, sort: char| piece.text.starts_with(sort);
    let body: Vec<&TextBox> = boxes
        .iter()
        .filter(|piece| piece.content && piece.size > 9.01 && !is(piece, 'n'))
        .collect();
    for pair in body.windows(2) {
        if let [last, next] = pair {
            let alone = next.page > last.page && is(last, 'h') && !is(next, 'h');
            assert!(!alone, "{last:?} and {next:?}");
        }
    }
}

/// Every word is in the text once, and in this order.
pub fn assert_said(reader: &Reader, words: &[String]) {
    let said: String = reader.said().split_whitespace().collect();
    let mut from = 0;
    for word in words {
        let found = said.get(from..).and_then(|rest| rest.find(word.as_str()));
        let found = found.unwrap_or_else(|| panic!("{word} is not behind the word before it"));
        from += found + word.len();
        assert_eq!(said.matches(word.as_str()).count(), 1, "{word}");
    }
}
