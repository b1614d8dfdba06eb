//! Parameter writes (参数设置): class 1 in plain with a MAC, class 2 enciphered with a MAC; and the clock.

use serde::{Deserialize, Serialize};
use vocabulary::MeterTime;

use super::Mac;
use super::task::{ShortTime, TaskFault};

/// How a parameter is protected and where the ESAM keeps it; the code is the unit's (reference 9.6, function 02 04).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParameterKind {
    /// 二类参数: enciphered, with a MAC (level 98).
    Class2,
    /// 一类参数: in plain, with a MAC (level 99), kept in the ESAM.
    Class1,
    /// Prices in force (当前套电价), class 1 in a file of their own.
    Prices,
    /// Prices to come (备用套电价), class 1 in a file of their own.
    BackupPrices,
}

impl ParameterKind {
    pub const ALL: [ParameterKind; 4] = [
        ParameterKind::Class2,
        ParameterKind::Class1,
        ParameterKind::Prices,
        ParameterKind::BackupPrices,
    ];

    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            ParameterKind::Class2 => 0x03,
            ParameterKind::Class1 => 0x05,
            ParameterKind::Prices => 0x06,
            ParameterKind::BackupPrices => 0x07,
        }
    }

    #[must_use]
    pub const fn is_enciphered(self) -> bool {
        matches!(self, ParameterKind::Class2)
    }
}

/// One item and the value it gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ParameterParts", into = "ParameterParts")]
pub struct ParameterTask {
    kind: ParameterKind,
    item: [u8; 4],
    value: Vec<u8>,
}

impl ParameterTask {
    /// A frame holds 200 bytes; 16 of them are the head, 4 the MAC, and the enciphered text comes in blocks of 16.
    pub const VALUE_LEN_MAX: usize = 170;

    /// `item` is the data identifier DI3 DI2 DI1 DI0, `value` in natural order.
    ///
    /// # Errors
    /// When the value is empty or longer than a frame holds, or the item is a clock's.
    pub fn new(kind: ParameterKind, item: [u8; 4], value: Vec<u8>) -> Result<Self, TaskFault> {
        if value.is_empty() || value.len() > Self::VALUE_LEN_MAX {
            return Err(TaskFault::ValueLength { found: value.len() });
        }
        if ClockItem::from_item(item).is_some() {
            return Err(TaskFault::ClockItem);
        }
        Ok(Self { kind, item, value })
    }

    #[must_use]
    pub const fn kind(&self) -> ParameterKind {
        self.kind
    }

    #[must_use]
    pub const fn item(&self) -> [u8; 4] {
        self.item
    }

    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }
}

/// What the unit made of a parameter write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealedParameter {
    /// Class 1: the value travels as it is, this MAC behind it.
    Plain { mac: Mac },
    /// Class 2: the cipher travels in the value's place; a multiple of 16 bytes.
    Enciphered { cipher: Vec<u8>, mac: Mac },
}

/// Which item sets the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockItem {
    /// `0400010C`: date, weekday and time in one (a later addition).
    DateTime,
    /// `04000101`: date and weekday.
    Date,
    /// `04000102`: time of day.
    Time,
}

impl ClockItem {
    pub const ALL: [ClockItem; 3] = [ClockItem::DateTime, ClockItem::Date, ClockItem::Time];

    /// DI3 DI2 DI1 DI0.
    #[must_use]
    pub const fn item(self) -> [u8; 4] {
        match self {
            ClockItem::DateTime => [0x04, 0x00, 0x01, 0x0C],
            ClockItem::Date => [0x04, 0x00, 0x01, 0x01],
            ClockItem::Time => [0x04, 0x00, 0x01, 0x02],
        }
    }

    #[must_use]
    pub fn from_item(item: [u8; 4]) -> Option<Self> {
        Self::ALL.into_iter().find(|clock| clock.item() == item)
    }

    /// The value that shows `time`: `YY MM DD WW hh mm ss`, BCD, or the part that the item holds.
    ///
    /// # Errors
    /// [`TaskFault::Century`].
    pub fn value(self, time: MeterTime) -> Result<Vec<u8>, TaskFault> {
        let [year, month, day, hour, minute, second] = ShortTime::new(time)?.bcd();
        let date = [year, month, day, time.weekday()];
        let of_day = [hour, minute, second];
        Ok(match self {
            ClockItem::DateTime => [&date[..], &of_day].concat(),
            ClockItem::Date => date.to_vec(),
            ClockItem::Time => of_day.to_vec(),
        })
    }
}

/// Leave to set a meter's clock to the time at which it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockTask {
    pub item: ClockItem,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParameterParts {
    kind: ParameterKind,
    #[serde(with = "hex::serde")]
    item: [u8; 4],
    #[serde(with = "hex::serde")]
    value: Vec<u8>,
}

impl TryFrom<ParameterParts> for ParameterTask {
    type Error = TaskFault;

    fn try_from(parts: ParameterParts) -> Result<Self, TaskFault> {
        Self::new(parts.kind, parts.item, parts.value)
    }
}

impl From<ParameterTask> for ParameterParts {
    fn from(task: ParameterTask) -> Self {
        Self { kind: task.kind, item: task.item, value: task.value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_not_set_as_a_parameter() {
        for clock in ClockItem::ALL {
            let task = ParameterTask::new(ParameterKind::Class2, clock.item(), vec![0; 7]);
            assert_eq!(task, Err(TaskFault::ClockItem));
        }
    }

    #[test]
    fn a_value_has_at_least_one_byte_and_fits_in_a_frame() {
        let task = |len| ParameterTask::new(ParameterKind::Class1, [4, 0, 0x10, 1], vec![7; len]);
        assert!(task(1).is_ok() && task(170).is_ok());
        for found in [0, 171] {
            assert_eq!(task(found), Err(TaskFault::ValueLength { found }));
        }
    }

    #[test]
    fn a_clock_value_is_date_weekday_and_time_in_natural_order() {
        // 2026-11-30 is a Monday.
        let time = "2026-11-30T10:15:30".parse().expect("a time");
        let check = |clock: ClockItem, value: &[u8]| {
            assert_eq!(clock.value(time).as_deref(), Ok(value));
        };
        check(ClockItem::DateTime, &[0x26, 0x11, 0x30, 0x01, 0x10, 0x15, 0x30]);
        check(ClockItem::Date, &[0x26, 0x11, 0x30, 0x01]);
        check(ClockItem::Time, &[0x10, 0x15, 0x30]);
    }

    #[test]
    fn a_task_survives_json_and_its_rule_holds_there_too() {
        let task = ParameterTask::new(ParameterKind::Class1, [4, 0, 0x10, 1], vec![0, 0, 0x50, 0])
            .expect("a task");
        let json = r#"{"kind":"class1","item":"04001001","value":"00005000"}"#;
        assert_eq!(serde_json::to_string(&task).expect("plain fields"), json);
        assert_eq!(serde_json::from_str::<ParameterTask>(json).ok(), Some(task));
        let clock = r#"{"kind":"class2","item":"0400010c","value":"00"}"#;
        assert!(serde_json::from_str::<ParameterTask>(clock).is_err());
    }
}
