//! What a terminal and a card sign to open a session, and how it is checked.

use platform_store::identity::{CardRow, CardState};
use platform_store::terminals::{TerminalRow, TerminalState};
use security_unit::{Context, PublicKey, Signature, SignedStatement};

use vocabulary::CardKind;

use crate::http::{Problem, ProblemKind};

/// What a terminal's signature over a challenge is for.
pub const TERMINAL_SESSION: &str = "ronghe/terminal-session/v1";

/// The octets that a terminal signs for a challenge.
#[must_use]
pub fn terminal_message(nonce: &[u8]) -> Vec<u8> {
    [TERMINAL_SESSION.as_bytes(), &[0], nonce].concat()
}

/// The terminal's key signed this challenge.
pub(super) fn check_terminal(
    terminal: &TerminalRow,
    nonce: &[u8],
    signature: &Signature,
) -> Result<(), Problem> {
    let key = key_of(&terminal.public_key)?;
    security_unit::verify(&key, &terminal_message(nonce), signature)
        .map_err(|_| wrong("the terminal's signature is wrong"))
}

/// The card signed this challenge, and card and terminal still have their rights.
pub(super) fn check_card(
    terminal: &TerminalRow,
    card: &CardRow,
    nonce: &[u8],
    statement: &SignedStatement,
) -> Result<(), Problem> {
    let key = key_of(&card.public_key)?;
    let body = statement
        .verify(&key, Context::CardSession)
        .map_err(|_| wrong("the card's signature is wrong"))?;
    // The channel's exporter value stands behind the nonce; without a channel it is empty.
    if body != nonce {
        return Err(wrong("the card signed another challenge"));
    }
    check_rights(terminal, card)
}

/// Neither terminal nor card has lost its rights, and the card is one that proves a person.
pub(super) fn check_rights(terminal: &TerminalRow, card: &CardRow) -> Result<(), Problem> {
    if card.kind != CardKind::Operator {
        let words = card.kind.instead_of(CardKind::Operator);
        return Err(Problem::new(ProblemKind::OtherCardKind, words.zh)
            .with(serde_json::json!({ "kind": card.kind })));
    }
    match terminal.state {
        TerminalState::Active => {}
        TerminalState::Locked => return Err(locked("the terminal is locked")),
        TerminalState::Lost => return Err(locked("the terminal was reported lost")),
    }
    match card.state {
        CardState::Active => Ok(()),
        CardState::Revoked => Err(locked("the card is revoked")),
    }
}

fn key_of(bytes: &[u8]) -> Result<PublicKey, Problem> {
    let point = <[u8; 33]>::try_from(bytes).ok();
    let key = point.and_then(|point| PublicKey::parse(point).ok());
    key.ok_or_else(|| wrong("the registered key is unusable"))
}

fn wrong(detail: &str) -> Problem {
    Problem::new(ProblemKind::CredentialsWrong, detail)
}

fn locked(detail: &str) -> Problem {
    Problem::new(ProblemKind::Locked, detail)
}
