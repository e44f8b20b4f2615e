//! The kinds of documents that can be issued: one table, so that file names and titles are the same everywhere.

/// A kind of document.
#[derive(Debug, PartialEq, Eq)]
pub struct DocumentKind {
    /// Its name in the API, stable for ever.
    pub code: &'static str,
    /// The kind of thing that it is about, as in the journal.
    pub subject: &'static str,
    /// What it is called in Danish.
    pub danish: &'static str,
    /// The begin of its file name, ASCII.
    pub file_stem: &'static str,
}

macro_rules! kinds {
    ($($name:ident $code:literal of $subject:literal $danish:literal $stem:literal)*) => {
        $(#[doc = $danish] pub const $name: DocumentKind =
            DocumentKind { code: $code, subject: $subject, danish: $danish, file_stem: $stem };)*
        /// All kinds, in the order of the procurement.
        pub const ALL: &[&DocumentKind] = &[$(&$name),*];
    };
}

kinds! {
    MINUTES "group_minutes" of "project" "Projektgruppens referat" "referat"
    NEEDS "needs_assessment" of "project" "Behovsopgørelse" "behovsopgoerelse"
    SPECIFICATION "specification" of "specification_version" "Kravspecifikation" "kravspecifikation"
    ESTIMATE "estimate" of "estimate" "Økonomisk overslag" "oekonomisk-overslag"
    RECOMMENDATION "recommendation" of "project" "Indstilling" "indstilling"
    TENDER_DOCUMENT "tender_document" of "tender" "Udbudsmateriale" "udbudsmateriale"
    TENDER_PACKAGE "tender_package" of "tender" "Udbudsmateriale i dele" "udbudsmateriale"
    PRICE_SHEET "price_sheet" of "tender" "Tilbudsliste" "tilbudsliste"
    LEASE_SCHEDULE "lease_schedule" of "lease" "Ydelsesplan" "ydelsesplan"
    COST_BY_YEAR "cost_by_year" of "municipality" "Omkostning pr. år og skole" "omkostning-pr-aar-og-skole"
    LEASE_DEBT "lease_debt" of "year" "Restgæld og forpligtelser" "restgaeld"
    LABELS "device_labels" of "lease" "Etiketter" "etiketter"
    HANDOVER_RECEIPT "handover_receipt" of "school" "Udleveringskvittering" "udleveringskvittering"
    RETURN_RECEIPT "return_receipt" of "school" "Returkvittering" "returkvittering"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_code_of_its_own_and_a_file_name_that_any_system_takes() {
        let mut codes: Vec<&str> = ALL.iter().map(|kind| kind.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ALL.len());
        for kind in ALL {
            let plain = |letter: char| letter.is_ascii_lowercase() || letter == '-';
            assert!(kind.file_stem.chars().all(plain), "{}", kind.file_stem);
        }
    }
}
