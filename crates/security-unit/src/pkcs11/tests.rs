//! Cards on SoftHSM, a PKCS#11 module in software (Debian's `softhsm2`).

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use cryptoki::object::{Attribute, CertificateType, ObjectClass};
use vocabulary::{CardId, CardKind, PersonId};

use super::*;
use crate::*;

const RIGHT: &str = "135790";
const WRONG: &str = "000000";
const NEW: &str = "24681024";
const CODE: &str = "12345678901234567890";
const WRONG_CODE: &str = "00000000000000000000";
const LABEL: &str = "operator card";

/// Runs `story` in a process of its own whose SoftHSM keeps its tokens in a new folder: the module reads its
/// configuration from the environment, once, when it is loaded.
fn on_softhsm(test: &str, story: impl FnOnce(&Bench)) {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return story(&Bench::new(PathBuf::from(folder)));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let tokens = folder.path().join("tokens");
    std::fs::create_dir(&tokens).expect("made");
    let settings = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
        tokens.display()
    );
    let path = folder.path().join("softhsm2.conf");
    std::fs::write(&path, settings).expect("written");
    let run = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", &format!("pkcs11::tests::{test}"), "--nocapture"])
        .env("SOFTHSM2_CONF", path)
        .env(FOLDER, folder.path())
        .output()
        .expect("this program runs");
    let (told, cried) =
        (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success() && told.contains("1 passed"), "{told}\n{cried}");
}

const FOLDER: &str = "RONGHE_SOFTHSM_FOLDER";

struct Bench {
    folder: PathBuf,
    module: Arc<Pkcs11Module>,
}

impl Bench {
    fn new(folder: PathBuf) -> Self {
        let module = Pkcs11Module::load(&softhsm()).expect("SoftHSM loads");
        Self { folder, module }
    }

    fn issue(&self) -> Pkcs11Card {
        self.module.issue(order(&pin(RIGHT), &code(CODE))).expect("issued")
    }

    fn slot(&self) -> Pkcs11Slot {
        Pkcs11Slot::new(self.module.clone(), LABEL)
    }

    /// Pulls the only token out: SoftHSM's tokens are folders.
    fn pull(&self) {
        for token in std::fs::read_dir(self.folder.join("tokens")).expect("a folder") {
            std::fs::remove_dir_all(token.expect("an entry").path()).expect("removed");
        }
    }
}

/// Where the module lies is told by the environment; Debian's places are where else it may be.
fn softhsm() -> PathBuf {
    let told = std::env::var_os("RONGHE_SOFTHSM_MODULE").map(PathBuf::from);
    let debian =
        ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"];
    told.into_iter()
        .chain(debian.map(PathBuf::from))
        .find(|path| path.exists())
        .expect("SoftHSM is installed: `tools/install`, or name it in RONGHE_SOFTHSM_MODULE")
}

fn order<'a>(pin: &'a Pin, unlock_code: &'a UnlockCode) -> NewPkcs11Card<'a> {
    let person = PersonId::from_uuid(uuid::Uuid::from_u128(7));
    let card = CardId::from_uuid(uuid::Uuid::from_u128(8));
    let owner = CardOwner { person, name: "王建国".into(), staff_no: "T0123".into() };
    let (serial, kind) = ("6021000001", CardKind::Operator);
    NewPkcs11Card { card, serial, kind, owner, pin, unlock_code, label: LABEL }
}

fn pin(text: &str) -> Pin {
    Pin::parse(text).expect("a PIN")
}

fn code(text: &str) -> UnlockCode {
    UnlockCode::parse(text).expect("an unlock code")
}

#[test]
fn signs_only_while_the_pin_is_presented() {
    on_softhsm("signs_only_while_the_pin_is_presented", |bench| {
        let card = bench.issue();
        assert!(matches!(card.sign(b"order 1"), Err(TokenFault::PinNeeded)));
        assert!(matches!(card.release_secret("store"), Err(TokenFault::PinNeeded)));
        card.present_pin(&pin(RIGHT)).expect("the right PIN");
        let signature = card.sign(b"order 1").expect("the PIN is presented");
        let key = card.identity().public_key;
        assert_eq!(verify(&key, b"order 1", &signature), Ok(()));
        assert_eq!(verify(&key, b"order 2", &signature), Err(BadSignature));
        card.withdraw();
        assert!(matches!(card.sign(b"order 1"), Err(TokenFault::PinNeeded)));
        assert_eq!(card.certificate().expect("readable"), None);
    });
}

#[test]
fn a_wrong_pin_forgets_the_right_one_and_few_tries_are_told() {
    on_softhsm("a_wrong_pin_forgets_the_right_one_and_few_tries_are_told", |bench| {
        let card = bench.issue();
        assert_eq!(card.tries_left().expect("readable"), TRIES);
        card.present_pin(&pin(RIGHT)).expect("the right PIN");
        let fault = card.present_pin(&pin(WRONG));
        assert!(matches!(fault, Err(TokenFault::WrongPin { tries_left: 2 })), "{fault:?}");
        assert_eq!(card.tries_left().expect("readable"), 2, "SoftHSM says that few are left");
        assert!(matches!(card.sign(b"x"), Err(TokenFault::PinNeeded)));
        card.present_pin(&pin(RIGHT)).expect("SoftHSM never locks");
        assert_eq!(card.tries_left().expect("readable"), TRIES);
    });
}

