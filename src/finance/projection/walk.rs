//! One pass through the movements of an agreement beside its payments.
//!
//! The split is worked out again only when the weights or the amount have changed: level payments
//! repeat for years, and so do holdings.

use super::Movement;
use crate::finance::allocation::Splitter;
use crate::finance::money::Money;
use chrono::NaiveDate;

/// What one payment costs in one year, and the time that decides who carries it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// The index of the payment.
    pub payment: usize,
    /// Its due date.
    pub due_on: NaiveDate,
    /// The first day of the time; the only one when `to` is not after it.
    pub from: NaiveDate,
    /// The day after the time.
    pub to: NaiveDate,
    /// The calendar year.
    pub year: i32,
    /// The cost.
    pub amount: Money,
}

impl Part {
    /// The order in which parts are met walking through the movements.
    pub fn order(&self) -> (NaiveDate, NaiveDate) {
        (self.from, self.to)
    }
}

/// Who carries a part, and how much of it.
pub(super) struct Shared<'a> {
    /// Whether anything here differs from the part before.
    pub changed: bool,
    /// The schools by id, or the fallback alone.
    pub schools: &'a [Option<i64>],
    /// Their weights; none for the fallback.
    pub weights: &'a [u64],
    /// Their amounts, which add up to the part.
    pub amounts: &'a [Money],
}

/// Calls `visit` with every part and its shares; parts and movements are in order.
pub(super) fn walk(
    parts: impl Iterator<Item = Part>,
    movements: &[Movement],
    fallback: Option<i64>,
    mut visit: impl FnMut(&Part, &Shared<'_>),
) {
    let mut holders = Holders::new(movements);
    let mut splitter = Splitter::default();
    let mut last = None;
    for part in parts {
        let mut changed = holders.turn_to(&part) || last.is_none();
        if changed || last != Some(part.amount) {
            changed = true;
            last = Some(part.amount);
            if !splitter.split(part.amount, &holders.weights) {
                holders.nobody(fallback);
            }
        }
        let amount = [part.amount];
        visit(
            &part,
            &Shared {
                changed,
                schools: &holders.schools,
                weights: &holders.weights,
                amounts: match holders.weights.is_empty() {
                    true => &amount,
                    false => splitter.parts(),
                },
            },
        );
    }
}

/// What one school holds.
struct Held {
    school: i64,
    count: i64,
    /// Devices times days up to `since`, within the period looked at.
    days: u64,
    since: NaiveDate,
}

/// Who holds what at the place reached in the movements.
struct Holders<'a> {
    movements: &'a [Movement],
    /// How many movements count in `held`.
    reached: usize,
    /// By school.
    held: Vec<Held>,
    /// The schools with a weight, and their weights; no weights when there are none.
    schools: Vec<Option<i64>>,
    weights: Vec<u64>,
    /// The period of the weights when movements fell into it; else they are the plain holdings.
    period: Option<(NaiveDate, NaiveDate)>,
}

impl<'a> Holders<'a> {
    fn new(movements: &'a [Movement]) -> Self {
        Holders {
            movements,
            reached: 0,
            held: Vec::new(),
            schools: Vec::new(),
            weights: Vec::new(),
            period: None,
        }
    }

    /// Sets schools and weights for the part; whether they changed.
    fn turn_to(&mut self, part: &Part) -> bool {
        if self.period.is_some() && self.period == Some(part.order()) {
            return false;
        }
        let passed = self.reached.checked_sub(1);
        let overlapping = passed.and_then(|last| self.movements.get(last));
        let mut moved = self.period.take().is_some();
        if overlapping.is_some_and(|movement| movement.on > part.from) {
            self.reached = 0;
            self.held.clear();
            moved = true;
        }
        while let Some(movement) = self.next(|on| on <= part.from) {
            self.apply(movement);
            moved = true;
        }
        let next = self.movements.get(self.reached);
        if next.is_some_and(|movement| movement.on < part.to) {
            self.count_days(part.from, part.to);
            self.period = Some(part.order());
            return true;
        }
        if moved {
            self.weigh(|held| held.count.max(0).unsigned_abs());
        }
        moved
    }

    fn next(&mut self, is_reached: impl Fn(NaiveDate) -> bool) -> Option<Movement> {
        let movement = *self.movements.get(self.reached)?;
        is_reached(movement.on).then(|| {
            self.reached += 1;
            movement
        })
    }

    fn apply(&mut self, movement: Movement) -> &mut Held {
        let place = self
            .held
            .binary_search_by_key(&movement.school, |held| held.school);
        let index = place.unwrap_or_else(|index| {
            let held = Held {
                school: movement.school,
                count: 0,
                days: 0,
                since: movement.on,
            };
            self.held.insert(index, held);
            index
        });
        let held = &mut self.held[index];
        held.count = held.count.saturating_add(movement.delta);
        held
    }

    /// Weights of devices times days in a period with movements.
    fn count_days(&mut self, from: NaiveDate, to: NaiveDate) {
        for held in &mut self.held {
            (held.days, held.since) = (0, from);
        }
        while let Some(movement) = self.next(|on| on < to) {
            let delta = movement.delta;
            let held = self.apply(movement);
            let before = held.count.saturating_sub(delta);
            held.pass(before, movement.on);
        }
        for held in &mut self.held {
            held.pass(held.count, to);
        }
        self.weigh(|held| held.days);
    }

    fn weigh(&mut self, weight: impl Fn(&Held) -> u64) {
        self.schools.clear();
        self.weights.clear();
        for held in &self.held {
            let weight = weight(held);
            if weight > 0 {
                self.schools.push(Some(held.school));
                self.weights.push(weight);
            }
        }
    }

    fn nobody(&mut self, fallback: Option<i64>) {
        self.schools.clear();
        self.weights.clear();
        self.schools.push(fallback);
    }
}

impl Held {
    /// Counts the days up to `on` with what was held until then.
    fn pass(&mut self, count: i64, on: NaiveDate) {
        let days = on.signed_duration_since(self.since).num_days().max(0);
        let held = count.max(0).unsigned_abs();
        let passed = held.saturating_mul(days.unsigned_abs());
        self.days = self.days.saturating_add(passed);
        self.since = on;
    }
}
