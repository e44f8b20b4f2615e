//! Writes down until when notice must be given, before the lease is in force.

use super::renewal::renewal_periods;
use super::{Lease, LeaseState, NoticeTerms, NoticeUnit, RenewalTerms, store};
use crate::clock::Moment;
use crate::db::{DbConnection, LeaseId, Version};
use crate::error::{Fault, Faults, Result, codes};
use crate::finance::{Every, Money, Unit};
use crate::http::actor::FinanceStaff;
use crate::http::not_blank;
use crate::organisation::journal;
use validator::Validate;

/// Until when notice must be given, and what happens without it.
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct SetNoticeTerms {
    /// What the periods are counted in: `day` or `month`.
    pub unit: NoticeUnit,
    /// How long before the end the window opens; absent where notice can be given at any time.
    #[validate(range(min = 1, max = 3650))]
    #[schema(minimum = 1, maximum = 3650, example = 12)]
    pub opens_before: Option<u32>,
    /// How long before the end it closes.
    #[validate(range(max = 3650))]
    #[schema(minimum = 0, maximum = 3650, example = 6)]
    pub closes_before: u32,
    /// The form that the agreement asks for.
    #[validate(length(min = 1, max = 1000), custom(function = not_blank))]
    #[schema(
        min_length = 1,
        max_length = 1000,
        example = "Skriftligt til leasinggiver"
    )]
    pub form: Option<String>,
    /// What happens without notice; absent where the lease just ends.
    #[validate(nested)]
    pub renewal: Option<DescribeRenewal>,
}

/// What happens without notice (*automatisk forlængelse*).
#[derive(
    Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, Validate, utoipa::ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct DescribeRenewal {
    /// `day`, `week`, `month` or `year`.
    #[schema(value_type = String, pattern = "^(day|week|month|year)$", example = "year")]
    pub unit: Unit,
    /// How many of them the lease goes on; together a whole number of its periods.
    #[validate(range(min = 1, max = 1200))]
    #[schema(minimum = 1, maximum = 1200, example = 1)]
    pub count: u32,
    /// What each instalment costs then, excluding VAT; as the last one where absent.
    #[schema(value_type = Option<String>, example = "341140.18")]
    pub payment: Option<Money>,
}

impl SetNoticeTerms {
    fn check(&self, lease: &Lease) -> Result<()> {
        let mut faults = Faults::default();
        faults.require(
            self.opens_before
                .is_none_or(|opens| opens >= self.closes_before),
            || Fault::new(&codes::LEASE_NOTICE_WINDOW).at("/opens_before"),
        );
        if let Some(renewal) = &self.renewal {
            let length = Every {
                unit: renewal.unit,
                count: renewal.count,
            };
            faults.require(renewal_periods(lease.every, length).is_some(), || {
                Fault::new(&codes::LEASE_RENEWAL_UNEVEN).at("/renewal/count")
            });
            faults.require(
                renewal.payment.is_none_or(|payment| !payment.is_negative()),
                || Fault::new(&codes::AMOUNT_NEGATIVE).at("/renewal/payment"),
            );
        }
        faults.into_result()
    }

    /// The same as the rules see it.
    pub fn terms(&self) -> NoticeTerms {
        NoticeTerms {
            unit: self.unit,
            opens_before: self.opens_before,
            closes_before: self.closes_before,
            form: self.form.clone(),
            renewal: self.renewal.as_ref().map(|renewal| RenewalTerms {
                length: Every {
                    unit: renewal.unit,
                    count: renewal.count,
                },
                payment: renewal.payment,
            }),
        }
    }
}

impl From<&NoticeTerms> for SetNoticeTerms {
    fn from(terms: &NoticeTerms) -> Self {
        SetNoticeTerms {
            unit: terms.unit,
            opens_before: terms.opens_before,
            closes_before: terms.closes_before,
            form: terms.form.clone(),
            renewal: terms.renewal.map(|renewal| DescribeRenewal {
                unit: renewal.length.unit,
                count: renewal.length.count,
                payment: renewal.payment,
            }),
        }
    }
}

/// Writes the notice terms of a lease that is not in force yet; what stood before is replaced.
///
/// # Errors
/// [`codes::LEASE_NOT_FOUND`], [`codes::STALE`], [`codes::LEASE_FROZEN`], [`codes::LEASE_NOTICE_WINDOW`],
/// [`codes::LEASE_RENEWAL_UNEVEN`], [`codes::AMOUNT_NEGATIVE`].
pub fn set_notice_terms(
    conn: &mut DbConnection,
    actor: &FinanceStaff,
    id: LeaseId,
    seen: Version,
    command: &SetNoticeTerms,
    moment: Moment,
) -> Result<Lease> {
    let lease = store::lease(conn, id)?;
    let version = seen.require(lease.version)?;
    if !matches!(lease.state, LeaseState::Establishment | LeaseState::BuildUp) {
        return Err(Fault::new(&codes::LEASE_FROZEN)
            .with("state", lease.state.as_str())
            .into());
    }
    command.check(&lease)?;
    let before = store::notice_terms(conn, id)?;
    store::replace_notice_terms(conn, id, &command.terms())?;
    store::touch_lease(conn, id, version)?;
    let mut entry = journal::Entry::new("notice_terms_set", "lease", id.0).after(command);
    if let Some(before) = &before {
        entry = entry.before(&SetNoticeTerms::from(before));
    }
    entry.record(conn, actor, moment)?;
    store::lease(conn, id)
}
