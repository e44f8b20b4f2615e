//! Pages read back as trees; what is no well-formed XML is no page of ours.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::BTreeMap;

/// An element, or the page itself by the name of nothing.
#[derive(Debug, Default, Clone)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Node>,
}

#[derive(Debug, Clone)]
pub enum Node {
    Element(Element),
    Text(String),
}

/// A page or a part of one as a tree.
pub fn read(html: &str) -> Element {
    let mut reader = Reader::from_str(html);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => add(&mut open, Node::Element(element(&start))),
            Event::End(_) => {
                let closed = open.pop().expect("an element that was opened");
                add(&mut open, Node::Element(closed));
            }
            Event::Text(text) => {
                add(&mut open, Node::Text(text.to_string()));
            }
            Event::GeneralRef(name) => add(&mut open, Node::Text(referred(&name))),
            Event::Eof => break,
            Event::DocType(_) => {}
            other => panic!("no page has {other:?}"),
        }
    }
    assert_eq!(open.len(), 1, "every element is closed");
    open.pop().expect("the page")
}

fn add(open: &mut [Element], node: Node) {
    let parent = open.last_mut().expect("an element that is open");
    match (parent.children.last_mut(), node) {
        (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
        (_, node) => parent.children.push(node),
    }
}

fn referred(name: &BytesRef<'_>) -> String {
    match &**name {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        other => panic!("&{other}; is not needed"),
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let name = start.name().as_ref().to_owned();
    let mut attributes = BTreeMap::new();
    for attribute in start.attributes() {
        let attribute = attribute.expect("an attribute in quotes, given once");
        let key = attribute.key.as_ref().to_owned();
        let value = quick_xml::escape::unescape(&attribute.value).expect("known references");
        attributes.insert(key, value.into_owned());
    }
    Element {
        name,
        attributes,
        children: Vec::new(),
    }
}

impl Element {
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// This element and all within, in reading order.
    pub fn all(&self) -> Vec<&Element> {
        let mut found = vec![self];
        for child in self.elements() {
            found.extend(child.all());
        }
        found
    }

    /// All elements within of a name.
    pub fn named(&self, name: &str) -> Vec<&Element> {
        let mut found = self.all();
        found.retain(|element| element.name == name);
        found
    }

    /// The only element within of a name.
    pub fn only(&self, name: &str) -> &Element {
        let found = self.named(name);
        assert_eq!(found.len(), 1, "one <{name}>");
        found.first().expect("one")
    }

    /// What is read within.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for child in &self.children {
            match child {
                Node::Text(own) => text.push_str(own),
                Node::Element(element) if element.name == "br" => text.push('\n'),
                Node::Element(element) => text.push_str(&element.text()),
            }
        }
        text
    }

    /// The headings within: level and text.
    pub fn headings(&self) -> Vec<(u8, String)> {
        let all = self.all();
        let headings = all.iter().filter_map(|element| {
            let level: u8 = element.name.strip_prefix('h')?.parse().ok()?;
            let level = element.attribute("aria-level").parse().unwrap_or(level);
            Some((level, element.text()))
        });
        headings.collect()
    }
}
