//! The content that a program with several engines sets, and what that program says about them.
//!
//! The program is named by `ANSKAF_YARDSTICK_PDF`. It writes `tender.json` into the folder behind
//! `--out` and prints one line for each engine.

use super::text;
use anskaf::render::{Column, Document, Table};
use chrono::NaiveDate;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// What an engine needed, in seconds.
pub struct Engine {
    pub name: String,
    pub wall: f64,
    pub cpu: f64,
    pub pages: u32,
}

/// Runs the program and reads the content and the figures of its engines.
pub fn run(python: &str, script: &str, folder: &Path) -> Option<(Value, Vec<Engine>)> {
    let engines = std::env::var("ANSKAF_YARDSTICK_ENGINES");
    let engines = engines.unwrap_or_else(|_| "typst,typst_kept,typst_ua,reportlab".into());
    let mut command = Command::new(python);
    command.arg(script).arg("--only").arg(engines);
    let output = command.arg("--out").arg(folder).output().ok()?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    print!("{printed}");
    let content = std::fs::read(folder.join("tender.json")).ok()?;
    let engines = printed.lines().filter_map(engine).collect();
    Some((serde_json::from_slice(&content).ok()?, engines))
}

fn engine(line: &str) -> Option<Engine> {
    let behind = |words: &str| {
        let rest = line.split(words).nth(1)?;
        rest.split_whitespace().next()?.parse().ok()
    };
    let before = line.split(" pages").next()?.split_whitespace().last()?;
    Some(Engine {
        name: line.split_whitespace().next()?.into(),
        wall: behind("wall best ")?,
        cpu: behind("cpu best ")?,
        pages: before.parse().ok()?,
    })
}

/// The same content as our document: title page, contents, lots, terms, requirements.
pub fn tender(content: &Value) -> Document {
    let date = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    let (title, authority) = (text(&content["title"]), text(&content["authority"]));
    let mut tender = Document::new(title, authority, date);
    tender.language = "de".into();
    tender.justified = true;
    tender.fact("Vergabenummer", text(&content["number"]));
    tender.fact("Angebotsfrist", text(&content["deadline"]));
    tender.contents(1).unnumbered(1, "", "Lose");
    let titles = ["Los", "Bezeichnung", "Menge", "Monate", "Schätzwert EUR"];
    let rows = content["lots"].as_array().unwrap().iter();
    let rows = rows.map(|lot| ["no", "name", "qty", "months", "eur"].map(|key| &lot[key]));
    tender.table(table(titles, rows));
    tender.unnumbered(1, "", "Bedingungen");
    tender.numbered(content["terms"].as_array().unwrap().iter().map(text));
    for section in content["sections"].as_array().unwrap() {
        tender.page_break();
        tender.unnumbered(1, "", text(&section["title"]));
        tender.paragraph(text(&section["intro"]));
        let titles = ["Nr.", "Anforderung", "Art", "Punkte", "Nachweis"];
        let rows = section["rows"].as_array().unwrap().iter();
        let rows = rows.map(|row| ["id", "text", "kind", "points", "proof"].map(|key| &row[key]));
        tender.table(table(titles, rows));
    }
    tender
}

fn table<'v>(titles: [&str; 5], rows: impl Iterator<Item = [&'v Value; 5]>) -> Table {
    let mut table = Table::new("", titles.map(Column::text).to_vec());
    let shown = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    for row in rows {
        table.row(row.map(|value| shown(value).into()).to_vec());
    }
    table
}
