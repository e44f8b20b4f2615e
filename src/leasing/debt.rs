//! What is owed and bound on all agreements on a day, for the annual accounts (*gældsopgørelse pr. 31.12.*).
//!
//! A finance lease is a debt; an operating lease is an obligation and no debt, so the two are never added up. The
//! debt is read from the instalments that were written down: what remains after the last one due, what the lessor
//! paid since, less what was settled since. Obligations are the payments not yet due.

use super::expected::charge;
use super::owed::owed;
use super::store::{self, BoundLease};
use super::{Lease, LeaseEndKind, LeaseKind, LeaseState};
use crate::db::{DbConnection, LeaseId};
use crate::error::Result;
use crate::finance::{DatedAmount, Every, Money, Unit};
use chrono::{Datelike, NaiveDate};

/// What is owed and bound on one agreement, excluding VAT.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseDebt {
    /// The lease.
    pub lease_id: LeaseId,
    /// The lessor's number of the agreement.
    pub agreement_number: String,
    /// What it is about.
    pub title: String,
    /// The lessor.
    pub lessor_name: String,
    /// Whether it is a debt (`finance_lease`) or an obligation (`operating_lease`).
    pub kind: LeaseKind,
    /// Where it stands today.
    pub state: LeaseState,
    /// The debt without accrued interest; absent for an operating lease.
    #[schema(value_type = Option<String>, example = "628469.64")]
    pub remaining_debt: Option<Money>,
    /// Interest since the last instalment, not yet due; absent for an operating lease.
    #[schema(value_type = Option<String>, example = "26594.09")]
    pub accrued_interest: Option<Money>,
    /// Payments that fall due within a year.
    #[schema(value_type = String, example = "341140.18")]
    pub within_one_year: Money,
    /// Payments that fall due in the four years after that.
    #[schema(value_type = String, example = "682280.36")]
    pub one_to_five_years: Money,
    /// Payments that fall due later.
    #[schema(value_type = String, example = "0.00")]
    pub later: Money,
    /// All payments not yet due.
    #[schema(value_type = String, example = "1023420.54")]
    pub obligations: Money,
    /// Fees not yet due, beside the payments.
    #[schema(value_type = String, example = "0.00")]
    pub fees: Money,
    /// The residual for which the municipality answers; absent where it does not.
    #[schema(value_type = Option<String>, example = "0.00")]
    pub residual_at_risk: Option<Money>,
    /// The agreed price of a purchase at the end; absent without one.
    #[schema(value_type = Option<String>, example = "120000.00")]
    pub purchase_price: Option<Money>,
}

/// Sums over agreements of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct DebtTotals {
    /// The debt without accrued interest; zero for operating leases.
    #[schema(value_type = String, example = "628469.64")]
    pub remaining_debt: Money,
    /// Interest since the last instalments; zero for operating leases.
    #[schema(value_type = String, example = "26594.09")]
    pub accrued_interest: Money,
    /// Payments that fall due within a year.
    #[schema(value_type = String, example = "341140.18")]
    pub within_one_year: Money,
    /// Payments that fall due in the four years after that.
    #[schema(value_type = String, example = "682280.36")]
    pub one_to_five_years: Money,
    /// Payments that fall due later.
    #[schema(value_type = String, example = "0.00")]
    pub later: Money,
    /// All payments not yet due.
    #[schema(value_type = String, example = "1023420.54")]
    pub obligations: Money,
    /// Fees not yet due.
    #[schema(value_type = String, example = "0.00")]
    pub fees: Money,
    /// Residuals for which the municipality answers.
    #[schema(value_type = String, example = "0.00")]
    pub residual_at_risk: Money,
    /// Agreed prices of purchases at the end.
    #[schema(value_type = String, example = "0.00")]
    pub purchase_price: Money,
}

impl DebtTotals {
    /// The sums over the rows of a kind.
    pub fn of(rows: &[LeaseDebt], kind: LeaseKind) -> DebtTotals {
        let mut totals = DebtTotals::default();
        for row in rows.iter().filter(|row| row.kind == kind) {
            totals.remaining_debt += row.remaining_debt.unwrap_or_default();
            totals.accrued_interest += row.accrued_interest.unwrap_or_default();
            totals.within_one_year += row.within_one_year;
            totals.one_to_five_years += row.one_to_five_years;
            totals.later += row.later;
            totals.obligations += row.obligations;
            totals.fees += row.fees;
            totals.residual_at_risk += row.residual_at_risk.unwrap_or_default();
            totals.purchase_price += row.purchase_price.unwrap_or_default();
        }
        totals
    }
}

