//! The TF card (TF 安全卡) and its file (安全加密文件): by the two together the company knows this terminal.
//!
//! The card holds the terminal's own key; the file holds the card's PIN. Either alone opens nothing. While the card is out
//! nothing is synced and no meter is touched; what is recorded meanwhile waits in the store. A terminal without such a slot
//! has its key in its own store.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer as _;
use security_unit::{CardIdentity, CardSlot, Pin, Signature, SigningToken, TokenFault};
use serde::{Deserialize, Serialize};
use terminal_store::TerminalKey;
use vocabulary::{CardId, CardKind, Text};
use zeroize::Zeroizing;

use super::{Agent, AgentFault};
use crate::platform::CallFault;

/// The slot and the file, as the program found them in its configuration.
pub struct TfFitting {
    pub slot: Arc<dyn CardSlot>,
    /// The card's PIN is its only line; only the agent's account may read it.
    pub secret_file: PathBuf,
}

/// How the terminal's own identity stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TfCardSeen {
    /// The number printed on the card in the slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// Wrong PINs that it still takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u8>,
    /// The terminal can prove who it is.
    pub is_ready: bool,
    /// Why it cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
}

/// What an agent knows of its TF card.
#[derive(Default)]
pub(super) struct TerminalIdentity {
    fitting: Option<TfFitting>,
    own: Mutex<OwnKey>,
    /// A PIN that this card has refused: the same one is not tried again, for each try counts.
    refused: Mutex<Option<(CardId, Pin)>>,
    /// Held by who opens the card: two at once would cost two tries.
    opening: Mutex<()>,
}

/// Where the key is that this terminal was enrolled with.
#[derive(Debug, Clone, Copy, Default)]
enum OwnKey {
    #[default]
    NotEnrolled,
    InStore,
    OnCard(CardId),
}

/// Why the terminal cannot prove who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Lack {
    NoSlot,
    Out,
    OtherKind(CardKind),
    /// Another terminal was enrolled with it.
    Foreign,
    NoFile,
    WrongFile,
    Locked,
    Unusable,
    /// It has just been put in.
    Closed,
}

impl TerminalIdentity {
    pub fn known(key: Option<&TerminalKey>) -> Self {
        let identity = Self::default();
        if let Some(key) = key {
            identity.belongs_to(key);
        }
        identity
    }

    pub fn fitted(&self, fitting: TfFitting) -> Self {
        let own = Mutex::new(*locked(&self.own));
        Self { fitting: Some(fitting), own, ..Self::default() }
    }

    pub fn belongs_to(&self, key: &TerminalKey) {
        *locked(&self.own) = match key {
            TerminalKey::OnTfCard(card) => OwnKey::OnCard(*card),
            TerminalKey::InStore(_) => OwnKey::InStore,
        };
    }

    fn own(&self) -> Option<CardId> {
        match *locked(&self.own) {
            OwnKey::OnCard(card) => Some(card),
            OwnKey::NotEnrolled | OwnKey::InStore => None,
        }
    }

    /// Whether there is a card to be looked at: the terminal's, or the one that it is to be enrolled with.
    fn needs_card(&self) -> bool {
        match *locked(&self.own) {
            OwnKey::OnCard(_) => true,
            OwnKey::NotEnrolled => self.fitting.is_some(),
            OwnKey::InStore => false,
        }
    }

    /// The card in the slot, if it is the terminal's.
    fn card(&self, own: Option<CardId>) -> Result<Arc<dyn SigningToken>, Lack> {
        let fitting = self.fitting.as_ref().ok_or(Lack::NoSlot)?;
        let card = fitting.slot.card().ok_or(Lack::Out)?;
        let CardIdentity { card: id, kind, .. } = card.identity();
        match (kind, own) {
            (CardKind::Tf, Some(own)) if own != id => Err(Lack::Foreign),
            (CardKind::Tf, _) => Ok(card),
            (other, _) => Err(Lack::OtherKind(other)),
        }
    }

