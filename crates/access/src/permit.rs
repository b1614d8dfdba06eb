//! The decision: from actor, action and thing to a permit or a denial.

use std::collections::BTreeSet;

use vocabulary::{GridId, OrganisationId, PersonId, Role, StationId, TerminalId, Text};

use crate::conflicts::conflict;
use crate::rights::granted;
use crate::{Action, Actor, Conflict, Held, Place, Resource, Scope, Who};

/// Leave to do one thing, with the right that gave it; to be carried along and written in the
/// audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit {
    pub action: Action,
    pub by: Who,
    pub scope: Scope,
}

/// Why something was not permitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    #[error("none of the roles allows to {}", .action.en())]
    NoRight { action: Action },
    #[error("leave to {} does not reach this far", .action.en())]
    OutOfReach { action: Action },
    #[error("{}", .conflict.en)]
    Conflict { action: Action, conflict: &'static Conflict },
}

impl Denial {
    /// The reason as people see it.
    #[must_use]
    pub fn reason(&self) -> Text {
        let zh = match self {
            Denial::NoRight { action } => format!("您的角色没有“{}”的权限", action.zh()),
            Denial::OutOfReach { action } => format!("超出您“{}”的权限范围", action.zh()),
            Denial::Conflict { conflict, .. } => conflict.zh.to_owned(),
        };
        Text::new(zh, self.to_string())
    }

    /// A stable word for problem types, counters and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Denial::NoRight { .. } => "no_right",
            Denial::OutOfReach { .. } => "out_of_reach",
            Denial::Conflict { conflict, .. } => conflict.name,
        }
    }
}

/// Decides whether `actor` may do `action` to `resource`.
///
/// # Errors
/// Says which rule denies it.
pub fn permit(actor: &Actor, action: Action, resource: &Resource) -> Result<Permit, Denial> {
    reach(actor, action)?.covers(resource).ok_or(Denial::OutOfReach { action })
}

/// How far `actor` may go with `action`: what a list must be narrowed to.
///
/// # Errors
/// When he may not do it to anything.
pub fn reach(actor: &Actor, action: Action) -> Result<Reach, Denial> {
    let parts = match actor {
        Actor::Person { person, roles } => {
            if let Some(conflict) = conflict(roles.iter().map(|held| held.role), action) {
                return Err(Denial::Conflict { action, conflict });
            }
            roles.iter().filter_map(|held| Part::of_role(*person, held, action)).collect()
        }
        Actor::Terminal { terminal, organisation, signed_in } => {
            let area = |scope| match scope {
                Scope::Company => Area::Company,
                _ => Area::Terminal { terminal: *terminal, signed_in: *signed_in },
            };
            Part::of_program(Who::Terminal, *organisation, action, area)
        }
        Actor::Neighbour { organisation } => {
            Part::of_program(Who::Neighbour, *organisation, action, |_| Area::Company)
        }
    };
    if parts.is_empty() { Err(Denial::NoRight { action }) } else { Ok(Reach { action, parts }) }
}

/// How far an actor may go with one action; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    action: Action,
    parts: Vec<Part>,
}

impl Reach {
    /// The permit for `resource`, if it lies within.
    #[must_use]
    pub fn covers(&self, resource: &Resource) -> Option<Permit> {
        let part = self.parts.iter().find(|part| part.covers(resource))?;
        Some(Permit { action: self.action, by: part.by, scope: part.scope })
    }

    /// Organisations of which everything lies within.
    #[must_use]
    pub fn organisations(&self) -> BTreeSet<OrganisationId> {
        let whole = self.parts.iter().filter(|part| part.area == Area::Company);
        whole.map(|part| part.organisation).collect()
    }

    /// Stations of which everything lies within.
    #[must_use]
    pub fn stations(&self) -> BTreeSet<StationId> {
        self.parts.iter().filter_map(|part| part.area.station()).collect()
    }

    /// Grids of which everything lies within.
    #[must_use]
    pub fn grids(&self) -> BTreeSet<GridId> {
        self.parts.iter().flat_map(|part| part.area.grids()).copied().collect()
    }

    /// The person whose own things lie within.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.parts.iter().find_map(|part| part.person)
    }
}

/// What one held role, or a program, brings.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    by: Who,
    scope: Scope,
    organisation: OrganisationId,
    /// His own things are within, wherever in the organisation they are.
    person: Option<PersonId>,
    area: Area,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Area {
    /// Nothing beyond his own.
    Nothing,
    Grids(Vec<GridId>),
    Station(StationId),
    Company,
    Terminal {
        terminal: TerminalId,
        signed_in: Option<PersonId>,
    },
}

impl Part {
    fn of_role(person: PersonId, held: &Held, action: Action) -> Option<Self> {
        let by = Who::Role(held.role);
        let scope = granted(by, action)?;
        let (organisation, area) = match &held.place {
            Place::Company { organisation } => (*organisation, Area::at_company(scope)),
            Place::Station { organisation, station, grids } => {
                (*organisation, Area::at_station(scope, *station, grids))
            }
        };
        Some(Self { by, scope, organisation, person: Some(person), area })
    }

