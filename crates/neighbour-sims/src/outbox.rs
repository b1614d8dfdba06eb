//! Which message goes next: in order within an order, and patiently.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use vocabulary::Instant;

/// How long to wait after an attempt that came to nothing: doubled each time, up to a ceiling, for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    pub first: Duration,
    pub longest: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self { first: Duration::from_millis(500), longest: Duration::from_secs(30) }
    }
}

impl Retry {
    fn after(self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(DOUBLINGS_MAX);
        self.first.saturating_mul(1 << doublings).min(self.longest)
    }
}

const DOUBLINGS_MAX: u32 = 20;

/// The messages that are not settled. Lives in memory: attempts and waits begin anew after a restart.
#[derive(Debug)]
pub(crate) struct Outbox {
    retry: Retry,
    /// Per order, oldest first; only the first may be under way.
    queues: BTreeMap<String, VecDeque<u64>>,
    /// The first of each queue that is not under way, by when it may go.
    ready: BTreeSet<(Instant, u64)>,
    under_way: BTreeSet<u64>,
    attempts: BTreeMap<u64, Attempts>,
}

/// What is known of a message's attempts since the start.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attempts {
    pub count: u32,
    pub last_failure: Option<String>,
}

impl Outbox {
    pub const fn new(retry: Retry) -> Self {
        Self {
            retry,
            queues: BTreeMap::new(),
            ready: BTreeSet::new(),
            under_way: BTreeSet::new(),
            attempts: BTreeMap::new(),
        }
    }

    pub fn put(&mut self, now: Instant, order_no: &str, n: u64) {
        let queue = self.queues.entry(order_no.to_owned()).or_default();
        queue.push_back(n);
        if queue.len() == 1 {
            self.ready.insert((now, n));
        }
    }

    /// Takes the next message that may go; it is under way until [`Self::failed`] or [`Self::settled`].
    pub fn take(&mut self, now: Instant) -> Option<u64> {
        let (_, n) = *self.ready.first().filter(|(at, _)| *at <= now)?;
        self.ready.pop_first();
        self.under_way.insert(n);
        self.attempts.entry(n).or_default().count += 1;
        Some(n)
    }

    pub fn failed(&mut self, now: Instant, n: u64, why: String) {
        let attempts = self.attempts.entry(n).or_default();
        attempts.last_failure = Some(why);
        self.under_way.remove(&n);
        self.ready.insert((now.plus(self.retry.after(attempts.count)), n));
    }

    pub fn settled(&mut self, now: Instant, order_no: &str, n: u64) {
        self.attempts.remove(&n);
        if !self.under_way.remove(&n) {
            self.ready.retain(|(_, waiting)| *waiting != n);
        }
        let Some(queue) = self.queues.get_mut(order_no) else { return };
        let was_first = queue.front() == Some(&n);
        queue.retain(|waiting| *waiting != n);
        match queue.front() {
            None => {
                self.queues.remove(order_no);
            }
            Some(&next) if was_first => {
                self.ready.insert((now, next));
            }
            Some(_) => {}
        }
    }

    /// When the next message may go; `None` while there is none, or all first ones are under way.
    pub fn due(&self) -> Option<Instant> {
        self.ready.first().map(|(at, _)| *at)
    }

    pub fn attempts(&self, n: u64) -> Attempts {
        self.attempts.get(&n).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_waits_for_the_one_before_it_of_the_same_order_only() {
        let now = Instant::from_micros(0);
        let mut outbox = Outbox::new(Retry::default());
        outbox.put(now, "a", 1);
        outbox.put(now, "a", 2);
        outbox.put(now, "b", 3);
        assert_eq!(outbox.take(now), Some(1));
        assert_eq!(outbox.take(now), Some(3));
        assert_eq!(outbox.take(now), None);
        outbox.settled(now, "a", 1);
        assert_eq!(outbox.take(now), Some(2));
    }

    #[test]
    fn waits_double_up_to_the_longest() {
        let retry = Retry { first: Duration::from_secs(1), longest: Duration::from_secs(5) };
        let waits: Vec<u64> = (1..=5).map(|attempts| retry.after(attempts).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 5, 5]);
        assert_eq!(retry.after(u32::MAX), retry.longest);
    }

    #[test]
    fn a_failed_message_goes_again_when_its_wait_is_over() {
        let now = Instant::from_micros(0);
        let mut outbox = Outbox::new(Retry::default());
        outbox.put(now, "a", 1);
        assert_eq!(outbox.take(now), Some(1));
        outbox.failed(now, 1, "no connection".to_owned());
        assert_eq!(outbox.take(now), None);
        let due = outbox.due().expect("it waits");
        assert_eq!(due, now.plus(Retry::default().first));
        assert_eq!(outbox.take(due), Some(1));
    }
}
