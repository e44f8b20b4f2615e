//! What holds for every lease, tried on leases that nobody thought of.
//!
//! Two kinds of leases are drawn: sensible ones, whose numbers must add up in every way, and absurd
//! ones, which must be answered or refused but never end in a panic.
#![allow(
    clippy::expect_used,
    reason = "what tests call, which clippy does not see as tests"
)]

use anskaf::finance::allocation::split;
use anskaf::finance::annuity::level_payment;
use anskaf::finance::projection::{by_school_and_year, by_year};
use anskaf::finance::quantity::largest_quantity_within;
use anskaf::finance::quote::{QuotedDrawdown, QuotedInstalment, Solve, Unknown};
use anskaf::finance::{
    DatedAmount, Drawdown, Money, Movement, Quote, QuoteRequest, Rate, RateChange, Stream,
    amortise, debt_on, quote, settle,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

pub(crate) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The same cases on every run: what fails was broken by the change at hand. New ones are looked for by the fuzz target.
pub(crate) fn repeatable(cases: u32) -> ProptestConfig {
    ProptestConfig {
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_125),
        ..config(cases)
    }
}

pub(crate) fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).expect("date") + Days::new(offset)
}

fn kroner(ore: i64) -> String {
    Money::from_ore(ore).to_string()
}

fn rate(basis_points: i64) -> String {
    Decimal::new(basis_points, 4).to_string()
}

pub(crate) fn asked(request: &Value) -> QuoteRequest {
    serde_json::from_value(request.clone()).expect("form")
}

/// Drawdowns around the start, the first one always before the first instalment.
fn drawdowns() -> impl Strategy<Value = Vec<Value>> {
    let one = (0..500_u64, 100_000..500_000_000_i64)
        .prop_map(|(offset, ore)| json!({ "on": day(300 + offset), "amount": kroner(ore) }));
    prop::collection::vec(one, 0..4).prop_map(|mut later| {
        later.push(json!({ "on": day(400), "amount": "250000.00" }));
        later
    })
}

/// A lease that somebody could sign; its periods span more than the time of its drawdowns.
pub(crate) fn sensible() -> impl Strategy<Value = Value> {
    let every = prop_oneof![
        (4..20_u32).prop_map(|count| json!({ "unit": "week", "count": count })),
        (1..13_u32).prop_map(|count| json!({ "unit": "month", "count": count })),
        (1..3_u32).prop_map(|count| json!({ "unit": "year", "count": count })),
    ];
    let choice = |names: &'static [&'static str]| prop::sample::select(names);
    let dates = (every, 16..70_u32, 0..60_u64, any::<bool>(), 0..40_u64);
    let money = (drawdowns(), 0..2000_i64, 0..25_000_000_i64, 0..10_000_i64);
    let words = (
        choice(&["advance", "arrears"]),
        choice(&[
            "periodic", "30/360", "30E/360", "ACT/360", "ACT/364", "ACT/365F", "ACT/ACT",
        ]),
        choice(&["annuity", "annuity", "straight_line", "interest_only"]),
        choice(&["constant_payment", "last_payment_absorbs"]),
        choice(&["half_up", "half_even"]),
        choice(&["none", "rate", "pro_rata"]),
        choice(&["unadjusted", "following", "modified_following"]),
    );
    (dates, money, words).prop_map(|(dates, money, words)| {
        let (every, periods, shift, odd, late) = dates;
        // Longer leases exist in absurd() only: rounding grows with compound interest.
        let periods = if every["unit"] == "year" {
            periods.min(20)
        } else {
            periods
        };
        let (drawdowns, rate_points, residual, fee) = money;
        let mut request = json!({
            "drawdowns": drawdowns, "starts_on": day(390 + shift), "periods": periods,
            "every": every, "timing": words.0, "rate": rate(rate_points),
            "day_count": words.1, "repayment": words.2, "residual": kroner(residual),
            "rounding": words.3, "interest_rounding": words.4,
            "interim_charge": { "method": words.5 }, "payment_days": words.6,
            "fees": [{ "label": "service", "amount": kroner(fee) }],
        });
        if odd {
            request["first_due_on"] = json!(day(391 + shift + late));
        }
        request
    })
}

