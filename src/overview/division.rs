//! Divides the charges of an agreement: by year, then over its lines, then over the schools, exactly each time.
//!
//! The rules, in this order:
//! 1. A charge belongs to a year, or to several by days ([`cut`]).
//! 2. Each year's part of an instalment, an interim charge or a settlement is split over the agreement's lines by
//!    what their units cost; units that left the agreement count no longer from that day on. A settlement that
//!    is about one line belongs to that line. A fee is a bearer of its own.
//! 3. Each line's part is split over schools by the line's key. What the key gives to nobody is not distributed.
//!
//! Every split is by largest remainder, so whatever is added up, by schools, lines or years, is the charge to the
//! øre. A settlement is shared by those who held the devices on the day before, because on the day itself
//! devices may have gone. The mathematics is that of `finance::projection`.

use super::key::{Bearer, line_weights, movements, shared_on};
use super::{
    Agreement, BasisFee, BasisLine, Charge, CostBasis, CostKind, CostQuestion, CostView, NOBODY,
    Place,
};
use crate::finance::projection::{SharedPart, YearPart, cut};
use crate::finance::{Money, Movement, PeriodAmount, PeriodStream, View, allocation};
use crate::leasing::SplitKey;
use std::rc::Rc;

/// The part of a charge that one bearer carries in one year, and how schools share it.
#[derive(Debug, Clone, Copy)]
pub struct Division<'a> {
    /// What the charge is.
    pub kind: CostKind,
    /// Who carries the part.
    pub bearer: Bearer<'a>,
    /// The place of the account string.
    pub account: Option<u32>,
    /// The charge.
    pub charge: &'a Charge,
    /// The year's part of the charge, in the prices of the question.
    pub cut: YearPart,
    /// The bearer's part of that.
    pub amount: Money,
    /// How often this very division occurs in a row.
    pub times: i64,
    /// The schools; [`NOBODY`] alone where the key gives no weights.
    pub places: &'a [Place],
    /// Their weights; none where the key gives none.
    pub weights: &'a [u64],
    /// Their parts, which add up to `amount`.
    pub parts: &'a [Money],
}

/// How divisions are handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Equal ones of the same year together: only sums are wanted.
    Sums,
    /// Each charge by itself.
    Charges,
}

/// Calls `visit` with every division of an agreement that the question's kind does not exclude.
///
/// `None` when an amount in fixed prices is beyond what the service can carry.
pub fn divide(
    basis: &CostBasis,
    agreement: &Agreement,
    question: &CostQuestion,
    detail: Detail,
    visit: &mut impl FnMut(&Division<'_>),
) -> Option<()> {
    let asked = |kind: CostKind| question.filter.kind.is_none_or(|only| only == kind);
    let mut divider = Divider {
        basis,
        agreement,
        question,
        detail,
        mixed: None,
        shares: Shares::default(),
    };
    if asked(CostKind::Payment) {
        divider.over_lines(CostKind::Payment, &agreement.payments, visit);
    }
    if asked(CostKind::InterimCharge) {
        divider.over_lines(CostKind::InterimCharge, &agreement.interim, visit);
    }
    if asked(CostKind::Fee) {
        for fee in &agreement.fees {
            let cuts = fixed(question, fee, divider.cuts(&fee.charges))?;
            divider.share(CostKind::Fee, Bearer::Fee(fee), &cuts, visit);
        }
    }
    if asked(CostKind::Settlement) {
        for settlement in &agreement.settlements {
            let charge = std::slice::from_ref(&settlement.charge);
            match settlement.line.and_then(|line| agreement.lines.get(line)) {
                Some(line) => {
                    let cuts = divider.cuts(charge);
                    divider.share(CostKind::Settlement, Bearer::Line(line), &cuts, visit);
                }
                None => divider.over_lines(CostKind::Settlement, charge, visit),
            }
        }
    }
    Some(())
}

/// The cuts of a fee in fixed prices, where they are asked for and the fee follows a series.
fn fixed<'c>(
    question: &CostQuestion,
    fee: &BasisFee,
    mut cuts: Vec<Placed<'c>>,
) -> Option<Vec<Placed<'c>>> {
    if let Some(deflator) = question.fixed.as_ref().filter(|_| fee.series.is_some()) {
        for placed in &mut cuts {
            placed.amount = deflator.fixed(placed.amount, placed.cut.year)?;
            placed.cut.amount = placed.amount;
        }
    }
    Some(cuts)
}

/// A year's part of a charge, and what a bearer carries of it.
#[derive(Clone, Copy)]
struct Placed<'c> {
    charge: &'c Charge,
    cut: YearPart,
    amount: Money,
}

/// How schools share an amount; kept while payment after payment is shared alike.
#[derive(Default)]
struct Shares {
    places: Vec<Place>,
    weights: Vec<u64>,
    parts: Vec<Money>,
}

impl Shares {
    fn take(&mut self, shared: &SharedPart<'_>) {
        let places = shared.schools.iter().map(|school| school.unwrap_or(NOBODY));
        self.places.clear();
        self.places.extend(places);
        self.weights.clear();
        self.weights.extend_from_slice(shared.weights);
        self.parts.clear();
        self.parts.extend_from_slice(shared.amounts);
    }
}

struct Divider<'a> {
    basis: &'a CostBasis,
    agreement: &'a Agreement,
    question: &'a CostQuestion,
    detail: Detail,
    /// The movements of all devices of the agreement, weighted by price; made when first needed.
    mixed: Option<Rc<[Movement]>>,
    shares: Shares,
}

