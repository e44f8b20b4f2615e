//! Good pictures come through with their shapes; hostile ones are refused by name.

use super::*;

fn svg(content: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 40 20\">{content}</svg>"
    )
}

fn fault(content: &str) -> Option<ImageFault> {
    read(svg(content).as_bytes()).err()
}

/// A PNG of one colour.
fn png(width: u32, height: u32, colours: png::ColorType, pixel: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(colours);
    encoder.set_compression(png::Compression::Fastest);
    let mut writer = encoder.write_header().expect("header");
    let mut rows = writer.stream_writer().expect("rows");
    let row: Vec<u8> = (0..width).flat_map(|_| pixel.to_vec()).collect();
    for _ in 0..height {
        std::io::Write::write_all(&mut rows, &row).expect("row");
    }
    rows.finish().expect("end");
    drop(writer);
    file
}

#[test]
fn shapes_keep_their_place_and_their_colour() {
    let image =
        read(svg("<rect x=\"10\" width=\"20\" height=\"20\" fill=\"#ff0000\"/>").as_bytes());
    let image = image.expect("an image");
    assert!((image.ratio() - 2.0).abs() < 0.001);
    let Image::Svg(text) = &image else {
        panic!("{image:?}")
    };
    let drawing = drawing(text).expect("a drawing");
    let [Piece::Shape(shape)] = &drawing.pieces[..] else {
        panic!("{drawing:?}")
    };
    assert_eq!(shape.fill, Some(([255, 0, 0], false)));
    assert_eq!(shape.segments.first(), Some(&Segment::Move([10.0, 0.0])));
}

#[test]
fn transparency_is_mixed_with_white_and_a_gradient_has_its_mean_colour() {
    let content = "<linearGradient id=\"g\"><stop stop-color=\"#000\"/>\
        <stop offset=\"1\" stop-color=\"#fff\"/></linearGradient>\
        <rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>\
        <rect width=\"9\" height=\"9\" fill=\"#000\" opacity=\"0.2\"/>";
    let Ok(Image::Svg(text)) = read(svg(content).as_bytes()) else {
        panic!("refused")
    };
    let fills: Vec<_> = drawing(&text)
        .expect("a drawing")
        .pieces
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Shape(shape) => shape.fill,
            _ => None,
        })
        .collect();
    assert_eq!(fills, [([128; 3], false), ([204; 3], false)]);
}

#[test]
fn what_is_cut_off_stays_cut_off() {
    let content = "<clipPath id=\"c\"><circle r=\"5\"/></clipPath>\
        <g clip-path=\"url(#c)\"><rect width=\"9\" height=\"9\"/></g>";
    let Ok(Image::Svg(text)) = read(svg(content).as_bytes()) else {
        panic!("refused")
    };
    let pieces = drawing(&text).expect("a drawing").pieces;
    let kinds: Vec<bool> = pieces
        .iter()
        .map(|piece| matches!(piece, Piece::Within(..) | Piece::EndWithin))
        .collect();
    assert_eq!(kinds, [true, false, true]);
}

#[test]
fn scripts_and_addresses_are_refused() {
    let rect = "<rect width=\"9\" height=\"9\"/>";
    for script in [
        "<script>alert(1)</script>",
        "<rect width=\"9\" height=\"9\" onload=\"alert(1)\"/>",
        "<a xlink:href=\"javascript:alert(1)\"/>",
    ] {
        assert_eq!(
            fault(&format!("{rect}{script}")),
            Some(ImageFault::Script),
            "{script}"
        );
    }
    for address in [
        "<use xlink:href=\"https://x.dk/a.svg#b\"/>",
        "<a href=\"https://x.dk\"/>",
        "<rect width=\"9\" height=\"9\" fill=\"url('https://x.dk#a')\"/>",
        "<style>@import 'https://x.dk/a.css';</style>",
        "<style>rect { fill: url(https://x.dk/a) }</style>",
    ] {
        assert_eq!(
            fault(&format!("{rect}{address}")),
            Some(ImageFault::External),
            "{address}"
        );
    }
}

#[test]
fn what_is_no_shape_is_refused_by_its_name() {
    for (content, name) in [
        ("<text>Dragør</text>", "text"),
        ("<image href=\"data:image/png;base64,AAAA\"/>", "image"),
        ("<foreignObject/>", "foreignObject"),
        ("<filter id=\"f\"/>", "filter"),
    ] {
        assert_eq!(fault(content), Some(ImageFault::NoShape(name)));
    }
    assert_eq!(fault(""), Some(ImageFault::Empty));
    assert_eq!(read(b"GIF89a"), Err(ImageFault::Unknown));
    assert_eq!(read(b"<svg"), Err(ImageFault::Unreadable));
    assert_eq!(read(&vec![b' '; MAX_BYTES + 1]), Err(ImageFault::TooLarge));
}

#[test]
fn what_unfolds_without_end_is_refused() {
    let mut doubling = "<rect id=\"u0\" width=\"1\" height=\"1\"/>".to_string();
    for number in 1..40 {
        let below = number - 1;
        doubling += &format!(
            "<g id=\"u{number}\"><use xlink:href=\"#u{below}\"/><use xlink:href=\"#u{below}\"/></g>"
        );
    }
    assert_eq!(fault(&doubling), Some(ImageFault::TooComplex));
    let deep = format!("{}{}", "<g>".repeat(5_000), "</g>".repeat(5_000));
    assert_eq!(fault(&deep), Some(ImageFault::TooComplex));
    let own = "<g id=\"a\"><use xlink:href=\"#a\"/><rect width=\"1\" height=\"1\"/></g>";
    assert!(fault(own).is_some());
    let entities = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">\
        <!ENTITY c \"&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;\">]>";
    let bomb = format!("{entities}{}", svg(&"<g id=\"&d;&d;&d;\"/>".repeat(2_000)));
    assert!(read(bomb.as_bytes()).is_err());
}

#[test]
fn a_png_lies_on_white_and_a_large_one_is_made_smaller() {
    let half_black = png(300, 100, png::ColorType::Rgba, &[0, 0, 0, 128]);
    let Ok(Image::Png(small)) = read(&half_black) else {
        panic!("refused")
    };
    let kept = raster(&small).expect("a raster");
    assert_eq!((kept.width, kept.height), (300, 100));
    let mut reader = png::Decoder::new(std::io::Cursor::new(&small))
        .read_info()
        .expect("info");
    let row = reader.next_row().expect("row").expect("row");
    assert_eq!(row.data().get(..3), Some(&[127, 127, 127][..]));

    let large = png(5_000, 4_000, png::ColorType::Rgb, &[9, 8, 7]);
    let Ok(Image::Png(small)) = read(&large) else {
        panic!("refused")
    };
    let kept = raster(&small).expect("a raster");
    assert_eq!((kept.width, kept.height), (1_667, 1_334));
}

#[test]
fn damaged_and_monstrous_pngs_are_refused() {
    let good = png(30, 10, png::ColorType::Grayscale, &[7]);
    for length in 0..good.len() - 12 {
        let cut = good.get(..length).expect("a part");
        assert!(read(cut).is_err(), "{length} of {}", good.len());
    }
    let mut monstrous = good.clone();
    monstrous[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let checksum = {
        let mut crc = !0u32;
        for byte in &monstrous[12..29] {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 {
                    crc >> 1 ^ 0xEDB8_8320
                } else {
                    crc >> 1
                };
            }
        }
        !crc
    };
    monstrous[29..33].copy_from_slice(&checksum.to_be_bytes());
    assert_eq!(read(&monstrous), Err(ImageFault::TooManyPixels));
}
