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
}
