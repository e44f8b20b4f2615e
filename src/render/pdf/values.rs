//! Values as a PDF file writes them: names, numbers, texts and addresses.

use lopdf::{Object, StringFormat};

/// A name.
pub fn name(name: &str) -> Object {
    Object::Name(name.into())
}

/// A count.
pub fn integer(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Most characters of a text string; PDF/A allows 32,767 bytes (ISO 19005-2, 6.1.13).
const LONGEST: usize = 8_000;

/// A text string: ASCII as it is, anything else as UTF-16 with a byte order mark; a very long one
/// is cut off.
pub fn text(content: &str) -> Object {
    let cut: String;
    let content = match content.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            cut = format!("{}…", content.get(..end).unwrap_or(""));
            &cut
        }
        None => content,
    };
    if content.is_ascii() {
        Object::String(content.into(), StringFormat::Literal)
    } else {
        Object::String(utf16(content), StringFormat::Hexadecimal)
    }
}

/// UTF-16, big end first, with a byte order mark.
pub fn utf16(content: &str) -> Vec<u8> {
    let units = content.encode_utf16().flat_map(u16::to_be_bytes);
    [0xfe, 0xff].into_iter().chain(units).collect()
}

/// An address in ASCII (RFC 3986): whatever else is percent-encoded.
pub fn ascii(address: &str) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            encoded.push(byte);
        } else {
            encoded.extend(format!("%{byte:02X}").into_bytes());
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_longer_than_an_archive_allows() {
        for letter in ["a", "å", "\u{1f600}"] {
            let Object::String(bytes, _) = text(&letter.repeat(100_000)) else {
                panic!("no string")
            };
            assert!(bytes.len() <= 32_767, "{}", bytes.len());
        }
    }

    #[test]
    fn addresses_are_percent_encoded_and_otherwise_left_alone() {
        assert_eq!(ascii("https://x.dk/a?b=%20#c"), b"https://x.dk/a?b=%20#c");
        assert_eq!(ascii("https://ærø.dk/ ("), b"https://%C3%A6r%C3%B8.dk/%20(");
    }
}
