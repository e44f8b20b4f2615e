//! The closed formulas of a level payment over equal periods, in exact decimals.
//!
//! Amounts are positive and the residual is what is still owed at the end, unlike spreadsheets, where
//! payments and the residual are negative. The functions do not round; whoever makes a payment of the
//! result rounds once. Source of the formulas: any textbook of financial mathematics, for instance
//! S. G. Kellison, *The Theory of Interest*, chapter 3 (annuity-immediate and annuity-due).

use super::internal_rate::logarithm;
use super::money::Money;
use super::period::Timing;
use super::terms::nearest_ore;
use rust_decimal::Decimal;

/// `base` to the power of `exponent` by squaring; `None` when it overflows.
pub fn power(base: Decimal, exponent: u32) -> Option<Decimal> {
    let (mut result, mut square, mut rest) = (Decimal::ONE, base, exponent);
    while rest > 0 {
        if rest & 1 == 1 {
            result = result.checked_mul(square)?;
        }
        rest >>= 1;
        if rest > 0 {
            square = square.checked_mul(square)?;
        }
    }
    Some(result)
}

/// The factors of a level payment: `payment = principal · on_principal − residual · on_residual`.
///
/// They depend on rate, number and timing alone, so that many leases on the same terms share them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelFactors {
    /// Payment per krone of principal.
    pub on_principal: Decimal,
    /// Reduction of the payment per krone of residual.
    pub on_residual: Decimal,
    /// Both factors in units of 2⁻⁶², cut off, when both are below two.
    fixed: Option<(i64, i64)>,
    /// The number of payments at rate zero, when each is exactly one share.
    shares: Option<u32>,
}

/// The binary places of the fixed-point factors.
const PLACES: u32 = 62;

/// The factor in units of 2⁻⁶², less than one unit too small; `None` unless it lies in 0 to 2.
fn fixed(factor: Decimal) -> Option<i64> {
    let divisor = 10_i128.checked_pow(factor.scale())?;
    let mut result = i128::from(factor.mantissa().signum() >= 0).checked_sub(1)?;
    let mut rest = factor.mantissa();
    // Long division in steps that keep the rest, below 10²⁸, within 128 bits.
    for places in [0, 31, 31] {
        let shifted = rest.checked_mul(1 << places)?;
        result = result
            .checked_mul(1 << places)?
            .checked_add(shifted / divisor)?;
        rest = shifted % divisor;
    }
    i64::try_from(result).ok().filter(|fixed| *fixed >= 0)
}

impl LevelFactors {
    /// The factors for `periods` payments at `rate` per period (a fraction above −1).
    ///
    /// With `v = 1/(1+i)`: in arrears `i/(1−vⁿ)` and `i·vⁿ/(1−vⁿ)`, in advance the same times `v`; at
    /// rate zero `1/n` for both. `None` without periods or when a power overflows.
    pub fn new(rate: Decimal, periods: u32, timing: Timing) -> Option<Self> {
        if periods == 0 {
            return None;
        }
        if rate.is_zero() {
            let share = Decimal::ONE.checked_div(Decimal::from(periods))?;
            return Some(LevelFactors {
                shares: Some(periods),
                ..LevelFactors::of(share, share)
            });
        }
        let discount = Decimal::ONE.checked_div(Decimal::ONE.checked_add(rate)?)?;
        let last = power(discount, periods)?;
        let due = match timing {
            Timing::Advance => rate.checked_mul(discount)?,
            Timing::Arrears => rate,
        };
        let on_principal = due.checked_div(Decimal::ONE.checked_sub(last)?)?;
        Some(LevelFactors::of(
            on_principal,
            on_principal.checked_mul(last)?,
        ))
    }

    fn of(on_principal: Decimal, on_residual: Decimal) -> Self {
        LevelFactors {
            on_principal,
            on_residual,
            fixed: fixed(on_principal).zip(fixed(on_residual)),
            shares: None,
        }
    }

    /// The level payment to the øre, halves away from zero; `None` beyond the range.
    ///
    /// The result is that of [`LevelFactors::payment`] rounded. It comes from whole numbers, some fifty
    /// times faster, unless it lies so near to half an øre that only the decimals can tell.
    #[inline]
    pub fn payment_to_the_ore(&self, principal: Money, residual: Money) -> Option<Money> {
        const LARGEST: u64 = Money::MAX.ore().unsigned_abs();
        const HALF: i64 = 1 << (PLACES - 1);
        // Each amount is below 2⁴⁴ and each factor less than one unit off, so the sum is off by less
        // than 2⁴⁵ units; the decimals are off by far less than one. Beyond that there is no doubt.
        const DOUBT: u64 = 1 << 46;
        let (p, rv) = (principal.ore(), residual.ore());
        if let Some((on_principal, on_residual)) = self.fixed
            && p.unsigned_abs() <= LARGEST
            && rv.unsigned_abs() <= LARGEST
        {
            // Below 2⁴⁴ · 2⁶³ each.
            let exact =
                i128::from(p) * i128::from(on_principal) - i128::from(rv) * i128::from(on_residual);
            let part = i64::try_from(exact & ((1 << PLACES) - 1)).unwrap_or(HALF);
            if part.abs_diff(HALF) > DOUBT {
                let rounded = (exact >> PLACES) + i128::from(part > HALF);
                return i64::try_from(rounded).ok().map(Money::from_ore);
            }
        }
        self.doubtful_payment(principal, residual)
    }

