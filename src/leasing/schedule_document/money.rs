//! The money of an agreement: by budget year with a chart, fee by fee, and instalment by instalment.

use super::ScheduleContent;
use super::terms::last_day;
use crate::error::Language;
use crate::finance::Money;
use crate::leasing::ScheduledInstalment;
use crate::leasing::words::percent;
use crate::render::chart::Series;
use crate::render::document::Paper;
use crate::render::{Cell, Chart, Column, Document, Kind, Table, numbers};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// What falls due in a budget year.
#[derive(Debug, Clone, Copy, Default)]
struct Year {
    payments: Money,
    interim: Money,
    fees: Money,
    settlements: Money,
    vat: Money,
}

impl Year {
    fn total(self) -> Money {
        self.payments + self.interim + self.fees + self.settlements
    }
}

/// A part of a year's cost by its name.
type YearPart = (&'static str, fn(&Year) -> Money);

/// The parts of a year's cost, in the order of the table.
const PARTS: [YearPart; 4] = [
    ("Ydelser", |year| year.payments),
    ("Delafgifter", |year| year.interim),
    ("Servicegebyrer", |year| year.fees),
    ("Indfrielse og frikøb", |year| year.settlements),
];

fn years(content: &ScheduleContent) -> BTreeMap<i32, Year> {
    let mut years: BTreeMap<i32, Year> = BTreeMap::new();
    let mut of =
        |day: NaiveDate, add: &dyn Fn(&mut Year)| add(years.entry(day.year()).or_default());
    for row in &content.schedule.rows {
        of(row.instalment.due_on, &|year| {
            year.payments += row.instalment.payment;
            year.vat += row.vat;
        });
    }
    for charge in &content.schedule.interim_charges {
        of(charge.due_on, &|year| year.interim += charge.amount);
    }
    for fee in content.fees.iter().flat_map(|fee| &fee.amounts) {
        of(fee.due_on, &|year| {
            year.fees += fee.amount;
            year.vat += fee.vat;
        });
    }
    for settled in &content.settlements {
        of(settled.due_on, &|year| year.settlements += settled.amount);
    }
    years
}

pub(super) fn by_year(document: &mut Document, content: &ScheduleContent) {
    let years = years(content);
    if years.is_empty() {
        return;
    }
    document.heading(1, "budgetaar", "Udgift pr. budgetår");
    document.paragraph("Et beløb hører til det kalenderår, hvor det forfalder.");
    let shown: Vec<_> = PARTS
        .into_iter()
        .filter(|(_, part)| years.values().any(|year| part(year) != Money::ZERO))
        .collect();
    let mut columns = vec![Column::new("Budgetår", Kind::Year)];
    columns.extend(shown.iter().map(|(name, _)| Column::money(*name)));
    if shown.len() > 1 {
        columns.push(Column::money("I alt").summing_row());
    }
    columns.push(Column::money("Moms"));
    let mut table = Table::new("Udgift pr. budgetår, kr.", columns);
    let cells = |name: Cell, amounts: &Year| {
        let mut cells = vec![name];
        cells.extend(shown.iter().map(|(_, part)| Cell::from(part(amounts))));
        if shown.len() > 1 {
            cells.push(amounts.total().into());
        }
        cells.push(amounts.vat.into());
        cells
    };
    let mut sum = Year::default();
    for (number, year) in &years {
        table.row(cells(i64::from(*number).into(), year));
        sum.payments += year.payments;
        sum.interim += year.interim;
        sum.fees += year.fees;
        sum.settlements += year.settlements;
        sum.vat += year.vat;
    }
    table.total(cells("I alt".into(), &sum));
    if sum.interim + sum.settlements != Money::ZERO {
        table.note("Moms er beregnet af ydelser og servicegebyrer.");
    }
    document.table(table);
    document.chart(chart(&years, &shown));
}

fn chart(years: &BTreeMap<i32, Year>, shown: &[YearPart]) -> Chart {
    let most = years.iter().max_by_key(|(_, year)| year.total());
    let told = most.map_or_else(String::new, |(number, year)| {
        format!(
            " Mest forfalder i {number}: {}",
            numbers::kroner(year.total())
        )
    });
    let alternative = format!(
        "Søjlediagram over det, der forfalder i hvert af {} budgetår.{told} Tallene står i tabellen ovenfor.",
        years.len()
    );
    Chart {
        language: Language::Danish,
        title: "Udgift pr. budgetår".to_owned(),
        alternative,
        categories: years.keys().map(i32::to_string).collect(),
        series: shown
            .iter()
            .map(|(name, part)| Series {
                name: (*name).to_owned(),
                values: years.values().map(|year| Some(part(year))).collect(),
            })
            .collect(),
        limits: Vec::new(),
        with_table: false,
    }
}

pub(super) fn fees(document: &mut Document, content: &ScheduleContent) {
    if content.fees.is_empty() {
        return;
    }
    document.heading(1, "gebyrer", "Servicegebyrer");
    document.paragraph(
        "Servicegebyrer opkræves sammen med ydelsen, men er ikke en del af den: de forrentes ikke og har deres egen \
         moms.",
    );
    let columns = vec![
        Column::text("Gebyr"),
        Column::money("Pr. ydelse, kr."),
        Column::text("Opkræves"),
        Column::text("Regulering"),
        Column::text("Moms"),
        Column::money("I alt, kr."),
    ];
    let mut table = Table::new("Servicegebyrer", columns);
    for view in &content.fees {
        let fee = &view.fee;
        let from = format!("fra {}", numbers::short_date(fee.from_on));
        let time = match fee.to_on {
            Some(last) => format!("{from} til {}", numbers::short_date(last)),
            None => from,
        };
        let regulation = match (&fee.price_series, fee.base_year) {
            (Some(series), Some(base)) => format!("{series}, {base}-priser"),
            _ => "Fast".to_owned(),
        };
        table.row(vec![
            fee.description.as_str().into(),
            fee.amount.into(),
            time.into(),
            regulation.into(),
            percent(fee.vat_rate).into(),
            view.total.into(),
        ]);
        if !view.years_without_rate.is_empty() {
            let years: Vec<String> = view.years_without_rate.iter().map(i32::to_string).collect();
            table.note(format!(
                "»{}« er ikke reguleret for {}, fordi der ikke er offentliggjort en sats.",
                fee.description,
                years.join(", ")
            ));
        }
    }
    let total: Money = content.fees.iter().map(|view| view.total).sum();
    let mut sums = vec![Cell::from("I alt")];
    sums.resize(5, Cell::Empty);
    sums.push(total.into());
    table.total(sums);
    document.table(table);
}

/// What is charged with an instalment besides its payment: fees and their VAT.
fn charged(content: &ScheduleContent, number: i32) -> (Money, Money) {
    let amounts = content.fees.iter().flat_map(|fee| &fee.amounts);
    amounts
        .filter(|amount| amount.number == number)
        .fold((Money::ZERO, Money::ZERO), |(fees, vat), amount| {
            (fees + amount.amount, vat + amount.vat)
        })
}

pub(super) fn instalments(document: &mut Document, content: &ScheduleContent, date: NaiveDate) {
    let rows = &content.schedule.rows;
    if rows.is_empty() {
        return;
    }
    document.paper(Paper::OnItsSide);
    document.heading(1, "ydelser", "Ydelserne en for en");
    let frozen = !content.lease.is_open();
    let (due, ahead): (Vec<_>, Vec<_>) = rows
        .iter()
        .partition(|row| frozen && row.instalment.due_on <= date);
    let drawn = rows.iter().any(|row| row.instalment.drawn != Money::ZERO);
    let shape = Shape {
        drawn,
        fees: !content.fees.is_empty(),
    };
    let mut table = Table::new("Ydelser, kr.", shape.columns());
    for (title, rows) in [
        ("Forfaldet: ligger fast", &due),
        ("Endnu ikke forfaldet", &ahead),
    ] {
        if !due.is_empty() && !rows.is_empty() {
            table.group(title);
        }
        for row in rows {
            table.row(shape.row(row, charged(content, row.instalment.number)));
        }
    }
    let sum = |of: fn(&ScheduledInstalment) -> Money| rows.iter().map(of).sum::<Money>();
    let (fees, fee_vat) = content
        .fees
        .iter()
        .fold((Money::ZERO, Money::ZERO), |sums, fee| {
            (sums.0 + fee.total, sums.1 + fee.total_vat)
        });
    table.total(shape.total([
        sum(|row| row.instalment.drawn),
        sum(|row| row.instalment.interest),
        sum(|row| row.instalment.principal),
        sum(|row| row.instalment.payment),
        fees,
        sum(|row| row.vat) + fee_vat,
    ]));
    table.note("Rente plus afdrag er ydelsen. Restgælden efter en ydelse er restgælden før plus tilgang minus afdrag.");
    document.table(table);
    interim_charges(document, content);
    document.paper(Paper::Upright);
}

/// Which columns the table of instalments has.
struct Shape {
    drawn: bool,
    fees: bool,
}

impl Shape {
    fn columns(&self) -> Vec<Column> {
        let mut columns = vec![
            Column::text("Nr."),
            Column::new("Forfald", Kind::Date),
            Column::new("Periode fra", Kind::Date),
            Column::new("Periode til", Kind::Date),
            Column::money("Restgæld før"),
        ];
        columns.extend(self.drawn.then(|| Column::money("Tilgang")));
        columns.extend(["Rente", "Afdrag", "Ydelse"].map(Column::money));
        columns.extend(self.fees.then(|| Column::money("Gebyrer")));
        columns.extend(["Moms", "At betale inkl. moms", "Restgæld efter"].map(Column::money));
        columns
    }

    fn row(&self, scheduled: &ScheduledInstalment, (fees, fee_vat): (Money, Money)) -> Vec<Cell> {
        let row = &scheduled.instalment;
        let vat = scheduled.vat + fee_vat;
        let mut cells: Vec<Cell> = vec![
            row.number.to_string().into(),
            row.due_on.into(),
            row.period_from.into(),
            last_day(row.period_to).into(),
            row.opening.into(),
        ];
        cells.extend(self.drawn.then(|| Cell::from(row.drawn)));
        cells.extend([row.interest, row.principal, row.payment].map(Cell::from));
        cells.extend(self.fees.then(|| Cell::from(fees)));
        cells.extend([vat, row.payment + fees + vat, row.closing].map(Cell::from));
        cells
    }

    fn total(&self, [drawn, interest, principal, payment, fees, vat]: [Money; 6]) -> Vec<Cell> {
        let mut cells = vec![Cell::from("I alt")];
        cells.resize(5, Cell::Empty);
        cells.extend(self.drawn.then(|| Cell::from(drawn)));
        cells.extend([interest, principal, payment].map(Cell::from));
        cells.extend(self.fees.then(|| Cell::from(fees)));
        cells.extend([vat, payment + fees + vat].map(Cell::from));
        cells.push(Cell::Empty);
        cells
    }
}

fn interim_charges(document: &mut Document, content: &ScheduleContent) {
    let charges = &content.schedule.interim_charges;
    if charges.is_empty() {
        return;
    }
    let columns = vec![
        Column::text("Leverance"),
        Column::new("Betalt af leasinggiver", Kind::Date),
        Column::integer("Dage"),
        Column::new("Forfald", Kind::Date),
        Column::money("Delafgift, kr."),
    ];
    let mut table = Table::new("Delafgifter: tiden før leasingperioden", columns);
    for charge in charges {
        let batch = content
            .batches
            .iter()
            .find(|batch| batch.id == charge.batch_id);
        let name = batch.map_or_else(String::new, |batch| {
            format!(
                "{} ({}, faktura {})",
                batch.number, batch.supplier_name, batch.invoice_number
            )
        });
        table.row(vec![
            name.into(),
            charge.from_on.into(),
            i64::from(charge.days).into(),
            charge.due_on.into(),
            charge.amount.into(),
        ]);
    }
    let mut sums = vec![Cell::from("I alt")];
    sums.resize(4, Cell::Empty);
    sums.push(content.schedule.total_interim.into());
    table.total(sums);
    document.table(table);
}
