//! The software card: a [`SigningToken`] in a file.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vocabulary::{CardId, CardKind, Clock, Entropy};
use zeroize::Zeroizing;

use super::CARD_FILE_ENDING;
use super::card_file::{CardBody, CardFile, CardRecord};
use super::seal::{PinCost, Purpose, Sealing};
use crate::contents::CardContents;
use crate::{CardIdentity, CardOwner, Pin, Signature, SigningToken, TRIES, TokenFault, UnlockCode};

/// A card in a file. Read the crate's page on what its try counter cannot do.
pub struct SoftwareCard {
    file: CardFile,
    identity: CardIdentity,
    entropy: Arc<dyn Entropy>,
    /// There while the PIN is presented.
    opened: Mutex<Option<CardContents>>,
}

/// What a new card is made from.
#[derive(Debug, Clone)]
pub struct NewCard<'a> {
    /// The number printed on the card.
    pub serial: &'a str,
    pub kind: CardKind,
    pub owner: CardOwner,
    pub pin: &'a Pin,
    pub unlock_code: &'a UnlockCode,
    pub cost: PinCost,
}

/// Why no card was made.
#[derive(Debug, thiserror::Error)]
pub enum IssueFault {
    #[error("the cost of a PIN guess is out of bounds: {0:?}")]
    Cost(PinCost),
    #[error("serial number, name or staff number is empty or longer than {TEXT_LEN_MAX} bytes")]
    Text,
    #[error("the card's file cannot be written")]
    File(#[source] TokenFault),
}

impl SoftwareCard {
    /// Makes a card with a new key and puts its file (mode 0600) into `folder`, which must exist.
    ///
    /// # Errors
    /// When the cost or a text is out of bounds, or the file cannot be written.
    pub fn issue(
        clock: &dyn Clock,
        entropy: Arc<dyn Entropy>,
        folder: &Path,
        order: NewCard<'_>,
    ) -> Result<Self, IssueFault> {
        for text in [order.serial, &order.owner.name, &order.owner.staff_no] {
            if text.is_empty() || text.len() > TEXT_LEN_MAX {
                return Err(IssueFault::Text);
            }
        }

        let card = CardId::make(clock, &*entropy);
        let contents = CardContents::make(&*entropy);
        let seal = |purpose, code: &[u8]| {
            let sealing = Sealing { card, purpose, cost: order.cost };
            sealing.close(&*entropy, code, &contents).ok_or(IssueFault::Cost(order.cost))
        };
        let pin_seal = seal(Purpose::Pin, order.pin.bytes())?;
        let unlock_seal = seal(Purpose::Unlock, order.unlock_code.bytes())?;
        let identity = CardIdentity {
            card,
            serial: order.serial.to_owned(),
            kind: order.kind,
            owner: order.owner,
            public_key: contents.public_key(),
        };
        let issued_at = clock.now();
        let body = CardBody {
            identity: identity.clone(),
            issued_at,
            cost: order.cost,
            pin_seal,
            unlock_seal,
        };

        let path = folder.join(format!("{card}{CARD_FILE_ENDING}"));
        let file = CardFile::at(&path).map_err(IssueFault::File)?;
        let _lock = file.lock().map_err(IssueFault::File)?;
        file.write(&CardRecord::sign(body, &contents)).map_err(IssueFault::File)?;
        Ok(Self { file, identity, entropy, opened: Mutex::new(None) })
    }

    /// Reads the card in `path`; its PIN is still to be presented.
    ///
    /// # Errors
    /// When there is no file or it is no card.
    pub fn open(entropy: Arc<dyn Entropy>, path: &Path) -> Result<Self, TokenFault> {
        let file = CardFile::at(path)?;
        let identity = file.read()?.body.identity;
        Ok(Self { file, identity, entropy, opened: Mutex::new(None) })
    }

    /// Where the card's file lies.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.file.path()
    }

