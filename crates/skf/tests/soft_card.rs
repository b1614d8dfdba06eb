//! The crate against a library of our own, loaded as a vendor's would be.

use std::sync::Arc;

use skf::{PinKind, PinTries, SkfApplication, SkfFault, SkfLibrary, sm2_digest, verify_sm2};
use soft_skf::{ADMINISTRATOR_PIN, Hand, USER_PIN};

/// A library with one device.
struct Bench {
    library: Arc<SkfLibrary>,
    hand: Hand,
    name: &'static str,
}

impl Bench {
    /// With a fresh device under `name`: each test has its own, since the library is one for the program.
    fn new(name: &'static str) -> Self {
        let hand = Hand::new();
        hand.insert(name, 7);
        Self { library: SkfLibrary::load(&Hand::path()).expect("an SKF library"), hand, name }
    }

    fn application(&self) -> SkfApplication {
        let device = self.library.connect(self.name).expect("it is in");
        device.open_application("ronghe").expect("it has one")
    }
}

#[test]
fn signs_only_while_the_pin_is_presented() {
    let application = Bench::new("signs").application();
    let container = application.open_container("signing").expect("it has one");
    let key = container.public_key().expect("needs no PIN");
    let digest = sm2_digest(&key, b"order 1");
    assert!(matches!(container.sign_digest(&digest), Err(SkfFault::PinNeeded)));
    application.verify_pin(PinKind::User, USER_PIN).expect("the right PIN");
    let signature = container.sign_digest(&digest).expect("the PIN is presented");
    assert!(verify_sm2(&key, b"order 1", &signature));
    assert!(!verify_sm2(&key, b"order 2", &signature));
    application.clear_secure_state().expect("it is in");
    assert!(matches!(container.sign_digest(&digest), Err(SkfFault::PinNeeded)));
}

#[test]
fn counts_wrong_pins_aloud_until_it_locks_and_the_administrator_unlocks() {
    let application = Bench::new("counts").application();
    for left in [4, 3, 2, 1] {
        let fault = application.verify_pin(PinKind::User, "000000");
        let Err(SkfFault::PinIncorrect { tries_left }) = fault else { panic!("{fault:?}") };
        assert_eq!(tries_left, left);
        let tries = application.tries(PinKind::User).expect("it tells");
        assert_eq!(tries, PinTries { max: 5, left });
    }
    for pin in ["000000", USER_PIN] {
        let fault = application.verify_pin(PinKind::User, pin);
        assert!(matches!(fault, Err(SkfFault::PinLocked)), "{fault:?}");
    }
    let fault = application.unblock_pin("00000000", "246810");
    assert!(matches!(fault, Err(SkfFault::PinIncorrect { tries_left: 4 })), "{fault:?}");
    application.unblock_pin(ADMINISTRATOR_PIN, "246810").expect("the right PIN");
    application.verify_pin(PinKind::User, "246810").expect("the new PIN");
    application.change_pin(PinKind::User, "246810", "112233").expect("the right PIN");
    assert!(application.verify_pin(PinKind::User, "246810").is_err());
}

#[test]
fn files_are_everybodys_or_the_users() {
    let bench = Bench::new("files");
    bench.hand.write_identity(bench.name, b"a soft card");
    let application = bench.application();
    let identity = application.read_file("ronghe.identity", 100).expect("everybody's");
    assert_eq!(identity.as_slice(), b"a soft card");
    let fault = application.read_file("ronghe.secret", 32);
    assert!(matches!(fault, Err(SkfFault::PinNeeded)), "{fault:?}");
    application.verify_pin(PinKind::User, USER_PIN).expect("the right PIN");
    assert_eq!(application.read_file("ronghe.secret", 32).expect("the user's").as_slice(), [7; 32]);
    assert_eq!(application.read_file("ronghe.secret", 5).expect("the user's").len(), 5);
    let fault = application.read_file("none", 1);
    assert!(matches!(fault, Err(SkfFault::Missing)), "{fault:?}");
}

#[test]
fn a_certificate_is_handed_out_if_there_is_one() {
    let bench = Bench::new("certificate");
    let container = bench.application().open_container("signing").expect("it has one");
    assert_eq!(container.certificate().expect("it is in"), None);
    bench.hand.give_certificate(bench.name);
    let certificate = container.certificate().expect("it is in");
    assert_eq!(certificate, Some(vec![0x30, 0x02, 0x05, 0x00]));
}

#[test]
fn a_pulled_card_does_nothing_more_even_when_it_comes_back() {
    let bench = Bench::new("pulled");
    let device = bench.library.connect(bench.name).expect("it is in");
    let application = bench.application();
    let container = application.open_container("signing").expect("it has one");
    application.verify_pin(PinKind::User, USER_PIN).expect("the right PIN");
    assert!(device.is_present().expect("it tells"));

    bench.hand.remove(bench.name);
    assert!(!device.is_present().expect("it tells"));
    assert!(!bench.library.devices().expect("it tells").contains(&"pulled".to_owned()));
    assert!(matches!(container.sign_digest(&[1; 32]), Err(SkfFault::Removed)));

    bench.hand.insert(bench.name, 7);
    assert!(device.is_present().expect("it tells"));
    assert!(
        matches!(container.sign_digest(&[1; 32]), Err(SkfFault::Removed)),
        "old handles are dead"
    );
    let again = bench.application().open_container("signing").expect("it has one");
    assert!(matches!(again.sign_digest(&[1; 32]), Err(SkfFault::PinNeeded)));
}

#[test]
fn what_is_not_there_or_no_library_says_so() {
    let bench = Bench::new("faults");
    let missing = bench.library.connect("nobody").err();
    assert!(matches!(missing, Some(SkfFault::Removed)), "{missing:?}");
    let device = bench.library.connect(bench.name).expect("it is in");
    assert!(matches!(device.open_application("other").err(), Some(SkfFault::Missing)));
    let zero = bench.library.connect("a\0b").err();
    assert!(matches!(zero, Some(SkfFault::Text)), "{zero:?}");

    let nowhere = SkfLibrary::load("/nowhere/libnone.so".as_ref()).err().expect("no library");
    assert!(nowhere.to_string().contains("/nowhere/libnone.so"), "{nowhere}");
    let libc = SkfLibrary::load("libc.so.6".as_ref()).err();
    assert!(matches!(libc, Some(SkfFault::Symbol { symbol: "SKF_EnumDev", .. })), "{libc:?}");
}
