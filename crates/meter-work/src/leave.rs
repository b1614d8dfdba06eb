//! Whether a signed leave is one, for this command.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use security_unit::metering::WorkMaterial;
use security_unit::{PublicKey, Signature, verify};
use sync::{Authorisation, SignedAuthorisation};

use crate::Refusal;

/// A leave that is the platform's, read.
#[derive(Debug, Clone)]
pub(crate) struct Leave {
    pub(crate) authorisation: Authorisation,
    pub(crate) material: WorkMaterial,
}

impl Leave {
    /// Checks the signature over the very text, then reads it.
    ///
    /// # Errors
    /// [`Refusal::BadLeave`]; [`Refusal::NoMaterial`] when it opens no meter.
    pub(crate) fn read(
        signed: &SignedAuthorisation,
        platform: &PublicKey,
    ) -> Result<Self, Refusal> {
        let bad = |why: &str| Refusal::BadLeave { why: why.to_owned() };
        let bytes: [u8; 64] = STANDARD
            .decode(&signed.signature)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| bad("its signature is none"))?;
        let message = SignedAuthorisation::message(&signed.body);
        verify(platform, &message, &Signature::from_bytes(bytes))
            .map_err(|_| bad("it was not signed by the platform, or was changed"))?;
        let authorisation = signed.read().map_err(|fault| bad(&fault.to_string()))?;
        let material = authorisation.material.clone().ok_or(Refusal::NoMaterial)?;
        let material =
            serde_json::from_value(material).map_err(|_| bad("its material is of another kind"))?;
        Ok(Self { authorisation, material })
    }
}
