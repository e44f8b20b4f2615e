//! The tabs above the pages of costs.

use crate::http::actor::Staff;
use crate::http::page::Frame;

/// A tab: address, text, whether it is the page.
pub type Tab = (&'static str, String, bool);

/// Cost for everybody; frame, debt and calendar for whom they are.
pub fn tabs(f: &Frame, here: &str) -> Vec<Tab> {
    let staff = f.holds(Staff::ROLES);
    [
        ("/costs", "costs-tab-years", true),
        ("/costs/follow-up", "costs-tab-frame", staff),
        ("/costs/debt", "costs-tab-debt", staff),
        ("/calendar", "costs-tab-calendar", true),
    ]
    .into_iter()
    .filter(|(_, _, shown)| *shown)
    .map(|(path, key, _)| (path, f.t(key), path == here))
    .collect()
}
