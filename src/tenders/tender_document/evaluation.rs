//! How offers are compared: criteria and weights, method, scale, example, rounding, and what decides between equals.

use super::writer::Writer;
use super::{Part, examples, model_words};
use crate::finance::Rate;
use crate::render::document::{code, plain};
use crate::render::{Cell, Column, Kind, Table, markdown, numbers};
use crate::tenders::{CriterionKind, Evaluation, SubCriterion};
use rust_decimal::Decimal;

/// The part of award and evaluation.
pub(super) fn write(writer: &mut Writer) {
    let evaluation = writer.dossier.evaluation();
    writer.begin(Part::Evaluation);
    let criterion = writer.dossier.tender.award_criterion.danish();
    let mut facts = vec![
        ("Tildelingskriterium", criterion.to_owned()),
        ("Evalueringsmodel", evaluation.model.danish().to_owned()),
    ];
    if let Some(top) = evaluation.scale_top {
        facts.push(("Pointskala", format!("0 til {top} point")));
    }
    writer.document.facts(facts);
    writer.paragraph("Kun tilbud, der er modtaget til tiden og opfylder alle mindstekrav, bliver evalueret. Alle tilbud evalueres efter den metode, der står her; den ændres ikke, efter at tilbuddene er åbnet.");
    if writer.dossier.tender.procedure.is_eu_tender() {
        writer.paragraph("Metoden er beskrevet efter udbudslovens §\u{a0}160, underkriterierne og deres vægt efter §\u{a0}165.");
    }
    criteria(writer, &evaluation);
    method(writer, &evaluation);
    if !evaluation.levels.is_empty() {
        scale(writer, &evaluation);
    }
    if let Some(example) = examples::table(&evaluation) {
        writer.section("Eksempel");
        writer.paragraph("Tallene er opdigtede og viser kun, hvordan der regnes.");
        writer.table(example);
    }
    writer.section("Afrunding og lige tilbud");
    writer.paragraph(model_words::rounding(evaluation.model));
    writer.paragraph(model_words::tie(evaluation.tie_rule));
}

fn criteria(writer: &mut Writer, evaluation: &Evaluation) {
    writer.section("Underkriterier og vægte");
    let columns = vec![
        Column::text("Underkriterium"),
        Column::text("Art"),
        Column::new("Vægt", Kind::Percent),
    ];
    let mut table = Table::new("Underkriterier", columns);
    let mut sum = Decimal::ZERO;
    for one in &evaluation.sub_criteria {
        let weight = match one.weight {
            Some(weight) => {
                sum = sum.saturating_add(weight.value());
                Cell::Percent(hundredfold(weight))
            }
            None => "uden vægt".into(),
        };
        table.row(vec![
            one.name.as_str().into(),
            one.kind.danish().into(),
            weight,
        ]);
    }
    let sum = sum.saturating_mul(Decimal::ONE_HUNDRED).normalize();
    table.total(vec!["I alt".into(), Cell::Empty, Cell::Percent(sum)]);
    writer.table(table);
    let unweighed = |one: &SubCriterion| !evaluation.model.weighs(one.kind);
    if evaluation.sub_criteria.iter().any(unweighed) {
        writer.paragraph("Prisen har ingen vægt i procent, fordi kvaliteten regnes om i forhold til prisen; se metoden nedenfor. Vægtene fordeler kvaliteten på kvalitetskriterierne.");
    }
    for one in &evaluation.sub_criteria {
        writer.subsection(&one.name);
        writer.written(&one.emphasis);
    }
    if evaluation.qualities().next().is_none() {
        writer.paragraph("Svar på krav, der ikke er mindstekrav, får ingen point, men det, tilbudsgiver svarer, bliver en del af aftalen.");
    }
}

fn method(writer: &mut Writer, evaluation: &Evaluation) {
    writer.section("Evalueringsmetode");
    writer.paragraph(price(evaluation));
    for paragraph in model_words::method(evaluation) {
        writer.paragraph(paragraph);
    }
    if let Some(formula) = model_words::formula(evaluation) {
        writer.paragraph(vec![plain("Formel: "), code(formula)]);
    }
}

fn scale(writer: &mut Writer, evaluation: &Evaluation) {
    writer.section("Pointskala");
    writer.paragraph(
        "Hvert kvalitetskriterium får ét af pointtallene i tabellen. Hvert pointtal begrundes skriftligt.",
    );
    let columns = vec![Column::text("Point"), Column::text("Betydning")];
    let mut table = Table::new("Point for kvalitet", columns);
    for level in &evaluation.levels {
        table.row(vec![
            level.points.to_string().into(),
            markdown::cell(&level.meaning),
        ]);
    }
    writer.table(table);
}

/// What counts as the price of an offer.
fn price(evaluation: &Evaluation) -> String {
    let by_cost = evaluation
        .price()
        .is_some_and(|one| one.kind == CriterionKind::Cost);
    let base = if by_cost {
        "Ved pris forstås i det følgende de samlede omkostninger, sådan som de er beskrevet under underkriteriet"
    } else {
        "Ved pris forstås den samlede tilbudssum i tilbudslisten: summen af antal gange enhedspris for alle linjer"
    };
    match evaluation.option_share.filter(|share| *share > Rate::ZERO) {
        Some(share) => format!(
            "{base}, med tillæg af {} af summen af optionerne.",
            numbers::percent(hundredfold(share))
        ),
        None => format!("{base}. Optioner tælles ikke med."),
    }
}

/// The fraction in per cent: 40 for 0.4.
pub(super) fn hundredfold(rate: Rate) -> Decimal {
    rate.value()
        .saturating_mul(Decimal::ONE_HUNDRED)
        .normalize()
}
