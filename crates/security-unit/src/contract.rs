//! What every card keeps to; run on the software card, on the fake, and on a card behind an SKF library. Those behind a
//! PKCS#11 module count tries as they please and have tests of their own.

use std::sync::Arc;

use vocabulary::{CardKind, Entropy, Instant, ManualClock, PersonId, SeededEntropy};

use crate::*;

/// Runs `story` on a fresh card of each kind; its PIN is [`RIGHT`], its unlock code [`CODE`].
fn on_every_card(story: impl Fn(&dyn SigningToken)) {
    let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(21));
    let clock = ManualClock::at(Instant::from_micros(1_780_000_000_000_000));
    let person = PersonId::make(&clock, &*entropy);
    let owner = CardOwner { person, name: "王建国".into(), staff_no: "T0123".into() };

    story(&FakeCard::new(&*entropy, owner.clone(), pin(RIGHT), code(CODE)));

    let folder = tempfile::tempdir().expect("a folder");
    let order = NewCard {
        serial: "6021000001",
        kind: CardKind::Operator,
        owner,
        pin: &pin(RIGHT),
        unlock_code: &code(CODE),
        cost: PinCost::SIMULATION,
    };
    story(&SoftwareCard::issue(&clock, entropy, folder.path(), order).expect("issued"));

    #[cfg(feature = "skf")]
    {
        use std::sync::atomic::{AtomicU32, Ordering};
        static READERS: AtomicU32 = AtomicU32::new(0);
        let name = format!("contract {}", READERS.fetch_add(1, Ordering::SeqCst));
        let reader = crate::skf_card::soft::SoftReader::new(&name);
        story(&crate::skf_card::SkfCard::open(&reader.library, &name).expect("a card"));
    }
}

const RIGHT: &str = "135790";
const WRONG: &str = "000000";
const NEW: &str = "24681024";
const CODE: &str = "12345678901234567890";
const WRONG_CODE: &str = "00000000000000000000";

fn pin(text: &str) -> Pin {
    Pin::parse(text).expect("a PIN")
}

fn code(text: &str) -> UnlockCode {
    UnlockCode::parse(text).expect("an unlock code")
}

fn lock(card: &dyn SigningToken) {
    for _ in 0..TRIES {
        assert!(card.present_pin(&pin(WRONG)).is_err());
    }
}

#[test]
fn signs_only_while_the_pin_is_presented() {
    on_every_card(|card| {
        assert!(matches!(card.sign(b"order 1"), Err(TokenFault::PinNeeded)));
        assert!(matches!(card.release_secret("store"), Err(TokenFault::PinNeeded)));
        card.present_pin(&pin(RIGHT)).expect("the right PIN");
        let signature = card.sign(b"order 1").expect("the PIN is presented");
        let key = card.identity().public_key;
        assert_eq!(verify(&key, b"order 1", &signature), Ok(()));
        assert_eq!(verify(&key, b"order 2", &signature), Err(BadSignature));
        card.withdraw();
        assert!(matches!(card.sign(b"order 1"), Err(TokenFault::PinNeeded)));
    });
}

#[test]
fn counts_wrong_pins_and_forgives_after_a_right_one() {
    on_every_card(|card| {
        for tries_left in [4, 3] {
            let fault = card.present_pin(&pin(WRONG));
            let Err(TokenFault::WrongPin { tries_left: told }) = fault else { panic!("{fault:?}") };
            assert_eq!(told, tries_left);
            assert_eq!(card.tries_left().expect("readable"), tries_left);
        }
        card.present_pin(&pin(RIGHT)).expect("the right PIN");
        assert_eq!(card.tries_left().expect("readable"), TRIES);
    });
}

#[test]
fn a_wrong_pin_forgets_the_right_one() {
    on_every_card(|card| {
        card.present_pin(&pin(RIGHT)).expect("the right PIN");
        assert!(card.present_pin(&pin(WRONG)).is_err());
        assert!(matches!(card.sign(b"x"), Err(TokenFault::PinNeeded)));
    });
}

#[test]
fn locks_after_the_last_try_even_for_the_right_pin() {
    on_every_card(|card| {
        lock(card);
        assert_eq!(card.tries_left().expect("readable"), 0);
        assert!(matches!(card.present_pin(&pin(RIGHT)), Err(TokenFault::Locked)));
        assert!(matches!(card.change_pin(&pin(RIGHT), &pin(NEW)), Err(TokenFault::Locked)));
    });
}

#[test]
fn an_officer_unlocks_with_a_new_pin() {
    on_every_card(|card| {
        lock(card);
        card.unlock(&code(CODE), &pin(NEW)).expect("the right code");
        assert!(matches!(card.sign(b"x"), Err(TokenFault::PinNeeded)), "unlocking opens nothing");
        assert!(card.present_pin(&pin(RIGHT)).is_err(), "the old PIN is gone");
        card.present_pin(&pin(NEW)).expect("the new PIN");
        assert_eq!(card.tries_left().expect("readable"), TRIES);
    });
}

#[test]
fn a_wrong_unlock_code_is_counted_until_the_card_is_lost() {
    on_every_card(|card| {
        for tries_left in [4, 3, 2, 1] {
            let fault = card.unlock(&code(WRONG_CODE), &pin(NEW));
            let Err(TokenFault::WrongUnlockCode { tries_left: told }) = fault else {
                panic!("{fault:?}")
            };
            assert_eq!(told, tries_left);
        }
        for given in [WRONG_CODE, CODE] {
            let fault = card.unlock(&code(given), &pin(NEW));
            assert!(matches!(fault, Err(TokenFault::UnlockBlocked)), "{fault:?}");
        }
        card.present_pin(&pin(RIGHT)).expect("the PIN itself still works");
    });
}

#[test]
fn a_pin_change_forgives_no_wrong_unlock_code() {
    on_every_card(|card| {
        assert!(card.unlock(&code(WRONG_CODE), &pin(NEW)).is_err());
        card.change_pin(&pin(RIGHT), &pin(NEW)).expect("the right PIN");
        let fault = card.unlock(&code(WRONG_CODE), &pin(RIGHT));
        assert!(matches!(fault, Err(TokenFault::WrongUnlockCode { tries_left: 3 })), "{fault:?}");
    });
}

#[test]
fn released_secrets_differ_by_label_and_outlive_the_pin() {
    on_every_card(|card| {
        card.present_pin(&pin(RIGHT)).expect("the right PIN");
        let before = card.release_secret("store").expect("the PIN is presented");
        assert_ne!(card.release_secret("lease").expect("the PIN is presented"), before);

        card.change_pin(&pin(RIGHT), &pin(NEW)).expect("the right PIN");
        assert_eq!(card.release_secret("store").expect("still open"), before);
        lock(card);
        card.unlock(&code(CODE), &pin(RIGHT)).expect("the right code");
        card.present_pin(&pin(RIGHT)).expect("the PIN from unlocking");
        assert_eq!(card.release_secret("store").expect("open again"), before);
    });
}

#[test]
fn changing_the_pin_needs_the_current_one() {
    on_every_card(|card| {
        let fault = card.change_pin(&pin(WRONG), &pin(NEW));
        assert!(matches!(fault, Err(TokenFault::WrongPin { tries_left: 4 })), "{fault:?}");
        card.change_pin(&pin(RIGHT), &pin(NEW)).expect("the right PIN");
        assert!(card.present_pin(&pin(RIGHT)).is_err());
        card.present_pin(&pin(NEW)).expect("the new PIN");
    });
}
