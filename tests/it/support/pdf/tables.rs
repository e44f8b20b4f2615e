//! Tables: header cells with scope, and no holes or overlaps when spans are unfolded.

use super::Check;
use super::structure::Element;

impl<'a> Check<'a> {
    /// Matterhorn 15-003 to 15-005: cells fill a grid, and header cells say what they head.
    pub fn table(&mut self, table: &Element<'a>) {
        let mut rows: Vec<&Element<'a>> = Vec::new();
        for kid in &table.kids {
            match kid.role.as_str() {
                "TR" => rows.push(kid),
                "THead" | "TBody" | "TFoot" => rows.extend(&kid.kids),
                _ => {}
            }
        }
        let cells = || rows.iter().flat_map(|row| &row.kids);
        let headers = cells().filter(|cell| cell.role == "TH");
        let headers: Vec<&Element<'a>> = headers.collect();
        self.rule(!headers.is_empty(), || {
            "a table without header cells".into()
        });
        for header in headers {
            let scope = self
                .attribute(header, "Scope")
                .and_then(|scope| scope.as_name().ok());
            let known = matches!(scope, Some(b"Row" | b"Column" | b"Both"));
            self.rule(known, || format!("a header cell has the scope {scope:?}"));
        }
        self.grid(&rows);
    }

    fn grid(&mut self, rows: &[&Element<'a>]) {
        let mut taken: Vec<Vec<bool>> = vec![Vec::new(); rows.len()];
        for (number, row) in rows.iter().enumerate() {
            let mut column = 0;
            for cell in &row.kids {
                while taken[number].get(column) == Some(&true) {
                    column += 1;
                }
                let span = |key| {
                    self.attribute(cell, key)
                        .and_then(|span| span.as_i64().ok())
                };
                let count = |span: Option<i64>| {
                    span.and_then(|span| usize::try_from(span).ok())
                        .unwrap_or(1)
                };
                let (wide, tall) = (count(span("ColSpan")), count(span("RowSpan")));
                for below in number..number + tall {
                    let Some(line) = taken.get_mut(below) else {
                        self.rule(false, || "a cell reaches below its table".into());
                        break;
                    };
                    if line.len() < column + wide {
                        line.resize(column + wide, false);
                    }
                    let free = line[column..column + wide].iter().all(|taken| !taken);
                    line[column..column + wide].fill(true);
                    self.rule(free, || "two cells of a table overlap".into());
                }
                column += wide;
            }
        }
        let widths: Vec<usize> = taken.iter().map(Vec::len).collect();
        let whole = taken.iter().flatten().all(|taken| *taken);
        let even = widths.windows(2).all(|pair| pair[0] == pair[1]);
        self.rule(whole && even, || {
            format!("the rows of a table have {widths:?} cells")
        });
    }

    /// An attribute of an element, from its one dictionary or from several.
    fn attribute(&self, element: &Element<'a>, key: &str) -> Option<&'a lopdf::Object> {
        match self.entry(element.entries, "A")? {
            lopdf::Object::Dictionary(entries) => self.entry(entries, key),
            lopdf::Object::Array(all) => all
                .iter()
                .filter_map(|object| self.file.dereference(object).ok()?.1.as_dict().ok())
                .find_map(|entries| self.entry(entries, key)),
            _ => None,
        }
    }
}
