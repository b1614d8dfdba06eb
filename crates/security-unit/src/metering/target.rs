//! Which meter a unit works for, and when.

use serde::{Deserialize, Serialize};
use vocabulary::{MeterNo, MeterTime};

/// Whose keys a meter holds (密钥状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// Test keys, the same everywhere (公钥, 测试密钥): a meter as it leaves the factory.
    Public,
    /// The company's own keys (私钥, 正式密钥).
    Private,
}

impl KeyState {
    /// The type byte: 0 public, 1 private.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            KeyState::Public => 0,
            KeyState::Private => 1,
        }
    }

    #[must_use]
    pub const fn from_code(code: u8) -> Option<Self> {
        match code {
            0 => Some(KeyState::Public),
            1 => Some(KeyState::Private),
            _ => None,
        }
    }
}

/// The meter in hand, the state of its keys and the time; a unit has no clock of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The meter number (`04000402`), not the communication address: keys are made from it.
    pub meter: MeterNo,
    pub key_state: KeyState,
    /// What a clock that is right shows now.
    pub now: MeterTime,
}

/// The diversifier (分散因子) of a meter's keys: 8 bytes, `0000` and the meter number.
#[must_use]
pub fn diversifier(meter: &MeterNo) -> [u8; 8] {
    let [a, b, c, d, e, f] = meter.bcd();
    [0, 0, a, b, c, d, e, f]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diversifier_is_two_zeros_and_the_meter_number() {
        let meter: MeterNo = "123456789012".parse().expect("twelve digits");
        assert_eq!(diversifier(&meter), [0, 0, 0x12, 0x34, 0x56, 0x78, 0x90, 0x12]);
    }

    #[test]
    fn key_states_have_their_type_byte() {
        for state in [KeyState::Public, KeyState::Private] {
            assert_eq!(KeyState::from_code(state.code()), Some(state));
        }
        assert_eq!(KeyState::from_code(2), None);
    }
}
