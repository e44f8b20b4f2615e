//! The municipality that this database belongs to; there is exactly one.

/// The contracting authority.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Municipality {
    /// Its name, as it stands on documents.
    #[schema(example = "Dragør Kommune")]
    pub name: String,
    /// Its company number, eight digits.
    pub cvr_number: Option<String>,
    /// Its GLN for electronic invoices, 13 digits.
    pub gln: Option<String>,
    /// Its three-digit code.
    pub municipality_code: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Four digits.
    pub postal_code: Option<String>,
    /// Postal district.
    pub city: Option<String>,
    /// The colour of its documents, `#rrggbb`; one that is too light to be read is darkened there.
    #[schema(example = "#0a3d61")]
    pub colour: Option<String>,
    /// The media type of its logo; null without a logo.
    pub logo_media_type: Option<String>,
    /// What is said of its logo to somebody who cannot see it; null without a logo.
    pub logo_alternative: Option<String>,
    /// Grows with every change.
    pub version: i32,
}

/// The name under which a document is published; *Kommunen* until somebody has entered the municipality.
pub fn document_author(municipality: Option<&Municipality>) -> String {
    municipality.map_or_else(|| "Kommunen".to_owned(), |found| found.name.clone())
}
