//! What was to be paid on a lease beside what was paid: paid, differing, missing, still to come.
//!
//! Paid is what has a day of payment; an invoice that is not paid stands beside it. Interim charges are one row and
//! settlements are one row, because their payments name no part of them. What nobody expected (return charges and
//! others) is listed without an expectation and never called differing.

use super::expected::{ExpectedCost, expected_cost, vat_of};
use super::payment::counting;
use super::{LeasePayment, LeaseState, PaymentKind, store};
use crate::db::{DbConnection, LeaseId, LeasePaymentId, text_enum};
use crate::error::Result;
use crate::finance::{DatedAmount, Money, Rate};
use chrono::NaiveDate;
use std::collections::BTreeMap;

text_enum! {
    /// Where an expected amount stands.
    pub enum PaymentState {
        /// Due today or later, or the lease is not in force; nothing paid.
        Upcoming = "upcoming",
        /// Paid to the øre, or unexpected and paid.
        Paid = "paid",
        /// Something is paid, but another amount.
        Differing = "differing",
        /// Due before today, and nothing paid.
        Missing = "missing",
    }
}

impl PaymentState {
    /// Its name on Danish paper.
    pub const fn danish(self) -> &'static str {
        match self {
            PaymentState::Upcoming => "Kommende",
            PaymentState::Paid => "Betalt",
            PaymentState::Differing => "Afviger",
            PaymentState::Missing => "Mangler",
        }
    }
}

/// An expected amount and what was paid of it, excluding VAT.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct PaymentRow {
    /// What it is.
    pub kind: PaymentKind,
    /// The number of the instalment; only of instalments and fees.
    pub number: Option<i32>,
    /// The due date, the last one where several are added up; absent where nothing was expected.
    pub due_on: Option<NaiveDate>,
    /// What is to be paid; absent where nothing was expected.
    #[schema(value_type = Option<String>, example = "341140.18")]
    pub expected: Option<Money>,
    /// Its VAT.
    #[schema(value_type = Option<String>, example = "85285.05")]
    pub expected_vat: Option<Money>,
    /// What was invoiced, paid or not.
    #[schema(value_type = String, example = "341140.18")]
    pub invoiced: Money,
    /// What was paid.
    #[schema(value_type = String, example = "341140.18")]
    pub paid: Money,
    /// The VAT of what was paid.
    #[schema(value_type = String, example = "85285.05")]
    pub paid_vat: Money,
    /// Paid less expected; absent while nothing is paid and where nothing was expected.
    #[schema(value_type = Option<String>, example = "0.00")]
    pub difference: Option<Money>,
    /// Where it stands.
    pub status: PaymentState,
    /// The entries that count here.
    pub entries: Vec<LeasePaymentId>,
}

/// What was to be paid on a lease beside what was paid, excluding VAT.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct PaymentStatus {
    /// The lease.
    pub lease_id: LeaseId,
    /// The lessor's number of the agreement.
    pub agreement_number: String,
    /// The day on which it was asked.
    pub on: NaiveDate,
    /// The rows by due date, what nobody expected at the end.
    pub rows: Vec<PaymentRow>,
    /// The sum of what is expected over the whole time.
    #[schema(value_type = String, example = "1364560.72")]
    pub total_expected: Money,
    /// The sum of what is expected on or before the day.
    #[schema(value_type = String, example = "341140.18")]
    pub due: Money,
    /// The sum of what was paid.
    #[schema(value_type = String, example = "341140.18")]
    pub total_paid: Money,
    /// The sum of what is missing: due before the day, and nothing paid.
    #[schema(value_type = String, example = "0.00")]
    pub missing: Money,
    /// The sum of the differences where something was paid.
    #[schema(value_type = String, example = "0.00")]
    pub differing: Money,
}

/// The rows are named by kind and, where there is one, the number of the instalment.
type Key = (PaymentKind, Option<i32>);

/// What was to be paid on a lease beside what was paid.
///
/// # Errors
/// [`crate::error::codes::LEASE_NOT_FOUND`]; before the lease is in force the refusals of the quote.
pub fn payment_status(
    conn: &mut DbConnection,
    id: LeaseId,
    today: NaiveDate,
) -> Result<PaymentStatus> {
    let lease = store::lease(conn, id)?;
    let expected = expected_cost(conn, &lease, today)?;
    let paid = counting(store::payments(conn, id)?);
    let vat_rate = lease.vat_rate;
    // Nothing is due on a lease that is not in force, whatever its days.
    let binds = matches!(lease.state, LeaseState::InForce | LeaseState::Ended);
    let asked = if binds { today } else { NaiveDate::MIN };
    let rows = payment_rows(&expected, &paid, vat_rate, asked);
    let sum = |amount: fn(&PaymentRow) -> Option<Money>| rows.iter().filter_map(amount).sum();
    Ok(PaymentStatus {
        lease_id: id,
        agreement_number: lease.agreement_number,
        on: today,
        total_expected: sum(|row| row.expected),
        due: rows
            .iter()
            .filter(|row| row.due_on.is_some_and(|due_on| due_on <= asked))
            .filter_map(|row| row.expected)
            .sum(),
        total_paid: sum(|row| Some(row.paid)),
        missing: sum(|row| row.expected.filter(|_| row.status == PaymentState::Missing)),
        differing: sum(|row| row.difference),
        rows,
    })
}

