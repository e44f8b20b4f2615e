//! The only place where transactions begin and end, and where Rust types meet column types.
//!
//! Work outside the database (drawing a PDF, sending mail) never happens inside `read` or `write`: a write
//! holds the one writer's place of the whole municipality.

mod columns;
mod connection;
mod constraints;
pub mod idempotency;
mod ids;
mod migrations;
pub mod schema;
mod version;

pub use columns::Day;
pub(crate) use columns::text_enum;
pub use connection::{DatabaseUrl, DbConnection};
pub use constraints::violated_unique;
pub use ids::*;
pub use version::Version;

use crate::error::{Error, Result, codes};
use connection::{Access, Opener};
use diesel::r2d2;
use std::time::Duration;

/// The database of one municipality; cheap to clone.
#[derive(Clone)]
pub struct Database {
    readers: r2d2::Pool<Opener>,
    writers: r2d2::Pool<Opener>,
}

impl Database {
    /// Opens the database with at most `connections` connections (one more for SQLite's only writer).
    ///
    /// # Errors
    /// A message for the person who starts the service, when no connection can be made.
    pub fn open(url: &DatabaseUrl, connections: u32) -> Result<Self, String> {
        let pool = |read_only: bool, size: u32| {
            let opener = Opener {
                url: url.clone(),
                read_only,
            };
            r2d2::Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .connection_timeout(Duration::from_secs(10))
                .build(opener)
                .map_err(|error| format!("the database cannot be opened: {error}"))
        };
        match url {
            DatabaseUrl::Postgres(_) => {
                let both = pool(false, connections)?;
                Ok(Database {
                    readers: both.clone(),
                    writers: both,
                })
            }
            // The writer first: it creates the file and its write-ahead log.
            DatabaseUrl::Sqlite(_) => Ok(Database {
                writers: pool(false, 1)?,
                readers: pool(true, connections)?,
            }),
        }
    }

    /// Brings the tables to the state that this version of the service needs.
    ///
    /// # Errors
    /// A message for the person who starts the service.
    pub fn migrate(&self) -> Result<(), String> {
        let mut conn = self.writers.get().map_err(|error| error.to_string())?;
        migrations::run(&mut conn)
    }

    /// Whether all migrations of this version have been applied.
    ///
    /// # Errors
    /// [`codes::UNAVAILABLE`] when the database does not answer.
    pub async fn is_ready(&self) -> Result<bool> {
        let database = self.clone();
        blocking(move || database.is_ready_blocking()).await
    }

    /// [`Database::is_ready`] for callers that are not asynchronous.
    ///
    /// # Errors
    /// As [`Database::is_ready`].
    pub fn is_ready_blocking(&self) -> Result<bool> {
        let mut conn = self.readers.get().map_err(|_| &codes::UNAVAILABLE)?;
        Ok(migrations::are_applied(&mut conn))
    }

    /// Runs `work` on one unchanging state of the data.
    ///
    /// # Errors
    /// What `work` answers; [`codes::UNAVAILABLE`] when the database does not.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        F: FnOnce(&mut DbConnection) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let database = self.clone();
        blocking(move || database.read_blocking(work)).await
    }

    /// Runs `work` as the only writer; its changes are kept if it answers `Ok`, else undone.
    ///
    /// # Errors
    /// What `work` answers; [`codes::UNAVAILABLE`] when the database does not.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        F: FnOnce(&mut DbConnection) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let database = self.clone();
        blocking(move || database.write_blocking(work)).await
    }

    /// [`Database::read`] for callers that are not asynchronous (commands, the demo).
    ///
    /// # Errors
    /// As [`Database::read`].
    pub fn read_blocking<T>(&self, work: impl FnOnce(&mut DbConnection) -> Result<T>) -> Result<T> {
        transaction(&self.readers, Access::Read, work)
    }

    /// [`Database::write`] for callers that are not asynchronous (commands, the demo).
    ///
    /// # Errors
    /// As [`Database::write`].
    pub fn write_blocking<T>(
        &self,
        work: impl FnOnce(&mut DbConnection) -> Result<T>,
    ) -> Result<T> {
        transaction(&self.writers, Access::Write, work)
    }
}

fn transaction<T>(
    pool: &r2d2::Pool<Opener>,
    access: Access,
    work: impl FnOnce(&mut DbConnection) -> Result<T>,
) -> Result<T> {
    let mut conn = pool.get().map_err(|error| {
        tracing::error!(%error, "no database connection");
        Error::from(&codes::UNAVAILABLE)
    })?;
    conn.begin(access)?;
    match work(&mut conn) {
        Ok(value) => {
            conn.commit()?;
            Ok(value)
        }
        Err(error) => {
            conn.rollback()?;
            Err(error)
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::Internal(Box::new(error)))?
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        Error::Internal(Box::new(error))
    }
}
