//! Cost by budget year as an answer: rows in order with names, sums, and beside them an approved version.

use super::prices::UsedRate;
use super::tally::{RowKey, tally};
use super::{
    CostBasis, CostKind, CostQuestion, CostRowBy, CostSharing, CostView, NOBODY, Place, VersionCell,
};
use crate::db::{CostVersionId, LeaseId, SchoolId};
use crate::error::{Result, codes};
use crate::finance::Money;
use crate::http::actor::Reach;
use crate::overview::tally::Tally;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// An amount, and what it was in the version that it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, utoipa::ToSchema)]
pub struct CostAmount {
    /// The amount, excluding VAT.
    #[schema(value_type = String, example = "341140.18")]
    pub amount: Money,
    /// The amount in the version; absent without comparison.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "340000.00")]
    pub version: Option<Money>,
    /// The amount less that of the version; absent without comparison.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "1140.18")]
    pub difference: Option<Money>,
}

/// The cost of one budget year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct YearAmount {
    /// The calendar year.
    pub year: i32,
    /// What belongs to it.
    #[serde(flatten)]
    pub cost: CostAmount,
}

/// One row; what the rows are not asked by is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, utoipa::ToSchema)]
pub struct CostRow {
    /// The school; absent for what is not distributed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_id: Option<SchoolId>,
    /// Its name, or *Ikke fordelt*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Store Magleby Skole")]
    pub school: Option<String>,
    /// The agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lease_id: Option<LeaseId>,
    /// Its number with the lessor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement_number: Option<String>,
    /// The account string; empty for costs without.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "3.22.01.1.400.4.9")]
    pub account_string: Option<String>,
    /// What the cost is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<CostKind>,
    /// What lies before the years; absent where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<CostAmount>,
    /// One amount for each year of the table.
    pub years: Vec<YearAmount>,
    /// What lies after the years; absent where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later: Option<CostAmount>,
    /// Their sum.
    #[schema(value_type = String, example = "1364560.72")]
    pub total: Money,
    /// The sum in the version.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "1360000.00")]
    pub version_total: Option<Money>,
    /// The sum less that of the version.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "4560.72")]
    pub difference_total: Option<Money>,
}

/// The prices of a table.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct PriceBasis {
    /// `current` (*årets priser*) or `fixed` (*faste priser*).
    #[schema(example = "fixed")]
    pub level: &'static str,
    /// The year whose price level fixed prices have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_year: Option<i32>,
    /// The series by which fixed prices were reckoned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Every rate that went into the table: those of the fees' series, and those of fixed prices.
    pub rates: Vec<UsedRate>,
}

/// The version that a table is compared with.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ComparedVersion {
    /// The version.
    pub id: CostVersionId,
    /// Its title.
    pub title: String,
    /// When it was approved.
    pub approved_on: NaiveDate,
}

/// Cost by budget year.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct CostByYear {
    /// To which years costs belong.
    pub view: CostView,
    /// How costs are shared by devices.
    pub sharing: CostSharing,
    /// What the rows stand for.
    pub rows_by: Vec<CostRowBy>,
    /// The prices.
    pub prices: PriceBasis,
    /// The version beside the amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared_with: Option<ComparedVersion>,
    /// The budget years, in order.
    pub years: Vec<i32>,
    /// The rows, by school's name, agreement, account string and kind, in the order asked for.
    pub rows: Vec<CostRow>,
    /// The sum of what lies before the years; absent where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<CostAmount>,
    /// The sum of the rows for each year.
    pub totals: Vec<YearAmount>,
    /// The sum of what lies after the years; absent where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later: Option<CostAmount>,
    /// The sum of all rows.
    #[schema(value_type = String, example = "1364560.72")]
    pub total: Money,
    /// The same sum in the version.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "1360000.00")]
    pub version_total: Option<Money>,
    /// The sum less that of the version.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "4560.72")]
    pub difference_total: Option<Money>,
}

