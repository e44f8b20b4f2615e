//! Charts, pictures, codes, labels, signatures, the letterhead and attached files.

use super::reader::Reader;
use super::sample::day;
use super::{assert_within_margins, checked, empty, read};
use anskaf::finance::Money;
use anskaf::render::chart::{Chart, Series};
use anskaf::render::document::{
    Attachment, Cover, Document, Figure, Image, Label, LabelFormat, LabelSheet, Letterhead, Paper,
    Picture, Relation, Signatory,
};
use anskaf::render::pdf::{Warning, draw, text_boxes};
use anskaf::render::{Block, image};
use lopdf::Object;

fn series(name: &str, kroner: &[i64]) -> Series {
    Series {
        name: name.into(),
        values: kroner
            .iter()
            .map(|kroner| Some(Money::from_ore(kroner * 100)))
            .collect(),
    }
}

fn chart(with_table: bool) -> Chart {
    Chart {
        language: anskaf::error::Language::Danish,
        title: "Udgift pr. år".into(),
        alternative: "Udgiften ligger under rammen i alle år.".into(),
        categories: vec!["2027".into(), "2028".into(), "2029".into()],
        series: vec![
            series("Leasing", &[900_000, 1_200_000, -50_000]),
            series("Service", &[100_000, 150_000, 150_000]),
        ],
        limits: vec![series("Ramme", &[1_100_000, 1_400_000, 1_400_000])],
        with_table,
    }
}

fn logo() -> Image {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\">\
        <clipPath id=\"c\"><circle cx=\"10\" cy=\"10\" r=\"9\"/></clipPath>\
        <g clip-path=\"url(#c)\"><rect width=\"20\" height=\"20\" fill=\"#036\"/></g>\
        <path d=\"M22 10h16\" stroke=\"#c30\" stroke-width=\"2\" stroke-dasharray=\"3 1\"/></svg>";
    image::read(svg.as_bytes()).expect("a logo")
}

fn photograph() -> Image {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 30, 20);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().expect("header");
    let pixels: Vec<u8> = (0..30 * 20u32)
        .flat_map(|at| (at * 97).to_be_bytes())
        .collect();
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("end");
    image::read(&file).expect("a picture")
}

fn figure(picture: Picture) -> Figure {
    Figure {
        picture,
        alternative: "Hvad der ses".into(),
        caption: "Figurens tekst".into(),
        width: 60,
    }
}

fn letterhead() -> Letterhead {
    Letterhead {
        logo: Some((logo(), "Ærø Kommunes logo".into())),
        colour: Some([255, 221, 0]),
        address: vec!["Torvet 1".into(), "5970 Ærøskøbing".into()],
    }
}

/// Alternative texts of all figures, in reading order.
fn alternatives(reader: &Reader) -> Vec<String> {
    let structure = reader.structure();
    let figures = structure.with_role("Figure");
    figures
        .iter()
        .map(|figure| figure.alternative.clone())
        .collect()
}

#[test]
fn a_chart_is_one_figure_and_its_values_follow_as_a_table() {
    let mut document = empty();
    document
        .heading(1, "", "Økonomi")
        .chart(chart(true))
        .chart(chart(false));
    let reader = read(&document);
    assert_eq!(
        alternatives(&reader),
        ["Udgiften ligger under rammen i alle år."; 2]
    );
    let structure = reader.structure();
    assert_eq!(
        structure.with_role("Table").len(),
        2,
        "of the facts and of the values"
    );
    let text = reader.text();
    for wanted in [
        "mio. kr.",
        "Leasing",
        "Ramme",
        "1,35",
        "Tallene i figuren »Udgift pr. år«",
        "-50.000,00",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in the text");
    }
}

#[test]
fn pictures_of_shapes_and_of_pixels_are_drawn_with_their_captions() {
    let mut document = empty();
    document.figure(figure(Picture::Image(logo())));
    document.figure(figure(Picture::Image(photograph())));
    document.figure(figure(Picture::Image(photograph())));
    document.figure(figure(Picture::Qr("https://ærø.dk/1".into())));
    let reader = read(&document);
    assert_eq!(alternatives(&reader), ["Hvad der ses"; 4]);
    assert_eq!(reader.structure().with_role("Caption").len(), 4);
    let pictures = reader.file.objects.values().filter(|object| {
        let entries = object.as_stream().map(|stream| &stream.dict);
        entries.is_ok_and(|entries| entries.has(b"Width"))
    });
    assert_eq!(pictures.count(), 1, "the same picture is carried once");
}

#[test]
fn what_cannot_be_drawn_is_reported_and_told_in_words() {
    let mut document = empty();
    document.figure(figure(Picture::Image(Image::Svg("<svg>".into()))));
    document.figure(figure(Picture::Image(Image::Png(b"\x89PNG".to_vec()))));
    document.figure(figure(Picture::Qr("å".repeat(2_000))));
    let pdf = checked(&document);
    let expected = [
        Warning::UnreadablePicture,
        Warning::CodeTooLong("å".repeat(40)),
    ];
    assert_eq!(pdf.warnings, expected);
    let reader = Reader::new(&pdf.bytes);
    assert!(alternatives(&reader).is_empty());
    assert_eq!(reader.text().matches("Hvad der ses").count(), 2);
}

