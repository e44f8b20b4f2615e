//! The municipality's mark on documents: its logo beside the rest of the one row.

use super::municipality::find_municipality;
use crate::db::DbConnection;
use crate::db::schema::municipality::{self, table};
use crate::render::colour;
use crate::render::document::{Image, Letterhead};
use diesel::prelude::*;

#[derive(AsChangeset)]
#[diesel(table_name = municipality, treat_none_as_null = true)]
struct LogoColumns<'a> {
    logo: Option<&'a [u8]>,
    logo_media_type: Option<&'a str>,
    logo_alternative: Option<&'a str>,
    version: i32,
}

/// Puts a logo with its alternative text in the place of the one before, or takes it away.
///
/// # Errors
/// Only when the database fails.
pub fn update_logo(
    conn: &mut DbConnection,
    logo: Option<(&Image, &str)>,
    version: i32,
) -> QueryResult<usize> {
    let columns = LogoColumns {
        logo: logo.map(|(image, _)| image.bytes()),
        logo_media_type: logo.map(|(image, _)| image.media_type()),
        logo_alternative: logo.map(|(_, alternative)| alternative),
        version,
    };
    diesel::update(table).set(columns).execute(conn)
}

/// The logo with its alternative text.
///
/// # Errors
/// Only when the database fails.
pub fn logo(conn: &mut DbConnection) -> QueryResult<Option<(Image, String)>> {
    type Columns = (Option<Vec<u8>>, Option<String>, Option<String>);
    let columns: Option<Columns> = table
        .select((
            municipality::logo,
            municipality::logo_media_type,
            municipality::logo_alternative,
        ))
        .first(conn)
        .optional()?;
    let Some((Some(bytes), Some(media_type), alternative)) = columns else {
        return Ok(None);
    };
    let image = match media_type.as_str() {
        "image/png" => Image::Png(bytes),
        _ => Image::Svg(String::from_utf8_lossy(&bytes).into_owned()),
    };
    Ok(Some((image, alternative.unwrap_or_default())))
}

/// The letterhead of the municipality's documents; `None` before its details were entered.
///
/// # Errors
/// Only when the database fails.
pub fn letterhead(conn: &mut DbConnection) -> QueryResult<Option<Letterhead>> {
    let Some(sender) = find_municipality(conn)? else {
        return Ok(None);
    };
    let town = [sender.postal_code, sender.city];
    let town: Vec<String> = town.into_iter().flatten().collect();
    let number = sender.cvr_number.map(|number| format!("CVR {number}"));
    let address = [sender.street, Some(town.join(" ")), number];
    let filled = |line: &String| !line.trim().is_empty();
    Ok(Some(Letterhead {
        logo: logo(conn)?,
        colour: sender.colour.as_deref().and_then(colour::named),
        address: address.into_iter().flatten().filter(filled).collect(),
    }))
}
