//! Dragør's case of 2017 from the budget agreement to the registered devices, through the same use cases as
//! the API.
//!
//! Facts come from the public minutes (`dragoer-2017.json` names them); what no source tells is marked as
//! assumed wherever it is shown. The accounts and tokens exist in the demo's own file only.

mod case;
mod evaluation;
mod moments;
mod paper_texts;
mod papers;
mod people;
mod prepare;
mod procure;
mod report;
mod requirement_texts;

use crate::app::Parts;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Database, DatabaseUrl, EstimateId, TenderId};
use crate::error::{Language, Result};
use crate::http::page::PublicAddress;
use crate::serve;
use case::Case;
use people::People;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

/// The demo's database in the directory of its documents.
const DATABASE: &str = "anskaf-demo.sqlite";

/// What was built.
#[derive(Debug)]
struct Built {
    case: Case,
    people: People,
    estimate: EstimateId,
    tender: TenderId,
    papers: Vec<papers::Paper>,
}

/// Builds the case in `out` (by default `demo`), writes and prints what it comes to, and serves it unless `once`.
///
/// # Errors
/// A message for the person who started it.
pub fn run(
    config: &Config,
    out: Option<PathBuf>,
    once: bool,
    start_log: impl FnOnce(),
) -> Result<(), String> {
    if !once {
        // Tell before the work, not after it.
        TcpListener::bind(config.listen).map_err(|error| serve::refused(config.listen, &error))?;
    }
    let out = out.unwrap_or_else(|| PathBuf::from("demo"));
    let database = fresh_database(&out)?;
    let built = build(&database).map_err(|error| {
        format!(
            "the demo could not be built: {}",
            error.detail(Language::English)
        )
    })?;
    let report = report::write(&database, &built, &out)?;
    println!("{report}");
    if once {
        return Ok(());
    }
    start_log();
    let parts = Parts::new(database, Clock::System, config.body_limit)
        .reached_at(people_type(config)?, None);
    serve::serve(parts, config.listen, config.shutdown_seconds, |address| {
        println!(
            "Open http://{address}/ and sign in as one of the people above (stop with Ctrl-C).\n\
             The interface for programs is described at http://{address}/api/docs/"
        );
    })
}

/// The address at which the demo is opened: the one that is set, else where it listens, if that is this machine. Not
/// every browser takes the cookies of HTTPS over plain HTTP, not even here.
fn people_type(config: &Config) -> Result<PublicAddress, String> {
    let known = config.listen.ip().is_loopback() && config.listen.port() != 0;
    if config.address.url.is_none() && known {
        return format!("http://{}", config.listen).parse();
    }
    Ok(config.address.clone())
}

fn fresh_database(out: &Path) -> Result<Database, String> {
    let cannot = |what: &Path, error: std::io::Error| format!("{}: {error}", what.display());
    std::fs::create_dir_all(out).map_err(|error| cannot(out, error))?;
    // Only files that an earlier demo wrote.
    for suffix in ["", "-wal", "-shm"] {
        let file = out.join(format!("{DATABASE}{suffix}"));
        if file.exists() {
            std::fs::remove_file(&file).map_err(|error| cannot(&file, error))?;
        }
    }
    let database = Database::open(&DatabaseUrl::Sqlite(out.join(DATABASE)), 4)?;
    database.migrate()?;
    Ok(database)
}

fn build(database: &Database) -> Result<Built> {
    let case = case::case().map_err(|error| crate::error::Error::Internal(error.into()))?;
    let present = Clock::System.moment();
    let password = crate::organisation::hash_password(people::PASSWORD)?;
    let (people, project, category, schools, estimate, tender, seen) =
        database.write_blocking(|conn| {
            let first = people::first(conn, present)?;
            let administrator = crate::http::actor::Administrator::of(first.caller.clone())?;
            let schools = prepare::organise(conn, &case, &administrator)?;
            let own = schools.last().copied().unwrap_or(crate::db::SchoolId(0));
            let people = people::invite(conn, first, own, moments::on(2017, 1, 9), present)?;
            people::let_in(conn, &people, &password, present)?;
            let (project, visit) = prepare::establish(conn, &case, &people)?;
            let category = prepare::state_needs(conn, &case, &people, project.id, &schools)?;
            let version = prepare::specify(conn, &people, project.id, category, visit)?;
            let estimate = procure::estimate(conn, &case, &people, project.id, category)?;
            let (tender, seen) =
                procure::prepare_tender(conn, &people, project.id, version, estimate)?;
            Ok((people, project, category, schools, estimate, tender, seen))
        })?;
    let mut papers = papers::before_tender(database, &people, project.id, estimate)?;
    procure::publish(database, &people, tender, seen)?;
    let line = database.write_blocking(|conn| {
        let line = procure::lease(conn, &case, &people, project.id, category)?;
        procure::register(conn, &case, &people, category, line, &schools)?;
        procure::reform_schools(conn, &case, &people, &schools)?;
        Ok(line)
    })?;
    papers.extend(papers::after_lease(database, &people, line, &schools)?);
    Ok(Built {
        case,
        people,
        estimate,
        tender,
        papers,
    })
}
