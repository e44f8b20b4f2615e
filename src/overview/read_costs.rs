//! Answers a question about cost on the day of asking.

use super::store;
use super::{
    ComparedVersion, CostByYear, CostFilter, CostQuestion, CostRowBy, CostSharing, CostVersion,
    CostView, CostYears, Deflator, KnownRates, cost_by_year, explain,
};
use crate::db::{CostVersionId, DbConnection};
use crate::error::{Fault, Language, Result, codes};
use crate::http::actor::Reach;
use crate::leasing::Explanation;
use chrono::{Datelike, NaiveDate};

/// Fixed prices that are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedPrices {
    /// The series.
    pub series: String,
    /// The year whose price level is wanted; the current one where absent.
    pub price_year: Option<i32>,
}

/// Which version a table is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// The one approved last that was reckoned alike.
    Latest,
    /// This one.
    With(CostVersionId),
}

/// A question as a caller puts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskCosts {
    /// To which years costs belong.
    pub view: CostView,
    /// How costs are shared by devices.
    pub sharing: CostSharing,
    /// What the rows stand for.
    pub rows: Vec<CostRowBy>,
    /// Which part.
    pub filter: CostFilter,
    /// Which years; those around today where absent.
    pub years: Option<CostYears>,
    /// Fixed prices; current prices where absent.
    pub prices: Option<AskedPrices>,
    /// The version beside the amounts.
    pub compare: Option<Compare>,
}

impl Default for AskCosts {
    fn default() -> Self {
        AskCosts {
            view: CostView::Cash,
            sharing: CostSharing::Holder,
            rows: vec![CostRowBy::School, CostRowBy::Lease],
            filter: CostFilter::default(),
            years: None,
            prices: None,
            compare: None,
        }
    }
}

impl AskCosts {
    /// The question on a day on which these rates are known.
    ///
    /// # Errors
    /// [`codes::COST_SERIES_WITHOUT_RATES`].
    pub fn question(&self, rates: &KnownRates, today: NaiveDate) -> Result<CostQuestion> {
        Ok(CostQuestion {
            view: self.view,
            sharing: self.sharing,
            rows: self.rows.clone(),
            filter: self.filter.clone(),
            years: self.years.unwrap_or_else(|| CostYears::around(today)),
            fixed: self
                .prices
                .as_ref()
                .map(|asked| deflator(asked, rates, today))
                .transpose()?,
        })
    }
}

fn deflator(asked: &AskedPrices, rates: &KnownRates, today: NaiveDate) -> Result<Deflator> {
    let known = rates.of(&asked.series);
    if known.is_empty() {
        return Err(Fault::new(&codes::COST_SERIES_WITHOUT_RATES)
            .at("/series")
            .with("series", &asked.series)
            .into());
    }
    Ok(Deflator {
        series: asked.series.clone(),
        price_year: asked.price_year.unwrap_or_else(|| today.year()),
        rates: known,
    })
}

/// The cost that is asked for, within `reach`.
///
/// # Errors
/// [`codes::COST_SERIES_WITHOUT_RATES`], [`codes::AMOUNT_OUT_OF_RANGE`], [`codes::COST_VERSION_NOT_FOUND`],
/// [`codes::COST_VERSION_DIFFERS`].
pub fn read_costs(
    conn: &mut DbConnection,
    reach: &Reach,
    asked: &AskCosts,
    today: NaiveDate,
) -> Result<CostByYear> {
    let mut basis = store::basis(conn, &asked.filter, today)?;
    let question = asked.question(&basis.rates, today)?;
    let Some(compare) = asked.compare else {
        return cost_by_year(&basis, &question, reach, None);
    };
    let version = version(conn, asked, compare)?;
    let cells = store::version_cells(conn, version.id, &mut basis)?;
    let compared = ComparedVersion {
        id: version.id,
        title: version.title,
        approved_on: version.approved_on,
    };
    cost_by_year(&basis, &question, reach, Some((compared, &cells)))
}

/// Why the sum of what is asked for is what it is, within `reach`.
///
/// # Errors
/// [`codes::COST_SERIES_WITHOUT_RATES`], [`codes::AMOUNT_OUT_OF_RANGE`].
pub fn explain_costs(
    conn: &mut DbConnection,
    reach: &Reach,
    asked: &AskCosts,
    language: Language,
    today: NaiveDate,
) -> Result<Explanation> {
    let basis = store::basis(conn, &asked.filter, today)?;
    let question = asked.question(&basis.rates, today)?;
    explain(&basis, &question, reach, language)
}

/// The version to compare with, which must have been reckoned as is asked now.
fn version(conn: &mut DbConnection, asked: &AskCosts, compare: Compare) -> Result<CostVersion> {
    let alike = |version: &CostVersion| {
        version.view == asked.view && version.sharing == asked.sharing && asked.prices.is_none()
    };
    let found = match compare {
        Compare::With(id) => store::version(conn, id)?,
        Compare::Latest => {
            let mut versions = store::versions(conn)?.into_iter();
            let latest = versions
                .find(|version| version.view == asked.view && version.sharing == asked.sharing);
            latest.ok_or_else(|| Fault::new(&codes::COST_VERSION_NOT_FOUND).with("id", "latest"))?
        }
    };
    if alike(&found) {
        return Ok(found);
    }
    Err(Fault::new(&codes::COST_VERSION_DIFFERS)
        .at("/compare")
        .with("view", found.view.as_str())
        .with("sharing", found.sharing.as_str())
        .into())
}
