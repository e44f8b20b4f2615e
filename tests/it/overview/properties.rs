//! Whatever the agreements, keys and moves: every sum over schools is what the charges come to, to the øre.

use anskaf::db::{LeaseFeeId, LeaseId, LeaseLineId, SchoolId};
use anskaf::finance::{Money, Movement};
use anskaf::http::actor::Reach;
use anskaf::leasing::SplitKey;
use anskaf::overview::{
    Agreement, BasisFee, BasisLine, BasisSchool, BasisSettlement, Carrier, Charge, CostBasis,
    CostByYear, CostFilter, CostQuestion, CostRowBy, CostSharing, CostView, CostYears,
    cost_by_year, explain,
};
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2018, 1, 1).unwrap() + Days::new(offset)
}

fn charge() -> impl Strategy<Value = Charge> {
    (0..1500u64, 0..1500u64, 0..900u64, -50_000..5_000_000i64).prop_map(
        |(on, from, length, ore)| Charge {
            number: 1,
            on: day(on),
            from: day(from),
            to: day(from + length),
            amount: Money::from_ore(ore),
        },
    )
}

fn charges() -> impl Strategy<Value = Vec<Charge>> {
    prop::collection::vec(charge(), 0..8).prop_map(|mut charges| {
        charges.sort_by_key(|charge| charge.on);
        charges
    })
}

fn carrier() -> impl Strategy<Value = Carrier> {
    let key = prop::sample::select(SplitKey::ALL);
    (
        prop::option::of(0..2u32),
        key,
        prop::collection::btree_map(0..5i64, 1..9u64, 0..4),
    )
        .prop_map(|(account, key, stated)| Carrier {
            account,
            key,
            stated: stated.into_iter().collect(),
        })
}

/// A line whose changes are made with it; where they lie is told afterwards.
fn line() -> impl Strategy<Value = (BasisLine, Vec<Movement>)> {
    let change = (0..1500u64, 0..5i64, -3..6i64).prop_map(|(on, school, delta)| Movement {
        on: day(on),
        school,
        delta,
    });
    (
        any::<bool>(),
        0..20i64,
        0..900_000i64,
        prop::collection::vec((0..1500u64, 1..9i64), 0..3),
        carrier(),
        prop::collection::vec(change, 0..12),
    )
        .prop_map(
            |(devices, quantity, unit_price, left, carrier, mut changes)| {
                changes.sort_by_key(|change| change.on);
                let line = BasisLine {
                    id: LeaseLineId(0),
                    position: 1,
                    description: "Linje".to_owned(),
                    devices,
                    quantity,
                    unit_price,
                    left: left
                        .into_iter()
                        .map(|(on, units)| (day(on), units))
                        .collect(),
                    carrier,
                    changes: 0..0,
                };
                (line, changes)
            },
        )
}

type Parts = (
    Vec<(BasisLine, Vec<Movement>)>,
    Vec<Charge>,
    Vec<Charge>,
    Vec<(Carrier, Vec<Charge>)>,
    Vec<(Charge, Option<usize>)>,
);

fn agreement() -> impl Strategy<Value = Parts> {
    (
        prop::collection::vec(line(), 0..4),
        charges(),
        prop::collection::vec(charge(), 0..2),
        prop::collection::vec((carrier(), charges()), 0..3),
        prop::collection::vec((charge(), prop::option::of(0..5usize)), 0..3),
    )
}

fn basis() -> impl Strategy<Value = CostBasis> {
    let pupils =
        prop::collection::btree_map(2017..2022i32, prop::collection::vec(0..50u64, 5), 0..5);
    (prop::collection::vec(agreement(), 1..4), pupils).prop_map(|(agreements, pupils)| {
        let mut basis = CostBasis {
            schools: (1..=5)
                .map(|id| BasisSchool {
                    id: SchoolId(id),
                    name: format!("Skole {id}"),
                    valid_from: day(u64::try_from(id * 200).unwrap()),
                    valid_to: (id % 2 == 0).then(|| day(1200)),
                })
                .collect(),
            accounts: vec!["3.22".to_owned(), "4.9".to_owned()],
            pupils: pupils
                .into_iter()
                .map(|(year, counts)| (year, (0..).zip(counts).collect()))
                .collect(),
            ..CostBasis::default()
        };
        for (id, (lines, payments, interim, fees, settlements)) in (1..).zip(agreements) {
            let lines = lines
                .into_iter()
                .map(|(mut line, changes)| {
                    let begin = basis.changes.len();
                    basis.changes.extend(changes);
                    line.changes = begin..basis.changes.len();
                    line
                })
                .collect();
            basis.agreements.push(Agreement {
                id: LeaseId(id),
                number: format!("L-{id}"),
                account: None,
                last_day: None,
                lines,
                payments,
                interim,
                fees: fees
                    .into_iter()
                    .map(|(carrier, charges)| BasisFee {
                        id: LeaseFeeId(1),
                        description: "Service".to_owned(),
                        series: None,
                        carrier,
                        charges,
                    })
                    .collect(),
                settlements: settlements
                    .into_iter()
                    .map(|(charge, line)| BasisSettlement { charge, line })
                    .collect(),
            });
        }
        basis
    })
}

