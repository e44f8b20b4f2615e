//! Markdown → document → PDF, for any bytes.

#![no_main]

#[path = "../document_of.rs"]
mod document_of;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = anskaf::render::pdf::draw(&document_of::document_of(bytes));
});
