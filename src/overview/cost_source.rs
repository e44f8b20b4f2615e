//! Where the document of cost by year and school comes from, and when it may be issued: as a whole only.
//!
//! An issued table replaces the one before, so a part of the cost would replace the whole: it can be seen as a draft only.

use super::cost_document::{CostContent, compose};
use super::{AskCosts, CostFilter, CostRowBy, FollowUpYear, SchoolAsked, follow_up, read_costs};
use crate::archive::{DocumentSource, Edition, kind};
use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::{Fault, Faults, Language, Result, codes};
use crate::http::actor::Reach;
use crate::organisation;
use crate::projects;
use crate::render;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A question about cost, and whose.
#[derive(Debug, Clone)]
pub struct AskCostDocument {
    /// The question.
    pub asked: AskCosts,
    /// The schools that the caller may see.
    pub reach: Reach,
}

impl AskCostDocument {
    /// Refuses to issue a part of the cost.
    ///
    /// # Errors
    /// [`codes::COST_DOCUMENT_LIMITED`] at each parameter that limits.
    pub fn require_whole(&self) -> Result<()> {
        let filter = &self.asked.filter;
        let mut faults = Faults::default();
        for (name, limits) in [
            ("lease_id", filter.lease.is_some()),
            ("school_id", matches!(filter.school, SchoolAsked::Only(_))),
            ("undistributed", filter.school == SchoolAsked::Nobody),
            ("account", filter.account.is_some()),
            ("kind", filter.kind.is_some()),
        ] {
            faults.require(!limits, || {
                let fault = Fault::new(&codes::COST_DOCUMENT_LIMITED).at(format!("/{name}"));
                fault.with("parameter", name)
            });
        }
        faults.into_result()
    }
}

/// Cost by year and school as a document; it is about the municipality, of which there is one.
pub static COST_DOCUMENT: DocumentSource<AskCostDocument, CostContent> = DocumentSource {
    kind: &kind::COST_BY_YEAR,
    subject: |_| 1,
    read,
    check: |_, _| Faults::default(),
    // Costs are reckoned from all agreements and have no version of their own.
    data_version: |_| 1,
    compose: composed,
};

fn read(conn: &mut DbConnection, asked: &AskCostDocument, moment: Moment) -> Result<CostContent> {
    let today = moment.today;
    let municipality = organisation::store::find_municipality(conn)?;
    let by_school = AskCosts {
        rows: vec![CostRowBy::School],
        ..asked.asked.clone()
    };
    let detail = match asked.asked.rows.as_slice() {
        [CostRowBy::School] => None,
        _ => Some(read_costs(conn, &asked.reach, &asked.asked, today)?),
    };
    let by_school = read_costs(conn, &asked.reach, &by_school, today)?;
    let is_whole = asked.reach == Reach::All && asked.asked.filter == CostFilter::default();
    let frame = match is_whole && asked.asked.prices.is_none() {
        true => frames(conn, &by_school.years, today)?,
        false => Vec::new(),
    };
    Ok(CostContent {
        author: organisation::document_author(municipality.as_ref()),
        only: schools(conn, asked)?,
        by_school,
        detail,
        frame,
    })
}

/// The names of the schools whose share alone is asked for, or may be seen.
fn schools(conn: &mut DbConnection, asked: &AskCostDocument) -> Result<Vec<String>> {
    let ids = match (&asked.asked.filter.school, &asked.reach) {
        (SchoolAsked::Only(school), _) => vec![*school],
        (_, Reach::Only(own)) => own.clone(),
        (_, Reach::All) => Vec::new(),
    };
    let mut names = Vec::with_capacity(ids.len());
    for id in ids {
        names.extend(
            organisation::store::find_school(conn, &asked.reach, id)?.map(|school| school.name),
        );
    }
    Ok(names)
}

/// The frames of all projects added up, in these years.
fn frames(conn: &mut DbConnection, years: &[i32], today: NaiveDate) -> Result<Vec<FollowUpYear>> {
    let mut found: BTreeMap<i32, FollowUpYear> = BTreeMap::new();
    for project in projects::store::projects(conn, None, None, i64::MAX)? {
        for year in follow_up(conn, project.id, Language::Danish, today)?.years {
            let sum = found.entry(year.year).or_insert(FollowUpYear {
                year: year.year,
                ..FollowUpYear::default()
            });
            if let Some(frame) = year.frame {
                *sum.frame.get_or_insert_default() += frame;
            }
            sum.committed += year.committed;
            sum.planned += year.planned;
            sum.actual += year.actual;
            sum.remaining += year.remaining;
        }
    }
    found.retain(|year, _| years.contains(year));
    Ok(found.into_values().collect())
}

fn composed(content: &CostContent, edition: &Edition) -> Result<render::Document> {
    let mut document = compose(content, edition.date);
    edition.stamp(&mut document);
    edition.list_changes(&mut document);
    Ok(document)
}
