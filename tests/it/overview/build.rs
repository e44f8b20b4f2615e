//! Agreements, holdings and prices that a story about cost stands on, written straight into the tables.

use crate::support::{OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::db::DbConnection;
use diesel::connection::SimpleConnection;

/// Statements in the order in which they are to be run.
#[derive(Default)]
pub struct Story(Vec<String>, usize);

impl Story {
    /// Dragør's agreement as lease 1: 210 devices as line 1, four yearly payments of 341,140.18 from 2 January 2018.
    pub fn dragoer(service: &Service) -> Self {
        let category = service.category("pupil_pc", "Elev-pc");
        let mut story = Story::default();
        story.sql(format!(
            "INSERT INTO device_models (id, device_category_id, manufacturer, name, version) \
             VALUES (1, {category}, 'Lenovo', 'N24', 1)"
        ));
        story.lease(1, "L-1", "NULL", "NULL");
        story.line(
            1,
            1,
            1,
            &format!("'device', {category}"),
            210,
            592_500,
            "NULL, 'devices'",
        );
        for (number, year) in (1..).zip(2018..=2021) {
            let (from, to) = (format!("{year}-01-02"), format!("{}-01-02", year + 1));
            story.instalment(1, number, &from, (&from, &to), 34_114_018);
        }
        story
    }

    /// Any statement.
    pub fn sql(&mut self, statement: impl Into<String>) -> &mut Self {
        self.0.push(statement.into());
        self
    }

    /// A lease in force with its account string and project in SQL's words.
    pub fn lease(&mut self, id: i64, number: &str, account: &str, project: &str) -> &mut Self {
        self.sql(format!(
            "INSERT INTO leases (id, project_id, agreement_number, title, lessor_name, kind, state, starts_on, periods, \
             every_unit, every_count, timing, rate, residual, rounding, account_string, version) VALUES ({id}, {project}, \
             '{number}', 'Aftale', 'Leasinggiver', 'finance_lease', 'in_force', '2018-01-02', 4, 'year', 1, 'advance', \
             '0.0275', 0, 'constant_payment', {account}, 1)"
        ))
    }

    /// A line; `kind` with its category, and account string with its key, in SQL's words.
    #[allow(clippy::too_many_arguments)]
    pub fn line(
        &mut self,
        id: i64,
        lease: i64,
        position: i64,
        kind: &str,
        quantity: i64,
        price: i64,
        carrier: &str,
    ) -> &mut Self {
        self.sql(format!(
            "INSERT INTO lease_lines (id, lease_id, position, kind, device_category_id, description, quantity, unit_price, \
             account_string, split_key, version) VALUES ({id}, {lease}, {position}, {kind}, 'Linje {id}', {quantity}, \
             {price}, {carrier}, 1)"
        ))
    }

    /// A line that is not devices, shared by a key.
    pub fn keyed(&mut self, id: i64, price: i64, carrier: &str) -> &mut Self {
        self.line(id, 1, id, "'other', NULL", 1, price, carrier)
    }

    /// An instalment.
    pub fn instalment(
        &mut self,
        lease: i64,
        number: i64,
        due_on: &str,
        (from, to): (&str, &str),
        ore: i64,
    ) -> &mut Self {
        self.sql(format!(
            "INSERT INTO lease_instalments (lease_id, number, due_on, period_from, period_to, opening, drawn, interest, \
             principal, payment, closing) VALUES ({lease}, {number}, '{due_on}', '{from}', '{to}', {ore}, 0, 0, {ore}, \
             {ore}, 0)"
        ))
    }

    /// Devices that come to a school.
    pub fn devices(&mut self, line: i64, school: i64, on: &str, count: usize) -> &mut Self {
        for _ in 0..count {
            self.1 += 1;
            let id = self.1;
            self.sql(format!(
                "INSERT INTO devices (id, lease_line_id, school_id, model_id, serial_number, serial_key, status, \
                 received_on, version) VALUES ({id}, {line}, {school}, 1, 'S{id}', 's{id}', 'in_use', '{on}', 1)"
            ));
            self.movement(line, id, "NULL", &school.to_string(), on);
        }
        self
    }

    /// A movement; schools in SQL's words.
    pub fn movement(
        &mut self,
        line: i64,
        device: usize,
        from: &str,
        to: &str,
        on: &str,
    ) -> &mut Self {
        self.sql(format!(
            "INSERT INTO device_movements (device_id, from_school_id, to_school_id, moved_on, account_id, at, lease_line_id) \
             VALUES ({device}, {from}, {to}, '{on}', 1, '2017-08-01 12:00:00', {line})"
        ))
    }

    /// A fee of 1,000.00 kr.; series with base year, and account string with key, in SQL's words.
    pub fn fee(&mut self, id: i64, lease: i64, series: &str, carrier: &str) -> &mut Self {
        self.sql(format!(
            "INSERT INTO lease_fees (id, lease_id, description, amount, from_on, vat_rate, price_series, base_year, \
             account_string, split_key, version) VALUES ({id}, {lease}, 'Ombytningsservice', 100000, '2018-01-01', '0.25', \
             {series}, {carrier}, 1)"
        ))
    }

    /// A price rate.
    pub fn rate(&mut self, series: &str, year: i64, rate: &str, published_on: &str) -> &mut Self {
        self.sql(format!(
            "INSERT INTO price_rates (series, year, rate, published_on, source, recorded_by, recorded_at) VALUES \
             ('{series}', {year}, '{rate}', '{published_on}', 'Skøn {published_on}', 1, '2017-08-01 12:00:00')"
        ))
    }

    /// An amendment; line with quantity, and amount, in SQL's words.
    pub fn amendment(
        &mut self,
        number: i64,
        kind: &str,
        on: &str,
        what: &str,
        amount: &str,
    ) -> &mut Self {
        self.sql(format!(
            "INSERT INTO lease_amendments (lease_id, number, kind, agreed_on, effective_on, lease_line_id, quantity, amount, \
             reason, recorded_by, recorded_at) VALUES (1, {number}, '{kind}', '{on}', '{on}', {what}, {amount}, 'Aftalt', 1, \
             '2017-08-01 12:00:00')"
        ))
    }

    /// An interim charge of a batch of its own.
    pub fn interim(&mut self, lease: i64, batch: i64, from: &str, to: &str, ore: i64) -> &mut Self {
        self.sql(format!(
            "INSERT INTO lease_batches (id, lease_id, number, supplier_name, invoice_number, invoiced_on, amount, version) \
             VALUES ({batch}, {lease}, {batch}, 'Leverandør', 'F{batch}', '{from}', 100, 1)"
        ))
        .sql(format!(
            "INSERT INTO lease_interim_charges (lease_id, batch_id, from_on, to_on, days, due_on, amount) VALUES \
             ({lease}, {batch}, '{from}', '{to}', 1, '{to}', {ore})"
        ))
    }

    /// Writes everything down.
    pub fn write(&self, service: &Service) {
        self.write_with(service, "\0", |_| "");
    }

    /// The same with a word that each database spells its own way.
    pub fn write_with(
        &self,
        service: &Service,
        word: &str,
        spelt: fn(&DbConnection) -> &'static str,
    ) {
        let all = self.0.join(";");
        service
            .db
            .write_blocking(|conn| {
                let all = all.replace(word, spelt(conn));
                Ok(conn.batch_execute(&all)?)
            })
            .expect("the story's rows");
    }
}

/// Dragør's agreement with devices at two schools since 1 December 2017.
pub fn leased(service: &Service, own: usize, other: usize) {
    let mut story = Story::dragoer(service);
    story
        .devices(1, OWN_SCHOOL, "2017-12-01", own)
        .devices(1, OTHER_SCHOOL, "2017-12-01", other)
        .write(service);
}
