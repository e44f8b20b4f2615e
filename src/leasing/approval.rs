//! Which body must approve a lease, and whether it has.
//!
//! The body is the lowest whose rule of the day covers both total and term. The administration puts leases in
//! force itself, so what its own limit covers needs no recorded decision; everything above does. Where there are
//! rules but none covers, the council decides. Without any rule nothing is asked for, and the lease warns.

use super::expected::{ExpectedCost, expected_cost};
use super::{ApprovalRule, DecidingBody, DecisionOutcome, Lease, LeaseDecision, store};
use crate::db::DbConnection;
use crate::error::{Fault, Result, codes};
use crate::finance::{Every, Money, Unit};
use chrono::NaiveDate;

/// What a lease must have by the rules of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    /// No rule is entered for the day.
    NoRules,
    /// The administration's own limit covers it.
    Nothing,
    /// A decision of this body or a higher one.
    Decision(Box<RequiredDecision>),
}

/// The decision that a lease must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredDecision {
    /// The lowest body that may take it.
    pub body: DecidingBody,
    /// What the municipality calls the body.
    pub name: String,
    /// The rule of the highest body below, whose limit the lease exceeds; absent where there is none.
    pub exceeded: Option<ApprovalRule>,
    /// The rule by which the body decides; absent where no rule covers the lease.
    pub by: Option<ApprovalRule>,
}

/// What a lease of this total and term must have by the rules that are valid on `day`.
pub fn requirement(
    rules: &[ApprovalRule],
    total: Money,
    months: i64,
    day: NaiveDate,
) -> Requirement {
    let valid = |body: DecidingBody| {
        rules
            .iter()
            .filter(|rule| rule.body == body && rule.is_valid_on(day))
            .max_by_key(|rule| rule.valid_from)
    };
    let valid: Vec<&ApprovalRule> = DecidingBody::ALL
        .iter()
        .copied()
        .filter_map(valid)
        .collect();
    if valid.is_empty() {
        return Requirement::NoRules;
    }
    let by = valid
        .iter()
        .find(|rule| rule.covers(total, months))
        .copied();
    let body = by.map_or(DecidingBody::Council, |rule| rule.body);
    if body == DecidingBody::Director {
        return Requirement::Nothing;
    }
    let exceeded = valid
        .iter()
        .rfind(|rule| rule.body <= body && !rule.covers(total, months))
        .copied();
    let own = valid.iter().find(|rule| rule.body == body);
    Requirement::Decision(Box::new(RequiredDecision {
        body,
        name: own.map_or_else(|| body.danish().to_owned(), |rule| rule.name.clone()),
        exceeded: exceeded.cloned(),
        by: by.cloned(),
    }))
}

/// Whether the decisions (in the order in which they were taken) approve a lease of this total.
///
/// Only those of the body or a higher one count, and of these the latest: a later rejection takes an approval back.
pub fn is_approved(decisions: &[LeaseDecision], body: DecidingBody, total: Money) -> bool {
    decisions
        .iter()
        .filter(|decision| decision.body >= body)
        .max_by_key(|decision| (decision.decided_on, decision.id))
        .is_some_and(|latest| {
            latest.outcome == DecisionOutcome::Approved
                && latest
                    .approved_total
                    .is_none_or(|approved| total <= approved)
        })
}

/// The months from the first day to the day after the last, begun ones counted whole.
pub fn term_in_months(starts_on: NaiveDate, ends_on: NaiveDate) -> i64 {
    let month = Every {
        unit: Unit::Month,
        count: 1,
    };
    let whole = month.whole_periods_back(starts_on, ends_on).unwrap_or(0);
    match month.after(ends_on, -whole) {
        Some(day) if day > starts_on => whole.saturating_add(1),
        _ => whole,
    }
}

/// The term of a lease in months; zero while no instalments can be computed.
pub(super) fn term_of(lease: &Lease, cost: &ExpectedCost) -> i64 {
    cost.ends_on()
        .map_or(0, |ends_on| term_in_months(lease.starts_on, ends_on))
}

