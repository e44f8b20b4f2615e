//! The sRGB colour profile that says what the red, green and blue of the file mean.
//!
//! It is written here from the published constants (IEC 61966-2-1, adapted to D50) instead of being
//! shipped as a file: an ICC version 4 display profile needs no more than 500 bytes.

/// An ICC profile (ISO 15076-1) for sRGB.
pub fn srgb_profile() -> Vec<u8> {
    let curve = parametric_curve();
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", text("sRGB")),
        (b"cprt", text("No copyright, use freely")),
        (b"wtpt", xyz([0xF6D6, 0x1_0000, 0xD32D])),
        (b"rXYZ", xyz([0x6FA0, 0x38F2, 0x038F])),
        (b"gXYZ", xyz([0x6296, 0xB789, 0x18DA])),
        (b"bXYZ", xyz([0x24A0, 0x0F85, 0xB6C4])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut offset = 128 + 4 + 12 * tags.len();
    let mut table = number(tags.len()).to_vec();
    let mut data = Vec::new();
    for (name, content) in &tags {
        table.extend_from_slice(*name);
        table.extend(number(offset));
        table.extend(number(content.len()));
        data.extend_from_slice(content);
        offset += content.len();
    }
    let mut profile = header(offset);
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(size: usize) -> Vec<u8> {
    let mut header = number(size).to_vec();
    header.extend([0; 4]);
    header.extend([4, 0x20, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    for part in [2026u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.extend([0; 28]);
    for part in [0xF6D6u32, 0x1_0000, 0xD32D] {
        header.extend(part.to_be_bytes());
    }
    header.resize(128, 0);
    header
}

/// A text in English, padded to four bytes.
fn text(content: &str) -> Vec<u8> {
    let units: Vec<u8> = content.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut tag = b"mluc\0\0\0\0".to_vec();
    tag.extend(number(1));
    tag.extend(number(12));
    tag.extend(b"enUS");
    tag.extend(number(units.len()));
    tag.extend(number(28));
    tag.extend(units);
    tag.resize(tag.len().next_multiple_of(4), 0);
    tag
}

/// A colour in sixteenths of bits after the point (s15Fixed16).
fn xyz(parts: [u32; 3]) -> Vec<u8> {
    let mut tag = b"XYZ \0\0\0\0".to_vec();
    tag.extend(parts.into_iter().flat_map(u32::to_be_bytes));
    tag
}

/// `((x + 0.055) / 1.055) ^ 2.4` above 0.04045, `x / 12.92` below.
fn parametric_curve() -> Vec<u8> {
    let mut tag = b"para\0\0\0\0\0\x03\0\0".to_vec();
    for part in [
        0x0002_6666u32,
        0x0000_F2A7,
        0x0000_0D59,
        0x0000_13D0,
        0x0000_0A5B,
    ] {
        tag.extend(part.to_be_bytes());
    }
    tag
}

fn number(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_states_its_own_length_and_its_tags_lie_within() {
        let profile = srgb_profile();
        let at = |from: usize| {
            let bytes = profile.get(from..from + 4).expect("bytes");
            usize::try_from(u32::from_be_bytes(bytes.try_into().expect("four"))).expect("size")
        };
        assert_eq!(at(0), profile.len());
        assert_eq!(profile.get(36..40), Some(&b"acsp"[..]));
        for tag in 0..at(128) {
            assert!(at(132 + 12 * tag + 4) + at(132 + 12 * tag + 8) <= profile.len());
        }
    }
}
