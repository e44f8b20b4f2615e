//! A database with work in it is brought to the newest schema without losing any of it.

use crate::support::empty_postgres;
use anskaf::db::{Database, DatabaseUrl};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use std::path::PathBuf;

/// The last migration before the agreement got its whole life.
const BEFORE: usize = 9;

fn folder(kind: &str) -> FileBasedMigrations {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(kind);
    FileBasedMigrations::from_path(path).expect("the migrations")
}

/// A school, an agreement with a line, an instalment, a device that has moved once, and requirements in two sections.
const WORK: &str = "
INSERT INTO schools (id, name, valid_from, version) VALUES (1, 'Nord', '2000-08-01', 1), (2, 'Syd', '2000-08-01', 1);
INSERT INTO accounts (id, email, email_key, name, language, active, created_at, version)
    VALUES (1, 'a@b.example', 'a@b.example', 'Anna', 'da', {true}, '2017-08-01 12:00:00', 1);
INSERT INTO device_categories (id, code, name, version) VALUES (1, 'pupil_pc', 'Elev-pc', 1);
INSERT INTO leases (id, agreement_number, title, lessor_name, kind, state, starts_on, periods, every_unit, every_count,
    timing, rate, residual, rounding, version) VALUES (7, 'L-7', 'Elev-pc''er', 'Leasinggiver', 'finance_lease',
    'in_force', '2018-01-02', 1, 'year', 1, 'advance', '0.0275', 0, 'constant_payment', 3);
INSERT INTO lease_lines (id, lease_id, position, kind, device_category_id, description, quantity, unit_price, version)
    VALUES (1, 7, 1, 'device', 1, 'Elev-pc', 1, 560000, 1);
INSERT INTO lease_instalments (lease_id, number, due_on, period_from, period_to, opening, interest, principal, payment,
    closing) VALUES (7, 1, '2018-01-02', '2018-01-02', '2019-01-02', 560000, 0, 560000, 560000, 0);
INSERT INTO device_models (id, device_category_id, manufacturer, name, version) VALUES (1, 1, 'Lenovo', 'N24', 1);
INSERT INTO devices (id, lease_line_id, school_id, model_id, serial_number, serial_key, status, received_on, version)
    VALUES (1, 1, 2, 1, 'S1', 's1', 'in_use', '2017-12-01', 2);
INSERT INTO device_movements (id, device_id, from_school_id, to_school_id, moved_on, account_id, at) VALUES
    (1, 1, NULL, 1, '2017-12-01', 1, '2017-12-01 12:00:00'), (2, 1, 1, 2, '2018-03-01', 1, '2018-03-01 12:00:00');
INSERT INTO projects (id, case_number, title, phase, version) VALUES (1, '17/2134', 'Elev-pc''er', 'specification', 1);
INSERT INTO specifications (id, project_id, title, next_number, version) VALUES (1, 1, 'Krav', 5, 1);
INSERT INTO specification_versions (id, specification_id, number, state, created_at, version)
    VALUES (1, 1, 1, 'draft', '2017-08-01 12:00:00', 1);
INSERT INTO requirement_sections (id, specification_version_id, position, title, version)
    VALUES (1, 1, 1, 'Skærm', 1), (2, 1, 2, 'Batteri', 1);
INSERT INTO requirements (id, specification_version_id, section_id, number, importance, answer_kind, text, withdrawn, version)
    VALUES (1, 1, 1, 4, 'normal', 'text', 'Fire', {false}, 1), (2, 1, 1, 1, 'normal', 'text', 'Et', {true}, 1),
    (3, 1, 2, 3, 'normal', 'text', 'Tre', {false}, 1), (4, 1, 1, 2, 'normal', 'text', 'To', {false}, 1);
";

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

/// What must be true afterwards, each for the count that is given.
const TRUTHS: [(&str, i64); 7] = [
    (
        "leases WHERE id = 7 AND agreement_number = 'L-7' AND state = 'in_force' AND version = 3 \
         AND day_count = 'periodic' AND signed_on IS NULL",
        1,
    ),
    (
        "lease_instalments WHERE lease_id = 7 AND payment = 560000 AND drawn = 0 AND schedule_id IS NULL",
        1,
    ),
    (
        "lease_lines WHERE id = 1 AND split_key = 'devices' AND account_string IS NULL",
        1,
    ),
    ("devices WHERE lease_line_id = 1 AND school_id = 2", 1),
    (
        "device_movements WHERE id = 2 AND from_school_id = 1 AND to_school_id = 2 AND lease_line_id = 1",
        1,
    ),
    ("device_movements WHERE lease_line_id = 1", 2),
    // Requirements stand as they stood before: by number within their section.
    (
        "requirements WHERE (number, position) IN (VALUES (1, 1), (2, 2), (4, 3), (3, 1))",
        4,
    ),
];

fn brought_up_to_date(url: &DatabaseUrl) {
    let db = Database::open(url, 1).expect("a database");
    db.migrate().expect("the rest of the migrations");
    for (truth, expected) in TRUTHS {
        let found = db
            .read_blocking(|conn| {
                let query = format!("SELECT count(*) AS count FROM {truth}");
                Ok(diesel::sql_query(query).get_result::<Found>(conn)?.count)
            })
            .expect("a count");
        assert_eq!(found, expected, "{truth}");
    }
    // Foreign keys are watched again: a line of no agreement is refused.
    let orphan = "INSERT INTO lease_lines (id, lease_id, position, kind, description, quantity, unit_price, version) \
         VALUES (9, 99, 1, 'other', 'Uden aftale', 1, 100, 1)";
    let refused = db.write_blocking(|conn| Ok(conn.batch_execute(orphan)?));
    assert!(refused.is_err(), "an orphan was taken");
}

#[test]
fn an_agreement_of_the_first_schema_survives_on_sqlite() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let file = dir.path().join("old.sqlite");
    let mut conn =
        SqliteConnection::establish(file.to_str().expect("a path")).expect("a connection");
    conn.batch_execute("PRAGMA foreign_keys = ON").expect("on");
    for _ in 0..BEFORE {
        conn.run_next_migration(folder("sqlite"))
            .expect("a migration");
    }
    conn.batch_execute(&WORK.replace("{true}", "1").replace("{false}", "0"))
        .expect("work");
    drop(conn);
    brought_up_to_date(&DatabaseUrl::Sqlite(file));
}

#[test]
fn an_agreement_of_the_first_schema_survives_on_postgres() {
    let Some(url) = empty_postgres("old_schema") else {
        return;
    };
    let mut conn = PgConnection::establish(&url).expect("a connection");
    for _ in 0..BEFORE {
        conn.run_next_migration(folder("postgres"))
            .expect("a migration");
    }
    conn.batch_execute(&WORK.replace("{true}", "true").replace("{false}", "false"))
        .expect("work");
    drop(conn);
    brought_up_to_date(&DatabaseUrl::Postgres(url));
}
