//! A reader with a card of ours in it, in software, for tests.

use std::sync::Arc;

use skf::{PinKind, SkfLibrary, sm2_digest};
use soft_skf::{Hand, USER_PIN};
use vocabulary::{CardId, CardKind, PersonId};

use crate::signed_identity::SignedIdentity;
use crate::{CardIdentity, CardOwner, PublicKey, Signature};

pub(crate) struct SoftReader {
    pub library: Arc<SkfLibrary>,
    pub hand: Hand,
    pub name: String,
}

impl SoftReader {
    /// With a fresh card under `name`; each test has its own, since the library is one for the program.
    pub(crate) fn new(name: &str) -> Self {
        Self::with_seed(name, 7)
    }

    pub(crate) fn with_seed(name: &str, seed: u8) -> Self {
        let hand = Hand::new();
        hand.insert(name, seed);
        let library = SkfLibrary::load(&Hand::path()).expect("built beside this test");
        let reader = Self { library, hand, name: name.to_owned() };
        reader.hand.write_identity(name, &reader.signed_identity());
        reader
    }

    /// What makes the device a card of ours: its identity, signed by itself.
    pub(crate) fn signed_identity(&self) -> Vec<u8> {
        let device = self.library.connect(&self.name).expect("it is in");
        let application = device.open_application("ronghe").expect("it has one");
        application.verify_pin(PinKind::User, USER_PIN).expect("the right PIN");
        let container = application.open_container("signing").expect("it has one");
        let key = container.public_key().expect("it has one");
        let identity = CardIdentity {
            card: CardId::from_uuid(uuid::Uuid::from_u128(8)),
            serial: "6021000001".into(),
            kind: CardKind::Operator,
            owner: CardOwner {
                person: PersonId::from_uuid(uuid::Uuid::from_u128(7)),
                name: "王建国".into(),
                staff_no: "T0123".into(),
            },
            public_key: PublicKey::from(key),
        };
        let signed = SignedIdentity::make(identity, |message| {
            let signature = container.sign_digest(&sm2_digest(&key, message)).expect("open");
            Ok(Signature::from_bytes(signature.bytes()))
        });
        application.clear_secure_state().expect("it is in");
        signed.expect("signed").text()
    }
}
