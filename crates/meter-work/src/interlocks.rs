//! What forbids a command before the first frame.

use std::time::Duration;

use access::may_meter;
use sync::Authorisation;
use vocabulary::{Instant, MeterCommand, MeterTime, minutes};

use crate::leave::Leave;
use crate::{Hands, Job, Refusal};

/// Whether the command may be begun with these hands, now.
///
/// # Errors
/// The first thing that forbids it.
pub fn allowed(job: &Job, hands: &Hands) -> Result<(), Refusal> {
    begin(job, hands).map(|_| ())
}

/// The same; gives the leave of a command that needs one.
pub(crate) fn begin(job: &Job, hands: &Hands) -> Result<Option<Leave>, Refusal> {
    let identity = hands.unit.identify().map_err(|fault| unit(&fault))?;
    may_meter(&identity.fitted)?;
    if !job.command.changes_meter() {
        return Ok(None);
    }
    if hands.business_card.is_none() {
        return Err(Refusal::NoBusinessCard);
    }
    enough_battery(job.command, hands.battery_percent)?;
    if !hands.is_clock_compared {
        return Err(Refusal::ClockNotCompared);
    }
    if hands.history.unverified.is_some() {
        return Err(Refusal::VerifyFirst);
    }
    if hands.history.is_leave_used {
        return Err(Refusal::LeaveUsed);
    }
    let now = hands.clock.now();
    not_too_soon(job.command, &hands.history.switch_failed_at, now)?;
    if job.command == MeterCommand::SetClock {
        clock_may_be_set(&hands.history.clock_set_at, now)?;
    }
    // Last: whoever fetches a leave that is good for minutes asks all the others before.
    let signed = job.leave.as_ref().ok_or(Refusal::NoLeave)?;
    let leave = Leave::read(signed, &hands.platform_key)?;
    is_for(&leave.authorisation, job, hands)?;
    in_time(&leave.authorisation, now)?;
    Ok(Some(leave))
}

pub(crate) fn unit(fault: &security_unit::metering::UnitFault) -> Refusal {
    Refusal::Unit { told: fault.to_string() }
}

fn enough_battery(command: MeterCommand, percent: Option<u8>) -> Result<(), Refusal> {
    let least = match command {
        MeterCommand::UpdateKeys => BATTERY_FOR_KEYS,
        _ => BATTERY_LEAST,
    };
    match percent {
        Some(percent) if percent < least => Err(Refusal::BatteryLow { percent, least }),
        None if command == MeterCommand::UpdateKeys => Err(Refusal::BatteryUnknown),
        _ => Ok(()),
    }
}

fn is_for(leave: &Authorisation, job: &Job, hands: &Hands) -> Result<(), Refusal> {
    let other = |what| Err(Refusal::LeaveForOther { what });
    if leave.executor != hands.person {
        return other("person");
    }
    if leave.command != job.command {
        return other("command");
    }
    if job.meant.as_ref().is_some_and(|meant| *meant != leave.meter.comm_address) {
        return other("meter");
    }
    if job.order.is_some_and(|order| order != leave.order) {
        return other("order");
    }
    Ok(())
}

fn in_time(leave: &Authorisation, now: Instant) -> Result<(), Refusal> {
    if now < leave.not_before {
        return Err(Refusal::LeaveNotYet);
    }
    if now >= leave.not_after {
        return Err(Refusal::LeaveOver);
    }
    Ok(())
}

fn not_too_soon(
    command: MeterCommand,
    failed_at: &Option<Instant>,
    now: Instant,
) -> Result<(), Refusal> {
    let Some(until) = failed_at.filter(|_| command.switches()).map(|at| at.plus(SWITCH_PAUSE))
    else {
        return Ok(());
    };
    if now >= until {
        return Ok(());
    }
    let left = until.micros() - now.micros();
    let minutes = u64::try_from(left).unwrap_or(0).div_ceil(60_000_000);
    Err(Refusal::TooSoon { minutes })
}

