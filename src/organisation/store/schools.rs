//! The schools; every reader names the reach of who asks.

use crate::db::schema::devices;
use crate::db::schema::schools::{self, table};
use crate::db::{DbConnection, SchoolId};
use crate::error::{Fault, Result, codes};
use crate::http::actor::Reach;
use crate::organisation::{DescribeSchool, School};
use chrono::NaiveDate;
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = schools)]
struct Row {
    id: SchoolId,
    name: String,
    institution_number: Option<String>,
    gln: Option<String>,
    cost_centre: Option<String>,
    street: Option<String>,
    postal_code: Option<String>,
    city: Option<String>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    successor_id: Option<SchoolId>,
    version: i32,
}

impl From<Row> for School {
    fn from(row: Row) -> Self {
        School {
            id: row.id,
            name: row.name,
            institution_number: row.institution_number,
            gln: row.gln,
            cost_centre: row.cost_centre,
            street: row.street,
            postal_code: row.postal_code,
            city: row.city,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            successor_id: row.successor_id,
            version: row.version,
        }
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = schools, treat_none_as_null = true)]
struct Columns<'a> {
    name: &'a str,
    institution_number: Option<&'a str>,
    gln: Option<&'a str>,
    cost_centre: Option<&'a str>,
    street: Option<&'a str>,
    postal_code: Option<&'a str>,
    city: Option<&'a str>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    successor_id: Option<SchoolId>,
    version: i32,
}

fn columns(command: &DescribeSchool, version: i32) -> Columns<'_> {
    Columns {
        name: &command.name,
        institution_number: command.institution_number.as_deref(),
        gln: command.gln.as_deref(),
        cost_centre: command.cost_centre.as_deref(),
        street: command.street.as_deref(),
        postal_code: command.postal_code.as_deref(),
        city: command.city.as_deref(),
        valid_from: command.valid_from,
        valid_to: command.valid_to,
        successor_id: command.successor_id,
        version,
    }
}

/// The school, if it exists within reach.
///
/// # Errors
/// Only when the database fails.
pub fn find_school(
    conn: &mut DbConnection,
    reach: &Reach,
    id: SchoolId,
) -> QueryResult<Option<School>> {
    let mut query = table.find(id).select(Row::as_select()).into_boxed();
    if let Reach::Only(own) = reach {
        query = query.filter(schools::id.eq_any(own.clone()));
    }
    Ok(query.first(conn).optional()?.map(School::from))
}

/// The school.
///
/// # Errors
/// [`codes::SCHOOL_NOT_FOUND`], also for a school out of reach.
pub fn school(conn: &mut DbConnection, reach: &Reach, id: SchoolId) -> Result<School> {
    find_school(conn, reach, id)?
        .ok_or_else(|| Fault::new(&codes::SCHOOL_NOT_FOUND).with("id", id).into())
}

/// At most `count` schools within reach after the one named `after`, by number; only those that are schools on
/// `valid_on`, where it is given.
///
/// # Errors
/// Only when the database fails.
pub fn schools(
    conn: &mut DbConnection,
    reach: &Reach,
    valid_on: Option<NaiveDate>,
    after: Option<SchoolId>,
    count: i64,
) -> QueryResult<Vec<School>> {
    let mut query = table
        .select(Row::as_select())
        .order(schools::id)
        .limit(count)
        .into_boxed();
    if let Reach::Only(own) = reach {
        query = query.filter(schools::id.eq_any(own.clone()));
    }
    if let Some(after) = after {
        query = query.filter(schools::id.gt(after));
    }
    if let Some(date) = valid_on {
        query = query
            .filter(schools::valid_from.le(date))
            .filter(schools::valid_to.is_null().or(schools::valid_to.ge(date)));
    }
    Ok(query.load(conn)?.into_iter().map(School::from).collect())
}

/// Adds a school.
///
/// # Errors
/// A broken uniqueness rule of name and first day.
pub fn insert_school(conn: &mut DbConnection, command: &DescribeSchool) -> QueryResult<SchoolId> {
    diesel::insert_into(table)
        .values(columns(command, 1))
        .returning(schools::id)
        .get_result(conn)
}

/// Replaces what is known of a school.
///
/// # Errors
/// A broken uniqueness rule of name and first day.
pub fn update_school(
    conn: &mut DbConnection,
    id: SchoolId,
    command: &DescribeSchool,
    version: i32,
) -> QueryResult<usize> {
    diesel::update(table.find(id))
        .set(columns(command, version))
        .execute(conn)
}

/// How many devices in use the school holds.
///
/// # Errors
/// Only when the database fails.
pub fn devices_held(conn: &mut DbConnection, id: SchoolId) -> QueryResult<i64> {
    devices::table
        .filter(devices::school_id.eq(id))
        .filter(devices::status.eq("in_use"))
        .count()
        .get_result(conn)
}
