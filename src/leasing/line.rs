//! A line of a lease: devices of one category, or what is financed beside them.

use crate::db::{DeviceCategoryId, LeaseId, LeaseLineId, text_enum};
use crate::finance::Money;

text_enum! {
    /// What a line finances.
    pub enum LineKind {
        /// Devices of one category; only these lines take registered devices.
        Device = "device",
        /// Cabinets in which devices are kept and charged (*computerskab*).
        ChargingCabinet = "charging_cabinet",
        /// Installation of the municipality's image.
        ImageInstallation = "image_installation",
        /// A licence for the whole municipality (*kommunelicens*).
        MunicipalLicence = "municipal_licence",
        /// Service, repair or support.
        Service = "service",
        /// Anything else.
        Other = "other",
    }
}

text_enum! {
    /// How the cost of a line or a fee is shared among the schools.
    #[derive(Default)]
    pub enum SplitKey {
        /// By the agreement's devices that each school holds; a line of devices by its own.
        #[default]
        Devices = "devices",
        /// By the pupils of the school year in which the instalment falls due.
        Pupils = "pupils",
        /// In equal parts among the schools that exist on the due date.
        Equal = "equal",
        /// By weights that somebody has stated.
        Stated = "stated",
        /// Not at all: a cost of the municipality.
        None = "none",
    }
}

/// A line of a lease.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct LeaseLine {
    /// Its number in this service.
    pub id: LeaseLineId,
    /// The lease.
    pub lease_id: LeaseId,
    /// Its place in the lease, from 1; a removed line leaves a gap.
    pub position: i32,
    /// What it finances.
    pub kind: LineKind,
    /// The category of its devices; only lines of kind `device` have one.
    pub device_category_id: Option<DeviceCategoryId>,
    /// What it is, as it stands in the agreement.
    pub description: String,
    /// How many units.
    pub quantity: i32,
    /// The price of one unit, excluding VAT.
    #[schema(value_type = String, example = "5600.00")]
    pub unit_price: Money,
    /// Quantity times price, excluding VAT.
    #[schema(value_type = String, example = "1176000.00")]
    pub amount: Money,
    /// The string of the chart of accounts that carries it; that of the agreement where absent.
    #[schema(example = "3.22.01.1.400.4.9")]
    pub account_string: Option<String>,
    /// How its cost is shared; a line of devices always by its devices.
    pub split_key: SplitKey,
    /// Grows with every change.
    pub version: i32,
}

/// The sum that a lease finances: all its lines.
pub fn financed_sum(lines: &[LeaseLine]) -> Money {
    lines.iter().map(|line| line.amount).sum()
}
