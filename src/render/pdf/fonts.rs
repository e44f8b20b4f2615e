//! The faces of the house: shaping text into glyphs and subsetting the glyphs that were used.
//!
//! Glyph numbers are those of the subset from the start: [`Fonts::shape`] hands them out as they are
//! needed, so that the font must be cut down only after the last text was shaped. Text that a face
//! has no glyph for becomes a box and is remembered in [`Fonts::missing`].
#![allow(clippy::float_arithmetic, reason = "widths of glyphs are geometry")]

use super::PdfError;
use printpdf::ParsedFont;
use rustc_hash::FxHashMap;
use rustybuzz::ttf_parser::{GlyphId, Tag};
use rustybuzz::{Feature, ShapePlan, UnicodeBuffer};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// One of the faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Bold and italic.
    BoldItalic,
    /// Letters of one width, for code.
    Code,
}

impl Face {
    /// All faces in the order of their numbers.
    pub const ALL: [Face; 5] = [
        Face::Regular,
        Face::Bold,
        Face::Italic,
        Face::BoldItalic,
        Face::Code,
    ];

    /// The name under which pages refer to the face.
    pub const fn resource(self) -> &'static str {
        match self {
            Face::Regular => "FR",
            Face::Bold => "FB",
            Face::Italic => "FI",
            Face::BoldItalic => "FX",
            Face::Code => "FC",
        }
    }

    const fn index(self) -> usize {
        match self {
            Face::Regular => 0,
            Face::Bold => 1,
            Face::Italic => 2,
            Face::BoldItalic => 3,
            Face::Code => 4,
        }
    }

    const fn program(self) -> (&'static str, &'static [u8]) {
        match self {
            Face::Regular => (
                "AnskafSans-Regular",
                include_bytes!("fonts/AnskafSans-Regular.ttf"),
            ),
            Face::Bold => (
                "AnskafSans-Bold",
                include_bytes!("fonts/AnskafSans-Bold.ttf"),
            ),
            Face::Italic => (
                "AnskafSans-Italic",
                include_bytes!("fonts/AnskafSans-Italic.ttf"),
            ),
            Face::BoldItalic => (
                "AnskafSans-BoldItalic",
                include_bytes!("fonts/AnskafSans-BoldItalic.ttf"),
            ),
            Face::Code => (
                "AnskafMono-Regular",
                include_bytes!("fonts/AnskafMono-Regular.ttf"),
            ),
        }
    }
}

/// A glyph of the subset; measures in thousandths of the type size.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// Number in the subset.
    pub id: u16,
    /// Width that the file states for the glyph.
    pub width: f32,
    /// Distance to the next glyph, with kerning.
    pub advance: f32,
    /// What a reader extracts for the glyph from the font's own table.
    pub text: Rc<str>,
    /// What must be extracted instead, as the table has room for one text per glyph only; empty on
    /// the further glyphs of the same characters.
    pub actual: Option<Rc<str>>,
}

/// A shaped piece of text; width in thousandths of the type size.
#[derive(Debug)]
pub struct Shaped {
    /// Glyphs in the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
    /// Sum of the advances.
    pub width: f32,
}

/// The faces with everything shaped so far.
pub struct Fonts {
    faces: Vec<Loaded>,
    /// The patterns by which words are hyphenated, or that they are not.
    pub hyphens: Option<hypher::Lang>,
    /// Where words may be hyphenated, by those patterns.
    pub syllables: FxHashMap<Box<str>, Rc<[usize]>>,
    /// Characters that no glyph was found for.
    pub missing: BTreeSet<char>,
}

struct Loaded {
    name: &'static str,
    program: &'static [u8],
    shaper: rustybuzz::Face<'static>,
    subset: subsetter::GlyphRemapper,
    shaped: [FxHashMap<Box<str>, Rc<Shaped>>; 2],
    /// How Latin letters are shaped, without and with digits of one width.
    plans: [ShapePlan; 2],
    meanings: BTreeMap<u16, Rc<str>>,
    per_mille: f32,
    replacement: (u16, f32),
}

