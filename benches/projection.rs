//! Cost of many leases from memory: beside numpy, and at national scale.
//!
//! The first part is the case of the yardstick script `projection.py`: a million leases of 16 quarterly
//! instalments summed by 500 schools and budget year, made from the same splitmix64, with the same hash.
//! `ANSKAF_YARDSTICK` (the script) and `ANSKAF_PYTHON` (a Python with numpy) run the script in the same
//! run and print the ratios. The second part is a million devices of 2,000 schools under 10,000
//! agreements, 48 monthly instalments and 100,000 moves; half the devices should take half the time.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    reason = "a bench asks where the yardstick is, and prints seconds"
)]

use anskaf::finance::bulk::{LevelLease, Portfolio, YearTable};
use anskaf::finance::projection::{
    CostTable, Movement, PeriodAmount, PeriodStream, SharingRule, View,
};
use anskaf::finance::{DatedAmount, Every, Money, PaymentDays, Rate, Stream, Timing};
use chrono::{Days, Months, NaiveDate};
use criterion::{Criterion, criterion_group, criterion_main};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

const LEASES: u64 = 1_000_000;
const SCHOOLS: usize = 500;
/// What the yardstick prints for a million leases.
const TOTAL: i64 = 8_621_749_749_328;
const HASH: &str = "bbddcbbc5e762071";

fn mix(index: u64) -> u64 {
    let mut z = index.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn date(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap()
}

/// The 13 rates and 48 starts of the yardstick; working them out belongs to the time measured.
fn portfolio() -> Portfolio {
    let mut shape = Portfolio::new(16, Every::QUARTER, Timing::Advance, PaymentDays::Unadjusted);
    for step in 0..13 {
        shape
            .add_rate(Rate::new(Decimal::new(step * 50, 4)).unwrap())
            .unwrap();
    }
    for month in 0..48_i32 {
        shape
            .add_start(date(2025 + month / 12, month as u32 % 12 + 1))
            .unwrap();
    }
    shape
}

fn leases() -> Vec<LevelLease> {
    let lease = |index: u64| {
        let draw = |field: u64, below: u64| mix(index * 8 + field) % below;
        let principal = (1 + draw(1, 200)) * (20_000 + draw(2, 130_001));
        LevelLease {
            principal: Money::from_ore(principal as i64),
            residual: Money::from_ore((principal * (draw(5, 3) * 5) / 100) as i64),
            rate: draw(4, 13) as u32,
            start: draw(3, 48) as u32,
            key: draw(0, SCHOOLS as u64) as u32,
        }
    };
    (0..LEASES).map(lease).collect()
}

/// The first 16 characters of SHA-256 over the sums of 8 years by school.
fn digest(table: &YearTable) -> String {
    let cells: Vec<String> = (0..SCHOOLS)
        .flat_map(|school| (2025..2033).map(move |year| (school, year)))
        .map(|(school, year)| table.of(school, year).ore().to_string())
        .collect();
    let hash = Sha256::digest(cells.join(",").as_bytes());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The best of seven runs in seconds.
fn best<T>(mut run: impl FnMut() -> T) -> f64 {
    let time = |_| {
        let began = Instant::now();
        black_box(run());
        began.elapsed().as_secs_f64()
    };
    (0..7).map(time).fold(f64::MAX, f64::min)
}

/// The seconds that the yardstick prints for a method, after comparing its hash with ours.
fn yardstick(method: &str) -> Option<f64> {
    let script = std::env::var("ANSKAF_YARDSTICK").ok()?;
    let python = std::env::var("ANSKAF_PYTHON").ok()?;
    let size = LEASES.to_string();
    let run = Command::new(python)
        .args([&script, "-n", &size, "--only", method])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&run.stdout).into_owned();
    let line = text.lines().find(|line| line.contains(method));
    let line = line.unwrap_or_else(|| panic!("the yardstick answers: {text}"));
    assert!(line.contains(HASH), "the yardstick's table differs: {line}");
    let seconds = line.split_once("wall")?.1.split_whitespace().next()?;
    seconds.parse().ok()
}

fn beside_numpy(criterion: &mut Criterion) {
    let leases = leases();
    let whole = || portfolio().schedules_by_year(&leases, SCHOOLS).unwrap();
    let sums = || portfolio().sums_by_year(&leases, SCHOOLS).unwrap();
    for table in [whole(), sums()] {
        assert_eq!(table.total().ore(), TOTAL);
        assert_eq!(digest(&table), HASH);
    }
    println!("1,000,000 leases x 16 instalments, total {TOTAL} øre, hash {HASH}, one core:");
    let told = std::env::var("ANSKAF_YARDSTICK").is_ok() && std::env::var("ANSKAF_PYTHON").is_ok();
    if !told {
        println!("  (numpy left out: ANSKAF_YARDSTICK and ANSKAF_PYTHON are not set)");
    }
    for (name, method, seconds) in [
        ("whole schedules", "numpy_schedule", best(whole)),
        ("sums only", "numpy_counts", best(sums)),
    ] {
        match yardstick(method) {
            Some(theirs) => println!(
                "  {name:<16} {:7.2} ms   {method} {:7.2} ms   ratio {:.2}",
                seconds * 1e3,
                theirs * 1e3,
                theirs / seconds,
            ),
            None => println!("  {name:<16} {:7.2} ms", seconds * 1e3),
        }
    }
    let mut group = criterion.benchmark_group("1,000,000 leases x 16");
    group.sample_size(10);
    group.bench_function("whole schedules", |bencher| bencher.iter(whole));
    group.bench_function("sums only", |bencher| bencher.iter(sums));
    group.finish();
}

/// Agreements with their payments and movements.
struct Country {
    amounts: Vec<Vec<DatedAmount>>,
    periods: Vec<Vec<PeriodAmount>>,
    movements: Vec<Vec<Movement>>,
}

/// 100 devices in each agreement, each at one of `spread` schools of the 2,000, and every tenth moves once.
fn country(devices: u64, spread: u64) -> Country {
    let agreements = devices / 100;
    let mut country = Country {
        amounts: vec![],
        periods: vec![],
        movements: vec![],
    };
    for agreement in 0..agreements {
        let start = date(2025, 1) + Months::new((mix(agreement * 3) % 12) as u32);
        let payment = 500_000 + (mix(agreement * 3 + 1) % 1_000_000) as i64;
        // The last payment absorbs the rounding.
        let amount = |k: u32| Money::from_ore(if k == 47 { payment + 3 } else { payment });
        let day = |k: u32| start + Months::new(k);
        let paid = |k| PeriodAmount {
            due_on: day(k),
            from: day(k),
            to: day(k + 1),
            amount: amount(k),
        };
        let dated = |k| DatedAmount {
            due_on: day(k),
            amount: amount(k),
        };
        country.amounts.push((0..48).map(dated).collect());
        country.periods.push((0..48).map(paid).collect());
        let first_school = agreement * spread % 2_000;
        let mut movements = Vec::with_capacity(120);
        for device in agreement * 100..(agreement + 1) * 100 {
            let school =
                |draw: u64| ((first_school + mix(device * 5 + draw) % spread) % 2_000 + 1) as i64;
            let mut moved = |on, school, delta| movements.push(Movement { on, school, delta });
            moved(start, school(0), 1);
            if device % 10 == 0 {
                let on = start + Days::new(mix(device * 5 + 3) % 1_400);
                moved(on, school(0), -1);
                moved(on, school(1), 1);
            }
        }
        movements.sort_by_key(|movement| movement.on);
        country.movements.push(movements);
    }
    country
}

impl Country {
    fn streams(&self) -> Vec<Stream<'_>> {
        let pairs = self.amounts.iter().zip(&self.movements);
        pairs
            .map(|(amounts, movements)| Stream {
                amounts,
                movements,
                fallback: None,
            })
            .collect()
    }

    fn period_streams(&self, view: View, rule: SharingRule) -> Vec<PeriodStream<'_>> {
        let mut streams = Vec::with_capacity(self.periods.len());
        for (amounts, movements) in self.periods.iter().zip(&self.movements) {
            streams.push(PeriodStream {
                amounts,
                movements,
                fallback: None,
                view,
                rule,
            });
        }
        streams
    }
}

