//! Protected exchange of DL/T 698.45: the CONNECT by symmetric key (对称加密, mechanism 2) and the parts of SECURITY APDUs.
//!
//! Lengths here are the stand-in's where the standard leaves them open; a holder of these parts takes them as they come.

use std::fmt;

use serde::{Deserialize, Serialize};

use vocabulary::MeterTime;

use super::Mac;
use super::task::TaskFault;

/// What CONNECT-Request carries for mechanism 2: ciphertext 1 and client signature 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectProof {
    pub cipher: Vec<u8>,
    pub signature: Vec<u8>,
}

/// What CONNECT-Response carries as SecurityData: the server's random and its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerProof {
    pub random: Vec<u8>,
    pub signature: Vec<u8>,
}

/// A random number (RN) that stands behind a plain read; its length is the unit's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadRandom(pub Vec<u8>);

/// Security identifier (SID): 4 bytes and attached data (附加数据), whose length is the unit's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sid {
    pub identity: [u8; 4],
    pub attached: Vec<u8>,
}

/// How a command is protected in a SECURITY-Request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// Plain APDU with SID and MAC (明文+MAC).
    PlainMac,
    /// Enciphered APDU with SID (密文).
    Cipher,
    /// Enciphered APDU with SID and MAC (密文+MAC): what switching asks for.
    CipherMac,
}

impl Protection {
    /// The stand-in's byte for it in its MACs.
    pub(super) const fn code(self) -> u8 {
        match self {
            Protection::PlainMac => 1,
            Protection::Cipher => 2,
            Protection::CipherMac => 3,
        }
    }
}

/// What the company permits to be sent in a protected command: a SET or ACTION request without what the terminal
/// chooses itself (PIID and time tag).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CommandParts", into = "CommandParts")]
pub struct CommandTask {
    protection: Protection,
    service: u8,
    choice: u8,
    content: Vec<u8>,
}

impl CommandTask {
    /// The longest content that still fits, sealed, into one frame of a meter that takes 512 bytes.
    pub const CONTENT_LEN_MAX: usize = 400;

    /// `service` and `choice` are the first two bytes of the APDU, `content` what follows the PIID up to the time tag.
    ///
    /// # Errors
    /// [`TaskFault::Apdu`] when it is neither SET (6) nor ACTION (7), or is empty or too long. Reads need no task.
    pub fn new(
        protection: Protection,
        [service, choice]: [u8; 2],
        content: Vec<u8>,
    ) -> Result<Self, TaskFault> {
        let within = (1..=Self::CONTENT_LEN_MAX).contains(&content.len());
        if !matches!(service, 6 | 7) || !matches!(choice, 1..=3) || !within {
            return Err(TaskFault::Apdu);
        }
        Ok(Self { protection, service, choice, content })
    }

    /// SET of the clock (4000 attribute 2, a `date_time_s`) to a time, cipher and MAC.
    pub(super) fn clock(time: MeterTime) -> Self {
        let [year_high, year_low] = time.year().to_be_bytes();
        let date = [year_high, year_low, time.month(), time.day()];
        let of_day = [time.hour(), time.minute(), time.second()];
        let content = [&CLOCK[..], &[DATE_TIME_S], &date, &of_day].concat();
        Self { protection: Protection::CipherMac, service: 6, choice: 1, content }
    }

    #[must_use]
    pub const fn protection(&self) -> Protection {
        self.protection
    }

    /// The first two bytes of the APDU: service and choice.
    #[must_use]
    pub const fn head(&self) -> [u8; 2] {
        [self.service, self.choice]
    }

    /// What follows the PIID up to the time tag.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// The whole APDU with the terminal's PIID and time tag.
    #[must_use]
    pub fn apdu(&self, piid: u8, tag: &TimeTag) -> Vec<u8> {
        [&[self.service, self.choice, piid][..], &self.content, tag.bytes()].concat()
    }

    /// What the key machine's MAC covers: protection, service, choice, content.
    pub(super) fn covered(&self) -> Vec<u8> {
        [&[self.protection.code(), self.service, self.choice][..], &self.content].concat()
    }
}

impl fmt::Debug for CommandTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A parameter may be a password.
        let len = self.content.len();
        write!(
            f,
            "CommandTask({:?}, {} {}, {len} bytes)",
            self.protection, self.service, self.choice
        )
    }
}

/// The time tag (时间标签) at the end of a client's APDU: 00, or 01 with seven bytes of time and three of an interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeTag(Vec<u8>);

impl TimeTag {
    /// # Errors
    /// [`TaskFault::TimeTag`]: nothing else may follow what the key machine permitted.
    pub fn parse(bytes: &[u8]) -> Result<Self, TaskFault> {
        match bytes {
            [0] | [1, _, _, _, _, _, _, _, _, _, _] => Ok(Self(bytes.to_vec())),
            _ => Err(TaskFault::TimeTag),
        }
    }

    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The parts of a protected command: `body` is the plain APDU or its cipher; `mac` is absent under
/// [`Protection::Cipher`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtectedCommand {
    pub protection: Protection,
    pub body: Vec<u8>,
    pub sid: Sid,
    pub mac: Option<Mac>,
}

/// The parts of a SECURITY-Response; a DAR instead of them is no matter of the unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProtectedReply {
    /// A plain APDU with a MAC: to a plain read with its RN, or to a plain command.
    Plain { apdu: Vec<u8>, mac: Mac },
    /// An enciphered APDU, with a MAC if the command had one.
    Cipher { cipher: Vec<u8>, mac: Option<Mac> },
}

/// The OAD of the clock: 4000, attribute 2, the whole of it.
const CLOCK: [u8; 4] = [0x40, 0x00, 0x02, 0x00];
/// The A-XDR tag of `date_time_s`.
const DATE_TIME_S: u8 = 28;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CommandParts {
    protection: Protection,
    #[serde(with = "hex::serde")]
    service: [u8; 2],
    #[serde(with = "hex::serde")]
    content: Vec<u8>,
}

impl TryFrom<CommandParts> for CommandTask {
    type Error = TaskFault;

    fn try_from(parts: CommandParts) -> Result<Self, TaskFault> {
        Self::new(parts.protection, parts.service, parts.content)
    }
}

impl From<CommandTask> for CommandParts {
    fn from(task: CommandTask) -> Self {
        let service = [task.service, task.choice];
        Self { protection: task.protection, service, content: task.content }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_completed_by_piid_and_time_tag_only() {
        let trip = CommandTask::new(Protection::CipherMac, [7, 1], vec![0x80, 0, 0x81, 0, 0])
            .expect("an action");
        let tag = TimeTag::parse(&[0]).expect("no time tag");
        assert_eq!(trip.apdu(0x15, &tag), [7, 1, 0x15, 0x80, 0, 0x81, 0, 0, 0]);
        assert!(TimeTag::parse(&[0, 0]).is_err());
        assert!(TimeTag::parse(&[2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).is_err());
    }

    #[test]
    fn a_read_is_no_command_and_a_command_has_content() {
        for (head, content) in [([5, 1], vec![1]), ([6, 1], vec![]), ([6, 0], vec![1])] {
            assert_eq!(CommandTask::new(Protection::PlainMac, head, content), Err(TaskFault::Apdu));
        }
    }
}
