//! The numbers by which things are known; each its own type, so that a school is never taken for a device.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::BigInt;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident)+) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, AsExpression, FromSqlRow, utoipa::ToSchema,
        )]
        #[serde(transparent)]
        #[diesel(sql_type = BigInt)]
        pub struct $name(pub i64);

        impl<DB: Backend> ToSql<BigInt, DB> for $name
        where
            i64: ToSql<BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB: Backend> FromSql<BigInt, DB> for $name
        where
            i64: FromSql<BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                i64::from_sql(bytes).map($name)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A school, for as long as it is one: after a merger the successor has its own.
    SchoolId
    /// A person who can use the service.
    AccountId
    /// An API token of an account.
    TokenId
    /// A signed-in browser.
    SessionId
    /// An attempt to sign in.
    SignInAttemptId
    /// A rule by which a group of the identity provider gives a role.
    IdentityMappingId
    /// Pupils of one school, school year and grade.
    PupilCountId
    /// Staff of one school, school year and kind.
    StaffCountId
    /// An entry of the journal.
    JournalEntryId
    /// An issued document.
    DocumentId
    /// A procurement project.
    ProjectId
    /// A member of a project group.
    MemberId
    /// A milestone of a project.
    MilestoneId
    /// An inspiration visit to another municipality.
    VisitId
    /// A recorded decision of a project.
    DecisionId
    /// A meeting of a project group.
    MeetingId
    /// A kind of device that is bought, such as a pupil's PC.
    DeviceCategoryId
    /// A requirement specification through all its versions.
    SpecificationId
    /// One version of a requirement specification.
    SpecificationVersionId
    /// A section of one version of a specification.
    SectionId
    /// A requirement in one version of a specification.
    RequirementId
    /// What somebody said about a requirement.
    RequirementCommentId
    /// An answer to a comment.
    CommentReplyId
    /// A school's need of one device category.
    NeedId
    /// An economic estimate.
    EstimateId
    /// A tender.
    TenderId
    /// A lease agreement.
    LeaseId
    /// A line of a lease agreement.
    LeaseLineId
    /// One supplier's invoice that a lessor pays.
    LeaseBatchId
    /// A value of an agreement's reference rate.
    LeaseFixingId
    /// Something agreed after the signature of a lease.
    LeaseAmendmentId
    /// One writing down of a lease's instalments.
    LeaseScheduleId
    /// A service fee beside the lease payment.
    LeaseFeeId
    /// A payment or an invoice on a lease.
    LeasePaymentId
    /// A notice given on a lease.
    LeaseNoticeId
    /// How much a body may approve.
    ApprovalRuleId
    /// A body's decision on a lease.
    LeaseDecisionId
    /// A price and wage rate of one year.
    PriceRateId
    /// A cost table as it was approved.
    CostVersionId
    /// A secret address of a person's calendar.
    CalendarLinkId
    /// A model of the device catalogue.
    DeviceModelId
    /// One physical device.
    DeviceId
    /// A list of devices that was read in at one time.
    DeviceImportId
    /// A filter of the register that an account keeps.
    SavedFilterId
    /// A change of a device's holder.
    MovementId
}