/// The expected amounts with what was paid of them, and then what nobody expected.
pub fn payment_rows(
    expected: &ExpectedCost,
    paid: &[LeasePayment],
    vat_rate: Rate,
    today: NaiveDate,
) -> Vec<PaymentRow> {
    let mut entries: BTreeMap<Key, Vec<&LeasePayment>> = BTreeMap::new();
    for entry in paid {
        let key = (entry.kind, entry.instalment_number);
        entries.entry(key).or_default().push(entry);
    }
    let mut rows: Vec<PaymentRow> = expectations(expected, vat_rate)
        .into_iter()
        .map(|(key, (due_on, amount, vat))| {
            let found = entries.remove(&key).unwrap_or_default();
            row(key, Some((due_on, amount, vat)), &found, today)
        })
        .collect();
    rows.sort_by_key(|row| (row.due_on, row.kind, row.number));
    rows.extend(
        entries
            .into_iter()
            .map(|(key, found)| row(key, None, &found, today)),
    );
    rows
}

type Expectation = (NaiveDate, Money, Money);

fn expectations(expected: &ExpectedCost, vat_rate: Rate) -> BTreeMap<Key, Expectation> {
    let mut found: BTreeMap<Key, Expectation> = BTreeMap::new();
    let mut add = |key: Key, due_on: NaiveDate, amount: Money, vat: Money| {
        let sum = found
            .entry(key)
            .or_insert((due_on, Money::ZERO, Money::ZERO));
        *sum = (sum.0.max(due_on), sum.1 + amount, sum.2 + vat);
    };
    for row in &expected.rows {
        let vat = vat_of(row.payment, vat_rate);
        add(
            (PaymentKind::Instalment, Some(row.number)),
            row.due_on,
            row.payment,
            vat,
        );
    }
    for amount in expected.fees.iter().flat_map(|charged| &charged.amounts) {
        add(
            (PaymentKind::Fee, Some(amount.number)),
            amount.due_on,
            amount.amount,
            amount.vat,
        );
    }
    let mut add_all = |kind: PaymentKind, amounts: &[DatedAmount]| {
        for one in amounts {
            add(
                (kind, None),
                one.due_on,
                one.amount,
                vat_of(one.amount, vat_rate),
            );
        }
    };
    add_all(PaymentKind::InterimCharge, &expected.interim_charges);
    add_all(PaymentKind::Settlement, &expected.settlements);
    found
}

fn row(
    (kind, number): Key,
    expectation: Option<Expectation>,
    entries: &[&LeasePayment],
    today: NaiveDate,
) -> PaymentRow {
    let mut done = entries
        .iter()
        .filter(|entry| entry.paid_on.is_some())
        .peekable();
    let any_paid = done.peek().is_some();
    let (paid, paid_vat) = done.fold((Money::ZERO, Money::ZERO), |(amount, vat), entry| {
        (amount + entry.amount, vat + entry.vat)
    });
    let expected = expectation.map(|(_, amount, _)| amount);
    let due_on = expectation.map(|(due_on, _, _)| due_on);
    let nothing = paid == Money::ZERO;
    let status = match expected {
        None if any_paid => PaymentState::Paid,
        None => PaymentState::Upcoming,
        Some(expected) if paid == expected => PaymentState::Paid,
        Some(_) if !nothing => PaymentState::Differing,
        Some(_) if due_on.is_some_and(|due_on| due_on < today) => PaymentState::Missing,
        Some(_) => PaymentState::Upcoming,
    };
    PaymentRow {
        kind,
        number,
        due_on,
        expected,
        expected_vat: expectation.map(|(_, _, vat)| vat),
        invoiced: entries.iter().map(|entry| entry.amount).sum(),
        paid,
        paid_vat,
        difference: expected
            .filter(|_| !nothing)
            .map(|expected| paid - expected),
        status,
        entries: entries.iter().map(|entry| entry.id).collect(),
    }
}
