//! What the municipality writes is Markdown: on paper, on the page and as text, and nothing in it runs or is lost.

use super::build::prepared;
use crate::render_html::reader::{Element, read};
use crate::render_pdf::reader::Reader;
use crate::support::Service;
use crate::support::pdf::assert_conforms;
use anskaf::db::SpecificationVersionId;
use anskaf::db::schema::requirements;
use anskaf::http::Role;
use anskaf::tenders::{self, Dossier};
use diesel::prelude::*;
use serde_json::json;

const REQUIREMENT: &str =
    "Enheden har **mindst**\n\n- 8 GB RAM\n- *128 GB* lager\n\nSe <script>x()</script>";
const CONDITION: &str = "# Ikke en overskrift\n\nSe [Udbudsportalen](https://udbudsportalen.dk).\n\n\
                         | Bod | Kr. |\n|---|---|\n| Forsinket | **500** |\n\n<b>rå</b>";

/// A draft with such texts; the address of its documents without extension.
async fn written(service: &Service) -> String {
    let (case, path, tag) = prepared(service).await;
    set_requirement(service, case.specification);
    let conditions = json!({"conditions": [{"title": "Egen", "text": CONDITION}]});
    let lead = service.by(Role::ProjectLead);
    let address = format!("{path}/conditions");
    lead.put(&address, &tag, conditions).await.expect(200);
    path
}

fn set_requirement(service: &Service, version: SpecificationVersionId) {
    let first = requirements::table
        .filter(requirements::specification_version_id.eq(version))
        .filter(requirements::number.eq(1));
    service
        .db
        .write_blocking(|conn| {
            diesel::update(first)
                .set(requirements::text.eq(REQUIREMENT))
                .execute(conn)?;
            Ok(())
        })
        .expect("a requirement");
}

async fn file(service: &Service, address: String) -> Vec<u8> {
    let auditor = service.by(Role::Auditor);
    auditor.get(&address).await.expect(200).body
}

#[actix_web::test]
async fn on_paper_a_list_is_a_list_and_a_table_is_a_table() {
    let service = Service::sqlite().await;
    let path = written(&service).await;
    let bytes = file(&service, format!("{path}/document.pdf")).await;
    assert_conforms(&bytes);
    let reader = Reader::new(&bytes);
    let structure = reader.structure();
    let cells = structure.with_role("TD");
    let items: Vec<usize> = cells
        .iter()
        .map(|cell| cell.with_role("LI").len())
        .filter(|items| *items > 0)
        .collect();
    assert_eq!(items, [2], "one cell has a list, of two items");
    let said = reader.said();
    for words in [
        "128 GB lager",
        "Se <script>x()</script>",
        "# Ikke en overskrift",
        "<b>rå</b>",
    ] {
        assert!(said.contains(words), "{words} is not said");
    }
    for mark in ["**", "|---|", "](https"] {
        assert!(!said.contains(mark), "{mark} is said");
    }
    let spoken = reader.spoken();
    let own = |role: &str, text: &str| {
        spoken
            .iter()
            .any(|one| one.role == role && one.text == text)
    };
    assert!(own("Link", "Udbudsportalen"));
    assert!(own("TH", "Bod") && own("TD", "Forsinket"));
    let headings = |title: &str| {
        spoken
            .iter()
            .any(|one| one.role.starts_with('H') && one.text.contains(title))
    };
    assert!(headings("Egen") && !headings("Ikke en overskrift"));
}

#[actix_web::test]
async fn on_the_page_the_same_and_markup_of_the_page_is_text() {
    let service = Service::sqlite().await;
    let path = written(&service).await;
    let bytes = file(&service, format!("{path}/document.html")).await;
    let page = read(std::str::from_utf8(&bytes).unwrap());
    let has = |name: &str, text: &str| page.named(name).iter().any(|one| one.text() == text);
    assert!(has("strong", "mindst") && has("em", "128 GB") && has("strong", "500"));
    let with_list = |cell: &&Element| !cell.named("ul").is_empty();
    let cells: Vec<&Element> = page.named("td").into_iter().filter(with_list).collect();
    assert_eq!(cells.len(), 1);
    assert!(has("li", "8 GB RAM") && has("th", "Bod") && has("a", "Udbudsportalen"));
    assert!(page.named("script").is_empty() && page.named("b").is_empty());
    assert!(page.text().contains("<b>rå</b>") && page.text().contains("<script>x()</script>"));
    let mut last = 0;
    for (level, text) in page.headings() {
        assert!(
            level <= last + 1 && !text.contains("Ikke en overskrift"),
            "{text}"
        );
        last = level;
    }
}

#[actix_web::test]
async fn as_text_the_same_without_marks() {
    let service = Service::sqlite().await;
    let path = written(&service).await;
    let bytes = file(&service, format!("{path}/document.txt")).await;
    let text = String::from_utf8(bytes).unwrap();
    for words in [
        "Enheden har mindst",
        "- 8 GB RAM",
        "- 128 GB lager",
        "# Ikke en overskrift",
        "Udbudsportalen <https://udbudsportalen.dk>",
        "Forsinket  500",
        "<b>rå</b>",
    ] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
}

#[actix_web::test]
async fn spreadsheets_have_the_words_and_data_has_what_was_typed() {
    let service = Service::sqlite().await;
    let path = written(&service).await;
    let id = path.trim_start_matches("/tenders/").parse().unwrap();
    let (dossier, edition) = service
        .db
        .read_blocking(|conn| {
            let dossier: Dossier = tenders::store::dossier(conn, anskaf::db::TenderId(id))?;
            let kind = &anskaf::archive::kind::TENDER_DOCUMENT;
            let moment = service.clock.moment();
            let edition = anskaf::archive::Edition::draft(conn, kind, id, moment)?;
            Ok((dossier, edition))
        })
        .unwrap();
    let document = tenders::with_attachments(&dossier, &edition).unwrap();
    let attached = |name: &str| {
        let found = document
            .attachments
            .iter()
            .find(|one| one.file_name == name);
        String::from_utf8(found.unwrap().bytes.clone()).unwrap()
    };
    let data: serde_json::Value = serde_json::from_str(&attached("krav.json")).unwrap();
    assert_eq!(data["requirements"][0]["text"], REQUIREMENT);
    let csv = attached("krav.csv");
    assert!(
        csv.contains("Enheden har mindst\n- 8 GB RAM\n- 128 GB lager"),
        "{csv}"
    );
    let form = tenders::price_form(&dossier, &edition);
    let sheet = form
        .sheets
        .iter()
        .find(|one| one.table.title == "Krav")
        .unwrap();
    let text = sheet.table.rows[1]
        .cell(1)
        .shown(anskaf::render::Kind::Text);
    assert!(
        text.starts_with("Enheden har mindst\n- 8 GB RAM\n"),
        "{text}"
    );
}
