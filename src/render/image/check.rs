//! What an SVG may not contain, looked at before anything of it is worked out.
//!
//! Elements that multiply (`use`, clipping paths) are counted as often as they would be drawn, so
//! that a small file cannot ask for years of work.

use super::ImageFault;
use std::collections::HashMap;
use usvg::roxmltree::{Document, Node, ParsingOptions};

/// Most elements of a file, and most that it may unfold to.
const ELEMENTS: usize = 20_000;
/// Deepest nesting of elements.
const DEPTH: usize = 64;

/// Elements that are something else than shapes.
const NO_SHAPES: [&str; 10] = [
    "foreignObject",
    "image",
    "text",
    "feImage",
    "filter",
    "mask",
    "pattern",
    "marker",
    "animate",
    "set",
];

/// Looks for what is refused.
///
/// # Errors
/// [`ImageFault`], by what was found first.
pub fn check(text: &str) -> Result<(), ImageFault> {
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: 200_000,
        ..ParsingOptions::default()
    };
    let file = Document::parse_with_options(text, options).map_err(|_| ImageFault::Unreadable)?;
    let mut open = vec![(file.root_element(), 1usize)];
    let (mut elements, mut clips) = (0usize, 0usize);
    while let Some((node, depth)) = open.pop() {
        elements += 1;
        if depth > DEPTH || elements > ELEMENTS {
            return Err(ImageFault::TooComplex);
        }
        if is_foreign(node) {
            continue;
        }
        element(node)?;
        if node.tag_name().name() == "clipPath" {
            clips += node.descendants().take(ELEMENTS).count();
        }
        let below = node.children().filter(Node::is_element);
        open.extend(below.map(|child| (child, depth + 1)));
    }
    let unfolded = Unfolding::of(&file).size(file.root_element(), 0);
    if unfolded.saturating_mul(1 + clips) > ELEMENTS * 100 || unfolded > ELEMENTS {
        return Err(ImageFault::TooComplex);
    }
    Ok(())
}

/// What drawing programs note down for themselves; nobody else looks at it.
fn is_foreign(node: Node<'_, '_>) -> bool {
    let name = node.tag_name();
    name.name() == "metadata"
        || name
            .namespace()
            .is_some_and(|space| !space.ends_with("/svg"))
}

fn element(node: Node<'_, '_>) -> Result<(), ImageFault> {
    let name = node.tag_name().name();
    if name == "script" {
        return Err(ImageFault::Script);
    }
    if let Some(name) = NO_SHAPES.into_iter().find(|other| name.starts_with(other)) {
        return Err(ImageFault::NoShape(name));
    }
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        let value = value.trim();
        if name.starts_with("on") || value.to_ascii_lowercase().contains("javascript:") {
            return Err(ImageFault::Script);
        }
        if name == "href" && !value.is_empty() && !value.starts_with('#') || leads_out(value) {
            return Err(ImageFault::External);
        }
    }
    match node.text().filter(|_| name == "style").map(leads_out) {
        Some(true) => Err(ImageFault::External),
        _ => Ok(()),
    }
}

/// Whether a style refers to something that is not in the file.
fn leads_out(style: &str) -> bool {
    let outside = |reference: &str| {
        let target = reference.trim_start().trim_start_matches(['"', '\'']);
        !target.starts_with('#')
    };
    style.contains("@import") || style.split("url(").skip(1).any(outside)
}

/// How many elements there are when every `use` is replaced by what it refers to.
struct Unfolding<'a, 'b> {
    named: HashMap<&'a str, Node<'a, 'b>>,
    known: HashMap<usize, usize>,
}

impl<'a, 'b> Unfolding<'a, 'b> {
    fn of(file: &'a Document<'b>) -> Self {
        let nodes = file.descendants().filter(Node::is_element);
        let named = nodes.filter_map(|node| Some((node.attribute("id")?, node)));
        Unfolding {
            named: named.collect(),
            known: HashMap::new(),
        }
    }

    fn size(&mut self, node: Node<'a, 'b>, depth: usize) -> usize {
        let key = node.id().get_usize();
        if depth > 2 * DEPTH {
            return ELEMENTS + 1;
        }
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let mut size = 1usize;
        for child in node.children().filter(Node::is_element) {
            size = size.saturating_add(self.size(child, depth + 1));
        }
        if node.tag_name().name() == "use" {
            let reference = node.attributes().find(|found| found.name() == "href");
            let target = reference.and_then(|found| found.value().trim().strip_prefix('#'));
            if let Some(target) = target.and_then(|id| self.named.get(id).copied()) {
                size = size.saturating_add(self.size(target, depth + 1));
            }
        }
        self.known.insert(key, size);
        size
    }
}
