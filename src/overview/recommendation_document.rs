//! A point on a committee's agenda (*dagsordenspunkt*) in the shape that Danish municipalities use: resumé, indstilling,
//! sagsfremstilling, lovgrundlag, økonomi, høring, bilag.

use super::Recommendation;
use crate::budget::{Calculation, EstimateBasis};
use crate::leasing::{RequiredDecision, Requirement};
use crate::needs::NeedTotals;
use crate::projects::{Decision, Milestone, Project};
use crate::render::document::{Cover, List, strong};
use crate::render::{Block, Cell, Column, Document, Kind, Table, markdown, numbers};
use chrono::NaiveDate;

/// What the document tells.
#[derive(Debug, Clone, PartialEq)]
pub struct RecommendationContent {
    /// The municipality.
    pub author: String,
    /// The texts.
    pub recommendation: Recommendation,
    /// The project with its frame.
    pub project: Project,
    /// The schools' needs.
    pub needs: NeedTotals,
    /// The estimate that was approved last, and what it comes to.
    pub estimate: Option<(EstimateBasis, Calculation)>,
    /// Who must decide by the municipality's rules; absent without an estimate.
    pub requirement: Option<Requirement>,
    /// What shall be done when.
    pub milestones: Vec<Milestone>,
    /// What was decided before.
    pub decisions: Vec<Decision>,
}

/// Composes the point as it is drawn on `date`.
pub fn compose(content: &RecommendationContent, date: NaiveDate) -> Document {
    let texts = &content.recommendation.texts;
    let mut document = Document::new(texts.title.as_str(), content.author.as_str(), date);
    document.subtitle = match texts.bodies.first() {
        Some(body) => format!("Indstilling til {body}"),
        None => "Indstilling".to_owned(),
    };
    document.case_number = content.project.case_number.clone();
    document.cover = Cover::Head;
    if let Some(code) = &content.project.kle_code {
        document.fact("KLE-nummer", code);
    }
    document.fact("Behandles i", texts.bodies.join(", derefter "));
    if let Some(day) = texts.meeting_on {
        document.fact("Møde", numbers::date(day));
    }
    document
        .fact("Forvaltning", &texts.department)
        .fact("Punkt", if texts.open { "Åbent" } else { "Lukket" });
    document.unnumbered(1, "resume", "Resumé");
    written(&mut document, &texts.summary);
    recommended(&mut document, content);
    presentation(&mut document, content);
    legal(&mut document, content);
    economy(&mut document, content);
    if let Some(hearing) = &texts.hearing {
        document.unnumbered(1, "hoering", "Høring");
        written(&mut document, hearing);
    }
    document.unnumbered(1, "bilag", "Bilag");
    match texts.attachments.is_empty() {
        true => document.paragraph("Ingen bilag."),
        false => document.numbered(texts.attachments.iter().map(String::as_str)),
    };
    document
}

fn written(document: &mut Document, text: &str) {
    document.blocks.extend(markdown::blocks(text));
}

fn recommended(document: &mut Document, content: &RecommendationContent) {
    let texts = &content.recommendation.texts;
    document.unnumbered(1, "indstilling", "Indstilling");
    let bodies = match texts.bodies.as_slice() {
        [only] => only.clone(),
        [before @ .., last] => format!("{} og {last}", before.join(", ")),
        [] => "udvalget".to_owned(),
    };
    document.paragraph(strong(format!(
        "{} indstiller til {bodies}, at",
        texts.department
    )));
    let points = texts.points.iter().map(|point| markdown::inline(point));
    document.push(Block::List(List::new(true, points)));
}

fn presentation(document: &mut Document, content: &RecommendationContent) {
    let texts = &content.recommendation.texts;
    document.unnumbered(1, "sagsfremstilling", "Sagsfremstilling");
    written(document, &texts.presentation);
    if let Some(background) = &content.project.background {
        document.unnumbered(2, "baggrund", "Baggrund");
        written(document, background);
    }
    if content.project.council_decision.is_some() || !content.decisions.is_empty() {
        document.unnumbered(2, "tidligere", "Tidligere beslutninger");
        earlier(document, content);
    }
    if !content.needs.categories.is_empty() {
        document.unnumbered(2, "behov", "Skolernes behov");
        document.table(needs(&content.needs));
    }
    if !content.milestones.is_empty() {
        document.unnumbered(2, "tidsplan", "Tidsplan");
        document.table(timetable(&content.milestones));
    }
}

fn earlier(document: &mut Document, content: &RecommendationContent) {
    let project = &content.project;
    if let Some(decision) = &project.council_decision {
        let when = project.council_decision_on.map(numbers::date);
        let when = when.map_or_else(String::new, |day| format!(" {day}"));
        let mut pieces = vec![strong(format!("Kommunalbestyrelsen{when}: "))];
        pieces.extend(markdown::inline(decision).0);
        document.paragraph(pieces);
    }
    for decision in &content.decisions {
        let mut pieces = vec![strong(format!(
            "{} {}: ",
            decision.decided_by,
            numbers::date(decision.decided_on)
        ))];
        pieces.extend(markdown::inline(&decision.decision).0);
        document.paragraph(pieces);
    }
}

