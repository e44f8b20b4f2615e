//! Examples of the accounting standard IFRS 16 and of a textbook, for the debt side only where the
//! asset side is plain subtraction.

use super::{Example, money, number, quoted, simple};
use anskaf::finance::allocation::split;
use anskaf::finance::annuity::LevelFactors;
use anskaf::finance::{
    Drawdown, Every, IndexValue, LeaseTerms, Money, Parts, PaymentDays, RateChange, Timetable,
    Timing, amortise_agreed, indexed, part_return, split_rows,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};

pub fn check(example: &Example) -> bool {
    match example.id.as_str() {
        "IFRS16-EX13-P1" => ten_years_in_advance(example),
        "IFRS16-EX14" => indexed_payments(example),
        "IFRS16-EX17" => half_handed_back(example),
        "KIESO-10PCT-GRV5000" => guaranteed_residual(example),
        _ => return false,
    }
    true
}

fn ten_years_in_advance(example: &Example) {
    let close = |found: Money, expected: &Value| example.close(found.kroner(), expected, "cu");
    let mut request = simple(
        "2027-01-01",
        "1.00",
        10,
        "year",
        "advance",
        example.text("rate"),
    );
    request.as_object_mut().expect("object").remove("drawdowns");
    let payment = money(&example.inputs["payment"]);
    request["solve"] = json!({ "for": "amount", "payment": payment });
    let answer = quoted(request);
    close(
        answer.financed - payment,
        &example.expected["liability_after_first_payment"],
    );
    for row in example.expected["schedule"].as_array().expect("rows") {
        let year = usize::try_from(row[0].as_u64().expect("year")).expect("year");
        let (paid, next) = (answer.instalments[year - 1], answer.instalments[year]);
        // The standard shows the debt before the payment of the year, from year 2 on.
        let opening = if year == 1 {
            paid.closing
        } else {
            paid.opening + paid.interest
        };
        close(opening, &row[1]);
        close(next.interest, &row[3]);
        close(next.opening + next.interest, &row[4]);
    }
    let asset = answer.financed + money(&example.inputs["initial_direct_costs"])
        - money(&example.inputs["incentive_received"]);
    close(asset, &example.expected["rou_at_start"]);
    let years = split(asset, &[1; 10]).expect("weights");
    close(years[0], &example.expected["depreciation_per_year"]);
    close(years[6..].iter().sum(), &example.expected["rou_end_year_6"]);
}

fn factors(rate: &Value, periods: u32, timing: Timing) -> LevelFactors {
    LevelFactors::new(number(rate), periods, timing).expect("factors")
}

fn indexed_payments(example: &Example) {
    let payment = number(&example.inputs["payment"]);
    let value = |from: &str, field: &str| IndexValue {
        from: from.parse().expect("date"),
        value: number(&example.inputs[field]),
    };
    let values = [
        value("2027-01-01", "index_at_start"),
        value("2029-01-01", "index_start_year_3"),
    ];
    let due = [values[0].from, values[1].from];
    let paid = indexed(money(&example.inputs["payment"]), due[0], &values, &due).expect("index");
    assert_eq!(paid[0].amount.kroner(), payment);
    let new_payment = paid[1].amount.kroner();
    let eight = factors(&example.inputs["rate"], 8, Timing::Advance);
    let debt = |payment| eight.principal(payment, Decimal::ZERO).expect("in range");
    let (before, after) = (debt(payment), debt(new_payment));
    example.close(
        before,
        &example.expected["liability_before_start_year_3"],
        "cu",
    );
    example.close(new_payment, &example.expected["new_payment"], "cu");
    example.close(after, &example.expected["liability_after"], "cu");
    example.close(after - before, &example.expected["increase"], "cu");
}

fn half_handed_back(example: &Example) {
    let close =
        |found: Money, field: &str| example.close(found.kroner(), &example.expected[field], "cu");
    let mut request = simple(
        "2027-01-01",
        "1.00",
        10,
        "year",
        "arrears",
        example.text("rate"),
    );
    request.as_object_mut().expect("object").remove("drawdowns");
    request["solve"] = json!({ "for": "amount", "payment": money(&example.inputs["payment"]) });
    let answer = quoted(request);
    let before = answer.instalments[4].closing;
    close(before, "liability_before");
    let asset = split(answer.financed, &[1, 1]).expect("weights")[1];
    close(asset, "rou_before");
    let asset_released = split(asset, &[1, 1]).expect("weights")[0];
    close(asset_released, "rou_released");
    let terms = terms(Timing::Arrears, 10, example.text("rate"));
    let drawn = Drawdown {
        on: terms.timetable.starts_on,
        amount: answer.financed,
    };
    let table = amortise_agreed(&terms, &[drawn], Some(answer.payment)).expect("table");
    let (back, kept) = split_rows(&table.rows, 1, 1).expect("units");
    close(back[4].closing, "liability_released");
    close(back[4].closing - asset_released, "gain");
    // The modification itself, at the new rate from the day of the fifth payment on.
    let mut modified_terms = terms.clone();
    modified_terms.rate_changes = vec![RateChange {
        from: table.rows[4].due_on,
        rate: example.text("new_rate").parse().expect("rate"),
    }];
    let parts = Parts {
        handed_back: 1,
        kept: 1,
    };
    let new_payment = Some(money(&example.inputs["new_payment"]));
    let found = part_return(
        &modified_terms,
        &[drawn],
        &table.rows,
        5,
        parts,
        new_payment,
    );
    let found = found.expect("part return");
    close(found.released, "liability_released");
    close(found.remeasured, "rou_adjustment");
    let first = found.amended.rows[5];
    close(first.opening + first.drawn, "modified_liability");
    let modified = factors(&example.inputs["new_rate"], 5, Timing::Arrears)
        .principal(number(&example.inputs["new_payment"]), Decimal::ZERO)
        .and_then(|debt| Money::from_kroner_rounded(debt).ok())
        .expect("in range");
    close(modified, "modified_liability");
    close(modified - kept[4].closing, "rou_adjustment");
}

fn terms(timing: Timing, periods: u32, rate: &str) -> LeaseTerms {
    let timetable = Timetable {
        starts_on: "2027-01-01".parse().expect("date"),
        first_due_on: None,
        periods,
        every: Every::YEAR,
        timing,
        payment_days: PaymentDays::Unadjusted,
    };
    LeaseTerms::new(timetable, rate.parse().expect("rate"))
}

fn guaranteed_residual(example: &Example) {
    let mut terms = terms(Timing::Advance, 5, example.text("rate"));
    terms.residual = money(&example.inputs["residual"]);
    let drawn = Drawdown {
        on: terms.timetable.starts_on,
        amount: money(&example.inputs["fair_value"]),
    };
    let book = money(&example.expected["payment"]);
    let exact = anskaf::finance::amortise(&terms, &[drawn])
        .expect("table")
        .payment;
    assert_eq!((book - exact).ore(), 3);
    let table = amortise_agreed(&terms, &[drawn], Some(book)).expect("table");
    let rows = example.expected["table"].as_array().expect("rows");
    // The book's plug is the interest after the last payment, ours is in the last row.
    for (row, expected) in table.rows.iter().zip(rows).take(4) {
        example.close(row.payment.kroner(), &expected[1], "cents");
        if expected[2].is_string() {
            example.close(row.interest.kroner(), &expected[2], "cents");
        }
        example.close(row.principal.kroner(), &expected[3], "cents");
        example.close(row.closing.kroner(), &expected[4], "cents");
    }
}
