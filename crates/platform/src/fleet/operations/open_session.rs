//! Opens a session for a terminal, and for a person if his card has signed.

use std::time::Duration;

use access::{Action, Actor, Resource};
use async_trait::async_trait;
use platform_store::identity::CardState;
use platform_store::people::PersonRow;
use platform_store::terminals::{TerminalRow, TerminalSessionRow};
use platform_store::{Command, Tx, identity, people, terminals};
use serde_json::json;
use vocabulary::{CardId, CorrelationId, Digest, Instant, SessionId, TerminalId, hours};
use zeroize::Zeroizing;

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::fleet::proof::check_rights;
use crate::http::{Problem, ProblemKind};

/// A working day with its overtime.
const WITH_PERSON: Duration = hours(14);
/// Sealed work comes up at any time; a new session costs nothing.
const WITHOUT_PERSON: Duration = hours(1);
/// How long a terminal may open a person's store without asking.
const LEASE: Duration = hours(72);

/// Opens a session once terminal and card have proved who they are.
pub struct OpenSession {
    pub platform: Platform,
    pub correlation: CorrelationId,
    pub terminal: TerminalId,
    pub card: Option<CardId>,
    pub release_no: String,
    pub token: Digest,
}

/// A session that has begun.
pub struct Opened {
    pub session: SessionId,
    pub expires_at: Instant,
    pub person: Option<SignedIn>,
}

/// The person of a session, and what opens his store.
pub struct SignedIn {
    pub person: PersonRow,
    /// 32 bytes that open the person's store on this terminal, together with his card.
    pub lease: Zeroizing<[u8; 32]>,
    pub lease_expires_at: Instant,
}

#[async_trait]
impl Command for OpenSession {
    type Answer = Opened;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Opened, Problem> {
        let (org, now) = (self.platform.org(), self.platform.clock().now());
        let terminal = terminals::terminal(tx, org, self.terminal)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such terminal is enrolled"))?;
        self.check_tf_card(tx, &terminal).await?;
        let person = match self.card {
            Some(card) => Some(self.sign_in(tx, &terminal, card, now).await?),
            None => None,
        };
        let length = if person.is_some() { WITH_PERSON } else { WITHOUT_PERSON };
        let session = TerminalSessionRow {
            token_hash: self.token,
            session: SessionId::make(self.platform.clock(), self.platform.entropy()),
            terminal: self.terminal,
            person: person.as_ref().map(|signed_in| signed_in.person.person),
            card: self.card,
            created_at: now,
            expires_at: now.plus(length),
        };
        terminals::insert_session(tx, org, &session).await?;
        terminals::seen(tx, org, self.terminal, now, &self.release_no).await?;
        let act = Act::of_terminal(self.terminal, now, self.correlation);
        let body = json!({
            "session": session.session, "person": session.person, "card": session.card
        });
        act.record(tx, org, &Chain::Terminal(self.terminal), "session_opened", body).await?;
        Ok(Opened { session: session.session, expires_at: session.expires_at, person })
    }
}

impl OpenSession {
    /// A terminal whose TF card was revoked is nobody: it brings no sealed work either.
    async fn check_tf_card(&self, tx: &mut Tx<'_>, terminal: &TerminalRow) -> Result<(), Problem> {
        let Some(card) = terminal.tf_card else { return Ok(()) };
        match identity::card(tx, self.platform.org(), card).await? {
            Some(card) if card.state == CardState::Active => Ok(()),
            _ => Err(Problem::new(ProblemKind::Locked, "本终端的 TF 卡已吊销")),
        }
    }

    async fn sign_in(
        &self,
        tx: &mut Tx<'_>,
        terminal: &TerminalRow,
        card: CardId,
        now: Instant,
    ) -> Result<SignedIn, Problem> {
        let org = self.platform.org();
        let unknown = || Problem::new(ProblemKind::CredentialsWrong, "the card is not registered");
        let card = identity::card(tx, org, card).await?.ok_or_else(unknown)?;
        // They may have lost their rights since their signatures were checked.
        check_rights(terminal, &card)?;
        let left = || Problem::new(ProblemKind::Locked, "the card's owner has left");
        let person = people::person(tx, org, card.person)
            .await?
            .filter(|person| person.active)
            .ok_or_else(left)?;
        let actor = Actor::Terminal {
            terminal: self.terminal,
            organisation: org,
            signed_in: Some(person.person),
        };
        let resource =
            Resource::in_organisation(org).of_terminal(self.terminal).of_person(person.person);
        access::permit(&actor, Action::OpenCardSession, &resource)?;
        // Derived and not stored: a platform restored from a copy gives out the same, so that no store stays shut.
        let purpose = format!("lease:{}:{}", self.terminal, person.person);
        let lease = self.platform.keys().derive(&purpose);
        Ok(SignedIn { person, lease, lease_expires_at: now.plus(LEASE) })
    }
}