/// The table that answers a question within `reach`, beside `version` where one is given.
///
/// For everybody whose reach is all schools, the totals are the sums of the charges, to the øre.
///
/// # Errors
/// [`codes::AMOUNT_OUT_OF_RANGE`] when an amount in fixed prices is.
pub fn cost_by_year(
    basis: &CostBasis,
    question: &CostQuestion,
    reach: &Reach,
    version: Option<(ComparedVersion, &[VersionCell])>,
) -> Result<CostByYear> {
    let now = tally(basis, question, reach).ok_or(&codes::AMOUNT_OUT_OF_RANGE)?;
    let (compared_with, then) = match version {
        Some((version, cells)) => (
            Some(version),
            Some(tally_version(basis, question, reach, cells)),
        ),
        None => (None, None),
    };
    let rows = Rows::of(&now, then.as_ref());
    Ok(rows.answer(basis, question, compared_with))
}

fn tally_version<'a>(
    basis: &'a CostBasis,
    question: &'a CostQuestion,
    reach: &Reach,
    cells: &[VersionCell],
) -> Tally<'a> {
    let indexes: HashMap<LeaseId, usize> = basis
        .agreements
        .iter()
        .zip(0..)
        .map(|(one, index)| (one.id, index))
        .collect();
    let mut tally = Tally::new(basis, question, reach);
    for cell in cells {
        if let Some(lease) = indexes.get(&cell.lease) {
            let place = match cell.school {
                Some(school) => basis.place(school),
                None => Some(NOBODY),
            };
            if let Some(place) = place {
                tally.amount(
                    *lease,
                    cell.account,
                    cell.kind,
                    cell.year,
                    place,
                    cell.amount,
                );
            }
        }
    }
    tally
}

/// Amounts now, and in the version.
type Pair = (Money, Option<Money>);

struct Rows {
    rows: HashMap<RowKey, Vec<Pair>>,
    columns: usize,
}

impl Rows {
    fn of(now: &Tally<'_>, then: Option<&Tally<'_>>) -> Self {
        let none = then.map(|_| Money::ZERO);
        let mut rows: HashMap<RowKey, Vec<Pair>> = now
            .rows()
            .map(|(key, amounts)| (key, amounts.iter().map(|amount| (*amount, none)).collect()))
            .collect();
        for (key, amounts) in then.iter().flat_map(|then| then.rows()) {
            let row = rows
                .entry(key)
                .or_insert_with(|| vec![(Money::ZERO, none); amounts.len()]);
            for (pair, amount) in row.iter_mut().zip(amounts) {
                pair.1 = Some(*amount);
            }
        }
        let columns = now.columns();
        Rows { rows, columns }
    }

    fn answer(
        self,
        basis: &CostBasis,
        question: &CostQuestion,
        compared_with: Option<ComparedVersion>,
    ) -> CostByYear {
        let none = compared_with.as_ref().map(|_| Money::ZERO);
        let mut sums: Vec<Pair> = vec![(Money::ZERO, none); self.columns];
        for row in self.rows.values() {
            for (sum, pair) in sums.iter_mut().zip(row) {
                add(sum, pair);
            }
        }
        let anything = |column: usize| {
            let mut rows = self.rows.values();
            rows.any(|row| {
                row.get(column).is_some_and(|pair| {
                    pair.0 != Money::ZERO || pair.1.is_some_and(|then| then != Money::ZERO)
                })
            })
        };
        let shape = Shape {
            first: question.years.first,
            earlier: anything(0),
            later: anything(self.columns.saturating_sub(1)),
        };
        let mut named: BTreeMap<Vec<Name>, (RowKey, Vec<Pair>)> = BTreeMap::new();
        for (key, pairs) in self.rows {
            named.insert(names(basis, question, &key), (key, pairs));
        }
        let rows: Vec<CostRow> = named
            .into_values()
            .map(|(key, pairs)| CostRow {
                school_id: key.school.and_then(|place| Some(basis.school(place)?.id)),
                school: key.school.map(|place| school_name(basis, place)),
                lease_id: key
                    .lease
                    .and_then(|index| Some(basis.agreements.get(index)?.id)),
                agreement_number: key
                    .lease
                    .and_then(|index| Some(basis.agreements.get(index)?.number.clone())),
                account_string: key
                    .account
                    .map(|place| basis.account(place).unwrap_or_default().to_owned()),
                kind: key.kind,
                ..shape.row(&pairs)
            })
            .collect();
        let all = shape.row(&sums);
        CostByYear {
            view: question.view,
            sharing: question.sharing,
            rows_by: question.rows.clone(),
            prices: price_basis(basis, question),
            compared_with,
            years: (question.years.first..=question.years.last).collect(),
            rows,
            earlier: all.earlier,
            totals: all.years,
            later: all.later,
            total: all.total,
            version_total: all.version_total,
            difference_total: all.difference_total,
        }
    }
}