    #[cold]
    fn doubtful_payment(&self, principal: Money, residual: Money) -> Option<Money> {
        if let Some(shares) = self.shares {
            // Half away from zero of a share: twice the size and one more share, over two shares.
            let whole = i128::from(principal.ore()) - i128::from(residual.ore());
            let shares = i128::from(shares);
            let size = (2 * whole.abs() + shares) / (2 * shares);
            return i64::try_from(size * whole.signum())
                .ok()
                .map(Money::from_ore);
        }
        nearest_ore(self.payment(principal.kroner(), residual.kroner())?)
    }

    /// The unrounded level payment in kroner; `None` beyond the range of a decimal.
    pub fn payment(&self, principal: Decimal, residual: Decimal) -> Option<Decimal> {
        principal
            .checked_mul(self.on_principal)?
            .checked_sub(residual.checked_mul(self.on_residual)?)
    }

    /// The principal in kroner that a level payment carries; `None` beyond the range of a decimal.
    pub fn principal(&self, payment: Decimal, residual: Decimal) -> Option<Decimal> {
        payment
            .checked_add(residual.checked_mul(self.on_residual)?)?
            .checked_div(self.on_principal)
    }
}

/// The unrounded level payment in kroner: `(P − RV·vⁿ) · i/(1−vⁿ)`, in advance times `v`.
///
/// `rate` is per period. At rate zero it is `(P − RV)/n`. `None` without periods or on overflow.
pub fn level_payment(
    principal: Decimal,
    residual: Decimal,
    rate: Decimal,
    periods: u32,
    timing: Timing,
) -> Option<Decimal> {
    if rate.is_zero() {
        return principal
            .checked_sub(residual)?
            .checked_div(Decimal::from(periods));
    }
    LevelFactors::new(rate, periods, timing)?.payment(principal, residual)
}

/// What is owed after `periods` periods, in kroner, when `payment` is paid in each of them.
///
/// In advance it is the debt at the end of the last period, with its interest:
/// `P·(1+i)ⁿ − PMT·((1+i)ⁿ−1)/i`, the payments of an annuity in advance times `(1+i)`.
pub fn balance_after(
    principal: Decimal,
    payment: Decimal,
    rate: Decimal,
    periods: u32,
    timing: Timing,
) -> Option<Decimal> {
    if rate.is_zero() {
        return principal.checked_sub(payment.checked_mul(Decimal::from(periods))?);
    }
    let growth = power(Decimal::ONE.checked_add(rate)?, periods)?;
    let mut paid = growth
        .checked_sub(Decimal::ONE)?
        .checked_div(rate)?
        .checked_mul(payment)?;
    if timing == Timing::Advance {
        paid = paid.checked_mul(Decimal::ONE.checked_add(rate)?)?;
    }
    principal.checked_mul(growth)?.checked_sub(paid)
}

