//! The table of cost by school and year, collected stream by stream.
//!
//! Schools have a slot and years a column, so that adding a payment costs no look-up; payments that
//! are shared alike in one year are counted first and added once.

use super::walk::{Part, Shared};
use super::{PeriodStream, Stream};
use crate::finance::money::Money;
use std::collections::{BTreeMap, HashMap};

/// The cost by school and budget year over all streams; `None` is what no school carries.
///
/// The sum of the table is the sum of all amounts, to the øre.
pub fn by_school_and_year<'a>(
    streams: impl IntoIterator<Item = Stream<'a>>,
) -> BTreeMap<(Option<i64>, i32), Money> {
    let mut table = CostTable::default();
    for stream in streams {
        table.add(&stream);
    }
    table.into_cells()
}

/// The same for streams with periods, a view and a rule.
pub fn by_school_and_year_with<'a>(
    streams: impl IntoIterator<Item = PeriodStream<'a>>,
) -> BTreeMap<(Option<i64>, i32), Money> {
    let mut table = CostTable::default();
    for stream in streams {
        table.add_with(&stream);
    }
    table.into_cells()
}

/// The table of [`by_school_and_year`] worked out by up to `threads` threads, each with part of the streams.
///
/// The table is the same for any number of threads.
pub fn by_school_and_year_parallel(
    streams: &[Stream<'_>],
    threads: usize,
) -> BTreeMap<(Option<i64>, i32), Money> {
    collect(streams, threads, CostTable::add).into_cells()
}

impl CostTable {
    /// The table of these streams by up to `threads` threads; see [`by_school_and_year_parallel`].
    pub fn of_all(streams: &[PeriodStream<'_>], threads: usize) -> CostTable {
        collect(streams, threads, CostTable::add_with)
    }
}

/// Streams differ in size, so each thread takes many small stretches of them.
fn collect<T: Sync>(streams: &[T], threads: usize, add: fn(&mut CostTable, &T)) -> CostTable {
    const STRETCH: usize = 64;
    let threads = threads.clamp(1, streams.len().div_ceil(STRETCH).max(1));
    if threads == 1 {
        let mut table = CostTable::default();
        streams.iter().for_each(|stream| add(&mut table, stream));
        return table;
    }
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut table = CostTable::default();
        loop {
            let stretch = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let Some(stretch) = streams.chunks(STRETCH).nth(stretch) else {
                return table;
            };
            stretch.iter().for_each(|stream| add(&mut table, stream));
        }
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut table = work();
        for other in others {
            match other.join() {
                Ok(part) => table.merge(&part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        table
    })
}

/// Collects the cost of many streams one at a time, so that none of them must be kept.
#[derive(Debug, Clone, Default)]
pub struct CostTable {
    slots: Slots,
    /// By year.
    columns: Vec<Column>,
    run: Run,
}

/// The sums of one year by slot; `None` where a school carries nothing.
#[derive(Debug, Clone)]
struct Column {
    year: i32,
    sums: Vec<Option<Money>>,
}

/// Payments of one year that are shared alike.
#[derive(Debug, Clone, Default)]
struct Run {
    year: i32,
    payments: i64,
    shares: Vec<(usize, Money)>,
}

impl CostTable {
    /// Adds all shares of a stream.
    pub fn add(&mut self, stream: &Stream<'_>) {
        stream.walk(|part, shared| self.take(part, shared));
        self.settle();
    }

    /// Adds all shares of a stream with periods.
    pub fn add_with(&mut self, stream: &PeriodStream<'_>) {
        stream.walk(|part, shared| self.take(part, shared));
        self.settle();
    }

    /// Adds the cells of another table.
    pub fn merge(&mut self, other: &CostTable) {
        for ((school, year), amount) in other.cells() {
            let slot = self.slots.of(school);
            add_to(&mut self.columns, year, [(slot, amount)]);
        }
    }

    /// The cells by school and year, what is not distributed first.
    pub fn into_cells(self) -> BTreeMap<(Option<i64>, i32), Money> {
        self.cells().collect()
    }

    /// The cells collected so far in no particular order; the table is empty afterwards.
    ///
    /// For who wants the cells of each agreement: one table for all of them asks for memory once.
    pub fn take_cells(&mut self) -> Vec<((Option<i64>, i32), Money)> {
        let cells = self.cells().collect();
        for column in &mut self.columns {
            column.sums.clear();
        }
        cells
    }

    fn cells(&self) -> impl Iterator<Item = ((Option<i64>, i32), Money)> {
        self.columns.iter().flat_map(|column| {
            let cells = self.slots.schools.iter().zip(&column.sums);
            cells.filter_map(|(&school, sum)| Some(((school, column.year), (*sum)?)))
        })
    }

    fn take(&mut self, part: &Part, shared: &Shared<'_>) {
        if shared.changed {
            self.settle();
            self.run.shares.clear();
            let alone = shared.schools.len() == 1;
            for (&school, &amount) in shared.schools.iter().zip(shared.amounts) {
                if alone || amount != Money::ZERO {
                    self.run.shares.push((self.slots.of(school), amount));
                }
            }
        } else if part.year != self.run.year {
            self.settle();
        }
        self.run.year = part.year;
        self.run.payments += 1;
    }

    /// Adds the payments counted in the run.
    fn settle(&mut self) {
        let payments = std::mem::take(&mut self.run.payments);
        if payments > 0 {
            let shares = self.run.shares.iter();
            let times = |amount: Money| Money::from_ore(amount.ore().saturating_mul(payments));
            let shares = shares.map(|&(slot, amount)| (slot, times(amount)));
            add_to(&mut self.columns, self.run.year, shares);
        }
    }
}

fn add_to(columns: &mut Vec<Column>, year: i32, shares: impl IntoIterator<Item = (usize, Money)>) {
    let known = columns.binary_search_by_key(&year, |column| column.year);
    let index = known.unwrap_or_else(|index| {
        let sums = Vec::new();
        columns.insert(index, Column { year, sums });
        index
    });
    let sums = &mut columns[index].sums;
    for (slot, amount) in shares {
        if slot >= sums.len() {
            sums.resize(slot + 1, None);
        }
        sums[slot] = Some(sums[slot].unwrap_or_default() + amount);
    }
}

/// Two tables are equal when their cells are.
impl PartialEq for CostTable {
    fn eq(&self, other: &CostTable) -> bool {
        let cells = |table: &CostTable| table.cells().collect::<BTreeMap<_, _>>();
        cells(self) == cells(other)
    }
}

impl Eq for CostTable {}

/// A place for every school in the order in which they come.
#[derive(Debug, Clone, Default)]
struct Slots {
    schools: Vec<Option<i64>>,
    /// The slot plus one of every small id, by pages; ids are counted from one in a database.
    pages: Vec<Vec<u32>>,
    others: HashMap<Option<i64>, usize>,
}

/// The ids on one page.
const PAGE: usize = 256;
/// Ids on later pages are hashed.
const MOST_PAGES: usize = 4096;

impl Slots {
    fn of(&mut self, school: Option<i64>) -> usize {
        let small = school.and_then(|id| usize::try_from(id).ok());
        let place = small.map(|id| (id / PAGE, id % PAGE));
        let Some((page, place)) = place.filter(|(page, _)| *page < MOST_PAGES) else {
            let next = self.schools.len();
            let slot = *self.others.entry(school).or_insert(next);
            if slot == next {
                self.schools.push(school);
            }
            return slot;
        };
        if page >= self.pages.len() {
            self.pages.resize_with(page + 1, Vec::new);
        }
        let page = &mut self.pages[page];
        if page.is_empty() {
            page.resize(PAGE, 0);
        }
        match usize::try_from(page[place])
            .unwrap_or_default()
            .checked_sub(1)
        {
            Some(slot) => slot,
            None => {
                self.schools.push(school);
                page[place] = u32::try_from(self.schools.len()).unwrap_or_default();
                self.schools.len() - 1
            }
        }
    }
}
