//! What an account may be.

use std::time::Duration;

use platform_store::identity::AccountRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{Instant, minutes};

/// How long too many wrong passwords lock an account.
const LOCKED_FOR: Duration = minutes(15);

/// A lock without an end: the account is disabled.
const FOR_EVER: Instant = Instant::from_micros(i64::MAX);

/// Whether somebody can sign in with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    Active,
    /// After too many wrong passwords, for a quarter of an hour.
    Locked,
    /// By an administrator, until he gives it a new password.
    Disabled,
}

impl AccountState {
    #[must_use]
    pub fn of(account: &AccountRow, now: Instant) -> Self {
        match account.locked_until {
            Some(FOR_EVER) => Self::Disabled,
            Some(until) if until > now => Self::Locked,
            _ => Self::Active,
        }
    }
}

/// The account after one more try has been taken; the last one locks it until it turns out right.
pub(super) fn take_try(account: &AccountRow, tries_max: u32, now: Instant) -> AccountRow {
    let lock_is_over = account.locked_until.is_some();
    let failures = if lock_is_over { 1 } else { account.failures.saturating_add(1) };
    let locked_until = (failures >= tries_max).then(|| now.plus(LOCKED_FOR));
    AccountRow { failures, locked_until, ..account.clone() }
}

/// The account with all its tries.
pub(super) fn give_tries_back(account: &AccountRow) -> AccountRow {
    AccountRow { failures: 0, locked_until: None, ..account.clone() }
}

/// The account, of no more use.
pub(super) fn disabled(account: &AccountRow) -> AccountRow {
    AccountRow { locked_until: Some(FOR_EVER), ..account.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::PersonId;

    fn account() -> AccountRow {
        AccountRow {
            login: "wangjianguo".into(),
            person: PersonId::from_uuid(uuid::Uuid::from_u128(1)),
            password_hash: String::new(),
            failures: 0,
            locked_until: None,
        }
    }

    #[test]
    fn the_last_try_locks_and_time_unlocks() {
        let now = Instant::from_micros(1_000_000);
        let mut tried = account();
        for _ in 0..4 {
            tried = take_try(&tried, 5, now);
            assert_eq!(AccountState::of(&tried, now), AccountState::Active);
        }
        tried = take_try(&tried, 5, now);
        assert_eq!(AccountState::of(&tried, now), AccountState::Locked);
        let later = now.plus(LOCKED_FOR);
        assert_eq!(AccountState::of(&tried, later), AccountState::Active);
        assert_eq!(take_try(&tried, 5, later).failures, 1, "a new row of tries begins");
    }

    #[test]
    fn a_disabled_account_stays_so() {
        let gone = disabled(&account());
        let late = Instant::from_micros(i64::MAX - 1);
        assert_eq!(AccountState::of(&gone, late), AccountState::Disabled);
        assert_eq!(AccountState::of(&give_tries_back(&gone), late), AccountState::Active);
    }
}
