//! Where things stand among their likes: positions from 1 on, without gaps. Pure.

use crate::error::{Fault, codes};

/// The position of the item with this index.
pub(super) fn place(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX).saturating_add(1)
}

/// The position, which must be one of `1..=end`.
///
/// # Errors
/// [`codes::NUMBER_RANGE`] at `/position`.
pub(super) fn within(position: i32, end: i32) -> Result<i32, Fault> {
    if (1..=end).contains(&position) {
        return Ok(position);
    }
    Err(Fault::new(&codes::NUMBER_RANGE)
        .at("/position")
        .with("min", 1)
        .with("max", end))
}

/// Where the others go, so that `position` is free for one, or closed up when it is `None`: only those that move, in
/// order. `things` are in order, each with its position.
pub(super) fn moves<I: Copy + PartialEq>(
    things: &[(I, i32)],
    own: Option<I>,
    position: Option<i32>,
) -> Vec<(I, i32)> {
    let free = position.unwrap_or(i32::MAX);
    things
        .iter()
        .filter(|(id, _)| Some(*id) != own)
        .enumerate()
        .map(|(index, (id, now))| {
            let dense = place(index);
            let then = if dense >= free {
                dense.saturating_add(1)
            } else {
                dense
            };
            (*id, *now, then)
        })
        .filter(|(_, now, then)| now != then)
        .map(|(id, _, then)| (id, then))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE: [(i64, i32); 3] = [(10, 1), (20, 2), (30, 3)];

    #[test]
    fn a_new_thing_moves_those_from_its_place_on_one_down() {
        assert_eq!(moves(&THREE, None, Some(1)), [(10, 2), (20, 3), (30, 4)]);
        assert_eq!(moves(&THREE, None, Some(3)), [(30, 4)]);
        assert_eq!(moves(&THREE, None, Some(4)), []);
    }

    #[test]
    fn a_thing_that_changes_place_moves_only_those_between() {
        assert_eq!(moves(&THREE, Some(10), Some(3)), [(20, 1), (30, 2)]);
        assert_eq!(moves(&THREE, Some(30), Some(1)), [(10, 2), (20, 3)]);
        assert_eq!(moves(&THREE, Some(20), Some(2)), []);
    }

    #[test]
    fn a_thing_that_leaves_lets_those_after_it_close_up() {
        assert_eq!(moves(&THREE, Some(10), None), [(20, 1), (30, 2)]);
        assert_eq!(moves(&THREE, Some(30), None), []);
    }

    #[test]
    fn a_place_beyond_the_end_is_refused() {
        assert_eq!(within(4, 4).unwrap(), 4);
        assert_eq!(within(5, 4).unwrap_err().code().name, "number_range");
        assert_eq!(within(0, 4).unwrap_err().code().name, "number_range");
    }
}
