//! The tender's documents: one PDF with data attached, a package of its parts, and a price sheet to be filled in.

use super::build::{municipality, prepared};
use super::evaluation::{by_quality, on_quality};
use super::publication;
use crate::on_both;
use crate::support::Service;
use anskaf::archive::sha256;
use anskaf::http::Role;
use anskaf::render::document::{Document, Target};
use anskaf::render::{Block, Inline, Text, outline::outline, text};
use anskaf::tenders::{self, Part, Publication};
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The files of a zip by their names.
fn unzipped(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut content = vec![];
        file.read_to_end(&mut content).unwrap();
        files.insert(file.name().unwrap().into_owned(), content);
    }
    files
}

/// A tender on quality, about to be published.
async fn ready(service: &Service) -> Publication {
    municipality(service).await;
    let (path, tag) = on_quality(service).await;
    let lead = service.by(Role::ProjectLead);
    let set = lead
        .put(&format!("{path}/evaluation"), &tag, by_quality())
        .await
        .expect(200);
    publication(service, &path, &set.etag()).1
}

on_both! {
    async fn publishing_freezes_document_package_and_price_sheet_together(service) {
        municipality(&service).await;
        let (_, path, tag) = prepared(&service).await;
        let lead = service.by(Role::ProjectLead);
        lead.act(&format!("{path}/publish"), &tag, json!(null)).await.expect(200);
        let kept = lead.get("/documents?subject_kind=tender").await.json()["items"].clone();
        let field = |name: &str| -> Vec<Value> {
            kept.as_array().unwrap().iter().map(|one| one[name].clone()).collect()
        };
        assert_eq!(field("kind"), ["price_sheet", "tender_package", "tender_document"]);
        assert_eq!(field("number"), ["2017-0003", "2017-0002", "2017-0001"]);
        assert_eq!(
            field("file_name"),
            ["tilbudsliste-17-2134.xlsx", "udbudsmateriale-17-2134.zip", "udbudsmateriale-17-2134.pdf"]
        );
        for (file, place) in [("price-sheet.xlsx", 0), ("package.zip", 1), ("document.pdf", 2)] {
            let answer = service.by(Role::It).get(&format!("{path}/{file}")).await.expect(200);
            assert_eq!(sha256(&answer.body), kept[place]["sha256"].as_str().unwrap(), "{file}");
        }
        let text = lead.get(&format!("{path}/document.txt")).await.expect(200).text();
        assert!(text.contains("Version 1") && !text.contains("Udkast"), "what was published is shown, not a next draft");
    }
}

on_both! {
    async fn drafts_of_all_files_are_drawn_before_publication(service) {
        let (_, path, _) = prepared(&service).await;
        let auditor = service.by(Role::Auditor);
        let package = auditor.get(&format!("{path}/package.zip")).await.expect(200);
        assert_eq!(package.header("content-type"), Some("application/zip"));
        let files = unzipped(&package.body);
        let read_me = String::from_utf8(files["laes-mig.txt"].clone()).unwrap();
        assert!(read_me.contains("udkast til version 1"), "{read_me}");
        let sheet = auditor.get(&format!("{path}/price-sheet.xlsx")).await.expect(200);
        assert_eq!(sheet.header("content-disposition"), Some(format!("attachment; filename=\"tilbudsliste-{}-udkast.xlsx\"", path.trim_start_matches("/tenders/")).as_str()));
        auditor.get("/tenders/99/package.zip").await.refused(404, "tender_not_found");
        auditor.get("/tenders/99/price-sheet.xlsx").await.refused(404, "tender_not_found");
        auditor.get(&format!("{path}/document.docx")).await.refused(404, "not_found");
        assert_eq!(auditor.get("/documents").await.json()["items"], json!([]));
    }
}

