//! A person who can use the service.

use crate::clock::Instant;
use crate::db::{AccountId, SchoolId};
use crate::error::Language;
use crate::http::{Caller, Role};

/// An account: a person, what the person does, and for a school leader which schools.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Account {
    /// Its number in this service.
    pub id: AccountId,
    /// The e-mail address by which the person is known; unique, upper and lower case alike.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// `da` or `en`.
    #[schema(example = "da")]
    pub language: String,
    /// A closed account cannot be used, its traces remain.
    pub active: bool,
    /// What the person does.
    pub roles: Vec<Role>,
    /// The schools of a school leader.
    pub schools: Vec<SchoolId>,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Instant,
    /// Grows with every change.
    pub version: i32,
}

impl Account {
    /// The person as the one who does something.
    pub(super) fn caller(&self, read_only: bool) -> Caller {
        Caller {
            account: self.id,
            name: self.name.clone(),
            roles: self.roles.clone(),
            schools: self.schools.clone(),
            language: language(&self.language),
            read_only,
        }
    }
}

/// The language of a code in the database.
pub fn language(code: &str) -> Language {
    if code == "en" {
        Language::English
    } else {
        Language::Danish
    }
}
