//! The phases of a project, in the order in which it passes through them, and what each asks for.

use crate::clock::Instant;
use crate::db::{AccountId, ProjectId, text_enum};
use crate::error::{Fault, Faults, codes};

text_enum! {
    /// How far a project has come.
    pub enum Phase {
        /// *Nedsat*: the group is set up.
        Established = "established",
        /// *Behovsopgørelse*: schools state their needs.
        NeedsAssessment = "needs_assessment",
        /// *Kravspecifikation*: requirements are written and the estimate is made.
        Specification = "specification",
        /// *Udbud*: the tender is out.
        Tendering = "tendering",
        /// *Kontrakt*: the lease is agreed.
        Contracting = "contracting",
        /// *Drift*: devices are leased and registered.
        Operation = "operation",
        /// *Afsluttet*: the last lease has ended.
        Closed = "closed",
    }
}

impl Phase {
    /// Whether schools may still be waited for: once the tender has ended, what they did not ask for is not bought.
    pub fn awaits_needs(self) -> bool {
        self <= Phase::Tendering
    }

    /// The Danish name, as it stands on screen and paper.
    pub const fn danish(self) -> &'static str {
        match self {
            Phase::Established => "Nedsat",
            Phase::NeedsAssessment => "Behovsopgørelse",
            Phase::Specification => "Kravspecifikation",
            Phase::Tendering => "Udbud",
            Phase::Contracting => "Kontrakt",
            Phase::Operation => "Drift",
            Phase::Closed => "Afsluttet",
        }
    }

    fn place(self) -> usize {
        Phase::ALL
            .iter()
            .position(|phase| *phase == self)
            .unwrap_or_default()
    }

    /// Whether `next` comes directly after this phase.
    pub fn leads_to(self, next: Phase) -> bool {
        next.place() == self.place() + 1
    }

    /// Whether `previous` comes directly before this phase; a closed project stays closed.
    pub fn may_return_to(self, previous: Phase) -> bool {
        self != Phase::Closed && previous.place() + 1 == self.place()
    }
}

/// What a project has achieved so far, over all slices; the ground on which phases are entered.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, utoipa::ToSchema)]
pub struct Standing {
    /// Whether somebody leads the group today.
    pub has_lead: bool,
    /// Members of today without a declaration on conflicts of interest.
    pub undeclared_members: Vec<String>,
    /// Whether the frame names at least one budget year.
    pub has_frame: bool,
    /// Needs of any state.
    pub needs: i64,
    /// Needs that the project lead has confirmed.
    pub confirmed_needs: i64,
    /// Approved versions of specifications.
    pub approved_specifications: i64,
    /// Approved estimates.
    pub approved_estimates: i64,
    /// Published tenders.
    pub published_tenders: i64,
    /// Leases in force.
    pub leases_in_force: i64,
    /// Leases that have not ended.
    pub leases_not_ended: i64,
}

impl Standing {
    /// What is missing before `phase` can be entered.
    pub fn missing_for(&self, phase: Phase) -> Faults {
        let mut faults = Faults::default();
        let mut need = |holds: bool, code| faults.require(holds, || Fault::new(code).at("/to"));
        match phase {
            Phase::Established => {}
            Phase::NeedsAssessment => {
                need(self.has_lead, &codes::PROJECT_WITHOUT_LEAD);
                need(self.has_frame, &codes::PROJECT_WITHOUT_FRAME);
                for name in &self.undeclared_members {
                    faults.add(
                        Fault::new(&codes::CONFLICT_OF_INTEREST_UNDECLARED)
                            .at("/to")
                            .with("member", name),
                    );
                }
            }
            Phase::Specification => need(self.needs > 0, &codes::PROJECT_WITHOUT_NEEDS),
            Phase::Tendering => {
                need(self.needs > 0, &codes::PROJECT_WITHOUT_NEEDS);
                need(
                    self.needs == self.confirmed_needs,
                    &codes::NEEDS_UNCONFIRMED,
                );
                need(
                    self.approved_specifications > 0,
                    &codes::SPECIFICATION_UNAPPROVED,
                );
                need(self.approved_estimates > 0, &codes::ESTIMATE_UNAPPROVED);
            }
            Phase::Contracting => need(self.published_tenders > 0, &codes::TENDER_UNPUBLISHED),
            Phase::Operation => need(self.leases_in_force > 0, &codes::PROJECT_WITHOUT_LEASE),
            Phase::Closed => need(self.leases_not_ended == 0, &codes::LEASES_NOT_ENDED),
        }
        faults
    }
}

/// A step from one phase to another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct PhaseChange {
    /// The project.
    pub project_id: ProjectId,
    /// The phase that was left.
    pub from: Phase,
    /// The phase that was entered.
    pub to: Phase,
    /// Why; always there for a step back.
    pub reason: Option<String>,
    /// Who.
    pub account_id: AccountId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_goes_on_step_by_step_and_back_one_at_a_time() {
        assert!(Phase::Established.leads_to(Phase::NeedsAssessment));
        assert!(!Phase::Established.leads_to(Phase::Specification));
        assert!(!Phase::Established.leads_to(Phase::Established));
        assert!(Phase::Tendering.may_return_to(Phase::Specification));
        assert!(!Phase::Tendering.may_return_to(Phase::NeedsAssessment));
        assert!(!Phase::Closed.may_return_to(Phase::Operation));
    }

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let nothing = Standing {
            undeclared_members: vec!["Bo".to_owned()],
            ..Standing::default()
        };
        let faults = nothing
            .missing_for(Phase::NeedsAssessment)
            .into_result()
            .unwrap_err();
        assert_eq!(faults.faults().len(), 3);
    }
}
