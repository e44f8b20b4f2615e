//! Elements, attributes and escaped text: the only place where characters become HTML.
//!
//! What comes out is well-formed XML as well, so that a test reads it back with any XML reader.

/// HTML that is being written.
#[derive(Debug, Default)]
pub struct Markup(String);

impl Markup {
    /// Opens an element.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.push('>');
    }

    /// Closes an element.
    pub fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// Writes an element without content.
    pub fn void(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.push_str("/>");
    }

    /// Writes an element that holds a text and nothing else.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close(name);
    }

    /// Ends a line of the source, between blocks only.
    pub fn line(&mut self) {
        self.0.push('\n');
    }

    /// Writes HTML that another part of the house made.
    pub fn made(&mut self, html: &str) {
        self.0.push_str(html);
    }

    /// Writes a text; its line feeds begin new lines.
    pub fn text(&mut self, text: &str) {
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '\r' if characters.peek() == Some(&'\n') => {}
                '\n' | '\r' => self.0.push_str("<br/>"),
                '\t' => self.0.push('\t'),
                other => self.character(other),
            }
        }
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.0
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (attribute, value) in attributes {
            self.0.push(' ');
            self.0.push_str(attribute);
            self.0.push_str("=\"");
            for character in value.chars() {
                match character {
                    '\n' | '\r' | '\t' => self.0.push(' '),
                    other => self.character(other),
                }
            }
            self.0.push('"');
        }
    }

    /// One character; one that neither XML nor a reader has a form for becomes a visible box.
    fn character(&mut self, character: char) {
        match character {
            '&' => self.0.push_str("&amp;"),
            '<' => self.0.push_str("&lt;"),
            '>' => self.0.push_str("&gt;"),
            '"' => self.0.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => self.0.push(char::REPLACEMENT_CHARACTER),
            control if control.is_control() => self.0.push(char::REPLACEMENT_CHARACTER),
            other => self.0.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_texts_and_attributes_is_text() {
        let mut markup = Markup::default();
        markup.element("p", &[("title", "\"><b a='1'>\n&")], "</p><script>&amp;");
        assert_eq!(
            markup.finish(),
            "<p title=\"&quot;&gt;&lt;b a='1'&gt; &amp;\">&lt;/p&gt;&lt;script&gt;&amp;amp;</p>"
        );
    }

    #[test]
    fn lines_are_broken_and_controls_are_seen() {
        let mut markup = Markup::default();
        markup.text("a\r\nb\nc\rd\0\u{1b}\u{ffff}");
        assert_eq!(
            markup.finish(),
            "a<br/>b<br/>c<br/>d\u{fffd}\u{fffd}\u{fffd}"
        );
    }
}
