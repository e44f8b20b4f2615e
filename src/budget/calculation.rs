//! What an estimate comes to, with every figure that it was reckoned from.
//!
//! The answer explains itself: a reader with a pocket calculator can follow it from quantities and prices to the
//! cost of each budget year.

use super::{EstimateState, NeedsCounted};
use crate::db::{DeviceCategoryId, EstimateId, ProjectId};
use crate::error::Language;
use crate::finance::{Money, Rate, Timing, Unit};
use crate::render::chart::Series;
use crate::render::{Chart, Column, Kind, Table};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// What an estimate comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Calculation {
    /// The estimate.
    pub estimate_id: EstimateId,
    /// Its title.
    pub title: String,
    /// Whether it can still be changed.
    pub state: EstimateState,
    /// The project.
    pub project_id: ProjectId,
    /// Which needs are counted.
    pub needs: NeedsCounted,
    /// The devices of all counted needs.
    pub devices: i64,
    /// The first day of the lease period.
    pub starts_on: NaiveDate,
    /// The number of payments.
    pub periods: u32,
    /// The unit of a period.
    #[schema(value_type = String, example = "year")]
    pub every_unit: Unit,
    /// How many units a period has.
    pub every_count: u32,
    /// `advance` or `arrears`.
    #[schema(value_type = String, example = "advance")]
    pub timing: Timing,
    /// The nominal yearly rate as a fraction of one.
    #[schema(value_type = String, example = "0.0275")]
    pub rate: Rate,
    /// What remains to be paid after the last period.
    #[schema(value_type = String, example = "0.00")]
    pub residual: Money,
    /// Everything that is paid for.
    pub items: Vec<CostItem>,
    /// The sum of the items.
    #[schema(value_type = String, example = "1310750.00")]
    pub acquisition: Money,
    /// The level payment.
    #[schema(value_type = String, example = "341140.18")]
    pub payment: Money,
    /// All payments in order.
    pub payments: Vec<PlannedPayment>,
    /// The sum of all payments, without the residual.
    #[schema(value_type = String, example = "1364560.72")]
    pub total: Money,
    /// The interest in them.
    #[schema(value_type = String, example = "53810.72")]
    pub total_interest: Money,
    /// Each budget year that has a frame or payments.
    pub years: Vec<CostYear>,
    /// The project's frame, all years together.
    #[schema(value_type = String, example = "1552000.00")]
    pub frame_total: Money,
    /// The frame less all payments; negative when the frame is exceeded.
    #[schema(value_type = String, example = "187439.28")]
    pub difference: Money,
    /// How many devices fit inside the frame; absent when a warning says why.
    pub fit: Option<Fit>,
    /// Every price and rate that is assumed, and where it comes from.
    pub assumptions: Vec<Assumption>,
    /// What a reader must know before relying on the figures.
    pub warnings: Vec<CalculationWarning>,
}

/// Something that is paid for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CostItem {
    /// `device`, or the kind of the line.
    #[schema(example = "device")]
    pub kind: &'static str,
    /// The category, for devices.
    pub device_category_id: Option<DeviceCategoryId>,
    /// The same in words.
    #[schema(example = "Elev-pc")]
    pub description: String,
    /// How many; for a line per device, its quantity times all devices.
    pub quantity: i64,
    /// The price of one.
    #[schema(value_type = String, example = "5600.00")]
    pub unit_price: Money,
    /// Quantity times price.
    #[schema(value_type = String, example = "1176000.00")]
    pub amount: Money,
    /// Where the price comes from.
    pub source: String,
    /// Whether the price is assumed.
    pub assumed: bool,
}

/// One payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlannedPayment {
    /// Its number, from 1.
    pub number: u32,
    /// The day on which it is due; decides the budget year.
    pub due_on: NaiveDate,
    /// The interest in it.
    #[schema(value_type = String, example = "0.00")]
    pub interest: Money,
    /// The repayment in it.
    #[schema(value_type = String, example = "341140.18")]
    pub principal: Money,
    /// What is paid.
    #[schema(value_type = String, example = "341140.18")]
    pub payment: Money,
}

/// One budget year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CostYear {
    /// The calendar year.
    pub year: i32,
    /// Whether the project has a frame in it.
    pub in_frame: bool,
    /// The frame; 0 outside the frame's years.
    #[schema(value_type = String, example = "388000.00")]
    pub frame: Money,
    /// The payments due in it.
    #[schema(value_type = String, example = "341140.18")]
    pub cost: Money,
    /// Frame less cost.
    #[schema(value_type = String, example = "46859.82")]
    pub difference: Money,
}