impl<'a> Divider<'a> {
    fn cuts<'c>(&self, charges: &'c [Charge]) -> Vec<Placed<'c>> {
        let view = match self.question.view {
            CostView::Cash => View::Cash,
            CostView::Accrual => View::Accrual,
        };
        let amounts: Vec<PeriodAmount> = charges
            .iter()
            .map(|charge| PeriodAmount {
                due_on: charge.on,
                from: charge.from,
                to: charge.to,
                amount: charge.amount,
            })
            .collect();
        let placed = |cut: YearPart| {
            let charge = charges.get(cut.payment)?;
            let amount = cut.amount;
            Some(Placed {
                charge,
                cut,
                amount,
            })
        };
        cut(view, &amounts).into_iter().filter_map(placed).collect()
    }

    fn over_lines(
        &mut self,
        kind: CostKind,
        charges: &[Charge],
        visit: &mut impl FnMut(&Division<'_>),
    ) {
        let cuts = self.cuts(charges);
        match self.agreement.lines.as_slice() {
            [] => self.share(kind, Bearer::Agreement, &cuts, visit),
            [line] => self.share(kind, Bearer::Line(line), &cuts, visit),
            lines => {
                let parts = line_parts(kind, lines, &cuts);
                for (place, line) in lines.iter().enumerate() {
                    let of_line = parts.iter().skip(place).step_by(lines.len());
                    let cuts: Vec<Placed<'_>> = cuts
                        .iter()
                        .zip(of_line)
                        .map(|(placed, part)| Placed {
                            amount: *part,
                            ..*placed
                        })
                        .collect();
                    self.share(kind, Bearer::Line(line), &cuts, visit);
                }
            }
        }
    }

    /// Shares what a bearer carries among the schools.
    fn share(
        &mut self,
        kind: CostKind,
        bearer: Bearer<'a>,
        cuts: &[Placed<'_>],
        visit: &mut impl FnMut(&Division<'_>),
    ) {
        let own;
        let movements = match (bearer, bearer.key()) {
            (Bearer::Line(line), _) if line.devices => {
                let changes = self.basis.changes.get(line.changes.clone());
                changes.unwrap_or_default()
            }
            (_, SplitKey::Devices) => {
                own = self.mixed();
                &own
            }
            _ => {
                own = movements(self.basis, bearer).into();
                &own
            }
        };
        // Each cut lies within its year already, so nothing is left to the view.
        let amounts: Vec<PeriodAmount> = cuts
            .iter()
            .map(|placed| PeriodAmount {
                due_on: shared_on(kind, placed.charge),
                from: placed.cut.from,
                to: placed.cut.to,
                amount: placed.amount,
            })
            .collect();
        let stream = PeriodStream {
            amounts: &amounts,
            movements,
            fallback: None,
            view: View::Cash,
            rule: bearer.rule(self.question.sharing),
        };
        let mut waiting: Option<(&Placed<'_>, i64)> = None;
        stream.for_each_part(|shared| {
            let Some(placed) = cuts.get(shared.payment) else {
                return;
            };
            match &mut waiting {
                Some((before, times))
                    if !shared.changed
                        && before.cut.year == placed.cut.year
                        && self.detail == Detail::Sums =>
                {
                    *times += 1;
                    return;
                }
                Some((before, times)) => self.hand_over(kind, bearer, before, *times, visit),
                None => {}
            }
            if shared.changed {
                self.shares.take(shared);
            }
            waiting = Some((placed, 1));
        });
        if let Some((last, times)) = waiting {
            self.hand_over(kind, bearer, last, times, visit);
        }
    }

    fn hand_over(
        &self,
        kind: CostKind,
        bearer: Bearer<'a>,
        placed: &Placed<'_>,
        times: i64,
        visit: &mut impl FnMut(&Division<'_>),
    ) {
        visit(&Division {
            kind,
            bearer,
            account: bearer.account().or(self.agreement.account),
            charge: placed.charge,
            cut: placed.cut,
            amount: placed.amount,
            times,
            places: &self.shares.places,
            weights: &self.shares.weights,
            parts: &self.shares.parts,
        });
    }

    /// What came and went of all devices of the agreement, weighted by the price of a unit.
    fn mixed(&mut self) -> Rc<[Movement]> {
        let (basis, agreement) = (self.basis, self.agreement);
        let make = || {
            let mut movements: Vec<Movement> = Vec::new();
            for line in agreement.lines.iter().filter(|line| line.devices) {
                // A device that cost nothing still has a holder.
                let price = line.unit_price.max(1);
                let of_line = basis.changes.get(line.changes.clone()).unwrap_or_default();
                movements.extend(of_line.iter().map(|movement| Movement {
                    delta: movement.delta.saturating_mul(price),
                    ..*movement
                }));
            }
            movements.sort_by_key(|movement| (movement.on, movement.school));
            Rc::from(movements)
        };
        Rc::clone(self.mixed.get_or_insert_with(make))
    }
}

/// What the lines carry of each cut: for every cut one amount for each line, in their order.
fn line_parts(kind: CostKind, lines: &[BasisLine], cuts: &[Placed<'_>]) -> Vec<Money> {
    let mut all = Vec::with_capacity(lines.len().saturating_mul(cuts.len()));
    let mut weights: Vec<u64> = Vec::new();
    let mut last: Option<(Money, Vec<Money>)> = None;
    let still = lines.iter().all(|line| line.left.is_empty());
    for placed in cuts {
        if weights.is_empty() || !still {
            let now = line_weights(kind, lines, placed.charge);
            if now != weights {
                weights = now;
                last = None;
            }
        }
        match &last {
            Some((amount, parts)) if *amount == placed.amount => all.extend_from_slice(parts),
            _ => {
                let parts = allocation::split(placed.amount, &weights).unwrap_or_default();
                all.extend_from_slice(&parts);
                last = Some((placed.amount, parts));
            }
        }
    }
    all
}
