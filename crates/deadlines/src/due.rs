//! When a clock is due, and how it stands.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::Date;
use vocabulary::{Instant, local_date};

use crate::{Alert, AlertLevel, Calendar, DayZero, DeadlineClock, Pause, Policy, Unit};

/// The moment up to which a clock is in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    pub at: Instant,
    /// False when it counts days of a year whose notice is not known: it may move.
    pub certain: bool,
}

/// Why there is no due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DueError {
    #[error("the clock belongs to another policy")]
    OtherPolicy,
    #[error("the due date lies outside the calendar")]
    OutsideCalendar,
}

/// When `clock` is due; none while a pause lasts that began in time, for nobody knows when it ends.
///
/// # Errors
/// When the clock is another policy's, or the date lies beyond any calendar.
pub fn due(
    clock: &DeadlineClock,
    policy: &Policy,
    calendar: &Calendar,
) -> Result<Option<Due>, DueError> {
    if *clock.policy() != policy.key() {
        return Err(DueError::OtherPolicy);
    }
    count(clock.started_at(), clock.pauses(), policy, calendar)
}

/// How a clock stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub level: Level,
    /// Microseconds to the due date from now, or from the end if it has ended; negative when
    /// overdue. While paused: what is left if it were resumed now.
    pub remaining_micros: i64,
    /// None while paused.
    pub due: Option<Due>,
}

/// The colour of a clock; for an ended one, how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    OnTime,
    DueSoon,
    Overdue,
    Paused,
}

/// How `clock` stands at `now`.
///
/// # Errors
/// As [`due`].
pub fn standing(
    clock: &DeadlineClock,
    policy: &Policy,
    calendar: &Calendar,
    now: Instant,
) -> Result<Standing, DueError> {
    let Some(due) = due(clock, policy, calendar)? else {
        let if_resumed = due_if_resumed(clock, policy, calendar, now)?;
        return Ok(Standing {
            level: Level::Paused,
            remaining_micros: if_resumed.at.since(now),
            due: None,
        });
    };

    let remaining_micros = due.at.since(clock.ended_at().unwrap_or(now));
    Ok(Standing { level: level(clock, policy, due.at, now), remaining_micros, due: Some(due) })
}

/// The colour at `now` of a clock that is due at `due_at`.
#[must_use]
pub fn level(clock: &DeadlineClock, policy: &Policy, due_at: Instant, now: Instant) -> Level {
    let remaining_micros = due_at.since(clock.ended_at().unwrap_or(now));
    let soon = clock.ended_at().is_none() && remaining_micros <= micros(policy.pre_alert());
    match remaining_micros {
        ..0 => Level::Overdue,
        _ if soon => Level::DueSoon,
        _ => Level::OnTime,
    }
}

/// Remembers and gives back the alert that `now` calls for when the clock is due at `due_at`, once
/// for each level and due date. A limit that is due soon from its beginning has no pre-alert.
pub fn raise_alert(
    clock: &mut DeadlineClock,
    policy: &Policy,
    due_at: Instant,
    now: Instant,
) -> Option<Alert> {
    let level = match level(clock, policy, due_at, now) {
        Level::OnTime | Level::Paused => return None,
        Level::DueSoon if pre_alert_at(clock, policy, due_at).is_none() => return None,
        Level::DueSoon => AlertLevel::PreAlert,
        Level::Overdue => AlertLevel::Overdue,
    };
    if clock.was_raised(level, due_at) {
        return None;
    }
    let alert = Alert { level, due_at, raised_at: now };
    clock.remember(alert);
    Some(alert)
}

/// When a clock that is due at `due_at` has to be looked at again, for its next alert.
#[must_use]
pub fn next_look(clock: &DeadlineClock, policy: &Policy, due_at: Instant) -> Option<Instant> {
    if clock.ended_at().is_some() || clock.was_raised(AlertLevel::Overdue, due_at) {
        return None;
    }
    let pre_alert = pre_alert_at(clock, policy, due_at);
    let pre_alert = pre_alert.filter(|_| !clock.was_raised(AlertLevel::PreAlert, due_at));
    Some(pre_alert.unwrap_or(due_at.shifted(1)))
}

