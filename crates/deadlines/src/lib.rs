//! SLA clocks, the working-day calendar and dated policies.
//!
//! A [`Policy`] says how long something may take: a statutory one (时限) or the company's own. It is
//! a line of data in the bundle of a process, dated, per region; [`choose`] finds those in force
//! when an order starts, and a [`DeadlineClock`] then belongs to (order, policy) until its end
//! event. The clock only remembers: when it started, was paused, ended, and which alerts were
//! raised. What follows from that is computed each time from the policy and the [`Calendar`] by
//! [`due`] and [`standing`], so that a corrected start, a late pause or a calendar that changed
//! needs no repair; recompute and store. [`next_look`] says when somebody has to look again, for
//! [`raise_alert`] to warn of what is due soon or past.
//!
//! # How working days are counted
//! Days are those of Asia/Shanghai. The day of the start is day zero unless the policy says
//! `same_day`; the deadline is the end of the N-th working day after it, at midnight unless the
//! policy's `day_end` says otherwise. A day counts when the clock runs at its end: a pause takes
//! out every day whose end lies in it, and no other. Minutes and hours run through nights and
//! holidays, and a pause adds its own length. All moments up to the due one, that one included, are
//! in time.
//!
//! ```
//! use deadlines::*;
//! # use vocabulary::{Instant, OrderId};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let policies = parse_policies(br#"[{"kind": "statutory", "policy": "lv_residential_total",
//!     "region": "*", "effective_from": "2022-01-01", "unit": "working_day", "value": 5,
//!     "start_event": "order.accepted", "end_event": "stage.install_energise.submitted"}]"#)?;
//! let calendar = Calendar::of([CalendarYear::parse(CN_2026.as_bytes())?])?;
//! # let order = OrderId::from_uuid("0198c5a0-0000-7000-8000-000000000001".parse()?);
//! let thursday = Instant::from_micros(1_790_215_200_000_000); // 2026-09-24, 10:00 in Shanghai
//! let policy = choose(&policies, &Region::parse("130200")?, thursday)[0];
//! let subject = policy.starts("order.accepted").expect("it starts this clock");
//! let clock = DeadlineClock::start(order, policy, subject, thursday);
//! // Mid-autumn and national day lie between: 28, 29, 30 September, 8 and 9 October.
//! let at = due(&clock, policy, &calendar)?.expect("it is not paused").at;
//! assert_eq!(at.to_string(), "2026-10-09T16:00:00Z");
//! # Ok(())
//! # }
//! ```

mod calendar;
mod clock;
mod due;
mod event;
mod local_time;
mod policy;
mod reason;
mod region;

pub use calendar::{CN_2026, Calendar, CalendarError, CalendarYear, Certainty, DaysOff};
pub use clock::{Alert, AlertLevel, ClockError, DeadlineClock, Pause};
pub use due::{
    Breach, Due, DueError, Level, Standing, breach, due, level, next_look, raise_alert, standing,
};
pub use event::{EventPattern, NoEvent, Subject};
pub use local_time::{DayEnd, spoken};
pub use policy::{
    DayZero, Policy, PolicyError, PolicyFault, PolicyKey, PolicyKind, Unit, choose, parse_policies,
};
pub use reason::{OverdueReason, ReasonError, ReasonFault, parse_reasons, shipped_reasons};
pub use region::Region;
