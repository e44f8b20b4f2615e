//! The fuzzer's corpus on the stable compiler: every file as it is, and a bounded number of changed
//! copies, the same in each run.

use super::reader::Reader;
use super::sound::assert_nothing_overlaps;
use super::{assert_boxes_within_margins, read};
use anskaf::render::pdf::{PdfError, draw, text_boxes};
use std::path::Path;

#[path = "../../../fuzz/document_of.rs"]
mod document_of;

use document_of::document_of;

/// Changed copies that are laid out; every [`DRAWN`]th also becomes a file that is read back.
const COPIES: usize = if cfg!(debug_assertions) {
    1_000
} else {
    20_000
};
const DRAWN: usize = 20;
/// Longer inputs say nothing new.
const LONGEST: usize = 3_000;

/// What a change puts in: signs that mean something in Markdown or to the setting of lines.
const TOKENS: [&str; 30] = [
    "**",
    "*",
    "`",
    "```\n",
    "\n",
    "\n\n",
    "- ",
    "  - ",
    "1. ",
    "> ",
    "# ",
    "| a | b |\n|---|---|\n",
    "|",
    "[x](https://x.dk)",
    "[",
    "](",
    "<b>",
    "&amp;",
    "\\",
    "---\n",
    "\u{202e}",
    "\u{200b}",
    "\u{301}",
    "\u{a0}",
    "\u{ad}",
    "👩\u{200d}🏫",
    "שלום",
    " kr. 1.552.000,00 ",
    "§ 5",
    "\u{0}",
];

/// Chance that can be repeated (Knuth, MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }

    fn changed(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len() + 1);
            let to = (at + self.below(40)).min(bytes.len());
            match self.below(6) {
                0 if at < bytes.len() => bytes[at] = u8::try_from(self.below(256)).expect("a byte"),
                1 => drop(bytes.drain(at..to)),
                2 => {
                    let copy = bytes[at..to].repeat(1 + self.below(20));
                    bytes.splice(at..at, copy);
                }
                3 => {
                    let other = &corpus[self.below(corpus.len())];
                    let from = self.below(other.len() + 1);
                    bytes.splice(at..to, other[from..].iter().copied());
                }
                _ => {
                    let token = TOKENS[self.below(TOKENS.len())];
                    bytes.splice(at..at, token.repeat(1 + self.below(8)).into_bytes());
                }
            }
        }
        bytes.truncate(LONGEST);
        bytes
    }
}

fn corpus() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/document");
    let files = std::fs::read_dir(folder).expect("the corpus");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).expect("bytes"))
        .collect()
}

#[test]
fn every_file_of_the_fuzzers_corpus_becomes_a_document() {
    let corpus = corpus();
    assert!(corpus.len() >= 10, "{} files", corpus.len());
    for bytes in corpus {
        let document = document_of(&bytes);
        assert_boxes_within_margins(&text_boxes(&document).expect("a layout"));
        read(&document).said();
    }
}

#[test]
fn changed_copies_of_the_fuzzers_corpus_end_in_a_document_or_a_refusal() {
    let corpus = corpus();
    let mut chance = Chance(20_261_125);
    let mut refused = 0;
    for number in 0..COPIES {
        let bytes = chance.changed(&corpus);
        let document = document_of(&bytes);
        match text_boxes(&document) {
            Ok(boxes) => {
                assert_boxes_within_margins(&boxes);
                assert_nothing_overlaps(&boxes);
            }
            Err(PdfError::TableTooWide(_) | PdfError::TooManyPages(_)) => refused += 1,
            Err(error) => panic!("{error} for {bytes:?}"),
        }
        if number % DRAWN == 0
            && let Ok(pdf) = draw(&document)
        {
            Reader::new(&pdf.bytes).said();
        }
    }
    assert!(refused < COPIES / 20, "{refused} refused");
}
