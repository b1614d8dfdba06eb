//! Terminals: enrolment, challenges, sessions.

use vocabulary::{
    CardId, Digest, Instant, OrganisationId, PersonId, SessionId, StationId, TerminalId,
};

use crate::{Row, StoreFault, Tx, args};

#[derive(Debug, Clone)]
pub struct TerminalRow {
    pub terminal: TerminalId,
    pub name: String,
    pub station: Option<StationId>,
    pub public_key: Vec<u8>,
    pub state: TerminalState,
    pub enrolled_at: Instant,
    pub last_seen: Option<Instant>,
    pub release_no: String,
    /// The TF card that its key lies on, where it does.
    pub tf_card: Option<CardId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TerminalState {
    Active,
    /// Locked by an officer: nobody signs in; sealed work still comes up.
    Locked,
    /// Reported lost: as locked, until it is found.
    Lost,
}

impl TerminalState {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Locked => "locked",
            Self::Lost => "lost",
        }
    }
}

/// A one-time code for a terminal that is to be enrolled.
#[derive(Debug, Clone)]
pub struct EnrolmentRow {
    pub code_hash: Digest,
    pub name: String,
    pub station: Option<StationId>,
    pub made_by: PersonId,
    pub expires_at: Instant,
    /// The terminal that used it.
    pub terminal: Option<TerminalId>,
}

#[derive(Debug, Clone)]
pub struct TerminalSessionRow {
    pub token_hash: Digest,
    pub session: SessionId,
    pub terminal: TerminalId,
    /// The person whose card signed in; without one only sealed work may come up.
    pub person: Option<PersonId>,
    pub card: Option<CardId>,
    pub created_at: Instant,
    pub expires_at: Instant,
}

/// # Errors
/// When the database refuses.
pub async fn put_terminal(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    terminal: &TerminalRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        terminal.terminal,
        &terminal.name,
        terminal.station,
        terminal.public_key.clone(),
        terminal.state.as_str(),
        terminal.enrolled_at,
        terminal.last_seen,
        &terminal.release_no,
        terminal.tf_card,
    ];
    tx.execute(PUT_TERMINAL, &row).await.map(|_| ())
}

/// # Errors
/// When the database refuses.
pub async fn terminal(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    terminal: TerminalId,
) -> Result<Option<TerminalRow>, StoreFault> {
    let row = tx.row(TERMINAL, &args![org, terminal]).await?;
    row.as_ref().map(read_terminal).transpose()
}

/// The terminals of a station (or of all) in the order of their enrolment, after one of them.
///
/// # Errors
/// When the database refuses.
pub async fn terminals(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
    after: Option<TerminalId>,
    limit: u32,
) -> Result<Vec<TerminalRow>, StoreFault> {
    let rows = tx.rows(TERMINALS, &args![org, station, after, limit]).await?;
    rows.iter().map(read_terminal).collect()
}

fn read_terminal(row: &Row) -> Result<TerminalRow, StoreFault> {
    let state = match row.get::<String>("state")?.as_str() {
        "active" => TerminalState::Active,
        "locked" => TerminalState::Locked,
        "lost" => TerminalState::Lost,
        _ => return Err(StoreFault::BadRow { table: "terminal", column: "state" }),
    };
    Ok(TerminalRow {
        terminal: row.get("terminal")?,
        name: row.get("name")?,
        station: row.get("station")?,
        public_key: row.get("public_key")?,
        state,
        enrolled_at: row.get("enrolled_at")?,
        last_seen: row.get("last_seen")?,
        release_no: row.get("release_no")?,
        tf_card: row.get("tf_card")?,
    })
}

/// # Errors
/// When the database refuses.
pub async fn insert_enrolment(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    enrolment: &EnrolmentRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        enrolment.code_hash,
        &enrolment.name,
        enrolment.station,
        enrolment.made_by,
        enrolment.expires_at,
        enrolment.terminal,
    ];
    tx.execute(INSERT_ENROLMENT, &row).await.map(|_| ())
}

/// # Errors
/// When the database refuses.
pub async fn enrolment(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    code_hash: Digest,
) -> Result<Option<EnrolmentRow>, StoreFault> {
    let Some(row) = tx.row(ENROLMENT, &args![org, code_hash]).await? else { return Ok(None) };
    Ok(Some(EnrolmentRow {
        code_hash: row.get("code_hash")?,
        name: row.get("name")?,
        station: row.get("station")?,
        made_by: row.get("made_by")?,
        expires_at: row.get("expires_at")?,
        terminal: row.get("terminal")?,
    }))
}

/// Uses a code up, once.
///
/// # Errors
/// [`StoreFault::LostGuard`] when another terminal was faster.
pub async fn use_enrolment(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    code_hash: Digest,
    terminal: TerminalId,
) -> Result<(), StoreFault> {
    tx.execute_guarded(USE_ENROLMENT, &args![org, code_hash, terminal]).await
}

/// # Errors
/// When the database refuses.
pub async fn insert_challenge(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    nonce: &[u8],
    terminal: TerminalId,
    expires_at: Instant,
) -> Result<(), StoreFault> {
    tx.execute(INSERT_CHALLENGE, &args![org, nonce, terminal, expires_at]).await.map(|_| ())
}

