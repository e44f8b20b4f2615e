//! Rows that a story stands on but is not about: written straight into the tables.

use super::Service;
use anskaf::db::schema::{device_categories, project_frames, projects};
use anskaf::db::{DeviceCategoryId, ProjectId};
use anskaf::finance::Money;
use diesel::prelude::*;

impl Service {
    /// A project with a frame of 388,000 kr. in each of 2017 to 2020 (1,552,000 kr. in all).
    pub fn project(&self) -> ProjectId {
        self.project_in_phase("established")
    }

    /// The same, in a phase.
    pub fn project_in_phase(&self, phase: &str) -> ProjectId {
        let phase = phase.to_owned();
        self.db
            .write_blocking(|conn| {
                let count: i64 = projects::table.count().get_result(conn)?;
                let id: ProjectId = diesel::insert_into(projects::table)
                    .values((
                        projects::case_number.eq(format!("17/{}", 2134 + count)),
                        projects::title.eq("Indkøb af IT-enheder til skolerne"),
                        projects::phase.eq(phase),
                        projects::version.eq(1),
                    ))
                    .returning(projects::id)
                    .get_result(conn)?;
                for year in 2017..=2020 {
                    diesel::insert_into(project_frames::table)
                        .values((
                            project_frames::project_id.eq(id),
                            project_frames::budget_year.eq(year),
                            project_frames::amount.eq(Money::from_ore(38_800_000)),
                        ))
                        .execute(conn)?;
                }
                Ok(id)
            })
            .expect("a project")
    }

    /// Whatever no builder writes.
    pub fn sql(&self, text: &str) {
        use diesel::connection::SimpleConnection;
        let text = text.to_owned();
        self.db
            .write_blocking(move |conn| Ok(conn.batch_execute(&text)?))
            .expect("statements that hold");
    }

    /// A device category.
    pub fn category(&self, code: &str, name: &str) -> DeviceCategoryId {
        let (code, name) = (code.to_owned(), name.to_owned());
        self.db
            .write_blocking(|conn| {
                Ok(diesel::insert_into(device_categories::table)
                    .values((
                        device_categories::code.eq(code),
                        device_categories::name.eq(name),
                        device_categories::version.eq(1),
                    ))
                    .returning(device_categories::id)
                    .get_result(conn)?)
            })
            .expect("a device category")
    }

    /// A need, a device, a count of pupils and one of staff for each school: number 1 of each belongs to the school
    /// leader's school, number 2 to the other one.
    pub async fn school_things(&self) {
        use diesel::connection::SimpleConnection;
        let project = self.project();
        let category = self.category("pupil_pc", "Elev-pc");
        let mut sql = format!(
            "INSERT INTO leases (id, agreement_number, title, lessor_name, kind, state, starts_on, periods, every_unit, \
             every_count, timing, rate, residual, rounding, version) VALUES (1, 'L-1', 'Aftale', 'Leasinggiver', \
             'finance_lease', 'in_force', '2018-01-02', 4, 'year', 1, 'advance', '0.0275', 0, 'constant_payment', 1);\
             INSERT INTO lease_lines (id, lease_id, position, kind, device_category_id, description, quantity, unit_price, \
             version) VALUES (1, 1, 1, 'device', {category}, 'Elev-pc', 10, 560000, 1);\
             INSERT INTO device_models (id, device_category_id, manufacturer, name, version) VALUES (1, {category}, \
             'Lenovo', 'N24', 1);"
        );
        for school in [super::OWN_SCHOOL, super::OTHER_SCHOOL] {
            sql.push_str(&format!(
                "INSERT INTO needs (id, project_id, school_id, device_category_id, quantity, basis, wanted_on, state, \
                 version) VALUES ({school}, {project}, {school}, {category}, 75, 'Elevtal', '2017-12-01', 'draft', 1);\
                 INSERT INTO devices (id, lease_line_id, school_id, model_id, serial_number, serial_key, status, \
                 received_on, version) VALUES ({school}, 1, {school}, 1, 'S{school}', 's{school}', 'in_use', \
                 '2017-08-01', 1);\
                 INSERT INTO device_movements (device_id, to_school_id, moved_on, account_id, at, lease_line_id) VALUES ({school}, \
                 {school}, '2017-08-01', 1, '2017-08-01 12:00:00', 1);\
                 INSERT INTO pupil_counts (id, school_id, school_year, grade, pupils, version) VALUES ({school}, \
                 {school}, 2016, 3, 60, 1);\
                 INSERT INTO staff_counts (id, school_id, school_year, kind, staff, version) VALUES ({school}, \
                 {school}, 2016, 'teacher', 40, 1);"
            ));
        }
        self.db
            .write(move |conn| Ok(conn.batch_execute(&sql)?))
            .await
            .expect("things of two schools");
    }
}
