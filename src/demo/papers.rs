//! The demo's issued documents: minutes, estimate and recommendation before the tender, the others once it is leased.

use super::Built;
use super::moments::on;
use super::paper_texts;
use super::people::People;
use crate::archive::{self, DocumentSource, IssueDocument};
use crate::budget::{AskEstimate, ESTIMATE_DOCUMENT, NeedsCounted};
use crate::clock::Moment;
use crate::db::{Database, DocumentId, EstimateId, LeaseId, LeaseLineId, ProjectId, SchoolId};
use crate::devices::{
    AskLabels, HANDOVER_RECEIPT, Handing, LABEL_DOCUMENT, LabelCode, LabelOwner, LabelPaper,
    RETURN_RECEIPT, ask_receipt,
};
use crate::error::{Error, Result};
use crate::http::Caller;
use crate::http::actor::Reach;
use crate::leasing::{self, DEBT_DOCUMENT, SCHEDULE_DOCUMENT};
use crate::overview::{
    self, AskCostDocument, AskCosts, COST_DOCUMENT, CostRowBy, CostYears, RECOMMENDATION_DOCUMENT,
};
use crate::projects::{self, MINUTES_DOCUMENT};
use std::path::Path;

/// The folder of the documents.
pub(super) const FOLDER: &str = "dokumenter";

/// The labels of all devices.
const LABELS: &str = "etiketter.pdf";

/// A document that was issued, and the name of its file.
#[derive(Debug)]
pub(super) struct Paper {
    file: &'static str,
    document: DocumentId,
}

/// Draws and freezes a document as the API does.
fn issue<Q, D>(
    database: &Database,
    source: &'static DocumentSource<Q, D>,
    actor: &Caller,
    question: Q,
    moment: Moment,
) -> Result<DocumentId>
where
    Q: Clone + Send + Sync + 'static,
    D: PartialEq + Send + Sync + 'static,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| Error::Internal(error.into()))?;
    let command = IssueDocument::default();
    let issued = source.issue(database, actor, question, &command, moment);
    Ok(runtime.block_on(issued)?.id)
}

/// The minutes of a meeting, the estimate and the recommendation to the committee.
pub(super) fn before_tender(
    database: &Database,
    people: &People,
    project: ProjectId,
    estimate: EstimateId,
) -> Result<Vec<Paper>> {
    let (lead, group, finance) = (people.lead()?, people.group()?, people.finance()?);
    let meeting = database.write_blocking(|conn| {
        let members = projects::store::members(conn, project)?;
        let members = members.iter().map(|member| member.id).collect();
        let meeting = paper_texts::meeting(members);
        projects::hold_meeting(conn, &group, project, &meeting, on(2017, 9, 12))
    })?;
    let minutes = issue(
        database,
        &MINUTES_DOCUMENT,
        &lead,
        meeting.id,
        on(2017, 9, 13),
    )?;
    let asked = AskEstimate {
        id: estimate,
        needs: NeedsCounted::Confirmed,
        category: None,
    };
    let estimate = issue(
        database,
        &ESTIMATE_DOCUMENT,
        &finance,
        asked,
        on(2017, 9, 25),
    )?;
    database.write_blocking(|conn| {
        let texts = paper_texts::recommendation();
        overview::write_recommendation(conn, &lead, project, &texts, on(2017, 9, 26))
    })?;
    let recommendation = issue(
        database,
        &RECOMMENDATION_DOCUMENT,
        &lead,
        project,
        on(2017, 9, 26),
    )?;
    Ok(vec![
        paper("referat.pdf", minutes),
        paper("oekonomisk-overslag.pdf", estimate),
        paper("indstilling.pdf", recommendation),
    ])
}

fn paper(file: &'static str, document: DocumentId) -> Paper {
    Paper { file, document }
}

