//! A slot that is a folder: a card file moved in is a card put in.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vocabulary::Entropy;

use super::CARD_FILE_ENDING;
use super::card::SoftwareCard;
use crate::{CardSlot, SigningToken, SlotEvent};

/// A folder as a slot for one software card. A second file waits until the first one is moved out.
pub struct FolderSlot {
    folder: PathBuf,
    entropy: Arc<dyn Entropy>,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    card: Option<Arc<SoftwareCard>>,
    /// Reported as no card; not reported again while it lies there.
    unreadable: Option<PathBuf>,
    events: VecDeque<SlotEvent>,
}

impl FolderSlot {
    /// The slot is empty while `folder` does not exist.
    #[must_use]
    pub fn new(entropy: Arc<dyn Entropy>, folder: PathBuf) -> Self {
        Self { folder, entropy, seen: Mutex::new(Seen::default()) }
    }

    /// Compares what lies in the folder with what was seen last.
    fn look(&self) -> MutexGuard<'_, Seen> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.forget_what_left();
        if seen.card.is_some() {
            return seen;
        }
        match self.first_card_file() {
            Ok(None) => {}
            Ok(Some(path)) => seen.take_in(&self.entropy, path),
            Err(fault) => seen.report_unreadable(self.folder.clone(), fault.to_string()),
        }
        seen
    }

    /// The first card file by name.
    fn first_card_file(&self) -> io::Result<Option<PathBuf>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(None),
            entries => entries?,
        };
        let paths = entries.take(FOLDER_ENTRIES_MAX).map(|entry| entry.map(|entry| entry.path()));
        let paths: Vec<PathBuf> = paths.collect::<io::Result<_>>()?;
        Ok(paths.into_iter().filter(|path| is_card_file(path)).min())
    }
}

impl Seen {
    fn forget_what_left(&mut self) {
        if self.unreadable.as_ref().is_some_and(|path| !path.exists()) {
            self.unreadable = None;
        }
        if let Some(card) = self.card.take_if(|card| !card.path().exists()) {
            card.withdraw();
            self.report(SlotEvent::Removed(card.identity().card));
        }
    }

    fn take_in(&mut self, entropy: &Arc<dyn Entropy>, path: PathBuf) {
        match SoftwareCard::open(entropy.clone(), &path) {
            Ok(card) => {
                self.report(SlotEvent::Inserted(card.identity()));
                self.card = Some(Arc::new(card));
            }
            Err(fault) => self.report_unreadable(path, fault.to_string()),
        }
    }

    fn report_unreadable(&mut self, path: PathBuf, reason: String) {
        if self.unreadable.as_ref() == Some(&path) {
            return;
        }
        self.unreadable = Some(path);
        self.report(SlotEvent::Unreadable { reason });
    }

    /// Old news go first when nobody asks for them: the slot itself tells what is in it now.
    fn report(&mut self, event: SlotEvent) {
        if self.events.len() == EVENTS_MAX {
            self.events.pop_front();
        }
        self.events.push_back(event);
    }
}

impl CardSlot for FolderSlot {
    fn card(&self) -> Option<Arc<dyn SigningToken>> {
        let card = self.look().card.clone()?;
        Some(card)
    }

    fn next_event(&self) -> Option<SlotEvent> {
        self.look().events.pop_front()
    }
}

fn is_card_file(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.ends_with(CARD_FILE_ENDING) && !name.starts_with('.')
}

const FOLDER_ENTRIES_MAX: usize = 256;
const EVENTS_MAX: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CardOwner, NewCard, Pin, PinCost, TokenFault, UnlockCode};
    use vocabulary::{CardKind, Instant, ManualClock, PersonId, SeededEntropy};

    const PIN: &str = "135790";

    fn card_in(folder: &Path, serial: &str) -> SoftwareCard {
        let clock = ManualClock::at(Instant::from_micros(1_780_000_000_000_000));
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(serial.len() as u64));
        let person = PersonId::make(&clock, &*entropy);
        let owner = CardOwner { person, name: "赵敏".into(), staff_no: "T0200".into() };
        let pin = Pin::parse(PIN).expect("a PIN");
        let unlock_code = UnlockCode::make(&*entropy);
        let order = NewCard {
            serial,
            kind: CardKind::Operator,
            owner,
            pin: &pin,
            unlock_code: &unlock_code,
            cost: PinCost::SIMULATION,
        };
        SoftwareCard::issue(&clock, entropy, folder, order).expect("issued")
    }

    fn slot(folder: &Path) -> FolderSlot {
        FolderSlot::new(Arc::new(SeededEntropy::new(1)), folder.to_owned())
    }

    #[test]
    fn a_card_comes_and_goes_with_its_file() {
        let (drawer, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let issued = card_in(drawer.path(), "1");
        let slot = slot(folder.path());
        assert!(slot.card().is_none());

        let inside = folder.path().join("a.card.json");
        fs::rename(issued.path(), &inside).unwrap();
        assert_eq!(slot.next_event(), Some(SlotEvent::Inserted(issued.identity())));
        let card = slot.card().expect("a card is in");
        card.present_pin(&Pin::parse(PIN).unwrap()).expect("the right PIN");

        fs::rename(&inside, issued.path()).unwrap();
        assert_eq!(slot.next_event(), Some(SlotEvent::Removed(issued.identity().card)));
        assert!(slot.card().is_none());
        fs::rename(issued.path(), &inside).unwrap();
        assert!(matches!(card.sign(b"x"), Err(TokenFault::PinNeeded)), "the PIN was forgotten");
    }

    #[test]
    fn a_second_card_waits_for_the_first_to_leave() {
        let folder = tempfile::tempdir().unwrap();
        let one = card_in(folder.path(), "1");
        let slot = slot(folder.path());
        assert_eq!(slot.card().unwrap().identity(), one.identity());
        let other = card_in(folder.path(), "22");
        assert_eq!(slot.card().unwrap().identity(), one.identity());
        fs::remove_file(one.path()).unwrap();
        assert_eq!(slot.card().unwrap().identity(), other.identity());
    }

    #[test]
    fn what_is_no_card_is_reported_once_and_drafts_never() {
        let folder = tempfile::tempdir().unwrap();
        let slot = slot(folder.path());
        fs::write(folder.path().join(".x.card.json.draft"), "{").unwrap();
        fs::write(folder.path().join("notes.txt"), "hello").unwrap();
        assert_eq!(slot.next_event(), None);
        fs::write(folder.path().join("x.card.json"), "hello").unwrap();
        assert!(matches!(slot.next_event(), Some(SlotEvent::Unreadable { .. })));
        assert_eq!(slot.next_event(), None);
        assert!(slot.card().is_none());
    }

    #[test]
    fn a_missing_folder_is_an_empty_slot() {
        let folder = tempfile::tempdir().unwrap();
        let slot = slot(&folder.path().join("absent"));
        assert!(slot.card().is_none());
        assert_eq!(slot.next_event(), None);
    }
}
