//! The checker finds what is broken: a rule that no file can break is no rule.

use super::sample::tender;
use super::{checked, empty};
use crate::support::pdf::{assert_conforms, faults};
use anskaf::render::document::{Attachment, Relation};
use anskaf::render::pdf::draw;
use lopdf::{Dictionary, Document, Object};

/// The faults of a sample after something was done to its objects.
fn broken(change: impl FnOnce(&mut Document)) -> String {
    let mut document = tender(false);
    document.attachments.push(Attachment {
        file_name: "krav.csv".into(),
        media_type: "text/csv".into(),
        description: "Krav".into(),
        relation: Relation::Data,
        bytes: b"nr;krav".to_vec(),
    });
    let mut file = Document::load_mem(&draw(&document).expect("a file").bytes).expect("readable");
    change(&mut file);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("a file");
    faults(&bytes).join("\n")
}

/// The first dictionary in which something holds, however deep within others.
fn first<'o>(
    object: &'o mut Object,
    holds: &dyn Fn(&Dictionary) -> bool,
) -> Option<&'o mut Dictionary> {
    let own = match object {
        Object::Dictionary(entries) => holds(entries),
        Object::Stream(stream) => holds(&stream.dict),
        _ => false,
    };
    if own {
        return match object {
            Object::Dictionary(entries) => Some(entries),
            Object::Stream(stream) => Some(&mut stream.dict),
            _ => None,
        };
    }
    match object {
        Object::Dictionary(entries) => {
            let mut values = entries.iter_mut();
            values.find_map(|(_, value)| first(value, holds))
        }
        Object::Array(items) => items.iter_mut().find_map(|item| first(item, holds)),
        _ => None,
    }
}

/// Changes the first dictionary in which `holds` is true.
fn change(
    file: &mut Document,
    holds: impl Fn(&Dictionary) -> bool,
    change: impl FnOnce(&mut Dictionary),
) {
    let mut objects = file.objects.values_mut();
    let entries = objects.find_map(|object| first(object, &holds));
    change(entries.expect("something to change"));
}

fn is(key: &'static str, value: &'static str) -> impl Fn(&Dictionary) -> bool {
    move |entries| {
        let name = entries.get(key.as_bytes()).and_then(Object::as_name);
        name.is_ok_and(|name| name == value.as_bytes())
    }
}

fn named(name: &str) -> Object {
    Object::Name(name.into())
}

#[test]
fn a_whole_tender_conforms() {
    assert_conforms(&draw(&tender(true)).expect("a file").bytes);
    assert_eq!(broken(|_| {}), "", "writing it anew breaks nothing");
}

