//! An agreement as it stands: what was signed, and every entry since then, as the mathematics takes it.
//!
//! The agreement has stages: the periods as signed, then each extension. A new rate sets the payments of the stage
//! that runs anew and leaves the price of a later stage as it was agreed; without stages an extension agreed in
//! the last months would be mixed with the payments that are still to come.

use super::store;
use super::{
    AmendmentEntry, Lease, LeaseAmendment, LeaseBatch, LeaseFixing, LeaseInstalment, LeaseLine,
    financed_sum, units_on,
};
use crate::db::{DbConnection, LeaseBatchId, LeaseLineId};
use crate::error::{Error, Result};
use crate::finance::{
    Drawdown, ExtensionPrice, Instalment, LeaseTerms, Money, Parts, RateChange, Slot,
};
use chrono::NaiveDate;

/// Everything that decides the instalments of a lease.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub lease: Lease,
    pub lines: Vec<LeaseLine>,
    pub batches: Vec<LeaseBatch>,
    pub fixings: Vec<LeaseFixing>,
    pub amendments: Vec<LeaseAmendment>,
    /// The rows that were written down; none before the lease is in force.
    pub rows: Vec<LeaseInstalment>,
}

/// What the lessor paid on a day, and for which batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PaidOut {
    pub drawdown: Drawdown,
    /// None for lines that no paid batch covers.
    pub batch: Option<LeaseBatchId>,
}

/// The periods as signed, or those of one extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stage {
    /// How many instalments there are up to its end.
    pub periods: u32,
    /// The debt that remains after them.
    pub residual: Money,
    /// What the extension costs; none for the periods as signed.
    pub price: Option<ExtensionPrice>,
    /// The first day of the extension; the start of the lease for the periods as signed.
    pub from: NaiveDate,
}

impl Standing {
    /// Reads everything about a lease.
    ///
    /// # Errors
    /// Only when the database fails.
    pub fn load(conn: &mut DbConnection, lease: Lease) -> Result<Self> {
        let id = lease.id;
        Ok(Standing {
            lines: store::lines(conn, id)?,
            batches: store::batches(conn, id)?,
            fixings: store::fixings(conn, id)?,
            amendments: store::amendments(conn, id)?,
            rows: store::instalments(conn, id)?,
            lease,
        })
    }

    /// The sum of the lines.
    pub fn financed(&self) -> Money {
        financed_sum(&self.lines)
    }

    /// What the lessor pays out: each paid batch on its day, and what no paid batch covers on the start.
    pub fn paid_out(&self) -> Vec<PaidOut> {
        let paid = self.batches.iter().filter_map(|batch| {
            Some(PaidOut {
                drawdown: Drawdown {
                    on: batch.paid_on?,
                    amount: batch.amount,
                },
                batch: Some(batch.id),
            })
        });
        let mut list: Vec<PaidOut> = paid.collect();
        let covered: Money = list.iter().map(|paid| paid.drawdown.amount).sum();
        let rest = self.financed() - covered;
        if rest > Money::ZERO {
            list.push(PaidOut {
                drawdown: Drawdown {
                    on: self.lease.starts_on,
                    amount: rest,
                },
                batch: None,
            });
        }
        list
    }

    /// The entries of the agreement in their order.
    pub fn entries(&self) -> impl Iterator<Item = &AmendmentEntry> {
        self.amendments.iter().map(|amendment| &amendment.entry)
    }

    /// The stages of the agreement, at least one.
    pub fn stages(&self) -> Vec<Stage> {
        let signed = self.lease.terms();
        let mut stages = vec![Stage {
            periods: signed.timetable.periods,
            residual: signed.residual,
            price: None,
            from: self.lease.starts_on,
        }];
        for (index, entry) in self.entries().enumerate() {
            if entry.extends() {
                let last = stages.last().map_or(0, |stage| stage.periods);
                let more = entry.periods.and_then(|more| u32::try_from(more).ok());
                stages.push(Stage {
                    periods: last.saturating_add(more.unwrap_or(0)),
                    residual: entry.residual.unwrap_or(Money::ZERO),
                    price: match (entry.rate, entry.payment) {
                        (Some(rate), _) => Some(ExtensionPrice::Rate(rate)),
                        (None, payment) => payment.map(ExtensionPrice::Payment),
                    },
                    from: entry.effective_on,
                });
            } else if let Some(parts) = self.parts_of(index) {
                for stage in &mut stages {
                    stage.scale(parts);
                }
            }
        }
        stages
    }

    /// The value of the units that leave by the entry with this index, and of all that are left after it.
    pub fn parts_of(&self, index: usize) -> Option<Parts> {
        let (before, rest) = self.amendments.split_at_checked(index)?;
        let entry = &rest.first()?.entry;
        if !entry.takes_units() {
            return None;
        }
        self.parts(before, entry.lease_line_id?, entry.quantity?)
    }

