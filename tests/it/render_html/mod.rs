//! Reads the pages that documents become: well-formed, complete, in order, and with nothing in them that runs.

mod escaping;
mod properties;
pub mod reader;
mod sample;

use crate::render_pdf::reader::{Element as PdfElement, Reader as PdfReader};
use crate::render_pdf::sample::{day, tender};
use anskaf::render::html::{self, Links, content_security_policy};
use anskaf::render::{Block, Cell, Column, Document, Table, pdf};
use reader::{Element, read};
use sample::everything;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn page(document: &Document) -> Element {
    read(&html::page(document, Links::default()))
}

fn empty() -> Document {
    Document::new("Prøve", "Ærø Kommune", day(2026, 11, 23))
}

fn samples() -> Vec<Document> {
    let mut labels = empty();
    labels.cover = anskaf::render::document::Cover::None;
    vec![tender(false), tender(true), everything(), empty(), labels]
}

/// Writes the samples where `tests/browser` looks at them, if somebody asks for it.
#[test]
fn pages_are_written_for_the_eyes_of_axe() {
    let named = ["udbud", "udbud-udkast", "alt", "tomt", "uden-forside"];
    let pages = samples().into_iter().zip(named).map(|(document, name)| {
        let links = Links {
            pdf: Some("document.pdf"),
        };
        (name, html::page(&document, links))
    });
    let folder = std::env::var_os("ANSKAF_WRITE_PAGES");
    for (name, page) in pages {
        assert!(page.starts_with("<!DOCTYPE html>"));
        assert!(
            page.contains("href=\"document.pdf\""),
            "{name} leads to its PDF"
        );
        let Some(folder) = folder.as_deref().map(Path::new) else {
            continue;
        };
        fs::create_dir_all(folder).expect("a folder");
        fs::write(folder.join(name).with_extension("html"), page).expect("a file");
        let policy = folder.join("content-security-policy.txt");
        fs::write(policy, content_security_policy()).expect("a file");
    }
}

#[test]
fn a_page_has_one_title_one_main_part_and_no_skipped_level() {
    for document in samples() {
        let page = page(&document);
        page.only("main");
        page.only("header");
        page.only("footer");
        assert_eq!(page.only("h1").text(), document.title);
        assert_eq!(page.only("html").attribute("lang"), "da");
        let mut last = 0;
        for (level, text) in page.headings() {
            assert!(level <= last + 1, "{text} is {level} below {last}");
            last = level;
        }
        let skip = page
            .named("a")
            .first()
            .map(|link| link.attribute("href").to_owned());
        assert_eq!(skip.as_deref(), Some("#tekst"));
        assert_eq!(page.only("main").attribute("id"), "tekst");
    }
    let levels: Vec<u8> = page(&everything())
        .headings()
        .iter()
        .map(|one| one.0)
        .collect();
    assert!(
        levels.contains(&7),
        "six levels below the title: {levels:?}"
    );
}

#[test]
fn every_id_is_given_once_and_every_link_within_leads_to_one() {
    for document in samples() {
        let page = page(&document);
        let all = page.all();
        let ids: Vec<&str> = all
            .iter()
            .map(|element| element.attribute("id"))
            .filter(|id| !id.is_empty())
            .collect();
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len());
        let mut links = 0;
        for link in page.named("a") {
            if let Some(goal) = link.attribute("href").strip_prefix('#') {
                assert!(known.contains(goal), "#{goal}");
                links += 1;
            }
        }
        assert!(links > 0);
        let named = all
            .iter()
            .map(|element| element.attribute("aria-labelledby"));
        for id in named.flat_map(str::split_whitespace) {
            assert!(known.contains(id), "{id}");
        }
    }
}

#[test]
fn every_header_cell_has_its_scope_and_all_rows_are_equally_long() {
    for document in samples() {
        for table in page(&document).named("table") {
            let columns = grid(table);
            assert!(columns > 0);
            for cell in table.named("th") {
                let scope = cell.attribute("scope");
                assert!(
                    ["col", "colgroup", "row", "rowgroup"].contains(&scope),
                    "{cell:?}"
                );
                assert!(
                    !cell.text().trim().is_empty(),
                    "a header cell says something"
                );
            }
            assert!(!table.named("td").is_empty(), "a table has values");
        }
    }
}

