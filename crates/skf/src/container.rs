//! A container (容器): an SM2 key pair for signing, and its certificate.
#![expect(unsafe_code, reason = "calls the library's functions")]

use std::sync::Arc;

use crate::SkfFault;
use crate::abi::{EccPublicKeyBlob, EccSignatureBlob, Handle};
use crate::application::Opened;
use crate::sm2::{Sm2PublicKey, Sm2Signature};

/// An open container; closed when it is dropped.
pub struct SkfContainer {
    application: Arc<Opened>,
    handle: Handle,
}

// SAFETY: as for the device: a name of the library's for the whole process, handed back by one thread at a time.
unsafe impl Send for SkfContainer {}
// SAFETY: as above; nothing here changes the handle.
unsafe impl Sync for SkfContainer {}

impl SkfContainer {
    pub(crate) fn new(application: Arc<Opened>, handle: Handle) -> Self {
        Self { application, handle }
    }

    /// The public key of the signing pair; no PIN is needed.
    ///
    /// # Errors
    /// [`SkfFault::Missing`] when there is no pair.
    pub fn public_key(&self) -> Result<Sm2PublicKey, SkfFault> {
        let library = &self.application.connection.library;
        let blob = library.fill(BLOB_LEN_MAX, |functions, blob, len| {
            // SAFETY: the handle is the library's own and open; `blob` is null or has as many bytes as `len` points to.
            unsafe { (functions.export_public_key)(self.handle, SIGNING, blob, len) }
        })?;
        let wrong = SkfFault::Answer { reason: "its public key has another length" };
        if blob.len() != size_of::<EccPublicKeyBlob>() {
            return Err(wrong);
        }
        // SAFETY: the blob has the structure's length, and any octets are a value of it: numbers and arrays of octets.
        let blob = unsafe { blob.as_ptr().cast::<EccPublicKeyBlob>().read_unaligned() };
        if blob.bit_len != 256 {
            return Err(wrong);
        }
        Sm2PublicKey::new(last_half(&blob.x), last_half(&blob.y))
            .ok_or(SkfFault::Answer { reason: "its public key is no point of SM2's curve" })
    }

    /// Signs a digest of [`crate::sm2_digest`].
    ///
    /// # Errors
    /// [`SkfFault::PinNeeded`] before the user's PIN.
    pub fn sign_digest(&self, digest: &[u8; 32]) -> Result<Sm2Signature, SkfFault> {
        let mut digest = *digest;
        let mut blob = EccSignatureBlob { r: [0; 64], s: [0; 64] };
        self.application.connection.library.call(|functions| {
            // SAFETY: the handle is the library's own and open; 32 bytes are read and one structure is filled, both of
            // which outlive the call.
            unsafe {
                (functions.ecc_sign_data)(self.handle, digest.as_mut_ptr(), 32, &raw mut blob)
            }
        })?;
        Ok(Sm2Signature::new(last_half(&blob.r), last_half(&blob.s)))
    }

    /// The certificate of the signing pair, X.509 in DER, if there is one.
    ///
    /// # Errors
    /// When the card has gone or cannot be read.
    pub fn certificate(&self) -> Result<Option<Vec<u8>>, SkfFault> {
        let library = &self.application.connection.library;
        let certificate = library.fill(CERTIFICATE_LEN_MAX, |functions, bytes, len| {
            // SAFETY: the handle is the library's own and open; `bytes` is null or as long as `len` points to.
            unsafe { (functions.export_certificate)(self.handle, SIGNING, bytes, len) }
        });
        match certificate {
            Ok(certificate) if certificate.is_empty() => Ok(None),
            Ok(certificate) => Ok(Some(certificate.to_vec())),
            Err(SkfFault::Missing) => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

impl Drop for SkfContainer {
    fn drop(&mut self) {
        // The container of a device that has gone is closed already.
        let _ = self.application.connection.library.call(|functions| {
            // SAFETY: the handle is the library's own; this is its last use.
            unsafe { (functions.close_container)(self.handle) }
        });
    }
}

/// Numbers of 256 bits stand at the end of 64 bytes.
fn last_half(bytes: &[u8; 64]) -> [u8; 32] {
    std::array::from_fn(|at| bytes[32 + at])
}

/// `TRUE`: the signing pair, not the one for encryption.
const SIGNING: i32 = 1;
const BLOB_LEN_MAX: u32 = 1_024;
const CERTIFICATE_LEN_MAX: u32 = 65_536;
