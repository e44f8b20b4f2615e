//! What holds for every cost that is shared among schools, for both rules and both views.
//!
//! The shares are compared with the plain way of finding them: look at every school on every day.
#![allow(
    clippy::expect_used,
    reason = "what tests call, which clippy does not see as tests"
)]

use crate::finance_properties::{config, day};
use anskaf::finance::allocation::split;
use anskaf::finance::projection::{by_school_and_year_with, by_year_in};
use anskaf::finance::{
    CostTable, Money, Movement, PeriodAmount, PeriodStream, SharingRule, Stream, View,
};
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn amounts() -> impl Strategy<Value = Vec<PeriodAmount>> {
    let one = (
        0..1500_u64,
        0..800_u64,
        0..900_u64,
        -1_000_000_000..1_000_000_000_i64,
    );
    let paid = |(due, from, length, ore): (u64, u64, u64, i64)| PeriodAmount {
        due_on: day(due),
        from: day(from),
        // Some have no period, some one that ends before it begins.
        to: day((from + length).saturating_sub(100)),
        amount: Money::from_ore(ore),
    };
    prop::collection::vec(one.prop_map(paid), 0..12)
}

fn movements() -> impl Strategy<Value = Vec<Movement>> {
    let one = (0..1500_u64, 0..6_i64, -4..9_i64);
    let moved = |(on, school, delta)| Movement {
        on: day(on),
        school,
        delta,
    };
    prop::collection::vec(one.prop_map(moved), 0..25)
}

fn view() -> impl Strategy<Value = View> {
    prop::sample::select(vec![View::Cash, View::Accrual])
}

fn rule() -> impl Strategy<Value = SharingRule> {
    prop::sample::select(vec![SharingRule::HolderOnDueDate, SharingRule::DeviceDays])
}

fn held(movements: &[Movement], school: i64, on: NaiveDate) -> u64 {
    let counted = movements
        .iter()
        .filter(|moved| moved.school == school && moved.on <= on);
    let count: i64 = counted.map(|moved| moved.delta).sum();
    count.max(0).unsigned_abs()
}

/// Every school on every day.
fn plainly(stream: &PeriodStream<'_>, from: NaiveDate, to: NaiveDate) -> Vec<u64> {
    let days = from.iter_days().take_while(|on| *on < to);
    let days: Vec<NaiveDate> = days.collect();
    (0..6)
        .map(|school| {
            days.iter()
                .map(|on| held(stream.movements, school, *on))
                .sum()
        })
        .collect()
}

type Cells = BTreeMap<(Option<i64>, i32), Money>;

