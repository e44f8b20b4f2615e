//! The nested bookmarks of the file: each knows its neighbours, its parent and its first and last
//! below (ISO 32000-1, 12.3.3).

use super::archive::Finish;
use super::flow::Bookmark;
use super::values::{integer, name, text};
use lopdf::{Dictionary, Object, ObjectId};

impl Finish {
    /// The nested outline, or `None` without bookmarks.
    pub fn bookmarks(&mut self, bookmarks: &[Bookmark]) -> Option<ObjectId> {
        if bookmarks.is_empty() {
            return None;
        }
        let root = self.file.new_object_id();
        let ids: Vec<ObjectId> = bookmarks
            .iter()
            .map(|_| self.file.new_object_id())
            .collect();
        let families = families(bookmarks);
        let id = |number: usize| match number.checked_sub(1) {
            None => Object::Reference(root),
            Some(number) => ids.get(number).map_or(Object::Null, |id| (*id).into()),
        };
        let ends = |family: &[usize], entry: &mut Dictionary| {
            if let (Some(first), Some(last)) = (family.first(), family.last()) {
                entry.set("First", id(first + 1));
                entry.set("Last", id(last + 1));
            }
        };
        for (parent, family) in families.iter().enumerate() {
            for (place, number) in family.iter().enumerate() {
                let Some(bookmark) = bookmarks.get(*number) else {
                    continue;
                };
                let title = text(&bookmark.title);
                let mut entry = Dictionary::from_iter([("Title", title), ("Parent", id(parent))]);
                if let Ok(place) = self.destination(bookmark.page, bookmark.y) {
                    entry.set("Dest", place);
                }
                if let Some(before) = place.checked_sub(1).and_then(|at| family.get(at)) {
                    entry.set("Prev", id(before + 1));
                }
                if let Some(after) = family.get(place + 1) {
                    entry.set("Next", id(after + 1));
                }
                let below = families.get(number + 1).map_or(&[][..], Vec::as_slice);
                if !below.is_empty() {
                    ends(below, &mut entry);
                    entry.set("Count", -integer(below.len()));
                }
                if let Some(id) = ids.get(*number) {
                    self.file.objects.insert(*id, Object::Dictionary(entry));
                }
            }
        }
        let top = families.first().map_or(&[][..], Vec::as_slice);
        let count = Object::Integer(integer(top.len()));
        let mut entry = Dictionary::from_iter([("Type", name("Outlines")), ("Count", count)]);
        ends(top, &mut entry);
        self.file.objects.insert(root, Object::Dictionary(entry));
        Some(root)
    }
}

/// The bookmarks below each one, by its number plus one; those of the highest level come first.
fn families(bookmarks: &[Bookmark]) -> Vec<Vec<usize>> {
    let mut families: Vec<Vec<usize>> = vec![Vec::new(); bookmarks.len() + 1];
    let mut above: Vec<usize> = Vec::new();
    for (number, bookmark) in bookmarks.iter().enumerate() {
        let not_above = |other: &usize| {
            bookmarks
                .get(*other)
                .is_some_and(|other| other.level >= bookmark.level)
        };
        while above.last().is_some_and(not_above) {
            above.pop();
        }
        let parent = above.last().map_or(0, |last| last + 1);
        if let Some(family) = families.get_mut(parent) {
            family.push(number);
        }
        above.push(number);
    }
    families
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bookmark_belongs_to_the_last_one_of_a_higher_level() {
        let levels = [1, 2, 3, 2, 1, 3];
        let bookmark = |level| Bookmark {
            level,
            title: String::new(),
            page: 0,
            y: 0.0,
        };
        let bookmarks: Vec<Bookmark> = levels.into_iter().map(bookmark).collect();
        let expected: [&[usize]; 7] = [&[0, 4], &[1, 3], &[2], &[], &[], &[5], &[]];
        assert_eq!(families(&bookmarks), expected);
    }
}
