//! What happens to an agreement over its life: fixings, extensions, part returns, repayments.
//!
//! The expected figures come from a short program of its own with 50 digits, which knows the closed
//! formulas only.

use super::*;
use chrono::NaiveDate;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("date")
}

fn money(text: &str) -> Money {
    text.parse().expect("amount")
}

fn rate(text: &str) -> Rate {
    text.parse().expect("rate")
}

/// 1,200,000.00 over 48 months at 3.6 %, of which 120,000.00 are left at the end.
struct Lease {
    terms: LeaseTerms,
    drawdowns: Vec<Drawdown>,
    rows: Vec<Instalment>,
}

impl Lease {
    fn new(timing: Timing) -> Lease {
        let timetable = Timetable {
            starts_on: date("2027-01-01"),
            first_due_on: None,
            periods: 48,
            every: Every::MONTH,
            timing,
            payment_days: PaymentDays::Unadjusted,
        };
        let mut terms = LeaseTerms::new(timetable, rate("0.036"));
        terms.residual = money("120000.00");
        let drawdowns = vec![Drawdown {
            on: date("2027-01-01"),
            amount: money("1200000.00"),
        }];
        let rows = amortise(&terms, &drawdowns).expect("table").rows;
        Lease {
            terms,
            drawdowns,
            rows,
        }
    }

    fn fixed(mut self, from: &str, to: &str) -> Lease {
        self.terms.rate_changes.push(RateChange {
            from: date(from),
            rate: rate(to),
        });
        self
    }

    fn revised(&self, kept: usize) -> Vec<Instalment> {
        let found = revise(&self.terms, &self.drawdowns, &self.rows, kept).expect("rows");
        assert_eq!(found.rows[..kept], self.rows[..kept]);
        found.rows
    }

    fn amended(self, amended: Amended) -> Lease {
        let mut drawdowns = self.drawdowns;
        drawdowns.extend(amended.drawn);
        Lease {
            terms: amended.terms,
            drawdowns,
            rows: amended.rows,
        }
    }

    fn debt(&self, on: &str) -> (Money, Money) {
        let debt = debt_on(&self.terms, &self.drawdowns, &self.rows, date(on)).expect("debt");
        (debt.principal, debt.accrued_interest)
    }

    /// Fails unless the rows hang together, end where they should and are found again by a revision.
    fn stands(&self) {
        for row in &self.rows {
            assert_eq!(row.payment, row.interest + row.principal, "{row:?}");
            assert_eq!(
                row.closing,
                row.opening + row.drawn - row.principal,
                "{row:?}"
            );
        }
        for pair in self.rows.windows(2) {
            assert_eq!(pair[1].opening, pair[0].closing);
            assert_eq!(pair[1].number, pair[0].number + 1);
        }
        for kept in 1..=self.rows.len() {
            assert_eq!(self.revised(kept), self.rows, "{kept}");
        }
    }
}

fn shown(row: &Instalment) -> String {
    format!(
        "{} = {} + {} -> {}",
        row.payment, row.interest, row.principal, row.closing
    )
}

#[test]
fn an_unchanged_agreement_keeps_all_its_rows() {
    for timing in [Timing::Advance, Timing::Arrears] {
        Lease::new(timing).stands();
    }
}

#[test]
fn a_fixing_that_reaches_back_counts_from_the_last_kept_row_on() {
    let lease = Lease::new(Timing::Arrears).fixed("2027-06-10", "0.06");
    let rows = lease.revised(12);
    assert_eq!(
        shown(&rows[12]),
        "25679.21 = 4721.90 + 20957.31 -> 923421.85"
    );
    assert_eq!(
        shown(&rows[13]),
        "25679.21 = 4617.11 + 21062.10 -> 902359.75"
    );
    assert_eq!(rows[47].closing, money("120000.00"));
    Lease { rows, ..lease }.revised_from(12);
    let lease = Lease::new(Timing::Advance).fixed("2027-06-10", "0.06");
    let rows = lease.revised(12);
    assert_eq!(
        shown(&rows[12]),
        "25608.46 = 4707.77 + 20900.69 -> 920653.83"
    );
    Lease { rows, ..lease }.revised_from(12);
}

