//! What a cost table is reckoned from: agreements with their charges, their lines and fees, and who held what when.
//!
//! Schools are known by their place in [`CostBasis::schools`], so that a million shares are added up without a look-up.

use super::prices::{KnownRates, UsedRate};
use crate::db::{LeaseFeeId, LeaseId, LeaseLineId, SchoolId};
use crate::finance::{Money, Movement};
use crate::leasing::SplitKey;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::ops::Range;

/// The place of a school in [`CostBasis::schools`].
pub type Place = i64;

/// The place of what no school carries.
pub const NOBODY: Place = Place::MAX;

/// A school and its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasisSchool {
    /// Its number in this service.
    pub id: SchoolId,
    /// Its name.
    pub name: String,
    /// The first day on which it is a school.
    pub valid_from: NaiveDate,
    /// The last such day.
    pub valid_to: Option<NaiveDate>,
}

/// An amount with its day and its period, excluding VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    /// The number of the instalment; of another charge its number in this service.
    pub number: i64,
    /// The due date.
    pub on: NaiveDate,
    /// The first day of the period.
    pub from: NaiveDate,
    /// The day after the period; not later than `from` for a charge without a period.
    pub to: NaiveDate,
    /// The amount.
    pub amount: Money,
}

/// Who carries a line or a fee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// The place of the account string in [`CostBasis::accounts`]; `None` where there is none.
    pub account: Option<u32>,
    /// How it is shared.
    pub key: SplitKey,
    /// The stated weights by place, in order, for [`SplitKey::Stated`].
    pub stated: Vec<(Place, u64)>,
}

/// A line of an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasisLine {
    /// Its number in this service.
    pub id: LeaseLineId,
    /// Its place in the agreement.
    pub position: i32,
    /// What it finances.
    pub description: String,
    /// Whether it is a line of devices, which is always shared by its own devices.
    pub devices: bool,
    /// The units of the agreement.
    pub quantity: i64,
    /// The price of one unit in øre.
    pub unit_price: i64,
    /// Units that left the agreement, and from which day on.
    pub left: Vec<(NaiveDate, i64)>,
    /// Who carries it.
    pub carrier: Carrier,
    /// Its part of [`CostBasis::changes`].
    pub changes: Range<usize>,
}

/// A service fee of an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasisFee {
    /// Its number in this service.
    pub id: LeaseFeeId,
    /// What it is for.
    pub description: String,
    /// The price series that it follows.
    pub series: Option<String>,
    /// Who carries it.
    pub carrier: Carrier,
    /// What it comes to with each instalment, in current prices; the number is that of the instalment.
    pub charges: Vec<Charge>,
}

/// What a settlement, a return or a purchase before time costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BasisSettlement {
    /// The amount on the day on which it takes effect; its number is that of the amendment in this service.
    pub charge: Charge,
    /// The line that it is about, by its index; `None` for the whole agreement.
    pub line: Option<usize>,
}

/// An agreement that is or was in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Its number in this service.
    pub id: LeaseId,
    /// Its number with the lessor.
    pub number: String,
    /// The place of its account string.
    pub account: Option<u32>,
    /// The last day on which an instalment counts.
    pub last_day: Option<NaiveDate>,
    /// Its lines by position.
    pub lines: Vec<BasisLine>,
    /// The instalments that count, by due date.
    pub payments: Vec<Charge>,
    /// What is paid for the time before the start.
    pub interim: Vec<Charge>,
    /// Its fees.
    pub fees: Vec<BasisFee>,
    /// What amendments cost.
    pub settlements: Vec<BasisSettlement>,
}

/// Everything that a cost table is reckoned from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CostBasis {
    /// The schools by number.
    pub schools: Vec<BasisSchool>,
    /// Pupils by school year (named by the calendar year in which it begins) and place.
    pub pupils: BTreeMap<i32, Vec<(Place, u64)>>,
    /// Every account string that occurs.
    pub accounts: Vec<String>,
    /// The agreements by number.
    pub agreements: Vec<Agreement>,
    /// What came to and went from schools, which are named by their places; by line and day.
    pub changes: Vec<Movement>,
    /// The price and wage rates known on the day of asking.
    pub rates: KnownRates,
}

impl CostBasis {
    /// The place of a school.
    pub fn place(&self, id: SchoolId) -> Option<Place> {
        let found = self.schools.binary_search_by_key(&id, |school| school.id);
        found.ok().and_then(|place| Place::try_from(place).ok())
    }

    /// The school in a place; `None` for [`NOBODY`].
    pub fn school(&self, place: Place) -> Option<&BasisSchool> {
        self.schools.get(usize::try_from(place).ok()?)
    }

    /// The account string in a place.
    pub fn account(&self, place: Option<u32>) -> Option<&str> {
        let place = usize::try_from(place?).ok()?;
        self.accounts.get(place).map(String::as_str)
    }

    /// The place of an account string, new if it was not known; blank is none.
    pub fn account_place(&mut self, text: Option<&str>) -> Option<u32> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        let known = self.accounts.iter().position(|known| known == text);
        let place = known.unwrap_or_else(|| {
            self.accounts.push(text.to_owned());
            self.accounts.len() - 1
        });
        u32::try_from(place).ok()
    }

    /// Every charge of every agreement.
    pub fn charges(&self) -> impl Iterator<Item = &Charge> {
        self.agreements.iter().flat_map(|agreement| {
            let fees = agreement.fees.iter().flat_map(|fee| &fee.charges);
            let settled = agreement.settlements.iter();
            let lines = agreement.payments.iter().chain(&agreement.interim);
            lines
                .chain(fees)
                .chain(settled.map(|settled| &settled.charge))
        })
    }

    /// The rates that the fees of these agreements follow.
    pub fn fee_rates(&self) -> Vec<UsedRate> {
        let fees = self.agreements.iter().flat_map(|agreement| &agreement.fees);
        let mut series: Vec<&str> = fees.filter_map(|fee| fee.series.as_deref()).collect();
        series.sort_unstable();
        series.dedup();
        let used = series.into_iter().map(|series| self.rates.used(series));
        used.flatten().collect()
    }
}

impl BasisLine {
    /// What the units still on the agreement on a day cost, in øre; the weight of the line in an instalment.
    pub fn weight_on(&self, day: NaiveDate) -> u64 {
        let left = self.left.iter().filter(|(on, _)| *on <= day);
        let left = left.fold(0i64, |sum, (_, units)| sum.saturating_add(*units));
        let units = self.quantity.saturating_sub(left).max(0);
        units.saturating_mul(self.unit_price).unsigned_abs()
    }

    /// The weight of the line as it was agreed, in øre.
    pub fn weight(&self) -> u64 {
        self.quantity.saturating_mul(self.unit_price).unsigned_abs()
    }
}