#[test]
fn each_broken_rule_is_found() {
    type Change = Box<dyn FnOnce(&mut Document)>;
    let set =
        |found: Box<dyn Fn(&Dictionary) -> bool>, key: &'static str, value: Object| -> Change {
            Box::new(move |file| change(file, found, |entries| entries.set(key, value)))
        };
    let unset = |found: Box<dyn Fn(&Dictionary) -> bool>, key: &'static str| -> Change {
        Box::new(move |file| {
            change(file, found, |entries| {
                entries.remove(key.as_bytes());
            });
        })
    };
    let catalog = || Box::new(is("Type", "Catalog"));
    let cases: Vec<(&str, Change)> = vec![
        ("6.7.2-1", unset(catalog(), "MarkInfo")),
        ("7.1-10", unset(catalog(), "ViewerPreferences")),
        (
            "7.2-29",
            set(catalog(), "Lang", Object::string_literal("på dansk")),
        ),
        ("6.2.3-2", unset(catalog(), "OutputIntents")),
        ("6.6.2.1-1", unset(catalog(), "Metadata")),
        ("6.7.3-1", unset(catalog(), "StructTreeRoot")),
        ("6.8-4", unset(catalog(), "AF")),
        ("6.5.1-1", set(catalog(), "OpenAction", Object::Null)),
        ("7.1-5", set(Box::new(is("S", "P")), "S", named("Absatz"))),
        (
            "7.2: TD in P",
            set(Box::new(is("S", "TR")), "S", named("P")),
        ),
        ("scope", unset(Box::new(is("S", "TH")), "A")),
        ("7.4.2-1", set(Box::new(is("S", "H1")), "S", named("H3"))),
        ("7.18.3-1", unset(Box::new(is("Type", "Page")), "Tabs")),
        (
            "6.1.13-11",
            set(
                Box::new(is("Type", "Page")),
                "MediaBox",
                Object::Array(Vec::new()),
            ),
        ),
        (
            "7.18.5-2",
            unset(Box::new(is("Subtype", "Link")), "Contents"),
        ),
        ("6.3.2", unset(Box::new(is("Subtype", "Link")), "F")),
        (
            "6.3.1-1",
            set(Box::new(is("Subtype", "Link")), "Subtype", named("Movie")),
        ),
        (
            "the parent",
            unset(Box::new(is("Subtype", "Link")), "StructParent"),
        ),
        (
            "6.2.11.3-2",
            unset(Box::new(is("Subtype", "CIDFontType2")), "CIDToGIDMap"),
        ),
        (
            "6.2.11.5-1",
            unset(Box::new(is("Subtype", "CIDFontType2")), "W"),
        ),
        (
            "6.2.11.7-1",
            unset(Box::new(is("Subtype", "Type0")), "ToUnicode"),
        ),
        (
            "6.2.11.4-1",
            unset(Box::new(|entries| entries.has(b"FontFile2")), "FontFile2"),
        ),
        (
            "6.8-3",
            unset(
                Box::new(|entries| entries.has(b"AFRelationship")),
                "AFRelationship",
            ),
        ),
        (
            "6.8-1",
            unset(Box::new(is("Type", "EmbeddedFile")), "Subtype"),
        ),
        (
            "leads to no page",
            set(
                Box::new(|entries| entries.has(b"Title") && entries.has(b"Dest")),
                "Dest",
                Object::Array(Vec::new()),
            ),
        ),
        (
            "6.1.13-3",
            set(catalog(), "X", Object::string_literal("x".repeat(40_000))),
        ),
        ("6.1.13-1", set(catalog(), "X", Object::Integer(1 << 40))),
    ];
    for (wanted, change) in cases {
        let faults = broken(change);
        assert!(faults.contains(wanted), "{wanted} is not among {faults:?}");
    }
}

#[test]
fn content_that_is_wrong_is_found() {
    let cases = [
        ("7.1: f outside any mark", "0 0 9 9 re f"),
        ("6.2.2-1", "/Artifact BMC 0 0 0 1 k EMC"),
        ("6.2.2-1", "/S sh"),
        ("7.1-2", "/Artifact BMC /P <</MCID 900>> BDC EMC EMC"),
        ("content and structure differ", "/P <</MCID 900>> BDC EMC"),
        ("6.1.13-8", &"q ".repeat(29)),
        ("stays open", "/Artifact BMC"),
        ("without begin", "EMC"),
        ("6.2.2-2", "/Artifact BMC /P9 Do EMC"),
        ("6.2.11.8-1", "/Artifact BMC BT /FR 9 Tf <0000> Tj ET EMC"),
    ];
    for (wanted, added) in cases {
        let faults = broken(|file| {
            let page = *file.get_pages().values().next().expect("a page");
            file.add_page_contents(page, format!("\n{added}\n").into_bytes())
                .expect("content");
        });
        assert!(faults.contains(wanted), "{wanted} is not among {faults:?}");
    }
}

#[test]
fn a_file_that_is_cut_off_or_continued_is_found() {
    let mut document = empty();
    document.paragraph("Tekst.");
    let bytes = checked(&document).bytes;
    assert!(!faults(bytes.get(..bytes.len() / 2).expect("half")).is_empty());
    assert!(
        faults(&[&bytes[..], b"more"].concat())
            .join("\n")
            .contains("6.1.3-3")
    );
    assert!(
        faults(&[b"\n", &bytes[..]].concat())
            .join("\n")
            .contains("6.1.2-1")
    );
}