/// Stands for characters without a glyph.
const REPLACEMENT: char = '□';

impl Fonts {
    /// The built-in faces.
    ///
    /// # Errors
    /// [`PdfError::Font`] if a built-in font cannot be read.
    pub fn load() -> Result<Self, PdfError> {
        let faces = Face::ALL
            .iter()
            .map(|face| Loaded::new(*face))
            .collect::<Result<_, _>>()?;
        Ok(Fonts {
            faces,
            hyphens: Some(hypher::Lang::Danish),
            syllables: FxHashMap::default(),
            missing: BTreeSet::new(),
        })
    }

    /// Glyphs for a text in one style, without line breaks.
    pub fn shape(&mut self, face: Face, tabular: bool, text: &str) -> Rc<Shaped> {
        let Some(loaded) = self.faces.get_mut(face.index()) else {
            return Rc::new(Shaped {
                glyphs: Vec::new(),
                width: 0.0,
            });
        };
        if let Some(known) = loaded
            .shaped
            .get(usize::from(tabular))
            .and_then(|map| map.get(text))
        {
            return Rc::clone(known);
        }
        let shaped = Rc::new(loaded.shape(tabular, text, &mut self.missing));
        if let Some(map) = loaded.shaped.get_mut(usize::from(tabular)) {
            map.insert(text.into(), Rc::clone(&shaped));
        }
        shaped
    }

    /// Width of a text in points at the given size.
    pub fn width(&mut self, kind: super::style::Type, text: &str) -> f32 {
        self.shape(kind.face, kind.tabular, text).width * kind.size / 1000.0
    }

    /// The glyphs of a face that were shaped, with the texts that are extracted for them.
    pub fn meanings(&self, face: Face) -> impl Iterator<Item = (u16, &str)> {
        let loaded = self.faces.get(face.index());
        let known = loaded.into_iter().flat_map(|loaded| &loaded.meanings);
        known.map(|(glyph, text)| (*glyph, &**text))
    }

    /// The cut-down font programs of all faces that were used.
    ///
    /// # Errors
    /// [`PdfError::Font`] if a font cannot be cut down or read back.
    pub fn subsets(&self) -> Result<Vec<(Face, ParsedFont)>, PdfError> {
        let faces = Face::ALL.iter().zip(&self.faces);
        let used = faces.filter(|(_, loaded)| loaded.subset.num_gids() > 1);
        used.map(|(face, loaded)| Ok((*face, loaded.cut_down()?)))
            .collect()
    }
}

impl Loaded {
    fn new(face: Face) -> Result<Self, PdfError> {
        let (name, program) = face.program();
        let shaper = rustybuzz::Face::from_slice(program, 0).ok_or(PdfError::Font(name))?;
        let per_mille = 1000.0 / f32::from(i16::try_from(shaper.units_per_em()).unwrap_or(1000));
        let replacement = shaper
            .glyph_index(REPLACEMENT)
            .ok_or(PdfError::Font(name))?;
        let width = shaper.glyph_hor_advance(replacement).unwrap_or(0);
        let replacement = (replacement.0, f32::from(width) * per_mille);
        let plans = [false, true].map(|tabular| plan(&shaper, tabular, rustybuzz::script::LATIN));
        Ok(Loaded {
            name,
            program,
            shaper,
            subset: subsetter::GlyphRemapper::new(),
            shaped: [FxHashMap::default(), FxHashMap::default()],
            plans,
            meanings: BTreeMap::new(),
            per_mille,
            replacement,
        })
    }