    /// The value of `quantity` units of a line, and of all others that are left after the entries `before`.
    fn parts(&self, before: &[LeaseAmendment], line: LeaseLineId, quantity: i32) -> Option<Parts> {
        let value = |price: Money, units: i32| {
            let amount = price.checked_times(i64::from(units))?;
            u64::try_from(amount.ore()).ok()
        };
        let mut all = 0_u64;
        let mut leaving = 0_u64;
        for one in &self.lines {
            let left = units_on(one, before, NaiveDate::MAX);
            all = all.checked_add(value(one.unit_price, left)?)?;
            if one.id == line {
                leaving = value(one.unit_price, quantity)?;
            }
        }
        Some(Parts {
            handed_back: leaving,
            kept: all.checked_sub(leaving)?,
        })
    }

    /// The value of the units about to leave, and of all that would be left.
    pub fn parts_leaving(&self, line: LeaseLineId, quantity: i32) -> Option<Parts> {
        self.parts(&self.amendments, line, quantity)
    }

    /// The terms that count for the instalments up to the end of a stage.
    pub fn terms(&self, stages: &[Stage]) -> LeaseTerms {
        let mut terms = self.lease.terms();
        terms.rate_changes = self.fixings.iter().map(LeaseFixing::change).collect();
        for stage in stages {
            terms.timetable.periods = stage.periods;
            terms.residual = stage.residual;
            if let Some(ExtensionPrice::Rate(rate)) = stage.price {
                terms.rate_changes.push(RateChange {
                    from: stage.from,
                    rate,
                });
            }
        }
        terms
    }

    /// What the debt changed by apart from instalments, up to the end of a stage.
    ///
    /// What an extension at an agreed payment capitalised is what the rows say: a later fixing may have moved it by
    /// an øre from what was written in the entry.
    pub fn ledger(&self, stages: &[Stage]) -> Vec<Drawdown> {
        let mut ledger: Vec<Drawdown> = self.paid_out().iter().map(|paid| paid.drawdown).collect();
        let last = stages.last().map(|stage| stage.from);
        let counts = |entry: &&AmendmentEntry| {
            !entry.extends() || last.is_some_and(|last| entry.effective_on <= last)
        };
        let entries: Vec<&AmendmentEntry> = self.entries().filter(counts).collect();
        ledger.extend(entries.iter().filter_map(|entry| entry.drawdown()));
        let capitalised = entries
            .iter()
            .filter(|entry| entry.extends())
            .filter_map(|entry| entry.drawdown())
            .next_back();
        if let Some(capitalised) = capitalised {
            let periods = stages.last().map_or(0, |stage| stage.periods);
            let rows = self.rows.iter().take(count(periods));
            let in_rows: Money = rows.clone().next().map_or(Money::ZERO, |row| row.opening)
                + rows.map(|row| row.drawn).sum::<Money>();
            let in_ledger: Money = ledger.iter().map(|drawdown| drawdown.amount).sum();
            ledger.push(Drawdown {
                on: capitalised.on,
                amount: in_rows - in_ledger,
            });
        }
        ledger
    }

    /// The periods up to the end of the last stage.
    ///
    /// # Errors
    /// Only when what was stored makes no schedule.
    pub fn slots(&self) -> Result<Vec<Slot>> {
        let terms = self.terms(&self.stages());
        terms
            .timetable
            .slots()
            .map_err(|error| Error::Internal(error.into()))
    }

    /// How many of the written instalments are due on a day.
    pub fn due(&self, today: NaiveDate) -> usize {
        self.rows.partition_point(|row| row.due_on <= today)
    }

    /// The written rows as the mathematics takes them.
    pub fn instalments(&self) -> Vec<Instalment> {
        self.rows.iter().map(Instalment::from).collect()
    }

    /// The first day on which something can still be agreed: instalments that are due never change.
    ///
    /// # Errors
    /// Only when what was stored makes no schedule.
    pub fn first_open_day(&self, today: NaiveDate) -> Result<NaiveDate> {
        let slots = self.slots()?;
        let last = self.due(today).checked_sub(1);
        Ok(last
            .and_then(|last| slots.get(last))
            .map_or(self.lease.starts_on, |slot| slot.falls_on))
    }

    /// The day after the last period.
    ///
    /// # Errors
    /// Only when what was stored makes no schedule.
    pub fn end(&self) -> Result<NaiveDate> {
        let slots = self.slots()?;
        Ok(slots
            .last()
            .map_or(self.lease.starts_on, |slot| slot.period_to))
    }
}

impl Stage {
    /// What is left of the stage when part of the units has gone.
    pub fn scale(&mut self, parts: Parts) {
        let kept = |amount: Money| {
            let split = amount.split(&[parts.handed_back, parts.kept]);
            split
                .and_then(|split| split.get(1).copied())
                .unwrap_or(amount)
        };
        self.residual = kept(self.residual);
        if let Some(ExtensionPrice::Payment(payment)) = self.price {
            self.price = Some(ExtensionPrice::Payment(kept(payment)));
        }
    }
}

/// A number of instalments as a length.
pub(super) fn count(periods: u32) -> usize {
    usize::try_from(periods).unwrap_or(usize::MAX)
}
