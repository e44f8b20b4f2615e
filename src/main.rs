//! The program: its arguments, nothing else.

use anskaf::app::{self, Parts};
use anskaf::clock::Clock;
use anskaf::config::{Config, LogFormat};
use anskaf::db::{Database, DatabaseUrl};
use anskaf::error::{Error, Fault, Language, codes};
use anskaf::http::BodyLimit;
use anskaf::http::problem::Problem;
use anskaf::mail::Mailer;
use anskaf::oidc::{Provider, SingleSignOn};
use anskaf::{demo, leasing, organisation, overview, serve};
use clap::{Parser, Subcommand, ValueEnum};
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

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
    /// Opens the account of the first administrator and shows its first token and a link to choose a password
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
    /// Draws a document from the database into a file: the draft of any kind, or an issued one by its number
    ///
    /// The end of the file's name says in which form: .pdf, .txt and so on. `--list` tells the kinds, what their
    /// ID is the number of, and their forms. Ends with 2 when there is no such document.
    Render(RenderArguments),
    /// Prints the description of the HTTP interface (OpenAPI 3.1)
    Openapi,
    /// Ends with success when the running service is ready; for container health checks
    Healthcheck,
}

#[derive(clap::Args)]
struct RenderArguments {
    /// The kind of document, such as estimate
    #[arg(required_unless_present_any = ["list", "document"], conflicts_with_all = ["list", "document"])]
    kind: Option<String>,
    /// The number of the thing that it is about
    #[arg(required_unless_present_any = ["list", "document"], conflicts_with_all = ["list", "document"])]
    id: Option<i64>,
    /// The number of an issued document, such as 2017-0001: exactly the bytes that were issued
    #[arg(long, value_name = "NUMBER", conflicts_with = "list")]
    document: Option<String>,
    /// The file to write
    #[arg(long, value_name = "FILE", required_unless_present = "list")]
    out: Option<PathBuf>,
    /// Tells the kinds of documents and their forms
    #[arg(long)]
    list: bool,
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
    if let Command::Render(arguments) = &arguments.command {
        return render(arguments);
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
            let mailer = config.mail.as_ref().map(Mailer::new).transpose()?;
            let parts = Parts::new(database, Clock::System, config.body_limit)
                .reached_at(config.address.clone(), mailer)
                .with_sign_on(sign_on(&config)?);
            serve::serve(parts, config.listen, config.shutdown_seconds, |_| ())
        }
        Command::Demo { out, once } => demo::run(&config, out, once, || start_log(&config)),
        Command::Migrate => open(&config)?.migrate(),
        Command::CreateAccount { email, name } => create_account(&config, &email, &name),
        Command::Openapi | Command::Quote { .. } | Command::Render(_) => Ok(()),
        Command::Healthcheck => serve::healthcheck(config.listen),
    }
}

/// Draws a document into a file.
fn render(arguments: &RenderArguments) -> ExitCode {
    let told = |message: String, code: ExitCode| {
        eprintln!("anskaf: {message}");
        code
    };
    if arguments.list {
        print!("{}", overview::document_list());
        return ExitCode::SUCCESS;
    }
    let Some(out) = arguments.out.as_deref() else {
        return ExitCode::from(REFUSED);
    };
    let database = match Config::from_environment().and_then(|config| open_ready(&config)) {
        Ok(database) => database,
        Err(message) => return told(message, ExitCode::FAILURE),
    };
    match drawn(&database, arguments, out) {
        Ok(bytes) => match std::fs::write(out, &bytes) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                let message = format!("{} cannot be written: {error}", out.display());
                told(message, ExitCode::FAILURE)
            }
        },
        Err(Error::Internal(cause)) => told(cause.to_string(), ExitCode::FAILURE),
        Err(error) => told(error.detail(Language::English), ExitCode::from(REFUSED)),
    }
}

fn drawn(database: &Database, arguments: &RenderArguments, out: &Path) -> Result<Vec<u8>, Error> {
    let extension = out.extension().and_then(|extension| extension.to_str());
    let extension = extension.unwrap_or("").to_ascii_lowercase();
    match (&arguments.document, &arguments.kind, arguments.id) {
        (Some(number), ..) => overview::issued_file(database, number, &extension),
        (None, Some(kind), Some(id)) => {
            overview::draw_file(database, kind, id, &extension, Clock::System.moment())
        }
        // The arguments were checked when they were read.
        _ => Err((&codes::DOCUMENT_KIND_UNKNOWN).into()),
    }
}

/// The database as it is: it is neither made nor changed for somebody who only wants to read.
fn open_ready(config: &Config) -> Result<Database, String> {
    if let DatabaseUrl::Sqlite(file) = &config.database_url
        && !file.exists()
    {
        return Err(format!("there is no database at {}", file.display()));
    }
    let database = Database::open(&config.database_url, 1)?;
    match database.is_ready_blocking() {
        Ok(true) => Ok(database),
        Ok(false) => {
            Err("the database is older than this program: run `anskaf migrate`".to_owned())
        }
        Err(error) => Err(error.detail(Language::English)),
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
    println!(
        "Path of the page to choose a password, good once until {}:",
        first.link.expires_at
    );
    println!("{}", first.link.path());
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

/// The identity provider, if one is set; it sends people back to the public address.
fn sign_on(config: &Config) -> Result<SingleSignOn, String> {
    let (Some(settings), Some(url)) = (&config.provider, &config.address.url) else {
        return Ok(SingleSignOn::default());
    };
    let provider = Provider::new(settings.clone(), format!("{url}/sign-in/oidc/return"))?;
    Ok(SingleSignOn(Some(Arc::new(provider))))
}