/// The most memory that this process has held, as Linux counts it.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |peak| peak.trim().to_owned())
}

fn national(criterion: &mut Criterion) {
    println!(
        "cost by year and school from memory, 48 monthly instalments, 100 devices an agreement:"
    );
    for spread in [20, 2_000] {
        let mut whole = None;
        for devices in [1_000_000, 500_000] {
            let country = country(devices, spread);
            let streams = country.streams();
            let total: Money = country
                .amounts
                .iter()
                .flatten()
                .map(|dated| dated.amount)
                .sum();
            let of = |threads| {
                anskaf::finance::projection::by_school_and_year_parallel(&streams, threads)
            };
            assert_eq!(
                of(2).values().sum::<Money>(),
                total,
                "every school together pays it all"
            );
            let (one, two) = (best(|| of(1)), best(|| of(2)));
            let moves: usize = country.movements.iter().map(Vec::len).sum();
            println!(
                "  {devices:>9} devices, {spread:>4} schools an agreement, {} movements: {:6.1} ms on one core, {:6.1} ms on two{}",
                moves,
                one * 1e3,
                two * 1e3,
                whole.map_or(String::new(), |all: f64| format!(
                    "; half the devices take {:.2} of the time",
                    one / all
                )),
            );
            whole = Some(one);
            if devices == 1_000_000 {
                for view in [View::Cash, View::Accrual] {
                    for rule in [SharingRule::HolderOnDueDate, SharingRule::DeviceDays] {
                        let streams = country.period_streams(view, rule);
                        let run = || CostTable::of_all(&streams, 2).into_cells();
                        assert_eq!(run().values().sum::<Money>(), total);
                        println!(
                            "            {view:?}, {rule:?}: {:6.1} ms on two",
                            best(run) * 1e3
                        );
                    }
                }
            }
        }
    }
    println!(
        "  peak memory of all this, data included: {}",
        peak_memory()
    );
    let country = country(1_000_000, 20);
    let streams = country.streams();
    let mut group = criterion.benchmark_group("1,000,000 devices, 2,000 schools");
    group.sample_size(10);
    group.bench_function("by school and year, two threads", |bencher| {
        bencher.iter(|| anskaf::finance::projection::by_school_and_year_parallel(&streams, 2));
    });
    group.finish();
}

criterion_group!(benches, beside_numpy, national);
criterion_main!(benches);
