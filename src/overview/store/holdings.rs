//! Who held the devices of which line from when on: one walk along an index, added up by line, day and schools.
//!
//! The index `device_movements_holdings` holds all that is read, so neither the table nor the devices are
//! touched and nothing is sorted; a million devices are a million steps along it, fewer where many came at once.

use super::agreements::few;
use crate::db::schema::device_movements::{
    self, from_school_id, lease_line_id, moved_on, to_school_id,
};
use crate::db::{Day, DbConnection, LeaseLineId, SchoolId};
use crate::finance::Movement;
use crate::overview::{CostBasis, Place};
use diesel::connection::DefaultLoadingMode;
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::HashMap;

/// Line, day, the school it left, the school it came to, how many devices.
type Moved = (LeaseLineId, Day, Option<SchoolId>, Option<SchoolId>, i64);

macro_rules! moved {
    () => {
        device_movements::table
            .group_by((lease_line_id, moved_on, from_school_id, to_school_id))
            .select((
                lease_line_id,
                moved_on,
                from_school_id,
                to_school_id,
                count_star(),
            ))
            .order((lease_line_id, moved_on, from_school_id, to_school_id))
    };
}

/// The query in SQLite's words, so that it can be asked for its plan.
pub fn holdings_query() -> String {
    let query = moved!();
    diesel::debug_query::<diesel::sqlite::Sqlite, _>(&query).to_string()
}

/// Reads the holdings into the basis, whose schools and lines must be known.
pub(super) fn read(conn: &mut DbConnection, basis: &mut CostBasis) -> QueryResult<()> {
    let lines: Option<Vec<LeaseLineId>> = few(basis).map(|_| {
        let agreements = basis.agreements.iter();
        agreements
            .flat_map(|agreement| agreement.lines.iter().filter(|line| line.devices))
            .map(|line| line.id)
            .collect()
    });
    let mut reader = Reader::new(basis);
    macro_rules! each {
        ($query:expr, $conn:expr) => {
            for row in $query.load_iter::<Moved, DefaultLoadingMode>($conn)? {
                reader.take(row?);
            }
        };
    }
    match (conn, lines) {
        (DbConnection::Sqlite(conn), None) => each!(moved!(), conn),
        (DbConnection::Postgres(conn), None) => each!(moved!(), conn),
        (DbConnection::Sqlite(conn), Some(lines)) => {
            each!(moved!().filter(lease_line_id.eq_any(lines)), conn);
        }
        (DbConnection::Postgres(conn), Some(lines)) => {
            each!(moved!().filter(lease_line_id.eq_any(lines)), conn);
        }
    }
    reader.end_line();
    let (changes, ranges) = (reader.changes, reader.ranges);
    for agreement in &mut basis.agreements {
        for line in &mut agreement.lines {
            if let Some(range) = ranges.get(&line.id) {
                line.changes = range.clone();
            }
        }
    }
    basis.changes = changes;
    Ok(())
}

struct Reader {
    places: HashMap<SchoolId, Place>,
    changes: Vec<Movement>,
    ranges: HashMap<LeaseLineId, std::ops::Range<usize>>,
    line: Option<LeaseLineId>,
    begin: usize,
}

impl Reader {
    fn new(basis: &CostBasis) -> Self {
        let schools = (0..).zip(&basis.schools);
        Reader {
            places: schools.map(|(place, school)| (school.id, place)).collect(),
            changes: Vec::new(),
            ranges: HashMap::new(),
            line: None,
            begin: 0,
        }
    }

    fn take(&mut self, (line, on, from, to, devices): Moved) {
        if self.line != Some(line) {
            self.end_line();
            self.line = Some(line);
        }
        for (school, delta) in [(from, -devices), (to, devices)] {
            if let Some(place) = school.and_then(|school| self.places.get(&school)) {
                self.changes.push(Movement {
                    on: on.0,
                    school: *place,
                    delta,
                });
            }
        }
    }

    fn end_line(&mut self) {
        let end = self.changes.len();
        if let Some(line) = self.line.take() {
            self.ranges.insert(line, self.begin..end);
        }
        self.begin = end;
    }
}
