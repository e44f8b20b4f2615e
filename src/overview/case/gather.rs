//! Reads a case in one transaction: data, journal and the list of its documents, without their bytes.

use super::file::{CaseFile, CasePart, warnings_of};
use super::manifest::{CaseFacts, Party};
use super::subjects::Subjects;
use crate::budget;
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceId, LeaseId, ProjectId};
use crate::devices::store::{DeviceFilter, DevicePlace};
use crate::devices::{self, Device, DeviceImport};
use crate::error::{Error, Fault, Result, codes};
use crate::http::actor::Reach;
use crate::leasing::store::LeaseFilter;
use crate::leasing::{self, Lease, LeaseLine};
use crate::organisation::journal::JournalEntry;
use crate::overview::store;
use crate::projects::Project;
use crate::render::{Column, Table, csv};
use crate::requirements::Specification;
use crate::{archive, needs, organisation, projects, requirements, tenders};
use serde::Serialize;
use std::collections::BTreeSet;

/// How many entries of the journal, and how many devices, a case may have to be exported as one file.
pub const MOST_ENTRIES: usize = 100_000;

/// Lists that come in pieces are read whole: no list of a case is longer than what is refused anyway.
const ALL: i64 = i64::MAX;

/// Reads the case of a project.
///
/// # Errors
/// [`codes::PROJECT_NOT_FOUND`], [`codes::CASE_TOO_LARGE`].
pub fn gather(conn: &mut DbConnection, id: ProjectId, moment: Moment) -> Result<CaseFile> {
    let project = projects::store::project(conn, id, moment.today)?;
    let mut case = Gathering::default();
    case.project(conn, &project)?;
    case.requirements(conn, id)?;
    case.needs_and_money(conn, id)?;
    let leases = case.leases(conn, id)?;
    case.devices(conn, &leases)?;
    case.registers(conn)?;
    let documents = archive::store::documents_of(conn, &case.subjects.pairs())?;
    case.subjects
        .add("document", documents.iter().map(|document| document.id.0));
    let journal = organisation::store::journal_of(conn, &case.subjects.pairs(), MOST_ENTRIES)?;
    within_limit(journal.len())?;
    case.parts
        .push(CasePart::json("journal/journal.json", &journal)?);
    case.parts.push(journal_list(&journal)?);
    let parties = parties(conn, &leases)?;
    Ok(CaseFile {
        exported_on: moment.today,
        warnings: warnings_of(&project, &parties, &documents),
        facts: CaseFacts {
            case_number: project.case_number,
            kle_code: project.kle_code,
            title: project.title,
            phase: project.phase,
            council_decision_on: project.council_decision_on,
            first_entry_on: journal.first().map(|entry| entry.at.danish_date()),
            last_entry_on: journal.last().map(|entry| entry.at.danish_date()),
        },
        parties,
        parts: case.parts,
        documents,
    })
}

fn within_limit(count: usize) -> Result<()> {
    if count > MOST_ENTRIES {
        return Err(Fault::new(&codes::CASE_TOO_LARGE)
            .with("most", MOST_ENTRIES)
            .into());
    }
    Ok(())
}

/// A lease with everything that was agreed, written down and paid.
#[derive(Serialize)]
struct WholeLease {
    #[serde(flatten)]
    lease: Lease,
    lines: Vec<LeaseLine>,
    batches: Vec<leasing::LeaseBatch>,
    interim_charges: Vec<leasing::LeaseInterimCharge>,
    fixings: Vec<leasing::LeaseFixing>,
    amendments: Vec<leasing::LeaseAmendment>,
    schedules: Vec<leasing::LeaseScheduleEntry>,
    instalments: Vec<leasing::LeaseInstalment>,
    fees: Vec<leasing::LeaseFee>,
    payments: Vec<leasing::LeasePayment>,
    notice_terms: Option<leasing::NoticeTerms>,
    notices: Vec<leasing::LeaseNotice>,
    decisions: Vec<leasing::LeaseDecision>,
}

#[derive(Default)]
struct Gathering {
    parts: Vec<CasePart>,
    subjects: Subjects,
}

impl Gathering {
    fn data(&mut self, name: &str, thing: &impl Serialize) -> Result<()> {
        let part = CasePart::json(&format!("data/{name}.json"), thing)?;
        self.parts.push(part);
        Ok(())
    }