    /// The record in the file, if it is still this card's.
    fn read(&self) -> Result<CardRecord, TokenFault> {
        let record = self.file.read()?;
        if record.body.identity != self.identity {
            return Err(TokenFault::Removed);
        }
        Ok(record)
    }

    /// Checks a PIN and gives the tries back if it is right.
    fn check_pin(&self, pin: &Pin) -> Result<(CardRecord, CardContents), TokenFault> {
        let mut record = self.take_pin_try()?;
        let sealing = record.body.sealing(Purpose::Pin);
        let Some(contents) = sealing.open(pin.bytes(), &record.body.pin_seal) else {
            return Err(match record.pin_tries {
                0 => TokenFault::Locked,
                tries_left => TokenFault::WrongPin { tries_left },
            });
        };
        record.pin_tries = TRIES;
        self.file.write(&record)?;
        Ok((record, contents))
    }

    /// Spends a try before the PIN is looked at: whoever cuts the power in between has spent it
    /// too.
    fn take_pin_try(&self) -> Result<CardRecord, TokenFault> {
        let mut record = self.read()?;
        record.pin_tries = record.pin_tries.checked_sub(1).ok_or(TokenFault::Locked)?;
        self.file.write(&record)?;
        Ok(record)
    }

    /// As [`SoftwareCard::take_pin_try`], for the unlock code.
    fn take_unlock_try(&self) -> Result<CardRecord, TokenFault> {
        let mut record = self.read()?;
        let tries_left = record.unlock_tries.checked_sub(1);
        record.unlock_tries = tries_left.ok_or(TokenFault::UnlockBlocked)?;
        self.file.write(&record)?;
        Ok(record)
    }

    /// Writes the card anew under `pin`, with all tries of the PIN.
    fn set_pin(
        &self,
        record: CardRecord,
        contents: &CardContents,
        pin: &Pin,
    ) -> Result<(), TokenFault> {
        let sealing = record.body.sealing(Purpose::Pin);
        let pin_seal = sealing
            .close(&*self.entropy, pin.bytes(), contents)
            .ok_or_else(|| TokenFault::Damaged { reason: "its cost is out of bounds".into() })?;
        let mut renewed = CardRecord::sign(CardBody { pin_seal, ..record.body }, contents);
        renewed.unlock_tries = record.unlock_tries;
        self.file.write(&renewed)
    }

    fn with_opened<T>(&self, act: impl FnOnce(&CardContents) -> T) -> Result<T, TokenFault> {
        let mut opened = self.opened();
        if !self.file.is_present()? {
            *opened = None;
            return Err(TokenFault::Removed);
        }
        opened.as_ref().map(act).ok_or(TokenFault::PinNeeded)
    }

    fn opened(&self) -> MutexGuard<'_, Option<CardContents>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SigningToken for SoftwareCard {
    fn identity(&self) -> CardIdentity {
        self.identity.clone()
    }

    /// A software card has none: it is its company's own and nobody else's.
    fn certificate(&self) -> Result<Option<Vec<u8>>, TokenFault> {
        self.read().map(|_| None)
    }

    fn tries_left(&self) -> Result<u8, TokenFault> {
        Ok(self.read()?.pin_tries)
    }