    fn shape(&mut self, tabular: bool, text: &str, missing: &mut BTreeSet<char>) -> Shaped {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        // No face has letters that run from right to left; their boxes stand in reading order.
        buffer.set_direction(rustybuzz::Direction::LeftToRight);
        let [ordinary, columns] = &self.plans;
        let known = if tabular { columns } else { ordinary };
        let run = if text.chars().all(|character| character < '\u{250}') {
            buffer.set_script(rustybuzz::script::LATIN);
            rustybuzz::shape_with_plan(&self.shaper, known, buffer)
        } else {
            let own = plan(&self.shaper, tabular, buffer.script());
            rustybuzz::shape_with_plan(&self.shaper, &own, buffer)
        };
        let (infos, positions) = (run.glyph_infos(), run.glyph_positions());
        let mut starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();

        let mut shaped = Shaped {
            glyphs: Vec::with_capacity(infos.len()),
            width: 0.0,
        };
        let mut from = 0;
        while let Some(first) = infos.get(from) {
            let same = infos
                .iter()
                .skip(from)
                .take_while(|info| info.cluster == first.cluster);
            let count = same.count();
            let start = first.cluster as usize;
            let end = starts
                .binary_search(&start)
                .ok()
                .and_then(|at| starts.get(at + 1));
            let characters = text
                .get(start..end.copied().unwrap_or(text.len()))
                .unwrap_or("");
            let glyphs: Vec<(u16, i32)> = (from..from + count)
                .filter_map(|at| infos.get(at).zip(positions.get(at)))
                .map(|(info, place)| (u16::try_from(info.glyph_id).unwrap_or(0), place.x_advance))
                .collect();
            if characters.chars().all(is_invisible) {
                from += count;
                continue;
            }
            if glyphs.iter().any(|(glyph, _)| *glyph == 0) {
                missing.extend(characters.chars());
                self.add_replacement(characters, &mut shaped);
            } else {
                self.add_cluster(characters, &glyphs, &mut shaped);
            }
            from += count;
        }
        shaped
    }

    fn add_replacement(&mut self, characters: &str, shaped: &mut Shaped) {
        let (glyph, width) = self.replacement;
        let id = self.subset.remap(glyph);
        let text: Rc<str> = REPLACEMENT.to_string().into();
        self.meanings.entry(id).or_insert_with(|| Rc::clone(&text));
        let actual = Some(characters.into());
        shaped.glyphs.push(Glyph {
            id,
            width,
            advance: width,
            text,
            actual,
        });
        shaped.width += width;
    }

    fn add_cluster(&mut self, characters: &str, glyphs: &[(u16, i32)], shaped: &mut Shaped) {
        let wanted = extracted(characters);
        let one_text_each = glyphs.len() == 1;
        for (place, (old, advance)) in glyphs.iter().enumerate() {
            let id = self.subset.remap(*old);
            let own = if one_text_each {
                wanted.clone()
            } else {
                wanted
                    .chars()
                    .nth(place)
                    .or(wanted.chars().last())
                    .map_or(String::new(), String::from)
            };
            let text = Rc::clone(self.meanings.entry(id).or_insert_with(|| own.into()));
            let actual = if one_text_each && *text == *wanted {
                None
            } else {
                Some(if place == 0 {
                    wanted.as_str().into()
                } else {
                    "".into()
                })
            };
            let width = self.shaper.glyph_hor_advance(GlyphId(*old)).unwrap_or(0);
            let width = f32::from(width) * self.per_mille;
            let advance = f32::from(i16::try_from(*advance).unwrap_or(0)) * self.per_mille;
            shaped.glyphs.push(Glyph {
                id,
                width,
                advance,
                text,
                actual,
            });
            shaped.width += advance;
        }
    }

    fn cut_down(&self) -> Result<ParsedFont, PdfError> {
        let failed = || PdfError::Font(self.name);
        let bytes = subsetter::subset(self.program, 0, &self.subset).map_err(|_| failed())?;
        let mut font = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or_else(failed)?;
        font.font_name = Some(format!("{}+{}", subset_tag(&bytes), self.name));
        Ok(font)
    }
}

