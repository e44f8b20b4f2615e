//! What a contract settles beside the plain terms.

use crate::db::text_enum;

text_enum! {
    /// What happens to the devices when the lease period is over.
    pub enum LeaseEndKind {
        /// They go back to the lessor (*tilbagelevering*).
        ReturnToLessor = "return_to_lessor",
        /// The municipality names a buyer and guarantees the residual (*anvisningspligt*).
        Designation = "designation",
        /// The municipality buys them at an agreed price.
        Purchase = "purchase",
        /// Some of each, decided device by device.
        Mixed = "mixed",
    }
}
