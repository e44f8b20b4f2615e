//! A single quote with 48 monthly instalments, asked in the ways that differ in work.
//!
//! The requirement is at most 50 µs for a quote; solving for the rate works out several leases on the way.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use anskaf::finance::{Money, QuoteRequest, quote};
use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::{Value, json};
use std::hint::black_box;

/// The lease of the handbook: 1,200,000.00 over 48 months in advance, 10 % left at the end.
fn lease(over: Value) -> QuoteRequest {
    let mut request = json!({
        "drawdowns": [{ "on": "2027-07-01", "amount": "1200000.00" }], "starts_on": "2027-07-01",
        "periods": 48, "timing": "advance", "rate": "0.036", "residual": "120000.00",
    });
    for (field, value) in over.as_object().unwrap() {
        if value.is_null() {
            request.as_object_mut().unwrap().remove(field);
        } else {
            request[field] = value.clone();
        }
    }
    serde_json::from_value(request).unwrap()
}

fn bench(criterion: &mut Criterion) {
    let plain = lease(json!({}));
    assert_eq!(quote(&plain).unwrap().payment, Money::from_ore(2_447_910));
    let by_days = json!({ "timing": "arrears", "day_count": "ACT/360" });
    let mut changed = by_days.clone();
    changed["rate_changes"] = json!([{ "from": "2029-01-15", "rate": "0.041" }]);
    let solve = json!({ "rate": null, "solve": { "for": "rate", "payment": "24479.10" } });
    let mut solve_by_days = solve.clone();
    solve_by_days["day_count"] = json!("ACT/360");
    let mut group = criterion.benchmark_group("quote, 48 months");
    for (name, request) in [
        ("in advance with residual", plain),
        ("in arrears, ACT/360", lease(by_days)),
        ("in arrears, ACT/360, rate change", lease(changed)),
        (
            "bank days, last payment absorbs",
            lease(json!({
                "payment_days": "modified_following", "rounding": "last_payment_absorbs",
            })),
        ),
        ("solving for the rate", lease(solve)),
        ("solving for the rate, ACT/360", lease(solve_by_days)),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| quote(black_box(&request)).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
