//! Who calls: proved by the session, before an endpoint's own code runs.

use access::{Action, Actor, Held, Permit, Place, Resource};
use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{HeaderMap, Method, header};
use platform_store::{identity, people, terminals};
use vocabulary::{CardId, Digest, GridId, PersonId, Role, SessionId, StationId, TerminalId};

use super::{Problem, ProblemKind};
use crate::Platform;

/// A person at the console.
#[derive(Debug, Clone)]
pub struct ConsoleCaller {
    pub session: SessionId,
    pub token_hash: Digest,
    pub person: PersonId,
    pub name: String,
    pub staff_no: String,
    pub roles: Vec<Role>,
    pub station: Option<StationId>,
    pub actor: Actor,
}

impl ConsoleCaller {
    /// Leave to do something, or the problem that says why not.
    ///
    /// # Errors
    /// When no role of the caller allows it.
    pub fn may(&self, action: Action, resource: &Resource) -> Result<Permit, Problem> {
        Ok(access::permit(&self.actor, action, resource)?)
    }

    /// Who it was, for the audit.
    #[must_use]
    pub fn audit_name(&self) -> String {
        format!("person:{}", self.person)
    }
}

impl FromRequestParts<Platform> for ConsoleCaller {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        platform: &Platform,
    ) -> Result<Self, Self::Rejection> {
        let token = cookie(&parts.headers, "ronghe_session").ok_or_else(signed_out)?;
        let token_hash = Digest::of(token.as_bytes());
        let mut snapshot = platform.store().read().await?;
        let found = identity::session(&mut snapshot.tx(), platform.org(), token_hash).await?;
        let session = found
            .filter(|session| session.expires_at > platform.clock().now())
            .ok_or_else(signed_out)?;
        if parts.method != Method::GET
            && header(&parts.headers, "x-ronghe-csrf") != Some(&session.csrf)
        {
            return Err(Problem::new(
                ProblemKind::SignInNeeded,
                "X-Ronghe-Csrf is missing or wrong",
            ));
        }
        let person = people::person(&mut snapshot.tx(), platform.org(), session.person)
            .await?
            .filter(|person| person.active)
            .ok_or_else(signed_out)?;
        let grids = match person.station {
            Some(station) => {
                people::grids(&mut snapshot.tx(), platform.org(), Some(station)).await?
            }
            None => Vec::new(),
        };
        snapshot.finish().await?;
        let own: Vec<_> = grids
            .iter()
            .filter(|grid| {
                grid.primary == Some(person.person) || grid.backup == Some(person.person)
            })
            .map(|grid| grid.grid)
            .collect();
        Ok(Self {
            session: session.session,
            token_hash,
            person: person.person,
            name: person.name,
            staff_no: person.staff_no,
            station: person.station,
            actor: actor_of(platform, person.person, &person.roles, person.station, &own),
            roles: person.roles,
        })
    }
}

fn actor_of(
    platform: &Platform,
    person: PersonId,
    roles: &[Role],
    station: Option<StationId>,
    grids: &[GridId],
) -> Actor {
    let place = match station {
        Some(station) => {
            Place::Station { organisation: platform.org(), station, grids: grids.to_vec() }
        }
        None => Place::Company { organisation: platform.org() },
    };
    let roles = roles.iter().map(|role| Held { role: *role, place: place.clone() }).collect();
    Actor::Person { person, roles }
}

/// A terminal, with or without a signed-in person.
#[derive(Debug, Clone)]
pub struct TerminalCaller {
    pub session: SessionId,
    pub token_hash: Digest,
    pub terminal: TerminalId,
    pub person: Option<PersonId>,
    pub card: Option<CardId>,
    pub actor: Actor,
}

impl TerminalCaller {
    /// Leave to do something, or the problem that says why not.
    ///
    /// # Errors
    /// When it is not the terminal's own, or somebody else's than the person's who has signed in.
    pub fn may(&self, action: Action, resource: &Resource) -> Result<Permit, Problem> {
        Ok(access::permit(&self.actor, action, resource)?)
    }
}

impl FromRequestParts<Platform> for TerminalCaller {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        platform: &Platform,
    ) -> Result<Self, Self::Rejection> {
        let token = bearer(&parts.headers).ok_or_else(signed_out)?;
        let token_hash = Digest::of(token.as_bytes());
        let mut snapshot = platform.store().read().await?;
        let found = terminals::session(&mut snapshot.tx(), platform.org(), token_hash).await?;
        snapshot.finish().await?;
        let session = found
            .filter(|session| session.expires_at > platform.clock().now())
            .ok_or_else(signed_out)?;
        let actor = Actor::Terminal {
            terminal: session.terminal,
            organisation: platform.org(),
            signed_in: session.person,
        };
        Ok(Self {
            session: session.session,
            token_hash,
            terminal: session.terminal,
            person: session.person,
            card: session.card,
            actor,
        })
    }
}

/// A terminal on which a person has signed in with his card.
#[derive(Debug, Clone)]
pub struct SignedInTerminal {
    pub terminal: TerminalId,
    pub person: PersonId,
    pub card: CardId,
    pub actor: Actor,
}

impl SignedInTerminal {
    /// Leave to do something, or the problem that says why not.
    ///
    /// # Errors
    /// As [`TerminalCaller::may`].
    pub fn may(&self, action: Action, resource: &Resource) -> Result<Permit, Problem> {
        Ok(access::permit(&self.actor, action, resource)?)
    }
}

impl FromRequestParts<Platform> for SignedInTerminal {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        platform: &Platform,
    ) -> Result<Self, Self::Rejection> {
        let caller = TerminalCaller::from_request_parts(parts, platform).await?;
        let (Some(person), Some(card)) = (caller.person, caller.card) else {
            return Err(Problem::new(ProblemKind::SignInNeeded, "a person's card has to sign in"));
        };
        Ok(Self { terminal: caller.terminal, person, card, actor: caller.actor })
    }
}

/// Another system of the company.
#[derive(Debug, Clone)]
pub struct NeighbourCaller {
    pub name: String,
    pub actor: Actor,
}

impl NeighbourCaller {
    /// Leave to do something, or the problem that says why not.
    ///
    /// # Errors
    /// When no neighbour may do it.
    pub fn may(&self, action: Action, resource: &Resource) -> Result<Permit, Problem> {
        Ok(access::permit(&self.actor, action, resource)?)
    }
}

impl FromRequestParts<Platform> for NeighbourCaller {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        platform: &Platform,
    ) -> Result<Self, Self::Rejection> {
        let key = bearer(&parts.headers).ok_or_else(signed_out)?;
        let name = platform.neighbour_of(key).ok_or_else(signed_out)?;
        let actor = Actor::Neighbour { organisation: platform.org() };
        Ok(Self { name: name.to_owned(), actor })
    }
}

fn signed_out() -> Problem {
    Problem::new(ProblemKind::SignInNeeded, "there is no session")
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    header(headers, header::AUTHORIZATION.as_str())?.strip_prefix("Bearer ")
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = header(headers, header::COOKIE.as_str())?;
    all.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