impl Lease {
    /// Fails unless a second revision, at this row or later, changes nothing.
    fn revised_from(&self, first: usize) {
        for kept in first..=self.rows.len() {
            assert_eq!(self.revised(kept), self.rows, "{kept}");
        }
    }
}

#[test]
fn a_fixing_after_the_kept_rows_is_what_the_table_would_have_had_from_the_beginning() {
    for timing in [Timing::Advance, Timing::Arrears] {
        for from in ["2028-01-15", "2028-02-01", "2029-07-19", "2030-12-31"] {
            let lease = Lease::new(timing).fixed(from, "0.052");
            let whole = amortise(&lease.terms, &lease.drawdowns).expect("table");
            assert_eq!(lease.revised(12), whole.rows, "{timing:?} {from}");
        }
    }
}

#[test]
fn a_second_fixing_ahead_leaves_the_payment_of_the_first_alone_until_then() {
    let mut lease = Lease::new(Timing::Arrears).fixed("2027-06-10", "0.06");
    lease.rows = lease.revised(12);
    let lease = lease.fixed("2029-01-15", "0.02");
    let rows = lease.revised(20);
    assert_eq!(rows[..24], lease.rows[..24]);
    assert!(rows[24].payment < rows[23].payment);
    Lease { rows, ..lease }.revised_from(20);
}

#[test]
fn without_the_rows_ahead_the_payment_is_set_anew() {
    let lease = Lease::new(Timing::Arrears).fixed("2027-06-10", "0.06");
    let all = lease.revised(12);
    let kept = revise(&lease.terms, &lease.drawdowns, &lease.rows[..12], 12).expect("rows");
    assert_eq!(kept.rows, all);
}

#[test]
fn a_drawdown_after_the_kept_rows_is_carried_by_the_payments_after_it_is_known() {
    for timing in [Timing::Advance, Timing::Arrears] {
        let mut lease = Lease::new(timing);
        lease.drawdowns.push(Drawdown {
            on: date("2028-05-20"),
            amount: money("60000.00"),
        });
        let rows = lease.revised(12);
        assert!(rows[12].payment > lease.rows[12].payment);
        let drawn: Vec<&Instalment> = rows.iter().filter(|row| row.drawn != Money::ZERO).collect();
        assert_eq!(drawn.len(), 1);
        assert_eq!(drawn[0].due_on, date("2028-06-01"));
        Lease { rows, ..lease }.revised_from(12);
    }
}

#[test]
fn rows_of_another_lease_are_refused() {
    let lease = Lease::new(Timing::Advance);
    let other = Lease::new(Timing::Arrears);
    let mut terms = lease.terms.clone();
    terms.timetable.starts_on = date("2027-01-02");
    let refused = |terms: &LeaseTerms, kept| revise(terms, &lease.drawdowns, &other.rows, kept);
    assert_eq!(refused(&terms, 3), Err(LifeError::RowsDoNotBelong));
    assert_eq!(refused(&lease.terms, 49), Err(LifeError::RowsDoNotBelong));
}

#[test]
fn an_extension_at_a_rate_repays_what_is_left() {
    let extension = Extension {
        periods: 12,
        residual: Money::ZERO,
        price: ExtensionPrice::Rate(rate("0.048")),
    };
    for (timing, payment) in [(Timing::Arrears, "10261.90"), (Timing::Advance, "10221.02")] {
        let lease = Lease::new(timing);
        let found = extend(&lease.terms, &lease.drawdowns, &lease.rows, &extension);
        let found = found.expect("extension");
        assert_eq!(found.drawn, None);
        assert_eq!(found.rows[..48], lease.rows);
        assert_eq!(found.rows[48].payment, money(payment), "{timing:?}");
        assert_eq!(found.rows[59].closing, Money::ZERO);
        assert_eq!(found.rows[48].period_from, date("2031-01-01"));
        let lease = lease.amended(found);
        lease.revised_from(48);
    }
}

