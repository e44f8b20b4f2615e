//! Cost by budget year, school and agreement: pure arithmetic over payments and who held what when.

use crate::db::{LeaseId, SchoolId};
use crate::finance::Money;
use crate::finance::projection::{CostTable, DatedAmount, Movement, Stream};
use crate::http::actor::Reach;
use std::collections::{BTreeMap, BTreeSet};

/// The payments of one agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasePayments {
    /// The agreement.
    pub lease: LeaseId,
    /// Its number with the lessor.
    pub agreement_number: String,
    /// What it is about.
    pub title: String,
    /// Its instalments by due date, in øre and excluding VAT.
    pub amounts: Vec<DatedAmount>,
}

/// From a day on a school holds more, or less, of an agreement's devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldWeight {
    /// The agreement.
    pub lease: LeaseId,
    /// The school, the day and the acquisition price in øre of what came or went.
    pub movement: Movement,
}

/// The budget years that are asked for, first and last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearRange {
    /// The first.
    pub from: i32,
    /// The last.
    pub to: i32,
}

/// The cost of one budget year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct YearAmount {
    /// The calendar year.
    pub year: i32,
    /// What falls due in it, excluding VAT.
    #[schema(value_type = String, example = "341140.18")]
    pub amount: Money,
}

/// What one school carries of one agreement.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct CostRow {
    /// The school; absent for what no school holds.
    pub school_id: Option<SchoolId>,
    /// Its name, or *Ikke fordelt*.
    #[schema(example = "Store Magleby Skole")]
    pub school: String,
    /// The agreement.
    pub lease_id: LeaseId,
    /// Its number with the lessor.
    pub agreement_number: String,
    /// The amounts, one for each year of the table.
    pub years: Vec<YearAmount>,
    /// Their sum.
    #[schema(value_type = String, example = "1364560.72")]
    pub total: Money,
}

/// Cost by budget year, school and agreement.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct CostByYear {
    /// The budget years, in order.
    pub years: Vec<i32>,
    /// One row for each school and agreement, by school's name.
    pub rows: Vec<CostRow>,
    /// The sum of the rows for each year.
    pub totals: Vec<YearAmount>,
    /// The sum of all rows.
    #[schema(value_type = String, example = "1364560.72")]
    pub total: Money,
}

/// The table of all schools within `reach` and all years within `range` (all that occur where it is `None`).
///
/// `names` knows the schools' names. For everybody whose reach is all schools, the totals are the sums of the
/// agreements' instalments, to the øre.
pub fn cost_by_year(
    leases: &[LeasePayments],
    held: &[HeldWeight],
    names: &BTreeMap<SchoolId, String>,
    reach: &Reach,
    range: Option<YearRange>,
) -> CostByYear {
    let mut movements: BTreeMap<LeaseId, Vec<Movement>> = BTreeMap::new();
    for weight in held {
        movements
            .entry(weight.lease)
            .or_default()
            .push(weight.movement);
    }
    let mut years = BTreeSet::new();
    let mut cells = Vec::new();
    for lease in leases {
        let mut table = CostTable::default();
        table.add(&Stream {
            amounts: &lease.amounts,
            movements: movements.get(&lease.lease).map_or(&[], Vec::as_slice),
            fallback: None,
        });
        for ((school, year), amount) in table.into_cells() {
            let school = school.map(SchoolId);
            let asked = range.is_none_or(|range| range.from <= year && year <= range.to);
            if asked && may_see(reach, school) {
                years.insert(year);
                cells.push((school, lease, year, amount));
            }
        }
    }
    if let Some(range) = range {
        // A year without payments is an answer too.
        years.extend(range.from..=range.to);
    }
    let years: Vec<i32> = years.into_iter().collect();
    assemble(&cells, names, years)
}

fn may_see(reach: &Reach, school: Option<SchoolId>) -> bool {
    match school {
        Some(school) => reach.covers(school),
        None => *reach == Reach::All,
    }
}

type Key<'a> = (bool, String, Option<SchoolId>, LeaseId, &'a str);