    fn project(&mut self, conn: &mut DbConnection, project: &Project) -> Result<()> {
        let id = project.id;
        self.subjects.add("project", [id.0]);
        self.data("projekt", project)?;
        let members = projects::store::members(conn, id)?;
        self.subjects
            .add("project_member", members.iter().map(|one| one.id.0));
        self.data("projektgruppe", &members)?;
        let milestones = projects::store::milestones(conn, id)?;
        self.subjects
            .add("milestone", milestones.iter().map(|one| one.id.0));
        self.data("milepaele", &milestones)?;
        let visits = projects::store::visits(conn, id)?;
        self.subjects
            .add("visit", visits.iter().map(|one| one.id.0));
        self.data("inspirationsbesoeg", &visits)?;
        let decisions = projects::store::decisions(conn, id)?;
        self.subjects
            .add("decision", decisions.iter().map(|one| one.id.0));
        self.data("beslutninger", &decisions)?;
        let meetings = projects::store::meetings(conn, id)?;
        self.subjects
            .add("meeting", meetings.iter().map(|one| one.id.0));
        self.data("moeder", &meetings)?;
        if let Some(recommendation) = store::find_recommendation(conn, id)? {
            self.subjects.add("recommendation", [id.0]);
            self.data("indstilling", &recommendation)?;
        }
        self.data("faser", &projects::store::phase_changes(conn, id)?)
    }

    fn requirements(&mut self, conn: &mut DbConnection, project: ProjectId) -> Result<()> {
        let specifications = requirements::store::specifications(conn, project)?;
        let mut versions = Vec::new();
        for specification in &specifications {
            self.subjects.add("specification", [specification.id.0]);
            for version in requirements::specification_versions(conn, specification.id)? {
                let content = requirements::specification_version(conn, version.id)?;
                self.subjects.add("specification_version", [content.id.0]);
                for section in &content.sections {
                    self.subjects.add("requirement_section", [section.id.0]);
                    self.subjects.add(
                        "requirement",
                        section.requirements.iter().map(|one| one.id.0),
                    );
                }
                versions.push(content);
            }
        }
        self.comments(conn, &specifications)?;
        self.data("kravspecifikationer", &versions)
    }

    fn comments(&mut self, conn: &mut DbConnection, of: &[Specification]) -> Result<()> {
        let mut comments = Vec::new();
        for specification in of {
            comments.extend(requirements::store::comments_of_specification(
                conn,
                specification.id,
            )?);
        }
        let ids = comments.iter().map(|one| one.id.0);
        self.subjects.add("requirement_comment", ids);
        let replies = comments.iter().flat_map(|one| &one.replies);
        self.subjects
            .add("comment_reply", replies.map(|one| one.id.0));
        self.data("kommentarer", &comments)
    }

    fn needs_and_money(&mut self, conn: &mut DbConnection, project: ProjectId) -> Result<()> {
        let filter = needs::store::NeedFilter::default();
        let needs = needs::store::needs(conn, &Reach::All, project, &filter, ALL)?;
        self.subjects.add("need", needs.iter().map(|one| one.id.0));
        self.data("behov", &needs)?;
        let estimates = budget::store::estimates(conn, project)?;
        self.subjects
            .add("estimate", estimates.iter().map(|one| one.id.0));
        self.data("overslag", &estimates)?;
        let tenders = tenders::store::tenders(conn, project)?;
        self.subjects
            .add("tender", tenders.iter().map(|one| one.id.0));
        self.data("udbud", &tenders)
    }

    fn leases(&mut self, conn: &mut DbConnection, project: ProjectId) -> Result<Vec<Lease>> {
        let filter = LeaseFilter {
            project: Some(project),
            ..LeaseFilter::default()
        };
        let leases = leasing::store::leases(conn, &filter, ALL)?;
        let mut whole = Vec::with_capacity(leases.len());
        for lease in &leases {
            whole.push(self.lease(conn, lease)?);
        }
        let ids: Vec<LeaseId> = leases.iter().map(|lease| lease.id).collect();
        self.subjects.add_removed(conn, &ids)?;
        self.data("leasingaftaler", &whole)?;
        Ok(leases)
    }

