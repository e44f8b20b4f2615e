//! The headings of a document with their numbers, in reading order.
//!
//! A level that was skipped (a 3 below a 1) is closed up here, because a reader who jumps from
//! heading to heading takes a missing level for missing text (PDF/UA-1, 7.4.2).

use super::document::{Block, Document, Heading, Numbering};

/// One heading as it stands in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which block of the document it is.
    pub block: usize,
    /// 1 to 6, without gaps.
    pub level: u8,
    /// `3.2`, `Bilag B`, `B.1`; empty for a heading without a number.
    pub number: String,
    /// The title without its number.
    pub title: String,
    /// The name by which references find it; may be empty.
    pub id: String,
    /// How it is numbered.
    pub numbering: Numbering,
}

impl Entry {
    /// Number and title on one line.
    pub fn full_title(&self) -> String {
        if self.number.is_empty() {
            self.title.clone()
        } else {
            format!("{} {}", self.number, self.title)
        }
    }

    /// What a reference to the section reads: `afsnit 3.2`, `bilag B` or the title in quotes.
    pub fn reference(&self) -> String {
        match (self.numbering, self.number.as_str()) {
            (_, "") => format!("»{}«", self.title),
            (Numbering::Appendix, number) => number.replacen("Bilag ", "bilag\u{a0}", 1),
            (_, number) => format!("afsnit\u{a0}{number}"),
        }
    }
}

/// All headings of the document, numbered.
pub fn outline(document: &Document) -> Vec<Entry> {
    let mut counters = Counters::default();
    let headings = document.blocks.iter().enumerate();
    headings
        .filter_map(|(block, content)| match content {
            Block::Heading(heading) => Some(counters.entry(block, heading)),
            _ => None,
        })
        .collect()
}

#[derive(Default)]
struct Counters {
    last_level: u8,
    in_appendix: bool,
    appendices: usize,
    chapters: usize,
    below: [usize; 5],
}

impl Counters {
    fn entry(&mut self, block: usize, heading: &Heading) -> Entry {
        let appendix = heading.numbering == Numbering::Appendix;
        let wanted = if appendix {
            1
        } else {
            heading.level.clamp(1, 6)
        };
        let level = wanted.min(self.last_level + 1);
        self.last_level = level;
        let number = match heading.numbering {
            Numbering::None => String::new(),
            Numbering::Appendix => {
                self.below = [0; 5];
                self.in_appendix = true;
                self.appendices += 1;
                format!("Bilag {}", letters(self.appendices))
            }
            Numbering::Automatic => self.count(level),
        };
        let numbering = heading.numbering;
        let (title, id) = (heading.text.clone(), heading.id.clone());
        Entry {
            block,
            level,
            number,
            title,
            id,
            numbering,
        }
    }

    fn count(&mut self, level: u8) -> String {
        let depth = usize::from(level.saturating_sub(1));
        if depth == 0 {
            self.chapters += 1;
            self.in_appendix = false;
            self.below = [0; 5];
            return self.chapters.to_string();
        }
        for (place, counter) in self.below.iter_mut().enumerate() {
            if place + 1 == depth {
                *counter += 1;
            } else if place + 1 > depth {
                *counter = 0;
            }
        }
        let top = if self.in_appendix {
            letters(self.appendices)
        } else {
            self.chapters.to_string()
        };
        let below = self.below.iter().take(depth);
        below.fold(top, |number, counter| format!("{number}.{counter}"))
    }
}

/// 1 is A, 26 is Z, 27 is AA.
fn letters(mut number: usize) -> String {
    let mut letters = String::new();
    while number > 0 {
        let letter = u8::try_from((number - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        number = (number - 1) / 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn document() -> Document {
        Document::new(
            "T",
            "K",
            NaiveDate::from_ymd_opt(2026, 11, 23).expect("date"),
        )
    }

    fn numbers(document: &Document) -> Vec<String> {
        outline(document)
            .into_iter()
            .map(|entry| entry.full_title())
            .collect()
    }

    #[test]
    fn chapters_sections_and_appendices_are_numbered() {
        let mut document = document();
        document
            .unnumbered(1, "", "Forord")
            .heading(1, "", "Et")
            .heading(2, "", "To");
        document
            .heading(2, "", "Tre")
            .heading(1, "", "Fire")
            .heading(2, "", "Fem");
        document
            .appendix("", "Seks")
            .heading(2, "", "Syv")
            .appendix("", "Otte");
        let expected = [
            "Forord",
            "1 Et",
            "1.1 To",
            "1.2 Tre",
            "2 Fire",
            "2.1 Fem",
            "Bilag A Seks",
            "A.1 Syv",
            "Bilag B Otte",
        ];
        assert_eq!(numbers(&document), expected);
    }

    #[test]
    fn a_skipped_level_is_closed_up() {
        let mut document = document();
        document
            .heading(3, "", "Et")
            .heading(6, "", "To")
            .heading(0, "", "Tre");
        let levels: Vec<u8> = outline(&document).iter().map(|entry| entry.level).collect();
        assert_eq!(levels, [1, 2, 1]);
    }

    #[test]
    fn references_read_as_danish_words() {
        let mut document = document();
        document
            .heading(1, "a", "Et")
            .appendix("b", "To")
            .unnumbered(1, "c", "Tre");
        let read: Vec<String> = outline(&document).iter().map(Entry::reference).collect();
        assert_eq!(read, ["afsnit\u{a0}1", "bilag\u{a0}A", "»Tre«"]);
    }

    #[test]
    fn the_twenty_seventh_appendix_is_aa() {
        assert_eq!(
            [letters(1), letters(26), letters(27), letters(703)],
            ["A", "Z", "AA", "AAA"]
        );
    }
}
