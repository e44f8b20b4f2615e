//! Adds divisions up to rows and years.
//!
//! A school is looked up once for each agreement that needs rows of its own, and once for the whole table when
//! rows are schools only; from then on its row is known by its place.

use super::division::{Detail, Division, divide};
use super::{Agreement, CostBasis, CostKind, CostQuestion, CostRowBy, NOBODY, Place, SchoolAsked};
use crate::finance::Money;
use crate::http::actor::Reach;
use std::collections::HashMap;

/// What a row stands for; what rows are not asked by is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RowKey {
    /// The school, [`NOBODY`] for what is not distributed.
    pub school: Option<Place>,
    /// The agreement, by its index in the basis.
    pub lease: Option<usize>,
    /// The account string, by its place; inside `None` for costs without.
    pub account: Option<Option<u32>>,
    /// What the cost is.
    pub kind: Option<CostKind>,
}

/// Rows of amounts: earlier, the years, later.
#[derive(Debug, Clone)]
pub struct Tally<'a> {
    basis: &'a CostBasis,
    question: &'a CostQuestion,
    sight: Sight,
    account: Option<Option<u32>>,
    columns: usize,
    places: HashMap<RowKey, usize>,
    keys: Vec<RowKey>,
    amounts: Vec<Money>,
    /// For the rows of `group`, the row of each school; stale unless its epoch is the current one.
    rows: Vec<(u64, usize)>,
    group: Option<RowKey>,
    epoch: u64,
}

/// Which shares may be seen and are asked for.
#[derive(Debug, Clone)]
struct Sight {
    schools: Vec<bool>,
    nobody: bool,
}

impl Sight {
    fn new(basis: &CostBasis, reach: &Reach, asked: SchoolAsked) -> Self {
        let seen = |school| match asked {
            SchoolAsked::All => reach.covers(school),
            SchoolAsked::Only(only) => school == only && reach.covers(school),
            SchoolAsked::Nobody => false,
        };
        Sight {
            schools: basis.schools.iter().map(|school| seen(school.id)).collect(),
            nobody: *reach == Reach::All && !matches!(asked, SchoolAsked::Only(_)),
        }
    }

    fn sees(&self, place: Place) -> bool {
        if place == NOBODY {
            return self.nobody;
        }
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        self.schools.get(place).copied().unwrap_or(false)
    }
}

impl<'a> Tally<'a> {
    /// No rows yet.
    pub fn new(basis: &'a CostBasis, question: &'a CostQuestion, reach: &Reach) -> Self {
        // An account string that occurs nowhere gives a place that no cost has.
        let account = question.filter.account.as_deref().map(|asked| {
            let asked = asked.trim();
            let place = basis.accounts.iter().position(|known| known == asked);
            match place {
                _ if asked.is_empty() => None,
                Some(place) => u32::try_from(place).ok(),
                None => Some(u32::MAX),
            }
        });
        Tally {
            basis,
            question,
            sight: Sight::new(basis, reach, question.filter.school),
            account,
            columns: question.years.columns(),
            places: HashMap::new(),
            keys: Vec::new(),
            amounts: Vec::new(),
            rows: vec![(0, 0); basis.schools.len() + 1],
            group: None,
            epoch: 0,
        }
    }

    /// Adds everything that an agreement costs.
    ///
    /// `None` when an amount in fixed prices is beyond what the service can carry.
    pub fn agreement(&mut self, index: usize, agreement: &Agreement) -> Option<()> {
        let (basis, question) = (self.basis, self.question);
        divide(basis, agreement, question, Detail::Sums, &mut |division| {
            self.division(index, division);
        })
    }

    /// Whether shares of a place may be seen and are asked for.
    pub fn sees(&self, place: Place) -> bool {
        self.sight.sees(place)
    }

    /// Whether costs on an account string are asked for.
    pub fn counts_account(&self, account: Option<u32>) -> bool {
        self.account.is_none_or(|asked| asked == account)
    }

    /// Adds one amount.
    pub fn amount(
        &mut self,
        lease: usize,
        account: Option<u32>,
        kind: CostKind,
        year: i32,
        place: Place,
        amount: Money,
    ) {
        let asked = self.question.filter.kind.is_none_or(|only| only == kind);
        if let Some(column) = self.question.years.column(year)
            && asked
            && self.counts_account(account)
            && self.sees(place)
            && amount != Money::ZERO
        {
            self.enter(self.group_of(lease, account, kind));
            self.add(place, column, amount);
        }
    }