#[test]
fn an_officer_unlocks_with_a_new_pin() {
    on_softhsm("an_officer_unlocks_with_a_new_pin", |bench| {
        let card = bench.issue();
        let fault = card.unlock(&code(WRONG_CODE), &pin(NEW));
        assert!(matches!(fault, Err(TokenFault::WrongUnlockCode { .. })), "{fault:?}");
        card.unlock(&code(CODE), &pin(NEW)).expect("the right code");
        assert!(matches!(card.sign(b"x"), Err(TokenFault::PinNeeded)), "unlocking opens nothing");
        assert!(card.present_pin(&pin(RIGHT)).is_err(), "the old PIN is gone");
        card.present_pin(&pin(NEW)).expect("the new PIN");
    });
}

#[test]
fn released_secrets_differ_by_label_and_outlive_the_pin() {
    on_softhsm("released_secrets_differ_by_label_and_outlive_the_pin", |bench| {
        let card = bench.issue();
        card.present_pin(&pin(RIGHT)).expect("the right PIN");
        let before = card.release_secret("store").expect("the PIN is presented");
        assert_ne!(card.release_secret("lease").expect("the PIN is presented"), before);
        let fault = card.change_pin(&pin(WRONG), &pin(NEW));
        assert!(matches!(fault, Err(TokenFault::WrongPin { .. })), "{fault:?}");
        card.change_pin(&pin(RIGHT), &pin(NEW)).expect("the right PIN");
        assert_eq!(card.release_secret("store").expect("still open"), before);
        card.unlock(&code(CODE), &pin(RIGHT)).expect("the right code");
        card.present_pin(&pin(RIGHT)).expect("the PIN from unlocking");
        assert_eq!(card.release_secret("store").expect("open again"), before);
    });
}

#[test]
fn a_slot_finds_its_card_by_its_label() {
    on_softhsm("a_slot_finds_its_card_by_its_label", |bench| {
        let slot = bench.slot();
        assert!(slot.card().is_none());
        let issued = bench.issue();
        assert_eq!(slot.next_event(), Some(SlotEvent::Inserted(issued.identity())));
        assert_eq!(slot.next_event(), None);
        let card = slot.card().expect("a card is in");
        assert_eq!(card.identity(), issued.identity());
        assert_eq!(card.identity().owner.name, "王建国");
        assert!(Pkcs11Slot::new(bench.module.clone(), "business card").card().is_none());

        card.present_pin(&pin(RIGHT)).expect("the right PIN");
        let statement = SignedStatement::make(&*card, Context::CardSession, b"nonce".to_vec());
        let statement = statement.expect("the PIN is presented");
        let key = card.identity().public_key;
        assert_eq!(statement.verify(&key, Context::CardSession), Ok(&b"nonce"[..]));
    });
}

#[test]
fn a_pulled_card_tells_its_slot_and_its_holder() {
    on_softhsm("a_pulled_card_tells_its_slot_and_its_holder", |bench| {
        let issued = bench.issue();
        let slot = bench.slot();
        let held = slot.card().expect("a card is in");
        held.present_pin(&pin(RIGHT)).expect("the right PIN");
        bench.pull();
        let signed = held.sign(b"x");
        assert!(matches!(signed, Err(TokenFault::Removed)), "{signed:?}");
        assert!(matches!(held.tries_left(), Err(TokenFault::Removed)));
        assert!(slot.card().is_none());
        assert_eq!(slot.next_event(), Some(SlotEvent::Inserted(issued.identity())));
        assert_eq!(slot.next_event(), Some(SlotEvent::Removed(issued.identity().card)));
    });
}

#[test]
fn a_certificate_on_the_token_is_handed_out_as_it_is() {
    on_softhsm("a_certificate_on_the_token_is_handed_out_as_it_is", |bench| {
        let card = bench.issue();
        card.present_pin(&pin(RIGHT)).expect("the right PIN");
        let context = bench.module.context();
        let with_token = context.get_slots_with_initialized_token().expect("asked");
        let session = context.open_rw_session(with_token[0]).expect("opened");
        // An empty name, and a certificate of which nobody looks at more than its octets.
        let certificate = vec![0x30, 0x03, 0x02, 0x01, 0x07];
        let object = [
            Attribute::Class(ObjectClass::CERTIFICATE),
            Attribute::CertificateType(CertificateType::X_509),
            Attribute::Token(true),
            Attribute::Private(false),
            Attribute::Subject(vec![0x30, 0x00]),
            Attribute::Value(certificate.clone()),
        ];
        session.create_object(&object).expect("created");
        card.withdraw();
        assert_eq!(card.certificate().expect("readable"), Some(certificate));
    });
}

#[test]
fn a_token_becomes_a_card_under_a_label_that_fits() {
    on_softhsm("a_token_becomes_a_card_under_a_label_that_fits", |bench| {
        let (pin, code) = (pin(RIGHT), code(CODE));
        for label in ["", &"x".repeat(33)] {
            let made = bench.module.issue(NewPkcs11Card { label, ..order(&pin, &code) });
            assert!(matches!(made, Err(Pkcs11Fault::Label)), "{made:?}");
        }
    });
}

#[test]
fn a_module_that_is_none_is_refused_with_its_path() {
    let fault = Pkcs11Module::load(Path::new("/nowhere/libnone.so")).expect_err("no module");
    assert!(fault.to_string().contains("/nowhere/libnone.so"), "{fault}");
}
