//! The security unit as its users see it.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use vocabulary::{MeterNo, SecurityPart};
use zeroize::Zeroizing;

use super::{
    Authorised, AuthorisedPurchase, Authority, ClockTask, CommandTask, ConnectProof, ControlTask,
    EsamPlace, EsamSerial, InfraredRandom2, KeyMessage, KeyState, KeyUpdateTask, Mac,
    ParameterTask, ProtectedCommand, ProtectedReply, Random1, Random2, RandomCipher, ReadRandom,
    SealedControl, SealedParameter, SealedPurchase, ServerProof, Target, TaskFault, TimeTag,
    UnitSerial,
};

/// A terminal's security unit (安全单元): makes and checks what only holders of a meter's keys can.
///
/// No key crosses this trait. What the company permits comes in with its authority and MAC; what a meter takes comes
/// out as ciphers and MACs. A unit works for one meter at a time, and a call may take as long as a chip takes: half a
/// second. Field lengths are those of reference 9.6, octets in natural order.
pub trait MeterSecurity: Send + Sync {
    /// Who the unit is and what the terminal is fitted with; asked before anything else, needs no card.
    ///
    /// # Errors
    /// [`UnitFault::Silent`] when no unit answers.
    fn identify(&self) -> Result<UnitIdentity, UnitFault>;

    /// Opens the unit with what the operator's card releases after its PIN.
    ///
    /// # Errors
    /// [`UnitFault::WrongSecret`].
    fn open(&self, secret: &UnitSecret) -> Result<(), UnitFault>;

    /// Forgets keys and session: the card left, or the screen was locked.
    fn close(&self);

    /// Draws random 1 for `078003FF` or for method 11 of F100.
    ///
    /// # Errors
    /// [`UnitFault::Closed`], or the unit does not answer. So do all that follow.
    fn draw_random(&self) -> Result<Random1, UnitFault>;

    /// Infrared authentication (红外认证): checks the meter's proof of the last [`MeterSecurity::draw_random`] and
    /// answers its own random, for `070003FF` or for method 12 of F100. Function 02 01.
    ///
    /// # Errors
    /// [`UnitFault::MeterNotAuthentic`] when the other end has not the meter's keys; [`UnitFault::OutOfStep`] when no
    /// random was drawn.
    fn answer_infrared(
        &self,
        target: &Target,
        authorities: &InfraredAuthorities,
        challenge: &InfraredChallenge,
    ) -> Result<RandomCipher, UnitFault>;

    /// Remote identity authentication (远程身份认证), for `070000FF`. Function 02 02.
    ///
    /// # Errors
    /// When the authority does not serve.
    fn prove_identity(
        &self,
        target: &Target,
        authority: &Authority,
    ) -> Result<IdentityProof, UnitFault>;

    /// Seals a control command (跳合闸等) for 1CH at level 98. Function 02 03.
    ///
    /// # Errors
    /// [`UnitFault::TaskRefused`] when the company did not permit exactly this; [`UnitFault::DeadlinePassed`].
    fn seal_control(
        &self,
        target: &Target,
        random2: Random2,
        task: &Authorised<ControlTask>,
    ) -> Result<SealedControl, UnitFault>;

    /// Seals a parameter write for 14H at level 99 (class 1) or 98 (class 2). Function 02 04.
    ///
    /// # Errors
    /// As [`MeterSecurity::seal_control`].
    fn seal_parameter(
        &self,
        target: &Target,
        random2: Random2,
        task: &Authorised<ParameterTask>,
    ) -> Result<SealedParameter, UnitFault>;

    /// Seals the setting of the meter's clock to `target.now`, class 2. Function 02 05.
    ///
    /// # Errors
    /// As [`MeterSecurity::seal_control`].
    fn seal_clock(
        &self,
        target: &Target,
        random2: Random2,
        task: &Authorised<ClockTask>,
    ) -> Result<SealedParameter, UnitFault>;

    /// Makes the messages of a key update, in the order in which they are sent. Functions 02 06 and 02 07.
    ///
    /// # Errors
    /// [`UnitFault::TaskRefused`] when the material is not for this meter, or not what the direction says.
    fn seal_key_update(
        &self,
        target: &Target,
        random2: Random2,
        task: &KeyUpdateTask,
    ) -> Result<Vec<KeyMessage>, UnitFault>;

    /// Makes the MACs of an opened account or a recharge. Function 02 08.
    ///
    /// # Errors
    /// As [`MeterSecurity::seal_control`].
    fn seal_purchase(
        &self,
        target: &Target,
        random2: Random2,
        purchase: &AuthorisedPurchase,
    ) -> Result<SealedPurchase, UnitFault>;

    /// Checks the MAC of a read-back (`078001FF`). `random1` is the one of the standing identity authentication, so
    /// that yesterday's answer is not today's.
    ///
    /// # Errors
    /// [`UnitFault::MeterNotAuthentic`] when the data are not what the ESAM said.
    fn verify_read_back(
        &self,
        target: &Target,
        authority: &Authority,
        random1: Random1,
        read: &ReadBack<'_>,
    ) -> Result<(), UnitFault>;

    /// DL/T 698.45: begins a session by symmetric key. `counter` is one more than the ESAM's counter of negotiations
    /// (F100 attribute 7).
    ///
    /// # Errors
    /// When the authority does not serve.
    fn begin_connect(
        &self,
        target: &Target,
        authority: &Authority,
        esam: EsamSerial,
        counter: u32,
    ) -> Result<ConnectProof, UnitFault>;

    /// Checks the meter's answer; from here on the session stands, until the next one or [`MeterSecurity::close`].
    ///
    /// # Errors
    /// [`UnitFault::MeterNotAuthentic`]; [`UnitFault::OutOfStep`] when none was begun.
    fn confirm_connect(&self, server: &ServerProof) -> Result<(), UnitFault>;

