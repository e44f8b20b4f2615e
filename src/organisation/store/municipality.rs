//! The one row of the municipality.

use crate::db::DbConnection;
use crate::db::schema::municipality::{self, table};
use crate::error::{Result, codes};
use crate::organisation::{DescribeMunicipality, Municipality};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = municipality)]
struct Row {
    name: String,
    cvr_number: Option<String>,
    gln: Option<String>,
    municipality_code: Option<String>,
    street: Option<String>,
    postal_code: Option<String>,
    city: Option<String>,
    colour: Option<String>,
    logo_media_type: Option<String>,
    logo_alternative: Option<String>,
    version: i32,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = municipality, treat_none_as_null = true)]
struct Columns<'a> {
    id: i64,
    name: &'a str,
    cvr_number: Option<&'a str>,
    gln: Option<&'a str>,
    municipality_code: Option<&'a str>,
    street: Option<&'a str>,
    postal_code: Option<&'a str>,
    city: Option<&'a str>,
    colour: Option<String>,
    version: i32,
}

fn columns(command: &DescribeMunicipality, version: i32) -> Columns<'_> {
    Columns {
        id: 1,
        name: &command.name,
        cvr_number: command.cvr_number.as_deref(),
        gln: command.gln.as_deref(),
        municipality_code: command.municipality_code.as_deref(),
        street: command.street.as_deref(),
        postal_code: command.postal_code.as_deref(),
        city: command.city.as_deref(),
        colour: command.colour.as_deref().map(str::to_ascii_lowercase),
        version,
    }
}

/// The municipality, once it was entered.
///
/// # Errors
/// Only when the database fails.
pub fn find_municipality(conn: &mut DbConnection) -> QueryResult<Option<Municipality>> {
    let row = table.select(Row::as_select()).first(conn).optional()?;
    Ok(row.map(|row| Municipality {
        name: row.name,
        cvr_number: row.cvr_number,
        gln: row.gln,
        municipality_code: row.municipality_code,
        street: row.street,
        postal_code: row.postal_code,
        city: row.city,
        colour: row.colour,
        logo_media_type: row.logo_media_type,
        logo_alternative: row.logo_alternative,
        version: row.version,
    }))
}

/// The municipality.
///
/// # Errors
/// [`codes::MUNICIPALITY_NOT_SET`].
pub fn municipality(conn: &mut DbConnection) -> Result<Municipality> {
    find_municipality(conn)?.ok_or_else(|| (&codes::MUNICIPALITY_NOT_SET).into())
}

/// Writes the row for the first time.
///
/// # Errors
/// Only when the database fails.
pub fn insert_municipality(
    conn: &mut DbConnection,
    command: &DescribeMunicipality,
) -> QueryResult<usize> {
    diesel::insert_into(table)
        .values(columns(command, 1))
        .execute(conn)
}

/// Replaces the row.
///
/// # Errors
/// Only when the database fails.
pub fn update_municipality(
    conn: &mut DbConnection,
    command: &DescribeMunicipality,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table)
        .set(columns(command, version))
        .execute(conn)
}
