//! The demo's first half: organisation, project, visit, specification and needs.

use super::case::{ASSUMED, Case};
use super::moments::on;
use super::people::People;
use crate::clock::Moment;
use crate::db::{
    DbConnection, DeviceCategoryId, ProjectId, SchoolId, SpecificationVersionId, Version, VisitId,
};
use crate::error::{Error, Result};
use crate::http::actor::Administrator;
use crate::needs::{self, StateNeed};
use crate::organisation::{self, DescribeMunicipality, DescribeSchool};
use crate::projects::{
    self, AdvanceProject, ConflictOfInterest, DescribeMember, DescribeProject, FrameYear,
    MemberRole, Phase, PlanMilestone, Project, RecordDecision, RecordVisit,
};
use crate::render::numbers;
use crate::requirements::{
    self, AnswerKind, BeginSpecification, DescribeDeviceCategory, DescribeSection, Importance,
    StateRequirement,
};
use chrono::NaiveDate;

/// The municipality and the schools of 2017.
pub(super) fn organise(
    conn: &mut DbConnection,
    case: &Case,
    administrator: &Administrator,
) -> Result<Vec<SchoolId>> {
    let moment = on(2017, 1, 9);
    let facts = &case.facts;
    let municipality = DescribeMunicipality {
        name: facts.municipality.clone(),
        cvr_number: None,
        gln: None,
        municipality_code: None,
        street: None,
        postal_code: Some(facts.postal_code.clone()),
        city: Some(facts.city.clone()),
        colour: None,
    };
    organisation::describe_municipality(conn, administrator, &municipality, moment)?;
    let mut schools = Vec::new();
    for name in &facts.schools_2017 {
        let street = (*name == facts.kept_school.name).then(|| facts.kept_school.street.clone());
        let school = school(case, name, street, "2008-08-01".parse().ok());
        schools.push(organisation::open_school(conn, administrator, &school, moment)?.id);
    }
    Ok(schools)
}

/// A school's description; the first day is assumed where no source tells it.
pub(super) fn school(
    case: &Case,
    name: &str,
    street: Option<String>,
    valid_from: Option<NaiveDate>,
) -> DescribeSchool {
    DescribeSchool {
        name: name.to_owned(),
        institution_number: None,
        gln: None,
        cost_centre: None,
        street,
        postal_code: Some(case.facts.postal_code.clone()),
        city: Some(case.facts.city.clone()),
        valid_from: valid_from.unwrap_or(case.facts.budget_agreement_on),
        valid_to: None,
        successor_id: None,
    }
}

/// The project with its frame, group, milestones, visit and the committee's decision.
pub(super) fn establish(
    conn: &mut DbConnection,
    case: &Case,
    people: &People,
) -> Result<(Project, VisitId)> {
    let moment = on(2017, 1, 16);
    let (lead, group) = (people.lead()?, people.group()?);
    let project = projects::establish_project(conn, &lead, &describe_project(case), moment)?;
    form_group(conn, people, project.id, moment)?;
    for (title, due_on, done_on) in [
        (
            "Behov indberettet af skolerne",
            on(2017, 9, 8),
            on(2017, 9, 7),
        ),
        (
            "Kravspecifikation godkendt",
            on(2017, 9, 22),
            on(2017, 9, 21),
        ),
        (
            "Udbudsmateriale offentliggjort",
            on(2017, 9, 29),
            on(2017, 9, 28),
        ),
    ] {
        let milestone = PlanMilestone {
            title: title.to_owned(),
            due_on: due_on.today,
            done_on: Some(done_on.today),
        };
        projects::plan_milestone(conn, &group, project.id, &milestone, moment)?;
    }
    let visit = RecordVisit {
        visited_on: on(2017, 5, 10).today,
        host: "Nabokommune (antaget)".to_owned(),
        participants: "Projektleder, to skoleledere, it-afdelingen".to_owned(),
        questions: Some("Hvordan oplades, opbevares og afleveres pc'erne?".to_owned()),
        findings: Some(
            "Skabe med fast strøm i hver klasse; serienumre leveret som fil før pc'erne kom."
                .to_owned(),
        ),
    };
    let visit = projects::record_visit(conn, &group, project.id, &visit, on(2017, 5, 11))?;
    let decision = RecordDecision {
        decided_on: case.facts.committee_on,
        decided_by: "Økonomiudvalget".to_owned(),
        decision: "Administrationen må lease flere enheder end 210 inden for rammen.".to_owned(),
        reason: "Enhederne ventes at koste mindre end forudsat i budgetaftalen.".to_owned(),
    };
    projects::record_decision(conn, &group, project.id, &decision, on(2017, 9, 1))?;
    advance(
        conn,
        people,
        project.id,
        Phase::NeedsAssessment,
        on(2017, 8, 14),
    )?;
    Ok((project, visit.id))
}

/// The background is printed in the tender and therefore says nothing of the money.
fn describe_project(case: &Case) -> DescribeProject {
    let facts = &case.facts;
    DescribeProject {
        case_number: facts.case_number.clone(),
        title: facts.title.clone(),
        background: Some(format!(
            "Budgetaftalen af {} indeholder indkøb af elev-pc'er til folkeskolerne, finansieret ved leasing over \
             fire år. Leasingaftalen omfatter også computerskabe, image-installation og kommunelicens.",
            numbers::date(facts.budget_agreement_on)
        )),
        kle_code: None,
        council_decision_on: Some(facts.council_on),
        council_decision: Some(format!(
            "Ramme på {} over fire år til {} elev-pc'er, finansieret ved leasing; flere enheder kan leases inden for \
             rammen. Kilde: {}",
            numbers::kroner(facts.frame_total),
            facts.pupil_pcs,
            case.source
        )),
        frame: facts
            .frame_years
            .iter()
            .map(|year| FrameYear {
                budget_year: *year,
                amount: facts.even_split_per_year,
                note: Some("Ligelig fordeling af rammen (beregnet)".to_owned()),
            })
            .collect(),
    }
}

