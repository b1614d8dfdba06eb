//! Enrolment: a code that works once makes this device a terminal of the company.

use p256::ecdsa::SigningKey;
use terminal_store::{Enrolment, TerminalKey};
use vocabulary::{Entropy, TerminalId};
use zeroize::Zeroizing;

use super::{Agent, AgentFault};
use crate::platform::{CallFault, EnrolRequest, Enrolled};

impl Agent {
    /// Makes this device a terminal. Its key is the TF card's, where there is a slot for one; elsewhere it is made here, and
    /// kept before the platform hears of it, so that an answer that is lost can be asked for again with the same key.
    ///
    /// # Errors
    /// When the platform refuses the code or cannot be reached, or the TF card does not open.
    pub async fn enrol(&self, code: &str) -> Result<TerminalId, AgentFault> {
        let tf_card = self.tf_card_to_enrol().await?;
        let (key, public_key) = match &tf_card {
            Some(card) => (TerminalKey::OnTfCard(card.card), card.public_key.to_string()),
            None => {
                let key = self.pending_key().await?;
                let public_key = key.verifying_key().to_sec1_point(true);
                let scalar = Zeroizing::new(key.to_bytes().to_vec());
                (TerminalKey::InStore(scalar), hex::encode(public_key.as_bytes()))
            }
        };
        let request = EnrolRequest {
            code: code.to_owned(),
            public_key,
            tf_card: tf_card.map(|card| card.card),
            release_no: self.settings.release_no.clone(),
        };
        let platform = self.platform.under(self.correlate());
        let enrolled: Enrolled = platform.post(None, "/terminal/v1/enrol", &request).await?;
        let decoded = |text: &str| hex::decode(text).map_err(|_| CallFault::BadAnswer);
        let enrolment = Enrolment {
            organisation: enrolled.organisation,
            terminal: enrolled.terminal,
            name: enrolled.name,
            key,
            platform_key: decoded(&enrolled.platform_key)?,
            recovery_key: decoded(&enrolled.recovery_key)?,
            enrolled_at: self.clock().now(),
        };
        self.device.enrol(&enrolment).await?;
        self.identity.belongs_to(&enrolment.key);
        Ok(enrolment.terminal)
    }

    async fn pending_key(&self) -> Result<SigningKey, AgentFault> {
        if let Some(kept) = self.device.setting::<String>(PENDING_KEY).await?.map(Zeroizing::new)
            && let Ok(bytes) = hex::decode(kept.as_bytes()).map(Zeroizing::new)
            && let Ok(key) = SigningKey::from_slice(&bytes)
        {
            return Ok(key);
        }
        let key = make_key(self.entropy());
        let text = Zeroizing::new(hex::encode(Zeroizing::new(key.to_bytes().to_vec()).as_slice()));
        self.device.set(PENDING_KEY, &*text).await?;
        Ok(key)
    }
}

fn make_key(entropy: &dyn Entropy) -> SigningKey {
    loop {
        // A random number is no key once in 2^32 times; then draw again.
        if let Ok(key) = SigningKey::from_slice(&*Zeroizing::new(entropy.key())) {
            return key;
        }
    }
}

const PENDING_KEY: &str = "terminal_key";
