//! A terminal with a key of its own, as the platform sees it.

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use platform::fleet::terminal_message;
use security_unit::{Context, FakeCard, SignedStatement, SigningToken as _};
use serde_json::{Value, json};
use vocabulary::{Entropy as _, PersonId, Role};

use super::{Bench, Reply};

pub struct TestTerminal<'b> {
    bench: &'b Bench,
    key: SigningKey,
    pub id: String,
}

/// A code from the security officer.
pub async fn enrolment_code(bench: &Bench, name: &str) -> String {
    let officer = bench.role(Role::SecurityOfficer).await;
    let made = officer.post("/api/v1/terminals/enrolment-codes", json!({ "name": name })).await;
    made.ok()["code"].as_str().expect("a code").to_owned()
}

impl<'b> TestTerminal<'b> {
    pub async fn enrol(bench: &'b Bench, name: &str) -> Self {
        let code = enrolment_code(bench, name).await;
        let key = SigningKey::from_slice(&bench.entropy.key()).expect("almost any bytes");
        let enrolled = Self::try_enrol(bench, &key, &code).await.ok();
        let id = enrolled["terminal"].as_str().expect("an id").to_owned();
        Self { bench, key, id }
    }

    pub async fn try_enrol(bench: &Bench, key: &SigningKey, code: &str) -> Reply {
        let public_key = hex::encode(key.verifying_key().to_sec1_point(true).as_bytes());
        let body = json!({ "code": code, "public_key": public_key, "release_no": "0.1.0" });
        bench.send("POST", "/terminal/v1/enrol", &[], Some(body)).await
    }

    pub async fn nonce(&self) -> Vec<u8> {
        let body = json!({ "terminal": self.id });
        let challenge = self.bench.send("POST", "/terminal/v1/challenges", &[], Some(body)).await;
        hex::decode(challenge.ok()["nonce"].as_str().expect("a nonce")).expect("hex")
    }

    /// The answer to a challenge, with or without a card.
    pub fn answer(&self, nonce: &[u8], card: Option<&FakeCard>) -> Value {
        let signature: Signature = self.key.sign(&terminal_message(nonce));
        let mut body = json!({
            "terminal": self.id,
            "nonce": hex::encode(nonce),
            "release_no": "0.1.0",
            "terminal_signature": hex::encode(signature.to_bytes()),
        });
        if let Some(card) = card {
            let statement = SignedStatement::make(card, Context::CardSession, nonce.to_vec())
                .expect("the PIN is presented");
            body["card"] = json!({ "card": card.identity().card, "statement": statement });
        }
        body
    }

    pub async fn open(&self, card: Option<&FakeCard>) -> Reply {
        let nonce = self.nonce().await;
        self.try_open(self.answer(&nonce, card)).await
    }

    pub async fn try_open(&self, answer: Value) -> Reply {
        self.bench.send("POST", "/terminal/v1/sessions", &[], Some(answer)).await
    }

    /// Signs in with a card and gives the token.
    pub async fn sign_in(&self, card: &FakeCard) -> String {
        self.open(Some(card)).await.ok()["token"].as_str().expect("a token").to_owned()
    }
}

/// A card for somebody, registered by the security officer under `serial`.
pub async fn issue_card(bench: &Bench, person: PersonId, serial: &str) -> FakeCard {
    let card = FakeCard::with_pin_presented(&*bench.entropy);
    let officer = bench.role(Role::SecurityOfficer).await;
    officer.post("/api/v1/cards", card_body(&card, person, serial)).await.ok();
    card
}

pub fn card_body(card: &FakeCard, person: PersonId, serial: &str) -> Value {
    json!({
        "card": card.identity().card,
        "serial": serial,
        "kind": card.identity().kind,
        "person": person,
        "public_key": card.identity().public_key,
        "unlock_code": UNLOCK_CODE,
    })
}

pub const UNLOCK_CODE: &str = "12345678901234567890";