/// Fails unless the table and its sums add up.
fn adds_up(request: &QuoteRequest, answer: &Quote) -> Result<(), TestCaseError> {
    let sum =
        |part: fn(&QuotedInstalment) -> Money| answer.instalments.iter().map(part).sum::<Money>();
    for pair in answer.instalments.windows(2) {
        prop_assert_eq!(pair[1].opening, pair[0].closing);
    }
    for row in &answer.instalments {
        prop_assert_eq!(row.payment, row.interest + row.principal);
        prop_assert_eq!(row.closing, row.opening + row.drawn - row.principal);
    }
    let (first, last) = (
        answer.instalments[0],
        answer.instalments[answer.instalments.len() - 1],
    );
    prop_assert_eq!(first.opening + sum(|row| row.drawn), answer.financed);
    prop_assert_eq!(answer.totals.principal, answer.financed - last.closing);
    prop_assert_eq!(answer.totals.payment, sum(|row| row.payment));
    prop_assert_eq!(
        answer.totals.payment,
        answer.totals.interest + answer.totals.principal
    );
    let years = |part: fn(&anskaf::finance::quote::BudgetYear) -> Money| {
        answer.by_budget_year.iter().map(part).sum::<Money>()
    };
    prop_assert_eq!(years(|year| year.sums.payment), answer.totals.payment);
    prop_assert_eq!(years(|year| year.sums.vat), answer.totals.vat);
    prop_assert_eq!(years(|year| year.sums.interim), answer.totals.interim);
    if request.timing == anskaf::finance::Timing::Arrears {
        prop_assert_eq!(last.closing, request.residual);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn every_table_adds_up_and_closes_on_the_residual(request in sensible()) {
        let request = asked(&request);
        let answer = quote(&request).map_err(|faults| TestCaseError::fail(format!("{faults:?}")))?;
        adds_up(&request, &answer)?;
        let last = answer.instalments[answer.instalments.len() - 1];
        let end = debt_on(&request.terms(), &request.plain_drawdowns(), &rows(&request), last.period_to);
        prop_assert_eq!(end.expect("debt").principal, request.residual);
    }

    #[test]
    fn the_order_of_the_drawdowns_changes_nothing(request in sensible(), turn in 0..4_usize) {
        let mut turned = request.clone();
        let list = turned["drawdowns"].as_array_mut().expect("drawdowns");
        let turn = turn % list.len();
        list.rotate_left(turn);
        let (before, after) = (quote(&asked(&request)), quote(&asked(&turned)));
        let (before, after) = (before.expect("quote"), after.expect("quote"));
        prop_assert_eq!(before.instalments, after.instalments);
        prop_assert_eq!(before.totals, after.totals);
        prop_assert_eq!(before.effective_annual_rate.map(|rate| rate.round_dp(8)),
            after.effective_annual_rate.map(|rate| rate.round_dp(8)));
    }

    #[test]
    fn drawing_nothing_and_changing_to_the_same_rate_change_nothing(request in sensible(), on in 0..90_u64) {
        let request = asked(&request);
        let (mut terms, mut drawdowns) = (request.terms(), request.plain_drawdowns());
        let before = amortise(&terms, &drawdowns);
        drawdowns.push(Drawdown { on: day(400 + on), amount: Money::ZERO });
        terms.rate_changes.push(RateChange { from: day(420 + on), rate: terms.rate });
        prop_assert_eq!(before, amortise(&terms, &drawdowns));
    }

    #[test]
    fn rates_that_rise_raise_the_payments_after_them_only(request in sensible(), on in 500..700_u64) {
        let mut request = request;
        request["repayment"] = json!("annuity");
        let flat = quote(&asked(&request)).expect("quote");
        request["rate_changes"] = json!([{ "from": day(on), "rate": "0.25" }]);
        let risen = quote(&asked(&request)).expect("quote");
        adds_up(&asked(&request), &risen)?;
        let falls_on: Vec<NaiveDate> =
            asked(&request).timetable().slots().expect("dates").iter().map(|slot| slot.falls_on).collect();
        for ((old, new), due) in flat.instalments.iter().zip(&risen.instalments).zip(&falls_on) {
            // The last rows take up rounding and are left out.
            if *due < day(on) && old.number + 1 < request["periods"].as_u64().expect("periods") as u32 {
                prop_assert_eq!(old, new);
            }
        }
    }

    #[test]
    fn after_a_rate_change_the_last_payment_is_still_nearly_level(
        request in sensible(), on in 380..700_u64, points in 0..800_i64,
    ) {
        let mut request = request;
        // Half an øre a payment grows with compound interest; over sixteen periods it stays small.
        request["periods"] = json!(16);
        request["rate"] = json!("0.05");
        request["repayment"] = json!("annuity");
        // A rate counts from the first drawdown on.
        request["drawdowns"].as_array_mut().expect("list").push(json!({ "on": day(380), "amount": "1.00" }));
        request["rounding"] = json!("last_payment_absorbs");
        request["rate_changes"] = json!([{ "from": day(on), "rate": rate(points) }]);
        let answer = quote(&asked(&request)).expect("quote");
        let [.., before, last] = answer.instalments[..] else { unreachable!("16 rows or more") };
        let off = (last.payment - before.payment).ore().abs();
        prop_assert!(off < 500, "{} {}", before.payment, last.payment);
    }

    #[test]
    fn a_plain_lease_follows_the_closed_formula(
        ore in 1_000_000..9_000_000_000_i64, points in 0..3000_i64, periods in 1..200_u32,
        share in 0..50_i64, advance: bool, quarterly: bool,
    ) {
        let timing = if advance { "advance" } else { "arrears" };
        let residual = ore / 100 * share;
        let count = if quarterly { 3 } else { 1 };
        let request = json!({
            "drawdowns": [{ "on": "2027-01-31", "amount": kroner(ore) }], "starts_on": "2027-01-31",
            "periods": periods, "timing": timing, "rate": rate(points), "residual": kroner(residual),
            "every": { "unit": "month", "count": count },
        });
        let request = asked(&request);
        let per_period = Decimal::new(points, 4) * Decimal::from(count) / Decimal::from(12);
        let (principal, residual) = (Money::from_ore(ore).kroner(), request.residual.kroner());
        let formula = level_payment(principal, residual, per_period, periods, request.timing).expect("in range");
        let found = quote(&request).expect("quote").payment;
        prop_assert_eq!(found, Money::from_kroner_rounded(formula.round_dp(12)).expect("amount"));
        let late = level_payment(principal, residual, per_period, periods, anskaf::finance::Timing::Arrears);
        let early = level_payment(principal, residual, per_period, periods, anskaf::finance::Timing::Advance);
        let discounted = late.expect("in range") / (Decimal::ONE + per_period);
        prop_assert!((discounted - early.expect("in range")).abs() < Decimal::new(1, 9));
    }

    #[test]
    fn solving_for_the_rate_undoes_computing_the_payment(request in sensible()) {
        let mut request = request;
        request["repayment"] = json!("annuity");
        // Advances before the start and odd days are part of it; half a million makes an øre small.
        request["drawdowns"].as_array_mut().expect("list").push(json!({ "on": day(395), "amount": "500000.00" }));
        let known = quote(&asked(&request)).expect("quote");
        request.as_object_mut().expect("object").remove("rate");
        request["solve"] = json!({ "for": "rate", "payment": known.payment });
        let found = quote(&asked(&request)).expect("quote");
        adds_up(&asked(&request), &found)?;
        prop_assert!((found.rate.value() - known.rate.value()).abs() < Decimal::new(1, 5), "{} {}", found.rate, known.rate);
        request.as_object_mut().expect("object").remove("solve");
        request["rate"] = json!(found.rate);
        request["rounding"] = json!("constant_payment");
        prop_assert_eq!(quote(&asked(&request)).expect("quote").payment, known.payment);
    }

    #[test]
    fn settling_at_the_agreements_rate_costs_the_debt(request in sensible(), on in 460..2000_u64) {
        let mut request = request;
        request["rounding"] = json!("last_payment_absorbs");
        let request = asked(&request);
        let (terms, drawdowns, rows) = (request.terms(), request.plain_drawdowns(), rows(&request));
        let price = settle(&terms, &drawdowns, &rows, day(on), terms.rate).expect("price");
        // Every row may be half an øre off, and the offs accumulate.
        prop_assert!(price.compensation.ore().abs() <= 100, "{:?}", price);
    }

    #[test]
    fn parts_add_up_and_differ_from_their_share_by_less_than_an_ore(
        ore: i64, weights in prop::collection::vec(0..u64::MAX, 1..50),
    ) {
        let total: u128 = weights.iter().copied().map(u128::from).sum();
        prop_assume!(total > 0);
        let parts = split(Money::from_ore(ore), &weights).expect("weights");
        let sum: i128 = parts.iter().map(|part| i128::from(part.ore())).sum();
        prop_assert_eq!(sum, i128::from(ore));
        for (part, weight) in parts.iter().zip(&weights) {
            let whole = u128::from(ore.unsigned_abs()) * u128::from(*weight) / total;
            prop_assert!(u128::from(part.ore().unsigned_abs()).abs_diff(whole) <= 1);
            prop_assert!(part.ore() == 0 || (part.ore() < 0) == (ore < 0));
        }
    }

    #[test]
    fn the_schools_together_pay_the_instalments(
        amounts in prop::collection::vec((0..4000_u64, -1_000_000_000..1_000_000_000_i64), 0..40),
        movements in prop::collection::vec((0..4000_u64, 0..9_i64, -40..60_i64), 0..60),
    ) {
        let amounts: Vec<DatedAmount> = amounts.into_iter()
            .map(|(on, ore)| DatedAmount { due_on: day(on), amount: Money::from_ore(ore) }).collect();
        let movements: Vec<Movement> = movements.into_iter()
            .map(|(on, school, delta)| Movement { on: day(on), school, delta }).collect();
        let stream = Stream { amounts: &amounts, movements: &movements, fallback: None };
        let mut years = std::collections::BTreeMap::new();
        for ((_, year), amount) in by_school_and_year([stream]) {
            *years.entry(year).or_insert(Money::ZERO) += amount;
        }
        for (year, amount) in by_year(amounts.iter().copied()) {
            prop_assert_eq!(years.get(&year).copied().unwrap_or_default(), amount);
        }
    }

    #[test]
    fn one_unit_more_than_fits_is_too_much(
        frame in 10_000_000..1_000_000_000_i64, unit in 10_000..1_000_000_i64, fixed in 0..5_000_000_i64,
        request in sensible(),
    ) {
        let mut request = request;
        request["residual"] = json!("0.00");
        let terms = asked(&request).terms();
        let (frame, unit, fixed) = (Money::from_ore(frame), Money::from_ore(unit), Money::from_ore(fixed));
        let found = largest_quantity_within(frame, unit, fixed, &terms).expect("quantity");
        prop_assert!(found.quantity.is_none() || found.total <= frame);
        prop_assert!(found.total_with_one_more > frame);
    }
}

fn rows(request: &QuoteRequest) -> Vec<anskaf::finance::Instalment> {
    amortise(&request.terms(), &request.plain_drawdowns())
        .expect("table")
        .rows
}

fn any_date() -> impl Strategy<Value = NaiveDate> {
    let far = (-262_000..262_000_i32, 1..=366_u32)
        .prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).unwrap_or(NaiveDate::MAX));
    prop_oneof![1 => far, 6 => (0..20_000_u64).prop_map(day)]
}

