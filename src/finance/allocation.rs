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
    let total: u128 = weights.iter().copied().map(u128::from).sum();
    if total == 0 {
        return None;
    }
    let size = u128::from(amount.ore().unsigned_abs());
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    let mut given = 0;
    for (index, &weight) in weights.iter().enumerate() {
        // An i64 times a u64 is below 2^127.
        let product = size * u128::from(weight);
        parts.push(product / total);
        given += product / total;
        if product % total > 0 {
            remainders.push((product % total, index));
        }
    }
    // Fewer øre are left than there are remainders above zero, so nobody without one gets any.
    let left = usize::try_from(size - given).ok()?;
    let largest_first = |a: &(u128, usize), b: &(u128, usize)| b.0.cmp(&a.0).then(a.1.cmp(&b.1));
    if left > 0 && left < remainders.len() {
        remainders.select_nth_unstable_by(left - 1, largest_first);
    }
    for &(_, index) in remainders.iter().take(left) {
        parts[index] += 1;
    }
    let negative = amount.is_negative();
    parts
        .into_iter()
        .map(|part| signed(part, negative))
        .collect()
}

fn signed(ore: u128, negative: bool) -> Option<Money> {
    let ore = i128::try_from(ore).ok()?;
    i64::try_from(if negative { -ore } else { ore })
        .ok()
        .map(Money::from_ore)
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
    fn the_largest_numbers_are_split_without_overflow() {
        let parts = split(Money::from_ore(i64::MIN), &[u64::MAX, u64::MAX]).expect("weights");
        assert_eq!(parts, vec![Money::from_ore(i64::MIN / 2); 2]);
        assert_eq!(
            split(Money::from_ore(i64::MAX), &[u64::MAX]),
            ore(&[i64::MAX])
        );
    }
}
