//! Cost by year and school over 100,000 devices: from memory and from SQLite, beside the plain way of doing it.
//!
//! The plain way, which stands here as the yardstick of the same run, walks through every device on every due
//! date. Both give the same table to the øre before anything is timed.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each bench uses its part")]
mod seed;

use anskaf::db::{Database, DatabaseUrl, LeaseId, SchoolId};
use anskaf::finance::projection::{DatedAmount, Movement};
use anskaf::finance::{Money, allocation};
use anskaf::http::actor::Reach;
use anskaf::overview::store::{CostFilter, costs};
use anskaf::overview::{HeldWeight, LeasePayments, cost_by_year};
use chrono::{Datelike, NaiveDate};
use criterion::{Criterion, criterion_group, criterion_main};
use std::collections::BTreeMap;
use std::hint::black_box;

const DEVICES: usize = 100_000;

/// Who held a device from when on: the movements of one device.
struct Device {
    lease: usize,
    price: u64,
    moves: Vec<(NaiveDate, i64)>,
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The same devices as in the database of [`seed`].
fn devices() -> Vec<Device> {
    (0..DEVICES)
        .map(|number| {
            let school = (number * 7 % seed::SCHOOLS + 1) as i64;
            let now = (number * 11 % seed::SCHOOLS + 1) as i64;
            let mut moves = vec![(date(2017, 12, (number % 28 + 1) as u32), school)];
            if number % 10 == 0 && now != school {
                moves.push((date(2018, (number % 12 + 1) as u32, 15), now));
            }
            let lease = number % seed::LEASES + 1;
            Device {
                lease,
                price: (400_000 + lease * 1_000) as u64,
                moves,
            }
        })
        .collect()
}

fn payments() -> Vec<LeasePayments> {
    (1..=seed::LEASES)
        .map(|lease| LeasePayments {
            lease: LeaseId(lease as i64),
            agreement_number: format!("L-{lease}"),
            title: String::new(),
            amounts: (1..=seed::INSTALMENTS)
                .map(|number| DatedAmount {
                    due_on: date(
                        2018 + (number as i32 - 1) / 12,
                        (number as u32 - 1) % 12 + 1,
                        1,
                    ),
                    amount: Money::from_ore((20_000_000 + lease * 7 + number) as i64),
                })
                .collect(),
        })
        .collect()
}

/// One change for each movement of each device, as a register would hand them over.
fn held(devices: &[Device]) -> Vec<HeldWeight> {
    let mut held = vec![];
    for device in devices {
        let mut holder = None;
        for (on, school) in &device.moves {
            let mut change = |school: i64, sign: i64| {
                held.push(HeldWeight {
                    lease: LeaseId(device.lease as i64),
                    movement: Movement {
                        on: *on,
                        school,
                        delta: sign * device.price as i64,
                    },
                });
            };
            if let Some(before) = holder.replace(*school) {
                change(before, -1);
            }
            change(*school, 1);
        }
    }
    held.sort_by_key(|weight| (weight.lease, weight.movement.on));
    held
}

/// The plain way: for every payment, look at every device of the agreement.
fn plainly(devices: &[Device], payments: &[LeasePayments]) -> BTreeMap<(i64, i32), Money> {
    let mut of_lease: Vec<Vec<&Device>> = (0..=seed::LEASES).map(|_| vec![]).collect();
    for device in devices {
        of_lease[device.lease].push(device);
    }
    let mut table = BTreeMap::new();
    for lease in payments {
        for payment in &lease.amounts {
            let mut weights: BTreeMap<i64, u64> = BTreeMap::new();
            for device in &of_lease[lease.lease.0 as usize] {
                let holder = device
                    .moves
                    .iter()
                    .rev()
                    .find(|(on, _)| *on <= payment.due_on);
                if let Some((_, school)) = holder {
                    *weights.entry(*school).or_default() += device.price;
                }
            }
            let (schools, weights): (Vec<i64>, Vec<u64>) = weights.into_iter().unzip();
            let parts = allocation::split(payment.amount, &weights).unwrap();
            for (school, part) in schools.into_iter().zip(parts) {
                *table
                    .entry((school, payment.due_on.year()))
                    .or_insert(Money::ZERO) += part;
            }
        }
    }
    table
}

fn bench(criterion: &mut Criterion) {
    let (devices, payments) = (devices(), payments());
    let held = held(&devices);
    let names: BTreeMap<SchoolId, String> = (1..=seed::SCHOOLS)
        .map(|school| (SchoolId(school as i64), format!("Skole {school}")))
        .collect();
    let dir = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(dir.path().join("bench.sqlite"));
    let db = Database::open(&url, 2).unwrap();
    db.migrate().unwrap();
    seed::seed(&db, DEVICES);

    let ours = cost_by_year(&payments, &held, &names, &Reach::All, None);
    let stored = db
        .read_blocking(|conn| costs(conn, &Reach::All, &CostFilter::default()))
        .unwrap();
    assert_eq!(ours, stored, "memory and database agree");
    let mut summed: BTreeMap<(i64, i32), Money> = BTreeMap::new();
    for row in &ours.rows {
        for year in &row.years {
            *summed
                .entry((row.school_id.unwrap().0, year.year))
                .or_default() += year.amount;
        }
    }
    assert_eq!(
        summed,
        plainly(&devices, &payments),
        "and the plain way agrees to the øre"
    );

    let mut group = criterion.benchmark_group("cost by year, 100,000 devices");
    group.sample_size(10);
    group.bench_function("yardstick: every device on every due date", |bencher| {
        bencher.iter(|| black_box(plainly(&devices, &payments)));
    });
    group.bench_function("from memory", |bencher| {
        bencher.iter(|| black_box(cost_by_year(&payments, &held, &names, &Reach::All, None)));
    });
    group.bench_function("from SQLite", |bencher| {
        bencher.iter(|| {
            db.read_blocking(|conn| costs(conn, &Reach::All, &CostFilter::default()))
                .unwrap()
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
