//! What the municipality wrote, cut into paragraphs and lists.

use crate::render::Document;

/// An empty line begins a paragraph; lines that begin with `- ` are a list.
pub(super) fn write(document: &mut Document, text: &str) {
    let mut items: Vec<String> = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        let item = line.strip_prefix("- ");
        if item.is_none() && !items.is_empty() {
            document.bullets(std::mem::take(&mut items));
        }
        if (item.is_some() || line.is_empty()) && !lines.is_empty() {
            document.paragraph(std::mem::take(&mut lines).join("\n"));
        }
        match item {
            Some(item) => items.push(item.to_owned()),
            None if !line.is_empty() => lines.push(line),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Block;

    #[test]
    fn empty_lines_part_paragraphs_and_dashes_make_lists() {
        let date = chrono::NaiveDate::from_ymd_opt(2017, 8, 24).expect("a date");
        let mut document = Document::new("T", "K", date);
        write(&mut document, "Et\nto:\n- a\n- b\n\nTre\r\n\r\nfire");
        let shown: Vec<String> = document
            .blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(text) => text.plain(),
                Block::List(list) => {
                    let items = list.items.iter().map(|item| item.text.plain());
                    format!("[{}]", items.collect::<Vec<_>>().join("|"))
                }
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(shown, ["Et\nto:", "[a|b]", "Tre", "fire"]);
    }
}