fn form_group(
    conn: &mut DbConnection,
    people: &People,
    project: ProjectId,
    moment: Moment,
) -> Result<()> {
    let lead = people.lead()?;
    for (name, role, organisation) in [
        ("Pia Projektleder", MemberRole::Lead, "Skoleafdelingen"),
        ("Mads Projektmedlem", MemberRole::Member, "It-afdelingen"),
        (
            "Signe Skoleleder",
            MemberRole::Member,
            "Store Magleby Skole",
        ),
        (
            "Flemming Finans",
            MemberRole::SteeringGroup,
            "Økonomiafdelingen",
        ),
    ] {
        let member = DescribeMember {
            account_id: None,
            name: name.to_owned(),
            role,
            organisation: organisation.to_owned(),
            joined_on: moment.today,
            left_on: None,
            conflict_of_interest: Some(ConflictOfInterest::None),
            conflict_explanation: None,
            conflict_declared_on: Some(moment.today),
        };
        projects::join_group(conn, &lead, project, &member, moment)?;
    }
    Ok(())
}

/// Takes the project to its next phase.
pub(super) fn advance(
    conn: &mut DbConnection,
    people: &People,
    project: ProjectId,
    to: Phase,
    moment: Moment,
) -> Result<()> {
    let seen = projects::store::project(conn, project, moment.today)?.version;
    let command = AdvanceProject { to, reason: None };
    projects::advance_project(
        conn,
        &people.lead()?,
        project,
        Version(seen),
        &command,
        moment,
    )?;
    Ok(())
}

/// The category of the pupils' PCs, and each school's need of it, submitted and confirmed.
pub(super) fn state_needs(
    conn: &mut DbConnection,
    case: &Case,
    people: &People,
    project: ProjectId,
    schools: &[SchoolId],
) -> Result<DeviceCategoryId> {
    let category = DescribeDeviceCategory {
        code: "pupil_pc".to_owned(),
        name: "Elev-pc".to_owned(),
        economic_life_months: None,
    };
    let category = requirements::add_category(
        conn,
        &people.catalogue_keeper()?,
        &category,
        on(2017, 8, 15),
    )?
    .id;
    for (school, quantity) in schools.iter().zip(&case.assumptions.needs_2017) {
        let school_leader = people.school_leader()?;
        // The demo's school leader leads one school; the project group writes for the others.
        let author = if school_leader.reach().covers(*school) {
            school_leader
        } else {
            people.needs_author()?
        };
        let need = StateNeed {
            school_id: *school,
            device_category_id: category,
            quantity: *quantity,
            basis: format!("Fordeling af 210 pc'er på tre afdelinger. {ASSUMED}"),
            wanted_on: on(2017, 12, 1).today,
        };
        let need = needs::state_need(conn, &author, project, &need, on(2017, 9, 6))?;
        let need = needs::submit_need(
            conn,
            &author,
            need.id,
            Version(need.version),
            on(2017, 9, 7),
        )?;
        needs::confirm_need(
            conn,
            &people.lead()?,
            need.id,
            Version(need.version),
            on(2017, 9, 8),
        )?;
    }
    advance(conn, people, project, Phase::Specification, on(2017, 9, 8))?;
    Ok(category)
}

/// The specification, reviewed and approved.
pub(super) fn specify(
    conn: &mut DbConnection,
    people: &People,
    project: ProjectId,
    category: DeviceCategoryId,
    visit: VisitId,
) -> Result<SpecificationVersionId> {
    let (group, moment) = (people.group()?, on(2017, 9, 11));
    let begin = BeginSpecification {
        title: "Kravspecifikation, elev-pc'er".to_owned(),
    };
    let specification = requirements::begin_specification(conn, &group, project, &begin, moment)?;
    let version = requirements::specification_versions(conn, specification.id)?
        .first()
        .map(|version| version.id)
        .ok_or_else(|| Error::Internal("a new specification has no version".into()))?;
    for section in super::requirement_texts::SECTIONS {
        let describe = DescribeSection {
            title: section.title.to_owned(),
            introduction: Some(section.introduction.to_owned()),
            position: None,
        };
        let made = requirements::add_section(conn, &group, version, &describe, moment)?;
        for (importance, answer_kind, text, from_visit) in section.requirements {
            let requirement = StateRequirement {
                importance: *importance,
                answer_kind: *answer_kind,
                device_category_id: section.about_devices.then_some(category),
                text: (*text).to_owned(),
                rationale: None,
                origin_visit_id: from_visit.then_some(visit),
                origin_school_id: None,
            };
            requirements::state_requirement(conn, &group, made.id, &requirement, moment)?;
        }
    }
    let seen = requirements::specification_version(conn, version)?.version;
    let reviewed =
        requirements::request_review(conn, &group, version, Version(seen), on(2017, 9, 18))?;
    requirements::approve(
        conn,
        &people.lead()?,
        version,
        Version(reviewed.version),
        on(2017, 9, 21),
    )?;
    Ok(version)
}

/// A section of the demo's specification: title, introduction and requirements.
pub(super) struct SectionText {
    pub title: &'static str,
    pub introduction: &'static str,
    /// Whether the requirements are about the devices themselves, not about delivery, cabinets or service.
    pub about_devices: bool,
    pub requirements: &'static [(Importance, AnswerKind, &'static str, bool)],
}
