//! What a device holds, and what it answers; no pointers here.

use sm2::dsa::signature::hazmat::PrehashSigner;
use sm2::dsa::{Signature, SigningKey};
use zeroize::Zeroizing;

/// Of a fresh device.
pub const USER_PIN: &str = "135790";
/// Of a fresh device.
pub const ADMINISTRATOR_PIN: &str = "12345678901234567890";

/// A code of GM/T 0016-2012, annex A; the functions' failure.
pub(crate) type Code = u32;

pub(crate) const FAIL: Code = 0x0A00_0001;
pub(crate) const INVALID_HANDLE: Code = 0x0A00_0005;
pub(crate) const INVALID_PARAMETER: Code = 0x0A00_0006;
pub(crate) const NO_CERTIFICATE: Code = 0x0A00_001C;
pub(crate) const BUFFER_TOO_SMALL: Code = 0x0A00_0020;
pub(crate) const DEVICE_REMOVED: Code = 0x0A00_0023;
pub(crate) const PIN_INCORRECT: Code = 0x0A00_0024;
pub(crate) const PIN_LOCKED: Code = 0x0A00_0025;
pub(crate) const NOT_LOGGED_IN: Code = 0x0A00_002D;
pub(crate) const NO_APPLICATION: Code = 0x0A00_002E;
pub(crate) const NO_FILE: Code = 0x0A00_0031;

/// A device that is in.
pub(crate) struct Card {
    key: SigningKey,
    secret: Zeroizing<[u8; 32]>,
    user: CountedPin,
    administrator: CountedPin,
    is_user_in: bool,
    pub identity: Vec<u8>,
    pub certificate: Option<Vec<u8>>,
}

/// A PIN and its counter.
pub(crate) struct CountedPin {
    pin: Zeroizing<String>,
    left: u32,
}

impl Card {
    /// `seed` makes keys that are the same in every run.
    pub(crate) fn fresh(seed: u8) -> Option<Self> {
        Some(Self {
            key: SigningKey::from_slice(SIGNER, &[seed.max(1); 32]).ok()?,
            secret: Zeroizing::new([seed; 32]),
            user: CountedPin::new(USER_PIN),
            administrator: CountedPin::new(ADMINISTRATOR_PIN),
            is_user_in: false,
            identity: Vec::new(),
            certificate: None,
        })
    }

    /// The PIN of a type: 0 the administrator's, 1 the user's.
    pub(crate) fn pin(&mut self, kind: u32) -> Result<&mut CountedPin, Code> {
        match kind {
            0 => Ok(&mut self.administrator),
            1 => Ok(&mut self.user),
            _ => Err(INVALID_PARAMETER),
        }
    }

    pub(crate) fn verify_pin(&mut self, kind: u32, pin: &str) -> Result<(), Code> {
        if kind == 1 {
            self.is_user_in = false;
        }
        self.pin(kind)?.check(pin)?;
        if kind == 1 {
            self.is_user_in = true;
        }
        Ok(())
    }

    pub(crate) fn change_pin(&mut self, kind: u32, current: &str, new: &str) -> Result<(), Code> {
        self.verify_pin(kind, current)?;
        *self.pin(kind)? = CountedPin::new(new);
        Ok(())
    }

    pub(crate) fn unblock_pin(&mut self, administrator: &str, new: &str) -> Result<(), Code> {
        self.is_user_in = false;
        self.administrator.check(administrator)?;
        self.user = CountedPin::new(new);
        Ok(())
    }

    pub(crate) fn forget(&mut self) {
        self.is_user_in = false;
    }

    pub(crate) fn file(&self, name: &str) -> Result<Vec<u8>, Code> {
        match name {
            "ronghe.identity" => Ok(self.identity.clone()),
            "ronghe.secret" if self.is_user_in => Ok(self.secret.to_vec()),
            "ronghe.secret" => Err(NOT_LOGGED_IN),
            _ => Err(NO_FILE),
        }
    }

    /// x and y, 32 bytes each.
    pub(crate) fn public_key(&self) -> ([u8; 32], [u8; 32]) {
        let point = self.key.verifying_key().to_sec1_bytes();
        let half = |from: usize| std::array::from_fn(|at| point[from + at]);
        (half(1), half(33))
    }

    /// r and s, 32 bytes each.
    pub(crate) fn sign(&self, digest: &[u8]) -> Result<([u8; 32], [u8; 32]), Code> {
        if !self.is_user_in {
            return Err(NOT_LOGGED_IN);
        }
        let signature: Signature = self.key.sign_prehash(digest).map_err(|_| FAIL)?;
        Ok((signature.r_bytes().into(), signature.s_bytes().into()))
    }
}

impl CountedPin {
    fn new(pin: &str) -> Self {
        Self { pin: Zeroizing::new(pin.to_owned()), left: TRIES }
    }

    pub(crate) const fn left(&self) -> u32 {
        self.left
    }

    fn check(&mut self, pin: &str) -> Result<(), Code> {
        self.left = self.left.checked_sub(1).ok_or(PIN_LOCKED)?;
        if self.pin.as_str() != pin {
            return Err(if self.left == 0 { PIN_LOCKED } else { PIN_INCORRECT });
        }
        self.left = TRIES;
        Ok(())
    }
}

/// Of each PIN.
pub(crate) const TRIES: u32 = 5;
const SIGNER: &str = "1234567812345678";
