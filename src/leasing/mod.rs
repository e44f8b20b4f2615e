//! Lease agreements: terms, lines, instalments to the øre, cost by budget year.
//!
//! While a lease is in establishment its instalments are computed anew whenever somebody looks; entering into
//! force writes them down, and from then on only the written ones count. A lease that ends before its last
//! instalment keeps the instalments up to the day of its end: a settlement is another agreement.

pub mod api;
mod costs;
mod describe_line;
mod end_lease;
mod explanation;
mod fee;
mod lease;
mod line;
mod open_lease;
mod put_in_force;
mod quote;
mod schedule;
mod schedule_table;
pub mod store;
mod view_lease;

pub use costs::{YearCost, costs_by_year};
pub use describe_line::{DescribeLeaseLine, add_lease_line, change_lease_line, remove_lease_line};
pub use end_lease::{EndLease, end_lease};
pub use explanation::{EntryReference, ExplainedInput, ExplainedPart, Explanation};
pub use fee::{FeeAmount, LeaseFee, YearlyRates, fee_amounts, price_factor};
pub use lease::{Lease, LeaseKind, LeaseState};
pub use line::{LeaseLine, LineKind, SplitKey, financed_sum};
pub use open_lease::{DescribeLease, change_lease, open_lease};
pub use put_in_force::put_in_force;
pub use quote::{
    AskLeaseQuote, AskedDrawdown, AskedFee, AskedInterimCharge, AskedRateChange, AskedSolution,
    LeaseQuote, LeaseQuoteInstalment, LeaseQuoteInterimCharge, LeaseQuoteTotals, LeaseQuoteWarning,
    LeaseQuoteYear, quote, quote_json,
};
pub use schedule::{LeaseInstalment, LeaseSchedule, instalments, schedule};
pub use schedule_table::schedule_table;
pub use view_lease::{LeaseView, LeaseWarning, view_lease};
