//! What is missing in a project (*Mangler*): what blocks its next phase, and what else waits for somebody.

use crate::budget::{EstimateState, Scenario};
use crate::error::{Fault, codes};
use crate::needs::NeedGrid;
use crate::projects::{Phase, Project};
use crate::requirements::{Specification, SpecificationVersion, VersionState};
use crate::tenders::{Tender, TenderState};

/// How far a project is in every step.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The project.
    pub project: Project,
    /// The needs.
    pub needs: NeedGrid,
    /// The specifications, each with its newest version, and how many comments are open at that.
    pub specifications: Vec<(Specification, SpecificationVersion, i64)>,
    /// The estimates.
    pub estimates: Vec<Scenario>,
    /// The tenders, each with what stands in the way of its publication.
    pub tenders: Vec<(Tender, Vec<Fault>)>,
}

/// Something that is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// What it is.
    pub what: What,
    /// Where it is put right.
    pub path: String,
    /// Whether the next phase cannot be entered before.
    pub blocks: bool,
}

/// What is missing.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// What the step to the next phase would be refused for.
    Refusal(Fault),
    /// These schools have not handed in their needs.
    Schools(Vec<String>),
    /// A specification is being written.
    SpecificationDraft(String),
    /// A specification waits to be approved.
    SpecificationInReview(String),
    /// So many comments on the requirements of a specification are open.
    OpenComments(String, i64),
    /// An estimate exceeds the frame.
    AboveFrame(String),
    /// A tender has no dates besides its deadlines.
    Timetable(String),
    /// What the publication of a tender would be refused for.
    Tender(Fault),
}

impl Progress {
    /// The phase that comes next; none after the last.
    pub fn next(&self) -> Option<Phase> {
        let now = self.project.phase;
        Phase::ALL.iter().copied().find(|next| now.leads_to(*next))
    }
}

/// What is missing: first what blocks the next phase, then the rest.
pub fn missing(progress: &Progress) -> Vec<Missing> {
    let mut found = blocking(progress);
    if progress.project.phase == Phase::Closed {
        return found;
    }
    found.extend(schools(progress));
    found.extend(specifications(progress));
    found.extend(open_comments(progress));
    found.extend(estimates(progress));
    found.extend(tenders(progress));
    found
}

/// The same rules as the step itself, so that the list can never promise what the step refuses.
fn blocking(progress: &Progress) -> Vec<Missing> {
    let Some(next) = progress.next() else {
        return Vec::new();
    };
    let refused = progress.project.standing.missing_for(next).into_result();
    let faults = refused.err().map(|error| error.faults().to_vec());
    let item = |fault: Fault| Missing {
        path: place(progress, &fault),
        what: What::Refusal(fault),
        blocks: true,
    };
    faults.into_iter().flatten().map(item).collect()
}

/// The page on which a refusal is put right.
fn place(progress: &Progress, fault: &Fault) -> String {
    let project = format!("/projects/{}", progress.project.id);
    let code = fault.code();
    let of = |known: &[&crate::error::Code]| known.contains(&code);
    if of(&[
        &codes::PROJECT_WITHOUT_LEAD,
        &codes::CONFLICT_OF_INTEREST_UNDECLARED,
    ]) {
        format!("{project}/members")
    } else if of(&[&codes::PROJECT_WITHOUT_FRAME]) {
        format!("{project}/edit")
    } else if of(&[&codes::PROJECT_WITHOUT_NEEDS, &codes::NEEDS_UNCONFIRMED]) {
        format!("{project}/needs")
    } else if of(&[&codes::SPECIFICATION_UNAPPROVED]) {
        format!("{project}/specifications")
    } else if of(&[&codes::ESTIMATE_UNAPPROVED]) {
        format!("{project}/estimates")
    } else if of(&[&codes::TENDER_UNPUBLISHED]) {
        format!("{project}/tenders")
    } else if of(&[&codes::PROJECT_WITHOUT_LEASE, &codes::LEASES_NOT_ENDED]) {
        "/leases".to_owned()
    } else {
        project
    }
}

fn rest(what: What, path: String) -> Missing {
    Missing {
        what,
        path,
        blocks: false,
    }
}

fn schools(progress: &Progress) -> Option<Missing> {
    // Before the needs assessment nobody has asked the schools.
    let asked = progress.project.phase != Phase::Established;
    let names: Vec<String> = progress
        .needs
        .waiting()
        .map(|row| row.name.clone())
        .collect();
    let open = asked && !names.is_empty();
    let path = format!("/projects/{}/needs", progress.project.id);
    open.then(|| rest(What::Schools(names), path))
}

fn specifications(progress: &Progress) -> impl Iterator<Item = Missing> {
    progress
        .specifications
        .iter()
        .filter_map(|(one, newest, _)| {
            let path = format!("/specifications/{}", one.id);
            match newest.state {
                VersionState::Draft => {
                    Some(rest(What::SpecificationDraft(one.title.clone()), path))
                }
                VersionState::InReview => {
                    Some(rest(What::SpecificationInReview(one.title.clone()), path))
                }
                VersionState::Approved => None,
            }
        })
}

