//! Accounts, console sessions and cards.

use vocabulary::{CardId, CardKind, Digest, Instant, OrganisationId, PersonId, SessionId};

use crate::{Row, StoreFault, Tx, args};

#[derive(Debug, Clone)]
pub struct AccountRow {
    pub login: String,
    pub person: PersonId,
    /// PHC string of argon2id.
    pub password_hash: String,
    pub failures: u32,
    pub locked_until: Option<Instant>,
}

#[derive(Debug, Clone)]
pub struct ConsoleSessionRow {
    /// Digest of the cookie's token; the token itself is nowhere.
    pub token_hash: Digest,
    pub session: SessionId,
    pub person: PersonId,
    pub csrf: String,
    pub created_at: Instant,
    pub expires_at: Instant,
}

#[derive(Debug, Clone)]
pub struct CardRow {
    pub card: CardId,
    pub serial: String,
    pub kind: CardKind,
    pub person: PersonId,
    /// SEC1 point, compressed.
    pub public_key: Vec<u8>,
    /// The unlock secret, sealed to the platform.
    pub puk_sealed: Vec<u8>,
    pub state: CardState,
    pub issued_at: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardState {
    Active,
    Revoked,
}

/// # Errors
/// When the database refuses.
pub async fn put_account(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    account: &AccountRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        &account.login,
        account.person,
        &account.password_hash,
        account.failures,
        account.locked_until,
    ];
    tx.execute(PUT_ACCOUNT, &row).await.map(|_| ())
}

/// Writes an account back, guarded by the failures and the lock that it was read with: of many wrong passwords sent at
/// once each counts.
///
/// # Errors
/// [`StoreFault::LostGuard`] when another attempt to sign in came between.
pub async fn update_account(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    before: &AccountRow,
    account: &AccountRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        &before.login,
        before.failures,
        before.locked_until,
        &account.password_hash,
        account.failures,
        account.locked_until,
    ];
    tx.execute_guarded(UPDATE_ACCOUNT, &row).await
}

/// # Errors
/// When the database refuses.
pub async fn account(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    login: &str,
) -> Result<Option<AccountRow>, StoreFault> {
    let row = tx.row(ACCOUNT, &args![org, login]).await?;
    row.as_ref().map(read_account).transpose()
}

fn read_account(row: &Row) -> Result<AccountRow, StoreFault> {
    Ok(AccountRow {
        login: row.get("login")?,
        person: row.get("person")?,
        password_hash: row.get("password_hash")?,
        failures: row.get("failures")?,
        locked_until: row.get("locked_until")?,
    })
}

/// The account that a person signs in with.
///
/// # Errors
/// When the database refuses.
pub async fn account_of(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
) -> Result<Option<AccountRow>, StoreFault> {
    let row = tx.row(ACCOUNT_OF, &args![org, person]).await?;
    row.as_ref().map(read_account).transpose()
}

/// Accounts in the order of their names, after one of them.
///
/// # Errors
/// When the database refuses.
pub async fn accounts(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    after_login: &str,
    limit: u32,
) -> Result<Vec<AccountRow>, StoreFault> {
    let rows = tx.rows(ACCOUNTS, &args![org, after_login, limit]).await?;
    rows.iter().map(read_account).collect()
}

/// # Errors
/// When the database refuses.
pub async fn insert_session(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    session: &ConsoleSessionRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        session.token_hash,
        session.session,
        session.person,
        &session.csrf,
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
) -> Result<Option<ConsoleSessionRow>, StoreFault> {
    let Some(row) = tx.row(SESSION, &args![org, token_hash]).await? else { return Ok(None) };
    Ok(Some(ConsoleSessionRow {
        token_hash: row.get("token_hash")?,
        session: row.get("session")?,
        person: row.get("person")?,
        csrf: row.get("csrf")?,
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
    }))
}

/// # Errors
/// When the database refuses.
pub async fn end_session(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    token_hash: Digest,
) -> Result<(), StoreFault> {
    tx.execute(END_SESSION, &args![org, token_hash]).await.map(|_| ())
}

/// Ends every console session that is over, or that belongs to `person`.
///
/// # Errors
/// When the database refuses.
pub async fn end_sessions(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    now: Instant,
    person: Option<PersonId>,
) -> Result<u64, StoreFault> {
    tx.execute(END_SESSIONS, &args![org, now, person]).await
}

/// # Errors
/// When the database refuses.
pub async fn put_card(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    card: &CardRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        card.card,
        &card.serial,
        card.person,
        card.public_key.clone(),
        card.puk_sealed.clone(),
        state_word(card.state),
        card.issued_at,
        card.kind.as_str(),
    ];
    tx.execute(PUT_CARD, &row).await.map(|_| ())
}

