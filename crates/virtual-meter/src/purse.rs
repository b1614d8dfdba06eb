//! The prepaid balance (剩余金额): what is left of what was paid, counted down by the meter itself.
//!
//! The reference names the items (04001001 to 04001005, 00900200, 00900201) and not what a meter does at them. That it
//! raises the alarm at the alarm amounts, opens its relay at the overdraft limit and allows closing at the amount of
//! 04001005 is concluded from their names; [`PurseSetup::trips_by_itself`] leaves the relay alone.

use crate::registers::Energy;

/// A purse of money in the meter (本地费控).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurseSetup {
    /// What is in it at the start, in fen.
    pub balance_fen: u32,
    /// 04001001 and 04001002, in fen.
    pub alarm_fen: [u32; 2],
    /// 04001003: what may be owed, in fen.
    pub overdraft_fen: u32,
    /// 04001004: what the purse holds at most, in fen.
    pub hoarding_fen: u32,
    /// 04001005: with this much in it the relay may be closed again, in fen.
    pub closing_fen: u32,
    /// Whether the meter opens its relay when the overdraft is used up (unconfirmed).
    pub trips_by_itself: bool,
}

impl Default for PurseSetup {
    /// 100 yuan; alarms at 30 and 10, no overdraft, 5000 at the most.
    fn default() -> Self {
        Self {
            balance_fen: 10_000,
            alarm_fen: [3_000, 1_000],
            overdraft_fen: 0,
            hoarding_fen: 500_000,
            closing_fen: 0,
            trips_by_itself: true,
        }
    }
}

/// The balance and its limits.
#[derive(Debug, Clone)]
pub(crate) struct Purse {
    pub limits: PurseSetup,
    /// Watt-seconds times 0.0001 yuan for a kWh, negative when owed: exact.
    balance: i128,
}

/// How far the money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Funds {
    Enough,
    /// At or below alarm amount 1.
    Low,
    /// At or below alarm amount 2.
    VeryLow,
    /// The overdraft is used up.
    Exhausted,
}

impl Purse {
    pub(crate) fn new(limits: PurseSetup) -> Self {
        Self { limits, balance: i128::from(limits.balance_fen) * FEN }
    }

    /// Takes off what was drawn, at a price in 0.0001 yuan for a kWh.
    pub(crate) fn draw(&mut self, energy: Energy, price: u32) {
        self.balance -= i128::from(energy.watt_seconds()) * i128::from(price);
    }

    pub(crate) fn pay(&mut self, fen: u32) {
        self.balance += i128::from(fen) * FEN;
    }

    /// In whole fen, rounded down: what is left is never told as more.
    pub(crate) fn left_fen(&self) -> u32 {
        u32::try_from((self.balance / FEN).max(0)).unwrap_or(u32::MAX)
    }

    /// In whole fen, rounded up: what is owed is never told as less.
    pub(crate) fn owed_fen(&self) -> u32 {
        let owed = (-self.balance).max(0);
        u32::try_from((owed + FEN - 1) / FEN).unwrap_or(u32::MAX)
    }

    pub(crate) fn funds(&self) -> Funds {
        if self.balance <= -i128::from(self.limits.overdraft_fen) * FEN {
            return Funds::Exhausted;
        }
        let [first, second] = self.limits.alarm_fen.map(|fen| i128::from(fen) * FEN);
        if self.balance <= second {
            Funds::VeryLow
        } else if self.balance <= first {
            Funds::Low
        } else {
            Funds::Enough
        }
    }

    pub(crate) fn may_close(&self) -> bool {
        self.funds() < Funds::Exhausted && self.left_fen() >= self.limits.closing_fen
    }

    /// Seconds at this power and price until the overdraft is used up; never, if nothing is drawn.
    pub(crate) fn seconds_left(&self, watts: u64, price: u32) -> Option<i64> {
        let rate = i128::from(watts) * i128::from(price);
        if rate == 0 || self.funds() == Funds::Exhausted {
            return None;
        }
        let left = self.balance + i128::from(self.limits.overdraft_fen) * FEN;
        i64::try_from((left + rate - 1) / rate).ok()
    }

    /// How much more it may hold.
    pub(crate) fn room_fen(&self) -> u64 {
        u64::from(self.limits.hoarding_fen.saturating_sub(self.left_fen()))
    }
}

/// One fen in the steps of the balance: 0.01 yuan are 100 steps of 0.0001 yuan, a kWh is 3 600 000 Ws.
const FEN: i128 = 100 * 3_600_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilowatt_hour_costs_its_price() {
        let mut purse = Purse::new(PurseSetup { balance_fen: 100, ..PurseSetup::default() });
        purse.draw(Energy::of(1_000, 3_600), 5_000);
        assert_eq!((purse.left_fen(), purse.owed_fen()), (50, 0));
        assert_eq!(purse.seconds_left(1_000, 5_000), Some(3_600));
        purse.draw(Energy::of(1_000, 3_599), 5_000);
        assert_eq!((purse.left_fen(), purse.funds()), (0, Funds::VeryLow));
        purse.draw(Energy::of(1_000, 1), 5_000);
        assert_eq!(purse.funds(), Funds::Exhausted);
        assert_eq!(purse.seconds_left(1_000, 5_000), None);
    }

    #[test]
    fn an_overdraft_is_told_apart() {
        let limits = PurseSetup { balance_fen: 0, overdraft_fen: 200, ..PurseSetup::default() };
        let mut purse = Purse::new(limits);
        purse.draw(Energy::of(1_000, 3_600), 10_000);
        assert_eq!((purse.left_fen(), purse.owed_fen()), (0, 100));
        assert_eq!(purse.funds(), Funds::VeryLow);
        purse.pay(300);
        assert_eq!((purse.left_fen(), purse.owed_fen(), purse.room_fen()), (200, 0, 499_800));
    }
}