fn assemble(
    cells: &[(Option<SchoolId>, &LeasePayments, i32, Money)],
    names: &BTreeMap<SchoolId, String>,
    years: Vec<i32>,
) -> CostByYear {
    let mut grouped: BTreeMap<Key<'_>, BTreeMap<i32, Money>> = BTreeMap::new();
    for (school, lease, year, amount) in cells {
        let name = match school {
            Some(id) => names
                .get(id)
                .cloned()
                .unwrap_or_else(|| format!("Skole {id}")),
            None => "Ikke fordelt".to_owned(),
        };
        let number = lease.agreement_number.as_str();
        // What nobody holds stands last.
        let key = (school.is_none(), name, *school, lease.lease, number);
        *grouped.entry(key).or_default().entry(*year).or_default() += *amount;
    }
    let mut totals: Vec<YearAmount> = years
        .iter()
        .map(|year| YearAmount {
            year: *year,
            amount: Money::ZERO,
        })
        .collect();
    let mut rows = Vec::with_capacity(grouped.len());
    for ((_, school, school_id, lease_id, agreement_number), by_year) in grouped {
        let amounts: Vec<YearAmount> = years
            .iter()
            .map(|year| YearAmount {
                year: *year,
                amount: by_year.get(year).copied().unwrap_or_default(),
            })
            .collect();
        for (total, amount) in totals.iter_mut().zip(&amounts) {
            total.amount += amount.amount;
        }
        rows.push(CostRow {
            school_id,
            school,
            lease_id,
            agreement_number: agreement_number.to_owned(),
            total: amounts.iter().map(|year| year.amount).sum(),
            years: amounts,
        });
    }
    CostByYear {
        total: totals.iter().map(|year| year.amount).sum(),
        years,
        rows,
        totals,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn dragoer() -> Vec<LeasePayments> {
        vec![LeasePayments {
            lease: LeaseId(1),
            agreement_number: "L-1".to_owned(),
            title: "Elev-pc'er".to_owned(),
            amounts: (2018..=2021)
                .map(|year| DatedAmount {
                    due_on: date(year, 1, 2),
                    amount: Money::from_ore(34_114_018),
                })
                .collect(),
        }]
    }

    fn holds(school: i64, on: NaiveDate, devices: i64) -> HeldWeight {
        HeldWeight {
            lease: LeaseId(1),
            movement: Movement {
                on,
                school,
                delta: devices * 560_000,
            },
        }
    }

    fn names() -> BTreeMap<SchoolId, String> {
        [(1, "Nord"), (2, "Syd"), (3, "Store Magleby")]
            .map(|(id, name)| (SchoolId(id), name.to_owned()))
            .into()
    }

    #[test]
    fn the_sum_over_schools_is_the_sum_of_the_instalments_to_the_ore() {
        let held = [
            holds(1, date(2017, 12, 1), 75),
            holds(2, date(2017, 12, 1), 60),
            holds(3, date(2017, 12, 1), 75),
        ];
        let table = cost_by_year(&dragoer(), &held, &names(), &Reach::All, None);
        assert_eq!(table.years, [2018, 2019, 2020, 2021]);
        assert!(
            table
                .totals
                .iter()
                .all(|year| year.amount == Money::from_ore(34_114_018))
        );
        let schools: Vec<_> = table.rows.iter().map(|row| row.school.as_str()).collect();
        assert_eq!(schools, ["Nord", "Store Magleby", "Syd"]);
        assert_eq!(table.rows[2].years[0].amount, Money::from_ore(9_746_862));
    }

    #[test]
    fn a_device_that_moves_takes_its_cost_with_it_from_the_next_due_date_on() {
        let held = [
            holds(1, date(2017, 12, 1), 10),
            holds(1, date(2019, 3, 1), -10),
            holds(2, date(2019, 3, 1), 10),
        ];
        let table = cost_by_year(&dragoer(), &held, &names(), &Reach::All, None);
        let amounts = |row: usize| -> Vec<i64> {
            table.rows[row]
                .years
                .iter()
                .map(|year| year.amount.ore())
                .collect()
        };
        assert_eq!(amounts(0), [34_114_018, 34_114_018, 0, 0]);
        assert_eq!(amounts(1), [0, 0, 34_114_018, 34_114_018]);
    }

    #[test]
    fn what_nobody_holds_is_shown_last_and_hidden_from_a_school() {
        let all = cost_by_year(&dragoer(), &[], &names(), &Reach::All, None);
        assert_eq!(all.rows[0].school, "Ikke fordelt");
        assert_eq!(all.total, Money::from_ore(4 * 34_114_018));
        let school = Reach::Only(vec![SchoolId(1)]);
        let own = cost_by_year(&dragoer(), &[], &names(), &school, None);
        assert!(own.rows.is_empty());
    }

    #[test]
    fn a_range_keeps_empty_years_and_leaves_others_out() {
        let range = Some(YearRange {
            from: 2017,
            to: 2018,
        });
        let table = cost_by_year(&dragoer(), &[], &names(), &Reach::All, range);
        assert_eq!(table.years, [2017, 2018]);
        assert_eq!(table.totals[0].amount, Money::ZERO);
        assert_eq!(table.total, Money::from_ore(34_114_018));
    }
}
