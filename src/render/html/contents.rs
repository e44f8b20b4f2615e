//! The table of contents: lists within lists, each title a link to its heading.

use super::Writer;

impl Writer<'_> {
    /// Writes the contents down to a level: the first time as the navigation of the page.
    pub fn contents(&mut self, depth: u8) {
        let entries = self.entries;
        let listed = entries.iter().zip(self.anchors.clone());
        let listed = listed
            .filter(|(entry, _)| entry.level <= depth && !entry.full_title().trim().is_empty());
        let mut listed = listed.peekable();
        if listed.peek().is_none() {
            return;
        }
        let first = !std::mem::replace(&mut self.has_contents, true);
        let id = self.id("indhold", "");
        let outer = if first { "nav" } else { "div" };
        match first {
            true => self
                .out
                .open(outer, &[("class", "contents"), ("aria-labelledby", &id)]),
            false => self.out.open(outer, &[("class", "contents")]),
        }
        // Among the sections of the text a heading would have to be one of theirs.
        let (name, class) = match self.sections.is_empty() {
            true => ("h2", "title"),
            false => ("p", "heading"),
        };
        match first {
            true => self
                .out
                .element(name, &[("class", class), ("id", &id)], "Indhold"),
            false => self.out.element("p", &[("class", "heading")], "Indhold"),
        }
        // Levels of the lists that are open, outermost first.
        let mut open: Vec<u8> = Vec::new();
        for (entry, anchor) in listed {
            while open.len() > 1 && open.pop_if(|level| *level > entry.level).is_some() {
                self.out.close("li");
                self.out.close("ol");
            }
            match open.last() {
                Some(level) if *level >= entry.level => self.out.close("li"),
                _ => {
                    self.out.open("ol", &[]);
                    open.push(entry.level);
                }
            }
            self.out.open("li", &[]);
            self.out.open("a", &[("href", &format!("#{anchor}"))]);
            self.title(entry);
            self.out.close("a");
        }
        for _ in open {
            self.out.close("li");
            self.out.close("ol");
        }
        self.out.close(outer);
    }
}