    /// Draws the RN that stands behind a plain read.
    ///
    /// # Errors
    /// [`UnitFault::OutOfStep`] without a session.
    fn protect_read(&self) -> Result<ReadRandom, UnitFault>;

    /// Protects a command as its task says, completed by the terminal's PIID and time tag.
    ///
    /// # Errors
    /// As [`MeterSecurity::seal_control`]; [`UnitFault::OutOfStep`] without a session with this meter.
    fn protect_command(
        &self,
        target: &Target,
        task: &Authorised<CommandTask>,
        piid: u8,
        tag: &TimeTag,
    ) -> Result<ProtectedCommand, UnitFault>;

    /// DL/T 698.45: protects the setting of the meter's clock (4000 attribute 2) to `target.now`, cipher and MAC.
    ///
    /// # Errors
    /// As [`MeterSecurity::protect_command`].
    fn protect_clock(
        &self,
        target: &Target,
        task: &Authorised<ClockTask>,
        piid: u8,
        tag: &TimeTag,
    ) -> Result<ProtectedCommand, UnitFault>;

    /// The plain APDU of the reply to what was protected last; a reply with less protection than its request is
    /// refused.
    ///
    /// # Errors
    /// [`UnitFault::MeterNotAuthentic`]; [`UnitFault::OutOfStep`] when nothing was asked.
    fn unprotect(&self, reply: &ProtectedReply) -> Result<Vec<u8>, UnitFault>;
}

/// What a unit says about itself and the terminal around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitIdentity {
    pub serial: UnitSerial,
    /// As the unit tells it; a stand-in says so.
    pub version: String,
    /// Whether the unit itself holds the company's keys or test keys.
    pub key_state: KeyState,
    /// What the unit finds in the terminal; `access::may_meter` judges it.
    pub fitted: BTreeSet<SecurityPart>,
}

/// What opens a unit: a passphrase of an officer, or what an operator's card releases. Wiped, never printed.
#[derive(Clone)]
pub struct UnitSecret(Zeroizing<Vec<u8>>);

impl UnitSecret {
    /// # Errors
    /// When the passphrase has fewer than 12 characters.
    pub fn from_passphrase(passphrase: &str) -> Result<Self, ShortPassphrase> {
        if passphrase.chars().count() < PASSPHRASE_LEN_MIN {
            return Err(ShortPassphrase);
        }
        Ok(Self(Zeroizing::new(passphrase.as_bytes().to_vec())))
    }

    /// From [`crate::SigningToken::release_secret`] with the label [`UnitSecret::CARD_LABEL`].
    #[must_use]
    pub fn from_card(released: &[u8; 32]) -> Self {
        Self(Zeroizing::new(released.to_vec()))
    }

    /// What the card's secret for the unit is called.
    pub const CARD_LABEL: &str = "security-unit";

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for UnitSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnitSecret")
    }
}

/// A passphrase that is guessed too soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a passphrase must have at least {PASSPHRASE_LEN_MIN} characters")]
pub struct ShortPassphrase;

/// The two authorities of an infrared authentication: to check the meter, and to answer it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InfraredAuthorities {
    pub check: Authority,
    pub answer: Authority,
}

/// What a meter says to `078003FF`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InfraredChallenge {
    pub meter: MeterNo,
    pub esam: EsamSerial,
    pub random1_cipher: RandomCipher,
    pub random2: InfraredRandom2,
}

/// What `070000FF` carries besides the diversifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdentityProof {
    /// Ciphertext 1 (密文1).
    pub cipher1: RandomCipher,
    pub random1: Random1,
}

/// A read-back as it came from the meter, in natural order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadBack<'a> {
    pub place: EsamPlace,
    pub data: &'a [u8],
    pub mac: Mac,
}

/// Why a unit did not do what was asked. The byte in brackets is a unit's status (reference 9.6) where there is one.
#[derive(Debug, thiserror::Error)]
pub enum UnitFault {
    #[error("no security unit answers")]
    Silent(#[source] Option<std::io::Error>),
    #[error("the security unit is closed; it needs the operator's card first [F4]")]
    Closed,
    #[error("the secret does not open this security unit")]
    WrongSecret,
    #[error("the operator's card does not give this right [F3]")]
    OperatorRight,
    #[error("the business card is missing or not for this work [F5]")]
    BusinessCard,
    #[error("the authority does not serve: {0} [F1]")]
    AuthorityRefused(AuthorityRefusal),
    #[error("the company did not permit this task under this authority [F1]")]
    TaskRefused,
    #[error("the task's deadline has passed")]
    DeadlinePassed,
    #[error("the meter's answer is not made with this meter's keys")]
    MeterNotAuthentic,
    #[error("the step before this one is missing [F6]")]
    OutOfStep,
    #[error("the task cannot be carried to the meter [F2]")]
    Task(#[from] TaskFault),
    #[error("the security unit answers with status {status:02X}")]
    Status { status: u8 },
    #[error("this is no security unit that can be trusted: {reason}")]
    Damaged { reason: String },
    #[error("the security unit's file cannot be read or written")]
    Storage(#[source] std::io::Error),
}

/// Why an authority does not serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityRefusal {
    #[error("it is not for this unit and this meter")]
    Foreign,
    #[error("it is for other work")]
    OtherWork,
    #[error("it is for other keys than the meter holds")]
    OtherKeys,
    #[error("it has expired")]
    Expired,
    #[error("it has been used as often as it may be")]
    UsedUp,
    #[error("the unit remembers no more authorities before some expire")]
    LedgerFull,
}

const PASSPHRASE_LEN_MIN: usize = 12;