fn by_hand(stream: &PeriodStream<'_>) -> Cells {
    let mut cells = Cells::new();
    for amount in stream.amounts {
        let has_period = amount.from < amount.to;
        let mut years: BTreeMap<i32, (NaiveDate, NaiveDate, u64)> = BTreeMap::new();
        if stream.view == View::Accrual && has_period {
            for on in amount.from.iter_days().take_while(|on| *on < amount.to) {
                let year = years.entry(on.year()).or_insert((on, on, 0));
                (year.1, year.2) = (on.succ_opt().expect("date"), year.2 + 1);
            }
        } else {
            years.insert(amount.due_on.year(), (amount.from, amount.to, 1));
        }
        let days: Vec<u64> = years.values().map(|(_, _, days)| *days).collect();
        let parts = split(amount.amount, &days).expect("days");
        for ((year, (from, to, _)), part) in years.into_iter().zip(parts) {
            let weights = match stream.rule {
                SharingRule::DeviceDays if has_period => plainly(stream, from, to),
                _ => (0..6)
                    .map(|school| held(stream.movements, school, amount.due_on))
                    .collect(),
            };
            let mut add = |school, amount| *cells.entry((school, year)).or_default() += amount;
            match split(part, &weights) {
                Some(shares) => (0..6)
                    .zip(shares)
                    .for_each(|(school, share)| add(Some(school), share)),
                None => add(stream.fallback, part),
            }
        }
    }
    cells.retain(|_, amount| *amount != Money::ZERO);
    cells
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn the_shares_are_those_of_looking_at_every_school_on_every_day(
        amounts in amounts(), movements in movements(), view in view(), rule in rule(),
        fallback in prop::option::of(50..52_i64),
    ) {
        let stream = PeriodStream { amounts: &amounts, movements: &movements, fallback, view, rule };
        let mut found = by_school_and_year_with([stream]);
        found.retain(|_, amount| *amount != Money::ZERO);
        prop_assert_eq!(&found, &by_hand(&stream));
        let mut summed = Cells::new();
        for share in stream.shares() {
            *summed.entry((share.school, share.year)).or_default() += share.amount;
        }
        summed.retain(|_, amount| *amount != Money::ZERO);
        prop_assert_eq!(summed, found);
    }

    #[test]
    fn all_schools_together_carry_every_payment_of_every_year_to_the_ore(
        amounts in amounts(), movements in movements(), view in view(), rule in rule(),
    ) {
        let stream = PeriodStream { amounts: &amounts, movements: &movements, fallback: None, view, rule };
        let mut by_payment = vec![Money::ZERO; amounts.len()];
        let mut by_part: BTreeMap<(usize, i32), (Money, Money)> = BTreeMap::new();
        for share in stream.shares() {
            by_payment[share.payment] += share.amount;
            let part = by_part.entry((share.payment, share.year)).or_insert((share.of, Money::ZERO));
            prop_assert_eq!(part.0, share.of);
            part.1 += share.amount;
        }
        for (amount, sum) in amounts.iter().zip(by_payment) {
            prop_assert_eq!(amount.amount, sum);
        }
        for (of, sum) in by_part.into_values() {
            prop_assert_eq!(of, sum);
        }
        let mut years: BTreeMap<i32, Money> = BTreeMap::new();
        for ((_, year), amount) in by_school_and_year_with([stream]) {
            *years.entry(year).or_default() += amount;
        }
        for (year, amount) in by_year_in(view, &amounts) {
            prop_assert_eq!(years.remove(&year).unwrap_or_default(), amount);
        }
        prop_assert!(years.is_empty());
    }

    #[test]
    fn when_nothing_moves_device_days_are_the_holders_on_the_due_date(
        amounts in amounts(), mut movements in movements(), view in view(),
    ) {
        movements.iter_mut().for_each(|moved| moved.on = NaiveDate::MIN);
        let with = |rule| {
            by_school_and_year_with([PeriodStream { amounts: &amounts, movements: &movements, fallback: None, view, rule }])
        };
        prop_assert_eq!(with(SharingRule::DeviceDays), with(SharingRule::HolderOnDueDate));
    }

    #[test]
    fn cash_by_the_holder_on_the_due_date_needs_no_periods(amounts in amounts(), movements in movements()) {
        let dated: Vec<_> = amounts.iter()
            .map(|paid| anskaf::finance::DatedAmount { due_on: paid.due_on, amount: paid.amount }).collect();
        let mut plain = CostTable::default();
        plain.add(&Stream { amounts: &dated, movements: &movements, fallback: None });
        let (view, rule) = (View::default(), SharingRule::default());
        let stream = PeriodStream { amounts: &amounts, movements: &movements, fallback: None, view, rule };
        prop_assert_eq!(plain, CostTable::of_all(&[stream], 2));
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn absurd_payments_and_movements_are_shared_without_a_panic(
        ore: i64, delta: i64, on in 0..40_000_u64, view in view(), rule in rule(),
    ) {
        let from = NaiveDate::from_ymd_opt(1, 1, 1).expect("date");
        let to = NaiveDate::from_ymd_opt(9999, 12, 31).expect("date");
        let amounts = [
            PeriodAmount { due_on: NaiveDate::MAX, from, to: day(on), amount: Money::from_ore(ore) },
            PeriodAmount { due_on: NaiveDate::MIN, from: day(on), to, amount: Money::from_ore(ore) },
        ];
        let moved = |school, on, delta| Movement { on, school, delta };
        let movements = [
            moved(i64::MIN, day(on), delta), moved(i64::MAX, day(on / 2), i64::MAX),
            moved(i64::MAX, NaiveDate::MIN, i64::MAX), moved(3, NaiveDate::MAX, i64::MIN),
        ];
        let stream = PeriodStream { amounts: &amounts, movements: &movements, fallback: None, view, rule };
        let mut sums = [0_i128; 2];
        for share in stream.shares() {
            sums[share.payment] += i128::from(share.amount.ore());
        }
        prop_assert_eq!(sums, [i128::from(ore); 2]);
        let _ = by_school_and_year_with([stream]);
    }
}
