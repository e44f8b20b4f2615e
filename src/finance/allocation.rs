//! Exact split of an amount over weights: the parts always add up to the amount, to the øre.
//!
//! The method is the largest remainder (Hamilton): every part gets the whole øre of its exact share,
//! and the øre that are left go one by one to the largest remainders, the first in order on a tie.
//! The order of the weights therefore matters, and callers must keep it stable.

use super::money::Money;

/// The parts of `amount` in proportion to `weights`, in their order, adding up to `amount`.
///
/// A negative amount is split like the positive one with the sign put back. `None` when the weights
/// add up to nothing, for then there is nobody to carry the amount.
pub fn split(amount: Money, weights: &[u64]) -> Option<Vec<Money>> {
    let mut splitter = Splitter::default();
    splitter.split(amount, weights).then_some(splitter.parts)
}

/// Splits one amount after another without asking for memory each time.
#[derive(Debug, Default)]
pub(super) struct Splitter {
    parts: Vec<Money>,
    /// What the whole øre have left of each share, and of whom.
    remainders: Vec<(u64, u32)>,
    large_remainders: Vec<(u128, usize)>,
}

impl Splitter {
    /// The parts of the last split.
    pub fn parts(&self) -> &[Money] {
        &self.parts
    }

    /// Splits like [`split`]; whether there is anybody to carry the amount.
    pub fn split(&mut self, amount: Money, weights: &[u64]) -> bool {
        self.parts.clear();
        let total: u128 = weights.iter().copied().map(u128::from).sum();
        if total == 0 {
            return false;
        }
        let size = amount.ore().unsigned_abs();
        // Every product is at most size · total.
        let fits = u128::from(size).checked_mul(total).is_some_and(|product| {
            product <= u128::from(u64::MAX) && u32::try_from(weights.len()).is_ok()
        });
        match u64::try_from(total) {
            Ok(total) if fits => self.split_small(amount, weights, total),
            _ => self.split_large(amount, weights, total),
        }
        true
    }

    /// The usual case, in the width of the machine.
    fn split_small(&mut self, amount: Money, weights: &[u64], total: u64) {
        // Dividing by multiplying (P. Barrett, CRYPTO '86): the quotient is at most two too small.
        let inverse = u128::from(u64::MAX / total);
        let size = amount.ore().unsigned_abs();
        let mut left = size;
        self.remainders.clear();
        for (&weight, index) in weights.iter().zip(0..) {
            let product = size * weight;
            let estimate = (u128::from(product) * inverse) >> 64;
            let mut part = u64::try_from(estimate).unwrap_or_default();
            let mut remainder = product - part * total;
            while remainder >= total {
                remainder -= total;
                part += 1;
            }
            left -= part;
            self.parts.push(signed(part, amount));
            self.remainders.push((remainder, index));
        }
        // Fewer øre are left than there are remainders above zero, so nobody without one gets any.
        let left = usize::try_from(left).unwrap_or_default();
        if left > 0 && left < self.remainders.len() {
            let largest_first = |a: &(u64, u32), b: &(u64, u32)| b.0.cmp(&a.0).then(a.1.cmp(&b.1));
            self.remainders
                .select_nth_unstable_by(left - 1, largest_first);
        }
        for &(_, index) in self.remainders.iter().take(left) {
            if let Some(part) = usize::try_from(index)
                .ok()
                .and_then(|i| self.parts.get_mut(i))
            {
                *part += signed(1, amount);
            }
        }
    }

    fn split_large(&mut self, amount: Money, weights: &[u64], total: u128) {
        let size = amount.ore().unsigned_abs();
        let mut left = u128::from(size);
        self.large_remainders.clear();
        for (index, &weight) in weights.iter().enumerate() {
            // A u64 times a u64 is below 2^128.
            let product = u128::from(size) * u128::from(weight);
            left -= product / total;
            let part = u64::try_from(product / total).unwrap_or_default();
            self.parts.push(signed(part, amount));
            self.large_remainders.push((product % total, index));
        }
        let left = usize::try_from(left).unwrap_or_default();
        self.large_remainders
            .sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for &(_, index) in self.large_remainders.iter().take(left) {
            if let Some(part) = self.parts.get_mut(index) {
                *part += signed(1, amount);
            }
        }
    }
}

/// `size` øre with the sign of `like`.
fn signed(size: u64, like: Money) -> Money {
    Money::from_ore(if like.is_negative() {
        0_i64.saturating_sub_unsigned(size)
    } else {
        0_i64.saturating_add_unsigned(size)
    })
}

impl Money {
    /// The parts of the amount in proportion to `weights`; see [`split`].
    pub fn split(self, weights: &[u64]) -> Option<Vec<Money>> {
        split(self, weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ore(parts: &[i64]) -> Option<Vec<Money>> {
        Some(parts.iter().copied().map(Money::from_ore).collect())
    }

    #[test]
    fn a_yearly_payment_is_split_over_three_schools_to_the_ore() {
        let parts = split(Money::from_ore(78_079_004), &[43, 68, 69]);
        assert_eq!(parts, ore(&[18_652_206, 29_496_513, 29_930_285]));
    }

    #[test]
    fn ties_go_to_the_first_in_order() {
        assert_eq!(split(Money::from_ore(2), &[1, 1, 1]), ore(&[1, 1, 0]));
        assert_eq!(split(Money::from_ore(-2), &[1, 1, 1]), ore(&[-1, -1, 0]));
    }

    #[test]
    fn whoever_weighs_nothing_gets_nothing() {
        assert_eq!(split(Money::from_ore(5), &[0, 3, 0, 3]), ore(&[0, 3, 0, 2]));
        assert_eq!(split(Money::ZERO, &[1, 2]), ore(&[0, 0]));
    }

    #[test]
    fn without_any_weight_nothing_can_be_split() {
        assert_eq!(split(Money::from_ore(100), &[]), None);
        assert_eq!(split(Money::from_ore(100), &[0, 0]), None);
    }

    #[test]
    fn small_and_large_numbers_are_split_alike() {
        let mut splitter = Splitter::default();
        for index in 0..300_u64 {
            let amount =
                Money::from_ore(i64::try_from(index * index * 7_919).expect("small") - 300_000);
            let weights: Vec<u64> = (0..index % 23).map(|place| place * index % 17).collect();
            let total = weights.iter().sum();
            if total == 0 {
                assert_eq!(split(amount, &weights), None);
                continue;
            }
            splitter.parts.clear();
            splitter.split_small(amount, &weights, total);
            let small = splitter.parts.clone();
            splitter.parts.clear();
            splitter.split_large(amount, &weights, u128::from(total));
            assert_eq!(small, splitter.parts);
            assert_eq!(small.iter().sum::<Money>(), amount);
        }
    }

    #[test]
    fn the_largest_numbers_are_split_without_overflow() {
        let parts = split(Money::from_ore(i64::MIN), &[u64::MAX, u64::MAX]).expect("weights");
        assert_eq!(parts, vec![Money::from_ore(i64::MIN / 2); 2]);
        assert_eq!(split(Money::from_ore(i64::MIN), &[1]), ore(&[i64::MIN]));
        assert_eq!(
            split(Money::from_ore(i64::MAX), &[u64::MAX]),
            ore(&[i64::MAX])
        );
    }
}
