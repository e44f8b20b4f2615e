//! Issuing a document of the project as a numbered one that never changes, beside the editions that there are.

use crate::archive::{self, Document, DocumentKind, IssueDocument, kind};
use crate::budget::{AskEstimate, ESTIMATE_DOCUMENT, NeedsCounted};
use crate::clock::Moment;
use crate::db::{Database, EstimateId, MeetingId, ProjectId, SpecificationVersionId};
use crate::error::{Error, Result};
use crate::http::actor::{FinanceStaff, ProjectLead};
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Markup, Spec};
use crate::http::{Now, Path};
use crate::needs::NEEDS_DOCUMENT;
use crate::projects::{MINUTES_DOCUMENT, below_project};
use crate::requirements::SPECIFICATION_DOCUMENT;
use crate::{budget, projects, requirements};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(ask_issue)
        .service(issue)
        .service(ask_estimate)
        .service(issue_estimate);
}

const FORM: Spec = Spec {
    name: "issue",
    fields: &[Field::optional("change", Kind::Long(2))],
};

/// A document that the project lead issues, by its name in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Paper {
    Minutes,
    Needs,
    Specification,
    /// Issued by finance, at an address of its own.
    #[serde(skip)]
    Estimate,
}

#[derive(Template)]
#[template(path = "overview/pages/editions.html")]
struct Editions<'a> {
    f: &'a Frame,
    editions: &'a [Document],
}

impl Paper {
    fn kind(self) -> &'static DocumentKind {
        match self {
            Paper::Minutes => &kind::MINUTES,
            Paper::Needs => &kind::NEEDS,
            Paper::Specification => &kind::SPECIFICATION,
            Paper::Estimate => &kind::ESTIMATE,
        }
    }

    /// Where it is issued, and the page of the thing that it is about.
    fn paths(self, id: i64) -> (String, String) {
        match self {
            Paper::Minutes => (format!("/issue/minutes/{id}"), format!("/meetings/{id}")),
            Paper::Needs => (
                format!("/issue/needs/{id}"),
                format!("/projects/{id}/needs"),
            ),
            Paper::Specification => (
                format!("/issue/specification/{id}"),
                format!("/specification-versions/{id}"),
            ),
            Paper::Estimate => (format!("/estimates/{id}/issue"), format!("/estimates/{id}")),
        }
    }

    async fn page(self, f: Frame, db: &Database, id: i64, moment: Moment) -> Result<FormPage> {
        let read = move |conn: &mut crate::db::DbConnection| {
            let project = match self {
                Paper::Minutes => projects::store::meeting(conn, MeetingId(id))?.project_id,
                Paper::Needs => ProjectId(id),
                Paper::Specification => {
                    requirements::store::version(conn, SpecificationVersionId(id))?.project_id
                }
                Paper::Estimate => budget::store::estimate(conn, EstimateId(id))?.project_id,
            };
            let project = projects::store::project(conn, project, moment.today)?;
            Ok((project, archive::store::editions(conn, self.kind(), id)?))
        };
        let (project, editions) = db.read(read).await?;
        let f = below_project(f, project.id, &project.title);
        let aside = Editions {
            f: &f,
            editions: &editions,
        };
        let aside = aside
            .render()
            .map_err(|error| Error::Internal(error.into()))?;
        let (action, back) = self.paths(id);
        let form = FormView::blank(&FORM, action, "issue-submit").cancel(back);
        let (title, lead) = (f.word("issue-title", self.kind().code), f.t("issue-lead"));
        Ok(FormPage::new(f, title, form)
            .lead(lead)
            .aside(Markup(aside)))
    }

    async fn answer(
        self,
        request: &HttpRequest,
        f: Frame,
        (db, id, moment): (&Database, i64, Moment),
        (sent, done): (&Form, Result<Document>),
    ) -> Result<HttpResponse> {
        match done {
            Ok(document) => Ok(f.see(request, &self.paths(id).1, "issue-done", &document.number)),
            Err(error) => self.page(f, db, id, moment).await?.again(sent, error),
        }
    }
}

#[get("/issue/{paper}/{id}")]
async fn ask_issue(
    f: Frame,
    _actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path((paper, id)): Path<(Paper, i64)>,
) -> Result<Html> {
    paper.page(f, &db, id, moment).await?.show()
}

async fn issued(
    paper: Paper,
    (db, actor): (&Database, &ProjectLead),
    id: i64,
    sent: &Form,
    moment: Moment,
) -> Result<Document> {
    let command: IssueDocument = sent.read(&FORM)?;
    let by = &**actor;
    match paper {
        Paper::Minutes => {
            let asked = MeetingId(id);
            MINUTES_DOCUMENT
                .issue(db, by, asked, &command, moment)
                .await
        }
        Paper::Specification => {
            let asked = SpecificationVersionId(id);
            SPECIFICATION_DOCUMENT
                .issue(db, by, asked, &command, moment)
                .await
        }
        // An estimate never comes this way: its name is in no address.
        Paper::Needs | Paper::Estimate => {
            NEEDS_DOCUMENT
                .issue(db, by, ProjectId(id), &command, moment)
                .await
        }
    }
}

#[post("/issue/{paper}/{id}")]
async fn issue(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path((paper, id)): Path<(Paper, i64)>,
    sent: Form,
) -> Result<HttpResponse> {
    let done = issued(paper, (&db, &actor), id, &sent, moment).await;
    paper
        .answer(&request, f, (&db, id, moment), (&sent, done))
        .await
}

#[get("/estimates/{id}/issue")]
async fn ask_estimate(
    f: Frame,
    _actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
) -> Result<Html> {
    Paper::Estimate.page(f, &db, id.0, moment).await?.show()
}

#[post("/estimates/{id}/issue")]
async fn issue_estimate(
    request: HttpRequest,
    f: Frame,
    actor: FinanceStaff,
    db: Data<Database>,
    Now(moment): Now,
    Path(id): Path<EstimateId>,
    sent: Form,
) -> Result<HttpResponse> {
    let asked = AskEstimate {
        id,
        needs: NeedsCounted::Confirmed,
        category: None,
    };
    let done = match sent.read::<IssueDocument>(&FORM) {
        Ok(command) => {
            ESTIMATE_DOCUMENT
                .issue(&db, &actor, asked, &command, moment)
                .await
        }
        Err(error) => Err(error),
    };
    Paper::Estimate
        .answer(&request, f, (&db, id.0, moment), (&sent, done))
        .await
}