#[actix_web::test]
async fn the_package_tells_of_each_file_its_hash_and_is_the_same_each_time() {
    let service = Service::sqlite().await;
    let drawn = ready(&service).await;
    let package = tenders::draw_package(&drawn.dossier, &drawn.edition).unwrap();
    let again = tenders::draw_package(&drawn.dossier, &drawn.edition).unwrap();
    assert!(package.parts == again.parts && package.price_sheet == again.price_sheet);
    assert!(package.document == again.document);
    let files = unzipped(&package.parts);
    let read_me = String::from_utf8(files["laes-mig.txt"].clone()).unwrap();
    assert!(read_me.contains(&sha256(&package.document)));
    assert!(read_me.contains("Udbudsmateriale 2017-0001, version 1\r\n"));
    for (name, content) in files.iter().filter(|(name, _)| *name != "laes-mig.txt") {
        assert!(name.is_ascii(), "{name}");
        assert!(
            read_me.contains(&format!("\r\n{name}\r\n")),
            "{name} is not told of"
        );
        assert!(
            read_me.contains(&sha256(content)),
            "the hash of {name} is not told"
        );
    }
    for part in Part::ALL {
        assert!(files[&format!("{}.pdf", part.file_stem())].starts_with(b"%PDF-"));
    }
    assert!(files["bilag-b-tilbudsliste.xlsx"] == package.price_sheet);
    let evaluation: Value = serde_json::from_slice(&files["data/evalueringsmodel.json"]).unwrap();
    assert_eq!(evaluation["sub_criteria"][0]["weight"], "0.6");
}

#[actix_web::test]
async fn the_document_carries_the_price_sheet_and_the_requirements_as_data() {
    let service = Service::sqlite().await;
    let drawn = ready(&service).await;
    let document = tenders::with_attachments(&drawn.dossier, &drawn.edition).unwrap();
    let names: Vec<&str> = document
        .attachments
        .iter()
        .map(|one| one.file_name.as_str())
        .collect();
    assert_eq!(names, ["tilbudsliste.xlsx", "krav.json", "krav.csv"]);
    let package = tenders::draw_package(&drawn.dossier, &drawn.edition).unwrap();
    assert!(document.attachments[0].bytes == package.price_sheet);
    let data: Value = serde_json::from_slice(&document.attachments[1].bytes).unwrap();
    assert_eq!(data["document_number"], "2017-0001");
    let numbers: Vec<&Value> = data["requirements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["number"])
        .collect();
    assert_eq!(numbers, ["K-1", "K-2", "K-3", "K-4"]);
    assert_eq!(data["requirements"][1]["answer_kind"], "number");
    let csv = String::from_utf8(document.attachments[2].bytes.clone()).unwrap();
    assert_eq!(csv.lines().count(), 5, "a header and four requirements");
    assert!(csv.contains("K-4;Enheden;Option;Pris;;"), "{csv}");
}

/// The sections that texts of a document lead to.
fn targets(document: &Document) -> Vec<String> {
    fn of(text: &Text) -> Vec<String> {
        let target = |piece: &Inline| match &piece.target {
            Some(Target::Section(id)) => Some(id.clone()),
            _ => None,
        };
        text.0.iter().filter_map(target).collect()
    }
    let blocks = document.blocks.iter();
    blocks
        .flat_map(|block| match block {
            Block::Paragraph(text) | Block::Note { text, .. } => of(text),
            Block::List(list) => list.items.iter().flat_map(|item| of(&item.text)).collect(),
            Block::KeyValues(facts) => facts.iter().flat_map(|(_, value)| of(value)).collect(),
            _ => vec![],
        })
        .collect()
}

#[actix_web::test]
async fn no_document_refers_to_a_section_that_it_does_not_have() {
    let service = Service::sqlite().await;
    let drawn = ready(&service).await;
    let whole = tenders::compose(&drawn.dossier, &drawn.edition);
    assert!(
        targets(&whole).len() > 5,
        "the whole document links its parts"
    );
    let parts = Part::ALL
        .iter()
        .map(|part| tenders::compose_part(&drawn.dossier, &drawn.edition, *part));
    for document in std::iter::once(whole).chain(parts) {
        let ids: Vec<String> = outline(&document)
            .into_iter()
            .map(|entry| entry.id)
            .collect();
        for target in targets(&document) {
            assert!(
                ids.contains(&target),
                "{} leads to {target}",
                document.title
            );
        }
    }
}

#[actix_web::test]
async fn the_parts_say_together_what_the_whole_says() {
    let service = Service::sqlite().await;
    let drawn = ready(&service).await;
    let whole = text::document(&tenders::compose(&drawn.dossier, &drawn.edition));
    for part in Part::ALL {
        let document = tenders::compose_part(&drawn.dossier, &drawn.edition, *part);
        assert_eq!(document.title, part.full_title());
        assert!(
            document
                .front
                .iter()
                .any(|(_, value)| value == "Udbudsmateriale 2017-0001, version 1")
        );
        let tables = document.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(text::table(table)),
            _ => None,
        });
        for table in tables {
            assert!(
                whole.contains(&table),
                "{table} stands in {} only",
                document.title
            );
        }
    }
}

