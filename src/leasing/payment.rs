//! What was invoiced and paid on a lease; entries, never changed.
//!
//! A correction is another entry that names the one it corrects and takes its place. It may be corrected in turn,
//! so that only the end of every chain counts. Amounts may be negative: a credit note is a payment back.

use crate::clock::Instant;
use crate::db::{AccountId, LeaseId, LeasePaymentId, text_enum};
use crate::finance::Money;
use chrono::NaiveDate;
use std::collections::BTreeSet;

text_enum! {
    /// What was paid for.
    pub enum PaymentKind {
        /// An instalment of the schedule (*ydelse*).
        Instalment = "instalment",
        /// The charge for the time before the start (*delafgift*).
        InterimCharge = "interim_charge",
        /// The fees that are billed with an instalment (*servicegebyr*), all of them.
        Fee = "fee",
        /// The price of an early end, a return or a buy-out (*indfrielse*, *frikøb*).
        Settlement = "settlement",
        /// What the lessor charges for the state of returned devices.
        ReturnCharge = "return_charge",
        /// Anything else.
        Other = "other",
    }
}

impl PaymentKind {
    /// Whether it belongs to an instalment of the schedule.
    pub const fn has_number(self) -> bool {
        matches!(self, PaymentKind::Instalment | PaymentKind::Fee)
    }

    /// Its name on Danish paper.
    pub const fn danish(self) -> &'static str {
        match self {
            PaymentKind::Instalment => "Ydelse",
            PaymentKind::InterimCharge => "Delafgift",
            PaymentKind::Fee => "Servicegebyr",
            PaymentKind::Settlement => "Indfrielse",
            PaymentKind::ReturnCharge => "Krav ved tilbagelevering",
            PaymentKind::Other => "Andet",
        }
    }
}

/// An invoice or a payment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeasePayment {
    /// Its number in this service.
    pub id: LeasePaymentId,
    /// The lease.
    pub lease_id: LeaseId,
    /// What was paid for.
    pub kind: PaymentKind,
    /// The number of the instalment; only of instalments and fees.
    pub instalment_number: Option<i32>,
    /// The number of the lessor's invoice.
    pub invoice_number: Option<String>,
    /// The day of the invoice.
    pub invoiced_on: Option<NaiveDate>,
    /// The day of the payment; absent while the invoice is not paid.
    pub paid_on: Option<NaiveDate>,
    /// The amount, excluding VAT; negative for a credit.
    #[schema(value_type = String, example = "341140.18")]
    pub amount: Money,
    /// Its VAT.
    #[schema(value_type = String, example = "85285.05")]
    pub vat: Money,
    /// The entry that it corrects.
    pub corrects_id: Option<LeasePaymentId>,
    /// Anything else.
    pub note: Option<String>,
    /// Who entered it.
    pub recorded_by: AccountId,
    /// When it was entered.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Instant,
}

/// The entries that count: those that no other corrects.
pub fn counting(mut entries: Vec<LeasePayment>) -> Vec<LeasePayment> {
    let corrected: BTreeSet<LeasePaymentId> = entries
        .iter()
        .filter_map(|entry| entry.corrects_id)
        .collect();
    entries.retain(|entry| !corrected.contains(&entry.id));
    entries
}

/// Invoice numbers are compared without case and surrounding white space.
pub(super) fn invoice_key(number: &str) -> String {
    number.trim().to_lowercase()
}
