//! A large municipality for the benches: schools, leases in force, devices and moves, by direct inserts.

pub mod client;

use anskaf::clock::Clock;
use anskaf::db::{Database, DbConnection};
use chrono::NaiveDate;
use diesel::connection::SimpleConnection;
use std::fmt::Write;

/// How large a municipality is; every device is on one of the leases, in turn.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Devices; every tenth moved once.
    pub devices: usize,
    /// Schools, over which each lease's devices are strewn.
    pub schools: usize,
    /// Agreements, each with one line of devices.
    pub leases: usize,
    /// Monthly instalments of each agreement.
    pub instalments: usize,
}

impl Size {
    /// A large municipality.
    pub const LARGE: Size = Size {
        devices: 100_000,
        schools: 20,
        leases: 50,
        instalments: 48,
    };
    /// A municipality as most are.
    pub const USUAL: Size = Size {
        devices: 3_000,
        schools: 10,
        leases: 30,
        instalments: 48,
    };

    /// All municipalities together, with this many devices.
    pub const fn national(devices: usize) -> Size {
        Size {
            devices,
            schools: 2_000,
            leases: devices / 100,
            instalments: 48,
        }
    }
}

/// The day on which the benches' clock stands.
pub const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2018, 6, 1).expect("a date");

/// Where one device was; numbers of lines and schools begin at 1.
pub struct Device {
    /// Its line, and its agreement.
    pub line: usize,
    /// Its first school.
    pub school: usize,
    /// When it came.
    pub received_on: NaiveDate,
    /// When it moved, and where to.
    pub moved: Option<(NaiveDate, usize)>,
}

/// Device `number`, from 0: the same in the database and in memory.
pub fn device(number: usize, size: Size) -> Device {
    let school = mixed(number) % size.schools + 1;
    let other = mixed(number + size.devices) % size.schools + 1;
    let line = number % size.leases + 1;
    let day = |year: i32, month: usize, day: usize| {
        NaiveDate::from_ymd_opt(year, month as u32, day as u32).expect("a date")
    };
    let moved_on = day(
        2018 + (mixed(number) / 7 % 4) as i32,
        mixed(number) / 31 % 12 + 1,
        15,
    );
    Device {
        line,
        school,
        // What is delivered together comes together.
        received_on: day(2017, 12, mixed(line) % 28 + 1),
        moved: (number.is_multiple_of(10) && other != school).then_some((moved_on, other)),
    }
}

/// A number that has nothing to do with its neighbours'.
fn mixed(number: usize) -> usize {
    let mut mixed = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^= mixed >> 29;
    mixed = mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 33) as usize
}

/// The price of a unit of a line, in øre.
pub fn price(line: usize) -> u64 {
    (400_000 + line % 1_000 * 1_000) as u64
}

/// The instalments of a lease: number, due date, amount in øre.
pub fn instalments(lease: usize, size: Size) -> impl Iterator<Item = (usize, NaiveDate, i64)> {
    (1..=size.instalments).map(move |number| {
        let due_on = NaiveDate::from_ymd_opt(
            2018 + ((number - 1) / 12) as i32,
            ((number - 1) % 12 + 1) as u32,
            1,
        )
        .expect("a date");
        // Constant payments, but for the last one, which absorbs.
        let last = usize::from(number == size.instalments);
        (number, due_on, (20_000_000 + lease * 7 + last) as i64)
    })
}

/// Fills a migrated database; answers an IT token and a finance token.
pub fn seed(db: &Database, size: Size) -> Tokens {
    let moment = Clock::standing_at(TODAY).moment();
    let tokens = db
        .write_blocking(|conn| Ok(accounts(conn, moment)))
        .expect("accounts");
    db.write_blocking(|conn| {
        conn.batch_execute(&fixed(size))?;
        for first in (1..=size.leases).step_by(100) {
            conn.batch_execute(&leases(first, size.leases.min(first + 99), size))?;
        }
        for first in (0..size.devices).step_by(1000) {
            conn.batch_execute(&chunk(first, size.devices.min(first + 1000), size))?;
        }
        for table in [
            "schools",
            "leases",
            "lease_lines",
            "device_models",
            "devices",
            "device_movements",
        ] {
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

fn fixed(size: Size) -> String {
    let mut sql = String::from(
        "INSERT INTO device_categories (id, code, name, version) VALUES (1, 'pupil_pc', 'Elev-pc', 1);\
         INSERT INTO device_models (id, device_category_id, manufacturer, name, version) \
         VALUES (1, 1, 'Bench', 'Model 1', 1);",
    );
    for school in 1..=size.schools {
        write!(
            sql,
            "INSERT INTO schools (id, name, valid_from, version) VALUES ({school}, 'Skole {school}', '2000-08-01', 1);"
        )
        .expect("text");
    }
    sql
}

/// Leases `first` to `last`, each with its line and instalments.
fn leases(first: usize, last: usize, size: Size) -> String {
    let mut sql = String::new();
    for lease in first..=last {
        let periods = size.instalments;
        write!(
            sql,
            "INSERT INTO leases (id, agreement_number, title, lessor_name, kind, state, starts_on, periods, every_unit, \
             every_count, timing, rate, residual, rounding, version) VALUES ({lease}, 'L-{lease}', 'Aftale {lease}', \
             'Leasinggiver', 'finance_lease', 'in_force', '2018-01-01', {periods}, 'month', 1, 'advance', '0.0275', 0, \
             'constant_payment', 1);\
             INSERT INTO lease_lines (id, lease_id, position, kind, device_category_id, description, quantity, unit_price) \
             VALUES ({lease}, {lease}, 1, 'device', 1, 'Elev-pc', 1000000, {});",
            price(lease)
        )
        .expect("text");
        sql.push_str(
            "INSERT INTO lease_instalments (lease_id, number, due_on, period_from, period_to, opening, interest, \
             principal, payment, closing) VALUES ",
        );
        for (number, due_on, payment) in instalments(lease, size) {
            let comma = if number == 1 { "" } else { "," };
            let ends_on = due_on
                .checked_add_months(chrono::Months::new(1))
                .expect("a date");
            write!(
                sql,
                "{comma}({lease},{number},'{due_on}','{due_on}','{ends_on}',{payment},0,{payment},{payment},0)"
            )
            .expect("text");
        }
        sql.push(';');
    }
    sql
}

/// Devices `first` up to `last`.
fn chunk(first: usize, last: usize, size: Size) -> String {
    let mut devices = String::from(
        "INSERT INTO devices (id, lease_line_id, school_id, model_id, serial_number, serial_key, status, received_on, \
         version) VALUES ",
    );
    let mut moves = String::from(
        "INSERT INTO device_movements (device_id, from_school_id, to_school_id, moved_on, account_id, at, \
         lease_line_id) VALUES ",
    );
    for number in first..last {
        let Device {
            line,
            school,
            received_on,
            moved,
        } = device(number, size);
        let id = number + 1;
        let comma = if number == first { "" } else { "," };
        let now = moved.map_or(school, |(_, now)| now);
        write!(
            devices,
            "{comma}({id},{line},{now},1,'SN{id:07}','sn{id:07}','in_use','{received_on}',1)"
        )
        .expect("text");
        write!(
            moves,
            "{comma}({id},NULL,{school},'{received_on}',1,'2017-12-31 12:00:00',{line})"
        )
        .expect("text");
        if let Some((moved_on, now)) = moved {
            write!(
                moves,
                ",({id},{school},{now},'{moved_on}',1,'2018-12-31 12:00:00',{line})"
            )
            .expect("text");
        }
    }
    format!("{devices};{moves};")
}
