//! Published municipal cases and the Danish figures derived from them.

use super::{Example, money, number, quoted, simple};
use anskaf::finance::allocation::split;
use anskaf::finance::comparison::cost;
use anskaf::finance::internal_rate::dated_internal_rate;
use anskaf::finance::{
    DatedAmount, Every, LeaseTerms, Money, PaymentDays, Quote, Rate, Timetable, Timing,
    largest_quantity_within,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};

pub fn check(example: &Example) -> bool {
    match example.id.as_str() {
        "DK-DRAGOR-2017" => frame_of_four_years(example),
        "DK-FAXE-2017" => average_device(example),
        "DK-ALLEROD-2020" => pupils_of_a_year_group(example),
        "DK-KK-TEKSIK-3M" => technology_refresh(example),
        "DK-SAEBY-180PC" => saeby(example),
        "DRV-48M-ADV-RV" => forty_eight_months(example),
        "DRV-XIRR-48M" => yearly_cost(example),
        "DRV-DELAFGIFT-3-BATCHES" => three_batches(example),
        "DRV-PRORATA-FIRST" => pro_rata(example),
        "DRV-BUY-VS-LEASE" => buy_or_lease(example),
        "DRV-ALLOC-3-SCHOOLS" => three_schools(example),
        "DRV-MOMS" => vat(example),
        _ => return false,
    }
    true
}

/// The even split of the handbook, and the note's warning: four years from September end in a fifth.
fn frame_of_four_years(example: &Example) {
    let frame = money(&example.inputs["frame_4_years"]);
    let years = split(frame, &[1; 4]).expect("weights");
    assert_eq!(years, [Money::from_ore(38_800_000); 4]);
    assert_eq!(
        years.iter().sum::<Money>(),
        money(&example.expected["frame"])
    );
    let devices = example.inputs["devices"].as_u64().expect("devices");
    let devices = vec![1; usize::try_from(devices).expect("devices")];
    assert_eq!(
        split(frame, &devices).expect("weights")[209],
        Money::from_ore(739_047)
    );
    let mut request = simple("2017-09-01", "1.00", 48, "month", "advance", "0.0275");
    request.as_object_mut().expect("object").remove("drawdowns");
    request["solve"] = json!({ "for": "amount", "per_budget_year": years[0] });
    let answer = quoted(request);
    let budget = example.inputs["budget_years"].as_array().expect("years");
    let outside = answer
        .by_budget_year
        .iter()
        .filter(|year| !budget.contains(&json!(year.year)));
    let outside: Vec<i32> = outside.map(|year| year.year).collect();
    assert_eq!(outside, [2021]);
}

/// The note's average of 2,316.99, as parts that add up.
fn average_device(example: &Example) {
    let count = |field: &str| example.inputs[field].as_u64().expect("count");
    let devices = count("chromebooks") + count("laptops");
    let devices = vec![1; usize::try_from(devices).expect("count")];
    let parts = split(money(&example.inputs["investment"]), &devices).expect("weights");
    let (dearest, cheapest) = (parts[0], parts[parts.len() - 1]);
    assert_eq!((dearest.ore(), cheapest.ore()), (231_700, 231_699));
}

/// The note's 317.3 pupils: 317 fit, and one more does not.
fn pupils_of_a_year_group(example: &Example) {
    let unit = money(&example.inputs["unit_price"]) + money(&example.inputs["licence_per_unit"]);
    let timetable = Timetable {
        starts_on: "2020-08-14".parse().expect("date"),
        first_due_on: None,
        periods: 1,
        every: Every::YEAR,
        timing: Timing::Advance,
        payment_days: PaymentDays::Unadjusted,
    };
    let terms = LeaseTerms::new(timetable, Rate::ZERO);
    let budget = money(&example.inputs["budget"]);
    let found = largest_quantity_within(budget, unit, Money::ZERO, &terms).expect("quantity");
    assert_eq!(found.quantity, Some(317));
    assert_eq!(found.total_with_one_more, money(&json!("707550.00")));
}

