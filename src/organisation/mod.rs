//! Who buys and for whom: the municipality, its schools and their numbers, accounts and how they sign in, tokens, the journal.
//!
//! Schools have a validity and a successor, because leases outlive mergers: Dragør had two schools on three
//! sites in 2017 and has three schools now. Nothing here is ever deleted.

pub mod account;
mod admit;
pub mod api;
mod authenticate;
mod bootstrap;
mod change_logo;
mod choose_language;
mod choose_password;
mod count_people;
mod count_school;
mod counts;
mod describe_municipality;
mod identifiers;
mod identity_mapping;
mod issue_token;
pub mod journal;
mod lockout;
mod map_identity;
mod municipality;
mod one_time_link;
mod open_account;
mod open_school;
pub mod pages;
mod password;
mod postbox;
mod school;
mod session;
mod sign_in;
mod sign_in_attempt;
pub mod store;
mod token;

pub use account::Account;
pub use admit::admit;
pub use authenticate::{authenticate, reader};
pub use bootstrap::{Bootstrap, bootstrap};
pub use change_logo::{Logo, change_logo, read_logo, remove_logo};
pub use choose_language::{ChooseLanguage, choose_language};
pub use choose_password::{change_password, choose_password};
pub use count_people::{
    CountPupils, CountStaff, count_pupils, count_staff, recount_pupils, recount_staff,
};
pub use count_school::{CountSchool, CountedGrade, CountedKind, SchoolCounts, count_school};
pub use counts::{PupilCount, StaffCount, StaffKind, school_year_of};
pub use describe_municipality::{
    DescribeMunicipality, change_municipality, describe_municipality, name_of_municipality,
};
pub use identity_mapping::{IdentityMapping, Rights};
pub use issue_token::{IssueToken, IssuedToken, issue_token, revoke_token};
pub use map_identity::{
    MapIdentity, change_identity_mapping, map_identity, remove_identity_mapping,
};
pub use municipality::{Municipality, document_author};
pub use one_time_link::{
    FoundLink, Invitation, OneTimeLink, Purpose, find_link, invite, request_reset,
};
pub use open_account::{AccountLanguage, DescribeAccount, change_account, open_account};
pub use open_school::{DescribeSchool, change_school, open_school};
pub use password::{check_password, hash_password};
pub use postbox::Postbox;
pub use school::{School, not_valid, require_valid_school};
pub use session::{
    SessionView, SignedOut, authenticate_session, mark_session, sessions, sign_out,
    sign_out_everywhere,
};
pub use sign_in::{Origin, SignIn, SignedIn, open_session, sign_in};
pub use sign_in_attempt::{SignInAttempt, SignInOutcome};
pub use token::{Scope, Token};
