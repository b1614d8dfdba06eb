//! Cards of operators and business cards: made here, registered at the platform, put into a slot.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use http::Method;
use security_unit::{
    CardOwner, NewCard, Pin, PinCost, SigningToken as _, SoftwareCard, UnlockCode,
};
use serde_json::{Value, json};
use vocabulary::{CardKind, Entropy, SystemClock};

use super::record::Card;
use crate::client::Console;

/// Whose card is to be made.
#[derive(Debug, Clone)]
pub struct CardOrder {
    /// The number printed on it.
    pub serial: String,
    pub kind: CardKind,
    pub owner: CardOwner,
    pub pin: String,
}

/// Makes a card in `folder` and registers it with the code that unlocks it.
///
/// # Errors
/// When the file cannot be written or the platform does not take the card; then the file is gone again.
pub async fn issue_card(
    officer: &Console,
    entropy: Arc<dyn Entropy>,
    folder: &Path,
    order: CardOrder,
) -> anyhow::Result<(Card, PathBuf)> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let (folder, CardOrder { serial, kind, owner, pin }) = (folder.to_owned(), order);
    let made = {
        let (serial, owner, pin) = (serial.clone(), owner.clone(), pin.clone());
        // Sealing under a PIN takes a second of a core, on purpose.
        tokio::task::spawn_blocking(move || make(entropy, &folder, &serial, kind, owner, &pin))
            .await??
    };
    let (card, unlock_code) = made;
    let identity = card.identity();
    let body = json!({
        "card": identity.card,
        "serial": serial,
        "kind": kind,
        "person": owner.person,
        "public_key": identity.public_key,
        "unlock_code": unlock_code.reveal(),
    });
    let registered: Result<Value, _> = officer.command(Method::POST, "/api/v1/cards", &body).await;
    if let Err(fault) = registered {
        // A card that the platform does not know opens nothing.
        let _ = std::fs::remove_file(card.path());
        return Err(fault).context("the card was not registered");
    }
    let path = card.path();
    let record = Card {
        card: identity.card,
        serial,
        person: owner.person,
        name: owner.name,
        staff_no: owner.staff_no,
        pin,
        unlock_code: unlock_code.reveal().to_owned(),
        file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        terminal: None,
    };
    Ok((record, path))
}

fn make(
    entropy: Arc<dyn Entropy>,
    folder: &Path,
    serial: &str,
    kind: CardKind,
    owner: CardOwner,
    pin: &str,
) -> anyhow::Result<(SoftwareCard, UnlockCode)> {
    let pin = Pin::parse(pin)?;
    let unlock_code = UnlockCode::make(&*entropy);
    let clock = SystemClock::new();
    let order =
        NewCard { serial, kind, owner, pin: &pin, unlock_code: &unlock_code, cost: PinCost::FIELD };
    let card = SoftwareCard::issue(&clock, entropy, folder, order).context("no card was made")?;
    Ok((card, unlock_code))
}

/// Takes a card out of where it is and puts it into a slot.
///
/// # Errors
/// When there is no such card, or the slot's folder cannot be used.
pub fn move_card(from: &Path, into: &Path) -> anyhow::Result<PathBuf> {
    std::fs::create_dir_all(into)
        .with_context(|| format!("cannot make the folder {}", into.display()))?;
    let target = into.join(from.file_name().context("a card's path ends in its file")?);
    std::fs::rename(from, &target)
        .with_context(|| format!("cannot move the card {}", from.display()))?;
    Ok(target)
}