fn pre_alert_at(clock: &DeadlineClock, policy: &Policy, due_at: Instant) -> Option<Instant> {
    let at = due_at.shifted(micros(policy.pre_alert()).saturating_neg());
    Some(at).filter(|at| *at > clock.started_at())
}

/// What the record says about keeping the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Breach {
    /// Never late, as far as we knew and know.
    #[default]
    None,
    /// It was shown as overdue, and a time that reached us later, a pause or a new calendar put it
    /// right. The alert stays.
    Corrected,
    Overdue,
}

/// Whether the limit of a clock that is due at `due_at` was kept, from what is known at `now`; none
/// while it is paused.
#[must_use]
pub fn breach(clock: &DeadlineClock, due_at: Option<Instant>, now: Instant) -> Breach {
    let until = clock.ended_at().unwrap_or(now);
    if due_at.is_some_and(|due_at| until > due_at) {
        return Breach::Overdue;
    }
    let was_shown = clock.alerts().iter().any(|alert| alert.level == AlertLevel::Overdue);
    if was_shown { Breach::Corrected } else { Breach::None }
}

fn due_if_resumed(
    clock: &DeadlineClock,
    policy: &Policy,
    calendar: &Calendar,
    now: Instant,
) -> Result<Due, DueError> {
    let mut pauses = clock.pauses().to_vec();
    if let Some(pause) = pauses.last_mut() {
        pause.to.get_or_insert(now.max(pause.from));
    }
    count(clock.started_at(), &pauses, policy, calendar)?.ok_or(DueError::OutsideCalendar)
}

fn count(
    start: Instant,
    pauses: &[Pause],
    policy: &Policy,
    calendar: &Calendar,
) -> Result<Option<Due>, DueError> {
    match policy.unit {
        Unit::WorkingDay => count_working_days(start, pauses, policy, calendar),
        Unit::Hour => Ok(count_time(start, pauses, u64::from(policy.value) * 3_600)),
        Unit::Minute => Ok(count_time(start, pauses, u64::from(policy.value) * 60)),
    }
}

fn count_time(start: Instant, pauses: &[Pause], seconds: u64) -> Option<Due> {
    let mut at = start;
    let mut left = micros(Duration::from_secs(seconds));
    for pause in pauses {
        let run = pause.from.since(at).max(0);
        if run >= left {
            break;
        }
        left -= run;
        at = at.max(pause.from).max(pause.to?);
    }
    Some(Due { at: at.shifted(left), certain: true })
}

fn count_working_days(
    start: Instant,
    pauses: &[Pause],
    policy: &Policy,
    calendar: &Calendar,
) -> Result<Option<Due>, DueError> {
    let mut day = first_day(start, policy).ok_or(DueError::OutsideCalendar)?;
    let mut left = policy.value;
    let mut certain = true;
    for _ in 0..DAYS_MAX {
        let end = policy.day_end.on(day).ok_or(DueError::OutsideCalendar)?;
        let pause = pauses.iter().find(|pause| holds_at(pause, end));
        if pause.is_some_and(|pause| pause.to.is_none()) {
            return Ok(None);
        }
        certain &= calendar.is_certain(day);
        if pause.is_none() && calendar.is_working_day(day) {
            left -= 1;
        }
        if left == 0 {
            return Ok(Some(Due { at: end, certain }));
        }
        day = day.next_day().ok_or(DueError::OutsideCalendar)?;
    }
    Err(DueError::OutsideCalendar)
}

/// The first day that may be counted.
fn first_day(start: Instant, policy: &Policy) -> Option<Date> {
    let today = local_date(start)?;
    match policy.day_zero {
        DayZero::SameDay if start < policy.day_end.on(today)? => Some(today),
        DayZero::SameDay | DayZero::NextDay => today.next_day(),
    }
}

