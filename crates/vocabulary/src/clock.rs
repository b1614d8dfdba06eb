//! Instants in UTC and the clock that tells them.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// An instant in UTC, as whole microseconds since 1970. The only time that is stored or sent.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Default,
    utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0.div_euclid(1_000)
    }

    /// Moves by `by`, standing still at the ends of the range.
    #[must_use]
    pub fn plus(self, by: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX)))
    }

    /// Moves by a signed number of microseconds, such as a clock offset.
    #[must_use]
    pub const fn shifted(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// Microseconds from `earlier` to `self`; negative when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC; an instant outside the calendar is written as its microseconds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000);
        let text =
            moment.ok().and_then(|m| m.format(&time::format_description::well_known::Rfc3339).ok());
        match text {
            Some(text) => f.write_str(&text),
            None => write!(f, "{}µs", self.0),
        }
    }
}

/// Tells the time. Programs hand in [`SystemClock`], simulations a [`ManualClock`].
pub trait Clock: Send + Sync {
    /// Wall time; may be wrong and may jump.
    fn now(&self) -> Instant;

    /// Time since some fixed point of this boot; never jumps.
    fn monotonic(&self) -> Duration;
}

/// The machine's own clock.
#[derive(Debug)]
pub struct SystemClock {
    started: std::time::Instant,
}

impl SystemClock {
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn new() -> Self {
        Self { started: std::time::Instant::now() }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    fn now(&self) -> Instant {
        let since_epoch =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Instant(i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX))
    }

    fn monotonic(&self) -> Duration {
        self.started.elapsed()
    }
}

/// A clock that moves only when told, and may be set wrong against the true time.
#[derive(Debug)]
pub struct ManualClock {
    now_micros: AtomicI64,
    boot_micros: i64,
    error_micros: AtomicI64,
}

impl ManualClock {
    #[must_use]
    pub fn at(now: Instant) -> Self {
        Self {
            now_micros: AtomicI64::new(now.0),
            boot_micros: now.0,
            error_micros: AtomicI64::new(0),
        }
    }

    /// Lets `by` pass.
    pub fn advance(&self, by: Duration) {
        let micros = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
        self.now_micros.fetch_add(micros, Ordering::SeqCst);
    }

    /// Makes the wall time wrong by `micros`; the monotonic time stays right.
    pub fn set_error(&self, micros: i64) {
        self.error_micros.store(micros, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        Instant(self.now_micros.load(Ordering::SeqCst) + self.error_micros.load(Ordering::SeqCst))
    }

    fn monotonic(&self) -> Duration {
        let passed = self.now_micros.load(Ordering::SeqCst) - self.boot_micros;
        Duration::from_micros(u64::try_from(passed).unwrap_or(0))
    }
}

/// `n` minutes.
#[must_use]
pub const fn minutes(n: u64) -> Duration {
    Duration::from_secs(n * 60)
}

/// `n` hours.
#[must_use]
pub const fn hours(n: u64) -> Duration {
    Duration::from_secs(n * 3_600)
}

/// The calendar date at `instant` in Asia/Shanghai (UTC+8, no summer time since 1991).
#[must_use]
pub fn local_date(instant: Instant) -> Option<time::Date> {
    let shifted = instant.shifted(8 * 3_600 * 1_000_000);
    time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(shifted.0) * 1_000)
        .ok()
        .map(|moment| moment.date())
}

/// The beginning of a day in Asia/Shanghai; the ends of the range of instants for days beyond them.
#[must_use]
pub fn local_midnight(day: time::Date) -> Instant {
    let seconds = day.midnight().assume_utc().unix_timestamp() - 8 * 3_600;
    Instant(seconds.saturating_mul(1_000_000))
}