    /// Lets the card have its PIN, unless it has it.
    fn open(&self, own: Option<CardId>) -> Result<Arc<dyn SigningToken>, Lack> {
        let _one = locked(&self.opening);
        let card = self.card(own)?;
        if is_open(&*card)? {
            return Ok(card);
        }
        let fitting = self.fitting.as_ref().ok_or(Lack::NoSlot)?;
        let pin = read_pin(&fitting.secret_file).map_err(|fault| {
            tracing::warn!(%fault, file = %fitting.secret_file.display(), "the TF card's file is of no use");
            Lack::NoFile
        })?;
        let tried = (card.identity().card, pin);
        if locked(&self.refused).as_ref() == Some(&tried) {
            return Err(match card.tries_left() {
                Ok(0) => Lack::Locked,
                _ => Lack::WrongFile,
            });
        }
        match card.present_pin(&tried.1) {
            Ok(()) => Ok(card),
            Err(fault) => {
                let lack = of_card(&fault);
                if matches!(lack, Lack::WrongFile | Lack::Locked) {
                    tracing::warn!(%fault, "the TF card does not take the PIN of its file");
                    *locked(&self.refused) = Some(tried);
                }
                Err(lack)
            }
        }
    }

    /// What is lacking, as far as can be seen without a try at the PIN.
    fn lack(&self, own: Option<CardId>) -> Option<Lack> {
        let card = match self.card(own) {
            Err(lack) => return Some(lack),
            Ok(card) => card,
        };
        match (is_open(&*card), card.tries_left()) {
            (Ok(true), _) => None,
            (Err(lack), _) => Some(lack),
            (Ok(false), Ok(0)) => Some(Lack::Locked),
            (Ok(false), Err(fault)) => Some(of_card(&fault)),
            (Ok(false), Ok(_)) => {
                let refused = locked(&self.refused);
                let was_refused =
                    refused.as_ref().is_some_and(|(id, _)| *id == card.identity().card);
                let file = self.fitting.as_ref().map(|fitting| fitting.secret_file.exists());
                Some(match (was_refused, file) {
                    (true, _) => Lack::WrongFile,
                    (false, Some(true)) => Lack::Closed,
                    (false, _) => Lack::NoFile,
                })
            }
        }
    }
}

impl Agent {
    /// The same terminal, with a slot for its TF card.
    #[must_use]
    pub fn with_tf_card(mut self, fitting: TfFitting) -> Self {
        self.identity = Arc::new(self.identity.fitted(fitting));
        self
    }

    /// The slot of the TF card, where there is one.
    #[must_use]
    pub fn tf_slot(&self) -> Option<&dyn CardSlot> {
        self.identity.fitting.as_ref().map(|fitting| &*fitting.slot)
    }

    /// How the TF card stands; nothing on a terminal whose key lies in its store and that has no slot.
    #[must_use]
    pub fn tf_card_seen(&self) -> Option<TfCardSeen> {
        if !self.identity.needs_card() {
            return None;
        }
        let own = self.identity.own();
        let card = self.tf_slot().and_then(CardSlot::card);
        let why = self.identity.lack(own).map(|lack| lack.reason());
        Some(TfCardSeen {
            serial: card.as_ref().map(|card| card.identity().serial),
            tries_left: card.and_then(|card| card.tries_left().ok()),
            is_ready: why.is_none(),
            why,
        })
    }

    /// Opens the card that is in the slot: after a start, when one was put in, and before each sync, because its file may have
    /// been mended.
    pub async fn open_tf_card(&self) {
        if !self.identity.needs_card() {
            return;
        }
        let own = self.identity.own();
        if let Err(lack) = self.opened_tf_card(own).await {
            tracing::debug!(why = lack.reason().en, "this terminal cannot prove who it is");
        }
    }

    async fn opened_tf_card(&self, own: Option<CardId>) -> Result<Arc<dyn SigningToken>, Lack> {
        let identity = Arc::clone(&self.identity);
        // A PIN guess costs half a second of one core, on purpose.
        let opened = tokio::task::spawn_blocking(move || identity.open(own));
        opened.await.unwrap_or(Err(Lack::Unusable))
    }

    /// Why the terminal cannot prove who it is, if its key lies on a card that cannot be used now.
    pub(crate) fn lacks_identity(&self) -> Option<Text> {
        let own = self.identity.own()?;
        match self.identity.lack(Some(own)) {
            // Whoever signs opens it first.
            None | Some(Lack::Closed) => None,
            Some(lack) => Some(lack.reason()),
        }
    }

