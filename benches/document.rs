//! Documents as PDF: CPU time, memory at the peak, and the same content set by other engines.
//!
//! The requirement: the tender document with 400 requirements and 60 prices in at most 40 ms of CPU
//! and 30 MiB of additional memory, a register of a thousand pages in 1.5 s, 3,000 labels in 0.5 s.
//! Times are CPU time of the drawing thread, which others on the machine disturb less than a clock.
//! The comparisons need a Python with the package `typst`:
//!
//! ```text
//! ANSKAF_YARDSTICK_PYTHON=…/bin/python ANSKAF_YARDSTICK_PDF=…/pdf.py cargo bench --bench document
//! ```

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]
#![allow(
    clippy::float_arithmetic,
    reason = "measurements are printed, not stored"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "a bench measures time and asks the environment"
)]

mod documents;

use anskaf::render::Document;
use anskaf::render::pdf::draw;
use criterion::{BenchmarkGroup, Criterion, SamplingMode, measurement::WallTime};
use documents::{content, labels, long_text, register, tender, yardstick};
use peak_alloc::PeakAlloc;
use serde_json::Value;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Time that this thread was on a processor; drawing uses no other.
fn cpu() -> Duration {
    // The kernel brings the figure up to date when a thread makes way for others.
    std::thread::sleep(Duration::from_micros(1));
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

struct Measured {
    cpu: Duration,
    wall: Duration,
    pages: usize,
}

/// The best of several runs behind a first one.
fn measure(name: &str, runs: usize, document: &Document) -> Measured {
    draw(document).unwrap();
    let (mut least_cpu, mut wall) = (Duration::MAX, Duration::MAX);
    let (mut peak, mut pages, mut bytes) = (0, 0, 0);
    for _ in 0..runs {
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let (cpu_before, start) = (cpu(), Instant::now());
        let pdf = draw(black_box(document)).unwrap();
        wall = wall.min(start.elapsed());
        least_cpu = least_cpu.min(cpu().saturating_sub(cpu_before));
        peak = MEMORY.peak_usage().saturating_sub(before);
        (pages, bytes) = (pdf.pages, pdf.bytes.len());
    }
    println!(
        "{name:<34} {:>9.1} ms CPU {:>9.1} ms {:>7.1} MiB more at the peak {pages:>6} pages {:>7} kB",
        least_cpu.as_secs_f64() * 1e3,
        wall.as_secs_f64() * 1e3,
        f64::from(u32::try_from(peak / 1024).unwrap_or(u32::MAX)) / 1024.0,
        bytes / 1000,
    );
    Measured {
        cpu: least_cpu,
        wall,
        pages,
    }
}

fn bench(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, document: &Document) {
    group.bench_function(name, |bencher| {
        bencher.iter_custom(|times| {
            let before = cpu();
            for _ in 0..times {
                draw(black_box(document)).unwrap();
            }
            cpu().saturating_sub(before)
        });
    });
}

/// The best of several runs of typst in one process, in seconds, and its pages.
fn typst(python: &str, content: &Value) -> Option<(f64, u64)> {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("content.json");
    std::fs::write(&data, content.to_string()).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fonts = root.join("src/render/pdf/fonts");
    let script = root.join("benches/yardstick/typst_document.py");
    let output = Command::new(python)
        .arg(script)
        .arg(folder.path())
        .arg(fonts)
        .output();
    let output = output.ok().filter(|output| {
        if !output.status.success() {
            println!("{}", String::from_utf8_lossy(&output.stderr));
        }
        output.status.success()
    })?;
    let answer: Value = serde_json::from_slice(&output.stdout).ok()?;
    Some((answer["best"].as_f64()?, answer["pages"].as_u64()?))
}

/// Sets what other engines set and prints how many times longer they need.
fn compare(python: &str, content: &Value, ours: &Measured) {
    match typst(python, content) {
        None => println!("typst: could not be run by {python}"),
        Some((best, pages)) => println!(
            "typst, the same content            {:>9.1} ms {:>40} pages; {:.1} times our time",
            best * 1e3,
            pages,
            best / ours.wall.as_secs_f64()
        ),
    }
    let Ok(script) = std::env::var("ANSKAF_YARDSTICK_PDF") else {
        println!("other engines: not compared, ANSKAF_YARDSTICK_PDF names no program");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let Some((content, engines)) = yardstick::run(python, &script, folder.path()) else {
        println!("other engines: could not be run by {script}");
        return;
    };
    let ours = measure("yardstick", 30, &yardstick::tender(&content));
    for engine in engines {
        println!(
            "{:<34} {:>9.1} ms CPU {:>9.1} ms {:>7} pages; {:.1} times our CPU time, {:.1} times our time",
            engine.name,
            engine.cpu * 1e3,
            engine.wall * 1e3,
            engine.pages,
            engine.cpu / ours.cpu.as_secs_f64(),
            engine.wall / ours.wall.as_secs_f64(),
        );
    }
}

fn main() {
    let content = content(400);
    let documents = [
        ("tender, 400 requirements", 30, tender(&content)),
        ("register, a line a device", 3, register(33_000)),
        ("3,000 labels", 10, labels(3_000)),
        ("100,000 words, 1,000 footnotes", 3, long_text()),
    ];
    let measured = documents
        .each_ref()
        .map(|(name, runs, document)| measure(name, *runs, document));
    let [ours, register, ..] = &measured;
    assert!(register.pages >= 950, "{} pages", register.pages);
    match std::env::var("ANSKAF_YARDSTICK_PYTHON") {
        Err(_) => {
            println!("typst: not compared, ANSKAF_YARDSTICK_PYTHON names no Python that has it")
        }
        Ok(python) => compare(&python, &content, ours),
    }
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    let mut group = criterion.benchmark_group("documents, CPU time");
    group.sampling_mode(SamplingMode::Flat);
    for (name, _, document) in &documents {
        bench(&mut group, name, document);
    }
    group.finish();
    criterion.final_summary();
}
