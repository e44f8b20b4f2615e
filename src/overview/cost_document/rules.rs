//! The rules in words: to which year a cost belongs, who carries it, in which prices.

use super::CostContent;
use crate::overview::{CostByYear, CostSharing, CostView};
use crate::render::{Column, Document, Kind, Table, numbers};
use rust_decimal::Decimal;

/// `I kroner uden moms, årets priser`.
pub(super) fn prices(costs: &CostByYear) -> String {
    match (&costs.prices.price_year, &costs.prices.series) {
        (Some(year), Some(series)) => {
            format!("I kroner uden moms, faste priser i {year}-niveau ({series})")
        }
        _ => "I kroner uden moms, årets priser".to_owned(),
    }
}

pub(super) fn add(document: &mut Document, content: &CostContent) {
    let costs = &content.by_school;
    document.heading(1, "regler", "Sådan er der fordelt");
    let mut rules = vec![match costs.view {
        CostView::Cash => "Et beløb hører til det kalenderår, hvor det forfalder.".to_owned(),
        CostView::Accrual => {
            "Et beløb er fordelt på årene efter dage i den periode, det dækker.".to_owned()
        }
    }];
    rules.push(
        "Hver ydelse deles først på aftalens linjer efter, hvad de koster, og derefter på skolerne efter linjens nøgle."
            .to_owned(),
    );
    rules.push(match costs.sharing {
        CostSharing::Holder => {
            "Enheder: den skole, der har enheden på forfaldsdagen, bærer dens del. En enhed, der flytter, tager sin \
             omkostning med fra den næste ydelse."
                .to_owned()
        }
        CostSharing::DeviceDays => {
            "Enheder: hver skole bærer sin del efter det antal dage, den har haft enheden i perioden.".to_owned()
        }
    });
    rules.extend([
        "Linjer uden enheder, og servicegebyrer, deles efter den nøgle, der er valgt for dem: enheder, elever, lige dele \
         eller fastsatte vægte."
            .to_owned(),
        "Det, som ingen skole bærer, står som »Ikke fordelt«.".to_owned(),
        "Alt deles på øren, så skolernes andele tilsammen er præcis det, der skal betales.".to_owned(),
        "Leasingydelser er aftalt i kroner og pristalsreguleres ikke.".to_owned(),
    ]);
    if !content.only.is_empty() {
        rules.push(format!(
            "Her vises kun andelen for {}.",
            content.only.join(", ")
        ));
    }
    if let Some(version) = &costs.compared_with {
        rules.push(format!(
            "Ændringer er i forhold til »{}«, godkendt {}.",
            version.title,
            numbers::date(version.approved_on)
        ));
    }
    document.bullets(rules);
    rates(document, costs);
}

fn rates(document: &mut Document, costs: &CostByYear) {
    if costs.prices.rates.is_empty() {
        return;
    }
    let columns = vec![
        Column::text("Prisskøn"),
        Column::new("År", Kind::Year),
        Column::new("Stigning", Kind::Percent),
        Column::new("Offentliggjort", Kind::Date),
        Column::text("Kilde"),
    ];
    let mut table = Table::new("Satser, der er regnet med", columns);
    for rate in &costs.prices.rates {
        let percent = rate.rate.value().saturating_mul(Decimal::ONE_HUNDRED);
        table.row(vec![
            rate.series.as_str().into(),
            i64::from(rate.year).into(),
            crate::render::Cell::Percent(percent.normalize()),
            rate.published_on.into(),
            rate.source.as_str().into(),
        ]);
    }
    document.table(table);
}
