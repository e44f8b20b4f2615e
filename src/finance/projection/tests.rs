//! Shares of single payments, and tables of them.

use super::*;
use std::collections::BTreeMap;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

fn due(on: &str, ore: i64) -> DatedAmount {
    DatedAmount {
        due_on: date(on),
        amount: Money::from_ore(ore),
    }
}

fn moved(on: &str, school: i64, delta: i64) -> Movement {
    Movement {
        on: date(on),
        school,
        delta,
    }
}

#[test]
fn the_budget_year_is_the_year_of_the_due_date() {
    let years = by_year([
        due("2027-12-31", 100),
        due("2028-01-01", 7),
        due("2027-01-01", 1),
    ]);
    let expected = [(2027, Money::from_ore(101)), (2028, Money::from_ore(7))];
    assert_eq!(years, BTreeMap::from(expected));
}

#[test]
fn a_school_carries_what_it_holds_on_the_due_date() {
    let stream = Stream {
        amounts: &[
            due("2027-01-02", 100),
            due("2028-01-02", 100),
            due("2029-01-02", 100),
        ],
        movements: &[
            moved("2027-01-02", 1, 2),
            moved("2027-01-02", 2, 1),
            moved("2027-06-01", 1, -2),
            moved("2027-06-01", 3, 2),
            moved("2028-12-31", 2, -1),
            moved("2028-12-31", 3, -2),
        ],
        fallback: None,
    };
    let share = |on: &str, school, ore| Share {
        due_on: date(on),
        school,
        amount: Money::from_ore(ore),
    };
    assert_eq!(
        stream.shares(),
        [
            share("2027-01-02", Some(1), 67),
            share("2027-01-02", Some(2), 33),
            share("2028-01-02", Some(2), 33),
            share("2028-01-02", Some(3), 67),
            share("2029-01-02", None, 100),
        ]
    );
}

#[test]
fn the_table_adds_up_to_the_instalments_to_the_ore() {
    let amounts: Vec<DatedAmount> = (2020..2030)
        .map(|year| due(&format!("{year}-03-01"), 1_000_003 - i64::from(year)))
        .collect();
    let movements: Vec<Movement> = (1..=7)
        .map(|school| moved("2022-01-01", school, school * 13))
        .collect();
    let stream = Stream {
        amounts: &amounts,
        movements: &movements,
        fallback: Some(99),
    };
    let table = by_school_and_year([stream, stream]);
    let total: Money = table.values().sum();
    let expected: Money = amounts.iter().map(|dated| dated.amount).sum();
    assert_eq!(total, expected + expected);
    assert_eq!(
        table[&(Some(99), 2021)],
        Money::from_ore(2 * (1_000_003 - 2021))
    );
}

#[test]
fn lists_out_of_order_give_the_same_shares() {
    let amounts = [due("2027-01-02", 5), due("2028-01-02", 5)];
    let movements = [moved("2027-01-01", 1, 1), moved("2027-06-01", 2, 1)];
    let backwards = [amounts[1], amounts[0]];
    let movements_backwards = [movements[1], movements[0]];
    let sorted = Stream {
        amounts: &amounts,
        movements: &movements,
        fallback: None,
    };
    let mixed = Stream {
        amounts: &backwards,
        movements: &movements_backwards,
        fallback: None,
    };
    assert_eq!(sorted.shares(), mixed.shares());
}

#[test]
fn a_holding_below_zero_counts_as_none() {
    let movements = [moved("2027-01-01", 1, -3), moved("2027-01-01", 2, 1)];
    let amounts = [due("2027-01-02", 5)];
    let stream = Stream {
        amounts: &amounts,
        movements: &movements,
        fallback: None,
    };
    assert_eq!(stream.shares().len(), 1);
    assert_eq!(stream.shares()[0].school, Some(2));
}

fn paid(due_on: &str, from: &str, to: &str, ore: i64) -> PeriodAmount {
    PeriodAmount {
        due_on: date(due_on),
        from: date(from),
        to: date(to),
        amount: Money::from_ore(ore),
    }
}

