//! Passwords of levels 02 and 04 (密码权限), and what three wrong ones do (dlt645-2007.md, section 5; domain.md,
//! section 5).

use crate::second::Second;

/// A level's password as people write it, two digits to a byte, and its count of wrong ones.
#[derive(Debug, Clone)]
struct Level {
    secret: [u8; 3],
    wrong: u8,
    locked_until: Option<Second>,
}

/// The two levels that smart meters use.
#[derive(Debug, Clone)]
pub(crate) struct Passwords {
    second: Level,
    fourth: Level,
}

/// What a meter has at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DefaultPasswords {
    /// Level 02: clears, and in its factory writes.
    pub level_02: [u8; 3],
    /// Level 04: writes with the programming key pressed.
    pub level_04: [u8; 3],
}

impl Default for DefaultPasswords {
    /// 123456 and 111111, in the digits that [`HELP`](crate::HELP) names.
    fn default() -> Self {
        Self { level_02: [0x12, 0x34, 0x56], level_04: [0x11, 0x11, 0x11] }
    }
}

/// Why a password does not serve. A meter answers the same to each: error bit 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoEntry {
    /// The meter has no such level.
    Level,
    Wrong,
    /// Three were wrong: the level is shut for 24 hours of the meter's clock, for the right one too.
    Locked,
}

impl Passwords {
    pub(crate) const fn new(start: DefaultPasswords) -> Self {
        const fn level(secret: [u8; 3]) -> Level {
            Level { secret, wrong: 0, locked_until: None }
        }
        Self { second: level(start.level_02), fourth: level(start.level_04) }
    }

    /// Tries a password. A right one resets the count of wrong ones.
    ///
    /// # Errors
    /// [`NoEntry`].
    pub(crate) fn enter(&mut self, level: u8, secret: [u8; 3], now: Second) -> Result<(), NoEntry> {
        let level = self.level(level).ok_or(NoEntry::Level)?;
        if level.locked_until.is_some_and(|until| now < until) {
            return Err(NoEntry::Locked);
        }
        if level.locked_until.take().is_some() {
            level.wrong = 0;
        }
        if level.secret == secret {
            level.wrong = 0;
            return Ok(());
        }
        level.wrong += 1;
        if level.wrong >= WRONG_MAX {
            level.locked_until = Some(now.plus(LOCKED_SECONDS));
        }
        Err(NoEntry::Wrong)
    }

    /// Gives a level a new password; whether it may is decided before.
    pub(crate) fn change(&mut self, level: u8, secret: [u8; 3]) -> Result<(), NoEntry> {
        self.level(level).ok_or(NoEntry::Level)?.secret = secret;
        Ok(())
    }

    /// The meter's clock was set: a lock lasts as long as it would have.
    pub(crate) fn follow_clock(&mut self, by_seconds: i64) {
        for level in [&mut self.second, &mut self.fourth] {
            level.locked_until = level.locked_until.map(|until| until.plus(by_seconds));
        }
    }

    const fn level(&mut self, level: u8) -> Option<&mut Level> {
        match level {
            2 => Some(&mut self.second),
            4 => Some(&mut self.fourth),
            _ => None,
        }
    }
}

const WRONG_MAX: u8 = 3;
const LOCKED_SECONDS: i64 = 24 * 3_600;

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: [u8; 3] = [0x12, 0x34, 0x56];
    const WRONG: [u8; 3] = [0x65, 0x43, 0x21];

    fn now() -> Second {
        Second::of("2026-11-30T10:00:00".parse().expect("a time"))
    }

    #[test]
    fn three_wrong_ones_shut_the_level_for_a_day() {
        let mut passwords = Passwords::new(DefaultPasswords::default());
        for _ in 0..3 {
            assert_eq!(passwords.enter(2, WRONG, now()), Err(NoEntry::Wrong));
        }
        assert_eq!(passwords.enter(2, RIGHT, now()), Err(NoEntry::Locked));
        assert_eq!(passwords.enter(4, [0x11; 3], now()), Ok(()), "the other level is open");
        assert_eq!(passwords.enter(2, RIGHT, now().plus(86_399)), Err(NoEntry::Locked));
        assert_eq!(passwords.enter(2, RIGHT, now().plus(86_400)), Ok(()));
    }

    #[test]
    fn a_right_one_before_the_third_resets_the_count() {
        let mut passwords = Passwords::new(DefaultPasswords::default());
        for secret in [WRONG, WRONG, RIGHT, WRONG, WRONG, RIGHT] {
            assert_eq!(passwords.enter(2, secret, now()).is_ok(), secret == RIGHT);
        }
    }

    #[test]
    fn setting_the_clock_opens_no_level() {
        let mut passwords = Passwords::new(DefaultPasswords::default());
        for _ in 0..3 {
            passwords.enter(2, WRONG, now()).expect_err("wrong");
        }
        passwords.follow_clock(2 * 86_400);
        assert_eq!(passwords.enter(2, RIGHT, now().plus(2 * 86_400)), Err(NoEntry::Locked));
    }
}
