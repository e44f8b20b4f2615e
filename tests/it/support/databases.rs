//! Fresh databases of both kinds, copied from a template that holds the schema and an account per role.

use super::postgres;
use anskaf::clock::{Clock, Moment};
use anskaf::db::{Database, DatabaseUrl, SchoolId};
use anskaf::http::Role;
use anskaf::http::actor::Administrator;
use anskaf::organisation::{self, DescribeAccount, DescribeSchool, IssueToken, Scope};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The day on which the tests' clock stands: the committee's meeting.
pub const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2017, 8, 24).expect("a date");

/// A database that vanishes with the test.
pub struct TestDatabase {
    pub db: Database,
    _dir: Option<tempfile::TempDir>,
}

type Tokens = BTreeMap<Role, String>;

static TOKENS: OnceLock<Tokens> = OnceLock::new();

/// The token of the account that holds this role alone.
pub fn token(role: Role) -> String {
    sqlite_template();
    if postgres::server().is_some() {
        postgres_template();
    }
    TOKENS.get().expect("a template was made")[&role].clone()
}

impl TestDatabase {
    pub fn sqlite() -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let file = dir.path().join("anskaf.sqlite");
        std::fs::copy(sqlite_template(), &file).expect("a copy of the template");
        TestDatabase {
            db: Database::open(&DatabaseUrl::Sqlite(file), 4).expect("a database"),
            _dir: Some(dir),
        }
    }

    pub fn postgres() -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let server = postgres::server()?;
        let template = postgres_template();
        let name = format!("story_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        server.create_database(&name, Some(template));
        Some(TestDatabase {
            db: Database::open(&DatabaseUrl::Postgres(server.url(&name)), 4).expect("a database"),
            _dir: None,
        })
    }
}

/// The address of a PostgreSQL database without any table; `None` where PostgreSQL is not installed.
pub fn empty_postgres(name: &str) -> Option<String> {
    let server = postgres::server()?;
    server.create_database(name, None);
    Some(server.url(name))
}

fn sqlite_template() -> &'static PathBuf {
    static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let file = dir.path().join("template.sqlite");
        let db = Database::open(&DatabaseUrl::Sqlite(file.clone()), 1).expect("a database");
        db.migrate().expect("the migrations");
        seed(&db);
        drop(db);
        // One small file per run, in a directory of the run.
        let kept = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("template-{}.sqlite", std::process::id()));
        std::fs::copy(&file, &kept).expect("a copy");
        kept
    })
}

fn postgres_template() -> &'static str {
    static TEMPLATE: OnceLock<()> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let server = postgres::server().expect("asked only when there is a server");
        server.create_database("template_anskaf", None);
        let url = DatabaseUrl::Postgres(server.url("template_anskaf"));
        let db = Database::open(&url, 1).expect("a database");
        db.migrate().expect("the migrations");
        seed(&db);
    });
    "template_anskaf"
}

/// An account per role and two schools; the school leader leads the first.
///
/// Tokens are random, so the second template stores the hashes of the first one's tokens.
fn seed(db: &Database) {
    let moment = Clock::standing_at(TODAY).moment();
    let tokens = db
        .write_blocking(|conn| Ok(seed_accounts(conn, moment)))
        .expect("seeds");
    if let Err(tokens) = TOKENS.set(tokens) {
        let known = TOKENS.get().expect("it was set");
        for (role, token) in tokens {
            replace_token(db, &token, &known[&role]);
        }
    }
}

fn seed_accounts(conn: &mut anskaf::db::DbConnection, moment: Moment) -> Tokens {
    let first =
        organisation::bootstrap(conn, "admin@dragoer.example", "Anna Administrator", moment)
            .expect("the administrator");
    let caller = organisation::authenticate(
        conn,
        &anskaf::http::session::token_hash(&first.token.secret),
        moment.now,
    )
    .expect("no error")
    .expect("the administrator");
    let admin = Administrator::of(caller).expect("the administrator");
    for name in ["Store Magleby Skole", "Dragør Skole, afdeling Nord"] {
        let school = DescribeSchool {
            name: name.to_owned(),
            institution_number: None,
            gln: None,
            cost_centre: None,
            street: None,
            postal_code: None,
            city: None,
            valid_from: NaiveDate::from_ymd_opt(2000, 8, 1).expect("a date"),
            valid_to: None,
            successor_id: None,
        };
        organisation::open_school(conn, &admin, &school, moment).expect("a school");
    }
    let mut tokens = Tokens::from([(Role::Administrator, first.token.secret)]);
    for role in Role::ALL
        .iter()
        .copied()
        .filter(|role| *role != Role::Administrator)
    {
        let account = DescribeAccount {
            email: format!("{}@dragoer.example", role.as_str()),
            name: format!("Kim {}", role.as_str()),
            language: "da".parse().expect("a language"),
            active: true,
            roles: vec![role],
            schools: if role == Role::SchoolLeader {
                vec![SchoolId(super::OWN_SCHOOL)]
            } else {
                vec![]
            },
        };
        let account =
            organisation::open_account(conn, &admin, &account, moment).expect("an account");
        let token = IssueToken {
            name: "Test".to_owned(),
            scope: Scope::Write,
            valid_days: 366,
        };
        let issued =
            organisation::issue_token(conn, &admin, account.id, &token, moment).expect("a token");
        tokens.insert(role, issued.secret);
    }
    tokens
}

fn replace_token(db: &Database, token: &str, by: &str) {
    use anskaf::db::schema::api_tokens as t;
    use diesel::prelude::*;
    let (old, new) = (
        anskaf::http::session::token_hash(token),
        anskaf::http::session::token_hash(by),
    );
    db.write_blocking(|conn| {
        diesel::update(t::table.filter(t::token_hash.eq(old)))
            .set(t::token_hash.eq(new))
            .execute(conn)?;
        Ok(())
    })
    .expect("the token of the other template");
}
