//! Moving a requirement of a draft: one step by its arrows, or to where it was dropped.

use super::arrows::step;
use super::editor;
use crate::db::{Database, DbConnection, RequirementId, SectionId};
use crate::error::{Fault, Result, codes};
use crate::http::actor::ProjectGroup;
use crate::http::page::{Form, Frame};
use crate::http::{Now, Path};
use crate::requirements::{self, ChangeRequirement, Step, VersionContent, store};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, post};

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(move_requirement);
}

/// The section and place to which a requirement goes: by one step, to the place of another one on which it was dropped,
/// or to the end of a section. What another person moved meanwhile does not matter: no place is counted by the reader.
fn destination(
    sent: &Form,
    version: &VersionContent,
    id: RequirementId,
) -> Result<(SectionId, i32)> {
    let number = |name: &str| sent.get(name).and_then(|text| text.parse::<i64>().ok());
    if let Some(onto) = number("onto") {
        let place = version.place_of(RequirementId(onto));
        return place.ok_or_else(|| {
            Fault::new(&codes::REQUIREMENT_NOT_FOUND)
                .with("id", onto)
                .into()
        });
    }
    if let Some(section) = number("section") {
        let place = version.end_for(id, SectionId(section));
        return place.ok_or_else(|| {
            Fault::new(&codes::REQUIREMENT_SECTION_UNKNOWN)
                .at("/section_id")
                .with("id", section)
                .into()
        });
    }
    let step = sent.get("to").and_then(step);
    let step = step.ok_or_else(|| Fault::new(&codes::VALUE_INVALID).at("/to"))?;
    let edge = || Fault::new(&codes::REQUIREMENT_AT_EDGE).into();
    version.step(id, step).ok_or_else(edge)
}

/// Moves a requirement; everything else about it stays.
#[post("/requirements/{id}/move")]
async fn move_requirement(
    request: HttpRequest,
    f: Frame,
    actor: ProjectGroup,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<RequirementId>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    // The page opens with the focus on the arrow that was pressed.
    let pressed = match sent.get("to").and_then(step) {
        Some(Step::Up) => "&to=up",
        Some(Step::Down) => "&to=down",
        None => "",
    };
    let moving = move |conn: &mut DbConnection| {
        let before = store::requirement(conn, id)?;
        let version = store::specification_version(conn, before.specification_version_id)?;
        let (section_id, position) = destination(&sent, &version, id)?;
        let command = ChangeRequirement {
            section_id,
            position: Some(position),
            importance: before.importance,
            answer_kind: before.answer_kind,
            device_category_id: before.device_category_id,
            text: before.text,
            rationale: before.rationale,
            origin_visit_id: before.origin_visit_id,
            origin_school_id: before.origin_school_id,
        };
        let made = requirements::change_requirement(conn, &actor, id, seen, &command, moment)?;
        Ok((version, made))
    };
    let (version, made) = db.write(moving).await?;
    let path = format!("{}&moved={id}{pressed}", editor(&version));
    Ok(f.see(&request, &path, "requirement-moved", &made.label))
}
