//! Lease agreements over their life: terms, lines, batches, instalments to the øre, and every later entry.
//!
//! Until a lease is in force its instalments are computed anew whenever somebody looks; entering into force writes
//! them down, and from then on only the written ones count. What comes later (a fixing of the rate, an amendment)
//! is an entry that writes instalments not yet due anew; a row that is due is never touched again.

mod amend;
mod amendment;
pub mod api;
mod batch;
mod change;
mod contract;
mod costs;
mod describe_batch;
mod describe_lease;
mod describe_line;
mod end_lease;
mod explain;
mod explanation;
mod fee;
mod fixing;
mod interim_charge;
mod lease;
mod line;
mod open_lease;
mod put_in_force;
mod record_fixing;
mod schedule;
mod schedule_entry;
mod schedule_table;
mod sign_lease;
mod standing;
pub mod store;
mod view_lease;

pub use amend::{
    AmendLease, BuyUnits, ExtendLease, RenewLease, RepayLease, ReturnUnits, SettleLease,
    amend_lease, preview_amendment, settlement_quote,
};
pub use amendment::{AmendmentEntry, AmendmentKind, LeaseAmendment, units_on};
pub use batch::LeaseBatch;
pub use change::{LeaseChange, LeaseSettlement};
pub use contract::{FloatingRate, InterimTerms, LeaseEndKind, is_account_string};
pub use costs::{YearCost, costs_by_year};
pub use describe_batch::{
    DescribeLeaseBatch, add_lease_batch, change_lease_batch, remove_lease_batch,
};
pub use describe_lease::{DescribeLease, danish_vat};
pub use describe_line::{DescribeLeaseLine, add_lease_line, change_lease_line, remove_lease_line};
pub use end_lease::{EndLease, end_lease};
pub use explain::{ExplainedInterimCharge, explain_instalment, explain_interim_charges};
pub use explanation::{EntryReference, ExplainedInput, ExplainedPart, Explanation};
pub use fee::{FeeAmount, LeaseFee, YearlyRates, fee_amounts, price_factor};
pub use fixing::LeaseFixing;
pub use interim_charge::LeaseInterimCharge;
pub use lease::{Lease, LeaseKind, LeaseState};
pub use line::{LeaseLine, LineKind, SplitKey, financed_sum};
pub use open_lease::{change_lease, open_lease};
pub use put_in_force::put_in_force;
pub use record_fixing::{RecordFixing, preview_fixing, record_fixing};
pub use schedule::{LeaseInstalment, LeaseSchedule, ScheduledInstalment, schedule};
pub use schedule_entry::{LeaseScheduleEntry, PastSchedule, ScheduleCause, past_schedule};
pub use schedule_table::schedule_table;
pub use sign_lease::{SignLease, sign_lease};
pub use view_lease::{LeaseView, LeaseWarning, view_lease};
