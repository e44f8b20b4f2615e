//! The parts of the material: chapters and appendices of the whole document, and files of their own in the package.

/// A part of the tender material.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Who buys what and by which rules (*udbudsbetingelser*).
    Conditions,
    /// All dates (*tidsplan*).
    Timetable,
    /// How offers are compared (*evalueringsmodel*).
    Evaluation,
    /// Appendix A: the requirements (*kravspecifikation*).
    Specification,
    /// Appendix B: what the bidder prices (*tilbudsliste*).
    Prices,
    /// Appendix C: the terms of the contract (*kontraktvilkår*).
    Contract,
    /// Appendix D: what is delivered where and when.
    Delivery,
}

impl Part {
    /// All of them, in the order of the material.
    pub const ALL: &'static [Part] = &[
        Part::Conditions,
        Part::Timetable,
        Part::Evaluation,
        Part::Specification,
        Part::Prices,
        Part::Contract,
        Part::Delivery,
    ];

    /// Its title.
    pub const fn title(self) -> &'static str {
        match self {
            Part::Conditions => "Udbudsbetingelser",
            Part::Timetable => "Tidsplan",
            Part::Evaluation => "Tildeling og evaluering",
            Part::Specification => "Kravspecifikation",
            Part::Prices => "Tilbudsliste",
            Part::Contract => "Kontraktvilkår",
            Part::Delivery => "Behov og levering",
        }
    }

    /// Its letter, if it is an appendix.
    pub const fn letter(self) -> Option<char> {
        match self {
            Part::Conditions | Part::Timetable | Part::Evaluation => None,
            Part::Specification => Some('A'),
            Part::Prices => Some('B'),
            Part::Contract => Some('C'),
            Part::Delivery => Some('D'),
        }
    }

    /// Letter and title: `Bilag A: Kravspecifikation`.
    pub fn full_title(self) -> String {
        match self.letter() {
            Some(letter) => format!("Bilag {letter}: {}", self.title()),
            None => self.title().to_owned(),
        }
    }

    /// The name of its heading in the whole document.
    pub const fn id(self) -> &'static str {
        match self {
            Part::Conditions => "betingelser",
            Part::Timetable => "tidsplan",
            Part::Evaluation => "evaluering",
            Part::Specification => "krav",
            Part::Prices => "tilbudsliste",
            Part::Contract => "kontrakt",
            Part::Delivery => "behov",
        }
    }

    /// The begin of its file name in the package, ASCII.
    pub const fn file_stem(self) -> &'static str {
        match self {
            Part::Conditions => "udbudsbetingelser",
            Part::Timetable => "tidsplan",
            Part::Evaluation => "evalueringsmodel",
            Part::Specification => "bilag-a-kravspecifikation",
            Part::Prices => "bilag-b-tilbudsliste",
            Part::Contract => "bilag-c-kontraktvilkaar",
            Part::Delivery => "bilag-d-behov-og-levering",
        }
    }

    /// What the bidder does with it.
    pub const fn task(self) -> &'static str {
        match self {
            Part::Specification => "Besvares krav for krav",
            Part::Prices => "Udfyldes",
            _ => "Læses",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appendices_follow_each_other_from_a() {
        let letters: String = Part::ALL.iter().filter_map(|part| part.letter()).collect();
        assert_eq!(letters, "ABCD");
    }

    #[test]
    fn every_part_has_a_file_name_of_its_own() {
        let mut names: Vec<_> = Part::ALL.iter().map(|part| part.file_stem()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Part::ALL.len());
        assert!(names.iter().all(|name| name.is_ascii()));
    }
}