fn add(sum: &mut Pair, pair: &Pair) {
    sum.0 += pair.0;
    if let (Some(sum), Some(then)) = (&mut sum.1, pair.1) {
        *sum += then;
    }
}

/// Which columns a table has beside its years.
struct Shape {
    first: i32,
    earlier: bool,
    later: bool,
}

impl Shape {
    /// A row without names.
    fn row(&self, pairs: &[Pair]) -> CostRow {
        let last = pairs.len().saturating_sub(1);
        let outside = |shown: bool, column: usize| pairs.get(column).filter(|_| shown).map(cost);
        let years = pairs.get(1..last).unwrap_or_default();
        let mut total: Pair = (
            Money::ZERO,
            pairs.first().and_then(|pair| pair.1).map(|_| Money::ZERO),
        );
        pairs.iter().for_each(|pair| add(&mut total, pair));
        let total = cost(&total);
        CostRow {
            earlier: outside(self.earlier, 0),
            years: (self.first..)
                .zip(years)
                .map(|(year, pair)| YearAmount {
                    year,
                    cost: cost(pair),
                })
                .collect(),
            later: outside(self.later, last),
            total: total.amount,
            version_total: total.version,
            difference_total: total.difference,
            ..CostRow::default()
        }
    }
}

fn cost(pair: &Pair) -> CostAmount {
    CostAmount {
        amount: pair.0,
        version: pair.1,
        difference: pair.1.map(|then| pair.0 - then),
    }
}

/// What a row is sorted by: what is not distributed and costs without account stand last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Text(String, i64),
    Number(usize),
    Last,
}

fn names(basis: &CostBasis, question: &CostQuestion, key: &RowKey) -> Vec<Name> {
    question
        .rows
        .iter()
        .map(|by| match by {
            CostRowBy::School => match key.school {
                Some(school) if school != NOBODY => Name::Text(school_name(basis, school), school),
                _ => Name::Last,
            },
            CostRowBy::Lease => Name::Number(key.lease.unwrap_or(usize::MAX)),
            CostRowBy::Account => match key.account.flatten() {
                Some(account) => Name::Text(
                    basis.account(Some(account)).unwrap_or_default().to_owned(),
                    i64::from(account),
                ),
                None => Name::Last,
            },
            CostRowBy::Kind => key.kind.map_or(Name::Last, |kind| {
                Name::Number(
                    CostKind::ALL
                        .iter()
                        .position(|one| *one == kind)
                        .unwrap_or(0),
                )
            }),
        })
        .collect()
}

/// A school's name; *Ikke fordelt* for [`NOBODY`].
pub(super) fn school_name(basis: &CostBasis, place: Place) -> String {
    let school = basis.school(place);
    school.map_or_else(|| "Ikke fordelt".to_owned(), |school| school.name.clone())
}

fn price_basis(basis: &CostBasis, question: &CostQuestion) -> PriceBasis {
    let mut rates = basis.fee_rates();
    let Some(fixed) = &question.fixed else {
        return PriceBasis {
            level: "current",
            price_year: None,
            series: None,
            rates,
        };
    };
    if !rates.iter().any(|rate| rate.series == fixed.series) {
        rates.extend(basis.rates.used(&fixed.series));
    }
    PriceBasis {
        level: "fixed",
        price_year: Some(fixed.price_year),
        series: Some(fixed.series.clone()),
        rates,
    }
}
