//! The municipalities' classification of records (KLE): what a code usually looks like.
//!
//! The list itself is KL's and changes every year, so that a code is never refused; an unusual form is told, because
//! the records system may refuse it when the case is handed over.

/// Whether a code has the usual form: a subject such as `88.08.12`, perhaps with a facet (`88.08.12G01`) and what
/// the records system adds to it (`88.08.12-G01-2-17`).
pub fn is_usual_kle_code(code: &str) -> bool {
    let mut letters = code.trim().chars().peekable();
    let digits = |letters: &mut std::iter::Peekable<std::str::Chars<'_>>| {
        (0..2).all(|_| letters.next().is_some_and(|letter| letter.is_ascii_digit()))
    };
    let subject = digits(&mut letters)
        && letters.next() == Some('.')
        && digits(&mut letters)
        && letters.next() == Some('.')
        && digits(&mut letters);
    if !subject || letters.peek().is_none() {
        return subject;
    }
    letters.next_if(|letter| matches!(letter, ' ' | '-'));
    letters
        .next()
        .is_some_and(|facet| facet.is_ascii_uppercase())
        && digits(&mut letters)
        && letters.all(|letter| letter.is_ascii_digit() || letter == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_alone_or_with_a_facet_is_usual_and_nothing_else() {
        for usual in [
            "88.08.12",
            " 88.08.12 ",
            "88.08.12G01",
            "88.08.12 G01",
            "88.08.12-G01-2-17",
        ] {
            assert!(is_usual_kle_code(usual), "{usual}");
        }
        for unusual in [
            "",
            "88",
            "88.08",
            "88.8.12",
            "88.08.1",
            "88-08-12",
            "88.08.12g01",
            "88.08.12G1",
            "88.08.12G01 bilag",
            "٨٨.08.12",
            "it-indkøb",
        ] {
            assert!(!is_usual_kle_code(unusual), "{unusual}");
        }
    }
}
