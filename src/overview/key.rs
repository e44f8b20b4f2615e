//! Who carries a part of a charge, and by which key schools share it.
//!
//! Only devices are shared over time; pupils, equal parts and stated weights are those of the day of the charge
//! under either sharing rule.

use super::cut::Cut;
use super::holding::{Walk, Weights};
use super::{BasisFee, BasisLine, Carrier, Charge, CostBasis, CostKind, CostSharing, Place};
use crate::leasing::SplitKey;
use chrono::{Datelike, NaiveDate};

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

    /// The stated weights, where they are its key.
    pub(super) fn stated(self) -> impl Iterator<Item = (Place, i64)> + 'a {
        let stated = match self.key() {
            SplitKey::Stated => self.carrier().map_or(&[][..], |carrier| &carrier.stated),
            _ => &[],
        };
        let weight = |weight: u64| i64::try_from(weight).unwrap_or(i64::MAX);
        stated
            .iter()
            .map(move |(place, stated)| (*place, weight(*stated)))
    }
}

/// Where the weights of the schools come from.
pub(super) enum Source<'s> {
    Held(Walk<'s>),
    /// The school year that is shown.
    Pupils(Option<i32>),
    /// The day that is shown.
    Equal(Option<NaiveDate>),
    /// Shown from the beginning, or nothing at all.
    Stated,
}

impl Source<'_> {
    /// Shows the weights that hold for a charge.
    pub(super) fn show(
        &mut self,
        kind: CostKind,
        charge: &Charge,
        cut: &Cut,
        sharing: CostSharing,
        basis: &CostBasis,
        weights: &mut Weights,
    ) {
        let day = shared_on(kind, charge);
        let (from, to) = (cut.from, cut.to);
        match self {
            Source::Held(walk) if sharing == CostSharing::DeviceDays && from < to => {
                walk.during(from, to, weights);
            }
            Source::Held(walk) => walk.on(day, weights),
            Source::Pupils(shown) => {
                let year = school_year(day);
                if shown.replace(year) != Some(year) {
                    let pupils = basis.pupils.get(&year).map_or(&[][..], Vec::as_slice);
                    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
                    weights.set(
                        pupils
                            .iter()
                            .map(|(place, pupils)| (*place, count(*pupils))),
                    );
                }
            }
            Source::Equal(shown) => {
                if shown.replace(day) != Some(day) {
                    let valid = (0..).zip(&basis.schools).filter(|(_, school)| {
                        school.valid_from <= day && school.valid_to.is_none_or(|last| day <= last)
                    });
                    weights.set(valid.map(|(place, _)| (place, 1)));
                }
            }
            Source::Stated => {}
        }
    }
}

/// The day on which a charge is shared: its due date, but the day before a settlement.
pub fn shared_on(kind: CostKind, charge: &Charge) -> NaiveDate {
    match kind {
        CostKind::Settlement => charge.on.pred_opt().unwrap_or(charge.on),
        _ => charge.on,
    }
}

/// The school year (August to July) in which a day lies, named by the calendar year in which it begins.
pub fn school_year(day: NaiveDate) -> i32 {
    if day.month() >= 8 {
        day.year()
    } else {
        day.year() - 1
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

    #[test]
    fn a_school_year_begins_in_august() {
        let year = |text: &str| school_year(text.parse().unwrap());
        assert_eq!((year("2018-07-31"), year("2018-08-01")), (2017, 2018));
    }
}
