//! The program: its arguments, nothing else.

use anskaf::app::{self, Parts};
use anskaf::clock::Clock;
use anskaf::config::{Config, LogFormat};
use anskaf::db::{Database, DatabaseUrl};
use anskaf::{demo, organisation, serve};
use clap::{Parser, Subcommand};
use std::io::IsTerminal;
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
    /// Prints the description of the HTTP interface (OpenAPI 3.1)
    Openapi,
    /// Ends with success when the running service is ready; for container health checks
    Healthcheck,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
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
        Command::Openapi => Ok(()),
        Command::Healthcheck => serve::healthcheck(config.listen),
    }
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
