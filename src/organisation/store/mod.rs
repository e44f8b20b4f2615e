//! The organisation's tables: municipality, schools, counts, accounts, what they sign in with, tokens and the journal.

mod accounts;
mod counts;
mod identities;
mod journal;
mod letterhead;
mod municipality;
mod one_time_links;
mod passwords;
mod schools;
mod sessions;
mod sign_in_attempts;
mod tokens;

pub use accounts::{
    account, account_names, accounts, active_administrators, active_administrators_with_token,
    find_account_by_email, insert_account, set_language, update_account,
};
pub use counts::{
    insert_pupil_count, insert_staff_count, pupil_count, pupil_counts, staff_count, staff_counts,
    update_pupil_count, update_staff_count,
};
pub use diesel::result::Error as StoreError;
pub use identities::{
    find_account_by_subject, find_subject, identity_mapping, identity_mappings, insert_identity,
    insert_identity_mapping, remove_identity_mapping, update_identity_mapping,
};
pub use journal::{
    JournalFilter, insert_journal_entry, journal_entries, journal_of, removed_things,
};
pub use letterhead::{letterhead, logo, update_logo};
pub use municipality::{find_municipality, insert_municipality, municipality, update_municipality};
pub use one_time_links::{
    find_link_by_hash, has_link_since, insert_link, remove_old_links, void_links,
};
pub use passwords::{find_password, put_password};
pub use schools::{devices_held, find_school, insert_school, school, schools, update_school};
pub use sessions::{
    NewSession, close_session, end_session, end_sessions, find_session_by_hash, insert_session,
    remove_dead_sessions, see_session, sessions,
};
pub use sign_in_attempts::{
    failures_of_address, failures_of_email, insert_attempt, remove_old_attempts, sign_in_attempts,
};
pub use tokens::{find_token_by_hash, insert_token, revoke_token, token, tokens};