fn any_money() -> impl Strategy<Value = Money> {
    prop_oneof![
        Just(Money::MAX),
        Just(-Money::MAX),
        Just(Money::ZERO),
        (-9_999_999_999_999..=9_999_999_999_999_i64).prop_map(Money::from_ore),
        (1..1000_i64).prop_map(Money::from_ore),
    ]
}

pub(crate) fn any_rate() -> impl Strategy<Value = Rate> {
    let of = |units, scale| Rate::new(Decimal::new(units, scale)).expect("rate");
    prop_oneof![
        Just(Rate::MIN),
        Just(Rate::MAX),
        Just(Rate::ZERO),
        (-9_900_000_000..100_000_000_000_i64).prop_map(move |units| of(units, 10)),
        (-1000..3000_i64).prop_map(move |units| of(units, 4)),
    ]
}

fn any_solve() -> impl Strategy<Value = Option<Solve>> {
    let amount = || prop::option::of(any_money());
    prop::option::of((any::<bool>(), amount(), amount()).prop_map(
        |(rate, payment, per_budget_year)| Solve {
            unknown: if rate { Unknown::Rate } else { Unknown::Amount },
            payment,
            per_budget_year,
        },
    ))
}

/// Anything that the form of a request allows.
fn absurd() -> impl Strategy<Value = QuoteRequest> {
    let whole = || prop_oneof![Just(0), Just(u32::MAX), 1..1300_u32, 1..40_u32];
    let changes = prop::collection::vec((any_date(), any_rate()), 0..4);
    let drawdowns = prop::collection::vec((any_date(), any_money()), 0..4);
    let dates = (any_date(), prop::option::of(any_date()), whole(), whole());
    let money = (prop::option::of(any_rate()), any_money(), any_solve());
    (sensible(), dates, money, changes, drawdowns).prop_map(
        |(base, dates, money, changes, drawdowns)| {
            let mut request = asked(&base);
            (
                request.starts_on,
                request.first_due_on,
                request.periods,
                request.every.count,
            ) = dates;
            (request.rate, request.residual, request.solve) = money;
            request.rate_changes = changes
                .into_iter()
                .map(|(from, rate)| RateChange { from, rate })
                .collect();
            let drawn = |(on, amount)| QuotedDrawdown {
                on,
                amount,
                label: None,
            };
            request.drawdowns = drawdowns.into_iter().map(drawn).collect();
            request
        },
    )
}