    fn of_program(
        by: Who,
        organisation: OrganisationId,
        action: Action,
        area: impl FnOnce(Scope) -> Area,
    ) -> Vec<Self> {
        let part = |scope| Self { by, scope, organisation, person: None, area: area(scope) };
        granted(by, action).map(part).into_iter().collect()
    }

    fn covers(&self, resource: &Resource) -> bool {
        if resource.organisation != self.organisation {
            return false;
        }
        let own = self.person.is_some_and(|person| resource.persons.contains(&person));
        own || self.area.covers(resource)
    }
}

impl Area {
    fn at_company(scope: Scope) -> Self {
        match scope {
            // The company itself has no grid cells.
            Scope::Own | Scope::Grid => Area::Nothing,
            Scope::Station | Scope::Company => Area::Company,
        }
    }

    fn at_station(scope: Scope, station: StationId, grids: &[GridId]) -> Self {
        match scope {
            Scope::Own => Area::Nothing,
            Scope::Grid => Area::Grids(grids.to_vec()),
            Scope::Station => Area::Station(station),
            Scope::Company => Area::Company,
        }
    }

    fn covers(&self, resource: &Resource) -> bool {
        match self {
            Area::Nothing => false,
            Area::Grids(grids) => resource.grid.is_some_and(|grid| grids.contains(&grid)),
            Area::Station(station) => resource.station == Some(*station),
            Area::Company => true,
            // What names a person (a feed) is for that person only; what names none is the
            // terminal's.
            Area::Terminal { terminal, signed_in } => {
                resource.terminal == Some(*terminal)
                    && resource.persons.iter().all(|person| Some(*person) == *signed_in)
            }
        }
    }

    const fn station(&self) -> Option<StationId> {
        match self {
            Area::Station(station) => Some(*station),
            _ => None,
        }
    }

    fn grids(&self) -> &[GridId] {
        match self {
            Area::Grids(grids) => grids,
            _ => &[],
        }
    }
}

