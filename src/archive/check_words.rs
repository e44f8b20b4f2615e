//! The words of the public check page, in Danish and in English.

use super::DocumentCheck;
use crate::error::Language;
use crate::render::numbers;
use chrono::NaiveDate;

/// The words of one language.
pub struct Words {
    /// The language as a BCP 47 tag.
    pub tag: &'static str,
    /// The other language.
    pub other_tag: &'static str,
    /// Its name, in itself.
    pub other_name: &'static str,
    /// Where the form with the file goes.
    pub action: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The link past the top of the page.
    pub skip: &'static str,
    /// What the page is for.
    pub lead: &'static str,
    /// The heading above the form with a file.
    pub by_file: &'static str,
    /// The label of the file.
    pub file: &'static str,
    /// The button below it.
    pub check_file: &'static str,
    /// The heading above the form with a hash.
    pub by_hash: &'static str,
    /// The label of the hash.
    pub hash: &'static str,
    /// How to find it.
    pub hash_hint: &'static str,
    /// The button below it.
    pub check_hash: &'static str,
    /// What happens with what is sent.
    pub footer: &'static str,
}

/// The Danish page.
pub static DANISH: Words = Words {
    tag: "da",
    other_tag: "en",
    other_name: "English",
    action: "/tjek",
    title: "Tjek et dokument",
    skip: "Gå til indholdet",
    lead: "Her kan du se, om en fil er et dokument, som kommunen har udstedt, om den er uændret, og om den stadig \
           gælder. Du skal ikke logge ind.",
    by_file: "Tjek en fil",
    file: "Fil",
    check_file: "Tjek filen",
    by_hash: "Tjek en SHA-256-værdi",
    hash: "SHA-256",
    hash_hint: "64 hexadecimale cifre. Værdien er filens fingeraftryk; med den kan du tjekke en fil uden at sende \
                den. Windows: certutil -hashfile fil.pdf SHA256. Mac: shasum -a 256 fil.pdf. \
                Linux: sha256sum fil.pdf.",
    check_hash: "Tjek værdien",
    footer: "Filen bliver kun regnet om til sin SHA-256-værdi. Den gemmes ikke, og ingen ser den.",
};

/// The English page.
pub static ENGLISH: Words = Words {
    tag: "en",
    other_tag: "da",
    other_name: "Dansk",
    action: "/tjek?lang=en",
    title: "Check a document",
    skip: "Skip to the content",
    lead: "See here whether a file is a document that the municipality has issued, whether it is unchanged, and \
           whether it is still in force. You need not sign in.",
    by_file: "Check a file",
    file: "File",
    check_file: "Check the file",
    by_hash: "Check a SHA-256 value",
    hash: "SHA-256",
    hash_hint: "64 hexadecimal digits. The value is the file's fingerprint; with it you can check a file without \
                sending it. Windows: certutil -hashfile file.pdf SHA256. Mac: shasum -a 256 file.pdf. \
                Linux: sha256sum file.pdf.",
    check_hash: "Check the value",
    footer: "The file is only turned into its SHA-256 value. It is not kept, and nobody sees it.",
};

/// What the page answers.
pub struct Verdict {
    /// Its colour.
    pub class: &'static str,
    /// The answer in a few words.
    pub headline: &'static str,
    /// What it means.
    pub explanation: String,
    /// What is known of the document: name and value.
    pub facts: Vec<(&'static str, String)>,
    /// The hash that was asked for.
    pub sha256: String,
}

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> &'static Words {
        match language {
            Language::Danish => &DANISH,
            Language::English => &ENGLISH,
        }
    }

    fn is_danish(&self) -> bool {
        self.tag == DANISH.tag
    }

    /// How large a file may be.
    pub fn file_hint(&self, megabytes: usize) -> String {
        if self.is_danish() {
            format!("Højst {megabytes} MB. Brug SHA-256-værdien, hvis filen er større.")
        } else {
            format!("At most {megabytes} MB. Use the SHA-256 value if the file is larger.")
        }
    }

    fn date(&self, date: NaiveDate) -> String {
        if self.is_danish() {
            numbers::date(date)
        } else {
            date.format("%-d %B %Y").to_string()
        }
    }

    /// The answer in words.
    pub fn verdict(&self, check: DocumentCheck) -> Verdict {
        let danish = self.is_danish();
        let pick = |da: &'static str, en: &'static str| if danish { da } else { en };
        let Some(number) = check.number else {
            return Verdict {
                class: "unknown",
                headline: pick("Ikke et udstedt dokument", "Not an issued document"),
                explanation: pick(
                    "Kommunen har ikke udstedt et dokument med netop dette indhold her. Filen er en anden, en \
                     kladde, eller den er ændret: en enkelt ændret byte er nok.",
                    "The municipality has not issued a document with exactly this content here. The file is \
                     another one, a draft, or it was changed: a single changed byte is enough.",
                )
                .to_owned(),
                facts: Vec::new(),
                sha256: check.sha256,
            };
        };
        let (class, headline, explanation) = match &check.replaced_by {
            Some(next) => (
                "replaced",
                pick("Udstedt, men erstattet", "Issued, but replaced"),
                self.replaced(next, check.in_force.as_deref()),
            ),
            None => (
                "issued",
                pick("Udstedt og gældende", "Issued and in force"),
                pick(
                    "Filen er byte for byte det dokument, som kommunen har udstedt, og ingen nyere version har \
                     erstattet den.",
                    "The file is byte for byte the document that the municipality has issued, and no newer \
                     version has replaced it.",
                )
                .to_owned(),
            ),
        };
        let mut facts = vec![
            (pick("Titel", "Title"), check.title.unwrap_or_default()),
            (pick("Dokumentnummer", "Document number"), number),
        ];
        if let Some(edition) = check.edition {
            facts.push(("Version", edition.to_string()));
        }
        if let Some(issued) = check.issued_at {
            facts.push((pick("Udstedt", "Issued"), self.date(issued.danish_date())));
        }
        if let Some(next) = check.replaced_by {
            facts.push((pick("Erstattet af", "Replaced by"), next));
        }
        Verdict {
            class,
            headline,
            explanation,
            facts,
            sha256: check.sha256,
        }
    }

    fn replaced(&self, next: &str, in_force: Option<&str>) -> String {
        let later = in_force.filter(|last| *last != next);
        match (self.is_danish(), later) {
            (true, None) => format!(
                "Filen er byte for byte det dokument, som kommunen har udstedt, men det er erstattet af {next}, \
                 som gælder nu."
            ),
            (true, Some(last)) => format!(
                "Filen er byte for byte det dokument, som kommunen har udstedt, men det er erstattet af {next}; \
                 nu gælder {last}."
            ),
            (false, None) => format!(
                "The file is byte for byte the document that the municipality has issued, but it is replaced by \
                 {next}, which is in force now."
            ),
            (false, Some(last)) => format!(
                "The file is byte for byte the document that the municipality has issued, but it is replaced by \
                 {next}; {last} is in force now."
            ),
        }
    }
}