/// A row for each school, a column for each category, so that the table is read along a school.
fn needs(needs: &NeedTotals) -> Table {
    let mut schools: Vec<(&str, i64)> = Vec::new();
    for school in needs
        .categories
        .iter()
        .flat_map(|category| &category.schools)
    {
        let known = (school.school_name.as_str(), school.school_id.0);
        if !schools.contains(&known) {
            schools.push(known);
        }
    }
    schools.sort_unstable();
    let mut columns = vec![Column::text("Skole")];
    let names = needs.categories.iter();
    columns.extend(names.map(|category| Column::integer(category.name.as_str())));
    let mut table = Table::new("Enheder, som skolerne har brug for", columns);
    for (name, id) in schools {
        let mut cells: Vec<Cell> = vec![name.into()];
        cells.extend(needs.categories.iter().map(|category| {
            let own = category
                .schools
                .iter()
                .filter(|school| school.school_id.0 == id);
            Cell::Integer(own.map(|school| i64::from(school.quantity)).sum())
        }));
        table.row(cells);
    }
    let mut sums: Vec<Cell> = vec!["I alt".into()];
    sums.extend(
        needs
            .categories
            .iter()
            .map(|category| Cell::Integer(category.total)),
    );
    table.total(sums);
    let open: i64 = needs
        .categories
        .iter()
        .map(|category| category.draft + category.submitted)
        .sum();
    if open > 0 {
        table.note(format!(
            "Heraf er {} enheder endnu ikke bekræftet.",
            numbers::integer(open)
        ));
    }
    table
}

fn timetable(milestones: &[Milestone]) -> Table {
    let columns = vec![
        Column::text("Hvad"),
        Column::new("Frist", Kind::Date),
        Column::new("Udført", Kind::Date),
    ];
    let mut table = Table::new("Tidsplan", columns);
    for milestone in milestones {
        table.row(vec![
            milestone.title.as_str().into(),
            milestone.due_on.into(),
            milestone.done_on.into(),
        ]);
    }
    table
}

fn legal(document: &mut Document, content: &RecommendationContent) {
    let basis = content.recommendation.texts.legal_basis.as_deref();
    let competence = content.requirement.as_ref().and_then(competence);
    if basis.is_none() && competence.is_none() {
        return;
    }
    document.unnumbered(1, "lovgrundlag", "Lovgrundlag og kompetence");
    if let Some(basis) = basis {
        written(document, basis);
    }
    if let Some(competence) = competence {
        document.paragraph(competence);
    }
}

fn competence(requirement: &Requirement) -> Option<String> {
    match requirement {
        Requirement::NoRules => None,
        Requirement::Nothing => Some(
            "Efter kommunens kompetenceregler kan forvaltningen selv beslutte en aftale af denne størrelse.".to_owned(),
        ),
        Requirement::Decision(required) => Some(decided_by(required)),
    }
}

fn decided_by(required: &RequiredDecision) -> String {
    let mut text = format!(
        "Efter kommunens kompetenceregler skal {} træffe beslutningen",
        required.name
    );
    if let Some(rule) = &required.exceeded {
        let limit = rule.max_total.map(numbers::kroner);
        let limit = limit.map_or_else(String::new, |limit| format!(" ({limit})"));
        text.push_str(&format!(
            ", fordi aftalen er større end {} må beslutte{limit}",
            rule.name
        ));
    }
    text.push('.');
    if let Some(source) = required.by.as_ref().or(required.exceeded.as_ref()) {
        text.push_str(&format!(" Kilde: {}.", source.source.trim_end_matches('.')));
    }
    text
}

fn economy(document: &mut Document, content: &RecommendationContent) {
    document.unnumbered(1, "oekonomi", "Økonomi");
    if let Some(text) = &content.recommendation.texts.economy {
        written(document, text);
    }
    let Some((basis, calculation)) = &content.estimate else {
        document.paragraph("Der er endnu ikke noget godkendt økonomisk overslag.");
        return;
    };
    document.paragraph(format!(
        "Det godkendte overslag »{}« regner med {} enheder til {} og {} på {}, i alt {} Alle beløb er uden moms, som \
         kommunen får refunderet.",
        basis.estimate.title,
        numbers::integer(calculation.devices),
        numbers::kroner(calculation.acquisition),
        calculation.rhythm(),
        numbers::kroner(calculation.payment),
        numbers::kroner(calculation.total)
    ));
    document.paragraph(strong(if basis.frame.is_empty() {
        "Projektet har ingen budgetramme.".to_owned()
    } else if calculation.difference.is_negative() {
        format!(
            "Det er {} mere end rammen på {}",
            numbers::kroner(-calculation.difference),
            numbers::kroner(calculation.frame_total)
        )
    } else {
        format!(
            "Det holdes inden for rammen på {} med {} i rest.",
            numbers::kroner(calculation.frame_total),
            numbers::kroner(calculation.difference)
        )
    }));
    for warning in &calculation.warnings {
        document.note("Bemærk", warning.da.as_str());
    }
    document.table(calculation.by_year());
    document.chart(calculation.by_year_chart());
    let assumed = calculation.assumptions.len();
    if assumed > 0 {
        document.paragraph(format!(
            "{assumed} priser og satser i overslaget er antaget; de står med kilde i overslaget."
        ));
    }
}
