//! Executes the tables of `docs/lease-mathematics.md`, so that the document cannot drift.
//!
//! A table is executed when a line `<!-- run: … -->` stands above it; tables about a quote take the
//! last JSON block before them as the request. Every cell must be what the code gives.
#![allow(
    clippy::expect_used,
    reason = "what tests call, which clippy does not see as tests"
)]

use anskaf::finance::allocation::split;
use anskaf::finance::annuity::{level_payment, periods_for};
use anskaf::finance::comparison::{ComparisonRequest, compare, cost};
use anskaf::finance::internal_rate::{UnitPeriodAmount, unit_period_rate};
use anskaf::finance::projection::by_school_and_year_with;
use anskaf::finance::quantity::{largest_quantity_within, largest_quantity_within_years};
use anskaf::finance::rate::{effective_from_nominal, nominal_from_effective};
use anskaf::finance::{
    DatedAmount, DayCount, Every, Extension, ExtensionPrice, IndexValue, Instalment, LeaseTerms,
    Money, Movement, Parts, PaymentDays, PeriodAmount, PeriodStream, QuoteRequest, Rate,
    RateChange, Timetable, Timing, amortise, extend, indexed, part_return, repay, revise, settle,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// A table to execute: what to run, the request before it, its columns and rows.
#[derive(Debug, Default)]
struct Table {
    run: String,
    request: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn cell<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        let index = self.columns.iter().position(|name| name == column);
        &row[index.unwrap_or_else(|| panic!("{}: no column {column}", self.run))]
    }

    fn read<T: std::str::FromStr>(&self, row: &[String], column: &str) -> T {
        let cell = self.cell(row, column);
        cell.parse()
            .unwrap_or_else(|_| panic!("{}: {cell} in {column}", self.run))
    }

    /// Fails unless the cell reads as the code says.
    fn is(&self, row: &[String], column: &str, found: impl ToString) {
        assert_eq!(
            self.cell(row, column),
            found.to_string(),
            "{} {column}: {row:?}",
            self.run
        );
    }

    fn quote(&self) -> (QuoteRequest, Value) {
        let request: QuoteRequest = serde_json::from_str(&self.request).expect("request");
        let answer = anskaf::finance::quote(&request).expect("quote");
        (request, serde_json::to_value(&answer).expect("json"))
    }
}

fn tables() -> Vec<Table> {
    let (mut tables, mut request, mut in_json): (Vec<Table>, String, bool) = Default::default();
    let mut open = false;
    for line in include_str!("../../docs/lease-mathematics.md").lines() {
        if line.starts_with("```") {
            in_json = line == "```json";
            if in_json {
                request.clear();
            }
        } else if in_json {
            request.push_str(line);
        } else if let Some(run) = line.strip_prefix("<!-- run: ") {
            let run = run.trim_end_matches(" -->").to_owned();
            tables.push(Table {
                run,
                request: request.clone(),
                ..Table::default()
            });
            open = true;
        } else if let (true, Some(cells), Some(table)) =
            (open, line.strip_prefix('|'), tables.last_mut())
        {
            let cells: Vec<String> = cells
                .trim_end_matches('|')
                .split('|')
                .map(|cell| cell.trim().to_owned())
                .collect();
            match (
                table.columns.is_empty(),
                cells.iter().all(|cell| cell == "---"),
            ) {
                (true, _) => table.columns = cells,
                (false, true) => {}
                (false, false) => table.rows.push(cells),
            }
        } else if !line.is_empty() {
            open = false;
        }
    }
    tables
}

