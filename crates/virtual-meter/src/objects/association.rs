//! CONNECT: who may speak with the meter, and by which proof (dlt698-45.md, 5.2).

use dlt698::apdu::{
    ConnectRequest, ConnectResponse, ConnectResult, FactoryVersion, Mechanism, Negotiation,
    SecurityData,
};
use dlt698::{FixedCharacters, Octets};
use security_unit::metering::ConnectProof;

use crate::meter::Meter;

impl Meter {
    pub(super) fn connect(&mut self, request: &ConnectRequest) -> ConnectResponse {
        let mut security = None;
        let result = if request.negotiation.version == VERSION {
            match &request.mechanism {
                Mechanism::Null => ConnectResult::ALLOWED,
                Mechanism::Password(password) => self.take_password(&password.0),
                Mechanism::Symmetric(credentials) => {
                    let proof = ConnectProof {
                        cipher: credentials.ciphertext.0.clone(),
                        signature: credentials.signature.0.clone(),
                    };
                    let now = self.time();
                    match self.esam.connect(now, &proof) {
                        Ok(server) => {
                            let (rn, signature) = (Octets(server.random), Octets(server.signature));
                            security = Some(SecurityData { rn, signature });
                            ConnectResult::ALLOWED
                        }
                        Err(_) => ConnectResult::SYMMETRIC_DECRYPTION,
                    }
                }
                // This ESAM has no certificates.
                Mechanism::Signature(_) => ConnectResult::SIGNATURE,
            }
        } else {
            ConnectResult::VERSION
        };
        ConnectResponse {
            factory: FACTORY,
            negotiation: agreed(&request.negotiation),
            result,
            security,
        }
    }

    /// The password of an association is that of level 02, six digits; wrong ones count alike.
    fn take_password(&mut self, told: &[u8]) -> ConnectResult {
        let now = self.second();
        let entered = secret_of(told).map(|secret| self.passwords.enter(LEVEL, secret, now));
        match entered {
            Some(Ok(())) => ConnectResult::ALLOWED,
            _ => ConnectResult::WRONG_PASSWORD,
        }
    }
}

/// Six digits as two to a byte.
pub(super) fn secret_of(digits: &[u8]) -> Option<[u8; 3]> {
    let digits: &[u8; 6] = digits.try_into().ok()?;
    let value = |digit: u8| digit.is_ascii_digit().then(|| digit - b'0');
    let mut secret = [0; 3];
    for (pair, of) in secret.iter_mut().zip(digits.chunks(2)) {
        *pair = value(of[0])? << 4 | value(of[1])?;
    }
    Some(secret)
}

/// What both can.
fn agreed(asked: &Negotiation) -> Negotiation {
    let own = Negotiation::default();
    Negotiation {
        version: VERSION,
        protocol: own.protocol.both(asked.protocol),
        functions: own.functions.both(asked.functions),
        // What the meter sends is what the client takes, and the other way round.
        send_frame_len_max: own.send_frame_len_max.min(asked.receive_frame_len_max),
        receive_frame_len_max: own.receive_frame_len_max.min(asked.send_frame_len_max),
        receive_window: 1,
        apdu_len_max: own.apdu_len_max.min(asked.apdu_len_max),
        timeout_s: asked.timeout_s,
    }
}

/// As in Annex D; which others a meter takes is unconfirmed.
const VERSION: u16 = 0x0010;
/// Which password opens an association is unconfirmed.
const LEVEL: u8 = 0x02;

const FACTORY: FactoryVersion = FactoryVersion {
    vendor: FixedCharacters(*b"RHVM"),
    software: FixedCharacters(*b"0001"),
    software_date: FixedCharacters(*b"261130"),
    hardware: FixedCharacters(*b"0001"),
    hardware_date: FixedCharacters(*b"261130"),
    extension: FixedCharacters([0; 8]),
};
