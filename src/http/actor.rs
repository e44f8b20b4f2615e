//! Who calls, proven to hold a role: a handler that takes [`ItStaff`] cannot be reached by anybody else.
//!
//! The session middleware has found the [`Caller`] before the handler's arguments are made, so these are
//! ready at once and refuse before a body is read.

use crate::db::{AccountId, SchoolId, text_enum};
use crate::error::{Error, Language, Result, codes};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use std::future::{Ready, ready};

text_enum! {
    /// What a person does in the procurement; an account may hold several.
    pub enum Role {
        /// Keeps the municipality, schools, accounts and tokens.
        Administrator = "administrator",
        /// Leads procurement projects and decides in them.
        ProjectLead = "project_lead",
        /// Works in the project group.
        ProjectMember = "project_member",
        /// Leads named schools and sees only these.
        SchoolLeader = "school_leader",
        /// Checks estimates, leases and cost by year.
        Finance = "finance",
        /// Registers and moves devices.
        It = "it",
        /// Reads everything, changes nothing.
        Auditor = "auditor",
    }
}

/// The schools that a caller may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Every school.
    All,
    /// Only these: every query about schools' things must filter by them.
    Only(Vec<SchoolId>),
}

impl Reach {
    /// Whether `school` is within reach.
    pub fn covers(&self, school: SchoolId) -> bool {
        match self {
            Reach::All => true,
            Reach::Only(schools) => schools.contains(&school),
        }
    }
}

/// The account behind a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The account.
    pub account: AccountId,
    /// Its holder's name, as the journal shows it.
    pub name: String,
    /// What its holder does.
    pub roles: Vec<Role>,
    /// The schools of a school leader.
    pub schools: Vec<SchoolId>,
    /// The language in which refusals are told.
    pub language: Language,
    /// Whether the token was made for reading only.
    pub read_only: bool,
}

impl Caller {
    /// Whether the account holds any of `roles`.
    pub fn holds(&self, roles: &[Role]) -> bool {
        self.roles.iter().any(|role| roles.contains(role))
    }

    /// The schools that the account may see: all, unless school leader is its only role.
    pub fn reach(&self) -> Reach {
        if self.roles.iter().any(|role| *role != Role::SchoolLeader) {
            Reach::All
        } else {
            Reach::Only(self.schools.clone())
        }
    }
}

macro_rules! actors {
    ($($(#[$meta:meta])* $name:ident: $($role:ident)|+;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name(Caller);

        impl $name {
            /// The roles that may act so.
            pub const ROLES: &'static [Role] = &[$(Role::$role),+];

            /// The caller in this capacity.
            ///
            /// # Errors
            /// [`codes::FORBIDDEN`] when the account holds none of the roles.
            pub fn of(caller: Caller) -> Result<Self> {
                if caller.holds(Self::ROLES) {
                    Ok($name(caller))
                } else {
                    Err((&codes::FORBIDDEN).into())
                }
            }
        }

        impl std::ops::Deref for $name {
            type Target = Caller;
            fn deref(&self) -> &Caller {
                &self.0
            }
        }

        impl FromRequest for $name {
            type Error = Error;
            type Future = Ready<Result<Self>>;
            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                ready(caller(request).and_then(Self::of))
            }
        }
    )+};
}

actors! {
    /// Anybody who is signed in.
    AnyRole: Administrator | ProjectLead | ProjectMember | SchoolLeader | Finance | It | Auditor;
    /// Keeps the organisation.
    Administrator: Administrator;
    /// Anybody but school leaders: sees what belongs to no school.
    Staff: Administrator | ProjectLead | ProjectMember | Finance | It | Auditor;
    /// Leads projects.
    ProjectLead: ProjectLead;
    /// Works in projects.
    ProjectGroup: ProjectLead | ProjectMember;
    /// Says something about requirements: who works in projects, and finance and IT, who are asked about them.
    Commenter: ProjectLead | ProjectMember | Finance | It;
    /// States needs: schools for themselves, the project group for any.
    NeedsAuthor: ProjectLead | ProjectMember | SchoolLeader;
    /// Keeps schools' numbers: schools for themselves, the administrator for any.
    CountsKeeper: Administrator | ProjectLead | SchoolLeader;
    /// Keeps estimates.
    EstimateAuthor: ProjectLead | ProjectMember | Finance;
    /// Keeps lease agreements and money.
    FinanceStaff: Finance;
    /// Registers and moves devices.
    ItStaff: It;
    /// Keeps the catalogue of categories and models.
    CatalogueKeeper: ProjectLead | It;
    /// Reads the journal and the accounts.
    Inspector: Administrator | Auditor;
    /// Reads a whole case with its journal, to hand it to the records system.
    CaseReader: Administrator | ProjectLead | Auditor;
    /// Sees costs: everybody of the staff, and school leaders their own share.
    CostReader: ProjectLead | ProjectMember | SchoolLeader | Finance | Auditor | Administrator | It;
}

/// What the session middleware found.
#[derive(Debug, Clone)]
pub(super) enum Session {
    /// A valid token.
    Known(Caller),
    /// A token that is unknown, expired or revoked.
    Rejected,
}

impl Session {
    /// Whether somebody is signed in.
    pub(super) fn is_known(&self) -> bool {
        matches!(self, Session::Known(_))
    }
}

/// Anybody who is signed in and asks by POST, because the question is long, for an answer that changes nothing.
///
/// A token for reading is enough.
#[derive(Debug, Clone)]
pub struct Asker(Caller);

impl std::ops::Deref for Asker {
    type Target = Caller;
    fn deref(&self) -> &Caller {
        &self.0
    }
}

impl FromRequest for Asker {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(signed_in(request).map(Asker))
    }
}

fn signed_in(request: &HttpRequest) -> Result<Caller> {
    match request.extensions().get::<Session>() {
        None => Err((&codes::UNAUTHENTICATED).into()),
        Some(Session::Rejected) => Err((&codes::TOKEN_INVALID).into()),
        Some(Session::Known(caller)) => Ok(caller.clone()),
    }
}

fn caller(request: &HttpRequest) -> Result<Caller> {
    let caller = signed_in(request)?;
    if caller.read_only && !request.method().is_safe() {
        return Err((&codes::TOKEN_READ_ONLY).into());
    }
    Ok(caller)
}
