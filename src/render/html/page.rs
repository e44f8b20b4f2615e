//! The page around a document: who publishes it, its title and facts, the contents, the text, the footnotes.

use super::Writer;
use super::inline::is_language;
use crate::render::document::{Block, Cover, Document, Text};
use crate::render::markdown::is_address;
use crate::render::outline::outline;
use crate::render::{colour, numbers};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The style sheet of every page, within the page itself.
pub const STYLE: &str = include_str!("page.css");

/// Where a page leads to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Links<'l> {
    /// The same document as a PDF file: a path on this server, or a whole address.
    pub pdf: Option<&'l str>,
}

static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'self'"
    )
});

/// The header `Content-Security-Policy` for a page: its own style sheet, its own pictures, nothing else.
pub fn content_security_policy() -> &'static str {
    &POLICY
}

/// A document as a whole page.
pub fn page(document: &Document, links: Links<'_>) -> String {
    let entries = outline(document);
    let mut writer = Writer::new(&entries, "");
    writer.out.made("<!DOCTYPE html>\n");
    let language = if is_language(&document.language) {
        document.language.as_str()
    } else {
        "da"
    };
    writer.out.open("html", &[("lang", language)]);
    writer.page_head(document);
    writer.out.open(
        "body",
        &[("class", if document.draft { "draft" } else { "issued" })],
    );
    writer.out.element(
        "a",
        &[("class", "skip"), ("href", "#tekst")],
        "Gå til teksten",
    );
    writer.header(document, links);
    let leading = |block: &&Block| {
        matches!(
            block,
            Block::TableOfContents { .. } | Block::PageBreak | Block::Paper(_)
        )
    };
    let from = document.blocks.iter().take_while(leading).count();
    writer.out.open("div", &[("class", "columns")]);
    for block in document.blocks.iter().take(from) {
        if let Block::TableOfContents { depth } = block {
            writer.contents(*depth);
        }
    }
    writer
        .out
        .open("main", &[("id", "tekst"), ("tabindex", "-1")]);
    writer.blocks(&document.blocks, from);
    writer.close_sections(0);
    writer.footnotes();
    writer.out.close("main");
    writer.out.close("div");
    writer.footer(document);
    writer.out.close("body");
    writer.out.close("html");
    writer.out.line();
    writer.out.finish()
}

impl Writer<'_> {
    fn page_head(&mut self, document: &Document) {
        self.out.open("head", &[]);
        self.out.void("meta", &[("charset", "utf-8")]);
        let view = [
            ("name", "viewport"),
            ("content", "width=device-width, initial-scale=1"),
        ];
        self.out.void("meta", &view);
        self.out.void(
            "meta",
            &[("name", "color-scheme"), ("content", "light dark")],
        );
        self.out
            .void("meta", &[("name", "author"), ("content", &document.author)]);
        let draft = if document.draft { "Udkast: " } else { "" };
        let title = format!("{draft}{}", document.title);
        let title = if title.trim().is_empty() {
            "Dokument"
        } else {
            &title
        };
        self.out
            .element("title", &[], &title.replace(['\n', '\r'], " "));
        self.out.open("style", &[]);
        self.out.made(STYLE);
        self.out.close("style");
        self.out.close("head");
        self.out.line();
    }

    fn header(&mut self, document: &Document, links: Links<'_>) {
        self.out.open("header", &[]);
        if document.draft {
            self.out.open("p", &[("class", "banner")]);
            self.out.element("strong", &[], "Udkast");
            self.out.text(" – ikke offentliggjort");
            self.out.close("p");
        }
        self.out.open("div", &[("class", "front")]);
        self.letterhead(document);
        let pdf = links.pdf.filter(|address| is_place(address));
        if document.cover == Cover::None {
            self.out
                .element("h1", &[("class", "unseen")], title(document));
        } else {
            self.out.element("h1", &[], title(document));
            self.given("subtitle", &document.subtitle);
        }
        if let Some(address) = pdf {
            self.out.open("p", &[("class", "actions")]);
            let attributes = [("href", address), ("type", "application/pdf")];
            self.out.element("a", &attributes, "Hent som PDF");
            self.out.close("p");
        }
        if document.cover != Cover::None {
            let facts = facts(document);
            self.facts(facts.iter().map(|(name, value)| (name.as_str(), value)));
        }
        self.out.close("div");
        self.out.close("header");
        self.out.line();
    }

    /// The sender's mark; the colour as an attribute of a shape, because the style sheet is the same for all.
    fn letterhead(&mut self, document: &Document) {
        let head = document.letterhead.as_ref();
        let colour = head.and_then(|head| head.colour);
        if let Some([red, green, blue]) = colour.map(colour::readable) {
            let fill = format!("#{red:02x}{green:02x}{blue:02x}");
            self.out.open(
                "svg",
                &[
                    ("class", "band"),
                    ("aria-hidden", "true"),
                    ("focusable", "false"),
                ],
            );
            self.out.void(
                "rect",
                &[("width", "100%"), ("height", "100%"), ("fill", &fill)],
            );
            self.out.close("svg");
        }
        if document.cover == Cover::None {
            return;
        }
        self.out.open("div", &[("class", "sender")]);
        if let Some((logo, alternative)) = head.and_then(|head| head.logo.as_ref()) {
            let alternative = match alternative.trim() {
                "" => document.author.as_str(),
                given => given,
            };
            self.image(logo, alternative, 200);
        }
        self.out.open("div", &[]);
        self.given("author", &document.author);
        for line in head.into_iter().flat_map(|head| &head.address) {
            self.given("quiet", line);
        }
        self.out.close("div");
        self.out.close("div");
    }

    fn footer(&mut self, document: &Document) {
        let date = numbers::date(document.date);
        let parts = [
            &document.author,
            &document.case_number,
            &document.version,
            &date,
        ];
        let parts: Vec<&str> = parts
            .into_iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        self.out.element("footer", &[], &parts.join(" · "));
    }
}

fn title(document: &Document) -> &str {
    match document.title.trim() {
        "" => "Dokument",
        title => title,
    }
}

/// The facts at the head, as on the title page.
fn facts(document: &Document) -> Vec<(String, Text)> {
    let own = [
        ("Sagsnummer", &document.case_number),
        ("Version", &document.version),
    ];
    let own = own.into_iter().filter(|(_, value)| !value.is_empty());
    let own = own.map(|(name, value)| {
        let value = value
            .strip_prefix(name)
            .map_or(value.as_str(), str::trim_start);
        (name.to_owned(), value.into())
    });
    let date = ("Dato".to_owned(), numbers::date(document.date).into());
    let given = document.front.iter();
    let given = given.map(|(name, value)| (name.clone(), value.as_str().into()));
    own.chain([date]).chain(given).collect()
}

/// Whether an address is a path on this server or one on the web.
fn is_place(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or("");
    let own = !address.starts_with("//") && !path.contains([':', '\\']);
    is_address(address) || (own && !address.is_empty() && !address.chars().any(char::is_control))
}
