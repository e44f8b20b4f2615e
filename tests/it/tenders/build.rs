//! A tender and everything that it rests on, written straight into the tables where a story is not about it.

use crate::support::{OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::db::schema::{
    estimate_lines, estimates, needs, requirement_sections, requirements, specification_versions,
    specifications,
};
use anskaf::db::{
    DeviceCategoryId, EstimateId, ProjectId, SchoolId, SectionId, SpecificationId,
    SpecificationVersionId,
};
use anskaf::finance::Money;
use anskaf::http::Role;
use diesel::prelude::*;
use serde_json::{Value, json};

/// A project with everything that a tender rests on, written straight into the tables.
pub struct Case {
    pub project: ProjectId,
    pub specification: SpecificationVersionId,
    pub estimate: EstimateId,
}

pub fn case(service: &Service) -> Case {
    let project = service.project();
    let category = service.category(
        &format!("pupil_pc_{project}"),
        &format!("Elev-pc {project}"),
    );
    need(service, project, OWN_SCHOOL, category, 75);
    need(service, project, OTHER_SCHOOL, category, 135);
    Case {
        project,
        specification: specification(service, project, "approved"),
        estimate: estimate(service, project, "approved"),
    }
}

pub fn need(
    service: &Service,
    project: ProjectId,
    school: i64,
    category: DeviceCategoryId,
    count: i32,
) {
    let wanted = chrono::NaiveDate::from_ymd_opt(2018, 1, 2).unwrap();
    let insert = |conn: &mut anskaf::db::DbConnection| {
        diesel::insert_into(needs::table)
            .values((
                needs::project_id.eq(project),
                needs::school_id.eq(SchoolId(school)),
                needs::device_category_id.eq(category),
                needs::quantity.eq(count),
                needs::basis.eq("Elevtal"),
                needs::wanted_on.eq(wanted),
                needs::state.eq("confirmed"),
                needs::version.eq(1),
            ))
            .execute(conn)?;
        Ok(())
    };
    service.db.write_blocking(insert).expect("a need");
}

const REQUIREMENTS: &[(&str, &str, &str, bool)] = &[
    (
        "minimum",
        "yes_no",
        "Enheden har et tastatur med æ, ø og å og vejer højst 1,5 kg.",
        false,
    ),
    (
        "important",
        "number",
        "Batteriet holder mindst 8 timer ved normal undervisning.",
        false,
    ),
    (
        "normal",
        "text",
        "Leverandøren beskriver, hvordan skærm og tastatur udskiftes.",
        false,
    ),
    (
        "option",
        "price",
        "Forsikring mod uheld i fire år, pr. enhed.",
        false,
    ),
    (
        "normal",
        "choice",
        "Dette krav er trukket tilbage og må ikke stå i dokumentet.",
        true,
    ),
];

pub fn specification(
    service: &Service,
    project: ProjectId,
    state: &'static str,
) -> SpecificationVersionId {
    let moment = service.clock.moment();
    let approved = (state == "approved").then_some(moment.now);
    service
        .db
        .write_blocking(|conn| {
            let id: SpecificationId = diesel::insert_into(specifications::table)
                .values((
                    specifications::project_id.eq(project),
                    specifications::title.eq("Elev-pc'er"),
                    specifications::next_number.eq(6),
                    specifications::version.eq(1),
                ))
                .returning(specifications::id)
                .get_result(conn)?;
            let version: SpecificationVersionId =
                diesel::insert_into(specification_versions::table)
                    .values((
                        specification_versions::specification_id.eq(id),
                        specification_versions::number.eq(2),
                        specification_versions::state.eq(state),
                        specification_versions::created_at.eq(moment.now),
                        specification_versions::approved_at.eq(approved),
                        specification_versions::version.eq(1),
                    ))
                    .returning(specification_versions::id)
                    .get_result(conn)?;
            let section: SectionId = diesel::insert_into(requirement_sections::table)
                .values((
                    requirement_sections::specification_version_id.eq(version),
                    requirement_sections::position.eq(1),
                    requirement_sections::title.eq("Enheden"),
                    requirement_sections::introduction
                        .eq("Enhederne bruges af elever i 4.-9. klasse, også uden for skolen."),
                    requirement_sections::version.eq(1),
                ))
                .returning(requirement_sections::id)
                .get_result(conn)?;
            for (number, (importance, answer, text, withdrawn)) in (1i32..).zip(REQUIREMENTS) {
                diesel::insert_into(requirements::table)
                    .values((
                        requirements::specification_version_id.eq(version),
                        requirements::section_id.eq(section),
                        requirements::number.eq(number),
                        requirements::position.eq(number),
                        requirements::importance.eq(*importance),
                        requirements::answer_kind.eq(*answer),
                        requirements::text.eq(*text),
                        requirements::withdrawn.eq(*withdrawn),
                        requirements::version.eq(1),
                    ))
                    .execute(conn)?;
            }
            Ok(version)
        })
        .expect("a specification")
}

pub fn estimate(service: &Service, project: ProjectId, state: &'static str) -> EstimateId {
    let moment = service.clock.moment();
    let approved = (state == "approved").then_some(moment.now);
    let lines = [
        (
            "charging_cabinet",
            "Computerskabe til opladning, opsat",
            "fixed",
            7,
            950_000,
        ),
        (
            "image_installation",
            "Installation af kommunens image",
            "per_device",
            1,
            15_000,
        ),
    ];
    service
        .db
        .write_blocking(|conn| {
            let id: EstimateId = diesel::insert_into(estimates::table)
                .values((
                    estimates::project_id.eq(project),
                    estimates::title.eq("Overslag"),
                    estimates::state.eq(state),
                    estimates::starts_on.eq(chrono::NaiveDate::from_ymd_opt(2018, 1, 2).unwrap()),
                    estimates::periods.eq(4),
                    estimates::every_unit.eq("year"),
                    estimates::every_count.eq(1),
                    estimates::timing.eq("advance"),
                    estimates::rate.eq("0.0275"),
                    estimates::rate_source.eq("Antaget"),
                    estimates::rate_assumed.eq(true),
                    estimates::residual.eq(Money::ZERO),
                    estimates::approved_at.eq(approved),
                    estimates::version.eq(1),
                ))
                .returning(estimates::id)
                .get_result(conn)?;
            for (position, (kind, text, basis, quantity, price)) in (1i32..).zip(lines) {
                diesel::insert_into(estimate_lines::table)
                    .values((
                        estimate_lines::estimate_id.eq(id),
                        estimate_lines::position.eq(position),
                        estimate_lines::kind.eq(kind),
                        estimate_lines::description.eq(text),
                        estimate_lines::basis.eq(basis),
                        estimate_lines::quantity.eq(quantity),
                        estimate_lines::unit_price.eq(Money::from_ore(price)),
                        estimate_lines::source.eq("Antaget"),
                        estimate_lines::assumed.eq(true),
                    ))
                    .execute(conn)?;
            }
            Ok(id)
        })
        .expect("an estimate")
}

pub fn rules(case: &Case) -> Value {
    json!({
        "specification_version_id": case.specification, "estimate_id": case.estimate,
        "title": "Elev-pc'er til skolerne", "procedure": "open", "award_criterion": "price",
        "contact": "Ida Indkøb, indkøbskonsulent\nudbud@dragoer.example",
        "question_deadline_on": "2017-09-15", "offer_deadline_on": "2017-10-02",
        "offers_bind_until": "2018-01-31",
    })
}

pub async fn prepared(service: &Service) -> (Case, String, String) {
    let case = case(service);
    let lead = service.by(Role::ProjectLead);
    let path = format!("/projects/{}/tenders", case.project);
    let made = lead.post(&path, rules(&case)).await.expect(201);
    (case, format!("/tenders/{}", made.id()), made.etag())
}

pub async fn municipality(service: &Service) {
    let details = json!({
        "name": "Dragør Kommune", "cvr_number": "12881517", "street": "Kirkevej 7",
        "postal_code": "2791", "city": "Dragør",
    });
    service
        .by(Role::Administrator)
        .post("/municipality", details)
        .await
        .expect(201);
}