#[test]
fn an_extension_with_an_agreed_payment_capitalises_what_the_payment_carries() {
    let extension = Extension {
        periods: 12,
        residual: money("80000.00"),
        price: ExtensionPrice::Payment(money("4000.00")),
    };
    let extended = |timing| {
        let lease = Lease::new(timing);
        let found = extend(&lease.terms, &lease.drawdowns, &lease.rows, &extension);
        let found = found.expect("extension");
        assert!(
            found.rows[48..]
                .iter()
                .all(|row| row.payment == money("4000.00"))
        );
        let lease = lease.amended(found);
        lease.revised_from(48);
        lease
    };
    let arrears = extended(Timing::Arrears);
    assert_eq!(arrears.rows[48].drawn, money("4252.34"));
    assert_eq!(arrears.rows[48].interest, money("372.76"));
    assert_eq!(arrears.rows[59].closing, money("80000.00"));
    assert_eq!(
        arrears.debt("2031-01-01"),
        (money("124252.34"), Money::ZERO)
    );
    // 15 of 31 days of 372.76.
    assert_eq!(
        arrears.debt("2031-01-16"),
        (money("124252.34"), money("180.37"))
    );
    let advance = extended(Timing::Advance);
    assert_eq!(advance.rows[48].drawn, money("4393.57"));
    assert_eq!(
        shown(&advance.rows[48]),
        "4000.00 = 358.92 + 3641.08 -> 120393.57"
    );
    assert_eq!(advance.debt("2030-12-31").0, money("119641.08"));
    assert_eq!(advance.debt("2031-01-01").0, money("120393.57"));
    // Nothing but rounding is left for the last interest: 0.3 % of 83,510.19.
    let last = advance.rows[59];
    assert!(
        (last.interest - money("250.53")).ore().abs() <= 5,
        "{last:?}"
    );
}

#[test]
fn handing_back_a_third_scales_what_is_not_due() {
    let parts = Parts {
        handed_back: 70,
        kept: 140,
    };
    for timing in [Timing::Arrears, Timing::Advance] {
        let lease = Lease::new(timing);
        let found = part_return(&lease.terms, &lease.drawdowns, &lease.rows, 12, parts, None);
        let found = found.expect("part return");
        let (back, kept) = split_rows(&lease.rows, 70, 140).expect("units");
        assert_eq!(found.released, back[11].closing);
        assert_eq!(found.amended.rows[12].drawn, -found.released);
        assert_eq!(found.amended.terms.residual, money("80000.00"));
        for (row, kept) in found.amended.rows.iter().zip(&kept).skip(12) {
            assert_eq!(row.payment, kept.payment);
            assert!(
                (row.closing - kept.closing).ore().abs() <= 20,
                "{row:?} {kept:?}"
            );
        }
        let lease = lease.amended(found.amended);
        assert_eq!(
            lease.debt("2028-01-01").0,
            if timing == Timing::Arrears {
                kept[11].closing
            } else {
                lease.rows[12].closing
            }
        );
        lease.revised_from(12);
    }
}

#[test]
fn a_new_payment_for_what_is_kept_measures_its_debt_anew() {
    let parts = Parts {
        handed_back: 1,
        kept: 2,
    };
    let lease = Lease::new(Timing::Arrears);
    let payment = Some(money("15000.00"));
    let found = part_return(
        &lease.terms,
        &lease.drawdowns,
        &lease.rows,
        12,
        parts,
        payment,
    );
    let found = found.expect("part return");
    assert_eq!(found.released, money("314793.05"));
    assert_eq!(found.remeasured, money("-46627.96"));
    assert_eq!(found.amended.rows[12].drawn, money("-361421.01"));
    assert_eq!(found.amended.rows[47].closing, money("80000.00"));
    lease.amended(found.amended).revised_from(12);
}

#[test]
fn a_part_return_needs_something_to_return_to_keep_and_to_change() {
    let lease = Lease::new(Timing::Arrears);
    let refused = |kept, handed_back, units, payment| {
        let parts = Parts {
            handed_back,
            kept: units,
        };
        let found = part_return(
            &lease.terms,
            &lease.drawdowns,
            &lease.rows,
            kept,
            parts,
            payment,
        );
        found.expect_err("refused")
    };
    assert_eq!(refused(12, 0, 1, None), LifeError::NoUnits);
    assert_eq!(refused(12, 1, 0, None), LifeError::NoUnits);
    assert_eq!(refused(48, 1, 1, None), LifeError::NothingAhead);
    assert_eq!(
        refused(12, 1, 1, Some(Money::ZERO)),
        LifeError::AmountNotPositive
    );
}

