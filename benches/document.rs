//! Documents as PDF: milliseconds of CPU, memory at the peak, and the same content set by typst.
//!
//! The requirement: the tender document with 400 requirements and 60 prices in at most 40 ms of CPU
//! and 30 MiB of additional memory, a register of a thousand pages in 1.5 s. The comparison needs a
//! Python with the package `typst`: `ANSKAF_YARDSTICK_PYTHON=…/bin/python cargo bench --bench document`.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]
#![allow(
    clippy::float_arithmetic,
    reason = "measurements are printed, not stored"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "a bench measures time and asks the environment"
)]

use anskaf::finance::Money;
use anskaf::render::document::{footnote, plain};
use anskaf::render::pdf::draw;
use anskaf::render::{Block, Column, Document, Kind, Table};
use chrono::NaiveDate;
use peak_alloc::PeakAlloc;
use serde_json::{Value, json};
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const WORDS: &str = "leverandøren skal kunne dokumentere at de tilbudte enheder opfylder gældende \
    krav til skærmens opløsning og batteriets levetid i undervisningen tastatur dansk kabinet stødsikkert \
    efter standard reservedele kan fremskaffes i mindst fem år efter overtagelsesdagen databehandleraftale \
    informationssikkerhed datasletning dokumentation næste hverdag på skolen tilbagelevering";

/// Chance that can be repeated (Knuth, MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn sentence(&mut self, least: usize, most: usize) -> String {
        let words: Vec<&str> = WORDS.split_whitespace().collect();
        let count = least + self.below(most - least + 1);
        let chosen: Vec<&str> = (0..count).map(|_| words[self.below(words.len())]).collect();
        let mut sentence = chosen.join(" ");
        sentence.replace_range(..1, &sentence[..1].to_uppercase());
        sentence + "."
    }
}

/// What stands in the tender document, for every engine alike.
fn content(requirements: usize) -> Value {
    let mut chance = Chance(11);
    let prices: Vec<Value> = (1..=60i64)
        .map(|number| {
            json!({
                "id": format!("P{number:02}"), "name": chance.sentence(2, 5),
                "count": 20 + number * 7, "ore": 123_450 * number,
            })
        })
        .collect();
    let terms: Vec<String> = (0..12).map(|_| chance.sentence(60, 90)).collect();
    let mut number = 0;
    let sections: Vec<Value> = (1..=10)
        .map(|section| {
            let mut rows = Vec::new();
            while number < requirements * section / 10 {
                number += 1;
                let kind = ["MK", "EK"][chance.below(2)];
                let points = (chance.below(10) * 5).to_string();
                let proof = ["Erklæring", "Datablad", "Prøvningsrapport", "Prøve"][chance.below(4)];
                rows.push(json!([format!("K{number:03}"), chance.sentence(24, 41), kind, points, proof]));
            }
            json!({ "title": chance.sentence(2, 3), "intro": chance.sentence(50, 80), "rows": rows })
        })
        .collect();
    json!({
        "title": "Indkøb og leasing af elevcomputere til kommunens folkeskoler",
        "author": "Ærøskøbing Kommune", "case": "26/014233",
        "prices": prices, "terms": terms, "sections": sections,
    })
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().into()
}

fn document(title: &str) -> Document {
    let date = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let mut document = Document::new(title, "Ærøskøbing Kommune", date);
    document.case_number = "26/014233".into();
    document
}

fn tender(content: &Value) -> Document {
    let mut tender = document(content["title"].as_str().unwrap());
    tender.justified = true;
    tender.contents(2).page_break().heading(1, "", "Priser");
    let columns = vec![
        Column::text("Nr."),
        Column::text("Ydelse"),
        Column::new("Antal", Kind::Integer),
        Column::money("Pris"),
    ];
    let mut prices = Table::new("", columns);
    for price in content["prices"].as_array().unwrap() {
        prices.row(vec![
            text(&price["id"]).into(),
            text(&price["name"]).into(),
            price["count"].as_i64().unwrap().into(),
            Money::from_ore(price["ore"].as_i64().unwrap()).into(),
        ]);
    }
    tender.table(prices).heading(1, "", "Vilkår");
    tender.numbered(content["terms"].as_array().unwrap().iter().map(text));
    for section in content["sections"].as_array().unwrap() {
        tender.page_break().heading(1, "", text(&section["title"]));
        tender.paragraph(text(&section["intro"]));
        let titles = ["Nr.", "Krav", "Art", "Point", "Dokumentation"];
        let mut table = Table::new("", titles.map(Column::text).to_vec());
        for row in section["rows"].as_array().unwrap() {
            let cells = row.as_array().unwrap().iter();
            table.row(cells.map(|cell| text(cell).into()).collect());
        }
        tender.table(table);
    }
    tender
}

