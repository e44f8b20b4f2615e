//! Cost by year and school over 100,000 devices: from memory and from SQLite, beside the plain way of doing it.
//!
//! The plain way, which stands here as the yardstick of the same run, walks through every device on every due
//! date. Both give the same table to the øre before anything is timed.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each bench uses its part")]
mod seed;

use anskaf::db::{Database, DatabaseUrl};
use anskaf::finance::{Money, allocation};
use anskaf::http::actor::Reach;
use anskaf::overview::store::basis;
use anskaf::overview::{CostFilter, CostQuestion, CostRowBy, CostYears, cost_by_year};
use chrono::Datelike;
use criterion::{Criterion, criterion_group, criterion_main};
use seed::{Device, Size};
use std::collections::BTreeMap;
use std::hint::black_box;

const SIZE: Size = Size::LARGE;

/// The plain way: for every payment, look at every device of the agreement.
fn plainly(devices: &[Device]) -> BTreeMap<(String, i32), Money> {
    let mut of_lease: Vec<Vec<&Device>> = (0..=SIZE.leases).map(|_| vec![]).collect();
    for device in devices {
        of_lease[device.line].push(device);
    }
    let mut table = BTreeMap::new();
    for (lease, held) in of_lease.iter().enumerate().skip(1) {
        for (_, due_on, amount) in seed::instalments(lease, SIZE) {
            let mut weights: BTreeMap<usize, u64> = BTreeMap::new();
            for device in held {
                let holder = match device.moved {
                    Some((on, school)) if on <= due_on => school,
                    _ => device.school,
                };
                *weights.entry(holder).or_default() += seed::price(lease);
            }
            let (schools, weights): (Vec<usize>, Vec<u64>) = weights.into_iter().unzip();
            let parts = allocation::split(Money::from_ore(amount), &weights).unwrap();
            for (school, part) in schools.into_iter().zip(parts) {
                *table
                    .entry((format!("Skole {school}"), due_on.year()))
                    .or_insert(Money::ZERO) += part;
            }
        }
    }
    table
}

fn bench(criterion: &mut Criterion) {
    let devices: Vec<Device> = (0..SIZE.devices)
        .map(|number| seed::device(number, SIZE))
        .collect();
    let dir = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(dir.path().join("bench.sqlite"));
    let db = Database::open(&url, 2).unwrap();
    db.migrate().unwrap();
    seed::seed(&db, SIZE);
    let question = CostQuestion {
        rows: vec![CostRowBy::School],
        years: CostYears::only(2018, 2021),
        ..CostQuestion::around(seed::TODAY)
    };
    let filter = CostFilter::default();
    let held = db
        .read_blocking(|conn| basis(conn, &filter, seed::TODAY))
        .unwrap();

    let ours = cost_by_year(&held, &question, &Reach::All, None).unwrap();
    let mut summed: BTreeMap<(String, i32), Money> = BTreeMap::new();
    for row in &ours.rows {
        for year in &row.years {
            let school = row.school.clone().unwrap();
            *summed.entry((school, year.year)).or_default() += year.cost.amount;
        }
    }
    assert_eq!(summed, plainly(&devices), "the plain way agrees to the øre");

    let mut group = criterion.benchmark_group("cost by year, 100,000 devices");
    group.sample_size(10);
    group.bench_function("yardstick: every device on every due date", |bencher| {
        bencher.iter(|| black_box(plainly(&devices)));
    });
    group.bench_function("from memory", |bencher| {
        bencher.iter(|| black_box(cost_by_year(&held, &question, &Reach::All, None).unwrap()));
    });
    group.bench_function("from SQLite", |bencher| {
        bencher.iter(|| {
            db.read_blocking(|conn| {
                let held = basis(conn, &filter, seed::TODAY)?;
                cost_by_year(&held, &question, &Reach::All, None)
            })
            .unwrap()
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