/// How many devices of one category fit inside the frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Fit {
    /// The category.
    pub device_category_id: DeviceCategoryId,
    /// Its name.
    pub device_category: String,
    /// The frame that the payments must stay within.
    #[schema(value_type = String, example = "1552000.00")]
    pub frame: Money,
    /// What one more device costs: its price and the lines per device.
    #[schema(value_type = String, example = "5925.00")]
    pub per_device: Money,
    /// What is bought whatever the quantity: fixed lines and other categories.
    #[schema(value_type = String, example = "66500.00")]
    pub fixed: Money,
    /// The quantity that the counted needs ask for.
    pub needed: i64,
    /// The largest quantity; absent when the fixed costs alone exceed the frame.
    pub quantity: Option<i64>,
    /// How many more than needed; negative when fewer fit.
    pub more_than_needed: i64,
    /// All payments at this quantity.
    #[schema(value_type = String, example = "1549607.96")]
    pub total: Money,
    /// All payments with one device more.
    #[schema(value_type = String, example = "1555776.24")]
    pub total_with_one_more: Money,
}

/// A price or rate that is assumed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Assumption {
    /// What it is, in Danish.
    #[schema(example = "Pris pr. Elev-pc")]
    pub what: String,
    /// The value, as a Danish reader expects it.
    #[schema(example = "5.600,00 kr.")]
    pub value: String,
    /// Where it comes from.
    pub source: String,
}

/// Something that a reader must know before relying on the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CalculationWarning {
    /// Its stable name.
    #[schema(example = "payments_outside_frame")]
    pub code: &'static str,
    /// The budget year that it is about.
    pub year: Option<i32>,
    /// The text in Danish.
    pub da: String,
    /// The text in English.
    pub en: String,
}

impl Calculation {
    /// The number and rhythm of the payments in Danish: `4 årlige betalinger`, `16 betalinger, én hver 3. uge`.
    pub fn rhythm(&self) -> String {
        let (count, every) = (self.periods, self.every_count);
        let (unit, payments) = match self.every_unit {
            Unit::Day => ("dag", "daglige"),
            Unit::Week => ("uge", "ugentlige"),
            Unit::Month => ("måned", "månedlige"),
            Unit::Year => ("år", "årlige"),
        };
        match (count, every, self.every_unit) {
            (1, ..) => "1 betaling".to_owned(),
            (_, 1, _) => format!("{count} {payments} betalinger"),
            (_, 3, Unit::Month) => format!("{count} kvartalsvise betalinger"),
            (_, 6, Unit::Month) => format!("{count} halvårlige betalinger"),
            _ => format!("{count} betalinger, én hver {every}. {unit}"),
        }
    }

    /// The cost of each budget year as a column, with the frame as a line across it.
    pub fn by_year_chart(&self) -> Chart {
        let years = &self.years;
        let above = years.iter().filter(|year| year.difference.is_negative());
        let above: Vec<String> = above.map(|year| year.year.to_string()).collect();
        let told = match above.as_slice() {
            [] => "I intet år er udgiften større end rammen.".to_owned(),
            years => format!("Udgiften er større end rammen i {}.", years.join(", ")),
        };
        let series = |name: &str, of: fn(&CostYear) -> Option<Money>| Series {
            name: name.to_owned(),
            values: years.iter().map(of).collect(),
        };
        let mut limits = vec![series("Ramme", |year| year.in_frame.then_some(year.frame))];
        limits.retain(|frame| frame.values.iter().any(Option::is_some));
        Chart {
            language: Language::Danish,
            title: "Udgift pr. budgetår og rammen".to_owned(),
            alternative: format!(
                "Søjlediagram over udgiften i hvert budgetår med rammen som streg. {told} Tallene står i tabellen \
                 ovenfor."
            ),
            categories: years.iter().map(|year| year.year.to_string()).collect(),
            series: vec![series("Udgift", |year| Some(year.cost))],
            limits,
            with_table: false,
        }
    }

    /// The cost per budget year against the frame, as it is shown on paper and in spreadsheets.
    pub fn by_year(&self) -> Table {
        let columns = vec![
            Column::new("Budgetår", Kind::Year),
            Column::money("Ramme, kr."),
            Column::money("Udgift, kr."),
            Column::money("Ramme minus udgift, kr."),
        ];
        let mut table = Table::new("Udgift pr. budgetår mod rammen", columns);
        for year in &self.years {
            table.row(vec![
                i64::from(year.year).into(),
                year.frame.into(),
                year.cost.into(),
                year.difference.into(),
            ]);
        }
        table.total(vec![
            "I alt".into(),
            self.frame_total.into(),
            self.total.into(),
            self.difference.into(),
        ]);
        table
    }
}
