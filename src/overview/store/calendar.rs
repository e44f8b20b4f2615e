//! Secret addresses of calendars, and the days that calendars tell.

use crate::clock::Instant;
use crate::db::schema::{calendar_links, devices, lease_instalments, lease_lines, leases, tenders};
use crate::db::{AccountId, CalendarLinkId, DbConnection, LeaseId, SchoolId, TenderId};
use crate::devices::DeviceStatus;
use crate::finance::Money;
use crate::leasing::LeaseState;
use crate::tenders::TenderState;
use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;

/// Adds a link; of its secret only the hash is kept.
///
/// # Errors
/// Only when the database fails.
pub fn insert_calendar_link(
    conn: &mut DbConnection,
    account: AccountId,
    hash: &str,
    now: Instant,
) -> QueryResult<CalendarLinkId> {
    diesel::insert_into(calendar_links::table)
        .values((
            calendar_links::account_id.eq(account),
            calendar_links::secret_hash.eq(hash),
            calendar_links::created_at.eq(now),
        ))
        .returning(calendar_links::id)
        .get_result(conn)
}

/// The link of an account that is good, and when it was made.
///
/// # Errors
/// Only when the database fails.
pub fn calendar_link_of(
    conn: &mut DbConnection,
    account: AccountId,
) -> QueryResult<Option<(CalendarLinkId, Instant)>> {
    calendar_links::table
        .filter(calendar_links::account_id.eq(account))
        .filter(calendar_links::withdrawn_at.is_null())
        .select((calendar_links::id, calendar_links::created_at))
        .first(conn)
        .optional()
}

/// The account of the good link with this hash.
///
/// # Errors
/// Only when the database fails.
pub fn find_calendar_link(conn: &mut DbConnection, hash: &str) -> QueryResult<Option<AccountId>> {
    calendar_links::table
        .filter(calendar_links::secret_hash.eq(hash))
        .filter(calendar_links::withdrawn_at.is_null())
        .select(calendar_links::account_id)
        .first(conn)
        .optional()
}

/// Makes the links of an account worthless.
///
/// # Errors
/// Only when the database fails.
pub fn withdraw_calendar_links(
    conn: &mut DbConnection,
    account: AccountId,
    now: Instant,
) -> QueryResult<usize> {
    diesel::update(calendar_links::table)
        .filter(calendar_links::account_id.eq(account))
        .filter(calendar_links::withdrawn_at.is_null())
        .set(calendar_links::withdrawn_at.eq(now))
        .execute(conn)
}

/// An instalment and its day.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct InstalmentDue {
    /// The agreement.
    pub lease: LeaseId,
    /// The lessor's number of it.
    pub agreement_number: String,
    /// The number of the instalment.
    pub number: i32,
    /// The day on which it is due.
    pub due_on: NaiveDate,
    /// What is due, excluding VAT.
    pub payment: Money,
}

/// The instalments of agreements in force that fall due in these days.
///
/// # Errors
/// Only when the database fails.
pub fn instalments_due(
    conn: &mut DbConnection,
    from: NaiveDate,
    until: NaiveDate,
) -> QueryResult<Vec<InstalmentDue>> {
    lease_instalments::table
        .inner_join(leases::table)
        .filter(leases::state.eq(LeaseState::InForce))
        .filter(lease_instalments::due_on.between(from, until))
        .order((
            lease_instalments::due_on,
            lease_instalments::lease_id,
            lease_instalments::number,
        ))
        .select((
            lease_instalments::lease_id,
            leases::agreement_number,
            lease_instalments::number,
            lease_instalments::due_on,
            lease_instalments::payment,
        ))
        .load(conn)
}

/// The days of a tender.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct TenderDays {
    /// The tender.
    pub id: TenderId,
    /// Its title.
    pub title: String,
    /// The last day for questions.
    pub question_deadline_on: NaiveDate,
    /// The day on which offers must be in.
    pub offer_deadline_on: NaiveDate,
    /// Until when offers bind.
    pub offers_bind_until: NaiveDate,
}

/// The published tenders with a day among these.
///
/// # Errors
/// Only when the database fails.
pub fn tender_days(
    conn: &mut DbConnection,
    from: NaiveDate,
    until: NaiveDate,
) -> QueryResult<Vec<TenderDays>> {
    tenders::table
        .filter(tenders::state.eq(TenderState::Published))
        .filter(tenders::offers_bind_until.ge(from))
        .filter(tenders::question_deadline_on.le(until))
        .order(tenders::id)
        .select((
            tenders::id,
            tenders::title,
            tenders::question_deadline_on,
            tenders::offer_deadline_on,
            tenders::offers_bind_until,
        ))
        .load(conn)
}

/// The devices of an agreement that a school holds.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct HeldDevices {
    /// The agreement.
    pub lease: LeaseId,
    /// The school.
    pub school: SchoolId,
    /// How many.
    pub devices: i64,
}

/// How many devices of each agreement these schools hold.
///
/// # Errors
/// Only when the database fails.
pub fn held_devices(
    conn: &mut DbConnection,
    schools: &[SchoolId],
) -> QueryResult<Vec<HeldDevices>> {
    devices::table
        .inner_join(lease_lines::table)
        .filter(devices::status.eq(DeviceStatus::InUse))
        .filter(devices::school_id.eq_any(schools.to_vec()))
        .group_by((lease_lines::lease_id, devices::school_id))
        .order((lease_lines::lease_id, devices::school_id))
        .select((lease_lines::lease_id, devices::school_id, count_star()))
        .load(conn)
}