#[test]
fn a_figure_and_its_caption_stay_on_one_page_and_headings_with_them() {
    for lines in 15..34usize {
        let mut document = empty();
        for _ in 0..lines {
            document.paragraph("En linje.");
        }
        document.heading(1, "", "Overskrift").chart(chart(false));
        document
            .heading(1, "", "Billedet")
            .figure(figure(Picture::Image(photograph())));
        let boxes = assert_within_margins(&document);
        let page = |text: &str| {
            let found = boxes
                .iter()
                .find(|piece| piece.content && piece.text.contains(text));
            found.map(|piece| piece.page).expect("text")
        };
        assert_eq!(page("Overskrift"), page("Ramme"), "{lines}");
        assert_eq!(page("Udgift pr. år"), page("2028"), "{lines}");
        assert_eq!(page("Billedet"), page("Figurens tekst"), "{lines}");
    }
}

fn labels(format: LabelFormat, count: usize, used: usize) -> Document {
    let label = |number: usize| Label {
        title: format!("ÆRØ-{number:05}"),
        lines: vec![
            "Et navn, der er længere end etiketten er bred, uanset ark".into(),
            "SN 4711".into(),
        ],
        code: format!("https://aeroe.dk/d/{number}"),
    };
    let mut document = empty();
    document.cover = Cover::None;
    document.draft = true;
    document.push(Block::Labels(LabelSheet {
        format,
        used,
        labels: (0..count).map(label).collect(),
    }));
    document
}

#[test]
fn labels_fill_sheets_behind_those_that_are_used_up() {
    for (format, on_a_sheet) in [
        (LabelFormat::Mm70x37, 24),
        (LabelFormat::Mm63x38, 21),
        (LabelFormat::Mm48x25, 44),
        (LabelFormat::Mm38x21, 65),
        (LabelFormat::Mm99x38, 14),
    ] {
        let document = labels(format, on_a_sheet, 3);
        let pdf = checked(&document);
        assert_eq!(pdf.pages, 2, "{format:?}");
        let reader = Reader::new(&pdf.bytes);
        let alternatives = alternatives(&reader);
        assert_eq!(alternatives.len(), on_a_sheet);
        assert_eq!(alternatives[0], "QR-kode: https://aeroe.dk/d/0");
        let boxes = text_boxes(&document).expect("a layout");
        assert!(
            boxes.iter().all(|piece| piece.content),
            "no header, footer or watermark"
        );
        let second = boxes
            .iter()
            .filter(|piece| piece.page == 2 && piece.text.starts_with("ÆRØ"));
        assert_eq!(second.count(), 3);
        for piece in &boxes {
            assert!(
                piece.left > 0.0 && piece.right < piece.frame[1],
                "{piece:?}"
            );
        }
        let long = boxes
            .iter()
            .find(|piece| piece.text.starts_with("Et navn"))
            .expect("a line");
        assert!(long.text.ends_with('…'), "{}", long.text);
    }
}

#[test]
fn labels_among_other_blocks_stand_on_pages_of_their_own() {
    let mut document = labels(LabelFormat::Mm70x37, 3, 0);
    let sheet = document.blocks[0].clone();
    document.blocks.insert(0, Block::Paragraph("Før.".into()));
    document.push(sheet).push(Block::Paragraph("Efter.".into()));
    let boxes = text_boxes(&document).expect("a layout");
    let page = |text: &str| {
        let found = boxes.iter().filter(|piece| piece.text == text);
        found.map(|piece| piece.page).collect::<Vec<_>>()
    };
    assert_eq!(page("Før."), [1]);
    assert_eq!(page("ÆRØ-00000"), [2, 3]);
    assert_eq!(page("Efter."), [4]);
    read(&document);
}

#[test]
fn the_lines_for_signatures_stay_on_one_page() {
    let person = |role: &str, name: &str| Signatory {
        role: role.into(),
        name: name.into(),
        title: "Borgmester".into(),
    };
    for lines in 15..34usize {
        let mut document = empty();
        for _ in 0..lines {
            document.paragraph("En linje.");
        }
        let people = [
            person("For Ærø Kommune", "Peter"),
            person("For sælger", ""),
            person("Vidne", "Ea"),
        ];
        document
            .heading(1, "", "Underskrifter")
            .signatures(people.to_vec());
        let boxes = assert_within_margins(&document);
        let pages: std::collections::BTreeSet<usize> = boxes
            .iter()
            .filter(|piece| {
                ["Underskrift", "Sted og dato", "Ea", "Underskrifter"]
                    .contains(&piece.text.as_str())
            })
            .map(|piece| piece.page)
            .collect();
        assert_eq!(pages.len(), 1, "{lines}");
    }
    let mut many = empty();
    many.signatures(vec![person("Rolle", ""); 60]);
    assert_within_margins(&many);
    read(&many);
}