/// What a lease must have by the rules of a day, and whether it has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalStanding {
    /// All instalments, interim charges and fees.
    pub total: Money,
    /// The term, begun months counted whole.
    pub months: i64,
    /// What the rules ask for.
    pub requirement: Requirement,
    /// Whether what they ask for is there.
    pub approved: bool,
}

/// Where the approval of a lease stands; `None` while nothing can be computed of it.
///
/// # Errors
/// Only when the database fails.
pub fn approval_standing(
    conn: &mut DbConnection,
    lease: &Lease,
    today: NaiveDate,
) -> Result<Option<ApprovalStanding>> {
    let cost = match expected_cost(conn, lease, today) {
        Err(error) if error.faults().is_empty() => return Err(error),
        Err(_) => return Ok(None),
        Ok(cost) => cost,
    };
    let (total, months) = (cost.total(), term_of(lease, &cost));
    let requirement = requirement(&store::approval_rules(conn)?, total, months, today);
    let approved = match &requirement {
        Requirement::NoRules | Requirement::Nothing => true,
        Requirement::Decision(required) => {
            is_approved(&store::decisions(conn, lease.id)?, required.body, total)
        }
    };
    Ok(Some(ApprovalStanding {
        total,
        months,
        requirement,
        approved,
    }))
}

/// The fault of a lease that lacks the decision it must have; `None` where nothing is lacking.
pub(super) fn missing_decision(
    conn: &mut DbConnection,
    lease: &Lease,
    cost: &ExpectedCost,
    today: NaiveDate,
) -> Result<Option<Fault>> {
    let (total, months) = (cost.total(), term_of(lease, cost));
    let rules = store::approval_rules(conn)?;
    let Requirement::Decision(required) = requirement(&rules, total, months, today) else {
        return Ok(None);
    };
    let decisions = store::decisions(conn, lease.id)?;
    if is_approved(&decisions, required.body, total) {
        return Ok(None);
    }
    let rule = required.exceeded.as_ref().or(required.by.as_ref());
    let dash = || "–".to_owned();
    let limit_total = required.exceeded.as_ref().and_then(|rule| rule.max_total);
    let limit_months = required.exceeded.as_ref().and_then(|rule| rule.max_months);
    Ok(Some(
        Fault::new(&codes::LEASE_DECISION_MISSING)
            .with("total", total)
            .with("months", months)
            .with("name", &required.name)
            .with("body", required.body.as_str())
            .with(
                "limit_total",
                limit_total.map_or_else(dash, |limit| limit.to_string()),
            )
            .with(
                "limit_months",
                limit_months.map_or_else(dash, |limit| limit.to_string()),
            )
            .with("source", rule.map_or_else(dash, |rule| rule.source.clone())),
    ))
}

