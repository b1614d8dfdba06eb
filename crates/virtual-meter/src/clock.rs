//! The meter's clock: it drifts, it is set, and a broadcast moves it a little (dlt645-2007.md, section 8).

use vocabulary::{Instant, MeterTime};

use crate::second::Second;

/// A clock that was right, or set, at some instant and has run a little fast or slow since.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    set_at: Instant,
    shown_then: Instant,
    drift_ppm: i32,
    /// The day of the last broadcast that was taken, by this clock.
    last_broadcast: Option<(u16, u8, u8)>,
}

/// What a meter takes of a broadcast time. The five minutes are confirmed, the rest is not and off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BroadcastRule {
    /// A time further away than this is not taken: 5 by default.
    pub minutes_max: u16,
    /// Only the first of a day is taken (unconfirmed).
    pub once_a_day: bool,
    /// None is taken within so many minutes of midnight (unconfirmed).
    pub quiet_minutes_at_midnight: u16,
}

impl Default for BroadcastRule {
    fn default() -> Self {
        Self { minutes_max: 5, once_a_day: false, quiet_minutes_at_midnight: 0 }
    }
}

impl Clock {
    /// A clock that shows the right time and `offset_s` seconds more.
    pub(crate) fn new(now: Instant, offset_s: i64, drift_ppm: i32) -> Self {
        let shown_then = now.shifted(offset_s.saturating_mul(1_000_000));
        Self { set_at: now, shown_then, drift_ppm, last_broadcast: None }
    }

    pub(crate) fn set(&mut self, now: Instant, time: MeterTime) {
        self.set_at = now;
        self.shown_then = time.instant();
    }

    /// Whether a broadcast time is taken, and if so, that it was.
    pub(crate) fn take_broadcast(
        &mut self,
        rule: BroadcastRule,
        now: Instant,
        time: MeterTime,
    ) -> bool {
        let shown = self.shown(now).time();
        let is_near = time.seconds_since(shown).unsigned_abs() <= u64::from(rule.minutes_max) * 60;
        let today = (shown.year(), shown.month(), shown.day());
        let is_first = self.last_broadcast != Some(today);
        let minute = self.shown(now).minute_of_day();
        let to_midnight = minute.min(1_440 - minute);
        let is_quiet = to_midnight < rule.quiet_minutes_at_midnight;
        if !is_near || (rule.once_a_day && !is_first) || is_quiet {
            return false;
        }
        self.last_broadcast = Some(today);
        self.set(now, time);
        true
    }

    pub(crate) fn shown(&self, now: Instant) -> Second {
        let run = i128::from(now.since(self.set_at));
        let drift = run * i128::from(self.drift_ppm) / 1_000_000;
        let micros = i64::try_from(run + drift).unwrap_or(i64::MAX);
        Second::of_instant(self.shown_then.shifted(micros))
    }
}

#[cfg(test)]
mod tests {
    use vocabulary::minutes;

    use super::*;

    fn at(text: &str) -> MeterTime {
        text.parse().expect("a time")
    }

    #[test]
    fn a_clock_that_runs_fast_is_ahead_after_a_day() {
        let start = at("2026-11-30T00:00:00").instant();
        let clock = Clock::new(start, -10, 1_000);
        assert_eq!(clock.shown(start).time(), at("2026-11-29T23:59:50"));
        // 86.4 s a day at a thousandth.
        let shown = clock.shown(start.plus(minutes(1_440))).time();
        assert_eq!(shown, at("2026-12-01T00:01:16"));
    }

    #[test]
    fn a_broadcast_moves_it_by_five_minutes_at_most() {
        let start = at("2026-11-30T10:00:00").instant();
        let mut clock = Clock::new(start, 0, 0);
        let rule = BroadcastRule::default();
        assert!(!clock.take_broadcast(rule, start, at("2026-11-30T10:05:01")));
        assert!(!clock.take_broadcast(rule, start, at("2026-11-30T09:54:59")));
        assert_eq!(clock.shown(start).time(), at("2026-11-30T10:00:00"));
        assert!(clock.take_broadcast(rule, start, at("2026-11-30T10:05:00")));
        assert_eq!(clock.shown(start).time(), at("2026-11-30T10:05:00"));
    }

    #[test]
    fn stricter_rules_may_be_asked_for() {
        let start = at("2026-11-30T23:58:00").instant();
        let rule =
            BroadcastRule { once_a_day: true, quiet_minutes_at_midnight: 5, ..Default::default() };
        let mut clock = Clock::new(start, 0, 0);
        assert!(!clock.take_broadcast(rule, start, at("2026-11-30T23:58:01")), "near midnight");
        let noon = at("2026-12-01T12:00:00").instant();
        assert!(clock.take_broadcast(rule, noon, at("2026-12-01T12:00:01")));
        assert!(!clock.take_broadcast(rule, noon, at("2026-12-01T12:00:02")), "the second today");
    }
}
