//! What every page of an agreement begins with: which agreement, its state, and the tabs.

use crate::finance::{Money, Rate};
use crate::http::page::Frame;
use crate::leasing::{Lease, LeaseState, words};
use crate::render::numbers;

/// The head of a page of an agreement.
#[derive(Debug, Clone)]
pub struct Place {
    /// The agreement.
    pub lease: Lease,
    /// The tabs: address, text, whether it is this page.
    pub tabs: Vec<(String, String, bool)>,
}

impl Place {
    /// The head on the page `here`: the name of a tab.
    pub fn of(f: &Frame, lease: Lease, here: &str) -> Self {
        let tabs = ["agreement", "schedule", "payments", "history"];
        let tabs = tabs.map(|tab| (address(&lease, tab), f.word("lease-tab", tab), tab == here));
        Place {
            tabs: tabs.to_vec(),
            lease,
        }
    }

    /// The class of the state's mark.
    pub fn mark(&self) -> &'static str {
        mark(&self.lease.state)
    }

    /// The address of a thing below the agreement.
    pub fn below(&self, what: &str) -> String {
        format!("/leases/{}/{what}", self.lease.id)
    }
}

fn address(lease: &Lease, tab: &str) -> String {
    match tab {
        "agreement" => format!("/leases/{}", lease.id),
        tab => format!("/leases/{}/{tab}", lease.id),
    }
}

/// The way to a page of an agreement.
pub fn way(f: Frame, lease: &Lease, here: &str) -> Frame {
    let list = f.t("nav-leases");
    let f = f.below(list, "/leases");
    let f = f.below(
        lease.agreement_number.clone(),
        format!("/leases/{}", lease.id),
    );
    if here == "agreement" {
        return f;
    }
    let (text, path) = (f.word("lease-tab", here), address(lease, here));
    f.below(text, path)
}

/// The class of a state's mark.
pub fn mark(state: &LeaseState) -> &'static str {
    match state {
        LeaseState::Establishment | LeaseState::BuildUp => "warn",
        LeaseState::InForce => "good",
        LeaseState::Ended => "",
    }
}

/// An amount without its unit.
pub fn amount(amount: &Money) -> String {
    numbers::amount(*amount)
}

/// `2,75 %`.
pub fn percent(rate: &Rate) -> String {
    words::percent(*rate)
}