/// Clocks are left alone around midnight, full hours and freezes; set once a day; and given up after two settings in a
/// month (`domain.md` 5).
fn clock_may_be_set(set_at: &[Instant], now: Instant) -> Result<(), Refusal> {
    let Some(shown) = MeterTime::right_at(now) else { return Err(Refusal::ClockNotCompared) };
    let second_of_hour = i64::from(shown.minute()) * 60 + i64::from(shown.second());
    let from_full_hour = second_of_hour.min(3_600 - second_of_hour);
    if from_full_hour < FREEZE_MARGIN_S {
        return Err(Refusal::NearFreeze);
    }
    let is_today = |at: &Instant| {
        MeterTime::right_at(*at).is_some_and(|at| {
            (at.year(), at.month(), at.day()) == (shown.year(), shown.month(), shown.day())
        })
    };
    if set_at.iter().any(is_today) {
        return Err(Refusal::ClockSetToday);
    }
    let this_month = |at: &&Instant| {
        MeterTime::right_at(**at)
            .is_some_and(|at| (at.year(), at.month()) == (shown.year(), shown.month()))
    };
    if set_at.iter().filter(this_month).count() >= SETTINGS_A_MONTH {
        return Err(Refusal::ClockFaulty);
    }
    Ok(())
}

/// Percent below which no meter is changed.
const BATTERY_LEAST: u8 = 20;
/// A key update that is cut off leaves a meter with half of its keys.
const BATTERY_FOR_KEYS: u8 = 50;
/// After a failed attempt a relay is left alone.
const SWITCH_PAUSE: Duration = minutes(10);
/// Seconds around a full hour in which no clock is set; midnight and the freezes lie on full hours.
const FREEZE_MARGIN_S: i64 = 120;
const SETTINGS_A_MONTH: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse::<MeterTime>().expect("a time").instant()
    }

    #[test]
    fn clocks_are_left_alone_around_full_hours() {
        for (text, may) in [
            ("2026-11-30T10:01:59", false),
            ("2026-11-30T10:02:00", true),
            ("2026-11-30T10:58:00", true),
            ("2026-11-30T10:58:01", false),
            ("2026-11-30T23:59:00", false),
        ] {
            assert_eq!(clock_may_be_set(&[], at(text)).is_ok(), may, "{text}");
        }
    }

    #[test]
    fn a_clock_is_set_once_a_day_and_twice_a_month() {
        let now = at("2026-11-30T10:30:00");
        let set = |texts: &[&str]| texts.iter().map(|text| at(text)).collect::<Vec<_>>();
        let asked = |texts: &[&str]| clock_may_be_set(&set(texts), now);
        assert_eq!(asked(&["2026-11-30T00:10:00"]), Err(Refusal::ClockSetToday));
        assert_eq!(asked(&["2026-11-29T23:50:00"]), Ok(()));
        let twice = ["2026-11-02T09:30:00", "2026-11-20T09:30:00"];
        assert_eq!(asked(&twice), Err(Refusal::ClockFaulty));
        assert_eq!(asked(&["2026-10-31T09:30:00", "2026-11-20T09:30:00"]), Ok(()));
    }

    #[test]
    fn a_relay_is_left_alone_after_a_failed_attempt() {
        let failed = Some(at("2026-11-30T10:00:00"));
        let asked = |command, text| not_too_soon(command, &failed, at(text));
        let early = asked(MeterCommand::Trip, "2026-11-30T10:02:30");
        assert_eq!(early, Err(Refusal::TooSoon { minutes: 8 }));
        assert_eq!(asked(MeterCommand::Trip, "2026-11-30T10:10:00"), Ok(()));
        assert_eq!(asked(MeterCommand::SetClock, "2026-11-30T10:00:01"), Ok(()));
    }

    #[test]
    fn keys_need_more_battery_than_a_clock() {
        assert!(enough_battery(MeterCommand::SetClock, Some(20)).is_ok());
        assert!(enough_battery(MeterCommand::SetClock, Some(19)).is_err());
        assert!(enough_battery(MeterCommand::UpdateKeys, Some(49)).is_err());
        assert_eq!(enough_battery(MeterCommand::UpdateKeys, None), Err(Refusal::BatteryUnknown));
        assert!(enough_battery(MeterCommand::SetClock, None).is_ok(), "a terminal on the mains");
    }
}