/// A register of so many devices, a line each.
fn register(devices: usize) -> Document {
    let mut register = document("Enhedsregister");
    let titles = ["Serienummer", "Model", "Skole", "Status"];
    let mut columns = titles.map(Column::text).to_vec();
    columns.push(Column::money("Pris"));
    let mut table = Table::new("Enheder", columns);
    for number in 0..devices {
        table.row(vec![
            format!("SN-{number:07}").into(),
            "Elevcomputer 11,6\", robust".into(),
            format!("Ålykkeskolen {}", number % 17).into(),
            "I brug".into(),
            Money::from_ore(i64::try_from(155_200 + number).unwrap()).into(),
        ]);
    }
    register.table(table);
    register
}

/// A hundred thousand words in one paragraph, and a thousand footnotes.
fn long_text() -> Document {
    let mut long = document("Lang tekst");
    long.justified = true;
    let mut chance = Chance(5);
    long.paragraph(chance.sentence(100_000, 100_000));
    let noted = |number| {
        let note = footnote(chance.sentence(5, 20));
        [plain(format!("Ord nummer {number}")), note, plain(" ")]
    };
    let pieces: Vec<_> = (0..1_000).flat_map(noted).collect();
    long.push(Block::Paragraph(pieces.into()));
    long
}

/// Time that this thread was on a processor; drawing uses no other.
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

struct Measured {
    wall: Duration,
    pages: usize,
}

fn measure(name: &str, runs: usize, document: &Document) -> Measured {
    draw(document).unwrap();
    let (mut least_cpu, mut wall) = (Duration::MAX, Duration::MAX);
    let (mut peak, mut pages, mut bytes) = (0, 0, 0);
    for _ in 0..runs {
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let (cpu_before, start) = (cpu(), Instant::now());
        let pdf = draw(black_box(document)).unwrap();
        wall = wall.min(start.elapsed());
        least_cpu = least_cpu.min(cpu().saturating_sub(cpu_before));
        peak = MEMORY.peak_usage().saturating_sub(before);
        (pages, bytes) = (pdf.pages, pdf.bytes.len());
    }
    println!(
        "{name:<34} {:>9.1} ms CPU {:>9.1} ms {:>7.1} MiB more at the peak {pages:>6} pages {:>7} kB",
        least_cpu.as_secs_f64() * 1e3,
        wall.as_secs_f64() * 1e3,
        f64::from(u32::try_from(peak / 1024).unwrap_or(u32::MAX)) / 1024.0,
        bytes / 1000,
    );
    Measured { wall, pages }
}

/// The best of several runs of typst in one process, in seconds, and its pages.
fn typst(python: &str, content: &Value) -> Option<(f64, u64)> {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("content.json");
    std::fs::write(&data, content.to_string()).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fonts = root.join("src/render/pdf/fonts");
    let script = root.join("benches/yardstick/typst_document.py");
    let output = Command::new(python)
        .arg(script)
        .arg(folder.path())
        .arg(fonts)
        .output();
    let output = output.ok().filter(|output| {
        if !output.status.success() {
            println!("{}", String::from_utf8_lossy(&output.stderr));
        }
        output.status.success()
    })?;
    let answer: Value = serde_json::from_slice(&output.stdout).ok()?;
    Some((answer["best"].as_f64()?, answer["pages"].as_u64()?))
}

fn main() {
    let content = content(400);
    let ours = measure("tender, 400 requirements", 30, &tender(&content));
    match std::env::var("ANSKAF_YARDSTICK_PYTHON") {
        Err(_) => {
            println!("typst: not compared, ANSKAF_YARDSTICK_PYTHON names no Python that has it")
        }
        Ok(python) => match typst(&python, &content) {
            None => println!("typst: could not be run by {python}"),
            Some((best, pages)) => println!(
                "typst, the same content            {:>9.1} ms {:>40} pages; {:.1} times our time",
                best * 1e3,
                pages,
                best / ours.wall.as_secs_f64()
            ),
        },
    }
    let register = measure("register, a line a device", 3, &register(33_000));
    assert!(register.pages >= 950, "{} pages", register.pages);
    measure("100,000 words, 1,000 footnotes", 3, &long_text());
}