    fn present_pin(&self, pin: &Pin) -> Result<(), TokenFault> {
        let mut opened = self.opened();
        *opened = None;
        let _lock = self.file.lock()?;
        let (_, contents) = self.check_pin(pin)?;
        *opened = Some(contents);
        Ok(())
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, TokenFault> {
        self.with_opened(|contents| contents.sign(message))
    }

    fn release_secret(&self, label: &str) -> Result<Zeroizing<[u8; 32]>, TokenFault> {
        self.with_opened(|contents| contents.secret_for(label))
    }

    fn change_pin(&self, current: &Pin, new: &Pin) -> Result<(), TokenFault> {
        let mut opened = self.opened();
        *opened = None;
        let _lock = self.file.lock()?;
        let (record, contents) = self.check_pin(current)?;
        self.set_pin(record, &contents, new)?;
        *opened = Some(contents);
        Ok(())
    }

    fn unlock(&self, code: &UnlockCode, new_pin: &Pin) -> Result<(), TokenFault> {
        *self.opened() = None;
        let _lock = self.file.lock()?;
        let mut record = self.take_unlock_try()?;
        let sealing = record.body.sealing(Purpose::Unlock);
        let Some(contents) = sealing.open(code.bytes(), &record.body.unlock_seal) else {
            return Err(match record.unlock_tries {
                0 => TokenFault::UnlockBlocked,
                tries_left => TokenFault::WrongUnlockCode { tries_left },
            });
        };
        record.unlock_tries = TRIES;
        self.set_pin(record, &contents, new_pin)
    }

    fn withdraw(&self) {
        *self.opened() = None;
    }
}

/// Of a serial number, a name or a staff number.
const TEXT_LEN_MAX: usize = 200;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use proptest::prelude::*;
    use vocabulary::{Instant, ManualClock, PersonId, SeededEntropy};

    struct Bench {
        folder: tempfile::TempDir,
        entropy: Arc<dyn Entropy>,
        card: SoftwareCard,
    }

    const RIGHT: &str = "135790";
    const WRONG: &str = "000000";
    const CODE: &str = "12345678901234567890";

    fn pin(text: &str) -> Pin {
        Pin::parse(text).expect("a PIN")
    }

    fn order<'a>(pin: &'a Pin, unlock_code: &'a UnlockCode) -> NewCard<'a> {
        let person = PersonId::from_uuid(uuid::Uuid::from_u128(7));
        let owner = CardOwner { person, name: "王建国".into(), staff_no: "T0123".into() };
        NewCard {
            serial: "6021000001",
            kind: CardKind::Operator,
            owner,
            pin,
            unlock_code,
            cost: PinCost::SIMULATION,
        }
    }

    fn bench() -> Bench {
        bench_with_seed(11)
    }

