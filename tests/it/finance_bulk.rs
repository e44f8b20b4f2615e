//! The fast way through many leases gives what the slow way gives, on leases nobody thought of.

use crate::finance_properties::config;
use anskaf::finance::annuity::{LevelFactors, level_payment};
use anskaf::finance::bulk::{LevelLease, Portfolio};
use anskaf::finance::{
    Drawdown, Every, LeaseTerms, Money, PaymentDays, Rate, Timetable, Timing, Unit, amortise,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn start(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 1).expect("date") + Days::new(offset)
}

fn every() -> impl Strategy<Value = Every> {
    prop_oneof![
        (1..13_u32).prop_map(|count| Every {
            unit: Unit::Month,
            count
        }),
        (1..9_u32).prop_map(|count| Every {
            unit: Unit::Week,
            count
        }),
        Just(Every::YEAR),
    ]
}

fn timing() -> impl Strategy<Value = Timing> {
    prop::sample::select(vec![Timing::Advance, Timing::Arrears])
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn every_payment_is_the_level_payment_of_the_exact_table(
        every in every(), timing in timing(), periods in 1..61_u32, points in 0..2000_i64,
        offset in 0..1000_u64, amounts in prop::collection::vec((1..500_000_000_i64, 0..101_i64), 1..30),
    ) {
        let rate = Rate::new(Decimal::new(points, 4)).expect("rate");
        let mut portfolio = Portfolio::new(periods, every, timing, PaymentDays::Following);
        let rate_index = portfolio.add_rate(rate).expect("rate");
        let start_index = portfolio.add_start(start(offset)).expect("start");
        let leases: Vec<LevelLease> = amounts.iter().map(|&(ore, percent)| LevelLease {
            principal: Money::from_ore(ore), residual: Money::from_ore(ore / 100 * percent),
            rate: rate_index, start: start_index, key: 0,
        }).collect();
        let timetable = Timetable {
            starts_on: start(offset), first_due_on: None, periods, every, timing,
            payment_days: PaymentDays::Following,
        };
        let mut total = Money::ZERO;
        portfolio.for_each_schedule(&leases, |_, lease, payment, dates| {
            let mut terms = LeaseTerms::new(timetable, rate);
            terms.residual = lease.residual;
            let drawn = Drawdown { on: start(offset), amount: lease.principal };
            let table = amortise(&terms, &[drawn]).expect("table");
            assert_eq!(payment, table.payment);
            assert_eq!(dates.len(), table.rows.len());
            for (due, row) in dates.iter().zip(&table.rows) {
                assert_eq!((due.on, payment), (row.due_on, row.payment));
                total += payment;
            }
            Ok(())
        }).expect("leases");
        prop_assert_eq!(portfolio.schedules_by_year(&leases, 1).expect("table").total(), total);
        prop_assert_eq!(
            portfolio.sums_by_year(&leases, 1).expect("table"),
            portfolio.schedules_by_year(&leases, 1).expect("table")
        );
    }

    #[test]
    fn whole_numbers_and_decimals_agree_on_every_ore(
        timing in timing(), periods in prop_oneof![1..5_u32, 1..121_u32, 1..1200_u32],
        rate in prop_oneof![(0..4000_i64).prop_map(|p| (p, 5)), (1..10_000_000_i64).prop_map(|p| (p, 9))],
        amounts in prop::collection::vec((-9_999_999_999_999..=9_999_999_999_999_i64, any::<i64>()), 1..40),
    ) {
        let rate = Decimal::new(rate.0, rate.1);
        let Some(factors) = LevelFactors::new(rate, periods, timing) else { return Ok(()) };
        for (principal, residual) in amounts {
            let principal = Money::from_ore(principal);
            for residual in [Money::from_ore(residual), Money::from_ore(residual % 10_000_000), Money::ZERO] {
                let exact = level_payment(principal.kroner(), residual.kroner(), rate, periods, timing)
                    .map(|payment| payment.round_dp(12))
                    .and_then(|payment| Money::from_kroner_rounded(payment).ok());
                prop_assert_eq!(factors.payment_to_the_ore(principal, residual), exact);
            }
        }
    }

    #[test]
    fn payments_of_exactly_half_an_ore_go_away_from_zero(
        kroner in 1..1_000_000_i64, shares in 1..40_u32, odd in 0..1000_i64,
    ) {
        // One yearly payment in arrears at 0.5 %: an odd number of kroner ends in half an øre.
        let factors = LevelFactors::new(Decimal::new(5, 3), 1, Timing::Arrears).expect("factors");
        let principal = Money::from_ore((2 * kroner + 1) * 100);
        let expected = (principal.ore() * 1005 + 500) / 1000;
        prop_assert_eq!(factors.payment_to_the_ore(principal, Money::ZERO), Some(Money::from_ore(expected)));
        // Without interest, n payments of half an øre and whole ones.
        let factors = LevelFactors::new(Decimal::ZERO, shares * 2, Timing::Advance).expect("factors");
        let half = i64::from(shares) * (2 * odd + 1);
        for (amount, payment) in [(half, odd + 1), (-half, -odd - 1)] {
            let found = factors.payment_to_the_ore(Money::from_ore(amount), Money::ZERO);
            prop_assert_eq!(found, Some(Money::from_ore(payment)));
        }
    }
}
