//! How often somebody who has proved nothing yet may knock.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::{Problem, ProblemKind};

/// One bucket of tokens per caller: each knock takes one, time brings them back.
#[derive(Debug)]
pub struct Throttle<K> {
    rate: Rate,
    buckets: Mutex<HashMap<K, Bucket>>,
}

/// How many knocks at once, and how soon the next.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    pub at_once: u32,
    pub every: Duration,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    /// When it would be full again: the only thing to remember.
    full_at: Duration,
}

/// Callers that are remembered. When so many have knocked lately, new ones wait.
const CALLERS_MAX: usize = 16_384;

impl<K: Eq + Hash> Throttle<K> {
    #[must_use]
    pub fn new(rate: Rate) -> Self {
        Self { rate, buckets: Mutex::new(HashMap::new()) }
    }

    /// Takes a token from `caller`'s bucket; `now` is a monotonic time.
    ///
    /// # Errors
    /// [`ProblemKind::TooMany`] when there is none.
    pub fn knock(&self, caller: K, now: Duration) -> Result<(), Problem> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= CALLERS_MAX {
            buckets.retain(|_, bucket| bucket.full_at > now);
        }
        if buckets.len() >= CALLERS_MAX && !buckets.contains_key(&caller) {
            return Err(too_many());
        }
        let bucket = buckets.entry(caller).or_insert(Bucket { full_at: now });
        let full_at = bucket.full_at.max(now) + self.rate.every;
        if full_at > now + self.rate.every * self.rate.at_once {
            return Err(too_many());
        }
        bucket.full_at = full_at;
        Ok(())
    }
}

fn too_many() -> Problem {
    Problem::new(ProblemKind::TooMany, "wait a moment before the next try")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { at_once: 3, every: Duration::from_secs(10) };

    fn passes(throttle: &Throttle<u32>, caller: u32, second: u64) -> bool {
        throttle.knock(caller, Duration::from_secs(second)).is_ok()
    }

    #[test]
    fn lets_so_many_in_at_once_and_then_one_by_one() {
        let throttle = Throttle::new(RATE);
        let at_once: Vec<_> = (0..5).map(|_| passes(&throttle, 1, 100)).collect();
        assert_eq!(at_once, [true, true, true, false, false]);
        assert!(passes(&throttle, 2, 100), "another caller has his own bucket");
        assert!(!passes(&throttle, 1, 109));
        assert!(passes(&throttle, 1, 110));
        assert!(!passes(&throttle, 1, 111));
        assert!(passes(&throttle, 1, 1_000));
    }

    #[test]
    fn remembers_no_more_callers_than_it_may() {
        let throttle = Throttle::new(RATE);
        for caller in 0..2 * CALLERS_MAX as u32 {
            let _ = passes(&throttle, caller, 0);
        }
        assert_eq!(throttle.buckets.lock().unwrap().len(), CALLERS_MAX);
        assert!(!passes(&throttle, u32::MAX, 5), "all buckets are in use");
        assert!(passes(&throttle, u32::MAX, 60), "they have filled up again");
    }
}