    fn division(&mut self, lease: usize, division: &Division<'_>) {
        let Some(column) = self.question.years.column(division.cut.year) else {
            return;
        };
        if !self.counts_account(division.account) {
            return;
        }
        self.enter(self.group_of(lease, division.account, division.kind));
        for (place, part) in division.places.iter().zip(division.parts) {
            if *part != Money::ZERO && self.sees(*place) {
                let amount = Money::from_ore(part.ore().saturating_mul(division.times));
                self.add(*place, column, amount);
            }
        }
    }

    /// The row's key but for the school.
    fn group_of(&self, lease: usize, account: Option<u32>, kind: CostKind) -> RowKey {
        let question = self.question;
        RowKey {
            school: None,
            lease: question.by(CostRowBy::Lease).then_some(lease),
            account: question.by(CostRowBy::Account).then_some(account),
            kind: question.by(CostRowBy::Kind).then_some(kind),
        }
    }

    fn enter(&mut self, group: RowKey) {
        if self.group != Some(group) {
            self.group = Some(group);
            self.epoch += 1;
        }
    }

    fn add(&mut self, place: Place, column: usize, amount: Money) {
        let slot = usize::try_from(place).unwrap_or(usize::MAX);
        let slot = slot.min(self.rows.len() - 1);
        let row = match self.rows.get(slot) {
            Some((epoch, row)) if *epoch == self.epoch => *row,
            _ => self.row(slot, place),
        };
        if let Some(sum) = self.amounts.get_mut(row * self.columns + column) {
            *sum += amount;
        }
    }

    fn row(&mut self, slot: usize, place: Place) -> usize {
        let school = self.question.by(CostRowBy::School).then_some(place);
        let key = RowKey {
            school,
            ..self.group.unwrap_or_default()
        };
        let row = self.row_of(key);
        if let Some(known) = self.rows.get_mut(slot) {
            *known = (self.epoch, row);
        }
        row
    }

    fn row_of(&mut self, key: RowKey) -> usize {
        let (keys, amounts, columns) = (&mut self.keys, &mut self.amounts, self.columns);
        *self.places.entry(key).or_insert_with(|| {
            keys.push(key);
            amounts.resize(amounts.len() + columns, Money::ZERO);
            keys.len() - 1
        })
    }

    /// Adds all rows of another tally of the same question.
    pub fn merge(&mut self, other: &Tally<'_>) {
        for (key, amounts) in other.rows() {
            let row = self.row_of(key);
            let own = self.amounts.iter_mut().skip(row * self.columns);
            for (sum, amount) in own.zip(amounts) {
                *sum += *amount;
            }
        }
    }

    /// How many amounts a row has.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The rows, in no order.
    pub fn rows(&self) -> impl Iterator<Item = (RowKey, &[Money])> {
        let amounts = self.amounts.chunks(self.columns);
        self.keys.iter().copied().zip(amounts)
    }
}

/// How many instalments and changes are worth another thread.
const WORTH_A_THREAD: usize = 100_000;

/// The tally of all agreements, on as many threads as there are processors when there is much to do.
///
/// `None` when an amount in fixed prices is beyond what the service can carry.
pub fn tally<'a>(
    basis: &'a CostBasis,
    question: &'a CostQuestion,
    reach: &Reach,
) -> Option<Tally<'a>> {
    let charges = basis.agreements.iter().map(|one| one.payments.len());
    let work = charges.sum::<usize>() + basis.changes.len();
    let threads = match std::thread::available_parallelism() {
        Ok(processors) => processors.get().min(work / WORTH_A_THREAD).max(1),
        Err(_) => 1,
    };
    let empty = Tally::new(basis, question, reach);
    let size = basis.agreements.len().div_ceil(threads).max(1);
    let run = |chunk: usize, agreements: &'a [Agreement]| {
        let mut tally = empty.clone();
        for (index, agreement) in (chunk * size..).zip(agreements) {
            tally.agreement(index, agreement)?;
        }
        Some(tally)
    };
    if threads == 1 {
        return run(0, &basis.agreements);
    }
    std::thread::scope(|scope| {
        let chunks = basis.agreements.chunks(size).enumerate();
        let workers: Vec<_> = chunks
            .map(|(chunk, agreements)| scope.spawn(move || run(chunk, agreements)))
            .collect();
        let mut whole: Option<Tally<'a>> = None;
        for worker in workers {
            let part = worker.join().ok()??;
            match &mut whole {
                Some(whole) => whole.merge(&part),
                None => whole = Some(part),
            }
        }
        whole
    })
}
