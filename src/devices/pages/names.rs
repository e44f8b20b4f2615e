//! The names that stand on these pages instead of numbers, and the options of their choices.

use crate::clock::Moment;
use crate::db::{DbConnection, DeviceModelId, LeaseLineId, SchoolId};
use crate::devices::store::{self, LineOfLease};
use crate::error::Result;
use crate::http::actor::{Caller, Staff};
use crate::organisation::{self, School};
use std::collections::HashMap;

/// Value and text of an option.
pub(super) type Options = Vec<(String, String)>;

/// Schools, models and agreements by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    schools: HashMap<SchoolId, String>,
    reached: Vec<School>,
    models: Vec<(DeviceModelId, String)>,
    lines: Vec<LineOfLease>,
}

impl Names {
    /// Reads them; agreements only for the staff.
    pub(super) fn load(conn: &mut DbConnection, caller: &Caller) -> Result<Self> {
        let reached = organisation::store::schools(conn, &caller.reach(), None, None, i64::MAX)?;
        let models = store::models(conn, None, None, i64::MAX)?;
        let mut models: Vec<(DeviceModelId, String)> = models
            .into_iter()
            .map(|model| (model.id, format!("{} {}", model.manufacturer, model.name)))
            .collect();
        models.sort_by(|one, other| one.1.cmp(&other.1));
        let lines = match caller.holds(Staff::ROLES) {
            true => store::lines_with_leases(conn)?,
            false => Vec::new(),
        };
        Ok(Names {
            schools: store::school_names(conn)?,
            reached,
            models,
            lines,
        })
    }

    pub(super) fn school(&self, id: SchoolId) -> String {
        self.schools
            .get(&id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }

    pub(super) fn model(&self, id: DeviceModelId) -> String {
        let found = self.models.iter().find(|(known, _)| *known == id);
        found.map_or_else(|| id.to_string(), |(_, name)| name.clone())
    }

    pub(super) fn line(&self, id: LeaseLineId) -> Option<&LineOfLease> {
        self.lines.iter().find(|line| line.line == id)
    }

    /// The schools within reach.
    pub(super) fn school_options(&self) -> Options {
        options(&self.reached, |school| (school.id.0, school.name.clone()))
    }

    /// The schools within reach that are schools today.
    pub(super) fn open_school_options(&self, moment: Moment) -> Options {
        let open: Vec<School> = self
            .reached
            .iter()
            .filter(|school| school.is_valid_on(moment.today))
            .cloned()
            .collect();
        options(&open, |school| (school.id.0, school.name.clone()))
    }

    pub(super) fn model_options(&self) -> Options {
        options(&self.models, |(id, name)| (id.0, name.clone()))
    }

    /// The agreements, each once.
    pub(super) fn lease_options(&self) -> Options {
        let mut found = options(&self.lines, |line| {
            let text = format!("{} · {}", line.agreement_number, line.title);
            (line.lease.0, text)
        });
        found.dedup();
        found
    }

    /// The lines on which devices can be registered.
    pub(super) fn line_options(&self) -> Options {
        let open: Vec<LineOfLease> = self
            .lines
            .iter()
            .filter(|line| line.for_devices && !line.ended)
            .cloned()
            .collect();
        options(&open, |line| {
            let text = format!("{} · {}", line.agreement_number, line.description);
            (line.line.0, text)
        })
    }
}

fn options<T>(things: &[T], option: impl Fn(&T) -> (i64, String)) -> Options {
    things
        .iter()
        .map(option)
        .map(|(id, text)| (id.to_string(), text))
        .collect()
}
