//! What time it is, as far as this terminal can know.
//!
//! Two questions, two answers. *When did this happen?* is told by the device's clock and the offset that was measured
//! last ([`Times::captured`]); the platform weighs it. *Is a lease over?* must not be answered by a clock that anyone
//! can set back: platform time is carried forward by the monotonic clock, and over a restart by the wall clock only as
//! long as that has not gone backwards ([`Times::trusted`]).

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sync::Captured;
use terminal_store::{DeviceStore, StoreFault};
use vocabulary::{Clock, Instant};

use super::Tools;
use crate::evidence::ClockTrust;

pub(crate) struct Times {
    clock: Arc<dyn Clock>,
    /// Made anew at every start, so that the platform never compares monotonic times of two starts.
    boot: u64,
    known: Mutex<Known>,
}

struct Known {
    measured: Option<Measured>,
    /// As of the last start, moved forward when kept.
    passed: Option<Passed>,
}

/// The platform's time, as measured in this boot.
#[derive(Clone, Copy)]
struct Measured {
    platform: Instant,
    monotonic: Duration,
}

/// The latest platform time that this terminal is sure has passed, and what the wall clock said then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Passed {
    platform: Instant,
    wall: Instant,
}

impl Times {
    pub async fn start(tools: &Tools, device: &DeviceStore) -> Result<Self, StoreFault> {
        let mut boot = [0; 8];
        tools.entropy.fill(&mut boot);
        let passed = device.setting(PASSED).await?;
        let known = Mutex::new(Known { measured: None, passed });
        Ok(Self { clock: Arc::clone(&tools.clock), boot: u64::from_be_bytes(boot), known })
    }

    /// The monotonic time, to be noted before a request whose answer tells the platform's time.
    pub fn mark(&self) -> Duration {
        self.clock.monotonic()
    }

    /// Takes the platform's `now` out of an answer to a request sent at `asked`: half the way is the answer's.
    pub fn measure(&self, now: Instant, asked: Duration) {
        let monotonic = self.clock.monotonic();
        let platform = now.plus(monotonic.saturating_sub(asked) / 2);
        self.known().measured = Some(Measured { platform, monotonic });
    }

    /// Writes down how far time has come, at most once a minute.
    pub async fn keep(&self, device: &DeviceStore) -> Result<(), StoreFault> {
        let Some(platform) = self.trusted() else { return Ok(()) };
        let passed = Passed { platform, wall: self.clock.now() };
        let before = self.known().passed;
        if before.is_some_and(|before| platform.since(before.platform) < KEEP_EVERY_MICROS) {
            return Ok(());
        }
        device.set(PASSED, &passed).await?;
        self.known().passed = Some(passed);
        Ok(())
    }

    /// Platform time that nobody can have turned back; `None` when the clock went backwards over a restart.
    pub fn trusted(&self) -> Option<Instant> {
        if let Some(now) = self.carried_forward() {
            return Some(now);
        }
        let passed = self.known().passed?;
        let on_the_wall = self.clock.now().since(passed.wall);
        (on_the_wall >= 0).then(|| passed.platform.shifted(on_the_wall))
    }

    /// The device's time with the last known offset.
    pub fn corrected(&self) -> Instant {
        self.clock.now().shifted(self.offset_micros().unwrap_or(0))
    }

    /// Platform time minus device time; follows a wall clock that is set in the middle of a boot.
    pub fn offset_micros(&self) -> Option<i64> {
        self.carried_forward().map(|now| now.since(self.clock.now()))
    }

    pub fn trust(&self) -> ClockTrust {
        match self.offset_micros() {
            Some(_) => ClockTrust::Sure,
            None => ClockTrust::Unsure,
        }
    }

    /// What is written down when something happens to an order that reached this terminal at `fed_at`.
    pub fn captured(&self, fed_at: Instant) -> Captured {
        let monotonic = self.clock.monotonic().as_micros();
        Captured {
            device_time: self.clock.now(),
            offset_micros: self.offset_micros(),
            monotonic_micros: i64::try_from(monotonic).unwrap_or(i64::MAX),
            boot: self.boot,
            fed_at,
        }
    }

    /// The platform's time as measured in this boot, moved on by the monotonic clock.
    fn carried_forward(&self) -> Option<Instant> {
        let measured = self.known().measured?;
        let passed = self.clock.monotonic().saturating_sub(measured.monotonic);
        Some(measured.platform.plus(passed))
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const PASSED: &str = "time_passed";
const KEEP_EVERY_MICROS: i64 = 60_000_000;

#[cfg(test)]
mod tests {
    use vocabulary::{ManualClock, hours, minutes};

    use super::*;

    const NOON: Instant = Instant::from_micros(1_790_000_000_000_000);

    fn times(clock: &Arc<ManualClock>, passed: Option<Passed>) -> Times {
        let known = Mutex::new(Known { measured: None, passed });
        Times { clock: Arc::clone(clock) as Arc<dyn Clock>, boot: 1, known }
    }

    #[test]
    fn half_of_the_round_trip_is_the_way_back() {
        let clock = Arc::new(ManualClock::at(NOON));
        clock.set_error(-86_400_000_000);
        let times = times(&clock, None);
        let asked = times.mark();
        clock.advance(Duration::from_millis(100));
        let platform_said = NOON.plus(Duration::from_millis(100));
        clock.advance(Duration::from_millis(100));
        times.measure(platform_said, asked);
        assert_eq!(times.offset_micros(), Some(86_400_000_000));
        assert_eq!(times.corrected(), NOON.plus(Duration::from_millis(200)));
    }

    #[test]
    fn setting_the_wall_clock_changes_nothing_within_a_boot() {
        let clock = Arc::new(ManualClock::at(NOON));
        let times = times(&clock, None);
        times.measure(NOON, times.mark());
        clock.advance(hours(3));
        clock.set_error(-7_200_000_000);
        assert_eq!(times.trusted(), Some(NOON.plus(hours(3))));
    }

    #[test]
    fn a_wall_clock_that_went_back_over_a_restart_is_not_believed() {
        let clock = Arc::new(ManualClock::at(NOON));
        let times = times(&clock, Some(Passed { platform: NOON, wall: NOON }));
        clock.advance(minutes(5));
        assert_eq!(times.trusted(), Some(NOON.plus(minutes(5))));
        clock.set_error(-3_600_000_000);
        assert_eq!(times.trusted(), None);
    }
}