fn shared(
    amounts: &[PeriodAmount],
    movements: &[Movement],
    view: View,
    rule: SharingRule,
) -> Vec<(i32, Option<i64>, i64)> {
    let stream = PeriodStream {
        amounts,
        movements,
        fallback: None,
        view,
        rule,
    };
    let shares = stream.shares();
    shares
        .iter()
        .map(|share| (share.year, share.school, share.amount.ore()))
        .collect()
}

/// Ten devices in March, four of which move on the 16th.
fn four_of_ten_move() -> [Movement; 3] {
    [
        moved("2027-01-01", 1, 10),
        moved("2027-03-16", 1, -4),
        moved("2027-03-16", 2, 4),
    ]
}

#[test]
fn by_device_days_a_device_takes_its_days_of_the_month_with_it() {
    let months = [
        paid("2027-02-01", "2027-02-01", "2027-03-01", 31_000),
        paid("2027-03-01", "2027-03-01", "2027-04-01", 31_000),
        paid("2027-04-01", "2027-04-01", "2027-05-01", 31_000),
    ];
    // In March 4 devices · 16 days of 10 · 31.
    assert_eq!(
        shared(
            &months,
            &four_of_ten_move(),
            View::Cash,
            SharingRule::DeviceDays
        ),
        [
            (2027, Some(1), 31_000),
            (2027, Some(1), 24_600),
            (2027, Some(2), 6_400),
            (2027, Some(1), 18_600),
            (2027, Some(2), 12_400),
        ]
    );
    // By the holder on the due date nothing moves before April.
    assert_eq!(
        shared(
            &months,
            &four_of_ten_move(),
            View::Cash,
            SharingRule::HolderOnDueDate
        ),
        [
            (2027, Some(1), 31_000),
            (2027, Some(1), 31_000),
            (2027, Some(1), 18_600),
            (2027, Some(2), 12_400),
        ]
    );
}

#[test]
fn by_device_days_it_is_the_period_that_counts_and_not_the_due_date() {
    let movements = [moved("2027-01-10", 1, 1), moved("2027-01-21", 2, 2)];
    // In arrears: due after the period; 22 days of one device and 11 days of two.
    let month = [paid("2027-02-01", "2027-01-01", "2027-02-01", 4_400)];
    assert_eq!(
        shared(&month, &movements, View::Cash, SharingRule::DeviceDays),
        [(2027, Some(1), 2_200), (2027, Some(2), 2_200)]
    );
    // Nobody before the 10th, and a payment without a period.
    let others = [
        paid("2027-01-31", "2027-01-01", "2027-01-10", 100),
        paid("2027-01-15", "2027-01-15", "2027-01-15", 7),
    ];
    assert_eq!(
        shared(&others, &movements, View::Cash, SharingRule::DeviceDays),
        [(2027, None, 100), (2027, Some(1), 7)]
    );
}

#[test]
fn by_accrual_a_year_in_advance_is_divided_over_its_two_calendar_years() {
    // 2027-07-01 to 2028-07-01: 184 days of 2027 and 182 of 2028.
    let yearly = [paid("2027-07-01", "2027-07-01", "2028-07-01", 36_600)];
    let years = by_year_in(View::Accrual, &yearly);
    let expected = [
        (2027, Money::from_ore(18_400)),
        (2028, Money::from_ore(18_200)),
    ];
    assert_eq!(years, BTreeMap::from(expected));
    assert_eq!(
        by_year_in(View::Cash, &yearly),
        BTreeMap::from([(2027, Money::from_ore(36_600))])
    );
    // In arrears the due date may lie in a year that the period does not touch.
    let december = [paid("2028-01-01", "2027-12-01", "2028-01-01", 500)];
    assert_eq!(
        by_year_in(View::Accrual, &december),
        BTreeMap::from([(2027, Money::from_ore(500))])
    );
    let without = [paid("2028-01-01", "2028-01-01", "2028-01-01", 500)];
    assert_eq!(
        by_year_in(View::Accrual, &without),
        BTreeMap::from([(2028, Money::from_ore(500))])
    );
}

