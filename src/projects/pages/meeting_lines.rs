//! The agenda as lines of a form: a line with a title begins a point, one without adds a decision to the point above.

use crate::db::MemberId;
use crate::projects::{AgendaDecision, AgendaItem, DescribeMeeting, Meeting};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use validator::Validate;

/// A meeting as its form has it.
#[derive(Debug, Clone, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub(super) struct MeetingSheet {
    title: String,
    held_on: NaiveDate,
    hours: Option<String>,
    place: String,
    #[serde(default)]
    present: Vec<MemberId>,
    #[serde(default)]
    absent: Vec<MemberId>,
    guests: Option<String>,
    minute_taker: Option<String>,
    #[serde(default)]
    lines: Vec<AgendaLine>,
    next_on: Option<NaiveDate>,
    next_place: Option<String>,
}

/// A line of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct AgendaLine {
    title: Option<String>,
    text: Option<String>,
    decision: Option<String>,
    responsible: Option<String>,
    due_on: Option<NaiveDate>,
}

impl MeetingSheet {
    /// The meeting in the form.
    pub fn of(meeting: &Meeting) -> Self {
        let there = |present: bool| {
            let of = meeting.attendance.iter();
            let of = of.filter(move |one| one.present == present);
            of.map(|one| one.member_id).collect()
        };
        MeetingSheet {
            title: meeting.title.clone(),
            held_on: meeting.held_on,
            hours: meeting.hours.clone(),
            place: meeting.place.clone(),
            present: there(true),
            absent: there(false),
            guests: meeting.guests.clone(),
            minute_taker: meeting.minute_taker.clone(),
            lines: meeting.items.iter().flat_map(lines).collect(),
            next_on: meeting.next_on,
            next_place: meeting.next_place.clone(),
        }
    }

    /// The meeting in the form, as a command.
    pub fn command(self) -> DescribeMeeting {
        DescribeMeeting {
            title: self.title,
            held_on: self.held_on,
            hours: self.hours,
            place: self.place,
            present: self.present,
            absent: self.absent,
            guests: self.guests,
            minute_taker: self.minute_taker,
            items: items(self.lines),
            next_on: self.next_on,
            next_place: self.next_place,
        }
    }
}

fn lines(item: &AgendaItem) -> Vec<AgendaLine> {
    let count = item.decisions.len().max(1);
    let line = |place: usize| {
        let decision = item.decisions.get(place);
        AgendaLine {
            title: (place == 0).then(|| item.title.clone()),
            text: item.text.clone().filter(|_| place == 0),
            decision: decision.map(|one| one.decision.clone()),
            responsible: decision.and_then(|one| one.responsible.clone()),
            due_on: decision.and_then(|one| one.due_on),
        }
    };
    (0..count).map(line).collect()
}

fn items(lines: Vec<AgendaLine>) -> Vec<AgendaItem> {
    let mut items: Vec<AgendaItem> = Vec::new();
    for line in lines {
        let bound = line.decision.is_some() || line.responsible.is_some() || line.due_on.is_some();
        let decision = bound.then(|| AgendaDecision {
            decision: line.decision.unwrap_or_default(),
            responsible: line.responsible,
            due_on: line.due_on,
        });
        match (items.last_mut(), line.title) {
            (Some(above), None) => {
                // What was said further down belongs to the same point.
                if let Some(text) = line.text {
                    let before = above
                        .text
                        .take()
                        .map(|text| text + "\n\n")
                        .unwrap_or_default();
                    above.text = Some(before + &text);
                }
                above.decisions.extend(decision);
            }
            (_, title) => items.push(AgendaItem {
                title: title.unwrap_or_default(),
                text: line.text,
                decisions: decision.into_iter().collect(),
            }),
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(text: &str) -> AgendaDecision {
        AgendaDecision {
            decision: text.into(),
            responsible: None,
            due_on: None,
        }
    }

    #[test]
    fn an_agenda_comes_back_from_its_lines_as_it_was() {
        let item = |title: &str, text: Option<&str>, decisions: &[&str]| AgendaItem {
            title: title.into(),
            text: text.map(Into::into),
            decisions: decisions.iter().map(|text| decision(text)).collect(),
        };
        let agenda = vec![
            item(
                "Behov",
                Some("Alle skoler har svaret."),
                &["Frist", "Rykker"],
            ),
            item("Eventuelt", None, &[]),
        ];
        let written: Vec<AgendaLine> = agenda.iter().flat_map(lines).collect();
        assert_eq!(written.len(), 3);
        assert_eq!(items(written), agenda);
    }

    #[test]
    fn a_first_line_without_title_is_a_point_whose_title_is_missing() {
        let line = AgendaLine {
            title: None,
            text: None,
            decision: Some("Frist".into()),
            responsible: None,
            due_on: None,
        };
        assert_eq!(items(vec![line])[0].title, "");
    }
}