fn technology_refresh(example: &Example) {
    let rate = example.text("annual_rate");
    let acquisition = example.text("acquisition");
    let answer = quoted(simple(
        "2018-01-02",
        acquisition,
        4,
        "year",
        "advance",
        rate,
    ));
    let payment = answer.payment.kroner();
    example.within(
        payment,
        number(&example.expected["annual_payment"]),
        Decimal::from(500),
    );
    let published = &example.expected["replacement_right_if_used_first_in_year"];
    for year in 1..=4_usize {
        // The debt at the end of the year with the year's interest is what the next row pays on.
        let debt = answer
            .instalments
            .get(year)
            .map_or(Money::ZERO, |row| row.opening + row.interest);
        let right = number(&example.inputs["acquisition"]) - debt.kroner();
        let published = number(&published[year.to_string()]);
        example.within(right, published, published / Decimal::ONE_HUNDRED);
    }
}

fn saeby(example: &Example) {
    for (timing, rate) in [("arrears", "0.0176811904"), ("advance", "0.0360008048")] {
        let mut request = simple(
            "2002-05-01",
            example.text("acquisition"),
            3,
            "year",
            timing,
            "0",
        );
        request.as_object_mut().expect("object").remove("rate");
        request["solve"] = json!({ "for": "rate", "payment": example.text("payment") });
        let answer = quoted(request);
        example.within(
            answer.rate.value(),
            number(&json!(rate)),
            number(&example.tolerance["rate"]),
        );
        let found = answer.rate.to_string();
        let back = quoted(simple(
            "2002-05-01",
            example.text("acquisition"),
            3,
            "year",
            timing,
            &found,
        ));
        assert_eq!(
            back.payment,
            money(&example.expected["payment"]),
            "{timing}"
        );
    }
}

fn lease_of_48_months() -> Quote {
    let mut request = simple("2027-07-01", "1200000.00", 48, "month", "advance", "0.036");
    request["residual"] = json!("120000.00");
    quoted(request)
}

fn forty_eight_months(example: &Example) {
    let answer = lease_of_48_months();
    assert_eq!(answer.payment, money(&example.expected["payment"]));
    assert_eq!(
        answer.totals.payment,
        money(&example.expected["total_payments"])
    );
    for (year, payment) in example.expected["payments_by_calendar_year"]
        .as_object()
        .expect("years")
    {
        let found = answer
            .by_budget_year
            .iter()
            .find(|found| found.year.to_string() == *year);
        assert_eq!(found.expect("year").sums.payment, money(payment));
    }
    // The file gives a period's interest with its own payment; here it is paid with the next one.
    let rows = example.expected["rows"].as_array().expect("rows");
    for (row, next) in rows.iter().zip(answer.instalments.iter().skip(1)).take(46) {
        assert_eq!(next.interest, money(&row[2]), "{row}");
        assert_eq!(next.opening + next.interest, money(&row[3]), "{row}");
    }
    let last = answer.instalments.last().expect("rows");
    let discounted = Decimal::from(120_000) / Decimal::new(1003, 3);
    assert_eq!(last.closing.kroner(), discounted.round_dp(2));
    let interest = answer.totals.interest + Money::from_ore(12_000_000) - last.closing;
    assert_eq!(interest, money(&example.expected["total_interest"]));
}

fn yearly_cost(example: &Example) {
    let answer = lease_of_48_months();
    let on: NaiveDate = "2027-07-01".parse().expect("date");
    let mut flows = vec![DatedAmount {
        due_on: on,
        amount: -answer.financed,
    }];
    let paid = |row: &anskaf::finance::quote::QuotedInstalment| DatedAmount {
        due_on: row.due_on,
        amount: row.payment,
    };
    flows.extend(answer.instalments.iter().map(paid));
    let end = answer.instalments.last().expect("rows").period_to;
    flows.push(DatedAmount {
        due_on: end,
        amount: Money::from_ore(12_000_000),
    });
    let found = dated_internal_rate(on, &flows).expect("rate");
    example.close(found, &example.expected["xirr"], "abs");
    let effective = answer.effective_annual_rate.expect("rate");
    example.close(
        effective,
        &example.expected["effective_from_nominal"],
        "abs",
    );
}