    fn bench_with_seed(seed: u64) -> Bench {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = ManualClock::at(Instant::from_micros(1_780_000_000_000_000));
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(seed));
        let code = UnlockCode::parse(CODE).expect("twenty digits");
        let pin = pin(RIGHT);
        let card = SoftwareCard::issue(&clock, entropy.clone(), folder.path(), order(&pin, &code))
            .expect("issued");
        Bench { folder, entropy, card }
    }

    impl Bench {
        /// The program is started anew.
        fn reopened(&self) -> SoftwareCard {
            SoftwareCard::open(self.entropy.clone(), &self.card.path()).expect("the same card")
        }

        fn text(&self) -> String {
            fs::read_to_string(self.card.path()).expect("the card's file")
        }

        fn alter(&self, from: &str, to: &str) {
            let text = self.text();
            assert!(text.contains(from), "{from} is not in {text}");
            fs::write(self.card.path(), text.replacen(from, to, 1)).expect("written");
        }
    }

    #[test]
    fn a_try_is_spent_even_when_the_power_is_cut_before_the_check() {
        let bench = bench();
        bench.card.take_pin_try().expect("written");
        assert_eq!(bench.reopened().tries_left().expect("readable"), TRIES - 1);
        for _ in 1..TRIES {
            bench.card.take_pin_try().expect("written");
        }
        let fault = bench.reopened().present_pin(&pin(RIGHT));
        assert!(matches!(fault, Err(TokenFault::Locked)), "{fault:?}");
    }

    #[test]
    fn an_unlock_try_is_spent_before_the_check_too() {
        let bench = bench();
        for _ in 0..TRIES {
            bench.card.take_unlock_try().expect("written");
        }
        let code = UnlockCode::parse(CODE).expect("twenty digits");
        let fault = bench.reopened().unlock(&code, &pin("222222"));
        assert!(matches!(fault, Err(TokenFault::UnlockBlocked)), "{fault:?}");
    }

    #[test]
    fn without_a_written_counter_the_pin_is_not_checked() {
        let bench = bench();
        // A folder in the draft's place makes every write fail, for root too.
        let name = bench.card.path().file_name().expect("a name").to_string_lossy().into_owned();
        let draft = bench.folder.path().join(format!(".{name}.draft"));
        fs::create_dir(&draft).expect("made");
        for text in [RIGHT, WRONG] {
            let fault = bench.card.present_pin(&pin(text));
            assert!(matches!(fault, Err(TokenFault::Storage(_))), "{fault:?}");
        }
        assert!(matches!(bench.card.sign(b"x"), Err(TokenFault::PinNeeded)));
        fs::remove_dir(&draft).expect("removed");
        assert_eq!(bench.card.tries_left().expect("readable"), TRIES);
    }

    #[test]
    fn a_half_written_draft_does_no_harm() {
        let bench = bench();
        let name = bench.card.path().file_name().expect("a name").to_string_lossy().into_owned();
        fs::write(bench.folder.path().join(format!(".{name}.draft")), "{\"pin_tri")
            .expect("written");
        bench.reopened().present_pin(&pin(RIGHT)).expect("the right PIN");
    }

    #[test]
    fn a_restart_forgets_the_pin_and_keeps_the_tries() {
        let bench = bench();
        assert!(bench.card.present_pin(&pin(WRONG)).is_err());
        let again = bench.reopened();
        assert_eq!(again.identity(), bench.card.identity());
        assert_eq!(again.tries_left().expect("readable"), TRIES - 1);
        assert!(matches!(again.sign(b"x"), Err(TokenFault::PinNeeded)));
    }

    #[test]
    fn two_programs_spend_from_one_counter() {
        let bench = bench();
        let other = bench.reopened();
        assert!(bench.card.present_pin(&pin(WRONG)).is_err());
        let fault = other.present_pin(&pin(WRONG));
        assert!(matches!(fault, Err(TokenFault::WrongPin { tries_left: 3 })), "{fault:?}");
    }

    #[test]
    fn guessing_in_parallel_wins_no_try() {
        let bench = bench();
        let wrong = std::thread::scope(|scope| {
            let guesses: Vec<_> =
                (0..8).map(|_| scope.spawn(|| bench.reopened().present_pin(&pin(WRONG)))).collect();
            guesses
                .into_iter()
                .map(|guess| guess.join().expect("no panic"))
                .filter(|verdict| matches!(verdict, Err(TokenFault::WrongPin { .. })))
                .count()
        });
        assert_eq!(wrong, usize::from(TRIES) - 1);
        assert_eq!(bench.card.tries_left().expect("readable"), 0);
    }

    /// Cards that were made before cards had kinds say none, and their signature covers what they say.
    #[test]
    fn a_card_that_says_no_kind_is_an_operators_and_a_kind_is_signed() {
        let bench = bench();
        assert!(!bench.text().contains("\"kind\""));
        assert_eq!(bench.reopened().identity().kind, CardKind::Operator);

        let (pin, code) = (pin(RIGHT), UnlockCode::parse(CODE).expect("twenty digits"));
        let business = NewCard { kind: CardKind::Business, ..order(&pin, &code) };
        let clock = ManualClock::at(Instant::from_micros(1_780_000_000_000_000));
        let (entropy, folder) = (bench.entropy.clone(), tempfile::tempdir().expect("a folder"));
        let card = SoftwareCard::issue(&clock, entropy.clone(), folder.path(), business);
        let path = card.expect("issued").path();
        let opened = SoftwareCard::open(entropy.clone(), &path).expect("a card");
        assert_eq!(opened.identity().kind, CardKind::Business);
        let text = fs::read_to_string(&path).expect("its file");
        fs::write(&path, text.replace("\"business\"", "\"tf\"")).expect("written");
        assert!(matches!(SoftwareCard::open(entropy, &path), Err(TokenFault::Damaged { .. })));
    }

    #[test]
    fn a_pulled_file_is_a_removed_card() {
        let bench = bench();
        bench.card.present_pin(&pin(RIGHT)).expect("the right PIN");
        let elsewhere = bench.folder.path().join("pocket");
        fs::rename(bench.card.path(), &elsewhere).expect("moved");
        assert!(matches!(bench.card.sign(b"x"), Err(TokenFault::Removed)));
        assert!(matches!(bench.card.present_pin(&pin(RIGHT)), Err(TokenFault::Removed)));
        fs::rename(&elsewhere, bench.card.path()).expect("moved back");
        assert!(matches!(bench.card.sign(b"x"), Err(TokenFault::PinNeeded)));
    }

    #[test]
    fn an_altered_file_is_no_card_and_costs_no_try() {
        for (from, to) in [
            ("王建国", "李大伟"),
            ("\"memory_kib\": 8", "\"memory_kib\": 9"),
            ("\"pin_tries\": 5", "\"pin_tries\": 200"),
            ("ronghe-software-card/1", "ronghe-software-card/9"),
            ("\"issued_at\": 17", "\"issued_at\": 16"),
            ("\"format\"", "\"more\": 1, \"format\""),
        ] {
            let bench = bench();
            bench.alter(from, to);
            let fault = bench.card.present_pin(&pin(RIGHT));
            assert!(matches!(fault, Err(TokenFault::Damaged { .. })), "{from}: {fault:?}");
            assert!(SoftwareCard::open(bench.entropy.clone(), &bench.card.path()).is_err());
        }
    }

    #[test]
    fn another_card_in_the_same_place_is_not_this_one() {
        let (bench, other) = (bench(), bench_with_seed(12));
        fs::copy(other.card.path(), bench.card.path()).expect("copied");
        assert!(matches!(bench.card.present_pin(&pin(RIGHT)), Err(TokenFault::Removed)));
    }

    #[test]
    fn the_file_is_for_its_owner_only_and_holds_no_secret_in_clear() {
        let bench = bench();
        bench.card.present_pin(&pin(RIGHT)).expect("the right PIN");
        let mode = fs::metadata(bench.card.path()).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let secret = bench.card.with_opened(CardContents::to_bytes).expect("open");
        let text = bench.text();
        for clear in [RIGHT, CODE, &hex::encode(&secret[..32]), &hex::encode(&secret[32..])] {
            assert!(!text.contains(clear));
        }
    }

    #[test]
    fn refuses_to_make_a_card_out_of_bounds() {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = ManualClock::at(Instant::default());
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(1));
        let (pin, code) = (pin(RIGHT), UnlockCode::parse(CODE).expect("twenty digits"));
        let issue = |order| SoftwareCard::issue(&clock, entropy.clone(), folder.path(), order);

        let dear = PinCost { memory_kib: u32::MAX, ..PinCost::FIELD };
        let fault = issue(NewCard { cost: dear, ..order(&pin, &code) }).err();
        assert!(matches!(fault, Some(IssueFault::Cost(_))), "{fault:?}");
        let fault = issue(NewCard { serial: "", ..order(&pin, &code) }).err();
        assert!(matches!(fault, Some(IssueFault::Text)), "{fault:?}");
        assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// One octet changed anywhere: the file is refused, or only a counter changed, or the text
        /// means the same.
        #[test]
        fn no_changed_octet_opens_another_card(at in 0_usize..1_200, octet in any::<u8>()) {
            let bench = bench();
            let mut bytes = bench.text().into_bytes();
            prop_assume!(at < bytes.len());
            bytes[at] = octet;
            fs::write(bench.card.path(), &bytes).expect("written");
            match SoftwareCard::open(bench.entropy.clone(), &bench.card.path()) {
                Err(TokenFault::Damaged { .. }) => {}
                Err(other) => prop_assert!(false, "{:?}", other),
                Ok(card) => prop_assert_eq!(card.identity(), bench.card.identity()),
            }
        }
    }
}