fn question(view: CostView, sharing: CostSharing, rows: &[CostRowBy]) -> CostQuestion {
    CostQuestion {
        view,
        sharing,
        rows: rows.to_vec(),
        filter: CostFilter::default(),
        years: CostYears::only(2015, 2026),
        fixed: None,
    }
}

/// What each year comes to, without lines or schools: a day at a time.
fn plainly(basis: &CostBasis, view: CostView) -> BTreeMap<i32, i64> {
    let mut years = BTreeMap::new();
    for charge in basis.charges() {
        if view == CostView::Cash || charge.from >= charge.to {
            *years.entry(charge.on.year()).or_insert(0) += charge.amount.ore();
            continue;
        }
        let mut days: BTreeMap<i32, u64> = BTreeMap::new();
        for day in charge.from.iter_days().take_while(|day| *day < charge.to) {
            *days.entry(day.year()).or_default() += 1;
        }
        let weights: Vec<u64> = days.values().copied().collect();
        for (year, part) in days.keys().zip(charge.amount.split(&weights).unwrap()) {
            *years.entry(*year).or_insert(0) += part.ore();
        }
    }
    years.retain(|_, ore| *ore != 0);
    years
}

fn by_year(costs: &CostByYear) -> BTreeMap<i32, i64> {
    let years = costs
        .totals
        .iter()
        .map(|year| (year.year, year.cost.amount.ore()));
    years.filter(|(_, ore)| *ore != 0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_table_adds_up_to_its_charges_in_every_year(basis in basis()) {
        for view in [CostView::Cash, CostView::Accrual] {
            let expected = plainly(&basis, view);
            for sharing in [CostSharing::Holder, CostSharing::DeviceDays] {
                for rows in [&[][..], &[CostRowBy::School], &[CostRowBy::Account, CostRowBy::Lease], CostRowBy::ALL] {
                    let question = question(view, sharing, rows);
                    let costs = cost_by_year(&basis, &question, &Reach::All, None).unwrap();
                    prop_assert_eq!(&by_year(&costs), &expected);
                    for row in &costs.rows {
                        let years: Money = row.years.iter().map(|year| year.cost.amount).sum();
                        prop_assert_eq!(years, row.total);
                    }
                    let rows: Money = costs.rows.iter().map(|row| row.total).sum();
                    prop_assert_eq!(rows, costs.total);
                }
            }
        }
    }

    #[test]
    fn what_each_school_sees_and_what_nobody_carries_make_the_whole(basis in basis()) {
        let question = question(CostView::Accrual, CostSharing::DeviceDays, &[CostRowBy::School]);
        let all = cost_by_year(&basis, &question, &Reach::All, None).unwrap();
        let mut sum = Money::ZERO;
        for school in &basis.schools {
            let own = cost_by_year(&basis, &question, &Reach::Only(vec![school.id]), None).unwrap();
            prop_assert!(own.rows.iter().all(|row| row.school_id == Some(school.id)));
            sum += own.total;
        }
        let nobody = all.rows.iter().filter(|row| row.school_id.is_none()).map(|row| row.total);
        prop_assert_eq!(sum + nobody.sum::<Money>(), all.total);
    }

    #[test]
    fn an_explanation_adds_up_to_the_amount_of_the_table(basis in basis()) {
        use anskaf::error::Language;
        for (view, sharing) in [(CostView::Cash, CostSharing::Holder), (CostView::Accrual, CostSharing::DeviceDays)] {
            let question = question(view, sharing, &[]);
            let costs = cost_by_year(&basis, &question, &Reach::All, None).unwrap();
            for year in &costs.totals {
                let question = CostQuestion { years: CostYears::only(year.year, year.year), ..question.clone() };
                let explained = explain(&basis, &question, &Reach::All, Language::English).unwrap();
                prop_assert!(explained.adds_up());
                prop_assert_eq!(explained.amount, year.cost.amount);
            }
        }
    }
}
