//! Everything that a cost table is reckoned from, in a dozen queries whatever the number of agreements.

use super::{agreements, charges, holdings};
use crate::db::schema::{price_rates, pupil_counts, schools};
use crate::db::{DbConnection, SchoolId};
use crate::error::{Error, Result};
use crate::leasing::SplitKey;
use crate::overview::{BasisSchool, CostBasis, CostFilter, KnownRates, UsedRate};
use chrono::NaiveDate;
use diesel::prelude::*;

/// What the cost that `filter` asks for is reckoned from, with the price rates published until `today`.
///
/// Only the filter's agreement and project limit what is read: what others hold decides what a school carries.
///
/// # Errors
/// [`crate::error::codes::AMOUNT_OUT_OF_RANGE`] when a fee grows beyond what the service can carry.
pub fn basis(conn: &mut DbConnection, filter: &CostFilter, today: NaiveDate) -> Result<CostBasis> {
    let mut basis = CostBasis {
        schools: schools(conn)?,
        ..CostBasis::default()
    };
    agreements::read(conn, filter, &mut basis)?;
    holdings::read(conn, &mut basis)?;
    basis.rates = rates(conn, today)?;
    charges::read(conn, &mut basis)?;
    let carriers = basis.agreements.iter().flat_map(|agreement| {
        let lines = agreement.lines.iter().map(|line| &line.carrier);
        lines.chain(agreement.fees.iter().map(|fee| &fee.carrier))
    });
    if carriers
        .into_iter()
        .any(|carrier| carrier.key == SplitKey::Pupils)
    {
        pupils(conn, &mut basis)?;
    }
    Ok(basis)
}

fn schools(conn: &mut DbConnection) -> QueryResult<Vec<BasisSchool>> {
    let rows: Vec<(SchoolId, String, NaiveDate, Option<NaiveDate>)> = schools::table
        .select((
            schools::id,
            schools::name,
            schools::valid_from,
            schools::valid_to,
        ))
        .order(schools::id)
        .load(conn)?;
    let school = |(id, name, valid_from, valid_to)| BasisSchool {
        id,
        name,
        valid_from,
        valid_to,
    };
    Ok(rows.into_iter().map(school).collect())
}

fn pupils(conn: &mut DbConnection, basis: &mut CostBasis) -> QueryResult<()> {
    let rows: Vec<(i32, SchoolId, i32)> = pupil_counts::table
        .order((pupil_counts::school_year, pupil_counts::school_id))
        .select((
            pupil_counts::school_year,
            pupil_counts::school_id,
            pupil_counts::pupils,
        ))
        .load(conn)?;
    for (year, school, pupils) in rows {
        let Some(place) = basis.place(school) else {
            continue;
        };
        let pupils = u64::try_from(pupils).unwrap_or(0);
        let counts = basis.pupils.entry(year).or_default();
        match counts.last_mut() {
            Some((last, sum)) if *last == place => *sum = sum.saturating_add(pupils),
            _ => counts.push((place, pupils)),
        }
    }
    Ok(())
}

/// The rates of every series, the latest published until `today` of each year.
pub(super) fn rates(conn: &mut DbConnection, today: NaiveDate) -> Result<KnownRates> {
    let rows: Vec<(String, i32, String, NaiveDate, String)> = price_rates::table
        .filter(price_rates::published_on.le(today))
        .select((
            price_rates::series,
            price_rates::year,
            price_rates::rate,
            price_rates::published_on,
            price_rates::source,
        ))
        .load(conn)?;
    let mut known = KnownRates::default();
    for (series, year, rate, published_on, source) in rows {
        let rate = rate.parse().map_err(|_| {
            Error::Internal(format!("the rate of {series} in {year} is unreadable").into())
        })?;
        known.learn(UsedRate {
            series,
            year,
            rate,
            published_on,
            source,
        });
    }
    Ok(known)
}
