//! The documents whose drawing is measured; chance in them can be repeated.

pub mod yardstick;

use anskaf::finance::Money;
use anskaf::render::document::{Cover, Label, LabelFormat, LabelSheet, footnote, plain};
use anskaf::render::{Block, Column, Document, Kind, Table};
use chrono::NaiveDate;
use serde_json::{Value, json};

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
        let sentence = chosen.join(" ");
        let first = sentence.chars().next().unwrap();
        let rest = &sentence[first.len_utf8()..];
        format!("{}{rest}.", first.to_uppercase())
    }
}

/// What stands in the tender document, for every engine alike.
pub fn content(requirements: usize) -> Value {
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

pub fn tender(content: &Value) -> Document {
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
pub fn register(devices: usize) -> Document {
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
pub fn long_text() -> Document {
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

/// Labels with a QR code, as they are printed for devices.
pub fn labels(count: usize) -> Document {
    let mut sheet = document("Labels");
    sheet.cover = Cover::None;
    let label = |number: usize| Label {
        title: format!("AK-{number:06}"),
        lines: vec![
            format!("Ålykkeskolen {}", number % 17),
            "Elevcomputer 11,6\", robust".into(),
            format!("SN-{number:07}"),
            "Tilhører Ærøskøbing Kommune".into(),
        ],
        code: format!("https://anskaf.example/devices/by-tag/AK-{number:06}"),
    };
    sheet.push(Block::Labels(LabelSheet {
        format: LabelFormat::Mm63x38,
        used: 0,
        labels: (0..count).map(label).collect(),
    }));
    sheet
}
