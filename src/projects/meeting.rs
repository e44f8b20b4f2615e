//! A meeting of the project group: who was there, what was on the agenda, what was decided, who does it by when.

use crate::db::{MeetingId, MemberId, ProjectId};
use crate::http::not_blank;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Meeting {
    /// Its number in this service.
    pub id: MeetingId,
    /// The project.
    pub project_id: ProjectId,
    /// What the meeting is called.
    #[schema(example = "Projektgruppens møde nr. 3")]
    pub title: String,
    /// The day.
    pub held_on: NaiveDate,
    /// From when to when.
    #[schema(example = "kl. 9.00-11.00")]
    pub hours: Option<String>,
    /// Where.
    #[schema(example = "Dragør Rådhus, mødelokale 2")]
    pub place: String,
    /// The members who were there or sent their apologies, by number.
    pub attendance: Vec<Attendance>,
    /// Others who were there.
    pub guests: Option<String>,
    /// Who wrote the minutes.
    pub minute_taker: Option<String>,
    /// The agenda, in order.
    pub items: Vec<AgendaItem>,
    /// The day of the next meeting.
    pub next_on: Option<NaiveDate>,
    /// Where and when on that day.
    pub next_place: Option<String>,
    /// Grows with every change.
    pub version: i32,
}

/// Whether a member was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Attendance {
    /// The member.
    pub member_id: MemberId,
    /// The member's name.
    pub name: String,
    /// Where the member comes from.
    pub organisation: String,
    /// Whether the member was there; otherwise it sent its apologies (*afbud*).
    pub present: bool,
}

/// A point of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// What it is about.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200)]
    pub title: String,
    /// What was said, in Markdown.
    #[validate(length(min = 1, max = 20000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 20000)]
    pub text: Option<String>,
    /// What was decided.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub decisions: Vec<AgendaDecision>,
}

/// Something that was decided at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaDecision {
    /// What, in Markdown.
    #[validate(length(min = 1, max = 5000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 5000)]
    pub decision: String,
    /// Who sees to it.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200)]
    pub responsible: Option<String>,
    /// By when.
    pub due_on: Option<NaiveDate>,
}

/// What is known of a meeting, all of it.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeMeeting {
    /// What the meeting is called.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(
        min_length = 1,
        max_length = 200,
        example = "Projektgruppens møde nr. 3"
    )]
    pub title: String,
    /// The day, 1990 to 2100; may lie ahead.
    pub held_on: NaiveDate,
    /// From when to when.
    #[validate(length(min = 1, max = 100), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 100, example = "kl. 9.00-11.00")]
    pub hours: Option<String>,
    /// Where.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200)]
    pub place: String,
    /// The members who were there.
    #[serde(default)]
    #[validate(length(max = 200))]
    #[schema(max_items = 200)]
    pub present: Vec<MemberId>,
    /// The members who sent their apologies.
    #[serde(default)]
    #[validate(length(max = 200))]
    #[schema(max_items = 200)]
    pub absent: Vec<MemberId>,
    /// Others who were there.
    #[validate(length(min = 1, max = 2000), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 2000)]
    pub guests: Option<String>,
    /// Who wrote the minutes.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200)]
    pub minute_taker: Option<String>,
    /// The agenda, in order.
    #[serde(default)]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub items: Vec<AgendaItem>,
    /// The day of the next meeting.
    pub next_on: Option<NaiveDate>,
    /// Where and when on that day.
    #[validate(length(min = 1, max = 200), custom(function = not_blank))]
    #[schema(min_length = 1, max_length = 200)]
    pub next_place: Option<String>,
}
