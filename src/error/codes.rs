//! The table of refusals: stable code, HTTP status, Danish and English text. `docs/errors.md` repeats it.
//!
//! `{name}` in a text is filled by [`super::Fault::with`]. A code is never renamed or reused: programs and
//! people's bookmarks rely on it.

use super::Language;

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable name, in snake case.
    pub name: &'static str,
    /// The HTTP status of an answer that carries this code.
    pub status: u16,
    /// The text for Danish readers.
    pub da: &'static str,
    /// The text for English readers.
    pub en: &'static str,
}

impl Code {
    /// The text in a language, with its `{name}` places unfilled.
    pub fn text(&self, language: Language) -> &'static str {
        match language {
            Language::Danish => self.da,
            Language::English => self.en,
        }
    }
}

macro_rules! codes {
    ($($name:ident $status:literal $code:literal $da:literal $en:literal)+) => {
        $(
            #[doc = $en]
            pub static $name: Code = Code { name: $code, status: $status, da: $da, en: $en };
        )+

        /// The whole table, in the order of the process.
        pub static ALL: &[&Code] = &[$(&$name),+];
    };
}

codes! {
    // Any request.
    INTERNAL 500 "internal"
        "Der skete en fejl hos os. Prøv igen; sker det igen, så giv administratoren fejlens nummer."
        "Something failed on our side. Try again; if it happens again, give the administrator the request id."
    UNAVAILABLE 503 "unavailable"
        "Tjenesten kan ikke svare lige nu. Prøv igen om lidt."
        "The service cannot answer right now. Try again in a moment."
    SEVERAL_FAULTS 422 "several_faults"
        "Der er flere fejl; de står hver for sig under errors."
        "There are several faults; each is listed under errors."
    NOT_FOUND 404 "not_found"
        "Der er intet på denne adresse."
        "There is nothing at this address."
    METHOD_NOT_ALLOWED 405 "method_not_allowed"
        "Adressen findes, men ikke med metoden {method}."
        "The address exists, but not with the method {method}."
    UNAUTHENTICATED 401 "unauthenticated"
        "Log ind først: send et gyldigt API-token som Authorization: Bearer …"
        "Sign in first: send a valid API token as Authorization: Bearer …"
    TOKEN_INVALID 401 "token_invalid"
        "Dit token er ukendt, udløbet eller trukket tilbage. Bed administratoren om et nyt."
        "Your token is unknown, expired or revoked. Ask the administrator for a new one."
    FORBIDDEN 403 "forbidden"
        "Din rolle giver ikke adgang til dette."
        "Your role does not give access to this."
    TOKEN_READ_ONLY 403 "token_read_only"
        "Dit token må kun læse. Brug et token, der må skrive."
        "Your token may only read. Use a token that may write."
    UNKNOWN_PARAMETER 400 "unknown_parameter"
        "Parameteren »{name}« kendes ikke her. Kendte: {known}."
        "The parameter `{name}` is not known here. Known: {known}."
    INVALID_PARAMETER 400 "invalid_parameter"
        "Parametrene kan ikke læses: {reason}."
        "The parameters cannot be read: {reason}."
    INVALID_PATH 400 "invalid_path"
        "Adressen indeholder et nummer, der ikke kan læses."
        "The address holds a number that cannot be read."
    INVALID_CURSOR 400 "invalid_cursor"
        "Markøren »cursor« stammer ikke fra denne liste. Begynd forfra uden den."
        "The `cursor` does not come from this list. Start again without it."
    UNKNOWN_FIELD_SELECTED 400 "unknown_field_selected"
        "Feltet »{name}« findes ikke i denne liste."
        "The field `{name}` does not exist in this list."
    INVALID_JSON 400 "invalid_json"
        "Indholdet er ikke gyldig JSON: {reason}."
        "The body is not valid JSON: {reason}."
    UNKNOWN_FIELD 400 "unknown_field"
        "Feltet kendes ikke: {reason}."
        "The field is not known: {reason}."
    INVALID_VALUE 400 "invalid_value"
        "Værdien kan ikke læses: {reason}."
        "The value cannot be read: {reason}."
    AMOUNT_TOO_MANY_DECIMALS 422 "amount_too_many_decimals"
        "Beløb har højst to decimaler, for eksempel \"1552000.00\"."
        "Amounts have at most two decimals, for example \"1552000.00\"."
    AMOUNT_OUT_OF_RANGE 422 "amount_out_of_range"
        "Beløbet er større end 99.999.999.999,99 kr."
        "The amount is larger than 99,999,999,999.99 kr."
    AMOUNT_NEGATIVE 422 "amount_negative"
        "Beløbet må ikke være negativt."
        "The amount must not be negative."
    UNSUPPORTED_MEDIA_TYPE 415 "unsupported_media_type"
        "Send indholdet som {expected}."
        "Send the body as {expected}."
    PAYLOAD_TOO_LARGE 413 "payload_too_large"
        "Indholdet er større end grænsen på {limit_mb} MB."
        "The body is larger than the limit of {limit_mb} MB."
    BODY_UNREADABLE 400 "body_unreadable"
        "Indholdet kom ikke helt frem. Send det igen."
        "The body did not arrive whole. Send it again."
    PRECONDITION_REQUIRED 428 "precondition_required"
        "Send If-Match med den ETag, du har læst, så ingen overskriver andres ændringer."
        "Send If-Match with the ETag that you read, so that nobody overwrites another's changes."
    INVALID_ETAG 400 "invalid_etag"
        "If-Match skal være en ETag fra denne tjeneste, for eksempel \"3\"."
        "If-Match must be an ETag of this service, for example \"3\"."
    STALE 412 "stale"
        "En anden har ændret dette imens (du så version {seen}, den er nu {current}). Hent det igen."
        "Somebody has changed this meanwhile (you saw version {seen}, it is now {current}). Get it again."
    IDEMPOTENCY_KEY_INVALID 400 "idempotency_key_invalid"
        "Idempotency-Key skal være 1-100 synlige ASCII-tegn."
        "Idempotency-Key must be 1-100 visible ASCII characters."
    IDEMPOTENCY_KEY_REUSED 422 "idempotency_key_reused"
        "Denne Idempotency-Key er brugt til en anden forespørgsel."
        "This Idempotency-Key was used for another request."
    IDEMPOTENCY_KEY_IN_USE 409 "idempotency_key_in_use"
        "En forespørgsel med denne Idempotency-Key er i gang eller blev afbrudt. Se efter, om den er udført."
        "A request with this Idempotency-Key is under way or was cut off. Look whether it was carried out."
    TEXT_LENGTH 422 "text_length"
        "Teksten skal være mellem {min} og {max} tegn."
        "The text must have between {min} and {max} characters."
    LIST_LENGTH 422 "list_length"
        "Listen skal have mellem {min} og {max} elementer."
        "The list must have between {min} and {max} elements."
    NUMBER_RANGE 422 "number_range"
        "Værdien skal ligge mellem {min} og {max}."
        "The value must lie between {min} and {max}."
    TEXT_BLANK 422 "text_blank"
        "Teksten må ikke være tom."
        "The text must not be blank."
    EMAIL_INVALID 422 "email_invalid"
        "Det er ikke en e-mailadresse."
        "This is not an e-mail address."
    DATES_OUT_OF_ORDER 422 "dates_out_of_order"
        "Datoen skal ligge på eller efter {not_before}."
        "The date must be on or after {not_before}."
    DATE_OUT_OF_RANGE 422 "date_out_of_range"
        "Datoen skal ligge mellem 1990 og 2100."
        "The date must lie between 1990 and 2100."
    VALUE_INVALID 422 "value_invalid"
        "Værdien er ikke gyldig."
        "The value is not valid."

    // Organisation.
    MUNICIPALITY_NOT_SET 404 "municipality_not_set"
        "Kommunens oplysninger er ikke indtastet endnu."
        "The municipality's details have not been entered yet."
    MUNICIPALITY_EXISTS 409 "municipality_exists"
        "Kommunens oplysninger findes allerede; ret dem i stedet."
        "The municipality's details exist already; change them instead."
    CVR_INVALID 422 "cvr_invalid"
        "CVR-nummeret skal have otte cifre."
        "The CVR number must have eight digits."
    GLN_INVALID 422 "gln_invalid"
        "GLN-nummeret skal have 13 cifre, hvor det sidste er et rigtigt kontrolciffer."
        "The GLN must have 13 digits with a correct check digit."
    POSTAL_CODE_INVALID 422 "postal_code_invalid"
        "Postnummeret skal have fire cifre."
        "The postal code must have four digits."
    INSTITUTION_NUMBER_INVALID 422 "institution_number_invalid"
        "Institutionsnummeret skal have seks tegn: cifre eller store bogstaver."
        "The institution number must have six characters: digits or capital letters."
    MUNICIPALITY_CODE_INVALID 422 "municipality_code_invalid"
        "Kommunekoden skal have tre cifre."
        "The municipality code must have three digits."
    SCHOOL_NOT_FOUND 404 "school_not_found"
        "Skole {id} findes ikke."
        "School {id} does not exist."
    SCHOOL_UNKNOWN 422 "school_unknown"
        "Skole {id} findes ikke."
        "School {id} does not exist."
    SCHOOL_NAME_TAKEN 409 "school_name_taken"
        "Der er allerede en skole med dette navn fra denne dato."
        "There is a school of this name from this date already."
    SCHOOL_NOT_VALID 422 "school_not_valid"
        "{school} er ikke skole den {date} (gyldig {from} til {to})."
        "{school} is not a school on {date} (valid {from} to {to})."
    SCHOOL_OWN_SUCCESSOR 422 "school_own_successor"
        "En skole kan ikke efterfølge sig selv, heller ikke gennem andre."
        "A school cannot succeed itself, not even through others."
    SCHOOL_SUCCESSOR_NEEDS_END 422 "school_successor_needs_end"
        "En skole med efterfølger skal have en sidste gyldig dag."
        "A school with a successor must have a last valid day."
    SCHOOL_HOLDS_DEVICES 409 "school_holds_devices"
        "Skolen har {devices} enheder efter den {date}. Flyt dem først."
        "The school holds {devices} devices after {date}. Move them first."
    PUPIL_COUNT_NOT_FOUND 404 "pupil_count_not_found"
        "Elevtal {id} findes ikke."
        "Pupil count {id} does not exist."
    STAFF_COUNT_NOT_FOUND 404 "staff_count_not_found"
        "Personaletal {id} findes ikke."
        "Staff count {id} does not exist."
    COUNT_EXISTS 409 "count_exists"
        "Der er allerede et tal for denne skole, dette skoleår og denne gruppe; ret det i stedet."
        "There is a count for this school, school year and group already; change it instead."
    ACCOUNT_NOT_FOUND 404 "account_not_found"
        "Konto {id} findes ikke."
        "Account {id} does not exist."
    EMAIL_TAKEN 409 "email_taken"
        "Der er allerede en konto med denne e-mailadresse."
        "There is an account with this e-mail address already."
    ROLE_REQUIRED 422 "role_required"
        "Kontoen skal have mindst én rolle."
        "The account must have at least one role."
    SCHOOLS_REQUIRED 422 "schools_required"
        "En skoleleder skal have mindst én skole, og kun skoleledere har skoler."
        "A school leader must have at least one school, and only school leaders have schools."
    LAST_ADMINISTRATOR 409 "last_administrator"
        "Kommunen skal have mindst én aktiv administrator."
        "The municipality must have at least one active administrator."
    ACCOUNTS_EXIST 409 "accounts_exist"
        "Der findes allerede en administrator med adgang."
        "There is an administrator with access already."
    TOKEN_NOT_FOUND 404 "token_not_found"
        "Token {id} findes ikke."
        "Token {id} does not exist."
    TOKEN_REVOKED 409 "token_revoked"
        "Tokenet er allerede trukket tilbage."
        "The token has been revoked already."
    ACCOUNT_INACTIVE 409 "account_inactive"
        "Kontoen er lukket."
        "The account is closed."

    // Archive.
    DOCUMENT_NOT_FOUND 404 "document_not_found"
        "Dokument {id} findes ikke."
        "Document {id} does not exist."
    SHA256_INVALID 422 "sha256_invalid"
        "En SHA-256-værdi har 64 hexadecimale cifre."
        "A SHA-256 value has 64 hexadecimal digits."
    DOCUMENT_NOT_DRAWABLE 422 "document_not_drawable"
        "Dokumentet kan ikke tegnes: {reason}."
        "The document cannot be drawn: {reason}."

    // Projects.
    PROJECT_NOT_FOUND 404 "project_not_found"
        "Projekt {id} findes ikke."
        "Project {id} does not exist."
    PROJECT_CLOSED 409 "project_closed"
        "Projektet er afsluttet og kan ikke ændres."
        "The project is closed and cannot be changed."

    // Requirements.
    DEVICE_CATEGORY_NOT_FOUND 404 "device_category_not_found"
        "Enhedskategori {id} findes ikke."
        "Device category {id} does not exist."
    DEVICE_CATEGORY_UNKNOWN 422 "device_category_unknown"
        "Enhedskategori {id} findes ikke."
        "Device category {id} does not exist."

    // Needs.

    // Budget.
    ESTIMATE_NOT_FOUND 404 "estimate_not_found"
        "Overslag {id} findes ikke."
        "Estimate {id} does not exist."
    ESTIMATE_APPROVED 409 "estimate_approved"
        "Overslaget er godkendt og kan ikke ændres. Lav et nyt."
        "The estimate is approved and cannot be changed. Make a new one."
    ESTIMATE_RATE_OUT_OF_RANGE 422 "estimate_rate_out_of_range"
        "Renten skal ligge mellem 0 og 1, hvor 0.0275 er 2,75 %."
        "The rate must lie between 0 and 1, where 0.0275 is 2.75 %."
    ESTIMATE_TERMS_INVALID 422 "estimate_terms_invalid"
        "Vilkårene giver ingen betalingsplan: {reason}."
        "The terms give no schedule of payments: {reason}."
    ESTIMATE_PRICE_TWICE 422 "estimate_price_twice"
        "Enhedskategori {id} har mere end én pris."
        "Device category {id} has more than one price."
    ESTIMATE_EMPTY 409 "estimate_empty"
        "Overslaget har hverken priser eller linjer."
        "The estimate has neither prices nor lines."
    ESTIMATE_PRICE_MISSING 409 "estimate_price_missing"
        "Der er bekræftede behov for »{category}«, men ingen pris."
        "There are confirmed needs for `{category}`, but no price."

    // Tenders.
    TENDER_NOT_FOUND 404 "tender_not_found"
        "Udbud {id} findes ikke."
        "Tender {id} does not exist."
    TENDER_PUBLISHED 409 "tender_published"
        "Udbuddet er offentliggjort og kan ikke ændres."
        "The tender is published and cannot be changed."
    TENDER_CANCELLED 409 "tender_cancelled"
        "Udbuddet er annulleret."
        "The tender is cancelled."
    TENDER_SPECIFICATION_UNKNOWN 422 "tender_specification_unknown"
        "Projektet har ingen kravspecifikation med versionen {id}."
        "The project has no specification version {id}."
    TENDER_SPECIFICATION_NOT_APPROVED 409 "tender_specification_not_approved"
        "Kravspecifikationen skal være godkendt, før den kan sendes i udbud."
        "The specification must be approved before it can be tendered."
    TENDER_ESTIMATE_UNKNOWN 422 "tender_estimate_unknown"
        "Projektet har intet overslag {id}."
        "The project has no estimate {id}."
    TENDER_ESTIMATE_NOT_APPROVED 409 "tender_estimate_not_approved"
        "Det økonomiske overslag skal være godkendt før udbuddet."
        "The economic estimate must be approved before the tender."
    TENDER_NEEDS_MISSING 409 "tender_needs_missing"
        "Projektet har ingen bekræftede behov at sende i udbud."
        "The project has no confirmed needs to tender."
    TENDER_MUNICIPALITY_MISSING 409 "tender_municipality_missing"
        "Indtast kommunens oplysninger, før udbuddet offentliggøres."
        "Enter the municipality's details before the tender is published."
    TENDER_DATE_PASSED 409 "tender_date_passed"
        "Fristen {date} er passeret."
        "The deadline {date} has passed."
    TENDER_CONDITION_UNFINISHED 409 "tender_condition_unfinished"
        "Udbudsbetingelsen »{title}« er ikke udfyldt: erstat teksten i [udfyld: …]."
        "The condition `{title}` is not filled in: replace the text in [udfyld: …]."
    TENDER_BASIS_CHANGED 409 "tender_basis_changed"
        "Grundlaget for udbuddet er ændret, mens dokumentet blev dannet. Prøv igen."
        "What the tender rests on has changed while the document was drawn. Try again."

    // Leasing.

    // Devices.

    // Overview.
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_its_own_name_and_a_status_that_says_no() {
        let names: BTreeSet<_> = ALL.iter().map(|code| code.name).collect();
        assert_eq!(names.len(), ALL.len());
        assert!(ALL.iter().all(|code| (400..=599).contains(&code.status)));
    }

    #[test]
    fn both_languages_fill_the_same_places() {
        let places = |text: &'static str| -> BTreeSet<&str> {
            text.split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next())
                .collect()
        };
        for code in ALL {
            assert_eq!(places(code.da), places(code.en), "{}", code.name);
        }
    }
}
