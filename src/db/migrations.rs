//! The changes of the schema, embedded in the binary for both databases.

use super::DbConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

/// Applies what is missing. PostgreSQL takes a lock first, so that two starting services do not collide.
pub(super) fn run(conn: &mut DbConnection) -> Result<(), String> {
    let applied = match conn {
        DbConnection::Postgres(conn) => {
            use diesel::connection::SimpleConnection;
            conn.batch_execute("SELECT pg_advisory_lock(5218018)")
                .map_err(|error| error.to_string())?;
            let applied = conn.run_pending_migrations(POSTGRES).map(|_| ());
            conn.batch_execute("SELECT pg_advisory_unlock(5218018)")
                .map_err(|error| error.to_string())?;
            applied
        }
        DbConnection::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(|_| ()),
    };
    applied.map_err(|error| format!("a migration failed: {error}"))
}

/// Whether nothing is missing; an unreadable history counts as missing.
pub(super) fn are_applied(conn: &mut DbConnection) -> bool {
    let pending = match conn {
        DbConnection::Postgres(conn) => conn.has_pending_migration(POSTGRES),
        DbConnection::Sqlite(conn) => conn.has_pending_migration(SQLITE),
    };
    matches!(pending, Ok(false))
}
