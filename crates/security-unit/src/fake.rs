//! A card and a slot in memory that record what was asked of them, for tests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vocabulary::{CardId, CardKind, Entropy, PersonId};
use zeroize::Zeroizing;

use crate::contents::CardContents;
use crate::{
    CardIdentity, CardOwner, CardSlot, Pin, Signature, SigningToken, SlotEvent, TRIES, TokenFault,
    UnlockCode,
};

/// A card with a real key and a PIN in plain memory.
pub struct FakeCard {
    identity: CardIdentity,
    contents: CardContents,
    unlock_code: UnlockCode,
    state: Mutex<State>,
}

/// One thing that was asked of a [`FakeCard`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    PresentPin,
    Sign { message: Vec<u8> },
    ReleaseSecret { label: String },
    ChangePin,
    Unlock,
    Withdraw,
}

struct State {
    pin: Pin,
    pin_tries: u8,
    unlock_tries: u8,
    open: bool,
    removed: bool,
    asked: Vec<Asked>,
}

impl FakeCard {
    #[must_use]
    pub fn new(entropy: &dyn Entropy, owner: CardOwner, pin: Pin, unlock_code: UnlockCode) -> Self {
        let contents = CardContents::make(entropy);
        let card = uuid::Builder::from_random_bytes(entropy.sixteen()).into_uuid();
        let identity = CardIdentity {
            card: CardId::from_uuid(card),
            serial: "FAKE-1".into(),
            kind: CardKind::Operator,
            owner,
            public_key: contents.public_key(),
        };
        let state = State {
            pin,
            pin_tries: TRIES,
            unlock_tries: TRIES,
            open: false,
            removed: false,
            asked: Vec::new(),
        };
        Self { identity, contents, unlock_code, state: Mutex::new(state) }
    }

    /// The same card, made as one of another kind.
    #[must_use]
    pub fn of_kind(mut self, kind: CardKind) -> Self {
        self.identity.kind = kind;
        self
    }

    /// Somebody's card that is already open, for tests that are not about the PIN.
    #[must_use]
    pub fn with_pin_presented(entropy: &dyn Entropy) -> Self {
        let person = uuid::Builder::from_random_bytes(entropy.sixteen()).into_uuid();
        let owner = CardOwner {
            person: PersonId::from_uuid(person),
            name: "张三".into(),
            staff_no: "F0001".into(),
        };
        let pin = Pin::parse("000000").expect("six digits");
        let card = Self::new(entropy, owner, pin, UnlockCode::make(entropy));
        card.state().open = true;
        card
    }

    /// Everything that was asked so far, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        self.state().asked.clone()
    }

    /// Pulls the card out.
    pub fn remove(&self) {
        let mut state = self.state();
        state.removed = true;
        state.open = false;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records what was asked, and refuses when the card is out.
    fn ask(&self, asked: Asked) -> Result<MutexGuard<'_, State>, TokenFault> {
        let mut state = self.state();
        state.asked.push(asked);
        if state.removed { Err(TokenFault::Removed) } else { Ok(state) }
    }

    /// As [`FakeCard::ask`], for what needs a presented PIN.
    fn ask_open(&self, asked: Asked) -> Result<(), TokenFault> {
        if self.ask(asked)?.open { Ok(()) } else { Err(TokenFault::PinNeeded) }
    }
}

impl State {
    fn check_pin(&mut self, pin: &Pin) -> Result<(), TokenFault> {
        self.open = false;
        self.pin_tries = self.pin_tries.checked_sub(1).ok_or(TokenFault::Locked)?;
        if self.pin == *pin {
            self.pin_tries = TRIES;
            self.open = true;
            return Ok(());
        }
        match self.pin_tries {
            0 => Err(TokenFault::Locked),
            tries_left => Err(TokenFault::WrongPin { tries_left }),
        }
    }
}

impl SigningToken for FakeCard {
    fn identity(&self) -> CardIdentity {
        self.identity.clone()
    }

    fn certificate(&self) -> Result<Option<Vec<u8>>, TokenFault> {
        if self.state().removed { Err(TokenFault::Removed) } else { Ok(None) }
    }

