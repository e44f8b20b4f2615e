//! What is written down of each kind of amendment: a form per kind, read as the command of the interface.

use crate::clock::Moment;
use crate::error::Result;
use crate::http::page::{Field, Form, FormView, Kind, Spec};
use crate::leasing::{AmendLease, AmendmentKind, Lease, LeaseAmendment, LeaseLine, units_on};
use crate::render::numbers;
use chrono::NaiveDate;

const AGREED: Field = Field::new("agreed_on", Kind::Date).narrow();
const EFFECTIVE: Field = Field::new("effective_on", Kind::Date).narrow();
const REFERENCE: Field = Field::optional("reference", Kind::Text);
const REASON: Field = Field::new("reason", Kind::Long(3));

const EXTENSION: Spec = Spec {
    name: "lease-extension",
    fields: &[
        AGREED,
        Field::new("periods", Kind::Integer).narrow(),
        Field::new("residual", Kind::Amount).narrow(),
        Field::optional("payment", Kind::Amount)
            .narrow()
            .group("lease-extension-price"),
        Field::optional("rate", Kind::Percent).narrow(),
        REFERENCE.group("lease-amend-ground"),
        REASON,
    ],
};
const AUTO_RENEWAL: Spec = Spec {
    name: "lease-auto-renewal",
    fields: &[AGREED, REFERENCE, REASON],
};
const PART_RETURN: Spec = Spec {
    name: "lease-part-return",
    fields: &[
        AGREED,
        EFFECTIVE,
        Field::new("lease_line_id", Kind::Pick).group("lease-amend-units"),
        Field::new("quantity", Kind::Integer).narrow(),
        Field::optional("payment", Kind::Amount).narrow(),
        Field::optional("amount", Kind::Amount).narrow(),
        REFERENCE.group("lease-amend-ground"),
        REASON,
    ],
};
const BUY_OUT: Spec = Spec {
    name: "lease-buy-out",
    fields: &[
        AGREED,
        EFFECTIVE,
        Field::optional("lease_line_id", Kind::Pick).group("lease-amend-units"),
        Field::optional("quantity", Kind::Integer).narrow(),
        Field::new("amount", Kind::Amount).narrow(),
        REFERENCE.group("lease-amend-ground"),
        REASON,
    ],
};
const EARLY_SETTLEMENT: Spec = Spec {
    name: "lease-early-settlement",
    fields: &[
        AGREED,
        EFFECTIVE,
        Field::new("rate", Kind::Percent).narrow(),
        Field::optional("amount", Kind::Amount).narrow(),
        REFERENCE.group("lease-amend-ground"),
        REASON,
    ],
};
const PART_SETTLEMENT: Spec = Spec {
    name: "lease-part-settlement",
    fields: &[
        AGREED,
        EFFECTIVE,
        Field::new("amount", Kind::Amount).narrow(),
        REFERENCE.group("lease-amend-ground"),
        REASON,
    ],
};

/// The form of a kind of amendment.
pub(super) const fn spec(kind: AmendmentKind) -> &'static Spec {
    match kind {
        AmendmentKind::Extension => &EXTENSION,
        AmendmentKind::AutoRenewal => &AUTO_RENEWAL,
        AmendmentKind::PartReturn => &PART_RETURN,
        AmendmentKind::BuyOut => &BUY_OUT,
        AmendmentKind::EarlySettlement => &EARLY_SETTLEMENT,
        AmendmentKind::PartSettlement => &PART_SETTLEMENT,
    }
}

/// The command that a sent form gives.
///
/// # Errors
/// All fields that cannot be read; then the command's own faults.
pub(super) fn read(kind: AmendmentKind, sent: &Form) -> Result<AmendLease> {
    let spec = spec(kind);
    Ok(match kind {
        AmendmentKind::Extension => AmendLease::Extension(sent.read(spec)?),
        AmendmentKind::AutoRenewal => AmendLease::AutoRenewal(sent.read(spec)?),
        AmendmentKind::PartReturn => AmendLease::PartReturn(sent.read(spec)?),
        AmendmentKind::BuyOut => AmendLease::BuyOut(sent.read(spec)?),
        AmendmentKind::EarlySettlement => AmendLease::EarlySettlement(sent.read(spec)?),
        AmendmentKind::PartSettlement => AmendLease::PartSettlement(sent.read(spec)?),
    })
}

/// The empty form; it is sent to be tried, and carried out from what the trial shows.
pub(super) fn blank(
    kind: AmendmentKind,
    lease: &Lease,
    lines: &[LeaseLine],
    amendments: &[LeaseAmendment],
) -> FormView {
    let left = |line: &LeaseLine| units_on(line, amendments, NaiveDate::MAX);
    let lines = lines.iter().filter(|line| left(line) > 0).map(|line| {
        let text = format!(
            "{} ({})",
            line.description,
            numbers::integer(left(line).into())
        );
        (line.id.to_string(), text)
    });
    let path = format!("/leases/{}/amend/{}/try", lease.id, kind.as_str());
    FormView::blank(spec(kind), path, "lease-trial-submit")
        .options("lease_line_id", lines.collect())
        .version(lease.version)
}

/// What stands in a form that is opened.
pub(super) fn filled(form: FormView, moment: Moment) -> FormView {
    let today = moment.today.to_string();
    form.value("agreed_on", today.clone())
        .value("effective_on", today)
        .value("residual", "0,00")
}
