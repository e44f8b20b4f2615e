//! How wide the columns of a table are: as wide as their content wants, within the page.
//!
//! Numbers keep their whole width always. When all would like more than there is, narrow columns
//! get what they ask for and the long texts share the rest by the square root of their length,
//! which evens out the heights of the cells.
#![allow(clippy::float_arithmetic, reason = "layout geometry")]

/// What a column asks for, in points with its padding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// Below this something would be cut.
    pub least: f32,
    /// With this every cell stands on one line.
    pub natural: f32,
    /// Takes up room that nobody asked for.
    pub stretches: bool,
}

/// What is put between columns of numbers where there is room.
const AIR: f32 = 16.0;

/// The widths of the columns in a table of `width` points, or `None` if it cannot be that narrow.
pub fn widths(wishes: &[Wish], width: f32) -> Option<Vec<f32>> {
    let least: f32 = wishes.iter().map(|wish| wish.least).sum();
    let natural: f32 = wishes.iter().map(|wish| wish.natural).sum();
    if least > width + 0.01 {
        return None;
    }
    if natural <= width {
        return Some(stretched(wishes, width - natural));
    }
    Some(shared(wishes, width))
}

/// All wishes fulfilled; what is left over goes to the texts by their length, after columns of
/// numbers got some air to keep them apart, or to all columns if there is no text.
fn stretched(wishes: &[Wish], left: f32) -> Vec<f32> {
    let stiff = wishes
        .iter()
        .filter(|wish| !wish.stretches)
        .map(|_| AIR)
        .sum::<f32>();
    let air = if stiff > 0.0 {
        AIR * (left / 2.0 / stiff).min(1.0)
    } else {
        0.0
    };
    let left = left - stiff / AIR * air;
    let stretchable: f32 = wishes
        .iter()
        .filter(|wish| wish.stretches)
        .map(|wish| wish.natural)
        .sum();
    let all: f32 = wishes.iter().map(|wish| wish.natural).sum();
    let share = |wish: &Wish| match (stretchable > 0.0, wish.stretches) {
        (true, true) => wish.natural / stretchable,
        (true, false) => 0.0,
        (false, _) => wish.natural / all.max(1.0),
    };
    let gap = |wish: &Wish| if wish.stretches { 0.0 } else { air };
    wishes
        .iter()
        .map(|wish| wish.natural + gap(wish) + left * share(wish))
        .collect()
}

/// Columns that ask for no more than their share get it; the others divide what is left.
fn shared(wishes: &[Wish], width: f32) -> Vec<f32> {
    let mut given: Vec<Option<f32>> = vec![None; wishes.len()];
    loop {
        let taken: f32 = given.iter().flatten().sum();
        let open: Vec<usize> = (0..wishes.len())
            .filter(|at| given.get(*at) == Some(&None))
            .collect();
        let roots: f32 = open
            .iter()
            .filter_map(|at| wishes.get(*at))
            .map(|wish| wish.natural.sqrt())
            .sum();
        let mut settled = false;
        for at in open {
            let (Some(wish), Some(slot)) = (wishes.get(at), given.get_mut(at)) else {
                continue;
            };
            let share = (width - taken) * wish.natural.sqrt() / roots.max(1.0);
            if wish.natural <= share {
                *slot = Some(wish.natural);
                settled = true;
            } else if wish.least >= share {
                *slot = Some(wish.least);
                settled = true;
            }
            if settled {
                break;
            }
        }
        if !settled {
            let rest = |wish: &Wish| (width - taken) * wish.natural.sqrt() / roots.max(1.0);
            let columns = wishes.iter().zip(&given);
            return columns
                .map(|(wish, given)| given.unwrap_or_else(|| rest(wish)))
                .collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(least: f32, natural: f32, stretches: bool) -> Wish {
        Wish {
            least,
            natural,
            stretches,
        }
    }

    fn sum(widths: &[f32]) -> f32 {
        widths.iter().sum()
    }

    #[test]
    fn numbers_keep_their_width_and_the_long_text_takes_the_rest() {
        let wishes = [
            wish(20.0, 30.0, true),
            wish(60.0, 2000.0, true),
            wish(70.0, 70.0, false),
        ];
        let found = widths(&wishes, 450.0).expect("fits");
        assert_eq!(found.get(2), Some(&70.0));
        assert_eq!(found.first(), Some(&30.0));
        assert!((sum(&found) - 450.0).abs() < 0.1, "{found:?}");
    }

    #[test]
    fn left_over_room_goes_to_the_texts() {
        let wishes = [wish(20.0, 50.0, true), wish(70.0, 70.0, false)];
        assert_eq!(widths(&wishes, 450.0), Some(vec![364.0, 86.0]));
    }

    #[test]
    fn a_table_that_cannot_be_so_narrow_is_refused() {
        let wishes = [wish(70.0, 70.0, false); 7];
        assert_eq!(widths(&wishes, 450.0), None);
        assert!(widths(&[], 450.0).is_some());
    }

    #[test]
    fn no_column_falls_below_its_least_width() {
        let wishes = [
            wish(90.0, 100.0, true),
            wish(30.0, 4000.0, true),
            wish(30.0, 9000.0, true),
        ];
        let found = widths(&wishes, 450.0).expect("fits");
        assert!(
            found
                .iter()
                .zip(&wishes)
                .all(|(width, wish)| *width >= wish.least - 0.01),
            "{found:?}"
        );
        assert!((sum(&found) - 450.0).abs() < 0.1, "{found:?}");
    }
}