/// What is owed and bound on all agreements on a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct DebtStatement {
    /// The day.
    pub on: NaiveDate,
    /// The day on which it was reckoned: agreements count as they stood then.
    pub reckoned_on: NaiveDate,
    /// The agreements by number, finance leases first.
    pub rows: Vec<LeaseDebt>,
    /// The sums of the finance leases: debts.
    pub finance_leases: DebtTotals,
    /// The sums of the operating leases: obligations that are no debt.
    pub operating_leases: DebtTotals,
}

/// The latest 31 December up to `today`.
pub fn last_year_end(today: NaiveDate) -> NaiveDate {
    let end = |year: i32| NaiveDate::from_ymd_opt(year, 12, 31);
    end(today.year())
        .filter(|day| *day <= today)
        .or_else(|| end(today.year().saturating_sub(1)))
        .unwrap_or(today)
}

/// What is owed and bound on all agreements on a day.
///
/// # Errors
/// [`crate::error::codes::AMOUNT_OUT_OF_RANGE`] where the prices of a fee have run away.
pub fn debt_statement(
    conn: &mut DbConnection,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<DebtStatement> {
    let mut rows = Vec::new();
    for bound in store::bound_leases(conn)? {
        if !binds_on(&bound.lease, on) {
            continue;
        }
        let charged = charge(conn, bound.fees.clone(), &bound.rows, today)?;
        let fees = charged
            .iter()
            .flat_map(|charged| &charged.amounts)
            .filter(|amount| amount.due_on > on)
            .map(|amount| amount.amount)
            .sum();
        rows.push(lease_debt(&bound, fees, on));
    }
    rows.sort_by(|one, other| {
        (one.kind, &one.agreement_number).cmp(&(other.kind, &other.agreement_number))
    });
    Ok(DebtStatement {
        on,
        reckoned_on: today,
        finance_leases: DebtTotals::of(&rows, LeaseKind::FinanceLease),
        operating_leases: DebtTotals::of(&rows, LeaseKind::OperatingLease),
        rows,
    })
}

/// Signed by then, as far as the day of the signature is known, and not ended by then.
pub(super) fn binds_on(lease: &Lease, on: NaiveDate) -> bool {
    lease.signed_on.is_none_or(|signed| signed <= on) && lease.ended_on.is_none_or(|last| last > on)
}

fn lease_debt(bound: &BoundLease, fees: Money, on: NaiveDate) -> LeaseDebt {
    let lease = &bound.lease;
    let debt = match lease.kind {
        LeaseKind::FinanceLease => Some(owed(bound, on)),
        LeaseKind::OperatingLease => None,
    };
    let [within_one_year, one_to_five_years, later] = by_term(bound, on);
    let answers = matches!(
        bound.lease.end_kind,
        LeaseEndKind::Designation | LeaseEndKind::Mixed
    );
    LeaseDebt {
        lease_id: lease.id,
        agreement_number: lease.agreement_number.clone(),
        title: lease.title.clone(),
        lessor_name: lease.lessor_name.clone(),
        kind: lease.kind,
        state: lease.state,
        remaining_debt: debt.map(|debt| debt.principal),
        accrued_interest: debt.map(|debt| debt.accrued_interest),
        within_one_year,
        one_to_five_years,
        later,
        obligations: within_one_year + one_to_five_years + later,
        fees,
        residual_at_risk: Some(lease.residual)
            .filter(|residual| answers && *residual > Money::ZERO),
        purchase_price: bound.lease.purchase_price,
    }
}

/// Payments and charges not yet due: within a year, in the four years after that, later.
fn by_term(bound: &BoundLease, on: NaiveDate) -> [Money; 3] {
    let year = Every {
        unit: Unit::Year,
        count: 1,
    };
    let (one, five) = (year.after(on, 1), year.after(on, 5));
    let mut sums = [Money::ZERO; 3];
    let payments = bound.rows.iter().map(|row| DatedAmount {
        due_on: row.due_on,
        amount: row.payment,
    });
    for due in payments.chain(bound.charges.iter().copied()) {
        if due.due_on <= on {
            continue;
        }
        let [within, middle, later] = &mut sums;
        if one.is_some_and(|last| due.due_on <= last) {
            *within += due.amount;
        } else if five.is_some_and(|last| due.due_on <= last) {
            *middle += due.amount;
        } else {
            *later += due.amount;
        }
    }
    sums
}