    fn tries_left(&self) -> Result<u8, TokenFault> {
        let state = self.state();
        if state.removed { Err(TokenFault::Removed) } else { Ok(state.pin_tries) }
    }

    fn present_pin(&self, pin: &Pin) -> Result<(), TokenFault> {
        self.ask(Asked::PresentPin)?.check_pin(pin)
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, TokenFault> {
        self.ask_open(Asked::Sign { message: message.to_vec() })?;
        Ok(self.contents.sign(message))
    }

    fn release_secret(&self, label: &str) -> Result<Zeroizing<[u8; 32]>, TokenFault> {
        self.ask_open(Asked::ReleaseSecret { label: label.to_owned() })?;
        Ok(self.contents.secret_for(label))
    }

    fn change_pin(&self, current: &Pin, new: &Pin) -> Result<(), TokenFault> {
        let mut state = self.ask(Asked::ChangePin)?;
        state.check_pin(current)?;
        state.pin = new.clone();
        Ok(())
    }

    fn unlock(&self, code: &UnlockCode, new_pin: &Pin) -> Result<(), TokenFault> {
        let mut state = self.ask(Asked::Unlock)?;
        state.open = false;
        state.unlock_tries = state.unlock_tries.checked_sub(1).ok_or(TokenFault::UnlockBlocked)?;
        if self.unlock_code != *code {
            return match state.unlock_tries {
                0 => Err(TokenFault::UnlockBlocked),
                tries_left => Err(TokenFault::WrongUnlockCode { tries_left }),
            };
        }
        state.pin = new_pin.clone();
        state.pin_tries = TRIES;
        state.unlock_tries = TRIES;
        Ok(())
    }

    fn withdraw(&self) {
        let mut state = self.state();
        state.asked.push(Asked::Withdraw);
        state.open = false;
    }
}

/// A slot whose card the test puts in and pulls out.
#[derive(Default)]
pub struct FakeSlot(Mutex<SlotState>);

#[derive(Default)]
struct SlotState {
    card: Option<Arc<FakeCard>>,
    events: VecDeque<SlotEvent>,
}

impl FakeSlot {
    /// Puts `card` in; a card that was there comes out first.
    pub fn insert(&self, card: Arc<FakeCard>) {
        self.remove();
        let mut state = self.state();
        card.state().removed = false;
        state.events.push_back(SlotEvent::Inserted(card.identity()));
        state.card = Some(card);
    }

    /// Pulls the card out, if there is one.
    pub fn remove(&self) {
        let mut state = self.state();
        let Some(card) = state.card.take() else { return };
        card.remove();
        state.events.push_back(SlotEvent::Removed(card.identity.card));
    }

    fn state(&self) -> MutexGuard<'_, SlotState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CardSlot for FakeSlot {
    fn card(&self) -> Option<Arc<dyn SigningToken>> {
        let card = self.state().card.clone()?;
        Some(card)
    }

    fn next_event(&self) -> Option<SlotEvent> {
        self.state().events.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::SeededEntropy;

    #[test]
    fn records_what_was_asked_in_order() {
        let card = FakeCard::with_pin_presented(&SeededEntropy::new(5));
        card.release_secret("store").expect("the PIN is presented");
        card.withdraw();
        assert!(matches!(card.sign(b"x"), Err(TokenFault::PinNeeded)));
        assert_eq!(
            card.asked(),
            [
                Asked::ReleaseSecret { label: "store".into() },
                Asked::Withdraw,
                Asked::Sign { message: b"x".to_vec() },
            ]
        );
    }

    #[test]
    fn a_pulled_card_tells_its_slot_and_its_holder() {
        let slot = FakeSlot::default();
        let card = Arc::new(FakeCard::with_pin_presented(&SeededEntropy::new(6)));
        slot.insert(card.clone());
        let held = slot.card().expect("a card is in");
        slot.remove();
        assert!(slot.card().is_none());
        assert!(matches!(held.sign(b"x"), Err(TokenFault::Removed)));
        assert_eq!(slot.next_event(), Some(SlotEvent::Inserted(card.identity())));
        assert_eq!(slot.next_event(), Some(SlotEvent::Removed(card.identity().card)));
        assert_eq!(slot.next_event(), None);
    }
}
