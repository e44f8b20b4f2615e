//! Spreadsheet functions, with their signs: payments and the residual are negative there.

use super::{Example, money, number, quoted};
use anskaf::finance::annuity::{LevelFactors, balance_after, level_payment, periods_for};
use anskaf::finance::comparison::present_value;
use anskaf::finance::internal_rate::internal_rate;
use anskaf::finance::rate::{effective_from_nominal, nominal_from_effective};
use anskaf::finance::{DatedAmount, Every, Money, Timing};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The arguments of a function; absent ones are zero.
struct Arguments<'a>(&'a Value);

impl Arguments<'_> {
    fn get(&self, name: &str) -> Decimal {
        self.0.get(name).map_or(Decimal::ZERO, number)
    }

    fn count(&self, name: &str) -> u32 {
        u32::try_from(self.0[name].as_u64().expect("count")).expect("count")
    }

    fn timing(&self) -> Timing {
        if self.get("type").is_zero() {
            Timing::Arrears
        } else {
            Timing::Advance
        }
    }

    fn amounts(&self) -> Vec<Money> {
        self.0["values"]
            .as_array()
            .expect("values")
            .iter()
            .map(money)
            .collect()
    }

    fn payment(&self) -> Decimal {
        let (pv, fv) = (self.get("pv"), self.get("fv"));
        level_payment(pv, -fv, self.get("rate"), self.count("nper"), self.timing())
            .expect("in range")
    }

    /// The interest in payment number `period`.
    fn interest(&self, period: u32) -> Decimal {
        let (rate, timing) = (self.get("rate"), self.timing());
        if period == 1 && timing == Timing::Advance {
            return Decimal::ZERO;
        }
        let debt = balance_after(self.get("pv"), self.payment(), rate, period - 1, timing);
        let debt = debt.expect("in range");
        match timing {
            Timing::Arrears => debt * rate,
            // The balance holds the interest of its last period already.
            Timing::Advance => debt / (Decimal::ONE + rate) * rate,
        }
    }
}

pub fn check(example: &Example) -> bool {
    let Some(function) = example.inputs["function"].as_str() else {
        return false;
    };
    let given = Arguments(&example.inputs["args"]);
    let found = match function {
        "PMT" => -given.payment(),
        "IPMT" => -given.interest(given.count("per")),
        "PPMT" => -(given.payment() - given.interest(given.count("per"))),
        "CUMIPMT" => -(given.count("start")..=given.count("end"))
            .map(|k| given.interest(k))
            .sum::<Decimal>(),
        "CUMPRINC" => -(given.count("start")..=given.count("end"))
            .map(|k| given.payment() - given.interest(k))
            .sum::<Decimal>(),
        "PV" => -LevelFactors::new(given.get("rate"), given.count("nper"), given.timing())
            .and_then(|factors| factors.principal(given.get("pmt"), given.get("fv")))
            .expect("in range"),
        "FV" => -balance_after(
            given.get("pv"),
            -given.get("pmt"),
            given.get("rate"),
            given.count("nper"),
            given.timing(),
        )
        .expect("in range"),
        "EFFECT" => {
            effective_from_nominal(given.get("nominal"), given.count("npery")).expect("in range")
        }
        "NOMINAL" => {
            nominal_from_effective(given.get("effect"), given.count("npery")).expect("in range")
        }
        "NPER" => periods_for(
            given.get("pv"),
            -given.get("pmt"),
            -given.get("fv"),
            given.get("rate"),
            given.timing(),
        )
        .expect("in range"),
        "RATE" => solved_rate(&given),
        "NPV_EXCEL" => discounted_from_the_first(&given),
        "IRR" => internal_rate(&given.amounts()).expect("rate"),
        "SLN" => (given.get("cost") - given.get("salvage")) / given.get("life"),
        _ => return false,
    };
    example.close(found, &example.expected["value"], "abs");
    true
}

fn solved_rate(given: &Arguments) -> Decimal {
    let request = json!({
        "drawdowns": [{ "on": "2027-01-01", "amount": money(&json!(given.get("pv").to_string())) }],
        "starts_on": "2027-01-01", "periods": given.count("nper"), "timing": "arrears",
        "solve": { "for": "rate", "payment": -money(&json!(given.get("pmt").to_string())) },
    });
    quoted(request).rate.value() / Decimal::from(12)
}

/// The spreadsheet function discounts the first value by a period too.
fn discounted_from_the_first(given: &Arguments) -> Decimal {
    let on: NaiveDate = "2027-01-01".parse().expect("date");
    let dated = |(index, amount): (i64, &Money)| DatedAmount {
        due_on: Every::YEAR.after(on, index).expect("date"),
        amount: *amount,
    };
    let amounts: Vec<DatedAmount> = (1..).zip(&given.amounts()).map(dated).collect();
    let rate = given.get("rate").to_string().parse().expect("rate");
    present_value(&amounts, on, rate).expect("in range")
}