/// Whether a character only tells how others are joined or chosen; it is neither drawn nor extracted.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{34f}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// How letters of a script are shaped: kerned, with digits of their own widths, or of one width.
fn plan(shaper: &rustybuzz::Face<'_>, tabular: bool, script: rustybuzz::Script) -> ShapePlan {
    let feature = |tag: &[u8; 4], value| Feature::new(Tag::from_bytes(tag), value, ..);
    let features = if tabular {
        vec![feature(b"tnum", 1), feature(b"kern", 0)]
    } else {
        vec![feature(b"pnum", 1)]
    };
    let direction = rustybuzz::Direction::LeftToRight;
    ShapePlan::new(shaper, direction, Some(script), None, &features)
}

/// The patterns of a language by its BCP 47 tag, where they are built in.
pub fn patterns(language: &str) -> Option<hypher::Lang> {
    let main = language.split('-').next().unwrap_or("");
    match main.to_ascii_lowercase().as_str() {
        "da" => Some(hypher::Lang::Danish),
        "de" => Some(hypher::Lang::German),
        "en" => Some(hypher::Lang::English),
        "no" | "nb" | "nn" => Some(hypher::Lang::Norwegian),
        "sv" => Some(hypher::Lang::Swedish),
        _ => None,
    }
}

/// No-break characters look like their breaking brothers and are extracted as these.
fn extracted(characters: &str) -> String {
    characters
        .replace(['\u{a0}', '\u{202f}'], " ")
        .replace('\u{2011}', "-")
}

/// Six capital letters that depend on the glyphs kept (ISO 32000-1, 9.6.4).
fn subset_tag(program: &[u8]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in program {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let letter = |place: u32| (hash >> (place * 8)) % 26;
    (0..6)
        .map(|place| char::from(b'A' + u8::try_from(letter(place)).unwrap_or(0)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kerning_brings_letters_together_but_not_digits_of_a_column() {
        let mut fonts = Fonts::load().expect("fonts");
        let whole = fonts.shape(Face::Regular, false, "AV").width;
        let apart = fonts.shape(Face::Regular, false, "A").width
            + fonts.shape(Face::Regular, false, "V").width;
        assert!(whole < apart, "{whole} < {apart}");
        let ones = fonts.shape(Face::Regular, true, "1.111,11").width;
        let eights = fonts.shape(Face::Regular, true, "8.888,88").width;
        assert!((ones - eights).abs() < 0.01, "{ones} = {eights}");
    }

    #[test]
    fn danish_letters_have_glyphs_in_every_face() {
        let mut fonts = Fonts::load().expect("fonts");
        for face in Face::ALL {
            fonts.shape(face, false, "æøåÆØÅ éüö »«–—§€%½²→•✓☐ Ελ");
        }
        let code = ["i", "W", "."].map(|text| fonts.shape(Face::Code, false, text).width);
        assert!(
            code.iter().all(|width| (width - code[0]).abs() < 0.01),
            "{code:?}"
        );
        assert!(fonts.missing.is_empty(), "{:?}", fonts.missing);
    }

    #[test]
    fn characters_that_join_others_leave_no_glyph() {
        let mut fonts = Fonts::load().expect("fonts");
        let shaped = fonts.shape(Face::Regular, false, "\u{200b}a\u{2060}\u{200d}b");
        let texts: Vec<&str> = shaped.glyphs.iter().map(|glyph| &*glyph.text).collect();
        assert_eq!(texts, ["a", "b"]);
        assert!(fonts.missing.is_empty());
    }

    #[test]
    fn a_character_without_a_glyph_becomes_a_box_that_still_reads_as_the_character() {
        let mut fonts = Fonts::load().expect("fonts");
        let shaped = fonts.shape(Face::Regular, false, "a\u{1f600}b");
        assert_eq!(fonts.missing.iter().collect::<String>(), "\u{1f600}");
        assert_eq!(shaped.glyphs.len(), 3);
        let actual = shaped.glyphs.get(1).and_then(|glyph| glyph.actual.clone());
        assert_eq!(actual.as_deref(), Some("\u{1f600}"));
    }
}
