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

/// A text string: ASCII as it is, anything else as UTF-16 with a byte order mark.
pub fn text(content: &str) -> Object {
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
    fn addresses_are_percent_encoded_and_otherwise_left_alone() {
        assert_eq!(ascii("https://x.dk/a?b=%20#c"), b"https://x.dk/a?b=%20#c");
        assert_eq!(ascii("https://ærø.dk/ ("), b"https://%C3%A6r%C3%B8.dk/%20(");
    }
}
