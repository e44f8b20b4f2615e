//! Cost by year and school for the whole country, from SQLite and from memory, and for one municipality over HTTP.
//!
//! `cargo bench --bench national`. A million leased devices of 2,000 schools under 10,000 agreements with 48 monthly
//! instalments; every tenth device moved once. Printed beside a quarter of it, so that one sees whether time grows
//! with the devices. The peak of memory is that of the whole process, filling the database included.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::disallowed_methods
)]

#[allow(dead_code, reason = "each bench uses its part")]
mod seed;

use anskaf::db::{Database, DatabaseUrl};
use anskaf::http::actor::Reach;
use anskaf::overview::store::basis;
use anskaf::overview::{
    CostByYear, CostFilter, CostQuestion, CostRowBy, CostSharing, CostView, CostYears, cost_by_year,
};
use seed::Size;
use seed::client::{Client, start};
use std::time::Instant;

fn main() {
    // `cargo test --benches` runs this without `--bench`: nothing to check then.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    println!(
        "{:>9} {:>8} {:>11} {:<28} {:>13} {:>13} {:>9}",
        "devices", "schools", "agreements", "", "SQLite ms", "memory ms", "peak MiB"
    );
    for devices in [250_000, 1_000_000] {
        national(Size::national(devices));
    }
    municipality();
}

fn question(view: CostView, sharing: CostSharing) -> CostQuestion {
    CostQuestion {
        view,
        sharing,
        rows: vec![CostRowBy::School],
        years: CostYears::only(2017, 2022),
        ..CostQuestion::around(seed::TODAY)
    }
}

fn national(size: Size) {
    let dir = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(dir.path().join("national.sqlite"));
    let db = Database::open(&url, 2).unwrap();
    db.migrate().unwrap();
    seed::seed(&db, size);
    let expected: i64 = (1..=size.leases)
        .flat_map(|lease| seed::instalments(lease, size))
        .map(|(_, _, amount)| amount)
        .sum();
    for (view, sharing) in [
        (CostView::Cash, CostSharing::Holder),
        (CostView::Accrual, CostSharing::DeviceDays),
    ] {
        let question = question(view, sharing);
        let read = || -> CostByYear {
            db.read_blocking(|conn| {
                let basis = basis(conn, &CostFilter::default(), seed::TODAY)?;
                cost_by_year(&basis, &question, &Reach::All, None)
            })
            .unwrap()
        };
        let held = db
            .read_blocking(|conn| basis(conn, &CostFilter::default(), seed::TODAY))
            .unwrap();
        let (stored, from_sqlite) = best(3, read);
        let (reckoned, from_memory) = best(5, || {
            cost_by_year(&held, &question, &Reach::All, None).unwrap()
        });
        assert_eq!(stored, reckoned, "memory and database agree");
        assert_eq!(stored.total.ore(), expected, "to the øre");
        println!(
            "{:>9} {:>8} {:>11} {:<28} {:>13.0} {:>13.0} {:>9}",
            size.devices,
            size.schools,
            size.leases,
            format!("{}, {}", view.as_str(), sharing.as_str()),
            from_sqlite,
            from_memory,
            peak_mebibytes()
        );
    }
}

/// The best of several runs in milliseconds, and what the last one answered.
fn best<T>(runs: usize, run: impl Fn() -> T) -> (T, f64) {
    let timed = || {
        let began = Instant::now();
        let answer = run();
        (answer, began.elapsed().as_secs_f64() * 1000.0)
    };
    let (mut answer, mut least) = timed();
    for _ in 1..runs {
        let (again, time) = timed();
        answer = again;
        least = least.min(time);
    }
    (answer, least)
}

/// The most memory that the process ever had, where the system tells.
fn peak_mebibytes() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kibibytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kibibytes.map_or_else(|| "?".to_owned(), |size| (size / 1024).to_string())
}

fn municipality() {
    let dir = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(dir.path().join("municipality.sqlite"));
    let db = Database::open(&url, 4).unwrap();
    db.migrate().unwrap();
    let size = Size::USUAL;
    let tokens = seed::seed(&db, size);
    let mut client = Client::connect(start(db));
    println!(
        "\n{} devices, {} schools, {} agreements, {} instalments, over HTTP from SQLite\n{:<66} {:>8} {:>8}",
        size.devices,
        size.schools,
        size.leases,
        size.leases * size.instalments,
        "request",
        "p50 ms",
        "p99 ms"
    );
    for path in [
        "/api/v1/costs/by-year.json",
        "/api/v1/costs/by-year.json?rows=school",
        "/api/v1/costs/by-year.json?view=accrual&sharing=device_days",
        "/api/v1/costs/by-year.csv",
    ] {
        let mut times: Vec<f64> = (0..300)
            .map(|_| {
                let began = Instant::now();
                assert_eq!(client.get(&tokens.finance, path), 200);
                began.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!("{path:<66} {:>8.2} {:>8.2}", times[150], times[297]);
    }
}
