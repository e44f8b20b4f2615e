//! The cost table as a pivot: names of the rows, columns, and amounts that each lead to their explanation.

use super::cost_query::{Across, CostsPageQuery};
use crate::finance::Money;
use crate::http::actor::Staff;
use crate::http::page::Frame;
use crate::overview::{CostByYear, CostKind, CostRow, CostRowBy};
use crate::render::chart::Series;
use crate::render::{Chart, numbers};
use std::collections::BTreeMap;

/// The budget years that can be explained.
const FIRST_YEAR: i32 = 1990;
const LAST_YEAR: i32 = 2100;
/// How many rows stand on a page.
pub const A_PAGE: usize = 50;
/// How many parts of a column the chart tells apart.
const MOST_IN_CHART: usize = 7;

/// An amount and the address that explains it.
#[derive(Debug, Clone)]
pub struct Amount {
    /// The amount, written.
    pub text: String,
    /// Where it is explained; absent for nothing.
    pub why: Option<String>,
    money: Money,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it stands for: text, and the page of the thing.
    pub names: Vec<(String, Option<String>)>,
    /// One amount for each column, and their sum.
    pub cells: Vec<Amount>,
}

/// The table.
#[derive(Debug, Clone)]
pub struct Pivot {
    /// The headings of the names.
    pub heads: Vec<String>,
    /// The headings of the amounts, that of the sum last.
    pub columns: Vec<String>,
    /// The rows.
    pub lines: Vec<Line>,
    /// The sums of the rows.
    pub sums: Vec<Amount>,
}

/// A value by which rows or columns are told apart, as parameters of an address; and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Value {
    text: String,
    page: Option<String>,
    asked: (&'static str, String),
}

fn value(f: &Frame, row: &CostRow, by: CostRowBy) -> Value {
    match by {
        CostRowBy::School => Value {
            text: match row.school_id {
                Some(_) => row.school.clone().unwrap_or_default(),
                None => f.t("costs-nobody"),
            },
            page: row.school_id.map(|id| format!("/schools/{id}")),
            asked: match row.school_id {
                Some(id) => ("school_id", id.to_string()),
                None => ("undistributed", "true".to_owned()),
            },
        },
        CostRowBy::Lease => Value {
            text: row.agreement_number.clone().unwrap_or_default(),
            page: row
                .lease_id
                .filter(|_| f.holds(Staff::ROLES))
                .map(|id| format!("/leases/{id}")),
            asked: (
                "lease_id",
                row.lease_id.map(|id| id.to_string()).unwrap_or_default(),
            ),
        },
        CostRowBy::Account => {
            let account = row.account_string.clone().unwrap_or_default();
            Value {
                text: match account.is_empty() {
                    true => f.t("costs-no-account"),
                    false => account.clone(),
                },
                page: None,
                asked: ("account", account),
            }
        }
        CostRowBy::Kind => Value {
            text: row
                .kind
                .map(|kind| f.word("costs-kind", kind.as_str()))
                .unwrap_or_default(),
            page: None,
            asked: (
                "kind",
                row.kind
                    .map(CostKind::as_str)
                    .unwrap_or_default()
                    .to_owned(),
            ),
        },
    }
}

/// Where columns stand: kinds in the order of their declaration, the rest by name, what is nobody's last.
fn place(row: &CostRow, by: CostRowBy, text: &str) -> (usize, String) {
    let last = match by {
        CostRowBy::School => usize::from(row.school_id.is_none()),
        CostRowBy::Account => usize::from(row.account_string.as_deref() == Some("")),
        CostRowBy::Lease => 0,
        CostRowBy::Kind => CostKind::ALL
            .iter()
            .position(|kind| row.kind == Some(*kind))
            .unwrap_or(0),
    };
    (last, text.to_lowercase())
}

