//! A cost table as it was approved.

use super::CostKind;
use crate::db::{LeaseId, SchoolId};
use crate::finance::Money;

/// One amount of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionCell {
    /// The agreement.
    pub lease: LeaseId,
    /// The school; `None` is not distributed.
    pub school: Option<SchoolId>,
    /// The place of the account string in the basis.
    pub account: Option<u32>,
    /// What the cost is.
    pub kind: CostKind,
    /// The calendar year.
    pub year: i32,
    /// The amount, excluding VAT.
    pub amount: Money,
}
