//! Signs a person in at the console.

use std::time::Duration;

use async_trait::async_trait;
use platform_store::identity::{AccountRow, ConsoleSessionRow};
use platform_store::people::PersonRow;
use platform_store::{Command, Tx, identity, people};
use serde_json::json;
use vocabulary::{CorrelationId, Digest, Instant, SessionId, hours};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::Problem;
use crate::identity::account::{give_tries_back, take_try};
use crate::identity::doors::{Doors, locked_for_now, wrong_credentials};
use crate::identity::{AccountState, Password, PasswordHash, make_token};

/// How long a session lasts: a working day.
const SESSION: Duration = hours(12);

/// Who says he is who.
pub(in crate::identity) struct SignIn {
    pub login: String,
    pub password: Password,
    pub correlation: CorrelationId,
}

/// A session that has just begun.
pub(in crate::identity) struct ConsoleSession {
    /// Goes into the cookie.
    pub token: String,
    pub csrf: String,
    pub expires_at: Instant,
    pub person: PersonRow,
}

/// What an attempt proved.
pub(in crate::identity) enum Proof {
    Right(AccountRow),
    Wrong,
    Locked,
    Unknown,
}

/// Opens a session for who knows the password.
///
/// # Errors
/// The same for an unknown name as for a wrong password; another once the account is locked.
pub(in crate::identity) async fn sign_in(
    platform: &Platform,
    doors: &Doors,
    attempt: SignIn,
) -> Result<ConsoleSession, Problem> {
    let account = match prove(platform, &attempt).await? {
        Proof::Right(account) => account,
        Proof::Wrong => return Err(wrong_credentials()),
        Proof::Locked => return Err(locked_for_now()),
        Proof::Unknown => return Err(doors.refuse_unknown(platform, &attempt.login)),
    };
    let entropy = platform.entropy();
    let token = make_token(entropy);
    let csrf = hex::encode(entropy.sixteen());
    let open = OpenSession {
        platform: platform.clone(),
        account,
        token: token.digest,
        csrf: csrf.clone(),
        correlation: attempt.correlation,
    };
    let (person, expires_at) = platform.store().write(open).await?;
    Ok(ConsoleSession { token: token.text, csrf, expires_at, person })
}

/// Takes a try, looks at the password, and writes down when it was wrong. It takes as long whatever comes out.
///
/// # Errors
/// When store or hash give no answer.
pub(in crate::identity) async fn prove(
    platform: &Platform,
    attempt: &SignIn,
) -> Result<Proof, Problem> {
    let take = TakeTry { platform: platform.clone(), login: attempt.login.clone() };
    let tried = platform.store().write(take).await?;
    let hash = match &tried {
        Try::Taken(account) => Some(PasswordHash::kept(&account.password_hash)),
        Try::Locked | Try::Unknown => None,
    };
    let memory_kib = platform.limits().password_memory_kib;
    let right = attempt.password.opens(hash, memory_kib).await?;
    let account = match tried {
        Try::Taken(account) if right => return Ok(Proof::Right(account)),
        Try::Taken(account) => account,
        Try::Locked => return Ok(Proof::Locked),
        Try::Unknown => return Ok(Proof::Unknown),
    };
    let correlation = attempt.correlation;
    let wrong = RecordWrongPassword { platform: platform.clone(), account, correlation };
    platform.store().write(wrong).await?;
    Ok(Proof::Wrong)
}

/// Counts a try before the password is looked at: guesses in parallel get no more of them.
struct TakeTry {
    platform: Platform,
    login: String,
}

enum Try {
    Taken(AccountRow),
    Locked,
    Unknown,
}

#[async_trait]
impl Command for TakeTry {
    type Answer = Try;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Try, Problem> {
        let (org, now) = (self.platform.org(), self.platform.clock().now());
        let Some(account) = identity::account(tx, org, &self.login).await? else {
            return Ok(Try::Unknown);
        };
        if AccountState::of(&account, now) != AccountState::Active {
            return Ok(Try::Locked);
        }
        let tries_max = self.platform.limits().password_failures_max;
        let tried = take_try(&account, tries_max, now);
        identity::update_account(tx, org, &account, &tried).await?;
        Ok(Try::Taken(tried))
    }
}

struct RecordWrongPassword {
    platform: Platform,
    account: AccountRow,
    correlation: CorrelationId,
}

#[async_trait]
impl Command for RecordWrongPassword {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let account = &self.account;
        let chain = Chain::Account(account.login.clone());
        let at = self.platform.clock().now();
        let act = Act { at, actor: "nobody".into(), correlation: self.correlation };
        let body = json!({ "failures": account.failures, "locked_until": account.locked_until });
        act.record(tx, self.platform.org(), &chain, "password_wrong", body).await?;
        Ok(())
    }
}

/// Opens the session if the account is still the one whose password was right.
struct OpenSession {
    platform: Platform,
    account: AccountRow,
    token: Digest,
    csrf: String,
    correlation: CorrelationId,
}

#[async_trait]
impl Command for OpenSession {
    type Answer = (PersonRow, Instant);
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Answer, Problem> {
        let (org, now) = (self.platform.org(), self.platform.clock().now());
        let account = identity::account(tx, org, &self.account.login)
            .await?
            .filter(|account| account.password_hash == self.account.password_hash)
            .ok_or_else(wrong_credentials)?;
        if AccountState::of(&account, now) == AccountState::Disabled {
            return Err(locked_for_now());
        }
        let person = people::person(tx, org, account.person)
            .await?
            .filter(|person| person.active)
            .ok_or_else(wrong_credentials)?;
        identity::update_account(tx, org, &account, &give_tries_back(&account)).await?;
        let session = ConsoleSessionRow {
            token_hash: self.token,
            session: SessionId::make(self.platform.clock(), self.platform.entropy()),
            person: account.person,
            csrf: self.csrf.clone(),
            created_at: now,
            expires_at: now.plus(SESSION),
        };
        identity::insert_session(tx, org, &session).await?;
        let actor = format!("person:{}", account.person);
        let act = Act { at: now, actor, correlation: self.correlation };
        let body = json!({ "session": session.session });
        act.record(tx, org, &Chain::Account(account.login), "signed_in", body).await?;
        Ok((person, session.expires_at))
    }
}