/// The columns: heading and what they ask.
type Columns = Vec<(String, Vec<(&'static str, String)>)>;

/// The table of costs as the page shows it.
pub fn pivot(f: &Frame, costs: &CostByYear, query: &CostsPageQuery) -> Pivot {
    let whole = span(costs);
    let (columns, amounts): (Columns, Vec<Vec<Money>>) = match query.across {
        Across::Years => (years(f, costs), costs.rows.iter().map(of_years).collect()),
        Across::Values(by) => values(f, costs, by, &whole),
    };
    let mut lines: Vec<Line> = Vec::new();
    let mut sums = vec![Money::ZERO; columns.len() + 1];
    let mut at: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (row, amounts) in costs.rows.iter().zip(amounts) {
        let named: Vec<Value> = query.down.iter().map(|by| value(f, row, *by)).collect();
        let own: Vec<(&str, String)> = named.iter().map(|one| one.asked.clone()).collect();
        let key: Vec<String> = own.iter().map(|(_, value)| value.clone()).collect();
        let line = *at.entry(key).or_insert_with(|| {
            let why = |asked: &[(&'static str, String)]| address(query, &own, asked);
            let mut cells: Vec<Amount> =
                columns.iter().map(|(_, asked)| zero(why(asked))).collect();
            cells.push(zero(why(&whole)));
            let names = named.into_iter().map(|one| (one.text, one.page)).collect();
            lines.push(Line { names, cells });
            lines.len() - 1
        });
        let total: Money = amounts.iter().copied().sum();
        let cells = lines.get_mut(line).map(|line| &mut line.cells);
        for ((amount, sum), cell) in amounts
            .into_iter()
            .chain([total])
            .zip(&mut sums)
            .zip(cells.into_iter().flatten())
        {
            *sum += amount;
            cell.money += amount;
        }
    }
    let asked = columns.iter().map(|(_, asked)| asked).chain([&whole]);
    let sums = asked.zip(sums).map(|(asked, money)| Amount {
        money,
        ..zero(address(query, &[], asked))
    });
    let mut pivot = Pivot {
        heads: query
            .down
            .iter()
            .map(|by| f.word("costs-by", by.as_str()))
            .collect(),
        sums: sums.collect(),
        columns: columns.into_iter().map(|(head, _)| head).collect(),
        lines,
    };
    pivot.columns.push(f.t("costs-total"));
    let cells = pivot.lines.iter_mut().flat_map(|line| &mut line.cells);
    for amount in cells.chain(&mut pivot.sums) {
        amount.write();
    }
    pivot
}

impl Amount {
    fn write(&mut self) {
        self.text = numbers::amount(self.money);
        if self.money == Money::ZERO {
            self.why = None;
        }
    }
}

fn zero(why: String) -> Amount {
    Amount {
        text: String::new(),
        why: Some(why),
        money: Money::ZERO,
    }
}

/// The years of the whole table, as an explanation is asked for.
fn span(costs: &CostByYear) -> Vec<(&'static str, String)> {
    let first = match costs.earlier {
        Some(_) => FIRST_YEAR,
        None => costs.years.first().copied().unwrap_or(FIRST_YEAR),
    };
    let last = match costs.later {
        Some(_) => LAST_YEAR,
        None => costs.years.last().copied().unwrap_or(LAST_YEAR),
    };
    vec![("year", first.to_string()), ("to", last.to_string())]
}

fn years(f: &Frame, costs: &CostByYear) -> Columns {
    let between = |from: i32, to: i32| vec![("year", from.to_string()), ("to", to.to_string())];
    let mut columns = Columns::new();
    if let (Some(_), Some(first)) = (costs.earlier, costs.years.first()) {
        columns.push((f.t("costs-earlier"), between(FIRST_YEAR, first - 1)));
    }
    for year in &costs.years {
        columns.push((year.to_string(), vec![("year", year.to_string())]));
    }
    if let (Some(_), Some(last)) = (costs.later, costs.years.last()) {
        columns.push((f.t("costs-later"), between(last + 1, LAST_YEAR)));
    }
    columns
}

fn of_years(row: &CostRow) -> Vec<Money> {
    let earlier = row.earlier.map(|cost| cost.amount);
    let later = row.later.map(|cost| cost.amount);
    let years = row.years.iter().map(|year| year.cost.amount);
    earlier.into_iter().chain(years).chain(later).collect()
}

fn values(
    f: &Frame,
    costs: &CostByYear,
    by: CostRowBy,
    whole: &[(&'static str, String)],
) -> (Columns, Vec<Vec<Money>>) {
    let mut found: BTreeMap<(usize, String, String), Value> = BTreeMap::new();
    let key = |row: &CostRow, one: &Value| {
        let (last, text) = place(row, by, &one.text);
        (last, text, one.asked.1.clone())
    };
    for row in &costs.rows {
        let one = value(f, row, by);
        found.entry(key(row, &one)).or_insert(one);
    }
    let amounts = costs.rows.iter().map(|row| {
        let own = key(row, &value(f, row, by));
        let amount = |known: &(usize, String, String)| {
            if *known == own {
                row.total
            } else {
                Money::ZERO
            }
        };
        found.keys().map(amount).collect()
    });
    let amounts = amounts.collect();
    let columns = found.into_values().map(|one| {
        let mut asked = whole.to_vec();
        asked.push(one.asked);
        (one.text, asked)
    });
    (columns.collect(), amounts)
}

/// Where the amount of a cell is explained: the filters of the table, narrowed by row and column.
fn address(
    query: &CostsPageQuery,
    row: &[(&str, String)],
    column: &[(&'static str, String)],
) -> String {
    let mut pairs = query.shared();
    pairs.retain(|(name, _)| !matches!(name.as_str(), "from" | "to"));
    for (name, value) in row.iter().chain(column) {
        pairs.retain(|(known, _)| known != name);
        pairs.push(((*name).to_owned(), value.clone()));
    }
    let text = serde_urlencoded::to_string(pairs).unwrap_or_default();
    format!("/costs/why?{text}")
}

impl Pivot {
    /// A column for each column of the table, stacked by what the rows stand for first.
    pub fn chart(&self, f: &Frame) -> Chart {
        let columns = self.columns.len().saturating_sub(1);
        let mut series: Vec<Series> = Vec::new();
        for line in &self.lines {
            let name = line.names.first().map_or("", |(text, _)| text.as_str());
            let values = line.cells.iter().take(columns).map(|cell| cell.money);
            match series.iter_mut().find(|known| known.name == name) {
                Some(known) => add(known, values),
                None => series.push(Series {
                    name: name.to_owned(),
                    values: values.map(Some).collect(),
                }),
            }
        }
        series.sort_by_key(|one| std::cmp::Reverse(sum(one)));
        if series.len() > MOST_IN_CHART + 1 {
            let rest = series.split_off(MOST_IN_CHART);
            let mut others = Series {
                name: f.n("costs-chart-others", rest.len()),
                values: vec![Some(Money::ZERO); columns],
            };
            for one in rest {
                add(&mut others, one.values.into_iter().flatten());
            }
            series.push(others);
        }
        Chart {
            language: f.language,
            title: f.t("costs-chart"),
            alternative: f.n("costs-chart-alternative", columns),
            categories: self.columns.iter().take(columns).cloned().collect(),
            series,
            limits: Vec::new(),
            with_table: false,
        }
    }

    /// How many pieces the rows make.
    pub fn pages(&self) -> usize {
        self.lines.len().div_ceil(A_PAGE).max(1)
    }

    /// The rows of one piece.
    pub fn piece(&self, query: &CostsPageQuery) -> impl Iterator<Item = &Line> {
        let before = query.page.saturating_sub(1).saturating_mul(A_PAGE);
        self.lines.iter().skip(before).take(A_PAGE)
    }
}

fn add(series: &mut Series, values: impl Iterator<Item = Money>) {
    for (known, value) in series.values.iter_mut().zip(values) {
        *known = Some(known.unwrap_or_default() + value);
    }
}

fn sum(series: &Series) -> Money {
    series.values.iter().flatten().copied().sum()
}
