//! The statement of debt and obligations on paper (*restgæld og forpligtelser*), for the annual accounts.
//!
//! Debt and obligation are told apart on every page: the statement never adds them up.

use super::{DebtStatement, DebtTotals, LeaseDebt, LeaseKind, LeaseState, debt_table};
use crate::error::Language;
use crate::finance::Money;
use crate::render::chart::Series;
use crate::render::document::{Paper, Signatory, strong};
use crate::render::{Cell, Chart, Column, Document, Table, numbers};
use chrono::NaiveDate;

/// What the document tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebtContent {
    /// The municipality.
    pub author: String,
    /// The statement.
    pub statement: DebtStatement,
}

/// Composes the statement as it is drawn on `date`.
pub fn compose(content: &DebtContent, date: NaiveDate) -> Document {
    let statement = &content.statement;
    let on = numbers::date(statement.on);
    let title = format!("Restgæld og forpligtelser pr. {on}");
    let mut document = Document::new(title, content.author.as_str(), date);
    document.subtitle = "Leasing af it-enheder til skolerne".to_owned();
    document
        .fact("Opgjort pr.", on)
        .fact("Aftaler", numbers::integer(count(statement.rows.len())))
        .fact("Beløb", "I kroner uden moms");
    result(&mut document, statement);
    maturities(&mut document, statement);
    for (kind, id, heading) in [
        (LeaseKind::FinanceLease, "gaeld", "Finansiel leasing: gæld"),
        (
            LeaseKind::OperatingLease,
            "forpligtelse",
            "Operationel leasing: forpligtelse",
        ),
    ] {
        agreements(&mut document, statement, kind, id, heading);
    }
    rules(&mut document, statement);
    whole(&mut document, statement);
    document.unnumbered(1, "underskrift", "Underskrift");
    document.paragraph(format!(
        "Opgørelsen er gennemgået og stemmer med aftalerne, som de stod den {}.",
        numbers::date(statement.reckoned_on)
    ));
    document.signatures([
        Signatory {
            role: "Opgjort af".to_owned(),
            ..Signatory::default()
        },
        Signatory {
            role: format!("Godkendt for {}", content.author),
            ..Signatory::default()
        },
    ]);
    document
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

fn result(document: &mut Document, statement: &DebtStatement) {
    document.heading(1, "resultat", "Resultat");
    if statement.rows.is_empty() {
        document.paragraph(strong(format!(
            "Kommunen var ikke bundet af nogen leasingaftale den {}.",
            numbers::date(statement.on)
        )));
        return;
    }
    let (debt, bound) = (&statement.finance_leases, &statement.operating_leases);
    let of = |kind| statement.rows.iter().any(|row| row.kind == kind);
    if of(LeaseKind::FinanceLease) {
        document.paragraph(strong(format!(
            "Gælden på finansielle leasingaftaler er {} og påløbne renter {}",
            numbers::kroner(debt.remaining_debt),
            numbers::kroner(debt.accrued_interest)
        )));
    }
    if of(LeaseKind::OperatingLease) {
        document.paragraph(strong(format!(
            "Forpligtelsen på operationelle leasingaftaler er {} i ydelser, der endnu ikke er forfaldet.",
            numbers::kroner(bound.obligations)
        )));
    }
    document.paragraph(
        "Gæld og forpligtelse er to forskellige ting og lægges ikke sammen: finansiel leasing er gæld i regnskabet, \
         operationel leasing oplyses som forpligtelse.",
    );
}

/// A span of time and what falls due in it.
type DueSpan = (&'static str, fn(&DebtTotals) -> Money);

/// The spans of time in which payments fall due, in the order of the table.
const SPANS: [DueSpan; 3] = [
    ("Inden for 1 år", |totals| totals.within_one_year),
    ("2-5 år", |totals| totals.one_to_five_years),
    ("Senere", |totals| totals.later),
];

fn maturities(document: &mut Document, statement: &DebtStatement) {
    if statement.rows.is_empty() {
        return;
    }
    document.heading(1, "forfald", "Hvornår ydelserne forfalder");
    let mut columns = vec![Column::text("Art")];
    columns.extend(SPANS.map(|(name, _)| Column::money(name)));
    columns.push(Column::money("I alt").summing_row());
    let mut table = Table::new("Ydelser, der endnu ikke er forfaldet, kr.", columns);
    let kinds = [
        ("Finansiel leasing", &statement.finance_leases),
        ("Operationel leasing", &statement.operating_leases),
    ];
    let shown = |kind| statement.rows.iter().any(|row| row.kind == kind);
    let kinds = kinds
        .into_iter()
        .zip([LeaseKind::FinanceLease, LeaseKind::OperatingLease]);
    let kinds: Vec<_> = kinds
        .filter(|(_, kind)| shown(*kind))
        .map(|(found, _)| found)
        .collect();
    for (name, totals) in &kinds {
        let mut cells: Vec<Cell> = vec![(*name).into()];
        cells.extend(SPANS.map(|(_, of)| Cell::from(of(totals))));
        cells.push(totals.obligations.into());
        table.row(cells);
    }
    if shown(LeaseKind::FinanceLease) {
        table.note(
            "For finansiel leasing er ydelserne større end gælden, fordi de også betaler fremtidige renter.",
        );
    }
    document.table(table);
    document.chart(Chart {
        language: Language::Danish,
        title: "Ydelser efter forfald".to_owned(),
        alternative: format!(
            "Søjlediagram over ydelser efter forfald. Inden for et år forfalder {} på finansiel og {} på operationel \
             leasing. Tallene står i tabellen ovenfor.",
            numbers::kroner(statement.finance_leases.within_one_year),
            numbers::kroner(statement.operating_leases.within_one_year)
        ),
        categories: SPANS.iter().map(|(name, _)| (*name).to_owned()).collect(),
        series: kinds
            .iter()
            .map(|(name, totals)| Series {
                name: (*name).to_owned(),
                values: SPANS.iter().map(|(_, of)| Some(of(totals))).collect(),
            })
            .collect(),
        limits: Vec::new(),
        with_table: false,
    });
}

fn agreements(
    document: &mut Document,
    statement: &DebtStatement,
    kind: LeaseKind,
    id: &str,
    heading: &str,
) {
    let rows: Vec<&LeaseDebt> = statement
        .rows
        .iter()
        .filter(|row| row.kind == kind)
        .collect();
    if rows.is_empty() {
        return;
    }
    document.heading(1, id, heading);
    for row in rows {
        document.heading(2, "", format!("{}, {}", row.agreement_number, row.title));
        let mut facts: Vec<(&str, String)> = vec![("Leasinggiver", row.lessor_name.clone())];
        let mut add = |name, amount: Option<Money>| {
            facts.extend(amount.map(|amount| (name, numbers::kroner(amount))));
        };
        add("Restgæld", row.remaining_debt);
        add("Påløbne renter", row.accrued_interest);
        for (name, amount) in [
            ("Ydelser inden for 1 år", row.within_one_year),
            ("Ydelser om 2-5 år", row.one_to_five_years),
            ("Ydelser senere", row.later),
        ] {
            add(name, Some(amount).filter(|amount| *amount != Money::ZERO));
        }
        add("Ydelser i alt", Some(row.obligations));
        add(
            "Servicegebyrer",
            Some(row.fees).filter(|fees| *fees != Money::ZERO),
        );
        add("Restværdi, som kommunen indestår for", row.residual_at_risk);
        add("Aftalt købspris ved udløb", row.purchase_price);
        document.facts(facts);
        if row.state == LeaseState::BuildUp {
            document.note(
                "Oparbejdning",
                "Aftalen er ikke ikraftsat; dens ydelser er endnu ikke fastlagt og derfor ikke med.",
            );
        }
    }
}

fn rules(document: &mut Document, statement: &DebtStatement) {
    document.heading(1, "regler", "Sådan er der opgjort");
    document.bullets([
        format!(
            "Opgørelsen tager aftaler med, der var underskrevet senest {} og ikke var ophørt den dag. De er opgjort, \
             som de stod {}.",
            numbers::date(statement.on),
            numbers::date(statement.reckoned_on)
        ),
        "Restgæld er gælden efter den sidste forfaldne ydelse, med det, leasinggiver har betalt siden, og uden påløbne \
         renter."
            .to_owned(),
        "En ydelse, der forfalder på selve dagen, regnes som betalt.".to_owned(),
        "Påløbne renter er renten fra den sidste forfaldne ydelse til dagen. Er vilkårene ændret efter underskriften, \
         er de den næste ydelses rente efter dage."
            .to_owned(),
        "Ydelser omfatter også delafgifter og aftalte indfrielser, der endnu ikke er forfaldet.".to_owned(),
        "Servicegebyrer er ikke en del af leasingydelsen og står for sig.".to_owned(),
        "Aftaler under oparbejdning står med det, leasinggiver har betalt; deres ydelser er endnu ikke fastlagt.".to_owned(),
    ]);
}

/// The whole statement as one table, for those who reconcile it.
fn whole(document: &mut Document, statement: &DebtStatement) {
    if statement.rows.is_empty() {
        return;
    }
    document.paper(Paper::OnItsSide);
    document.heading(1, "samlet", "Samlet opgørelse");
    let whole = debt_table(statement);
    // The rules stand in words above, and what is empty for all needs no column.
    let kept: Vec<usize> = (0..whole.columns.len())
        .filter(|column| {
            whole
                .rows
                .iter()
                .any(|row| !matches!(row.cell(*column), Cell::Empty | Cell::Money(Money::ZERO)))
        })
        .collect();
    let columns = kept
        .iter()
        .filter_map(|column| whole.columns.get(*column).cloned());
    let mut table = Table::new(whole.title.clone(), columns.collect());
    table.rows = whole.rows.clone();
    for row in &mut table.rows {
        row.cells = kept
            .iter()
            .map(|column| row.cell(*column).clone())
            .collect();
    }
    document.table(table);
    document.paper(Paper::Upright);
}
