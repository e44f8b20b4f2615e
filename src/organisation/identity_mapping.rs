//! Which role a group of the municipality's identity provider gives.

use crate::db::{IdentityMappingId, SchoolId};
use crate::http::Role;

/// One line of the table: whoever has the group has the role, and as a school leader the school.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct IdentityMapping {
    /// Its number.
    pub id: IdentityMappingId,
    /// The group as the provider writes it in the claim, upper and lower case apart.
    #[schema(example = "anskaf-it")]
    pub claim_value: String,
    /// What it gives.
    pub role: Role,
    /// The school of a school leader; no other role has one.
    pub school_id: Option<SchoolId>,
    /// Grows with every change.
    pub version: i32,
}

/// What somebody's groups give together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rights {
    /// The roles in the order of [`Role::ALL`], each once.
    pub roles: Vec<Role>,
    /// The schools by number, each once.
    pub schools: Vec<SchoolId>,
}

impl Rights {
    /// What these groups give by these mappings.
    pub fn of(groups: &[String], mappings: &[IdentityMapping]) -> Self {
        let given: Vec<&IdentityMapping> = mappings
            .iter()
            .filter(|mapping| groups.contains(&mapping.claim_value))
            .collect();
        let roles = Role::ALL.iter().copied();
        let mut schools: Vec<SchoolId> = given.iter().filter_map(|one| one.school_id).collect();
        schools.sort_unstable();
        schools.dedup();
        Rights {
            roles: roles
                .filter(|role| given.iter().any(|mapping| mapping.role == *role))
                .collect(),
            schools,
        }
    }

    /// The same rights, and this role.
    #[must_use]
    pub fn with(self, role: Role) -> Self {
        let all = Role::ALL.iter().copied();
        Rights {
            roles: all
                .filter(|known| *known == role || self.roles.contains(known))
                .collect(),
            schools: self.schools,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(claim_value: &str, role: Role, school: Option<i64>) -> IdentityMapping {
        IdentityMapping {
            id: IdentityMappingId(1),
            claim_value: claim_value.to_owned(),
            role,
            school_id: school.map(SchoolId),
            version: 1,
        }
    }

    fn rights(groups: &[&str]) -> Rights {
        let groups: Vec<String> = groups.iter().map(|group| (*group).to_owned()).collect();
        let mappings = [
            mapping("leaders", Role::SchoolLeader, Some(3)),
            mapping("leaders", Role::SchoolLeader, Some(2)),
            mapping("north", Role::SchoolLeader, Some(2)),
            mapping("it", Role::It, None),
            mapping("it", Role::ProjectMember, None),
        ];
        Rights::of(&groups, &mappings)
    }

    #[test]
    fn groups_add_up_and_nothing_is_given_twice() {
        let both = rights(&["it", "leaders", "north", "it"]);
        assert_eq!(both.schools, [SchoolId(2), SchoolId(3)]);
        assert_eq!(both.roles.len(), 3);
        for role in [Role::SchoolLeader, Role::It, Role::ProjectMember] {
            assert!(both.roles.contains(&role));
        }
        assert_eq!(rights(&["north"]).schools, [SchoolId(2)]);
    }

    #[test]
    fn an_unknown_group_gives_nothing_and_case_is_told_apart() {
        assert_eq!(rights(&[]), Rights::default());
        assert_eq!(rights(&["IT", "it ", "finance"]), Rights::default());
    }

    #[test]
    fn a_role_that_is_added_stands_once_and_in_its_place() {
        let it = rights(&["it"]);
        let more = it.clone().with(Role::Administrator);
        assert_eq!(more.roles[0], Role::Administrator);
        assert_eq!(more.roles.len(), 3);
        assert_eq!(it.clone().with(Role::It), it);
    }
}
