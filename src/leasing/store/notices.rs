//! Notice terms, notices and the ends of all leases in force.

use crate::clock::Instant;
use crate::db::schema::{
    lease_amendments, lease_instalments, lease_notice_terms, lease_notices, leases,
};
use crate::db::{AccountId, DbConnection, LeaseId, LeaseNoticeId};
use crate::error::{Error, Result};
use crate::finance::{Every, Money, Unit};
use crate::leasing::{
    AmendmentKind, GiveNotice, LeaseNotice, LeaseState, NoticeChoice, NoticeTerms, NoticeUnit,
    RenewalTerms,
};
use chrono::NaiveDate;
use diesel::dsl::max;
use diesel::prelude::*;
use std::collections::BTreeMap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = lease_notice_terms)]
struct TermsRow {
    lease_id: LeaseId,
    notice_unit: NoticeUnit,
    opens_before: Option<i32>,
    closes_before: i32,
    form: Option<String>,
    renewal_unit: Option<String>,
    renewal_count: Option<i32>,
    renewal_payment: Option<Money>,
}

const UNITS: [(Unit, &str); 4] = [
    (Unit::Day, "day"),
    (Unit::Week, "week"),
    (Unit::Month, "month"),
    (Unit::Year, "year"),
];

impl TryFrom<TermsRow> for NoticeTerms {
    type Error = Error;
    fn try_from(row: TermsRow) -> Result<Self> {
        let unreadable = || {
            Error::Internal(
                format!("the notice terms of lease {} are unreadable", row.lease_id).into(),
            )
        };
        let number = |count: i32| u32::try_from(count).map_err(|_| unreadable());
        let renewal = match (&row.renewal_unit, row.renewal_count) {
            (Some(text), Some(count)) => {
                let unit = UNITS.iter().find(|(_, name)| name == text);
                Some(RenewalTerms {
                    length: Every {
                        unit: unit.ok_or_else(unreadable)?.0,
                        count: number(count)?,
                    },
                    payment: row.renewal_payment,
                })
            }
            _ => None,
        };
        Ok(NoticeTerms {
            unit: row.notice_unit,
            opens_before: row.opens_before.map(number).transpose()?,
            closes_before: number(row.closes_before)?,
            form: row.form,
            renewal,
        })
    }
}

fn terms_row(lease_id: LeaseId, terms: &NoticeTerms) -> TermsRow {
    // What does not fit is refused by the schema's CHECK; the use case never lets it come so far.
    let number = |count: u32| i32::try_from(count).unwrap_or(-1);
    let length = terms.renewal.map(|renewal| renewal.length);
    TermsRow {
        lease_id,
        notice_unit: terms.unit,
        opens_before: terms.opens_before.map(number),
        closes_before: number(terms.closes_before),
        form: terms.form.clone(),
        renewal_unit: length.and_then(|length| {
            let found = UNITS.iter().find(|(unit, _)| *unit == length.unit)?;
            Some(found.1.to_owned())
        }),
        renewal_count: length.map(|length| number(length.count)),
        renewal_payment: terms.renewal.and_then(|renewal| renewal.payment),
    }
}

/// The notice terms of a lease, where it has any.
///
/// # Errors
/// Only when the database fails.
pub fn notice_terms(conn: &mut DbConnection, lease: LeaseId) -> Result<Option<NoticeTerms>> {
    let row: Option<TermsRow> = lease_notice_terms::table
        .find(lease)
        .select(TermsRow::as_select())
        .first(conn)
        .optional()?;
    row.map(NoticeTerms::try_from).transpose()
}

/// Replaces the notice terms of a lease.
///
/// # Errors
/// Only when the database fails.
pub fn replace_notice_terms(
    conn: &mut DbConnection,
    lease: LeaseId,
    terms: &NoticeTerms,
) -> QueryResult<()> {
    diesel::delete(lease_notice_terms::table.find(lease)).execute(conn)?;
    diesel::insert_into(lease_notice_terms::table)
        .values(terms_row(lease, terms))
        .execute(conn)?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = lease_notices)]
struct NoticeRow {
    id: LeaseNoticeId,
    lease_id: LeaseId,
    given_on: NaiveDate,
    choice: NoticeChoice,
    note: Option<String>,
    recorded_by: AccountId,
    recorded_at: Instant,
}

impl From<NoticeRow> for LeaseNotice {
    fn from(row: NoticeRow) -> Self {
        LeaseNotice {
            id: row.id,
            lease_id: row.lease_id,
            given_on: row.given_on,
            choice: row.choice,
            note: row.note,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        }
    }
}

