//! Who carries a part of a charge, and by which key schools share it.
//!
//! Only devices are shared over time; pupils, equal parts and stated weights are those of the day of the charge
//! under either sharing rule.

use super::{BasisFee, BasisLine, Carrier, Charge, CostBasis, CostKind, CostSharing, Place};
use crate::finance::{Movement, SharingRule};
use crate::leasing::SplitKey;
use chrono::NaiveDate;

/// Who carries a part of a charge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bearer<'a> {
    /// The agreement itself, which has no lines.
    Agreement,
    /// A line.
    Line(&'a BasisLine),
    /// A fee.
    Fee(&'a BasisFee),
}

impl<'a> Bearer<'a> {
    /// The line's or the fee's account and key.
    pub(super) fn carrier(self) -> Option<&'a Carrier> {
        match self {
            Bearer::Agreement => None,
            Bearer::Line(line) => Some(&line.carrier),
            Bearer::Fee(fee) => Some(&fee.carrier),
        }
    }

    /// By which key schools share what it carries.
    pub fn key(self) -> SplitKey {
        match self {
            Bearer::Line(line) if line.devices => SplitKey::Devices,
            _ => self.carrier().map_or(SplitKey::None, |carrier| carrier.key),
        }
    }

    /// The place of its own account string.
    pub(super) fn account(self) -> Option<u32> {
        self.carrier().and_then(|carrier| carrier.account)
    }

    /// The stated weights, which hold at all times.
    fn stated(self) -> Vec<Movement> {
        let stated = self.carrier().map_or(&[][..], |carrier| &carrier.stated);
        let movement = |(place, weight): &(Place, u64)| Movement {
            on: NaiveDate::MIN,
            school: *place,
            delta: whole(*weight),
        };
        stated.iter().map(movement).collect()
    }

    /// Which weights count: only devices are shared over time.
    pub(super) fn rule(self, sharing: CostSharing) -> SharingRule {
        match sharing {
            CostSharing::DeviceDays if self.key() == SplitKey::Devices => SharingRule::DeviceDays,
            _ => SharingRule::HolderOnDueDate,
        }
    }
}

/// The weights that a key without devices gives, as movements: whoever weighs something from a day on.
///
/// Pupils are those of the school year (August to July); equal parts go to whoever is a school on the day.
pub(super) fn movements(basis: &CostBasis, bearer: Bearer<'_>) -> Vec<Movement> {
    match bearer.key() {
        SplitKey::Pupils => pupils(basis),
        SplitKey::Equal => equal(basis),
        SplitKey::Stated => bearer.stated(),
        SplitKey::Devices | SplitKey::None => Vec::new(),
    }
}

fn pupils(basis: &CostBasis) -> Vec<Movement> {
    let mut movements = Vec::new();
    for (year, counts) in &basis.pupils {
        let begins = |year: i32| NaiveDate::from_ymd_opt(year, 8, 1).unwrap_or(NaiveDate::MAX);
        for (place, pupils) in counts {
            let delta = whole(*pupils);
            let change = |on: NaiveDate, delta: i64| Movement {
                on,
                school: *place,
                delta,
            };
            movements.push(change(begins(*year), delta));
            movements.push(change(begins(year.saturating_add(1)), -delta));
        }
    }
    movements.sort_by_key(|movement| movement.on);
    movements
}

fn equal(basis: &CostBasis) -> Vec<Movement> {
    let mut movements = Vec::new();
    for (school, basis_school) in (0..).zip(&basis.schools) {
        let change = |on: NaiveDate, delta: i64| Movement { on, school, delta };
        movements.push(change(basis_school.valid_from, 1));
        let after = basis_school.valid_to.and_then(|last| last.succ_opt());
        movements.extend(after.map(|day| change(day, -1)));
    }
    movements.sort_by_key(|movement| movement.on);
    movements
}

fn whole(weight: u64) -> i64 {
    i64::try_from(weight).unwrap_or(i64::MAX)
}

/// The day on which a charge is shared: its due date, but the day before a settlement.
pub fn shared_on(kind: CostKind, charge: &Charge) -> NaiveDate {
    match kind {
        CostKind::Settlement => charge.on.pred_opt().unwrap_or(charge.on),
        _ => charge.on,
    }
}

/// The weights of the lines in a charge: what the units that are left cost, in øre.
///
/// Where all units have left, what was agreed; lines that cost nothing weigh the same.
pub fn line_weights(kind: CostKind, lines: &[BasisLine], charge: &Charge) -> Vec<u64> {
    let day = shared_on(kind, charge);
    let on_day: Vec<u64> = lines.iter().map(|line| line.weight_on(day)).collect();
    if on_day.iter().any(|weight| *weight > 0) {
        return on_day;
    }
    let agreed: Vec<u64> = lines.iter().map(BasisLine::weight).collect();
    if agreed.iter().any(|weight| *weight > 0) {
        return agreed;
    }
    vec![1; lines.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finance::Money;
    use crate::finance::{PeriodAmount, PeriodStream, View};

    fn shared(movements: &[Movement], on: &str) -> Vec<Option<i64>> {
        let on = on.parse().unwrap();
        let amount = PeriodAmount {
            due_on: on,
            from: on,
            to: on,
            amount: Money::from_ore(100),
        };
        let stream = PeriodStream {
            amounts: &[amount],
            movements,
            fallback: None,
            view: View::Cash,
            rule: SharingRule::HolderOnDueDate,
        };
        stream.shares().iter().map(|share| share.school).collect()
    }

    #[test]
    fn a_school_year_begins_in_august_and_ends_with_july() {
        let basis = CostBasis {
            pupils: [(2017, vec![(0, 30)]), (2019, vec![(1, 40)])].into(),
            ..CostBasis::default()
        };
        let pupils = pupils(&basis);
        let holders = [
            "2017-07-31",
            "2017-08-01",
            "2018-07-31",
            "2018-08-01",
            "2019-08-01",
        ];
        let holders: Vec<_> = holders.map(|on| shared(&pupils, on)).concat();
        assert_eq!(holders, [None, Some(0), Some(0), None, Some(1)]);
    }
}
