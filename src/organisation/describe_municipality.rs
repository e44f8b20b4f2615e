//! Enters and changes the municipality's details.

use super::identifiers::Identifiers;
use super::{Municipality, journal, store};
use crate::clock::Moment;
use crate::db::{DbConnection, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::Administrator;
use crate::http::not_blank;
use crate::render::colour;
use validator::Validate;

/// The municipality's details, all of them.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeMunicipality {
    /// Its name, as it stands on documents.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200, example = "Dragør Kommune")]
    pub name: String,
    /// Its company number, eight digits.
    pub cvr_number: Option<String>,
    /// Its GLN for electronic invoices, 13 digits.
    pub gln: Option<String>,
    /// Its three-digit code.
    pub municipality_code: Option<String>,
    /// Street and number.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    pub street: Option<String>,
    /// Four digits.
    pub postal_code: Option<String>,
    /// Postal district.
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    pub city: Option<String>,
    /// The colour of its documents, `#rrggbb`.
    #[schema(pattern = "^#[0-9A-Fa-f]{6}$", example = "#0a3d61")]
    pub colour: Option<String>,
}

impl DescribeMunicipality {
    fn check(&self) -> Result<()> {
        let mut faults = Faults::default();
        Identifiers {
            cvr_number: self.cvr_number.as_deref(),
            gln: self.gln.as_deref(),
            municipality_code: self.municipality_code.as_deref(),
            postal_code: self.postal_code.as_deref(),
            ..Identifiers::default()
        }
        .check(&mut faults);
        let colour = self.colour.as_deref();
        if colour.is_some_and(|colour| colour::named(colour).is_none()) {
            faults.add(Fault::new(&codes::COLOUR_INVALID).at("/colour"));
        }
        faults.into_result()
    }
}

/// Enters the municipality's details for the first time.
///
/// # Errors
/// [`codes::MUNICIPALITY_EXISTS`]; identifiers and colours that have not the form of their kind.
pub fn describe_municipality(
    conn: &mut DbConnection,
    actor: &Administrator,
    command: &DescribeMunicipality,
    moment: Moment,
) -> Result<Municipality> {
    command.check()?;
    if store::find_municipality(conn)?.is_some() {
        return Err((&codes::MUNICIPALITY_EXISTS).into());
    }
    store::insert_municipality(conn, command)?;
    let municipality = store::municipality(conn)?;
    journal::Entry::new("described", "municipality", 1)
        .after(&municipality)
        .record(conn, actor, moment)?;
    Ok(municipality)
}

/// Changes the municipality's details.
///
/// # Errors
/// [`codes::MUNICIPALITY_NOT_SET`], [`codes::STALE`]; identifiers and colours that have not the form of their kind.
pub fn change_municipality(
    conn: &mut DbConnection,
    actor: &Administrator,
    seen: Version,
    command: &DescribeMunicipality,
    moment: Moment,
) -> Result<Municipality> {
    command.check()?;
    let before = store::municipality(conn)?;
    let version = seen.require(before.version)?;
    store::update_municipality(conn, command, version)?;
    let after = store::municipality(conn)?;
    journal::Entry::new("changed", "municipality", 1)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// The name of the municipality, once somebody has entered it.
///
/// # Errors
/// Only when the database fails.
pub fn name_of_municipality(conn: &mut DbConnection) -> Result<Option<String>> {
    Ok(store::find_municipality(conn)?.map(|found| found.name))
}
