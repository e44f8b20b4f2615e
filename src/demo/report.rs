//! What the demo writes into its directory and prints.

use super::Built;
use super::case::Case;
use super::{papers, people};
use crate::archive::{self, DocumentKind, kind};
use crate::budget::{self, NeedsCounted};
use crate::db::{Database, DbConnection, TenderId};
use crate::error::{Error, Language, Result};
use crate::http::actor::Reach;
use crate::overview::{self, AskCosts, CostYears};
use crate::render::{csv, numbers, text};
use std::fmt::Write;
use std::path::Path;

const TENDER: &str = "udbudsmateriale.pdf";
const PACKAGE: &str = "udbudsmateriale.zip";
const PRICE_SHEET: &str = "tilbudsliste.xlsx";
const ESTIMATE: &str = "oekonomisk-overslag.pdf";
const COSTS: &str = "udgift-pr-budgetaar.csv";

/// Writes the documents into `out` and answers the text for the terminal.
pub(super) fn write(database: &Database, built: &Built, out: &Path) -> Result<String, String> {
    let told = |error: Error| error.detail(Language::English);
    let published = database
        .read_blocking(|conn| {
            [
                &kind::TENDER_DOCUMENT,
                &kind::TENDER_PACKAGE,
                &kind::PRICE_SHEET,
            ]
            .map(|kind| published(conn, kind, built.tender))
            .into_iter()
            .collect::<Result<Vec<_>>>()
        })
        .map_err(told)?;
    let issued = super::moments::on(2017, 9, 25).today;
    let asked = AskCosts {
        years: Some(CostYears::only(2018, 2021)),
        ..AskCosts::default()
    };
    let (basis, costs) = database
        .read_blocking(|conn| {
            let basis = budget::store::basis(conn, built.estimate, NeedsCounted::Confirmed)?;
            Ok((
                basis,
                overview::read_costs(conn, &Reach::All, &asked, issued)?,
            ))
        })
        .map_err(told)?;
    let calculation = budget::calculate(&basis, None).map_err(told)?;
    let estimate = papers::content(database, built, ESTIMATE).map_err(told)?;
    let table = overview::cost_table(&costs);
    let sheet = csv::write(&table, csv::Dialect::Spreadsheet).map_err(|error| error.to_string())?;
    let tender = [TENDER, PACKAGE, PRICE_SHEET].into_iter().zip(&published);
    for (name, bytes) in tender.chain([(ESTIMATE, &estimate), (COSTS, &sheet)]) {
        let file = out.join(name);
        std::fs::write(&file, bytes).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    papers::write(database, built, out)?;
    print(built, &calculation, &text::table(&table), out).map_err(|error| error.to_string())
}

/// The bytes of a published document of the tender.
fn published(conn: &mut DbConnection, kind: &DocumentKind, tender: TenderId) -> Result<Vec<u8>> {
    let editions = archive::store::editions(conn, kind, tender.0)?;
    let last = editions
        .last()
        .ok_or_else(|| Error::Internal("the tender was not published".into()))?;
    archive::store::content(conn, last.id).map(|(_, bytes)| bytes)
}

fn print(
    built: &Built,
    calculation: &budget::Calculation,
    table: &str,
    out: &Path,
) -> Result<String, std::fmt::Error> {
    let mut page = String::new();
    heading(&mut page, &built.case)?;
    for (what, amount) in [
        ("Anskaffelsessum ekskl. moms", calculation.acquisition),
        ("Ydelse pr. år, betalt forud", calculation.payment),
        ("Ydelser i alt", calculation.total),
        ("Rammen, alle år", calculation.frame_total),
    ] {
        writeln!(page, "{what:<30} {:>14}", numbers::amount(amount))?;
    }
    writeln!(page, "\n{table}")?;
    for warning in &calculation.warnings {
        writeln!(page, "ADVARSEL: {}", warning.da)?;
    }
    if let Some(fit) = &calculation.fit {
        how_many_fit(&mut page, fit)?;
    }
    let folder = out.display();
    writeln!(
        page,
        "\nSkrevet i {folder}: {TENDER}, {PACKAGE}, {PRICE_SHEET}, {ESTIMATE}, {COSTS}; og i {}: {}\n",
        papers::FOLDER,
        papers::files(built)
    )?;
    writeln!(
        page,
        "Log ind med en af disse e-mails og adgangskoden »{}« (kun i demoens database). For programmer er der et token\n\
         til hver, som sendes som Authorization: Bearer …:",
        people::PASSWORD
    )?;
    for person in &built.people.all {
        let (role, name) = (person.role.as_str(), &person.name);
        writeln!(
            page,
            "  {role:<15} {name:<20} {:<28} {}",
            person.email, person.token
        )?;
    }
    Ok(page)
}

fn heading(page: &mut String, case: &Case) -> std::fmt::Result {
    let facts = &case.facts;
    writeln!(
        page,
        "{}, sag {}: {}",
        facts.municipality, facts.case_number, facts.title
    )?;
    writeln!(page, "Fakta: {}", case.source)?;
    writeln!(
        page,
        "Antaget (ingen kilde): priser, leasinggiver, underskriftsdag, rente, ydelsesprofil, fordeling på\n\
         skoler, og hvilken skole der afløste hvilken i 2019.\n"
    )
}

fn how_many_fit(page: &mut String, fit: &budget::Fit) -> std::fmt::Result {
    let Some(quantity) = fit.quantity else {
        return writeln!(page, "\nRammen rækker ikke til de faste udgifter.");
    };
    writeln!(
        page,
        "\nInden for rammen på {} kan der leases {quantity} elev-pc'er, {} flere end de {}:\n\
         ydelserne bliver {} i alt; med én mere {}.",
        numbers::kroner(fit.frame),
        fit.more_than_needed,
        fit.needed,
        numbers::kroner(fit.total),
        numbers::kroner(fit.total_with_one_more),
    )
}
