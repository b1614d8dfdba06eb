//! A [`SigningToken`] behind an SKF library.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use skf::{PinKind, SkfApplication, SkfContainer, SkfDevice, SkfFault, SkfLibrary, sm2_digest};
use zeroize::Zeroizing;

use crate::contents::secret_for;
use crate::signed_identity::{LEN_MAX, SignedIdentity};
use crate::{CardIdentity, Pin, PublicKey, Signature, SigningToken, TokenFault, UnlockCode};

/// A card of ours in a device.
pub struct SkfCard {
    device: SkfDevice,
    application: SkfApplication,
    container: SkfContainer,
    identity: CardIdentity,
    /// Whether the PIN is presented. The card knows it too; what we did not open, we do not use.
    is_open: Mutex<bool>,
}

impl SkfCard {
    /// Reads the card in the device of this name; its PIN is still to be presented.
    ///
    /// # Errors
    /// When the card has gone or is none of ours.
    pub fn open(library: &Arc<SkfLibrary>, device: &str) -> Result<Self, TokenFault> {
        let device = library.connect(device).map_err(of_card)?;
        let application = device.open_application(APPLICATION).map_err(of_card)?;
        let container = application.open_container(CONTAINER).map_err(of_card)?;
        let key = PublicKey::from(container.public_key().map_err(of_card)?);
        let signed = application.read_file(IDENTITY_FILE, LEN_MAX).map_err(of_card)?;
        let identity = SignedIdentity::parse(&signed)?.check(&key)?;
        Ok(Self { device, application, container, identity, is_open: Mutex::new(false) })
    }

    /// Whether the card is still in, as far as the library tells.
    pub(super) fn is_present(&self) -> bool {
        let tells = self.application.tries(PinKind::User).is_ok();
        tells && self.device.is_present().unwrap_or(false)
    }

    /// Lets the opened card do something; one that was pulled has forgotten its PIN.
    fn with_opened<T>(&self, act: impl FnOnce() -> Result<T, SkfFault>) -> Result<T, TokenFault> {
        let mut is_open = self.is_open();
        // Asked first, so that a card that has gone says so even before its PIN.
        self.application.tries(PinKind::User).map_err(of_card).inspect_err(|_| *is_open = false)?;
        if !*is_open {
            return Err(TokenFault::PinNeeded);
        }
        act().map_err(of_card).inspect_err(|fault| {
            *is_open = !matches!(fault, TokenFault::Removed | TokenFault::PinNeeded);
        })
    }

    fn check_pin(&self, is_open: &mut bool, pin: &Pin) -> Result<(), TokenFault> {
        *is_open = false;
        self.application.clear_secure_state().map_err(of_card)?;
        self.application.verify_pin(PinKind::User, digits(pin.bytes())).map_err(of_card)?;
        *is_open = true;
        Ok(())
    }

    fn is_open(&self) -> MutexGuard<'_, bool> {
        self.is_open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SigningToken for SkfCard {
    fn identity(&self) -> CardIdentity {
        self.identity.clone()
    }

    fn certificate(&self) -> Result<Option<Vec<u8>>, TokenFault> {
        self.container.certificate().map_err(of_card)
    }

    fn tries_left(&self) -> Result<u8, TokenFault> {
        let tries = self.application.tries(PinKind::User).map_err(of_card)?;
        Ok(few(tries.left))
    }

    fn present_pin(&self, pin: &Pin) -> Result<(), TokenFault> {
        self.check_pin(&mut self.is_open(), pin)
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, TokenFault> {
        let key = self.identity.public_key.sm2().ok_or_else(no_sm2)?;
        let digest = sm2_digest(&key, message);
        let signature = self.with_opened(|| self.container.sign_digest(&digest))?;
        Ok(Signature::from_bytes(signature.bytes()))
    }

    fn release_secret(&self, label: &str) -> Result<Zeroizing<[u8; 32]>, TokenFault> {
        let secret = self.with_opened(|| self.application.read_file(SECRET_FILE, SECRET_LEN))?;
        let secret = secret
            .first_chunk::<32>()
            .ok_or_else(|| TokenFault::Damaged { reason: "its secret is too short".into() })?;
        Ok(secret_for(secret, label))
    }

    fn change_pin(&self, current: &Pin, new: &Pin) -> Result<(), TokenFault> {
        let mut is_open = self.is_open();
        self.check_pin(&mut is_open, current)?;
        let (current, new) = (digits(current.bytes()), digits(new.bytes()));
        self.application.change_pin(PinKind::User, current, new).map_err(of_card)
    }

    fn unlock(&self, code: &UnlockCode, new_pin: &Pin) -> Result<(), TokenFault> {
        let mut is_open = self.is_open();
        *is_open = false;
        self.application.clear_secure_state().map_err(of_card)?;
        let unblocked = self.application.unblock_pin(digits(code.bytes()), digits(new_pin.bytes()));
        unblocked.map_err(|fault| match fault {
            SkfFault::PinLocked | SkfFault::PinIncorrect { tries_left: 0 } => {
                TokenFault::UnlockBlocked
            }
            SkfFault::PinIncorrect { tries_left } => {
                TokenFault::WrongUnlockCode { tries_left: few(tries_left) }
            }
            fault => of_card(fault),
        })
    }

    fn withdraw(&self) {
        let mut is_open = self.is_open();
        *is_open = false;
        // A card that has gone has forgotten it by itself.
        let _ = self.application.clear_secure_state();
    }
}

impl fmt::Debug for SkfCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SkfCard({})", self.identity.card)
    }
}

pub(super) fn of_card(fault: SkfFault) -> TokenFault {
    match fault {
        SkfFault::Removed => TokenFault::Removed,
        SkfFault::PinLocked | SkfFault::PinIncorrect { tries_left: 0 } => TokenFault::Locked,
        SkfFault::PinIncorrect { tries_left } => {
            TokenFault::WrongPin { tries_left: few(tries_left) }
        }
        SkfFault::PinNeeded => TokenFault::PinNeeded,
        SkfFault::Missing => TokenFault::Damaged { reason: "it is no card of ours".into() },
        SkfFault::Answer { reason } => TokenFault::Damaged { reason: reason.into() },
        fault => TokenFault::Storage(std::io::Error::other(fault)),
    }
}

/// A count that people see: more than 255 tries are as good as 255.
fn few(tries: u32) -> u8 {
    u8::try_from(tries).unwrap_or(u8::MAX)
}

fn digits(code: &[u8]) -> &str {
    str::from_utf8(code).expect("codes are made of digits")
}

fn no_sm2() -> TokenFault {
    TokenFault::Damaged { reason: "its key is none of SM2's".into() }
}

const APPLICATION: &str = "ronghe";
const CONTAINER: &str = "signing";
const IDENTITY_FILE: &str = "ronghe.identity";
const SECRET_FILE: &str = "ronghe.secret";
const SECRET_LEN: u32 = 32;
