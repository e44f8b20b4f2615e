//! Adds, changes and removes lines until a lease is in force.
//!
//! Every such change makes the lease a new version as well, so that nobody puts a lease in force whose lines
//! they have not seen. Devices may be registered before that: a line with devices cannot shrink below them.

use super::account_string::require_account_string;
use super::store::ShareOwner;
use super::{LeaseLine, LineKind, SplitKey, financed_sum, store};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceCategoryId, LeaseId, LeaseLineId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::finance::Money;
use crate::http::actor::FinanceStaff;
use crate::organisation::journal;
use validator::Validate;

/// What a line finances, all of it.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeLeaseLine {
    /// What it finances.
    pub kind: LineKind,
    /// The category of its devices; only and always for lines of kind `device`.
    pub device_category_id: Option<DeviceCategoryId>,
    /// What it is, as it stands in the agreement.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "Elev-pc, 11\"")]
    pub description: String,
    /// How many units.
    #[validate(range(min = 1, max = 1000000))]
    #[schema(minimum = 1, maximum = 1000000, example = 210)]
    pub quantity: i32,
    /// The price of one unit, excluding VAT.
    #[schema(value_type = String, example = "5600.00")]
    pub unit_price: Money,
    /// The string of the chart of accounts that carries it, at most 16 digits; that of the agreement where absent.
    #[schema(example = "3.22.01.1.4.9")]
    pub account_string: Option<String>,
    /// How its cost is shared, by devices unless given; a line of devices always so.
    #[serde(default)]
    pub split_key: SplitKey,
}

impl DescribeLeaseLine {
    fn amount(&self) -> Option<Money> {
        self.unit_price.checked_times(i64::from(self.quantity))
    }

    /// `others` is what the other lines of the lease finance.
    fn check(&self, conn: &mut DbConnection, others: Money) -> Result<()> {
        let mut faults = Faults::default();
        faults.require(!self.description.trim().is_empty(), || {
            Fault::new(&codes::TEXT_BLANK).at("/description")
        });
        faults.require(!self.unit_price.is_negative(), || {
            Fault::new(&codes::AMOUNT_NEGATIVE).at("/unit_price")
        });
        let sum = self.amount().and_then(|amount| amount.checked_add(others));
        faults.require(sum.is_some_and(|sum| sum <= Money::MAX), || {
            Fault::new(&codes::AMOUNT_OUT_OF_RANGE).at("/unit_price")
        });
        faults.require(
            (self.kind == LineKind::Device) == self.device_category_id.is_some(),
            || Fault::new(&codes::LEASE_LINE_CATEGORY).at("/device_category_id"),
        );
        require_account_string(&mut faults, self.account_string.as_deref());
        faults.require(
            self.kind != LineKind::Device || self.split_key == SplitKey::Devices,
            || Fault::new(&codes::LEASE_LINE_SPLIT_KEY).at("/split_key"),
        );
        if let Some(category) = self.device_category_id {
            faults.require(store::category_exists(conn, category)?, || {
                Fault::new(&codes::DEVICE_CATEGORY_UNKNOWN)
                    .at("/device_category_id")
                    .with("id", category)
            });
        }
        faults.into_result()
    }

    /// What was registered must still fit.
    fn check_devices(&self, conn: &mut DbConnection, before: &LeaseLine) -> Result<()> {
        let devices = store::devices_on_line(conn, before.id)?;
        let kept = self.kind == before.kind && self.device_category_id == before.device_category_id;
        if devices.ever > 0 && !kept {
            return Err(holds_devices(devices.ever));
        }
        if devices.in_use > i64::from(self.quantity) {
            return Err(Fault::new(&codes::LEASE_LINE_BELOW_DEVICES)
                .at("/quantity")
                .with("devices", devices.in_use)
                .into());
        }
        Ok(())
    }
}

fn holds_devices(devices: i64) -> crate::error::Error {
    Fault::new(&codes::LEASE_LINE_HOLDS_DEVICES)
        .with("devices", devices)
        .into()
}

/// Adds a line at the end of a lease that is not in force.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::LEASE_FROZEN`], [`codes::LEASE_LINE_CATEGORY`],
/// [`codes::DEVICE_CATEGORY_UNKNOWN`], [`codes::AMOUNT_OUT_OF_RANGE`], [`codes::TEXT_BLANK`],
/// [`codes::ACCOUNT_STRING_INVALID`], [`codes::LEASE_LINE_SPLIT_KEY`].
pub fn add_lease_line(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    lease: LeaseId,
    command: &DescribeLeaseLine,
    moment: Moment,
) -> Result<LeaseLine> {
    let lease = store::lease(conn, lease)?;
    lease.require_open()?;
    let lines = store::lines(conn, lease.id)?;
    command.check(conn, financed_sum(&lines))?;
    let position = lines
        .last()
        .map_or(1, |line| line.position.saturating_add(1));
    let id = store::insert_line(conn, lease.id, position, command)?;
    store::touch_lease(conn, lease.id, lease.version.saturating_add(1))?;
    let line = store::line(conn, id)?;
    journal::Entry::new("added", "lease_line", id.0)
        .after(&line)
        .record(conn, actor, moment)?;
    Ok(line)
}

/// Changes a line of a lease that is not in force.
///
/// # Errors
/// As [`add_lease_line`]; [`codes::LEASE_LINE_NOT_FOUND`], [`codes::STALE`],
/// [`codes::LEASE_LINE_HOLDS_DEVICES`], [`codes::LEASE_LINE_BELOW_DEVICES`].
pub fn change_lease_line(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseLineId,
    seen: Version,
    command: &DescribeLeaseLine,
    moment: Moment,
) -> Result<LeaseLine> {
    let before = store::line(conn, id)?;
    let version = seen.require(before.version)?;
    let lease = store::lease(conn, before.lease_id)?;
    lease.require_open()?;
    let mut others = store::lines(conn, lease.id)?;
    others.retain(|line| line.id != id);
    command.check(conn, financed_sum(&others))?;
    command.check_devices(conn, &before)?;
    store::update_line(conn, id, command, version)?;
    if command.split_key != SplitKey::Stated {
        store::replace_shares(conn, ShareOwner::Line(id), &[])?;
    }
    store::touch_lease(conn, lease.id, lease.version.saturating_add(1))?;
    let after = store::line(conn, id)?;
    journal::Entry::new("changed", "lease_line", id.0)
        .before(&before)
        .after(&after)
        .record(conn, actor, moment)?;
    Ok(after)
}

/// Removes a line from a lease that is not in force; the journal keeps what it was.
///
/// # Errors
/// [`codes::LEASE_LINE_NOT_FOUND`], [`codes::STALE`], [`codes::LEASE_FROZEN`],
/// [`codes::LEASE_LINE_HOLDS_DEVICES`].
pub fn remove_lease_line(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseLineId,
    seen: Version,
    moment: Moment,
) -> Result<LeaseLine> {
    let line = store::line(conn, id)?;
    seen.require(line.version)?;
    let lease = store::lease(conn, line.lease_id)?;
    lease.require_open()?;
    let devices = store::devices_on_line(conn, id)?;
    if devices.ever > 0 {
        return Err(holds_devices(devices.ever));
    }
    store::replace_shares(conn, ShareOwner::Line(id), &[])?;
    store::delete_line(conn, id)?;
    store::touch_lease(conn, lease.id, lease.version.saturating_add(1))?;
    journal::Entry::new("removed", "lease_line", id.0)
        .before(&line)
        .record(conn, actor, moment)?;
    Ok(line)
}