#[test]
fn by_accrual_and_device_days_each_year_is_shared_by_its_own_days() {
    let yearly = [paid("2027-07-01", "2027-07-01", "2028-07-01", 36_600)];
    let movements = [
        moved("2027-01-01", 1, 1),
        moved("2028-04-01", 1, -1),
        moved("2028-04-01", 2, 1),
    ];
    assert_eq!(
        shared(&yearly, &movements, View::Accrual, SharingRule::DeviceDays),
        [
            (2027, Some(1), 18_400),
            (2028, Some(1), 9_100),
            (2028, Some(2), 9_100)
        ]
    );
    assert_eq!(
        shared(
            &yearly,
            &movements,
            View::Accrual,
            SharingRule::HolderOnDueDate
        ),
        [(2027, Some(1), 18_400), (2028, Some(1), 18_200)]
    );
}

#[test]
fn periods_that_overlap_are_each_shared_by_their_own_days() {
    let movements = four_of_ten_move();
    let quarter = paid("2027-01-01", "2027-01-01", "2027-04-01", 90_000);
    let march = paid("2027-03-01", "2027-03-01", "2027-04-01", 31_000);
    let together = shared(
        &[march, quarter, march],
        &movements,
        View::Cash,
        SharingRule::DeviceDays,
    );
    let mut apart = shared(&[quarter], &movements, View::Cash, SharingRule::DeviceDays);
    for _ in 0..2 {
        apart.extend(shared(
            &[march],
            &movements,
            View::Cash,
            SharingRule::DeviceDays,
        ));
    }
    assert_eq!(together, apart);
    // 4 · 16 of 10 · 90 device-days.
    assert_eq!(apart[1], (2027, Some(2), 6_400));
}

#[test]
fn a_share_tells_what_decided_it() {
    let month = [paid("2027-03-01", "2027-03-01", "2027-04-01", 31_001)];
    let stream = PeriodStream {
        amounts: &month,
        movements: &four_of_ten_move(),
        fallback: Some(9),
        view: View::Accrual,
        rule: SharingRule::DeviceDays,
    };
    let second = stream.shares()[1];
    assert_eq!(
        (second.payment, second.year, second.school),
        (0, 2027, Some(2))
    );
    assert_eq!((second.weight, second.of_weight), (64, 310));
    assert_eq!(second.of, month[0].amount);
}

#[test]
fn any_number_of_threads_gives_the_same_table() {
    let amounts: Vec<Vec<DatedAmount>> = (0..300)
        .map(|lease| {
            (1..=12)
                .map(|month| due(&format!("2027-{month:02}-01"), 777 + lease))
                .collect()
        })
        .collect();
    let movements: Vec<Vec<Movement>> = (0..300)
        .map(|lease| {
            (1..9)
                .map(|place| moved("2027-03-05", place * lease % 71, place))
                .collect()
        })
        .collect();
    let streams: Vec<Stream<'_>> = amounts
        .iter()
        .zip(&movements)
        .map(|(amounts, movements)| Stream {
            amounts,
            movements,
            fallback: Some(1_000_000_007),
        })
        .collect();
    let one = by_school_and_year(streams.iter().copied());
    assert_eq!(
        one.values().sum::<Money>().ore(),
        (0..300).map(|lease| (777 + lease) * 12).sum::<i64>()
    );
    for threads in [0, 1, 2, 3, 100] {
        assert_eq!(by_school_and_year_parallel(&streams, threads), one);
    }
    let mut table = CostTable::default();
    streams.iter().for_each(|stream| table.add(stream));
    // A table that has been emptied collects the next streams as a new one would.
    let mut reused = table.clone();
    assert_eq!(
        reused.take_cells().into_iter().collect::<BTreeMap<_, _>>(),
        one
    );
    assert!(reused.take_cells().is_empty());
    streams.iter().for_each(|stream| reused.add(stream));
    assert_eq!(reused, table);
    let (mut front, mut back) = (CostTable::default(), CostTable::default());
    streams[..10].iter().for_each(|stream| front.add(stream));
    streams[10..].iter().for_each(|stream| back.add(stream));
    back.merge(&front);
    assert_eq!(back, table);
}