/// The number of payments, not rounded, after which `residual` is owed: the spreadsheet function NPER.
///
/// With `k = payment · (1+i)ᵈ / i`, where `d` is 1 in advance and 0 in arrears,
/// `n = ln((k − RV) / (k − P)) / ln(1+i)`; at rate zero `(P − RV) / payment`. Ten decimals. `None` when
/// no number of payments leads there, such as a payment below the interest.
pub fn periods_for(
    principal: Decimal,
    payment: Decimal,
    residual: Decimal,
    rate: Decimal,
    timing: Timing,
) -> Option<Decimal> {
    if rate.is_zero() {
        return principal.checked_sub(residual)?.checked_div(payment);
    }
    let growth = Decimal::ONE.checked_add(rate)?;
    let perpetual = payment.checked_div(rate)?;
    let perpetual = match timing {
        Timing::Advance => perpetual.checked_mul(growth)?,
        Timing::Arrears => perpetual,
    };
    let grown = perpetual
        .checked_sub(residual)?
        .checked_div(perpetual.checked_sub(principal)?)?;
    logarithm(grown, growth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("decimal")
    }

    fn payment(
        principal: &str,
        residual: &str,
        rate: &str,
        periods: u32,
        timing: Timing,
    ) -> String {
        level_payment(
            decimal(principal),
            decimal(residual),
            decimal(rate),
            periods,
            timing,
        )
        .expect("in range")
        .round_dp(10)
        .to_string()
    }

    #[test]
    fn a_lease_in_advance_costs_less_than_one_in_arrears() {
        let yearly = |timing| {
            level_payment(
                decimal("3000000"),
                Decimal::ZERO,
                decimal("0.0275"),
                4,
                timing,
            )
            .map(|payment| payment.round_dp(2))
        };
        assert_eq!(yearly(Timing::Advance), Some(decimal("780790.04")));
        assert_eq!(yearly(Timing::Arrears), Some(decimal("802261.77")));
    }

    #[test]
    fn the_residual_lowers_the_payment() {
        let monthly = payment("1200000", "120000", "0.003", 48, Timing::Advance);
        assert_eq!(monthly, "24479.1042637597");
    }

    #[test]
    fn without_interest_the_payment_is_the_share() {
        assert_eq!(payment("1000", "0", "0", 4, Timing::Arrears), "250");
        assert_eq!(
            level_payment(
                Decimal::ONE,
                Decimal::ZERO,
                Decimal::ZERO,
                0,
                Timing::Advance
            ),
            None
        );
    }

    #[test]
    fn the_balance_after_all_payments_is_the_residual() {
        for timing in [Timing::Advance, Timing::Arrears] {
            let (rate, principal, residual) =
                (decimal("0.003"), decimal("1200000"), decimal("120000"));
            let level = level_payment(principal, residual, rate, 48, timing).expect("in range");
            let left = balance_after(principal, level, rate, 48, timing).expect("in range");
            assert_eq!(left.round_dp(15), residual);
        }
    }

    #[test]
    fn the_principal_that_a_payment_carries_gives_that_payment_back() {
        let factors = LevelFactors::new(decimal("0.01"), 36, Timing::Arrears).expect("in range");
        let principal = factors
            .principal(decimal("500"), decimal("1000"))
            .expect("in range");
        let back = factors
            .payment(principal, decimal("1000"))
            .expect("in range");
        assert_eq!(back.round_dp(15), decimal("500"));
    }

    #[test]
    fn whole_numbers_and_decimals_round_to_the_same_ore() {
        for basis_points in [0, 1, 50, 275, 600, 2500] {
            for (periods, timing) in [
                (4, Timing::Advance),
                (16, Timing::Arrears),
                (6, Timing::Advance),
            ] {
                let factors = LevelFactors::new(Decimal::new(basis_points, 4), periods, timing)
                    .expect("in range");
                for index in 0..200_i64 {
                    let principal = Money::from_ore(index * index * 123_457 - 1_000_003);
                    let residual = Money::from_ore(index * 41 + 1);
                    let exact = factors.payment(principal.kroner(), residual.kroner());
                    let exact = nearest_ore(exact.expect("in range"));
                    assert_eq!(factors.payment_to_the_ore(principal, residual), exact);
                }
            }
        }
        // Exactly half an øre: 0.06 kr. in twelve parts, a twelfth being rounded down.
        let twelfths = LevelFactors::new(Decimal::ZERO, 12, Timing::Advance).expect("in range");
        let half = twelfths.payment_to_the_ore(Money::from_ore(6), Money::ZERO);
        assert_eq!(half, Some(Money::from_ore(1)));
        let half_below = twelfths.payment_to_the_ore(Money::from_ore(-6), Money::ZERO);
        assert_eq!(half_below, Some(Money::from_ore(-1)));
    }

    #[test]
    fn the_number_of_payments_undoes_computing_the_payment() {
        for timing in [Timing::Advance, Timing::Arrears] {
            for rate in ["0", "0.003", "0.05", "-0.002"] {
                let (principal, residual) = (decimal("1200000"), decimal("120000"));
                let level = level_payment(principal, residual, decimal(rate), 48, timing);
                let level = level.expect("in range");
                let found = periods_for(principal, level, residual, decimal(rate), timing);
                assert_eq!(found.map(|n| n.round_dp(8)), Some(decimal("48")), "{rate}");
            }
        }
    }

    #[test]
    fn a_payment_below_the_interest_never_repays() {
        let never = |payment: &str| {
            let payment = decimal(payment);
            periods_for(
                decimal("1000"),
                payment,
                Decimal::ZERO,
                decimal("0.01"),
                Timing::Arrears,
            )
        };
        assert_eq!(never("10"), None);
        assert_eq!(never("9"), None);
        assert_eq!(never("0"), None);
        assert_eq!(
            periods_for(
                Decimal::ONE,
                Decimal::ZERO,
                Decimal::ZERO,
                Decimal::ZERO,
                Timing::Advance
            ),
            None
        );
    }

    #[test]
    fn overflow_is_no_panic() {
        assert_eq!(power(Decimal::MAX, 2), None);
        assert_eq!(
            LevelFactors::new(decimal("-0.99"), 1200, Timing::Advance),
            None
        );
        assert_eq!(LevelFactors::new(decimal("-1"), 4, Timing::Advance), None);
    }
}
