//! How offers of a tender will be compared.

use crate::db::schema::{tender_evaluations, tender_score_levels, tender_sub_criteria};
use crate::db::{DbConnection, TenderId};
use crate::finance::{Money, Rate};
use crate::tenders::{
    BelowZero, CriterionKind, Evaluation, EvaluationModel, ScoreLevel, SubCriterion, TieRule,
};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = tender_evaluations)]
struct Row {
    model: EvaluationModel,
    tie_rule: TieRule,
    scale_top: Option<i32>,
    slope: Option<String>,
    below_zero: Option<BelowZero>,
    amount_per_point: Option<Money>,
    minimum_total: Option<String>,
    minimum_each: Option<String>,
    option_share: Option<String>,
}

/// The evaluation, once it was set.
///
/// # Errors
/// Only when the database fails.
pub(super) fn evaluation(conn: &mut DbConnection, id: TenderId) -> QueryResult<Option<Evaluation>> {
    let row: Option<Row> = tender_evaluations::table
        .find(id)
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    let Some(row) = row else {
        return Ok(None);
    };
    Ok(Some(Evaluation {
        model: row.model,
        tie_rule: row.tie_rule,
        scale_top: row.scale_top,
        slope: rate(row.slope)?,
        below_zero: row.below_zero,
        amount_per_point: row.amount_per_point,
        minimum_total: rate(row.minimum_total)?,
        minimum_each: rate(row.minimum_each)?,
        option_share: rate(row.option_share)?,
        sub_criteria: sub_criteria(conn, id)?,
        levels: levels(conn, id)?,
    }))
}

fn rate(text: Option<String>) -> QueryResult<Option<Rate>> {
    let read = |text: String| text.parse();
    text.map(read)
        .transpose()
        .map_err(|error: crate::finance::RateError| {
            diesel::result::Error::DeserializationError(Box::new(error))
        })
}

fn sub_criteria(conn: &mut DbConnection, id: TenderId) -> QueryResult<Vec<SubCriterion>> {
    let rows: Vec<(CriterionKind, String, Option<String>, String)> = tender_sub_criteria::table
        .filter(tender_sub_criteria::tender_id.eq(id))
        .order(tender_sub_criteria::position)
        .select((
            tender_sub_criteria::kind,
            tender_sub_criteria::name,
            tender_sub_criteria::weight,
            tender_sub_criteria::emphasis,
        ))
        .load(conn)?;
    let criterion = |(kind, name, weight, emphasis)| {
        Ok(SubCriterion {
            kind,
            name,
            weight: rate(weight)?,
            emphasis,
        })
    };
    rows.into_iter().map(criterion).collect()
}

fn levels(conn: &mut DbConnection, id: TenderId) -> QueryResult<Vec<ScoreLevel>> {
    let rows: Vec<(i32, String)> = tender_score_levels::table
        .filter(tender_score_levels::tender_id.eq(id))
        .order(tender_score_levels::points.desc())
        .select((tender_score_levels::points, tender_score_levels::meaning))
        .load(conn)?;
    let level = |(points, meaning)| ScoreLevel { points, meaning };
    Ok(rows.into_iter().map(level).collect())
}

/// Replaces the evaluation.
///
/// # Errors
/// Only when the database fails.
pub fn replace_evaluation(
    conn: &mut DbConnection,
    id: TenderId,
    evaluation: &Evaluation,
) -> QueryResult<()> {
    diesel::delete(tender_score_levels::table.filter(tender_score_levels::tender_id.eq(id)))
        .execute(conn)?;
    diesel::delete(tender_sub_criteria::table.filter(tender_sub_criteria::tender_id.eq(id)))
        .execute(conn)?;
    diesel::delete(tender_evaluations::table.find(id)).execute(conn)?;
    let text = |rate: Option<Rate>| rate.map(|rate| rate.to_string());
    diesel::insert_into(tender_evaluations::table)
        .values((
            tender_evaluations::tender_id.eq(id),
            tender_evaluations::model.eq(evaluation.model),
            tender_evaluations::tie_rule.eq(evaluation.tie_rule),
            tender_evaluations::scale_top.eq(evaluation.scale_top),
            tender_evaluations::slope.eq(text(evaluation.slope)),
            tender_evaluations::below_zero.eq(evaluation.below_zero),
            tender_evaluations::amount_per_point.eq(evaluation.amount_per_point),
            tender_evaluations::minimum_total.eq(text(evaluation.minimum_total)),
            tender_evaluations::minimum_each.eq(text(evaluation.minimum_each)),
            tender_evaluations::option_share.eq(text(evaluation.option_share)),
        ))
        .execute(conn)?;
    for (position, criterion) in (1i32..).zip(&evaluation.sub_criteria) {
        diesel::insert_into(tender_sub_criteria::table)
            .values((
                tender_sub_criteria::tender_id.eq(id),
                tender_sub_criteria::position.eq(position),
                tender_sub_criteria::kind.eq(criterion.kind),
                tender_sub_criteria::name.eq(&criterion.name),
                tender_sub_criteria::weight.eq(text(criterion.weight)),
                tender_sub_criteria::emphasis.eq(&criterion.emphasis),
            ))
            .execute(conn)?;
    }
    for level in &evaluation.levels {
        diesel::insert_into(tender_score_levels::table)
            .values((
                tender_score_levels::tender_id.eq(id),
                tender_score_levels::points.eq(level.points),
                tender_score_levels::meaning.eq(&level.meaning),
            ))
            .execute(conn)?;
    }
    Ok(())
}
