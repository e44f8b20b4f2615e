//! What holds for every agreement that changes on its way, whatever its terms.
//!
//! The leases are those of the other properties; what happens to them is drawn at random too.

use crate::finance_properties::{any_rate, asked, config, day, sensible};
use anskaf::finance::{
    Amended, Drawdown, Extension, ExtensionPrice, Instalment, LeaseTerms, LifeError, Money, Parts,
    Rate, RateChange, Repayment, amortise, debt_on, end_early, extend, part_return, repay, revise,
    settle,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// An agreement as it stands.
struct Agreement {
    terms: LeaseTerms,
    drawdowns: Vec<Drawdown>,
    rows: Vec<Instalment>,
}

impl Agreement {
    fn of(request: &Value) -> Agreement {
        let request = asked(request);
        let (terms, drawdowns) = (request.terms(), request.plain_drawdowns());
        let rows = amortise(&terms, &drawdowns).expect("table").rows;
        Agreement {
            terms,
            drawdowns,
            rows,
        }
    }

    fn amended(mut self, amended: Amended) -> Agreement {
        self.drawdowns.extend(amended.drawn);
        Agreement {
            terms: amended.terms,
            drawdowns: self.drawdowns,
            rows: amended.rows,
        }
    }

    /// Fails unless `kept` rows are those of `before` and the rows hang together to the residual.
    fn hangs_together(&self, before: &[Instalment], kept: usize) -> Result<(), TestCaseError> {
        prop_assert_eq!(&self.rows[..kept], &before[..kept]);
        for row in &self.rows {
            prop_assert_eq!(row.payment, row.interest + row.principal);
            prop_assert_eq!(row.closing, row.opening + row.drawn - row.principal);
        }
        for pair in self.rows.windows(2) {
            prop_assert_eq!(pair[1].opening, pair[0].closing);
        }
        // All that was drawn, repaid or released is in the rows.
        let drawn: Money = self.drawdowns.iter().map(|drawdown| drawdown.amount).sum();
        let in_rows: Money = self.rows.iter().map(|row| row.drawn).sum();
        prop_assert_eq!(self.rows[0].opening + in_rows, drawn);
        prop_assert!((self.left_at_the_end() - self.terms.residual).ore().abs() <= 1);
        // What is written stays when nothing changes.
        for kept in [kept.max(1), (kept + self.rows.len()) / 2, self.rows.len()] {
            let again = revise(&self.terms, &self.drawdowns, &self.rows, kept).expect("rows");
            prop_assert_eq!(&again.rows, &self.rows, "{}", kept);
        }
        Ok(())
    }
    /// The debt at the end of the last period, from the last row alone.
    fn left_at_the_end(&self) -> Money {
        let last = self.rows[self.rows.len() - 1];
        let timetable = &self.terms.timetable;
        let falls_on = timetable.last_slot().expect("slot").falls_on;
        let changes = self.terms.effective_rate_changes();
        let begun = changes.iter().take_while(|change| change.from <= falls_on);
        let rate = begun.last().map_or(self.terms.rate, |change| change.rate);
        let time = self
            .terms
            .day_count
            .fraction(falls_on, last.period_to, timetable.every);
        let years = time.and_then(|time| time.years()).expect("fraction");
        let left = last.closing.kroner() * (Decimal::ONE + rate.value() * years);
        Money::from_kroner_rounded(left).expect("amount")
    }
}

fn kept_of(rows: &[Instalment], share: usize) -> usize {
    (rows.len() * share / 100).max(1)
}

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn a_fixing_touches_no_kept_row_and_the_rest_ends_at_the_residual(
        request in sensible(), share in 0..100_usize, from in 380..3000_u64, points in 1..1500_i64,
    ) {
        let mut agreement = Agreement::of(&request);
        let before = agreement.rows.clone();
        let kept = kept_of(&before, share);
        let rate = Rate::new(Decimal::new(points, 4)).expect("rate");
        agreement.terms.rate_changes.push(RateChange { from: day(from), rate });
        let found = revise(&agreement.terms, &agreement.drawdowns, &before, kept);
        agreement.rows = found.expect("rows").rows;
        agreement.hangs_together(&before, kept)?;
        // From the first row on nothing is kept that the change would have made otherwise.
        let whole = amortise(&agreement.terms, &agreement.drawdowns).expect("table").rows;
        if whole[..kept] == before[..kept] {
            prop_assert_eq!(agreement.rows, whole);
        }
    }

    #[test]
    fn an_extension_goes_on_where_the_lease_ended(
        request in sensible(), periods in 1..30_u32, residual in 0..5_000_000_i64,
        price in prop_oneof![(0..1500_i64).prop_map(Ok), (1_000..50_000_000_i64).prop_map(Err)],
    ) {
        let agreement = Agreement::of(&request);
        let before = agreement.rows.clone();
        let extension = Extension {
            periods,
            residual: Money::from_ore(residual),
            price: match price {
                Ok(points) => ExtensionPrice::Rate(Rate::new(Decimal::new(points, 4)).expect("rate")),
                Err(ore) => ExtensionPrice::Payment(Money::from_ore(ore)),
            },
        };
        let found = extend(&agreement.terms, &agreement.drawdowns, &before, &extension);
        if price.is_err() && agreement.terms.repayment != Repayment::Annuity {
            prop_assert_eq!(found, Err(LifeError::NeedsAnnuity));
            return Ok(());
        }
        let agreement = agreement.amended(found.expect("extension"));
        prop_assert_eq!(agreement.rows.len(), before.len() + periods as usize);
        prop_assert_eq!(agreement.rows[before.len()].period_from, before[before.len() - 1].period_to);
        agreement.hangs_together(&before, before.len())?;
    }

    #[test]
    fn what_goes_back_and_what_is_kept_were_the_whole_debt(
        request in sensible(), share in 0..99_usize, back in 1..500_u64, left in 1..500_u64,
        payment in prop::option::of(1_000..50_000_000_i64),
    ) {
        let mut request = request;
        // Drawdowns after the return would be for what is kept, and the payment set anew for them.
        request["drawdowns"] = json!([{ "on": request["starts_on"], "amount": "250000.00" }]);
        let agreement = Agreement::of(&request);
        let before = agreement.rows.clone();
        let kept = kept_of(&before, share);
        let parts = Parts { handed_back: back, kept: left };
        let payment = payment.map(Money::from_ore).filter(|_| agreement.terms.repayment == Repayment::Annuity);
        let found = part_return(&agreement.terms, &agreement.drawdowns, &before, kept, parts, payment);
        let found = found.expect("part return");
        let closing = before[kept - 1].closing;
        let row = found.amended.rows[kept];
        if row.drawn != Money::ZERO {
            prop_assert_eq!(found.released, closing.split(&[back, left]).expect("weights")[0]);
        }
        if payment.is_none() && kept + 1 < before.len() {
            let scaled = before[kept].payment.split(&[back, left]).expect("weights")[1];
            if agreement.terms.repayment == Repayment::Annuity {
                prop_assert_eq!(row.payment, scaled);
            } else {
                prop_assert!((row.payment - scaled).ore().abs() <= 2, "{:?} {}", row, scaled);
            }
        }
        agreement.amended(found.amended).hangs_together(&before, kept)?;
    }

    #[test]
    fn a_repayment_is_gone_from_the_debt_of_its_day(
        request in sensible(), on in 460..2500_u64, share in 1..100_i64,
    ) {
        let agreement = Agreement::of(&request);
        let before = agreement.rows.clone();
        let owed = |agreement: &Agreement| {
            debt_on(&agreement.terms, &agreement.drawdowns, &agreement.rows, day(on)).expect("debt")
        };
        let debt = owed(&agreement);
        let amount = Money::from_ore(debt.principal.ore() / 100 * share);
        let kept = before.iter().filter(|row| {
            let falls_on = if agreement.terms.timetable.timing == anskaf::finance::Timing::Advance && row.number > 1 {
                row.period_from
            } else if row.number > 1 {
                row.period_to
            } else {
                agreement.terms.timetable.slots().expect("slots")[0].falls_on
            };
            falls_on <= day(on)
        }).count();
        match repay(&agreement.terms, &agreement.drawdowns, &before, day(on), amount) {
            Ok(amended) => {
                let agreement = agreement.amended(amended);
                prop_assert_eq!(owed(&agreement).principal, debt.principal - amount);
                prop_assert_eq!(owed(&agreement).accrued_interest, debt.accrued_interest);
                agreement.hangs_together(&before, kept)?;
            }
            Err(LifeError::RepaysTooMuch { debt: named }) => prop_assert_eq!(named, debt.principal),
            Err(LifeError::NothingAhead) => prop_assert_eq!(kept, before.len()),
            Err(LifeError::AmountNotPositive) => prop_assert!(amount <= Money::ZERO),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn a_lease_ended_early_costs_what_a_settlement_says(request in sensible(), on in 460..2500_u64) {
        let agreement = Agreement::of(&request);
        let (terms, drawdowns, rows) = (&agreement.terms, &agreement.drawdowns, &agreement.rows);
        let found = end_early(terms, drawdowns, rows, day(on), terms.rate).expect("end");
        prop_assert_eq!(found.rows.len() + found.dropped, rows.len());
        prop_assert_eq!(Some(found.settlement), settle(terms, drawdowns, rows, day(on), terms.rate));
    }

    #[test]
    fn absurd_changes_are_answered_or_refused_but_never_panic(
        request in sensible(), kept in 0..80_usize, rate in any_rate(), from in 0..20_000_u64, ore: i64,
        parts in (any::<u64>(), any::<u64>()), periods: u32,
    ) {
        let mut agreement = Agreement::of(&request);
        agreement.terms.rate_changes.push(RateChange { from: day(from), rate });
        agreement.drawdowns.push(Drawdown { on: day(from / 2), amount: Money::from_ore(ore) });
        let Agreement { terms, drawdowns, rows } = &agreement;
        let amount = Money::from_ore(ore);
        let _ = revise(terms, drawdowns, rows, kept);
        let (handed_back, kept_units) = parts;
        let parts = Parts { handed_back, kept: kept_units };
        let _ = part_return(terms, drawdowns, rows, kept, parts, None);
        let _ = part_return(terms, drawdowns, rows, kept, parts, Some(amount));
        for price in [ExtensionPrice::Rate(rate), ExtensionPrice::Payment(amount)] {
            let extension = Extension { periods: periods % 1300, residual: amount, price };
            let _ = extend(terms, drawdowns, rows, &extension);
        }
        let _ = repay(terms, drawdowns, rows, day(from), amount);
        let _ = end_early(terms, drawdowns, rows, day(from), rate);
    }
}
