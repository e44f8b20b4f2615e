//! The organisation's tables: municipality, schools, counts, accounts, tokens and the journal.

mod accounts;
mod counts;
mod journal;
mod municipality;
mod schools;
mod tokens;

pub use accounts::{
    account, accounts, active_administrators, active_administrators_with_token,
    find_account_by_email, insert_account, update_account,
};
pub use counts::{
    insert_pupil_count, insert_staff_count, pupil_count, pupil_counts, staff_count, staff_counts,
    update_pupil_count, update_staff_count,
};
pub use diesel::result::Error as StoreError;
pub use journal::{
    JournalFilter, insert_journal_entry, journal_entries, journal_of, removed_things,
};
pub use municipality::{find_municipality, insert_municipality, municipality, update_municipality};
pub use schools::{devices_held, find_school, insert_school, school, schools, update_school};
pub use tokens::{find_token_by_hash, insert_token, revoke_token, token, tokens};
