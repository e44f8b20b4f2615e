//! The program: its arguments, nothing else.

use anskaf::app::{self, Parts};
use anskaf::clock::Clock;
use anskaf::config::{Config, LogFormat};
use anskaf::db::{Database, DatabaseUrl};
use anskaf::error::{Error, Fault, Language, codes};
use anskaf::http::BodyLimit;
use anskaf::http::problem::Problem;
use anskaf::{demo, leasing, organisation, serve};
use clap::{Parser, Subcommand, ValueEnum};
use std::io::{IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Buys and leases IT devices for a municipality's schools, from budget agreement to the last return.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the service; settings come from the environment (see .env.example)
    Serve,
    /// Builds Dragør's case of 2017 in a fresh SQLite file, prints what it costs, then serves it
    Demo {
        /// Directory for the database and the documents; by default `demo` in the working directory
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Ends after the documents are written, without serving
        #[arg(long)]
        once: bool,
    },
    /// Brings the database to the state that this version needs
    Migrate,
    /// Opens the account of the first administrator and shows its first token
    CreateAccount {
        /// The administrator's e-mail address
        #[arg(long)]
        email: String,
        /// The administrator's name
        #[arg(long)]
        name: String,
    },
    /// Reads the terms of a lease as JSON from standard input and prints what it costs as JSON
    ///
    /// The same as POST /api/v1/lease-quotes, without settings or database. Refused terms: exit 2 and
    /// a problem document on standard error.
    Quote {
        /// The language of warnings and refusals
        #[arg(long, value_enum, default_value = "da")]
        language: Spoken,
    },
    /// Prints the description of the HTTP interface (OpenAPI 3.1)
    Openapi,
    /// Ends with success when the running service is ready; for container health checks
    Healthcheck,
}

#[derive(Clone, Copy, ValueEnum)]
enum Spoken {
    /// Danish
    Da,
    /// English
    En,
}

/// How the program ends when what it was given is refused.
const REFUSED: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Command::Quote { language } = arguments.command {
        return quote(match language {
            Spoken::Da => Language::Danish,
            Spoken::En => Language::English,
        });
    }
    match run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("anskaf: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), String> {
    if let Command::Openapi = command {
        println!(
            "{}",
            app::describe()
                .to_pretty_json()
                .map_err(|error| error.to_string())?
        );
        return Ok(());
    }
    let config = Config::from_environment()?;
    match command {
        Command::Serve => {
            start_log(&config);
            let database = open(&config)?;
            database.migrate()?;
            let parts = Parts::new(database, Clock::System, config.body_limit);
            serve::serve(parts, config.listen, config.shutdown_seconds, |_| ())
        }
        Command::Demo { out, once } => demo::run(&config, out, once, || start_log(&config)),
        Command::Migrate => open(&config)?.migrate(),
        Command::CreateAccount { email, name } => create_account(&config, &email, &name),
        Command::Openapi | Command::Quote { .. } => Ok(()),
        Command::Healthcheck => serve::healthcheck(config.listen),
    }
}

/// Works out a lease, from standard input to standard output.
fn quote(language: Language) -> ExitCode {
    let printed = match terms().and_then(|terms| leasing::quote_json(&terms, language)) {
        Ok(quote) => print(std::io::stdout(), &quote).map(|()| ExitCode::SUCCESS),
        Err(error @ Error::Refused(_)) => {
            let problem = Problem::of(&error, language, "/api/v1/lease-quotes");
            print(std::io::stderr(), &problem).map(|()| ExitCode::from(REFUSED))
        }
        Err(Error::Internal(cause)) => Err(cause),
    };
    printed.unwrap_or_else(|cause| {
        eprintln!("anskaf: {cause}");
        ExitCode::FAILURE
    })
}

/// Standard input, no more of it than the service takes in a body.
fn terms() -> Result<Vec<u8>, Error> {
    let limit = BodyLimit::default();
    let most = u64::try_from(limit.0).unwrap_or(u64::MAX);
    let mut terms = Vec::new();
    std::io::stdin()
        .take(most.saturating_add(1))
        .read_to_end(&mut terms)
        .map_err(|error| Error::Internal(error.into()))?;
    if terms.len() > limit.0 {
        return Err(Fault::new(&codes::PAYLOAD_TOO_LARGE)
            .with("limit_mb", limit.megabytes())
            .into());
    }
    Ok(terms)
}

fn print(
    mut out: impl Write,
    value: &impl serde::Serialize,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(out.write_all(text.as_bytes())?)
}

fn open(config: &Config) -> Result<Database, String> {
    if let DatabaseUrl::Sqlite(file) = &config.database_url
        && let Some(folder) = file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder)
            .map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    }
    Database::open(&config.database_url, config.database_connections)
}

fn create_account(config: &Config, email: &str, name: &str) -> Result<(), String> {
    let database = open(config)?;
    database.migrate()?;
    let moment = Clock::System.moment();
    let first = database
        .write_blocking(|conn| organisation::bootstrap(conn, email, name, moment))
        .map_err(|error| error.detail(anskaf::error::Language::English))?;
    println!(
        "Account {} of {} <{}>",
        first.account.id, first.account.name, first.account.email
    );
    println!(
        "Token, good until {}, shown only now:",
        first.token.token.expires_at
    );
    println!("{}", first.token.secret);
    Ok(())
}

fn start_log(config: &Config) {
    // The filter was checked when the settings were read.
    let filter = tracing_subscriber::EnvFilter::new(&config.log);
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::CLOSE)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}