/// The number of columns, after every place of the table was found to be covered exactly once.
fn grid(table: &Element) -> usize {
    let mut widths = BTreeSet::new();
    for part in table.elements().filter(|part| part.name != "caption") {
        let rows: Vec<&Element> = part.elements().collect();
        let mut taken: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); rows.len()];
        for (at, row) in rows.iter().enumerate() {
            let mut column = 0;
            for cell in row.elements() {
                while taken[at].contains(&column) {
                    column += 1;
                }
                let reach = |name: &str| cell.attribute(name).parse().unwrap_or(1);
                let last = at + reach("rowspan");
                for below in taken.get_mut(at..last).expect("rows to reach over") {
                    for place in column..column + reach("colspan") {
                        assert!(below.insert(place), "two cells in one place");
                    }
                }
            }
        }
        widths.extend(taken.iter().map(BTreeSet::len));
    }
    assert_eq!(widths.len(), 1, "{widths:?}");
    widths.first().copied().unwrap_or(0)
}

#[test]
fn a_wide_table_scrolls_in_a_region_that_has_a_name_of_its_own() {
    let page = page(&everything());
    let all = page.all();
    let regions = all
        .iter()
        .filter(|element| element.attribute("role") == "region");
    let mut names = BTreeSet::new();
    let mut count = 0;
    for region in regions {
        count += 1;
        assert_eq!(region.attribute("tabindex"), "0");
        let by = region.attribute("aria-labelledby");
        let name = match by.is_empty() {
            true => region.attribute("aria-label").to_owned(),
            false => {
                let named = all.iter().find(|element| element.attribute("id") == by);
                named.expect("the name").text()
            }
        };
        assert!(
            !name.is_empty() && names.insert(name.clone()),
            "{name} is no name"
        );
    }
    assert!(count >= 4, "{count} regions");
    let wide = page.named("table").into_iter();
    let wide = wide.filter(|table| table.named("col").len() >= 3 || grid(table) >= 3);
    assert_eq!(wide.count(), count - 1, "all wide tables and the chart");
}

#[test]
fn the_page_has_the_headings_and_the_tables_of_the_paper() {
    for (document, in_groups) in [(tender(false), false), (everything(), true)] {
        let page = page(&document);
        let paper = PdfReader::new(&pdf::draw(&document).expect("a file").bytes);
        let mut paper_headings = Vec::new();
        let mut open: Vec<_> = paper
            .bookmarks()
            .into_iter()
            .map(|one| (2, one))
            .rev()
            .collect();
        while let Some((level, bookmark)) = open.pop() {
            paper_headings.push((level, bookmark.title.clone()));
            open.extend(bookmark.below.into_iter().map(|one| (level + 1, one)).rev());
        }
        let mut headings = page.headings();
        headings.remove(0);
        assert_eq!(headings, paper_headings);

        let structure = paper.structure();
        let paper_tables = structure.with_role("Table");
        let tables = page.named("table");
        assert_eq!(tables.len(), paper_tables.len());
        if in_groups {
            // How the title of a group is tagged is a matter of the paper.
            continue;
        }
        for (table, on_paper) in tables.iter().zip(paper_tables) {
            let header = table.named("thead");
            let header: usize = header.iter().map(|part| part.named("tr").len()).sum();
            let values = |element: &PdfElement| {
                let rows = element.with_role("TR").into_iter();
                rows.filter(|row| !row.with_role("TD").is_empty()).count()
            };
            let rows = table.named("tr").into_iter().skip(header);
            let rows = rows.filter(|row| !row.named("td").is_empty()).count();
            assert_eq!(rows, values(on_paper), "{}", table.text());
        }
    }
}