#[test]
fn an_extra_repayment_lowers_the_debt_from_its_day_and_the_payments_after_it() {
    let lease = Lease::new(Timing::Arrears);
    let repaid = |on: &str| {
        let amount = money("200000.00");
        repay(
            &lease.terms,
            &lease.drawdowns,
            &lease.rows,
            date(on),
            amount,
        )
        .expect("repayment")
    };
    let inside = repaid("2028-01-16");
    assert_eq!(inside.rows[..12], lease.rows[..12]);
    assert_eq!(
        shown(&inside.rows[12]),
        "18691.76 = 2523.46 + 16168.30 -> 728210.86"
    );
    assert_eq!(inside.rows[12].drawn, money("-200000.00"));
    assert_eq!(inside.rows[47].closing, money("120000.00"));
    let on_due_day = repaid("2028-01-01");
    assert_eq!(on_due_day.rows[..12], lease.rows[..12]);
    assert_eq!(
        shown(&on_due_day.rows[12]),
        "18683.27 = 2233.14 + 16450.13 -> 727929.03"
    );
    let lease = Lease::new(Timing::Arrears).amended(on_due_day);
    assert_eq!(lease.debt("2028-01-01").0, money("744379.16"));
    lease.revised_from(12);
    Lease::new(Timing::Arrears).amended(inside).revised_from(12);
}

#[test]
fn a_repayment_beyond_what_the_payments_would_repay_is_refused() {
    let lease = Lease::new(Timing::Advance);
    let repaid = |on: &str, amount: &str| {
        repay(
            &lease.terms,
            &lease.drawdowns,
            &lease.rows,
            date(on),
            money(amount),
        )
        .expect_err("refused")
    };
    let debt = lease.rows[23].closing;
    let too_much = LifeError::RepaysTooMuch { debt };
    assert_eq!(repaid("2028-12-15", "9000000.00"), too_much);
    // The residual must still be there at the end.
    assert_eq!(
        repaid("2028-12-15", &(debt - money("50000.00")).to_string()),
        too_much
    );
    assert_eq!(repaid("2028-12-15", "0.00"), LifeError::AmountNotPositive);
    assert_eq!(repaid("2026-12-31", "1.00"), LifeError::BeforeStart);
    assert_eq!(repaid("2030-12-01", "1.00"), LifeError::NothingAhead);
}

#[test]
fn an_early_end_drops_the_rows_after_the_day_and_names_its_price() {
    let lease = Lease::new(Timing::Advance);
    let end = |on: &str| {
        end_early(
            &lease.terms,
            &lease.drawdowns,
            &lease.rows,
            date(on),
            rate("0.02"),
        )
    };
    let found = end("2029-01-01").expect("end");
    assert_eq!((found.rows.len(), found.dropped), (25, 23));
    assert_eq!(found.rows, lease.rows[..25]);
    assert_eq!(found.settlement.debt.principal, lease.rows[24].closing);
    assert!(found.settlement.compensation > Money::ZERO);
    assert_eq!(end("2026-12-31"), Err(LifeError::BeforeStart));
}

#[test]
fn a_purchase_takes_the_place_of_the_debt() {
    let lease = Lease::new(Timing::Arrears);
    let bought = |on: &str, price: &str| {
        buy_out(
            &lease.terms,
            &lease.drawdowns,
            &lease.rows,
            date(on),
            money(price),
        )
    };
    let at_end = bought("2031-01-01", "130000.00").expect("purchase");
    assert_eq!(at_end.rows, lease.rows);
    assert_eq!(at_end.debt.principal, money("120000.00"));
    assert_eq!(at_end.above_debt, money("10000.00"));
    let before = bought("2028-01-16", "900000.00").expect("purchase");
    assert_eq!(before.rows.len(), 12);
    // 944,379.16 and 15 of 31 days of interest on it.
    assert_eq!(before.above_debt, money("-45750.03"));
    assert_eq!(before.paid.amount, money("900000.00"));
    assert_eq!(
        bought("2028-01-16", "-1.00"),
        Err(LifeError::AmountNotPositive)
    );
}