#[test]
fn the_letterhead_stands_on_the_first_page_only_in_a_colour_that_can_be_read() {
    for cover in [Cover::Page, Cover::Head] {
        let mut document = empty();
        document.cover = cover;
        document.letterhead = Some(letterhead());
        document
            .heading(1, "", "Første")
            .paragraph("Tekst.")
            .page_break()
            .paragraph("Mere.");
        let boxes = assert_within_margins(&document);
        let address: Vec<usize> = boxes
            .iter()
            .filter(|piece| piece.text.starts_with("5970"))
            .map(|piece| piece.page)
            .collect();
        assert_eq!(address, [1]);
        let first = boxes
            .iter()
            .find(|piece| piece.text.contains("Første"))
            .expect("heading");
        assert_eq!(first.page, if cover == Cover::Page { 2 } else { 1 });
        let reader = read(&document);
        assert_eq!(alternatives(&reader), ["Ærø Kommunes logo"]);
        let content = reader.file.get_page_content(reader.pages()[0]);
        let content = String::from_utf8_lossy(&content).into_owned();
        assert!(
            !content.contains("0.04 0.24 0.38 rg"),
            "the house colour is replaced"
        );
    }
}

#[test]
fn a_document_without_cover_begins_with_its_content() {
    let mut document = empty();
    document.cover = Cover::None;
    document.letterhead = Some(letterhead());
    document.paragraph("Det første.");
    let pdf = checked(&document);
    assert_eq!(pdf.pages, 1);
    let reader = Reader::new(&pdf.bytes);
    assert!(alternatives(&reader).is_empty());
    assert!(reader.text().contains("side 1 af 1"));
}

#[test]
fn paper_is_turned_for_what_follows_and_takes_its_heading_along() {
    let mut document = empty();
    document
        .paragraph("Før.")
        .heading(1, "", "Bredt")
        .paper(Paper::OnItsSide);
    document
        .paragraph("På tværs.")
        .chart(chart(true))
        .paper(Paper::Upright)
        .paragraph("Efter.");
    let boxes = assert_within_margins(&document);
    let width = |text: &str| {
        let found = boxes
            .iter()
            .find(|piece| piece.content && piece.text.contains(text));
        found.map(|piece| piece.frame[1]).expect("text")
    };
    assert!(
        ["Bredt", "På tværs", "Tallene"]
            .into_iter()
            .all(|text| width(text) > 600.0)
    );
    assert!(width("Før") < 600.0 && width("Efter") < 600.0);
    read(&document);
}

#[test]
fn attached_files_come_back_as_they_were_and_make_the_file_pdf_a_3() {
    let file = |name: &str, bytes: &[u8]| Attachment {
        file_name: name.into(),
        media_type: "text/csv".into(),
        description: "Kravene som data".into(),
        relation: Relation::Data,
        bytes: bytes.to_vec(),
    };
    let mut document = empty();
    document.paragraph("Tekst.");
    document.attachments = vec![
        file("krav.csv", b"nr;krav\n1;\xc3\xa6"),
        file("a.csv", b""),
        file("krav.csv", b"2"),
    ];
    let reader = read(&document);
    let files: Vec<(String, Vec<u8>)> = reader
        .file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|entries| entries.has(b"AFRelationship"))
        .map(|entries| {
            let name = lopdf::decode_text_string(entries.get(b"UF").expect("UF")).expect("text");
            let files = reader.dictionary(entries.get(b"EF").expect("EF"));
            let stream = reader
                .file
                .dereference(files.get(b"F").expect("F"))
                .expect("a file")
                .1;
            let stream = stream.as_stream().expect("a stream");
            let bytes = stream
                .decompressed_content()
                .unwrap_or_else(|_| stream.content.clone());
            (name, bytes)
        })
        .collect();
    assert_eq!(files.len(), 3);
    for (name, bytes) in [
        ("krav.csv", &b"nr;krav\n1;\xc3\xa6"[..]),
        ("a.csv", b""),
        ("krav-2.csv", b"2"),
    ] {
        assert!(
            files.contains(&(name.into(), bytes.to_vec())),
            "{name} in {files:?}"
        );
    }
    assert!(
        reader
            .catalog()
            .get(b"AF")
            .and_then(Object::as_array)
            .is_ok()
    );
    assert!(draw(&document).expect("a file").bytes == draw(&document).expect("a file").bytes);
}

#[test]
fn the_footer_names_sender_and_date_and_the_header_the_case() {
    let mut document = empty();
    document.case_number = "26/0417".into();
    document.version = "Version 3".into();
    document.paragraph("Tekst.");
    let text = read(&document).text();
    for wanted in [
        "Ærø Kommune · 23. november 2026",
        "26/0417 · Version 3",
        "side 2 af 2",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in {text}");
    }
    assert_eq!(document.date, day(2026, 11, 23));
}