#[test]
fn footnotes_lead_down_and_back_and_foreign_words_say_their_language() {
    let page = page(&everything());
    let notes = page.named("section");
    let notes: Vec<_> = notes
        .into_iter()
        .filter(|section| section.attribute("role") == "doc-endnotes")
        .collect();
    let [notes] = notes.as_slice() else {
        panic!("one list of footnotes");
    };
    let texts: Vec<String> = notes.named("li").iter().map(|note| note.text()).collect();
    assert_eq!(texts, ["Se loven. ↩\u{fe0e}", "Den anden note. ↩\u{fe0e}"]);
    let marks: Vec<(String, String)> = page
        .named("sup")
        .iter()
        .map(|mark| (mark.text(), mark.only("a").attribute("href").to_owned()))
        .collect();
    let expected = [("1", "#fodnote-1"), ("2", "#fodnote-2")];
    assert_eq!(
        marks,
        expected.map(|(text, goal)| (text.into(), goal.into()))
    );
    let foreign = page.named("span");
    let foreign = foreign.iter().find(|span| span.attribute("lang") == "en");
    assert_eq!(foreign.expect("a foreign word").text(), "state of the art");
}

#[test]
fn references_read_as_on_paper_and_forbidden_addresses_are_text() {
    let page = page(&everything());
    let main = page.only("main");
    let goal = |text: &str| {
        let links = main.named("a");
        let found = links.into_iter().find(|link| link.text() == text);
        found.map(|link| link.attribute("href").to_owned())
    };
    assert_eq!(goal("afsnit\u{a0}1").as_deref(), Some("#afsnit-tables"));
    assert_eq!(goal("bilag\u{a0}A").as_deref(), Some("#afsnit-sign"));
    assert_eq!(
        goal("loven").as_deref(),
        Some("https://lov.example/?a=1&b=\"2\"")
    );
    assert_eq!(goal("et forbudt"), None);
    assert!(main.text().contains("og et forbudt."));
    assert!(main.text().contains("og til ?."));
}

#[test]
fn a_table_and_blocks_stand_by_themselves_too() {
    let mut table = Table::new("Priser", vec![Column::text("Vare"), Column::money("Pris")]);
    table.row(vec!["Skab".into(), Cell::Empty]);
    let alone = read(&html::table(&table, "a"));
    assert_eq!(alone.only("caption").text(), "Priser");
    let mut document = empty();
    document.heading(1, "", "Titel").table(table);
    let text = vec![
        anskaf::render::document::plain("Ord"),
        anskaf::render::document::footnote("Note"),
    ];
    document.push(Block::Paragraph(text.into()));
    let blocks = read(&html::blocks(&document.blocks, "b"));
    assert!(
        blocks.headings().is_empty(),
        "the page around knows the level"
    );
    assert!(blocks.text().starts_with("Titel"));
    let ids = blocks.all();
    let ids = ids.iter().map(|element| element.attribute("id"));
    let ids: Vec<&str> = ids.filter(|id| !id.is_empty()).collect();
    assert_eq!(ids, ["b-tabel-1", "b-henvisning-1", "b-fodnote-1"]);
}

#[test]
fn a_draft_says_so_and_an_issued_document_does_not() {
    let body = |draft| page(&tender(draft)).only("header").text();
    assert!(body(true).starts_with("Udkast – ikke offentliggjort"));
    assert!(!body(false).contains("Udkast"));
}

#[test]
fn a_link_to_the_file_is_a_place_on_the_web() {
    let linked = |address: &str| {
        let links = Links { pdf: Some(address) };
        let page = read(&html::page(&empty(), links));
        page.named("a")
            .iter()
            .any(|link| link.attribute("href") == address)
    };
    for good in [
        "document.pdf",
        "/api/v1/x.pdf?a=b:c",
        "https://a.example/x.pdf",
    ] {
        assert!(linked(good), "{good}");
    }
    for bad in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "",
        "a\\b",
    ] {
        assert!(!linked(bad), "{bad}");
    }
}

#[test]
fn the_policy_names_the_style_sheet_of_the_page_and_nothing_else() {
    let page = page(&everything());
    assert_eq!(page.only("style").text(), html::STYLE);
    let all = page.all();
    assert!(
        all.iter()
            .all(|element| element.name != "script" && element.name != "link")
    );
    assert!(all.iter().all(|element| {
        element
            .attributes
            .keys()
            .all(|name| name != "style" && !name.starts_with("on"))
    }));
    let policy = content_security_policy();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"));
    for picture in page.named("img") {
        assert!(picture.attribute("src").starts_with("data:image/"));
        assert!(!picture.attribute("alt").is_empty());
    }
}