/// Takes a challenge away, so that it is answered once; `false` when there is none that is still good.
///
/// # Errors
/// When the database refuses.
pub async fn take_challenge(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    nonce: &[u8],
    terminal: TerminalId,
    now: Instant,
) -> Result<bool, StoreFault> {
    let taken = tx.execute(TAKE_CHALLENGE, &args![org, nonce, terminal, now]).await?;
    Ok(taken == 1)
}

/// Forgets the challenges that nobody answered in time.
///
/// # Errors
/// When the database refuses.
pub async fn forget_challenges(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    now: Instant,
) -> Result<u64, StoreFault> {
    tx.execute(FORGET_CHALLENGES, &args![org, now]).await
}

/// # Errors
/// When the database refuses.
pub async fn insert_session(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    session: &TerminalSessionRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        session.token_hash,
        session.session,
        session.terminal,
        session.person,
        session.card,
        session.created_at,
        session.expires_at,
    ];
    tx.execute(INSERT_SESSION, &row).await.map(|_| ())
}

/// # Errors
/// When the database refuses.
pub async fn session(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    token_hash: Digest,
) -> Result<Option<TerminalSessionRow>, StoreFault> {
    let Some(row) = tx.row(SESSION, &args![org, token_hash]).await? else { return Ok(None) };
    Ok(Some(TerminalSessionRow {
        token_hash: row.get("token_hash")?,
        session: row.get("session")?,
        terminal: row.get("terminal")?,
        person: row.get("person")?,
        card: row.get("card")?,
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
    }))
}

/// Ends the sessions that are over, and those of a terminal or card that lost its rights.
///
/// # Errors
/// When the database refuses.
pub async fn end_sessions(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    now: Instant,
    terminal: Option<TerminalId>,
    card: Option<CardId>,
) -> Result<u64, StoreFault> {
    tx.execute(END_SESSIONS, &args![org, now, terminal, card]).await
}

/// Ends the sessions of a person who has left.
///
/// # Errors
/// When the database refuses.
pub async fn end_sessions_of_person(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
) -> Result<u64, StoreFault> {
    tx.execute(END_SESSIONS_OF_PERSON, &args![org, person]).await
}

/// Ends one session: its person signs out.
///
/// # Errors
/// When the database refuses.
pub async fn end_session(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    token_hash: Digest,
) -> Result<(), StoreFault> {
    tx.execute(END_SESSION, &args![org, token_hash]).await.map(|_| ())
}

/// Writes down when a terminal was last heard of.
///
/// # Errors
/// When the database refuses.
pub async fn seen(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    terminal: TerminalId,
    at: Instant,
    release_no: &str,
) -> Result<(), StoreFault> {
    tx.execute(SEEN, &args![org, terminal, at, release_no]).await.map(|_| ())
}

const PUT_TERMINAL: &str = "
    INSERT INTO terminal
           (org, terminal, name, station, public_key, state, enrolled_at, last_seen, release_no,
            tf_card)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (org, terminal) DO UPDATE
       SET name = EXCLUDED.name, station = EXCLUDED.station, state = EXCLUDED.state";

const TERMINAL: &str = "
    SELECT terminal, name, station, public_key, state, enrolled_at, last_seen, release_no, tf_card
      FROM terminal
     WHERE org = $1 AND terminal = $2";

const TERMINALS: &str = "
    SELECT terminal, name, station, public_key, state, enrolled_at, last_seen, release_no, tf_card
      FROM terminal
     WHERE org = $1 AND ($2 IS NULL OR station = $2) AND ($3 IS NULL OR terminal > $3)
     ORDER BY terminal
     LIMIT $4";

const INSERT_ENROLMENT: &str = "
    INSERT INTO enrolment (org, code_hash, name, station, made_by, expires_at, terminal)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

const ENROLMENT: &str = "
    SELECT code_hash, name, station, made_by, expires_at, terminal
      FROM enrolment
     WHERE org = $1 AND code_hash = $2";

const USE_ENROLMENT: &str = "
    UPDATE enrolment
       SET terminal = $3
     WHERE org = $1 AND code_hash = $2 AND terminal IS NULL";

const INSERT_CHALLENGE: &str = "
    INSERT INTO challenge (org, nonce, terminal, expires_at)
    VALUES ($1, $2, $3, $4)";

const TAKE_CHALLENGE: &str = "
    DELETE FROM challenge
     WHERE org = $1 AND nonce = $2 AND terminal = $3 AND expires_at > $4";

const FORGET_CHALLENGES: &str = "DELETE FROM challenge WHERE org = $1 AND expires_at <= $2";

const INSERT_SESSION: &str = "
    INSERT INTO terminal_session
           (org, token_hash, session, terminal, person, card, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

const SESSION: &str = "
    SELECT token_hash, session, terminal, person, card, created_at, expires_at
      FROM terminal_session
     WHERE org = $1 AND token_hash = $2";

const END_SESSIONS: &str = "
    DELETE FROM terminal_session
     WHERE org = $1
       AND (expires_at <= $2 OR terminal = $3 OR card = $4
            OR terminal IN (SELECT terminal FROM terminal WHERE org = $1 AND tf_card = $4))";

const END_SESSIONS_OF_PERSON: &str = "DELETE FROM terminal_session WHERE org = $1 AND person = $2";

const END_SESSION: &str = "DELETE FROM terminal_session WHERE org = $1 AND token_hash = $2";

const SEEN: &str = "
    UPDATE terminal
       SET last_seen = $3, release_no = $4
     WHERE org = $1 AND terminal = $2";
