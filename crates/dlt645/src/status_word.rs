//! Running status words 1 to 7 (电表运行状态字): two bytes each, bit 0 first (dlt645-2007.md, 7.6).

use serde::Serialize;

use crate::Name;

/// A running status word and its number, 1 to 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StatusWord {
    number: u8,
    bits: u16,
}

/// One of the things that a status word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct StatusFlag {
    pub bit: u8,
    pub name: Name,
}

/// Where a meter's current comes from: bits 1 and 2 of word 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Supply {
    Mains,
    Auxiliary,
    Battery,
    /// What the standard gives no meaning: 11.
    Unknown,
}

/// Whether and how a meter is prepaid: bits 8 and 9 of word 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Prepayment {
    None,
    Energy,
    Money,
    /// What the standard gives no meaning: 11.
    Unknown,
}

impl StatusWord {
    /// Word `number`, 1 to 7; none of another number.
    #[must_use]
    pub const fn new(number: u8, bits: u16) -> Option<Self> {
        if matches!(number, 1..=7) { Some(Self { number, bits }) } else { None }
    }

    #[must_use]
    pub const fn number(self) -> u8 {
        self.number
    }

    #[must_use]
    pub const fn bits(self) -> u16 {
        self.bits
    }

    #[must_use]
    pub const fn has(self, bit: u8) -> bool {
        bit < 16 && self.bits >> bit & 1 == 1
    }

    /// What is set, by bit; bits without a meaning of their own are left out.
    pub fn flags(self) -> impl Iterator<Item = StatusFlag> {
        let names: &[(u8, Name)] = match self.number {
            1 => &WORD_1,
            2 => &WORD_2,
            3 => &WORD_3,
            4..=6 => &PHASE,
            _ => &WORD_7,
        };
        let set = names.iter().filter(move |(bit, _)| self.has(*bit));
        set.map(|&(bit, name)| StatusFlag { bit, name })
    }

    /// The relay is open: the customer is off (bit 4 of word 3). None of another word.
    #[must_use]
    pub const fn relay_is_open(self) -> Option<bool> {
        if self.number == 3 { Some(self.has(4)) } else { None }
    }

    /// The relay was last told to open (bit 6 of word 3). None of another word.
    #[must_use]
    pub const fn relay_was_told_to_open(self) -> Option<bool> {
        if self.number == 3 { Some(self.has(6)) } else { None }
    }

    /// Programming is allowed (bit 3 of word 3). One later firmware tells by it that infrared authentication is valid.
    /// None of another word.
    #[must_use]
    pub const fn allows_programming(self) -> Option<bool> {
        if self.number == 3 { Some(self.has(3)) } else { None }
    }

    /// None of another word than 3.
    #[must_use]
    pub const fn supply(self) -> Option<Supply> {
        if self.number != 3 {
            return None;
        }
        Some(match self.bits >> 1 & 3 {
            0 => Supply::Mains,
            1 => Supply::Auxiliary,
            2 => Supply::Battery,
            _ => Supply::Unknown,
        })
    }

    /// None of another word than 3.
    #[must_use]
    pub const fn prepayment(self) -> Option<Prepayment> {
        if self.number != 3 {
            return None;
        }
        Some(match self.bits >> 8 & 3 {
            0 => Prepayment::None,
            1 => Prepayment::Energy,
            2 => Prepayment::Money,
            _ => Prepayment::Unknown,
        })
    }
}

const WORD_1: [(u8, Name); 6] = [
    (0, Name::new("外置开关控制方式", "external switch mode")),
    (1, Name::new("需量积算方式为区间", "demand by interval")),
    (2, Name::new("时钟电池欠压", "clock battery low")),
    (3, Name::new("停电抄表电池欠压", "meter-reading battery low")),
    (4, Name::new("有功功率反向", "active power reverse")),
    (5, Name::new("无功功率反向", "reactive power reverse")),
];
const WORD_2: [(u8, Name); 6] = [
    (0, Name::new("A相有功功率反向", "active power reverse, phase A")),
    (1, Name::new("B相有功功率反向", "active power reverse, phase B")),
    (2, Name::new("C相有功功率反向", "active power reverse, phase C")),
    (4, Name::new("A相无功功率反向", "reactive power reverse, phase A")),
    (5, Name::new("B相无功功率反向", "reactive power reverse, phase B")),
    (6, Name::new("C相无功功率反向", "reactive power reverse, phase C")),
];
const WORD_3: [(u8, Name); 12] = [
    (0, Name::new("运行第二套时段表", "second period table in use")),
    (1, Name::new("辅助电源供电", "on auxiliary supply")),
    (2, Name::new("电池供电", "on battery")),
    (3, Name::new("编程允许", "programming allowed")),
    (4, Name::new("继电器断开", "relay open")),
    (5, Name::new("运行第二套时区表", "second zone table in use")),
    (6, Name::new("继电器命令状态为断", "relay told to open")),
    (7, Name::new("预跳闸报警", "pre-trip alarm")),
    (8, Name::new("电量型预付费", "prepaid by energy")),
    (9, Name::new("电费型预付费", "prepaid by money")),
    (10, Name::new("运行第二套费率电价", "second tariff set in use")),
    (11, Name::new("运行第二套阶梯", "second step set in use")),
];
const PHASE: [(u8, Name); 9] = [
    (0, Name::new("失压", "loss of voltage")),
    (1, Name::new("欠压", "undervoltage")),
    (2, Name::new("过压", "overvoltage")),
    (3, Name::new("失流", "loss of current")),
    (4, Name::new("过流", "overcurrent")),
    (5, Name::new("过载", "overload")),
    (6, Name::new("潮流反向", "power flow reverse")),
    (7, Name::new("断相", "phase break")),
    (8, Name::new("断流", "current break")),
];
const WORD_7: [(u8, Name); 9] = [
    (0, Name::new("电压逆相序", "voltage reverse sequence")),
    (1, Name::new("电流逆相序", "current reverse sequence")),
    (2, Name::new("电压不平衡", "voltage imbalance")),
    (3, Name::new("电流不平衡", "current imbalance")),
    (4, Name::new("辅助电源失电", "auxiliary power lost")),
    (5, Name::new("掉电", "power down")),
    (6, Name::new("需量超限", "demand over limit")),
    (7, Name::new("总功率因数超下限", "power factor low")),
    (8, Name::new("电流严重不平衡", "severe current imbalance")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_3_tells_the_relay_apart_from_its_order() {
        let told_but_closed = StatusWord::new(3, 0x0040).expect("word 3");
        assert_eq!(told_but_closed.relay_is_open(), Some(false));
        assert_eq!(told_but_closed.relay_was_told_to_open(), Some(true));
        let off = StatusWord::new(3, 0x0250).expect("word 3");
        assert_eq!(off.relay_is_open(), Some(true));
        assert_eq!(off.prepayment(), Some(Prepayment::Money));
        assert_eq!(off.supply(), Some(Supply::Mains));
        let flags: Vec<_> = off.flags().map(|flag| flag.name.zh).collect();
        assert_eq!(flags, ["继电器断开", "继电器命令状态为断", "电费型预付费"]);
    }

    #[test]
    fn another_word_tells_nothing_of_the_relay() {
        assert_eq!(StatusWord::new(4, 0xFFFF).expect("word 4").relay_is_open(), None);
        assert_eq!(StatusWord::new(0, 0), None);
        assert_eq!(StatusWord::new(8, 0), None);
    }
}
