//! How often somebody who has not signed in yet may try.

use std::net::IpAddr;
use std::time::Duration;

use vocabulary::minutes;

use crate::Platform;
use crate::http::{Problem, ProblemKind, Rate, Throttle};

/// What is remembered between attempts, beside the accounts themselves.
#[derive(Debug)]
pub(super) struct Doors {
    addresses: Throttle<IpAddr>,
    unknown_logins: Throttle<String>,
}

/// A whole office may come from one address; each attempt costs a password hash.
const PER_ADDRESS: Rate = Rate { at_once: 60, every: Duration::from_millis(200) };
/// As an account is locked: so that nobody learns from a lock which names exist.
const PER_UNKNOWN_LOGIN: Rate = Rate { at_once: 5, every: minutes(3) };

impl Doors {
    pub(super) fn new() -> Self {
        Self {
            addresses: Throttle::new(PER_ADDRESS),
            unknown_logins: Throttle::new(PER_UNKNOWN_LOGIN),
        }
    }

    pub(super) fn knock(&self, platform: &Platform, address: IpAddr) -> Result<(), Problem> {
        self.addresses.knock(address, platform.clock().monotonic())
    }

    /// The answer to a name that no account has: the same that a wrong password gets.
    pub(super) fn refuse_unknown(&self, platform: &Platform, login: &str) -> Problem {
        match self.unknown_logins.knock(login.to_owned(), platform.clock().monotonic()) {
            Ok(()) => wrong_credentials(),
            Err(_) => locked_for_now(),
        }
    }
}

pub(super) fn wrong_credentials() -> Problem {
    Problem::new(ProblemKind::CredentialsWrong, "name or password is wrong")
}

pub(super) fn locked_for_now() -> Problem {
    Problem::new(ProblemKind::Locked, "too many wrong passwords; try again in a quarter of an hour")
}
