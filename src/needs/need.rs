//! What one school needs of one device category in one project.

use crate::clock::Instant;
use crate::db::{AccountId, DeviceCategoryId, NeedId, ProjectId, SchoolId, text_enum};
use chrono::NaiveDate;

text_enum! {
    /// How far a need is; only a draft can be changed.
    pub enum NeedState {
        /// Being found out (*udkast*).
        Draft = "draft",
        /// Handed in by the school (*indsendt*).
        Submitted = "submitted",
        /// Accepted by the project lead; this is what is tendered (*bekræftet*).
        Confirmed = "confirmed",
    }
}

impl NeedState {
    /// The word on screen and paper.
    pub const fn danish(self) -> &'static str {
        match self {
            NeedState::Draft => "Udkast",
            NeedState::Submitted => "Indsendt",
            NeedState::Confirmed => "Bekræftet",
        }
    }
}

/// What a school needs of a device category.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Need {
    /// Its number in this service.
    pub id: NeedId,
    /// The project that fills the need.
    pub project_id: ProjectId,
    /// The school.
    pub school_id: SchoolId,
    /// The kind of device.
    pub device_category_id: DeviceCategoryId,
    /// How many devices.
    #[schema(minimum = 0, maximum = 100000)]
    pub quantity: i32,
    /// How the number was found.
    #[schema(example = "69 elever i 4. klasse, 1:1, og 3 i reserve")]
    pub basis: String,
    /// When the devices shall be at the school.
    pub wanted_on: NaiveDate,
    /// How far it is.
    pub state: NeedState,
    /// When it was submitted.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub submitted_at: Option<Instant>,
    /// Who submitted it.
    pub submitted_by: Option<AccountId>,
    /// When it was confirmed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub confirmed_at: Option<Instant>,
    /// Who confirmed it.
    pub confirmed_by: Option<AccountId>,
    /// Grows with every change.
    pub version: i32,
}
