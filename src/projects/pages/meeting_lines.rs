//! The agenda as lines of a form: a line with a title begins a point, one without adds a decision to the point above.

use crate::db::MemberId;
use crate::error::{Error, Fault};
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

    /// A refusal of the meeting with every fault at the field of the form that it came from: points and their decisions
    /// stand in lines there.
    pub fn at_fields(&self, error: Error) -> Error {
        let Error::Refused(faults) = error else {
            return error;
        };
        let points = points(&self.lines);
        let place = |fault: Fault| match place(fault.pointer(), &points, &self.lines) {
            Some(pointer) => fault.at(pointer),
            None => fault,
        };
        Error::Refused(faults.into_iter().map(place).collect())
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

impl AgendaLine {
    /// Whether the line says what was decided.
    fn decides(&self) -> bool {
        self.decision.is_some() || self.responsible.is_some() || self.due_on.is_some()
    }
}

/// The lines of each point by their numbers, in the order of [`items`].
fn points(lines: &[AgendaLine]) -> Vec<Vec<usize>> {
    let mut points: Vec<Vec<usize>> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        match points.last_mut() {
            Some(above) if line.title.is_none() => above.push(number),
            _ => points.push(vec![number]),
        }
    }
    points
}

/// The field of the form for a place in the command: `/items/1/decisions/0/due_on` may be `/lines/4/due_on`.
fn place(pointer: &str, points: &[Vec<usize>], lines: &[AgendaLine]) -> Option<String> {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    let point = |number: &str| points.get(number.parse::<usize>().ok()?);
    let (line, field) = match parts.as_slice() {
        ["present" | "absent", _] => return Some(format!("/{}", parts[0])),
        ["items"] => return Some("/lines".to_owned()),
        ["items", number, "decisions"] => (*point(number)?.first()?, "decision"),
        ["items", number, "decisions", decision, field] => {
            let own = point(number)?.iter();
            let mut own = own.filter(|line| lines.get(**line).is_some_and(AgendaLine::decides));
            (*own.nth(decision.parse().ok()?)?, *field)
        }
        ["items", number, "text"] => {
            let mut own = point(number)?.iter();
            let said = |line: &&usize| lines.get(**line).is_some_and(|line| line.text.is_some());
            (*own.find(said)?, "text")
        }
        ["items", number, field] => (*point(number)?.first()?, *field),
        _ => return None,
    };
    Some(format!("/lines/{line}/{field}"))
}

fn items(lines: Vec<AgendaLine>) -> Vec<AgendaItem> {
    let mut items: Vec<AgendaItem> = Vec::new();
    for line in lines {
        let decision = line.decides().then(|| AgendaDecision {
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
    fn every_fault_of_the_agenda_finds_its_line() {
        let line = |title: Option<&str>, text: Option<&str>, decision: Option<&str>| AgendaLine {
            title: title.map(Into::into),
            text: text.map(Into::into),
            decision: decision.map(Into::into),
            responsible: None,
            due_on: None,
        };
        let lines = [
            line(Some("Behov"), None, Some("Frist")),
            line(None, Some("Senere"), None),
            line(None, None, Some("Rykker")),
            line(Some("Eventuelt"), None, None),
        ];
        let points = points(&lines);
        let of = |pointer: &str| place(pointer, &points, &lines);
        let told = [
            ("/items/0/title", "/lines/0/title"),
            ("/items/0/text", "/lines/1/text"),
            ("/items/0/decisions/0/decision", "/lines/0/decision"),
            ("/items/0/decisions/1/due_on", "/lines/2/due_on"),
            ("/items/1/title", "/lines/3/title"),
            ("/items", "/lines"),
            ("/present/2", "/present"),
        ];
        for (pointer, field) in told {
            assert_eq!(of(pointer).as_deref(), Some(field), "{pointer}");
        }
        assert_eq!(of("/held_on"), None);
        assert_eq!(of("/items/7/title"), None);
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