    fn lease(&mut self, conn: &mut DbConnection, lease: &Lease) -> Result<WholeLease> {
        use leasing::store;
        let id = lease.id;
        let whole = WholeLease {
            lease: lease.clone(),
            lines: store::lines(conn, id)?,
            batches: store::batches(conn, id)?,
            interim_charges: store::interim_charges(conn, id)?,
            fixings: store::fixings(conn, id)?,
            amendments: store::amendments(conn, id)?,
            schedules: store::schedules(conn, id)?,
            instalments: store::instalments(conn, id)?,
            fees: store::fees(conn, id)?,
            payments: store::payments(conn, id)?,
            notice_terms: store::notice_terms(conn, id)?,
            notices: store::notices(conn, id)?,
            decisions: store::decisions(conn, id)?,
        };
        let subjects = &mut self.subjects;
        subjects.add("lease", [id.0]);
        subjects.add("lease_line", whole.lines.iter().map(|one| one.id.0));
        subjects.add("lease_batch", whole.batches.iter().map(|one| one.id.0));
        subjects.add("lease_fee", whole.fees.iter().map(|one| one.id.0));
        subjects.add("lease_fixing", whole.fixings.iter().map(|one| one.id.0));
        subjects.add(
            "lease_amendment",
            whole.amendments.iter().map(|one| one.id.0),
        );
        subjects.add("lease_payment", whole.payments.iter().map(|one| one.id.0));
        Ok(whole)
    }

    fn devices(&mut self, conn: &mut DbConnection, leases: &[Lease]) -> Result<()> {
        let mut found: Vec<Device> = Vec::new();
        let mut imports: Vec<DeviceImport> = Vec::new();
        for lease in leases {
            imports.extend(devices::store::imports_of_lease(conn, lease.id)?);
            let mut after = None;
            loop {
                let filter = DeviceFilter {
                    lease: Some(lease.id),
                    after,
                    ..DeviceFilter::default()
                };
                let piece = devices::store::devices(conn, &Reach::All, filter, 10_000)?;
                after = piece.last().map(|device| DevicePlace::Id(device.id));
                if piece.is_empty() {
                    break;
                }
                found.extend(piece);
                within_limit(found.len())?;
            }
        }
        let ids: Vec<DeviceId> = found.iter().map(|device| device.id).collect();
        self.data("enheder", &found)?;
        self.data("enhedsindlaesninger", &imports)?;
        self.subjects
            .add("device_import", imports.iter().map(|one| one.id.0));
        let movements = devices::store::movements_of(conn, &ids)?;
        self.data("enhedsflytninger", &movements)?;
        self.subjects
            .add("movement", movements.iter().map(|one| one.id.0));
        self.subjects.add("device", ids.iter().map(|id| id.0));
        Ok(())
    }

    /// What the numbers in the data mean: schools, categories and models.
    fn registers(&mut self, conn: &mut DbConnection) -> Result<()> {
        let schools = organisation::store::schools(conn, &Reach::All, None, None, ALL)?;
        self.data("skoler", &schools)?;
        self.data(
            "enhedskategorier",
            &requirements::categories(conn, None, ALL)?,
        )?;
        let models = devices::store::models(conn, None, None, ALL)?;
        self.data("enhedsmodeller", &models)
    }
}

fn parties(conn: &mut DbConnection, leases: &[Lease]) -> Result<Vec<Party>> {
    let mut others = BTreeSet::new();
    for lease in leases {
        others.insert(Party {
            role: "lessor",
            name: lease.lessor_name.clone(),
            cvr_number: lease.lessor_cvr_number.clone(),
        });
        for batch in leasing::store::batches(conn, lease.id)? {
            others.insert(Party {
                role: "supplier",
                name: batch.supplier_name,
                cvr_number: None,
            });
        }
    }
    let municipality = organisation::store::find_municipality(conn)?.map(|known| Party {
        role: "municipality",
        name: known.name,
        cvr_number: known.cvr_number,
    });
    Ok(municipality.into_iter().chain(others).collect())
}

fn journal_list(journal: &[JournalEntry]) -> Result<CasePart> {
    let columns = vec![
        Column::text("Nr."),
        Column::text("Tidspunkt (UTC)"),
        Column::text("Hvem"),
        Column::text("Handling"),
        Column::text("Emne"),
        Column::text("Emnets nr."),
        Column::text("Begrundelse"),
    ];
    let mut table = Table::new("Journal", columns);
    for entry in journal {
        table.row(vec![
            entry.id.to_string().into(),
            entry.at.to_string().into(),
            entry.account_name.as_str().into(),
            entry.action.as_str().into(),
            entry.subject_kind.as_str().into(),
            entry.subject_id.to_string().into(),
            entry.reason.as_deref().unwrap_or("").into(),
        ]);
    }
    Ok(CasePart {
        path: "journal/journal.csv".to_owned(),
        media_type: "text/csv; charset=utf-8",
        bytes: csv::write(&table, csv::Dialect::Spreadsheet)
            .map_err(|error| Error::Internal(error.into()))?,
    })
}
