//! A [`CardSlot`] over the devices of an SKF library.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use skf::SkfLibrary;

use super::card::{SkfCard, of_card};
use crate::{CardSlot, SigningToken, SlotEvent, TokenFault};

/// The place for one card.
pub struct SkfSlot {
    library: Arc<SkfLibrary>,
    /// The reader's name, as the library tells it; any reader when there is none.
    device: Option<String>,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    card: Option<Arc<SkfCard>>,
    /// Reported as no card; not reported again while it stays the same.
    unreadable: Option<String>,
    events: VecDeque<SlotEvent>,
}

impl SkfSlot {
    #[must_use]
    pub fn new(library: Arc<SkfLibrary>, device: Option<String>) -> Self {
        Self { library, device, seen: Mutex::new(Seen::default()) }
    }

    /// Compares what is in the reader with what was seen last.
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
            Ok(Some(name)) => seen.take_in(SkfCard::open(&self.library, &name)),
            Err(fault) => seen.take_in(Err(fault)),
        }
        seen
    }

    fn find(&self) -> Result<Option<String>, TokenFault> {
        let devices = self.library.devices().map_err(of_card)?;
        let wanted = |name: &String| self.device.as_ref().is_none_or(|device| device == name);
        Ok(devices.into_iter().find(wanted))
    }
}

impl Seen {
    fn take_in(&mut self, opened: Result<SkfCard, TokenFault>) {
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

impl CardSlot for SkfSlot {
    fn card(&self) -> Option<Arc<dyn SigningToken>> {
        let card = self.look().card.clone()?;
        Some(card)
    }

    fn next_event(&self) -> Option<SlotEvent> {
        self.look().events.pop_front()
    }
}

const EVENTS_MAX: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skf_card::soft::SoftReader;
    use crate::{Pin, verify};

    #[test]
    fn a_card_comes_and_goes_with_its_device() {
        let reader = SoftReader::new("slot");
        let slot = SkfSlot::new(reader.library.clone(), Some(reader.name.clone()));
        let Some(SlotEvent::Inserted(identity)) = slot.next_event() else { panic!("it is in") };
        let card = slot.card().expect("it is in");
        card.present_pin(&Pin::parse(soft_skf::USER_PIN).expect("a PIN")).expect("the right PIN");
        let signature = card.sign(b"x").expect("the PIN is presented");
        assert_eq!(verify(&identity.public_key, b"x", &signature), Ok(()));

        reader.hand.remove(&reader.name);
        assert!(matches!(card.sign(b"x"), Err(TokenFault::Removed)));
        assert!(slot.card().is_none());
        assert_eq!(slot.next_event(), Some(SlotEvent::Removed(identity.card)));
        assert_eq!(slot.next_event(), None);
    }

    #[test]
    fn a_device_that_is_no_card_of_ours_is_reported_once() {
        let reader = SoftReader::new("blank");
        reader.hand.write_identity(&reader.name, b"hello");
        let slot = SkfSlot::new(reader.library.clone(), Some(reader.name.clone()));
        assert!(matches!(slot.next_event(), Some(SlotEvent::Unreadable { .. })));
        assert_eq!(slot.next_event(), None);
        assert!(slot.card().is_none());
    }

    #[test]
    fn another_cards_identity_is_not_believed() {
        let (one, other) = (SoftReader::with_seed("one", 7), SoftReader::with_seed("other", 8));
        one.hand.write_identity(&one.name, &other.signed_identity());
        let fault = SkfCard::open(&one.library, &one.name).expect_err("a foreign identity");
        assert!(fault.to_string().contains("another key"), "{fault}");
    }
}
