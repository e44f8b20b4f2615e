//! *Hvorfor dette tal?* An amount of the cost table, readable: what it is the sum of, by which rule, from what.

use crate::db::{Database, DbConnection, LeaseId};
use crate::error::{Fault, Result, codes};
use crate::http::Now;
use crate::http::actor::{CostReader, Reach, Staff};
use crate::http::page::form::text_pairs;
use crate::http::page::{Frame, Html};
use crate::leasing::{self, ExplainedInput, Explanation};
use crate::organisation;
use crate::overview::{self, CostFilter, ExplainCost, SchoolAsked};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get};
use askama::Template;
use validator::Validate;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(explain_cost);
}

/// How many parts stand on a page.
const A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "overview/pages/why.html")]
struct WhyPage {
    f: Frame,
    explanation: Explanation,
    /// The agreement to which the question is narrowed.
    lease: Option<LeaseId>,
    asked: Vec<String>,
    pairs: Vec<(String, String)>,
    page: usize,
    pages: usize,
}

impl WhyPage {
    /// The page on which a value was entered, for those who may open it.
    fn entry_page(&self, input: &ExplainedInput) -> Option<String> {
        let entry = input.entry.as_ref()?;
        entry
            .page(self.lease)
            .filter(|_| self.f.holds(Staff::ROLES))
    }

    fn at_page(&self, page: usize) -> String {
        let mut pairs = self.pairs.clone();
        pairs.push(("page".to_owned(), page.to_string()));
        let text = serde_urlencoded::to_string(pairs).unwrap_or_default();
        format!("/costs/why?{text}")
    }
}

/// The names of what a question is narrowed to.
#[derive(Debug, Default)]
struct Narrowed {
    school: Option<String>,
    agreement: Option<String>,
}

#[get("/costs/why")]
async fn explain_cost(
    request: HttpRequest,
    f: Frame,
    actor: CostReader,
    db: Data<Database>,
    Now(moment): Now,
) -> Result<Html> {
    let (pairs, page) = question(request.query_string());
    let asked = read(&pairs)?.asked()?;
    let (filter, language) = (asked.filter.clone(), f.language);
    let (explanation, narrowed) = db
        .read(move |conn| {
            let reach = actor.reach();
            let found = overview::explain_costs(conn, &reach, &asked, language, moment.today)?;
            let narrowed = narrowed(conn, &asked.filter, &reach, actor.holds(Staff::ROLES))?;
            Ok((found, narrowed))
        })
        .await?;
    show(f, explanation, &filter, narrowed, pairs, page)
}

/// The question and the piece of the parts.
fn question(text: &str) -> (Vec<(String, String)>, usize) {
    let mut pairs = text_pairs(text);
    let page = pairs.iter().find(|(name, _)| name == "page");
    let page = page.and_then(|(_, value)| value.parse().ok()).unwrap_or(1);
    pairs.retain(|(name, _)| name != "page");
    (pairs, page.max(1))
}

fn read(pairs: &[(String, String)]) -> Result<ExplainCost> {
    let text = serde_urlencoded::to_string(pairs).unwrap_or_default();
    let invalid = |reason: String| Fault::new(&codes::INVALID_PARAMETER).with("reason", reason);
    let asked: ExplainCost =
        serde_urlencoded::from_str(&text).map_err(|error| invalid(error.to_string()))?;
    asked
        .validate()
        .map_err(|errors| invalid(errors.to_string()))?;
    Ok(asked)
}

fn narrowed(
    conn: &mut DbConnection,
    filter: &CostFilter,
    reach: &Reach,
    staff: bool,
) -> Result<Narrowed> {
    let mut narrowed = Narrowed::default();
    if let SchoolAsked::Only(school) = filter.school {
        let found = organisation::store::find_school(conn, reach, school)?;
        narrowed.school = found.map(|school| school.name);
    }
    if let Some(lease) = filter.lease.filter(|_| staff) {
        narrowed.agreement = Some(leasing::store::lease(conn, lease)?.agreement_number);
    }
    Ok(narrowed)
}

fn show(
    f: Frame,
    mut explanation: Explanation,
    filter: &CostFilter,
    narrowed: Narrowed,
    pairs: Vec<(String, String)>,
    page: usize,
) -> Result<Html> {
    let pages = explanation.parts.len().div_ceil(A_PAGE).max(1);
    let page = page.min(pages);
    cut(&mut explanation, page);
    let nobody = (filter.school == SchoolAsked::Nobody).then(|| f.t("costs-nobody"));
    let account = filter
        .account
        .as_ref()
        .map(|account| match account.is_empty() {
            true => f.t("costs-no-account"),
            false => account.clone(),
        });
    let kind = filter.kind.map(|kind| f.word("costs-kind", kind.as_str()));
    let asked = [narrowed.school, nobody, narrowed.agreement, account, kind];
    let (costs, title) = (f.t("nav-costs"), f.t("why-title"));
    let here = f.address.clone();
    let page = WhyPage {
        f: f.below(costs, "/costs").below(title, here),
        explanation,
        lease: filter.lease,
        asked: asked.into_iter().flatten().collect(),
        pairs,
        page,
        pages,
    };
    page.f.clone().show(&page)
}

/// Leaves one piece of the parts, and the inputs of these: their symbols end with the number of the part.
fn cut(explanation: &mut Explanation, page: usize) {
    let first = (page - 1) * A_PAGE;
    let shown = first + 1..=first + A_PAGE;
    let mut number = 0;
    explanation.parts.retain(|_| {
        number += 1;
        shown.contains(&number)
    });
    let of_shown = |input: &ExplainedInput| {
        let symbol = input.symbol.as_str();
        let name = symbol.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = symbol
            .strip_prefix(name)
            .and_then(|digits| digits.parse().ok());
        number.is_none_or(|number: usize| shown.contains(&number))
    };
    explanation.inputs.retain(of_shown);
}