fn three_batches(example: &Example) {
    let batches = example.inputs["batches"].as_array().expect("batches");
    let drawdowns: Vec<Value> = batches
        .iter()
        .map(|batch| json!({ "on": batch[0], "amount": batch[1] }))
        .collect();
    let start = example.text("lease_start");
    let mut request = simple(start, "1.00", 48, "month", "advance", example.text("rate"));
    request["drawdowns"] = json!(drawdowns);
    request["interim_charge"] = json!({ "method": "rate", "day_count": example.text("day_count") });
    let answer = quoted(request);
    let rows = example.expected["rows"].as_array().expect("rows");
    for (charge, row) in answer.interim_charges.iter().zip(rows) {
        assert_eq!(json!(charge.days), row[2]);
        assert_eq!(charge.amount, money(&row[3]));
    }
    assert_eq!(answer.totals.interim, money(&example.expected["total"]));
    assert_eq!(
        answer.financed,
        money(&example.expected["base_for_annuity"])
    );
}

fn pro_rata(example: &Example) {
    for (day_count, part) in [
        ("30E/360", "thirty_day_month"),
        ("ACT/365F", "actual_days_16_of_31"),
    ] {
        // At rate zero and with as much residual as to leave 48 payments of 9,000.00.
        let mut request = simple(example.text("to"), "1.00", 48, "month", "advance", "0");
        request["drawdowns"] = json!([{ "on": example.text("from_"), "amount": "432000.00" }]);
        request["interim_charge"] = json!({ "method": "pro_rata", "day_count": day_count });
        let answer = quoted(request);
        assert_eq!(answer.payment, money(&example.inputs["monthly_payment"]));
        assert_eq!(
            answer.totals.interim,
            money(&example.expected[part]),
            "{day_count}"
        );
    }
}

fn buy_or_lease(example: &Example) {
    let due = |year: i32, field: &str, sign: i64| DatedAmount {
        due_on: NaiveDate::from_ymd_opt(year, 1, 2).expect("date"),
        amount: money(&example.inputs[field])
            .checked_times(sign)
            .expect("amount"),
    };
    let rate = example.text("discount_rate").parse().expect("rate");
    let buy = [due(2027, "price", 1), due(2031, "resale_end", -1)];
    let mut lease: Vec<DatedAmount> = (2027..2031)
        .map(|year| due(year, "lease_payment", 1))
        .collect();
    lease.push(due(2031, "return_fee_end", 1));
    let on = buy[0].due_on;
    let buy = cost(&buy, on, rate).expect("cost").present_value;
    let lease = cost(&lease, on, rate).expect("cost").present_value;
    assert_eq!(buy, money(&example.expected["npv_buy"]));
    assert_eq!(lease, money(&example.expected["npv_lease"]));
    assert_eq!(lease - buy, money(&example.expected["lease_minus_buy"]));
}

fn three_schools(example: &Example) {
    let weights = example.inputs["weights"].as_object().expect("weights");
    let schools: Vec<&String> = weights.keys().collect();
    let weights: Vec<u64> = weights
        .values()
        .map(|weight| weight.as_u64().expect("weight"))
        .collect();
    let parts = split(money(&example.inputs["amount"]), &weights).expect("weights");
    for (school, part) in schools.into_iter().zip(&parts) {
        assert_eq!(
            *part,
            money(&example.expected["shares"][school.as_str()]),
            "{school}"
        );
    }
    assert_eq!(parts.iter().sum::<Money>(), money(&example.expected["sum"]));
}

fn vat(example: &Example) {
    let mut request = simple(
        "2027-01-02",
        example.text("net"),
        1,
        "year",
        "advance",
        "0.03",
    );
    request["vat_rate"] = json!(example.text("vat"));
    let row = quoted(request).instalments[0];
    assert_eq!(row.payment, money(&example.expected["budget_cost_net"]));
    assert_eq!(row.vat, money(&example.expected["vat"]));
    assert_eq!(
        row.payment + row.vat,
        money(&example.expected["invoice_gross"])
    );
}
