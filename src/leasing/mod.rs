//! Lease agreements over their life: terms, lines, batches, instalments to the øre, and every later entry.
//!
//! Until a lease is in force its instalments are computed anew whenever somebody looks; entering into force writes
//! them down, and from then on only the written ones count. What comes later (a fixing of the rate, an amendment)
//! is an entry that writes instalments not yet due anew; a row that is due is never touched again.

mod account_string;
mod amend;
mod amendment;
pub mod api;
mod approval;
mod approval_rule;
mod batch;
mod change;
mod contract;
mod costs;
mod deadlines;
mod debt;
mod debt_document;
mod debt_source;
mod debt_table;
mod describe_batch;
mod describe_fee;
mod describe_lease;
mod describe_line;
mod device_warnings;
mod end_lease;
mod expected;
mod explain;
mod explanation;
mod fee;
mod fixing;
mod give_notice;
mod interim_charge;
mod law;
mod lease;
mod line;
mod notice;
mod open_lease;
mod owed;
pub mod pages;
mod payment;
mod payment_status;
mod payment_status_table;
mod put_in_force;
mod quote;
mod record_decision;
mod record_fixing;
mod record_payment;
mod renewal;
mod schedule;
mod schedule_document;
mod schedule_entry;
mod schedule_source;
mod schedule_table;
mod set_notice_terms;
mod shares;
mod sign_lease;
mod standing;
pub mod store;
mod trial;
mod view_fees;
mod view_lease;
mod view_notice;
mod warnings;
mod words;

pub use crate::finance::price_level::{YearlyRates, price_factor};
pub use account_string::is_account_string;
pub use amend::{
    AmendLease, BuyUnits, ExtendLease, RenewLease, RepayLease, ReturnUnits, SettleLease,
    amend_lease, preview_amendment, settlement_quote,
};
pub use amendment::{AmendmentEntry, AmendmentKind, LeaseAmendment, units_on};
pub use approval::{
    ApprovalStanding, RequiredDecision, Requirement, approval_standing, is_approved,
    require_decision, requirement, term_in_months,
};
pub use approval_rule::{
    ApprovalRule, DecidingBody, DescribeApprovalRule, add_approval_rule, change_approval_rule,
};
pub use batch::LeaseBatch;
pub use change::{LeaseChange, LeaseSettlement};
pub use contract::{FloatingRate, InterimTerms, LeaseEndKind};
pub use costs::{YearCost, costs_by_year};
pub use deadlines::{DeadlineKind, DeadlinePlace, LeaseDeadline, deadlines, next_deadlines};
pub use debt::{DebtStatement, DebtTotals, LeaseDebt, debt_statement, last_year_end};
pub use debt_document::DebtContent;
pub use debt_source::DEBT_DOCUMENT;
pub use debt_table::debt_table;
pub use describe_batch::{
    DescribeLeaseBatch, add_lease_batch, change_lease_batch, remove_lease_batch,
};
pub use describe_fee::{DescribeLeaseFee, add_lease_fee, change_lease_fee, remove_lease_fee};
pub use describe_lease::{DescribeLease, danish_vat};
pub use describe_line::{DescribeLeaseLine, add_lease_line, change_lease_line, remove_lease_line};
pub use end_lease::{EndLease, end_lease};
pub use expected::{ChargedFee, ExpectedCost, YearAmount, expected_cost};
pub use explain::{
    ExplainedInterimCharge, explain_instalment, explain_interim_charges, explain_settlement,
};
pub use explanation::{EntryReference, ExplainedInput, ExplainedPart, Explanation};
pub use fee::{FeeAmount, LeaseFee, fee_amounts, fee_amounts_known};
pub use fixing::LeaseFixing;
pub use give_notice::{GiveNotice, NoticeGiven, give_notice};
pub use interim_charge::LeaseInterimCharge;
pub use law::{LAWS, Law, law};
pub use lease::{Lease, LeaseKind, LeaseState};
pub use line::{LeaseLine, LineKind, SplitKey, financed_sum};
pub use notice::{
    LeaseNotice, NoticeChoice, NoticeState, NoticeTerms, NoticeUnit, NoticeWindow, closed_because,
    window,
};
pub use open_lease::{change_lease, open_lease};
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
pub use record_fixing::{RecordFixing, preview_fixing, record_fixing};
pub use record_payment::{RecordPayment, record_payment};
pub use renewal::{Renewal, RenewalTerms, renewal, renewal_periods};
pub use schedule::{LeaseInstalment, LeaseSchedule, ScheduledInstalment, schedule};
pub use schedule_document::ScheduleContent;
pub use schedule_entry::{LeaseScheduleEntry, PastSchedule, ScheduleCause, past_schedule};
pub use schedule_source::SCHEDULE_DOCUMENT;
pub use schedule_table::schedule_table;
pub use set_notice_terms::{DescribeRenewal, SetNoticeTerms, set_notice_terms};
pub use shares::{
    LeaseShare, LeaseShares, SetLeaseShares, fee_shares, line_shares, set_fee_shares,
    set_line_shares,
};
pub use sign_lease::{SignLease, sign_lease};
pub use trial::{DebtBeside, LeaseTrial, try_amendment, try_fixing};
pub use view_fees::{LeaseFeeView, view_fees};
pub use view_lease::{LeaseView, view_lease};
pub use view_notice::{NoticeView, RenewalCost, view_notice};
pub use warnings::LeaseWarning;