/// Whether the clock stood still when the day ended. A pause that begins at that very moment leaves
/// the day whole.
fn holds_at(pause: &Pause, end: Instant) -> bool {
    pause.from < end && pause.to.is_none_or(|to| end <= to)
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// Ten years: no limit and no pause lasts longer, and a calendar without working days must not
/// count for ever.
const DAYS_MAX: usize = 3_660;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CN_2026, CalendarYear, ClockError, Subject, parse_policies};
    use proptest::prelude::*;
    use time::macros::format_description;
    use time::{PrimitiveDateTime, UtcOffset};
    use vocabulary::OrderId;

    fn china() -> Calendar {
        Calendar::of([CalendarYear::parse(CN_2026.as_bytes()).expect("our own file")])
            .expect("without contradiction")
    }

    /// A moment in Shanghai.
    fn at(text: &str) -> Instant {
        let format = format_description!("[year]-[month]-[day] [hour]:[minute]");
        let moment = PrimitiveDateTime::parse(text, format).expect("a moment");
        let offset = UtcOffset::from_hms(8, 0, 0).expect("an offset");
        Instant::from_micros(moment.assume_offset(offset).unix_timestamp() * 1_000_000)
    }

    fn policy(unit: &str, value: u32, more: &str) -> Policy {
        let text = format!(
            r#"[{{"kind": "statutory", "policy": "p", "region": "*", "effective_from": "2022-01-01",
                "unit": "{unit}", "value": {value}, "start_event": "a", "end_event": "b",
                "pause_reasons": ["customer_papers"]{more}}}]"#
        );
        parse_policies(text.as_bytes()).expect("a list").remove(0)
    }

    fn clock(policy: &Policy, start: Instant) -> DeadlineClock {
        let order = OrderId::from_uuid(uuid::Uuid::from_u128(1));
        DeadlineClock::start(order, policy, Subject::Order, start)
    }

    fn paused(policy: &Policy, start: &str, pauses: &[(&str, &str)]) -> DeadlineClock {
        let mut clock = clock(policy, at(start));
        for (from, to) in pauses {
            clock.pause(policy, "customer_papers", "message 7", at(from)).expect("in order");
            clock.resume(at(to)).expect("paused");
        }
        clock
    }

    fn due_of(clock: &DeadlineClock, policy: &Policy) -> Instant {
        due(clock, policy, &china()).expect("a date").expect("not paused").at
    }

    #[test]
    fn working_days_over_weekends_and_holidays() {
        let check = |start: &str, days: u32, more: &str, expect: &str| {
            let policy = policy("working_day", days, more);
            let due = due_of(&clock(&policy, at(start)), &policy);
            assert_eq!(due, at(expect), "{start} + {days}{more}: {due}");
        };
        // Monday to the next Monday.
        check("2026-03-02 09:00", 5, "", "2026-03-10 00:00");
        // The time of day of the start changes nothing, from the first to the last minute.
        check("2026-03-02 00:00", 5, "", "2026-03-10 00:00");
        check("2026-03-02 23:59", 5, "", "2026-03-10 00:00");
        // Accepted on a Saturday: Monday is the first day.
        check("2026-03-07 10:00", 1, "", "2026-03-10 00:00");
        // New year: the 2nd is off, Sunday the 4th is worked; 4, 5, 6, 7, 8.
        check("2025-12-31 10:00", 5, "", "2026-01-09 00:00");
        // Spring festival: Saturday the 14th is worked, 15 to 23 off; 13, 14, 24, 25, 26.
        check("2026-02-12 16:00", 5, "", "2026-02-27 00:00");
        // Saturday 28 February is worked: 27, 28, 2.
        check("2026-02-26 16:00", 3, "", "2026-03-03 00:00");
        // May: 1 to 5 off, Saturday the 9th worked; 6, 7, 8, 9, 11.
        check("2026-04-30 16:00", 5, "", "2026-05-12 00:00");
        // Mid-autumn and national day: 24, 28, 29, 30, 8, 9, 10 (worked), 12.
        check("2026-09-23 08:00", 8, "", "2026-10-13 00:00");
        // The day of the start counts, on a working day before its end.
        let same = r#", "day_zero": "same_day", "day_end": "17:30""#;
        check("2026-03-02 17:29", 1, same, "2026-03-02 17:30");
        check("2026-03-02 17:30", 1, same, "2026-03-03 17:30");
        check("2026-03-07 09:00", 1, same, "2026-03-09 17:30");
        check("2026-03-06 09:00", 2, same, "2026-03-09 17:30");
    }

    #[test]
    fn minutes_and_hours_run_through_nights_and_holidays() {
        let fault = policy("minute", 45, "");
        assert_eq!(due_of(&clock(&fault, at("2026-10-01 23:30")), &fault), at("2026-10-02 00:15"));
        let restore = policy("hour", 24, "");
        assert_eq!(
            due_of(&clock(&restore, at("2026-02-17 08:00")), &restore),
            at("2026-02-18 08:00")
        );
    }

    #[test]
    fn a_pause_takes_out_the_days_that_end_in_it() {
        let policy = policy("working_day", 3, "");
        let check = |pauses: &[(&str, &str)], expect: &str| {
            let due = due_of(&paused(&policy, "2026-03-02 09:00", pauses), &policy);
            assert_eq!(due, at(expect), "{pauses:?}: {due}");
        };
        check(&[], "2026-03-06 00:00");
        // An hour within a day takes nothing.
        check(&[("2026-03-03 10:00", "2026-03-03 11:00")], "2026-03-06 00:00");
        // Over one midnight: one day.
        check(&[("2026-03-03 10:00", "2026-03-04 11:00")], "2026-03-07 00:00");
        // Tuesday noon to Thursday noon: Tuesday and Wednesday; 5, 6, 9 are left.
        check(&[("2026-03-03 12:00", "2026-03-05 12:00")], "2026-03-10 00:00");
        // Over a weekend only: nothing.
        check(&[("2026-03-07 10:00", "2026-03-08 11:00")], "2026-03-06 00:00");
        // To the stroke of midnight the day is gone; from it, the day is whole.
        check(&[("2026-03-03 12:00", "2026-03-04 00:00")], "2026-03-07 00:00");
        check(&[("2026-03-04 00:00", "2026-03-04 12:00")], "2026-03-06 00:00");
        // Twice.
        check(
            &[("2026-03-02 10:00", "2026-03-03 08:00"), ("2026-03-03 10:00", "2026-03-04 11:00")],
            "2026-03-07 00:00",
        );
    }

    #[test]
    fn a_pause_adds_its_length_to_minutes() {
        let policy = policy("minute", 90, "");
        let check = |pauses: &[(&str, &str)], expect: &str| {
            let due = due_of(&paused(&policy, "2026-03-02 09:00", pauses), &policy);
            assert_eq!(due, at(expect), "{pauses:?}: {due}");
        };
        check(&[("2026-03-02 10:00", "2026-03-02 12:00")], "2026-03-02 12:30");
        // It was due before the pause began, or as it began.
        check(&[("2026-03-02 10:31", "2026-03-02 12:00")], "2026-03-02 10:30");
        check(&[("2026-03-02 10:30", "2026-03-02 12:00")], "2026-03-02 10:30");
    }

    #[test]
    fn while_paused_there_is_no_due_date_and_what_is_left_stands_still() {
        let policy = policy("minute", 90, "");
        let mut clock = clock(&policy, at("2026-03-02 09:00"));
        clock.pause(&policy, "customer_papers", "message 7", at("2026-03-02 10:00")).expect("runs");
        assert_eq!(due(&clock, &policy, &china()), Ok(None));
        for now in ["2026-03-02 10:00", "2026-03-05 10:00"] {
            let standing = standing(&clock, &policy, &china(), at(now)).expect("known");
            assert_eq!((standing.level, standing.due), (Level::Paused, None));
            assert_eq!(standing.remaining_micros, 30 * 60 * 1_000_000, "{now}");
        }
    }

    #[test]
    fn a_pause_after_the_due_date_does_not_save_it() {
        let policy = policy("working_day", 1, "");
        let mut clock = clock(&policy, at("2026-03-02 09:00"));
        clock.pause(&policy, "customer_papers", "message 7", at("2026-03-04 10:00")).expect("runs");
        let standing = standing(&clock, &policy, &china(), at("2026-03-05 10:00")).expect("known");
        assert_eq!(standing.level, Level::Overdue);
        assert_eq!(standing.due.map(|due| due.at), Some(at("2026-03-04 00:00")));
    }

    #[test]
    fn stands_on_time_then_due_soon_then_overdue() {
        let policy = policy("working_day", 5, "");
        let clock = clock(&policy, at("2026-03-02 09:00"));
        let check = |now: &str, level, minutes_left: i64| {
            let standing = standing(&clock, &policy, &china(), at(now)).expect("known");
            assert_eq!(standing.level, level, "{now}");
            assert_eq!(standing.remaining_micros, minutes_left * 60_000_000, "{now}");
        };
        check("2026-03-02 09:00", Level::OnTime, 7 * 1_440 + 15 * 60);
        check("2026-03-08 23:59", Level::OnTime, 1_441);
        check("2026-03-09 00:00", Level::DueSoon, 1_440);
        check("2026-03-10 00:00", Level::DueSoon, 0);
        check("2026-03-10 00:01", Level::Overdue, -1);
    }

    #[test]
    fn an_ended_clock_stands_as_it_ended() {
        let policy = policy("minute", 60, "");
        let check = |end: &str, level| {
            let mut clock = clock(&policy, at("2026-03-02 09:00"));
            clock.end(at(end)).expect("it runs");
            let standing = standing(&clock, &policy, &china(), at("2026-04-01 00:00"));
            assert_eq!(standing.expect("known").level, level, "{end}");
        };
        check("2026-03-02 09:59", Level::OnTime);
        check("2026-03-02 10:00", Level::OnTime);
        check("2026-03-02 10:01", Level::Overdue);
    }

    /// The alert that `now` calls for.
    fn raise(clock: &mut DeadlineClock, policy: &Policy, now: Instant) -> Option<Alert> {
        let due_at = due_of(clock, policy);
        raise_alert(clock, policy, due_at, now)
    }

    fn breach_of(clock: &DeadlineClock, policy: &Policy, now: Instant) -> Breach {
        breach(clock, Some(due_of(clock, policy)), now)
    }

    #[test]
    fn a_late_end_corrects_the_breach_and_keeps_the_alert() {
        let policy = policy("minute", 60, "");
        let mut clock = clock(&policy, at("2026-03-02 09:00"));
        let now = at("2026-03-02 11:00");
        let alert = raise(&mut clock, &policy, now).expect("it is overdue");
        assert_eq!(alert.level, AlertLevel::Overdue);
        assert_eq!(raise(&mut clock, &policy, now), None, "once");
        assert_eq!(breach_of(&clock, &policy, now), Breach::Overdue);

        // The terminal comes back to the network: the work was done in time.
        clock.end(at("2026-03-02 09:50")).expect("it runs");
        assert_eq!(breach_of(&clock, &policy, now), Breach::Corrected);
        assert_eq!(clock.alerts(), [alert]);
    }

    #[test]
    fn proof_that_it_ended_earlier_corrects_the_breach() {
        let policy = policy("minute", 60, "");
        let mut clock = clock(&policy, at("2026-03-02 09:00"));
        let now = at("2026-03-02 12:00");
        clock.end(at("2026-03-02 11:00")).expect("it runs");
        raise(&mut clock, &policy, now).expect("it ended overdue");
        assert!(!clock.ended_by(at("2026-03-02 11:30")), "later than we know");
        assert!(!clock.ended_by(at("2026-03-02 08:59")), "before there was a clock");
        assert!(clock.ended_by(at("2026-03-02 09:20")));
        assert_eq!(breach_of(&clock, &policy, now), Breach::Corrected);
        assert_eq!(clock.alerts().len(), 1);
    }

    #[test]
    fn an_end_may_reach_us_after_later_events() {
        let policy = policy("minute", 90, "");
        let mut ended =
            paused(&policy, "2026-03-02 09:00", &[("2026-03-02 10:00", "2026-03-02 12:00")]);
        let mut still_paused = clock(&policy, at("2026-03-02 09:00"));
        still_paused
            .pause(&policy, "customer_papers", "p", at("2026-03-02 10:00"))
            .expect("it runs");
        let mut before_it_began = clock(&policy, at("2026-03-02 09:00"));
        let before = before_it_began.end(at("2026-03-02 08:00"));
        assert_eq!((before, before_it_began.ended_at()), (Ok(()), Some(at("2026-03-02 09:00"))));
        for clock in [&mut ended, &mut still_paused] {
            clock.end(at("2026-03-02 09:30")).expect("it runs");
            assert_eq!(clock.ended_at(), Some(at("2026-03-02 09:30")));
            assert!(!clock.is_paused());
            let now = at("2026-04-01 00:00");
            assert_eq!(breach_of(clock, &policy, now), Breach::None);
        }
    }

    #[test]
    fn a_late_start_corrects_the_breach_and_keeps_the_alert() {
        let policy = policy("minute", 60, "");
        let mut clock = clock(&policy, at("2026-03-02 09:00"));
        let now = at("2026-03-02 10:30");
        raise(&mut clock, &policy, now).expect("it is overdue");
        clock.correct_start(at("2026-03-02 10:00")).expect("it runs");
        assert_eq!(breach_of(&clock, &policy, now), Breach::Corrected);
        assert_eq!(clock.alerts().len(), 1);

        // Overdue again at its new date: a new alert.
        let later = at("2026-03-02 11:01");
        let alert = raise(&mut clock, &policy, later);
        assert_eq!(alert.map(|alert| alert.due_at), Some(at("2026-03-02 11:00")));
        assert_eq!(breach_of(&clock, &policy, later), Breach::Overdue);
    }

    #[test]
    fn a_pre_alert_comes_before_the_overdue_one() {
        let policy = policy("minute", 60, r#", "pre_alert_minutes": 10"#);
        let mut clock = clock(&policy, at("2026-03-02 09:00"));
        let mut raised = |now: &str| raise(&mut clock, &policy, at(now)).map(|it| it.level);
        assert_eq!(raised("2026-03-02 09:49"), None);
        assert_eq!(raised("2026-03-02 09:50"), Some(AlertLevel::PreAlert));
        assert_eq!(raised("2026-03-02 09:55"), None);
        assert_eq!(raised("2026-03-02 10:01"), Some(AlertLevel::Overdue));
    }

    #[test]
    fn what_is_due_soon_from_its_beginning_has_no_pre_alert() {
        let same = r#", "day_zero": "same_day""#;
        let policy = policy("working_day", 1, same);
        let mut clock = clock(&policy, at("2026-03-02 09:00"));
        let due_at = due_of(&clock, &policy);
        assert_eq!(due_at, at("2026-03-03 00:00"));
        assert_eq!(raise(&mut clock, &policy, at("2026-03-02 12:00")), None);
        assert_eq!(next_look(&clock, &policy, due_at), Some(due_at.shifted(1)));
    }

    #[test]
    fn a_reopened_clock_runs_as_if_it_had_not_ended() {
        let policy = policy("minute", 60, "");
        let mut clock = clock(&policy, at("2026-03-02 09:00"));
        clock.end(at("2026-03-02 09:30")).expect("it runs");
        clock.reopen().expect("it has ended");
        let standing = standing(&clock, &policy, &china(), at("2026-03-02 10:30")).expect("known");
        assert_eq!(standing.level, Level::Overdue);
    }

    #[test]
    fn a_calendar_that_changes_moves_the_due_date() {
        let policy = policy("working_day", 5, "");
        let clock = clock(&policy, at("2026-12-29 09:00"));
        let before = due(&clock, &policy, &china()).expect("a date").expect("not paused");
        assert_eq!((before.at, before.certain), (at("2027-01-06 00:00"), false));

        // A notice for 2027, made up for this test: Friday the 1st to Monday the 4th off.
        let notice = br#"{"year": 2027, "status": "confirmed", "source": "a test",
            "days_off": [{"name": "x", "from": "2027-01-01", "to": "2027-01-04"}],
            "working_days": []}"#;
        let years =
            [CN_2026.as_bytes(), notice].map(|text| CalendarYear::parse(text).expect("a year"));
        let calendar = Calendar::of(years).expect("without contradiction");
        let after = due(&clock, &policy, &calendar).expect("a date").expect("not paused");
        assert_eq!((after.at, after.certain), (at("2027-01-08 00:00"), true));
    }

    #[test]
    fn events_that_cannot_be_are_refused() {
        let policy = policy("working_day", 5, "");
        let mut clock = clock(&policy, at("2026-03-02 09:00"));
        let proof = "message 7";
        let reason = |reason: &str| Err(ClockError::ReasonNotAllowed { reason: reason.into() });
        assert_eq!(clock.pause(&policy, "rain", proof, at("2026-03-02 10:00")), reason("rain"));
        assert_eq!(
            clock.pause(&policy, "customer_papers", "", at("2026-03-02 10:00")),
            Err(ClockError::ProofMissing)
        );
        let earliest = at("2026-03-02 09:00");
        assert_eq!(
            clock.pause(&policy, "customer_papers", proof, at("2026-03-02 08:00")),
            Err(ClockError::OutOfOrder { earliest })
        );
        assert_eq!(clock.resume(at("2026-03-02 10:00")), Err(ClockError::NotPaused));
        assert_eq!(clock.reopen(), Err(ClockError::Running));
        clock.end(at("2026-03-03 09:00")).expect("it runs");
        assert_eq!(clock.end(at("2026-03-03 09:00")), Err(ClockError::Ended));
        assert_eq!(clock.correct_start(at("2026-03-04 09:00")), Err(ClockError::Ended));

        let other = self::policy("working_day", 6, "");
        let other = Policy { policy: "other".into(), ..other };
        assert_eq!(due(&clock, &other, &china()), Err(DueError::OtherPolicy));
    }

    #[test]
    fn moments_beyond_the_calendar_are_an_error() {
        let policy = policy("working_day", 5, "");
        for micros in [i64::MIN, i64::MAX] {
            let clock = clock(&policy, Instant::from_micros(micros));
            assert_eq!(due(&clock, &policy, &china()), Err(DueError::OutsideCalendar));
        }
    }

    #[test]
    fn a_clock_survives_json() {
        let policy = policy("working_day", 5, "");
        let clock =
            paused(&policy, "2026-03-02 09:00", &[("2026-03-03 09:00", "2026-03-04 09:00")]);
        let text = serde_json::to_string(&clock).expect("JSON");
        assert_eq!(serde_json::from_str::<DeadlineClock>(&text).expect("its own text"), clock);
    }

    fn any_policy() -> impl Strategy<Value = Policy> {
        let unit = prop::sample::select(vec!["working_day", "hour", "minute"]);
        let more = prop::sample::select(vec![
            "",
            r#", "day_zero": "same_day""#,
            r#", "day_end": "17:30""#,
            r#", "day_zero": "same_day", "day_end": "17:30""#,
        ]);
        (unit, 1_u32..40, more).prop_map(|(unit, value, more)| policy(unit, value, more))
    }

    /// Minutes of 2026.
    fn minute() -> impl Strategy<Value = i64> {
        0_i64..525_600
    }

    fn in_2026(minute: i64) -> Instant {
        at("2026-01-01 00:00").shifted(minute * 60_000_000)
    }

    /// Pauses one after another: (running before it, its length) in minutes.
    fn any_pauses() -> impl Strategy<Value = Vec<(i64, i64)>> {
        prop::collection::vec((0_i64..6_000, 0_i64..6_000), 0..5)
    }

    fn with_pauses(policy: &Policy, start: i64, pauses: &[(i64, i64)]) -> DeadlineClock {
        let mut clock = clock(policy, in_2026(start));
        let mut minute = start;
        for (run, length) in pauses {
            minute += run;
            clock.pause(policy, "customer_papers", "p", in_2026(minute)).expect("in order");
            minute += length;
            clock.resume(in_2026(minute)).expect("paused");
        }
        clock
    }

    proptest! {
        #[test]
        fn due_never_moves_back_when_the_start_moves_on(
            policy in any_policy(),
            start in minute(),
            later in 0_i64..20_000,
            pauses in any_pauses(),
        ) {
            let mut clock = with_pauses(&policy, start, &pauses);
            let before = due_of(&clock, &policy);
            clock.correct_start(in_2026(start + later)).expect("it runs");
            prop_assert!(due_of(&clock, &policy) >= before);
        }

        #[test]
        fn one_more_pause_never_makes_it_due_earlier(
            policy in any_policy(), start in minute(), pauses in any_pauses(),
        ) {
            let without = pauses.split_last().map_or(&[][..], |(_, rest)| rest);
            let before = due_of(&with_pauses(&policy, start, without), &policy);
            prop_assert!(due_of(&with_pauses(&policy, start, &pauses), &policy) >= before);
        }

        #[test]
        fn one_more_holiday_never_makes_it_due_earlier(
            policy in any_policy(), start in minute(), day in 1_u16..366,
        ) {
            let clock = clock(&policy, in_2026(start));
            let day = Date::from_ordinal_date(2026, day).expect("a day of 2026");
            let extra = CalendarYear {
                year: 2026,
                status: crate::Certainty::Confirmed,
                source: "a test".into(),
                days_off: vec![crate::DaysOff { name: "x".into(), from: day, to: day }],
                working_days: Vec::new(),
            };
            let notice = CalendarYear::parse(CN_2026.as_bytes()).expect("our own file");
            prop_assume!(!notice.working_days.contains(&day));
            let calendar = Calendar::of([notice, extra]).expect("without contradiction");
            let after = due(&clock, &policy, &calendar).expect("a date").expect("not paused");
            prop_assert!(after.at >= due_of(&clock, &policy));
        }

        #[test]
        fn due_lies_after_the_start_and_a_working_day_ends_there(
            policy in any_policy(), start in minute(),
        ) {
            let start = in_2026(start);
            let at = due_of(&clock(&policy, start), &policy);
            prop_assert!(at > start);
            if policy.unit == Unit::WorkingDay {
                let day = local_date(at.shifted(-1)).expect("in range");
                prop_assert!(china().is_working_day(day));
            }
        }

        /// Whoever looks whenever he is told to, and at any other time, raises each alert once.
        #[test]
        fn every_alert_is_raised_once_and_in_time(
            policy in any_policy(),
            start in minute(),
            pauses in any_pauses(),
            looks in prop::collection::vec(0_i64..100_000, 0..20),
        ) {
            let mut clock = with_pauses(&policy, start, &pauses);
            let due_at = due_of(&clock, &policy);
            let mut looks: Vec<_> = looks.into_iter().map(|by| in_2026(start + by)).collect();
            looks.sort_unstable();
            let mut looks = looks.into_iter().peekable();
            loop {
                let told = next_look(&clock, &policy, due_at);
                let chance = looks.next_if(|at| told.is_none_or(|told| *at < told));
                let Some(now) = chance.or(told) else { break };
                let raised = raise_alert(&mut clock, &policy, due_at, now);
                prop_assert_eq!(raised.is_some(), chance.is_none(), "at {:?}, told {:?}", now, told);
            }
            let levels: Vec<_> = clock.alerts().iter().map(|alert| alert.level).collect();
            let pre_alert = pre_alert_at(&clock, &policy, due_at);
            let expect = pre_alert.map(|_| AlertLevel::PreAlert).into_iter();
            let expect = expect.chain([AlertLevel::Overdue]).collect::<Vec<_>>();
            prop_assert_eq!(levels, expect);
            prop_assert_eq!(clock.alerts().last().map(|last| last.raised_at), Some(due_at.shifted(1)));
        }

        #[test]
        fn any_start_and_any_pause_are_answered(
            policy in any_policy(), start: i64, from: i64, to: Option<i64>, now: i64,
        ) {
            let mut clock = clock(&policy, Instant::from_micros(start));
            if clock.pause(&policy, "customer_papers", "p", Instant::from_micros(from)).is_ok()
                && let Some(to) = to
            {
                let resumed = clock.resume(Instant::from_micros(to));
                prop_assert_eq!(resumed.is_ok(), to >= from);
            }
            let standing = standing(&clock, &policy, &china(), Instant::from_micros(now));
            prop_assert!(matches!(standing, Ok(_) | Err(DueError::OutsideCalendar)));
        }
    }
}
