//! A [`SigningToken`] on a PKCS#11 token.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::{Slot, TokenInfo};
use p256::ecdsa::VerifyingKey;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::module::{Pkcs11Module, auth};
use crate::contents::RELEASE_CONTEXT;
use crate::signed_identity::SignedIdentity;
use crate::{CardIdentity, Pin, PublicKey, Signature, SigningToken, TRIES, TokenFault, UnlockCode};

/// A card of ours on a token. Its private key and its secret never leave the token.
pub struct Pkcs11Card {
    module: Arc<Pkcs11Module>,
    slot: Slot,
    /// The token's own serial number: another token in the same slot is another card.
    token: String,
    identity: CardIdentity,
    /// There while the PIN is presented.
    opened: Mutex<Option<Session>>,
}

impl Pkcs11Card {
    /// Reads the card in `slot`; its PIN is still to be presented.
    pub(super) fn open(module: Arc<Pkcs11Module>, slot: Slot) -> Result<Self, TokenFault> {
        let info = module.context().get_token_info(slot).map_err(of_pkcs11)?;
        let token = info.serial_number().to_owned();
        let session = module.context().open_ro_session(slot).map_err(of_pkcs11)?;
        let identity = read_identity(&session)?;
        Ok(Self { module, slot, token, identity, opened: Mutex::new(None) })
    }

    /// Whether this very token is still in its slot.
    pub(super) fn is_present(&self) -> bool {
        self.token_info().is_ok()
    }

    /// What the token says about itself, if it is still this one. One that no longer says who it is has gone, whatever
    /// its module calls that: vendors differ.
    fn token_info(&self) -> Result<TokenInfo, TokenFault> {
        let info = self.module.context().get_token_info(self.slot);
        info.ok().filter(|info| info.serial_number() == self.token).ok_or(TokenFault::Removed)
    }

    /// Lets the opened token do something; one that was pulled has forgotten its PIN.
    fn with_opened<T>(
        &self,
        act: impl FnOnce(&Session) -> Result<T, TokenFault>,
    ) -> Result<T, TokenFault> {
        let mut opened = self.opened();
        let done =
            self.token_info().and_then(|_| opened.as_ref().map_or(Err(TokenFault::PinNeeded), act));
        if matches!(done, Err(TokenFault::Removed)) {
            *opened = None;
        }
        done
    }

    /// Closes the session that `opened` holds, and opens another with `pin`.
    fn log_in(
        &self,
        opened: &mut MutexGuard<'_, Option<Session>>,
        pin: &Pin,
    ) -> Result<(), TokenFault> {
        log_out(opened);
        self.token_info()?;
        let session = self.module.context().open_rw_session(self.slot).map_err(of_pkcs11)?;
        match session.login(UserType::User, Some(&auth(pin.bytes()))) {
            Ok(()) => {
                **opened = Some(session);
                Ok(())
            }
            Err(Error::Pkcs11(RvError::PinLocked, _)) => Err(TokenFault::Locked),
            Err(Error::Pkcs11(
                RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange,
                _,
            )) => Err(match self.tries_left()? {
                0 => TokenFault::Locked,
                tries_left => TokenFault::WrongPin { tries_left },
            }),
            Err(fault) => Err(of_pkcs11(fault)),
        }
    }

    fn opened(&self) -> MutexGuard<'_, Option<Session>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SigningToken for Pkcs11Card {
    fn identity(&self) -> CardIdentity {
        self.identity.clone()
    }

    fn certificate(&self) -> Result<Option<Vec<u8>>, TokenFault> {
        self.token_info()?;
        let session = self.module.context().open_ro_session(self.slot).map_err(of_pkcs11)?;
        let template = [Attribute::Class(ObjectClass::CERTIFICATE)];
        let Some(certificate) = session.find_objects(&template).map_err(of_pkcs11)?.pop() else {
            return Ok(None);
        };
        value_of(&session, certificate).map(Some)
    }

    fn tries_left(&self) -> Result<u8, TokenFault> {
        let info = self.token_info()?;
        Ok(told_tries(info.user_pin_locked(), info.user_pin_final_try(), info.user_pin_count_low()))
    }

    fn present_pin(&self, pin: &Pin) -> Result<(), TokenFault> {
        self.log_in(&mut self.opened(), pin)
    }

    fn sign(&self, message: &[u8]) -> Result<Signature, TokenFault> {
        self.with_opened(|session| {
            let key = object(session, ObjectClass::PRIVATE_KEY, KEY_LABEL)?;
            sign_with(session, key, message)
        })
    }

    fn release_secret(&self, label: &str) -> Result<Zeroizing<[u8; 32]>, TokenFault> {
        self.with_opened(|session| {
            let key = object(session, ObjectClass::SECRET_KEY, SECRET_LABEL)?;
            let info = [RELEASE_CONTEXT, label.as_bytes()].concat();
            let made = session.sign(&Mechanism::Sha256Hmac, key, &info).map_err(of_pkcs11)?;
            let made = Zeroizing::new(made);
            let mut secret = Zeroizing::new([0; 32]);
            if made.len() != secret.len() {
                return Err(damaged("its HMAC has another length"));
            }
            secret.copy_from_slice(&made);
            Ok(secret)
        })
    }

    fn change_pin(&self, current: &Pin, new: &Pin) -> Result<(), TokenFault> {
        let mut opened = self.opened();
        self.log_in(&mut opened, current)?;
        let session = opened.as_ref().ok_or(TokenFault::PinNeeded)?;
        session.set_pin(&auth(current.bytes()), &auth(new.bytes())).map_err(of_pkcs11)
    }