    /// Signs as the terminal: with the key in its store, or by its TF card.
    pub(crate) async fn sign_as_terminal(
        &self,
        key: &TerminalKey,
        message: &[u8],
    ) -> Result<Signature, CallFault> {
        match key {
            TerminalKey::InStore(key) => {
                let key = SigningKey::from_slice(key).map_err(|_| CallFault::SignInNeeded)?;
                let signature: p256::ecdsa::Signature = key.sign(message);
                Ok(signature.into())
            }
            TerminalKey::OnTfCard(own) => {
                let lacking = |lack: Lack| CallFault::NoIdentity { why: lack.reason() };
                let card = self.opened_tf_card(Some(*own)).await.map_err(lacking)?;
                card.sign(message).map_err(|fault| lacking(of_card(&fault)))
            }
        }
    }

    /// The TF card that this terminal is to be enrolled with; nothing where there is no slot.
    pub(super) async fn tf_card_to_enrol(&self) -> Result<Option<CardIdentity>, AgentFault> {
        if self.identity.fitting.is_none() {
            return Ok(None);
        }
        let opened = self.opened_tf_card(None).await;
        let card = opened.map_err(|lack| CallFault::NoIdentity { why: lack.reason() })?;
        Ok(Some(card.identity()))
    }
}

impl Lack {
    fn reason(&self) -> Text {
        let (zh, en) = match self {
            Self::NoSlot => (
                "本终端按 TF 卡登记，但没有配置 TF 卡槽；请联系信息安全员",
                "this terminal was enrolled with a TF card and has no slot for it now; tell the security officer",
            ),
            Self::Out => (
                "TF 卡已拔出：不能同步，也不能做计量作业；已录入的内容都在本机，插回后自动继续",
                "the TF card is out: nothing is synced and no meter is worked at; what was recorded is kept here and goes on \
                 once the card is back",
            ),
            Self::OtherKind(kind) => return kind.instead_of(CardKind::Tf),
            Self::Foreign => (
                "这张 TF 卡不是本终端的；请插回本终端的 TF 卡",
                "this TF card is another terminal's; put this terminal's own back in",
            ),
            Self::NoFile => (
                "读不到 TF 卡的安全加密文件；请联系信息安全员",
                "the TF card's security file cannot be read; tell the security officer",
            ),
            Self::WrongFile => (
                "TF 卡与安全加密文件不匹配；为免锁卡不再重试，请联系信息安全员",
                "the TF card does not take what its security file says; it is not tried again, so that the card is not \
                 locked: tell the security officer",
            ),
            Self::Locked => (
                "TF 卡已锁定；请联系信息安全员解锁",
                "the TF card is locked; a security officer can unlock it",
            ),
            Self::Unusable => (
                "TF 卡无法使用；请联系信息安全员",
                "the TF card cannot be used; tell the security officer",
            ),
            Self::Closed => ("正在打开 TF 卡，请稍候", "the TF card is being opened"),
        };
        Text::new(zh, en)
    }
}

/// Whether a card has its PIN.
fn is_open(card: &dyn SigningToken) -> Result<bool, Lack> {
    match card.release_secret(IS_OPEN) {
        Ok(_) => Ok(true),
        Err(TokenFault::PinNeeded) => Ok(false),
        Err(fault) => Err(of_card(&fault)),
    }
}

fn of_card(fault: &TokenFault) -> Lack {
    match fault {
        TokenFault::Removed => Lack::Out,
        TokenFault::WrongPin { tries_left: 0 } | TokenFault::Locked => Lack::Locked,
        TokenFault::WrongPin { .. } => Lack::WrongFile,
        TokenFault::PinNeeded => Lack::Closed,
        TokenFault::WrongUnlockCode { .. }
        | TokenFault::UnlockBlocked
        | TokenFault::Damaged { .. }
        | TokenFault::Storage(_) => Lack::Unusable,
    }
}

fn read_pin(file: &Path) -> io::Result<Pin> {
    let mut text = Zeroizing::new(String::new());
    std::fs::File::open(file)?.take(SECRET_LEN_MAX).read_to_string(&mut text)?;
    Pin::parse(text.trim_end_matches(['\r', '\n'])).map_err(io::Error::other)
}

fn locked<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A card that has its PIN releases secrets; this one serves nothing else.
const IS_OPEN: &str = "tf-card-is-open";
const SECRET_LEN_MAX: u64 = 64;
