//! Which rule of the schema an insert or update has broken, named alike on both databases.

use diesel::result::{DatabaseErrorKind::UniqueViolation, Error};

/// Names a broken uniqueness rule as `table.column` (or `table.first_second` for several columns).
///
/// PostgreSQL names the constraint (`devices_serial_key_key`), SQLite lists the columns
/// (`schools.name, schools.valid_from`).
pub fn violated_unique(error: &Error) -> Option<String> {
    let Error::DatabaseError(UniqueViolation, details) = error else {
        return None;
    };
    if let (Some(table), Some(constraint)) = (details.table_name(), details.constraint_name()) {
        let columns = constraint
            .strip_prefix(table)?
            .strip_prefix('_')?
            .strip_suffix("_key")?;
        return Some(format!("{table}.{columns}"));
    }
    let listed = details
        .message()
        .strip_prefix("UNIQUE constraint failed: ")?;
    let (table, _) = listed.split_once('.')?;
    let columns: Vec<&str> = listed
        .split(", ")
        .filter_map(|column| column.split_once('.').map(|(_, name)| name))
        .collect();
    Some(format!("{table}.{}", columns.join("_")))
}
