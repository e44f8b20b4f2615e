//! One connection type for both databases, opened from an address that was understood beforehand.
//!
//! `DbConnection::establish` would try one database after the other, and SQLite accepts any text as a file
//! name: a mistyped PostgreSQL address would quietly become an empty file. Hence [`DatabaseUrl`].

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::r2d2::{self, ManageConnection, R2D2Connection};
use std::path::PathBuf;

/// A connection to either database; queries are written once for both.
#[derive(diesel::MultiConnection)]
pub enum DbConnection {
    /// A PostgreSQL server.
    Postgres(PgConnection),
    /// An embedded SQLite file.
    Sqlite(SqliteConnection),
}

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `postgres://user:password@host:port/name`, handed to libpq as it stands.
    Postgres(String),
    /// `sqlite://` followed by a file's path, absolute or relative to the working directory.
    Sqlite(PathBuf),
}

impl std::str::FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(url: &str) -> Result<Self, String> {
        match url.split_once("://") {
            Some(("postgres" | "postgresql", rest)) if !rest.is_empty() => {
                Ok(DatabaseUrl::Postgres(url.to_owned()))
            }
            Some(("sqlite", path)) if !path.is_empty() => Ok(DatabaseUrl::Sqlite(path.into())),
            _ => Err("neither a postgres:// nor a sqlite:// address".to_owned()),
        }
    }
}

/// What a transaction may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Sees one unchanging state.
    Read,
    /// Has the database to itself, so that what it checked still holds when it writes.
    Write,
}

/// The key of PostgreSQL's advisory lock; any number will do, as long as every writer uses the same.
const WRITER_LOCK: i64 = 5_218_017;

/// How SQLite is set up: durable (`FULL`), readers beside one writer (`WAL`), references checked.
const SQLITE_PRAGMAS: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
     PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000;";

impl DbConnection {
    pub(super) fn begin(&mut self, access: Access) -> QueryResult<()> {
        match (self, access) {
            (DbConnection::Postgres(conn), Access::Read) => {
                AnsiTransactionManager::begin_transaction_sql(
                    conn,
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                )
            }
            // Read committed on purpose: each statement after the lock sees what the writer before left.
            (DbConnection::Postgres(conn), Access::Write) => {
                AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN")?;
                conn.batch_execute(&format!("SELECT pg_advisory_xact_lock({WRITER_LOCK})"))
            }
            (DbConnection::Sqlite(conn), Access::Read) => {
                AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN DEFERRED")
            }
            // A deferred transaction that reads first fails with "database is locked" when another
            // process writes in between.
            (DbConnection::Sqlite(conn), Access::Write) => {
                AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE")
            }
        }
    }

    pub(super) fn commit(&mut self) -> QueryResult<()> {
        match self {
            DbConnection::Postgres(conn) => AnsiTransactionManager::commit_transaction(conn),
            DbConnection::Sqlite(conn) => AnsiTransactionManager::commit_transaction(conn),
        }
    }

    pub(super) fn rollback(&mut self) -> QueryResult<()> {
        match self {
            DbConnection::Postgres(conn) => AnsiTransactionManager::rollback_transaction(conn),
            DbConnection::Sqlite(conn) => AnsiTransactionManager::rollback_transaction(conn),
        }
    }
}

/// Opens connections for one kind of access.
#[derive(Debug, Clone)]
pub(super) struct Opener {
    pub url: DatabaseUrl,
    /// SQLite readers are barred from writing by the connection itself.
    pub read_only: bool,
}

impl Opener {
    fn open(&self) -> ConnectionResult<DbConnection> {
        match &self.url {
            DatabaseUrl::Postgres(url) => PgConnection::establish(url).map(DbConnection::Postgres),
            DatabaseUrl::Sqlite(path) => {
                let mut conn = SqliteConnection::establish(&path.to_string_lossy())?;
                conn.batch_execute(SQLITE_PRAGMAS)
                    .map_err(ConnectionError::CouldntSetupConfiguration)?;
                if self.read_only {
                    conn.batch_execute("PRAGMA query_only = ON")
                        .map_err(ConnectionError::CouldntSetupConfiguration)?;
                }
                Ok(DbConnection::Sqlite(conn))
            }
        }
    }
}

impl ManageConnection for Opener {
    type Connection = DbConnection;
    type Error = r2d2::Error;

    fn connect(&self) -> Result<DbConnection, r2d2::Error> {
        self.open().map_err(r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, conn: &mut DbConnection) -> Result<(), r2d2::Error> {
        match conn {
            DbConnection::Postgres(conn) => conn.ping().map_err(r2d2::Error::QueryError),
            // A file does not hang up.
            DbConnection::Sqlite(_) => Ok(()),
        }
    }

    fn has_broken(&self, conn: &mut DbConnection) -> bool {
        // A panic inside a transaction leaves it open: closing the connection undoes it and frees its lock.
        std::thread::panicking() || conn.is_broken()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_address_is_refused_and_never_becomes_a_file() {
        for url in [
            "potsgres",
            "potsgres://x/y",
            "host=127.0.0.1 dbname=x",
            "",
            "sqlite://",
            "postgres://",
        ] {
            assert!(url.parse::<DatabaseUrl>().is_err(), "{url}");
        }
        assert_eq!(
            "sqlite:///var/lib/anskaf/anskaf.db".parse(),
            Ok(DatabaseUrl::Sqlite("/var/lib/anskaf/anskaf.db".into()))
        );
    }
}
