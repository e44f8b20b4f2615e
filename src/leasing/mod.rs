//! Lease agreements: terms, lines, instalments to the øre, cost by budget year.
//!
//! While a lease is in establishment its instalments are computed anew whenever somebody looks; entering into
//! force writes them down, and from then on only the written ones count. A lease that ends before its last
//! instalment keeps the instalments up to the day of its end: a settlement is another agreement.

mod account_string;
pub mod api;
mod approval;
mod approval_rule;
mod contract;
mod costs;
mod deadlines;
mod debt;
mod debt_table;
mod describe_fee;
mod describe_line;
mod device_warnings;
mod end_lease;
mod expected;
mod explanation;
mod fee;
mod give_notice;
mod law;
mod lease;
mod line;
mod notice;
mod open_lease;
mod owed;
mod payment;
mod payment_status;
mod payment_status_table;
mod put_in_force;
mod quote;
mod record_decision;
mod record_payment;
mod renewal;
mod schedule;
mod schedule_table;
mod set_notice_terms;
mod shares;
pub mod store;
mod view_fees;
mod view_lease;
mod view_notice;
mod warnings;

pub use crate::finance::price_level::{YearlyRates, price_factor};
pub use account_string::is_account_string;
pub use approval::{
    RequiredDecision, Requirement, is_approved, require_decision, requirement, term_in_months,
};
pub use approval_rule::{
    ApprovalRule, DecidingBody, DescribeApprovalRule, add_approval_rule, change_approval_rule,
};
pub use contract::LeaseEndKind;
pub use costs::{YearCost, costs_by_year};
pub use deadlines::{DeadlineKind, DeadlinePlace, LeaseDeadline, deadlines};
pub use debt::{DebtStatement, DebtTotals, LeaseDebt, debt_statement, last_year_end};
pub use debt_table::debt_table;
pub use describe_fee::{DescribeLeaseFee, add_lease_fee, change_lease_fee, remove_lease_fee};
pub use describe_line::{DescribeLeaseLine, add_lease_line, change_lease_line, remove_lease_line};
pub use end_lease::{EndLease, end_lease};
pub use expected::{ChargedFee, ExpectedCost, YearAmount, expected_cost};
pub use explanation::{EntryReference, ExplainedInput, ExplainedPart, Explanation};
pub use fee::{FeeAmount, LeaseFee, fee_amounts, fee_amounts_known};
pub use give_notice::{GiveNotice, NoticeGiven, give_notice};
pub use law::{LAWS, Law, law};
pub use lease::{Lease, LeaseKind, LeaseState};
pub use line::{LeaseLine, LineKind, SplitKey, financed_sum};
pub use notice::{
    LeaseNotice, NoticeChoice, NoticeState, NoticeTerms, NoticeUnit, NoticeWindow, closed_because,
    window,
};
pub use open_lease::{DescribeLease, change_lease, open_lease};
pub use payment::{LeasePayment, PaymentKind, counting};
pub use payment_status::{PaymentRow, PaymentState, PaymentStatus, payment_rows, payment_status};
pub use payment_status_table::payment_status_table;
pub use put_in_force::put_in_force;
pub use quote::{
    AskLeaseQuote, AskedDrawdown, AskedFee, AskedInterimCharge, AskedRateChange, AskedSolution,
    LeaseQuote, LeaseQuoteInstalment, LeaseQuoteInterimCharge, LeaseQuoteTotals, LeaseQuoteWarning,
    LeaseQuoteYear, quote, quote_json,
};
pub use record_decision::{
    DecisionOutcome, LeaseDecision, RecordLeaseDecision, record_lease_decision,
};
pub use record_payment::{RecordPayment, record_payment};
pub use renewal::{Renewal, RenewalTerms, renewal, renewal_periods};
pub use schedule::{LeaseInstalment, LeaseSchedule, instalments, schedule};
pub use schedule_table::schedule_table;
pub use set_notice_terms::{DescribeRenewal, SetNoticeTerms, set_notice_terms};
pub use shares::{
    LeaseShare, LeaseShares, SetLeaseShares, fee_shares, line_shares, set_fee_shares,
    set_line_shares,
};
pub use view_fees::{LeaseFeeView, view_fees};
pub use view_lease::{LeaseView, view_lease};
pub use view_notice::{NoticeView, RenewalCost, view_notice};
pub use warnings::LeaseWarning;