#[test]
fn every_table_of_the_document_is_what_the_code_gives() {
    let tables = tables();
    assert_eq!(tables.len(), 27);
    for table in &tables {
        assert!(!table.rows.is_empty(), "{} has no rows", table.run);
        let (what, argument) = match table.run.rsplit_once(' ') {
            Some((what, argument)) if argument.starts_with(|c: char| c.is_ascii_digit()) => {
                (what, argument)
            }
            _ => (table.run.as_str(), ""),
        };
        if let Some(event) = table.run.strip_prefix("life ") {
            life(table, event);
            continue;
        }
        match what {
            "number of payments" => number_of_payments(table),
            "unit periods" => unit_periods(table),
            "nominal and effective" => nominal_and_effective(table),
            "shares" => shares(table),
            "indexed" => index(table),
            "alternatives" => alternatives(table),
            "bank days" => bank_days(table),
            "days" => days(table),
            "years" => years(table),
            "level payments" => level_payments(table),
            "instalments" => list(table, "instalments"),
            "interim charges" => list(table, "interim_charges"),
            "by budget year" => list(table, "by_budget_year"),
            "answer" => answer(table),
            "split" => parts(table, argument),
            "rates" => rates(table),
            "quantity" => quantity(table),
            "settlement" => settlement(table, argument),
            "comparison" => comparison(table, argument),
            other => panic!("nothing runs {other}"),
        }
    }
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

fn convention(name: &str) -> DayCount {
    serde_json::from_value(json!(name)).expect("convention")
}

fn bank_days(table: &Table) {
    for row in &table.rows {
        let day = table.read(row, "date");
        table.is(row, "following", PaymentDays::Following.adjust(day));
        table.is(
            row,
            "modified_following",
            PaymentDays::ModifiedFollowing.adjust(day),
        );
    }
}

fn days(table: &Table) {
    for row in &table.rows {
        let (from, to) = (table.read(row, "from"), table.read(row, "to"));
        for name in &table.columns[2..] {
            table.is(row, name, convention(name).days(from, to));
        }
    }
}

fn years(table: &Table) {
    for row in &table.rows {
        let (from, to) = (table.read(row, "from"), table.read(row, "to"));
        for name in &table.columns[2..] {
            let fraction = convention(name).fraction(from, to, Every::MONTH);
            let years = fraction
                .and_then(|fraction| fraction.years())
                .expect("in range");
            table.is(row, name, years.round_dp(9).normalize());
        }
    }
}

fn timing(text: &str) -> Timing {
    serde_json::from_value(json!(text)).expect("timing")
}

fn level_payments(table: &Table) {
    for row in &table.rows {
        let decimal = |column| table.read::<Decimal>(row, column);
        let timing = timing(table.cell(row, "timing"));
        let payment = level_payment(
            decimal("P"),
            decimal("RV"),
            decimal("i"),
            table.read(row, "n"),
            timing,
        );
        table.is(
            row,
            "payment",
            Money::from_kroner_rounded(payment.expect("in range")).expect("amount"),
        );
    }
}

/// A list of the answer: as many entries as rows, and each cell the field of its column.
fn list(table: &Table, field: &str) {
    let (_, answer) = table.quote();
    let entries = answer[field].as_array().expect("list");
    assert_eq!(entries.len(), table.rows.len(), "{}", table.request);
    for (row, entry) in table.rows.iter().zip(entries) {
        for column in &table.columns {
            table.is(row, column, shown(&entry[column]));
        }
    }
}

fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn answer(table: &Table) {
    let (_, answer) = table.quote();
    for row in &table.rows {
        table.is(row, "value", shown(&answer[table.cell(row, "field")]));
    }
}

fn parts(table: &Table, amount: &str) {
    let weights: Vec<u64> = table
        .rows
        .iter()
        .map(|row| table.read(row, "weight"))
        .collect();
    let parts = split(amount.parse().expect("amount"), &weights).expect("weights");
    for (row, part) in table.rows.iter().zip(parts) {
        table.is(row, "part", part);
    }
}

fn rates(table: &Table) {
    for row in &table.rows {
        let request = json!({
            "drawdowns": [{ "on": "2002-05-01", "amount": table.cell(row, "financed") }],
            "starts_on": "2002-05-01", "every": { "unit": "year", "count": 1 },
            "periods": table.read::<u32>(row, "n"), "timing": table.cell(row, "timing"),
            "solve": { "for": "rate", "payment": table.cell(row, "payment") },
        });
        let request: QuoteRequest = serde_json::from_value(request).expect("request");
        let found = anskaf::finance::quote(&request).expect("quote").rate;
        table.is(row, "rate", found.value().round_dp(7));
    }
}

fn quantity(table: &Table) {
    let timetable = Timetable {
        starts_on: date("2018-01-02"),
        first_due_on: None,
        periods: 4,
        every: Every::YEAR,
        timing: Timing::Advance,
        payment_days: PaymentDays::Unadjusted,
    };
    let terms = LeaseTerms::new(timetable, "0.0275".parse().expect("rate"));
    for row in &table.rows {
        let amount = |column| table.read::<Money>(row, column);
        let (frame, unit, fixed) = (amount("frame"), amount("unit"), amount("fixed"));
        let found = match table.cell(row, "years").split_once('-') {
            None => largest_quantity_within(frame, unit, fixed, &terms),
            Some((first, last)) => {
                let years = first.parse().expect("year")..=last.parse().expect("year");
                largest_quantity_within_years(frame, years, unit, fixed, &terms)
            }
        };
        let found = found.expect("quantity");
        table.is(row, "quantity", found.quantity.expect("fits"));
        table.is(row, "total", found.total);
        table.is(row, "one more", found.total_with_one_more);
    }
}

fn settlement(table: &Table, on: &str) {
    let (request, _) = table.quote();
    let (terms, drawdowns) = (request.terms(), request.plain_drawdowns());
    let rows = amortise(&terms, &drawdowns).expect("table").rows;
    for row in &table.rows {
        let market: Rate = table.read(row, "market rate");
        let found = settle(&terms, &drawdowns, &rows, date(on), market).expect("price");
        table.is(row, "debt", found.debt.principal);
        table.is(row, "present value", found.present_value);
        table.is(row, "compensation", found.compensation);
    }
}

fn comparison(table: &Table, rate: &str) {
    for row in &table.rows {
        let dated = |text: &str| {
            let (on, amount) = text.trim().split_once(' ').expect("date and amount");
            DatedAmount {
                due_on: date(on),
                amount: amount.parse().expect("amount"),
            }
        };
        let amounts: Vec<DatedAmount> = table.cell(row, "amounts").split(',').map(dated).collect();
        let found = cost(&amounts, amounts[0].due_on, rate.parse().expect("rate")).expect("cost");
        table.is(row, "total", found.total);
        table.is(row, "present value", found.present_value);
    }
}

fn number_of_payments(table: &Table) {
    for row in &table.rows {
        let amount = |column| table.read::<Decimal>(row, column);
        let timing = timing(table.cell(row, "timing"));
        let found = periods_for(
            amount("P"),
            amount("payment"),
            amount("RV"),
            amount("i"),
            timing,
        );
        table.is(row, "n", found.expect("in range"));
    }
}

fn unit_periods(table: &Table) {
    for row in &table.rows {
        let (part, of) = table.cell(row, "f").split_once('/').expect("part");
        let decimal = |text: &str| text.parse::<Decimal>().expect("number");
        let odd = decimal(part) / decimal(of);
        let (first, count): (u32, u32) = (table.read(row, "t"), table.read(row, "n"));
        let mut amounts = vec![UnitPeriodAmount {
            amount: -table.read::<Money>(row, "advance"),
            whole: 0,
            odd: Decimal::ZERO,
        }];
        amounts.extend((first..first + count).map(|whole| UnitPeriodAmount {
            amount: table.read(row, "payment"),
            whole,
            odd,
        }));
        let rate = unit_period_rate(&amounts).expect("rate");
        let yearly = rate * table.read::<Decimal>(row, "unit periods a year");
        let percent = (yearly * Decimal::ONE_HUNDRED).round_dp(2);
        table.is(row, "percent", percent);
    }
}

fn nominal_and_effective(table: &Table) {
    for row in &table.rows {
        let number = |column| table.read::<Decimal>(row, column);
        let count = table.read(row, "m");
        let effective = effective_from_nominal(number("nominal"), count).expect("in range");
        assert_eq!(effective.round_dp(10), number("effective"), "{row:?}");
        let nominal = nominal_from_effective(effective, count).expect("in range");
        assert_eq!(nominal.round_dp(10), number("nominal"), "{row:?}");
    }
}

/// What happens to the lease of the request; the table shows some of its rows.
fn life(table: &Table, event: &str) {
    let (request, _) = table.quote();
    let (mut terms, drawdowns) = (request.terms(), request.plain_drawdowns());
    let rows = amortise(&terms, &drawdowns).expect("table").rows;
    let words: Vec<&str> = event.split(' ').collect();
    let found: Vec<Instalment> = match words[..] {
        ["fixing", from, rate, kept] => {
            let rate = rate.parse().expect("rate");
            terms.rate_changes.push(RateChange {
                from: date(from),
                rate,
            });
            let kept = kept.parse().expect("count");
            revise(&terms, &drawdowns, &rows, kept).expect("rows").rows
        }
        ["part", "return", kept, back, left] => {
            let parts = Parts {
                handed_back: back.parse().expect("count"),
                kept: left.parse().expect("count"),
            };
            let kept = kept.parse().expect("count");
            let found = part_return(&terms, &drawdowns, &rows, kept, parts, None);
            found.expect("part return").amended.rows
        }
        ["repayment", on, amount] => {
            let amount = amount.parse().expect("amount");
            let found = repay(&terms, &drawdowns, &rows, date(on), amount);
            found.expect("repayment").rows
        }
        ["extension", periods, residual, price, value] => {
            let extension = Extension {
                periods: periods.parse().expect("count"),
                residual: residual.parse().expect("amount"),
                price: match price {
                    "rate" => ExtensionPrice::Rate(value.parse().expect("rate")),
                    _ => ExtensionPrice::Payment(value.parse().expect("amount")),
                },
            };
            let found = extend(&terms, &drawdowns, &rows, &extension);
            found.expect("extension").rows
        }
        _ => panic!("nothing runs {event}"),
    };
    for row in &table.rows {
        let shown = &found[table.read::<usize>(row, "number") - 1];
        let shown = serde_json::to_value(shown).expect("json");
        for column in &table.columns {
            table.is(row, column, self::shown(&shown[column]));
        }
    }
}

fn shares(table: &Table) {
    let request: Value = serde_json::from_str(&table.request).expect("json");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let list = |field: &str| request[field].as_array().expect("list").clone();
    let payment = |entry: Value| PeriodAmount {
        due_on: date(&text(&entry["due_on"])),
        from: date(&text(&entry["from"])),
        to: date(&text(&entry["to"])),
        amount: text(&entry["amount"]).parse().expect("amount"),
    };
    let movement = |entry: Value| Movement {
        on: date(&text(&entry["on"])),
        school: entry["school"].as_i64().expect("school"),
        delta: entry["delta"].as_i64().expect("devices"),
    };
    let amounts: Vec<PeriodAmount> = list("payments").into_iter().map(payment).collect();
    let movements: Vec<Movement> = list("movements").into_iter().map(movement).collect();
    for row in &table.rows {
        let stream = PeriodStream {
            amounts: &amounts,
            movements: &movements,
            fallback: None,
            view: serde_json::from_value(json!(table.cell(row, "view"))).expect("view"),
            rule: serde_json::from_value(json!(table.cell(row, "rule"))).expect("rule"),
        };
        let cells = by_school_and_year_with([stream]);
        let key = (Some(table.read(row, "school")), table.read(row, "year"));
        table.is(row, "amount", cells[&key]);
    }
}

fn index(table: &Table) {
    let request: Value = serde_json::from_str(&table.request).expect("json");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let value = |entry: &Value| IndexValue {
        from: date(&text(&entry[0])),
        value: text(&entry[1]).parse().expect("value"),
    };
    let values = request["values"].as_array().expect("list");
    let values: Vec<IndexValue> = values.iter().map(value).collect();
    let due: Vec<NaiveDate> = table
        .rows
        .iter()
        .map(|row| table.read(row, "due_on"))
        .collect();
    let base = text(&request["amount"]).parse().expect("amount");
    let found = indexed(base, date(&text(&request["on"])), &values, &due).expect("amounts");
    for (row, found) in table.rows.iter().zip(found) {
        table.is(row, "amount", found.amount);
    }
}

fn alternatives(table: &Table) {
    let request: ComparisonRequest = serde_json::from_str(&table.request).expect("request");
    let answer = serde_json::to_value(compare(&request).expect("comparison")).expect("json");
    for (row, found) in table
        .rows
        .iter()
        .zip(answer["alternatives"].as_array().expect("list"))
    {
        for column in &table.columns {
            table.is(row, column, shown(&found[column]));
        }
    }
}