/// What comes past the checks but nobody would sign: any rate, any amount, any length.
fn extreme() -> impl Strategy<Value = QuoteRequest> {
    let changes = prop::collection::vec((0..4000_u64, any_rate()), 0..4);
    let lengths = (
        prop_oneof![1..40_u32, 1..1200_u32],
        prop_oneof![1..4_u32, 1..60_u32],
    );
    let positive = || {
        prop_oneof![
            1..1000_i64,
            1..9_999_999_999_999_i64,
            Just(9_999_999_999_999_i64)
        ]
        .prop_map(Money::from_ore)
    };
    let money = (any_rate(), positive(), 0..=100_u64, positive());
    (sensible(), lengths, money, changes, 0..4_u8).prop_map(
        |(base, lengths, money, changes, question)| {
            let mut request = asked(&base);
            (request.periods, request.every.count) = lengths;
            let (rate, amount, residual_percent, given) = money;
            request.rate = Some(rate);
            request.drawdowns.truncate(1);
            request.drawdowns[0].amount = amount;
            request.drawdowns[0].on = request.starts_on;
            request.residual = amount.split(&[residual_percent, 100]).expect("weights")[0];
            let changed = |(on, rate)| RateChange {
                from: day(on),
                rate,
            };
            request.rate_changes = changes.into_iter().map(changed).collect();
            let solve = |unknown, payment, per_budget_year| Solve {
                unknown,
                payment,
                per_budget_year,
            };
            request.solve = match question {
                0 => None,
                1 => Some(solve(Unknown::Rate, Some(given), None)),
                2 => Some(solve(Unknown::Amount, Some(given), None)),
                _ => Some(solve(Unknown::Amount, None, Some(given))),
            };
            if question == 1 {
                request.rate = None;
                request.rate_changes.clear();
            } else if question > 1 {
                request.drawdowns.clear();
            }
            request
        },
    )
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn absurd_requests_are_answered_or_refused_but_never_panic(request in prop_oneof![absurd(), extreme()], on in 0..20_000_u64) {
        match quote(&request) {
            Ok(answer) => {
                adds_up(&request, &answer)?;
                serde_json::to_string(&answer).expect("json");
            }
            Err(faults) => prop_assert!(!faults.0.is_empty()),
        }
        // The parts underneath get the same terms without the checks in between.
        let (terms, drawdowns) = (request.terms(), request.plain_drawdowns());
        if let Ok(table) = amortise(&terms, &drawdowns) {
            settle(&terms, &drawdowns, &table.rows, day(on), Rate::MAX);
            settle(&terms, &drawdowns, &table.rows, request.starts_on, Rate::MIN);
            debt_on(&terms, &drawdowns, &table.rows, NaiveDate::MAX);
            debt_on(&terms, &drawdowns, &table.rows, NaiveDate::MIN);
        }
    }
}
