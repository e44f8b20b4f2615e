//! What was agreed after the signature (*tillæg*): entries beside the agreement, never changed.
//!
//! An entry keeps what was agreed and what followed for the debt: `drawn` is what the debt changed by apart from
//! instalments, below zero where it fell.

use super::LeaseLine;
use crate::clock::Instant;
use crate::db::{AccountId, LeaseAmendmentId, LeaseId, LeaseLineId, text_enum};
use crate::finance::{Drawdown, Money, Rate};
use chrono::NaiveDate;

text_enum! {
    /// What was agreed.
    pub enum AmendmentKind {
        /// More periods after the last one (*forlængelse*).
        Extension = "extension",
        /// More periods because no notice was given (*automatisk forlængelse*).
        AutoRenewal = "auto_renewal",
        /// Some units go back to the lessor while the rest goes on (*delvis tilbagelevering*).
        PartReturn = "part_return",
        /// The municipality buys units, or all of them (*frikøb*).
        BuyOut = "buy_out",
        /// The whole agreement is paid off before its time (*indfrielse*).
        EarlySettlement = "early_settlement",
        /// An extra repayment (*delvis indfrielse*).
        PartSettlement = "part_settlement",
    }
}

impl AmendmentKind {
    /// The kinds that add periods.
    pub const EXTENDING: [AmendmentKind; 2] =
        [AmendmentKind::Extension, AmendmentKind::AutoRenewal];
}

/// What an entry says; which values it has depends on its kind.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct AmendmentEntry {
    /// What was agreed.
    pub kind: AmendmentKind,
    /// The day of the agreement.
    pub agreed_on: NaiveDate,
    /// The day on which it takes effect.
    pub effective_on: NaiveDate,
    /// The line whose units go back or are bought; absent for all of them.
    pub lease_line_id: Option<LeaseLineId>,
    /// How many units.
    pub quantity: Option<i32>,
    /// How many more periods.
    pub periods: Option<i32>,
    /// The payment agreed for the time after.
    #[schema(value_type = Option<String>, example = "24479.10")]
    pub payment: Option<Money>,
    /// What is paid on the effective day, excluding VAT: a cost of that year.
    #[schema(value_type = Option<String>, example = "654923.55")]
    pub amount: Option<Money>,
    /// What the service computed for that payment, where the mathematics knows a price.
    #[schema(value_type = Option<String>, example = "654923.55")]
    pub computed: Option<Money>,
    /// The rate of an extension, or the market rate of a settlement.
    #[schema(value_type = Option<String>, example = "0.036")]
    pub rate: Option<Rate>,
    /// The debt that remains after the last period from now on.
    #[schema(value_type = Option<String>, example = "0.00")]
    pub residual: Option<Money>,
    /// The day on which the debt changed.
    pub drawn_on: Option<NaiveDate>,
    /// What the debt changed by apart from instalments; below zero where it fell.
    #[schema(value_type = Option<String>, example = "-120000.00")]
    pub drawn: Option<Money>,
    /// The lessor's or the case's reference.
    pub reference: Option<String>,
    /// Why, in words.
    pub reason: String,
}

impl AmendmentEntry {
    /// What the debt changed by, as the mathematics sees it.
    pub fn drawdown(&self) -> Option<Drawdown> {
        Some(Drawdown {
            on: self.drawn_on?,
            amount: self.drawn?,
        })
    }

    /// Whether units leave the agreement by it.
    pub const fn takes_units(&self) -> bool {
        matches!(self.kind, AmendmentKind::PartReturn | AmendmentKind::BuyOut)
    }

    /// Whether it adds periods.
    pub fn extends(&self) -> bool {
        AmendmentKind::EXTENDING.contains(&self.kind)
    }
}

/// An entry of a lease.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseAmendment {
    /// Its number in this service.
    pub id: LeaseAmendmentId,
    /// The lease.
    pub lease_id: LeaseId,
    /// Its number within the lease, from 1.
    pub number: i32,
    /// What it says.
    #[serde(flatten)]
    pub entry: AmendmentEntry,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub recorded_at: Instant,
}

/// How many units a line still has on a day: those of the agreement less what went back or was bought until then.
pub fn units_on(line: &LeaseLine, amendments: &[LeaseAmendment], date: NaiveDate) -> i32 {
    let gone = amendments
        .iter()
        .map(|amendment| &amendment.entry)
        .filter(|entry| entry.takes_units() && entry.effective_on <= date);
    gone.fold(line.quantity, |left, entry| {
        match (entry.lease_line_id, entry.quantity) {
            (None, _) => 0,
            (Some(id), Some(quantity)) if id == line.id => left.saturating_sub(quantity).max(0),
            _ => left,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leasing::{LineKind, SplitKey};

    fn line(id: i64) -> LeaseLine {
        LeaseLine {
            id: LeaseLineId(id),
            lease_id: LeaseId(1),
            position: 1,
            kind: LineKind::Other,
            device_category_id: None,
            description: String::new(),
            quantity: 210,
            unit_price: Money::ZERO,
            amount: Money::ZERO,
            account_string: None,
            split_key: SplitKey::Devices,
            version: 1,
        }
    }

    fn gone(line: Option<i64>, quantity: Option<i32>, on: NaiveDate) -> LeaseAmendment {
        LeaseAmendment {
            id: LeaseAmendmentId(1),
            lease_id: LeaseId(1),
            number: 1,
            entry: AmendmentEntry {
                kind: AmendmentKind::BuyOut,
                agreed_on: on,
                effective_on: on,
                lease_line_id: line.map(LeaseLineId),
                quantity,
                periods: None,
                payment: None,
                amount: None,
                computed: None,
                rate: None,
                residual: None,
                drawn_on: None,
                drawn: None,
                reference: None,
                reason: String::new(),
            },
            recorded_by: AccountId(1),
            recorded_at: crate::clock::Instant::from_naive(Default::default()),
        }
    }

    #[test]
    fn units_leave_their_line_on_the_effective_day() {
        let day = |day| NaiveDate::from_ymd_opt(2019, 3, day).expect("date");
        let entries = [gone(Some(1), Some(60), day(2)), gone(None, None, day(20))];
        let left = |id, on| units_on(&line(id), &entries, on);
        assert_eq!(left(1, day(1)), 210);
        assert_eq!((left(1, day(2)), left(2, day(2))), (150, 210));
        assert_eq!((left(1, day(20)), left(2, day(20))), (0, 0));
    }
}
