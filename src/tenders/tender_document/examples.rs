//! What a model does with invented figures, so that a bidder can see whether the formula was understood.

use crate::finance::Money;
use crate::render::{Cell, Column, Table, numbers};
use crate::tenders::{
    CriterionKind, Evaluation, EvaluationModel, Weighing, adjusted_price, price_per_point,
    price_points,
};
use rust_decimal::Decimal;

/// The lowest price of the examples, in kroner.
const LOWEST: i64 = 1_000_000;

/// The example of a model; none where there is nothing to reckon.
pub(super) fn table(evaluation: &Evaluation) -> Option<Table> {
    match evaluation.model {
        EvaluationModel::LowestPrice | EvaluationModel::EvaluatedPrice => None,
        EvaluationModel::LinearSlope
        | EvaluationModel::LinearUnbounded
        | EvaluationModel::Relative => points(evaluation),
        EvaluationModel::FixedAmount | EvaluationModel::FixedPercentage | EvaluationModel::Oslo => {
            prices(evaluation)
        }
        EvaluationModel::Commission => per_point(evaluation),
    }
}

/// Points for some prices.
fn points(evaluation: &Evaluation) -> Option<Table> {
    let columns = vec![
        Column::money("Tilbuddets pris, kr."),
        Column::text("I forhold til den laveste"),
        Column::money("Point for pris"),
    ];
    let mut table = Table::new("Point for pris", columns);
    for above in [0, 10, 25, 50, 100, 150] {
        let price = Decimal::from(LOWEST / 100 * (100 + above));
        let points = price_points(evaluation, price, Decimal::from(LOWEST))?;
        let relation = match above {
            0 => "den laveste pris".to_owned(),
            above => format!("{above}\u{a0}% højere"),
        };
        table.row(vec![kroner(price)?, relation.into(), kroner(points)?]);
    }
    Some(table)
}

/// What some qualities make of one price.
fn prices(evaluation: &Evaluation) -> Option<Table> {
    let columns = vec![
        Column::money("Pris, kr."),
        Column::money("Kvalitet, point"),
        Column::money("Tillæg, kr."),
        Column::money("Pris efter tillæg, kr."),
    ];
    let mut table = Table::new("Pris efter tillæg for manglende kvalitet", columns);
    let price = Decimal::from(LOWEST);
    for quality in qualities(evaluation)? {
        let adjusted = adjusted_price(evaluation, weighing(evaluation), price, quality)?;
        let added = adjusted.checked_sub(price)?;
        table.row(vec![
            kroner(price)?,
            kroner(quality)?,
            kroner(added)?,
            kroner(adjusted)?,
        ]);
    }
    Some(table)
}

/// The price per point of some qualities that are allowed to go on.
fn per_point(evaluation: &Evaluation) -> Option<Table> {
    let columns = vec![
        Column::money("Pris, kr."),
        Column::money("Kvalitet, point"),
        Column::text("Kvalitetspoint af 100"),
        Column::money("Kr. pr. kvalitetspoint"),
    ];
    let mut table = Table::new("Pris pr. kvalitetspoint", columns);
    let (price, top) = (Decimal::from(LOWEST), Decimal::from(evaluation.scale_top?));
    let least = evaluation.minimum_total?.value();
    for quality in qualities(evaluation)? {
        let part = quality.checked_div(top)?;
        let of_hundred = numbers::decimal(part.checked_mul(Decimal::ONE_HUNDRED)?.normalize());
        let result = if part < least {
            "går ikke videre".into()
        } else {
            kroner(price_per_point(evaluation, price, quality)?)?
        };
        table.row(vec![
            kroner(price)?,
            kroner(quality)?,
            of_hundred.into(),
            result,
        ]);
    }
    Some(table)
}

/// The whole scale, three quarters and a half of it.
fn qualities(evaluation: &Evaluation) -> Option<[Decimal; 3]> {
    let top = Decimal::from(evaluation.scale_top?);
    let part = |quarters| top.checked_mul(Decimal::new(quarters, 2));
    Some([top, part(75)?, part(50)?])
}

/// The weights of quality and price.
fn weighing(evaluation: &Evaluation) -> Weighing {
    let of = |quality: bool| {
        let all = evaluation.sub_criteria.iter();
        all.filter(|one| (one.kind == CriterionKind::Quality) == quality)
            .filter_map(|one| one.weight)
            .fold(Decimal::ZERO, |sum, weight| {
                sum.saturating_add(weight.value())
            })
    };
    Weighing {
        quality: of(true),
        price: of(false),
    }
}

/// A figure with two decimals, as a cell.
fn kroner(value: Decimal) -> Option<Cell> {
    Money::from_kroner_rounded(value).ok().map(Cell::Money)
}