/// # Errors
/// When the database refuses.
pub async fn card(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    card: CardId,
) -> Result<Option<CardRow>, StoreFault> {
    let row = tx.row(CARD, &args![org, card]).await?;
    row.as_ref().map(read_card).transpose()
}

/// The card with a number printed on it.
///
/// # Errors
/// When the database refuses.
pub async fn card_by_serial(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    serial: &str,
) -> Result<Option<CardRow>, StoreFault> {
    let row = tx.row(CARD_BY_SERIAL, &args![org, serial]).await?;
    row.as_ref().map(read_card).transpose()
}

/// All cards that a person has or had.
///
/// # Errors
/// When the database refuses.
pub async fn cards_of(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
) -> Result<Vec<CardRow>, StoreFault> {
    let rows = tx.rows(CARDS_OF, &args![org, person]).await?;
    rows.iter().map(read_card).collect()
}

/// Cards in the order of their serial numbers, after one of them.
///
/// # Errors
/// When the database refuses.
pub async fn cards(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    after_serial: &str,
    limit: u32,
) -> Result<Vec<CardRow>, StoreFault> {
    let rows = tx.rows(CARDS, &args![org, after_serial, limit]).await?;
    rows.iter().map(read_card).collect()
}

fn read_card(row: &Row) -> Result<CardRow, StoreFault> {
    let state = match row.get::<String>("state")?.as_str() {
        "active" => CardState::Active,
        "revoked" => CardState::Revoked,
        _ => return Err(StoreFault::BadRow { table: "card", column: "state" }),
    };
    let kind = CardKind::parse(&row.get::<String>("kind")?);
    Ok(CardRow {
        card: row.get("card")?,
        serial: row.get("serial")?,
        kind: kind.ok_or(StoreFault::BadRow { table: "card", column: "kind" })?,
        person: row.get("person")?,
        public_key: row.get("public_key")?,
        puk_sealed: row.get("puk_sealed")?,
        state,
        issued_at: row.get("issued_at")?,
    })
}

const fn state_word(state: CardState) -> &'static str {
    match state {
        CardState::Active => "active",
        CardState::Revoked => "revoked",
    }
}

const PUT_ACCOUNT: &str = "
    INSERT INTO account (org, login, person, password_hash, failures, locked_until)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (org, login) DO UPDATE
       SET person = EXCLUDED.person, password_hash = EXCLUDED.password_hash,
           failures = EXCLUDED.failures, locked_until = EXCLUDED.locked_until";

const UPDATE_ACCOUNT: &str = "
    UPDATE account
       SET password_hash = $5, failures = $6, locked_until = $7
     WHERE org = $1 AND login = $2 AND failures = $3
       AND COALESCE(locked_until, 0) = COALESCE($4, 0)";

const ACCOUNT: &str = "
    SELECT login, person, password_hash, failures, locked_until
      FROM account
     WHERE org = $1 AND login = $2";

const ACCOUNT_OF: &str = "
    SELECT login, person, password_hash, failures, locked_until
      FROM account
     WHERE org = $1 AND person = $2
     ORDER BY login
     LIMIT 1";

const ACCOUNTS: &str = "
    SELECT login, person, password_hash, failures, locked_until
      FROM account
     WHERE org = $1 AND login > $2
     ORDER BY login
     LIMIT $3";

const INSERT_SESSION: &str = "
    INSERT INTO console_session
           (org, token_hash, session, person, csrf, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

const SESSION: &str = "
    SELECT token_hash, session, person, csrf, created_at, expires_at
      FROM console_session
     WHERE org = $1 AND token_hash = $2";

const END_SESSION: &str = "DELETE FROM console_session WHERE org = $1 AND token_hash = $2";

const END_SESSIONS: &str = "
    DELETE FROM console_session
     WHERE org = $1 AND (expires_at <= $2 OR person = $3)";

const PUT_CARD: &str = "
    INSERT INTO card (org, card, serial, person, public_key, puk_sealed, state, issued_at, kind)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (org, card) DO UPDATE
       SET puk_sealed = EXCLUDED.puk_sealed, state = EXCLUDED.state";

const CARD: &str = "
    SELECT card, serial, person, public_key, puk_sealed, state, issued_at, kind
      FROM card
     WHERE org = $1 AND card = $2";

const CARD_BY_SERIAL: &str = "
    SELECT card, serial, person, public_key, puk_sealed, state, issued_at, kind
      FROM card
     WHERE org = $1 AND serial = $2";

const CARDS_OF: &str = "
    SELECT card, serial, person, public_key, puk_sealed, state, issued_at, kind
      FROM card
     WHERE org = $1 AND person = $2
     ORDER BY issued_at, card
     LIMIT 100";

const CARDS: &str = "
    SELECT card, serial, person, public_key, puk_sealed, state, issued_at, kind
      FROM card
     WHERE org = $1 AND serial > $2
     ORDER BY serial
     LIMIT $3";
