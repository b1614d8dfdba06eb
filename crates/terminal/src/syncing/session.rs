//! Sessions with the platform: the terminal's key proves the terminal, the card proves the person.

use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method};
use security_unit::{Context, SignedStatement, SigningToken};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;
use vocabulary::{CorrelationId, TerminalId};

use super::SyncFault;
use crate::agent::{Agent, Desk, Work};
use crate::platform::{CallFault, CardProof, Challenge, Platform, SessionAnswer, SessionRequest};
use crate::transport::Response;

/// Requests of one sync run, all under its id, with a token; a token that is no longer taken is replaced once.
pub(crate) struct Session<'a> {
    agent: &'a Agent,
    platform: Platform,
    holder: Holder<'a>,
}

enum Holder<'a> {
    Person(&'a Desk, &'a Work),
    /// The terminal alone, which may only bring sealed work.
    Terminal(Mutex<Option<String>>),
}

impl<'a> Session<'a> {
    pub fn of_person(agent: &'a Agent, run: CorrelationId, desk: &'a Desk, work: &'a Work) -> Self {
        Self { agent, platform: agent.platform.under(run), holder: Holder::Person(desk, work) }
    }

    pub fn of_terminal(agent: &'a Agent, run: CorrelationId) -> Self {
        let holder = Holder::Terminal(Mutex::new(None));
        Self { agent, platform: agent.platform.under(run), holder }
    }

    pub async fn post<B: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<A, SyncFault> {
        let body = serde_json::to_vec(body).map_err(|_| CallFault::BadAnswer)?;
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        read(&self.send(Method::POST, path, headers, body.into()).await?)
    }

    /// The terminal's clock that never jumps.
    pub fn monotonic(&self) -> Duration {
        self.agent.clock().monotonic()
    }

    pub async fn get<A: DeserializeOwned>(&self, path: &str) -> Result<A, SyncFault> {
        read(&self.send(Method::GET, path, HeaderMap::new(), Bytes::new()).await?)
    }

    /// Sends a request; on a 401 signs in again, once. A session that was opened before the TF card was pulled is of no use
    /// while the card is out.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Response, SyncFault> {
        if let Some(why) = self.agent.lacks_identity() {
            return Err(SyncFault::NoIdentity { why });
        }
        let token = self.token(None).await?;
        let platform = &self.platform;
        let first =
            platform.send(Some(&token), method.clone(), path, headers.clone(), body.clone()).await;
        let Err(CallFault::SignInNeeded) = first else { return Ok(first?) };
        let token = self.token(Some(&token)).await?;
        Ok(platform.send(Some(&token), method, path, headers, body).await?)
    }

    /// The token, or a new one in place of `stale`.
    async fn token(&self, stale: Option<&str>) -> Result<String, SyncFault> {
        let slot = match &self.holder {
            Holder::Person(_, work) => &work.token,
            Holder::Terminal(slot) => slot,
        };
        let mut slot = slot.lock().await;
        if let Some(token) = slot.as_deref().filter(|token| Some(*token) != stale) {
            return Ok(token.to_owned());
        }
        *slot = None;
        let answer = self.sign_in().await?;
        Ok(slot.insert(answer.token).clone())
    }

    async fn sign_in(&self) -> Result<SessionAnswer, SyncFault> {
        let Holder::Person(desk, work) = &self.holder else {
            return Ok(self.agent.sign_in(&self.platform, None).await?);
        };
        let answer = match self.agent.sign_in(&self.platform, Some(&*work.card)).await {
            Err(CallFault::Forbidden { .. }) => return Err(SyncFault::Revoked),
            answer => answer?,
        };
        if answer.person.as_ref().is_none_or(|person| person.person != desk.person.person) {
            return Err(SyncFault::Platform(CallFault::BadAnswer));
        }
        self.agent.take_lease(&*work.card, &work.key, &answer).await?;
        Ok(answer)
    }
}

impl Agent {
    /// Opens a session: of the person with the card, or of the terminal alone.
    pub(crate) async fn sign_in(
        &self,
        platform: &Platform,
        card: Option<&dyn SigningToken>,
    ) -> Result<SessionAnswer, CallFault> {
        let enrolment = self.enrolment().await.map_err(|_| CallFault::SignInNeeded)?;
        let terminal = enrolment.terminal;
        let asked = ChallengeRequest { terminal };
        let challenge: Challenge = platform.post(None, "/terminal/v1/challenges", &asked).await?;
        let nonce = hex::decode(&challenge.nonce).map_err(|_| CallFault::BadAnswer)?;
        if !(NONCE_LEN_MIN..=NONCE_LEN_MAX).contains(&nonce.len()) {
            return Err(CallFault::BadAnswer);
        }

        let message = [TERMINAL_CONTEXT, &[0], &nonce].concat();
        let signature = self.sign_as_terminal(&enrolment.key, &message).await?;
        let request = SessionRequest {
            terminal,
            nonce: challenge.nonce,
            release_no: self.settings.release_no.clone(),
            terminal_signature: hex::encode(signature.bytes()),
            card: card.map(|card| proof(card, nonce)).transpose()?,
        };
        let asked = self.times.mark();
        let answer: SessionAnswer = platform.post(None, "/terminal/v1/sessions", &request).await?;
        self.times.measure(answer.now, asked);
        Ok(answer)
    }
}

#[derive(Serialize)]
struct ChallengeRequest {
    terminal: TerminalId,
}

/// The card's word for this nonce; a card without its PIN gives none.
fn proof(card: &dyn SigningToken, nonce: Vec<u8>) -> Result<CardProof, CallFault> {
    let statement = SignedStatement::make(card, Context::CardSession, nonce);
    let statement = statement.map_err(|_| CallFault::SignInNeeded)?;
    Ok(CardProof { card: card.identity().card, statement })
}

fn read<A: DeserializeOwned>(response: &Response) -> Result<A, SyncFault> {
    Ok(serde_json::from_slice(response.body()).map_err(|_| CallFault::BadAnswer)?)
}

const TERMINAL_CONTEXT: &[u8] = b"ronghe/terminal-session/v1";
const NONCE_LEN_MIN: usize = 16;
const NONCE_LEN_MAX: usize = 64;