#[actix_web::test]
async fn the_evaluation_is_told_with_weights_formula_scale_example_and_tie_rule() {
    let service = Service::sqlite().await;
    let drawn = ready(&service).await;
    let part = tenders::compose_part(&drawn.dossier, &drawn.edition, Part::Evaluation);
    let told = text::document(&part);
    for line in [
        "Lineær pointmodel med hældning",
        "60\u{a0}%",
        "40\u{a0}%",
        "100\u{a0}%",
        "0 til 8 point",
        "8 × (1 − (pris − laveste pris) / (laveste pris × 50\u{a0}%))",
        "Fremragende.",
        "lang batteritid (K-2).",
        "§\u{a0}160",
        "to decimaler",
        "laveste pris. Er også prisen ens, trækkes der lod",
        "1.250.000,00",
    ] {
        assert!(told.contains(line), "{line} is missing in\n{told}");
    }
    // 8 · (1 − 0.25 / 0.5)
    let quarter = told
        .lines()
        .find(|line| line.contains("25\u{a0}% højere"))
        .unwrap();
    assert!(quarter.ends_with("4,00"), "{quarter}");
}

#[actix_web::test]
async fn on_price_alone_the_document_says_that_nothing_else_counts() {
    let service = Service::sqlite().await;
    municipality(&service).await;
    let (_, path, tag) = prepared(&service).await;
    let (_, drawn) = publication(&service, &path, &tag);
    let told = text::document(&tenders::compose(&drawn.dossier, &drawn.edition));
    for line in [
        "Det tilbud, der har den laveste pris, vinder.",
        "Svar på krav, der ikke er mindstekrav, får ingen point",
        "den laveste enhedspris på tilbudslistens første linje",
        "Optioner tælles ikke med.",
    ] {
        assert!(told.contains(line), "{line} is missing");
    }
}

#[actix_web::test]
async fn the_price_sheet_asks_for_every_price_and_every_requirement() {
    let service = Service::sqlite().await;
    let drawn = ready(&service).await;
    let bytes = tenders::price_sheet(&drawn.dossier, &drawn.edition).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    let names: Vec<String> = book.sheet_names();
    assert_eq!(
        names,
        [
            "Vejledning",
            "Priser",
            "Optioner",
            "Krav",
            "Oplysninger om tilbudsgiver"
        ]
    );
    let mut words = |sheet: &str| -> Vec<String> {
        let range = book.worksheet_range(sheet).unwrap();
        let cells = range.used_cells().map(|(_, _, cell)| cell.clone());
        let cells = cells.filter(|cell| *cell != Data::Empty);
        cells.map(|cell| cell.to_string()).collect()
    };
    let prices = words("Priser");
    for word in [
        "Udbudsmateriale 2017-0001, version 1",
        "210",
        "Installation af kommunens image (til hver enhed)",
        "Enhedspris, kr. *",
    ] {
        assert!(
            prices.iter().any(|one| one.contains(word)),
            "{word} is missing in {prices:?}"
        );
    }
    let options = words("Optioner");
    assert!(options.iter().any(|one| one == "K-4"), "{options:?}");
    let requirements = words("Krav");
    for word in [
        "K-1",
        "K-2",
        "K-3",
        "K-4",
        "Ja/nej *",
        "Tal *",
        "Beskrivelse *",
        "Bemærkning",
    ] {
        assert!(
            requirements.iter().any(|one| one == word),
            "{word} is missing in {requirements:?}"
        );
    }
    assert!(
        !requirements
            .iter()
            .any(|one| one.contains("trukket tilbage"))
    );
    let form = tenders::price_form(&drawn.dossier, &drawn.edition);
    let asked = form
        .sheets
        .iter()
        .find(|one| one.table.title == "Krav")
        .unwrap();
    let answers = asked.answers.len() * 4 - asked.left_out.len();
    assert_eq!(
        answers, 8,
        "each requirement has its own answer and a remark"
    );
    let files = unzipped(&bytes);
    let sheets = files
        .iter()
        .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
    for (name, xml) in sheets {
        assert!(
            String::from_utf8_lossy(xml).contains("<sheetProtection"),
            "{name} is open"
        );
    }
}