/// Refuses a lease that lacks the decision it must have by the rules of today.
///
/// The lease's instalments and interim charges must be known: computed, or written down in this transaction.
///
/// # Errors
/// [`codes::LEASE_DECISION_MISSING`] naming body, limit, total and source; the refusals of the quote.
pub fn require_decision(conn: &mut DbConnection, lease: &Lease, today: NaiveDate) -> Result<()> {
    let cost = expected_cost(conn, lease, today)?;
    match missing_decision(conn, lease, &cost, today)? {
        Some(fault) => Err(fault.into()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Instant;
    use crate::db::{AccountId, ApprovalRuleId, LeaseDecisionId, LeaseId};

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("date")
    }

    fn kroner(kroner: i64) -> Money {
        Money::from_ore(kroner * 100)
    }

    fn rule(body: DecidingBody, max_total: Option<i64>, max_months: Option<i32>) -> ApprovalRule {
        ApprovalRule {
            id: ApprovalRuleId(1),
            body,
            name: body.as_str().to_owned(),
            max_total: max_total.map(kroner),
            max_months,
            valid_from: date("2016-01-01"),
            valid_to: None,
            source: "Kompetenceplan".to_owned(),
            version: 1,
        }
    }

    /// Odder's: 150,000 the administration, a million or five years the committee, above that the council.
    fn rules() -> Vec<ApprovalRule> {
        vec![
            rule(DecidingBody::Council, None, None),
            rule(DecidingBody::Director, Some(150_000), None),
            rule(DecidingBody::Committee, Some(1_000_000), Some(60)),
        ]
    }

    fn body(rules: &[ApprovalRule], total: i64, months: i64) -> Option<DecidingBody> {
        match requirement(rules, kroner(total), months, date("2017-08-24")) {
            Requirement::Decision(required) => Some(required.body),
            Requirement::Nothing => None,
            Requirement::NoRules => panic!("there are rules"),
        }
    }

    #[test]
    fn the_lowest_body_that_covers_total_and_term_decides() {
        assert_eq!(body(&rules(), 150_000, 48), None);
        assert_eq!(body(&rules(), 150_001, 48), Some(DecidingBody::Committee));
        assert_eq!(body(&rules(), 1_000_000, 60), Some(DecidingBody::Committee));
        assert_eq!(body(&rules(), 1_000_000, 61), Some(DecidingBody::Council));
        assert_eq!(body(&rules(), 1_000_001, 12), Some(DecidingBody::Council));
    }

    #[test]
    fn without_a_rule_that_covers_the_council_decides() {
        let only = [rule(DecidingBody::Director, Some(10), None)];
        assert_eq!(body(&only, 11, 1), Some(DecidingBody::Council));
        let committee = [rule(DecidingBody::Committee, None, None)];
        assert_eq!(body(&committee, 1, 1), Some(DecidingBody::Committee));
    }

    #[test]
    fn rules_count_in_their_days_and_the_latest_replaces_the_earlier() {
        let mut old = rule(DecidingBody::Director, Some(150_000), None);
        old.valid_to = Some(date("2017-06-30"));
        let day = date("2017-08-24");
        assert_eq!(
            requirement(&[old.clone()], kroner(1), 1, day),
            Requirement::NoRules
        );
        old.valid_to = None;
        let mut new = rule(DecidingBody::Director, Some(10), None);
        new.valid_from = date("2017-07-01");
        assert!(matches!(
            requirement(&[new, old], kroner(11), 1, day),
            Requirement::Decision(_)
        ));
    }

    fn decision(id: i64, body: DecidingBody, outcome: DecisionOutcome, on: &str) -> LeaseDecision {
        LeaseDecision {
            id: LeaseDecisionId(id),
            lease_id: LeaseId(1),
            body,
            outcome,
            decided_on: date(on),
            reference: "Sag 1".to_owned(),
            reason: "Besparelse".to_owned(),
            approved_total: None,
            recorded_by: AccountId(1),
            recorded_at: Instant::from_naive(date(on).and_time(chrono::NaiveTime::MIN)),
        }
    }

    #[test]
    fn the_latest_decision_of_the_body_or_a_higher_one_counts() {
        use DecidingBody::{Committee, Council, Director};
        use DecisionOutcome::{Approved, Rejected};
        let total = kroner(100);
        let approved = decision(1, Committee, Approved, "2017-08-01");
        assert!(!is_approved(&[], Committee, total));
        assert!(is_approved(
            std::slice::from_ref(&approved),
            Committee,
            total
        ));
        assert!(!is_approved(
            std::slice::from_ref(&approved),
            Council,
            total
        ));
        let by_council = decision(2, Council, Approved, "2017-08-01");
        assert!(is_approved(&[by_council], Committee, total));
        let back = decision(3, Council, Rejected, "2017-08-02");
        assert!(!is_approved(
            &[back.clone(), approved.clone()],
            Committee,
            total
        ));
        let below = decision(4, Director, Rejected, "2017-08-03");
        assert!(is_approved(&[approved.clone(), below], Committee, total));
        let capped = LeaseDecision {
            approved_total: Some(kroner(99)),
            ..approved
        };
        assert!(!is_approved(&[capped], Committee, total));
    }

    #[test]
    fn a_term_counts_begun_months() {
        let months = |from, to| term_in_months(date(from), date(to));
        assert_eq!(months("2018-01-02", "2022-01-02"), 48);
        assert_eq!(months("2018-01-02", "2022-01-03"), 49);
        assert_eq!(months("2018-01-31", "2018-02-28"), 1);
        assert_eq!(months("2018-01-02", "2018-01-02"), 0);
    }
}
