//! A [`CardSlot`] over the slots of a PKCS#11 module.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cryptoki::slot::Slot;

use super::card::{Pkcs11Card, of_pkcs11};
use super::module::Pkcs11Module;
use crate::{CardSlot, SigningToken, SlotEvent, TokenFault};

/// The place for one card: of all the module's slots, the first with a token of this label.
pub struct Pkcs11Slot {
    module: Arc<Pkcs11Module>,
    label: String,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    card: Option<Arc<Pkcs11Card>>,
    /// Reported as no card; not reported again while it stays the same.
    unreadable: Option<String>,
    events: VecDeque<SlotEvent>,
}

impl Pkcs11Slot {
    /// `label` is what the cards for this slot were issued under: operator cards and business cards may have readers of
    /// their own behind one module.
    #[must_use]
    pub fn new(module: Arc<Pkcs11Module>, label: &str) -> Self {
        Self { module, label: label.to_owned(), seen: Mutex::new(Seen::default()) }
    }

    /// Compares what is in the slots with what was seen last.
    fn look(&self) -> MutexGuard<'_, Seen> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(card) = seen.card.take_if(|card| !card.is_present()) {
            card.withdraw();
            seen.report(SlotEvent::Removed(card.identity().card));
        }
        if seen.card.is_some() {
            return seen;
        }
        match self.find() {
            Ok(None) => seen.unreadable = None,
            Ok(Some(slot)) => seen.take_in(Pkcs11Card::open(self.module.clone(), slot)),
            Err(fault) => seen.take_in(Err(fault)),
        }
        seen
    }

    fn find(&self) -> Result<Option<Slot>, TokenFault> {
        let context = self.module.context();
        let slots = context.get_slots_with_token().map_err(of_pkcs11)?;
        // A token that is pulled between the two questions is simply not there.
        let named = |slot: &Slot| {
            let info = context.get_token_info(*slot);
            info.is_ok_and(|info| info.token_initialized() && info.label() == self.label)
        };
        Ok(slots.into_iter().find(named))
    }
}

impl Seen {
    fn take_in(&mut self, opened: Result<Pkcs11Card, TokenFault>) {
        match opened {
            Ok(card) => {
                self.unreadable = None;
                self.report(SlotEvent::Inserted(card.identity()));
                self.card = Some(Arc::new(card));
            }
            Err(TokenFault::Removed) => {}
            Err(fault) => {
                let reason = fault.to_string();
                if self.unreadable.as_ref() != Some(&reason) {
                    self.unreadable = Some(reason.clone());
                    self.report(SlotEvent::Unreadable { reason });
                }
            }
        }
    }

    /// Old news go first when nobody asks for them: the slot itself tells what is in it now.
    fn report(&mut self, event: SlotEvent) {
        if self.events.len() == EVENTS_MAX {
            self.events.pop_front();
        }
        self.events.push_back(event);
    }
}

impl CardSlot for Pkcs11Slot {
    fn card(&self) -> Option<Arc<dyn SigningToken>> {
        let card = self.look().card.clone()?;
        Some(card)
    }

    fn next_event(&self) -> Option<SlotEvent> {
        self.look().events.pop_front()
    }
}

const EVENTS_MAX: usize = 64;
