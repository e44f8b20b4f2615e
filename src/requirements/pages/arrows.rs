//! The arrows by which a requirement is moved one step, and which of them has the focus after a move.

use crate::db::RequirementId;
use crate::http::page::{Frame, query_value};
use crate::requirements::{Requirement, Step, VersionContent};
use actix_web::HttpRequest;

/// The requirement that was moved just now, and by which arrow; none where it was dropped.
pub(super) struct Moved {
    pub id: RequirementId,
    pub by: Option<Step>,
}

/// A button that moves a requirement one step.
pub(super) struct Arrow {
    pub to: &'static str,
    pub sign: &'static str,
    pub label: String,
    /// Whether the page opens with the focus on it, so that it can be pressed again.
    pub focused: bool,
}

impl Moved {
    /// What the address of the page says was moved.
    pub fn of(request: &HttpRequest) -> Option<Self> {
        let id = query_value(request, "moved")?.parse().ok()?;
        let by = query_value(request, "to");
        Some(Moved {
            id: RequirementId(id),
            by: by.as_deref().and_then(step),
        })
    }
}

/// The step of a word in forms and addresses.
pub(super) fn step(word: &str) -> Option<Step> {
    match word {
        "up" => Some(Step::Up),
        "down" => Some(Step::Down),
        _ => None,
    }
}

/// The steps that a requirement can take. Where the arrow that was pressed leads no further, the other one has the
/// focus.
pub(super) fn arrows(
    f: &Frame,
    version: &VersionContent,
    moved: Option<&Moved>,
    one: &Requirement,
) -> Vec<Arrow> {
    let moved = moved.filter(|moved| moved.id == one.id);
    let steps = [(Step::Up, "up", "↑"), (Step::Down, "down", "↓")];
    let open = steps.into_iter().filter_map(|(step, to, sign)| {
        let (section, _) = version.step(one.id, step)?;
        let other = version.sections.iter().find(|into| into.id == section);
        let key = format!("requirement-{to}");
        let label = match other.filter(|into| into.id != one.section_id) {
            None => f.t1(&key, "label", &one.label),
            Some(into) => {
                let named = [
                    ("label", one.label.clone()),
                    ("section", into.title.clone()),
                ];
                f.tx(&format!("{key}-into"), &named)
            }
        };
        Some(Arrow {
            to,
            sign,
            label,
            focused: moved.is_some_and(|moved| moved.by == Some(step)),
        })
    });
    let mut arrows: Vec<Arrow> = open.collect();
    if moved.is_some()
        && !arrows.iter().any(|arrow| arrow.focused)
        && let Some(first) = arrows.first_mut()
    {
        first.focused = true;
    }
    arrows
}
