//! The structure tree: roles, what may stand in what, alternative texts, and that content, tree and
//! parent tree tell the same.

use super::Check;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Standard structure types (ISO 32000-1, 14.8.4).
const STANDARD: [&str; 47] = [
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "P",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "Warichu",
    "RB",
    "RT",
    "RP",
    "Figure",
    "Formula",
    "Form",
];

/// An element as the file has it.
pub struct Element<'a> {
    pub id: ObjectId,
    pub role: String,
    pub entries: &'a Dictionary,
    pub kids: Vec<Element<'a>>,
    /// Marked content by page and number.
    contents: Vec<(ObjectId, i64)>,
    annotations: Vec<ObjectId>,
}

impl<'a> Check<'a> {
    pub fn structure(&mut self) {
        let Some(root) = self.dictionary(self.root(), "StructTreeRoot") else {
            return self.rule(false, || "6.7.3-1: no structure".into());
        };
        let kids = self.array(root, "K").map(Vec::as_slice).unwrap_or(&[]);
        let ids: Vec<ObjectId> = kids
            .iter()
            .filter_map(|kid| kid.as_reference().ok())
            .collect();
        let elements: Vec<Element<'a>> = ids.iter().filter_map(|id| self.element(*id, 0)).collect();
        let one = matches!(&elements[..], [only] if only.role == "Document");
        self.rule(one, || "not exactly one Document".into());
        let mut state = State::default();
        for element in &elements {
            self.walk(element, "", &mut state);
        }
        let all: BTreeSet<_> = self.contents.keys().copied().collect();
        let held: BTreeSet<_> = state.owners.keys().copied().collect();
        let lost = all.symmetric_difference(&held).next();
        self.rule(lost.is_none(), || {
            format!("content and structure differ: {lost:?}")
        });
        self.parents(root, &state);
    }

