//! Control commands (跳合闸、报警、保电): what a meter's relay and alarm are told.

use serde::{Deserialize, Serialize};
use vocabulary::MeterTime;

use super::Mac;
use super::task::{ShortTime, TaskFault};

/// What a meter is told to do (DL/T 645-2007, control code 1CH, bytes N1 and N2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlOrder {
    /// 跳闸: switches off, after the meter's own trip delay.
    Trip,
    /// 合闸允许: the customer may switch on at the meter.
    PermitClose,
    /// 直接合闸: switches on at once.
    CloseDirectly,
    /// 预跳闸1: warns, and trips after a time in steps of five minutes (one vendor's unit; unconfirmed).
    PreTrip1 { five_minutes: u8 },
    /// 预跳闸2
    PreTrip2 { five_minutes: u8 },
    /// 报警
    Alarm,
    /// 报警解除
    EndAlarm,
    /// 保电: the meter refuses trips from now on.
    Guard,
    /// 保电解除
    EndGuard,
}

impl ControlOrder {
    /// N1 and N2.
    #[must_use]
    pub const fn code(self) -> [u8; 2] {
        match self {
            ControlOrder::Trip => [0x1A, 0],
            ControlOrder::PermitClose => [0x1B, 0],
            ControlOrder::CloseDirectly => [0x1C, 0],
            ControlOrder::PreTrip1 { five_minutes } => [0x1D, five_minutes],
            ControlOrder::PreTrip2 { five_minutes } => [0x1E, five_minutes],
            ControlOrder::Alarm => [0x2A, 0],
            ControlOrder::EndAlarm => [0x2B, 0],
            ControlOrder::Guard => [0x3A, 0],
            ControlOrder::EndGuard => [0x3B, 0],
        }
    }

    /// Nothing for codes that no meter knows. An unknown N2 is refused too: guessing at a switch is not done.
    #[must_use]
    pub const fn from_code(code: [u8; 2]) -> Option<Self> {
        Some(match code {
            [0x1A, 0] => ControlOrder::Trip,
            [0x1B, 0] => ControlOrder::PermitClose,
            [0x1C, 0] => ControlOrder::CloseDirectly,
            [0x1D, five_minutes] => ControlOrder::PreTrip1 { five_minutes },
            [0x1E, five_minutes] => ControlOrder::PreTrip2 { five_minutes },
            [0x2A, 0] => ControlOrder::Alarm,
            [0x2B, 0] => ControlOrder::EndAlarm,
            [0x3A, 0] => ControlOrder::Guard,
            [0x3B, 0] => ControlOrder::EndGuard,
            _ => return None,
        })
    }
}

/// One order and the time until which the meter may carry it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ControlParts", into = "ControlParts")]
pub struct ControlTask {
    order: ControlOrder,
    deadline: ShortTime,
}

impl ControlTask {
    /// # Errors
    /// [`TaskFault::Century`]: the deadline's year is carried as two digits.
    pub fn new(order: ControlOrder, deadline: MeterTime) -> Result<Self, TaskFault> {
        Ok(Self { order, deadline: ShortTime::new(deadline)? })
    }

    #[must_use]
    pub const fn order(&self) -> ControlOrder {
        self.order
    }

    #[must_use]
    pub const fn deadline(&self) -> MeterTime {
        self.deadline.time()
    }

    /// What is enciphered: `N1 N2 YY MM DD hh mm ss`, 8 bytes in natural order (reference 9.4).
    #[must_use]
    pub fn plain(&self) -> [u8; 8] {
        let [n1, n2] = self.order.code();
        let [year, month, day, hour, minute, second] = self.deadline.bcd();
        [n1, n2, year, month, day, hour, minute, second]
    }

    /// Nothing for an order or a time that does not exist.
    #[must_use]
    pub fn from_plain(plain: [u8; 8]) -> Option<Self> {
        let [n1, n2, time @ ..] = plain;
        let order = ControlOrder::from_code([n1, n2])?;
        Some(Self { order, deadline: ShortTime::from_bcd(time)? })
    }
}

/// A control command as the meter takes it: the block of 20 bytes of reference 9.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedControl {
    pub cipher: [u8; 16],
    pub mac: Mac,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ControlParts {
    order: ControlOrder,
    deadline: MeterTime,
}

impl TryFrom<ControlParts> for ControlTask {
    type Error = TaskFault;

    fn try_from(parts: ControlParts) -> Result<Self, TaskFault> {
        Self::new(parts.order, parts.deadline)
    }
}

impl From<ControlTask> for ControlParts {
    fn from(task: ControlTask) -> Self {
        Self { order: task.order, deadline: task.deadline() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_plain_text_of_a_trip_is_the_one_of_the_reference() {
        let deadline = "2018-05-12T15:41:24".parse().expect("a time");
        let task = ControlTask::new(ControlOrder::Trip, deadline).expect("this century");
        assert_eq!(task.plain(), [0x1A, 0x00, 0x18, 0x05, 0x12, 0x15, 0x41, 0x24]);
        assert_eq!(ControlTask::from_plain(task.plain()), Some(task));
        let json = r#"{"order":"trip","deadline":"2018-05-12T15:41:24"}"#;
        assert_eq!(serde_json::to_string(&task).expect("plain fields"), json);
        assert_eq!(serde_json::from_str::<ControlTask>(json).ok(), Some(task));
    }

    #[test]
    fn an_unknown_order_is_no_order() {
        for code in [[0x00, 0], [0x1A, 1], [0x1F, 0], [0x3C, 0]] {
            assert_eq!(ControlOrder::from_code(code), None);
        }
    }

    #[test]
    fn a_deadline_of_another_century_is_refused() {
        let deadline = "2118-05-12T15:41:24".parse().expect("a time");
        assert_eq!(ControlTask::new(ControlOrder::Trip, deadline), Err(TaskFault::Century));
    }

    proptest! {
        #[test]
        fn what_reads_as_a_task_writes_the_same(plain in any::<[u8; 8]>()) {
            if let Some(task) = ControlTask::from_plain(plain) {
                prop_assert_eq!(task.plain(), plain);
            }
        }

        #[test]
        fn every_order_reads_back(n1 in any::<u8>(), n2 in any::<u8>()) {
            if let Some(order) = ControlOrder::from_code([n1, n2]) {
                prop_assert_eq!(order.code(), [n1, n2]);
            }
        }
    }
}