impl Permit {
    /// The role that gave it, when a person acts.
    #[must_use]
    pub const fn role(&self) -> Option<Role> {
        match self.by {
            Who::Role(role) => Some(role),
            Who::Terminal | Who::Neighbour => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn organisation(n: u128) -> OrganisationId {
        OrganisationId::from_uuid(Uuid::from_u128(n))
    }

    fn station(n: u128) -> StationId {
        StationId::from_uuid(Uuid::from_u128(n))
    }

    fn grid(n: u128) -> GridId {
        GridId::from_uuid(Uuid::from_u128(n))
    }

    fn person(n: u128) -> PersonId {
        PersonId::from_uuid(Uuid::from_u128(n))
    }

    fn terminal(n: u128) -> TerminalId {
        TerminalId::from_uuid(Uuid::from_u128(n))
    }

    /// Person 1 at station 1 with grid 1.
    fn with_roles(roles: &[Role]) -> Actor {
        let place = || Place::Station {
            organisation: organisation(1),
            station: station(1),
            grids: vec![grid(1)],
        };
        let held = roles.iter().map(|role| Held { role: *role, place: place() });
        Actor::Person { person: person(1), roles: held.collect() }
    }

    /// From the narrowest to the widest, and one of a foreign company.
    fn things() -> [(&'static str, Resource); 5] {
        let of = Resource::in_organisation;
        [
            (
                "own",
                of(organisation(1)).at_station(station(9)).in_grid(grid(9)).of_person(person(1)),
            ),
            ("grid", of(organisation(1)).at_station(station(1)).in_grid(grid(1))),
            ("station", of(organisation(1)).at_station(station(1)).in_grid(grid(2))),
            ("company", of(organisation(1)).at_station(station(2)).in_grid(grid(3))),
            ("foreign", of(organisation(2)).at_station(station(1)).of_person(person(1))),
        ]
    }

    /// What `permit` says about each kind of thing, in words.
    fn verdict(actor: &Actor, action: Action) -> String {
        let allowed = things()
            .into_iter()
            .filter(|(_, thing)| permit(actor, action, thing).is_ok())
            .map(|(name, _)| name)
            .collect::<Vec<_>>();
        if !allowed.is_empty() {
            return allowed.join(" ");
        }
        let (_, thing) = &things()[0];
        permit(actor, action, thing).map_or_else(|denial| denial.code(), |_| "own").to_owned()
    }

    #[test]
    fn every_role_and_every_action_has_its_verdict() {
        let mut lines = Vec::new();
        for role in Role::ALL {
            lines.push(format!("{}:", role.as_str()));
            let actor = with_roles(&[role]);
            for action in Action::ALL {
                lines.push(format!("  {}: {}", action.as_str(), verdict(&actor, *action)));
            }
        }
        for (name, actor) in programs() {
            lines.push(format!("{name}:"));
            for action in Action::ALL {
                let allowed = program_things()
                    .into_iter()
                    .filter(|(_, thing)| permit(&actor, *action, thing).is_ok())
                    .map(|(name, _)| name)
                    .collect::<Vec<_>>();
                let verdict = if allowed.is_empty() { "no".into() } else { allowed.join(" ") };
                lines.push(format!("  {}: {verdict}", action.as_str()));
            }
        }
        insta::assert_snapshot!(lines.join("\n"));
    }

    fn programs() -> [(&'static str, Actor); 4] {
        let terminal = |signed_in| Actor::Terminal {
            terminal: terminal(1),
            organisation: organisation(1),
            signed_in,
        };
        [
            ("terminal, nobody signed in", terminal(None)),
            ("terminal, person 1 signed in", terminal(Some(person(1)))),
            ("neighbour", Actor::Neighbour { organisation: organisation(1) }),
            ("person without a role", with_roles(&[])),
        ]
    }

    fn program_things() -> [(&'static str, Resource); 5] {
        let here = || Resource::in_organisation(organisation(1));
        [
            ("itself", here().of_terminal(terminal(1))),
            ("person_1_on_it", here().of_terminal(terminal(1)).of_person(person(1))),
            ("person_2_on_it", here().of_terminal(terminal(1)).of_person(person(2))),
            ("another_terminal", here().of_terminal(terminal(2))),
            ("foreign", Resource::in_organisation(organisation(2)).of_terminal(terminal(1))),
        ]
    }

    #[test]
    fn a_role_at_the_company_reaches_every_station() {
        let place = Place::Company { organisation: organisation(1) };
        let held = |role| Held { role, place: place.clone() };
        let actor = |role| Actor::Person { person: person(1), roles: vec![held(role)] };
        let [.., (_, elsewhere), (_, foreign)] = things();
        assert!(permit(&actor(Role::Dispatcher), Action::DispatchOrder, &elsewhere).is_ok());
        assert!(permit(&actor(Role::Dispatcher), Action::DispatchOrder, &foreign).is_err());
        // An area manager without grids has no more than his own.
        assert!(permit(&actor(Role::AreaManager), Action::ReadOrder, &elsewhere).is_err());
    }

    #[test]
    fn a_permit_names_the_right_that_gave_it() {
        let actor = with_roles(&[Role::AreaManager, Role::StationHead]);
        let [_, (_, in_grid), (_, in_station), ..] = things();
        let by = |thing| permit(&actor, Action::ReadOrder, thing).map(|permit| permit.role());
        assert_eq!(by(&in_grid), Ok(Some(Role::AreaManager)));
        assert_eq!(by(&in_station), Ok(Some(Role::StationHead)));
    }

    #[test]
    fn denials_give_their_reason_in_both_languages() {
        let actor = with_roles(&[Role::AreaManager, Role::AppAdmin]);
        let denial = permit(&actor, Action::ReadOrder, &things()[1].1).expect_err("a conflict");
        assert_eq!(denial.code(), "app_admin_reads_no_customer_data");
        assert_eq!(denial.reason().zh, "应用管理员不得接触客户数据");

        let denial = permit(&actor, Action::DispatchOrder, &things()[1].1).expect_err("no right");
        assert_eq!(denial.reason().en, "none of the roles allows to dispatch an order");
    }

    #[test]
    fn a_reach_lists_what_a_query_is_narrowed_to() {
        let roles = [Role::AreaManager, Role::Dispatcher];
        let reach = reach(&with_roles(&roles), Action::ListOrders).expect("both may");
        assert_eq!(reach.grids(), BTreeSet::from([grid(1)]));
        assert_eq!(reach.stations(), BTreeSet::from([station(1)]));
        assert_eq!(reach.person(), Some(person(1)));
        assert!(reach.organisations().is_empty());
    }

    fn role() -> impl Strategy<Value = Role> {
        prop::sample::select(Role::ALL.to_vec())
    }

    proptest! {
        #[test]
        fn one_more_role_takes_rights_away_only_by_a_named_conflict(
            roles in prop::collection::vec(role(), 0..5),
            more in role(),
            action in prop::sample::select(Action::ALL.to_vec()),
            thing in 0_usize..5,
        ) {
            let (_, thing) = &things()[thing];
            let before = permit(&with_roles(&roles), action, thing);
            let after = permit(&with_roles(&[roles, vec![more]].concat()), action, thing);
            match (before, after) {
                (Ok(_), Err(Denial::Conflict { conflict, .. })) => {
                    prop_assert_eq!(conflict.role, more);
                    prop_assert!(conflict.forbidden.contains(&action));
                }
                (before, after) => prop_assert!(after.is_ok() || before.is_err()),
            }
        }

        #[test]
        fn a_query_narrowed_to_the_reach_finds_what_may_be_opened(
            roles in prop::collection::vec(role(), 0..4),
            action in prop::sample::select(Action::ALL.to_vec()),
            thing in 0_usize..4,
        ) {
            let (_, thing) = &things()[thing];
            let actor = with_roles(&roles);
            let found = reach(&actor, action).is_ok_and(|reach| {
                reach.organisations().contains(&thing.organisation)
                    || thing.station.is_some_and(|station| reach.stations().contains(&station))
                    || thing.grid.is_some_and(|grid| reach.grids().contains(&grid))
                    || reach.person().is_some_and(|person| thing.persons.contains(&person))
            });
            prop_assert_eq!(found, permit(&actor, action, thing).is_ok());
        }
    }
}
