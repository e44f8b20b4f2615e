//! Cost by year and school on paper: the pivot and its chart first, then the table as it was asked for, then the rules.

mod frame;
mod rules;
mod tables;

use super::{CostByYear, CostRowBy, CostView, FollowUpYear};
use crate::error::Language;
use crate::finance::Money;
use crate::render::chart::Series;
use crate::render::document::{Paper, strong};
use crate::render::{Chart, Document, numbers};
use chrono::NaiveDate;

/// What the document tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostContent {
    /// The municipality.
    pub author: String,
    /// The schools whose share alone is shown; empty for all.
    pub only: Vec<String>,
    /// The cost by school.
    pub by_school: CostByYear,
    /// The cost in the rows that were asked for, where these are not the schools alone.
    pub detail: Option<CostByYear>,
    /// The frames of all projects beside what is bound in them; empty for a part of the cost.
    pub frame: Vec<FollowUpYear>,
}

/// How many schools the chart tells apart; what the others cost stands together.
const MOST_IN_CHART: usize = 7;
/// From how many columns of amounts on the paper is turned.
const UPRIGHT_COLUMNS: usize = 5;

/// Composes the document as it is drawn on `date`.
pub fn compose(content: &CostContent, date: NaiveDate) -> Document {
    let costs = &content.by_school;
    let mut document = Document::new("Omkostning pr. år og skole", content.author.as_str(), date);
    document.subtitle = period(costs);
    if !content.only.is_empty() {
        document.fact("Skoler", content.only.join(", "));
    }
    document
        .fact(
            "Set efter",
            match costs.view {
                CostView::Cash => "Forfald: det år, hvor der skal betales",
                CostView::Accrual => "Periode: de år, som betalingen dækker",
            },
        )
        .fact("Beløb", rules::prices(costs));
    document.paper(match columns(costs) > UPRIGHT_COLUMNS {
        true => Paper::OnItsSide,
        false => Paper::Upright,
    });
    result(&mut document, content);
    document.heading(1, "skoler", "Pr. skole og budgetår");
    if costs.rows.is_empty() {
        document.paragraph("Der er ingen omkostning at vise.");
    } else {
        tables::add(&mut document, costs);
        document.chart(chart(content));
    }
    if let Some(detail) = content
        .detail
        .as_ref()
        .filter(|detail| !detail.rows.is_empty())
    {
        let by: Vec<&str> = detail.rows_by.iter().map(|by| of(*by)).collect();
        let heading = match by.as_slice() {
            [] => "I alt".to_owned(),
            _ => format!("Pr. {}", by.join(" og ")),
        };
        document.heading(1, "fordelt", heading);
        tables::add(&mut document, detail);
    }
    frame::add(&mut document, content);
    rules::add(&mut document, content);
    document
}

const fn of(by: CostRowBy) -> &'static str {
    match by {
        CostRowBy::School => "skole",
        CostRowBy::Lease => "aftale",
        CostRowBy::Account => "kontostreng",
        CostRowBy::Kind => "art",
    }
}

/// The columns of amounts without those of a comparison.
fn columns(costs: &CostByYear) -> usize {
    let outside = [costs.earlier.is_some(), costs.later.is_some()];
    costs.years.len() + outside.into_iter().filter(|shown| *shown).count() + 1
}

fn period(costs: &CostByYear) -> String {
    match (costs.years.first(), costs.years.last()) {
        (Some(first), Some(last)) if first != last => format!("Budgetårene {first}-{last}"),
        (Some(only), _) => format!("Budgetåret {only}"),
        _ => String::new(),
    }
}

fn result(document: &mut Document, content: &CostContent) {
    let costs = &content.by_school;
    document.heading(1, "resultat", "Resultat");
    let whose = match content.only.len() {
        0 => "Leasing af it-enheder koster".to_owned(),
        1 => "Skolens andel af leasing af it-enheder er".to_owned(),
        _ => "Skolernes andel af leasing af it-enheder er".to_owned(),
    };
    document.paragraph(strong(format!(
        "{whose} {} i alt i de viste år.",
        numbers::kroner(costs.total)
    )));
    let most = costs.totals.iter().max_by_key(|year| year.cost.amount);
    if let Some(most) = most.filter(|_| costs.totals.len() > 1) {
        document.paragraph(format!(
            "Mest falder i {}: {}",
            most.year,
            numbers::kroner(most.cost.amount)
        ));
    }
    let nobody = costs.rows.iter().filter(|row| row.school_id.is_none());
    let undistributed: Money = nobody.map(|row| row.total).sum();
    if undistributed != Money::ZERO {
        document.note(
            "Ikke fordelt",
            format!(
                "{} hører ikke til nogen skole: det er enheder, som ingen skole har, eller linjer, der ikke skal fordeles.",
                numbers::kroner(undistributed)
            )
            .as_str(),
        );
    }
}

/// A column for each year, stacked by school, with the frame across them where the whole cost is shown.
fn chart(content: &CostContent) -> Chart {
    let costs = &content.by_school;
    let mut rows: Vec<_> = costs.rows.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.total));
    let shown = match rows.len() {
        all if all <= MOST_IN_CHART + 1 => all,
        _ => MOST_IN_CHART,
    };
    let (told, others) = rows.split_at(shown);
    let mut series: Vec<Series> = told
        .iter()
        .map(|row| Series {
            name: row.school.clone().unwrap_or_default(),
            values: row
                .years
                .iter()
                .map(|year| Some(year.cost.amount))
                .collect(),
        })
        .collect();
    if !others.is_empty() {
        let of_year = |place: usize| {
            let amounts = others.iter().filter_map(|row| row.years.get(place));
            Some(amounts.map(|year| year.cost.amount).sum())
        };
        series.push(Series {
            name: format!("{} andre skoler", others.len()),
            values: (0..costs.years.len()).map(of_year).collect(),
        });
    }
    let frame = |year: &i32| {
        let found = content.frame.iter().find(|one| one.year == *year);
        found.and_then(|one| one.frame)
    };
    let mut limits = vec![Series {
        name: "Ramme".to_owned(),
        values: costs.years.iter().map(frame).collect(),
    }];
    limits.retain(|frame| frame.values.iter().any(Option::is_some));
    let line = match limits.is_empty() {
        true => "",
        false => " Rammen er tegnet som en streg.",
    };
    Chart {
        language: Language::Danish,
        title: "Omkostning pr. budgetår, fordelt på skoler".to_owned(),
        alternative: format!(
            "Søjlediagram med en søjle for hvert af {} budgetår, delt op på skoler.{line} Tallene står i tabellen ovenfor.",
            costs.years.len()
        ),
        categories: costs.years.iter().map(i32::to_string).collect(),
        series,
        limits,
        with_table: false,
    }
}