    fn element(&mut self, id: ObjectId, depth: usize) -> Option<Element<'a>> {
        let entries = self.file.get_dictionary(id).ok()?;
        let mut element = Element {
            id,
            role: self.name(entries, "S")?,
            entries,
            kids: Vec::new(),
            contents: Vec::new(),
            annotations: Vec::new(),
        };
        let good = depth < 200;
        self.rule(good, || "the structure is endless".into());
        let kids = match self.entry(entries, "K") {
            Some(Object::Array(kids)) if good => kids.as_slice(),
            _ => &[],
        };
        let page = entries.get(b"Pg").and_then(Object::as_reference).ok();
        for kid in kids {
            let found = self.file.dereference(kid).ok().map(|found| found.1);
            let inner = found.and_then(|object| object.as_dict().ok());
            let kind = inner.and_then(|entries| self.name(entries, "Type"));
            let of = |entries: &Dictionary, key: &[u8]| {
                entries.get(key).and_then(Object::as_reference).ok()
            };
            match (found, inner, kind.as_deref()) {
                (Some(Object::Integer(number)), ..) => {
                    element.contents.extend(page.map(|page| (page, *number)));
                }
                (_, Some(inner), Some("MCR")) => {
                    let number = self.integer(inner, "MCID");
                    let page = of(inner, b"Pg").or(page);
                    element.contents.extend(page.zip(number));
                }
                (_, Some(inner), Some("OBJR")) => element.annotations.extend(of(inner, b"Obj")),
                _ => {
                    let below = kid.as_reference().ok();
                    let below = below.and_then(|id| self.element(id, depth + 1));
                    self.rule(below.is_some(), || {
                        format!("a kid of {} cannot be read", element.role)
                    });
                    if let Some(below) = below {
                        let parent = of(below.entries, b"P");
                        self.rule(parent == Some(id), || {
                            format!("{} names another parent", below.role)
                        });
                        element.kids.push(below);
                    }
                }
            }
        }
        Some(element)
    }

    fn walk(&mut self, element: &Element<'a>, parent: &str, state: &mut State) {
        let role = element.role.as_str();
        let standard = STANDARD.contains(&role);
        self.rule(standard, || format!("7.1-5: the type {role}"));
        self.nesting(element, parent);
        if let Some(language) = self.text(element.entries, "Lang") {
            self.language(&language, role);
        }
        let spoken = ["Alt", "ActualText"].map(|key| self.text(element.entries, key));
        let spoken = spoken
            .into_iter()
            .flatten()
            .any(|text| !text.trim().is_empty());
        if matches!(role, "Figure" | "Formula") {
            self.rule(spoken, || {
                format!("7.3-1: a {role} without alternative text")
            });
        }
        if role == "Figure" {
            self.figure(element);
        }
        if let Some(level) = role
            .strip_prefix('H')
            .and_then(|level| level.parse::<usize>().ok())
        {
            let last = state.level;
            self.rule(level <= last + 1, || {
                format!("7.4.2-1: H{level} follows H{last}")
            });
            state.level = level;
        }
        self.rule(role != "H", || "7.4.4: H beside numbered headings".into());
        if role == "Note" {
            let id = self.text(element.entries, "ID").unwrap_or_default();
            let new = !id.is_empty() && state.notes.insert(id.clone());
            self.rule(new, || format!("7.9: a note has the ID {id:?}"));
        }
        let leaf = element.kids.is_empty()
            && element.contents.is_empty()
            && element.annotations.is_empty();
        let may_be_empty = matches!(
            role,
            "TD" | "TH" | "Document" | "Sect" | "Div" | "LBody" | "P" | "TBody"
        );
        self.rule(!leaf || may_be_empty, || format!("an empty {role}"));
        for content in &element.contents {
            let tag = self.contents.get(content).cloned().unwrap_or_default();
            self.rule(tag == role, || {
                format!("content marked {tag} belongs to {role}")
            });
            let first = state.owners.insert(*content, element.id).is_none();
            self.rule(first, || format!("{content:?} belongs to two elements"));
        }
        for annotation in &element.annotations {
            self.rule(role == "Link", || format!("7.18.5-1: a link in {role}"));
            state.links.insert(*annotation, element.id);
        }
        if role == "Table" {
            self.table(element);
        }
        for kid in &element.kids {
            self.walk(kid, role, state);
        }
    }

    /// 7.2-3 to 7.2-38: what may stand in what.
    fn nesting(&mut self, element: &Element<'a>, parent: &str) {
        let role = element.role.as_str();
        let kids: Vec<&str> = element.kids.iter().map(|kid| kid.role.as_str()).collect();
        let parents: &[&str] = match role {
            "TR" => &["Table", "THead", "TBody", "TFoot"],
            "THead" | "TBody" | "TFoot" => &["Table"],
            "TH" | "TD" => &["TR"],
            "LI" => &["L"],
            "LBody" => &["LI"],
            "TOCI" => &["TOC"],
            "Document" => &[""],
            _ => &[],
        };
        let placed = parents.is_empty() || parents.contains(&parent);
        self.rule(placed, || format!("7.2: {role} in {parent}"));
        let allowed: &[&str] = match role {
            "Table" => &["TR", "THead", "TBody", "TFoot", "Caption"],
            "THead" | "TBody" | "TFoot" => &["TR"],
            "TR" => &["TH", "TD"],
            "L" => &["L", "LI", "Caption"],
            "LI" => &["Lbl", "LBody"],
            "TOC" => &["TOC", "TOCI", "Caption"],
            _ => return,
        };
        let wrong = kids.iter().find(|kid| !allowed.contains(kid));
        self.rule(wrong.is_none(), || format!("7.2: {wrong:?} in {role}"));
        let bare = element.contents.is_empty();
        self.rule(bare, || format!("7.2: content directly in {role}"));
        let captions = kids.iter().filter(|kid| **kid == "Caption").count();
        let first = kids.first() == Some(&"Caption")
            || (role == "Table" && kids.last() == Some(&"Caption"));
        self.rule(captions == 0 || captions == 1 && first, || {
            format!("7.2: the caption of {role}")
        });
    }

    /// The figure says where it is, and it is on paper.
    fn figure(&mut self, element: &Element<'a>) {
        let attributes = self.dictionary(element.entries, "A");
        let sides = attributes.and_then(|entries| self.array(entries, "BBox"));
        let sides: Vec<f32> = sides
            .into_iter()
            .flatten()
            .filter_map(|side| side.as_float().ok())
            .collect();
        let good = matches!(sides[..], [left, bottom, right, top]
            if left < right && bottom < top && left >= -1.0 && bottom >= -1.0 && right < 1_200.0 && top < 1_200.0);
        self.rule(good, || format!("a figure stands at {sides:?}"));
    }

    /// The parent tree leads from content and links to the same elements as the tree.
    fn parents(&mut self, root: &'a Dictionary, state: &State) {
        let tree = self.dictionary(root, "ParentTree");
        let numbers = tree.and_then(|tree| self.array(tree, "Nums"));
        let mut parents: BTreeMap<i64, &Object> = BTreeMap::new();
        for pair in numbers.map(Vec::as_slice).unwrap_or(&[]).chunks(2) {
            if let [Object::Integer(key), value] = pair {
                let rising = parents.last_key_value().is_none_or(|(last, _)| last < key);
                self.rule(rising, || {
                    format!("the key {key} of the parent tree is out of order")
                });
                parents.insert(*key, value);
            }
        }
        let next = self.integer(root, "ParentTreeNextKey").unwrap_or(i64::MAX);
        let least = parents.keys().all(|key| *key < next);
        self.rule(least, || {
            format!("the next key {next} of the parent tree is taken")
        });
        for (id, page) in self.pages() {
            let key = self.integer(page, "StructParents").unwrap_or(-1);
            let list = parents
                .get(&key)
                .and_then(|found| self.file.dereference(found).ok());
            let list = list.and_then(|found| found.1.as_array().ok());
            let own = state.owners.range((id, 0)..=(id, i64::MAX));
            for ((_, number), owner) in own {
                let told = list.and_then(|list| list.get(usize::try_from(*number).ok()?));
                let told = told.and_then(|told| told.as_reference().ok());
                self.rule(told == Some(*owner), || {
                    format!("content {number} has the parent {told:?}")
                });
            }
        }
        for (annotation, owner) in &state.links {
            let entries = self
                .file
                .get_dictionary(*annotation)
                .expect("an annotation");
            let key = self.integer(entries, "StructParent").unwrap_or(-1);
            let told = parents.get(&key).and_then(|told| told.as_reference().ok());
            self.rule(told == Some(*owner), || {
                format!("a link has the parent {told:?}")
            });
        }
        let held: BTreeSet<ObjectId> = state.links.keys().copied().collect();
        self.annotations(&held);
    }
}

/// What is seen on the way through the tree.
#[derive(Default)]
struct State {
    level: usize,
    notes: BTreeSet<String>,
    owners: BTreeMap<(ObjectId, i64), ObjectId>,
    links: BTreeMap<ObjectId, ObjectId>,
}