/// The notices given on a lease in the order of their entering.
///
/// # Errors
/// Only when the database fails.
pub fn notices(conn: &mut DbConnection, lease: LeaseId) -> QueryResult<Vec<LeaseNotice>> {
    let rows: Vec<NoticeRow> = lease_notices::table
        .filter(lease_notices::lease_id.eq(lease))
        .select(NoticeRow::as_select())
        .order(lease_notices::id)
        .load(conn)?;
    Ok(rows.into_iter().map(LeaseNotice::from).collect())
}

/// When the lease was last extended; notices entered before then were for an earlier end.
///
/// # Errors
/// Only when the database fails.
pub fn last_extension(conn: &mut DbConnection, lease: LeaseId) -> QueryResult<Option<Instant>> {
    lease_amendments::table
        .filter(lease_amendments::lease_id.eq(lease))
        .filter(lease_amendments::kind.eq_any(AmendmentKind::EXTENDING))
        .select(lease_amendments::recorded_at)
        .order(lease_amendments::number.desc())
        .first(conn)
        .optional()
}

/// Adds a notice.
///
/// # Errors
/// Only when the database fails.
pub fn insert_notice(
    conn: &mut DbConnection,
    lease: LeaseId,
    command: &GiveNotice,
    account: AccountId,
    at: Instant,
) -> QueryResult<LeaseNoticeId> {
    diesel::insert_into(lease_notices::table)
        .values((
            lease_notices::lease_id.eq(lease),
            lease_notices::given_on.eq(command.given_on),
            lease_notices::choice.eq(command.choice),
            lease_notices::note.eq(&command.note),
            lease_notices::recorded_by.eq(account),
            lease_notices::recorded_at.eq(at),
        ))
        .returning(lease_notices::id)
        .get_result(conn)
}

/// A lease in force, when it ends and which notices count for that end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseEnd {
    /// The lease.
    pub lease_id: LeaseId,
    /// The lessor's number of the agreement.
    pub agreement_number: String,
    /// What it is about.
    pub title: String,
    /// The lessor.
    pub lessor_name: String,
    /// The day after its last period.
    pub ends_on: NaiveDate,
    /// Its notice terms.
    pub terms: Option<NoticeTerms>,
    /// The days on which notice was given for this end.
    pub given: Vec<NaiveDate>,
}

type LeaseNames = (LeaseId, String, String, String);

/// The ends of all leases in force, by lease, in five queries whatever their number.
///
/// # Errors
/// Only when the database fails.
pub fn lease_ends(conn: &mut DbConnection) -> Result<Vec<LeaseEnd>> {
    let named: Vec<LeaseNames> = leases::table
        .filter(leases::state.eq(LeaseState::InForce))
        .select((
            leases::id,
            leases::agreement_number,
            leases::title,
            leases::lessor_name,
        ))
        .order(leases::id)
        .load(conn)?;
    let ends: Vec<(LeaseId, Option<NaiveDate>)> = lease_instalments::table
        .group_by(lease_instalments::lease_id)
        .select((
            lease_instalments::lease_id,
            max(lease_instalments::period_to),
        ))
        .load(conn)?;
    let ends: BTreeMap<LeaseId, Option<NaiveDate>> = ends.into_iter().collect();
    let rows: Vec<TermsRow> = lease_notice_terms::table
        .select(TermsRow::as_select())
        .load(conn)?;
    let mut terms: BTreeMap<LeaseId, NoticeTerms> = BTreeMap::new();
    for row in rows {
        terms.insert(row.lease_id, NoticeTerms::try_from(row)?);
    }
    let extended: Vec<(LeaseId, Instant)> = lease_amendments::table
        .filter(lease_amendments::kind.eq_any(AmendmentKind::EXTENDING))
        .order((lease_amendments::lease_id, lease_amendments::number))
        .select((lease_amendments::lease_id, lease_amendments::recorded_at))
        .load(conn)?;
    let extended: BTreeMap<LeaseId, Instant> = extended.into_iter().collect();
    let notices: Vec<(LeaseId, NaiveDate, Instant)> = lease_notices::table
        .select((
            lease_notices::lease_id,
            lease_notices::given_on,
            lease_notices::recorded_at,
        ))
        .order(lease_notices::id)
        .load(conn)?;
    let mut given: BTreeMap<LeaseId, Vec<NaiveDate>> = BTreeMap::new();
    for (lease, given_on, recorded_at) in notices {
        let since = extended.get(&lease).copied();
        if since.is_none_or(|since| recorded_at > since) {
            given.entry(lease).or_default().push(given_on);
        }
    }
    Ok(named
        .into_iter()
        .filter_map(|(lease_id, agreement_number, title, lessor_name)| {
            Some(LeaseEnd {
                ends_on: ends.get(&lease_id).copied().flatten()?,
                terms: terms.remove(&lease_id),
                given: given.remove(&lease_id).unwrap_or_default(),
                lease_id,
                agreement_number,
                title,
                lessor_name,
            })
        })
        .collect())
}
