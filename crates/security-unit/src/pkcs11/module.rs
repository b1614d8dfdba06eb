//! A vendor's PKCS#11 module, and the issuing of cards on its blank tokens.

use std::path::Path;
use std::sync::Arc;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use vocabulary::{CardId, CardKind};

use super::card::{IDENTITY_LABEL, KEY_LABEL, Pkcs11Card, SECRET_LABEL, public_key_of, sign_with};
use crate::signed_identity::SignedIdentity;
use crate::{CardIdentity, CardOwner, Pin, TokenFault, UnlockCode};

/// A loaded module. Loading the same module twice in one program is allowed; PKCS#11 then shares its state.
#[derive(Debug)]
pub struct Pkcs11Module {
    context: Pkcs11,
}

/// What a new card is made from.
#[derive(Debug, Clone)]
pub struct NewPkcs11Card<'a> {
    pub card: CardId,
    /// The number printed on the card.
    pub serial: &'a str,
    pub kind: CardKind,
    pub owner: CardOwner,
    pub pin: &'a Pin,
    pub unlock_code: &'a UnlockCode,
    /// What the token is called: at most 32 bytes. A slot finds its cards by it.
    pub label: &'a str,
}

/// Why a module or a token of it could not be used.
#[derive(Debug, thiserror::Error)]
pub enum Pkcs11Fault {
    #[error("the PKCS#11 module {path} cannot be loaded: {reason}")]
    Module { path: String, reason: String },
    #[error("there is no blank token in any slot")]
    NoBlankToken,
    #[error("the token's label must have 1 to 32 bytes")]
    Label,
    #[error("the token refuses to become a card: {reason}")]
    Token { reason: String },
    #[error("the new card cannot be read back")]
    Card(#[source] TokenFault),
}

impl Pkcs11Module {
    /// Loads the shared library at `path`, which runs in this program: it must be trusted as the program is.
    ///
    /// # Errors
    /// [`Pkcs11Fault::Module`].
    pub fn load(path: &Path) -> Result<Arc<Self>, Pkcs11Fault> {
        let fault = |fault: Error| Pkcs11Fault::Module {
            path: path.display().to_string(),
            reason: fault.to_string(),
        };
        let context = Pkcs11::new(path).map_err(fault)?;
        match context.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
            Err(other) => return Err(fault(other)),
        }
        Ok(Arc::new(Self { context }))
    }

    /// Makes a card of the first blank token: sets its PINs, makes its keys inside it and writes whose it is.
    ///
    /// # Errors
    /// When there is no blank token, or it lacks P-256, HMAC-SHA-256 or room.
    pub fn issue(self: &Arc<Self>, order: NewPkcs11Card<'_>) -> Result<Pkcs11Card, Pkcs11Fault> {
        if order.label.is_empty() || order.label.len() > LABEL_LEN_MAX {
            return Err(Pkcs11Fault::Label);
        }
        let slot = self.blank_slot().map_err(of_token)?.ok_or(Pkcs11Fault::NoBlankToken)?;
        self.initialise(slot, &order).map_err(of_token)?;
        let session = self.context.open_rw_session(slot).map_err(of_token)?;
        session.login(UserType::User, Some(&auth(order.pin.bytes()))).map_err(of_token)?;
        personalise(&session, &order)?;
        session.logout().map_err(of_token)?;
        Pkcs11Card::open(self.clone(), slot).map_err(Pkcs11Fault::Card)
    }

    pub(super) fn context(&self) -> &Pkcs11 {
        &self.context
    }

    fn blank_slot(&self) -> Result<Option<Slot>, Error> {
        for slot in self.context.get_slots_with_token()? {
            if !self.context.get_token_info(slot)?.token_initialized() {
                return Ok(Some(slot));
            }
        }
        Ok(None)
    }

    fn initialise(&self, slot: Slot, order: &NewPkcs11Card<'_>) -> Result<(), Error> {
        let officer = auth(order.unlock_code.bytes());
        self.context.init_token(slot, &officer, order.label)?;
        let session = self.context.open_rw_session(slot)?;
        session.login(UserType::So, Some(&officer))?;
        session.init_pin(&auth(order.pin.bytes()))?;
        session.logout()
    }
}

/// Makes the keys inside the token, and lets it sign whose card it is.
fn personalise(session: &Session, order: &NewPkcs11Card<'_>) -> Result<(), Pkcs11Fault> {
    let (public, private) = make_keys(session).map_err(of_token)?;
    let identity = CardIdentity {
        card: order.card,
        serial: order.serial.to_owned(),
        kind: order.kind,
        owner: order.owner.clone(),
        public_key: public_key_of(session, public).map_err(Pkcs11Fault::Card)?,
    };
    let signed = SignedIdentity::make(identity, |message| sign_with(session, private, message));
    let signed = signed.map_err(Pkcs11Fault::Card)?.text();
    let data = [
        Attribute::Class(ObjectClass::DATA),
        Attribute::Token(true),
        Attribute::Private(false),
        Attribute::Modifiable(false),
        Attribute::Label(IDENTITY_LABEL.into()),
        Attribute::Application(IDENTITY_LABEL.into()),
        Attribute::Value(signed),
    ];
    session.create_object(&data).map_err(of_token)?;
    Ok(())
}

/// The key pair and the secret; nothing of them can be taken out, or changed.
fn make_keys(session: &Session) -> Result<(ObjectHandle, ObjectHandle), Error> {
    let public = [
        Attribute::Token(true),
        Attribute::Private(false),
        Attribute::Verify(true),
        Attribute::EcParams(P256_OID.into()),
        Attribute::Label(KEY_LABEL.into()),
    ];
    let hidden = [
        Attribute::Token(true),
        Attribute::Private(true),
        Attribute::Sensitive(true),
        Attribute::Extractable(false),
        Attribute::Sign(true),
    ];
    let with = |more: &[Attribute]| [&hidden, more].concat();
    let secret_len = SECRET_LEN.try_into()?;
    let secret = with(&[Attribute::Label(SECRET_LABEL.into()), Attribute::ValueLen(secret_len)]);
    session.generate_key(&Mechanism::GenericSecretKeyGen, &secret)?;
    let private = with(&[Attribute::Label(KEY_LABEL.into())]);
    session.generate_key_pair(&Mechanism::EccKeyPairGen, &public, &private)
}

/// A PIN as PKCS#11 takes it; wiped when dropped.
pub(super) fn auth(digits: &[u8]) -> AuthPin {
    let digits = str::from_utf8(digits).expect("codes are made of digits");
    AuthPin::from(digits)
}

fn of_token(fault: Error) -> Pkcs11Fault {
    Pkcs11Fault::Token { reason: fault.to_string() }
}

/// The named curve P-256 (1.2.840.10045.3.1.7) in DER.
const P256_OID: [u8; 10] = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];
/// Of the card's secret.
const SECRET_LEN: usize = 32;
/// A token's label is 32 bytes, filled up with blanks.
const LABEL_LEN_MAX: usize = 32;
