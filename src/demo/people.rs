//! Who acts in the demo: one account per role, each with a token of this database only.

use crate::clock::Moment;
use crate::db::{DbConnection, SchoolId};
use crate::error::{Error, Result, codes};
use crate::http::actor::{
    Administrator, CatalogueKeeper, EstimateAuthor, FinanceStaff, ItStaff, NeedsAuthor,
    ProjectGroup, ProjectLead,
};
use crate::http::session::token_hash;
use crate::http::{Caller, Role};
use crate::organisation::{self, DescribeAccount, IssueToken, Scope};

/// An account of the demo.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub role: Role,
    pub name: String,
    /// By which the person signs in, with [`PASSWORD`].
    pub email: String,
    /// The token to show; good for a year from now.
    pub token: String,
    pub caller: Caller,
}

/// The password of everybody in the demo, whose database holds nothing secret.
pub(super) const PASSWORD: &str = "hest batteri hæfteklamme";

/// Lets everybody sign in; `hash` is that of [`PASSWORD`].
pub(super) fn let_in(
    conn: &mut DbConnection,
    people: &People,
    hash: &str,
    present: Moment,
) -> Result<()> {
    for person in &people.all {
        organisation::store::put_password(conn, person.caller.account, hash, present.now)?;
    }
    Ok(())
}

/// Everybody, able to act.
#[derive(Debug)]
pub(super) struct People {
    pub all: Vec<Person>,
}

/// The roles in the order in which they act, with the names of the demo's people.
const NAMES: [(Role, &str); 6] = [
    (Role::ProjectLead, "Pia Projektleder"),
    (Role::ProjectMember, "Mads Projektmedlem"),
    (Role::SchoolLeader, "Signe Skoleleder"),
    (Role::Finance, "Flemming Finans"),
    (Role::It, "Ida It"),
    (Role::Auditor, "Rasmus Revisor"),
];

impl People {
    fn caller(&self, role: Role) -> Result<Caller> {
        self.all
            .iter()
            .find(|person| person.role == role)
            .map(|person| person.caller.clone())
            .ok_or_else(|| Error::from(&codes::FORBIDDEN))
    }

    pub fn administrator(&self) -> Result<Administrator> {
        Administrator::of(self.caller(Role::Administrator)?)
    }

    pub fn lead(&self) -> Result<ProjectLead> {
        ProjectLead::of(self.caller(Role::ProjectLead)?)
    }

    pub fn group(&self) -> Result<ProjectGroup> {
        ProjectGroup::of(self.caller(Role::ProjectMember)?)
    }

    pub fn school_leader(&self) -> Result<NeedsAuthor> {
        NeedsAuthor::of(self.caller(Role::SchoolLeader)?)
    }

    pub fn needs_author(&self) -> Result<NeedsAuthor> {
        NeedsAuthor::of(self.caller(Role::ProjectMember)?)
    }

    pub fn estimate_author(&self) -> Result<EstimateAuthor> {
        EstimateAuthor::of(self.caller(Role::Finance)?)
    }

    pub fn finance(&self) -> Result<FinanceStaff> {
        FinanceStaff::of(self.caller(Role::Finance)?)
    }

    pub fn it(&self) -> Result<ItStaff> {
        ItStaff::of(self.caller(Role::It)?)
    }

    pub fn catalogue_keeper(&self) -> Result<CatalogueKeeper> {
        CatalogueKeeper::of(self.caller(Role::It)?)
    }
}

/// Opens the administrator's account, from which everything else is made.
pub(super) fn first(conn: &mut DbConnection, present: Moment) -> Result<Person> {
    let first = organisation::bootstrap(
        conn,
        "administrator@demo.example",
        "Anna Administrator",
        present,
    )?;
    person(
        conn,
        Role::Administrator,
        first.account,
        first.token.secret,
        present,
    )
}

/// Opens an account for every other role; the school leader leads `school`.
///
/// `then` is the day in the case, `present` the day on which somebody will use the tokens.
pub(super) fn invite(
    conn: &mut DbConnection,
    first: Person,
    school: SchoolId,
    then: Moment,
    present: Moment,
) -> Result<People> {
    let administrator = Administrator::of(first.caller.clone())?;
    let mut all = vec![first];
    for (role, name) in NAMES {
        let command = DescribeAccount {
            email: format!("{}@demo.example", role.as_str().replace('_', "-")),
            name: name.to_owned(),
            language: organisation::AccountLanguage::Danish,
            active: true,
            roles: vec![role],
            schools: if role == Role::SchoolLeader {
                vec![school]
            } else {
                vec![]
            },
        };
        let account = organisation::open_account(conn, &administrator, &command, then)?;
        let token = IssueToken {
            name: "Demo".to_owned(),
            scope: Scope::Write,
            valid_days: 365,
        };
        let issued = organisation::issue_token(conn, &administrator, account.id, &token, present)?;
        all.push(person(conn, role, account, issued.secret, present)?);
    }
    Ok(People { all })
}

fn person(
    conn: &mut DbConnection,
    role: Role,
    account: organisation::Account,
    token: String,
    present: Moment,
) -> Result<Person> {
    let caller = organisation::authenticate(conn, &token_hash(&token), present.now)?
        .ok_or_else(|| Error::from(&codes::TOKEN_INVALID))?;
    Ok(Person {
        role,
        name: account.name,
        email: account.email,
        token,
        caller,
    })
}