    fn unlock(&self, code: &UnlockCode, new_pin: &Pin) -> Result<(), TokenFault> {
        let mut opened = self.opened();
        log_out(&mut opened);
        self.token_info()?;
        let session = self.module.context().open_rw_session(self.slot).map_err(of_pkcs11)?;
        match session.login(UserType::So, Some(&auth(code.bytes()))) {
            Ok(()) => {}
            Err(Error::Pkcs11(RvError::PinLocked, _)) => return Err(TokenFault::UnlockBlocked),
            Err(Error::Pkcs11(
                RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange,
                _,
            )) => {
                let info = self.token_info()?;
                let (locked, last) = (info.so_pin_locked(), info.so_pin_final_try());
                return Err(match told_tries(locked, last, info.so_pin_count_low()) {
                    0 => TokenFault::UnlockBlocked,
                    tries_left => TokenFault::WrongUnlockCode { tries_left },
                });
            }
            Err(fault) => return Err(of_pkcs11(fault)),
        }
        let renewed = session.init_pin(&auth(new_pin.bytes())).map_err(of_pkcs11);
        // The officer's session ends whatever became of the PIN.
        session.logout().map_err(of_pkcs11)?;
        renewed
    }

    fn withdraw(&self) {
        log_out(&mut self.opened());
    }
}

impl fmt::Debug for Pkcs11Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pkcs11Card({})", self.identity.card)
    }
}

/// Ends what a presented PIN opened. A token that is gone ended it by itself.
fn log_out(opened: &mut MutexGuard<'_, Option<Session>>) {
    if let Some(session) = opened.take() {
        let _ = session.logout();
    }
}

/// The identity on the token, if the token's key signed it.
fn read_identity(session: &Session) -> Result<CardIdentity, TokenFault> {
    let data = object(session, ObjectClass::DATA, IDENTITY_LABEL)?;
    let signed = SignedIdentity::parse(&value_of(session, data)?)?;
    let public = object(session, ObjectClass::PUBLIC_KEY, KEY_LABEL)?;
    signed.check(&public_key_of(session, public)?)
}

/// The only object of this class and label.
fn object(session: &Session, class: ObjectClass, label: &str) -> Result<ObjectHandle, TokenFault> {
    let template = [Attribute::Class(class), Attribute::Label(label.into())];
    let found = session.find_objects(&template).map_err(of_pkcs11)?;
    let [object] = found.as_slice() else {
        return Err(damaged("it is no card of ours"));
    };
    Ok(*object)
}

fn value_of(session: &Session, object: ObjectHandle) -> Result<Vec<u8>, TokenFault> {
    let read = session.get_attributes(object, &[AttributeType::Value]).map_err(of_pkcs11)?;
    match read.into_iter().next() {
        Some(Attribute::Value(value)) => Ok(value),
        _ => Err(damaged("an object on it cannot be read")),
    }
}

/// The public key of `object`: its point is an octet string in DER around the uncompressed point.
pub(super) fn public_key_of(
    session: &Session,
    object: ObjectHandle,
) -> Result<PublicKey, TokenFault> {
    let read = session.get_attributes(object, &[AttributeType::EcPoint]).map_err(of_pkcs11)?;
    let Some(Attribute::EcPoint(point)) = read.into_iter().next() else {
        return Err(damaged("its public key cannot be read"));
    };
    let bare = point.strip_prefix(&[0x04, 0x41]).unwrap_or(&point);
    VerifyingKey::from_sec1_bytes(bare)
        .map(|key| PublicKey::from(&key))
        .map_err(|_| damaged("its public key is no point of P-256"))
}

/// ECDSA over the SHA-256 of `message`; hashed here, since not every card hashes.
pub(super) fn sign_with(
    session: &Session,
    key: ObjectHandle,
    message: &[u8],
) -> Result<Signature, TokenFault> {
    let digest = Sha256::digest(message);
    let signature = session.sign(&Mechanism::Ecdsa, key, &digest).map_err(of_pkcs11)?;
    let signature: [u8; 64] =
        signature.try_into().map_err(|_| damaged("its signatures have another length"))?;
    Ok(Signature::from_bytes(signature))
}

/// As many tries as PKCS#11 tells.
fn told_tries(locked: bool, last: bool, low: bool) -> u8 {
    match (locked, last, low) {
        (true, _, _) => 0,
        (_, true, _) => 1,
        (_, _, true) => 2,
        _ => TRIES,
    }
}

pub(super) fn of_pkcs11(fault: Error) -> TokenFault {
    match fault {
        Error::Pkcs11(
            RvError::TokenNotPresent
            | RvError::TokenNotRecognized
            | RvError::DeviceRemoved
            | RvError::SlotIdInvalid
            | RvError::SessionHandleInvalid
            | RvError::SessionClosed,
            _,
        ) => TokenFault::Removed,
        Error::Pkcs11(RvError::UserNotLoggedIn, _) => TokenFault::PinNeeded,
        fault => TokenFault::Storage(std::io::Error::other(fault)),
    }
}

fn damaged(reason: &str) -> TokenFault {
    TokenFault::Damaged { reason: reason.to_owned() }
}

pub(super) const KEY_LABEL: &str = "ronghe-signing-key";
pub(super) const SECRET_LABEL: &str = "ronghe-card-secret";
pub(super) const IDENTITY_LABEL: &str = "ronghe-card-identity";
