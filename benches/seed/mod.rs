//! A large municipality for the benches: schools, leases in force, devices and moves, by direct inserts.

use anskaf::clock::Clock;
use anskaf::db::{Database, DbConnection};
use chrono::NaiveDate;
use diesel::connection::SimpleConnection;
use std::fmt::Write;

/// How many schools.
pub const SCHOOLS: usize = 20;
/// How many agreements, each with one line of devices.
pub const LEASES: usize = 50;
/// How many monthly instalments each agreement has.
pub const INSTALMENTS: usize = 48;

/// The day on which the benches' clock stands.
pub const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2018, 6, 1).expect("a date");

/// Fills a migrated database with `devices` devices of which every tenth moved once; answers an
/// IT token and a finance token.
pub fn seed(db: &Database, devices: usize) -> Tokens {
    let moment = Clock::standing_at(TODAY).moment();
    let tokens = db
        .write_blocking(|conn| Ok(accounts(conn, moment)))
        .expect("accounts");
    db.write_blocking(|conn| {
        conn.batch_execute(&fixed())?;
        for first in (0..devices).step_by(1000) {
            conn.batch_execute(&chunk(first, devices.min(first + 1000)))?;
        }
        for table in ["schools", "leases", "lease_lines", "device_models", "devices", "device_movements"] {
            if let DbConnection::Postgres(conn) = conn {
                let next = format!(
                    "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                );
                conn.batch_execute(&next)?;
            }
        }
        conn.batch_execute("ANALYZE")?;
        Ok(())
    })
    .expect("seeds");
    tokens
}

/// Secrets to call the seeded service with.
pub struct Tokens {
    /// Of the IT department.
    pub it: String,
    /// Of finance.
    pub finance: String,
}

fn accounts(conn: &mut DbConnection, moment: anskaf::clock::Moment) -> Tokens {
    use anskaf::http::Role;
    use anskaf::http::actor::Administrator;
    use anskaf::http::session::token_hash;
    use anskaf::organisation::{self, DescribeAccount, IssueToken, Scope};
    let first = organisation::bootstrap(conn, "a@bench.example", "Bench", moment)
        .expect("an administrator");
    let caller = organisation::authenticate(conn, &token_hash(&first.token.secret), moment.now)
        .expect("no error")
        .expect("the administrator");
    let admin = Administrator::of(caller).expect("the administrator");
    let mut token = |role: Role| {
        let account = DescribeAccount {
            email: format!("{}@bench.example", role.as_str()),
            name: role.as_str().to_owned(),
            language: "da".parse().expect("a language"),
            active: true,
            roles: vec![role],
            schools: vec![],
        };
        let account =
            organisation::open_account(conn, &admin, &account, moment).expect("an account");
        let token = IssueToken {
            name: "Bench".to_owned(),
            scope: Scope::Write,
            valid_days: 366,
        };
        organisation::issue_token(conn, &admin, account.id, &token, moment)
            .expect("a token")
            .secret
    };
    Tokens {
        it: token(Role::It),
        finance: token(Role::Finance),
    }
}

fn fixed() -> String {
    let mut sql = String::from(
        "INSERT INTO device_categories (id, code, name, version) VALUES (1, 'pupil_pc', 'Elev-pc', 1);\
         INSERT INTO device_models (id, device_category_id, manufacturer, name, version) \
         VALUES (1, 1, 'Bench', 'Model 1', 1);",
    );
    for school in 1..=SCHOOLS {
        write!(
            sql,
            "INSERT INTO schools (id, name, valid_from, version) VALUES ({school}, 'Skole {school}', '2000-08-01', 1);"
        )
        .expect("text");
    }
    for lease in 1..=LEASES {
        write!(
            sql,
            "INSERT INTO leases (id, agreement_number, title, lessor_name, kind, state, starts_on, periods, every_unit, \
             every_count, timing, rate, residual, rounding, version) VALUES ({lease}, 'L-{lease}', 'Aftale {lease}', \
             'Leasinggiver', 'finance_lease', 'in_force', '2018-01-01', {INSTALMENTS}, 'month', 1, 'advance', '0.0275', 0, \
             'constant_payment', 1);\
             INSERT INTO lease_lines (id, lease_id, position, kind, device_category_id, description, quantity, unit_price) \
             VALUES ({lease}, {lease}, 1, 'device', 1, 'Elev-pc', 1000000, {});",
            400_000 + lease * 1_000
        )
        .expect("text");
        for number in 1..=INSTALMENTS {
            let (year, month) = (2018 + (number - 1) / 12, (number - 1) % 12 + 1);
            let payment = 20_000_000 + lease * 7 + number;
            write!(
                sql,
                "INSERT INTO lease_instalments (lease_id, number, due_on, period_from, period_to, opening, interest, \
                 principal, payment, closing) VALUES ({lease}, {number}, '{year}-{month:02}-01', '{year}-{month:02}-01', \
                 '{year}-{month:02}-28', {payment}, 0, {payment}, {payment}, 0);"
            )
            .expect("text");
        }
    }
    sql
}

/// Devices `first..last`: device `n` belongs to line `n % LEASES` and school `n % SCHOOLS`; every tenth moves.
fn chunk(first: usize, last: usize) -> String {
    let mut devices = String::from(
        "INSERT INTO devices (id, lease_line_id, school_id, model_id, serial_number, serial_key, status, received_on, \
         version) VALUES ",
    );
    let mut moves = String::from(
        "INSERT INTO device_movements (device_id, from_school_id, to_school_id, moved_on, account_id, at, lease_line_id) VALUES ",
    );
    for number in first..last {
        let (id, line, school) = (number + 1, number % LEASES + 1, number * 7 % SCHOOLS + 1);
        let comma = if number == first { "" } else { "," };
        let now = if number % 10 == 0 {
            number * 11 % SCHOOLS + 1
        } else {
            school
        };
        write!(
            devices,
            "{comma}({id},{line},{now},1,'SN{id:07}','sn{id:07}','in_use','2017-12-{:02}',1)",
            number % 28 + 1
        )
        .expect("text");
        write!(
            moves,
            "{comma}({id},NULL,{school},'2017-12-{:02}',1,'2017-12-31 12:00:00',{line})",
            number % 28 + 1
        )
        .expect("text");
        if now != school {
            write!(
                moves,
                ",({id},{school},{now},'2018-{:02}-15',1,'2018-12-31 12:00:00',{line})",
                number % 12 + 1
            )
            .expect("text");
        }
    }
    format!("{devices};{moves};")
}
