//! Records an invoice or a payment on a lease, or corrects one.

use super::payment::{counting, invoice_key};
use super::schedule::schedule;
use super::{LeasePayment, LeaseState, PaymentKind, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseId, LeasePaymentId};
use crate::error::{Fault, Faults, Result, codes};
use crate::finance::Money;
use crate::http::actor::FinanceStaff;
use crate::http::not_blank;
use crate::organisation::journal;
use chrono::{Datelike, NaiveDate};
use validator::Validate;

/// An invoice or a payment.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordPayment {
    /// What is paid for.
    pub kind: PaymentKind,
    /// The number of the instalment; always and only with `instalment` and `fee`.
    #[validate(range(min = 1, max = 12000))]
    #[schema(minimum = 1, maximum = 12000, example = 1)]
    pub instalment_number: Option<i32>,
    /// The number of the lessor's invoice.
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 100, example = "F-20180102-17")]
    pub invoice_number: Option<String>,
    /// The day of the invoice; this or `paid_on`.
    pub invoiced_on: Option<NaiveDate>,
    /// The day of the payment, today at the latest; absent while the invoice is not paid.
    pub paid_on: Option<NaiveDate>,
    /// The amount, excluding VAT; negative for a credit, zero to take a wrong entry back.
    #[schema(value_type = String, example = "341140.18")]
    pub amount: Money,
    /// Its VAT, with the same sign.
    #[schema(value_type = String, example = "85285.05")]
    pub vat: Money,
    /// The entry that this one corrects and whose place it takes.
    pub corrects_id: Option<LeasePaymentId>,
    /// Anything else.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

impl RecordPayment {
    fn check(&self, conn: &mut DbConnection, lease: LeaseId, moment: Moment) -> Result<()> {
        let mut faults = Faults::default();
        self.check_form(&mut faults, moment);
        if self.kind.has_number() != self.instalment_number.is_some() {
            faults.add(Fault::new(&codes::LEASE_PAYMENT_NUMBER).at("/instalment_number"));
        } else if let Some(number) = self.instalment_number {
            let known = schedule(conn, lease)?
                .rows
                .iter()
                .any(|row| row.instalment.number == number)
                || self.takes_over(conn, lease, number)?;
            faults.require(known, || {
                Fault::new(&codes::LEASE_INSTALMENT_UNKNOWN)
                    .at("/instalment_number")
                    .with("number", number)
            });
        }
        faults.into_result()
    }

    /// A correction may keep the number of an instalment that a later schedule has dropped.
    fn takes_over(&self, conn: &mut DbConnection, lease: LeaseId, number: i32) -> Result<bool> {
        let corrected = store::payments(conn, lease)?
            .into_iter()
            .find(|entry| Some(entry.id) == self.corrects_id);
        Ok(corrected.is_some_and(|entry| entry.instalment_number == Some(number)))
    }

    fn check_form(&self, faults: &mut Faults, moment: Moment) {
        faults.require(self.invoiced_on.is_some() || self.paid_on.is_some(), || {
            Fault::new(&codes::LEASE_PAYMENT_UNDATED).at("/paid_on")
        });
        for (pointer, date) in [
            ("/invoiced_on", self.invoiced_on),
            ("/paid_on", self.paid_on),
        ] {
            let Some(date) = date else { continue };
            faults.require(date.year() >= 1990, || {
                Fault::new(&codes::DATE_OUT_OF_RANGE).at(pointer)
            });
            faults.require(date <= moment.today, || {
                Fault::new(&codes::DATE_IN_FUTURE)
                    .at(pointer)
                    .with("today", moment.today)
            });
        }
        for (pointer, amount) in [("/amount", self.amount), ("/vat", self.vat)] {
            faults.require(amount <= Money::MAX && amount >= -Money::MAX, || {
                Fault::new(&codes::AMOUNT_OUT_OF_RANGE).at(pointer)
            });
        }
    }

    /// The entry that is corrected must be the end of its chain, and an invoice is recorded once for each kind.
    fn check_others(&self, conn: &mut DbConnection, lease: LeaseId) -> Result<()> {
        let entries = store::payments(conn, lease)?;
        if let Some(id) = self.corrects_id {
            if !entries.iter().any(|entry| entry.id == id) {
                return Err(Fault::new(&codes::LEASE_PAYMENT_UNKNOWN)
                    .at("/corrects_id")
                    .with("id", id)
                    .into());
            }
            if let Some(by) = entries.iter().find(|entry| entry.corrects_id == Some(id)) {
                return Err(Fault::new(&codes::LEASE_PAYMENT_CORRECTED)
                    .at("/corrects_id")
                    .with("id", id)
                    .with("by", by.id)
                    .into());
            }
        }
        let Some(number) = &self.invoice_number else {
            return Ok(());
        };
        let key = invoice_key(number);
        let twin = counting(entries).into_iter().find(|entry| {
            Some(entry.id) != self.corrects_id
                && entry.kind == self.kind
                && entry.invoice_number.as_deref().map(invoice_key).as_ref() == Some(&key)
        });
        match twin {
            Some(twin) => Err(Fault::new(&codes::LEASE_INVOICE_TWICE)
                .at("/invoice_number")
                .with("invoice_number", number)
                .with("id", twin.id)
                .into()),
            None => Ok(()),
        }
    }
}

/// Records an invoice or a payment on a lease that is or was in force.
///
/// One invoice may carry an instalment and its fees, so it may stand once for each kind.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::LEASE_PAYMENT_BEFORE_FORCE`], [`codes::LEASE_PAYMENT_NUMBER`],
/// [`codes::LEASE_INSTALMENT_UNKNOWN`], [`codes::LEASE_PAYMENT_UNDATED`], [`codes::DATE_IN_FUTURE`],
/// [`codes::DATE_OUT_OF_RANGE`], [`codes::AMOUNT_OUT_OF_RANGE`], [`codes::LEASE_PAYMENT_UNKNOWN`],
/// [`codes::LEASE_PAYMENT_CORRECTED`], [`codes::LEASE_INVOICE_TWICE`].
pub fn record_payment(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    lease: LeaseId,
    command: &RecordPayment,
    moment: Moment,
) -> Result<LeasePayment> {
    let lease = store::lease(conn, lease)?;
    if matches!(lease.state, LeaseState::Establishment | LeaseState::BuildUp) {
        return Err(Fault::new(&codes::LEASE_PAYMENT_BEFORE_FORCE)
            .with("state", lease.state.as_str())
            .into());
    }
    command.check(conn, lease.id, moment)?;
    command.check_others(conn, lease.id)?;
    let id = store::insert_payment(conn, lease.id, command, actor.account, moment.now)?;
    let payment = store::payment(conn, id)?;
    let action = if command.corrects_id.is_some() {
        "corrected"
    } else {
        "recorded"
    };
    journal::Entry::new(action, "lease_payment", id.0)
        .after(&payment)
        .record(conn, actor, moment)?;
    Ok(payment)
}