/// What comes out of the agreement: schedule, cost by year and school, receipts, debt.
pub(super) fn after_lease(
    database: &Database,
    people: &People,
    line: LeaseLineId,
    schools: &[SchoolId],
) -> Result<Vec<Paper>> {
    let (finance, it) = (people.finance()?, people.it()?);
    let lease = lease_of(database, line)?;
    let installed = on(2017, 12, 1);
    let costs = AskCostDocument {
        asked: AskCosts {
            years: Some(CostYears::only(2018, 2021)),
            rows: vec![CostRowBy::School, CostRowBy::Lease],
            ..AskCosts::default()
        },
        reach: Reach::All,
    };
    let schedule = issue(
        database,
        &SCHEDULE_DOCUMENT,
        &finance,
        lease,
        on(2018, 1, 3),
    )?;
    let costs = issue(database, &COST_DOCUMENT, &finance, costs, on(2018, 1, 3))?;
    let year_end = on(2018, 12, 31).today;
    let debt = issue(
        database,
        &DEBT_DOCUMENT,
        &finance,
        year_end,
        on(2019, 1, 15),
    )?;
    let mut papers = vec![
        paper("ydelsesplan.pdf", schedule),
        paper("omkostning-pr-aar-og-skole.pdf", costs),
        paper("restgaeld-2018.pdf", debt),
    ];
    let school = schools.first().copied().unwrap_or(SchoolId(0));
    let ask = |handing, moment: Moment| {
        database.read_blocking(|conn| {
            ask_receipt(conn, Reach::All, handing, school, moment.today, Vec::new())
        })
    };
    let handed = ask(Handing::Over, installed)?;
    let handed = issue(database, &HANDOVER_RECEIPT, &it, handed, installed)?;
    papers.push(paper("udleveringskvittering.pdf", handed));
    let reform = on(2019, 8, 1);
    let returned = ask(Handing::Back, reform)?;
    let returned = issue(database, &RETURN_RECEIPT, &it, returned, reform)?;
    papers.push(paper("returkvittering.pdf", returned));
    Ok(papers)
}

fn lease_of(database: &Database, line: LeaseLineId) -> Result<LeaseId> {
    database.read_blocking(|conn| Ok(leasing::store::line(conn, line)?.lease_id))
}

/// Writes all documents and the labels of all devices into a folder of their own.
pub(super) fn write(database: &Database, built: &Built, out: &Path) -> Result<(), String> {
    let told = |error: Error| error.detail(crate::error::Language::English);
    let folder = out.join(FOLDER);
    let cannot = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::create_dir_all(&folder).map_err(cannot)?;
    for paper in &built.papers {
        let (_, bytes) = database
            .read_blocking(|conn| archive::store::content(conn, paper.document))
            .map_err(told)?;
        std::fs::write(folder.join(paper.file), bytes).map_err(cannot)?;
    }
    let asked = AskLabels {
        reach: Reach::All,
        school: None,
        lease: None,
        line: None,
        devices: Vec::new(),
        paper: LabelPaper::Mm70x37,
        used: 0,
        owner: LabelOwner::Municipality,
        code: LabelCode::Serial,
    };
    let labels = database
        .read_blocking(|conn| LABEL_DOCUMENT.draft(conn, &asked, on(2017, 12, 1)))
        .and_then(|document| archive::draw_now(&document))
        .map_err(told)?;
    std::fs::write(folder.join(LABELS), labels).map_err(cannot)
}

/// The names of the files, with commas between them.
pub(super) fn files(built: &Built) -> String {
    let mut files: Vec<&str> = built.papers.iter().map(|paper| paper.file).collect();
    files.push(LABELS);
    files.join(", ")
}

/// The bytes of the issued document with this file name.
pub(super) fn content(database: &Database, built: &Built, file: &str) -> Result<Vec<u8>> {
    let found = built.papers.iter().find(|paper| paper.file == file);
    let document = found.ok_or_else(|| Error::Internal(format!("{file} was not issued").into()))?;
    let (_, bytes) =
        database.read_blocking(|conn| archive::store::content(conn, document.document))?;
    Ok(bytes)
}
