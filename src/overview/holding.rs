//! Who holds how much: one walk through the changes of a line, from charge to charge.
//!
//! The answer is kept until something changes and numbered anew when it does, so that whoever divides equal
//! amounts by equal holdings needs to divide only once.

use super::{Change, Place};
use chrono::NaiveDate;

/// Schools and their weights, by place.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// The schools that carry something.
    pub places: Vec<Place>,
    /// Their weights, none of them zero.
    pub weights: Vec<u64>,
    /// Grows when schools or weights become others.
    pub generation: u64,
    /// The days for which each weight counts: what is held throughout a period stands for all its days.
    pub days: i64,
}

impl Weights {
    /// Takes new weights; those of zero or less carry nothing.
    pub fn set(&mut self, weights: impl IntoIterator<Item = (Place, i64)>) {
        self.places.clear();
        self.weights.clear();
        for (place, weight) in weights {
            if weight > 0 {
                self.places.push(place);
                self.weights.push(weight.unsigned_abs());
            }
        }
        self.generation += 1;
        self.days = 1;
    }
}

/// A place in the changes of a line, which must be by date.
#[derive(Debug)]
pub struct Walk<'a> {
    changes: &'a [Change],
    next: usize,
    reached: Option<NaiveDate>,
    /// By place; a holding below zero is a fault in the register and carries nothing.
    held: Vec<(Place, i64)>,
    /// Whether the weights show what is held now.
    shown: bool,
}

impl<'a> Walk<'a> {
    /// Before the first change.
    pub fn new(changes: &'a [Change]) -> Self {
        Walk {
            changes,
            next: 0,
            reached: None,
            held: Vec::new(),
            shown: false,
        }
    }

    /// Shows what each school holds on a day.
    pub fn on(&mut self, day: NaiveDate, weights: &mut Weights) {
        self.go_to(day);
        if !self.shown {
            weights.set(self.held.iter().copied());
            self.shown = true;
        }
        weights.days = 1;
    }

    /// Shows the holdings from `from` up to `to`, each counted once for every day; without a change in between
    /// that is what is held on the first day, which divides alike.
    pub fn during(&mut self, from: NaiveDate, to: NaiveDate, weights: &mut Weights) {
        self.go_to(from);
        let rest = self.changes.get(self.next..).unwrap_or_default();
        let inside = rest.partition_point(|change| change.on < to);
        let Some(inside) = rest.get(..inside).filter(|inside| !inside.is_empty()) else {
            self.on(from, weights);
            weights.days = to.signed_duration_since(from).num_days();
            return;
        };
        let mut spans: Vec<Span> = self
            .held
            .iter()
            .map(|&(place, held)| Span {
                place,
                held,
                since: from,
                days: 0,
            })
            .collect();
        for change in inside {
            let at = match spans.binary_search_by_key(&change.place, |span| span.place) {
                Ok(at) => at,
                Err(at) => {
                    let new = Span {
                        place: change.place,
                        held: 0,
                        since: change.on,
                        days: 0,
                    };
                    spans.insert(at, new);
                    at
                }
            };
            if let Some(span) = spans.get_mut(at) {
                span.pass(change.on);
                span.held = span.held.saturating_add(change.delta);
            }
        }
        spans.iter_mut().for_each(|span| span.pass(to));
        weights.set(spans.iter().map(|span| (span.place, span.days)));
        self.shown = false;
    }

    fn go_to(&mut self, day: NaiveDate) {
        if self.reached.is_some_and(|reached| day < reached) {
            self.next = 0;
            self.held.clear();
            self.shown = false;
        }
        self.reached = Some(day);
        while let Some(change) = self.changes.get(self.next).filter(|next| next.on <= day) {
            match self.held.binary_search_by_key(&change.place, |held| held.0) {
                Ok(at) => {
                    if let Some(held) = self.held.get_mut(at) {
                        held.1 = held.1.saturating_add(change.delta);
                    }
                }
                Err(at) => self.held.insert(at, (change.place, change.delta)),
            }
            self.next += 1;
            self.shown = false;
        }
    }
}

/// What one school held in a period so far.
struct Span {
    place: Place,
    held: i64,
    since: NaiveDate,
    days: i64,
}

impl Span {
    fn pass(&mut self, day: NaiveDate) {
        let days = day.signed_duration_since(self.since).num_days();
        let weight = self.held.max(0).saturating_mul(days);
        self.days = self.days.saturating_add(weight);
        self.since = day;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn change(on: &str, place: Place, delta: i64) -> Change {
        Change {
            on: day(on),
            place,
            delta,
        }
    }

    fn moved_in_march() -> Vec<Change> {
        vec![
            change("2018-01-01", 1, 10),
            change("2018-03-11", 1, -4),
            change("2018-03-11", 0, 4),
        ]
    }

    #[test]
    fn the_holder_on_the_day_of_a_move_is_the_new_one() {
        let changes = moved_in_march();
        let mut walk = Walk::new(&changes);
        let mut weights = Weights::default();
        walk.on(day("2018-03-10"), &mut weights);
        assert_eq!(
            (&weights.places[..], &weights.weights[..]),
            (&[1][..], &[10][..])
        );
        let before = weights.generation;
        walk.on(day("2018-03-11"), &mut weights);
        assert_eq!(
            (&weights.places[..], &weights.weights[..]),
            (&[0, 1][..], &[4, 6][..])
        );
        assert!(weights.generation > before);
        let now = weights.generation;
        walk.on(day("2019-03-11"), &mut weights);
        assert_eq!(weights.generation, now, "nothing happened since");
    }

    #[test]
    fn device_days_count_each_day_at_its_holder() {
        let changes = moved_in_march();
        let mut walk = Walk::new(&changes);
        let mut weights = Weights::default();
        walk.during(day("2018-03-01"), day("2018-04-01"), &mut weights);
        // School 1: 10 devices for 10 days and 6 for 21; school 0: 4 for 21.
        assert_eq!(
            (&weights.places[..], &weights.weights[..]),
            (&[0, 1][..], &[84, 226][..])
        );
        walk.during(day("2018-04-01"), day("2018-05-01"), &mut weights);
        assert_eq!(&weights.weights[..], &[4, 6]);
    }

    #[test]
    fn a_walk_can_go_back() {
        let changes = moved_in_march();
        let mut walk = Walk::new(&changes);
        let mut weights = Weights::default();
        walk.on(day("2018-05-01"), &mut weights);
        walk.on(day("2018-02-01"), &mut weights);
        assert_eq!(&weights.weights[..], &[10]);
        walk.on(day("2017-02-01"), &mut weights);
        assert!(weights.places.is_empty());
    }

    #[test]
    fn a_holding_below_zero_carries_nothing() {
        let changes = [change("2018-01-01", 0, -3), change("2018-01-01", 1, 1)];
        let mut weights = Weights::default();
        Walk::new(&changes).on(day("2018-01-02"), &mut weights);
        assert_eq!(&weights.places[..], &[1]);
    }
}
