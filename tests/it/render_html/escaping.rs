//! Markup in every field of the model comes out as text.

use super::page;
use anskaf::finance::Money;
use anskaf::render::chart::Series;
use anskaf::render::document::{
    Cover, Figure, Inline, Label, LabelFormat, LabelSheet, Letterhead, List, ListItem, Picture,
    Signatory, Target, Text,
};
use anskaf::render::{Block, Cell, Chart, Column, Document, Table};

/// Gives every field a text of its own that would be an element.
struct Texts(usize);

impl Texts {
    fn next(&mut self) -> String {
        self.0 += 1;
        format!("\"'>&amp;</p></td><script>alert({})</script>", self.0)
    }

    fn text(&mut self) -> Text {
        let piece = |texts: &mut Texts| Inline {
            text: texts.next(),
            strong: true,
            emphasis: true,
            code: true,
            ..Inline::default()
        };
        let note = Text(vec![piece(self)]);
        let mut text = Text(vec![piece(self), piece(self), piece(self)]);
        text.0[0].footnote = Some(Box::new(note));
        text.0[1].target = Some(Target::Address(format!(
            "https://a.example/{}",
            self.next()
        )));
        text.0[2].language = Some(self.next());
        text.0[2].target = Some(Target::Section(self.next()));
        text
    }
}

fn document(cover: Cover) -> Document {
    let mut texts = Texts(0);
    let t = &mut texts;
    let mut document = Document::new(
        t.next(),
        t.next(),
        crate::render_pdf::sample::day(2026, 1, 1),
    );
    document.cover = cover;
    document.draft = true;
    document.subtitle = t.next();
    document.case_number = t.next();
    document.version = t.next();
    document.language = t.next();
    document.front = vec![(t.next(), t.next())];
    document.letterhead = Some(Letterhead {
        logo: Some((anskaf::render::document::Image::Svg(t.next()), t.next())),
        colour: Some([1, 2, 3]),
        address: vec![t.next()],
    });
    let id = t.next();
    document.contents(6).heading(1, &id, t.next());
    document.paragraph(t.text());
    let inner = Some(List::new(true, [t.text()]));
    let items = vec![ListItem {
        text: t.text(),
        inner,
    }];
    document.push(Block::List(List {
        numbered: false,
        items,
    }));
    let facts = vec![(t.next(), t.text())];
    document.facts(facts);
    document.note(t.next(), t.text());
    document.table(table(t));
    document.chart(chart(t));
    for picture in [
        Picture::Qr(t.next()),
        Picture::Qr("å".repeat(2_000) + &t.next()),
    ] {
        document.figure(Figure {
            picture,
            alternative: t.next(),
            caption: t.next(),
            width: 30,
        });
    }
    document.signatures([Signatory {
        role: t.next(),
        name: t.next(),
        title: t.next(),
    }]);
    document.push(Block::Labels(LabelSheet {
        format: LabelFormat::Mm38x21,
        used: 0,
        labels: vec![Label {
            title: t.next(),
            lines: vec![t.next()],
            code: t.next(),
        }],
    }));
    document
}

fn table(t: &mut Texts) -> Table {
    let columns = vec![
        Column::text(t.next()).in_group(t.next()),
        Column::text(t.next()),
        Column::text(t.next()),
    ];
    let mut table = Table::new(t.next(), columns);
    table.group(t.next());
    let inner = Table::new(t.next(), vec![Column::text(t.next())]);
    let blocks = vec![
        Block::Paragraph(t.text()),
        Block::Table(inner),
        Block::List(List::new(false, [t.text()])),
    ];
    table.row(vec![t.next().into(), t.next().into(), Cell::Blocks(blocks)]);
    table.total(vec![t.next().into()]);
    table.note(t.next());
    table
}

fn chart(t: &mut Texts) -> Chart {
    Chart {
        language: anskaf::error::Language::Danish,
        title: t.next(),
        alternative: t.next(),
        categories: vec![t.next()],
        series: vec![Series {
            name: t.next(),
            values: vec![Some(Money::from_ore(100))],
        }],
        limits: vec![Series {
            name: t.next(),
            values: vec![Some(Money::from_ore(200))],
        }],
        with_table: true,
    }
}

#[test]
fn markup_in_any_field_is_shown_and_makes_no_element() {
    for cover in [Cover::Page, Cover::Head, Cover::None] {
        let document = document(cover);
        // Reading fails where a text closes an element or begins one.
        let page = page(&document);
        for element in page.all() {
            assert!(element.name != "script", "{element:?}");
        }
        let shown = page.text();
        assert!(shown.contains("</p></td><script>alert(1)</script>"));
        assert!(shown.matches("<script>alert(").count() > 60);
        assert_eq!(page.only("html").attribute("lang"), "da");
    }
}

#[test]
fn characters_that_xml_has_no_form_for_are_seen_as_boxes() {
    let mut document = super::empty();
    document.title = "a\0b".into();
    document.paragraph("c\u{1b}d\u{b}e\u{ffff}f\u{202e}g");
    let page = page(&document);
    assert_eq!(page.only("h1").text(), "a\u{fffd}b");
    assert_eq!(
        page.only("main").text(),
        "c\u{fffd}d\u{fffd}e\u{fffd}f\u{202e}g\n"
    );
}