/// What is not settled about the requirements: it stops nothing, people decide. What has been tendered is settled.
fn open_comments(progress: &Progress) -> impl Iterator<Item = Missing> {
    let asked = progress.project.phase.awaits_needs();
    let open = progress.specifications.iter();
    let open = open.filter(move |(_, _, comments)| asked && *comments > 0);
    open.map(|(one, _, comments)| {
        let path = format!("/specifications/{}#open-comments", one.id);
        rest(What::OpenComments(one.title.clone(), *comments), path)
    })
}

fn estimates(progress: &Progress) -> impl Iterator<Item = Missing> {
    let has_frame = progress.project.standing.has_frame;
    let above = progress.estimates.iter().filter(move |one| {
        let outcome = one.outcome.as_ref();
        has_frame && outcome.is_ok_and(|outcome| outcome.difference.is_negative())
    });
    above.map(|one| {
        let path = format!("/estimates/{}", one.id);
        rest(What::AboveFrame(one.title.clone()), path)
    })
}

fn tenders(progress: &Progress) -> impl Iterator<Item = Missing> {
    let drafts = progress.tenders.iter();
    let drafts = drafts.filter(|(tender, _)| tender.state == TenderState::Draft);
    drafts.flat_map(|(tender, faults)| {
        let path = format!("/tenders/{}", tender.id);
        let bare = tender.timetable.is_empty();
        let dates = bare.then(|| rest(What::Timetable(tender.title.clone()), path.clone()));
        let faults = faults.iter();
        let faults = faults.map(move |fault| rest(What::Tender(fault.clone()), path.clone()));
        faults.chain(dates).collect::<Vec<_>>()
    })
}

/// The one to go on with among several: the approved or newest.
pub fn estimate_of(progress: &Progress) -> Option<&Scenario> {
    let approved = |one: &&Scenario| one.state == EstimateState::Approved;
    let all = &progress.estimates;
    all.iter().rev().find(approved).or(all.last())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Instant;
    use crate::db::{ProjectId, SpecificationId, SpecificationVersionId};
    use crate::finance::Money;
    use crate::projects::Standing;

    fn progress(phase: Phase, standing: Standing) -> Progress {
        let project = Project {
            id: ProjectId(1),
            case_number: "17/2134".into(),
            title: "Elev-pc'er".into(),
            background: None,
            kle_code: None,
            kle_code_usual: None,
            phase,
            council_decision_on: None,
            council_decision: None,
            frame: Vec::new(),
            frame_total: Money::ZERO,
            standing,
            version: 1,
        };
        Progress {
            project,
            needs: crate::needs::need_grid(Vec::new(), Vec::new(), &[], true),
            specifications: Vec::new(),
            estimates: Vec::new(),
            tenders: Vec::new(),
        }
    }

    #[test]
    fn a_new_project_misses_its_lead_and_its_frame_and_says_where() {
        let found = missing(&progress(Phase::Established, Standing::default()));
        let paths: Vec<&str> = found.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(paths, ["/projects/1/members", "/projects/1/edit"]);
        assert!(found.iter().all(|one| one.blocks));
    }

    #[test]
    fn what_is_achieved_is_missing_no_more() {
        let standing = Standing {
            needs: 2,
            confirmed_needs: 2,
            approved_specifications: 1,
            ..Standing::default()
        };
        let found = missing(&progress(Phase::Specification, standing));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "/projects/1/estimates");
    }

    #[test]
    fn open_comments_are_told_and_stop_nothing() {
        let mut progress = progress(Phase::Specification, Standing::default());
        let specification = Specification {
            id: SpecificationId(3),
            project_id: ProjectId(1),
            title: "Kravspecifikation".into(),
            newest_version_id: SpecificationVersionId(4),
            version: 1,
        };
        let newest = SpecificationVersion {
            id: SpecificationVersionId(4),
            specification_id: SpecificationId(3),
            project_id: ProjectId(1),
            number: 1,
            state: VersionState::Approved,
            change_note: None,
            created_at: Instant::new(chrono::DateTime::UNIX_EPOCH),
            approved_at: None,
            approved_by: None,
            version: 1,
        };
        let told = |progress: &Progress| {
            let found = missing(progress).into_iter();
            let mut told = found.filter(|one| matches!(one.what, What::OpenComments(..)));
            told.next()
        };
        progress.specifications = vec![(specification, newest, 0)];
        assert_eq!(told(&progress), None);
        progress.specifications[0].2 = 2;
        let found = told(&progress).unwrap();
        assert_eq!(
            found.what,
            What::OpenComments("Kravspecifikation".into(), 2)
        );
        assert_eq!(found.path, "/specifications/3#open-comments");
        assert!(!found.blocks);
        progress.project.phase = Phase::Contracting;
        assert_eq!(told(&progress), None);
    }

    #[test]
    fn a_closed_project_misses_nothing() {
        assert_eq!(missing(&progress(Phase::Closed, Standing::default())), []);
    }
}
